"""A grouping among its peers: those of the same kind in the whole country, computed once.

May not live here: words and numbers as people read them (see `facts`).
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.model import Territory

FAMILIES: Mapping[str, str] = {"lyon": "metropole"}
"""Kinds compared with another: the métropole de Lyon, a local authority of its own kind, has métropoles for peers."""


def family(kind: str) -> str:
    """The kind whose groupings a kind is compared with."""
    return FAMILIES.get(kind, kind)


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value that a share of the others does not exceed, by linear interpolation between the two nearest.

    Args:
        ordered: values, smallest first; at least one.
        share: 0.25, 0.5 and 0.75 for quartiles; within 0 and 1.

    Source: definition 7 of R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American
    Statistician 50(4), 1996 (that of R, of spreadsheets, and of `statistics.quantiles` with method="inclusive").
    """
    at = share * (len(ordered) - 1)
    below = math.floor(at)
    above = min(below + 1, len(ordered) - 1)
    low, high = ordered[below], ordered[above]
    return min(max(low + (high - low) * (at - below), low), high)  # rounding never leaves the two neighbours


def gini(values: Iterable[float]) -> float:
    """Gini index of concentration: 0 when all are equal, towards 1 when one has all; 0 when there is nothing to share.

    G = Σ (2i − n − 1) xᵢ / (n Σ xᵢ), with x₁ ≤ … ≤ xₙ.
    Source: C. Gini (1914); this form in A. Sen, On Economic Inequality, 1973, chapter 2.
    """
    ordered = sorted(values)
    total, n = sum(ordered), len(ordered)
    if not total:
        return 0.0
    return sum((2 * i - n - 1) * x for i, x in enumerate(ordered, 1)) / (n * total)


def largest_share(territory: Territory) -> float:
    """Share of the largest commune in the municipal population, 0 to 1; 0 for a territory that nobody lives in."""
    population = territory.population
    return max(m.municipal for m in territory.members) / population if population else 0.0


@dataclass(frozen=True, slots=True)
class Family:
    """The groupings of one kind; each distribution smallest first.

    Attributes:
        populations: municipal populations, inhabitants.
        communes: numbers of communes.
        shares: shares of the largest commune, 0 to 1.
    """

    populations: tuple[int, ...]
    communes: tuple[int, ...]
    shares: tuple[float, ...]

    @property
    def count(self) -> int:
        return len(self.populations)

    def rank(self, population: int) -> int:
        """Rank by population, 1 for the largest; equals share the better rank."""
        return self.count - bisect_right(self.populations, population) + 1


@dataclass(frozen=True)
class Peers:
    """The groupings of a country by kind."""

    families: Mapping[str, Family] = field(default_factory=dict)

    def of(self, territory: Territory) -> Family:
        """The peers of a territory, itself included; alone when the country has none of its kind."""
        return self.families.get(family(territory.kind)) or _family([territory])


def among(groupings: Iterable[Territory]) -> Peers:
    """The distributions over all groupings of a country, by kind."""
    by_kind: dict[str, list[Territory]] = {}
    for grouping in groupings:
        by_kind.setdefault(family(grouping.kind), []).append(grouping)
    return Peers({kind: _family(those) for kind, those in by_kind.items()})


def _family(groupings: Sequence[Territory]) -> Family:
    return Family(
        tuple(sorted(g.population for g in groupings)),
        tuple(sorted(len(g.members) for g in groupings)),
        tuple(sorted(largest_share(g) for g in groupings)),
    )
