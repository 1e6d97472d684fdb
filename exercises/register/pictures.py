"""The pictures of module A1, drawn from its model: what forms ask for, and how a legal basis is found.

Lives here: functions that return SVG text in one language; `make figures` writes the files.
May not live here: numbers or lists of its own; they come from the model.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping

from register import Basis, Language, figures, operations, resting_on
from sketch import Sheet, every

SHEET = Sheet(width=440, size=15)
SOFT, LINE, ACCENT, WARM = "#52606d", "#7b8794", "#1f5f8b", "#b03a2e"

Words = Mapping[str, str]

FIELDS_TITLE: Words = {
    "fr": "Valbourg : ce que demandent douze\nformulaires, et ce qui sert",
    "en": "Valbourg: what twelve forms ask for,\nand what is needed",
}
FIELDS_DESC: Words = {
    "fr": "Une case par renseignement demandé. Renseignements utiles sur renseignements demandés :",
    "en": "One square for each piece of information asked for. Needed, out of asked for:",
}
USEFUL: Words = {"fr": "sert à la finalité", "en": "needed for the purpose"}
EXTRA: Words = {"fr": "ne sert pas", "en": "not needed"}
OF: Words = {"fr": "sur", "en": "of"}
ALL: Words = {"fr": "Les douze ensemble", "en": "All twelve"}

BASES_TITLE: Words = {
    "fr": "Quatre questions, dans l’ordre,\npour trouver la base légale",
    "en": "Four questions, in order,\nto find the legal basis",
}
BASES_DESC: Words = {
    "fr": "On s'arrête au premier oui. Sous chaque base, les fiches de Valbourg qui reposent dessus :",
    "en": "Stop at the first yes. Under each basis, the sheets of Valbourg that rest on it:",
}
QUESTIONS: tuple[tuple[Basis, Words, Words], ...] = (
    (
        "law",
        {
            "fr": "Un texte oblige-t-il la mairie à le faire ?",
            "en": "Does the law oblige the town hall to do it?",
        },
        {"fr": "Obligation légale", "en": "Legal obligation"},
    ),
    (
        "mission",
        {"fr": "Est-ce un service public de la mairie ?", "en": "Is it a public service of the town hall?"},
        {"fr": "Mission d’intérêt public", "en": "Public-interest task"},
    ),
    (
        "contract",
        {"fr": "La personne signe-t-elle un contrat ?", "en": "Does the person sign a contract?"},
        {"fr": "Contrat", "en": "Contract"},
    ),
    (
        "consent",
        {"fr": "Peut-elle dire non sans rien perdre ?", "en": "May they say no and lose nothing?"},
        {"fr": "Consentement", "en": "Consent"},
    ),
)
YES: Words = {"fr": "oui", "en": "yes"}
NO: Words = {"fr": "non", "en": "no"}
STOP: Words = {
    "fr": "Quatre fois non : ne collectez pas, demandez au délégué",
    "en": "Four noes: do not collect, ask the officer",
}


def _square(x: float, y: float, *, full: bool) -> str:
    if full:
        return f'<rect x="{x:g}" y="{y:g}" width="22" height="16" fill="{ACCENT}" stroke="{ACCENT}" stroke-width="2"/>'
    return (
        f'<rect x="{x:g}" y="{y:g}" width="22" height="16" fill="#ffffff" stroke="{WARM}" stroke-width="2"/>'
        f'<path d="M{x + 3:g} {y + 13:g}L{x + 19:g} {y + 3:g}" stroke="{WARM}" stroke-width="2"/>'
    )


def _heading(title: str) -> list[str]:
    return [SHEET.text(14, 26 + 20 * i, line, bold=True) for i, line in enumerate(title.splitlines())]


def fields(language: Language) -> str:
    """Draw a square for each field that each form asks for, full when the purpose needs it."""
    found = figures()
    shapes = _heading(FIELDS_TITLE[language])
    shapes += [_square(14, 64, full=True), SHEET.text(44, 77, USEFUL[language])]
    shapes += [_square(230, 64, full=False), SHEET.text(260, 77, EXTRA[language])]
    said = []
    y = 102
    for one in operations().values():
        useful, asked = len(one.useful), len(one.fields)
        count = f"{useful} {OF[language]} {asked}"
        shapes += [
            SHEET.text(14, y + 12, one.names[language]),
            SHEET.text(SHEET.width - 14, y + 34, count, anchor="end"),
        ]
        ranked = sorted(one.fields, key=lambda field: not field.useful)
        shapes += [_square(14 + 29 * i, y + 20, full=field.useful) for i, field in enumerate(ranked)]
        said.append(f"{one.names[language]} {count}")
        y += 48
    total = f"{found['useful']:g} {OF[language]} {found['asked']:g}"
    shapes += [
        SHEET.text(14, y + 16, ALL[language], bold=True),
        SHEET.text(SHEET.width - 14, y + 16, total, bold=True, anchor="end"),
    ]
    desc = f"{FIELDS_DESC[language]} {', '.join(said)}. {ALL[language]}{':' if language == 'en' else ' :'} {total}."
    return SHEET.page(language, " ".join(FIELDS_TITLE[language].split()), desc, y + 34, shapes)


def bases(language: Language) -> str:
    """Draw the four questions, each with its basis and the sheets of Valbourg that rest on it."""
    shapes = _heading(BASES_TITLE[language])
    said = []
    y = 62
    colon = ":" if language == "en" else " :"
    for step, (basis, question, answer) in enumerate(QUESTIONS, start=1):
        names = ", ".join(operations()[id_].names[language] for id_ in resting_on(basis, operations()))
        lines = textwrap.wrap(names, 44, break_on_hyphens=False)
        height = 62 + 20 * len(lines)
        shapes += [
            f'<rect x="14" y="{y}" width="{SHEET.width - 28}" height="{height}" rx="6" fill="#ffffff" stroke="{LINE}"/>',
            SHEET.text(26, y + 24, f"{step}. {question[language]}", bold=True),
            SHEET.text(26, y + 48, f"{YES[language]} →", fill=ACCENT, bold=True),
            SHEET.text(80, y + 48, answer[language], fill=ACCENT, bold=True),
            *[SHEET.text(80, y + 68 + 20 * i, line, fill=SOFT) for i, line in enumerate(lines)],
        ]
        y += height
        shapes += [SHEET.text(26, y + 18, f"{NO[language]} ↓", fill=WARM, bold=True)]
        said.append(f"{question[language]} {answer[language]}{colon} {names}.")
        y += 26
    lines = textwrap.wrap(STOP[language], 48)
    shapes += [SHEET.text(14, y + 18 + 20 * i, line, bold=True) for i, line in enumerate(lines)]
    desc = f"{BASES_DESC[language]} {' '.join(said)} {STOP[language]}."
    return SHEET.page(
        language, " ".join(BASES_TITLE[language].split()), desc, y + 20 * len(lines) + 14, shapes
    )


PICTURES: Mapping[str, Callable[[Language], str]] = {"fields": fields, "bases": bases}


def draw() -> dict[str, str]:
    """Every picture in every language: file name → SVG text."""
    return every(PICTURES)
