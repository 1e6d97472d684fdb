"""The kit: a published edition as one archive that opens from a USB stick, derived file by file from its site.

Lives here: the order of the steps, the bundler, the archive and where it is written.
May not live here: what becomes of a page (see `on_disk`), words and launchers (see `renderers.kit`).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from generator.building.archives import archive
from generator.building.compose import ask_for_look, compose
from generator.building.engines import engine_named
from generator.building.faults import OperatorError, told_plainly
from generator.building.files import digest_tree, read_tree, write_file, write_tree
from generator.building.locks import locked
from generator.building.on_disk import SCRIPTS, Bundle, Kit, convert
from generator.building.project import room_of
from generator.building.site import Progress, produce, silent
from generator.diagnostics import did_you_mean, listed
from generator.editions import select
from generator.model import Course, Edition, EditionSpec, Outputs, Tree
from generator.renderers import kit as papers

FOLDER = "kit"
BROWSER = Path(__file__).parent.parent / "browser" / "kit"
_SECONDS = 120
_ENTRIES = "entries"


@dataclass(frozen=True, slots=True)
class Made:
    """A kit: its archive, its bytes, how many files are in it, a digest of what it holds."""

    path: Path
    size: int
    files: int
    digest: str


def make_kit(
    project: Path,
    course: Course,
    spec: EditionSpec,
    outputs: Outputs,
    *,
    audience: str | None = None,
    language: str | None = None,
    out: Path | None = None,
    progress: Progress = silent,
) -> Made:
    """Build an edition, as `parcours build` does, and write its kit to `<out>/<edition>/kit/`.

    Args:
        project: the project's folder.
        course: a course without errors.
        spec: the edition.
        outputs: what the exercises show, see `Checked.outputs`.
        audience: id of the only audience wanted; all of them when left out.
        language: the only language wanted; all of them when left out.
        out: folder of all builds; `build/` in the project when left out.
        progress: told after each variant.

    Raises:
        OperatorError: for an audience or a language that is not there, a tool that is missing, a disk that is full.
        EngineError, UnsafeSiteError: see `site.produce`.
    """
    builds = out or project / "build"
    name = f"parcours-{spec.name}"
    whole, spec = spec, _narrowed(spec, audience, language)
    ask_for_look(project)
    bundler(project)  # missing, it is told before anything is built
    manuscript = compose(project, course, spec, outputs)
    if spec != whole:
        # Its pages have no way to the others: they are other pages, kept apart from those of the whole edition.
        only = "-".join(filter(None, (audience, language)))
        manuscript = replace(manuscript, edition=f"{spec.name}.kit-{only}")
        name += f"-{only}"
    report = produce(manuscript, engine_named("mkdocs"), builds, progress)
    edition = select(course, spec)
    with told_plainly(builds), locked(report.site.parent):
        tree = assembled(project, edition, read_tree(report.site))
        # Level 6: the last percent of size would double the time.
        data = archive(tree, name, runnable=papers.LAUNCHERS, level=6)
        path = room_of(builds, spec.name) / FOLDER / f"{name}.zip"
        write_file(path, data)
    return Made(path, len(data), len(tree), digest_tree(tree))


def _narrowed(spec: EditionSpec, audience: str | None, language: str | None) -> EditionSpec:
    for what, asked, known in (
        ("audience", audience, spec.audiences),
        ("language", language, spec.languages),
    ):
        if asked is not None and asked not in known:
            hint = did_you_mean(asked, known, otherwise=f"those of this edition: {listed(known)}")
            raise OperatorError(f"The edition '{spec.name}' has no {what} '{asked}'", hint)
    return replace(
        spec,
        audiences=(audience,) if audience else spec.audiences,
        languages=(language,) if language else spec.languages,
    )


def assembled(project: Path, edition: Edition, site: Tree) -> Tree:
    """Every file of a kit.

    Args:
        project: the project's folder, where `node_modules/esbuild` is.
        edition: what the site shows.
        site: the published site, whole.
    """
    variants = {variant.path: variant.language for variant in edition.variants}
    kit = convert(site, variants, papers.WORDS, read_tree(BROWSER))
    own = papers.render(edition, kit.tree[PurePosixPath("index.html")])
    return {**kit.tree, **own, **_bundled(project, kit)}


# --- the bundler ----------------------------------------------------------------------------------------


def bundler(project: Path) -> Path:
    """esbuild, as npm installed it for this machine: a program that takes nothing but its files.

    Raises:
        OperatorError: it is not installed.
    """
    pattern = "esbuild.exe" if sys.platform == "win32" else "bin/esbuild"
    found = sorted((project / "node_modules" / "@esbuild").glob(f"*/{pattern}"))
    if not found:
        raise OperatorError(
            "The kit needs esbuild, which is not in node_modules/@esbuild",
            "run 'make runtime' (or 'npm ci') in the project's folder",
        )
    return found[0].resolve()


def _bundled(project: Path, kit: Kit) -> Tree:
    """The bundles: classic scripts, which browsers take from a disk where they refuse modules."""
    if not kit.bundles:
        return {}
    with tempfile.TemporaryDirectory(prefix="parcours-kit-") as folder:
        work = Path(folder).resolve()
        staged = {PurePosixPath("parcours", name): data for name, data in kit.scripts.items()}
        staged[PurePosixPath("kit/page.js")] = (BROWSER / "page.js").read_bytes()
        for bundle in kit.bundles.values():
            staged[PurePosixPath(_ENTRIES, f"{bundle.name}.js")] = _entry(bundle)
        write_tree(staged, work / "source")
        entries = [f"{_ENTRIES}/{bundle.name}.js" for bundle in kit.bundles.values()]
        _run(bundler(project), work / "source", entries)
        return {PurePosixPath(SCRIPTS) / path: data for path, data in read_tree(work / "made").items()}


def _entry(bundle: Bundle) -> bytes:
    modules = ("kit/page.js", *(f"parcours/{module}" for module in bundle.modules))
    return "".join(f'import "../{module}";\n' for module in modules).encode()


def _run(program: Path, folder: Path, entries: Iterable[str]) -> None:
    command = [
        str(program), *entries, "--bundle", "--format=iife", "--target=es2022", "--charset=utf8",
        "--define:import.meta.url=parcoursModule", "--outdir=../made", f"--outbase={_ENTRIES}", "--log-level=warning", "--color=false",
    ]  # fmt: skip
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP") if name in os.environ}
    try:
        done = subprocess.run(
            command, cwd=folder, env=kept, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise OperatorError(f"esbuild could not be run: {error}", "run 'make runtime' again") from error
    if done.returncode or done.stderr.strip():
        last = "\n".join(done.stderr.strip().splitlines()[-12:])
        raise OperatorError(f"The scripts of the site cannot be put together for a kit:\n{last}\n")
