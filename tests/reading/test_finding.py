"""What people type and what they mean by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.division import Division, read_division
from generator.reading.finding import edit_distance, words

ROOT = Path(__file__).resolve().parents[2]
DIJON, METROPOLE, BEAUNE, CA_BEAUNE = "21231", "242100410", "21054", "200006682"


@pytest.fixture(scope="module")
def division() -> Division:
    return read_division(ROOT)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("beaune", BEAUNE),
        ("  BEAUNE ", BEAUNE),
        ("dijon", DIJON),
        ("l hay les roses", "94038"),
        ("L’Haÿ-les-Roses", "94038"),
        ("lhaylesroses", "94038"),
        ("hay les roses", "94038"),
        ("havre", "76351"),
        ("le havre", "76351"),
        ("ile d'yeu", "85113"),
        ("oeuilly", "51410"),
        ("ST ETIENNE", "42218"),
        ("ste marie la blanche", "21558"),
        ("chevigny saint sauv", "21171"),
        ("roses l'hay", "94038"),
        ("paris 13e", "75056"),
        ("marseille 1er arrondissement", "13055"),
        ("crimolois", "21452"),
        ("cc beaune", CA_BEAUNE),
        ("communauté de communes de Beaune", CA_BEAUNE),
        ("metropole dijon", METROPOLE),
        ("Dijon Métropole", METROPOLE),
        ("cc flavignerot", METROPOLE),
        ("plaine commune", "200057867"),
        ("EPT Plaine Commune", "200057867"),
        ("angers loire metropole", "244900015"),
        ("dijjon", DIJON),
        ("marsaile", "13055"),
        ("chevigni saint sauveur", "21171"),
    ],
)
def test_names_as_people_type_them(typed: str, first: str, division: Division) -> None:
    assert division.find(typed, 5)[0].code == first


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("21231", DIJON), ("242100410", METROPOLE), ("242 100 410", METROPOLE), ("212102313", DIJON), ("2a004", "2A004"),
        ("21213", "21452"), ("75113", "75056"),
    ],
)  # fmt: skip
def test_codes(typed: str, first: str, division: Division) -> None:
    found = division.find(typed)[0]
    assert (found.code, found.exact) == (first, True)


def test_postal_codes_give_their_communes_the_most_populated_first(division: Division) -> None:
    found = [one.code for one in division.find("21200", 50)]
    assert BEAUNE in found[:2]  # 21200 is the INSEE code of Couchey, too
    assert set(found[1:]) == {c.insee for c in division.communes if "21200" in c.postal_codes}


def test_homonyms_are_told_apart_by_their_departement(division: Division) -> None:
    four = [one.code for one in division.find("saint denis", 4)]
    assert four == ["97411", "93066", "11339", "30247"]
    assert four == [one.code for one in division.find("st-denis", 4)]
    assert len({division.commune(code).department for code in four}) == 4  # type: ignore[union-attr]
    for typed in ("saint denis 93", "saint-denis seine saint denis", "93 st denis"):
        assert division.find(typed)[0].code == "93066", typed
    assert division.find("Saint-Denis (La Réunion)")[0].code == "97411"


def test_a_code_close_to_another_is_a_guess(division: Division) -> None:
    found = division.find("242100411")
    assert METROPOLE in [one.code for one in found]
    assert not any(one.exact for one in found)
    assert not division.find("marsaile")[0].exact
    assert division.find("marseille")[0].exact


def test_a_former_commune_says_so(division: Division) -> None:
    found = division.find("neuilly les dijon")[0]
    assert (found.code, found.formerly) == ("21452", "Neuilly-lès-Dijon")
    assert division.find("75113")[0].formerly == "Paris 13e Arrondissement"


def test_a_word_that_is_no_kind_after_all_still_finds_communes(division: Division) -> None:
    assert division.find("agglo gruissan", 3)
    assert "11170" in [one.code for one in division.find("gruissan", 3)]


@pytest.mark.parametrize(
    "typed", ["", " ", "🦄", "'", "-", "\x00", "\u202e", "%", "zzzzzzzz", "x" * 10_000, "9" * 10_000]
)
def test_what_means_nothing_finds_nothing(typed: str, division: Division) -> None:
    assert division.find(typed) == ()


def test_a_long_question_is_cut(division: Division) -> None:
    assert division.find("dijon " + " " * 10_000)[0].code == DIJON
    assert division.find("saint " * 2_000) is not None
    assert division.find("dijon", 0) == ()
    assert len(division.find("saint", 7)) == 7


@given(text=st.text(max_size=40))
def test_any_text_is_answered(text: str, division: Division) -> None:
    for found in division.find(text, 5):
        assert division.commune(found.code) or division.grouping(found.code)


def test_every_name_finds_its_own(division: Division) -> None:
    everyone = list(division.communes)
    for commune in everyone[:: len(everyone) // 150]:
        found = [one.code for one in division.find(f"{commune.name} {commune.department_code}", 10)]
        assert commune.insee in found, commune
    for grouping in list(division.groupings)[::20]:
        assert grouping.siren in [one.code for one in division.find(grouping.official, 10)], grouping.official


# --- comparing --------------------------------------------------------------------------------------


def test_words_leave_out_what_people_do_not_type() -> None:
    assert words("L'Haÿ-les-Roses") == ("hay", "roses")
    assert words("St-Étienne") == words("saint etienne") == ("saint", "etienne")
    assert words("Les") == ("les",)
    assert words("Marseille 1er") == ("marseille", "1")


@pytest.mark.parametrize(
    ("a", "b", "distance"),
    [
        ("dijon", "dijon", 0),
        ("dijjon", "dijon", 1),
        ("djion", "dijon", 1),
        ("lyon", "lion", 1),
        ("", "ab", 2),
        ("paris", "lille", 3),
    ],
)
def test_wrong_letters_are_counted(a: str, b: str, distance: int) -> None:
    assert edit_distance(a, b, 2) == distance == edit_distance(b, a, 2)
