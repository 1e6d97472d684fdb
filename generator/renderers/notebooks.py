"""The exercises' files at the root of a site: what the page's Python reads, and what learners take away.

Lives here: the cells as JSON for the lesson's page, what goes into each archive.
May not live here: the notebook for Jupyter (see `common.jupyter`), the exercise's page (see `pages`), making an archive (see `building.archives`), running anything.
Once per site and language, whatever the audiences: an exercise is the same for all. A `Worksheet` has no solution, so
none of these files can hold one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from generator.model import Cell, CellRole, Edition, Parameter, Tree, Worksheet
from generator.renderers.common import takeaways
from generator.renderers.common.jupyter import jupyter, worksheets

_README: Mapping[str, str] = {
    "fr": """\
{title}
{line}

{summary}

Ce dossier contient :

- {notebook} : l'exercice, un carnet Jupyter ;
- les fichiers .py : le modèle de l'exercice et, dans atelier/, ce qui affiche les tableaux,
  les graphiques et les corrections ;
- data/, s'il existe : les données.

Pour ouvrir le carnet sur un ordinateur où Python 3.11 ou plus récent est installé :

1. ouvrez un terminal dans ce dossier ;
2. installez Jupyter une fois pour toutes : python -m pip install jupyterlab
3. lancez : python -m jupyter lab {notebook}
4. dans le menu « Exécuter », choisissez « Exécuter toutes les cellules ».

Gardez le carnet et les autres fichiers ensemble : il en a besoin. Rien d'autre n'est à installer, et le carnet
n'envoie rien. Pour répondre à une question, remplacez None par votre réponse, puis relancez la cellule.
""",
    "en": """\
{title}
{line}

{summary}

This folder holds:

- {notebook}: the exercise, a Jupyter notebook;
- the .py files: the exercise's model and, in atelier/, what shows tables, charts and feedback;
- data/, when there is one: the data.

To open the notebook on a computer with Python 3.11 or later:

1. open a terminal in this folder;
2. install Jupyter, once: python -m pip install jupyterlab
3. run: python -m jupyter lab {notebook}
4. in the "Run" menu, choose "Run All Cells".

Keep the notebook and the other files together: it needs them. Nothing else has to be installed, and the notebook
sends nothing. To answer a question, write your answer in place of None and run the cell again.
""",
}
_README_NAME: Mapping[str, str] = {"fr": "LISEZMOI.txt", "en": "README.txt"}


@dataclass(frozen=True, slots=True)
class Files:
    """`tree`: files as they are published; `archives`: the content of each archive, by its path in the site."""

    tree: Tree
    archives: Mapping[PurePosixPath, Tree]


def render(edition: Edition) -> Files:
    """Every file of the exercises of an edition, by its path from the root of the site."""
    tree: dict[PurePosixPath, bytes] = {}
    archives: dict[PurePosixPath, Tree] = {}
    for language, worksheet in worksheets(edition):
        folder = PurePosixPath(takeaways.FOLDER, worksheet.slug)
        notebook = jupyter(worksheet, language)
        name = takeaways.notebook_name(worksheet.slug, language)
        files = {PurePosixPath(path): data for path, data in worksheet.files.items()}
        tree |= {folder / path: data for path, data in files.items()}
        tree[folder / name] = notebook
        tree[folder / takeaways.cells_name(language)] = cells(worksheet)
        archives[folder / takeaways.archive_name(worksheet.slug, language)] = {
            **files,
            PurePosixPath(name): notebook,
            PurePosixPath(_README_NAME[language]): _readme(worksheet, language, name),
        }
    return Files(tree, archives)


def _readme(worksheet: Worksheet, language: str, notebook: str) -> bytes:
    text = _README[language].format(
        title=worksheet.title, line="=" * len(worksheet.title), summary=worksheet.summary, notebook=notebook
    )
    return text.encode()


def cells(worksheet: Worksheet) -> bytes:
    """The cells that run, as JSON: what the lesson's page gives to its Python."""
    rows = [_row(cell) for cell in worksheet.cells if cell.role is not CellRole.PROSE]
    return (json.dumps({"cells": rows}, ensure_ascii=False, indent=1) + "\n").encode()


def _row(cell: Cell) -> Mapping[str, Any]:
    return {
        "name": cell.name,
        "role": cell.role.value,
        "source": cell.source,
        "parameters": [_parameter(parameter) for parameter in cell.parameters],
    }


def _parameter(parameter: Parameter) -> Mapping[str, Any]:
    return {
        "name": parameter.name,
        "label": parameter.label,
        "kind": parameter.kind,
        "default": parameter.default,
        "min": parameter.minimum,
        "max": parameter.maximum,
        "step": parameter.step,
        "choices": list(parameter.choices),
        "territory": parameter.territory,
    }
