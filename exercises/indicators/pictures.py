"""The pictures of module C1, drawn from the model: SVG text, one function per picture.

Lives here: shapes, colours and the few words in the pictures, per language. The numbers come from `indicators.py`
alone. `make figures` writes them; a test compares the files kept with what this draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators import DRAFT, KINDS, PROJECTS, scores, starting_point
from sketch import INK, Sheet, every, number

if TYPE_CHECKING:
    from collections.abc import Mapping

# Dark enough on white for shapes (3:1) and text (4.5:1).
STRONG, WARM, QUIET = "#1f4e79", "#a85a00", "#5b5b5b"
SHEET = Sheet(width=420, size=15)
STROKES = {
    "number": (STRONG, "", 4),
    "app": (WARM, "10 5", 4),
    "lamps": (QUIET, "2 5", 2),
    "bins": (QUIET, "6 3", 2),
}

WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "chain-title": "Quatre sortes d’indicateurs, un même service",
        "input": "Moyens : ce que l’on dépense",
        "input-example": "{cost} k€ par an, une personne",
        "output": "Réalisation : ce que l’on fait",
        "output-example": "{reports} signalements notés par an",
        "outcome": "Résultat : ce qui change pour les gens",
        "outcome-example": "Délai médian de réparation : {median} jours",
        "impact": "Impact : ce qui change à la longue",
        "impact-example": "La confiance, avec bien d’autres causes",
        "reversal-title": "Le mur part, le premier change",
        "reversal-unit": "Note sur 100, en min–max",
        "five": "Cinq projets",
        "four": "Sans le mur",
        "number": "Numéro",
        "app": "Appli",
        "lamps": "Lampes",
        "bins": "Poubelles",
        "said": "{name} : {before}, puis {after}",
    },
    "en": {
        "chain-title": "Four kinds of indicators, one service",
        "input": "Input: what is spent",
        "input-example": "€{cost}k a year, one person",
        "output": "Output: what is done",
        "output-example": "{reports} reports noted a year",
        "outcome": "Outcome: what changes for people",
        "outcome-example": "Median time to repair: {median} days",
        "impact": "Impact: what changes in the long run",
        "impact-example": "Trust, with many other causes",
        "reversal-title": "The wall leaves, the winner changes",
        "reversal-unit": "Score out of 100, min–max",
        "five": "Five projects",
        "four": "Without the wall",
        "number": "Number",
        "app": "App",
        "lamps": "Lamps",
        "bins": "Bins",
        "said": "{name}: {before}, then {after}",
    },
}


def picture_of_chain(lang: str) -> str:
    """Four boxes from what is spent to what changes in the long run; the one to ask for first stands out."""
    words, start = WORDS[lang], starting_point()
    values = {
        "cost": number(PROJECTS["number"]["cost"], 0, lang),
        "reports": number(start["reports-a-year"], 0, lang),
        "median": number(start["median"], 0, lang),
    }
    shapes, said = [SHEET.text(8, 22, words["chain-title"], bold=True)], []
    for row, kind in enumerate(KINDS):
        y, chosen = 40 + row * 84, kind == "outcome"
        example = words[f"{kind}-example"].format(**values)
        fill, stroke, thick = ("#e8f0f7", STRONG, 4) if chosen else ("#ffffff", QUIET, 2)
        look = f"fill='{fill}' stroke='{stroke}' stroke-width='{thick}'"
        shapes += [
            f"<rect x='8' y='{y}' width='{SHEET.width - 16}' height='60' rx='6' {look}/>",
            SHEET.text(22, y + 25, words[kind], bold=True, fill=STRONG if chosen else INK),
            SHEET.text(22, y + 47, example),
        ]
        if row < len(KINDS) - 1:
            shapes.append(
                f"<path d='M{SHEET.width / 2:g} {y + 63}v12m-7 -7l7 8l7 -8' stroke='{INK}' stroke-width='2' fill='none'/>"
            )
        said.append(f"{words[kind]}. {example}.")
    return SHEET.page(lang, words["chain-title"], " ".join(said), 360, shapes)


def picture_of_reversal(lang: str) -> str:
    """A line per project from its score among five to its score among four: two of them cross."""
    words = WORDS[lang]
    before = scores(PROJECTS, DRAFT)
    after = scores({name: one for name, one in PROJECTS.items() if name != "wall"}, DRAFT)
    left, right, top, bottom = 126, SHEET.width - 126, 76, 300

    def height(score: float) -> float:
        return bottom - (bottom - top) * (score - 20) / 70

    shapes = [
        SHEET.text(8, 22, words["reversal-title"], bold=True),
        SHEET.text(8, 44, words["reversal-unit"]),
        SHEET.text(left, 68, words["five"], "middle", bold=True),
        SHEET.text(right, 68, words["four"], "middle", bold=True),
        f"<path d='M{left} {top}V{bottom}M{right} {top}V{bottom}' stroke='#d0d0d0' stroke-width='2'/>",
    ]
    said = []
    for name, (colour, dashes, thick) in STROKES.items():
        one, two = number(before[name], 0, lang), number(after[name], 0, lang)
        y1, y2 = height(before[name]), height(after[name])
        dash = f" stroke-dasharray='{dashes}'" if dashes else ""
        strong = name in {"number", "app"}
        shapes += [
            f"<path d='M{left} {y1:.1f}L{right} {y2:.1f}' stroke='{colour}' stroke-width='{thick}' fill='none'{dash}/>",
            SHEET.text(left - 8, y1 + 5, f"{words[name]} {one}", "end", bold=strong, fill=colour),
            SHEET.text(right + 8, y2 + 5, f"{two} {words[name]}", bold=strong, fill=colour),
        ]
        said.append(words["said"].format(name=words[name], before=one, after=two))
    return SHEET.page(
        lang, words["reversal-title"], f"{words['reversal-unit']}. {'; '.join(said)}.", 316, shapes
    )


PICTURES = {"chain": picture_of_chain, "reversal": picture_of_reversal}


def draw() -> dict[str, str]:
    """Every picture in every language: file name → SVG text."""
    return every(PICTURES)
