"""The indicators model: the sums of module C1, their laws, and the numbers and pictures the module shows."""

from __future__ import annotations

import random
import re
from collections import Counter
from math import sqrt
from pathlib import Path
from statistics import mean

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.models import models

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "exercises" / "indicators"
MODULE = ROOT / "course" / "c1-partir-du-besoin"


indicators, figures, pictures = models("indicators", "indicators", "figures", "pictures")


NUMBERS = figures.figures()
FIVE = indicators.PROJECTS
FOUR = {name: one for name, one in FIVE.items() if name != "wall"}

values = st.fixed_dictionaries(
    {
        "need": st.integers(0, 520),
        "reach": st.integers(0, 100),
        "cost": st.integers(0, 120),
        "delay": st.integers(0, 24),
    }
)
weights = st.fixed_dictionaries({name: st.integers(1, 10) for name in indicators.CRITERIA})
projects = st.lists(values, min_size=3, max_size=6).map(
    lambda found: {f"p{place}": one for place, one in enumerate(found)}
)
answers = st.lists(st.sampled_from((1 / 5, 1 / 3, 1 / 2, 1, 2, 3, 5)), min_size=6, max_size=6).map(
    lambda found: dict(zip(indicators.PAIRS, found, strict=True))
)


# --- values worked out by hand --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("cards", 24),
        ("projects-cost", 234_000),
        ("cost-mark-number", 100 * 62 / 95),
        ("cost-mark-number-left", 0),
        ("minmax-number", 100 * (0.3 + 0.2 + 0.4 * 62 / 95 + 0.1)),
        ("minmax-app", 100 * (0.3 * 200 / 360 + 0.2 * 30 / 65 + 0.4 + 0.1 * 12 / 15)),
        ("minmax-left-number", 60),
        ("minmax-left-app", 100 * (0.3 * 200 / 360 + 0.2 * 30 / 65 + 0.4 + 0.1 * 3 / 6)),
        ("fixed-number", 100 * (0.3 * 420 / 520 + 0.2 * 0.95 + 0.4 * 72 / 120 + 0.1 * 21 / 24)),
        ("rank-app", 100 * (0.3 * 0.5 + 0.2 * 1.5 / 4 + 0.4 + 0.1 * 0.75)),
        ("quiz-mark", 75),
        ("first-weight-need", 6**0.25 / (6**0.25 + 0.5**0.25 + (2 / 3) ** 0.25 + 0.5**0.25)),
        ("said-by-others", sqrt(3 * 4)),
        ("start-reports", 40),
        ("start-reports-a-year", 520),
        ("start-median", 21),
        ("start-mean", 986 / 40),
        ("start-told", 12 / 40),
        ("start-prompt", 14 / 40),
        ("start-gap", 38),
    ],
)
def test_the_sums_of_the_lessons_are_those_of_a_calculator(figure: str, expected: float) -> None:
    assert NUMBERS[figure] == pytest.approx(expected)


def test_six_cards_of_each_kind_come_in_three_batches_of_two_each() -> None:
    assert Counter(indicators.CARDS.values()) == dict.fromkeys(indicators.KINDS, 6)
    batches = [indicators.batch(number) for number in (1, 2, 3)]
    assert sorted(card for cards in batches for card in cards) == sorted(indicators.CARDS)
    for cards in batches:
        assert {kind: len(indicators.of_kind(cards, kind)) for kind in indicators.KINDS} == dict.fromkeys(
            indicators.KINDS, 2
        )


def test_the_first_changes_when_the_last_leaves_though_the_last_was_dominated() -> None:
    before, after = (indicators.ranking(indicators.scores(some, indicators.DRAFT)) for some in (FIVE, FOUR))
    assert (before[0], before[-1], after[0]) == ("number", "wall", "app")
    assert indicators.dominates(FIVE["number"], FIVE["wall"])
    assert indicators.steady(FIVE, FOUR, indicators.DRAFT) == ("rank", "fixed")
    assert indicators.ranking(indicators.scores(FIVE, indicators.DRAFT, "rank"))[0] == "app"


def test_at_the_tying_cost_of_the_wall_two_projects_tie_and_the_leader_turns() -> None:
    tie = indicators.tying_cost(FIVE, indicators.DRAFT, "number", "app", "wall")
    assert NUMBERS["tie"] == 1_000 * round(tie)
    for cost, leader in ((tie - 1, "app"), (tie + 1, "number")):
        found = indicators.scores(FIVE | {"wall": FIVE["wall"] | {"cost": cost}}, indicators.DRAFT)
        assert indicators.ranking(found)[0] == leader
    found = indicators.scores(FIVE | {"wall": FIVE["wall"] | {"cost": tie}}, indicators.DRAFT)
    assert found["app"] == pytest.approx(found["number"])


def test_one_answer_contradicts_the_others_and_mending_it_is_enough() -> None:
    assert indicators.contradicting(indicators.FIRST) == indicators.CULPRIT
    assert indicators.consistency_ratio(indicators.FIRST) > 2 * indicators.LIMIT
    assert indicators.contradicting(indicators.MENDED) is None
    assert NUMBERS["mended-ratio"] < 0.01


def test_the_random_index_is_near_that_of_answers_drawn_at_random() -> None:
    draw = random.Random(2026)  # noqa: S311 - sampling, the same each time
    scale = [1 / k for k in range(9, 1, -1)] + [float(k) for k in range(1, 10)]
    found = mean(
        indicators.consistency_index({pair: draw.choice(scale) for pair in indicators.PAIRS})
        for _ in range(800)
    )
    assert found == pytest.approx(indicators.RANDOM_INDEX[4], abs=0.1)


# --- laws -----------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(projects, weights, st.sampled_from(indicators.METHODS))
def test_scores_stay_between_nothing_and_a_hundred(some, weighting, method):
    assert all(-1e-9 <= score <= 100 + 1e-9 for score in indicators.scores(some, weighting, method).values())


@settings(max_examples=40)
@given(projects, weights)
def test_with_bounds_fixed_beforehand_no_score_depends_on_who_else_is_there(some, weighting):
    whole = indicators.scores(some, weighting, "fixed")
    left = dict(list(some.items())[:-1])
    assert indicators.scores(left, weighting, "fixed") == {name: pytest.approx(whole[name]) for name in left}


@settings(max_examples=40)
@given(projects, weights, st.sampled_from(indicators.METHODS))
def test_a_dominated_project_never_scores_more_than_the_one_that_dominates_it(some, weighting, method):
    found = indicators.scores(some, weighting, method)
    for one in some:
        for other in some:
            if indicators.dominates(some[one], some[other]):
                assert found[one] >= found[other] - 1e-9


@settings(max_examples=40)
@given(st.lists(st.integers(0, 50), min_size=2, max_size=6), st.integers(1, 9), st.integers(0, 9))
def test_min_max_does_not_see_units_and_less_is_better_turns_it_round(some, factor, shift):
    plain = indicators.min_max(some)
    assert indicators.min_max([factor * value + shift for value in some]) == pytest.approx(plain)
    if max(some) > min(some):
        assert indicators.min_max(some, less=True) == pytest.approx([1 - mark for mark in plain])
        assert (min(plain), max(plain)) == (0, 1)


@settings(max_examples=40)
@given(st.lists(st.integers(0, 20), min_size=2, max_size=6))
def test_ranks_share_out_the_same_total_and_see_the_order_alone(some):
    found = indicators.by_rank(some)
    assert sum(found) == pytest.approx(len(some) / 2)
    assert indicators.by_rank([value**2 for value in some]) == found
    assert indicators.by_rank(some, less=True) == pytest.approx([1 - mark for mark in found])


@settings(max_examples=40)
@given(weights)
def test_answers_taken_from_weights_give_them_back_and_contradict_nothing(weighting):
    said = {(one, other): weighting[one] / weighting[other] for one, other in indicators.PAIRS}
    assert indicators.derived_weights(said) == pytest.approx(indicators.normalised(weighting))
    assert indicators.largest_eigenvalue(said) == pytest.approx(4)
    assert indicators.contradicting(said) is None
    for pair in indicators.PAIRS:
        assert indicators.said_by_others(said, *pair) == pytest.approx(said[pair])


@settings(max_examples=40)
@given(answers)
def test_lambda_is_never_below_the_number_of_criteria_and_weights_add_up(said):
    assert indicators.largest_eigenvalue(said) >= 4 - 1e-9
    assert sum(indicators.derived_weights(said).values()) == pytest.approx(1)
    if indicators.consistency_ratio(said) > indicators.LIMIT:
        assert indicators.contradicting(said) in indicators.PAIRS


def test_sums_that_mean_nothing_are_refused_and_nothing_to_rank_keeps_all() -> None:
    with pytest.raises(ValueError, match="weights"):
        indicators.normalised({"need": 0})
    with pytest.raises(ValueError, match="no other criterion"):
        indicators.tying_cost(FIVE, indicators.DRAFT, "bins", "app", "wall")
    with pytest.raises(ValueError, match="dearest"):
        indicators.tying_cost(FIVE, indicators.DRAFT | {"cost": 0.01}, "number", "app", "wall")
    assert indicators.keeping(FIVE, dict.fromkeys(FIVE, False)) == FIVE
    assert indicators.min_max([3, 3]) == [0, 0]
    assert indicators.by_rank([3]) == [0]
    assert indicators.ratio("1/4") == 0.25


# --- what the module shows ------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_projects_and_answers_typed_in_the_lessons_are_those_of_the_model(language: str) -> None:
    rows = re.findall(
        r"^\| [^|]+ \| (\d+) ?; (\d+) ?% \| €?(\d+) ?k€?[ ]?; (\d+) (?:mois|months) \|$",
        (MODULE / f"04-choisir.{language}.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert [tuple(map(int, row)) for row in rows] == [
        tuple(one[criterion] for criterion in indicators.CRITERIA) for one in FIVE.values()
    ]
    said = re.findall(
        r"^\| [^|]+ \| (1|2|3|1/2|1/3) \| [^|]+ \|$",
        (MODULE / f"05-deux-a-deux.{language}.md").read_text("utf-8"),
        re.MULTILINE,
    )
    assert [indicators.ratio(text) for text in said] == list(indicators.FIRST.values())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_typed_quiz_values_are_what_the_model_computes(language: str) -> None:
    quiz = yaml.safe_load((MODULE / f"quiz.{language}.yml").read_text("utf-8"))
    (numeric,) = [question for question in quiz["questions"] if question["kind"] == "numeric"]
    costs = figures.QUIZ_COSTS
    expected = [
        100 * indicators.min_max(costs)[1],
        100 * indicators.by_rank(costs, less=True)[1],
        100 * (1 - costs[1] / max(costs)),
        100 * costs[1] / max(costs),
    ]
    assert [mistake["value"] for mistake in numeric["mistakes"]] == pytest.approx(expected)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_text_alternatives_hold_the_numbers_of_the_pictures(language: str) -> None:
    for lesson, picture in (("03-quatre-sortes", "chain"), ("04-choisir", "reversal")):
        text = (MODULE / f"{lesson}.{language}.md").read_text("utf-8")
        (alternative,) = [line for line in text.splitlines() if line.startswith("![")]
        (said,) = re.findall(r"<desc[^>]*>(.*)</desc>", pictures.draw()[f"{picture}.{language}.svg"])
        numbers = set(re.findall(r"\d+(?:[.,]\d+)?", said)) - {"100"}  # the scale is in the title
        assert numbers <= set(re.findall(r"\d+(?:[.,]\d+)?", alternative))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_first_settings_of_the_notebook_are_those_of_the_lessons(language: str) -> None:
    text = (FOLDER / f"notebook.{language}.md").read_text("utf-8")
    first = dict(re.findall(r"^(\w+) = \"?([\w./]+)\"?  # @param", text, re.MULTILINE))
    assert {name: float(first[name]) / 10 for name in indicators.CRITERIA} == indicators.DRAFT
    assert float(first["wall_cost"]) == FIVE["wall"]["cost"]
    assert {pair: indicators.ratio(first["_".join(pair)]) for pair in indicators.PAIRS} == indicators.FIRST
    assert {name for name in FIVE if first[f"keep_{name}"] == "False"} == {"wall"}
    assert set(re.findall(r'^    "([a-z]+-[a-z]+)": ', text, re.MULTILINE)) == set(indicators.CARDS)
