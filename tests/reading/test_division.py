"""The official division against the package it was made from: counts, edge cases, laws, and what is refused."""

from __future__ import annotations

import gzip
import json
import random
import statistics
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.grammar import apostrophes, grouping_name
from generator.model import Territory
from generator.reading import division_file
from generator.reading.division import DIVISION, KINDS, PLAIN_DIVISION, Division, read_division
from generator.reading.division_file import DivisionError

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "node_modules" / "@etalab" / "decoupage-administratif"

SEED = random.Random("division")  # noqa: S311  (a sample that is the same at each run, not a secret)
OVERSEAS = {"975", "977", "978", "984", "986", "987", "988", "989"}

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def division() -> Division:
    return read_division(ROOT)


def of_package(name: str) -> Rows:
    """A file of the source package."""
    rows: Rows = json.loads((PACKAGE / "data" / f"{name}.json").read_bytes())
    return rows


@pytest.fixture(scope="module")
def groupings() -> Rows:
    return of_package("epci")


@pytest.fixture(scope="module")
def communes() -> dict[str, dict[str, Any]]:
    return {row["code"]: row for row in of_package("communes") if row["type"] == "commune-actuelle"}


# --- counts -----------------------------------------------------------------------------------------


def test_the_whole_country_is_there(division: Division) -> None:
    kinds = Counter(grouping.kind for grouping in division.groupings)
    assert kinds == {"cc": 989, "ca": 230, "cu": 14, "metropole": 21, "lyon": 1}
    assert sum(kinds.values()) == 1_255
    assert len(list(division.establishments)) == 11
    everyone = list(division.communes)
    assert len(everyone) == 34_969
    assert sum(not commune.grouping for commune in everyone) == 98
    assert sum(not commune.latest for commune in everyone) == 12
    assert (
        sum(
            commune.municipal is not None and commune.municipal >= 3_500
            for commune in everyone
            if commune.grouping
        )
        == 3_227
    )


def test_the_figures_are_those_of_the_map(division: Division) -> None:
    home = [c for c in division.communes if c.department_code[:3] not in OVERSEAS]
    assert len(home) == 34_875
    assert statistics.median(c.municipal or 0 for c in home if c.grouping) == 459
    latest = [c.latest or 0 for c in home]
    assert [sum(n >= least for n in latest) for least in (10_000, 100_000)] == [1_048, 42]


# --- against the package ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "EPT"])
def test_groupings_of_each_kind_are_those_of_the_package(
    kind: str, division: Division, groupings: Rows, communes: Mapping[str, dict[str, Any]]
) -> None:
    of_kind = [row for row in groupings if row["type"] == kind]
    for row in SEED.sample(of_kind, min(25, len(of_kind))):
        grouping = division.grouping(row["code"])
        assert grouping is not None
        assert (grouping.official, grouping.kind, grouping.name) == (
            row["nom"],
            KINDS[kind],
            grouping_name(row["nom"]),
        )
        assert {m.insee: (m.municipal, m.total) for m in grouping.members} == {
            m["code"]: (m["populationMunicipale"], m["populationTotale"]) for m in row["membres"]
        }
        for member in grouping.members:
            source, commune = communes[member.insee], division.commune(member.insee)
            assert commune is not None
            assert commune.grouping == row["code"]
            assert commune.name == member.name == apostrophes(source["nom"])
            assert (commune.latest, commune.siren) == (source["population"], source["siren"])
            assert commune.postal_codes == tuple(source["codesPostaux"])
            assert (commune.liaison, commune.department_code) == (
                source["typeLiaison"],
                source["departement"],
            )


def test_establishments_are_those_of_the_package(division: Division) -> None:
    for row in of_package("ept"):
        establishment = division.grouping(row["code"])
        assert establishment is not None
        assert (establishment.kind, establishment.official) == ("ept", f"EPT {row['nom']}")
        assert {m.insee for m in establishment.members} == {m["code"] for m in row["membres"]}
        assert {division.commune(m.insee).establishment for m in establishment.members} == {row["code"]}  # type: ignore[union-attr]


def test_retired_codes_lead_to_communes_of_today(division: Division) -> None:
    rows = of_package("communes")
    today = {row["code"] for row in rows if row["type"] == "commune-actuelle"}
    retired = [row for row in rows if row["type"] != "commune-actuelle" and row["code"] not in today]
    for row in SEED.sample(retired, 60):
        former = division.former(row["code"])
        assert former is not None
        assert former.now == (row.get("chefLieu") or row.get("commune"))
        assert former.is_district == (row["type"] == "arrondissement-municipal")
    named = {row["code"] for row in retired}
    absorbed = [
        (code, row["code"]) for row in rows for code in row.get("anciensCodes", ()) if code not in named
    ]
    for code, now in SEED.sample(absorbed, 60):
        former = division.former(code)
        assert former is not None
        assert (former.name, former.now) == ("", now)
    assert {former.now for former in division.formers} <= today


# --- edge cases -------------------------------------------------------------------------------------


def grouping_of(division: Division, siren: str) -> Territory:
    """A grouping that must be there."""
    found = division.grouping(siren)
    assert found is not None
    return found


def test_dijon_metropole(division: Division) -> None:
    dijon = grouping_of(division, "242100410")
    assert (dijon.name, dijon.kind, dijon.vintage, dijon.boundaries) == (
        "Dijon Métropole",
        "metropole",
        "2022",
        "2026",
    )
    assert (len(dijon.members), dijon.population, dijon.total_population) == (23, 258_630, 263_672)
    assert dijon.by_population[0].name == "Dijon"
    assert (dijon.by_population[-1].name, dijon.by_population[-1].municipal) == ("Flavignerot", 231)
    assert dijon.departments == ("21",)


@pytest.mark.parametrize(
    ("insee", "municipal", "total", "vintage", "latest", "latest_vintage", "grouping"),
    [
        ("21452", 3_430, 3_463, "2022", 3_588, "2023", "242100410"),
        ("49028", 119, None, "2022", None, "2023", "244900015"),
        ("75056", 2_113_705, 2_129_257, "2022", 2_103_778, "2023", "200054781"),
        ("69123", 520_774, 526_912, "2022", 519_127, "2023", "200046977"),
        ("97611", 71_437, 72_974, "2017", 71_437, "2017", "200060457"),
        ("85113", 4_883, None, "2023", 4_883, "2023", ""),
        ("29083", 263, None, "2023", 263, "2023", ""),
        ("22016", 429, None, "2023", 429, "2023", ""),
        ("29155", 860, None, "2023", 860, "2023", ""),
        ("97502", 5_194, None, "2023", 5_194, "2023", ""),
        ("98818", 85_976, None, "", 85_976, "", ""),
        ("98414", None, None, "", None, "", ""),
    ],
)
def test_each_figure_says_its_year(
    insee: str, municipal: int | None, total: int | None, vintage: str, latest: int | None, latest_vintage: str,
    grouping: str, division: Division,
) -> None:  # fmt: skip
    commune = division.commune(insee)
    assert commune is not None
    assert (commune.municipal, commune.vintage, commune.grouping) == (municipal, vintage, grouping)
    if insee != "49028":  # Béhuard: only what the facts give
        assert (commune.total, commune.latest) == (total, latest)
    assert commune.latest_vintage == latest_vintage


def test_lyon_paris_and_mayotte(division: Division) -> None:
    assert grouping_of(division, "200046977").kind == "lyon"
    paris = grouping_of(division, "200054781")
    assert (paris.name, len(paris.members)) == ("Métropole du Grand Paris", 130)
    assert {"75", "92", "93", "94"} <= set(paris.departments)
    assert division.commune("75056").establishment == ""  # type: ignore[union-attr]
    assert grouping_of(division, "200060457").vintage == "2017"
    assert division.former("75113").now == "75056"  # type: ignore[union-attr]


def test_a_commune_is_a_territory_by_itself(division: Division) -> None:
    flavignerot = division.territory("21270")
    assert flavignerot is not None
    assert (flavignerot.code, flavignerot.kind, flavignerot.population) == ("21270", "commune", 231)
    assert (flavignerot.grouping, len(flavignerot.members), flavignerot.total_population) == (
        "242100410",
        1,
        235,
    )
    island = division.territory("85113")
    assert island is not None
    assert (island.population, island.total_population, island.vintage) == (4_883, None, "2023")
    assert (
        division.territory("55039") is not None
    )  # Beaumont-en-Verdunois: nobody lives there, and that is known
    assert division.territory("98411") is None  # nobody knows


def test_a_code_that_nothing_has(division: Division) -> None:
    for code in ("", "0", "99999", "999999999", "21 231", "é", "2A", "\x00"):
        assert division.commune(code) is None
        assert division.grouping(code) is None
        assert division.territory(code) is None
        assert division.former(code) is None


# --- laws -------------------------------------------------------------------------------------------


def test_populations_of_members_sum_to_those_of_the_groupings(division: Division, groupings: Rows) -> None:
    for row in groupings:
        grouping = grouping_of(division, row["code"])
        assert grouping.population == row["populationMunicipale"]
        assert grouping.total_population == row["populationTotale"]


def test_every_commune_is_in_one_grouping_at_most_and_every_member_is_known(division: Division) -> None:
    members = Counter(member.insee for grouping in division.groupings for member in grouping.members)
    assert set(members.values()) == {1}
    assert set(members) == {commune.insee for commune in division.communes if commune.grouping}


def test_no_grouping_mixes_years(division: Division) -> None:
    assert {grouping.vintage for grouping in division.groupings} == {"2017", "2022"}


def test_every_name_is_ready_for_people(division: Division) -> None:
    names = [commune.name for commune in division.communes] + [
        grouping.name for grouping in division.groupings
    ]
    for name in names:
        assert name == " ".join(name.split(" ")).strip()
        assert not set(name) & set("'\"<>[]")
        assert name.replace("\u00a0", " ").isprintable()


# --- the file ---------------------------------------------------------------------------------------


def test_nothing_is_read_before_the_first_question(monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[Path] = []
    whole = division_file.load
    monkeypatch.setattr("generator.reading.division.load", lambda path: reads.append(path) or whole(path))
    division = read_division(ROOT)
    assert reads == []
    assert division.commune("21231")
    assert division.grouping("242100410")
    assert division.find("dijon")
    assert len(reads) == 1


def test_no_file_is_no_country(tmp_path: Path) -> None:
    division = read_division(tmp_path)
    assert list(division.communes) == []
    assert division.territory("21231") is None
    assert division.find("Dijon") == ()


def small() -> dict[str, Any]:
    """A country of three communes."""
    return {
        "format": 1, "source": {"package": "essai", "version": "1"}, "reference": "populations",
        "years": {"boundaries": "2026", "groupings": "2022", "communes": "2023", "apart": {}},
        "regions": {"27": "Bourgogne-Franche-Comté"}, "departments": {"21": ["Côte-d'Or", "27", 3]},
        "communes": {"21": [
            ["21001", "Grandville", 0, "212100010", "21000", 6000], ["21002", "Le Petit", 2, "", "21000 21100", 500],
            ["21003", "Île", None, "", "", None],
        ]},
        "groupings": [["200000001", "CC du Val", "cc", ["21001", 5900, 6100, "21002", 510, 520]]],
        "establishments": [], "former": [["21009", "Ancienne", "21002", 0]],
    }  # fmt: skip


def written(folder: Path, data: object, name: str = PLAIN_DIVISION) -> Division:
    """A division in a project."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = data if isinstance(data, bytes) else json.dumps(data).encode()
    path.write_bytes(gzip.compress(text) if name == DIVISION else text)
    return read_division(folder)


@pytest.mark.parametrize("name", [DIVISION, PLAIN_DIVISION])
def test_a_small_course_may_keep_it_plain(tmp_path: Path, name: str) -> None:
    division = written(tmp_path, small(), name)
    val = grouping_of(division, "200000001")
    assert (val.name, val.population, val.total_population) == ("Communauté de communes du Val", 6_410, 6_620)
    assert val.place.path == name
    assert division.former("21009").now == "21002"  # type: ignore[union-attr]


def spoilt(change: Callable[[dict[str, Any]], object]) -> bytes:
    data = small()
    change(data)
    return json.dumps(data).encode()


@pytest.mark.parametrize(
    "text",
    [
        b"", b"\xff\xfe", b"[" * 100_000, b"[]", b"null", b'{"format": 99}', b'{"format": 1}',
        spoilt(lambda d: d.pop("groupings")),
        spoilt(lambda d: d["groupings"].append(["1", "CC X", "cc", ["99999", 1, 1]])),
        spoilt(lambda d: d["groupings"].append(["1", "CC X", "cc", ["21001", 1, 1]])),
        spoilt(lambda d: d["groupings"].append(["1", "CC X", "cc", []])),
        spoilt(lambda d: d["groupings"].append(["1", "CC X", "royaume", ["21003", 1, 1]])),
        spoilt(lambda d: d["groupings"][0][3].append("21003")),
        spoilt(lambda d: d["groupings"][0].__setitem__(3, ["21001", -1, 1])),
        spoilt(lambda d: d["groupings"][0].__setitem__(3, ["21001", "1", 1])),
        spoilt(lambda d: d["communes"]["21"].append(["21001", "Deux fois", 0, "", "", 1])),
        spoilt(lambda d: d["communes"]["21"].append(["21004", "<script>", 0, "", "", 1])),
        spoilt(lambda d: d["communes"]["21"].append(["21004", "Ville](x)", 0, "", "", 1])),
        spoilt(lambda d: d["communes"]["21"].append([21004, "Nombre", 0, "", "", 1])),
        spoilt(lambda d: d["communes"]["21"].append(["21004"])),
        spoilt(lambda d: d["communes"].update({"22": [["22001", "Ailleurs", 0, "", "", 1]]})),
        spoilt(lambda d: d["years"].pop("communes")),
        spoilt(lambda d: d["years"]["apart"].update({"21": ["2017"]})),
        spoilt(lambda d: d["establishments"].append(["1", "X", ["21003"]])),
        spoilt(lambda d: d["former"].append(["1"])),
        spoilt(lambda d: d["departments"].update({"21": ["Côte-d'Or"]})),
    ],
)  # fmt: skip
def test_a_file_that_is_no_division_is_refused_with_a_sentence(tmp_path: Path, text: bytes) -> None:
    with pytest.raises(DivisionError, match=r"^the (file|division|rows)"):
        written(tmp_path, text).commune("21001")


def test_a_bomb_and_a_torn_file_are_refused(tmp_path: Path) -> None:
    division = written(tmp_path, b" " * (division_file.MAX_BYTES + 1), DIVISION)
    with pytest.raises(DivisionError, match="holds more than"):
        division.commune("21001")
    whole = gzip.compress(json.dumps(small()).encode())
    for torn, why in ((whole[: len(whole) // 2], "cut short"), (b"no gzip", "not in gzip form")):
        (tmp_path / DIVISION).write_bytes(torn)
        with pytest.raises(DivisionError, match=why):
            read_division(tmp_path).commune("21001")
    (tmp_path / DIVISION).unlink()
    (tmp_path / DIVISION).mkdir()
    with pytest.raises(DivisionError, match="cannot be read"):
        Division(tmp_path / DIVISION).commune("21001")
