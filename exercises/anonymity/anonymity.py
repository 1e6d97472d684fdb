"""Anonymising is not masking: what three ordinary pieces of information say about who somebody is.

Lives here: the fictional register of Valbourg-sur-Ouche, its grouping into classes (k-anonymity), its join with a list
of names, and the share of people who are alone in their class in a real commune. Numbers that only the lessons quote are
in `figures.py`.
May not live here: words shown to learners, drawing, writing. Standard library only; reads nothing but `data/`.

Everything about Valbourg is invented from the assumptions below and a fixed seed; the populations are real.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Literal, NamedTuple

SEED = 2026
DATA = Path(__file__).parent / "data"

DAYS_PER_YEAR = 365.25
SEXES = 2

Sex = Literal["F", "M"]
District = Literal["bourg", "gare", "moulin", "combes"]
Aid = Literal["none", "apa", "rsa", "food", "canteen"]
Key = tuple[str, ...]
"""What a published row still says of a person: the values of its quasi-identifiers."""


@dataclass(frozen=True, slots=True)
class Person:
    """A fictional inhabitant: the row of the register that the council is asked to publish without names."""

    number: int
    sex: Sex
    born: date
    district: District
    aid: Aid


# --- the fictional register --------------------------------------------------------------------------

INHABITANTS = 2300
AS_OF_YEAR = 2025  # ages are completed years at 31 December of this year
RESIDENTS = 24  # of the old people's residence in the hamlet, all of them on APA: planted on purpose
HAMLET: District = "combes"
RESIDENCE_BORN_BEFORE = 1940

DECADE_WEIGHTS = (11, 12, 10, 12, 13, 14, 13, 9, 5, 1)  # ages 0-9, 10-19, … 90-99: an assumption, in percent
DISTRICT_WEIGHTS: Mapping[District, int] = {"bourg": 45, "gare": 30, "moulin": 17, "combes": 8}  # likewise
LIST_COVERAGE = 0.8  # share of the adults who stand in the list of names: an assumption
ADULT = 18


def _pick_aid(rng: random.Random, age: int, born: date, district: District) -> Aid:
    """Draw the aid somebody receives. Rates are assumptions; the hamlet's elders all receive APA."""
    if district == HAMLET and born.year < RESIDENCE_BORN_BEFORE:
        return "apa"
    rates: dict[Aid, float] = {
        "apa": 0.4 if age >= 80 else 0.06 if age >= 60 else 0.0,
        "rsa": 0.05 if 25 <= age < 60 else 0.0,
        "food": 0.03 if age >= ADULT else 0.0,
        "canteen": 0.2 if 3 <= age < 11 else 0.0,
    }
    draw = rng.random()
    for aid, ceiling in zip(rates, accumulate(rates.values()), strict=True):
        if draw < ceiling:
            return aid
    return "none"


def _person(rng: random.Random, number: int) -> Person:
    sex: Sex = rng.choice(("F", "M"))
    if number < RESIDENTS:
        age, district = rng.randint(86, 95), HAMLET
    else:
        decade = rng.choices(range(len(DECADE_WEIGHTS)), DECADE_WEIGHTS)[0]
        age = 10 * decade + rng.randrange(10)
        district = rng.choices(tuple(DISTRICT_WEIGHTS), tuple(DISTRICT_WEIGHTS.values()))[0]
    born = date(AS_OF_YEAR - age, 1, 1) + timedelta(days=rng.randrange(365))
    return Person(number, sex, born, district, _pick_aid(rng, age, born, district))


@cache
def register(inhabitants: int = INHABITANTS, seed: int = SEED) -> tuple[Person, ...]:
    """Give the fictional register of Valbourg-sur-Ouche, one row per inhabitant.

    Args:
        inhabitants: number of rows; the first `RESIDENTS` live in the hamlet's residence.
        seed: the same seed always gives the same register.
    """
    rng = random.Random(seed)  # noqa: S311 - fictional data that must be the same everywhere, not a secret
    return tuple(_person(rng, number) for number in range(inhabitants))


@cache
def names_list(inhabitants: int = INHABITANTS, seed: int = SEED) -> tuple[Person, ...]:
    """Give the list with names that somebody else holds: a share `LIST_COVERAGE` of the adults.

    It stands for an association's file or a street directory; `number` stands for the name, `aid` is not in it.
    """
    rng = random.Random(seed + 1)  # noqa: S311 - fictional data, as above
    adults = [p for p in register(inhabitants, seed) if AS_OF_YEAR - p.born.year >= ADULT]
    return tuple(p for p in adults if rng.random() < LIST_COVERAGE)


# --- grouping: what a published row still says -------------------------------------------------------

Grouping = Callable[[Person], Key]


def grouped(years: int, *, district: bool = True) -> Grouping:
    """Group by sex, birth (`years` 0: the date, 1: the year, more: a band of as many) and, if published, district."""

    def key(person: Person) -> Key:
        born = person.born
        first = born.year - born.year % max(years, 1)
        birth = f"{first}-{first + years - 1}" if years > 1 else str(first) if years else born.isoformat()
        return (person.sex, birth, person.district) if district else (person.sex, birth)

    return key


by_date = grouped(0)  # the file with the names struck out and nothing else done
by_year = grouped(1)
by_decade = grouped(10)
by_twenty_district = grouped(20)
by_twenty = grouped(20, district=False)

GROUPINGS: Mapping[str, Grouping] = {
    "date": by_date,
    "year": by_year,
    "decade": by_decade,
    "twenty-district": by_twenty_district,
    "twenty": by_twenty,
}
"""From the most precise to the coarsest: each one only merges classes of the one before."""


def classes(rows: Iterable[Person], grouping: Grouping) -> dict[Key, list[Person]]:
    """Put together the rows that say the same thing: the equivalence classes of Sweeney (2002)."""
    found: defaultdict[Key, list[Person]] = defaultdict(list)
    for row in rows:
        found[grouping(row)].append(row)
    return dict(found)


def k_of(rows: Sequence[Person], grouping: Grouping) -> int:
    """Give k: the size of the smallest class (k-anonymity, Samarati & Sweeney 1998, Sweeney 2002); 0 without rows."""
    return min((len(members) for members in classes(rows, grouping).values()), default=0)


def rows_below(rows: Sequence[Person], grouping: Grouping, k: int) -> list[Person]:
    """List the rows whose class has fewer than `k` members: those to withhold for the rest to be k-anonymous."""
    return [p for members in classes(rows, grouping).values() if len(members) < k for p in members]


def kept(rows: Sequence[Person], grouping: Grouping, k: int) -> list[Person]:
    """List the rows left once those of classes of fewer than `k` are withheld: a file that is k-anonymous."""
    return [p for members in classes(rows, grouping).values() if len(members) >= k for p in members]


def share_below(rows: Sequence[Person], grouping: Grouping, k: int) -> float:
    """Give the share (0 to 1) of rows in a class of fewer than `k`; `k=2` gives the share of unique rows."""
    return len(rows_below(rows, grouping, k)) / len(rows) if rows else 0.0


def bands(rows: Iterable[Person], sex: Sex, district: District) -> dict[str, list[Person]]:
    """Give the people of one sex and one district by twenty-year band of birth, the oldest band first."""
    here = [p for p in rows if (p.sex, p.district) == (sex, district)]
    return {key[1]: members for key, members in sorted(classes(here, by_twenty_district).items())}


def alike(members: Sequence[Person], k: int) -> bool:
    """Say whether a group of at least `k` people all receive the same aid."""
    return len(members) >= k and len({p.aid for p in members}) == 1


def uniform(groups: Mapping[str, Sequence[Person]], k: int = 2) -> list[str]:
    """Name the groups of at least `k` people who all receive the same aid: the inference test fails there."""
    return [name for name, members in groups.items() if alike(members, k)]


def reidentified(rows: Sequence[Person], names: Sequence[Person], grouping: Grouping) -> list[Person]:
    """List the people of `names` whose row is certain: alone in their class of the published `rows`.

    The rows must cover the whole population: being alone in the file then means being alone in the commune, and
    one match is the right one.
    """
    by_key = classes(rows, grouping)
    return [p for p in names if len(by_key.get(grouping(p), ())) == 1]


def most_precise(rows: Sequence[Person], k: int, among: Mapping[str, Grouping] = GROUPINGS) -> str:
    """Name the grouping that keeps the most classes while every class has at least `k` rows.

    Raises:
        ValueError: no grouping reaches `k`.
    """
    fit = [name for name, grouping in among.items() if k_of(rows, grouping) >= k]
    if not fit:
        raise ValueError(f"no grouping reaches k = {k}")
    return max(fit, key=lambda name: len(classes(rows, among[name])))


# --- real communes: the share of people alone in their class ------------------------------------------


def cells(years: float = 80, days: float = DAYS_PER_YEAR) -> float:
    """Give the number of equally likely (sex, birth date) pairs: 2 × days × years. `days=1` keeps the year only."""
    return SEXES * days * years


def unique_share(inhabitants: int, number_of_cells: float) -> float:
    """Give the expected share (0 to 1) of people whom nobody else of the commune shares a cell with.

    P = (1 − 1/B)^(N − 1) for N people who fall into B equally likely cells: each of the N − 1 others must miss
    one's own cell (occupancy, or birthday, model).
    """
    return float((1 - 1 / number_of_cells) ** (inhabitants - 1)) if inhabitants else 0.0


class Territory(NamedTuple):
    """A grouping of communes: its name, the year its populations stand for, those of its communes that have people."""

    name: str
    vintage: str
    sizes: Mapping[str, int]


@cache
def territory() -> Territory:
    """Give the territory of the exercise: the course's reference case, or the learner's own."""
    case = json.loads((DATA / "territory.json").read_text(encoding="utf-8"))
    sizes = {member["name"]: member["municipal"] for member in case["members"] if member["municipal"]}
    return Territory(case["name"], case["vintage"], sizes)


def landmarks(sizes: Mapping[str, int]) -> list[str]:
    """Name the most populous commune, the middle one (the smaller of two) and the least populous, each once."""
    ranking = sorted(sizes, key=lambda name: -sizes[name])
    return list(dict.fromkeys((ranking[0], ranking[len(ranking) // 2], ranking[-1])))


def curve(inhabitants: int) -> list[int]:
    """Give the sizes of communes at which to draw a curve that reaches `inhabitants`, close together where it bends."""
    usual = [20, 50, 100, 200, 300, 500, 700, 1000, 1500, *range(2500, 50001, 2500)]
    beyond = inhabitants - usual[-1]
    return usual + [usual[-1] + beyond * step // 20 for step in range(1, 21)] if beyond > 0 else usual
