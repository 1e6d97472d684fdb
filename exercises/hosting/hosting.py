"""Where to host, how to recover, what it costs to leave: three sums behind module A5.

Lives here: the weighted sum and dominance between offers, the share of weightings in which each wins, the expected
yearly loss with and without an offline backup, the cost of leaving a host, and `figures()`, the numbers the lessons
quote. May not live here: words for learners, drawing, reading or writing files.

The three offers, their marks and every amount are made up for teaching. Marks go from 0 to 10, weights are positive
and need not add up to anything, money is in euros without discounting, durations are in days, months or years as the
names say. Nothing here is a probability of attack: the rate is given by whoever asks. Randomness from the seed 2026.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from math import exp, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SEED = 2026
DRAWS = 4_000
"""Weightings drawn at random: the share of each offer is known to about 1.5 points, and a telephone follows."""

HOURS_IN_A_YEAR = 8_760

CRITERIA = ("control", "continuity", "exit", "support", "price")
"""What an offer is marked on: who can reach the data and under which law; recovery; leaving; help; price."""

Marks = dict[str, float]
"""Criterion → mark or weight."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaving a host costs, in euros.

    `fee` is euros a month, `overlap` months paid twice, `volume` gigabytes, `charge` euros per gigabyte.
    """

    fee: float
    export: float
    migration: float
    overlap: float
    volume: float = 0.0
    charge: float = 0.0

    @property
    def charges(self) -> float:
        """What the host asks for letting the data go."""
        return self.volume * self.charge

    @property
    def total(self) -> float:
        """Export + migration + overlap · fee + charges."""
        return self.export + self.migration + self.overlap * self.fee + self.charges

    @property
    def without_charges(self) -> float:
        """The same once switching charges are gone (Data Act: 12 January 2027, as reported)."""
        return self.total - self.charges


@dataclass(frozen=True, slots=True)
class Offer:
    """A fictional offer: its marks from 0 to 10 and what leaving it costs."""

    id: str
    marks: Marks
    leaving: Leaving


OFFERS = (
    Offer(  # servers in France, of a group under the law of a country outside the Union
        "a",
        {"control": 3, "continuity": 9, "exit": 4, "support": 6, "price": 9},
        Leaving(fee=1_000, export=4_000, migration=9_000, overlap=3, volume=20_000, charge=0.1),
    ),
    Offer(  # a European host, qualified
        "b",
        {"control": 9, "continuity": 8, "exit": 8, "support": 7, "price": 4},
        Leaving(fee=1_600, export=1_000, migration=5_000, overlap=2),
    ),
    Offer(  # the intercommunality's own servers
        "c",
        {"control": 9, "continuity": 4, "exit": 8, "support": 6, "price": 6},
        Leaving(fee=1_300, export=0, migration=6_000, overlap=2),
    ),
)
"""The three offers of the lessons; marks and amounts are assumptions of ours."""

DRAFT: Marks = {"control": 15, "continuity": 15, "exit": 15, "support": 15, "price": 40}
"""The draft grid on the table: weights in percent."""
CAUTIOUS: Marks = {"control": 25, "continuity": 20, "exit": 20, "support": 15, "price": 20}
"""The other grid, put forward in the council."""


# --- choosing ---------------------------------------------------------------------------------------


def score(marks: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Weighted sum Σ wᵢ·sᵢ / Σ wᵢ, from 0 to 10 (weighted sum model).

    Raises ValueError when a weight is negative or all are zero.
    """
    total = sum(weights.values())
    if total <= 0 or min(weights.values()) < 0:
        raise ValueError("weights must be positive or zero, and not all zero")
    return sum(weights[name] * marks[name] for name in weights) / total


def scores(offers: Sequence[Offer], weights: Mapping[str, float]) -> dict[str, float]:
    """Offer → weighted sum, in the order of the offers."""
    return {offer.id: score(offer.marks, weights) for offer in offers}


def winner(offers: Sequence[Offer], weights: Mapping[str, float]) -> str:
    """The offer with the highest weighted sum; the first of them in case of a tie."""
    found = scores(offers, weights)
    return max(found, key=lambda name: found[name])


def better_on(one: Offer, other: Offer, criteria: Sequence[str] = CRITERIA) -> tuple[str, ...]:
    """The criteria on which `one` has a higher mark than `other`."""
    return tuple(name for name in criteria if one.marks[name] > other.marks[name])


def dominates(one: Offer, other: Offer, criteria: Sequence[str] = CRITERIA) -> bool:
    """Whether `one` is at least as good on every criterion and better on one (Pareto): no weighting saves `other`."""
    return bool(better_on(one, other, criteria)) and not better_on(other, one, criteria)


def kept(offers: Sequence[Offer], least: Mapping[str, float]) -> tuple[Offer, ...]:
    """The offers whose marks reach the required minimum of each criterion named in `least`."""
    return tuple(offer for offer in offers if all(offer.marks[name] >= mark for name, mark in least.items()))


def weightings(draws: int = DRAWS, seed: int = SEED) -> list[Marks]:
    """Weightings of the criteria drawn evenly among all those that add up to 1.

    Dirichlet(1, …, 1): independent exponentials -ln(U), divided by their sum (Devroye 1986, chapter XI).
    """
    draw = random.Random(seed)  # noqa: S311 - sampling that must be the same everywhere, not a secret
    found = []
    for _ in range(draws):
        raw = [-log(1 - draw.random()) for _ in CRITERIA]
        total = sum(raw)
        found.append({name: value / total for name, value in zip(CRITERIA, raw, strict=True)})
    return found


def shares_won(offers: Sequence[Offer], drawn: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Offer → share (0 to 1) of the weightings in which it comes first."""
    won = dict.fromkeys((offer.id for offer in offers), 0)
    for weights in drawn:
        won[winner(offers, weights)] += 1
    return {name: count / len(drawn) for name, count in won.items()}


def with_price_at(weights: Mapping[str, float], share: float) -> Marks:
    """The weighting in which price weighs `share` (0 to 1), the others keeping their proportions."""
    others = sum(value for name, value in weights.items() if name != "price")
    if others <= 0:
        raise ValueError("another criterion than price must weigh something")
    return {
        name: share if name == "price" else (1 - share) * value / others for name, value in weights.items()
    }


def tipping_price(cheap: Offer, dear: Offer, weights: Mapping[str, float]) -> float:
    """The weight of price (0 to 1) from which the cheap offer passes the dear one, other proportions kept.

    With g the lead of the dear offer on the other criteria and p that of the cheap one on price: g / (g + p).

    Raises ValueError when there is no such weight between 0 and 1.
    """
    rest = with_price_at(weights, 0)
    lead = score(dear.marks, rest) - score(cheap.marks, rest)
    cheaper = cheap.marks["price"] - dear.marks["price"]
    if lead <= 0 or cheaper <= 0:
        raise ValueError("one offer is ahead whatever the weight of price")
    return lead / (lead + cheaper)


# --- going on ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outage:
    """A serious attack: `down` days of service stopped, `lost` days of data to type in again.

    `down` is what the recovery time (RTO, DMIA) turned out to be, `lost` the age of the last usable copy (RPO, PDMA).
    """

    down: float
    lost: float


@dataclass(frozen=True, slots=True)
class Costs:
    """Euros for a day without the service, hours to type in again a lost day, euros for an hour of that work."""

    day: float = 1_500
    hours: float = 6
    hour: float = 35


WITHOUT = Outage(down=20, lost=60)
"""Assumption: the copies on the network are encrypted with the rest; an old one is found elsewhere."""
WITH = Outage(down=5, lost=7)
"""Assumption: a weekly copy kept off the network, restored by a team that has rehearsed."""
BACKUP = 1_800.0
"""Assumption: euros a year for the offline copy, its medium and two restoration tests."""
YEARS_BETWEEN = 10.0
"""Assumption to discuss, not a measurement: one serious attack in ten years."""


def single_loss(outage: Outage, costs: Costs) -> float:
    """SLE, euros lost in one attack: days down · cost of a day + days lost · hours to type in again · cost of an hour."""
    return outage.down * costs.day + outage.lost * costs.hours * costs.hour


def yearly_loss(rate: float, single: float) -> float:
    """ALE = ARO · SLE: attacks a year times euros lost in one (annualised loss expectancy, FIPS 65, 1979)."""
    return rate * single


def backed_loss(with_copy: float, without: float, restores: float) -> float:
    """SLE when the copy restores with probability `restores`: a copy never tried is no copy."""
    return restores * with_copy + (1 - restores) * without


def years_to_match(cost: float, avoided: float) -> float:
    """One attack every so many years, at most, and a yearly `cost` that avoids `avoided` euros each time pays.

    Raises ValueError when nothing is avoided or nothing is spent.
    """
    if cost <= 0 or avoided <= 0:
        raise ValueError("a cost and a loss avoided are needed")
    return avoided / cost


def hours_stopped(availability: float) -> float:
    """Hours a year a service may be stopped and still keep its promise of availability (0 to 1)."""
    return HOURS_IN_A_YEAR * (1 - availability)


def at_least_one(rate: float, years: float) -> float:
    """Probability of one attack or more in `years` when they come at random at `rate` a year (Poisson): 1 - e^(-rate·years)."""
    return 1 - exp(-rate * years)


# --- leaving ----------------------------------------------------------------------------------------


def spent(leaving: Leaving, months: float, *, charges: bool = True) -> float:
    """Euros from the first month to the day one has left, after `months` of service."""
    return months * leaving.fee + (leaving.total if charges else leaving.without_charges)


def months_to_match(cheap: Leaving, dear: Leaving, *, charges: bool = True) -> float:
    """Months of service from which the host with the lower fee costs less, leaving included; 0 when it always does.

    Raises ValueError when its fee is not lower.
    """
    if cheap.fee >= dear.fee:
        raise ValueError("the first fee must be the lower one")
    return max(0.0, (spent(cheap, 0, charges=charges) - spent(dear, 0)) / (dear.fee - cheap.fee))


# --- what the lessons quote -------------------------------------------------------------------------

INCIDENTS_2024 = 218
"""Incidents of local authorities dealt with by ANSSI in 2024 (CERTFR-2025-CTI-002, as reported)."""
COMMUNES = 34_969
"""Communes of the official division: the divisor of a sum that must not be read as a risk."""
YEARS = 4
"""Length of the hosting contract in the lessons."""


def _choice_figures() -> dict[str, float]:
    a, b, _ = OFFERS
    won = shares_won(OFFERS, weightings())
    out = {f"won-{name}": share for name, share in won.items()}
    for grid, weights in (("draft", DRAFT), ("cautious", CAUTIOUS)):
        out |= {f"{grid}-{name}": value for name, value in scores(OFFERS, weights).items()}
    fifth = with_price_at(DRAFT, 0.2)
    cheaper = replace(b, marks=b.marks | {"price": 6})
    return out | {
        "tipping": tipping_price(a, b, DRAFT),
        "tipping-6": tipping_price(a, cheaper, DRAFT),
        "others-a": score(a.marks, with_price_at(DRAFT, 0)),
        "others-b": score(b.marks, with_price_at(DRAFT, 0)),
        "low-a": score(a.marks, fifth),
        "low-b": score(b.marks, fifth),
        "draws": DRAWS,
    }


def _continuity_figures() -> dict[str, float]:
    costs, rate = Costs(), 1 / YEARS_BETWEEN
    without, backed = single_loss(WITHOUT, costs), single_loss(WITH, costs)
    untried = backed_loss(backed, without, 0.5)
    daily = single_loss(replace(WITH, lost=1), costs)
    return {
        "day": costs.day,
        "lost-day": costs.hours * costs.hour,
        "down-without": WITHOUT.down,
        "down-with": WITH.down,
        "lost-without": WITHOUT.lost,
        "lost-with": WITH.lost,
        "stop-without": WITHOUT.down * costs.day,
        "stop-with": WITH.down * costs.day,
        "typing-without": WITHOUT.lost * costs.hours * costs.hour,
        "typing-with": WITH.lost * costs.hours * costs.hour,
        "single-without": without,
        "single-with": backed,
        "single-daily": daily,
        "single-untried": untried,
        "avoided": without - backed,
        "avoided-untried": without - untried,
        "yearly-without": yearly_loss(rate, without),
        "yearly-with": yearly_loss(rate, backed),
        "yearly-avoided": yearly_loss(rate, without - backed),
        "backup": BACKUP,
        "pays-up-to": years_to_match(BACKUP, without - backed),
        "pays-up-to-untried": years_to_match(BACKUP, without - untried),
        "pays-up-to-double": years_to_match(2 * BACKUP, without - backed),
        "hours-99": hours_stopped(0.99),
        "hours-999": hours_stopped(0.999),
        "ten-years": at_least_one(rate, 10),
        "quotient": INCIDENTS_2024 / COMMUNES,
        "communes": COMMUNES,
        "quiz-yearly": yearly_loss(1 / 20, single_loss(Outage(10, 5), Costs(day=2_000, hours=4, hour=50))),
    }


def _exit_figures() -> dict[str, float]:
    out: dict[str, float] = {}
    for offer in OFFERS:
        one = offer.leaving
        out |= {
            f"fee-{offer.id}": one.fee,
            f"export-{offer.id}": one.export,
            f"migration-{offer.id}": one.migration,
            f"overlap-{offer.id}": one.overlap * one.fee,
            f"charges-{offer.id}": one.charges,
            f"leaving-{offer.id}": one.total,
            f"rent-{offer.id}": 12 * YEARS * one.fee,
            f"spent-{offer.id}": spent(one, 12 * YEARS),
        }
    a, b, _ = (offer.leaving for offer in OFFERS)
    return out | {
        "leaving-free-a": a.without_charges,
        "charges-share": a.charges / a.total,
        "rent-gap": 12 * YEARS * (b.fee - a.fee),
        "spent-gap": spent(b, 12 * YEARS) - spent(a, 12 * YEARS),
        "year-a": spent(a, 12),
        "year-b": spent(b, 12),
        "match-months": months_to_match(a, b),
        "match-months-free": months_to_match(a, b, charges=False),
        "longer-overlap": replace(a, overlap=6).total,
    }


def figures() -> dict[str, float]:
    """Every number the lessons, the quiz and the notes of module A5 quote."""
    return _choice_figures() | _continuity_figures() | _exit_figures()
