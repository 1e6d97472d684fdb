"""`parcours build` and `parcours serve`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from generator.building import compose, preview
from generator.building.project import Checked, check_project
from generator.building.site import Progress as Listener
from generator.building.site import Report, Step, silent
from generator.cli.common import FAULTS, Stop, settings, with_common_options
from generator.cli.telling import console, say, summary, tell_in_short
from generator.diagnostics import as_json, errors
from generator.model import Course

FORMAT = click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Text for people, JSON for programs.",
)  # fmt: skip


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
@FORMAT
@with_common_options
def build(names: tuple[str, ...], engine: str, out: Path | None, style: str) -> None:
    """Build the training site.

    The site is written to build/EDITION/site: copy that folder to any web
    server. It is replaced in one step when the new one is complete; if
    anything is wrong, the former site stays as it was. What has not changed
    since the last build is not built again.
    """
    root = settings().root()
    checked = check_project(root)
    course = _sound_or_stop(checked, style)
    specs = [compose.edition_named(course, name) for name in dict.fromkeys(names or ("default",))]
    reports = []
    for spec in specs:
        with _progress(spec.name, shown=style == "text" and not settings().quiet) as listener:
            reports.append(
                compose.build(root, course, spec, engine=engine, out=_absolute(out), progress=listener)
            )
        if style == "text" and not settings().quiet:
            _tell_report(reports[-1])
    if style == "json":
        diagnostics = json.loads(as_json(checked.diagnostics))["diagnostics"]
        click.echo(
            json.dumps(
                {"editions": [_row(r) for r in reports], "diagnostics": diagnostics},
                ensure_ascii=False,
                indent=2,
            )
        )


def _absolute(out: Path | None) -> Path | None:
    return out.absolute() if out else None


def _sound_or_stop(checked: Checked, style: str, *, warnings: bool = True) -> Course:
    """The course; its errors are told and end the command."""
    wrong = bool(errors(checked.diagnostics))
    if style == "json":
        if wrong or checked.course is None:
            click.echo(as_json(checked.diagnostics))
    elif wrong or (warnings and not settings().quiet):
        tell_in_short(checked.diagnostics, checked.sources)
    if checked.sound is None:
        if style == "text":
            say(
                f"{summary(checked.diagnostics, checked.course)}: nothing was built.", "bold red", stderr=True
            )
        raise Stop(FAULTS)
    return checked.sound


@contextmanager
def _progress(edition: str, *, shown: bool) -> Iterator[Listener]:
    """A bar on a terminal, a line per variant elsewhere, nothing when not wanted."""
    out = console(stderr=True)
    if not shown:
        yield silent
    elif out.is_terminal:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=out, transient=True) as bar:
            task = bar.add_task(f"Building {edition}", total=None)
            yield lambda step: bar.update(task, completed=step.done, total=step.total)
    else:
        yield lambda step: say(_line(edition, step), stderr=True)


def _line(edition: str, step: Step) -> str:
    return (
        f"{edition}: {step.variant} {'unchanged' if step.reused else 'built'} ({step.done} of {step.total})"
    )


def _tell_report(report: Report) -> None:
    fresh = sum(not variant.reused for variant in report.variants)
    if not report.published:
        say(f"{report.edition}: nothing has changed, the site is up to date in {report.site}")
    else:
        kept = len(report.variants) - fresh
        say(f"{report.edition}: {fresh} built, {kept} unchanged; the site is in {report.site}", "green")


def _row(report: Report) -> dict[str, object]:
    return {
        "edition": report.edition,
        "engine": report.engine,
        "site": str(report.site),
        "published": report.published,
        "variants": [{"path": v.path, "reused": v.reused} for v in report.variants],
    }


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
    root = settings().root()
    course = _sound_or_stop(
        check_project(root), "text", warnings=False
    )  # MkDocs, through our hook, tells those
    compose.edition_named(course, edition)
    code = preview.serve(root, edition, port, browser=browser)
    if code:
        raise Stop(code)
