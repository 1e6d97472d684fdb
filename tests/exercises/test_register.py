"""The register model: what module A1 says of a draft register, laws of the check, and what the module quotes and shows."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.models import atelier, models

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "exercises" / "register"
MODULE = ROOT / "course" / "a1-reconnaitre-et-justifier"


(register,) = models("register", "register")


NUMBERS = register.figures()
OPERATIONS = register.operations()
few = settings(max_examples=40, deadline=None)


@st.composite
def written(draw: st.DrawFn) -> tuple[Any, Any]:
    """An operation of the register and any sheet somebody may write for it."""
    one = draw(st.sampled_from(list(OPERATIONS.values())))
    sheet = register.Sheet(
        purpose=draw(st.sampled_from(["precise", "vague", "missing"])),
        basis=draw(st.sampled_from(register.BASES)),
        kept=frozenset(draw(st.sets(st.sampled_from([field.id for field in one.fields])))),
        retention=draw(st.sampled_from(["none", "month", "service", "law"])),
        exception=draw(st.booleans()),
        recipients=draw(st.booleans()),
        security=draw(st.booleans()),
        contact=draw(st.booleans()),
    )
    return one, sheet


# --- values of the curriculum and of the facts ------------------------------------------------------


def test_twelve_operations_the_six_services_of_the_curriculum_among_them() -> None:
    assert len(OPERATIONS) == 12
    named = {"canteen", "civil", "cameras", "newsletter", "recycling", "heatwave"}
    assert named < set(OPERATIONS)
    assert len(register.SIX) == 6


def test_consent_is_rare_and_two_bases_are_never_the_key() -> None:
    """Consent is rarely right for a public service; legitimate interests are closed to authorities for their tasks."""
    assert NUMBERS["on-consent"] == 1
    assert NUMBERS["on-interest"] == NUMBERS["on-vital"] == 0
    assert "consent" not in OPERATIONS["canteen"].accepted
    assert not any("interest" in one.accepted for one in OPERATIONS.values())
    assert OPERATIONS["canteen"].basis == OPERATIONS["cameras"].basis == "mission"


def test_what_can_be_argued_is_accepted() -> None:
    """Keeping people informed is a public task too, and so is phoning the frail: a defensible answer is not marked wrong."""
    assert OPERATIONS["newsletter"].accepted == ("consent", "mission")
    assert OPERATIONS["heatwave"].accepted == ("law", "mission")


def test_the_canteen_asks_for_ten_things_and_needs_six() -> None:
    canteen = OPERATIONS["canteen"]
    assert register.minimisation(canteen.useful, canteen.draft.kept) == pytest.approx(0.6)
    assert register.alerts(canteen, canteen.draft) == [
        "retention",
        "security",
        "basis",
        "excess",
        "exception",
    ]
    assert [field.id for field in register.unprotected(canteen, canteen.draft)] == ["allergy", "faith"]


def test_the_whole_register_keeps_its_needed_fields_for_any_target() -> None:
    assert register.totals() == (75, 52)
    assert NUMBERS["to-90"] == 18
    assert 52 / (75 - 18) >= 0.9 > 52 / (75 - 17)


def test_pictures_are_kept_one_month_at_most() -> None:
    cameras = OPERATIONS["cameras"]
    assert "ceiling" in register.alerts(cameras, cameras.draft)
    assert "ceiling" not in register.alerts(cameras, replace(cameras.draft, retention="month"))
    canteen = OPERATIONS["canteen"]
    assert "ceiling" not in register.alerts(canteen, replace(canteen.draft, retention="law"))


def test_kourou_adds_up() -> None:
    assert NUMBERS["kourou-fines"] == 10_000
    assert NUMBERS["kourou-days"] == 46
    assert NUMBERS["kourou-total"] == 16_900


def test_what_the_town_hall_does_first_changes_who_is_exposed() -> None:
    assert register.exposed() == ["canteen", "heatwave", "social"]
    assert register.exposed("excess") == ["canteen", "heatwave"]
    assert register.exposed("exceptions") == []


def test_numbers_are_read_however_they_are_typed() -> None:
    assert register.places("7, 8 et 10") == register.places("7;8 and 10") == [7, 8, 10]
    assert register.places("aucun") == []
    canteen = OPERATIONS["canteen"]
    assert register.without(canteen, [7, 8, 9, 10, 99]) == canteen.useful


# --- laws -----------------------------------------------------------------------------------------


@few
@given(written())
def test_the_score_is_whole_exactly_when_nothing_is_in_excess(case: tuple[Any, Any]) -> None:
    one, sheet = case
    score = register.minimisation(one.useful, sheet.kept)
    assert 0 <= score <= 1
    assert (score == 1) == (not register.excess(one, sheet))


@few
@given(written())
def test_removing_a_needless_field_never_lowers_the_score_nor_adds_an_alert(case: tuple[Any, Any]) -> None:
    one, sheet = case
    for field in register.excess(one, sheet):
        lighter = replace(sheet, kept=sheet.kept - {field.id})
        assert register.minimisation(one.useful, lighter.kept) >= register.minimisation(
            one.useful, sheet.kept
        )
        assert set(register.alerts(one, lighter)) <= set(register.alerts(one, sheet))


@few
@given(written())
def test_writing_a_missing_line_removes_its_alert_and_no_other(case: tuple[Any, Any]) -> None:
    one, sheet = case
    before = register.alerts(one, sheet)
    for line in ("contact", "recipients", "security", "exception"):
        after = register.alerts(one, replace(sheet, **{line: True}))
        assert after == [alert for alert in before if alert != line]


@pytest.mark.parametrize("one", OPERATIONS.values(), ids=OPERATIONS)
def test_a_repaired_sheet_raises_no_alert_and_lacks_nothing(one: Any) -> None:
    sheet = register.repaired(one)
    assert register.alerts(one, sheet) == []
    assert register.lacking(one, sheet) == ()
    assert register.alerts(one, one.draft), "every sheet of the draft has something to mend"


@few
@given(st.integers(1, 100), st.integers(0, 100), st.floats(0.3, 1))
def test_removals_are_the_fewest_that_reach_the_target(useful: int, extra: int, target: float) -> None:
    collected = useful + extra
    fewest = register.removals(collected, useful, target)
    assert 0 <= fewest <= ceil(collected)
    assert useful / (collected - fewest) >= target - 1e-6
    if fewest:
        assert useful / (collected - fewest + 1) < target + 1e-6


def test_a_target_out_of_reach_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        register.removals(75, 52, 1.2)


def test_typical_wrong_answers_differ_from_the_right_one() -> None:
    for target in range(70, 101, 5):
        right = register.removals(75, 52, target / 100)
        wrong = atelier.apart([*register.removal_mistakes(75, 52, target / 100), 70, 60], right, 0.4)
        assert len(wrong) == 3
        assert right not in wrong


# --- data and notebook ----------------------------------------------------------------------------


def test_every_operation_has_a_key_a_draft_and_words_in_both_languages() -> None:
    for one in OPERATIONS.values():
        assert set(one.accepted) <= set(register.BASES)
        assert one.useful
        assert {field.kind for field in one.fields} <= {"plain", "personal", "sensitive"}
        assert len({field.id for field in one.fields}) == len(one.fields)
        for words in (one.names, one.purposes, *(field.words for field in one.fields)):
            assert words["fr"]
            assert words["en"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_forms_offer_the_operations_by_their_names(language: str) -> None:
    text = (FOLDER / f"notebook.{language}.md").read_text(encoding="utf-8")
    offered = ", ".join(f'"{name}"' for name in register.by_name(language))
    assert text.count(f"# @param [{offered}]") == 2
