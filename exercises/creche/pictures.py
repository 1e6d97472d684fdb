"""The pictures of module B4, as SVG text drawn from the numbers of `figures.figures()`.

Lives here: shapes and words, in the language asked for, and nothing that computes a score; `make figures` writes the files.
Bars differ by filling as well as by colour, and every bar carries its value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from figures import figures
from sketch import RED, Sheet, bar, every, percent

SHEET: Final = Sheet(width=400, size=16)
NUMBERS: Final = figures()


WORDS: Final[dict[str, dict[str, str]]] = {
    "fr": {
        "sheet-title": "Dossier n° {number} : d'où viennent ses {score} points",
        "sheet-desc": "Quatre critères apportent des points. La dernière place est allée à {cut} points : il en a"
        " manqué {missing}.",
        "work": "Parent qui travaille",
        "single": "Parent seul",
        "waiting": "Attente",
        "resident": "Habite le territoire",
        "total": "Total",
        "cut": "Dernière place : {cut} points",
        "rates-title": "Part des familles qui ont une place",
        "rates-desc": "Deux groupes comparés à toutes les autres familles, avec le réglage du fournisseur puis avec"
        " l'autre.",
        "group-single": "Parents seuls, {files} dossiers",
        "group-seeking": "Un parent cherche un emploi, {files} dossiers",
        "draft": "Réglage du fournisseur",
        "amended": "Autre réglage",
        "group": "Le groupe",
        "others": "Les autres",
    },
    "en": {
        "sheet-title": "File no. {number}: where its {score} points come from",
        "sheet-desc": "Four criteria bring points. The last place went at {cut} points: {missing} were missing.",
        "work": "Parent at work",
        "single": "Single parent",
        "waiting": "Waiting time",
        "resident": "Lives in the area",
        "total": "Total",
        "cut": "Last place: {cut} points",
        "rates-title": "Share of families with a place",
        "rates-desc": "Two groups compared with all other families, under the supplier's setting and then under the"
        " other one.",
        "group-single": "Single parents, {files} files",
        "group-seeking": "A parent looking for work, {files} files",
        "draft": "Supplier's setting",
        "amended": "Other setting",
        "group": "The group",
        "others": "The others",
    },
}


def sheet(language: str) -> str:
    """The points of the example, criterion after criterion, against the score of the last place."""
    words = WORDS[language]
    said = {name: f"{NUMBERS[key]:g}" for name, key in EXAMPLE.items()}
    step = 205 / NUMBERS["draft-cut"]
    parts: list[str] = []
    start, y = 0.0, 10.0
    for criterion in ("work", "single", "waiting", "resident"):
        points = NUMBERS[f"example-{criterion}"]
        parts += [
            SHEET.text(10, y + 18, words[criterion], size=15),
            bar(165 + start * step, y, points * step, 24, "full"),
            SHEET.text(173 + (start + points) * step, y + 18, f"+{points:g}", bold=True),
        ]
        start, y = start + points, y + 36
    line = 165 + NUMBERS["draft-cut"] * step
    parts += [
        SHEET.text(10, y + 18, words["total"], size=15, bold=True),
        bar(165, y, start * step, 24, "striped"),
        SHEET.text(173 + start * step, y + 18, said["score"], bold=True),
        f'<path d="M{line:.1f} 4V{y + 30:g}" stroke="{RED}" stroke-width="4" stroke-dasharray="10 5"/>',
        SHEET.text(line + 4, y + 50, words["cut"].format(**said), size=15, anchor="end"),
    ]
    title, desc = words["sheet-title"].format(**said), words["sheet-desc"].format(**said)
    return SHEET.page(language, title, desc, int(y) + 62, parts)


EXAMPLE: Final = {
    "number": "example-number",
    "score": "example-score",
    "cut": "draft-cut",
    "missing": "example-missing",
}


def rates(language: str) -> str:
    """Admission rates of two groups and of the other files under both settings."""
    words = WORDS[language]
    parts: list[str] = []
    for column, (key, style) in enumerate({"group": "full", "others": "striped"}.items()):
        x = 10 + 150 * column
        parts += [bar(x, 10, 18, 14, style), SHEET.text(x + 26, 22, words[key])]
    y = 40
    for group in ("single", "seeking"):
        files = f"{NUMBERS[f'{group}-files']:g}"
        parts.append(SHEET.text(10, y + 16, words[f"group-{group}"].format(files=files), bold=True))
        y += 28
        for setting in ("draft", "amended"):
            parts.append(SHEET.text(10, y + 14, words[setting], size=15))
            y += 20
            for key, style in (("rate", "full"), ("others", "striped")):
                share = NUMBERS[f"{setting}-{group}-{key}"]
                width = 600 * share
                parts += [
                    bar(10, y + 2, width, 14, style),
                    SHEET.text(18 + width, y + 15, percent(share, 0, language)),
                ]
                y += 20
            y += 6
        y += 8
    return SHEET.page(language, words["rates-title"], words["rates-desc"], y, parts)


PICTURES: Final[dict[str, Callable[[str], str]]] = {"sheet": sheet, "rates": rates}


def draw() -> dict[str, str]:
    """Every picture in every language: file name → SVG text."""
    return every(PICTURES)
