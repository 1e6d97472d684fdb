"""A tiny exercise as its page is published, with the browser's Python beside it, for tests in a real browser.

Lives here: the cells, their results computed by this Python, the folder a server shows.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from quiz_sample import recorder
from support import notebooks
from support.courses import parcours

from generator.building.runtime import runtime
from generator.diagnostics import Diagnostic, Place
from generator.model import Cell, CellOutput, Parameter, QuestionForm, Worksheet
from generator.reading.parameters import Source, read_parameters
from generator.renderers.common import policy
from generator.renderers.notebooks import cells
from generator.renderers.pages.exercises import Surroundings, render_exercise

ROOT = Path(__file__).resolve().parents[2]
POLICY = policy.PYTHON
TOKENS = """
:root { --pc-ink: #22262b; --pc-paper: #fffdf8; --pc-surface: #f6f1e7; --pc-accent: #1f4e79; --pc-accent-ink: #fff;
  --pc-wrong: #a3261f; --pc-right: #1a6334; --pc-soft: #4f545a; --pc-line: #857a68; --pc-focus: #1f4e79; }
:root[data-md-color-scheme="slate"] { --pc-ink: #ece8df; --pc-paper: #1b1e23; --pc-surface: #262a31; --pc-accent: #9cc4ec;
  --pc-accent-ink: #10202f; --pc-wrong: #ff9f96; --pc-right: #7fd09a; --pc-soft: #b9b5ad; --pc-line: #8f8a80;
  --pc-focus: #ffd479; }
body { margin: 1rem; background: var(--pc-paper); color: var(--pc-ink); font: 18px/1.5 sans-serif; }
a { color: var(--pc-accent); } pre { overflow-x: auto; }
"""
TRAPS = ("rien", "boucle", "mémoire", "erreur", "script")
TRAP = """\
if trap == "boucle":
    while True:
        pass
if trap == "mémoire":
    hog = bytearray(2**31 - 1)
    hog *= 4
if trap == "erreur":
    1 / 0

class Trap:
    def _repr_html_(self):
        return (
            '<p class="at-say">Piège</p><script>document.title = "pris"</script><img src="x" onerror="alert(1)">'
            '<a href="javascript:alert(1)">lien</a>'
        )

Trap() if trap == "script" else None"""
TABLE = """\
atelier.table(
    title="Coût", columns=["Mesure", "Valeur"], source="Modèle",
    rows=[["Points", atelier.number(points)], ["Prix", atelier.euros(points * price)]],
)"""
QUESTION = """\
answer = None  # @param {type:"number"}
atelier.check_number(
    answer, expected=model.double(points) / 10, tolerance=0.05, unit="MWh",
    mistakes=[(points / 10, "C'est la moitié.")], hints=["Multipliez.", "Par deux."], worked="2 × points",
)"""


def worksheet(language: str = "fr") -> Worksheet:
    """Settings, a table, a chart, a trap to fall into, a question."""
    place = Place("exercises/tiny/notebook.fr.md", 1)
    points = Parameter("points", "Points lumineux", "slider", 360, 50.0, 2000.0, 1.0, (), place)
    price = Parameter("price", "Prix (€)", "number", 0.5, 0.0, 9.0, 0.1, (), place)
    trap = Parameter("trap", "Piège", "choice", "rien", None, None, None, TRAPS, place)
    settings = (
        '# @markdown Points lumineux\npoints = 360  # @param {type:"slider", min:50, max:2000, step:1}\n'
        '# @markdown Prix (€)\nprice = 0.5  # @param {type:"number", min:0, max:9, step:0.1}\n'
        f'# @markdown Piège\ntrap = "rien"  # @param {json.dumps(TRAPS, ensure_ascii=False)}'
    )
    made = [
        ("c-setup", "setup", f"import atelier\nimport model\natelier.speak({language!r})", ()),
        ("c-points", "parameters", settings, (points, price, trap)),
        ("c-trap", "code", TRAP, ()),
        (
            "c-table",
            "code",
            TABLE,
            (),
        ),
        (
            "c-chart",
            "code",
            "atelier.bars('Avant, après', {'Avant': points, 'Après': model.double(points)}, unit='MWh', source='Modèle')",
            (),
        ),
        ("q-double", "question", QUESTION, ()),
    ]
    prose = notebooks.cell("p-1", "prose", "Une **décision** à prendre.", 1)
    code = (notebooks.cell(name, role, source, 1, *parameters) for name, role, source, parameters in made)
    return Worksheet(
        "tiny", "tiny", "Un petit exercice", "Essai.", 5, (), (prose, *code), dict(notebooks.FILES), place
    )


KINDS = """\
# @markdown Réduction (%)
cut = 20  # @param {type:"slider", min:0, max:100, step:5}
# @markdown Montant (€)
amount = 1234.5  # @param {type:"number", min:-5000, max:1000000}
# @markdown Communes
towns = 23  # @param {type:"integer", min:1, max:5000}
# @markdown Avec entretien
upkeep = True  # @param {type:"boolean"}
# @markdown Nom de la rue
street = "rue de l’Église"  # @param {type:"string"}
# @markdown Jour du vote
day = "2026-11-23"  # @param {type:"date"}
# @markdown Commune
place = "Dijon"  # @param ["Dijon", "Chenôve", "L’Haÿ-les-Roses"]"""
SHOWN_KINDS = """\
atelier.table(
    title="Réglages lus", columns=["Nom", "Valeur"], source="Vous",
    rows=[[name, f"{type(value).__name__} {value}"] for name, value in
          dict(cut=cut, amount=amount, towns=towns, upkeep=upkeep, street=street, day=day, place=place).items()],
)"""
_CHOICES = "choices={'led': 'La LED', 'dim': 'Baisser', 'off': 'Éteindre'}"
ASKED = {
    "q-choice": f"atelier.check_choice(answer, {_CHOICES}, expected='off', feedback={{'led': 'Elle éclaire encore.'}}, hints=['La nuit.'], worked='Rien ne brûle.')",
    "q-choices": f"atelier.check_choices(answer, {_CHOICES}, expected=['dim', 'off'], hints=['Il y en a deux.'], worked='Deux.')",
    "q-text": "atelier.check_text(answer, accepted=['extinction'], slips=[('rebond', 'C’est l’effet contraire.')], hints=['Noir.'], worked='Éteindre.')",
    "q-order": "atelier.check_order(answer, expected=['a', 'b', 'c'], steps={'a': 'Compter', 'b': 'Voter', 'c': 'Poser'}, hints=['On compte d’abord.'], worked='Compter, voter, poser.')",
}
"""Every kind of question that a number is not."""


def kinds() -> Worksheet:
    """Each kind of parameter and each kind of question, as their annotations say them."""
    place = Place("exercises/kinds/notebook.fr.md", 1)
    source = Source(KINDS, ast.parse(KINDS), place)
    found: list[Diagnostic] = []
    parameters = read_parameters(source, found)
    assert found == []
    made = [
        ("c-setup", "setup", "import atelier\natelier.speak('fr')", ()),
        ("c-kinds", "parameters", KINDS, parameters),
        ("c-shown", "code", SHOWN_KINDS, ()),
        *(
            (name, "question", f'answer = None  # @param {{type:"string"}}\n{check}', ())
            for name, check in ASKED.items()
        ),
    ]
    cells = tuple(notebooks.cell(name, role, code, 1, *given) for name, role, code, given in made)
    return Worksheet(
        "kinds", "kinds", "Toutes les formes", "Essai.", 5, (), cells, dict(notebooks.FILES), place
    )


def run_here(
    sheet: Worksheet, folder: Path, parameters: Mapping[str, object] | None = None
) -> list[dict[str, Any]]:
    """What the cells give under this Python, in a process of its own; `folder` gets the exercise's files."""
    write(folder, sheet.files)
    rows = [{"name": c.name, "role": c.role.value, "source": c.source} for c in code_of(sheet)]
    request = {"folder": str(folder), "cells": rows, "parameters": parameters or {}}
    done = subprocess.run(
        [sys.executable, "-m", "atelier.runner"],
        input=json.dumps(request).encode(),
        cwd=folder,
        capture_output=True,
        check=True,
    )
    results: list[dict[str, Any]] = json.loads(done.stdout)["results"]
    return results


def code_of(sheet: Worksheet) -> Sequence[Cell]:
    return [cell for cell in sheet.cells if cell.role != "prose"]


def shown(results: Sequence[Mapping[str, Any]]) -> dict[str, tuple[CellOutput, ...]]:
    """Results of the runner as the page's renderer takes them."""
    found: dict[str, tuple[CellOutput, ...]] = {}
    for result in results:
        verdict = result.get("verdict")
        form = None
        if verdict:
            given = verdict["form"]
            options = tuple((key, text) for key, text in given.get("options", ()))
            form = QuestionForm(given["kind"], given.get("unit", ""), options)
        found[result["name"]] = tuple(
            CellOutput(output["kind"], output.get("html") or output.get("text", ""), form)
            for output in result["outputs"]
        )
    return found


def write(folder: Path, files: Mapping[Any, bytes]) -> None:
    for path, content in files.items():
        target = folder / str(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def write_site(folder: Path, sheets: Mapping[str, tuple[Worksheet, str]], *, recorded: bool = False) -> None:
    """A folder to serve: the runtime, each exercise's files and its page `<name>.html`, its dark twin beside it.

    When they are `recorded`, answers go into the learner's journal, as those of the module `a1`.
    """
    # That of the published site: all runtimes of the run are the same, and so is their memory.
    write(folder, runtime(ROOT, [exercise.files for exercise in parcours().exercises.values()]))
    for file in sorted((ROOT / "generator/browser/exercise").iterdir()):
        write(folder, {f"assets/exercise/{file.name}": file.read_bytes()})
    for room in ("learner", "territory"):
        for file in sorted((ROOT / "generator/browser" / room).iterdir()):
            write(folder, {f"{room}/{file.name}": file.read_bytes()})
    outputs = (ROOT / "exercises/atelier/atelier.css").read_bytes()
    write(folder, {"assets/exercise/outputs.css": outputs, "assets/tokens.css": TOKENS.encode()})
    write(folder, {"assets/icon.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>'})
    for name, (sheet, language) in sheets.items():
        home = folder / "exercises" / sheet.slug
        results = run_here(sheet, home)
        write(home, {f"notebook.{language}.json": cells(sheet)})
        body = render_exercise(sheet, shown(results), Surroundings(language, f"{name}.html", {}))
        body += recorder("exercise", language, exercise=sheet.id) if recorded else ""
        for scheme, twin in (("default", name), ("slate", f"{name}-dark")):
            write(folder, {f"{twin}.html": _page(sheet, language, scheme, body).encode()})


def _page(sheet: Worksheet, language: str, scheme: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="{language}" data-md-color-scheme="{scheme}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{sheet.title}</title><link rel="icon" href="assets/icon.svg">
<link rel="stylesheet" href="assets/tokens.css"><link rel="stylesheet" href="assets/exercise/outputs.css">
<link rel="stylesheet" href="assets/exercise/exercise.css">
<script type="module" src="assets/exercise/exercise.js"></script></head>
<body class="md-typeset"><main><h1>{sheet.title}</h1>
{body}
</main></body></html>
"""
