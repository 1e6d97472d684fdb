"""`parcours kit`: an edition as one archive for a USB stick."""

from __future__ import annotations

import json
from pathlib import Path

import click

from generator.building.project import check_project, edition_named
from generator.cli.common import FORMAT, settings, with_common_options
from generator.cli.telling import counted, say


@click.command()
@click.option(
    "--edition", default="default", show_default=True, metavar="NAME", help="Edition to put together."
)
@click.option("--audience", metavar="ID", help="One audience only. [default: all]")
@click.option("--language", metavar="fr|en", help="One language only. [default: all]")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Where builds go. [default: build/ in the course]",
)  # fmt: skip
@FORMAT
@with_common_options
def kit(edition: str, audience: str | None, language: str | None, out: Path | None, style: str) -> None:
    """Make a kit: the course in one archive, for a USB stick or a room without network.

    The archive is written to build/EDITION/kit. Unpacked, it opens with a
    double click for reading, search, quizzes and progress. Exercises compute
    with the launcher it holds, which needs Python 3.9 or later and no network.

    The edition is built first, as `parcours build` does; what has not changed
    is not built again.
    """
    # Loads what only this command needs: `parcours --help` should not wait for it.
    from generator.building.kit import make_kit  # noqa: PLC0415
    from generator.cli import publishing  # noqa: PLC0415

    root = settings().root()
    builds = out.absolute() if out else root / "build"
    checked = check_project(root, builds)
    course = publishing.sound_or_stop(checked, style)
    spec = edition_named(course, edition)
    with publishing.progress_of(spec.name, shown=style == "text" and not settings().quiet) as listener:
        made = make_kit(
            root, course, spec, checked.outputs_for(spec.name),
            audience=audience, language=language, out=builds, progress=listener,
        )  # fmt: skip
    if style == "json":
        click.echo(
            json.dumps(
                {"edition": spec.name, "archive": str(made.path), "bytes": made.size, "files": made.files},
                indent=2,
            )
        )
    elif not settings().quiet:
        size = f"{made.size / 1e6:.1f} MB"
        say(f"{spec.name}: {counted(made.files, 'file')}, {size}; the kit is {made.path}", "green")
