"""What is said of a territory: facts in words, its peers, the conditions it meets, and the same for the browser."""

from __future__ import annotations

import json
import statistics
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import texts
from generator.diagnostics import Place
from generator.model import Commune, Locality, Member, Territory
from generator.reading.division import Division, read_division
from generator.territories.conditions import CONDITIONS, IMPLY_COMMUNE, holding
from generator.territories.facts import (
    COMMUNE_FACTS,
    NONE,
    PEERS_FACTS,
    TERRITORY_FACTS,
    UNKNOWN,
    Country,
    facts,
)
from generator.territories.peers import among, gini, largest_share, quantile
from generator.territories.places import country_of
from generator.territories.publication import published_commune, published_grouping

ROOT = Path(__file__).resolve().parents[2]
DIVISION: Division = read_division(ROOT)
DIJON = "242100410"
LANGUAGES = ("fr", "en")
HERE = Place("course/territories.yml")


@pytest.fixture(scope="module")
def country() -> Country:
    return Country(grouping(DIJON), among(DIVISION.groupings), name_of_department)


def name_of_department(code: str) -> str:
    department = DIVISION.department(code)
    return department.name if department else code


def grouping(siren: str) -> Territory:
    found = DIVISION.grouping(siren)
    assert found is not None
    return found


def place(code: str) -> Locality:
    """A commune with its grouping, or a grouping."""
    commune = DIVISION.commune(code)
    if commune is None:
        return Locality(grouping(code), None)
    return Locality(grouping(commune.grouping) if commune.grouping else None, commune)


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


# --- facts ------------------------------------------------------------------------------------------


def test_a_metropole_is_told_as_the_official_figures_have_it(country: Country) -> None:
    said = {name: plain(text) for name, text in facts(place(DIJON), "fr", country).items()}
    expected = {
        "territory.name": "Dijon Métropole", "territory.of": "de Dijon Métropole", "territory.kind": "métropole",
        "territory.departments": "Côte-d’Or", "territory.communes": "23", "territory.population": "258 630",
        "territory.population.total": "263 672", "territory.largest.name": "Dijon", "territory.largest.share": "61,8 %",
        "territory.smallest.name": "Flavignerot", "territory.smallest.population": "231", "territory.over_3500": "9",
        "territory.over_10000": "4", "territory.over_50000": "1", "territory.mean.population": "11 245",
        "peers.kind": "métropoles", "peers.count": "22",
    }  # fmt: skip
    assert {name: said[name] for name in expected} == expected
    assert not set(COMMUNE_FACTS) & set(said), "nobody named a commune"


def test_a_commune_of_231_inhabitants_is_told_with_its_grouping(country: Country) -> None:
    said = facts(place("21270"), "fr", country)
    assert [plain(said[name]) for name in COMMUNE_FACTS] == [
        "Flavignerot", "de Flavignerot", "à Flavignerot", "21270", "Côte-d’Or", "231", "235", said["territory.vintage"],
        "0,1 %", "23",
    ]  # fmt: skip
    assert said["territory.name"] == "Dijon Métropole"


@pytest.mark.parametrize("code", ["85113", "29083", "22016", "29155", "98735"])
def test_a_commune_in_no_grouping_keeps_the_reference_case(code: str, country: Country) -> None:
    for language in LANGUAGES:
        said = facts(place(code), language, country)
        assert said["territory.name"] == "Dijon Métropole"
        assert said["commune.rank"] == said["commune.share"] == NONE[language]
        assert said["commune.population.total"] == UNKNOWN[language], "said in words, never as a zero"


def test_articles_of_communes_contract(country: Country) -> None:
    said = facts(place("76351"), "fr", country)
    assert (said["commune.of"], said["commune.at"]) == ("du Havre", "au Havre")


def test_a_population_that_is_not_published_is_said_in_words(country: Country) -> None:
    commune = next(c for c in DIVISION.communes if c.municipal is None)
    for language in LANGUAGES:
        said = facts(Locality(None, commune), language, country)
        assert said["commune.population"] == UNKNOWN[language]


def test_every_grouping_has_every_fact_in_both_languages(country: Country) -> None:
    for territory in DIVISION.groupings:
        for language in LANGUAGES:
            said = facts(Locality(territory, None), language, country)
            assert tuple(said) == TERRITORY_FACTS + PEERS_FACTS
            assert all(said.values()), territory.name


# --- peers ------------------------------------------------------------------------------------------

MEMBERS = st.lists(st.integers(0, 2_000_000), min_size=1, max_size=12).map(
    lambda sizes: tuple(Member(f"{n:05}", f"Commune {n}", size, size) for n, size in enumerate(sizes))
)
TERRITORIES = st.lists(
    st.builds(
        lambda members, kind: Territory("2", "Val", kind, "2026", members, "r", HERE),
        MEMBERS,
        st.sampled_from(["cc", "ca", "cu", "metropole", "lyon"]),
    ),
    min_size=1,
    max_size=8,
)


@given(TERRITORIES)
def test_a_grouping_lies_among_its_peers(those: list[Territory]) -> None:
    peers = among(those)
    for territory in those:
        family = peers.of(territory)
        q1, median, q3 = (quantile(family.populations, share) for share in (0.25, 0.5, 0.75))
        assert family.populations[0] <= q1 <= median <= q3 <= family.populations[-1]
        assert 1 <= family.rank(territory.population) <= family.count
        assert 0 <= largest_share(territory) <= 1
        assert 0 <= gini(m.municipal for m in territory.members) < 1


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=40))
def test_quartiles_are_those_of_the_standard_library(values: list[int]) -> None:
    ours = [quantile(sorted(values), share) for share in (0.25, 0.5, 0.75)]
    assert ours == pytest.approx(statistics.quantiles(values, n=4, method="inclusive"))


def test_concentration_goes_from_none_to_all() -> None:
    assert gini([5, 5, 5]) == 0
    assert gini([0, 0]) == 0
    assert gini([0, 0, 0, 8]) == pytest.approx(0.75)


def test_lyon_has_metropoles_for_peers(country: Country) -> None:
    lyon = next(g for g in DIVISION.groupings if g.kind == "lyon")
    assert country.peers.of(lyon) == country.peers.of(grouping(DIJON))
    assert "metropole" in holding(Locality(lyon, None))


# --- conditions -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (DIJON, {"chosen", "no-commune", "grouping", "metropole"}),
        ("21270", {"chosen", "commune", "member", "grouping", "metropole", "under-3500"}),
        ("21231", {"chosen", "commune", "member", "grouping", "metropole", "over-3500"}),
        ("85113", {"chosen", "commune", "no-grouping", "over-3500"}),
        ("29083", {"chosen", "commune", "no-grouping", "under-3500"}),
    ],
)
def test_the_conditions_a_place_meets(code: str, expected: set[str]) -> None:
    assert set(holding(place(code))) == expected


def test_the_reference_case_was_chosen_by_nobody() -> None:
    assert {"reference", "no-commune"} <= set(holding(replace(place(DIJON), reference=True)))
    assert "chosen" not in holding(replace(place(DIJON), reference=True))


@pytest.mark.parametrize(
    ("population", "expected"),
    [(3_499, {"under-3500"}), (3_500, {"over-3500"}), (3_501, {"over-3500"}), (None, set())],
)
def test_the_limit_of_small_communes(population: int | None, expected: set[str]) -> None:
    commune = Commune("01001", "Ici", "Ain", "", (), "", population, None, "")
    assert set(holding(Locality(None, commune))) & {"over-3500", "under-3500"} == expected


def test_conditions_that_imply_a_commune_never_hold_without_one() -> None:
    for territory in DIVISION.groupings:
        assert not IMPLY_COMMUNE & set(holding(Locality(territory, None)))
    assert set(CONDITIONS) > IMPLY_COMMUNE


# --- for the browser --------------------------------------------------------------------------------


def communes_of(territory: Territory) -> list[Commune]:
    return [c for c in (DIVISION.commune(m.insee) for m in territory.members) if c is not None]


def column(published: dict[str, dict[str, object]], name: str, language: str, at: int) -> str:
    """How a page reads the fact of a commune."""
    value = published[language].get(name, published[""].get(name))
    return str(value[at]) if isinstance(value, list) else str(value)


@pytest.mark.parametrize("siren", [DIJON, "200054781", "249710070", "243100518"])
def test_a_page_finds_the_texts_that_the_build_fills(siren: str, country: Country) -> None:
    territory = grouping(siren)
    made = json.loads(json.dumps(published_grouping(territory, communes_of(territory), LANGUAGES, country)))
    assert set(made["conditions"]) == set(holding(Locality(territory, None)))
    for language in LANGUAGES:
        assert made["facts"][language] == facts(Locality(territory, None), language, country)
        for at, row in enumerate(made["members"]):
            there = place(row[0])
            said = facts(there, language, country)
            read = {name: column(made["commune"], name, language, at) for name in COMMUNE_FACTS}
            assert {**made["facts"][language], **read} == said
            assert made["communeConditions"][made["communeCondition"][at]] == list(holding(there))


def test_a_commune_in_no_grouping_has_a_file_of_the_same_shape(country: Country) -> None:
    there = place("29083")
    assert there.commune is not None
    made = json.loads(json.dumps(published_commune(there.commune, LANGUAGES, country)))
    whole = published_grouping(grouping(DIJON), communes_of(grouping(DIJON)), LANGUAGES, country)
    assert set(made) == set(whole)
    for language in LANGUAGES:
        read = {name: column(made["commune"], name, language, 0) for name in COMMUNE_FACTS}
        assert {**made["facts"][language], **read} == facts(there, language, country)


def test_the_files_stay_small(country: Country) -> None:
    sizes = [
        len(json.dumps(published_grouping(g, communes_of(g), LANGUAGES, country), ensure_ascii=False,
                       separators=(",", ":")).encode())
        for g in list(DIVISION.groupings)[::12]
    ]  # fmt: skip
    assert statistics.median(sizes) < 10_000
    assert max(sizes) < 40_000


def test_numbers_are_written_in_the_conventions_of_the_language(country: Country) -> None:
    french, english = (
        facts(place(DIJON), language, country)["territory.population"] for language in LANGUAGES
    )
    assert (french, english) == (f"258{texts.NARROW}630", "258,630")


def test_a_grouping_of_the_course_itself_counts_among_its_peers() -> None:
    from support import courses

    course = courses.sound_course()
    found = country_of(replace(course, division=DIVISION))
    own = next(iter(course.territories.values()))
    family = found.peers.of(own)
    assert own.population in family.populations
    assert family.count == 1 + sum(g.kind == own.kind for g in DIVISION.groupings)
    assert 1 <= family.rank(own.population) <= family.count


def test_a_course_without_a_division_compares_its_own_territories() -> None:
    from support import courses

    course = courses.sound_course()
    found = country_of(replace(course, division=None))
    assert found.home in course.territories.values()
    assert found.peers.of(found.home).count >= 1
