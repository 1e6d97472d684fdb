"""Files to take away: notebooks that Jupyter accepts, archives that hold all they need, no solution anywhere."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import PurePosixPath

import nbformat
import pytest
from support import courses, notebooks

from generator.building.archives import archive
from generator.building.compose import exercise_files
from generator.editions import select
from generator.model import Course, Edition, Tree, Worksheet
from generator.renderers.common.jupyter import jupyter
from generator.renderers.notebooks import cells, render

CANARY = "un secret de corrigé"


def edition(*, name: str = "default", course: Course | None = None) -> Edition:
    both = course or notebooks.course(notebooks.exercise(solution=f"answer = '{CANARY}'\nwrong = [1, 2, 3]"))
    both = replace(
        both,
        exercises={
            id_: replace(one, notebooks={"fr": one.notebooks["fr"], "en": one.notebooks["fr"]})
            for id_, one in both.exercises.items()
        },
    )
    return select(both, both.editions[name])


@pytest.fixture(scope="module")
def sheet() -> Worksheet:
    return edition().variants[0].chapters[-1].worksheets[0]


@pytest.fixture(scope="module")
def files() -> Tree:
    return exercise_files(edition())


def test_jupyter_accepts_the_notebook(sheet: Worksheet) -> None:
    notebook = nbformat.reads(jupyter(sheet, "fr").decode(), as_version=4)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.parcours == {"exercise": "tiny", "language": "fr"}


def test_cells_keep_their_names_roles_and_sources(sheet: Worksheet) -> None:
    notebook = json.loads(jupyter(sheet, "fr"))
    assert [cell["id"] for cell in notebook["cells"]] == [cell.name for cell in sheet.cells]
    by_name = {cell["id"]: cell for cell in notebook["cells"]}
    assert by_name["c-points"]["metadata"] == {"tags": ["parameters"]}
    assert "".join(by_name["c-points"]["source"]).endswith(notebooks.POINTS), "Colab reads the same form"
    assert by_name["c-table"]["metadata"] == {}
    assert all(cell.get("outputs", []) == [] for cell in notebook["cells"])
    assert "".join(by_name["p-1"]["source"]).startswith("# Un petit exercice\n\nUne **décision**")


def test_a_notebook_that_opens_on_code_still_has_its_title(sheet: Worksheet) -> None:
    bare = replace(sheet, cells=sheet.cells[1:])
    notebook = nbformat.reads(jupyter(bare, "fr").decode(), as_version=4)
    nbformat.validate(notebook)
    assert notebook.cells[0].source == "# Un petit exercice"


def test_the_page_gets_the_cells_that_run(sheet: Worksheet) -> None:
    read = json.loads(cells(sheet))["cells"]
    assert [cell["name"] for cell in read] == ["c-setup", "c-points", "c-table", "q-double"]
    assert read[1]["parameters"] == [
        {"name": "points", "label": "Points lumineux", "kind": "slider", "default": 360, "min": 50.0, "max": 2000.0,
         "step": 10.0, "choices": [], "territory": ""}
    ]  # fmt: skip


def test_files_stand_once_for_all_audiences(files: Tree) -> None:
    assert {path.as_posix() for path in files if "atelier" not in path.parts} == {
        f"exercises/tiny/{name}"
        for name in (
            "model.py", "data/towns.csv", "notebook.fr.json", "notebook.en.json", "tiny.fr.ipynb", "tiny.en.ipynb",
            "tiny.fr.zip", "tiny.en.zip",
        )
    }  # fmt: skip
    assert files[PurePosixPath("exercises/tiny/atelier/runner.py")] == notebooks.FILES["atelier/runner.py"]


def test_an_archive_holds_all_the_notebook_needs(files: Tree) -> None:
    with zipfile.ZipFile(io.BytesIO(files[PurePosixPath("exercises/tiny/tiny.fr.zip")])) as opened:
        names = opened.namelist()
        assert opened.testzip() is None
        assert names == sorted(names)
        assert {"tiny/tiny.fr.ipynb", "tiny/model.py", "tiny/data/towns.csv", "tiny/LISEZMOI.txt"} <= set(
            names
        )
        assert {f"tiny/{path}" for path in notebooks.FILES} <= set(names)
        readme = opened.read("tiny/LISEZMOI.txt").decode()
        assert "jupyter lab tiny.fr.ipynb" in readme
        assert all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in opened.infolist())
        assert all(info.external_attr >> 16 == 0o100644 for info in opened.infolist())


def test_the_english_archive_speaks_english(files: Tree) -> None:
    with zipfile.ZipFile(io.BytesIO(files[PurePosixPath("exercises/tiny/tiny.en.zip")])) as opened:
        assert "To open the notebook" in opened.read("tiny/README.txt").decode()


def test_the_same_course_gives_the_same_bytes(files: Tree) -> None:
    assert exercise_files(edition()) == files


def test_an_archive_does_not_depend_on_the_order_of_its_files() -> None:
    content = {PurePosixPath("b.py"): b"b", PurePosixPath("a/c.py"): b"c"}
    assert archive(content, "x") == archive(dict(reversed(content.items())), "x")


@pytest.mark.parametrize("name", ["default", "formateur"])
def test_no_solution_in_any_file(name: str) -> None:
    made = render(edition(name=name))
    everything = [*made.tree.values(), *(d for content in made.archives.values() for d in content.values())]
    assert not any(CANARY.encode() in data or b"wrong = [" in data for data in everything)


def test_an_edition_without_exercises_has_no_file() -> None:
    course = replace(courses.sound_course(), exercises={})
    assert exercise_files(select(course, course.editions["default"])) == {}
