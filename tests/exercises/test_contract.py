"""Every exercise of the course keeps its contract: solutions are right, starters are empty, mistakes are explained."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from support.courses import all_run, parcours

from generator.building.compose import exercise_files
from generator.building.exercises import KEPT, Ran, run_exercises
from generator.editions import select
from generator.model import Course, Tree

ROOT = Path(__file__).resolve().parents[2]
COURSE = parcours()
NOTEBOOKS = [(one.id, language) for one in COURSE.exercises.values() for language in one.notebooks]


@pytest.fixture(scope="module")
def course() -> Course:
    return COURSE


@pytest.fixture(scope="module")
def kept(shared: Path) -> Path:
    """Where runs are kept: those that the site is built with."""
    return all_run(shared)


@pytest.fixture(scope="module")
def ran(course: Course, kept: Path) -> Ran:
    """Each notebook has run twice, in another order of sets, another time zone, another folder, on another day.

    What differs between the two is told, contract included (`tests/building/test_exercises.py`).
    """
    return run_exercises(course, kept)


@pytest.fixture(scope="module")
def contracts(ran: Ran, kept: Path) -> Mapping[str, list[Mapping[str, Any]]]:
    """What each kept run says of its questions, by the names of its cells."""
    assert ran.outputs
    replies = [json.loads(path.read_text("utf-8")) for path in (kept / KEPT).glob("*.json")]
    return {f"{number}": reply["contract"] for number, reply in enumerate(replies)}


@pytest.fixture(scope="module")
def taken_away(course: Course) -> Tree:
    return exercise_files(select(course, course.editions["default"]))


def test_every_notebook_runs_and_keeps_its_contract(ran: Ran) -> None:
    assert [f"{found.place} {found.rule}: {found.message}" for found in ran.diagnostics] == []
    assert sorted(ran.outputs) == sorted(NOTEBOOKS)


@pytest.mark.parametrize(("identity", "language"), NOTEBOOKS)
def test_every_cell_that_shows_something_shows_it(
    course: Course, ran: Ran, identity: str, language: str
) -> None:
    cells = course.exercises[identity].notebooks[language].cells
    shown = ran.outputs[identity, language]
    questions = [cell.name for cell in cells if cell.role.value == "question"]
    assert questions
    assert all(shown[name][0].form for name in questions), "the page knows what each question asks for"
    assert any(output.kind == "html" for name in shown for output in shown[name] if name.startswith("c-"))


def test_each_question_explains_a_mistake(contracts: Mapping[str, list[Mapping[str, Any]]]) -> None:
    for contract in contracts.values():
        for entry in contract:
            statuses = [result["verdict"]["status"] for result in entry["wrong"]]
            assert len(statuses) >= 3, entry["question"]
            assert "mistake" in statuses, f"{entry['question']}: no typical mistake gets its sentence"


def test_each_wrong_answer_is_told_more_than_that_it_is_wrong(
    contracts: Mapping[str, list[Mapping[str, Any]]],
) -> None:
    for contract in contracts.values():
        for entry in contract:
            for result in entry["wrong"]:
                assert result["verdict"]["text"].count("\n") >= 1, (entry["question"], result["verdict"])


def test_starters_do_not_tell_the_answer(contracts: Mapping[str, list[Mapping[str, Any]]]) -> None:
    for contract in contracts.values():
        for entry in contract:
            assert entry["untouched"]["verdict"]["status"] == "empty"
            assert entry["untouched"]["verdict"]["text"] not in entry["answer"]["verdict"]["text"]


@pytest.mark.parametrize(("identity", "language"), NOTEBOOKS)
def test_what_is_taken_away_runs_by_itself(
    course: Course, taken_away: Tree, tmp_path: Path, identity: str, language: str
) -> None:
    """The archive's notebook, run cell by cell by a Python that has nothing but that folder."""
    slug = course.exercises[identity].slug
    data = taken_away[PurePosixPath(f"exercises/{slug}/{slug}.{language}.zip")]
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        opened.extractall(tmp_path)
    program = (
        "import json, sys\n"
        "sys.path.insert(0, '.')\n"
        "from atelier.cells import execute\n"
        "names = {'__name__': '__main__'}\n"
        f"for cell in json.load(open('{slug}.{language}.ipynb', encoding='utf-8'))['cells']:\n"
        "    if cell['cell_type'] == 'code':\n"
        "        execute(''.join(cell['source']), cell['id'], names)\n"
    )
    command = [sys.executable, "-I", "-S", "-c", program]
    subprocess.run(command, cwd=tmp_path / slug, check=True, capture_output=True, text=True, timeout=60)


def test_both_languages_ask_for_the_same_answers(course: Course, ran: Ran) -> None:
    for exercise in course.exercises.values():
        forms = []
        for language in exercise.notebooks:
            shown = ran.outputs[exercise.id, language]
            asked = {name: shown[name][0].form for name in shown if name.startswith("q-")}
            forms.append({n: (f.kind, tuple(k for k, _ in f.options)) for n, f in asked.items() if f})
        assert all(form == forms[0] for form in forms), exercise.id
