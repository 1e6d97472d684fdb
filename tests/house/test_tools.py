"""The linters, as tests: style, layout, strict types, the one-way corridor of imports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


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
    program = Path(sys.executable).parent / tool[0]
    done = subprocess.run(
        [program, *tool[1:]], cwd=root, check=False, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, f"{' '.join(tool)}\n{done.stdout}\n{done.stderr}"
