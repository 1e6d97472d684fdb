"""`parcours new exercise`: what it writes passes `check`, which runs it; what it cannot do it refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import Run

pytestmark = pytest.mark.usefixtures("project")

ATELIER = Path(__file__).resolve().parents[2] / "exercises" / "atelier"


def test_a_new_exercise_passes_check(run: Run) -> None:
    shutil.copytree(ATELIER, "exercises/atelier", ignore=shutil.ignore_patterns("__pycache__"))
    before = Path("course/d1-eau-potable/module.yml").read_text(encoding="utf-8")
    result = run("new", "exercise", "d1", "water_leaks")
    assert result.code == 0
    assert "wrote exercises/water_leaks/notebook.en.md" in result.out
    after = Path("course/d1-eau-potable/module.yml").read_text(encoding="utf-8")
    assert after == before.replace("minutes: 17", "minutes: 29")
    assert "id: d1-water-leaks" in Path("exercises/water_leaks/exercise.yml").read_text(encoding="utf-8")
    notebook = Path("exercises/water_leaks/notebook.fr.md").read_text(encoding="utf-8")
    for shown in ("slider", "number", "integer", "boolean", "string", "date"):
        assert f'{{type:"{shown}"' in notebook
    for shown in (
        "# @param [",
        "atelier.table",
        "atelier.bars",
        "check_number",
        "check_choice",
        "check_order",
    ):
        assert shown in notebook
    checked = run("check")
    assert checked.out.startswith("0 errors, 0 warnings"), checked.out + checked.err


@pytest.mark.parametrize(
    ("module", "slug", "said"),
    [
        ("d1", "water-leaks", "cannot be the name of an exercise"),
        ("d1", "../x", "cannot be the name of an exercise"),
        ("d1", "statistics", "cannot be the name of an exercise"),
        ("d1", "atelier", "cannot be the name of an exercise"),
        ("d9", "leaks", "There is no module"),
    ],
)
def test_it_refuses_what_it_cannot_do(run: Run, module: str, slug: str, said: str) -> None:
    result = run("new", "exercise", module, slug)
    assert result.code == 2
    assert said in result.err
    assert not Path("exercises").exists()


def test_it_never_writes_over_an_exercise(run: Run) -> None:
    assert run("new", "exercise", "d1", "leaks").code == 0
    result = run("new", "exercise", "d1", "leaks")
    assert result.code == 2
    assert "already exists" in result.err
