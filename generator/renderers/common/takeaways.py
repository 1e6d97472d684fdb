"""Names of what is taken away, at the root of a site: written by `notebooks` and `deliverables`, linked by `pages`."""

from __future__ import annotations

import re

from generator import texts

FOLDER = "exercises"
"""Folder of the exercises, then one by exercise."""

DELIVERABLES = "emporter"
"""Folder of the texts to take away, then one by variant and one by module."""

RUNTIME = "runtime"
"""Folder of the Python that pages run."""

LITE = "lite"
"""Folder of JupyterLite."""

BOOK = "cahier"
"""Folder of the exercise books, then one by variant."""


def notebook_name(slug: str, language: str) -> str:
    """The notebook for Jupyter."""
    return f"{slug}.{language}.ipynb"


def archive_name(slug: str, language: str) -> str:
    """The notebook with everything it needs."""
    return f"{slug}.{language}.zip"


def cells_name(language: str) -> str:
    """The cells that the lesson's page runs."""
    return f"notebook.{language}.json"


def lite_address(slug: str, language: str) -> str:
    """Where JupyterLite opens an exercise's notebook, from the root of the site."""
    return f"{LITE}/notebooks/index.html?path={slug}/{notebook_name(slug, language)}"


def book_folder(variant_path: str) -> str:
    """Where the exercise book of a variant is, from the root of the site."""
    return f"{BOOK}/{variant_path}"


def book_page(variant_path: str, slug: str, language: str) -> str:
    """The page of an exercise in its book."""
    return f"{book_folder(variant_path)}/{slug}/{notebook_name(slug, language).removesuffix('.ipynb')}.html"


def book_archive(variant_path: str) -> str:
    """The book as a folder for Jupyter and Jupyter Book."""
    return f"{book_folder(variant_path)}/{BOOK}.zip"


def deliverable(variant_path: str, module: str, lesson: str) -> str:
    """A text to take away, without its ending (`.txt`, `.docx`)."""
    return f"{DELIVERABLES}/{variant_path}/{module}/{lesson}"


_TERRITORY = re.compile(rf"{texts.SLOT_OPEN}(?:territory|commune|peers)\.")


def speaks_of_territory(text: str) -> bool:
    """Whether a final text holds facts of the territory, or passages for some territories only."""
    return bool(_TERRITORY.search(text)) or texts.shown(text) != text
