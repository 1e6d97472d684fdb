"""What `parcours build --all-groupings` does, and how it says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from generator.building.groupings import Filled, build_groupings
from generator.building.project import check_project, edition_named
from generator.cli.common import settings
from generator.cli.publishing import sound_or_stop
from generator.cli.telling import console, echo_json, say

_EVERY = 100
"""Groupings between two lines of progress where there is no terminal."""


def publish_groupings(root: Path, names: Sequence[str], engine: str, out: Path, style: str) -> None:
    """Build one site per grouping for each edition named, and tell what was done.

    Args:
        root: the project's folder.
        names: the editions, as people gave them.
        engine: name of the engine.
        out: the folder of all builds.
        style: `text` for people, `json` for programs.
    """
    checked = check_project(root, out)
    course = sound_or_stop(checked, style)
    rows = []
    for spec in [edition_named(course, name) for name in names]:
        with _progress(shown=style == "text" and not settings().quiet) as told:
            made = build_groupings(root, course, spec, checked.outputs, engine=engine, out=out, told=told)
        rows.append(
            {"edition": spec.name, "engine": engine, "sites": str(made.folder), "filled": made.filled, "unchanged": made.reused}
        )  # fmt: skip
        if style == "text" and not settings().quiet:
            say(
                f"{spec.name}: {made.filled} groupings filled, {made.reused} unchanged; the sites are in {made.folder}",
                "green",
            )
    if style == "json":
        echo_json(rows, [])


@contextmanager
def _progress(*, shown: bool) -> Iterator[Callable[[Filled], None]]:
    """A bar on a terminal, a line now and then elsewhere, nothing when not wanted."""
    out = console(stderr=True)
    if not shown:
        yield lambda _: None
    elif out.is_terminal:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=out, transient=True) as bar:
            task = bar.add_task("Filling", total=None)
            yield lambda step: bar.update(
                task, completed=step.done, total=step.total, description=f"Filling {step.name}"[:60]
            )
    else:
        yield (
            lambda step: (
                say(f"{step.done} of {step.total} groupings: {step.name}", stderr=True)
                if step.done % _EVERY == 0 or step.done == step.total
                else None
            )
        )
