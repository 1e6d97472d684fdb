"""The networks model: the curriculum's values, its laws for every grouping, and what module B1 quotes and shows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.models import atelier, models

from generator.reading.division import read_division

ROOT = Path(__file__).resolve().parents[2]
EXERCISE = ROOT / "exercises" / "networks"
MODULE = ROOT / "course" / "b1-qui-fait-quoi"


model, quoted, pictures, survey = models("networks", "networks", "figures", "pictures", "survey")
FIGURES = quoted.figures()


DIVISION = read_division(ROOT)

populations = st.lists(st.integers(1, 200_000), min_size=2, max_size=40)
goals = st.integers(1, 100)


def communes_of(people):
    return tuple(model.Commune(f"c{number}", inhabitants) for number, inhabitants in enumerate(people))


def all_groupings():
    for grouping in DIVISION.groupings:
        inhabited = [model.Commune(m.insee, m.municipal) for m in grouping.members if m.municipal]
        yield grouping, model.ranked(inhabited)


# --- values of the curriculum -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "expected", "within"),
    [
        ("groupings", 1_255, 0),
        ("epci", 1_254, 0),
        ("cc-groupings", 989, 0),
        ("ca-groupings", 230, 0),
        ("cu-groupings", 14, 0),
        ("metropole-groupings", 21, 0),
        ("lyon-groupings", 1, 0),
        ("establishments", 11, 0),
        ("outside", 98, 0),
        ("islands", 4, 0),
        ("overseas", 94, 0),
        ("cc-mean-communes", 26, 0.5),
        ("ca-mean-communes", 33, 0.5),
        ("cu-mean-communes", 47, 0.5),
        ("metropole-mean-communes", 43, 0.5),
        ("cc-population", 21.3e6, 5e4),
        ("ca-population", 23.8e6, 5e4),
        ("cu-population", 3.1e6, 5e4),
        ("metropole-population", 18.3e6, 5e4),
        ("lyon-population", 1.4e6, 5e4),
        ("dijon-hhi", 0.395, 0.0005),
        ("dijon-equivalent", 2.5, 0.05),
        ("dijon-centre", 0.6184, 0.00005),
        ("dijon-communes", 23, 0),
        ("dijon-population", 258_630, 0),
        ("clermont-communes", 21, 0),
        ("clermont-population", 296_677, 0),
        ("mulhouse-communes", 39, 0),
        ("mulhouse-population", 272_950, 0),
        ("angers-communes", 29, 0),
        ("angers-population", 308_806, 0),
        ("angers-smallest", 119, 0),
    ],
)
def test_values_of_the_curriculum(figure, expected, within):
    assert FIGURES[figure] == pytest.approx(expected, abs=within)


def test_the_map_is_what_the_survey_draws_from_the_division():
    kept = (EXERCISE / "data" / "map.json").read_text(encoding="utf-8")
    assert kept == survey.written(survey.survey())
    assert json.loads(kept)["vintage"] == model.territory().vintage


def test_the_reference_case_is_one_of_the_groupings_compared():
    mine, cases = model.territory(), model.country().cases
    assert dict(cases["dijon"].communes) == dict(mine.communes)
    assert list(model.compared(mine, cases)).count(mine.name) == 1
    assert len(model.compared(mine, cases)) == len(cases)
    other = mine._replace(code="000000000", name="Elsewhere")
    assert len(model.compared(other, cases)) == len(cases) + 1


# --- laws ---------------------------------------------------------------------------------------------


@given(populations)
def test_concentration_stays_between_its_two_ends(people):
    communes = communes_of(people)
    index, centre = model.concentration(communes), model.centre_share(communes)
    assert 1 / len(people) - 1e-9 <= index <= 1 + 1e-9
    assert centre**2 - 1e-9 <= index <= centre + 1e-9
    assert model.equivalent_number(communes) == pytest.approx(1 / index)
    assert sum(model.shares(communes)) == pytest.approx(1)
    assert sum(model.bands(communes)) == pytest.approx(1)


@given(st.integers(1, 10_000), st.integers(2, 50))
def test_equal_communes_are_as_many_as_they_are(people, number):
    assert model.equivalent_number(communes_of([people] * number)) == pytest.approx(number)


@given(populations, st.data())
def test_a_merger_concentrates(people, data):
    first = data.draw(st.integers(0, len(people) - 2))
    merged = [*people[:first], people[first] + people[first + 1], *people[first + 2 :]]
    assert model.concentration(communes_of(merged)) >= model.concentration(communes_of(people)) - 1e-12


@given(populations, goals)
def test_the_fewest_communes_reach_the_goal_and_one_fewer_does_not(people, goal):
    communes = communes_of(people)
    found = model.reach(communes, goal)
    assert sorted(found.equipped + found.left) == sorted(communes)
    assert 100 * model.people_of(found.equipped) >= goal * sum(people)
    assert 100 * model.people_of(found.equipped[:-1]) < goal * sum(people)
    assert not found.left or found.equipped[-1].population >= found.left[0].population


@given(populations, goals, goals)
def test_a_higher_goal_leaves_no_more_communes_out(people, one, other):
    communes, (low, high) = communes_of(people), sorted((one, other))
    assert len(model.reach(communes, high).left) <= len(model.reach(communes, low).left)


def test_a_goal_outside_its_limits_and_a_lone_commune_are_refused(tmp_path):
    for goal in (0, -1, 101):
        with pytest.raises(ValueError, match="goal"):
            model.reach(communes_of([1, 2]), goal)
    file = tmp_path / "territory.json"
    case = json.loads((EXERCISE / "data" / "territory.json").read_text(encoding="utf-8"))
    file.write_text(json.dumps(case | {"members": case["members"][:1]}), encoding="utf-8")
    with pytest.raises(ValueError, match="fewer than two"):
        model.territory(file)


# --- what the notebook asks, in every grouping --------------------------------------------------------


def test_each_question_has_three_mistakes_in_every_grouping():
    for grouping, communes in all_groupings():
        assert model.people_of(communes) == grouping.population
        questions = [
            (model.outside_mistakes(communes, place), 100 * model.outside_share(communes), 0.5)
            for place in {0, len(communes) // 2, len(communes) - 1}
        ]
        questions.append((model.equivalent_mistakes(communes), model.equivalent_number(communes), 0.1))
        for goal in (50, 75, 90, 99):
            left = len(model.reach(communes, goal).left)
            questions.append((model.left_mistakes(communes, goal), left, 0.4))
        for wrong, right, tolerance in questions:
            found = atelier.apart(wrong, right, tolerance)
            assert len(found) == 3, grouping.name
            assert all(abs(value - right) > tolerance for value in found)


def test_every_kind_of_grouping_has_its_family():
    kinds = model.country().kinds
    assert {grouping.kind for grouping in DIVISION.groupings} == set(kinds)
    assert model.family("lyon", kinds) == kinds["metropole"]
    assert model.family("cc", kinds) == kinds["cc"]


@settings(max_examples=30)
@given(populations, st.data())
def test_the_readers_commune_is_always_shown(people, data):
    communes = model.ranked(communes_of(people))
    own = data.draw(st.sampled_from(communes))
    assert own in model.shown(communes, own.name)
    assert len(model.shown(communes, own.name)) <= 7
    left = communes[1:]
    assert (own in model.outsiders(left, own.name)) == (own in left)
    assert len(model.outsiders(left, own.name)) <= 9


def test_usual_orders_of_the_four_cases_are_wrong():
    cases = model.country().cases
    right = model.by_concentration(cases)
    assert right == ["dijon", "angers", "clermont", "mulhouse"]
    wrong = model.misordered(cases)
    assert len({tuple(one) for one in wrong}) == 3
    assert right not in wrong


# --- what is committed with the module ----------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
def test_typed_quiz_values_are_what_the_model_computes(language):
    quiz = yaml.safe_load((MODULE / f"quiz.{language}.yml").read_text(encoding="utf-8"))
    (numeric,) = [question for question in quiz["questions"] if question["kind"] == "numeric"]
    assert numeric["answer"] == "{{ figure.quiz-equivalent }}"
    typed = [mistake["value"] for mistake in numeric["mistakes"]]
    computed = [len(quoted.THIRDS), FIGURES["quiz-hhi"], FIGURES["quiz-inverse-centre"], 1]
    assert typed == pytest.approx(computed, abs=0.005)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_text_alternatives_hold_the_numbers_of_the_pictures(language):
    def text(number):
        (file,) = MODULE.glob(f"{number}-*.{language}.md")
        return file.read_text(encoding="utf-8")

    kinds = re.search(r"!\[(.+?)\]\(images/kinds", text("02"))[1]
    centres = re.search(r"!\[(.+?)\]\(images/centres", text("04"))[1]
    for kind in pictures.KINDS:
        for figure in ("share", "people-share"):
            share = pictures.number(100 * FIGURES[f"{kind}-{figure}"], 1, language)
            assert share in kinds, (kind, figure)
    for case in pictures.CASES:
        assert pictures.number(FIGURES[f"{case}-equivalent"], 1, language) in centres, case
        for band in ("centre", "band-large", "band-small"):
            assert pictures.number(100 * FIGURES[f"{case}-{band}"], 0, language) in centres, (case, band)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_table_typed_in_the_notebook_is_that_of_the_map(language):
    text = (EXERCISE / f"notebook.{language}.md").read_text(encoding="utf-8")
    for case in model.country().cases.values():
        assert re.search(rf"^\| {case.name} \| .+, {len(case.communes)} communes \|$", text, re.MULTILINE)
    assert FIGURES["angers-smallest"] == 119
    assert "119" in text
