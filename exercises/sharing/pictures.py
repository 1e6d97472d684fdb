"""The module's pictures, as SVG text drawn from the numbers of `figures.figures()`.

Lives here: shapes and words, in the language asked for, and nothing that computes a share; `make figures` writes the files.
Bars differ by filling as well as by colour, every bar carries its value, and `<desc>` says what the picture shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from figures import figures
from sketch import INK, NO_BREAK, RED, Sheet, bar, every, number, percent

SHEET: Final = Sheet(width=400, size=16)
NUMBERS: Final = figures()


WORDS: Final[dict[str, dict[str, str]]] = {
    "fr": {
        "keys-title": "Euros par habitant et par an selon la clé",
        "keys-desc": "Quatre communes, une facture de {bill} par an. Moins la commune a d'habitants, plus une part égale"
        " lui coûte cher par habitant.",
        "population": "Par population",
        "mixed": "Mixte à 20 %",
        "equal": "À parts égales",
        "centre": "Bourg-centre, {people} hab.",
        "valbourg": "Valbourg-sur-Ouche, {people} hab.",
        "village": "Village, {people} hab.",
        "smallest": "Petit village, {people} hab.",
        "vote-title": "Qui peut faire passer un transfert de compétence",
        "vote-desc": "Dijon Métropole, populations de 2022. Il faut deux tiers des conseils et plus de la moitié de la population, ou la"
        " moitié des conseils et deux tiers de la population.",
        "alone": "Dijon seule : ne passe pas",
        "without": "Tous sauf Dijon : ne passe pas",
        "together": "Dijon et les {others} plus petites : passe",
        "councils": "Conseils",
        "people": "Population",
        "of": "sur",
        "half": "1/2",
        "thirds": "2/3",
        "needed": "Trait : seuil à atteindre",
    },
    "en": {
        "keys-title": "Euros per inhabitant per year under each key",
        "keys-desc": "Four communes, one bill of {bill} a year. The fewer inhabitants a commune has, the more an equal"
        " share costs each of them.",
        "population": "By population",
        "mixed": "Mixed, 20%",
        "equal": "Equal shares",
        "centre": "Market town, pop. {people}",
        "valbourg": "Valbourg-sur-Ouche, pop. {people}",
        "village": "Village, pop. {people}",
        "smallest": "Small village, pop. {people}",
        "vote-title": "Who can carry a transfer of powers",
        "vote-desc": "Dijon Métropole, populations of 2022. It takes two thirds of the councils and over half the population, or half the"
        " councils and two thirds of the population.",
        "alone": "Dijon alone: not carried",
        "without": "All but Dijon: not carried",
        "together": "Dijon and the {others} smallest: carried",
        "councils": "Councils",
        "people": "Population",
        "of": "of",
        "half": "1/2",
        "thirds": "2/3",
        "needed": "Line: threshold to reach",
    },
}


def euros(value: float, language: str) -> str:
    """Euros with cents, or without when there are none: `8,67 €`, `€8.67`."""
    text = number(value, 0 if abs(value - round(value)) < 0.005 else 2, language)
    return f"{text}{NO_BREAK}€" if language == "fr" else f"€{text}"


def keys(language: str) -> str:
    """Euros per inhabitant of the four communes of the valley under three keys."""
    words = WORDS[language]
    styles = {"population": "full", "mixed": "striped", "equal": "empty"}
    communes = ("centre", "valbourg", "village", "smallest")
    longest = max(NUMBERS[f"valley-{key}-{commune}-per-head"] for key in styles for commune in communes)
    parts: list[str] = []
    for column, (key, style) in enumerate(styles.items()):
        x, line = (10, 10) if column == 0 else (10 + 170 * (column - 1), 32)
        parts += [bar(x, line, 18, 14, style), SHEET.text(x + 26, line + 12, words[key])]
    y = 58
    for commune in communes:
        people = number(NUMBERS[f"valley-people-{commune}"], 0, language)
        parts.append(SHEET.text(10, y + 15, words[commune].format(people=people), bold=True))
        y += 22
        for key, style in styles.items():
            value = NUMBERS[f"valley-{key}-{commune}-per-head"]
            width = 310 * value / longest
            parts += [
                bar(10, y + 2, width, 14, style),
                SHEET.text(18 + width, y + 15, euros(value, language)),
            ]
            y += 20
        y += 6
    desc = words["keys-desc"].format(bill=euros(NUMBERS["valley-bill"], language))
    return SHEET.page(language, words["keys-title"], desc, y + 4, parts)


def vote(language: str) -> str:
    """Councils and population of three groups of the reference case against the thresholds of the vote."""
    words = WORDS[language]
    others, needed = NUMBERS["without-largest-councils"], NUMBERS["councils-needed"]
    councils = others + 1
    cases = (
        ("alone", 1.0, NUMBERS["largest-share"], 2 / 3, 1 / 2),
        ("without", others, NUMBERS["without-largest-share"], 2 / 3, 1 / 2),
        ("together", needed, NUMBERS["largest-with-smallest-share"], 1 / 2, 2 / 3),
    )
    parts: list[str] = []
    y = 8
    for case, number_of_councils, share, council_mark, people_mark in cases:
        parts.append(SHEET.text(10, y + 17, words[case].format(others=f"{needed - 1:g}"), bold=True, size=17))
        y += 30
        rows = (
            (
                "councils",
                number_of_councils / councils,
                council_mark,
                f"{number_of_councils:g} {words['of']} {councils:g}",
            ),
            ("people", share, people_mark, percent(share, 1, language)),
        )
        for row, part, mark, label in rows:
            line = 100 + 205 * mark
            threshold = words["half"] if mark == 1 / 2 else words["thirds"]
            style = "full" if part >= mark else "striped"
            parts += [
                SHEET.text(10, y + 15, words[row]),
                f'<rect x="100" y="{y}" width="205" height="20" fill="none" stroke="{INK}"/>',
                bar(100, y, 205 * part, 20, style),
                f'<path d="M{line:.1f} {y - 5}v30" stroke="#ffffff" stroke-width="8"/>',
                f'<path d="M{line:.1f} {y - 5}v30" stroke="{RED}" stroke-width="4"/>',
                SHEET.text(line, y + 39, threshold, size=14, anchor="middle"),
                SHEET.text(315, y + 15, label),
            ]
            y += 46
    parts.append(SHEET.text(10, y + 12, words["needed"], size=15))
    return SHEET.page(language, words["vote-title"], words["vote-desc"], y + 22, parts)


PICTURES: Final[dict[str, Callable[[str], str]]] = {"keys": keys, "vote": vote}


def draw() -> dict[str, str]:
    """Every picture in every language: file name → SVG text."""
    return every(PICTURES)
