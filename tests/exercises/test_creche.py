"""The points scale of the crèche exercise: its laws, the story's numbers, and what is committed with the module."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.models import models

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "exercises"))

from atelier import runner

ROOT = Path(__file__).parents[2]
EXERCISE = ROOT / "exercises" / "creche"
MODULE = ROOT / "course" / "b4-places-en-creche"


model, quoted, pictures = models("creche", "creche", "figures", "pictures")
FIGURES = quoted.figures()


FILES = model.files()

weights = st.fixed_dictionaries({criterion: st.integers(0, 6) for criterion in model.CRITERIA})
numbers = st.integers(1, model.FILES)
places = st.integers(1, model.FILES)
draws = st.integers(0, 20)


# --- values of the curriculum and of the story --------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("files", 120),
        ("places", 40),
        ("example-missing", 2),
        ("leaving-single", 0),
        ("entering-single", 10),
        ("changing", 24),
        ("draft-level", FIGURES["draft-level-places"] + 1),  # "one family is left out by the draw alone"
    ],
)
def test_values_that_the_lessons_build_on(figure, expected):
    assert FIGURES[figure] == expected


def test_the_example_is_a_working_single_parent_of_the_small_village():
    file = FILES[model.EXAMPLE - 1]
    assert (file.number, file.commune, file.adults, file.working) == (model.EXAMPLE, "smallest", 1, 1)
    assert not any((file.sibling, file.disability, file.twins))


def test_the_second_example_is_a_couple_of_valbourg_admitted_by_the_draw():
    file = FILES[model.SECOND - 1]
    ranking = model.ranked(FILES, model.DRAFT)
    assert (file.commune, file.adults, file.working, file.sibling) == ("valbourg", 2, 2, False)
    assert ranking.scores[file.number] == ranking.cut
    assert ranking.lots[file.number] < ranking.lots[ranking.last]
    assert file.number in ranking.admitted


def test_all_who_lose_their_place_are_couples_who_both_work():
    draft, amended = (model.ranked(FILES, one) for one in (model.DRAFT, model.AMENDED))
    leaving = model.entering(amended, draft)
    assert leaving
    assert all(model.GROUPS["working"](FILES[number - 1]) for number in leaving)


def test_fields_without_effect_are_those_the_lesson_names():
    assert model.needless(FILES, model.DRAFT) == ["seeking", "resident", "income"]
    assert sum(file.disability for file in FILES) == 4
    assert sum(file.twins for file in FILES) == 2


def test_the_lessons_scale_is_the_supplier_setting():
    lesson = (MODULE / "02-lire-un-bareme.fr.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| (?!Critère|-)[^|]+ \| (\d)[^|]* \|$", lesson, re.MULTILINE)
    order = (
        "work",
        "single",
        "sibling",
        "waiting",
        "disability",
        "twins",
        "resident",
        "seeking",
        "income",
    )
    assert [int(points) for points in table[:9]] == [model.DRAFT[criterion] for criterion in order]
    changed = {name: value for name, value in model.AMENDED.items() if value != model.DRAFT[name]}
    assert changed == {"single": 3, "seeking": 1}


# --- laws ---------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(weights, places, draws)
def test_as_many_files_are_admitted_as_there_are_places_and_none_with_fewer_points(scale, number, draw):
    ranking = model.ranked(FILES, scale, places=number, draw=draw)
    assert len(ranking.admitted) == number
    assert sorted(ranking.order) == [file.number for file in FILES]
    refused = set(ranking.order) - ranking.admitted
    assert all(ranking.scores[one] >= ranking.cut for one in ranking.admitted)
    assert all(ranking.scores[one] <= ranking.cut for one in refused)
    assert set(ranking.drawn) <= set(ranking.level)


@settings(max_examples=40)
@given(weights, numbers)
def test_contributions_add_up_to_the_score(scale, number):
    file = FILES[number - 1]
    parts = model.contributions(file, scale)
    assert sum(parts.values()) == model.score(file, scale)
    assert set(parts) == set(model.CRITERIA)


@settings(max_examples=60)
@given(weights, places, draws, numbers)
def test_missing_points_are_just_enough(scale, seats, draw, number):
    ranking = model.ranked(FILES, scale, places=seats, draw=draw)
    short = model.missing(ranking, number)
    assert (short == 0) == (number in ranking.admitted)

    def admitted_with(more):
        scores = {**ranking.scores, number: ranking.scores[number] + more}
        order = sorted(scores, key=lambda one: (-scores[one], ranking.lots[one]))
        return number in order[:seats]

    assert admitted_with(short)
    assert not short or not admitted_with(short - 1)


@settings(max_examples=30)
@given(draws)
def test_lots_are_each_number_once_and_always_the_same(draw):
    assert sorted(model.lots(draw).values()) == list(range(1, model.FILES + 1))
    assert model.lots(draw) == model.lots(draw)


@given(st.permutations(range(7)))
def test_kendall_counts_pairs_in_the_same_order(order):
    straight = list(range(7))
    assert model.kendall(order, order) == 1
    assert model.kendall(order, order[::-1]) == -1
    pairs = [(a, b) for a in straight for b in straight if a < b]
    agreeing = sum(order.index(a) < order.index(b) for a, b in pairs)
    assert model.kendall(straight, order) == pytest.approx(2 * agreeing / len(pairs) - 1)


@settings(max_examples=25)
@given(weights, weights, places)
def test_each_place_gained_is_lost_by_another(one, other, seats):
    before, after = (model.ranked(FILES, scale, places=seats) for scale in (one, other))
    assert len(model.entering(before, after)) == len(model.entering(after, before))
    assert model.moved(before, before) == 0
    assert model.moved(before, after) == model.moved(after, before)


@settings(max_examples=25)
@given(weights)
def test_a_criterion_worth_nothing_or_met_by_all_is_needless(scale):
    found = model.needless(FILES, scale)
    assert "resident" in found
    assert all(criterion in found for criterion, points in scale.items() if points == 0)


@settings(max_examples=25)
@given(weights, places, st.sampled_from(sorted(model.GROUPS)))
def test_rates_count_the_admitted(scale, seats, group):
    ranking = model.ranked(FILES, scale, places=seats)
    rates = model.rates(FILES, ranking, group)
    admitted = rates.group * rates.files + rates.others * (model.FILES - rates.files)
    assert admitted == pytest.approx(seats)


def test_without_admitted_others_there_is_no_ratio():
    assert model.Rates(3, 0.5, 0).ratio != model.Rates(3, 0.5, 0).ratio


# --- the notebook -------------------------------------------------------------------------------------

CELL = re.compile(
    r"^```\{code-cell\} python\n:name: (\S+)\n(?::tags: \[(\w+)\]\n)?(.*?)\n```$", re.MULTILINE | re.DOTALL
)


@pytest.fixture(params=["fr", "en"])
def session(request):
    found = CELL.findall((EXERCISE / f"notebook.{request.param}.md").read_text(encoding="utf-8"))
    cells = [runner.Cell(name, role or "code", source) for name, role, source in found]
    return runner.Session(cells, EXERCISE)


def test_questions_expect_the_lessons_numbers_and_know_three_mistakes_each(session):
    results = list(session.run())
    assert not [o for result in results for o in result["outputs"] if o["kind"] == "error"]
    contract = session.contract()
    assert len(contract) == 5
    for entry in contract:
        assert entry["answer"]["verdict"]["status"] == "right"
        assert len(entry["wrong"]) == 3
        assert all(one["verdict"]["status"] in {"mistake", "wrong"} for one in entry["wrong"])
        assert entry["wrong"][0]["verdict"]["status"] == "mistake"


@pytest.mark.parametrize(
    "chosen",
    [
        {"number": 5, "places": 20, "draw": 20},
        {"number": 120, "places": 80},
        {"work": 0, "single": 0, "seeking": 0, "sibling": 0, "wait": 0},
        {"work": 5, "single": 6, "seeking": 5, "sibling": 5, "wait": 5},
        {"single": 1, "seeking": 0},
        {"work": 0, "single": 6, "seeking": 0, "sibling": 0, "wait": 0, "places": 20},
    ],
)
def test_at_the_ends_of_the_settings_all_still_runs_and_solutions_are_right(session, chosen):
    list(session.run())
    results = list(session.rerun(chosen))
    assert not [o for result in results for o in result["outputs"] if o["kind"] == "error"]
    assert {entry["answer"]["verdict"]["status"] for entry in session.contract()} == {"right"}


# --- what is committed with the module ----------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
def test_typed_quiz_values_are_what_the_model_computes(language):
    quiz = yaml.safe_load((MODULE / f"quiz.{language}.yml").read_text(encoding="utf-8"))
    (numeric,) = [question for question in quiz["questions"] if question["kind"] == "numeric"]
    assert numeric["answer"] == "{{ figure.example-missing }}"
    score, cut, draft = FIGURES["example-score"], FIGURES["draft-cut"], model.DRAFT
    expected = [
        score,
        cut - score - draft["waiting"],
        cut - score + draft["resident"],
        cut - score + draft["single"],
        cut - score - draft["work"],
    ]
    assert [mistake["value"] for mistake in numeric["mistakes"]] == expected


@pytest.mark.parametrize("language", ["fr", "en"])
def test_text_alternatives_hold_the_numbers_of_the_pictures(language):
    def alternative(page):
        text = (MODULE / f"{page}.{language}.md").read_text(encoding="utf-8")
        (line,) = [line for line in text.splitlines() if line.startswith("![")]
        return line.replace("\u00a0", " ")

    rates = alternative("04-changer-les-poids")
    for setting in ("draft", "amended"):
        for group in ("single", "seeking"):
            for key in ("rate", "others"):
                share = pictures.percent(FIGURES[f"{setting}-{group}-{key}"], 0, language)
                assert share.replace("\u00a0", " ") in rates
    sheet = alternative("02-lire-un-bareme")
    for figure in ("example-number", "example-score", "draft-cut"):
        assert f" {FIGURES[figure]:g}" in sheet
