"""The consultation model: the sums of module B5, their laws, and the numbers and pictures the module shows."""

from __future__ import annotations

import re
from dataclasses import replace
from math import sqrt
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.models import models

from generator.reading.division import read_division

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "exercises" / "consultation"
MODULE = ROOT / "course" / "b5-associer-les-habitants"


consultation, pictures = models("consultation", "consultation", "pictures")


NUMBERS = consultation.figures()
GROUPS = consultation.GROUPS
modes = st.builds(
    consultation.Mode,
    st.tuples(*[st.floats(0.1, 10)] * 4),
    st.floats(0, 1),
    st.floats(0.5, 3),
)
shares = st.lists(st.floats(0.05, 1), min_size=4, max_size=4)
rates = st.lists(st.floats(0, 0.95), min_size=4, max_size=4)


@st.composite
def populations(draw: st.DrawFn) -> tuple[object, ...]:
    """Four groups whose shares add up to one."""
    sizes = draw(shares)
    return tuple(
        consultation.Group(str(place), size / sum(sizes), offline, support)
        for place, (size, offline, support) in enumerate(zip(sizes, draw(rates), draw(rates), strict=True))
    )


# --- values of the curriculum and values worked out by hand ---------------------------------------


@pytest.mark.parametrize(
    ("figure", "expected", "within"),
    [
        ("truth", 0.542, 1e-9),
        ("online", 0.512, 5e-4),
        ("out-of-reach", 0.155, 5e-4),
        ("margin-100", 9.8, 0.05),
        ("margin-400", 4.9, 0.05),
        ("margin-1000", 3.1, 0.05),
        ("margin-225", 1.96 * 50 / 15, 1e-9),
        ("clicks", 0.153248 / 0.32878, 1e-9),
        ("clicks-old", 0.00494 / 0.32878, 1e-9),
        ("factor-old", 0.13 * 0.32878 / 0.00494, 1e-9),
        ("village-out-of-reach", 0.203, 1e-9),
        ("village-truth", 0.575, 1e-9),
        ("hidden-truth", 0.542 - 0.13 * 0.62 * 0.2, 1e-9),
        ("small-weighted", 0.535, 1e-9),
        ("quiz-weighted", 0.45, 1e-9),
    ],
)
def test_the_numbers_of_the_lessons_are_those_of_a_calculator(
    figure: str, expected: float, within: float
) -> None:
    assert NUMBERS[figure] == pytest.approx(expected, abs=within)


def test_the_clicks_put_the_majority_on_the_other_side_and_a_small_draw_does_better() -> None:
    assert NUMBERS["truth"] > 0.5 > NUMBERS["clicks"]
    assert NUMBERS["online"] > 0.5
    assert NUMBERS["clicks-gap"] > 5 * NUMBERS["margin-clicks"]
    assert NUMBERS["error-lot-1000"] < NUMBERS["error-lot-400"] < NUMBERS["error-online"]
    assert NUMBERS["error-online"] < NUMBERS["error-clicks"]
    assert NUMBERS["worth-clicks"] < 100
    assert NUMBERS["error-clicks-twice"] > 0.99 * NUMBERS["error-clicks"]


def test_the_trainers_bag_of_tokens_is_the_online_vote() -> None:
    """54 tokens in favour of 100, 11 of the 16 marked ones: what is left is the vote of connected people."""
    assert round(100 * NUMBERS["truth"]) == 54
    assert round(100 * NUMBERS["out-of-reach"]) == 16
    assert round(sum(100 * g.share * g.offline * g.support for g in GROUPS)) == 11
    assert pytest.approx(NUMBERS["online"], abs=1e-3) == (54 - 11) / (100 - 16)


def test_the_groupings_above_the_threshold_are_those_of_the_division() -> None:
    groupings = list(read_division(ROOT).groupings)
    counts = [
        sum(sum(getattr(one, field) or 0 for one in grouping.members) > 50_000 for grouping in groupings)
        for field in ("total", "municipal")
    ]
    assert counts == [289, 285]
    assert "lyon" in {grouping.kind for grouping in groupings}  # counted, as the text says


# --- laws -----------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(populations(), modes)
def test_answers_are_shared_out_and_a_result_lies_between_those_of_the_groups(groups, mode):
    parts = consultation.makeup(groups, mode)
    assert sum(parts) == pytest.approx(1)
    leaned = [consultation.leaned(group.support, mode.lean) for group in groups]
    for found in (consultation.shown(groups, mode), consultation.weighted(groups, mode)):
        assert min(leaned) - 1e-9 <= found <= max(leaned) + 1e-9
    weights = consultation.weights(groups, mode)
    assert sum(w * part for w, part in zip(weights, parts, strict=True)) == pytest.approx(1)


@settings(max_examples=60)
@given(populations(), modes)
def test_weighting_brings_the_truth_back_when_nobody_leans_and_never_more(groups, mode):
    fair = replace(mode, lean=1.0)
    assert consultation.weighted(groups, fair) == pytest.approx(consultation.truth(groups))
    keener = replace(mode, lean=max(1.0, mode.lean))
    assert consultation.weighted(groups, keener) <= consultation.truth(groups) + 1e-9


@settings(max_examples=60)
@given(populations(), st.floats(0.1, 10), st.floats(0, 1))
def test_only_proportions_of_chances_count_and_reaching_everyone_leaves_no_bias(groups, factor, reached):
    mode = consultation.Mode((6, 4, 2, 1), reached)
    scaled = replace(mode, chances=tuple(factor * chance for chance in mode.chances))
    assert consultation.shown(groups, scaled) == pytest.approx(consultation.shown(groups, mode))
    assert consultation.bias(groups, consultation.EVERYONE) == pytest.approx(0, abs=1e-9)
    assert consultation.out_of_reach(groups, reached) <= consultation.out_of_reach(groups) + 1e-12


@settings(max_examples=60)
@given(st.integers(1, 10_000), st.floats(0, 1))
def test_four_times_the_answers_halve_the_margin_and_half_and_half_is_the_widest(n, p):
    assert consultation.margin(4 * n) == pytest.approx(consultation.margin(n) / 2)
    assert consultation.margin(n, p) <= consultation.margin(n) + 1e-9
    assert consultation.margin(n, p, population=n) == pytest.approx(0)
    assert consultation.margin(n, p, population=10 * n) <= consultation.margin(n, p) + 1e-9


@settings(max_examples=60)
@given(st.floats(1, 20), st.integers(2, 300_000))
def test_the_answers_needed_give_the_margin_asked_for_and_one_less_does_not(points, population):
    n = consultation.needed(points, population)
    assert n <= min(population, consultation.needed(points))
    assert consultation.margin(n, population=population) <= points + 1e-6
    if n > 1:
        assert consultation.margin(n - 1, population=population) > points - 1e-6


@settings(max_examples=60)
@given(populations(), modes, st.integers(50, 20_000))
def test_an_error_is_never_below_the_bias_and_a_vote_is_worth_what_errs_as_much(groups, mode, n):
    error = consultation.error(groups, mode, n)
    assert error >= abs(consultation.bias(groups, mode)) - 1e-9
    p = consultation.truth(groups)
    if error > 1e-6 and 0 < p < 1:
        worth = consultation.worth(groups, mode, n)
        assert 100 * sqrt(p * (1 - p) / worth) == pytest.approx(error)


@settings(max_examples=15, deadline=None)
@given(populations(), modes, st.integers(0, 1_000))
def test_a_poll_counts_every_answer_and_repeats_with_its_seed(groups, mode, seed):
    poll = consultation.drawn(groups, mode, 300, seed)
    assert poll == consultation.drawn(groups, mode, 300, seed)
    assert poll.size == sum(poll.answers) == 300
    assert all(0 <= favour <= count for favour, count in zip(poll.favour, poll.answers, strict=True))
    assert 0 <= poll.raw <= 1
    assert 0 <= poll.corrected(groups) <= 1


def test_a_drawn_poll_comes_close_to_what_the_sums_say_and_its_margin_holds_nineteen_times_in_twenty() -> (
    None
):
    poll = consultation.drawn(GROUPS, consultation.CLICK, 40_000)
    assert poll.raw == pytest.approx(NUMBERS["clicks"], abs=0.01)
    assert poll.corrected(GROUPS) == pytest.approx(NUMBERS["truth"], abs=0.02)
    found = [consultation.drawn(GROUPS, consultation.EVERYONE, 100, seed).raw for seed in range(200)]
    within = sum(abs(100 * (one - NUMBERS["truth"])) <= NUMBERS["margin-100"] for one in found)
    assert 180 <= within <= 199


def test_a_group_without_an_answer_leaves_its_share_to_the_others() -> None:
    poll = consultation.Poll((10, 10, 10, 0), (5, 5, 5, 0))
    assert poll.corrected(GROUPS) == pytest.approx(0.5)


@settings(max_examples=40)
@given(st.floats(0, 0.2), st.floats(0.05, 0.35))
def test_the_settings_of_the_exercise_keep_a_whole_population(middle, elders):
    groups = consultation.people(middle, elders)
    assert sum(group.share for group in groups) == pytest.approx(1)
    assert (groups[1].offline, groups[3].share) == (middle, elders)


def test_sums_that_mean_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="0 to 1"):
        consultation.Group("x", 0.1, 1.5, 0.5)
    with pytest.raises(ValueError, match="above zero"):
        consultation.Mode((0, 1, 1, 1))
    with pytest.raises(ValueError, match="one answer"):
        consultation.margin(0)
    with pytest.raises(ValueError, match="more answers"):
        consultation.margin(10, population=5)
    with pytest.raises(ValueError, match="nobody"):
        consultation.makeup([replace(group, offline=1.0) for group in GROUPS], consultation.ONLINE)


# --- what the module shows ------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_table_typed_in_the_lesson_is_that_of_the_model(language: str) -> None:
    text = (MODULE / f"03-qui-manque.{language}.md").read_text("utf-8")
    rows = re.findall(r"^\| [^|]+, (\d+) ?% \| (\d+) ?% \| (\d+) ?% \|$", text, re.MULTILINE)
    expected = [
        tuple(round(100 * value) for value in (group.share, group.offline, group.support)) for group in GROUPS
    ]
    assert [tuple(map(int, row)) for row in rows] == expected
    assert ", ".join(str(round(100 * group.share)) for group in consultation.OLDER[:3]) in re.sub(
        r" ?%", "", text
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_typed_quiz_values_are_what_the_model_computes(language: str) -> None:
    quiz = yaml.safe_load((MODULE / f"quiz.{language}.yml").read_text("utf-8"))
    (numeric,) = [question for question in quiz["questions"] if question["kind"] == "numeric"]
    swapped, mean, first = 0.3 * 30 + 0.7 * 80, (30 + 80) / 2, 0.7 * 30
    expected = [100 * NUMBERS["quiz-raw"], mean, swapped, first]
    assert [mistake["value"] for mistake in numeric["mistakes"]] == pytest.approx(expected)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_text_alternatives_hold_the_numbers_of_the_pictures(language: str) -> None:
    for lesson, picture in (("03-qui-manque", "who"), ("04-quelle-marge", "margins")):
        text = (MODULE / f"{lesson}.{language}.md").read_text("utf-8")
        (alternative,) = [line for line in text.splitlines() if line.startswith("![")]
        (said,) = re.findall(r"<desc[^>]*>(.*)</desc>", pictures.draw()[f"{picture}.{language}.svg"])
        numbers = set(re.findall(r"\d+[.,]\d+", said))
        assert numbers <= set(re.findall(r"\d+[.,]\d+", alternative))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_first_settings_of_the_notebook_are_those_of_the_lessons(language: str) -> None:
    text = (FOLDER / f"notebook.{language}.md").read_text("utf-8")
    first = {
        name: float(value) for name, value in re.findall(r"^(\w+) = ([\d.]+)  # @param", text, re.MULTILINE)
    }
    assert first == {
        "middle": 100 * GROUPS[1].offline,
        "elders": 100 * GROUPS[3].share,
        **dict(zip(("young", "adult", "later", "old"), consultation.CLICK.chances, strict=True)),
        "reached": 0,
        "clicks": consultation.CLICKS,
        "lot": consultation.LOT,
        "against": 15,
    }
    assert consultation.people(0.04, 0.13) == GROUPS
