"""What every measure stands on: seconds of processor, memory, a process of its own, the head of a table.

Times are seconds of processor, finished child processes included: what else the machine does disturbs them least.
"""

from __future__ import annotations

import gc
import os
import platform
import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def processor() -> float:
    """Seconds of processor that this process and its finished children have taken."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


def timed(action: Callable[[], object]) -> float:
    """Seconds of processor that an action takes."""
    start = processor()
    action()
    return processor() - start


def peak_memory() -> int:
    """Bytes of memory that this process held at most, its children left out (`getrusage` counts its parent's too)."""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))


def alone(action: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What an action of a module returns when a process of its own runs it, as a command would: nothing is remembered."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=gc.disable) as one:
        return one.submit(
            action, *args, **kwargs
        ).result()  # garbage is not collected: `parcours` does the same


def header(date: str, note: str = "") -> str:
    """The line above a table: when, on what."""
    versions = f"MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}"
    machine = f"Python {platform.python_version()}, {versions}, {os.cpu_count()} cores"
    return f"Written by `make bench` on {date}: {machine}. Only ratios count; machines differ.{note}"


def table(rows: list[tuple[str, str, str, str]]) -> list[str]:
    """Lines of a table of measures: what, the result, the ambition, what it comes from."""
    return [
        "| measure | result | ambition | from |",
        "|---|---:|---:|---|",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]
