"""The model of the performance contract: values of the curriculum, laws, and what module B3 shows of it."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.models import models

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "exercises" / "contract"
MODULE = ROOT / "course" / "b3-contrat-de-performance"


contract, quoted = models("contract", "contract", "figures")
(lighting,) = models("lighting", "lighting")


NUMBERS = quoted.figures()
LIGHTS = lighting.figures()
few = settings(max_examples=40)
counts = st.integers(1, 50_000)
money = st.floats(1, 1e6)
rates = st.floats(0, 0.2)


# --- values of the curriculum ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "expected", "tolerance"),
    [
        ("dijon-end", 2041, 0),
        ("dijon-in-place", 16_000, 0),
        ("dijon-share", 0.47, 0.005),
        ("dijon-pace-needed", 3_300, 0),
        ("dijon-end-needed", 2029, 0),
        ("angers-not-firm", 57, 0),
        ("paid-none", 9_000 + 3_000 * 0.8, 1e-9),
        ("paid-weak", 9_000 + 3_000 * 0.8 - 60 * 24, 1e-9),
        ("uncovered-even", 0, 1e-9),
    ],
)
def test_the_curriculums_values_come_out_of_the_model(figure: str, expected: float, tolerance: float) -> None:
    assert NUMBERS[figure] == pytest.approx(expected, abs=tolerance)


def test_the_net_present_value_changes_sign_between_0_and_5_per_cent() -> None:
    values = [NUMBERS[f"npv-{rate}"] for rate in range(6)]
    assert values == sorted(values, reverse=True)
    assert values[1] > 0 > values[2]
    assert 0.01 < NUMBERS["turning-rate"] < 0.02


# --- the same lights as in module C2 --------------------------------------------------------------


def test_dijons_schedule_is_the_one_of_the_lighting_module() -> None:
    for figure in ("dijon-end", "dijon-left", "dijon-pace-needed"):
        assert NUMBERS[figure] == LIGHTS[figure]
    assert NUMBERS["dijon-points"] == LIGHTS["points"]
    assert NUMBERS["heads-per-point"] == LIGHTS["heads-per-point"]


def test_valbourg_has_the_lights_of_the_lighting_module() -> None:
    village = lighting.VILLAGE
    assert (village.points, village.hours) == (quoted.POINTS, quoted.HOURS)
    assert (village.price, village.led_cost, village.contract) == (quoted.PRICE, quoted.COST, quoted.CONTRACT)
    assert NUMBERS["investment"] == LIGHTS["village-cost-led-dim"]
    assert round(LIGHTS["village-before"]) == quoted.REFERENCE


def test_the_target_is_within_reach_of_leds_and_dimming_once_their_devices_are_fed() -> None:
    assert LIGHTS["village-gross"] - LIGHTS["village-devices"] > quoted.TARGET


@given(st.integers(0, 12), money, money)
@few
def test_without_discounting_a_rollout_recovers_what_the_lighting_model_says(
    rollout: int, investment: float, saving: float
) -> None:
    value = contract.npv(contract.flows(investment, saving, 12, rollout), 0)
    share = lighting.recovered(rollout, 12, investment / saving)
    assert value == pytest.approx(investment * (share - 1), rel=1e-6, abs=1e-4)
    assert saving * contract.years_of_saving(rollout, 12) - investment == pytest.approx(value, abs=1e-4)


# --- laws -----------------------------------------------------------------------------------------


@given(counts, counts, st.integers(0, 30))
@few
def test_at_the_pace_needed_the_last_lamp_is_there_in_time(total: int, done: int, years: int) -> None:
    pace = contract.pace_needed(total, done, 2020, 2020 + years)
    assert contract.in_place(total, done, pace, 2020, 2020 + years) == pytest.approx(total)
    assert contract.in_place(total, done, pace, 2020, 2019) == min(total, done)


@given(counts, st.integers(1, 500))
@few
def test_completion_is_the_first_year_in_which_enough_lamps_are_there(total: int, pace: int) -> None:
    end = contract.completion(total, 0, pace, 2020)
    assert contract.in_place(total, 0, pace, 2020, int(end)) == total
    assert contract.in_place(total, 0, pace, 2020, int(end) - 1) < total
    assert dict(contract.curve(total, 0, pace, 2020, int(end)))[int(end)] == total


def test_a_schedule_that_stands_still_never_ends_and_a_done_one_has_ended() -> None:
    assert contract.completion(100, 10, 0, 2020) == math.inf
    assert contract.completion(100, 100, 0, 2020) == 2019
    with pytest.raises(ValueError, match="before"):
        contract.pace_needed(100, 0, 2020, 2019)
    for wrong in (13, -1):
        with pytest.raises(ValueError, match="roll-out"):
            contract.years_of_saving(wrong, 12)
        with pytest.raises(ValueError, match="roll-out"):
            contract.flows(1, 1, 12, wrong)


@given(counts, counts, st.floats(500, 8_000), st.floats(500, 8_000), money)
@few
def test_what_the_client_changes_is_neither_saved_nor_lost(
    points: int, now: int, hours: float, later: float, reference: float
) -> None:
    then, today = contract.Conditions(points, hours), contract.Conditions(now, later)
    change = contract.factor(then, today)
    assert contract.saved(reference, reference * change, change) == pytest.approx(0, abs=1e-6 * reference)
    assert change * contract.factor(today, then) == pytest.approx(1)


@given(money, money, st.floats(0, 1e6), money, money)
@few
def test_pay_never_rises_above_the_whole_and_falls_with_the_saving(
    fixed: float, variable: float, penalty: float, target: float, measured: float
) -> None:
    pay = contract.Pay(fixed, variable, target, penalty)
    assert contract.paid(pay, measured) <= pay.whole + 1e-6
    assert contract.paid(pay, target) == pytest.approx(pay.whole)
    assert contract.paid(pay, measured / 2) <= contract.paid(pay, measured) + 1e-6
    assert contract.withheld(pay, measured) >= -1e-6


@given(money, money, money, st.floats(0, 1))
@few
def test_the_even_penalty_leaves_the_client_no_worse_off(
    variable: float, target: float, price: float, reached: float
) -> None:
    penalty = contract.even_penalty(variable, target, price)
    pay = contract.Pay(0, variable, target, penalty)
    kept, lost = (
        contract.withheld(pay, reached * target),
        contract.loss(target, reached * target, price),
    )
    assert kept >= lost - 1e-6 * (lost + variable)
    if penalty:
        assert kept == pytest.approx(lost, rel=1e-6, abs=1e-6 * variable)


@given(money, money, rates, rates)
@few
def test_a_higher_rate_never_makes_later_savings_worth_more(
    investment: float, saving: float, one: float, other: float
) -> None:
    flows = contract.flows(investment, saving, 12)
    low, high = sorted((one, other))
    assert contract.npv(flows, high) <= contract.npv(flows, low) + 1e-6
    turning = contract.turning_rate(flows)
    if 0 < turning < 0.99:
        assert contract.npv(flows, turning) == pytest.approx(0, abs=1e-3 * investment + 1e-3 * saving)


def test_the_older_and_higher_the_reference_the_larger_the_saving_shown() -> None:
    shares = contract.savings_by_reference(quoted.BILLS, 96)
    assert list(shares.values()) == sorted(shares.values(), reverse=True)
    assert quoted.BILLS["y1"] == pytest.approx(quoted.REFERENCE * (quoted.POINTS - 30) / quoted.POINTS)


def test_missing_clauses_come_in_the_order_asked() -> None:
    assert contract.missing(["target", "penalty"])[:3] == ["baseline", "measure", "audit"]
    assert contract.missing(contract.CLAUSES) == []
