"""A course in a folder of its own, with the program elsewhere: what `docs/own-course.md` says, done to the letter."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from command_line import Run


@pytest.fixture
def own(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the document makes, but for what only exercises need."""
    paper = (root / "docs/own-course.md").read_text("utf-8")
    course, editions = re.findall(r"```yaml\n(.*?)```", paper, re.DOTALL)
    folder = tmp_path / "guichet"
    (folder / "course").mkdir(parents=True)
    (folder / "site_config").mkdir()
    (folder / "course/course.yml").write_text(course, "utf-8")
    (folder / "site_config/editions.yml").write_text(editions, "utf-8")
    shutil.copytree(root / "course/territories", folder / "course/territories")
    monkeypatch.chdir(folder)
    return folder


def test_the_first_module_is_sound(own: Path, run: Run) -> None:
    assert run("new", "module", "--theme", "accueil", "d1", "d1-premier-contact").code == 0
    checked = run("check")
    assert (checked.code, checked.err) == (0, "")
    assert "0 errors, 0 warnings in 1 module × 1 language × 1 audience" in checked.out
    # The look is the repository's: a site of another one, or of none, is not what anyone asked for.
    built = run("build")
    assert (built.code, f"'{own}' has no mkdocs.yml" in " ".join(built.err.split())) == (2, True)
    assert not list(own.glob("build/*/site"))


def test_what_is_copied_is_in_the_repository(root: Path) -> None:
    paper = (root / "docs/own-course.md").read_text("utf-8")
    named = re.findall(r"\.\./parcours/(\S+)", paper.partition("## The two files")[0])
    assert len(named) > 6
    assert not [name for name in named if name != "node_modules" and not (root / name).exists()]
