"""What the law asks of a territory: thresholds, edge cases of the map of France, reasons in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.courses import parcours

from generator.checks import names
from generator.diagnostics import Place
from generator.model import Confidence, Course, Locality, Obligation, Reference
from generator.territories.obligations import SENTENCES, Standing, judge, judgements
from generator.territories.publication import published_law

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("commune", "cc", "ca", "cu", "metropole")
HERE = Place("course/obligations.yml")


@pytest.fixture(scope="module")
def course() -> Course:
    return parcours()


def place(course: Course, code: str) -> Locality:
    assert course.division is not None
    commune = course.division.commune(code)
    siren = commune.grouping if commune else code
    return Locality(course.division.grouping(siren) if siren else None, commune)


def standings(course: Course, code: str, body: str, **staff: float | None) -> dict[str, Standing]:
    judged = judgements(course.obligations.values(), place(course, code), **staff)
    return {j.obligation.id: j.verdict.standing for j in judged if j.body == body}


# --- thresholds -------------------------------------------------------------------------------------

LIMITS = [
    ("open-data-commune", "commune", 3_500, 50),
    ("acces-documents", "commune", 10_000, 0),
    ("acces-documents", "cc", 10_000, 0),
    ("strategie-numerique-responsable", "commune", 50_001, 0),
    ("strategie-numerique-responsable", "ca", 50_001, 0),
    ("pcaet", "cc", 20_001, 0),
    ("conseil-developpement", "cc", 50_001, 0),
    ("conseils-quartier", "commune", 80_000, 0),
]


@pytest.mark.parametrize(("name", "kind", "population", "staff"), LIMITS)
def test_a_threshold_is_included(course: Course, name: str, kind: str, population: int, staff: int) -> None:
    obligation = course.obligations[name]

    def standing(inhabitants: int) -> Standing:
        return judge(obligation, kind, inhabitants, inhabitants, staff or None).standing

    found = [standing(population + step) for step in (-1, 0, 1)]
    assert found == [Standing.DOES_NOT, Standing.APPLIES, Standing.APPLIES]


@pytest.mark.parametrize("name", ["open-data-commune", "open-data-groupement", "regles-algorithmes"])
def test_the_staff_threshold_is_included(course: Course, name: str) -> None:
    obligation = course.obligations[name]
    kind = obligation.kinds[0]
    found = [judge(obligation, kind, 9_000, 9_000, staff).standing for staff in (49, 49.9, 50, 51, None)]
    assert found == [Standing.DOES_NOT, Standing.DOES_NOT, Standing.APPLIES, Standing.APPLIES, Standing.STAFF]


def test_both_thresholds_are_met_together_by_a_commune_and_staff_alone_by_a_grouping(course: Course) -> None:
    commune, grouping = course.obligations["open-data-commune"], course.obligations["open-data-groupement"]
    assert judge(commune, "commune", 2_900, 2_950, 60).standing is Standing.DOES_NOT
    assert judge(commune, "commune", 3_600, 3_650, 40).standing is Standing.DOES_NOT
    assert judge(grouping, "cc", 2_900, 2_950, 60).standing is Standing.APPLIES
    assert (
        judge(course.obligations["regles-algorithmes"], "commune", 2_900, 2_950, 60).standing
        is Standing.APPLIES
    )


def test_nis_2_is_pending_and_never_said_to_apply(course: Course) -> None:
    commune = course.obligations["nis2-commune"]
    found = [judge(commune, "commune", n, n, 500).standing for n in (30_000, 30_001)]
    assert found == [Standing.DOES_NOT, Standing.PENDING]
    assert judge(course.obligations["nis2-groupement"], "cc", 5_000, 5_100, None).standing is Standing.PENDING


def test_a_population_that_is_not_published_decides_nothing(course: Course) -> None:
    verdict = judge(course.obligations["acces-documents"], "commune", None, None, None)
    assert verdict.standing is Standing.UNKNOWN
    assert (
        judge(course.obligations["delegue-donnees"], "commune", None, None, None).standing is Standing.APPLIES
    )


def test_figures_on_both_sides_are_told(course: Course) -> None:
    verdict = judge(course.obligations["acces-documents"], "commune", 9_990, 10_010, None)
    assert verdict.standing is Standing.POPULATION
    assert all(n in verdict.reason["en"] for n in ("9,990", "10,010", "10,000"))
    assert "9\u202f990" in verdict.reason["fr"]


# --- the map of France ------------------------------------------------------------------------------


def test_the_vintage_decides_for_neuilly_crimolois(course: Course) -> None:
    obligation = course.obligations["open-data-commune"]
    assert judge(obligation, "commune", 3_430, 3_463, 60).standing is Standing.DOES_NOT
    assert judge(obligation, "commune", 3_588, None, 60).standing is Standing.APPLIES
    assert standings(course, "21452", "commune", commune_staff=60)["open-data-commune"] is Standing.POPULATION


@pytest.mark.parametrize("code", ["85113", "29083", "22016", "29155"])
def test_a_commune_in_no_grouping_is_judged_alone(course: Course, code: str) -> None:
    assert standings(course, code, "grouping") == {}
    assert standings(course, code, "commune")["delegue-donnees"] is Standing.APPLIES


def test_paris_is_judged_as_a_commune_and_its_grouping_is_grand_paris(course: Course) -> None:
    there = place(course, "75056")
    assert there.grouping is not None
    assert there.grouping.kind == "metropole"
    assert standings(course, "75056", "commune")["conseils-quartier"] is Standing.APPLIES
    assert standings(course, "75056", "grouping")["pcaet"] is Standing.APPLIES


def test_the_metropole_de_lyon_is_not_judged_on_what_is_written_for_groupings(course: Course) -> None:
    found = standings(course, "69123", "grouping", grouping_staff=9_000)
    alone = {name for name, o in course.obligations.items() if "commune" not in o.kinds}
    assert {name for name, standing in found.items() if standing is Standing.UNKNOWN} == alone
    assert found["strategie-numerique-responsable"] is Standing.APPLIES


@pytest.mark.parametrize("code", ["97502", "98735", "98818"])
def test_nothing_is_said_of_a_collectivity_overseas(course: Course, code: str) -> None:
    assert set(standings(course, code, "commune", commune_staff=60).values()) == {Standing.UNKNOWN}


def test_an_overseas_departement_is_judged_like_the_others(course: Course) -> None:
    assert standings(course, "97411", "commune")["strategie-numerique-responsable"] is Standing.APPLIES


# --- laws -------------------------------------------------------------------------------------------

OBLIGATIONS = st.builds(
    lambda kinds, population, staff, pending: Obligation(
        "essai", {}, {}, "art. 1", {}, tuple(sorted(kinds)), population, staff, pending, ("loi",), "", HERE
    ),
    st.sets(st.sampled_from(KINDS), min_size=1),
    st.integers(0, 100_000),
    st.integers(0, 500),
    st.booleans(),
)
POPULATIONS = st.none() | st.integers(0, 200_000)
STAFF = st.floats(0, 10_000)


@given(OBLIGATIONS, st.sampled_from(KINDS), POPULATIONS, POPULATIONS, STAFF, STAFF)
def test_more_staff_never_removes_a_duty(
    obligation: Obligation, kind: str, municipal: int | None, total: int | None, one: float, other: float
) -> None:
    few, many = (judge(obligation, kind, municipal, total, staff) for staff in sorted((one, other)))
    if few.standing is not Standing.DOES_NOT:
        assert many.standing is few.standing


@given(
    OBLIGATIONS, st.sampled_from(KINDS), st.integers(0, 200_000), st.integers(0, 200_000), st.none() | STAFF
)
def test_more_inhabitants_never_remove_a_duty(
    obligation: Obligation, kind: str, one: int, other: int, staff: float | None
) -> None:
    few, many = (judge(obligation, kind, n, n, staff) for n in sorted((one, other)))
    if few.standing is not Standing.DOES_NOT:
        assert many.standing is few.standing


@given(
    OBLIGATIONS, st.sampled_from((*KINDS, "lyon")), POPULATIONS, POPULATIONS, st.none() | STAFF, POPULATIONS
)
def test_every_verdict_gives_its_reason_with_no_hole(
    obligation: Obligation,
    kind: str,
    municipal: int | None,
    total: int | None,
    staff: float | None,
    latest: int | None,
) -> None:
    verdict = judge(obligation, kind, municipal, total, staff, latest=latest)
    for reason in verdict.reason.values():
        assert reason.endswith(".")
        assert "{" not in reason
        assert "None" not in reason
    assert set(verdict.reason) == {"fr", "en"}


@pytest.mark.parametrize("staff", [-1, -0.001, float("nan"), float("inf")])
def test_a_number_of_staff_is_zero_or_more(course: Course, staff: float) -> None:
    with pytest.raises(ValueError, match="zero or more"):
        judge(course.obligations["delegue-donnees"], "commune", 100, 100, staff)


# --- the course's own obligations -------------------------------------------------------------------


def test_what_the_law_asks_is_sourced_and_said_in_both_languages(course: Course) -> None:
    assert len(course.obligations) >= 15
    for obligation in course.obligations.values():
        assert set(obligation.title) == set(obligation.duty) == {"fr", "en"}
        known = {course.references[name].confidence for name in obligation.references}
        if known == {Confidence.KNOWN}:
            assert "à vérifier" in obligation.note["fr"] or "faites-le vérifier" in obligation.note["fr"], (
                obligation.id
            )


def test_a_source_that_only_an_obligation_cites_is_used(course: Course) -> None:
    extra = Reference("seule", {"fr": "x"}, "x", "", Confidence.KNOWN, "2026-01-01", "2027-01-01", {}, HERE)
    references = {**course.references, "seule": extra}
    told = {d.message for d in names.unused(replace(course, references=references))}
    assert told == {"the source 'seule' is cited nowhere"}
    obligation = replace(course.obligations["pcaet"], references=("seule",))
    citing = replace(course, references=references, obligations={**course.obligations, "essai": obligation})
    assert not list(names.unused(citing))


def test_the_page_judges_with_the_same_words(course: Course) -> None:
    law = published_law(course.obligations.values(), ("fr", "en"))
    assert {o["id"] for o in law["obligations"]} == set(course.obligations)
    assert all(set(said) == set(SENTENCES) for said in law["sentences"].values())
