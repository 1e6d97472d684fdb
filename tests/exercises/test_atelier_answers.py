"""Questions of the notebooks: verdicts, counted tries, hints, solutions."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "exercises"))

import atelier
from atelier.sanitizer import clean
from atelier.state import State, using
from atelier.words import WORDS

CHOICES = {"led": "LED seule", "off": "L’extinction", "none": "Ne rien faire"}


@pytest.fixture(autouse=True)
def _own_state() -> Iterator[None]:
    with using(State()):
        yield


def saving(answer: object, **more: object) -> atelier.Verdict:
    return atelier.check_number(
        answer,
        expected=64.92,
        tolerance=0.5,
        unit="%",
        mistakes=[(35.08, "C’est la part qui reste.")],
        hints=["Comparez.", "Divisez."],
        worked="(18 122 − 6 357) ÷ 18 122",
        **more,
    )


@pytest.mark.parametrize("answer", [None, "", "  ", [], ()])
def test_an_untouched_answer_never_counts(answer):
    verdict = saving(answer)
    assert (verdict.status, verdict.tries) == ("empty", 0)
    assert "answer =" in verdict.text


def test_hints_come_one_by_one_then_the_solution():
    first, same, unread, second, third = (saving(a) for a in ("12", 12, "douze", "13", "14"))
    assert [v.tries for v in (first, same, unread, second, third)] == [1, 1, 1, 2, 3]
    assert "Indice 1 sur 2\u00a0: Comparez." in first.text
    assert "Indice 1 sur 2" in same.text
    assert unread.status == "unreadable"
    assert "Indice 2 sur 2\u00a0: Divisez." in second.text
    assert "18 122" not in second.text
    assert "Réponse attendue\u00a0: 64,9\u00a0%" in third.text
    assert "(18 122 − 6 357)" in third.text
    atelier.reset()
    assert saving("12").tries == 1


def test_every_hint_comes_before_the_solution():
    def ask(answer):
        hints = ["un", "deux", "trois", "quatre"]
        return atelier.check_number(answer, expected=5, tolerance=0.1, hints=hints, worked="2 + 3").text

    for tries, hint in enumerate(("un", "deux", "trois", "quatre"), start=1):
        said = ask(tries / 7)
        assert f"Indice {tries} sur 4\u00a0: {hint}" in said
        assert "2 + 3" not in said
    assert "Réponse attendue\u00a0: 5" in ask(9)


def test_a_question_without_a_hint_still_leaves_a_second_chance():
    first, second = (atelier.check_number(n, expected=5, tolerance=0.1, worked="2 + 3").text for n in (1, 2))
    assert "Essayez encore" in first
    assert "2 + 3" in second


def test_a_right_answer_gets_its_explanation_and_costs_no_try():
    verdict = saving("64.5")
    assert (verdict.status, verdict.tries) == ("right", 0)
    assert "Explication" in verdict.text


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("35,1 %", "la part qui reste"),
        ("0,649", "multipliez par 100"),
        ("-64,9", "signe"),
        ("64900", "ordre de grandeur"),
        (12, "trop peu"),
        (80, "c’est trop."),
    ],
)
def test_numbers_get_the_sentence_of_their_mistake(answer, says):
    verdict = saving(answer)
    assert says in verdict.text
    assert verdict.status == ("wrong" if answer in {12, 80} else "mistake")


@pytest.mark.parametrize("answer", [True, float("nan"), float("inf"), "12 à 13", "a" * 500, {}, [1]])
def test_what_is_no_number_is_told_kindly(answer):
    assert saving(answer).status == "unreadable"


def test_a_comma_for_a_point_is_right_and_said():
    verdict = atelier.check_number("18.122", expected=18122, tolerance=1, unit="MWh")
    assert verdict.status == "right"
    assert "18\u202f122\u00a0MWh" in verdict.text
    assert atelier.check_number("18 122 000 kWh", expected=18122, tolerance=1, unit="MWh").status == "right"


def test_settings_without_an_answer_are_said():
    assert atelier.check_number(3, expected=float("inf"), tolerance=1).status == "unreadable"


def test_tries_start_again_when_the_question_changes_and_are_kept_by_name():
    def ask(expected, name):
        return atelier.check_number(1, expected=expected, tolerance=0.1, name=name)

    assert [ask(5, "a").tries, ask(5, "b").tries, ask(6, "a").tries] == [1, 1, 1]


@pytest.mark.parametrize("answer", ["off", "l’extinction", "Extinction", "EXTINCTION."])
def test_a_choice_by_id_or_words(answer):
    assert atelier.check_choice(answer, choices=CHOICES, expected="off").status == "right"


def test_choices_and_their_feedback():
    def ask(answer):
        return atelier.check_choice(
            answer, choices=CHOICES, expected="off", feedback={"led": "Il faut les acheter."}
        )

    assert ask("led").status == "mistake"
    assert "Il faut les acheter." in ask("led").text
    assert ask("none").status == "wrong"
    assert ask("solar").status == "unreadable"
    assert dict(ask(None).form) == {"kind": "choice", "options": [[k, v] for k, v in CHOICES.items()]}
    with pytest.raises(ValueError, match="'moon' is not among"):
        atelier.check_choice("led", choices=CHOICES, expected="moon")


@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        (["led", "off"], "right", "juste"),
        ("off; LED seule", "right", "juste"),
        ("led", "wrong", "il manque une réponse"),
        (["led", "off", "none"], "wrong", "À retirer\u00a0: Ne rien faire"),
        (["none"], "wrong", "Il manque aussi"),
        ("led, moon", "unreadable", "moon"),
    ],
)
def test_several_choices(answer, status, says):
    verdict = atelier.check_choices(answer, choices=CHOICES, expected=["led", "off"])
    assert verdict.status == status
    assert says in verdict.text


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("L’extinction !", "right"),
        ("EXTINCTION", "right"),
        ("les LED", "mistake"),
        ("rien", "wrong"),
        (3, "unreadable"),
        ("?!", "unreadable"),
    ],
)
def test_words(answer, status):
    verdict = atelier.check_text(
        answer, accepted=["extinction"], slips=[(["LED", "diodes"], "Elles coûtent.")]
    )
    assert verdict.status == status


def test_orders():
    def ask(answer):
        steps = {"off": "Éteindre", "dim": "Baisser", "led": "Remplacer"}
        return atelier.check_order(
            answer, expected=["off", "dim", "led"], steps=steps, feedback={"led": "C’est le plus cher."}
        )

    assert ask("éteindre > baisser > remplacer").status == "right"
    assert "inverse" in ask(["led", "dim", "off"]).text
    assert "C’est le plus cher." in ask(["off", "led", "dim"]).text
    assert ask(["off", "led"]).status == "unreadable"
    shown = [key for key, _ in ask(None).form["options"]]
    assert sorted(shown) == ["dim", "led", "off"]
    assert shown not in (["off", "dim", "led"], ["led", "dim", "off"])


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["fr", "en"]))
def test_nothing_from_a_question_becomes_markup(answer, words, language):
    with using(State(language=language)):
        verdicts = [
            atelier.check_text(answer, accepted=["x"], slips=[("y", words)], hints=[words], worked=words),
            atelier.check_choice(answer, choices={"a": words, "b": "c"}, expected="a", hints=[words]),
            atelier.check_number(answer, expected=1, tolerance=0.1, unit=words, hints=[words]),
        ]
        for verdict in verdicts:
            assert clean(verdict.html) == verdict.html
            assert verdict.text


def test_every_sentence_is_in_both_languages_with_the_same_blanks():
    for name, both in WORDS.items():
        blanks = [set(text.split("{")[1:]) for text in both.values()]
        names = [{part.partition("}")[0] for part in parts} for parts in blanks]
        assert set(both) == {"fr", "en"}, name
        assert names[0] == names[1], name


def test_a_verdict_is_told_by_words_and_sign():
    for answer, sign in ((None, "…"), ("x", "?"), (64.9, "✓"), (35, "✗")):
        verdict = saving(answer)
        assert verdict.text.startswith(sign)
        assert "<strong>" in verdict.html
