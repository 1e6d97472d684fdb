"""The numbers module A2 quotes, computed by the model: `figures()`, which `make figures` writes into `figures.yml`.

Lives here: what the lessons need and the exercise does not (diversity within a class, all of France, the tables worked
by hand); it never reaches a learner's page. Shares are from 0 to 1; the rest are counts of people or classes.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median

from anonymity import (
    GROUPINGS,
    HAMLET,
    INHABITANTS,
    Aid,
    District,
    Grouping,
    Key,
    Person,
    Sex,
    alike,
    by_date,
    by_decade,
    by_twenty,
    by_twenty_district,
    by_year,
    cells,
    classes,
    k_of,
    kept,
    names_list,
    register,
    reidentified,
    rows_below,
    share_below,
    territory,
    unique_share,
)

POPULATIONS = Path(__file__).parent / "populations.csv"
"""How many communes have each population. It is for the lessons: learners do not get it."""


# --- classes and communes, as the lessons look at them -----------------------------------------------


def l_of(rows: Sequence[Person], grouping: Grouping) -> int:
    """Give l: the least number of different aids in a class (distinct l-diversity, Machanavajjhala et al. 2007)."""
    return min((len({p.aid for p in members}) for members in classes(rows, grouping).values()), default=0)


def homogeneous(rows: Sequence[Person], grouping: Grouping, k: int = 2) -> dict[Key, Aid]:
    """Give the classes of at least `k` rows where everybody receives the same aid, with that aid."""
    found = classes(rows, grouping)
    return {key: members[0].aid for key, members in found.items() if alike(members, k)}


def rule_of_thumb(inhabitants: int, number_of_cells: float) -> float:
    """Give 1 − (N − 1)/B, never above the exact share (Bernoulli's inequality), close to it while N is far below B."""
    return 1 - (inhabitants - 1) / number_of_cells


@cache
def populations() -> tuple[int, ...]:
    """Give the municipal populations of the communes of every grouping (2022), smallest first."""
    with POPULATIONS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    return tuple(size for row in rows for size in [int(row["inhabitants"])] * int(row["communes"]))


def unique_share_of_all(sizes: Iterable[int], number_of_cells: float) -> float:
    """Give the expected share (0 to 1) of unique people over several communes, each person counting once."""
    counts = Counter(sizes)
    unique = sum(n * times * unique_share(n, number_of_cells) for n, times in counts.items())
    return unique / sum(n * times for n, times in counts.items())


# --- the tables worked by hand -------------------------------------------------------------------------


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
