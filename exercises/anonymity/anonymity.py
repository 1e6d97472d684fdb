"""Anonymising is not masking: what three ordinary pieces of information say about who somebody is.

Lives here: the fictional register of Valbourg-sur-Ouche, its grouping into classes (k-anonymity, l-diversity), its
join with a list of names, and the share of people who are alone in their class in a real commune.
May not live here: words shown to learners, drawing, writing. Standard library only; reads nothing but `data/`.

Everything about Valbourg is invented from the assumptions below and a fixed seed; the populations are real.
"""

from __future__ import annotations

import csv
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from statistics import median
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


def l_of(rows: Sequence[Person], grouping: Grouping) -> int:
    """Give l: the least number of different aids in a class (distinct l-diversity, Machanavajjhala et al. 2007)."""
    return min((len({p.aid for p in members}) for members in classes(rows, grouping).values()), default=0)


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


def _alike(members: Sequence[Person], k: int) -> bool:
    return len(members) >= k and len({p.aid for p in members}) == 1


def uniform(groups: Mapping[str, Sequence[Person]], k: int = 2) -> list[str]:
    """Name the groups of at least `k` people who all receive the same aid: the inference test fails there."""
    return [name for name, members in groups.items() if _alike(members, k)]


def homogeneous(rows: Sequence[Person], grouping: Grouping, k: int = 2) -> dict[Key, Aid]:
    """Give the classes of at least `k` rows where everybody receives the same aid, with that aid."""
    found = classes(rows, grouping)
    return {key: members[0].aid for key, members in found.items() if _alike(members, k)}


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


def rule_of_thumb(inhabitants: int, number_of_cells: float) -> float:
    """Give 1 − (N − 1)/B, never above the exact share (Bernoulli's inequality), close to it while N is far below B."""
    return 1 - (inhabitants - 1) / number_of_cells


def _table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def populations() -> tuple[int, ...]:
    """Give the municipal populations of the communes of every grouping (2022), smallest first."""
    return tuple(
        inhabitants
        for row in _table("populations.csv")
        for inhabitants in [int(row["inhabitants"])] * int(row["communes"])
    )


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


def unique_share_of_all(sizes: Iterable[int], number_of_cells: float) -> float:
    """Give the expected share (0 to 1) of unique people over several communes, each person counting once."""
    counts = Counter(sizes)
    unique = sum(n * times * unique_share(n, number_of_cells) for n, times in counts.items())
    return unique / sum(n * times for n, times in counts.items())


# --- the two tables the lessons work through by hand --------------------------------------------------


def _row(number: int, sex: Sex, year: int, district: District, aid: Aid = "none") -> Person:
    return Person(number, sex, date(year, 6, 15), district, aid)


WORKED_ROWS = (
    _row(1, "F", 1931, "combes", "apa"),
    _row(2, "F", 1934, "combes", "apa"),
    _row(3, "F", 1937, "combes", "apa"),
    _row(4, "M", 1983, "bourg", "rsa"),
    _row(5, "M", 1986, "bourg"),
    _row(6, "M", 1989, "bourg"),
)
"""The worked example: six rows, alone by year, by threes by decade, and three women with the same aid."""


def _rows(years: Mapping[tuple[Sex, District], Sequence[int]]) -> tuple[Person, ...]:
    """Give rows without an aid, numbered from 1, from years of birth by sex and district."""
    facts = [(sex, year, district) for (sex, district), found in years.items() for year in found]
    return tuple(_row(number, *fact) for number, fact in enumerate(facts, start=1))


EXERCISE_ROWS = _rows({("F", "gare"): (1951, 1953, 1958), ("M", "moulin"): (1964, 1972, 1979)})
"""The example the learner completes: one man stays alone by decade, nobody does by twenty years."""

QUIZ_ROWS = _rows(
    {
        ("F", "gare"): (1980, 1984, 1986, 1989),
        ("M", "combes"): (1971, 1975, 1978),
        ("M", "bourg"): (1992, 1997),
    }
)
"""The first table of the quiz, by decade: classes of 4, 3 and 2 rows."""

SHARE_ROWS = _rows(
    {
        ("F", "gare"): (1951, 1954, 1958),
        ("M", "bourg"): (1972, 1975, 1979),
        ("F", "combes"): (1936,),
        ("M", "combes"): (1993,),
    }
)
"""The second table of the quiz, by decade: two classes of three rows, and two people alone."""


# --- what the lessons quote ---------------------------------------------------------------------------


def _register_figures() -> dict[str, float]:
    rows, names = register(), names_list()
    recipients = [p for p in rows if p.aid != "none"]
    out: dict[str, float] = {
        "inhabitants": len(rows),
        "recipients": len(recipients),
        "listed": len(names),
        "reidentified-recipients": sum(p.aid != "none" for p in reidentified(rows, names, by_date)),
        "withheld-decade": len(rows_below(rows, by_decade, 5)),
        "below-five-decade": share_below(rows, by_decade, 5),
        "k-recipients-twenty": k_of(recipients, by_twenty),
    }
    out |= {f"total-{aid}": total for aid, total in Counter(p.aid for p in recipients).items()}
    for name, grouping in GROUPINGS.items():
        out[f"alone-{name}"] = len(rows_below(rows, grouping, 2))
        out[f"unique-{name}"] = share_below(rows, grouping, 2)
        out[f"k-{name}"] = k_of(rows, grouping)
        out[f"classes-{name}"] = len(classes(rows, grouping))
        out[f"reidentified-{name}"] = len(reidentified(rows, names, grouping))
    return out


def _hand_figures() -> dict[str, float]:
    elders = classes(register(), by_twenty_district)["F", "1920-1939", HAMLET]
    return {
        "worked-k-year": k_of(WORKED_ROWS, by_year),
        "worked-unique-year": share_below(WORKED_ROWS, by_year, 2),
        "worked-k-decade": k_of(WORKED_ROWS, by_decade),
        "exercise-k-decade": k_of(EXERCISE_ROWS, by_decade),
        "exercise-unique-decade": share_below(EXERCISE_ROWS, by_decade, 2),
        "exercise-k-twenty": k_of(EXERCISE_ROWS, by_twenty_district),
        "exercise-withheld": len(rows_below(EXERCISE_ROWS, by_decade, 2)),
        "exercise-k-withheld": k_of(kept(EXERCISE_ROWS, by_decade, 2), by_decade),
        "quiz-k": k_of(QUIZ_ROWS, by_decade),
        "quiz-share": share_below(SHARE_ROWS, by_decade, 2),
        "elders": len(elders),
        "elders-aids": len({p.aid for p in elders}),
        "homogeneous-twenty-district": len(homogeneous(register(), by_twenty_district)),
        "l-twenty": l_of(register(), by_twenty),
    }


QUOTED = ("Dijon", "Chenôve", "Neuilly-Crimolois", "Flavignerot")


def _commune_figures() -> dict[str, float]:
    sizes, dijon, by_day, by_birth_year = populations(), territory().sizes, cells(), cells(days=1)
    quoted = {name.lower().replace("ô", "o"): dijon[name] for name in QUOTED}
    return {
        "cells": by_day,
        "cells-year": by_birth_year,
        "median-commune": median(sizes),
        "unique-median": unique_share(int(median(sizes)), by_day),
        "unique-valbourg": unique_share(INHABITANTS, by_day),
        "neighbours-valbourg": INHABITANTS - 1,
        "thumb-valbourg": (INHABITANTS - 1) / by_day,
        "thumb-unique-valbourg": rule_of_thumb(INHABITANTS, by_day),
        **{f"unique-{n}": unique_share(n, by_day) for n in (3500, 10_000, 50_000, 100_000)},
        **{f"inhabitants-{slug}": size for slug, size in quoted.items()},
        **{f"unique-{slug}": unique_share(size, by_day) for slug, size in quoted.items()},
        "neighbours-neuilly-crimolois": dijon["Neuilly-Crimolois"] - 1,
        "thumb-neuilly-crimolois": (dijon["Neuilly-Crimolois"] - 1) / by_day,
        "thumb-unique-neuilly-crimolois": rule_of_thumb(dijon["Neuilly-Crimolois"], by_day),
        "per-cell-dijon": dijon["Dijon"] / by_day,
        "unique-territory": unique_share_of_all(dijon.values(), by_day),
        "other-members": len(dijon) - 1,
        "unique-others": unique_share_of_all((n for name, n in dijon.items() if name != "Dijon"), by_day),
        "unique-france": unique_share_of_all(sizes, by_day),
        "unique-france-century": unique_share_of_all(sizes, cells(years=100)),
        "unique-france-year": unique_share_of_all(sizes, by_birth_year),
        "unique-flavignerot-year": unique_share(dijon["Flavignerot"], by_birth_year),
    }


def figures() -> dict[str, float]:
    """Compute every number the lessons quote. Shares are from 0 to 1; the rest are counts of people or classes."""
    return _register_figures() | _hand_figures() | _commune_figures()
