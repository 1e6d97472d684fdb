"""Sharing the bill: what each commune pays under different keys, who would be better off alone, who decides.

Lives here: cost keys, measures of fairness, the stand-alone test, the Shapley value, the qualified majority, the
small case of the lessons, and the few questions the notebook puts to them. The numbers the lessons quote are computed
in `figures.py`.
Amounts are euros a year; populations are inhabitants. No input or output besides this folder's `data/`, no clock,
randomness from the seed 2026. `data/territory.json` holds one grouping of communes: the course's reference case, or the
learner's own. All that is here holds for any of them, from two communes to two hundred.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import permutations
from math import factorial, isclose
from pathlib import Path
from typing import Final, NamedTuple

DATA: Final = Path(__file__).parent / "data" / "territory.json"

USUAL_RATE: Final = 10.0
"""Assumption of the notebook: calls to the service in a year for 1,000 inhabitants."""
SCALE_EXPONENT: Final = 0.8
"""Assumption of the lessons, not a measurement: cost grows as population to this power."""
MIXED_EQUAL_PART: Final = 0.2
"""Part of the bill split equally in the mixed key of the lessons."""
SEED: Final = 2026
TOLERANCE: Final = 1e-6
"""Euros below which two amounts are the same."""
MOST_ORDERS: Final = 2_000
"""Orders of arrival drawn for the Shapley value, at most."""
MOST_ARRIVALS: Final = 46_000
"""Communes × orders drawn, at most: a telephone takes a second or two for that many."""

Cost = Callable[[float], float]
"""Yearly cost in euros of a service for that many inhabitants."""


class Commune(NamedTuple):
    """A commune and its population (inhabitants, one vintage for all)."""

    name: str
    population: int


VALLEY: Final = tuple(
    Commune(name, people)
    for name, people in (("centre", 9_000), ("valbourg", 2_300), ("village", 500), ("smallest", 200))
)
"""The fictional case of the lessons: Valbourg-sur-Ouche and three unnamed neighbours."""
VALLEY_BILL: Final = 120_000.0


class Territory(NamedTuple):
    """A grouping of communes: its name, the year its populations stand for, its communes that have inhabitants.

    `empty` names the others (villages destroyed in 1916 that were never rebuilt): nobody there pays, and no elected
    council votes.
    """

    name: str
    vintage: str
    communes: tuple[Commune, ...]
    empty: tuple[str, ...]


def territory(path: Path = DATA) -> Territory:
    """The territory of the exercise, its communes with their municipal populations in the order of the file.

    Raises ValueError when fewer than two of them have inhabitants: there is nothing to share.
    """
    case = json.loads(path.read_text(encoding="utf-8"))
    members = [Commune(member["name"], member["municipal"] or 0) for member in case["members"]]
    communes = tuple(commune for commune in members if commune.population > 0)
    if len(communes) < 2:
        raise ValueError(f"{case['name']}: fewer than two communes have inhabitants")
    empty = tuple(commune.name for commune in members if commune.population <= 0)
    return Territory(case["name"], case["vintage"], communes, empty)


def by_weights(cost: float, weights: Sequence[float]) -> tuple[float, ...]:
    """Split `cost` in proportion to `weights` (same order out as in).

    Raises ValueError when there is no weight, a negative one, or nothing but zeros.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("weights must be positive or zero, and not all zero")
    return tuple(cost * weight / total for weight in weights)


def by_population(cost: float, communes: Sequence[Commune]) -> tuple[float, ...]:
    """The same amount for each inhabitant."""
    return by_weights(cost, [commune.population for commune in communes])


def equally(cost: float, communes: Sequence[Commune]) -> tuple[float, ...]:
    """The same amount for each commune."""
    return by_weights(cost, [1] * len(communes))


def mixed(cost: float, communes: Sequence[Commune], equal_part: float) -> tuple[float, ...]:
    """`equal_part` (0 to 1) of the cost split equally, the rest by population."""
    flat = equally(equal_part * cost, communes)
    rest = by_population((1 - equal_part) * cost, communes)
    return tuple(a + b for a, b in zip(flat, rest, strict=True))


def by_root(cost: float, communes: Sequence[Commune]) -> tuple[float, ...]:
    """By the square root of population: four times the inhabitants, twice the amount."""
    return by_weights(cost, [commune.population**0.5 for commune in communes])


def unit_cost(cost: float, units: Sequence[float]) -> float:
    """Euros for one unit of use.

    Raises ValueError when there is no unit at all.
    """
    if sum(units) <= 0:
        raise ValueError("at least one unit must be used")
    return cost / sum(units)


def by_use(units: Sequence[float], price: float) -> tuple[float, ...]:
    """Unit cost × units used: the rule of CGCT art. D5211-16 (décret 2011-515) for services made available."""
    return tuple(price * used for used in units)


def two_part(
    cost: float, communes: Sequence[Commune], units: Sequence[float], fixed_part: float
) -> tuple[float, ...]:
    """A subscription by population (`fixed_part` of the cost, 0 to 1), the rest by units used."""
    subscription = by_population(fixed_part * cost, communes)
    variable = (1 - fixed_part) * cost
    used = by_use(units, unit_cost(variable, units))
    return tuple(a + b for a, b in zip(subscription, used, strict=True))


def per_inhabitant(shares: Sequence[float], communes: Sequence[Commune]) -> tuple[float, ...]:
    """Euros per inhabitant of each commune."""
    return tuple(share / commune.population for share, commune in zip(shares, communes, strict=True))


def gini(shares: Sequence[float], communes: Sequence[Commune]) -> float:
    """Gini index of euros per inhabitant over inhabitants: 0 when everyone pays the same, towards 1 otherwise.

    Weighted mean of the differences between two inhabitants, over twice the mean.
    """
    total = sum(commune.population for commune in communes)
    heads = per_inhabitant(shares, communes)
    weights = [commune.population / total for commune in communes]
    inhabitants = list(zip(weights, heads, strict=True))
    gaps = sum(wa * wb * abs(a - b) for wa, a in inhabitants for wb, b in inhabitants)
    return gaps / (2 * sum(shares) / total)


# --- alone or together ------------------------------------------------------------------------------


def cost_of_scale(cost: float, population: int, exponent: float = SCALE_EXPONENT) -> Cost:
    """Cost of a service of that size for any number of inhabitants: cost × (inhabitants/population)^exponent.

    An assumption: with an exponent under 1 large services cost less per inhabitant.

    Raises ValueError for an exponent outside ]0, 1].
    """
    if not 0 < exponent <= 1:
        raise ValueError("the exponent must be above 0 and at most 1")
    return lambda inhabitants: cost * (inhabitants / population) ** exponent


def objectors(shares: Sequence[float], communes: Sequence[Commune], cost: Cost) -> tuple[int, ...]:
    """The group (positions) that gains most by leaving and serving itself; empty when the split is in the core.

    The core of a cost game: no group pays more than its stand-alone cost. `cost` must be concave with
    cost(0) ≥ 0; then the group that gains most is made of the communes that pay most per inhabitant, so looking at
    the head of that ranking, one more commune at a time, is exact: a tangent of the concave cost decides for each
    commune alone, and keeps it when its euros per inhabitant exceed the slope.
    """
    heads = per_inhabitant(shares, communes)
    ranking = sorted(range(len(communes)), key=lambda i: (-heads[i], i))
    worst: tuple[int, ...] = ()
    most = TOLERANCE
    paid, inhabitants = 0.0, 0
    for size, position in enumerate(ranking, start=1):
        paid += shares[position]
        inhabitants += communes[position].population
        gain = paid - cost(inhabitants)
        if gain > most:
            worst, most = tuple(sorted(ranking[:size])), gain
    return worst


def largest_equal_part(communes: Sequence[Commune], cost: Cost) -> float:
    """The largest part (0 to 1) a mixed key may split equally with no group better off alone.

    Under a mixed key euros per inhabitant fall with population, so the groups to look at are those of the smallest
    communes. A group of share s in population and g in number of communes asks for
    part ≤ (alone/total − s) / (g − s).
    """
    ranked = sorted(communes, key=lambda commune: commune.population)
    people = sum(commune.population for commune in ranked)
    total = cost(people)
    limit, inhabitants = 1.0, 0
    for size, commune in enumerate(ranked[:-1], start=1):
        inhabitants += commune.population
        in_people, in_number = inhabitants / people, size / len(ranked)
        if not isclose(in_number, in_people):
            limit = min(limit, (cost(inhabitants) / total - in_people) / (in_number - in_people))
    return limit


def marginal_costs(order: Sequence[int], communes: Sequence[Commune], cost: Cost) -> list[float]:
    """What each commune adds to the cost when communes join in that order (result by position)."""
    added = [0.0] * len(communes)
    inhabitants, before = 0, 0.0
    for position in order:
        inhabitants += communes[position].population
        after = cost(inhabitants)
        added[position], before = after - before, after
    return added


def orders_drawn(number: int) -> int:
    """How many orders of arrival of that many communes the Shapley value is computed from; all up to six communes."""
    return factorial(number) if number <= 6 else max(1, min(MOST_ORDERS, MOST_ARRIVALS // number))


def shapley(
    communes: Sequence[Commune], cost: Cost, *, samples: int | None = None, seed: int = SEED
) -> tuple[float, ...]:
    """Shapley value (1953): the mean of what a commune adds to the cost over the orders of arrival.

    Exact up to six communes (720 orders); beyond, the mean over `samples` orders drawn with `seed` (`orders_drawn`
    unless said). Whatever the draw, the parts add up to the whole cost, and no group is better off alone when `cost`
    is concave: that holds in each order.
    """
    positions = list(range(len(communes)))
    sums = [0.0] * len(communes)
    exact = len(communes) <= 6
    count = orders_drawn(len(communes)) if exact or samples is None else samples
    draw = random.Random(seed)  # noqa: S311 - sampling that must be the same everywhere, not a secret
    orders = (
        permutations(positions) if exact else (draw.sample(positions, len(positions)) for _ in range(count))
    )
    for order in orders:
        for position, added in enumerate(marginal_costs(order, communes, cost)):
            sums[position] += added
    return tuple(total / count for total in sums)


# --- who decides ------------------------------------------------------------------------------------


class Tally(NamedTuple):
    """Councils that vote yes, their share of the population (0 to 1), and which conditions that meets."""

    councils: int
    people: float
    two_thirds_of_councils: bool
    half_of_people: bool
    half_of_councils: bool
    two_thirds_of_people: bool
    carried: bool


def tally(communes: Sequence[Commune], in_favour: Collection[int]) -> Tally:
    """Where a vote of the councils at these positions on a transfer of competence stands.

    CGCT art. L5211-5 and L5211-17: two thirds of the councils with over half the population, or half of them with two
    thirds of it; other conditions of the articles are left out.
    """
    people = sum(commune.population for commune in communes)
    agreed = sum(communes[position].population for position in in_favour)
    councils, number = len(set(in_favour)), len(communes)
    many_councils, most_people = 3 * councils >= 2 * number, 2 * agreed > people
    most_councils, many_people = 2 * councils >= number, 3 * agreed >= 2 * people
    carried = (many_councils and most_people) or (most_councils and many_people)
    share = agreed / people
    return Tally(councils, share, many_councils, most_people, most_councils, many_people, carried)


def qualified_majority(communes: Sequence[Commune], in_favour: Collection[int]) -> bool:
    """Whether the councils at these positions carry a transfer of competence (see `tally`)."""
    return tally(communes, in_favour).carried


def fewest_with_largest(communes: Sequence[Commune]) -> int | None:
    """How many councils suffice, the largest commune among them, whichever the others are; `None` if never.

    The hardest case is the largest with the smallest others.
    """
    ranking = sorted(range(len(communes)), key=lambda i: -communes[i].population)
    largest, others = ranking[0], ranking[:0:-1]
    for size in range(len(communes)):
        if qualified_majority(communes, {largest, *others[:size]}):
            return size + 1
    return None


# --- what the notebook asks --------------------------------------------------------------------------


class Fairness(NamedTuple):
    """Euros per inhabitant where a split asks for least and for most, and its Gini index."""

    least: float
    most: float
    gini: float


class Departure(NamedTuple):
    """Communes that would pay less alone; size of the group that gains most by leaving, euros it would save."""

    alone: int
    group: int
    gain: float


def position(communes: Sequence[Commune], name: str) -> int:
    """Where the commune of that name stands, from 0.

    Raises ValueError when it is not there.
    """
    return [commune.name for commune in communes].index(name)


def people_of(communes: Sequence[Commune]) -> int:
    """Inhabitants of all of them together."""
    return sum(commune.population for commune in communes)


def by_name(communes: Sequence[Commune], values: Sequence[float]) -> dict[str, float]:
    """Each commune's value under its name, in the order of the communes."""
    return {commune.name: value for commune, value in zip(communes, values, strict=True)}


def gaps(
    shares: Sequence[float], reference: Sequence[float], communes: Sequence[Commune]
) -> tuple[float, ...]:
    """Euros per inhabitant that each commune pays above (or, if negative, below) a reference split."""
    differences = [share - other for share, other in zip(shares, reference, strict=True)]
    return per_inhabitant(differences, communes)


def relieved(communes: Sequence[Commune], names: Collection[str]) -> list[str]:
    """Those of the names whose commune is above the mean population: an equal part makes them pay less."""
    mean = sum(commune.population for commune in communes) / len(communes)
    return [commune.name for commune in communes if commune.name in names and commune.population > mean]


def fairness(shares: Sequence[float], communes: Sequence[Commune]) -> Fairness:
    """How unequal a split is between inhabitants."""
    heads = per_inhabitant(shares, communes)
    return Fairness(min(heads), max(heads), gini(shares, communes))


def expected_calls(communes: Sequence[Commune], place: int, rate: float) -> tuple[float, ...]:
    """Calls in a year: `USUAL_RATE` for 1,000 inhabitants, and `rate` in the commune at that place."""
    rates = [rate if at == place else USUAL_RATE for at in range(len(communes))]
    return tuple(c.population * each / 1_000 for c, each in zip(communes, rates, strict=True))


def with_fewer_calls(communes: Sequence[Commune], units: Sequence[float], drop: float) -> tuple[float, ...]:
    """The same units, those of the most populous commune cut by `drop` (0 to 1)."""
    largest = max(range(len(communes)), key=lambda at: communes[at].population)
    return tuple(used * (1 - drop) if at == largest else used for at, used in enumerate(units))


def departure(shares: Sequence[float], communes: Sequence[Commune], cost: Cost) -> Departure:
    """Who has a reason to leave: each commune on its own, then the group that gains most (see `objectors`)."""
    group = objectors(shares, communes, cost)
    saved = sum(shares[at] for at in group) - cost(sum(communes[at].population for at in group))
    pairs = zip(shares, communes, strict=True)
    alone = sum(share > cost(commune.population) + TOLERANCE for share, commune in pairs)
    return Departure(alone, len(group), saved if group else 0.0)


def voters(
    communes: Sequence[Commune], *, largest: bool, others: int, smallest_first: bool = True
) -> frozenset[int]:
    """Councils that vote yes (positions): the most populous commune's or not, and so many others by population."""
    ranking = sorted(range(len(communes)), key=lambda at: -communes[at].population)
    rest = ranking[:0:-1] if smallest_first else ranking[1:]
    return frozenset(rest[:others] + (ranking[:1] if largest else []))


def largest(communes: Sequence[Commune]) -> Commune:
    """The most populous commune; the first of them when several are."""
    return max(communes, key=lambda commune: commune.population)


def offered(communes: Sequence[Commune]) -> list[str]:
    """Communes worth asking about, largest first: both ends, those around the mean, one between; five at most."""
    ranking = sorted(communes, key=lambda commune: -commune.population)
    number = len(ranking)
    above = len(relieved(ranking, [commune.name for commune in ranking]))
    places = {0, max(above - 1, 0), min(above, number - 1), 2 * number // 5, number - 1}
    return [ranking[place].name for place in sorted(places)]


def extremes(values: Mapping[str, float], own: str, most: int = 24) -> dict[str, float]:
    """Values that a chart can show: all of them, or beyond `most` the lowest and the highest with one's own."""
    if len(values) <= most:
        return dict(values)
    ranking = sorted(values, key=lambda name: values[name])
    half = (most - 1) // 2
    kept = {*ranking[:half], *ranking[-half:], own}
    return {name: values[name] for name in ranking if name in kept}


def proposals(communes: Sequence[Commune]) -> dict[str, frozenset[int]]:
    """Groups of councils (positions) to try on a vote, each once.

    `alone`: the largest; `without`: all but it; `biggest`: it and a quarter of the others, by population; `smallest`: it
    and as few of the smallest as needed; `all`, only where these are fewer than three.
    """
    number = len(communes)
    needed = fewest_with_largest(communes) or number
    groups = {
        "alone": voters(communes, largest=True, others=0),
        "without": voters(communes, largest=False, others=number - 1),
        "biggest": voters(communes, largest=True, others=number // 4, smallest_first=False),
        "smallest": voters(communes, largest=True, others=needed - 1),
    }
    found: dict[str, frozenset[int]] = {}
    for name, group in groups.items():
        if group not in found.values():
            found[name] = group
    return found if len(found) > 2 else found | {"all": frozenset(range(number))}


def carried(communes: Sequence[Commune], groups: Mapping[str, Collection[int]]) -> list[str]:
    """Those of the groups (id → positions) whose votes carry a transfer."""
    return [name for name, in_favour in groups.items() if qualified_majority(communes, in_favour)]
