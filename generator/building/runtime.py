"""The browser's Python: Pyodide's files, as npm installed them, beside our workers; published at `/runtime/`.

Lives here: which files the browser needs, where they are found, and the manifest that says what they are.
May not live here: what the workers do (see `generator/browser/runtime/`).
"""

from __future__ import annotations

import ast
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from generator.building.faults import OperatorError
from generator.building.files import digest_tree
from generator.model import Tree

FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
LARGE = {"pyodide.asm.wasm": "application/wasm", "python_stdlib.zip": "application/zip"}
"""Nearly all the bytes: those whose arrival can be followed, and that a device keeps, with their type."""
SCRIPTS = Path(__file__).parent.parent / "browser" / "runtime"
_VERBS = "atelier/"


def runtime(project: Path, exercises: Iterable[Mapping[str, bytes]]) -> Tree:
    """The files of `/runtime/`.

    Args:
        project: the project's folder, where `node_modules/pyodide` is.
        exercises: the files of each exercise, by their path beside its notebook.

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
    contents |= {script.name: script.read_bytes() for script in sorted(SCRIPTS.glob("*.js"))}
    contents["manifest.json"] = _manifest(contents, tuple(exercises))
    return {PurePosixPath("runtime", name): data for name, data in contents.items()}


def _manifest(contents: Mapping[str, bytes], exercises: tuple[Mapping[str, bytes], ...]) -> bytes:
    """What the workers are told: see docs/exercise-runtime.md."""
    verbs = {name: data for files in exercises for name, data in files.items() if name.startswith(_VERBS)}
    sources = {data for files in exercises for name, data in files.items() if name.endswith(".py")}
    modules = sorted({name for source in sources for name in _standard_modules(source)})
    everything = {**contents, **verbs, "modules": json.dumps(modules).encode()}
    manifest = {
        "digest": digest_tree({PurePosixPath(name): data for name, data in everything.items()}),
        "large": {
            name: {"size": len(contents[name]), "sha256": _sha256(contents[name]), "type": kind}
            for name, kind in LARGE.items()
        },
        "atelier": {name: _sha256(data) for name, data in sorted(verbs.items())},
        "modules": modules,
    }
    return (json.dumps(manifest, indent=1, sort_keys=True) + "\n").encode()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _standard_modules(source: bytes) -> Iterator[str]:
    """Modules of the standard library that a file imports: ready in the memory a later visit starts from."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return  # what such a file does is told where it runs
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found = [node.module]
        else:
            continue
        yield from (module for module in found if module.partition(".")[0] in sys.stdlib_module_names)
