"""Model of a street-lighting project: energy, money, carbon, and what is left once everything is counted.

Lives here: the sums behind module C2, in plain functions over frozen values, and `figures()`, the numbers its
texts quote. May not live here: words for learners, drawing, reading or writing files.

Two kinds of inputs, never mixed. `Assumptions` are defaults chosen for teaching: a commune replaces them with
its own inventory, bills and quotes. `Published` are figures of sources cited in the module.
Energy is in MWh a year unless a name says otherwise; money in euros without discounting; carbon in tonnes of
CO2 equivalent a year; power in watts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf, isclose, nan, prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HOURS_IN_A_YEAR = 8_760
NIGHTS_IN_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of the lit hours: `fraction` of them (0 to 1), at `level` of full power (0 to 1)."""

    fraction: float
    level: float


Schedule = tuple[Slot, ...]
"""How the lit hours of a year are spent; the fractions add up to 1."""

FULL: Schedule = (Slot(1.0, 1.0),)


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Defaults of the exercise, all open to discussion; none is a figure of Dijon Métropole's contract.

    `points`: light points (34,000: those Citelum says Dijon Métropole moves to LED). `old_watts`, `new_watts`:
    power of a point at the meter, before and after. `hours`: lit hours a year. `dim_share`, `dim_level`: share
    of the lit hours that are dimmed, and the power kept then. `off_nightly`: hours switched off each night,
    taken to be dark all year. `price`: euros per MWh, as billed. `led_cost`, `off_cost`: euros per point, to
    replace it or to set its clock or dimmer. `carbon`: kg CO2e per kWh, to be replaced with the factor of
    ADEME's Base Empreinte. `rebound`: share of the gross saving that comes back. `node_watts`: power each
    connected point draws day and night. `embodied`: kg CO2e to make the equipment of a point, spread over
    `lifetime` years. `contract`: years.
    """

    points: float = 34_000
    old_watts: float = 130
    new_watts: float = 57
    hours: float = 4_100
    dim_share: float = 0.5
    dim_level: float = 0.6
    off_nightly: float = 5
    price: float = 180
    led_cost: float = 650
    off_cost: float = 10
    carbon: float = 0.06
    rebound: float = 0.1
    node_watts: float = 1
    embodied: float = 50
    lifetime: float = 15
    contract: float = 12


@dataclass(frozen=True, slots=True)
class Published:
    """Figures of cited sources: AFE (points, TWh, national), the press on OnDijon, populations of the EPCI."""

    national_points: float = 10.5e6  # AFE, through Journal des maires
    national_mwh: float = 5.6e6  # same page
    population: float = 67.9e6  # municipal populations of the groupings, 2022 (CC, CA, métropoles, CU, Lyon)
    dijon_population: int = 258_630  # municipal, 2022, same data
    dijon_points: float = 34_000  # Citelum's page
    dijon_done: float = 1_000  # 500 in 2018, 500 in 2019: Environnement Magazine, April 2019
    dijon_pace: float = 1_500  # « 1 500 par an »: same article
    dijon_first_year: int = 2020


# --- energy -----------------------------------------------------------------------------------------


def equivalent(schedule: Schedule) -> float:
    """Full-power hours per lit hour: Σ fraction · level, from 0 to 1.

    Raises ValueError when a slot leaves 0..1 or the fractions do not add up to 1.
    """
    for slot in schedule:
        if not (0 <= slot.fraction <= 1 and 0 <= slot.level <= 1):
            raise ValueError(f"fraction and level go from 0 to 1, got {slot}")
    if not isclose(sum(slot.fraction for slot in schedule), 1.0):
        raise ValueError("the fractions of a schedule add up to 1")
    return sum(slot.fraction * slot.level for slot in schedule)


def energy(points: float, watts: float, hours: float, schedule: Schedule = FULL) -> float:
    """Energy of a year in MWh: E = N · P · h · Σ(fraction · level) / 10⁶ (energy = power x time)."""
    return points * watts * hours * equivalent(schedule) / 1e6


def dimmed(share: float, level: float) -> Schedule:
    """Schedule with `share` of the lit hours at `level` of full power, the rest at full power."""
    return (Slot(1 - share, 1.0), Slot(share, level))


def switched_off(nightly: float, hours: float) -> Schedule:
    """Schedule with `nightly` hours off every night of the year, out of `hours` lit hours a year."""
    return dimmed(nightly * NIGHTS_IN_A_YEAR / hours, 0.0)


def saving(before: float, after: float) -> float:
    """Share saved, 0.25 for a quarter; negative when more is used after."""
    return 1 - after / before


def combined(shares: Iterable[float]) -> float:
    """Share saved by measures that act one on top of the other: 1 - Π(1 - s). They multiply, never add."""
    return 1 - prod(1 - share for share in shares)


# --- money and time ---------------------------------------------------------------------------------


def payback(investment: float, yearly: float) -> float:
    """Years for savings of `yearly` euros to repay `investment` euros, without discounting.

    Raises ValueError when nothing is saved: there is no payback to speak of.
    """
    if yearly <= 0:
        raise ValueError("no saving, no payback")
    return investment / yearly


def years_to_repay(investment: float, yearly: float) -> float:
    """Payback in years, for a table: infinite when nothing is saved, not a number when nothing is spent either."""
    return payback(investment, yearly) if yearly > 0 else inf if investment else nan


def full_cost(investment: float, mwh: float, price: float, years: float) -> float:
    """Euros spent over `years`: investment and electricity, without upkeep, subsidies or discounting."""
    return investment + mwh * price * years


def recovered(rollout: float, contract: float, years_to_pay: float) -> float:
    """Share of the investment repaid when the contract ends, points being replaced evenly over `rollout` years.

    A point replaced at time t saves for `contract - t` years, so `contract - rollout / 2` on average.
    """
    if not 0 <= rollout <= contract:
        raise ValueError("the roll-out must end within the contract")
    return (contract - rollout / 2) / years_to_pay


def completion(total: float, done: float, pace: float, first_year: int) -> int:
    """Calendar year in which the last of `total` points is replaced at `pace` a year from `first_year` on."""
    years, rest = divmod(total - done, pace)
    return first_year + int(years) + (1 if rest else 0) - 1


# --- net of rebound and devices ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Net:
    """From gross to net: energy in MWh, carbon in tonnes CO2e, both a year."""

    gross: float
    rebound: float
    devices: float
    energy: float
    carbon: float


def net(gross: float, assumptions: Assumptions) -> Net:
    """Net saving of a project whose gross saving is `gross` MWh.

    net = gross · (1 - r) - energy of the devices; carbon = net · factor - embodied carbon per year of life.
    Rebound: Jevons 1865, Sorrell 2007.
    """
    a = assumptions
    rebound = gross * a.rebound
    devices = a.points * a.node_watts * HOURS_IN_A_YEAR / 1e6
    left = gross - rebound - devices
    making = a.points * a.embodied / a.lifetime / 1_000
    return Net(gross, rebound, devices, left, left * a.carbon - making)


# --- the measures side by side ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing a council may decide, in numbers. `investment` in euros, `energy` left in MWh a year."""

    id: str
    energy: float
    investment: float


def measures(a: Assumptions) -> tuple[Measure, ...]:
    """Nothing done, then five measures, from the most energy left to the least (with the default values)."""

    def used(watts: float, schedule: Schedule = FULL) -> float:
        return energy(a.points, watts, a.hours, schedule)

    dim, off = dimmed(a.dim_share, a.dim_level), switched_off(a.off_nightly, a.hours)
    led_cost, off_cost = a.points * a.led_cost, a.points * a.off_cost
    return (
        Measure("before", used(a.old_watts), 0.0),
        Measure("dim", used(a.old_watts, dim), off_cost),
        Measure("off", used(a.old_watts, off), off_cost),
        Measure("led", used(a.new_watts), led_cost),
        Measure("led-dim", used(a.new_watts, dim), led_cost),
        Measure("led-off", used(a.new_watts, off), led_cost + off_cost),
    )


def project(a: Assumptions) -> tuple[float, float]:
    """Gross saving in MWh and payback in years (infinite without saving) of the reference project: LED and dimming."""
    by_id = {measure.id: measure for measure in measures(a)}
    gross = by_id["before"].energy - by_id["led-dim"].energy
    return gross, years_to_repay(by_id["led-dim"].investment, gross * a.price)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a tornado: the result with the input `swing` lower, then `swing` higher."""

    name: str
    low: float
    high: float

    @property
    def width(self) -> float:
        return abs(self.high - self.low)


TORNADO_INPUTS = ("old_watts", "price", "hours", "led_cost", "new_watts", "dim_level")


def tornado(a: Assumptions, swing: float = 0.2) -> tuple[Bar, ...]:
    """Payback in years when one assumption at a time moves by ± `swing`, widest bar first."""
    bars = []
    for name in TORNADO_INPUTS:
        value = getattr(a, name)
        low, high = (project(replace(a, **{name: value * factor}))[1] for factor in (1 - swing, 1 + swing))
        bars.append(Bar(name, low, high))
    return tuple(sorted(bars, key=lambda bar: (-bar.width, TORNADO_INPUTS.index(bar.name))))


# --- what the lessons quote -------------------------------------------------------------------------

REFERENCE = Assumptions()
VILLAGE = replace(REFERENCE, points=360)
VILLAGE_INHABITANTS = 2_300
"""Valbourg-sur-Ouche, fictional; its lights are about the national number per inhabitant."""


def _energy_figures() -> dict[str, float]:
    by_id = {measure.id: measure for measure in measures(REFERENCE)}
    before = by_id["before"].energy
    night_dim = dimmed(6 * NIGHTS_IN_A_YEAR / REFERENCE.hours, 0.5)  # 23:00 to 05:00 at half power
    led_share = saving(before, by_id["led"].energy)
    out: dict[str, float] = {}
    for measure in measures(REFERENCE):
        out[f"energy-{measure.id}"] = measure.energy
        if measure.id != "before":
            out[f"saving-{measure.id}"] = saving(before, measure.energy)
    return out | {
        "wrong-sum": led_share + out["saving-off"],
        "points-dim-after": 100 * (out["saving-led-dim"] - led_share),  # percentage points, LED counted first
        "points-dim-before": 100 * out["saving-dim"],
        "left-led": 1 - led_share,
        "left-off": 1 - out["saving-off"],
        "left-led-off": 1 - out["saving-led-off"],
        "old-watts": REFERENCE.old_watts,
        "new-watts": REFERENCE.new_watts,
        "night-hours": 6 * NIGHTS_IN_A_YEAR,
        "night-dim-old": 1 - equivalent(night_dim),
        "off-hours": REFERENCE.off_nightly * NIGHTS_IN_A_YEAR,
        "off-left-hours": REFERENCE.hours - REFERENCE.off_nightly * NIGHTS_IN_A_YEAR,
        "dim-hours": REFERENCE.hours * equivalent(dimmed(REFERENCE.dim_share, REFERENCE.dim_level)),
        "hours": REFERENCE.hours,
        "quiz-combined": combined((0.6, 0.4)),
    }


def _money_figures() -> dict[str, float]:
    a = REFERENCE
    gross, years = project(a)
    by_id = {measure.id: measure for measure in measures(a)}
    off_saved = (by_id["before"].energy - by_id["off"].energy) * a.price
    return {
        "points": a.points,
        "price": a.price,
        "led-cost": a.led_cost,
        "off-cost": a.off_cost,
        "euros-saved": gross * a.price / 1e6,
        "investment": by_id["led-dim"].investment / 1e6,
        "payback": years,
        "payback-120": project(replace(a, price=120))[1],
        "payback-240": project(replace(a, price=240))[1],
        "payback-off-months": 12 * payback(by_id["off"].investment, off_saved),
        "break-even-price": by_id["led-dim"].investment / (gross * a.contract),
        "last-paid-months": 12 * (a.contract - years),
        "recovered-4": recovered(4, a.contract, years),
        "recovered-12": recovered(a.contract, a.contract, years),
        "carbon-gross": gross * a.carbon,
    }


def _net_figures() -> dict[str, float]:
    a = REFERENCE
    gross, _ = project(a)
    left = net(gross, a)
    before = energy(a.points, a.old_watts, a.hours)
    return {
        "net-saving": left.energy / before,
        "net-carbon-drop": saving(gross * a.carbon, left.carbon),
        "rebound": a.rebound,
        "quiz-net": net(100, Assumptions(points=1, node_watts=10e6 / HOURS_IN_A_YEAR, rebound=0.2)).energy,
    }


def _village_figures() -> dict[str, float]:
    a = VILLAGE
    by_id = {measure.id: measure for measure in measures(a)}
    before = by_id["before"].energy
    night_dim = dimmed(6 * NIGHTS_IN_A_YEAR / a.hours, 0.5)
    night_led = energy(a.points, a.new_watts, a.hours, night_dim)
    gross, _ = project(a)
    left = net(gross, a)
    heavy = net(gross, replace(a, rebound=0.4)).energy
    out = {"village-points": a.points, "village-net": left.energy, "village-net-40": heavy}
    for measure in by_id.values():
        out[f"village-{measure.id}"] = measure.energy
        out[f"village-bill-{measure.id}"] = measure.energy * a.price
        out[f"village-power-{measure.id}"] = measure.energy * a.price * a.contract
        out[f"village-cost-{measure.id}"] = measure.investment
        total = full_cost(measure.investment, measure.energy, a.price, a.contract)
        out[f"village-total-{measure.id}"] = total
        out[f"village-saved-{measure.id}"] = (before - measure.energy) * a.price
        out[f"village-carbon-{measure.id}"] = (before - measure.energy) * a.carbon
    return out | {
        "village-night-led": night_led,
        "village-night-saving": saving(before, night_led),
        "village-night-hours": a.hours * equivalent(night_dim),
        "village-gross": gross,
        "village-rebound": left.rebound,
        "village-devices": left.devices,
        "village-carbon-use": left.energy * a.carbon,
        "village-carbon-making": left.energy * a.carbon - left.carbon,
        "village-carbon-net": left.carbon,
        "village-net-payback": payback(by_id["led-dim"].investment, left.energy * a.price),
        "village-net-40-payback": payback(by_id["led-dim"].investment, heavy * a.price),
    }


def _context_figures() -> dict[str, float]:
    p = Published()
    per_head = p.national_points / p.population
    return {
        "national-kwh-per-point": p.national_mwh * 1_000 / p.national_points,
        "model-kwh-per-point": energy(1, REFERENCE.old_watts, REFERENCE.hours) * 1_000,
        "heads-per-point": 1 / per_head,
        "points-per-thousand": per_head * 1_000,
        "dijon-estimate": round(p.dijon_population * per_head, -2),  # no more digits than the rule has
        "village-estimate": round(VILLAGE_INHABITANTS * per_head, -1),
        "population-millions": p.population / 1e6,
        "dijon-end": completion(p.dijon_points, p.dijon_done, p.dijon_pace, p.dijon_first_year),
        "dijon-left": p.dijon_points - p.dijon_done,
        "dijon-pace-needed": (p.dijon_points - p.dijon_done) / 10,
    }


def _tornado_figures() -> dict[str, float]:
    out: dict[str, float] = {}
    for bar in tornado(REFERENCE):
        name = f"tornado-{bar.name.replace('_', '-')}"
        out |= {f"{name}-low": bar.low, f"{name}-high": bar.high}
    return out


def figures() -> dict[str, float]:
    """Every number the texts of module C2 quote, by the id they quote it with; shares from 0 to 1."""
    return (
        _energy_figures()
        | _money_figures()
        | _net_figures()
        | _village_figures()
        | _context_figures()
        | _tornado_figures()
    )
