"""The model of who stays outside: the curriculum's values, its laws, and what is committed with the module."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.models import models

from generator.checks import measures
from generator.model import Locality
from generator.reading.division import read_division
from generator.territories.worksheets import data_of, written

ROOT = Path(__file__).parents[2]
EXERCISE = ROOT / "exercises" / "inclusion"
MODULE = ROOT / "course" / "c4-personne-dehors"


model, quoted, pictures = models("inclusion", "inclusion", "figures", "pictures")
FIGURES = quoted.figures()


DIVISION = read_division(ROOT)

parts = st.integers(4, 25), st.integers(8, 35), st.integers(3, 35)  # what the sliders allow, in percent
days = st.integers(0, 5)
plans = st.builds(model.Plan, days, days, days)
colours = st.from_regex(r"#[0-9A-F]{6}", fullmatch=True)


# --- values of the curriculum -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "expected", "within"),
    [
        ("excluded-share", 0.155, 0.0005),
        ("measured", 0.154, 0),
        ("contrast-light-grey", 4.48, 0.005),
        ("contrast-grey", 4.54, 0.005),
        ("contrast-blue", 14.91, 0.005),
        ("mean-cost", 47_000, 0),
        ("floor90-cost", 87_000, 0),
    ],
)
def test_values_of_the_curriculum(figure, expected, within):
    assert FIGURES[figure] == pytest.approx(expected, abs=within)


def test_the_computed_share_is_close_to_the_measured_one():
    assert abs(model.excluded_share(model.AGE_SHARES) - model.MEASURED) < 0.002
    assert sum(model.AGE_SHARES.values()) == pytest.approx(1)


def test_only_the_first_grey_and_the_orange_fail():
    assert model.readable() == ["grey", "blue", "yellow"]
    assert model.readable(least=model.LARGE_RATIO) == ["light-grey", "grey", "blue", "yellow"]


def test_black_on_white_is_21_and_a_colour_on_itself_1():
    assert model.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert model.contrast("#767676", "#767676") == 1


# --- who is shut out ----------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 500_000), *parts)
def test_people_add_up_and_nobody_is_shut_out_twice(people, young, senior, oldest):
    shares = model.age_shares(young / 100, senior / 100, oldest / 100)
    bands = model.by_age(people, shares)
    outside = model.excluded(bands)
    assert sum(bands.values()) == pytest.approx(people * model.ADULTS)
    assert all(0 <= outside[band] <= bands[band] for band in model.BANDS)
    assert sum(outside.values()) == pytest.approx(
        people * model.ADULTS * model.excluded_share(shares), rel=1e-9
    )


@settings(max_examples=40, deadline=None)
@given(*parts)
def test_an_older_place_leaves_more_people_outside(young, senior, oldest):
    shares = model.age_shares(young / 100, senior / 100, oldest / 100)
    older = model.age_shares(young / 100, senior / 100, (oldest + 1) / 100)
    assert model.excluded_share(older) > model.excluded_share(shares)


def test_shares_beyond_a_whole_are_refused():
    with pytest.raises(ValueError, match="whole"):
        model.age_shares(0.5, 0.4, 0.2)
    with pytest.raises(ValueError, match="nobody"):
        model.representation(0.1, 0)


# --- contrast -----------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(colours, colours)
def test_contrast_is_the_same_both_ways_and_between_1_and_21(one, other):
    ratio = model.contrast(one, other)
    assert ratio == model.contrast(other, one)
    assert 1 <= ratio <= 21 + 1e-9


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("#767676", "#767676"),
        (" 000091 ", "#000091"),
        ("#fff", "#FFFFFF"),
        ("gris", None),
        ("#12345", None),
        ("", None),
    ],
)
def test_colours_are_read_as_people_type_them(typed, expected):
    assert model.colour(typed) == expected


# --- channels -----------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(plans, st.sampled_from(model.BANDS), st.integers(0, 2))
def test_one_more_day_never_serves_fewer_people_and_costs_more(plan, band, channel):
    if plan[channel] == 5:
        return
    more = plan._replace(**{model.Plan._fields[channel]: plan[channel] + 1})
    assert model.served(plan, band) < model.served(more, band) <= 1
    assert model.cost(more) > model.cost(plan)


def test_without_any_channel_only_people_online_are_served():
    none = model.Plan(0, 0, 0)
    assert model.cost(none) == 0
    for band in model.BANDS:
        assert model.served(none, band) == pytest.approx(1 - model.RATES[band])


@settings(max_examples=15, deadline=None)
@given(*parts, st.integers(88, 95), st.sampled_from(range(60, 100, 5)))
def test_whatever_the_sliders_a_plan_is_found_and_a_floor_never_makes_it_cheaper(
    young, senior, oldest, mean, floor
):
    shares = model.age_shares(young / 100, senior / 100, oldest / 100)
    free = model.cheapest(shares, mean / 100)
    kept = model.cheapest(shares, mean / 100, floor / 100)
    assert free is not None
    assert kept is not None
    assert model.cost(kept) >= model.cost(free)
    assert model.worst(kept) >= floor / 100 - 1e-9
    assert model.served_overall(kept, shares) >= mean / 100 - 1e-9
    cheaper = [plan for plan in model.PLANS if model.cost(plan) < model.cost(free)]
    assert all(model.served_overall(plan, shares) < mean / 100 for plan in cheaper)


def test_todays_plan_is_the_cheapest_for_the_mean_and_no_plan_reaches_everyone():
    assert model.cheapest(model.AGE_SHARES, quoted.MEAN) == model.TODAY
    assert model.cheapest(model.AGE_SHARES, 1) is None


# --- a letter -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
def test_words_help_more_than_cutting_and_a_polite_ending_fools_the_score(language):
    letters = model.LETTERS[language]
    score = {name: model.ease(letter, language) for name, letter in letters.items()}
    assert score["start"] < score["polite"] < score["cut"] < score["words"] < score["both"]
    assert model.easiest(letters, language) == "both"


@pytest.mark.parametrize(
    ("word", "expected"),
    [("panne", 1), ("lampe", 1), ("habitant", 3), ("réunion", 3), ("dysfonctionnement", 5), ("rue", 1)],
)
def test_french_syllables(word, expected):
    assert model.syllables(word) == expected


def test_syllables_are_counted_as_the_generator_does_in_french():
    words = {
        word
        for letter in model.LETTERS["fr"].values()
        for word in letter.replace("’", " ").replace(".", " ").replace(",", " ").split()
        if word.isalpha()
    }
    assert {word: model.syllables(word) for word in words} == {
        word: measures.syllables(word, "fr") for word in words
    }


def test_a_text_without_words_has_no_score():
    assert model.reading("") is None
    assert model.reading("12, 14.") is None
    with pytest.raises(ValueError, match="no word"):
        model.ease("…")


# --- any territory ------------------------------------------------------------------------------------


def test_what_is_asked_has_an_answer_and_three_mistakes_in_every_grouping(tmp_path):
    file = tmp_path / "territory.json"
    for grouping in DIVISION.groupings:
        file.write_bytes(written(data_of(Locality(grouping, None), "")))
        place = model.territory(file)
        assert place.people == grouping.population
        whole = model.by_age(place.people, model.AGE_SHARES)
        total = sum(model.excluded(whole).values())
        mistakes = [
            place.people * model.MEASURED,
            sum(whole.values()) * model.plain_mean(),
            model.excluded(whole)["oldest"],
            sum(whole.values()) - total,
        ]
        assert all(abs(one - other) > 0.06 * total for one, other in combinations([total, *mistakes], 2)), (
            grouping.name
        )


# --- what is committed with the module ----------------------------------------------------------------


def test_the_review_starts_where_the_indicator_sheet_of_c1_starts():
    sheet = yaml.safe_load(
        (ROOT / "course" / "c1-partir-du-besoin" / "figures.yml").read_text(encoding="utf-8")
    )
    start = {name: figure["value"] for name, figure in sheet["figures"].items()}
    assert start["start-reports-a-year"] == 2 * quoted.REPORTS_BEFORE
    review = (MODULE / "05-tenir-parole.fr.md").read_text(encoding="utf-8")
    assert f"| Délai médian avant réparation | {start['start-median']:.0f} jours |" in review
    assert f"| Personnes à qui l'on a dit la suite | {start['start-told']:.0%}".replace("%", " %") in review


@pytest.mark.parametrize("language", ["fr", "en"])
def test_text_alternatives_hold_the_numbers_of_the_pictures(language):
    wanted = {
        "02": [f"{kind}-{band}" for band in model.BANDS for kind in ("age", "part")],
        "04": [f"{plan}-{who}" for plan in ("online", "mean", "floor90") for who in ("overall", "oldest")],
    }
    for number, names in wanted.items():
        (lesson,) = MODULE.glob(f"{number}-*.{language}.md")
        (alternative,) = [x for x in lesson.read_text(encoding="utf-8").splitlines() if x.startswith("![")]
        for name in names:
            said = f"{round(100 * FIGURES[name])} %" if language == "fr" else f"{round(100 * FIGURES[name])}%"
            assert said in alternative, name


def test_typed_quiz_values_are_what_the_model_computes():
    people = sum(quoted.QUIZ.values())
    right = FIGURES["quiz-excluded"]
    assert people == 1_000
    for language in ("fr", "en"):
        quiz = yaml.safe_load((MODULE / f"quiz.{language}.yml").read_text(encoding="utf-8"))
        (numeric,) = [question for question in quiz["questions"] if question["kind"] == "numeric"]
        assert numeric["answer"] == "{{ figure.quiz-excluded }}"
        assert [mistake["value"] for mistake in numeric["mistakes"]] == pytest.approx(
            [
                people * model.plain_mean(),
                people * model.MEASURED,
                quoted.QUIZ["oldest"] * model.RATES["oldest"],
                people - right,
            ]
        )


def test_the_order_of_the_quiz_is_that_of_the_prices():
    prices = [FIGURES[f"{plan}-cost"] for plan in ("online", "mean", "floor80", "floor90", "floor95")]
    assert prices == sorted(prices)
    assert FIGURES["floor90-visits"] > 0 == FIGURES["floor80-visits"]
