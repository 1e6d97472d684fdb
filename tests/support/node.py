"""Node, for the tests of what browsers run."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def find_node(root: Path) -> str:
    """Node, installed on the machine or beside our Python, where there is no npm."""
    search = os.pathsep.join([os.environ.get("PATH", ""), str(root / ".venv" / "bin")])
    node = shutil.which("node", path=search)
    assert node, "no node: `make runtime` brings one where the machine has none"
    return node
