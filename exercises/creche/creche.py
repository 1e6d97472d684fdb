"""A points scale for crèche places: who is ranked where, why, and what changes when the weights change.

Lives here: the synthetic files, the linear score, the ranking with its drawn tie-break, the explanation of one file,
and the measures that compare two settings. May not live here: words for learners, drawing, reading or writing files.

Sources of the formulas. The score is a weighted sum of counts. What must be told of one file (data, parameters and
weights applied to it, operations) is in article R311-3-1-2 of the Code des relations entre le public et
l'administration: `contributions` and `missing` compute it. Kendall's tau: M. G. Kendall, "A new measure of rank
correlation", Biometrika 30, 1938. An admission-rate ratio is a quotient of two shares, with no legal threshold here.

Everything is invented: the 120 files, their proportions and both settings of the weights. The proportions are chosen
for teaching, not measured anywhere.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import Final

SEED: Final = 2026
FILES: Final = 120
PLACES: Final = 40

COMMUNES: Final = {"centre": 9_000, "valbourg": 2_300, "village": 500, "smallest": 200}
"""The four communes of the story and their inhabitants; families are drawn in proportion."""

CRITERIA: Final = (
    "work", "single", "seeking", "sibling", "waiting", "disability", "twins", "resident", "income",
)  # fmt: skip

Weights = Mapping[str, int]
"""Points for one unit of each criterion."""

DRAFT: Final[Weights] = {
    "work": 2, "single": 1, "seeking": 0, "sibling": 2, "waiting": 1,
    "disability": 3, "twins": 1, "resident": 2, "income": 0,
}  # fmt: skip
"""The setting the supplier proposes."""

AMENDED: Final[Weights] = {**DRAFT, "single": 3, "seeking": 1}
"""The setting the module compares it with: more for a single parent, something for a parent looking for work."""

MOST_HALF_YEARS: Final = 3
EXAMPLE: Final = 76
"""The file that the lessons explain."""
SECOND: Final = 50
"""The file that the reader works out: two parents at work, right at the limit."""


@dataclass(frozen=True, slots=True)
class File:
    """One application: what the form asks. `adults`: parents at home, 1 or 2; `months`: since the application."""

    number: int
    commune: str
    adults: int
    working: int
    seeking: int
    sibling: bool
    months: int
    disability: bool
    twins: bool
    low_income: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """The files in order, with what placed them there. `admitted`: their numbers, as many as there are places."""

    order: tuple[int, ...]
    scores: Mapping[int, int]
    lots: Mapping[int, int]
    places: int

    @property
    def admitted(self) -> frozenset[int]:
        return frozenset(self.order[: self.places])

    def rank(self, number: int) -> int:
        """The rank of a file, 1 for the first."""
        return self.order.index(number) + 1

    @property
    def last(self) -> int:
        """The file that has the last place."""
        return self.order[self.places - 1]

    @property
    def cut(self) -> int:
        """The score of the file that has the last place."""
        return self.scores[self.last]

    @property
    def level(self) -> tuple[int, ...]:
        """The files that have exactly that score: among them the draw may decide."""
        return tuple(number for number in self.order if self.scores[number] == self.cut)

    @property
    def drawn(self) -> tuple[int, ...]:
        """The files that the draw decided on: those of `level`, unless all of them have a place."""
        return self.level if not set(self.level) <= self.admitted else ()


# --- the files ----------------------------------------------------------------------------------------


def files(seed: int = SEED) -> tuple[File, ...]:
    """The synthetic files, always the same for a seed."""
    chance = random.Random(seed)  # noqa: S311  (a lesson, not a secret)
    return tuple(_file(number, chance) for number in range(1, FILES + 1))


def _file(number: int, chance: random.Random) -> File:
    commune = chance.choices(list(COMMUNES), list(COMMUNES.values()))[0]
    adults = 1 if chance.random() < 0.22 else 2
    working = sum(chance.random() < (0.65 if adults == 1 else 0.75) for _ in range(adults))
    seeking = sum(chance.random() < 0.6 for _ in range(adults - working))
    return File(
        number=number,
        commune=commune,
        adults=adults,
        working=working,
        seeking=seeking,
        sibling=chance.random() < 0.2,
        months=chance.randint(0, 23),
        disability=chance.random() < 0.06,
        twins=chance.random() < 0.04,
        low_income=chance.random() < (0.25 if working else 0.8),
    )


def values(file: File) -> dict[str, int]:
    """What the scale counts of a file: criterion → number of units."""
    return {
        "work": file.working,
        "single": int(file.adults == 1),
        "seeking": file.seeking,
        "sibling": int(file.sibling),
        "waiting": min(file.months // 6, MOST_HALF_YEARS),
        "disability": int(file.disability),
        "twins": int(file.twins),
        "resident": int(file.commune in COMMUNES),
        "income": int(file.low_income),
    }


# --- score and ranking --------------------------------------------------------------------------------


def contributions(file: File, weights: Weights) -> dict[str, int]:
    """Points that each criterion brings to a file: units × weight."""
    return {criterion: units * weights[criterion] for criterion, units in values(file).items()}


def score(file: File, weights: Weights) -> int:
    """The points of a file: the sum of its contributions."""
    return sum(contributions(file, weights).values())


def lots(draw: int = 0, number: int = FILES) -> dict[int, int]:
    """Numbers drawn for the files, 1 to `number`: at equal points the smallest goes first."""
    drawn = list(range(1, number + 1))
    random.Random(SEED + draw).shuffle(drawn)  # noqa: S311
    return dict(enumerate(drawn, start=1))


def ranked(applications: Sequence[File], weights: Weights, *, places: int = PLACES, draw: int = 0) -> Ranking:
    """Rank files by points, then by their lot; the first `places` have a place."""
    points = {file.number: score(file, weights) for file in applications}
    chance = lots(draw, max(points))
    order = tuple(sorted(points, key=lambda number: (-points[number], chance[number])))
    return Ranking(order, points, chance, min(places, len(order)))


def missing(ranking: Ranking, number: int) -> int:
    """Fewest points more with which a file would have had a place, all others unchanged; 0 when it has one."""
    if number in ranking.admitted:
        return 0
    short = ranking.cut - ranking.scores[number]
    return short if ranking.lots[number] < ranking.lots[ranking.last] else short + 1


# --- comparing settings -------------------------------------------------------------------------------


def kendall(first: Sequence[int], second: Sequence[int]) -> float:
    """Kendall's tau of two strict rankings of the same things: 1 when equal, -1 when reversed."""
    place = {number: at for at, number in enumerate(second)}
    behind = [place[number] for number in first]
    pairs = len(behind) * (len(behind) - 1) // 2
    agreeing = sum(behind[i] < later for i in range(len(behind)) for later in behind[i + 1 :])
    return 2 * agreeing / pairs - 1 if pairs else 1.0


def moved(before: Ranking, after: Ranking) -> int:
    """How many files have another rank."""
    return sum(one != other for one, other in zip(before.order, after.order, strict=True))


def entering(before: Ranking, after: Ranking) -> tuple[int, ...]:
    """Files that had no place and have one, by number."""
    return tuple(sorted(after.admitted - before.admitted))


Group = Callable[[File], bool]
GROUPS: Final[Mapping[str, Group]] = {
    "single": lambda file: file.adults == 1,
    "seeking": lambda file: file.seeking > 0,
    "working": lambda file: file.adults == 2 and file.working == 2,
}
"""Groups to look at: one parent at home, a parent looking for work, two parents who both work."""


@dataclass(frozen=True, slots=True)
class Rates:
    """How often a group has a place, and how often all the other files do."""

    files: int
    group: float
    others: float

    @property
    def ratio(self) -> float:
        """The first share divided by the second: 1 when they are equal; not a number when nobody else has a place."""
        return self.group / self.others if self.others else nan


def rates(applications: Sequence[File], ranking: Ranking, group: str) -> Rates:
    """Admission rates of a group of `GROUPS` and of the others under a ranking."""
    inside = [file.number in ranking.admitted for file in applications if GROUPS[group](file)]
    outside = [file.number in ranking.admitted for file in applications if not GROUPS[group](file)]
    return Rates(len(inside), sum(inside) / max(len(inside), 1), sum(outside) / max(len(outside), 1))


@dataclass(frozen=True, slots=True)
class Removal:
    """What becomes of the ranking when one criterion no longer counts: files with another status, and Kendall's tau."""

    changing: int
    tau: float


def removal(
    applications: Sequence[File], weights: Weights, criterion: str, *, places: int = PLACES, draw: int = 0
) -> Removal:
    """Rank with and without a criterion."""
    with_it = ranked(applications, weights, places=places, draw=draw)
    without = ranked(applications, {**weights, criterion: 0}, places=places, draw=draw)
    return Removal(2 * len(entering(with_it, without)), kendall(with_it.order, without.order))


def needless(
    applications: Sequence[File], weights: Weights, *, places: int = PLACES, draw: int = 0
) -> list[str]:
    """Criteria that can go: without each of them, alone, the same files have a place."""
    return [
        criterion
        for criterion in CRITERIA
        if not removal(applications, weights, criterion, places=places, draw=draw).changing
    ]
