"""The final task's model: it says again what the modules' models say, names mistakes, finds contradictions; its numbers."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.models import models

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = ROOT / "exercises"
MODULE = ROOT / "course" / "t1-dossier-de-deliberation"


kit, quoted = models("kit_check", "kit_check", "figures")
NUMBERS: dict[str, float] = quoted.figures()
(sharing,) = models("sharing", "sharing")
(lighting,) = models("lighting", "lighting")
contract, agreed = models("contract", "contract", "figures")
(screening,) = models("screening", "screening")


councils = st.sets(st.integers(0, 3))
LAMPS = {
    "points-baseline": 360.0,
    "points-contract": 360.0,
    "baseline": 192.0,
    "contract": 192.0,
    "sheet": 192.0,
    "saved": 120.0,
    "left": 72.0,
}
PEOPLE = {"score": 2.0, "days-screening": 28.0, "days-data": 28.0, "margin": 4.9, "outside": 1_548.0}


# --- the same as the modules' models ----------------------------------------------------------------


def test_the_story_is_that_of_the_modules() -> None:
    assert tuple(commune.name for commune in sharing.VALLEY) == kit.PLACES
    assert tuple(commune.population for commune in sharing.VALLEY) == kit.PEOPLE
    assert kit.BILL == sharing.VALLEY_BILL
    assert kit.DRAFT_PERCENT == 100 * sharing.MIXED_EQUAL_PART
    village = lighting.VILLAGE
    assert (
        village.points,
        village.old_watts,
        village.new_watts,
    ) == (kit.POINTS, kit.OLD_WATTS, kit.NEW_WATTS)
    assert (village.hours, village.price) == (kit.HOURS, kit.PRICE)
    assert (kit.POINTS, kit.HOURS, kit.PRICE) == (agreed.POINTS, agreed.HOURS, agreed.PRICE)
    assert (kit.REFERENCE, kit.TARGET, kit.MEASURED) == (agreed.REFERENCE, agreed.TARGET, agreed.MEASURED)
    assert (kit.FIXED, kit.VARIABLE, kit.OFFERED) == (agreed.FIXED, agreed.VARIABLE, agreed.OFFERED_PENALTY)
    assert agreed.BILLS["y1"] == kit.LOW_REFERENCE


@given(st.floats(0, 100))
def test_the_shares_are_those_of_the_sharing_model(percent: float) -> None:
    theirs = sharing.mixed(sharing.VALLEY_BILL, sharing.VALLEY, percent / 100)
    assert kit.shares(percent) == pytest.approx(theirs)
    assert sum(kit.shares(percent)) == pytest.approx(kit.BILL)


@given(councils)
def test_the_vote_is_that_of_the_sharing_model(in_favour: set[int]) -> None:
    ours, theirs = kit.tally(in_favour), sharing.tally(sharing.VALLEY, in_favour)
    assert (ours.councils, ours.carried) == (theirs.councils, theirs.carried)
    assert ours.people == pytest.approx(theirs.people)


def test_the_key_of_the_example_keeps_every_commune_in() -> None:
    cost = sharing.cost_of_scale(sharing.VALLEY_BILL, sum(kit.PEOPLE))
    assert not sharing.objectors(kit.shares(kit.CHOSEN_PERCENT), sharing.VALLEY, cost)
    assert sharing.objectors(kit.shares(kit.DRAFT_PERCENT), sharing.VALLEY, cost)


def test_the_energy_is_that_of_the_lighting_model() -> None:
    before, led = lighting.measures(lighting.VILLAGE)[0], lighting.measures(lighting.VILLAGE)
    assert kit.energy(kit.POINTS, kit.OLD_WATTS) == pytest.approx(before.energy)
    dimmed = next(measure for measure in led if measure.id == "led-dim")
    assert NUMBERS["promise-left"] == pytest.approx(dimmed.energy)
    assert kit.energy(kit.POINTS, kit.OLD_WATTS) == pytest.approx(kit.REFERENCE, abs=0.5)


@given(st.floats(0, 200), st.floats(0, 500))
def test_what_is_withheld_is_that_of_the_contract_model(measured: float, penalty: float) -> None:
    pay = contract.Pay(kit.FIXED, kit.VARIABLE, kit.TARGET, penalty)
    assert kit.withheld(measured, penalty) == pytest.approx(contract.withheld(pay, measured), abs=1e-6)
    assert kit.loss(measured) == pytest.approx(contract.loss(kit.TARGET, measured, kit.PRICE))


def test_the_even_penalty_is_that_of_the_contract_model() -> None:
    assert contract.even_penalty(kit.VARIABLE, kit.TARGET, kit.PRICE) == kit.EVEN
    assert kit.withheld(kit.MEASURED, kit.EVEN) == pytest.approx(kit.loss(kit.MEASURED))


def test_the_criteria_are_those_of_the_screening_cards() -> None:
    cards = {card.id: card for card in screening.projects("fr")}
    assert set(kit.CAMERA_CRITERIA) == set(cards["cctv"].certain)
    assert set(kit.ALERT_CRITERIA) == set(cards["behaviour"].certain)
    assert screening.THRESHOLD == kit.THRESHOLD
    assert cards["cctv"].article35


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_month_is_that_of_the_screening_model(filmed: date) -> None:
    assert kit.longest(filmed) == screening.longest(filmed)
    assert kit.longest(filmed) >= kit.SAFE_DAYS


def test_the_safe_setting_is_that_of_the_screening_model() -> None:
    assert screening.safe_setting(screening.days_of(2025, 4)) == kit.SAFE_DAYS == 28
    assert any(kit.longest(date(2027, 1, 1) + timedelta(days=i)) < 29 for i in range(60))


def test_margin_and_people_out_of_reach_are_those_of_the_consultation_model() -> None:
    (consultation,) = models("consultation", "consultation")
    assert tuple(group.share for group in consultation.GROUPS) == kit.AGES
    assert tuple(group.offline for group in consultation.GROUPS) == kit.OFFLINE
    assert kit.out_of_reach() == pytest.approx(consultation.out_of_reach(consultation.GROUPS))
    for n in (1, 100, 400, 5_000):
        assert kit.margin(n) == pytest.approx(consultation.margin(n))
    assert (consultation.CLICKS, consultation.LOT) == (kit.CLICKS, kit.LOT)


def test_the_people_of_15_and_over_are_those_of_the_inclusion_model() -> None:
    (inclusion,) = models("inclusion", "inclusion")
    assert inclusion.ADULTS == kit.ADULTS
    people = inclusion.by_age(sum(kit.PEOPLE), inclusion.AGE_SHARES)
    assert sum(inclusion.excluded(people).values()) == pytest.approx(NUMBERS["outside"])


def test_a_margin_needs_an_answer() -> None:
    with pytest.raises(ValueError, match="answer"):
        kit.margin(0)


# --- lines and contradictions -----------------------------------------------------------------------


@settings(max_examples=30)
@given(st.integers(0, 50), st.integers(50, 5_000), st.integers(1_000, 12_000))
def test_a_kit_filled_in_by_the_model_is_right_and_agrees(percent: int, drawn: int, adults: int) -> None:
    shares = kit.shares(percent)
    people = PEOPLE | {"margin": kit.margin(drawn), "outside": kit.left_outside(adults)}
    lines = [*kit.money(shares, percent), *kit.light(LAMPS), *kit.people(people, drawn, adults)]
    assert [line.id for line in lines if not line.right or line.mistake] == []
    assert kit.contradictions(shares, LAMPS, (28, 28)) == []


@pytest.mark.parametrize(
    ("line", "typed", "mistake"),
    [
        ("contract", 176, "broken"),
        ("baseline", 191_880, "kwh"),
        ("sheet", 84, "lamps"),
        ("saved", 72, "remaining"),
        ("saved", 124.6, "promise"),
        ("left", 120, "saving"),
        ("left", 67.3, "promise"),
        ("points-contract", 330, "working"),
        ("left", 11, "other"),
    ],
)
def test_each_usual_mistake_about_lamps_has_its_name(line: str, typed: float, mistake: str) -> None:
    found = {one.id: one for one in kit.light(LAMPS | {line: typed})}
    assert found[line].mistake == mistake


@pytest.mark.parametrize(
    ("line", "typed", "mistake"),
    [
        ("score", 1, "one"),
        ("score", 3, "alert"),
        ("days-data", 30, "month"),
        ("days-screening", 31, "month"),
        ("days-screening", 12, ""),
        ("margin", 1.4, "clicks"),
        ("margin", 2.5, "single"),
        ("outside", 1_865, "children"),
        ("outside", 2_291, "mean"),
        ("outside", 5, "other"),
    ],
)
def test_each_usual_mistake_about_people_has_its_name(line: str, typed: float, mistake: str) -> None:
    found = {one.id: one for one in kit.people(PEOPLE | {line: typed}, 400, 9_960)}
    assert found[line].mistake == mistake


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        (24_400, "draft"),
        (23_000, "population"),
        (30_000, "equal"),
        (10.15, "head"),
        (23_350.4, ""),
        (0, "other"),
    ],
)
def test_each_usual_mistake_about_shares_has_its_name(typed: float, mistake: str) -> None:
    shares = (87_000, typed, 6_250, 3_400)
    assert kit.money(shares, 5)[1].mistake == mistake


@pytest.mark.parametrize(
    ("changed", "pair"),
    [({"points-contract": 330}, "points"), ({"sheet": 176}, "reference"), ({"left": 120}, "target")],
)
def test_one_number_changed_in_one_piece_is_a_contradiction(changed: dict[str, float], pair: str) -> None:
    assert kit.contradictions(kit.shares(5), LAMPS | changed, (28, 28)) == [pair]


def test_two_pieces_may_agree_on_a_wrong_number() -> None:
    assert kit.contradictions(kit.shares(20), LAMPS, (30, 30)) == []
    assert not kit.people(PEOPLE | {"days-data": 30, "days-screening": 30}, 400, 9_960)[1].right


def defaults() -> dict[str, Any]:
    text = (EXERCISES / "kit_check" / "notebook.fr.md").read_text("utf-8")
    found = re.findall(r"^(\w+) = (\S+) {2}# @param", text, re.MULTILINE)
    return {name: float(value) for name, value in found if value not in {"None", "True", "False"}}


def test_the_draft_has_the_faults_that_the_trainers_notes_count() -> None:
    d = defaults()
    parts = [d[f"share_{place}"] for place in kit.PLACES]
    lamps = {
        "points-baseline": d["points_baseline"],
        "points-contract": d["points_contract"],
        "contract": d["reference"],
        **{name: d[name] for name in ("baseline", "sheet", "saved", "left")},
    }
    people = {
        "days-screening": d["days_screening"],
        "days-data": d["days_data"],
        **{name: d[name] for name in ("score", "margin", "outside")},
    }
    lines = [
        *kit.money(parts, d["equal_percent"]),
        *kit.light(lamps),
        *kit.people(people, d["drawn"], d["adults"]),
    ]
    wrong = {line.id: line.mistake for line in lines if not line.right}
    assert wrong == {
        "centre": "draft",
        "valbourg": "draft",
        "village": "draft",
        "contract": "broken",
        "days-data": "month",
        "margin": "clicks",
        "outside": "children",
    }
    days = (d["days_screening"], d["days_data"])
    assert kit.contradictions(parts, lamps, days) == ["money", "reference", "days"]
    assert sum(parts) == NUMBERS["mixed-up"]
