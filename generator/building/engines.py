"""Site engines: programs that turn a staged tree into pages, in a clean environment and a folder of their own.

Lives here: the two engines we know, how one is run, and how its failure is told in terms of the author's files.
May not live here: what is staged, what is kept, what is published. An engine's end of life is a change of this file.
"""

from __future__ import annotations

import errno
import os
import platform
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path, PurePosixPath

from generator.building.faults import EngineError, OperatorError
from generator.building.files import write_tree
from generator.diagnostics import did_you_mean, listed
from generator.model import Tree

OUTPUT = "built"
TIME_LIMIT = 900.0
"""Seconds after which an engine is stopped: twenty times what our largest course takes."""

WITHOUT_GRAMMARS = "import sys; sys.modules['rfc3987_syntax'] = None; "
"""Begins the program of a Jupyter engine: jsonschema would compile grammars of addresses (two seconds of processor at
each start) to check formats that no notebook has; it does without where that library cannot be had."""

SELDOM_SWEPT = "import gc; gc.set_threshold(50_000, 50, 1_000); "
"""Begins the program of an engine: what it makes it mostly needs to its end, a few seconds later, so that looking for
what it no longer needs after each seven hundred objects is work for nothing."""

_CONFIG = "engine.yml"
_TAIL = 25
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_TRACE = re.compile(r"^Traceback \(most recent call last\):\n(?:[ \t].*\n)+", re.MULTILINE)
"""How an engine came to its last words tells its makers something, an author nothing; the words stay."""
_ORIGIN = re.compile(rb"\A---\n(?:(?!---\n).*\n)*?origin: *(.+)\n")


@dataclass(frozen=True, slots=True)
class Engine:
    """A program of the same Python environment that builds the site described by `engine.yml`.

    Attributes:
        name: as people choose it.
        program: what follows the Python interpreter on the command line.
        requires: the module that must be installed.
        theme: the package whose templates make the pages.
        distributions: packages whose versions can change the pages.
    """

    name: str
    program: tuple[str, ...]
    requires: str
    theme: str
    distributions: tuple[str, ...]

    @property
    def command(self) -> tuple[str, ...]:
        return (sys.executable, *self.program)

    @property
    def versions(self) -> Mapping[str, str]:
        """Everything besides the staged tree that the pages may depend on."""
        installed = {name: metadata.version(name) for name in self.distributions}
        return {"engine": self.name, "python": platform.python_version(), **installed}

    @property
    def templates(self) -> Path | None:
        """Folder of the theme's templates."""
        spec = util.find_spec(self.theme) if self.theme else None
        places = list(spec.submodule_search_locations or ()) if spec else []
        return Path(places[0]) / "templates" if places else None


# -P keeps the working folder, which holds authors' files, out of Python's module path.
MKDOCS = Engine(
    "mkdocs",
    (
        "-P",
        "-c",
        f"{SELDOM_SWEPT}from mkdocs.__main__ import cli; cli()",
        "build",
        "--strict",
        "--config-file",
        _CONFIG,
    ),
    "mkdocs",
    "material",
    ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pygments", "jinja2"),
)
ZENSICAL = Engine(
    "zensical",
    ("-P", "-m", "zensical", "build", "--strict", "--config-file", _CONFIG),
    "zensical",
    "zensical",
    ("zensical", "markdown", "pymdown-extensions", "pygments", "jinja2"),
)
ENGINES: Mapping[str, Engine] = {engine.name: engine for engine in (MKDOCS, ZENSICAL)}


def engine_named(name: str) -> Engine:
    """The engine people call `name`.

    Raises:
        OperatorError: when there is none, or when it is not installed.
    """
    if name not in ENGINES:
        hint = did_you_mean(name, ENGINES, otherwise=f"engines: {listed(ENGINES)}")
        raise OperatorError(f"There is no engine called '{name}'", hint)
    engine = ENGINES[name]
    if util.find_spec(engine.requires) is None:
        raise OperatorError(f"The engine '{name}' is not installed", f"pip install 'parcours[{name}]'")
    return engine


def environment(epoch: int, home: Path) -> dict[str, str]:
    """What an engine sees of the machine: nothing that could change its pages."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "TMPDIR": str(home),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "NO_COLOR": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONNOUSERSITE": "1",
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": str(epoch),
    }


def run(engine: Engine, tree: Tree, work: Path, epoch: int, seconds: float = TIME_LIMIT) -> Path:
    """Build the pages of a staged tree in the folder `work`, which must be ours alone.

    Args:
        engine: the program.
        tree: the staged tree; its `mkdocs.yml` describes the site.
        work: an empty or missing folder.
        epoch: the date given to everything built, in seconds since 1970, UTC.
        seconds: how long it may take.

    Returns:
        The folder of the pages, inside `work`.

    Raises:
        EngineError: when it stops with an error or takes too long.
    """
    write_tree(tree, work)
    # Zensical has no option for the folder it writes: both engines read it from this file.
    (work / _CONFIG).write_text(f"INHERIT: mkdocs.yml\nsite_dir: {OUTPUT}\n", encoding="utf-8")
    said = start(engine, tree, work, epoch, seconds)
    built = work / OUTPUT
    if not built.is_dir():
        raise failure(engine, said + "\nno page was written", tree, work)
    return built


def start(engine: Engine, tree: Tree, work: Path, epoch: int, seconds: float = TIME_LIMIT) -> str:
    """Run a program in the folder `work`, which holds `tree`, and see nothing else of the machine.

    Args:
        engine: the program.
        tree: what it is given; translates the files it complains about.
        work: its folder, ours alone.
        epoch: the date given to everything built, in seconds since 1970, UTC.
        seconds: how long it may take.

    Returns:
        What it said.

    Raises:
        EngineError: when it stops with an error or takes too long.
    """
    try:
        done = subprocess.run(
            engine.command,
            cwd=work,
            env=environment(epoch, work),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        said = _decoded(error.stdout) + f"\nstopped after {seconds:g} seconds"
        raise failure(engine, said, tree, work) from error
    if done.returncode != 0:
        raise failure(engine, _decoded(done.stdout), tree, work)
    return _decoded(done.stdout)


def _decoded(output: bytes | None) -> str:
    return (output or b"").decode("utf-8", "replace")


def origins(tree: Tree) -> dict[str, str]:
    """Staged page (path under `docs/`) → author's file, from the `origin:` line of its front matter."""
    found = {}
    for path, data in tree.items():
        if path.suffix == ".md" and path.parts[0] == "docs" and (line := _ORIGIN.match(data)):
            found[PurePosixPath(*path.parts[1:]).as_posix()] = (
                line.group(1).decode("utf-8", "replace").strip().strip("\"'")
            )
    return found


def failure(engine: Engine, output: str, tree: Tree, work: Path) -> EngineError:
    """An engine's last lines with authors' files in place of staged ones, and the first file they name.

    Raises:
        OSError: when what stopped the engine was a full disk.
    """
    written = origins(tree)
    named: list[str] = []

    def author(match: re.Match[str]) -> str:
        staged = match.group("path")
        if staged not in written:
            return match.group()
        named.append(written[staged])
        return written[staged]

    if os.strerror(errno.ENOSPC) in output:  # the disk's fault, told as such by our caller
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(work))
    output = output.replace(f"{work}{os.sep}", "")
    output = re.sub(r"(?:\bdocs/)?(?P<path>[\w./@+-]+\.md)\b", author, output)
    output = _TRACE.sub("", _COLOURS.sub("", output))
    lines = [line.rstrip() for line in output.splitlines() if line.strip()]
    return EngineError(engine.name, engine.command, lines[-_TAIL:], named[0] if named else "")
