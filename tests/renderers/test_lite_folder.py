"""What JupyterLite is given: an edition's notebooks with all they need, settings that ask nobody, a list of notebooks."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

import nbformat
import pytest
from support import notebooks

from generator.editions import select
from generator.model import Edition, Tree
from generator.renderers.common import takeaways
from generator.renderers.common.jupyter import version
from generator.renderers.lite import CONTENTS, KERNEL, PACKAGES, notebook, page_of, render

SOLUTION = "answer = 'un secret de corrigé'\nwrong = [1, 2, 3]"


@pytest.fixture(scope="module")
def edition() -> Edition:
    course = notebooks.course(notebooks.exercise(solution=SOLUTION))
    return select(course, course.editions["default"])


@pytest.fixture(scope="module")
def tree(edition: Edition) -> Tree:
    return render(edition)


def sheet(edition: Edition):
    return next(w for v in edition.variants for c in v.chapters for w in c.worksheets)


def test_a_notebook_stands_with_its_model_its_verbs_and_its_data(tree: Tree):
    names = {path.as_posix() for path in tree}
    for file in ("tiny.fr.ipynb", "model.py", "data/towns.csv", "atelier/runner.py"):
        assert f"{CONTENTS}/tiny/{file}" in names


def test_it_says_whose_copy_it_is_and_leads_back_to_its_page(edition: Edition):
    made = nbformat.reads(notebook(edition, sheet(edition), "fr").decode(), as_version=4)
    nbformat.validate(made)
    first = made.cells[0]
    assert first.cell_type == "markdown"
    assert f"(#course/{page_of(edition, sheet(edition), 'fr')})" in first.source
    assert made.metadata.kernelspec.name == "python"
    assert made.metadata.parcours.version == version(sheet(edition), "fr")


def test_a_change_of_the_text_or_of_a_file_beside_is_another_version(edition: Edition):
    def of(exercise) -> str:
        course = notebooks.course(exercise)
        return version(sheet(select(course, course.editions["default"])), "fr")

    one = of(notebooks.exercise(solution=SOLUTION))
    assert one == version(sheet(edition), "fr")
    assert one == of(notebooks.exercise(solution="answer = 1\nwrong = [2, 3, 4]")), "solutions are not in it"
    changed = dict(notebooks.FILES) | {"model.py": b"def double(x):\n    return x + x\n"}
    assert len({one, of(notebooks.exercise("1 + 1")), of(notebooks.exercise(files=changed))}) == 3


def test_no_solution_is_given(tree: Tree):
    assert not [path for path, data in tree.items() if "secret de corrigé".encode() in data]


def test_python_is_the_lessons_own_and_nothing_is_looked_for_elsewhere(tree: Tree):
    settings = json.loads(tree[PurePosixPath("jupyter-lite.json")])["jupyter-config-data"]
    kernel = settings["litePluginSettings"][KERNEL]
    assert kernel["disablePyPIFallback"] is True
    assert kernel["pyodideUrl"] == f"./../{takeaways.RUNTIME}/pyodide.mjs"
    assert kernel["loadPyodideOptions"]["packages"] == list(PACKAGES)
    building = json.loads(tree[PurePosixPath("jupyter_lite_config.json")])["LiteBuildConfig"]
    assert building["no_sourcemaps"]
    assert building["ignore_sys_prefix"]
    texts = [data.decode() for path, data in tree.items() if path.parts[0] != CONTENTS]
    assert not any("http://" in text or "https://" in text for text in texts)


def test_the_list_leads_to_each_notebook_and_holds_no_script(tree: Tree):
    page = tree[PurePosixPath("over/index.html")].decode()
    assert 'href="notebooks/index.html?path=tiny/tiny.fr.ipynb"' in page
    assert page.count("<script") == 1
    assert 'type="application/json"' in page


def test_a_course_without_exercises_has_none():
    course = notebooks.course()
    assert render(select(course, course.editions["default"])) == {}
