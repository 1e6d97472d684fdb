"""The laws of the learner's own scripts, tried in Node: every `*.test.mjs` of this folder."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from support.node import find_node

HERE = Path(__file__).resolve().parent


@pytest.mark.laws
def test_laws_of_the_learners_scripts_hold(root: Path) -> None:
    files = sorted(map(str, HERE.glob("*.test.mjs")))
    assert files
    chance = f"--import={(HERE / 'chance.mjs').as_uri()}"
    run = subprocess.run(
        [find_node(root), "--test", "--test-reporter=tap", *files],
        cwd=root,
        env={**os.environ, "NODE_OPTIONS": chance},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "\n# fail 0" in run.stdout
