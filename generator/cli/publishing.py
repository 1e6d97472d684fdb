"""What `parcours build` does when there is something to do, and how it says so.

Apart from `building`, which declares the commands: what is imported here takes longer than an unchanged build may.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from generator.building import compose, unchanged
from generator.building.faults import OperatorError
from generator.building.project import Checked, check_project, edition_named
from generator.building.site import Progress as Listener
from generator.building.site import Report, Step, silent
from generator.cli.common import FAULTS, Stop, settings
from generator.cli.telling import console, echo_json, result_row, say, summary, tell_in_short, up_to_date
from generator.diagnostics import as_json, errors
from generator.model import Course


def publish(root: Path, names: Sequence[str], engine: str, out: Path, style: str) -> None:
    """Build editions and tell what was done.

    Args:
        root: the project's folder.
        names: the editions, as people gave them.
        engine: name of the engine.
        out: the folder of all builds.
        style: `text` for people, `json` for programs.
    """
    before = unchanged.look(root)
    checked = check_project(root, out)
    course = sound_or_stop(checked, style)
    specs = [edition_named(course, name) for name in names]
    reports = []
    for spec in specs:
        with progress_of(spec.name, shown=style == "text" and not settings().quiet) as listener:
            reports.append(
                compose.build(
                    root,
                    course,
                    spec,
                    checked.outputs_for(spec.name),
                    engine=engine,
                    out=out,
                    progress=listener,
                )
            )
        if style == "text" and not settings().quiet:
            _tell(reports[-1])
    diagnostics = json.loads(as_json(checked.diagnostics))["diagnostics"]
    if before and before == unchanged.look(root):
        for report in reports:
            _remember(report, before.of(report.edition, engine), diagnostics)
    if style == "json":
        echo_json([_row(r) for r in reports], diagnostics)


def _remember(report: Report, digest: str, diagnostics: Sequence[Mapping[str, Any]]) -> None:
    paths = [variant.path for variant in report.variants]
    # The site is published: without this word the next build takes the long way, and that is all.
    with suppress(OperatorError):
        unchanged.remember(report.site.parent, report.inputs, digest, paths, diagnostics)


def sound_or_stop(checked: Checked, style: str, *, warnings: bool = True) -> Course:
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
def progress_of(edition: str, *, shown: bool) -> Iterator[Listener]:
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


def _tell(report: Report) -> None:
    fresh = sum(not variant.reused for variant in report.variants)
    if not report.published:
        say(up_to_date(report.edition, report.site))
    else:
        kept = len(report.variants) - fresh
        say(f"{report.edition}: {fresh} built, {kept} unchanged; the site is in {report.site}", "green")


def _row(report: Report) -> Mapping[str, object]:
    reused = {variant.path: variant.reused for variant in report.variants}
    return result_row(report.edition, report.engine, report.site, reused, published=report.published)
