"""Tiny courses for tests: the sound one, and what differs from it.

Lives here: copying `tests/courses/sound`, laying a case over it, reading and checking the result. A case is a folder
with whole files that replace those of the sound course, at most one `upon.txt` that names a folder of `tests/courses`
to lay first, and at most one `edits.txt`:

    @ course/alpha/module.yml      the file to edit
    - minutes: 20                  these lines, found once in the file,
    + minutes: 21                  become these
    ! course/alpha/quiz.en.yml     a file to remove

Translations of a changed file get its new digest, unless the case changes the digest itself: so that a case about
one thing is not also about stale translations.
"""

from __future__ import annotations

import fcntl
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath

from generator import texts
from generator.building.exercises import run_exercises
from generator.checks import check_all
from generator.diagnostics import Diagnostic, errors, show
from generator.editions import select
from generator.model import Course, Edition, Tree
from generator.reading import Reading, read_course
from generator.renderers.pages.site import render

ROOT = Path(__file__).resolve().parents[2]
COURSES = ROOT / "tests" / "courses"
SOUND = COURSES / "sound"
RULES = COURSES / "rules"
TODAY = "2026-11-23"
LOOK: Tree = {
    PurePosixPath("mkdocs.yml"): b"site_name: essai\n",
    PurePosixPath("site_config/theme/assets/look.css"): b"p{}\n",
}

OVERLAID = COURSES / "overlaid"
_NOT_COPIED = {"edits.txt", "expected.txt", "upon.txt"}
_PARENTS = shutil.ignore_patterns("expected", "__pycache__")


def sound_at(root: Path) -> Path:
    """A copy of the sound course at `root` (which must not exist)."""
    shutil.copytree(SOUND, root, ignore=_PARENTS)
    return root


def laid_over(case: Path, root: Path) -> Path:
    """The sound course with a case laid over it, at `root`."""
    sound_at(root)
    if (case / "upon.txt").is_file():
        _lay(COURSES / (case / "upon.txt").read_text("utf-8").strip(), root)
    _lay(case, root)
    restamp(root)
    return root


def _lay(case: Path, root: Path) -> None:
    for path in sorted(case.rglob("*")):
        if path.is_file() and path.name not in _NOT_COPIED:
            to = root / path.relative_to(case)
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(path.read_bytes())
    if (case / "edits.txt").is_file():
        edit(root, (case / "edits.txt").read_text("utf-8"))


@dataclass(slots=True)
class _Change:
    path: str
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


def edit(root: Path, edits: str) -> None:
    """Apply edits; lines to replace that are not found exactly once are a fault of the test."""
    for change in _changes(edits):
        file = root / change.path
        if not change.before and not change.after:
            file.unlink()
            continue
        text = file.read_text("utf-8")
        before, after = "\n".join(change.before), "\n".join(change.after)
        assert f"\n{text}".count(f"\n{before}\n") == 1, f"{change.path}: not found once: {before!r}"
        new = f"\n{text}".replace(f"\n{before}\n", f"\n{after}\n" if change.after else "\n")
        file.write_text(new[1:], encoding="utf-8")


def _changes(edits: str) -> Iterator[_Change]:
    path, change = "", None
    for line in edits.splitlines():
        mark, rest = line[:1], line[2:]
        if mark in {"@", "!", ""} or (mark == "-" and change and change.after):
            if change and change.before:
                yield change
            change = None
        if mark == "@":
            path = rest
        elif mark == "!":
            yield _Change(rest)
        elif mark in {"-", "+"}:
            change = change or _Change(path)
            (change.before if mark == "-" else change.after).append(rest)
    if change and change.before:
        yield change


def restamp(root: Path) -> None:
    """Give translations that carried the digest of a text of ours the digest of the present text."""
    for translation in sorted(root.rglob("*.en.*")):
        source = translation.with_name(translation.name.replace(".en.", ".fr."))
        name = source.relative_to(root)
        sound = OVERLAID / name if (OVERLAID / name).is_file() else SOUND / name
        if source.is_file() and sound.is_file() and source.read_bytes() != sound.read_bytes():
            before, now = (texts.digest(p.read_text("utf-8", "replace")) for p in (sound, source))
            # Bytes, for a text that an edit has damaged may be no UTF-8 at all.
            stamp = f'^source_digest: "{before}"'.encode()
            text = re.sub(
                stamp, f'source_digest: "{now}"'.encode(), translation.read_bytes(), flags=re.MULTILINE
            )
            translation.write_bytes(text)


def told(root: Path) -> tuple[Reading, list[Diagnostic]]:
    """What reading and checking say of the course at `root`."""
    reading = read_course(root)
    found = list(reading.diagnostics)
    if reading.course:
        found += check_all(reading.course, today=TODAY)
    return reading, found


def shown(root: Path) -> str:
    """Everything told, as a trainer sees it."""
    return _as_seen(*told(root))


def _as_seen(reading: Reading, found: list[Diagnostic]) -> str:
    return "".join(f"{show(d, reading.sources)}\n\n" for d in found)


@cache
def parcours() -> Course:
    """The course that this project publishes, read once for each process of the run: it takes three seconds."""
    course = read_course(ROOT).course
    assert course is not None
    assert course.division is not None
    return course


def all_run(shared: Path) -> Path:
    """A folder of builds in which every notebook of that course has run, once for all processes of the run.

    Args:
        shared: the folder of all workers, see the fixture of that name.
    """
    out = shared / "published"
    with (shared / "runs.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        run_exercises(parcours(), out)
    return out


@cache
def sound_course() -> Course:
    reading = read_course(SOUND)
    assert reading.course is not None
    return reading.course


def edition(course: Course, name: str = "default") -> Edition:
    return select(course, course.editions[name])


def staged(course: Course, name: str = "default") -> dict[str, Tree]:
    """Every variant of an edition, staged, by its path."""
    chosen = edition(course, name)
    return {variant.path: render(chosen, variant, LOOK) for variant in chosen.variants}


def staged_for(course: Course, name: str, path: str) -> Tree:
    """One variant of an edition, staged: all that a test needs which looks at one."""
    chosen = edition(course, name)
    return render(chosen, next(variant for variant in chosen.variants if variant.path == path), LOOK)


def stage_everything(root: Path) -> list[Diagnostic]:
    """Read, check, show what is told, and when nothing forbids it stage every edition: must never raise."""
    reading, found = told(root)
    assert "\x00" not in _as_seen(reading, found)
    if reading.course and not errors(found):
        for name in reading.course.editions:
            staged(reading.course, name)
    return found


def page(tree: Tree, path: str) -> str:
    return tree[PurePosixPath("docs", path)].decode()
