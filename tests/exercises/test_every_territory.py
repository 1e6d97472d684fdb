"""Exercises that follow a territory hold for every grouping of the official division, not for the reference case only.

The models are tried on all 1,255 groupings; the notebooks, as they run in the build, on a seeded sample of each kind and
on the extremes: fewest and most communes, the flattest, the most concentrated, villages without inhabitants, homonyms.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from support.courses import parcours
from support.many_runs import run_each
from support.models import atelier, models

from generator.building.exercises import run_for_editions
from generator.editions import select
from generator.model import Locality, Territory
from generator.renderers.pages.exercises import Surroundings, render_exercise
from generator.territories.worksheets import data_of, localized, localized_cell, written

ROOT = Path(__file__).resolve().parents[2]
EACH = {"anonymity": 1, "inclusion": 1, "networks": 1, "openness": 1, "sharing": 2}
"""Groupings of each kind whose notebooks are run, besides the extremes."""
WITHOUT_INHABITANTS = "200049187"
HOMONYMS = ("200040111", "200070852")
FOLLOWING = tuple(EACH)


COURSE = parcours()
BY_SLUG = {exercise.slug: exercise for exercise in COURSE.exercises.values()}
GROUPINGS: Sequence[Territory] = sorted(COURSE.division.groupings, key=lambda g: g.siren)  # type: ignore[union-attr]


def _share(grouping: Territory) -> float:
    return grouping.by_population[0].municipal / grouping.population


def _sample(each: int) -> list[Territory]:
    chance = random.Random(2026)  # noqa: S311 - a sample, the same each time
    found = {
        min(GROUPINGS, key=lambda g: len(g.members)).siren, max(GROUPINGS, key=lambda g: len(g.members)).siren,
        min(GROUPINGS, key=_share).siren, max(GROUPINGS, key=_share).siren, *HOMONYMS, WITHOUT_INHABITANTS,
    }  # fmt: skip
    for kind in sorted({grouping.kind for grouping in GROUPINGS}):
        those = [grouping.siren for grouping in GROUPINGS if grouping.kind == kind]
        found.update(chance.sample(those, min(each, len(those))))
    return [grouping for grouping in GROUPINGS if grouping.siren in found]


def _learner_of(grouping: Territory) -> Locality:
    """Somebody of that grouping who gave their commune, or gave the grouping only."""
    chance = random.Random(grouping.siren)  # noqa: S311 - as above
    commune = chance.choice([None, *(member.insee for member in grouping.members)])
    return Locality(grouping, COURSE.division.commune(commune) if commune and COURSE.division else None)


@pytest.fixture(scope="module")
def sharing() -> ModuleType:
    return models("sharing", "sharing")[0]


# --- data and parameters ------------------------------------------------------------------------------


def test_the_data_in_the_repository_are_those_of_the_reference_case() -> None:
    locality = Locality(COURSE.division.grouping("242100410"), None)  # type: ignore[union-attr]
    for slug in FOLLOWING:
        exercise = BY_SLUG[slug]
        kept = exercise.files[f"data/{exercise.territory}"]
        assert kept == written(data_of(locality, json.loads(kept)["provenance"]))
        assert localized(exercise, locality) is exercise


def test_in_every_grouping_defaults_are_among_what_the_form_allows() -> None:
    cells = [c for slug in FOLLOWING for c in BY_SLUG[slug].notebooks["fr"].cells if c.parameters]
    for grouping in GROUPINGS:
        locality = _learner_of(grouping)
        data = data_of(locality, "")
        for cell in cells:
            for parameter in localized_cell(cell, data).parameters:
                if parameter.choices:
                    assert len(parameter.choices) == len(set(parameter.choices)) >= 2, grouping
                    assert parameter.default in parameter.choices
                elif isinstance(parameter.default, int) and parameter.territory:
                    low, high = parameter.minimum, parameter.maximum
                    assert low is None or low <= parameter.default
                    assert high is None or parameter.default <= high


def test_the_default_commune_is_the_learners_own_else_the_smallest() -> None:
    grouping = COURSE.division.grouping("242100410")  # type: ignore[union-attr]
    cell = next(c for c in BY_SLUG["sharing"].notebooks["fr"].cells if c.name == "c-bill")
    for insee, name in ((None, "Flavignerot"), ("21231", "Dijon"), ("21452", "Neuilly-Crimolois")):
        commune = COURSE.division.commune(insee) if insee else None  # type: ignore[union-attr]
        local = localized_cell(cell, data_of(Locality(grouping, commune), ""))
        assert local.parameters[0].default == name
        assert f'town = "{name}"  # @param ["Ahuy", ' in local.source


def test_a_commune_in_no_grouping_keeps_the_communes_of_the_reference_case() -> None:
    division = COURSE.division
    assert division is not None
    home, island = division.grouping("242100410"), division.commune("29155")  # Ouessant
    assert island is not None
    data = data_of(Locality(home, island), "")
    assert (data["name"], data["commune"]["name"]) == ("Dijon Métropole", "Ouessant")
    cell = next(c for c in BY_SLUG["anonymity"].notebooks["fr"].cells if c.name == "c-commune")
    assert localized_cell(cell, data).parameters[0].default == island.municipal


def test_homonyms_of_one_grouping_are_told_apart() -> None:
    for siren in HOMONYMS:
        names = [m["name"] for m in data_of(Locality(COURSE.division.grouping(siren), None), "")["members"]]  # type: ignore[union-attr]
        assert len(set(names)) == len(names)
        assert sum(name.endswith(")") for name in names) == 2


# --- models -------------------------------------------------------------------------------------------


def test_laws_of_the_sharing_model_in_every_grouping(sharing: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "territory.json"
    for grouping in GROUPINGS:
        file.write_bytes(written(data_of(Locality(grouping, None), "")))
        communes = sharing.territory(file).communes
        people = sharing.people_of(communes)
        assert people == grouping.population
        alone = sharing.cost_of_scale(1e6, people)
        splits = {
            "population": sharing.by_population(1e6, communes),
            "equal": sharing.equally(1e6, communes),
            "root": sharing.by_root(1e6, communes),
            "shapley": sharing.shapley(communes, alone, samples=6 if len(communes) > 6 else None),
        }
        for name, shares in splits.items():
            assert sum(shares) == pytest.approx(1e6), (grouping.name, name)
        assert sharing.objectors(splits["shapley"], communes, alone) == (), grouping.name
        limit = sharing.largest_equal_part(communes, alone)
        assert not sharing.objectors(sharing.mixed(1e6, communes, 0.999 * limit), communes, alone)
        if limit < 0.99:
            assert sharing.objectors(sharing.mixed(1e6, communes, min(1, limit + 0.01)), communes, alone)


def test_what_is_asked_has_an_answer_and_three_mistakes_in_every_grouping(
    sharing: ModuleType, tmp_path: Path
) -> None:
    file = tmp_path / "territory.json"
    for grouping in GROUPINGS:
        file.write_bytes(written(data_of(Locality(grouping, None), "")))
        communes = sharing.territory(file).communes
        groups = sharing.proposals(communes)
        carried = sharing.carried(communes, groups)
        offered = [*sharing.offered(communes), "none"]
        for choices, right in (
            (list(groups), carried),
            (offered, sharing.relieved(communes, offered) or ["none"]),
        ):
            wrong = atelier.mistaken(choices, right)
            assert right
            assert len(wrong) == 3
            assert all(set(one) - set(right) for one in wrong)
        values = sharing.by_name(communes, range(len(communes)))
        assert len(sharing.extremes(values, communes[-1].name)) <= 24


# --- notebooks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", FOLLOWING)
def test_notebooks_keep_their_contract_wherever_the_learner_lives(slug: str, tmp_path: Path) -> None:
    """One language for each grouping in turn, both for the extremes: the code is the same but for texts."""
    names, jobs = [], []
    for number, grouping in enumerate(_sample(EACH[slug])):
        local = localized(BY_SLUG[slug], _learner_of(grouping))
        names.append(grouping.name)
        jobs.append((local, local.notebooks["fr" if number % 2 else "en"]))
    for name, (reply, faults) in zip(names, run_each(jobs, tmp_path), strict=True):
        assert [f"{found.place} {found.message}" for found in faults] == [], name
        wrong = [result["verdict"]["status"] for entry in reply["contract"] for result in entry["wrong"]]
        assert set(wrong) == {"mistake"}, f"{name}: a wrong answer is not explained"


def test_editions_of_a_place_hold_its_exercises() -> None:
    spec = replace(COURSE.editions["default"], territory="200000172", chooser=False)
    worksheets = [
        w for variant in select(COURSE, spec).variants for c in variant.chapters for w in c.worksheets
    ]
    name = COURSE.division.grouping("200000172").name  # type: ignore[union-attr]
    followers = [sheet for sheet in worksheets if sheet.speaks_of]
    assert {sheet.slug for sheet in followers} == set(FOLLOWING)
    for sheet in followers:
        assert json.loads(sheet.files["data/territory.json"])["code"] == "200000172"
        assert name in sheet.speaks_of
        assert not sheet.territory, "nobody chooses where the edition has settled"


def test_an_edition_of_a_place_shows_its_results_and_says_whose_they_are(tmp_path: Path) -> None:
    there = replace(COURSE.editions["default"], name="there", territory="33090", chooser=False)  # Canéjan
    course = replace(
        COURSE,
        editions={"default": COURSE.editions["default"], "there": there},
        exercises={id_: one for id_, one in COURSE.exercises.items() if one.slug == "sharing"},
    )
    outputs, faults = run_for_editions(course, tmp_path, {})
    assert faults == ()
    assert set(outputs) == {"there"}, "the reference case has run already"
    exercise = BY_SLUG["sharing"]
    assert "Canéjan" in outputs["there"][exercise.id, "fr"]["c-keys"][0].content
    (sheet,) = {
        worksheet.id: worksheet
        for variant in select(course, there).variants
        for chapter in variant.chapters
        for worksheet in chapter.worksheets
        if variant.language == "fr"
    }.values()
    html = render_exercise(sheet, outputs["there"][sheet.id, "fr"], Surroundings("fr", "page.html", {}))
    assert 'data-fact="territory.name">Communauté de communes Jalle-Eau-Bourde<' in html
    assert "data-territory" not in html, "nobody chooses where the edition has settled"
