"""`parcours results`: what a class handed over, as a report for its trainer."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.building.faults import OperatorError
from generator.cli.common import FAULTS, FORMAT, Stop, settings, with_common_options
from generator.cli.telling import counted, say, tell_diagnostics
from generator.diagnostics import errors
from generator.rules import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.building.results import Report
    from generator.model import Course, Remark

_STDIN = "-"
_MAX_PIPED = 4_000_000
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Where the report goes. [default: build/results/ in the course]",
)  # fmt: skip
@click.option(
    "--edition", default="default", show_default=True, metavar="NAME", help="Edition that was followed."
)
@click.option(
    "--language", type=click.Choice(["fr", "en"]), help="Language of the report. [default: that of most results]"
)  # fmt: skip
@FORMAT
@with_common_options
def results(files: tuple[str, ...], out: Path | None, edition: str, language: str | None, style: str) -> None:
    """Make a report for the trainer from what learners handed over.

    FILES are results as learners saved them, texts that hold their codes as
    they came by mail or chat, folders of both, or - for what is piped in. Each
    result counts once, however often it was handed.

    The report is a page to open, print or keep, with the misconceptions to go
    over first, and two tables for a spreadsheet. Everything stays on this
    machine.

    Ends with 0 when everything is in the report, 1 when a part of what was
    handed is not (it is told, with its line), 2 when there is no report.
    """
    # Loads what only this command needs: `parcours --help` should not wait for it.
    from generator.building.results import report_results  # noqa: PLC0415

    root = settings().root()
    course = _course(root)
    piped = sys.stdin.buffer.read(_MAX_PIPED) if _STDIN in files else b""
    made = report_results(
        root, course, files, edition=edition, language=language, out=out, piped=piped
    )  # fmt: skip
    if style == "json":
        click.echo(_json(made))
    else:
        _tell(made.remarks)
    if made.group is None:
        raise OperatorError(
            "no result could be read: no report was made",
            "learners find theirs on the page « Mon parcours » (My path), as a file or as a code",
        )
    if style == "text" and not settings().quiet:
        say(_summary(made), "bold green")
    if any(remark.severity is Severity.ERROR for remark in made.remarks):
        raise Stop(FAULTS)


def _course(root: Path) -> Course:
    from generator.reading import read_course  # noqa: PLC0415  (see `results`)

    reading = read_course(root)
    if reading.course is None:
        tell_diagnostics(errors(reading.diagnostics), reading.sources)
        raise OperatorError("the course itself cannot be read", "mend what is told above: parcours check")
    return reading.course


def _tell(remarks: Iterable[Remark]) -> None:
    for remark in remarks:
        if settings().quiet and remark.severity is Severity.WARNING:
            continue
        style = _STYLES[remark.severity]
        say(
            f"{remark.severity.value}: {remark.place.path}:{remark.place.line}: {remark.message}",
            style,
            stderr=True,
        )
        if remark.hint:
            say(f"  hint: {remark.hint}", "cyan", stderr=True)


def _summary(made: Report) -> str:
    group = made.group
    if group is None:
        return ""
    what = f"{counted(group.size, 'result')} on {counted(len(group.modules), 'module')}"
    few = " (fewer than 5: no table of answers, which would point at people)" if group.few else ""
    where = "\n".join(f"  {made.folder / name}" for name in made.files)
    return f"{what}{few}:\n{where}"


def _json(made: Report) -> str:
    group = made.group
    return json.dumps(
        {
            "results": group.size if group else 0,
            "modules": [
                {"id": m.chapter.id, "begun": m.begun, "finished": m.finished, "score": m.score}
                for m in (group.modules if group else ())
            ],
            "files": [str(made.folder / name) for name in made.files],
            "remarks": [
                {
                    "severity": remark.severity.value,
                    "file": remark.place.path,
                    "line": remark.place.line,
                    "message": remark.message,
                    "hint": remark.hint or None,
                }
                for remark in made.remarks
            ],
        },
        ensure_ascii=False,
        indent=2,
    )
