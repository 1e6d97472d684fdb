"""Parts of a site that other programs make: run once per digest, kept whole or not at all, published at their path."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path, PurePosixPath

import pytest
from building_samples import FAKE, manuscript

from generator.building.annexes import KEPT, Annex, build_annex
from generator.building.engines import Engine
from generator.building.faults import EngineError
from generator.building.site import produce

COUNTING = """\
import pathlib, sys
words = pathlib.Path("words.txt").read_text()
if words == "broken":
    print("nothing doing")
    sys.exit(3)
pathlib.Path("out").mkdir()
pathlib.Path("out", "index.html").write_text(words)
with open(sys.argv[1], "a") as runs:
    runs.write("run ")
"""


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    return tmp_path / "runs.txt"


def annex(runs: Path, words: str = "hello", path: str = "extra/fr") -> Annex:
    engine = Engine("counting", ("-c", COUNTING, str(runs)), "sys", "", ())
    tree = {PurePosixPath("words.txt"): words.encode()}
    return Annex("extra", path, tree, engine, lambda work: work / "out", (Path(__file__),))


def count(runs: Path) -> int:
    return len(runs.read_text().split()) if runs.exists() else 0


def test_a_program_runs_once_for_the_same_contents(tmp_path: Path, runs: Path):
    first = build_annex(annex(runs), tmp_path / "out", 0)
    again = build_annex(annex(runs), tmp_path / "out", 0)
    assert (first.reused, again.reused, count(runs)) == (False, True, 1)
    assert (again.folder / "index.html").read_text() == "hello"
    build_annex(annex(runs, "other"), tmp_path / "out", 0)
    build_annex(annex(runs), tmp_path / "out", 1)
    assert count(runs) == 3
    build_annex(annex(runs), tmp_path / "out", 0)
    assert count(runs) == 3


def test_it_stands_at_its_path_of_the_site_and_an_unchanged_site_is_left_alone(tmp_path: Path, runs: Path):
    whole = dataclasses.replace(manuscript(), annexes=(annex(runs),))
    report = produce(whole, FAKE, tmp_path / "out")
    assert (report.site / "extra/fr/index.html").read_text() == "hello"
    assert not produce(whole, FAKE, tmp_path / "out").published
    moved = dataclasses.replace(manuscript(), annexes=(annex(runs, path="elsewhere"),))
    report = produce(moved, FAKE, tmp_path / "out")
    assert report.published
    assert (report.site / "elsewhere/index.html").is_file()
    assert not (report.site / "extra").exists()
    assert count(runs) == 1


def test_a_program_that_fails_says_why_and_leaves_nothing(tmp_path: Path, runs: Path):
    with pytest.raises(EngineError) as failed:
        build_annex(annex(runs, "broken"), tmp_path / "out", 0)
    assert failed.value.tail == ("nothing doing",)
    assert failed.value.command[0] == sys.executable
    assert [p.name for p in (tmp_path / "out" / KEPT / "extra").iterdir()] == [".lock"]


def test_what_a_killed_build_left_is_cleaned_up_and_old_outputs_are_forgotten(tmp_path: Path, runs: Path):
    shelf = tmp_path / "out" / KEPT / "extra"
    (shelf / ".work-1").mkdir(parents=True)
    for n in range(9):
        build_annex(annex(runs, f"words {n}"), tmp_path / "out", 0)
    assert not (shelf / ".work-1").exists()
    assert len([path for path in shelf.iterdir() if path.is_dir()]) == 6
