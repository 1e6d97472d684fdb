"""The lighting model: values of the curriculum, laws, and the numbers and pictures module C2 shows."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.models import models

from generator.reading.division import read_division

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "exercises" / "lighting"
MODULE = ROOT / "course" / "c2-eclairage-public"


(lighting,) = models("lighting", "lighting")


NUMBERS = lighting.figures()
shares = st.floats(0, 0.99)
positive = st.floats(0.1, 1e5)


# --- values of the curriculum ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "expected", "tolerance"),
    [
        ("energy-before", 18_122, 0.5),
        ("energy-led-dim", 6_357, 0.5),
        ("saving-led-dim", 0.649, 0.0005),
        ("euros-saved", 2.12, 0.005),
        ("carbon-gross", 706, 0.5),
        ("payback", 10.4, 0.05),
        ("dijon-end", 2041, 0),
        ("dijon-pace-needed", 3_300, 0),
    ],
)
def test_the_curriculums_values_come_out_of_the_model(figure: str, expected: float, tolerance: float) -> None:
    assert NUMBERS[figure] == pytest.approx(expected, abs=tolerance)


def test_switching_off_saves_less_energy_than_leds_but_costs_less_in_all() -> None:
    by_id = {measure.id: measure for measure in lighting.measures(lighting.REFERENCE)}
    assert by_id["off"].energy > by_id["led"].energy
    totals = {i: lighting.full_cost(m.investment, m.energy, 180, 12) for i, m in by_id.items()}
    assert min(totals, key=totals.get) == "off"


def test_the_old_lamp_of_the_model_uses_what_the_national_figures_give_per_point() -> None:
    assert NUMBERS["model-kwh-per-point"] == pytest.approx(NUMBERS["national-kwh-per-point"], rel=0.01)


def test_the_population_of_the_reference_case_is_the_one_of_the_official_division() -> None:
    territory = read_division(ROOT).grouping("242100410")
    assert territory is not None
    assert lighting.Published().dijon_population == territory.population


def test_the_tornado_starts_with_the_power_of_the_old_lamps() -> None:
    bars = lighting.tornado(lighting.REFERENCE)
    assert bars[0].name == "old_watts"
    assert [bar.width for bar in bars] == sorted((bar.width for bar in bars), reverse=True)


# --- laws -----------------------------------------------------------------------------------------


@given(positive, positive, positive, shares, shares)
def test_dimming_saves_the_dimmed_share_of_the_hours_times_the_power_given_up(
    points: float, watts: float, hours: float, share: float, level: float
) -> None:
    full = lighting.energy(points, watts, hours)
    less = lighting.energy(points, watts, hours, lighting.dimmed(share, level))
    assert less == pytest.approx(full * (1 - share * (1 - level)))
    assert lighting.saving(full, less) == pytest.approx(share * (1 - level), abs=1e-9)


@given(positive, st.integers(1, 50))
def test_energy_is_proportional_to_the_number_of_points(points: float, times: int) -> None:
    assert lighting.energy(points * times, 100, 4_000) == pytest.approx(
        lighting.energy(points, 100, 4_000) * times
    )


@given(st.lists(shares, min_size=1, max_size=5))
def test_measures_together_beat_the_best_alone_and_never_exceed_their_sum(each: list[float]) -> None:
    together = lighting.combined(each)
    assert max(each) - 1e-9 <= together <= min(1.0, sum(each)) + 1e-9
    assert together == pytest.approx(lighting.combined(reversed(each)))


def test_led_and_switch_off_combine_as_the_rule_says() -> None:
    rule = lighting.combined((NUMBERS["saving-led"], NUMBERS["saving-off"]))
    assert NUMBERS["saving-led-off"] == pytest.approx(rule)


@given(st.floats(1, 1e4), shares)
def test_net_is_gross_when_nothing_rebounds_and_no_device_is_added(gross: float, rebound: float) -> None:
    bare = replace(lighting.REFERENCE, rebound=0.0, node_watts=0.0, embodied=0.0)
    assert lighting.net(gross, bare).energy == gross
    assert lighting.net(gross, replace(bare, rebound=rebound)).energy <= gross


@given(st.floats(0, 12))
def test_a_slower_rollout_never_recovers_more(rollout: float) -> None:
    assert lighting.recovered(rollout, 12, 10) <= lighting.recovered(0, 12, 10)


@given(st.integers(1, 5_000), st.integers(1, 500))
def test_completion_is_the_first_year_in_which_enough_points_are_replaced(total: int, pace: int) -> None:
    years = lighting.completion(total, 0, pace, 1)
    assert pace * years >= total > pace * (years - 1)


@pytest.mark.parametrize(
    "schedule",
    [
        ((0.5, 1.0),),
        ((1.2, 1.0), (-0.2, 1.0)),
        ((1.0, 1.5),),
    ],
)
def test_a_schedule_that_is_no_year_is_refused(schedule: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(ValueError, match="fraction"):
        lighting.equivalent(tuple(lighting.Slot(*slot) for slot in schedule))


def test_without_saving_there_is_no_payback() -> None:
    with pytest.raises(ValueError, match="payback"):
        lighting.payback(1_000, 0)
    with pytest.raises(ValueError, match="contract"):
        lighting.recovered(13, 12, 10)


def test_a_table_says_never_repaid_and_nothing_to_repay() -> None:
    assert lighting.years_to_repay(1_000, 100) == 10
    assert lighting.years_to_repay(1_000, 0) == math.inf
    assert lighting.years_to_repay(0, 100) == 0
    assert math.isnan(lighting.years_to_repay(0, 0))
