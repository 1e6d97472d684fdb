"""One edition for each grouping of the country: the pages are built once, then filled 1,255 times.

Lives here: the shared site (an ordinary build that keeps what other places need), one folder per grouping, what is
skipped because it stands. May not live here: what a mark becomes (see `renderers.slots`, `generator.territories`).

In `<out>/<edition>-groupings/`: `site/` is the shared site, `sites/<SIREN>/` one edition, complete in itself. Files that
do not speak of a territory are the same file on the disk (hard links): a grouping takes a tenth of the room of a site.
Each folder is made beside and renamed, and `made/<SIREN>` says what it was made from: a killed build goes on where it
stopped. One grouping is in memory at a time.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path, PurePosixPath

from generator.building import engines, offline
from generator.building.compose import ask_for_look, compose
from generator.building.faults import OperatorError, told_plainly
from generator.building.files import FILE_MODE, remove, write_file
from generator.building.locks import locked
from generator.building.project import room_of
from generator.building.site import Progress, epoch_of, produce, silent
from generator.building.territories import digest
from generator.model import Commune, Course, EditionSpec, Gazetteer, Locality, Outputs, Territory
from generator.renderers import portal, slots
from generator.renderers.pages import territory as page
from generator.renderers.slots import Content, Form, form
from generator.territories.conditions import holding
from generator.territories.facts import Country, facts
from generator.territories.obligations import Judgement, judgements
from generator.territories.places import country_of
from generator.territories.publication import published_grouping

SITES = "sites"
MADE = "made"
"""Folder of the digests that the sites were made from: a record must never speak of another site than the one there."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Where the country stands: `done` of `total` groupings, the last one, and whether it stood already."""

    done: int
    total: int
    name: str
    reused: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """What was made: the folder of the sites, how many were filled and how many stood."""

    folder: Path
    filled: int
    reused: int


def build_groupings(
    project: Path,
    course: Course,
    spec: EditionSpec,
    outputs: Outputs,
    *,
    engine: str = "mkdocs",
    out: Path,
    progress: Progress = silent,
    told: Callable[[Filled], None] = lambda _: None,
) -> Printed:
    """Build the shared pages once and fill them for every grouping.

    Args:
        project: the project's folder.
        course: a course without errors, with an official division.
        spec: the edition to make for each grouping; its own territory does not matter.
        outputs: what the exercises show, see `Checked.outputs`.
        engine: `mkdocs` or `zensical`.
        out: the folder of all builds.
        progress: told of the shared site's variants.
        told: told after each grouping.

    Raises:
        OperatorError: the course has no division, disk, permissions, another build at work.
        EngineError, UnsafeSiteError: see `site.produce`.
    """
    if course.division is None:
        raise OperatorError(
            "This course has no official division: the groupings of the country are not known.",
            "run 'parcours territories refresh', or take course/territories/ of the Parcours repository",
        )
    ask_for_look(project)
    shared = replace(spec, name=f"{spec.name}-groupings", chooser=False)
    manuscript = compose(project, course, shared, outputs, fillable=True)
    report = produce(manuscript, engines.engine_named(engine), out, progress)
    room = room_of(out, shared.name)
    with told_plainly(room), locked(room):
        epoch = epoch_of(manuscript.updated)
        # A grouping's rank follows from all the others: figures that change anywhere are filled again everywhere.
        figures = digest(project, course, replace(shared, chooser=True))
        code = hashlib.sha256(b"".join(Path(str(module.__file__)).read_bytes() for module in (page, slots)))
        inputs = f"{report.inputs} {figures} {code.hexdigest()}"
        variants = tuple(variant.path for variant in report.variants)
        press = Press(report.site, course, shared, country_of(course), inputs, epoch, variants)
        return press.print_all(course.division, room / SITES, told)


@dataclass(frozen=True)
class Press:
    """Fills a shared site for one grouping after the other."""

    site: Path
    course: Course
    spec: EditionSpec
    country: Country
    inputs: str
    epoch: int
    variants: tuple[str, ...]

    @cached_property
    def forms(self) -> Mapping[Path, Form]:
        """The pages that speak of a territory, cut at their marks: the only ones written anew."""
        cut = ((path.relative_to(self.site), form(path.read_text("utf-8"))) for path in self._files(".html"))
        return {path: cut for path, cut in cut if cut.marked}

    @cached_property
    def folders(self) -> tuple[Path, ...]:
        """Every folder, the site's own first: made once for each grouping, not asked for at each file."""
        return tuple(Path(base).relative_to(self.site) for base, _, _ in os.walk(self.site))

    @cached_property
    def known(self) -> Mapping[PurePosixPath, offline.Entry]:
        """What the shared site's files are: read once, since nearly all of them are every grouping's."""
        return offline.entries(self.site)

    @cached_property
    def groups(self) -> tuple[offline.Group, ...]:
        """What a device keeps together: the same files in all editions."""
        return offline.groups(self.site, self.variants, self.known)

    @cached_property
    def others(self) -> tuple[Path, ...]:
        """Every other file: the same in all editions, but for what says which files there are."""
        own = {*self.forms, *map(Path, offline.worker(self.groups, self.known))}
        return tuple(
            path.relative_to(self.site) for path in self._files("") if path.relative_to(self.site) not in own
        )

    def _files(self, ending: str) -> Iterator[Path]:
        for base, folders, names in os.walk(self.site):
            folders.sort()
            yield from (Path(base, name) for name in sorted(names) if name.endswith(ending))

    def print_all(self, division: Gazetteer, sites: Path, told: Callable[[Filled], None]) -> Printed:
        """Every grouping's site; those that stand as they should are left alone, those of no grouping removed."""
        members: dict[str, list[Commune]] = {}
        for commune in division.communes:
            members.setdefault(commune.grouping, []).append(commune)
        groupings = sorted(division.groupings, key=lambda grouping: grouping.siren)
        for folder in (sites, sites.with_name(MADE)):
            self._tidy(folder, {grouping.siren for grouping in groupings})
        filled = 0
        for done, grouping in enumerate(groupings, 1):
            fresh = self.print_one(grouping, members[grouping.siren], sites)
            filled += fresh
            told(Filled(done, len(groupings), grouping.name, reused=not fresh))
        return Printed(sites, filled, len(groupings) - filled)

    def _tidy(self, sites: Path, known: Collection[str]) -> None:
        sites.mkdir(parents=True, exist_ok=True)
        for path in list(sites.iterdir()):
            if path.name not in known:
                remove(path)

    def print_one(self, grouping: Territory, communes: list[Commune], sites: Path) -> bool:
        """One grouping's site; whether it had to be made."""
        key = self._key(grouping, communes)
        target, record = sites / grouping.siren, sites.with_name(MADE) / grouping.siren
        if target.is_dir() and _read(record) == key:
            return False
        record.unlink(missing_ok=True)
        work = sites / f".work-{os.getpid()}"
        remove(work)
        try:
            self._write(grouping, communes, work)
            if target.exists():
                # Two renames: between them there is no site, but never half of one.
                target.rename(sites / f".old-{os.getpid()}")
            work.rename(target)
        finally:
            remove(work)
            remove(sites / f".old-{os.getpid()}")
        write_file(record, key.encode())
        return True

    def _key(self, grouping: Territory, communes: list[Commune]) -> str:
        return hashlib.sha256(f"{self.inputs}\n{self.epoch}\n{grouping!r}\n{communes!r}".encode()).hexdigest()

    def _write(self, grouping: Territory, communes: list[Commune], folder: Path) -> None:
        for path in self.folders:
            (folder / path).mkdir()
        for path in self.others:
            _link(self.site / path, folder / path)
        locality = Locality(grouping, None)
        holds = holding(locality)
        judged = judgements(self.course.obligations.values(), locality)
        languages = self.spec.languages
        values = {language: facts(locality, language, self.country) for language in languages}
        blocks = {language: self._blocks(language, locality, judged) for language in languages}
        preset = self._preset(grouping, communes)
        known = dict(self.known)
        for path, cut in self.forms.items():
            there = {**blocks[cut.language], "preset": preset}
            data = cut.filled(values[cut.language], holds, there.get).encode()
            self._put(folder / path, data)
            known[PurePosixPath(path)] = offline.entry(data)
        for name, data in offline.worker(self.groups, known).items():
            self._put(folder / name, data)
        for base, _, _ in os.walk(folder, topdown=False):
            os.utime(base, (self.epoch, self.epoch))

    def _put(self, target: Path, data: bytes) -> None:
        target.write_bytes(data)
        target.chmod(FILE_MODE)
        os.utime(target, (self.epoch, self.epoch))

    def _blocks(
        self, language: str, locality: Locality, judged: tuple[Judgement, ...]
    ) -> Mapping[str, Content]:
        return {
            "members": page.members(locality, language),
            "network": portal.shapes(locality.grouping) if locality.grouping else None,
            "place": escape(page.place(locality), quote=False),
            **page.verdicts(judged, language),
            **page.order(judged),
        }

    def _preset(self, grouping: Territory, communes: list[Commune]) -> str:
        """What the exercises' script takes for the learner's choice."""
        made = published_grouping(grouping, communes, self.spec.languages, self.country)
        choice = {"code": grouping.siren, "commune": None, "territory": made}
        return escape(json.dumps(choice, ensure_ascii=False, separators=(",", ":")), quote=False)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError):
        return ""


def _link(source: Path, target: Path) -> None:
    """The same file at another place; a copy where the disk knows no links."""
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)
