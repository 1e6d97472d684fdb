"""The linters, as tests: style, layout, strict types, the one-way corridor of imports."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


# Folders of programs beside the package: each is typed by itself, as it runs with its own folder as path. The hook of
# `site_config/` is left out: it lives in MkDocs' process, and MkDocs' plugin class has no types to be strict about.
PROGRAMS = (
    "bench",
    "exercises",
    *sorted({f"exercises/{p.parent.name}" for p in ROOT.glob("exercises/*/*.py")}),
)


def run(root: Path, *tool: str, path: str = "") -> None:
    program = Path(sys.executable).parent / tool[0]
    environment = {**os.environ, "MYPYPATH": path}
    done = subprocess.run(
        [program, *tool[1:]],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
        env=environment,
    )
    assert done.returncode == 0, f"{' '.join(tool)}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize(
    "tool",
    [
        ("ruff", "check", "--no-cache", "."),
        ("ruff", "format", "--no-cache", "--check", "."),
        ("mypy",),
        ("lint-imports", "--no-cache"),
    ],
    ids=["ruff", "layout", "types", "imports"],
)
def test_tool_finds_nothing(tool: tuple[str, ...], root: Path) -> None:
    run(root, *tool)


@pytest.mark.parametrize("folder", PROGRAMS)
def test_programs_beside_the_package_are_typed(folder: str, root: Path) -> None:
    files = sorted(str(p.relative_to(root)) for p in (root / folder).glob("*.py"))
    assert files
    run(root, "mypy", *files, path=f"{folder}:exercises")
