"""Names of the exercises' files at the root of a site: written by `notebooks`, linked by `pages`."""

from __future__ import annotations

FOLDER = "exercises"
"""Folder of the exercises, then one by exercise."""

RUNTIME = "runtime"
"""Folder of the Python that pages run."""


def notebook_name(slug: str, language: str) -> str:
    """The notebook for Jupyter."""
    return f"{slug}.{language}.ipynb"


def archive_name(slug: str, language: str) -> str:
    """The notebook with everything it needs."""
    return f"{slug}.{language}.zip"


def cells_name(language: str) -> str:
    """The cells that the lesson's page runs."""
    return f"notebook.{language}.json"
