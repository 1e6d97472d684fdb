"""The laws of the learner's own scripts, tried in Node: every `*.test.mjs` of this folder."""

from __future__ import annotations

import subprocess
from pathlib import Path

from support.node import find_node

HERE = Path(__file__).resolve().parent


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
