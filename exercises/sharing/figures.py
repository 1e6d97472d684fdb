"""The numbers module B2 quotes, computed by the model: `figures()`, which `make figures` writes into `figures.yml`.

Lives here: what the lessons need and the exercise does not; it never reaches a learner's page. Amounts are euros a
year, populations inhabitants, shares from 0 to 1.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from sharing import (
    MIXED_EQUAL_PART,
    SCALE_EXPONENT,
    VALLEY,
    VALLEY_BILL,
    Commune,
    by_population,
    by_root,
    by_use,
    cost_of_scale,
    equally,
    fewest_with_largest,
    gini,
    largest_equal_part,
    mixed,
    objectors,
    per_inhabitant,
    shapley,
    territory,
    two_part,
    unit_cost,
)

CONTRACT_TOTAL: Final = 105_000_000.0
"""Euros: total announced for the OnDijon contract signed on 7 September 2017 (reported by the press)."""
CONTRACT_YEARS: Final = 12
VALLEY_FORECAST: Final = (200.0, 60.0, 30.0, 10.0)
"""Files each commune expects to send to the shared permit office in a year."""
VALLEY_ACTUAL: Final = (120.0, 60.0, 30.0, 10.0)
VALLEY_FIXED_PART: Final = 0.6
"""Part of the bill paid as a subscription by population in the two-part key of the lessons."""
MERGER = Path(__file__).parent / "merger-2019.json"
"""The two communes that one of the reference case's was made of. It is for the lessons: learners do not get it."""


def before_merger() -> tuple[Commune, ...]:
    """The reference case with the two communes that became Neuilly-Crimolois in 2019: 24 communes, as in 2017.

    It mixes two vintages (see `MERGER`), so it only illustrates what a merger does to a key.
    """
    merger = json.loads(MERGER.read_text(encoding="utf-8"))
    kept = [commune for commune in territory().communes if commune.name != merger["into"]]
    return (*kept, *(Commune(one["name"], one["municipal"]) for one in merger["before"]))


def spread(shares: Sequence[float], communes: Sequence[Commune]) -> float:
    """How many times more the dearest commune pays per inhabitant than the cheapest; 1 is equality."""
    heads = per_inhabitant(shares, communes)
    return max(heads) / min(heads)


def all_keys(cost: float, communes: Sequence[Commune]) -> dict[str, tuple[float, ...]]:
    """Every split the lessons compare, by name."""
    scale = cost_of_scale(cost, sum(commune.population for commune in communes))
    return {
        "population": by_population(cost, communes),
        "equal": equally(cost, communes),
        "mixed": mixed(cost, communes, MIXED_EQUAL_PART),
        "root": by_root(cost, communes),
        "alone": tuple(scale(commune.population) for commune in communes),
        "shapley": shapley(communes, scale),
    }


def amounts(
    case: str, splits: Mapping[str, Sequence[float]], communes: Sequence[Commune], quoted: Mapping[str, int]
) -> dict[str, float]:
    """Euros and euros per inhabitant of the quoted communes (id → position), named `case-split-commune`."""
    found: dict[str, float] = {}
    for split, shares in splits.items():
        heads = per_inhabitant(shares, communes)
        for commune, position in quoted.items():
            found[f"{case}-{split}-{commune}"] = shares[position]
            found[f"{case}-{split}-{commune}-per-head"] = heads[position]
    return found


def valley_figures() -> dict[str, float]:
    """Numbers of the fictional valley."""
    names = {commune.name: position for position, commune in enumerate(VALLEY)}
    people = sum(commune.population for commune in VALLEY)
    scale = cost_of_scale(VALLEY_BILL, people)
    unit_before, unit_after = unit_cost(VALLEY_BILL, VALLEY_FORECAST), unit_cost(VALLEY_BILL, VALLEY_ACTUAL)
    splits: dict[str, Sequence[float]] = {
        **all_keys(VALLEY_BILL, VALLEY),
        "mixed5": mixed(VALLEY_BILL, VALLEY, 0.05),
        "mixed10": mixed(VALLEY_BILL, VALLEY, 0.1),
        "use-forecast": by_use(VALLEY_FORECAST, unit_before),
        "use-actual": by_use(VALLEY_ACTUAL, unit_after),
        "two-part-forecast": two_part(VALLEY_BILL, VALLEY, VALLEY_FORECAST, VALLEY_FIXED_PART),
        "two-part-actual": two_part(VALLEY_BILL, VALLEY, VALLEY_ACTUAL, VALLEY_FIXED_PART),
    }
    found = amounts("valley", splits, VALLEY, names)
    found |= {f"valley-people-{commune.name}": float(commune.population) for commune in VALLEY}
    for key in ("use", "two-part"):
        for name in ("valbourg", "village"):
            rise = found[f"valley-{key}-actual-{name}"] - found[f"valley-{key}-forecast-{name}"]
            found[f"valley-{key}-rise-{name}"] = rise
    found |= {
        "valley-bill": VALLEY_BILL,
        "valley-mean-population": people / len(VALLEY),
        "valley-equal-part": VALLEY_BILL * MIXED_EQUAL_PART / len(VALLEY),
        "valley-rest-per-head": (1 - MIXED_EQUAL_PART) * VALLEY_BILL / people,
        "valley-sum-alone": sum(splits["alone"]),
        "valley-gain": sum(splits["alone"]) - VALLEY_BILL,
        "valley-villages-alone": scale(
            VALLEY[names["village"]].population + VALLEY[names["smallest"]].population
        ),
        "valley-villages-mixed": found["valley-mixed-village"] + found["valley-mixed-smallest"],
        "valley-largest-equal-part": largest_equal_part(VALLEY, scale),
        "valley-forecast-units": sum(VALLEY_FORECAST),
        "valley-actual-units": sum(VALLEY_ACTUAL),
        "valley-unit-forecast": unit_before,
        "valley-unit-actual": unit_after,
    }
    return found


def vote_figures(communes: Sequence[Commune]) -> dict[str, float]:
    """Shares of population and councils that decide in the reference case."""
    people = sum(commune.population for commune in communes)
    largest = max(commune.population for commune in communes)
    councils = fewest_with_largest(communes)
    if councils is None:
        raise ValueError("no group of councils with the largest commune carries a vote")
    smallest = sorted(commune.population for commune in communes)[: councils - 1]
    return {
        "largest-share": largest / people,
        "without-largest-share": 1 - largest / people,
        "without-largest-councils": float(len(communes) - 1),
        "councils-needed": float(councils),
        "others-needed": float(councils - 1),
        "largest-with-smallest-share": (largest + sum(smallest)) / people,
    }


def figures() -> dict[str, float]:
    """Every number the module quotes: euros a year, euros per inhabitant, shares (0 to 1) or counts."""
    communes = territory().communes
    people = sum(commune.population for commune in communes)
    bill = CONTRACT_TOTAL / CONTRACT_YEARS
    splits = all_keys(bill, communes)
    names = {commune.name: position for position, commune in enumerate(communes)}
    quoted = {"dijon": names["Dijon"], "chenove": names["Chenôve"], "flavignerot": names["Flavignerot"]}
    found = amounts("case", splits, communes, quoted) | valley_figures() | vote_figures(communes)
    for split in ("equal", "mixed", "root"):
        found[f"spread-{split}"] = spread(splits[split], communes)
        found[f"gini-{split}"] = gini(splits[split], communes)
    for tenths in (7, 8, 9):
        scale = cost_of_scale(bill, people, tenths / 10)
        found[f"largest-equal-part-{tenths}"] = largest_equal_part(communes, scale)
        found[f"doubling-{tenths}"] = 2 ** (tenths / 10)
    mean, old = people / len(communes), before_merger()
    alone_and_mixed = zip(splits["alone"], splits["mixed"], strict=True)
    found |= {
        "yearly-bill": bill,
        "mean-population": mean,
        "above-mean": float(sum(commune.population > mean for commune in communes)),
        "below-mean": float(sum(commune.population <= mean for commune in communes)),
        "sum-alone": sum(splits["alone"]),
        "doubling": 2**SCALE_EXPONENT,
        "objectors-mixed": float(len(objectors(splits["mixed"], communes, cost_of_scale(bill, people)))),
        "alone-below-mixed": float(sum(by_itself < pays for by_itself, pays in alone_and_mixed)),
        "communes-2017": float(len(old)),
        "equal-2017-each": bill / len(old),
        "equal-2017-both": 2 * bill / len(old),
    }
    return found
