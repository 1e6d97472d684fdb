"""The program that runs one exercise's notebook, away from everything else. Nothing imports it.

Lives here: limits of time, memory and reach, set before the first cell; what a cell did beyond them, told by cell and
line. It is started by `generator.building.exercises` with the folder of the exercise's files as its one argument,
reads a request on standard input and writes one JSON object a line on standard output:

    {"cells": [{"name", "role", "source"}], "seconds": 20, "characters": 100000, "memory": 1073741824, "later": 0}
    {"result": {…}}… {"contract": […]} {"fault": {"kind", "cell", "line", "what"}}… {"done": true}

`later` sets the cells' clock forward by so many seconds: a second run on another day, with another seed of hashes, shows
whether results depend on either.

`atelier` is imported from that folder: what runs is what learners get. Standard library only.
"""

from __future__ import annotations

import _thread
import contextlib
import datetime as dt
import gc
import importlib
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn, TextIO

try:
    import resource
except ImportError:  # not a Unix: whoever started us still has its own limit of time
    resource = None  # type: ignore[assignment]

OPENED_FILES = 64
WRITTEN_BYTES = 32 * 1024 * 1024

_REFUSED = (
    "socket.", "subprocess.", "ctypes.", "shutil.", "urllib.", "http.", "ftplib.", "smtplib.", "poplib.", "imaplib.",
    "telnetlib.", "nntplib.", "webbrowser.", "pty.", "fcntl.", "mmap.", "sqlite3.", "resource.", "winreg.", "_winapi.",
    "syslog.", "signal.", "tempfile.", "_thread.start", "os.",
)  # fmt: skip
"""Beginnings of the audit events that no cell may raise; `os.` but for those that look at folders."""
_UNTOLD = frozenset({"_posixsubprocess"})
"""Modules that start programs and raise no event when they do: they are not imported, nor is what needs them."""
_LOOKING = frozenset({"open", "os.listdir", "os.scandir", "os.chdir"})
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class TooSlowError(BaseException):
    """The time is up. Not an `Exception`: a cell that catches everything must not catch this."""


class RefusedError(PermissionError):
    """A cell reached for something that is not its own."""


def cell_line(frame: FrameType | None) -> tuple[str, int]:
    """Name of the cell a stack comes from and its line, or nothing."""
    while frame is not None:
        name = frame.f_code.co_filename
        if name.startswith("<") and name[1:2] in "cqs" and name[2:3] == "-":
            return name[1:-1], frame.f_lineno
        frame = frame.f_back
    return "", 0


class Guard:
    """What the cells did that they may not, in order, each thing once."""

    def __init__(self, folder: Path, replied: TextIO) -> None:
        self.roots = tuple(os.path.realpath(root) for root in (folder, Path(os.__file__).parent))
        self.own = os.path.realpath(__file__)
        self.replied = replied
        self.told: set[tuple[str, str, int]] = set()
        self.cell = ""

    def say(self, **line: Any) -> None:
        json.dump(line, self.replied, ensure_ascii=False)
        self.replied.write("\n")
        self.replied.flush()

    def fault(self, kind: str, cell: str, line: int, what: str) -> None:
        if (kind, cell, line) not in self.told:
            self.told.add((kind, cell, line))
            self.say(fault={"kind": kind, "cell": cell, "line": line, "what": what})

    def watch(self, event: str, arguments: tuple[Any, ...]) -> None:
        """The audit hook: refuses what is not the exercise's own."""
        if event in _LOOKING:
            target = arguments[0] if arguments else None
            if target is not None and not isinstance(target, int) and not self._may_look(target):
                what = f"reaches '{_shown(target)}', outside its folder"
            elif event == "open" and arguments[2] & _WRITES:
                what = f"writes the file '{_shown(target)}'"
            else:
                return
        elif event.startswith(_REFUSED) or (event == "import" and arguments[0] in _UNTOLD):
            told = f"import of {arguments[0]}" if event == "import" else event
            what = f"starts a program, opens a connection or changes the machine ({told})"
        else:
            return
        self.refuse(what)

    def refuse(self, what: str) -> NoReturn:
        """Tell what a cell was about to do, and do not let it."""
        cell, line = cell_line(sys._getframe())  # noqa: SLF001 - no other way to know whose call this is
        self.fault("unsafe-cell", cell or self.cell, line or 1, what)
        raise RefusedError(what)

    def refuse_thread(self, *_: object, **__: object) -> NoReturn:
        """What stands in for starting a thread: it would outlive its cell, and a page's Python has none."""
        self.refuse("starts a thread")

    def _may_look(self, target: Any) -> bool:
        path = os.path.realpath(os.fsdecode(target))
        return path == self.own or any(path == root or path.startswith(root + os.sep) for root in self.roots)

    def cleaned(self, sanitizer: Any, html: str) -> str:
        """What the sanitizer lets through; what it drops is told."""
        if what := sanitizer.dropped(html):
            self.fault("unsafe-cell", self.cell, 0, f"returns HTML that holds {what}")
        return str(sanitizer.clean(html))


def _shown(target: Any) -> str:
    return str(target) if isinstance(target, int) else os.fsdecode(target)


def set_clock(later: float) -> None:
    """Put the clock forward, for code that has not read it yet."""
    if not later:
        return
    real, first = time.time, dt.datetime
    time.time = lambda: real() + later

    def now(cls: Any, tz: dt.tzinfo | None = None) -> Any:
        return cls.fromtimestamp(time.time(), tz)

    def utcnow(cls: Any) -> Any:
        return cls.fromtimestamp(time.time(), dt.timezone.utc).replace(tzinfo=None)  # noqa: UP017

    # `today` of days asks `time.time`. The name is what makes its values show themselves as ever.
    ways = {"now": classmethod(now), "utcnow": classmethod(utcnow), "__module__": "datetime"}
    dt.datetime = type("datetime.datetime", (first,), ways)  # type: ignore[assignment,misc]


def confine(seconds: float, memory: int) -> None:
    """Limits that the system keeps: processor time, memory, files. Time on the clock raises `TooSlowError`."""

    def too_slow(_: int, __: FrameType | None) -> None:
        raise TooSlowError

    if resource is not None:
        cpu = int(seconds) + 5
        for what, most in (
            (resource.RLIMIT_CPU, cpu), (resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, WRITTEN_BYTES),
            (resource.RLIMIT_NOFILE, OPENED_FILES), (resource.RLIMIT_CORE, 0),
        ):  # fmt: skip
            with contextlib.suppress(
                OSError, ValueError
            ):  # stricter already, or not to be had on this system
                resource.setrlimit(what, (most, most))
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, too_slow)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _size(result: dict[str, Any]) -> int:
    return sum(len(output.get("html") or output.get("text") or "") for output in result["outputs"])


def run(request: dict[str, Any], folder: Path, guard: Guard) -> Iterator[dict[str, Any]]:
    """Every cell's result, then the contract of the questions."""
    runner: Any = importlib.import_module("atelier.runner")
    cells: Any = importlib.import_module("atelier.cells")
    sanitizer: Any = importlib.import_module("atelier.sanitizer")
    # The runner cuts what is too long and goes on, as learners need; here its author must hear of it.
    cells.MOST_HTML = cells.MOST_PRINTED = sys.maxsize
    cells.clean = lambda html: guard.cleaned(sanitizer, html)
    given = [runner.Cell(cell["name"], cell["role"], cell["source"]) for cell in request["cells"]]
    session = runner.Session(given, folder)
    guard.cell = given[0].name if given else ""
    gc.freeze()  # what was imported stays: no sweep need look at it
    gc.enable()
    sys.addaudithook(guard.watch)
    _thread.start_new_thread = guard.refuse_thread  # no audit event tells of it before Python 3.12
    names = [cell.name for cell in given if cell.role != "solution"]
    for result in session.run():
        following = names[names.index(result["name"]) + 1 :]
        if (size := _size(result)) > request["characters"]:
            guard.fault("cell-too-long", result["name"], 0, str(size))
            result["outputs"] = []
        yield {"result": result}
        guard.cell = following[0] if following else ""
    yield {"contract": session.contract()}


def main() -> None:
    """Answer the one request."""
    gc.disable()  # nothing goes until the first cell runs
    request = json.load(sys.stdin)
    folder = Path(sys.argv[1])
    # Only we write the reply: whatever cells print by other ways goes to standard error, which is dropped.
    # Half a character (a lone surrogate) is nothing a page could hold: it comes out as a question mark.
    replied = os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace")
    os.dup2(2, 1)
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - cells have nobody to ask, for all their life
    sys.path.insert(0, os.path.realpath(folder))
    guard = Guard(folder, replied)
    set_clock(request["later"])
    confine(request["seconds"], request["memory"])
    try:
        for line in run(request, folder, guard):
            guard.say(**line)
        guard.say(done=True)
    except TooSlowError as late:
        guard.fault("cell-too-slow", *_raised(late, guard.cell), "")
    except BaseException as ended:  # noqa: BLE001 - what the runner lets through: a cell's own way out of Python
        guard.fault("cell-failed", *_raised(ended, guard.cell), type(ended).__name__)


def _raised(error: BaseException, running: str) -> tuple[str, int]:
    """Cell and line an exception comes from; the running cell when no cell is on its way."""
    trace, place = error.__traceback__, ("", 0)
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith("<") and name[2:3] == "-":
            place = (name[1:-1], trace.tb_lineno)
        trace = trace.tb_next
    return place if place[0] else (running, 0)


if __name__ == "__main__":
    main()
