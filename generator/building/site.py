"""The order of a build: stage, run the engine where something changed, audit, put together, publish in one step.

In `<out>/<edition>/`: `stage/<variant>/` is what the engine is given, `built/<variant>-<digest>/` what it made (kept, so
that an unchanged variant costs nothing), `site/` what is published, `site.json` what it was made from,
`deploy/` settings for web servers.
A build may be killed at any moment: `site/` is the old one whole or the new one whole, and the next build cleans up.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import cast

from generator.building import audit as auditing
from generator.building import engines, languages, lightening, mending, offline, pruning, scripts
from generator.building.annexes import Annex, BuiltAnnex, build_annexes
from generator.building.engines import Engine
from generator.building.exchange import fresh_beside, publish, recover
from generator.building.faults import OperatorError, UnsafeSiteError, told_plainly
from generator.building.files import copy_into, digest_tree, listing, remove, settle, write_file, write_tree
from generator.building.locks import locked
from generator.building.project import room_of
from generator.building.territories import Figures
from generator.building.unchanged import DEPLOY, RECORD
from generator.model import Tree
from generator.renderers.common import policy

KEPT_PER_VARIANT = 3
"""Outputs kept for each variant: going back to yesterday's text should cost nothing either."""

_SITE_URL = re.compile(rb"^site_url: *[^\s#'\"]", re.MULTILINE)
_WORK = ".work-"


@dataclass(frozen=True, slots=True)
class StagedVariant:
    """One audience, one language, ready for an engine. `path` is its folder in the site."""

    name: str
    path: str
    tree: Tree


@dataclass(frozen=True, slots=True)
class Manuscript:
    """An edition as trees: all that is left to do is to build and publish it.

    `updated` is an ISO day; `annexes` are what other programs than the site's engine make of it;
    `figures` what browsers need of other territories, made once for the country; `servers` what those who run a
    web server take, which is not published.
    """

    edition: str
    updated: str
    portal: Tree
    variants: tuple[StagedVariant, ...]
    annexes: tuple[Annex, ...] = ()
    figures: Figures | None = None
    servers: Tree = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """Where a build stands: `done` of `total` variants, and the one that has just been dealt with."""

    done: int
    total: int
    variant: str
    reused: bool


Progress = Callable[[Step], None]


def silent(_: Step) -> None:
    """Progress for those who do not look."""


@dataclass(frozen=True, slots=True)
class BuiltVariant:
    """A variant's pages: its folder in the site, where they are kept, and whether they were already there."""

    name: str
    path: str
    folder: Path
    reused: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did. `inputs` is a digest of what the site is made from; `published` is false when it already was."""

    edition: str
    engine: str
    site: Path
    variants: tuple[BuiltVariant, ...]
    inputs: str
    published: bool


def epoch_of(updated: str) -> int:
    """The date of everything built, in seconds since 1970: SOURCE_DATE_EPOCH, or the course's own day at 00:00 UTC."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given:
        return int(datetime.fromisoformat(updated).replace(tzinfo=UTC).timestamp())
    if not given.isdecimal():
        raise OperatorError(f"SOURCE_DATE_EPOCH is '{given}'", "set it to a number of seconds, or unset it")
    return int(given)


def produce(
    manuscript: Manuscript,
    engine: Engine,
    out: Path,
    progress: Progress = silent,
    seconds: float = engines.TIME_LIMIT,
) -> Report:
    """Build an edition and publish it as `<out>/<edition>/site/`.

    Args:
        manuscript: the edition as trees.
        engine: the program that makes the pages.
        out: the folder of all builds.
        progress: told after each variant.
        seconds: time limit of one engine run.

    Raises:
        OperatorError: disk, permissions, another build at work.
        EngineError: the engine stopped; nothing was published.
        UnsafeSiteError: the pages hold something unsafe; nothing was published.
    """
    room = room_of(out, manuscript.edition)
    bench = Bench(engine, room, epoch_of(manuscript.updated), seconds)
    if findings := scripts.audit_tree(manuscript.portal):
        raise UnsafeSiteError(findings)
    with told_plainly(room), locked(room):
        tidy(room)
        stage(manuscript, room)
        variants = bench.build_all(manuscript.variants, progress)
        annexes = build_annexes(manuscript.annexes, out, bench.epoch, seconds)
        if manuscript.figures:
            annexes = (*annexes, manuscript.figures.build(out, bench.epoch))
        site = room / "site"
        inputs = _inputs(manuscript, (*variants, *annexes), bench.epoch)
        standing = _stands(room, inputs)
        if not standing:
            # Forget first: a record must never speak of another site than the one that stands.
            (room / RECORD).unlink(missing_ok=True)
            folders = [*((v.path, v.folder) for v in variants), *((a.path, a.folder) for a in annexes)]
            assemble(manuscript.portal, folders, site, bench.epoch, [variant.path for variant in variants])
            record = {"inputs": inputs, "listing": listing(site)}
            write_file(room / RECORD, json.dumps(record).encode())
        write_tree(manuscript.servers, room / DEPLOY)
        bench.prune(variants)
    return Report(manuscript.edition, engine.name, site, variants, inputs, published=not standing)


def tidy(room: Path) -> None:
    """Clean up what a killed build left."""
    recover(room / "site")
    for left in room.glob(f"{_WORK}*"):
        remove(left)


def stage(manuscript: Manuscript, room: Path) -> None:
    """Write what the engine is given: only what changed, and nothing of variants that are gone."""
    names = {variant.name for variant in manuscript.variants}
    folder = room / "stage"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in names:
            remove(path)
    for variant in manuscript.variants:
        write_tree(variant.tree, folder / variant.name)


def _inputs(manuscript: Manuscript, built: Iterable[BuiltVariant | BuiltAnnex], epoch: int) -> str:
    worker = hashlib.sha256(offline.code()).hexdigest()
    parts = [
        digest_tree(manuscript.portal),
        str(epoch),
        worker,
        *(f"{b.path}={b.folder.name}" for b in built),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _stands(room: Path, inputs: str) -> bool:
    """Whether the published site was made from `inputs` and nobody touched it since."""
    try:
        record = json.loads((room / RECORD).read_bytes())
    except (FileNotFoundError, ValueError):
        return False
    site = room / "site"
    return bool(record.get("inputs") == inputs and site.is_dir() and record.get("listing") == listing(site))


def assemble(
    portal: Tree,
    folders: Iterable[tuple[str, Path]],
    site: Path,
    epoch: int,
    variants: Collection[str],
    *,
    preview: bool = False,
) -> None:
    """Put a whole site together beside the one that stands, then publish it in one step.

    Args:
        portal: the files at the root of the site.
        folders: of variants and annexes: path in the site, and where the pages are.
        site: where the site is published.
        epoch: date of every file, in seconds since 1970.
        variants: paths of the variants among the folders.
        preview: whether it is made for someone who writes while they look.
    """
    recover(site)
    fresh = fresh_beside(site)
    try:
        write_tree(portal, fresh)
        for path, folder in folders:
            copy_into(folder, fresh / path)
            # Servers show the 404 page of the root only, and the engine writes this one for a site at the root.
            (fresh / path / "404.html").unlink(missing_ok=True)
        offline.lay(fresh, variants, write_file, preview=preview)
        settle(fresh, epoch)
    except OSError:
        remove(fresh)  # a full disk must not stay full because of us
        raise
    publish(site)


@dataclass(frozen=True, slots=True)
class Bench:
    """Runs an engine on staged variants, or takes what it made last time."""

    engine: Engine
    room: Path
    epoch: int
    seconds: float = engines.TIME_LIMIT

    def build_all(
        self, variants: tuple[StagedVariant, ...], progress: Progress = silent
    ) -> tuple[BuiltVariant, ...]:
        """Every variant's pages, at most one engine per processor at a time."""
        kept = self.room / "built"
        kept.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            futures = [pool.submit(self.build, variant) for variant in variants]
            done: list[BuiltVariant] = []
            try:
                for future in futures:
                    done.append(future.result())
                    progress(Step(len(done), len(variants), done[-1].path, done[-1].reused))
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
        return tuple(done)

    def build(self, variant: StagedVariant) -> BuiltVariant:
        """One variant's pages: kept from last time, or made, audited and kept now."""
        kept = self.room / "built" / f"{variant.name}-{self.key(variant.tree)}"
        if kept.is_dir():
            os.utime(kept)  # tells `prune` that it is still in use
            return BuiltVariant(variant.name, variant.path, kept, reused=True)
        # The folder bears our process id: an engine that outlives a killed build cannot write into the next one's.
        work = self.room / f"{_WORK}{os.getpid()}-{variant.name}"
        remove(work)
        try:
            pages = engines.run(self.engine, variant.tree, work, self.epoch, self.seconds)
            self.finish(pages, variant.tree)
            pages.rename(kept)
        finally:
            remove(work)
        return BuiltVariant(variant.name, variant.path, kept, reused=False)

    def finish(self, pages: Path, tree: Tree) -> None:
        """Drop what is useless or changes from one machine to the next, then audit.

        Raises:
            UnsafeSiteError: when something in the pages would run or be fetched unasked.
        """
        if not _SITE_URL.search(_settings(tree)):
            # Without the site's address every entry of a sitemap is relative, which search engines refuse.
            for name in ("sitemap.xml", "sitemap.xml.gz"):
                (pages / name).unlink(missing_ok=True)
        remove(pages / ".cache")
        mending.mend(pages, _foreign(tree))
        lightening.lighten(pages)
        if findings := (*auditing.audit(pages, tree), *scripts.audit_scripts(pages)):
            raise UnsafeSiteError(findings)

    def key(self, tree: Tree) -> str:
        """Digest of everything a variant's pages depend on: staged tree, tools, date, and how we finish them."""
        made_by = {**self.engine.versions, "epoch": str(self.epoch), "finish": _our_digest()}
        whole = f"{digest_tree(tree)}\n{json.dumps(made_by, sort_keys=True)}"
        return hashlib.sha256(whole.encode()).hexdigest()[:32]

    def prune(self, used: tuple[BuiltVariant, ...]) -> None:
        """Delete kept outputs beyond the last few of each variant, and those of variants that are gone."""
        by_name: dict[str, list[Path]] = {}
        for path in (self.room / "built").iterdir():
            by_name.setdefault(path.name.rpartition("-")[0], []).append(path)
        in_use = {variant.folder for variant in used}
        names = {variant.name for variant in used}
        for name, paths in by_name.items():
            paths.sort(key=lambda path: (path in in_use, path.stat().st_mtime_ns), reverse=True)
            for path in paths[KEPT_PER_VARIANT if name in names else 0 :]:
                # Renamed before it is deleted: half a deletion must not look like a kept output.
                doomed = self.room / f"{_WORK}{path.name}"
                path.rename(doomed)
                remove(doomed)


def _settings(tree: Tree) -> bytes:
    return b"\n".join(data for path, data in tree.items() if len(path.parts) == 1 and path.suffix == ".yml")


def _foreign(tree: Tree) -> languages.Foreign:
    """The phrases of other languages that a variant's pages quote, as its settings list them."""
    _, _, settings = tree.get(PurePosixPath("mkdocs.yml"), b"").partition(b"\n")
    try:
        return cast("languages.Foreign", json.loads(settings)["extra"]["foreign"])
    except (ValueError, KeyError, TypeError):
        return {}  # not written by us, or nothing to mark


def _our_digest() -> str:
    """Digest of the code that finishes pages: a stricter audit must look at kept outputs again."""
    code = (
        Path(str(module.__file__)).read_bytes()
        for module in (auditing, languages, mending, lightening, pruning, scripts, policy)
    )
    return hashlib.sha256(b"".join((*code, Path(__file__).read_bytes()))).hexdigest()
