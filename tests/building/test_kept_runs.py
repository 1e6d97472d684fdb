"""A notebook runs once per digest: what did not change is taken from what was kept, and only then."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from support.notebooks import FILES, PATH, course, exercise

from generator.building import exercises as running
from generator.building.exercises import KEPT, Limits, run_exercises
from generator.diagnostics import Diagnostic

Run = Callable[..., dict[str, Any]]


def counted(monkeypatch: pytest.MonkeyPatch, run: Run) -> list[Any]:
    """Requests that come to be run, from now on by `run`."""
    started: list[Any] = []

    def counting(request: Any, files: Any, limits: Limits) -> dict[str, Any]:
        started.append(request)
        return run(request, files, limits)

    monkeypatch.setattr(running, "run_notebook", counting)
    return started


@pytest.fixture(scope="module")
def reply() -> dict[str, Any]:
    """What a sound notebook gives when it runs."""
    one, limits = exercise(), Limits()
    files = {PurePosixPath(path): data for path, data in one.files.items()}
    return running.run_notebook(running._request(one.notebooks["fr"], limits), files, limits)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch, reply: dict[str, Any]) -> list[Any]:
    """Requests that a process would be started for: each gets the same reply, for what counts here is who is asked."""
    return counted(monkeypatch, lambda *_: deepcopy(reply))


def faults(tmp_path: Path, code: str) -> tuple[Diagnostic, ...]:
    return run_exercises(course(exercise(code)), tmp_path, limits=Limits(seconds=2, patience=2)).diagnostics


def test_what_did_not_change_does_not_run_again(tmp_path: Path, runs: list[Any]) -> None:
    first = run_exercises(course(exercise()), tmp_path)
    assert run_exercises(course(exercise()), tmp_path) == first
    assert len(runs) == 1


@pytest.mark.parametrize(
    "changed",
    [
        exercise("print(1)"),
        exercise(files={**FILES, "model.py": FILES["model.py"] + b"# more\n"}),
        exercise(files={**FILES, "data/towns.csv": b"name\n"}),
        exercise(files={**FILES, "atelier/extra.py": b""}),
        exercise(solution="answer = 720\nwrong = [1, 2, 3]"),
    ],
    ids=["cell", "model", "data", "verbs", "solution"],
)
def test_what_changed_runs_again(tmp_path: Path, runs: list[Any], changed: Any) -> None:
    run_exercises(course(exercise()), tmp_path)
    run_exercises(course(changed), tmp_path)
    assert len(runs) == 2


def test_another_version_of_python_runs_again(
    tmp_path: Path, runs: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    run_exercises(course(exercise()), tmp_path)
    monkeypatch.setattr(running.platform, "python_version", lambda: "9.9.9")
    run_exercises(course(exercise()), tmp_path)
    assert len(runs) == 2


def test_faults_are_kept_too_but_a_slow_run_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = counted(monkeypatch, running.run_notebook)
    assert faults(tmp_path, "1 / 0") == faults(tmp_path, "1 / 0")
    assert len(runs) == 1
    for _ in range(2):
        assert faults(tmp_path, "import time\ntime.sleep(60)")
    assert len(runs) == 3


@pytest.mark.parametrize("left", ["", "{", "[]", '{"results": []}'])
def test_a_kept_result_that_is_not_whole_is_not_believed(tmp_path: Path, runs: list[Any], left: str) -> None:
    first = run_exercises(course(exercise()), tmp_path)
    (kept,) = (tmp_path / KEPT).glob("*.json")
    kept.write_text(left)
    assert run_exercises(course(exercise()), tmp_path) == first
    assert len(runs) == 2


def test_where_nothing_can_be_kept_notebooks_still_run(tmp_path: Path) -> None:
    (tmp_path / KEPT).write_text("a file where the folder should be")
    assert run_exercises(course(exercise()), tmp_path).outputs


def test_old_results_are_forgotten(tmp_path: Path, runs: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_KEPT_BESIDES", 1)
    for n in range(4):
        run_exercises(course(exercise(f"print({n})")), tmp_path)
    assert len(runs) == 4
    assert len(list((tmp_path / KEPT).glob("*.json"))) == 2


def test_a_notebook_with_faults_already_told_is_not_run(tmp_path: Path, runs: list[Any]) -> None:
    for path in (PATH, "exercises/tiny/tiny.py", "exercises/tiny/exercise.yml"):
        assert run_exercises(course(exercise()), tmp_path, broken={path}).outputs == {}
    assert runs == []
    assert run_exercises(course(exercise()), tmp_path, broken={"exercises/tiny/notebook.en.md"}).outputs
