"""An exercise as a notebook for Jupyter (`.ipynb`): one making, whichever door it leaves by.

A `Worksheet` has no solution, so no notebook made here can hold one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from generator import texts
from generator.model import CellRole, Edition, Worksheet


def worksheets(edition: Edition) -> Iterator[tuple[str, Worksheet]]:
    """Each exercise once in each language."""
    seen: set[tuple[str, str]] = set()
    for variant in edition.variants:
        for chapter in variant.chapters:
            for worksheet in chapter.worksheets:
                if (variant.language, worksheet.id) not in seen:
                    seen.add((variant.language, worksheet.id))
                    yield variant.language, worksheet


def jupyter(worksheet: Worksheet, language: str) -> bytes:
    """The exercise as a notebook for Jupyter: nbformat 4.5, cells known by their names, no output, no solution."""
    import nbformat  # noqa: PLC0415  (a third of a second that a course without exercises need not pay)

    library: Any = nbformat  # it has no types
    title = f"# {worksheet.title}"
    first = worksheet.cells[0] if worksheet.cells else None
    made: list[dict[str, Any]] = []
    if first is None or first.role is not CellRole.PROSE:
        made.append(_cell("markdown", "title", title, {}))
    for cell in worksheet.cells:
        if cell.role is CellRole.PROSE:
            text = f"{title}\n\n{cell.source}" if cell is first else cell.source
            made.append(_cell("markdown", cell.name, texts.plain_slots(text), _template(text)))
        else:
            tags = {} if cell.role is CellRole.CODE else {"tags": [cell.role.value]}
            made.append(
                {**_cell("code", cell.name, cell.source, tags), "execution_count": None, "outputs": []}
            )
    metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
        "parcours": {"exercise": worksheet.id, "language": language},
    }
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": made}
    # Not its `new_…_cell` nor its `writes`, which validate at each step what tests validate once.
    return (str(library.v4.writes(library.from_dict(notebook))).rstrip("\n") + "\n").encode()


def _cell(kind: str, name: str, source: str, metadata: dict[str, Any]) -> dict[str, Any]:
    return {"cell_type": kind, "id": name, "metadata": metadata, "source": source}


def _template(text: str) -> dict[str, Any]:
    """A text that speaks of the territory, for whoever fills it for another one: the page's script does."""
    if texts.SLOT_OPEN not in text:
        return {}
    return {"parcours": {"template": texts.replace_slots(text, lambda name, _: f"{{{{ {name} }}}}")}}


def version(worksheet: Worksheet, language: str) -> str:
    """What tells one version of an exercise from the next: a digest of its notebook and of the files beside it."""
    whole = hashlib.sha256(jupyter(worksheet, language))
    for path in sorted(worksheet.files):
        whole.update(f"{path}\0".encode() + hashlib.sha256(worksheet.files[path]).digest())
    return whole.hexdigest()[:16]
