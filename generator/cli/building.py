"""`parcours build` and `parcours serve`.

Nothing is imported here that an unchanged build does not need: it answers sooner than those libraries load.
"""

from __future__ import annotations

from pathlib import Path

import click

from generator.building import unchanged
from generator.building.project import check_project, edition_named
from generator.cli.common import FORMAT, Stop, settings, with_common_options
from generator.cli.telling import echo_json, result_row, say, tell_warnings, up_to_date


@click.command()
@click.option(
    "--edition",
    "names",
    multiple=True,
    metavar="NAME",
    help="Edition to build; may be repeated. [default: default]",
)
@click.option(
    "--engine",
    default="mkdocs",
    show_default=True,
    metavar="mkdocs|zensical",
    help="Program that makes the pages.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where builds go. [default: build/ in the course]",
)
@click.option(
    "--all-groupings",
    is_flag=True,
    help="Make one site for each grouping of the country, in build/EDITION-groupings/sites/SIREN.",
)
@FORMAT
@with_common_options
def build(names: tuple[str, ...], engine: str, out: Path | None, style: str, *, all_groupings: bool) -> None:
    """Build the training site.

    The site is written to build/EDITION/site: copy that folder to any web
    server. It is replaced in one step when the new one is complete; if
    anything is wrong, the former site stays as it was. What has not changed
    since the last build is not built again.
    """
    root = settings().root()
    wanted = tuple(dict.fromkeys(names or ("default",)))
    folder = out.absolute() if out else root / "build"
    if all_groupings:
        from generator.cli import country  # noqa: PLC0415  (see the head of this file)

        country.publish_groupings(root, wanted, engine, folder, style)
        return
    inputs = unchanged.look(root)
    standing = unchanged.standing(folder, wanted, engine, inputs) if inputs else None
    if standing:
        _tell_standing(standing, engine, style)
        return
    from generator.cli import publishing  # noqa: PLC0415  (see the head of this file)

    publishing.publish(root, wanted, engine, folder, style)


def _tell_standing(sites: tuple[unchanged.Standing, ...], engine: str, style: str) -> None:
    """Say what a build with nothing to do would have said."""
    found = sites[0].diagnostics
    if style == "json":
        echo_json(
            [
                result_row(s.edition, engine, s.site, dict.fromkeys(s.variants, True), published=False)
                for s in sites
            ],
            found,
        )
    elif not settings().quiet:
        tell_warnings(len(found))
        for one in sites:
            say(up_to_date(one.edition, one.site))


@click.command()
@click.option("--edition", default="default", show_default=True, metavar="NAME", help="Edition to show.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port on this machine."
)
@click.option(
    "--open/--no-open", "browser", default=False, help="Open a web browser on the site. [default: no]"
)
@with_common_options
def serve(edition: str, port: int, browser: bool) -> None:
    """Show the site on this machine and follow what you write.

    Save a lesson, a quiz or the look of the site: the page reloads by itself.
    When something is wrong it is told here, and the last good site stays.
    Stop with Ctrl+C.
    """
    from generator.building import preview  # noqa: PLC0415  (see the head of this file)
    from generator.cli import publishing  # noqa: PLC0415

    root = settings().root()
    course = publishing.sound_or_stop(
        check_project(root), "text", warnings=False
    )  # MkDocs, through our hook, tells those
    edition_named(course, edition)
    code = preview.serve(root, edition, port, browser=browser)
    if code:
        raise Stop(code)
