"""A project as the commands see it: where it is, what it holds, what is wrong with it today."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from generator.building.faults import OperatorError
from generator.checks import check_all
from generator.diagnostics import Diagnostic, errors
from generator.model import Course
from generator.reading import read_course

MARK = Path("course", "course.yml")


@dataclass(frozen=True)
class Checked:
    """A course with every fault found in it, and the lines of its files for excerpts."""

    course: Course | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Sequence[str]]

    @property
    def sound(self) -> Course | None:
        """The course, when nothing in it stops a build."""
        return None if errors(self.diagnostics) else self.course


def find_project(start: Path) -> Path:
    """The nearest folder, from `start` up, that holds `course/course.yml`.

    Raises:
        OperatorError: when there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / MARK).is_file():
            return folder
    raise OperatorError(
        f"'{start}' is not inside a course: neither it nor a folder above holds {MARK.as_posix()}",
        "go to the folder of your course, or name it with --project",
    )


def today() -> str:
    """The day, as ISO: that of SOURCE_DATE_EPOCH when it is given, so that a check can be repeated."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    day = datetime.fromtimestamp(int(given), UTC).date() if given.isdecimal() else date.today()  # noqa: DTZ011  (the author's own day)
    return day.isoformat()


def check_project(project: Path) -> Checked:
    """Read a project and find everything that is wrong with it, in every edition."""
    reading = read_course(project)
    found = set(reading.diagnostics)
    if reading.course is not None:
        found.update(check_all(reading.course, today()))
    return Checked(reading.course, tuple(sorted(found, key=lambda d: d.sort_key)), reading.sources)
