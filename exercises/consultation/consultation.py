"""Who answers a consultation, how far from everyone's opinion, and how sure: the sums behind module B5.

Lives here: who an online vote leaves out, what it shows on average, one drawn poll, weighting by age, the margin of
error, how many answers drawn by lot a biased vote is worth, and `figures()`, the numbers the lessons quote. May not
live here: words for learners, drawing, reading or writing files.

The opinions and the age shares are made up for teaching, so that the truth is known and each method can be judged.
The rates of people far from digital tools are those of INSEE for 2021, as reported by the press (2 % at 15–24, 4 % at
25–39, 24 % at 60–74, 62 % from 75): the rate of 40–59 was not in what was read, and the 4 % of the group below stands
for it, as an assumption. Shares go from 0 to 1, errors and margins are in points. Randomness from the seed 2026.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from math import ceil, erf, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SEED = 2026

Z = 1.96
"""Standard deviations around the mean that hold 95 % of a normal law."""

CLICKS = 5_000
LOT = 400


@dataclass(frozen=True, slots=True)
class Group:
    """An age group: its share of everyone, the part of it far from digital tools, the part of it in favour."""

    id: str
    share: float
    offline: float
    support: float

    def __post_init__(self) -> None:
        if not (self.share >= 0 and 0 <= self.offline <= 1 and 0 <= self.support <= 1):
            raise ValueError(f"{self.id}: shares go from 0 to 1")


GROUPS = (
    Group("15-24", 0.20, 0.02, 0.35),
    Group("25-59", 0.45, 0.04, 0.50),
    Group("60-74", 0.22, 0.24, 0.65),
    Group("75+", 0.13, 0.62, 0.80),
)
"""The four communes of the story: shares and opinions invented, rates of INSEE (that of 40–59 assumed)."""

OLDER = tuple(
    replace(group, share=share) for group, share in zip(GROUPS, (0.15, 0.40, 0.25, 0.20), strict=True)
)
"""The story's village, where people are older: shares invented too."""


def people(middle: float, elders: float) -> tuple[Group, ...]:
    """The four communes with another rate for the middle group and another share of the oldest, the others in proportion."""
    rest = (1 - elders) / (1 - GROUPS[3].share)
    young, adult, later, old = (replace(group, share=group.share * rest) for group in GROUPS)
    return young, replace(adult, offline=middle), later, replace(old, share=elders)


@dataclass(frozen=True, slots=True)
class Mode:
    """How people answer.

    `chances` are the relative chances to answer, group by group: only their proportions count. `reached` is the part of
    people far from digital tools whom another channel reaches (paper, telephone, visit). `lean` is how many times more
    those against answer than those in favour of the same age.
    """

    chances: tuple[float, ...] = (1.0, 1.0, 1.0, 1.0)
    reached: float = 0.0
    lean: float = 1.0

    def __post_init__(self) -> None:
        if min(self.chances) <= 0 or not 0 <= self.reached <= 1 or self.lean <= 0:
            raise ValueError("chances and lean are above zero, reached goes from 0 to 1")


ONLINE = Mode()
"""An online vote in which every connected person answers as often as any other."""
CLICK = Mode((6, 4, 2, 1))
"""An online vote in which the young answer more: chances invented for the example."""
HALF = Mode(reached=0.5)
"""Mixed mode: paper, telephone or visit reach half of those whom a screen does not."""
EVERYONE = Mode(reached=1.0)
"""Drawn by lot, everybody reached, everybody answers: what the formula of the margin asks for."""


# --- on average -----------------------------------------------------------------------------------


def truth(groups: Sequence[Group]) -> float:
    """The part of everyone in favour: Σ W_h p_h."""
    return sum(group.share * group.support for group in groups) / sum(group.share for group in groups)


def out_of_reach(groups: Sequence[Group], reached: float = 0.0) -> float:
    """The part of everyone whom no channel reaches: Σ W_h o_h (1 − reached)."""
    whole = sum(group.share for group in groups)
    return sum(group.share * group.offline for group in groups) * (1 - reached) / whole


def leaned(support: float, lean: float) -> float:
    """What a group shows when those against answer `lean` times more than those in favour."""
    return support / (support + lean * (1 - support))


def makeup(groups: Sequence[Group], mode: Mode) -> tuple[float, ...]:
    """The share of each group among those who answer, on average."""
    weights = [
        group.share
        * (1 - group.offline * (1 - mode.reached))
        * chance
        * (group.support + mode.lean * (1 - group.support))
        for group, chance in zip(groups, mode.chances, strict=True)
    ]
    whole = sum(weights)
    if whole <= 0:
        raise ValueError("nobody answers")
    return tuple(weight / whole for weight in weights)


def shown(groups: Sequence[Group], mode: Mode) -> float:
    """The part in favour among those who answer, on average."""
    parts = makeup(groups, mode)
    return sum(part * leaned(group.support, mode.lean) for part, group in zip(parts, groups, strict=True))


def weighted(groups: Sequence[Group], mode: Mode) -> float:
    """The same after weighting by age, on average: Σ W_h × what each group shows."""
    whole = sum(group.share for group in groups)
    return sum(group.share * leaned(group.support, mode.lean) for group in groups) / whole


def weights(groups: Sequence[Group], mode: Mode) -> tuple[float, ...]:
    """What one answer of each group counts for: its share of everyone ÷ its share of the answers."""
    whole = sum(group.share for group in groups)
    return tuple(group.share / whole / part for group, part in zip(groups, makeup(groups, mode), strict=True))


# --- how sure -------------------------------------------------------------------------------------


def standard_error(p: float, n: float) -> float:
    """The usual distance to the truth of a simple random sample, in points: 100 √(p(1 − p)/n) (Cochran, 1977)."""
    if n <= 0:
        raise ValueError("at least one answer")
    return 100 * sqrt(p * (1 - p) / n)


def margin(n: float, p: float = 0.5, population: float | None = None) -> float:
    """The margin of error at 95 %, in points: 1.96 √(p(1 − p)/n), for a simple random sample only.

    With `population`, times √((N − n)/(N − 1)): drawing half a village is almost asking it all (Cochran, 1977).
    """
    found = Z * standard_error(p, n)
    if population is None:
        return found
    if n > population:
        raise ValueError("more answers than people")
    return found * sqrt((population - n) / (population - 1)) if population > 1 else 0.0


def needed(points: float, population: float | None = None) -> int:
    """How many answers drawn by lot for a margin of `points` at most, when opinions are half and half."""
    n = 0.25 * (100 * Z / points) ** 2
    if population is not None:
        n = n * population / (population - 1 + n)
    return ceil(n - 1e-9)


def weighted_margin(groups: Sequence[Group], answers: Sequence[float]) -> float:
    """The margin at 95 % after weighting, in points: 1.96 √(Σ W_h² p_h(1 − p_h)/n_h) (Cochran, 1977)."""
    spread = sum(
        group.share**2 * group.support * (1 - group.support) / count
        for group, count in zip(groups, answers, strict=True)
    )
    return 100 * Z * sqrt(spread)


def bias(groups: Sequence[Group], mode: Mode) -> float:
    """How far from the truth a vote stays whatever the number of answers, in points."""
    return 100 * (shown(groups, mode) - truth(groups))


def error(groups: Sequence[Group], mode: Mode, n: float) -> float:
    """The usual distance to the truth, in points: √(bias² + standard error²)."""
    return sqrt(bias(groups, mode) ** 2 + standard_error(shown(groups, mode), n) ** 2)


def worth(groups: Sequence[Group], mode: Mode, n: float) -> float:
    """How many answers drawn by lot are usually as far from the truth as `n` answers of this vote."""
    p = truth(groups)
    return p * (1 - p) / (error(groups, mode, n) / 100) ** 2


def wrong_side(groups: Sequence[Group], mode: Mode, n: float) -> float:
    """The chance that the vote puts the majority on the wrong side, by the normal law."""
    p, found = truth(groups), shown(groups, mode)
    spread = standard_error(found, n) / 100
    below = 0.5 * (1 + erf((0.5 - found) / (spread * sqrt(2))))
    return below if p > 0.5 else 1 - below


# --- one poll -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Poll:
    """One poll as it comes back: answers and answers in favour, group by group."""

    answers: tuple[int, ...]
    favour: tuple[int, ...]

    @property
    def size(self) -> int:
        """All answers."""
        return sum(self.answers)

    @property
    def raw(self) -> float:
        """The part in favour as counted."""
        return sum(self.favour) / self.size

    def corrected(self, groups: Sequence[Group]) -> float:
        """The part in favour after weighting: Σ W_h p̂_h. A group without an answer leaves its share to the others."""
        kept = [
            (group.share, favour / count)
            for group, count, favour in zip(groups, self.answers, self.favour, strict=True)
            if count
        ]
        return sum(share * found for share, found in kept) / sum(share for share, _ in kept)


def drawn(groups: Sequence[Group], mode: Mode, n: int, seed: int = SEED) -> Poll:
    """Draw one poll of `n` answers: the age of each, then its opinion."""
    rng = random.Random(seed)  # noqa: S311  (an example, not a secret)
    ages = rng.choices(range(len(groups)), makeup(groups, mode), k=n)
    likely = [leaned(group.support, mode.lean) for group in groups]
    answers, favour = [0] * len(groups), [0] * len(groups)
    for age in ages:
        answers[age] += 1
        favour[age] += rng.random() < likely[age]
    return Poll(tuple(answers), tuple(favour))


# --- what the lessons quote -----------------------------------------------------------------------


def _margins() -> dict[str, float]:
    return {
        "margin-100": margin(100),
        "margin-225": margin(225),
        "margin-400": margin(400),
        "margin-1000": margin(1_000),
        "margin-1600": margin(1_600),
        "margin-clicks": margin(CLICKS),
        "need-5": needed(5),
        "need-5-200": needed(5, 200),
        "need-5-500": needed(5, 500),
        "need-5-2300": needed(5, 2_300),
        "need-5-9000": needed(5, 9_000),
        "need-5-12000": needed(5, 12_000),
    }


def _votes() -> dict[str, float]:
    online, click = makeup(GROUPS, ONLINE), makeup(GROUPS, CLICK)
    factors = weights(GROUPS, CLICK)
    thousand = [1_000 * part for part in click]
    against = replace(CLICK, lean=1.5)
    return {
        "truth": truth(GROUPS),
        "out-of-reach": out_of_reach(GROUPS),
        "out-of-reach-half": out_of_reach(GROUPS, 0.5),
        "online": shown(GROUPS, ONLINE),
        "online-gap": -bias(GROUPS, ONLINE),
        "clicks": shown(GROUPS, CLICK),
        "clicks-gap": -bias(GROUPS, CLICK),
        "mixed-half": shown(GROUPS, HALF),
        "mixed-half-gap": -bias(GROUPS, HALF),
        "online-old": online[3],
        "clicks-young": click[0],
        "clicks-old": click[3],
        "factor-young": factors[0],
        "factor-old": factors[3],
        "weighted": weighted(GROUPS, CLICK),
        "weighted-margin-1000": weighted_margin(GROUPS, thousand),
        "thousand-old": thousand[3],
        "against-weighted": weighted(GROUPS, against),
        "hidden-truth": truth(GROUPS) - 0.2 * GROUPS[3].share * GROUPS[3].offline,
    }


def _compared() -> dict[str, float]:
    p = truth(GROUPS)
    return {
        "error-lot-400": error(GROUPS, EVERYONE, LOT),
        "error-lot-1000": error(GROUPS, EVERYONE, 1_000),
        "error-online": error(GROUPS, ONLINE, CLICKS),
        "error-clicks": error(GROUPS, CLICK, CLICKS),
        "error-clicks-twice": error(GROUPS, CLICK, 2 * CLICKS),
        "worth-online": worth(GROUPS, ONLINE, CLICKS),
        "worth-clicks": worth(GROUPS, CLICK, CLICKS),
        "lot-wrong-side": wrong_side(GROUPS, EVERYONE, LOT),
        "lot-low": p - margin(LOT, p) / 100,
        "lot-high": p + margin(LOT, p) / 100,
        "need-to-tell": ceil(p * (1 - p) * (Z / (p - 0.5)) ** 2),
    }


def _hand() -> dict[str, float]:
    """The sums left to the reader: the older village, and a small poll of two groups."""
    return {
        "village-out-of-reach": out_of_reach(OLDER),
        "village-truth": truth(OLDER),
        "village-online": shown(OLDER, ONLINE),
        "small-raw": 0.8 * 0.4 + 0.2 * 0.7,
        "small-weighted": 0.55 * 0.4 + 0.45 * 0.7,
        "small-factor": 0.45 / 0.2,
        "quiz-raw": 0.9 * 0.3 + 0.1 * 0.8,
        "quiz-weighted": 0.7 * 0.3 + 0.3 * 0.8,
    }


def _drawn() -> dict[str, float]:
    """The poll that the exercise shows with its first settings, for the trainer's notes."""
    poll = drawn(GROUPS, CLICK, CLICKS)
    return {
        "drawn-raw": poll.raw,
        "drawn-corrected": poll.corrected(GROUPS),
        "drawn-factor": GROUPS[3].share * poll.size / poll.answers[3],
    }


def figures() -> dict[str, float]:
    """Every number that the lessons of module B5 quote."""
    return _margins() | _votes() | _compared() | _hand() | _drawn()
