"""What every test may count on: the project's folder and steady properties.

Lives here: fixtures and settings that all folders of tests share. Browsers: `tests/browser/conftest.py`.
"""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# jsonschema, behind every notebook that tests read, would compile grammars of addresses in each process (two seconds) to
# check formats that neither notebooks nor our schemas have.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

# Courses and tests once read stay to the end: to sweep through them after each seven hundred objects is work for nothing.
gc.set_threshold(50_000, 50, 1_000)

ROOT = Path(__file__).resolve().parent.parent

# Tests run side by side on small machines: a slow example is not a failing one. The examples of a test are the same at
# each run, so that a red result is about the change; `make hunt` tries others (PARCOURS_HUNT).
_QUIET = (HealthCheck.too_slow,)
settings.register_profile("steady", deadline=None, suppress_health_check=_QUIET, derandomize=True)
settings.register_profile("hunt", deadline=None, suppress_health_check=_QUIET)
settings.load_profile("hunt" if os.environ.get("PARCOURS_HUNT") else "steady")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all workers of the run."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--kills=200`: how many times the browser is killed while a learner answers."""
    parser.addoption("--kills", type=int, default=12, help="times the browser is killed while answering")


def pytest_collection_finish() -> None:
    """What was collected stays, too: no sweep need look at it."""
    gc.freeze()
