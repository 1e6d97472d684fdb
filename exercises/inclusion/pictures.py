"""The module's pictures, as SVG text drawn from the numbers of `figures.figures()`.

Lives here: shapes and words, in the language asked for, and nothing that computes a share; `make figures` writes the files.
Bars differ by filling as well as by colour, every bar carries its value, and `<desc>` says what the picture shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from figures import figures
from sketch import NO_BREAK, Sheet, bar, every, percent

SHEET: Final = Sheet(width=400, size=16)
NUMBERS: Final = figures()


WORDS: Final[dict[str, dict[str, str]]] = {
    "fr": {
        "ages-title": "Qui est là, qui reste dehors",
        "ages-desc": "Sur cent personnes de 15 ans et plus : combien à chaque âge, et combien d'un service tout en ligne resteraient dehors."
        " Peu nombreuses, les personnes de 75 ans et plus font plus de la moitié de celles qui restent dehors.",
        "people": "Part parmi les 15 ans et plus",
        "outside": "Part parmi ceux qui restent dehors",
        "young": "15–24 ans",
        "middle": "25–59 ans",
        "senior": "60–74 ans",
        "oldest": "75 ans et plus",
        "floor-title": "Viser la moyenne, ou un plancher pour chaque âge",
        "floor-desc": "Part des personnes atteintes selon le plan. Viser la moyenne atteint presque tout le monde, mais laisse un quart des"
        " personnes de 75 ans et plus dehors.",
        "all": "Tous les âges",
        "online": "Tout en ligne",
        "mean": "Viser 95 % de tous",
        "floor90": "95 % de tous, 90 % à chaque âge",
        "cost": "{amount} par an",
    },
    "en": {
        "ages-title": "Who is there, who stays outside",
        "ages-desc": "Out of a hundred people of 15 and over: how many at each age, and how many would stay outside an online-only service."
        " Few as they are, people of 75 and over make up more than half of those left outside.",
        "people": "Share of people of 15 and over",
        "outside": "Share of those left outside",
        "young": "15–24",
        "middle": "25–59",
        "senior": "60–74",
        "oldest": "75 and over",
        "floor-title": "Aim at the mean, or set a floor for each age",
        "floor-desc": "Share of people reached by each plan. Aiming at the mean reaches nearly everyone, but leaves a quarter of the people of"
        " 75 and over outside.",
        "all": "All ages",
        "online": "Online only",
        "mean": "Aim at 95% of all",
        "floor90": "95% of all, 90% at each age",
        "cost": "{amount} a year",
    },
}


def euros(value: float, language: str) -> str:
    """Whole euros: `47 000 €`, `€47,000`."""
    text = f"{value:,.0f}"
    return text.replace(",", "\u202f") + f"{NO_BREAK}€" if language == "fr" else f"€{text}"


def key(first: str, second: str) -> list[str]:
    """The two kinds of bars and what they mean."""
    return [
        bar(10, 10, 18, 14, "full"),
        SHEET.text(36, 22, first),
        bar(10, 34, 18, 14, "striped"),
        SHEET.text(36, 46, second),
    ]


def ages(language: str) -> str:
    """Each age among the people, then among those left outside."""
    words = WORDS[language]
    parts = key(words["people"], words["outside"])
    y = 68
    for band in ("young", "middle", "senior", "oldest"):
        parts.append(SHEET.text(10, y + 15, words[band], bold=True))
        y += 22
        for figure, style in ((f"age-{band}", "full"), (f"part-{band}", "striped")):
            width = 600 * NUMBERS[figure]
            parts += [
                bar(10, y + 2, width, 14, style),
                SHEET.text(20 + width, y + 15, percent(NUMBERS[figure], 0, language)),
            ]
            y += 22
        y += 8
    return SHEET.page(language, words["ages-title"], words["ages-desc"], y, parts)


def floor(language: str) -> str:
    """Three plans: who is reached, overall and at 75 and over, and what it costs."""
    words = WORDS[language]
    parts = key(words["all"], words["oldest"])
    y = 68
    for plan in ("online", "mean", "floor90"):
        amount = words["cost"].format(amount=euros(NUMBERS[f"{plan}-cost"], language))
        parts += [SHEET.text(10, y + 15, words[plan], bold=True), SHEET.text(10, y + 36, amount)]
        y += 42
        for figure, style in ((f"{plan}-overall", "full"), (f"{plan}-oldest", "striped")):
            width = 320 * NUMBERS[figure]
            parts += [
                bar(10, y + 2, width, 14, style),
                SHEET.text(20 + width, y + 15, percent(NUMBERS[figure], 0, language)),
            ]
            y += 22
        y += 10
    return SHEET.page(language, words["floor-title"], words["floor-desc"], y, parts)


PICTURES: Final[dict[str, Callable[[str], str]]] = {"ages": ages, "floor": floor}


def draw() -> dict[str, str]:
    """Every picture in every language: file name → SVG text."""
    return every(PICTURES)
