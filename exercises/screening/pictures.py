"""The pictures of module A3, drawn from the model: SVG text, one function per picture.

Lives here: shapes and the few words in the pictures, per language. Criteria and outcomes come from `screening.py`.
`make figures` writes them; a test compares the files kept with what this draws. Certain, debatable and absent differ by shape as well as by colour.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from screening import THRESHOLD, criteria, outcome, overridden, projects, score
from sketch import BLUE, INK, OCHRE, Sheet, every

SHEET: Final = Sheet(width=400, size=16)
SHOWN: Final = ("bins", "canteen", "water", "cctv", "creche", "alerts")
"""The six cards of the lesson's matrix."""

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "fr": {
        "matrix-title": "Six projets, neuf critères",
        "matrix-desc": "Pour chaque projet : les critères certains, ceux qui se discutent, le score et la conclusion.",
        "certain": "Certain",
        "debatable": "Discutable",
        "score": "Score",
        "yes": "AIPD",
        "no": "Non",
        "document": "À documenter",
        "overridden": "AIPD d’office",
        "check": "Non, exemption à vérifier",
        "path-title": "Trois questions pour un crible",
        "path-desc": "Liste ou article 35(3), puis nombre de critères, puis exemption possible.",
        "one": "1. Liste de la CNIL ou article 35(3) ?",
        "two": "2. Au moins {threshold} critères certains ?",
        "three": "3. Une exemption est-elle possible ?",
        "if-yes": "oui",
        "if-no": "non",
        "doubt": "en comptant les discutables",
        "next-no": "non : question suivante",
        "next-yes": "oui : question suivante",
        "do": "Analyse d’impact",
        "none": "Pas d’analyse, fiche gardée",
        "write": "À documenter avec le délégué",
    },
    "en": {
        "matrix-title": "Six projects, nine criteria",
        "matrix-desc": "For each project: the certain criteria, the debatable ones, the score and the conclusion.",
        "certain": "Certain",
        "debatable": "Debatable",
        "score": "Score",
        "yes": "DPIA",
        "no": "No",
        "document": "To document",
        "overridden": "DPIA whatever the count",
        "check": "No, check the exemption",
        "path-title": "Three questions for a screening",
        "path-desc": "List or article 35(3), then number of criteria, then a possible exemption.",
        "one": "1. CNIL's list or article 35(3)?",
        "two": "2. At least {threshold} certain criteria?",
        "three": "3. Is an exemption possible?",
        "if-yes": "yes",
        "if-no": "no",
        "doubt": "counting the debatable",
        "next-no": "no: next question",
        "next-yes": "yes: next question",
        "do": "Impact assessment",
        "none": "No assessment, keep the sheet",
        "write": "Document with the officer",
    },
}


def mark(x: float, y: float, kind: str) -> str:
    """A criterion: a full square when certain, an empty circle when debatable, a dot otherwise."""
    if kind == "certain":
        return f'<rect x="{x - 10:g}" y="{y - 10:g}" width="20" height="20" fill="{BLUE}"/>'
    if kind == "debatable":
        return f'<circle cx="{x:g}" cy="{y:g}" r="9" fill="#ffffff" stroke="{OCHRE}" stroke-width="3"/>'
    return f'<circle cx="{x:g}" cy="{y:g}" r="2.5" fill="#66707a"/>'


def matrix(language: str) -> str:
    """Six projects against the nine criteria, with their score and conclusion."""
    words = WORDS[language]
    cards = {card.id: card for card in projects(language)}
    order = [criterion.id for criterion in criteria(language)]
    parts = [mark(20, 18, "certain"), SHEET.text(38, 24, words["certain"])]
    parts += [mark(140, 18, "debatable"), SHEET.text(158, 24, words["debatable"])]
    parts += [SHEET.text(20 + 34 * place, 58, str(place + 1), anchor="middle") for place in range(len(order))]
    parts.append(SHEET.text(358, 58, words["score"], anchor="middle"))
    y = 66
    for name in SHOWN:
        card = cards[name]
        said = words[outcome(card)]
        if overridden(card):
            said = words["overridden"]
        elif outcome(card) == "no" and card.exempt:
            said = words["check"]
        parts += [
            f'<path d="M6 {y}h388" stroke="#c3cad1"/>',
            SHEET.text(10, y + 22, card.name, bold=True),
            SHEET.text(10, y + 43, said, size=15),
        ]
        for place, criterion in enumerate(order):
            kind = (
                "certain"
                if criterion in card.certain
                else "debatable"
                if criterion in card.debatable
                else "none"
            )
            parts.append(mark(20 + 34 * place, y + 62, kind))
        parts.append(SHEET.text(358, y + 69, str(score(card)), size=20, bold=True, anchor="middle"))
        y += 84
    return SHEET.page(language, words["matrix-title"], words["matrix-desc"], y + 4, parts)


def box(y: float, text: str) -> str:
    """A question."""
    return (
        f'<rect x="8" y="{y:g}" width="384" height="44" rx="6" fill="#eef3f7" stroke="{BLUE}" stroke-width="2"/>'
        + SHEET.text(200, y + 28, text, bold=True, anchor="middle")
    )


def answer(y: float, condition: str, text: str, colour: str) -> str:
    """A way out: the answer, an arrow and the conclusion."""
    return (
        SHEET.text(16, y + 20, condition)
        + f'<path d="M16 {y + 30:g}h30m-8 -6l8 6l-8 6" fill="none" stroke="{colour}" stroke-width="3"/>'
        + f'<rect x="56" y="{y + 28:g}" width="336" height="36" fill="#ffffff" stroke="{colour}" stroke-width="3"/>'
        + SHEET.text(68, y + 52, text)
    )


def path(language: str) -> str:
    """The three questions and the four ways out, one under the other."""
    words = WORDS[language]
    both = f"{words['if-no']}, {words['if-yes']} {words['doubt']}"
    parts: list[str] = []
    y = 6.0
    steps: list[tuple[str, list[tuple[str, str, str]], str]] = [
        (words["one"], [(words["if-yes"], words["do"], BLUE)], words["next-no"]),
        (
            words["two"].format(threshold=THRESHOLD),
            [(words["if-no"], words["none"], INK), (both, words["write"], OCHRE)],
            words["next-yes"],
        ),
        (
            words["three"],
            [(words["if-no"], words["do"], BLUE), (words["if-yes"], words["write"], OCHRE)],
            "",
        ),
    ]
    for question, ways, otherwise in steps:
        parts.append(box(y, question))
        y += 48
        for condition, conclusion, colour in ways:
            parts.append(answer(y, condition, conclusion, colour))
            y += 74
        if otherwise:
            parts.append(SHEET.text(16, y + 12, otherwise))
            y += 26
    return SHEET.page(language, words["path-title"], words["path-desc"], int(y) + 2, parts)


PICTURES: Final[Mapping[str, Callable[[str], str]]] = {"matrix": matrix, "path": path}


def draw() -> dict[str, str]:
    """Every picture in every language: file name → SVG text."""
    return every(PICTURES)
