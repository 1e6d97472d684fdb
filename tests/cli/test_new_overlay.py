"""`parcours new overlay`: what it writes passes `check`, and it touches nothing shared but the list of editions."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run
from support import courses

from generator.reading import read_course
from generator.rules import RULES


@pytest.fixture
def sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sound course; it becomes the current folder."""
    root = courses.sound_at(tmp_path / "project")
    monkeypatch.chdir(root)
    return root


def shared(root: Path) -> dict[str, bytes]:
    kept = (p for p in root.rglob("*") if p.is_file() and "site_config" not in p.parts)
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in kept}


@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        ((), "alpha/passage-chez-nous.fr.md"),
        (("b1",), "beta/passage-chez-nous.fr.md"),
        (("a1", "notion"), "alpha/02-notion.fr.md"),
        (("alpha", "02-notion"), "alpha/02-notion.en.md"),
    ],
)
def test_a_new_overlay_is_sound(sound: Path, run: Run, arguments: tuple[str, ...], file: str) -> None:
    before = shared(sound)
    done = run("new", "overlay", "mon-val", *arguments)
    assert done.code == 0, done.err
    assert f"wrote site_config/overlays/mon-val/{file}" in done.out
    assert courses.shown(sound) == ""
    assert shared(sound) == before
    course = read_course(sound).course
    assert course is not None
    assert course.editions["mon-val"].overlays == ("mon-val",)
    assert len(courses.edition(course, "mon-val").variants) == 4


def test_a_local_text_is_told_outdated_until_it_is_signed(sound: Path, run: Run) -> None:
    run("new", "overlay", "mon-val", "a1", "chez-vous")
    lesson = sound / "course/alpha/03-chez-vous.fr.md"
    lesson.write_text(lesson.read_text("utf-8") + "\nDu nouveau.\n", encoding="utf-8")
    local = "site_config/overlays/mon-val/alpha/03-chez-vous.fr.md"
    assert f"parcours digest {local}" in courses.shown(sound)
    assert "1 text signed, 0 already up to date" in run("digest", local).out
    assert "overlay-outdated" not in courses.shown(sound)
    assert "overlay-outdated" in RULES


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Mon Val",), "cannot name an overlay"),
        (("../dehors",), "cannot name an overlay"),
        (("alpha",), "There is already an edition called 'alpha'"),
        (("val", "alph"), "did you mean 'alpha'?"),
        (("val", "a1", "notoin"), "did you mean 'notion'?"),
    ],
)
def test_a_name_that_cannot_be_is_refused(
    sound: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    done = run("new", "overlay", *arguments)
    assert done.code == 2
    assert said in done.err
    assert not (sound / "site_config/overlays").exists()


def test_a_name_that_is_taken_is_refused(sound: Path, run: Run) -> None:
    run("new", "overlay", "mon-val")
    before = (sound / "site_config/editions.yml").read_bytes()
    assert "already exists" in run("new", "overlay", "mon-val").err
    assert (sound / "site_config/editions.yml").read_bytes() == before


def test_an_overlay_that_exists_gets_one_text_more(sound: Path, run: Run) -> None:
    run("new", "overlay", "mon-val")
    before = shared(sound)
    done = run("new", "overlay", "mon-val", "a1", "chez-vous")
    assert done.out.count("wrote") == 2
    assert (sound / "site_config/overlays/mon-val/alpha/03-chez-vous.fr.md").is_file()
    assert (shared(sound), courses.shown(sound)) == (before, "")
    again = run("new", "overlay", "mon-val", "a1", "chez-vous")
    assert (again.code, "03-chez-vous.fr.md' already exists" in again.err) == (2, True)
