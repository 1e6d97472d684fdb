"""What an indicator measures, and which project comes first: the sums behind module C1.

Lives here: the kinds of indicators and the twenty-four cards, marks put on one scale in three ways, the weighted sum,
pairwise comparisons with their consistency ratio, and the starting point of the shared post. May not live here: words
for learners, drawing, reading or writing files.

The projects, their numbers, the comparisons and the reports are made up for teaching. Marks and weights go from 0 to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import log, prod
from statistics import mean, median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# --- indicators -------------------------------------------------------------------------------------

KINDS = ("input", "output", "outcome", "impact")
"""What is spent; what is delivered; what changes for those served; what changes for the place in the long run."""

SUBJECTS = ("lighting", "reports", "waste", "mobility", "inclusion", "heat")
"""One chain of four indicators on each: twenty-four cards, in words of our own."""

CARDS = {f"{subject}-{kind}": kind for subject in SUBJECTS for kind in KINDS}
"""Card → its kind."""

BATCHES = 3


def batch(number: int) -> tuple[str, ...]:
    """The eight cards of a batch, 1 to 3: two of each kind, and at least one of each subject."""
    return tuple(
        f"{subject}-{kind}"
        for row, subject in enumerate(SUBJECTS)
        for column, kind in enumerate(KINDS)
        if (row + column) % BATCHES == (number - 1) % BATCHES
    )


def of_kind(cards: Iterable[str], kind: str) -> tuple[str, ...]:
    """The cards of one kind."""
    return tuple(card for card in cards if CARDS[card] == kind)


# --- projects ---------------------------------------------------------------------------------------

CRITERIA = ("need", "reach", "cost", "delay")
"""Reports a year dealt with better; share of inhabitants served; thousand euros a year; months to the first effect."""

LESS_IS_BETTER = frozenset({"cost", "delay"})

Values = dict[str, float]
"""Criterion → value, mark or weight."""

PROJECTS: dict[str, Values] = {
    "number": {"need": 420, "reach": 95, "cost": 48, "delay": 3},  # one number, one person who follows up
    "lamps": {"need": 300, "reach": 60, "cost": 36, "delay": 8},  # lamps changed, repairs planned
    "app": {"need": 260, "reach": 60, "cost": 15, "delay": 6},  # an app to report faults
    "bins": {"need": 60, "reach": 30, "cost": 25, "delay": 9},  # sensors in bins
    "wall": {"need": 200, "reach": 95, "cost": 110, "delay": 18},  # a wall of screens and its software
}
"""The five projects of the lessons; every value is an assumption of ours."""

DRAFT: Values = {"need": 0.3, "reach": 0.2, "cost": 0.4, "delay": 0.1}
"""The weights of the draft, handed out directly."""

BOUNDS: dict[str, tuple[float, float]] = {
    "need": (0, 520),
    "reach": (0, 100),
    "cost": (0, 120),
    "delay": (0, 24),
}
"""Scales fixed beforehand: no report or all of a year's; nobody or all; nothing or the whole envelope; two years."""

METHODS = ("minmax", "rank", "fixed")


def min_max(
    values: Sequence[float], *, less: bool = False, bounds: tuple[float, float] | None = None
) -> list[float]:
    """Marks from 0 to 1: (x − min) / (max − min), turned round when less is better.

    Without `bounds` the minimum and the maximum are those of the values themselves, so a mark depends on the others.
    A criterion on which all are equal tells them apart no more: each gets 0.
    """
    low, high = bounds or (min(values), max(values))
    if high == low:
        return [0.0 for _ in values]
    marks = [min(1.0, max(0.0, (value - low) / (high - low))) for value in values]
    return [1 - mark for mark in marks] if less else marks


def by_rank(values: Sequence[float], *, less: bool = False) -> list[float]:
    """Marks from 0 (last) to 1 (first) by place alone; equals share the mean of their places. One value alone gets 0."""
    if len(values) < 2:
        return [0.0 for _ in values]
    signed = [-value if less else value for value in values]
    behind = [sum(other < value for other in signed) for value in signed]
    level = [sum(other == value for other in signed) - 1 for value in signed]
    return [(below + even / 2) / (len(values) - 1) for below, even in zip(behind, level, strict=True)]


def marks(projects: Mapping[str, Values], method: str = "minmax") -> dict[str, Values]:
    """Project → criterion → mark, by one of `METHODS`."""
    found: dict[str, Values] = {name: {} for name in projects}
    for criterion in CRITERIA:
        values, less = [one[criterion] for one in projects.values()], criterion in LESS_IS_BETTER
        if method == "rank":
            put = by_rank(values, less=less)
        else:
            put = min_max(values, less=less, bounds=BOUNDS[criterion] if method == "fixed" else None)
        for name, mark in zip(projects, put, strict=True):
            found[name][criterion] = mark
    return found


def normalised(weights: Mapping[str, float]) -> Values:
    """The same weights, adding up to 1. Raises ValueError when one is negative or all are zero."""
    total = sum(weights.values())
    if total <= 0 or min(weights.values()) < 0:
        raise ValueError("weights must be positive or zero, and not all zero")
    return {name: weight / total for name, weight in weights.items()}


def scores(projects: Mapping[str, Values], weights: Mapping[str, float], method: str = "minmax") -> Values:
    """Project → weighted sum of its marks, from 0 to 100 (weighted sum model)."""
    shares = normalised(weights)
    return {
        name: 100 * sum(shares[criterion] * mark for criterion, mark in one.items())
        for name, one in marks(projects, method).items()
    }


def ranking(found: Mapping[str, float]) -> tuple[str, ...]:
    """From the highest score to the lowest; equals keep their order. Scores are compared to a millionth of a point."""
    return tuple(sorted(found, key=lambda name: -round(found[name], 6)))


def dominates(one: Values, other: Values) -> bool:
    """Whether `one` is at least as good on every criterion and better on one (Pareto): no weight saves `other`."""
    signed = [
        (other[name] - one[name]) if name in LESS_IS_BETTER else (one[name] - other[name])
        for name in CRITERIA
    ]
    return min(signed) >= 0 and max(signed) > 0


def keeping(projects: Mapping[str, Values], kept: Mapping[str, bool]) -> dict[str, Values]:
    """The projects that are kept; all of them when fewer than two would be left, as there is nothing to rank."""
    left = {name: one for name, one in projects.items() if kept.get(name, True)}
    return left if len(left) > 1 else dict(projects)


def steady(
    projects: Mapping[str, Values], left: Mapping[str, Values], weights: Mapping[str, float]
) -> tuple[str, ...]:
    """The methods whose first project stays first when only those of `left` remain."""
    return tuple(
        method
        for method in METHODS
        if ranking(scores(projects, weights, method))[0] == ranking(scores(left, weights, method))[0]
    )


def tying_cost(
    projects: Mapping[str, Values], weights: Mapping[str, float], one: str, other: str, dear: str
) -> float:
    """The cost of the dearest project at which `one` and `other` tie (min–max): above it, `one`, the dearer, leads.

    With c the weight of cost and D the lead of `one` on the other criteria, c·(cost₁ − cost₂) / (x − cheapest) = D.
    Raises ValueError when `one` has no lead, or the cost found would not be the highest.
    """
    shares, found = normalised(weights), marks(projects)
    lead = sum(shares[name] * (found[one][name] - found[other][name]) for name in CRITERIA if name != "cost")
    cheapest = min(project["cost"] for project in projects.values())
    if lead <= 0:
        raise ValueError("the first project leads on no other criterion")
    tie = cheapest + shares["cost"] * (projects[one]["cost"] - projects[other]["cost"]) / lead
    if tie < max(project["cost"] for name, project in projects.items() if name != dear):
        raise ValueError("another project would be the dearest")
    return tie


# --- pairwise comparison ----------------------------------------------------------------------------

PAIRS = tuple(combinations(CRITERIA, 2))
"""The six comparisons of four criteria, in order."""

Comparisons = dict[tuple[str, str], float]
"""(one, other) → how many times as important `one` is as `other`."""

FIRST: Comparisons = dict(zip(PAIRS, (2, 1, 3, 1 / 2, 2, 1 / 3), strict=True))
"""What the team said at first; the last comparison contradicts the others."""
CULPRIT = ("cost", "delay")
MENDED: Comparisons = FIRST | {CULPRIT: 3}
"""The same once the team has talked the last one over."""

RANDOM_INDEX = {3: 0.58, 4: 0.90, 5: 1.12}
"""Mean consistency index of matrices filled at random, by number of criteria (Saaty 1980)."""
LIMIT = 0.1
"""Above this consistency ratio, comparisons are to be talked over again (Saaty's rule of thumb)."""


def ratio(text: str) -> float:
    """The number written `3` or `1/3`."""
    above, _, below = text.partition("/")
    return float(above) / float(below or 1)


def against(comparisons: Comparisons, one: str, other: str) -> float:
    """How many times as important `one` is as `other`: as said, the reciprocal of what was said, or 1 for itself."""
    if one == other:
        return 1.0
    return comparisons[one, other] if (one, other) in comparisons else 1 / comparisons[other, one]


def derived_weights(comparisons: Comparisons) -> Values:
    """Weights by geometric means of the rows, adding up to 1 (Saaty 1980; row geometric mean)."""
    rows = {
        one: prod(against(comparisons, one, other) for other in CRITERIA) ** (1 / len(CRITERIA))
        for one in CRITERIA
    }
    return normalised(rows)


def largest_eigenvalue(comparisons: Comparisons) -> float:
    """λmax, estimated as the mean of (A·w)ᵢ / wᵢ; it is n when no comparison contradicts another, and more otherwise."""
    weights = derived_weights(comparisons)
    return mean(
        sum(against(comparisons, one, other) * weights[other] for other in CRITERIA) / weights[one]
        for one in CRITERIA
    )


def consistency_index(comparisons: Comparisons) -> float:
    """CI = (λmax − n) / (n − 1)."""
    return (largest_eigenvalue(comparisons) - len(CRITERIA)) / (len(CRITERIA) - 1)


def consistency_ratio(comparisons: Comparisons) -> float:
    """CR = CI / RI."""
    return consistency_index(comparisons) / RANDOM_INDEX[len(CRITERIA)]


def said_by_others(comparisons: Comparisons, one: str, other: str) -> float:
    """What the other comparisons say of this one: the geometric mean of the ways round, `one` → third → `other`."""
    round_ways = [
        against(comparisons, one, third) * against(comparisons, third, other)
        for third in CRITERIA
        if third not in {one, other}
    ]
    return prod(round_ways) ** (1 / len(round_ways))


def contradicting(comparisons: Comparisons) -> tuple[str, str] | None:
    """The comparison farthest from what the others say, if the consistency ratio is above the limit."""
    if consistency_ratio(comparisons) <= LIMIT:
        return None
    gaps = {pair: abs(log(comparisons[pair] / said_by_others(comparisons, *pair))) for pair in PAIRS}
    return max(PAIRS, key=lambda pair: round(gaps[pair], 9))


# --- the starting point -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Start:
    """Four weeks of reports in one commune: days to repair of each, and how many people were told what came of it."""

    days: tuple[int, ...]
    told: int


STARTS: dict[str, Start] = {
    "centre": Start((3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 18, 21, 21, 22, 25, 30, 38), 8),
    "valbourg": Start((8, 12, 17, 21, 23, 25, 28, 33, 40, 62), 3),
    "village": Start((14, 22, 31, 39, 45, 60), 1),
    "smallest": Start((20, 44, 60, 75), 0),
}
"""A fictional notebook kept before any tool: each report is followed until it is repaired."""
BY_VOICE = 30
"""Reports made by telephone or at a counter, of all those in the notebook."""
WEEKS = 4
PROMPT = 15
"""Days within which a repair counts as prompt."""


def all_days() -> tuple[int, ...]:
    """Days to repair of every report."""
    return tuple(day for start in STARTS.values() for day in start.days)


def starting_point() -> Values:
    """The numbers of the indicator sheet: counts, days, and shares from 0 to 1."""
    days = all_days()
    centre, smallest = median(STARTS["centre"].days), median(STARTS["smallest"].days)
    return {
        "reports": len(days),
        "reports-a-year": len(days) * 52 / WEEKS,
        "mean": mean(days),
        "median": median(days),
        "prompt": sum(day <= PROMPT for day in days) / len(days),
        "told": sum(start.told for start in STARTS.values()) / len(days),
        "voice": BY_VOICE / len(days),
        "gap": smallest - centre,
    } | {f"median-{name}": median(start.days) for name, start in STARTS.items()}
