"""Model of a performance contract: its schedule, what is measured, what is paid, and what money later is worth now.

Lives here: the sums behind module B3, in plain functions over frozen values. The numbers that its texts quote are
`figures.py`'s. May not live here: words for learners, drawing, reading or writing files.

Energy is in MWh a year unless a name says otherwise, money in euros, rates and shares from 0 to 1. A schedule counts
whole calendar years; a year's count is that of its last evening.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

HOURS_IN_A_YEAR = 8_760
RATES = (0.0, 0.01, 0.02, 0.03, 0.04, 0.05)
"""The discount rates put side by side, 0 to 5 %."""


# --- the schedule -----------------------------------------------------------------------------------


def in_place(total: float, done: float, pace: float, first_year: int, year: int) -> float:
    """Lamps replaced on the last evening of `year`, at `pace` a year from `first_year` on, never above `total`."""
    return min(total, done + pace * max(0, year - first_year + 1))


def completion(total: float, done: float, pace: float, first_year: int) -> float:
    """Calendar year in which the last lamp is replaced; infinite when nothing is replaced any more."""
    left = total - done
    if left <= 0:
        return first_year - 1
    return first_year + ceil(left / pace) - 1 if pace > 0 else inf


def pace_needed(total: float, done: float, first_year: int, last_year: int) -> float:
    """Lamps a year, from `first_year` to `last_year` included, for the last one to be replaced in time.

    Raises ValueError when the last year comes before the first.
    """
    if last_year < first_year:
        raise ValueError("the last year comes before the first")
    return max(0.0, total - done) / (last_year - first_year + 1)


def curve(
    total: float, done: float, pace: float, first_year: int, last_year: int
) -> tuple[tuple[int, float], ...]:
    """Lamps in place at the end of each year, from the eve of `first_year` to `last_year`."""
    return tuple(
        (year, in_place(total, done, pace, first_year, year)) for year in range(first_year - 1, last_year + 1)
    )


def years_of_saving(rollout: float, contract: float) -> float:
    """How long a lamp saves before the contract ends, on average: contract - rollout / 2.

    Lamps are replaced evenly over `rollout` years, the first of the contract; 0 when all are there from the start.
    """
    if not 0 <= rollout <= contract:
        raise ValueError("the roll-out must end within the contract")
    return contract - rollout / 2


# --- from bills to a measured saving ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the client decides and the contractor does not: light points, and lit hours a year."""

    points: float
    hours: float


def factor(then: Conditions, now: Conditions) -> float:
    """By what the reference is multiplied when points or hours have changed since.

    Energy = points · power · hours: each change of the client's is a rule of three (the idea of IPMVP's routine
    adjustments; option C compares whole bills).
    """
    return (now.points / then.points) * (now.hours / then.hours)


def saved(reference: float, bill: float, correction: float = 1.0) -> float:
    """MWh saved: corrected reference less the year's bill; negative when more is used."""
    return reference * correction - bill


def expected_heating(fixed: float, heating: float, days_then: float, days_now: float) -> float:
    """MWh a heated building would have used this winter: only its heating follows the degree-days."""
    return fixed + heating * days_now / days_then


def savings_by_reference(bills: Mapping[str, float], bill: float) -> dict[str, float]:
    """Share saved, for each year one could choose as the reference: the same bill, other percentages."""
    return {name: 1 - bill / reference for name, reference in bills.items()}


def allowed_stop(availability: float, hours: float = HOURS_IN_A_YEAR) -> float:
    """Hours a tool may be down while its availability is kept."""
    return (1 - availability) * hours


# --- the pay ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pay:
    """Terms of the operation's pay. `fixed`, `variable`: euros a year; `target`: MWh saved; `penalty`: euros a missing MWh."""

    fixed: float
    variable: float
    target: float
    penalty: float

    @property
    def whole(self) -> float:
        """Euros paid when the target is reached."""
        return self.fixed + self.variable


def shortfall(target: float, measured: float) -> float:
    """MWh that are missing; 0 when the target is reached or passed."""
    return max(0.0, target - measured)


def paid(pay: Pay, measured: float) -> float:
    """Euros of the year: fixed + variable · min(1, measured / target) - penalty · shortfall.

    The variable part is never below zero; the whole may be: a contract that caps its penalties must say so.
    """
    reached = max(0.0, min(1.0, measured / pay.target))
    return pay.fixed + pay.variable * reached - pay.penalty * shortfall(pay.target, measured)


def withheld(pay: Pay, measured: float) -> float:
    """Euros the contractor does not receive because the target was missed."""
    return pay.whole - paid(pay, measured)


def loss(target: float, measured: float, price: float) -> float:
    """Euros of electricity the client pays, and would not have paid had the target been reached."""
    return shortfall(target, measured) * price


def even_penalty(variable: float, target: float, price: float) -> float:
    """Penalty per missing MWh that leaves the client no worse off: price - variable / target, never below 0."""
    return max(0.0, price - variable / target)


# --- money later, money now -------------------------------------------------------------------------


def present(amount: float, rate: float, years: float) -> float:
    """Today's value of an amount that comes in `years` years."""
    return amount / float((1 + rate) ** years)


def npv(flows: Sequence[float], rate: float) -> float:
    """Net present value: Σ CFt / (1 + i)^t, the first flow being today's (t = 0)."""
    return sum(present(flow, rate, year) for year, flow in enumerate(flows))


def flows(investment: float, saving: float, contract: int, rollout: int = 0) -> tuple[float, ...]:
    """Euros of each year, from 0 (signature) to the last of the contract, all entered at the year's end.

    With `rollout` 0 the whole investment is made at once and the saving is whole from year 1. Else both come evenly
    over `rollout` years; lamps of a year save half of it.
    """
    if not 0 <= rollout <= contract:
        raise ValueError("the roll-out must end within the contract")
    out = [-investment if rollout == 0 else 0.0]
    for year in range(1, contract + 1):
        working = 1.0 if year > rollout else (year - 0.5) / rollout
        out.append(saving * working - (investment / rollout if year <= rollout else 0.0))
    return tuple(out)


def turning_rate(values: Sequence[float], most: float = 1.0) -> float:
    """Rate at which the net present value becomes nil, to a millionth; 0 when it is not above zero without discounting.

    For one spending followed by savings, so that the value only falls as the rate rises.
    """
    if npv(values, 0) <= 0:
        return 0.0
    low, high = 0.0, most
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (middle, high) if npv(values, middle) > 0 else (low, middle)
    return low


# --- the clauses ------------------------------------------------------------------------------------

CLAUSES = (
    "target",
    "baseline",
    "measure",
    "penalty",
    "audit",
    "data",
    "formats",
    "processor",
    "exit",
    "review",
)
"""What a contract must answer before it is signed; words for them stand with those who show them."""


def missing(written: Iterable[str], asked: Sequence[str] = CLAUSES) -> list[str]:
    """The clauses that are asked for and not written, in the order asked."""
    there = set(written)
    return [clause for clause in asked if clause not in there]
