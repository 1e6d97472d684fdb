"""The exercise book as files: notebooks with their results, settings for two Jupyter Books, no solution, doors."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import nbformat
import pytest
import yaml
from support import courses, notebooks

from generator.editions import select
from generator.model import CellOutput, Course, Edition, Outputs, Tree
from generator.renderers import book
from generator.renderers.book import folder as folder_of
from generator.renderers.common import takeaways

CANARY = "un secret de corrigé"
TABLE = "<div class='at-table'><table><caption>T</caption></table></div>"
OUTPUTS: Outputs = {
    ("tiny", "fr"): {
        "c-table": (CellOutput("html", TABLE), CellOutput("text", "360\n")),
        "q-double": (CellOutput("html", "<p>À vous.</p>"),),
        "s-double": (CellOutput("html", f"<p>{CANARY}</p>"),),
    }
}
LOOK: Tree = {
    PurePosixPath("exercises/atelier/atelier.css"): b".at-table {}",
    PurePosixPath("mkdocs.yml"): b"",
}
NOTEBOOK = PurePosixPath("tiny/tiny.fr.ipynb")


def edition(name: str = "default", course: Course | None = None) -> Edition:
    exercise = notebooks.exercise(solution=f"answer = '{CANARY}'\nwrong = [1, 2, 3]")
    both = replace(exercise, notebooks={"fr": exercise.notebooks["fr"], "en": exercise.notebooks["fr"]})
    whole = course or notebooks.course(both)
    return select(whole, whole.editions[name])


@pytest.fixture(scope="module")
def published() -> Edition:
    return edition()


@pytest.fixture(scope="module")
def folder(published: Edition) -> Tree:
    return book.source(published, published.variants[0], OUTPUTS, LOOK)


@pytest.fixture(scope="module")
def staged(published: Edition, folder: Tree) -> Tree:
    return book.staged(published, published.variants[0], folder, 12_345)


def settings(staged: Tree) -> dict[str, Any]:
    return json.loads(staged[PurePosixPath(book.SETTINGS)])


# --- the folder that is taken away ------------------------------------------------------------------


def test_the_folder_holds_all_that_jupyter_and_both_jupyter_books_need(folder: Tree) -> None:
    assert {path.as_posix() for path in folder if "atelier" not in path.parts} == {
        "_config.yml", "_toc.yml", "myst.yml", "index.md", "LISEZMOI.txt", "_static/atelier.css",
        "tiny/tiny.fr.ipynb", "tiny/model.py", "tiny/data/towns.csv",
    }  # fmt: skip
    assert folder[PurePosixPath("tiny/atelier/runner.py")] == notebooks.FILES["atelier/runner.py"]


def test_the_notebook_holds_the_results_of_the_build(folder: Tree) -> None:
    notebook = nbformat.reads(folder[NOTEBOOK].decode(), as_version=4)
    nbformat.validate(notebook)
    by_name = {cell.id: cell for cell in notebook.cells}
    table, printed = by_name["c-table"].outputs
    assert table.data == {"text/html": TABLE}
    assert table.execution_count == by_name["c-table"].execution_count == 3
    assert (printed.output_type, printed.text) == ("stream", "360\n")
    assert by_name["c-setup"].outputs == []
    assert notebook.metadata.kernelspec.name == "python3"


def test_code_is_folded_away_and_settings_are_not(folder: Tree) -> None:
    cells = {cell["id"]: cell["metadata"] for cell in json.loads(folder[NOTEBOOK])["cells"]}
    assert cells["c-points"] == {"tags": ["parameters"]}
    assert cells["c-table"] == {"tags": ["hide-input"], "mystnb": {"code_prompt_show": "Voir le code"}}
    assert cells["q-double"]["tags"] == ["question", "hide-input"]


def test_no_line_of_prose_is_lost_as_a_comment() -> None:
    sheet = edition().variants[0].chapters[-1].worksheets[0]
    prose = replace(sheet.cells[0], source="La moitié, soit 50\n% des communes")
    made = json.loads(folder_of.executed(replace(sheet, cells=(prose, *sheet.cells[1:])), "fr", {}))
    assert "".join(made["cells"][0]["source"]).endswith("soit 50\n\\% des communes")


def test_both_jupyter_books_list_the_same_pages_and_run_nothing(folder: Tree) -> None:
    toc = yaml.safe_load(folder[PurePosixPath("_toc.yml")])
    listed = [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]
    assert (toc["format"], toc["root"], listed) == ("jb-book", "index", ["tiny/tiny.fr"])
    config = yaml.safe_load(folder[PurePosixPath("_config.yml")])
    assert config["execute"] == {"execute_notebooks": "off"}
    assert config["sphinx"]["config"]["language"] == "fr"
    myst = yaml.safe_load(folder[PurePosixPath("myst.yml")])
    assert (myst["version"], set(myst)) == (1, {"version", "project", "site"})
    first, *parts = myst["project"]["toc"]
    assert first == {"file": "index.md"}
    files = [child["file"] for part in parts for child in part["children"]]
    assert files == [f"{name}.ipynb" for name in listed]
    assert [part["title"] for part in parts] == [part["caption"] for part in toc["parts"]]
    assert all(PurePosixPath(name) in folder for name in (*files, myst["site"]["options"]["style"]))


def test_titles_may_hold_any_mark(published: Edition) -> None:
    odd = 'Qui "paie" : #1 {x} [y] *z* \\'
    variant = published.variants[0]
    parts = tuple(
        replace(p, chapters=tuple(replace(c, title=odd) for c in p.chapters)) for p in variant.parts
    )
    made = book.source(published, replace(variant, parts=parts), {}, LOOK)
    assert yaml.safe_load(made[PurePosixPath("_toc.yml")])["parts"][0]["caption"] == odd
    assert yaml.safe_load(made[PurePosixPath("myst.yml")])["project"]["toc"][1]["title"] == odd
    assert r"\#1 \{x\} \[y\] \*z\*" in made[PurePosixPath("index.md")].decode()


def test_the_opening_page_says_what_for_whom_how_long_and_where_answers_go(folder: Tree) -> None:
    page = folder[PurePosixPath("index.md")].decode()
    assert page.startswith("# Cahier d’exercices\n")
    assert "[Un petit exercice](tiny/tiny.fr.ipynb) (5\u00a0min)" in page
    for expected in ("Trois portes", "Où vérifier vos réponses", "Rien n’est envoyé"):
        assert expected in page


def test_the_book_speaks_the_language_of_its_variant(published: Edition) -> None:
    english = next(v for v in published.variants if v.language == "en")
    made = book.source(published, english, OUTPUTS, LOOK)
    assert made[PurePosixPath("index.md")].decode().startswith("# Exercise book\n")
    assert b"jupyter-book build ." in made[PurePosixPath("README.txt")]
    assert yaml.safe_load(made[PurePosixPath("_config.yml")])["sphinx"]["config"]["language"] == "en"


@pytest.mark.parametrize("name", ["default", "formateur"])
def test_no_solution_in_any_book(name: str) -> None:
    whole = edition(name)
    for variant in whole.variants:
        made = book.source(whole, variant, OUTPUTS, LOOK)
        tree = book.staged(whole, variant, made, 1)
        assert not [path for path, data in tree.items() if CANARY.encode() in data or b"wrong = [" in data]


def test_a_variant_without_exercises_has_no_book() -> None:
    bare = edition(course=replace(courses.sound_course(), exercises={}))
    assert book.source(bare, bare.variants[0], {}, LOOK) == {}


# --- on the site ------------------------------------------------------------------------------------


def test_each_exercise_leads_to_the_other_doors_from_the_root_of_the_site(
    published: Edition, staged: Tree
) -> None:
    context = settings(staged)["sphinx"]["config"]["html_context"]["cahier"]
    variant = published.variants[0]
    assert context["root"] == "../" * 3
    assert [door["href"] for door in context["doors"]["tiny/tiny.fr"]] == [
        f"{variant.path}/{variant.chapters[-1].slug}/tiny/index.html",
        takeaways.lite_address("tiny", "fr"),
        "exercises/tiny/tiny.fr.ipynb",
        "exercises/tiny/tiny.fr.zip",
    ]
    archive = context["doors"]["index"][-1]
    assert (archive["href"], archive["size"]) == (f"cahier/{variant.path}/cahier.zip", "12\u00a0Ko")


def test_the_book_on_the_site_runs_nothing_and_has_our_theme(staged: Tree) -> None:
    made = settings(staged)
    assert made["execute"] == {"execute_notebooks": "off"}
    assert made["sphinx"]["config"]["html_theme"] == book.THEME
    assert PurePosixPath("_theme/cahier/layout.html") in staged
    assert not [path for path in staged if path.suffix == ".js"]


def test_a_fault_in_a_notebook_is_told_in_the_authors_file(published: Edition) -> None:
    assert book.origins(published.variants[0]) == {"tiny/tiny.fr.ipynb": notebooks.PATH}


def test_the_same_course_gives_the_same_bytes(folder: Tree, staged: Tree) -> None:
    again = edition()
    assert book.source(again, again.variants[0], OUTPUTS, LOOK) == folder
    assert book.staged(again, again.variants[0], folder, 12_345) == staged
