"""The screening model: values of the curriculum, its laws, and the numbers and pictures committed with module A3."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.models import atelier, models

ROOT = Path(__file__).parents[2]
EXERCISE = ROOT / "exercises" / "screening"
MODULE = ROOT / "course" / "a3-filmer-capter"


model, pictures = models("screening", "screening", "pictures")


FIGURES = model.figures()
CARDS = model.projects("fr")
BY_ID = {card.id: card for card in CARDS}

answers = st.lists(st.sampled_from(model.READINGS), min_size=len(CARDS), max_size=len(CARDS))
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2200, 12, 31))


# --- values of the curriculum -------------------------------------------------------------------------


def test_fourteen_projects_and_nine_criteria_in_the_order_of_the_guidelines():
    assert len(CARDS) == 14
    assert [criterion.id for criterion in model.criteria("en")] == [
        "scoring", "automated", "monitoring", "sensitive", "scale", "matching", "vulnerable", "innovative", "barrier",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("card", "certain", "said"),
    [
        ("bins", set(), "no"),
        ("canteen", {"vulnerable"}, "no"),
        ("water", {"scale", "sensitive"}, "yes"),
        ("cctv", {"monitoring", "scale"}, "yes"),
        ("creche", {"scoring", "vulnerable", "barrier"}, "document"),
        ("chatbot", set(), "no"),
    ],
)
def test_values_of_the_curriculum(card, certain, said):
    assert set(BY_ID[card].certain) == certain
    assert model.score(BY_ID[card]) == len(certain)
    assert model.outcome(BY_ID[card]) == said


def test_the_exemption_is_to_be_checked_for_the_canteen_and_the_creche_alone():
    assert {card.id for card in CARDS if card.exempt} == {"canteen", "creche"}


def test_the_creche_accepts_a_yes_and_a_reasoned_no_but_not_a_bare_one():
    assert model.accepted(BY_ID["creche"]) == ("yes", "reasoned")


def test_a_chatbot_without_account_has_one_criterion_at_most():
    assert (model.score(BY_ID["chatbot"]), model.highest(BY_ID["chatbot"])) == (0, 1)


def test_the_list_overrides_the_count():
    alerts = BY_ID["alerts"]
    assert alerts.listed
    assert model.score(alerts) < model.THRESHOLD
    assert model.outcome(alerts) == "yes"


# --- laws ---------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_key():
    english = {card.id: card for card in model.projects("en")}
    for card in CARDS:
        other = english[card.id]
        assert (list(card.certain), list(card.debatable)) == (list(other.certain), list(other.debatable))
        assert not set(card.certain) & set(card.debatable)
        assert {*card.certain, *card.debatable} <= {criterion.id for criterion in model.criteria("fr")}
        assert model.named(CARDS, card.name) is card


def test_a_project_of_two_certain_criteria_is_never_a_plain_no():
    for card in CARDS:
        assert model.score(card) < model.THRESHOLD or "no" not in model.accepted(card)


@given(answers)
def test_kappa_is_at_most_one_and_one_exactly_when_the_key_accepts_everything(given_answers):
    key = model.key_beside(CARDS, given_answers)
    value = model.kappa(given_answers, key)
    agreed = all(answer in model.accepted(card) for card, answer in zip(CARDS, given_answers, strict=True))
    assert value <= 1
    assert (value == pytest.approx(1)) == agreed
    assert 0 < model.by_chance(given_answers, key) < 1


@given(answers)
def test_every_disagreement_is_either_missed_or_too_much(given_answers):
    key = model.key_beside(CARDS, given_answers)
    wrong = [*model.missed(CARDS, given_answers), *model.overcautious(CARDS, given_answers)]
    assert len(wrong) == round(len(CARDS) * (1 - model.agreement(given_answers, key)))
    assert len({card.id for card in wrong}) == len(wrong)


@given(answers, answers)
def test_kappa_does_not_depend_on_who_reads_first(one, other):
    assert model.kappa(one, other) == pytest.approx(model.kappa(other, one))


def test_kappa_of_a_known_table():
    # Cohen's measure on 50 pairs: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no; po 0.7, pe 0.5.
    one = ["yes"] * 25 + ["no"] * 25
    other = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert model.kappa(one, other) == pytest.approx(0.4)
    assert model.kappa(["no"], ["no"]) == 1


@given(days)
def test_a_month_has_28_to_31_days_and_ends_on_the_same_day_or_the_last(filmed):
    last = model.last_day(filmed)
    assert 28 <= model.longest(filmed) <= 31
    assert (last.year * 12 + last.month) - (filmed.year * 12 + filmed.month) == 1
    assert last.day == filmed.day or (last.day < filmed.day and model.later(last, 1).day == 1)


@settings(max_examples=20)
@given(st.integers(1, 60))
def test_a_shorter_setting_never_keeps_more_days_too_long(kept):
    year = model.days_of(model.FOUR_YEARS_FROM, 4)
    assert len(year) == 1461
    assert model.late_days(kept, year) <= model.late_days(kept + 1, year)
    assert (model.late_days(kept, year) == 0) == (kept <= model.safe_setting(year))


def test_the_calendar_may_end():
    assert model.last_day(date(9999, 12, 5)) == model.later(date(9999, 12, 5), 60) == date.max


@given(st.sets(st.sampled_from(model.NOTICES)))
def test_missing_notices_are_the_others(shown):
    lacking = model.missing(dict.fromkeys(shown, True))
    assert {*lacking, *shown} == set(model.NOTICES)
    assert not shown & set(lacking)


@given(answers)
def test_three_wrong_shares_of_chance_whatever_the_answers(given_answers):
    chance = 100 * model.by_chance(given_answers, model.key_beside(CARDS, given_answers))
    wrong = atelier.apart([50, 100 / 3, 100 - chance, 14 * chance, 90], chance, 0.5)
    assert len(wrong) == 3


# --- what is committed with the module ----------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
def test_typed_answers_of_the_notebook_are_the_suppliers(language):
    text = (EXERCISE / f"notebook.{language}.md").read_text(encoding="utf-8")
    yes, no = ("Oui", "Non") if language == "fr" else ("Yes", "No")
    offered = rf'^(\w+) = "({yes}|{no})"  # @param'
    typed = {name: "yes" if said == yes else "no" for name, said in re.findall(offered, text, re.MULTILINE)}
    assert typed == {card.id: said for card, said in zip(CARDS, model.supplier(CARDS), strict=True)}
    assert all(f'"{card.name}"' in text for card in model.projects(language))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_text_beside_the_matrix_says_what_it_shows(language):
    lesson = (MODULE / f"02-neuf-criteres.{language}.md").read_text(encoding="utf-8")
    (alternative,) = [line for line in lesson.splitlines() if line.startswith("![") and "matrix" in line]
    cards = {card.id: card for card in model.projects(language)}
    numbers = {criterion.id: criterion.number for criterion in model.criteria(language)}
    sentences = re.split(r"\. ", alternative)[1:]
    assert len(sentences) == len(pictures.SHOWN)
    for name, sentence in zip(pictures.SHOWN, sentences, strict=True):
        said = {
            int(digit)
            for digit in re.findall(r"(?<![\d(])[1-9](?![\d(])", re.sub(r"score \d|35\(3\)", "", sentence))
        }
        assert said == {numbers[one] for one in (*cards[name].certain, *cards[name].debatable)}, sentence
        assert f"score {model.score(cards[name])}" in sentence or not model.score(cards[name])


def test_numbers_typed_in_the_quiz_are_the_models():
    for language in ("fr", "en"):
        quiz = yaml.safe_load((MODULE / f"quiz.{language}.yml").read_text(encoding="utf-8"))
        (numeric,) = [question for question in quiz["questions"] if question["kind"] == "numeric"]
        assert numeric["answer"] == "{{ figure.month-january-31 }}"
        assert [one["value"] for one in numeric["mistakes"]] == [30, 31, model.longest(date(2028, 1, 31))]
        (several,) = [question for question in quiz["questions"] if question["kind"] == "multiple"]
        for choice in several["choices"]:
            assert choice.get("correct", False) == (model.outcome(BY_ID[choice["id"]]) == "yes")
