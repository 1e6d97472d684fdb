"""Annexes: parts of a site that programs other than the site's engine make, such as JupyterLite under `/lite/`.

Lives here: when an annex's program runs, where its output is kept and under which digest, what is thrown away.
May not live here: what an annex is made from (its renderer), how its pages are finished (its own module of this room).

Kept in `<out>/.annexes/<name>/<digest>/`, whatever the edition: two editions with the same contents run it once. It is
made beside and renamed, so a killed build leaves no half of it. Losing that folder only costs time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from generator.building import engines
from generator.building.engines import Engine
from generator.building.faults import EngineError
from generator.building.files import digest_tree, remove, write_tree
from generator.building.locks import locked
from generator.model import Tree

KEPT = ".annexes"
"""Folder of the kept outputs, in the folder of all builds: no edition can be called so."""

_KEPT_EACH = 6
_WORK = ".work-"


@dataclass(frozen=True, slots=True)
class Annex:
    """A part of a site that a program makes.

    Attributes:
        name: of the annex among those of the site, e.g. `lite` or `cahier-fr-elus`; a file name.
        path: its folder in the site, e.g. `lite` or `cahier/fr/elus`.
        tree: what the program is given.
        engine: the program; it is run in a folder that holds `tree`.
        finish: given that folder after the run, drops what is useless, audits, and returns the folder of the pages.
        code: the modules that `finish` is made of: a stricter one must look at kept outputs again.
        origins: staged file → author's file it was made from, for what the program complains about.
    """

    name: str
    path: str
    tree: Tree
    engine: Engine
    finish: Callable[[Path], Path]
    code: tuple[Path, ...]
    origins: Mapping[str, str] = field(default_factory=dict)

    def digest(self, epoch: int) -> str:
        """Of everything its pages depend on: what the program is given, its versions, the date, how we finish it."""
        ours = hashlib.sha256(b"".join(path.read_bytes() for path in self.code)).hexdigest()
        made_by = {
            **self.engine.versions,
            "epoch": str(epoch),
            "program": self.engine.program,
            "finish": ours,
        }
        whole = f"{digest_tree(self.tree)}\n{json.dumps(made_by, sort_keys=True)}"
        return hashlib.sha256(whole.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class BuiltAnnex:
    """An annex's pages: its folder in the site, where they are kept, and whether they were already there."""

    name: str
    path: str
    folder: Path
    reused: bool


def build_annexes(
    annexes: Iterable[Annex], out: Path, epoch: int, seconds: float = engines.TIME_LIMIT
) -> tuple[BuiltAnnex, ...]:
    """Make annexes, or take what was made last time; at most one program per processor at a time.

    Args:
        annexes: what the site has besides its pages.
        out: the folder of all builds.
        epoch: the date of everything built, in seconds since 1970, UTC.
        seconds: time limit of one program.

    Raises:
        EngineError: a program stopped with an error or took too long.
        UnsafeSiteError: what it made holds something unsafe.
    """
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        futures = [pool.submit(build_annex, annex, out, epoch, seconds) for annex in annexes]
        try:
            return tuple(future.result() for future in futures)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def build_annex(annex: Annex, out: Path, epoch: int, seconds: float = engines.TIME_LIMIT) -> BuiltAnnex:
    """Make one annex, or take what was made last time; see `build_annexes`."""
    shelf = out / KEPT / annex.name
    kept = shelf / annex.digest(epoch)
    with locked(shelf, wait=True):  # another edition may be making the very same
        for left in shelf.glob(f"{_WORK}*"):
            remove(left)
        reused = kept.is_dir()
        if reused:
            os.utime(kept)  # tells `_prune` that it is still in use
        else:
            _make(annex, kept, epoch, seconds)
        _prune(shelf)
    return BuiltAnnex(annex.name, annex.path, kept, reused)


def _make(annex: Annex, kept: Path, epoch: int, seconds: float) -> None:
    # The folder bears our process id: a program that outlives a killed build cannot write into the next one's.
    work = kept.with_name(f"{_WORK}{os.getpid()}")
    try:
        write_tree(annex.tree, work)
        try:
            engines.start(annex.engine, annex.tree, work, epoch, seconds)
        except EngineError as error:
            raise _at_author(error, annex.origins) from error
        annex.finish(work).rename(kept)
        os.utime(kept)
    finally:
        remove(work)


def _at_author(error: EngineError, origins: Mapping[str, str]) -> EngineError:
    """The same failure with authors' files in place of the staged ones."""
    tail = "\n".join(error.tail)
    named = sorted((tail.find(staged), author) for staged, author in origins.items() if staged in tail)
    for staged, author in origins.items():
        tail = tail.replace(staged, author)
    first = error.author_file or (named[0][1] if named else "")
    return EngineError(error.engine, error.command, tail.split("\n"), first)


def _prune(shelf: Path) -> None:
    """Forget the oldest outputs beyond the last few."""
    outputs = [path for path in shelf.iterdir() if path.is_dir() and not path.name.startswith(".")]
    outputs.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in outputs[_KEPT_EACH:]:
        # Renamed before it is deleted: half a deletion must not look like a kept output.
        doomed = path.with_name(f"{_WORK}{path.name}")
        path.rename(doomed)
        remove(doomed)
