"""A build that would change nothing is recognised from bytes; anything that could change the site is noticed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from building_samples import FAKE, manuscript

from generator.building import unchanged
from generator.building.faults import OperatorError
from generator.building.locks import locked
from generator.building.site import produce

FOUND = [{"rule": "stale-translation", "severity": "warning"}]
FILES = {
    "course/course.yml": "title: x",
    "course/a1/01-page.fr.md": "Une page.",
    "exercises/model/model.py": "x = 1",
    "site_config/editions.yml": "default: {}",
    "site_config/theme/main.html": "<p>",
    "mkdocs.yml": "site_name: x",
    "node_modules/pyodide/pyodide.mjs": "export {}",
    "node_modules/qr/index.js": "export {}",
    "node_modules/.wheels/comm-0.2.3-py3-none-any.whl": "PK",
    "requirements-lite.lock": "comm==0.2.3",
    "code/generator/cli.py": "y = 1",
    "libraries/mkdocs-1.6.1.dist-info/METADATA": "Version: 1.6.1",
}


class Place:
    """A project with a published site; `stands` says whether a build would be told to do nothing."""

    def __init__(self, root: Path) -> None:
        self.root, self.out = root, root / "build"
        self.site = self.out / "default/site"
        self.engine = "mkdocs"

    def look(self) -> unchanged.Inputs:
        inputs = unchanged.look(self.root)
        assert inputs
        return inputs

    def publish(self, words: str = "old") -> None:
        before = self.look()
        report = produce(manuscript(words), FAKE, self.out)
        digest = before.of("default", "mkdocs")
        unchanged.remember(self.out / "default", report.inputs, digest, ["fr", "en"], FOUND)

    def standing(self) -> tuple[unchanged.Standing, ...] | None:
        inputs = unchanged.look(self.root)
        return unchanged.standing(self.out, ["default"], self.engine, inputs) if inputs else None


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(unchanged, "_CODE", tmp_path / "code/generator")
    monkeypatch.syspath_prepend(str(tmp_path / "libraries"))
    place = Place(tmp_path)
    place.publish()
    return place


def test_nothing_changed(place: Place) -> None:
    (standing,) = place.standing() or ()
    assert standing == unchanged.Standing("default", place.site, ("fr", "en"), tuple(FOUND))


def test_what_compiling_and_building_leave_is_no_change(place: Place) -> None:
    for name in ("exercises/model/__pycache__", "site_config/__pycache__", "code/generator/__pycache__"):
        (place.root / name).mkdir()
        (place.root / name / "model.pyc").write_text("compiled")
    (place.root / "build/other").mkdir()
    assert place.standing()


def same_size_same_times(path: Path) -> None:
    seen = path.stat()
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    **{f"a byte of {name}": lambda root, n=name: same_size_same_times(root / n) for name in FILES if "libraries" not in name},
    "a new lesson": lambda root: (root / "course/a1/02-new.fr.md").write_text("x"),
    "a new folder": lambda root: (root / "course/a2").mkdir(),
    "a compiled file among the lessons": lambda root: (root / "course/__pycache__").mkdir(),
    "a lesson less": lambda root: (root / "course/a1/01-page.fr.md").unlink(),
    "a lesson renamed": lambda root: (root / "course/a1/01-page.fr.md").rename(root / "course/a1/01-page.en.md"),
    "a lesson elsewhere": lambda root: (root / "course/a1").rename(root / "course/a9"),
    "a lesson become a link": lambda root: (root / "course/a1/link.md").symlink_to("01-page.fr.md"),
    "a pipe": lambda root: os.mkfifo(root / "course/pipe.md"),
    "no exercises": lambda root: (root / "exercises").rename(root / "drawer"),
    "a new engine": lambda root: (root / "libraries/mkdocs-1.6.1.dist-info").rename(root / "libraries/mkdocs-1.6.2.dist-info"),
    "an engine installed again": lambda root: os.utime(root / "libraries/mkdocs-1.6.1.dist-info", (1, 1)),
    "an engine less": lambda root: (root / "libraries").rename(root / "drawer"),
    "a page of the site deleted": lambda root: (root / "build/default/site/fr/p1.html").unlink(),
    "a page of the site edited": lambda root: (root / "build/default/site/fr/p1.html").write_text("defaced"),
    "a page of the site added": lambda root: (root / "build/default/site/fr/p9.html").write_text("new"),
    "the site gone": lambda root: (root / "build/default/site").rename(root / "drawer"),
    "the settings for servers gone": lambda root: (root / "build/default/deploy").rename(root / "drawer"),
    "the record gone": lambda root: (root / "build/default/site.json").unlink(),
    "the record spoilt": lambda root: (root / "build/default/site.json").write_text('{"unchanged": '),
    "the record of another make": lambda root: (root / "build/default/site.json").write_text('["unchanged"]'),
    "what a killed build left": lambda root: (root / "build/default/.site.new").mkdir(),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_noticed(place: Place, change: str) -> None:
    CHANGES[change](place.root)
    assert place.standing() is None


def test_another_day_is_noticed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "today", lambda: "2099-01-01")
    assert place.standing() is None


def test_another_python_is_noticed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version", "3.99.0")
    assert place.standing() is None


def test_another_date_of_pages_is_noticed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392001")
    assert place.standing() is None


def test_another_engine_or_edition_is_noticed(place: Place) -> None:
    inputs = place.look()
    assert unchanged.standing(place.out, ["default"], "zensical", inputs) is None
    assert unchanged.standing(place.out, ["default", "petite"], "mkdocs", inputs) is None
    assert unchanged.standing(place.out, ["../default"], "mkdocs", inputs) is None
    assert unchanged.standing(place.root / "far", ["default"], "mkdocs", inputs) is None


def test_a_site_replaced_by_a_build_that_left_no_word(place: Place) -> None:
    produce(manuscript("new"), FAKE, place.out)  # same names and sizes, same times: only the record tells
    assert place.standing() is None


def test_a_site_replaced_before_word_was_left(place: Place) -> None:
    inputs = place.look().of("default", "mkdocs")
    report = produce(manuscript("new"), FAKE, place.out)
    produce(manuscript("two"), FAKE, place.out)
    unchanged.remember(place.out / "default", report.inputs, inputs, ["fr", "en"], [])
    assert place.standing() is None


def test_a_writer_between_two_looks_is_noticed(place: Place) -> None:
    before = place.look()
    lesson = place.root / "course/a1/01-page.fr.md"
    text = lesson.read_text()
    lesson.write_text("for a moment")
    lesson.write_text(text)
    after = place.look()
    assert before.digest == after.digest
    assert before != after


def test_a_build_at_work_is_waited_for(place: Place) -> None:
    with locked(place.out / "default"), pytest.raises(OperatorError, match="Another build"):
        place.standing()
