"""The kit of the final task: what its numbers should be, the usual mistake behind a wrong one, and which pieces disagree.

Lives here: the few formulas of the modules' models that the kit needs, said again (an exercise imports no other's
model; `tests/exercises/test_kit_check.py` compares them with the originals), the lines of the kit, the pairs of pieces
that must agree, and the numbers the lessons quote. May not live here: words for learners, drawing, files.

Valbourg-sur-Ouche, its neighbours and all their amounts are invented. Euros and MWh are of one year, shares go from 0
to 1, margins are in points. No clock, no chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

# --- the cost key and the vote (module B2, exercises/sharing/sharing.py) -----------------------------

PLACES: Final = ("centre", "valbourg", "village", "smallest")
PEOPLE: Final = (9_000, 2_300, 500, 200)
BILL: Final = 120_000.0
DRAFT_PERCENT: Final = 20
"""The equal part of the agreement's first draft, in percent of the bill."""
CHOSEN_PERCENT: Final = 5
"""The equal part that the kit's example settles for: under the limit that module B2 computes."""


def shares(equal_percent: float) -> tuple[float, ...]:
    """Mixed key: `equal_percent` of the bill split equally, the rest by population; in the order of `PLACES`."""
    flat = BILL * equal_percent / 100
    whole = sum(PEOPLE)
    return tuple(flat / len(PEOPLE) + (BILL - flat) * people / whole for people in PEOPLE)


class Tally(NamedTuple):
    """Councils in favour, their part of the population, and whether the thresholds are met."""

    councils: int
    people: float
    carried: bool


def tally(in_favour: Collection[int]) -> Tally:
    """Where a transfer of competence stands (CGCT art. L5211-5 and L5211-17, other conditions left out).

    Two thirds of the councils with over half the population, or half of them with two thirds of it. A service commun is
    not decided so: each council says whether it joins.
    """
    agreed, whole = sum(PEOPLE[i] for i in set(in_favour)), sum(PEOPLE)
    councils, number = len(set(in_favour)), len(PEOPLE)
    many_councils = 3 * councils >= 2 * number and 2 * agreed > whole
    many_people = 2 * councils >= number and 3 * agreed >= 2 * whole
    return Tally(councils, agreed / whole, many_councils or many_people)


# --- lighting: baseline, target, penalty (modules C2 and B3) -----------------------------------------

POINTS, OLD_WATTS, NEW_WATTS, HOURS = 360, 130, 57, 4_100
KEPT_WHEN_DIMMED: Final = 0.8
"""Half the lit hours at 60 % of full power."""
WORKING: Final = 330
"""Lamps that worked in the year when thirty were out of order (module B3)."""
REFERENCE, LOW_REFERENCE, TARGET = 192.0, 176.0, 120.0
"""MWh: billed in an ordinary year, billed in the year of the broken lamps, to be saved each year by contract."""
FIXED, VARIABLE, PRICE, OFFERED, MEASURED = 9_000.0, 3_000.0, 180.0, 60.0, 96.0
EVEN: Final = PRICE - VARIABLE / TARGET
"""Penalty per missing MWh that leaves the client no worse off (module B3)."""


def energy(points: float, watts: float, hours: float = HOURS, kept: float = 1.0) -> float:
    """MWh a year: points · watts · hours / 10⁶ (exercises/lighting/lighting.py); `kept` after dimming."""
    return points * watts * hours * kept / 1e6


def shortfall(measured: float) -> float:
    """MWh that are missing; 0 when the target is reached or passed."""
    return max(0.0, TARGET - measured)


def withheld(measured: float, penalty: float) -> float:
    """Euros that the contractor does not receive: lost variable part + penalty · shortfall (exercises/contract)."""
    reached = max(0.0, min(1.0, measured / TARGET))
    return VARIABLE * (1 - reached) + penalty * shortfall(measured)


def loss(measured: float) -> float:
    """Euros of electricity that the commune pays and would not have paid."""
    return shortfall(measured) * PRICE


# --- people: assessment, retention, margin, out of reach (modules A3, B5, C4) -------------------------

CAMERA_CRITERIA: Final = ("monitoring", "scale")
"""Criteria that the street cameras meet for certain, of nine (exercises/screening, card `cctv`; WP248)."""
ALERT_CRITERIA: Final = ("monitoring", "scale", "innovative")
"""The same for the cameras that raise alerts (card `behaviour`)."""
THRESHOLD: Final = 2
"""The CNIL's rule of thumb: at least two criteria, an impact assessment in principle."""

AGES: Final = (0.20, 0.45, 0.22, 0.13)
"""Shares of 15–24, 25–59, 60–74, 75 and over among people of 15 and over: assumed (exercises/consultation)."""
OFFLINE: Final = (0.02, 0.04, 0.24, 0.62)
"""Rates of INSEE for 2021, as the press reports them; that of 40–59 assumed."""
ADULTS: Final = 0.83
"""Part of inhabitants aged 15 and over: assumed (exercises/inclusion)."""
CLICKS, LOT, Z = 5_000, 400, 1.96


def longest(filmed: date) -> int:
    """Days an image may stay at most, from date to date (exercises/screening; CSI art. L252-5: one month)."""
    start = filmed.replace(day=1)
    following = (start + timedelta(days=32)).replace(day=1)
    after = (following + timedelta(days=32)).replace(day=1)
    return (min(following + timedelta(days=filmed.day - 1), after - timedelta(days=1)) - filmed).days


SAFE_DAYS: Final = min(longest(date(2025, 1, 1) + timedelta(days=i)) for i in range(4 * 365 + 1))
"""The longest fixed setting that never keeps an image beyond its month, over four years."""


def margin(drawn: float) -> float:
    """Margin of error at 95 %, in points, opinions half and half: 1.96 √(0.25/n) (Cochran 1977); drawn by lot only."""
    if drawn <= 0:
        raise ValueError("at least one answer")
    return 100 * Z * sqrt(0.25 / drawn)


def out_of_reach() -> float:
    """Part of the people of 15 and over whom a screen alone does not reach: Σ share · rate."""
    return sum(share * rate for share, rate in zip(AGES, OFFLINE, strict=True))


def left_outside(people: float) -> float:
    """How many of so many people of 15 and over that makes."""
    return people * out_of_reach()


# --- the lines of the kit ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A number of the kit as typed, what it should be (between `low` and `high`), and the usual wrong values by name."""

    id: str
    typed: float
    low: float
    high: float
    mistakes: tuple[tuple[str, float], ...] = ()

    @property
    def right(self) -> bool:
        """Whether the typed number will do."""
        return self.low <= self.typed <= self.high

    @property
    def mistake(self) -> str:
        """`""` when right, else the name of the usual mistake, else `other`."""
        if self.right:
            return ""
        near = max((self.high - self.low) / 2, abs(self.typed) * 1e-3)
        return next((name for name, value in self.mistakes if abs(self.typed - value) <= near), "other")


def _about(line: str, typed: float, expected: float, tolerance: float, **mistakes: float) -> Line:
    return Line(line, typed, expected - tolerance, expected + tolerance, tuple(mistakes.items()))


def money(typed: Sequence[float], equal_percent: float) -> tuple[Line, ...]:
    """The four shares, one euro more or less."""
    rows = zip(
        PLACES,
        typed,
        shares(equal_percent),
        shares(DRAFT_PERCENT),
        shares(0),
        shares(100),
        PEOPLE,
        strict=True,
    )
    return tuple(
        _about(place, value, expected, 1, draft=old, population=plain, equal=flat, head=expected / people)
        for place, value, expected, old, plain, flat, people in rows
    )


def light(typed: Mapping[str, float]) -> tuple[Line, ...]:
    """Points and MWh of the baseline (C2), of the contract (B3) and of the indicator sheet (C1)."""
    before, led = energy(POINTS, OLD_WATTS), energy(POINTS, NEW_WATTS, kept=KEPT_WHEN_DIMMED)

    def reference(line: str) -> Line:
        wrong = {"broken": LOW_REFERENCE, "lamps": energy(POINTS, NEW_WATTS), "kwh": 1_000 * before}
        return _about(line, typed[line], REFERENCE, 1, **wrong)

    return (
        _about("points-baseline", typed["points-baseline"], POINTS, 0, working=WORKING),
        _about("points-contract", typed["points-contract"], POINTS, 0, working=WORKING),
        reference("baseline"),
        reference("contract"),
        reference("sheet"),
        _about("saved", typed["saved"], TARGET, 0.5, remaining=REFERENCE - TARGET, promise=before - led),
        _about("left", typed["left"], REFERENCE - TARGET, 0.5, saving=TARGET, promise=led),
    )


def people(typed: Mapping[str, float], drawn: float, adults: float) -> tuple[Line, ...]:
    """The screening, the days images stay, the margin, the people out of reach."""
    n = max(1.0, drawn)
    plain = adults * sum(OFFLINE) / len(OFFLINE)
    return (
        _about("score", typed["score"], len(CAMERA_CRITERIA), 0, one=1, alert=len(ALERT_CRITERIA)),
        Line("days-screening", typed["days-screening"], 1, SAFE_DAYS, (("month", 30), ("month", 31))),
        Line("days-data", typed["days-data"], 1, SAFE_DAYS, (("month", 30), ("month", 31))),
        _about("margin", typed["margin"], margin(n), 0.1, clicks=margin(CLICKS), single=margin(n) / Z),
        _about(
            "outside",
            typed["outside"],
            left_outside(adults),
            20,
            children=left_outside(sum(PEOPLE)),
            mean=plain,
        ),
    )


# --- pieces that must agree -------------------------------------------------------------------------

PAIRS: Final = ("money", "points", "reference", "target", "days")
"""What must be the same from one piece to the next."""


def contradictions(
    typed: Sequence[float], lamps: Mapping[str, float], days: tuple[float, float]
) -> list[str]:
    """The pairs of `PAIRS` that disagree: whatever the right number is, two pieces do not say the same."""
    references = [lamps["baseline"], lamps["contract"], lamps["sheet"]]
    apart = {
        "money": abs(sum(typed) - BILL) > 1,
        "points": lamps["points-baseline"] != lamps["points-contract"],
        "reference": max(references) - min(references) > 1,
        "target": abs(lamps["baseline"] - lamps["saved"] - lamps["left"]) > 1,
        "days": days[0] != days[1],
    }
    return [pair for pair in PAIRS if apart[pair]]
