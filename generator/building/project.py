"""A project as the commands see it: where it is, what it holds, what is wrong with it today, where it is built."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generator.building.faults import OperatorError
from generator.diagnostics import Diagnostic, did_you_mean, errors, listed

if TYPE_CHECKING:
    from generator.model import Course, EditionSpec, Outputs

MARK = Path("course", "course.yml")
_EDITION_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


@dataclass(frozen=True)
class Checked:
    """A course with every fault found in it, the lines of its files for excerpts, what its exercises show.

    `local` is what they show in the editions of another territory than the one their data speak of.
    """

    course: Course | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Sequence[str]]
    outputs: Outputs = field(default_factory=dict)
    local: Mapping[str, Outputs] = field(default_factory=dict)

    def outputs_for(self, edition: str) -> Outputs:
        """What the exercises show in the edition of that name."""
        return self.local.get(edition, self.outputs)

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
        try:
            if (folder / MARK).is_file():
                return folder
        except PermissionError as error:
            raise OperatorError(
                f"'{folder / MARK}' may not be looked at", "change the permissions of its folder"
            ) from error
    raise OperatorError(
        f"'{start}' is not inside a course: neither it nor a folder above holds {MARK.as_posix()}",
        "go to the folder of your course, or name it with --project",
    )


def today() -> str:
    """The day, as ISO: that of SOURCE_DATE_EPOCH when it is given, so that a check can be repeated."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    day = datetime.fromtimestamp(int(given), UTC).date() if given.isdecimal() else date.today()  # noqa: DTZ011  (the author's own day)
    return day.isoformat()


def check_project(project: Path, out: Path | None = None) -> Checked:
    """Read a project, run its exercises and find everything that is wrong with it, in every edition.

    Args:
        project: the project's folder.
        out: the folder of all builds, where results of exercises are kept; `build/` in the project when left out.
    """
    # Only commands that read a course pay for the libraries that reading takes.
    from generator.building.exercises import run_exercises, run_for_editions  # noqa: PLC0415
    from generator.checks import check_all  # noqa: PLC0415
    from generator.reading import read_course  # noqa: PLC0415

    reading = read_course(project)
    found = set(reading.diagnostics)
    outputs: Outputs = {}
    local: Mapping[str, Outputs] = {}
    if reading.course is not None:
        found.update(check_all(reading.course, today()))
        broken = {d.place.path for d in errors(found)} | reading.course.broken
        ran = run_exercises(reading.course, out or project / "build", broken=broken)
        found.update(ran.diagnostics)
        outputs = ran.outputs
        local, faults = run_for_editions(reading.course, out or project / "build", outputs, broken=broken)
        found.update(faults)
    ordered = tuple(sorted(found, key=lambda d: d.sort_key))
    return Checked(reading.course, ordered, reading.sources, outputs, local)


def edition_named(course: Course, name: str) -> EditionSpec:
    """The edition people call `name`.

    Raises:
        OperatorError: when `site_config/editions.yml` has none of that name.
    """
    if name not in course.editions:
        hint = did_you_mean(name, course.editions, otherwise=f"editions: {listed(course.editions)}")
        raise OperatorError(f"There is no edition called '{name}'", hint)
    return course.editions[name]


def room_of(out: Path, edition: str) -> Path:
    """The folder of an edition's builds.

    Raises:
        OperatorError: for a name that would leave `out`.
    """
    if not _EDITION_NAME.fullmatch(edition):
        raise OperatorError(
            f"'{edition}' cannot name an edition", "use letters, digits, hyphens and underscores"
        )
    return out / edition
