"""The published runtime of Python: whole, described by its manifest, and under another digest when anything changes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from generator.building import runtime as room
from generator.building.faults import OperatorError
from generator.building.runtime import FILES, LARGE, runtime

EXERCISE = {
    "atelier/__init__.py": b"from html import escape\n",
    "atelier/runner.py": b"import json\nfrom .cells import execute\n",
    "model.py": b"import random, sys\nimport xml.sax.saxutils\nfrom model import x\nfrom elsewhere import y\n",
    "broken.py": b"import (\n",
    "data/towns.csv": b"import os\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose Pyodide is a few bytes."""
    folder = tmp_path / "node_modules" / "pyodide"
    folder.mkdir(parents=True)
    for name in FILES:
        (folder / name).write_bytes(f"{name} ".encode() * 3)
    return tmp_path


def manifest(project: Path, *exercises: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(runtime(project, exercises)[PurePosixPath("runtime/manifest.json")])
    return found


def test_every_file_and_script_is_published(project: Path) -> None:
    names = {path.name for path in runtime(project, [EXERCISE])}
    assert names == {*FILES, *(script.name for script in room.SCRIPTS.iterdir()), "manifest.json"}


def test_the_manifest_says_size_digest_and_type_of_the_large_files(project: Path) -> None:
    tree = runtime(project, [EXERCISE])
    large = json.loads(tree[PurePosixPath("runtime/manifest.json")])["large"]
    assert set(large) == set(LARGE)
    for name, told in large.items():
        data = tree[PurePosixPath("runtime", name)]
        assert told == {"size": len(data), "sha256": hashlib.sha256(data).hexdigest(), "type": LARGE[name]}


def test_modules_to_have_ready_are_those_of_the_standard_library_that_exercises_import(project: Path) -> None:
    assert manifest(project, EXERCISE)["modules"] == ["html", "json", "random", "sys", "xml.sax.saxutils"]


def test_only_what_a_memory_depends_on_changes_its_digest(project: Path, monkeypatch, tmp_path: Path) -> None:
    before = manifest(project, EXERCISE)["digest"]
    assert manifest(project, EXERCISE)["digest"] == before
    assert manifest(project, {**EXERCISE, "model.py": EXERCISE["model.py"] + b"z = 1\n"})["digest"] == before
    assert manifest(project, {**EXERCISE, "model.py": b"import csv\n"})["digest"] != before
    assert manifest(project, {**EXERCISE, "atelier/runner.py": b"import json\n# other\n"})["digest"] != before
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    (scripts / "worker.js").write_bytes(b"// other")
    monkeypatch.setattr(room, "SCRIPTS", scripts)
    assert manifest(project, EXERCISE)["digest"] != before


def test_without_pyodide_the_way_out_is_told(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="browser's Python"):
        runtime(tmp_path, [])
