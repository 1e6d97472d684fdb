"""Laws of the house that imports alone cannot show: who may print, write, or look at the clock.

import-linter keeps the corridor of imports (see pyproject.toml, `test_tools.py`); here the syntax tree of
each file of `generator/` is read for calls that belong to one room.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

WRITING_METHODS = frozenset(
    {"write_text", "write_bytes", "mkdir", "unlink", "rmdir", "touch", "symlink_to", "hardlink_to", "chmod"}
)
WRITING_OS = frozenset(
    {"remove", "unlink", "rename", "renames", "replace", "mkdir", "makedirs", "rmdir", "removedirs", "link",
     "symlink", "utime", "chmod", "truncate"}
)  # fmt: skip
OPENERS = frozenset({"open", "io.open", "gzip.open", "bz2.open", "lzma.open", "codecs.open"})
CLOCKS = frozenset({"now", "utcnow", "today", "fromtimestamp"})
OUTSIDE_MODULES = frozenset({"time", "uuid", "secrets", "getpass", "socket", "platform"})
OUTSIDE = frozenset(
    {
        "os.environ",
        "os.getenv",
        "os.urandom",
        "os.getcwd",
        "os.getpid",
        "Path.cwd",
        "Path.home",
        "pathlib.Path.cwd",
    }
)
LEAVING = frozenset({"exit", "quit", "_exit", "abort"})


@dataclass(frozen=True)
class Law:
    """What only some rooms may do; `breaks` names the offence of a node, or gives None."""

    name: str
    rooms: frozenset[str]
    breaks: Callable[[ast.AST], str | None]


def dotted(node: ast.AST) -> str:
    """`a.b.c` of nested attributes; what is not a name shows as `?`."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "?"


def speaks(node: ast.AST) -> str | None:
    if isinstance(node, ast.Call) and dotted(node.func) in {
        "print",
        "input",
        "sys.stdout.write",
        "sys.stderr.write",
    }:
        return f"{dotted(node.func)}()"
    if isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] in LEAVING:
        return f"{dotted(node.func)}()"
    if isinstance(node, ast.Raise) and node.exc is not None:
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        return "raise SystemExit" if dotted(raised) == "SystemExit" else None
    return None


def looks_outside(node: ast.AST) -> str | None:
    """Clock, chance, environment, current folder: what would make two builds differ."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return _imports_outside(node)
    if isinstance(node, ast.Attribute):
        name = dotted(node)
        if (name.startswith("random.") and name != "random.Random") or name in OUTSIDE:
            return name
        if node.attr in CLOCKS and dotted(node.value).split(".")[-1] in {"datetime", "date"}:
            return name
    if isinstance(node, ast.Call) and dotted(node.func) in {"Random", "random.Random"} and not node.args:
        return "Random() without a seed"
    return None


def _imports_outside(node: ast.Import | ast.ImportFrom) -> str | None:
    from_one = isinstance(node, ast.ImportFrom)
    modules = [node.module or ""] if from_one else [alias.name for alias in node.names]
    if outside := OUTSIDE_MODULES.intersection(module.split(".")[0] for module in modules):
        return f"import {min(outside)}"
    names = {f"{modules[0]}.{alias.name}" for alias in node.names} if from_one else set()
    if (
        outside := {name for name in names if name.startswith("random.")} - {"random.Random"}
        | names & OUTSIDE
    ):
        return f"import of {min(outside)}"
    return None


def writes(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call):
        return None
    name = dotted(node.func)
    if name in OPENERS:
        return _opens_to_write(node, position=1, sure=True)
    if not isinstance(node.func, ast.Attribute):
        return None
    if node.func.attr == "open":
        return _opens_to_write(node, position=0, sure=False)
    if node.func.attr in WRITING_METHODS:
        return f".{node.func.attr}()"
    return f"{name}()" if name.startswith("os.") and name.removeprefix("os.") in WRITING_OS else None


def _opens_to_write(node: ast.Call, *, position: int, sure: bool) -> str | None:
    """Whether a call opens a file to write it.

    Args:
        node: the call.
        position: where the mode stands among its arguments.
        sure: it is known to open a file, so that a mode which cannot be read here counts as writing.
    """
    mode: ast.expr | None = node.args[position] if len(node.args) > position else None
    for keyword in node.keywords:
        if keyword.arg == "mode":
            mode, sure = keyword.value, True
    if isinstance(mode, ast.Constant) and isinstance(mode.value, str):
        to_write = set(mode.value) <= set("rwaxbt+") and set(mode.value) & set("wax+")
        return "open() to write" if to_write else None
    return "open() in a mode unknown here" if mode is not None and sure else None


LAWS = (
    Law("speak and exit", frozenset({"cli", "__main__"}), speaks),
    Law("look at clock, chance or environment", frozenset({"cli", "building"}), looks_outside),
    Law("write", frozenset({"building"}), writes),
)


def offences(source: str, path: str, room: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        for law in LAWS:
            if room not in law.rooms and (what := law.breaks(node)):
                yield f"{path}:{getattr(node, 'lineno', 0)}: {what} (only {', '.join(sorted(law.rooms))} may {law.name})"


def test_each_room_keeps_to_its_work(root: Path) -> None:
    package = root / "generator"
    found: list[str] = []
    for file in sorted(package.rglob("*.py")):
        room = file.relative_to(package).parts[0].removesuffix(".py")
        found += offences(file.read_text(encoding="utf-8"), str(file.relative_to(root)), room)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "print('hello')",
        "import sys; sys.exit(1)",
        "raise SystemExit(2)",
        "import time",
        "from datetime import date; date.today()",
        "import datetime; datetime.datetime.now()",
        "import os; os.environ['HOME']",
        "from os import environ",
        "import random; random.shuffle([])",
        "from random import choice",
        "from random import Random; Random()",
        "import uuid",
        "open('a', 'w')",
        "open('a', mode='ab')",
        "import gzip; gzip.open('a', 'wb')",
        "path.open('w')",
        "path.open(mode=how)",
        "path.write_bytes(b'')",
        "path.mkdir()",
        "import os; os.replace('a', 'b')",
    ],
)
def test_a_breach_is_seen(source: str) -> None:
    assert list(offences(source, "x.py", "checks"))


@pytest.mark.parametrize(
    "source",
    [
        "open('a')",
        "open('a', 'rb')",
        "path.open(encoding='utf-8')",
        "path.open('r')",
        "import random; random.Random(2026).shuffle([])",
        "from random import Random; Random(7)",
        "from datetime import date; date.fromisoformat('2026-11-23')",
        "'a'.replace('b', 'c')",
        "import os; os.path.join('a', 'b')",
    ],
)
def test_pure_code_is_let_through(source: str) -> None:
    assert not list(offences(source, "x.py", "checks"))


@pytest.mark.parametrize(
    ("source", "room"),
    [
        ("print('hello')", "cli"),
        ("import time", "building"),
        ("path.mkdir()", "building"),
        ("import os; os.environ", "cli"),
    ],
)
def test_a_room_may_do_its_own_work(source: str, room: str) -> None:
    assert not list(offences(source, "x.py", room))
