"""What people read: diagnostics, failures, summaries. Colours on a terminal only, NO_COLOR honoured (by rich)."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from generator.building.faults import EngineError, OperatorError, UnsafeSiteError
from generator.diagnostics import Diagnostic, errors, show
from generator.rules import Severity

if TYPE_CHECKING:
    from generator.model import Course

Sources = Mapping[str, Sequence[str]]
NARROW = 70
"""Columns of a terminal under which a table cannot be read."""
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}


def console(*, stderr: bool = False) -> Console:
    """Where to write; made anew each time, so that it follows the stream of the moment."""
    return Console(stderr=stderr, highlight=False, soft_wrap=True)


def say(text: str, style: str = "", *, stderr: bool = False) -> None:
    """One message; nothing in it is taken for markup, no character of it can drive the terminal."""
    console(stderr=stderr).print(Text(_printable(text), style=style))


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() or c == "\n" else "·" for c in text)


def tell_diagnostics(found: Iterable[Diagnostic], sources: Sources, *, stderr: bool = True) -> None:
    """Every fault, with its excerpt and the way out."""
    out = console(stderr=stderr)
    for diagnostic in found:
        head, _, rest = show(diagnostic, sources).partition("\n")
        out.print(Text(_printable(head), style=_STYLES[diagnostic.severity]))
        for line in rest.splitlines():
            out.print(Text(_printable(line), style="cyan" if line.startswith("  hint:") else ""))
        out.print()


def tell_in_short(found: Sequence[Diagnostic], sources: Sources) -> None:
    """Errors in full; of warnings, which stop nothing, their number: a build is not the place to read them."""
    wrong = errors(found)
    tell_diagnostics(wrong, sources)
    tell_warnings(len(found) - len(wrong))


def tell_warnings(number: int) -> None:
    """How many warnings there are, if any."""
    if number:
        say(f"{counted(number, 'warning')}: `parcours check` shows them.", "yellow", stderr=True)


def tell_failure(fault: OperatorError | EngineError | UnsafeSiteError) -> None:
    """Why nothing was published, and the way out."""
    if isinstance(fault, OperatorError):
        say(f"error: {fault.what}.", "bold red", stderr=True)
        if fault.way_out:
            say(f"  hint: {fault.way_out}", "cyan", stderr=True)
    elif isinstance(fault, EngineError):
        about = f" on {fault.author_file}" if fault.author_file else ""
        say(
            f"error: the site engine '{fault.engine}' failed{about}. Its last lines:", "bold red", stderr=True
        )
        say("\n".join(f"  {line}" for line in fault.tail), stderr=True)
        say(f"  command: {shlex.join(fault.command)}", "dim", stderr=True)
    else:
        say("error: the built pages hold things that must not be published:", "bold red", stderr=True)
        for finding in fault.findings:
            where = finding.author_file or "(no author's file)"
            say(f"  {where}: {finding.what} (in the page {finding.page})", stderr=True)
        say("  hint: take them out of the files named above", "cyan", stderr=True)


def tell_rows(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table, its first column in bold; on a narrow terminal each row under its first cell, nothing cut away."""
    out = console()
    if out.width < NARROW:
        for first, *others in rows:
            say(first, "bold")
            for heading, cell in zip(headings[1:], others, strict=True):
                say(f"  {heading}: {cell}" if heading else f"  {cell}")
        return
    table = Table(box=None, pad_edge=False)
    for at, heading in enumerate(headings):
        table.add_column(heading, style="" if at else "bold", overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    out.print(table)


def counted(number: int, one: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {one}{'' if number == 1 else 's'}"


def summary(found: Sequence[Diagnostic], course: Course | None) -> str:
    """How many faults in how much of a course."""
    wrong = len(errors(found))
    text = f"{counted(wrong, 'error')}, {counted(len(found) - wrong, 'warning')}"
    if course is None:
        return f"{text}: course/course.yml itself cannot be understood"
    size = (
        counted(len(course.modules), "module"),
        counted(len(course.languages), "language"),
        counted(len(course.audiences), "audience"),
    )
    return f"{text} in {' × '.join(size)}"


# --- what a build did ---------------------------------------------------------------------------------


def up_to_date(edition: str, site: Path) -> str:
    """That there was nothing to do."""
    return f"{edition}: nothing has changed, the site is up to date in {site}"


def result_row(
    edition: str, engine: str, site: Path, reused: Mapping[str, bool], *, published: bool
) -> Mapping[str, object]:
    """An edition in the JSON of `build`; `reused` tells of each variant, by its path, whether it was kept."""
    return {
        "edition": edition,
        "engine": engine,
        "site": str(site),
        "published": published,
        "variants": [{"path": path, "reused": kept} for path, kept in reused.items()],
    }


def echo_json(editions: Sequence[Mapping[str, object]], diagnostics: Sequence[Mapping[str, object]]) -> None:
    """The JSON of `build`."""
    said = {"editions": list(editions), "diagnostics": list(diagnostics)}
    click.echo(json.dumps(said, ensure_ascii=False, indent=2))
