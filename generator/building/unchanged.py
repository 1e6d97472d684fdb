"""Whether a build would change nothing, answered from the bytes of what goes in, without reading the course.

Understanding and checking a course takes longer than looking at its bytes, and so does importing the libraries that do
it: a build that published a site leaves beside it a digest of everything the site and its diagnostics follow from.
While that digest holds and nobody touched the site, the next build has nothing to do but to say so.
On the slightest doubt (a link, a file that cannot be read, a file written meanwhile) there is no digest, and the build
takes the long way, which is always right.

May not live here: anything that imports more than the standard library, directly or not; this is what makes it quick.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.building.faults import OperatorError, told_plainly
from generator.building.files import listing, write_file
from generator.building.locks import locked
from generator.building.project import room_of, today

RECORD = "site.json"
"""What the published site was made from: written with it, forgotten before it is replaced (see `site`)."""

DEPLOY = "deploy"
"""Folder of the settings for web servers, beside the site: none of it is for readers."""

_INPUTS = (
    "course",
    "exercises",
    "site_config",
    "mkdocs.yml",
    "node_modules/pyodide",
    "node_modules/qr",
    "node_modules/.wheels",
    "requirements-lite.lock",
)
"""All that a build reads in a project; whoever makes it read more adds the place here (a test watches)."""

_CODE = Path(__file__).resolve().parent.parent
_ENTRY = "unchanged"
_LEFT_ALONE = frozenset({".lock"})


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that sites of a project follow from, at one moment.

    Attributes:
        digest: of names and bytes, of the generator and its tools, of the day.
        seen: of the times of the files too: two looks that agree had no writer between them.
    """

    digest: str
    seen: str

    def of(self, edition: str, engine: str) -> str:
        """The digest of what one edition's site follows from."""
        return hashlib.sha256(f"{self.digest}\0{edition}\0{engine}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Standing:
    """A published site that a build would not change.

    Attributes:
        edition: its edition.
        site: its folder.
        variants: paths of its variants.
        diagnostics: what the build that made it found, as `diagnostics.as_json` writes it.
    """

    edition: str
    site: Path
    variants: tuple[str, ...]
    diagnostics: tuple[Mapping[str, Any], ...]


class _DoubtError(Exception):
    """Something whose bytes do not say all."""


def look(project: Path) -> Inputs | None:
    """Look at everything that goes into the sites of a project; `None` when it cannot be told from bytes alone.

    Args:
        project: the project's folder.
    """
    whole = hashlib.sha256()
    seen = hashlib.sha256()
    settings = (sys.version, sys.platform, today(), os.environ.get("SOURCE_DATE_EPOCH", ""))
    whole.update(json.dumps([settings, sorted(_tools())]).encode())
    try:
        for name in _INPUTS:
            _add(project, name, whole, seen)
        _add(_CODE.parent, _CODE.name, whole, seen)
    except (OSError, _DoubtError):
        return None
    digest = whole.hexdigest()
    return Inputs(digest, f"{digest} {seen.hexdigest()}")


def _add(root: Path, name: str, whole: hashlib._Hash, seen: hashlib._Hash) -> None:
    """Add a file, or a folder with all that it holds; nothing when there is none of that name."""
    try:
        found = (root / name).lstat()
    except FileNotFoundError:
        return
    seen.update(f"{found.st_ino} {found.st_mtime_ns} {found.st_ctime_ns}\n".encode())
    if stat.S_ISDIR(found.st_mode):
        whole.update(f"{name}/\0".encode())
        for inside in sorted(path.name for path in (root / name).iterdir()):
            if not _is_cache(name, inside):
                _add(root, f"{name}/{inside}", whole, seen)
    elif stat.S_ISREG(found.st_mode):
        with (root / name).open("rb") as file:
            whole.update(f"{name}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\0".encode())
    else:
        raise _DoubtError(name)  # a link leads anywhere, and reading a pipe may never end


def _is_cache(folder: str, name: str) -> bool:
    """Whether this is compiled Python: it says what the sources beside it say."""
    return name == "__pycache__" and folder.partition("/")[0] in {"exercises", "site_config", _CODE.name}


def _tools() -> Iterator[str]:
    """Every installed distribution, its version and when it was installed: engines, their extensions, our libraries."""
    for folder in dict.fromkeys(sys.path):
        try:
            entries = list(os.scandir(folder or "."))
        except OSError:  # an archive, or a folder that does not exist
            continue
        for entry in entries:
            if entry.name.endswith((".dist-info", ".egg-info")):
                yield f"{entry.name} {entry.stat().st_mtime_ns}"


def standing(out: Path, editions: Iterable[str], engine: str, inputs: Inputs) -> tuple[Standing, ...] | None:
    """The sites that stand, when a build of these editions would change none of them.

    Args:
        out: the folder of all builds.
        editions: names of editions, as people gave them.
        engine: name of the engine.
        inputs: what `look` saw just now.

    Raises:
        OperatorError: another build is at work there.
    """
    found = []
    for edition in editions:
        one = _standing(out, edition, inputs.of(edition, engine))
        if one is None:
            return None
        found.append(one)
    return tuple(found)


def _standing(out: Path, edition: str, digest: str) -> Standing | None:
    try:
        room = room_of(out, edition)
    except OperatorError:
        return None  # the long way says more: which editions there are
    if _entry(_record(room)).get("digest") != digest:
        return None
    with told_plainly(room), locked(room):  # nobody replaces the site while we compare
        record = _record(room)
        entry = _entry(record)
        site = room / "site"
        if (
            entry.get("digest") != digest
            or _has_leftovers(room)
            or site.is_symlink()
            or not site.is_dir()
            or not (room / DEPLOY).is_dir()
            or record.get("listing") != listing(site)
        ):
            return None
    return Standing(edition, site, tuple(entry["variants"]), tuple(entry["diagnostics"]))


def remember(
    room: Path, inputs: str, digest: str, variants: Sequence[str], diagnostics: Sequence[Mapping[str, Any]]
) -> None:
    """Leave word, beside a site just built, of what it follows from.

    Args:
        room: the folder of the edition's builds.
        inputs: what the site was made from (`site.Report.inputs`): another build may have replaced it since.
        digest: `Inputs.of` the edition, looked at before the course was read and found the same afterwards.
        variants: paths of its variants.
        diagnostics: what was found, as `diagnostics.as_json` writes it.

    Raises:
        OperatorError: disk, permissions, another build at work.
    """
    with told_plainly(room), locked(room):
        record = _record(room)
        if record.get("inputs") == inputs:
            entry = {"digest": digest, "variants": list(variants), "diagnostics": list(diagnostics)}
            write_file(room / RECORD, json.dumps({**record, _ENTRY: entry}).encode())


def _record(room: Path) -> Mapping[str, Any]:
    try:
        record = json.loads((room / RECORD).read_bytes())
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _entry(record: Mapping[str, Any]) -> Mapping[str, Any]:
    entry = record.get(_ENTRY)
    return entry if isinstance(entry, dict) else {}


def _has_leftovers(room: Path) -> bool:
    """Whether a killed build left something that the next one must clean up."""
    return any(path.name.startswith(".") and path.name not in _LEFT_ALONE for path in room.iterdir())
