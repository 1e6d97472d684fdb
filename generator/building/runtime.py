"""The browser's Python: Pyodide's files, as npm installed them, beside our worker; published at `/runtime/`.

Lives here: which files the browser needs and where they are found. May not live here: what the worker does
(see `generator/browser/runtime/worker.js`).
"""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

from generator.building.faults import OperatorError
from generator.model import Tree

FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
COUNTED = (
    "pyodide.asm.wasm",
    "python_stdlib.zip",
)  # nearly all the bytes, and those whose arrival can be followed
WORKER = Path(__file__).parent.parent / "browser" / "runtime" / "worker.js"


def runtime(project: Path) -> Tree:
    """The files of `/runtime/`.

    Args:
        project: the project's folder, where `node_modules/pyodide` is.

    Raises:
        OperatorError: Pyodide is not installed.
    """
    folder = project / "node_modules" / "pyodide"
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise OperatorError(
            f"The exercises need the browser's Python, and {missing[0]} is not in node_modules/pyodide.",
            "run 'make runtime' (or 'npm ci') in the project's folder",
        )
    contents = {name: (folder / name).read_bytes() for name in FILES}
    sizes = {name: len(contents[name]) for name in COUNTED}
    tree = {PurePosixPath("runtime", name): data for name, data in contents.items()}
    tree[PurePosixPath("runtime/worker.js")] = WORKER.read_bytes()
    tree[PurePosixPath("runtime/sizes.json")] = (json.dumps(sizes, indent=1, sort_keys=True) + "\n").encode()
    return tree
