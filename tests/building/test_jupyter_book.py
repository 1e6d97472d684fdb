"""The exercise book as Jupyter Book makes it: results in the pages, nothing fetched, nothing run twice, plain faults."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path, PurePosixPath

import pytest
from support import notebooks

from generator.building import book
from generator.building.annexes import Annex, BuiltAnnex, build_annex
from generator.building.book import books, finish
from generator.building.exercises import run_exercises
from generator.building.faults import EngineError, UnsafeSiteError
from generator.editions import select
from generator.model import Tree
from generator.reading import read_look

pytestmark = pytest.mark.engine

CANARY = "un secret de corrigé"
ADDRESS = re.compile(r"(?:https?:)?//[\w.-]+\.\w+")
EPOCH = 1_700_000_000


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Tree, Annex]:
    """The archive of a book of one exercise and what its pages are made from."""
    course = notebooks.course(notebooks.exercise(solution=f"{notebooks.SOLUTION}\n# {CANARY}"))
    ran = run_exercises(course, tmp_path_factory.mktemp("exercises"))
    assert ran.diagnostics == ()
    archives, annexes = books(select(course, course.editions["default"]), ran.outputs, read_look(root))
    return archives, annexes[0]


@pytest.fixture(scope="module")
def built(made: tuple[Tree, Annex], tmp_path_factory: pytest.TempPathFactory) -> BuiltAnnex:
    return build_annex(made[1], tmp_path_factory.mktemp("books"), EPOCH)


@pytest.fixture(scope="module")
def page(built: BuiltAnnex) -> str:
    return (built.folder / "tiny" / "tiny.fr.html").read_text(encoding="utf-8")


def test_the_book_is_pages_and_one_style_sheet(built: BuiltAnnex) -> None:
    files = {p.relative_to(built.folder).as_posix() for p in built.folder.rglob("*") if p.is_file()}
    assert files == {"index.html", "tiny/tiny.fr.html", "_static/cahier.css"}


def test_results_of_the_build_are_in_the_page(page: str) -> None:
    assert '<table class="at-data"><caption>T</caption>' in page
    assert '<td class="at-num">360</td>' in page
    assert "at-verdict at-empty" in page


def test_the_page_speaks_french_and_says_where_one_is(page: str, built: BuiltAnnex) -> None:
    assert '<html lang="fr"' in page
    assert "<summary>Voir le code</summary>" in page
    assert "Toggle" not in page
    assert '<a aria-current="page"' in page
    assert '<a aria-current="page"' not in (built.folder / "index.html").read_text(encoding="utf-8")


def test_nothing_is_fetched_from_elsewhere_and_no_script_runs(built: BuiltAnnex) -> None:
    whole = "".join(p.read_text(encoding="utf-8") for p in built.folder.rglob("*") if p.is_file())
    assert ADDRESS.findall(whole.replace("//www.w3.org", "")) == []
    assert "<script" not in whole


def test_no_solution_in_a_page_or_in_the_archive(made: tuple[Tree, Annex], built: BuiltAnnex) -> None:
    whole = [p.read_bytes() for p in built.folder.rglob("*") if p.is_file()]
    for packed in made[0].values():
        with zipfile.ZipFile(BytesIO(packed)) as opened:
            whole += [opened.read(name) for name in opened.namelist()]
    assert not any(CANARY.encode() in data or b"wrong = [" in data for data in whole)


def test_a_second_build_runs_nothing_and_another_machine_makes_the_same_bytes(
    made: tuple[Tree, Annex], built: BuiltAnnex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    again = build_annex(made[1], tmp_path / "deeper" / "still", EPOCH)
    assert not again.reused
    for path in (p for p in built.folder.rglob("*") if p.is_file()):
        assert (again.folder / path.relative_to(built.folder)).read_bytes() == path.read_bytes(), path.name
    monkeypatch.setattr("generator.building.engines.start", lambda *_: pytest.fail("it runs again"))
    assert build_annex(made[1], tmp_path / "deeper" / "still", EPOCH).reused


def test_what_jupyter_book_complains_about_is_told_in_the_authors_file(
    made: tuple[Tree, Annex], tmp_path: Path
) -> None:
    notebook = PurePosixPath("tiny/tiny.fr.ipynb")
    text = made[1].tree[notebook].decode().replace("Question 1", "[Question 1](nulle-part.md)")
    with pytest.raises(EngineError) as caught:
        build_annex(replace(made[1], tree={**made[1].tree, notebook: text.encode()}), tmp_path, EPOCH)
    assert caught.value.author_file == notebooks.PATH
    assert any("nulle-part" in line for line in caught.value.tail)
    assert not any("tiny.fr.ipynb" in line or "Traceback" in line for line in caught.value.tail)


def test_a_page_that_would_run_something_is_not_published(tmp_path: Path) -> None:
    pages = tmp_path / "_build" / "html"
    (pages / "tiny").mkdir(parents=True)
    (pages / "tiny" / "tiny.fr.html").write_text('<p onclick="x()">', encoding="utf-8")
    with pytest.raises(UnsafeSiteError) as caught:
        finish(tmp_path, {"tiny/tiny.fr.ipynb": notebooks.PATH})
    assert caught.value.findings[0].author_file == notebooks.PATH


def test_trainers_can_build_the_folder_they_take_away(made: tuple[Tree, Annex], tmp_path: Path) -> None:
    """With Jupyter Book as anyone installs it: its own theme, our `_config.yml`."""
    packed = next(data for path, data in made[0].items() if path.parts[1] == "fr")
    with zipfile.ZipFile(BytesIO(packed)) as opened:
        opened.extractall(tmp_path)
    command = [sys.executable, *book.ENGINE.program[:3], "build", "cahier", "-W", "--keep-going"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    page = (tmp_path / "cahier/_build/html/tiny/tiny.fr.html").read_text(encoding="utf-8")
    assert '<td class="at-num">360</td>' in page
    assert "atelier.css" in page
