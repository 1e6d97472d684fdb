"""Numbers of the notebooks: written as the site writes them, read as people type them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "exercises"))

import atelier
from atelier.speech import read_number, trimmed, unit_factor
from atelier.state import State, using

from generator import texts

values = st.floats(-1e12, 1e12, allow_nan=False)
decimals = st.integers(0, 6)
languages = st.sampled_from(["fr", "en"])


@pytest.fixture(autouse=True)
def _own_state() -> Iterator[None]:
    with using(State()):
        yield


@given(values, decimals, languages)
def test_numbers_are_written_as_in_the_lessons(value, places, language):
    atelier.speak(language)
    assert atelier.number(value, places) == texts.number(value, places, language)
    assert atelier.percent(value, places) == texts.percent(value, places, language)
    assert atelier.euros(value, places) == texts.euros(value, places, language)


@given(values, decimals, languages, st.sampled_from(["", "MWh", "%", "€"]))
def test_what_is_written_is_read_back(value, places, language, unit):
    atelier.speak(language)
    reading = read_number(atelier.number(value, places, unit=unit))
    assert reading
    assert reading.value == pytest.approx(round(value, places), abs=1e-9)
    assert reading.rest == unit


@given(st.floats(-1e9, 1e9, allow_nan=False), decimals, languages, st.sampled_from(["", "MWh", "%"]))
def test_check_accepts_what_number_writes(value, places, language, unit):
    with using(State(language=language)):
        written = atelier.number(value, places, unit=unit)
        tolerance = 10.0**-places
        assert atelier.check_number(written, expected=value, tolerance=tolerance, unit=unit).status == "right"


@given(st.floats(-1e6, 1e6, allow_nan=False), st.floats(1e-5, 10), languages)
def test_the_solution_shown_is_a_right_answer(value, tolerance, language):
    with using(State(language=language)):
        for _ in range(3):
            shown = str(
                atelier.check_number(value + 100 * tolerance + 1, expected=value, tolerance=tolerance)
            )
            atelier.check_number(value - 100 * tolerance - 2, expected=value, tolerance=tolerance)
        line = next(line for line in shown.splitlines() if line.startswith(("Réponse attendue", "Expected")))
        again = atelier.check_number(line.partition(":")[2], expected=value, tolerance=tolerance)
        assert again.status == "right"


@pytest.mark.parametrize(
    ("language", "typed", "value", "other", "rest"),
    [
        ("fr", "64,9", 64.9, None, ""),
        ("fr", "64.9 %", 64.9, None, "%"),
        ("fr", "18 122 MWh", 18122, None, "MWh"),
        ("fr", "18\u202f122,5", 18122.5, None, ""),
        ("fr", "18.122", 18.122, 18122, ""),
        ("fr", "18,122", 18.122, 18122, ""),
        ("en", "18,122", 18122, 18.122, ""),
        ("en", "18,122.5", 18122.5, None, ""),
        ("fr", "1.234.567", 1234567, None, ""),
        ("fr", "0,649", 0.649, None, ""),
        ("fr", "−5 411", -5411, None, ""),
        ("en", "€5,411,142", 5411142, None, ""),
        ("en", "-€3", -3, None, ""),
        ("fr", "environ 65", 65, None, ""),
        ("fr", ",5", 0.5, None, ""),
        ("fr", "1e3", 1000, None, ""),
        ("fr", "１２", 12, None, ""),
    ],
)
def test_numbers_as_people_type_them(language, typed, value, other, rest):
    atelier.speak(language)
    reading = read_number(typed)
    assert reading
    assert (reading.value, reading.other, reading.rest) == (value, other, rest)


@pytest.mark.parametrize("typed", ["", "abc", "12 5", "1,2,3", "--2", "1 23", "9" * 200, "douze"])
def test_what_is_no_number(typed):
    assert read_number(typed) is None


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused_without_a_fault(text):
    atelier.check_number(text, expected=1.0, tolerance=0.1, unit="MWh")


@pytest.mark.parametrize(
    ("typed", "unit", "factor"),
    [
        ("kWh", "MWh", 1e-3),
        ("mwh", "MWh", 1),
        ("millions d’euros", "€", 1e6),
        ("M€", "M€", 1),
        ("€", "M€", 1e-6),
        ("pour cent", "%", 1),
        ("kg de CO2", "", 1),
        ("à 70", "%", None),
        ("communes", "", 1),
    ],
)
def test_units(typed, unit, factor):
    assert unit_factor(typed, unit) == pytest.approx(factor)


def test_values_out_of_the_ordinary():
    assert [atelier.number(v) for v in (float("nan"), float("inf"), float("-inf"), -0.4)] == [
        "—",
        "∞",
        "−∞",
        "0",
    ]
    assert [trimmed(v) for v in (64.90, 360.0, 1 / 3)] == ["64,9", "360", "0,333333"]
    with pytest.raises(ValueError, match="speak"):
        atelier.speak("de")
