"""The module's pictures, as SVG text drawn from the numbers of `figures.figures()`.

Lives here: shapes and words, in the language asked for, and nothing that computes a share; `make figures` writes the files.
Bars differ by filling as well as by colour, every bar carries its value, and `<desc>` says what the picture shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from figures import figures
from sketch import Sheet, bar, every, number, percent

SHEET: Final = Sheet(width=400, size=16)
NUMBERS: Final = figures()


WORDS: Final[dict[str, dict[str, str]]] = {
    "fr": {
        "kinds-title": "Les intercommunalités et leurs habitants, par type",
        "kinds-desc": "Les communautés de communes sont les plus nombreuses ; les métropoles, peu nombreuses, réunissent"
        " plus d'un quart des habitants.",
        "groupings": "Part des intercommunalités",
        "people": "Part de leurs habitants",
        "cc": "{count} communautés de communes",
        "ca": "{count} communautés d'agglomération",
        "cu": "{count} communautés urbaines",
        "metropole": "{count} métropoles",
        "lyon": "La métropole de Lyon, à part",
        "centres-title": "Où vivent les habitants de quatre intercommunalités",
        "centres-desc": "Part des habitants dans la commune la plus peuplée, dans les autres communes de 3 500 habitants ou"
        " plus, et dans les communes plus petites.",
        "centre": "La commune la plus peuplée",
        "large": "Autres, 3 500 habitants ou plus",
        "small": "Communes plus petites",
        "equivalent": "{name} : comme {number} communes égales",
    },
    "en": {
        "kinds-title": "Inter-municipal groupings and their people, by kind",
        "kinds-desc": "Communautés de communes are the most numerous; métropoles, few in number, hold over a quarter of"
        " the people.",
        "groupings": "Share of groupings",
        "people": "Share of their people",
        "cc": "{count} communautés de communes",
        "ca": "{count} communautés d'agglomération",
        "cu": "{count} communautés urbaines",
        "metropole": "{count} métropoles",
        "lyon": "The métropole de Lyon, apart",
        "centres-title": "Where the people of four groupings live",
        "centres-desc": "Share of people in the most populous commune, in the other communes of 3,500 or more, and in the"
        " smaller communes.",
        "centre": "The most populous commune",
        "large": "Others of 3,500 people or more",
        "small": "Smaller communes",
        "equivalent": "{name}: like {number} equal communes",
    },
}
KINDS: Final = ("cc", "ca", "cu", "metropole", "lyon")
CASES: Final = {"dijon": "Dijon", "angers": "Angers", "clermont": "Clermont", "mulhouse": "Mulhouse"}


def legend(rows: Mapping[str, str]) -> list[str]:
    """What each filling stands for, a line for each."""
    parts: list[str] = []
    for line, (style, words) in enumerate(rows.items()):
        parts += [bar(10, 10 + 22 * line, 18, 14, style), SHEET.text(36, 22 + 22 * line, words)]
    return parts


def kinds(language: str) -> str:
    """Share of each kind among groupings, and among their people."""
    words = WORDS[language]
    parts = legend({"full": words["groupings"], "striped": words["people"]})
    y = 62
    for kind in KINDS:
        count = number(NUMBERS[f"{kind}-groupings"], 0, language)
        parts.append(SHEET.text(10, y + 15, words[kind].format(count=count), bold=True))
        y += 22
        for style, figure in (("full", "share"), ("striped", "people-share")):
            value = NUMBERS[f"{kind}-{figure}"]
            width = 380 * value
            parts.append(bar(10, y + 2, width, 14, style))
            parts.append(SHEET.text(18 + width, y + 15, percent(value, 1, language)))
            y += 20
        y += 8
    return SHEET.page(language, words["kinds-title"], words["kinds-desc"], y + 2, parts)


def centres(language: str) -> str:
    """Where the people of the four groupings live, from the centre to the small communes."""
    words = WORDS[language]
    styles = {"centre": "full", "band-large": "striped", "band-small": "empty"}
    parts = legend({"full": words["centre"], "striped": words["large"], "empty": words["small"]})
    y = 84
    for case, name in CASES.items():
        equal = number(NUMBERS[f"{case}-equivalent"], 1, language)
        parts.append(SHEET.text(10, y + 15, words["equivalent"].format(name=name, number=equal), bold=True))
        y += 24
        x = 10.0
        for band, style in styles.items():
            value = NUMBERS[f"{case}-{band}"]
            width = 380 * value
            parts.append(bar(x + 1, y, width - 2, 22, style))
            last = band == "band-small"
            parts.append(
                SHEET.text(
                    390 if last else x, y + 40, percent(value, 0, language), anchor="end" if last else "start"
                )
            )
            x += width
        y += 54
    return SHEET.page(language, words["centres-title"], words["centres-desc"], y, parts)


PICTURES: Final[dict[str, Callable[[str], str]]] = {"kinds": kinds, "centres": centres}


def draw() -> dict[str, str]:
    """Every picture in every language: file name → SVG text."""
    return every(PICTURES)
