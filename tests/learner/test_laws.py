"""The laws of the learner's own scripts, tried in Node: every `*.test.mjs` of this folder."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from support.node import find_node

HERE = Path(__file__).resolve().parent


@pytest.mark.laws
def test_laws_of_the_learners_scripts_hold(root: Path) -> None:
    files = sorted(HERE.glob("*.test.mjs"))
    assert files
    chance = f"--import={(HERE / 'chance.mjs').as_uri()}"
    # All in one process: `--test` would start one for each file, which reads the same modules again.
    script = "".join(f"await import({json.dumps(file.as_uri())});" for file in files)
    run = subprocess.run(
        [find_node(root), chance, "--test-reporter=tap", "--input-type=module", "--eval", script],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "\n# fail 0" in run.stdout
