"""Programs of exercises as tests load them: as they find one another, and each test file its own.

The loader is that of `make figures` (`exercises/update_figures.py`).
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

EXERCISES = Path(__file__).resolve().parents[2] / "exercises"
sys.path.append(str(EXERCISES))

import atelier  # noqa: E402  (found by the line above)
import update_figures  # noqa: E402

__all__ = ["atelier", "compute", "drawn", "model_of", "models"]

compute, drawn, model_of = update_figures.compute, update_figures.drawn, update_figures.model_of


def models(slug: str, *names: str) -> list[ModuleType]:
    """Programs of `exercises/<slug>/`, in this order; those that come later find those before them."""
    folder = EXERCISES / slug
    with update_figures.beside(folder):
        return [update_figures.load(folder / f"{name}.py") for name in names]
