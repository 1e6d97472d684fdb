"""The laws of the learner's own scripts, tried in Node: every `*.test.mjs` of this folder."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent


def find_node(root: Path) -> str:
    """Node, installed on the machine or beside our Python, where there is no npm."""
    search = os.pathsep.join([os.environ.get("PATH", ""), str(root / ".venv" / "bin")])
    node = shutil.which("node", path=search)
    assert node, "no node: `make runtime` brings one where the machine has none"
    return node


def test_laws_of_the_learners_scripts_hold(root: Path) -> None:
    files = sorted(map(str, HERE.glob("*.test.mjs")))
    assert files
    run = subprocess.run(
        [find_node(root), "--test", "--test-reporter=tap", *files],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "\n# fail 0" in run.stdout
