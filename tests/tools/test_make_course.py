"""The synthetic course that measures are made on: sound, of the announced size, the same every time."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.checks import check_all
from generator.diagnostics import show
from generator.reading import read_course


@pytest.fixture
def make_course(root: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(root / "bench"))
    monkeypatch.delitem(sys.modules, "make_course", raising=False)
    import make_course

    return make_course.make_course


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_same_number_gives_the_same_bytes(make_course, tmp_path: Path) -> None:
    assert everything(make_course(tmp_path / "a", 25)) == everything(make_course(tmp_path / "b", 25))


def test_it_has_no_fault(make_course, tmp_path: Path) -> None:
    read = read_course(make_course(tmp_path / "course", 25))
    assert read.course is not None
    found = (*read.diagnostics, *check_all(read.course, "2026-11-23"))
    assert not found, "\n\n".join(show(d, read.sources) for d in found[:5])


def test_lessons_are_as_many_and_as_long_as_announced(make_course, tmp_path: Path) -> None:
    lessons = list((make_course(tmp_path / "course", 25) / "course").rglob("*-lecon.fr.md"))
    assert len(lessons) == 25
    mean = sum(path.stat().st_size for path in lessons) / len(lessons)
    assert mean == pytest.approx(9_500, rel=0.05)
