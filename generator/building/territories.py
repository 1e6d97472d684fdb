"""The files of `/territories/`, made once for a division and kept: 1,255 of them, the same from one build to the next.

Lives here: what they depend on, where they are kept. May not live here: what they hold (see `renderers.territories`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator import grammar, texts
from generator import territories as room
from generator.building.annexes import KEPT, BuiltAnnex
from generator.building.files import remove, settle, write_tree
from generator.building.locks import locked
from generator.model import Course, EditionSpec
from generator.reading.division import DIVISION, PLAIN_DIVISION
from generator.renderers import territories
from generator.renderers.common import addresses
from generator.territories.places import country_of

_NAME = "territories"
_KEPT_EACH = 3


def digest(project: Path, course: Course, spec: EditionSpec) -> str:
    """Of everything the files depend on; empty when learners cannot choose: no division, or an edition of one place."""
    files = [path for path in (project / DIVISION, project / PLAIN_DIVISION) if path.is_file()]
    if not spec.chooser or course.division is None or not files:
        return ""
    parts = [path.read_bytes() for path in (*files, *_code())]
    parts.append(repr((spec.territory, spec.languages)).encode())
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:16]


def _code() -> Iterable[Path]:
    """What writes them: other words, other files."""
    yield from sorted(Path(room.__file__).parent.glob("*.py"))
    yield from (Path(str(module.__file__)) for module in (texts, grammar, territories))


@dataclass(frozen=True, slots=True)
class Figures:
    """The files of `/territories/` for an edition whose learners can choose; `key` is their digest."""

    course: Course
    spec: EditionSpec
    key: str

    def build(self, out: Path, epoch: int) -> BuiltAnnex:
        """Make the files, or take those of last time.

        Args:
            out: the folder of all builds.
            epoch: the date of every file, in seconds since 1970.
        """
        shelf = out / KEPT / _NAME
        kept = shelf / f"{self.key}-{epoch}"
        with locked(shelf, wait=True):
            reused = kept.is_dir()
            if not reused:
                self._make(kept, epoch)
            os.utime(kept)  # tells the next line that it is still in use
            before = sorted(shelf.glob("[!.]*"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
            for path in before[_KEPT_EACH:]:
                remove(path)
        return BuiltAnnex(_NAME, addresses.TERRITORIES, kept, reused)

    def _make(self, kept: Path, epoch: int) -> None:
        division = self.course.division
        assert division is not None  # noqa: S101  (there would be no key)
        work = kept.with_name(f".work-{os.getpid()}")
        try:
            write_tree(territories.render(division, self.spec.languages, country_of(self.course)), work)
            settle(work, epoch)
            work.rename(kept)
        finally:
            remove(work)


def figures_of(project: Path, course: Course, spec: EditionSpec) -> Figures | None:
    """What learners' browsers need of every territory; nothing when they cannot choose."""
    key = digest(project, course, spec)
    return Figures(course, spec, key) if key else None
