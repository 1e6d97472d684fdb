"""`parcours territories`: what people and programs are told of places."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Run

from generator.reading.division import DIVISION


@pytest.fixture
def country(empty: Path, root: Path) -> Path:
    """A project with the official division."""
    (empty / DIVISION).parent.mkdir(parents=True)
    shutil.copy(root / DIVISION, empty / DIVISION)
    return empty


@pytest.mark.usefixtures("country")
def test_a_place_is_found_by_its_name(run: Run) -> None:
    result = run("territories", "find", "st", "denis", "93")
    assert result.code == 0
    assert "93066  Saint-Denis" in result.out
    assert "Seine-Saint-Denis" in result.out
    assert "2022" in result.out
    assert "PROVENANCE" in result.out
    assert "PROVENANCE" not in run("territories", "find", "--quiet", "dijon").out


@pytest.mark.usefixtures("country")
def test_programs_get_json(run: Run) -> None:
    found = json.loads(run("territories", "find", "crimolois", "--json").out)["found"]
    assert [(row["code"], row["municipal"], row["total"], row["vintage"]) for row in found[:1]] == [
        ("21452", 3430, 3463, "2022")
    ]
    assert (found[0]["latest"], found[0]["latest_vintage"], found[0]["grouping"]) == (
        3588,
        "2023",
        "242100410",
    )
    shown = json.loads(run("territories", "show", "242100410", "--json").out)
    assert len(shown["members"]) == 23
    assert json.loads(run("territories", "find", "--json", "zzzz").out) == {"found": []}


@pytest.mark.usefixtures("country")
def test_nothing_found_leaves_with_one(run: Run) -> None:
    for text in ("zzzzzzz", "🦄", "x" * 10_000, " "):
        result = run("territories", "find", text)
        assert (result.code, result.out) == (1, "")
        assert "Nothing has that name" in result.err


@pytest.mark.usefixtures("country")
def test_a_place_is_shown_whole(run: Run) -> None:
    grouping = run("territories", "show", "242100410").out
    assert "258,630 municipal, 263,672 total (2022)" in grouping
    assert "Flavignerot" in grouping
    commune = run("territories", "show", "85113").out
    assert "4,883 municipal, unknown total (2023)" in commune
    assert "none" in commune
    assert "unknown municipal" in run("territories", "show", "98411").out


@pytest.mark.usefixtures("country")
def test_a_retired_code_leads_to_the_commune_of_today(run: Run) -> None:
    for code, said in (("21213", "is now part of Neuilly-Crimolois"), ("75113", "is a district of Paris")):
        result = run("territories", "show", code)
        assert result.code == 2
        assert said in result.err
        assert "parcours territories show" in result.err
    assert "nothing has the code '99999'" in run("territories", "show", "99999").err


@pytest.mark.usefixtures("empty")
def test_a_project_without_the_division(run: Run) -> None:
    result = run("territories", "find", "dijon")
    assert result.code == 2
    assert "parcours territories refresh" in result.err
    assert "make runtime" in run("territories", "refresh").err


def test_a_division_that_cannot_be_read(country: Path, run: Run) -> None:
    (country / DIVISION).write_bytes(b"no gzip")
    for command in (("find", "dijon"), ("show", "21231")):
        result = run("territories", *command)
        assert result.code == 2
        assert "not in gzip form" in result.err


@pytest.mark.usefixtures("empty")
def test_it_is_made_from_the_package(root: Path, run: Run) -> None:
    source = str(root / "node_modules/@etalab/decoupage-administratif")
    first = run("territories", "refresh", "--from", source)
    assert first.code == 0
    assert f"wrote {DIVISION}" in first.out
    again = run("territories", "refresh", "--from", source)
    assert "wrote" not in again.out
    assert "34,969 communes" in again.out


# --- editions ---------------------------------------------------------------------------------------


def edition_of(project: Path, code: str) -> None:
    path = project / "site_config/editions.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace('territory: "242100410"', f'territory: "{code}"'), "utf-8")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("21213", "'21213' (Crimolois) is not a commune any more: it is part of Neuilly-Crimolois now"),
        ("13201", "is a district of Marseille, not a commune"),
        ("98411", "whose population is not known"),
        ("242100411", "did you mean '242100410' (Dijon Métropole)"),
        ("Beaune", "did you mean '21054' (Beaune, Côte-d’Or)"),
        ("999999999", "parcours territories find NAME"),
    ],
)
def test_an_edition_that_names_no_place_is_told_what_is_meant(
    code: str, said: str, country: Path, run: Run
) -> None:
    (country / "course/territories.yml").unlink()
    edition_of(country, code)
    result = run("check")
    assert result.code == 1
    assert said in result.out
    assert "unknown-edition-value" in result.out


def test_a_course_whose_division_is_torn_is_told_so_once(country: Path, run: Run) -> None:
    (country / "course/territories.yml").unlink()
    (country / DIVISION).write_bytes(b"\x1f\x8b")
    result = run("check")
    assert result.code == 1
    assert result.out.count("unreadable-file") == 1
    assert "does not exist" not in result.out


@pytest.mark.parametrize(
    "code", ["242100410", "21270", "85113", "97502", "98818", "75056", "69123", "200057867", "55039"]
)
def test_an_edition_may_name_any_place_whose_population_is_known(code: str, country: Path, run: Run) -> None:
    (country / "course/territories.yml").unlink()
    edition_of(country, code)
    assert "does not exist" not in run("check").out
    assert run("editions").code == 0


def test_a_course_without_territories_is_told_how_to_have_them_all(empty: Path, run: Run) -> None:
    (empty / "course/territories.yml").unlink()
    assert "parcours territories refresh" in run("check").out


def test_a_pipe_of_another_encoding_gets_what_it_can_show(root: Path) -> None:
    command = [sys.executable, "-m", "generator", "territories", "show", "21170", "--project", str(root)]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(r"Chevigny-en-Vali\xe8re")
