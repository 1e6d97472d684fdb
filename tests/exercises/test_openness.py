"""The model of duties to publish: the curriculum's values, its laws, agreement with the site, and what is committed."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.courses import parcours
from support.models import models

from generator.reading.division import read_division
from generator.territories.obligations import judge as site_judge
from generator.territories.obligations import judgements, later
from generator.territories.worksheets import data_of, written

ROOT = Path(__file__).parents[2]
EXERCISE = ROOT / "exercises" / "openness"
MODULE = ROOT / "course" / "a4-ouvrir-ses-donnees"


model, quoted, pictures, around = models("openness", "openness", "figures", "pictures", "around")
FIGURES = quoted.figures()


RULES = {rule.id: rule for rule in model.RULES}
SITE_IDS = {
    "open-data-commune": "open-data-commune",
    "open-data-grouping": "open-data-groupement",
    "algorithms": "regles-algorithmes",
    "access-officer": "acces-documents",
    "responsible-digital": "strategie-numerique-responsable",
    "climate-plan": "pcaet",
    "development-council": "conseil-developpement",
    "nis2-commune": "nis2-commune",
    "nis2-grouping": "nis2-groupement",
}
OBLIGATIONS = parcours().obligations
DIVISION = read_division(ROOT)

kinds = st.sampled_from(["commune", "cc", "ca", "cu", "metropole", "lyon"])
thresholds = sorted({rule.population for rule in model.RULES})
people = st.one_of(
    st.integers(0, 600_000), st.sampled_from([n + d for n in thresholds if n for d in (-1, 0, 1)])
)
staffs = st.one_of(st.none(), st.floats(0, 5_000), st.sampled_from([49.5, 50.0]))


# --- values of the curriculum -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("case-communes", 23),
        ("case-over-3500", 9),
        ("case-over-10000", 4),
        ("case-over-50000", 1),
        ("case-both-sides", 1),
        ("neuilly-municipal", 3_430),
        ("neuilly-total", 3_463),
        ("neuilly-latest", 3_588),
    ],
)
def test_values_of_the_curriculum(figure, expected):
    assert FIGURES[figure] == expected


@pytest.mark.parametrize(
    ("kind", "inhabitants", "staff", "expected"),
    [
        ("commune", 2_900, 60, ["algorithms"]),
        ("commune", 3_500, 49, []),
        ("commune", 3_499, 50, ["algorithms"]),
        ("commune", 3_500, 50, ["open-data-commune", "algorithms"]),
        ("cc", 9_000, 80, ["open-data-grouping", "algorithms"]),
        ("cc", 9_000, 40, []),
        ("cc", 50_000, 10, ["access-officer", "climate-plan"]),
        ("commune", 50_001, 10, ["access-officer", "responsible-digital"]),
    ],
)
def test_thresholds_are_those_of_the_texts(kind, inhabitants, staff, expected):
    assert model.duties(kind, inhabitants, staff) == expected


def test_the_valley_is_bound_as_the_lessons_say():
    due = {name: model.duties(*case) for name, case in quoted.VALLEY.items()}
    assert due == {
        "grouping": ["open-data-grouping", "algorithms", "access-officer"],
        "centre": ["open-data-commune", "algorithms"],
        "valbourg": [],
    }
    assert model.duties(*quoted.NURSERY) == ["algorithms"]


def test_the_edge_case_is_as_the_official_division_has_it():
    commune, edge = DIVISION.commune("21452"), model.NEUILLY_CRIMOLOIS
    assert (commune.municipal, commune.total, commune.latest) == edge.figures
    assert (commune.vintage, commune.latest_vintage) == ("2022", "2023"), "years written in the notebook"
    rule = RULES["open-data-commune"]
    assert model.judge(rule, "commune", edge.figures, 60) == ("population", "both-sides")
    assert [model.judge(rule, "commune", [n], 60).standing for n in edge.figures] == [
        "does-not", "does-not", "applies",
    ]  # fmt: skip


# --- agreement with the page « Mon territoire » -------------------------------------------------------


def test_rules_are_the_obligations_of_the_site():
    for id_, rule in RULES.items():
        obligation = OBLIGATIONS[SITE_IDS[id_]]
        assert set(rule.kinds) == set(obligation.kinds), id_
        assert (rule.population, rule.staff, rule.pending) == (
            obligation.population, obligation.staff, obligation.pending,
        ), id_  # fmt: skip
        assert obligation.article.startswith(rule.article), id_


@settings(max_examples=60, deadline=None)
@given(kinds, people, st.one_of(st.none(), people), staffs)
def test_the_model_judges_as_the_site_does(kind, municipal, total, staff):
    for id_, rule in RULES.items():
        theirs = site_judge(OBLIGATIONS[SITE_IDS[id_]], kind, municipal, total, staff)
        assert model.judge(rule, kind, [municipal, total], staff).standing == theirs.standing.value, id_


def _sample():
    chance = random.Random(2026)  # noqa: S311 - a sample, the same each time
    latest = json.loads((EXERCISE / "data" / "latest.json").read_text())
    edges = [DIVISION.commune(code) for code in latest]
    some = chance.sample(sorted(DIVISION.groupings, key=lambda one: one.siren), 40)
    codes = {commune.grouping for commune in edges} - {""} | {one.siren for one in some}
    return [DIVISION.grouping(code) for code in sorted(codes)]


def test_the_exercise_says_what_the_page_of_the_territory_says(tmp_path):
    """Every commune of a sample of groupings, and of those where the latest figure decides, by both."""
    from generator.model import Locality

    file = tmp_path / "territory.json"
    for grouping in _sample():
        file.write_bytes(written(data_of(Locality(grouping, None), "")))
        place = model.territory(file)
        whole = {
            j.obligation.id: j.verdict.standing.value
            for j in judgements(OBLIGATIONS.values(), Locality(grouping, None), grouping_staff=60)
        }
        for id_, rule in RULES.items():
            verdict = model.judge(rule, place.kind, place.figures, 60)
            if verdict.reason != "kind":
                assert whole[SITE_IDS[id_]] == verdict.standing, (grouping.name, id_)
        for commune in place.communes:
            theirs = DIVISION.commune(commune.insee)
            said = {
                j.obligation.id: j.verdict.standing.value
                for j in judgements(OBLIGATIONS.values(), Locality(None, theirs), commune_staff=60)
            }
            for rule in model.rules_for("commune"):
                ours = model.judge(rule, "commune", commune.figures, 60, insee=commune.insee)
                assert said[SITE_IDS[rule.id]] == ours.standing, (commune.name, rule.id, later(theirs))


def test_latest_populations_are_those_that_the_division_gives():
    kept = (EXERCISE / "data" / "latest.json").read_text(encoding="utf-8")
    assert kept == around.text(around.across(ROOT))


# --- laws ---------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(kinds, people, people, st.floats(0, 5_000), st.floats(0, 5_000))
def test_growing_never_lifts_a_duty(kind, one, other, some, more):
    small, large = sorted((one, other))
    few, many = sorted((some, more))
    assert set(model.duties(kind, small, few)) <= set(model.duties(kind, large, many))


@given(st.floats(0, 2), st.floats(0, 5))
@settings(max_examples=40, deadline=None)
def test_whatever_the_weights_nothing_about_people_is_ranked(ease, risk):
    ranked = model.ranking(ease, risk)
    assert not {one.id for one in ranked} & set(model.withheld())
    scores = [round(model.score(one, ease, risk), 9) for one in ranked]
    assert scores == sorted(scores, reverse=True)
    assert len(model.ranking(ease, risk, veto=False)) == len(model.DATA_SETS) == 10


def test_with_plain_weights_the_score_is_value_times_ease_less_risk():
    for one in model.DATA_SETS:
        assert model.score(one) == pytest.approx(one.value * one.ease - one.risk)
        assert FIGURES[f"score-{one.id}"] == pytest.approx(one.value * one.ease - one.risk)


def test_the_file_of_calls_comes_first_until_it_is_set_aside():
    assert model.ranking(veto=False)[0].id == "calls"
    assert [one.id for one in model.ranking()[:3]] == ["places", "budget", "faults"]
    assert model.ranking(0)[0].id == "addresses"
    shares = model.steadiness()
    assert model.steadiest(shares) == "places"
    assert shares["places"] == 1
    assert sum(shares.values()) == pytest.approx(model.FIRST)


def test_staff_below_zero_is_refused():
    with pytest.raises(ValueError, match="zero or more"):
        model.judge(RULES["algorithms"], "commune", [100], -1)


# --- any territory ------------------------------------------------------------------------------------


def test_what_is_asked_has_an_answer_and_three_mistakes_in_every_grouping(tmp_path):
    from generator.model import Locality

    file = tmp_path / "territory.json"
    for grouping in DIVISION.groupings:
        file.write_bytes(written(data_of(Locality(grouping, None), "")))
        place = model.territory(file)
        right, slips = model.share_below(place.communes), model.slips(place.communes)
        assert 0 <= right <= 100
        assert len(slips) >= 3, grouping.name
        assert all(abs(value - right) > model.TOLERANCE for value in slips.values()), grouping.name
        assert place.figures[0] == grouping.population


# --- what is committed with the module ----------------------------------------------------------------


def test_cells_of_the_picture_are_the_models_judgement():
    assert pictures.outcome("commune", 3_500, 50) == "all"
    assert pictures.outcome("commune", 3_499, 50) == "rules"
    assert pictures.outcome("commune", 80_000, 49) == "none"
    assert pictures.outcome("cc", 1_000, 50) == "all"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_text_alternatives_hold_the_numbers_of_the_pictures(language):
    (lesson,) = MODULE.glob(f"03-*.{language}.md")
    (alternative,) = [x for x in lesson.read_text(encoding="utf-8").splitlines() if x.startswith("![")]
    for one in model.DATA_SETS:
        assert f" {FIGURES[f'score-{one.id}']:g}".replace("-", "−") in alternative, one.id


def test_typed_quiz_values_are_what_the_model_computes():
    for language in ("fr", "en"):
        quiz = yaml.safe_load((MODULE / f"quiz.{language}.yml").read_text(encoding="utf-8"))
        (numeric,) = [question for question in quiz["questions"] if question["kind"] == "numeric"]
        assert numeric["answer"] == "{{ figure.score-lamps }}"
        lamps = next(one for one in model.DATA_SETS if one.id == "lamps")
        assert [mistake["value"] for mistake in numeric["mistakes"]] == [
            lamps.value * lamps.ease,
            lamps.value + lamps.ease - lamps.risk,
            lamps.value * (lamps.ease - lamps.risk),
            lamps.value * lamps.ease + lamps.risk,
        ]
