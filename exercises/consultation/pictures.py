"""The pictures of module B5, drawn from the model: SVG text, one function per picture.

Lives here: shapes, colours and the few words in the pictures, per language. The numbers come from `consultation.py`
alone. `make figures` writes them; a test compares the files kept with what this draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from consultation import CLICK, CLICKS, EVERYONE, GROUPS, LOT, ONLINE, makeup, margin, shown, truth
from sketch import INK, Sheet, every, number, percent

if TYPE_CHECKING:
    from collections.abc import Mapping

# Dark enough on white for shapes (3:1) and text (4.5:1).
STRONG, WARM, QUIET = "#1f4e79", "#a85a00", "#5b5b5b"
SHEET = Sheet(width=420, size=15)

WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "15-24": "15–24 ans",
        "25-59": "25–59 ans",
        "60-74": "60–74 ans",
        "75+": "75 ans et plus",
        "who-title": "Qui vit ici, qui a cliqué",
        "who-unit": "Part des habitants, part des clics",
        "who-said": "{age} : {share} des habitants, {part} des clics",
        "people": "des habitants",
        "clicks": "des clics",
        "margins-title": "Où tombent 19 sondages sur 20",
        "margins-unit": "Favorables. Trait vertical : la population, {truth}",
        "half": "50 %",
        "lot": "{n} tirés au sort",
        "online": "{n} clics, chances égales",
        "click": "{n} clics, les jeunes surtout",
        "range": "{low} à {high}",
    },
    "en": {
        "15-24": "15–24",
        "25-59": "25–59",
        "60-74": "60–74",
        "75+": "75 and over",
        "who-title": "Who lives here, who clicked",
        "who-unit": "Share of residents, share of clicks",
        "who-said": "{age}: {share} of residents, {part} of clicks",
        "people": "of residents",
        "clicks": "of clicks",
        "margins-title": "Where 19 polls in 20 fall",
        "margins-unit": "In favour. Upright line: the population, {truth}",
        "half": "50%",
        "lot": "{n} drawn by lot",
        "online": "{n} clicks, equal chances",
        "click": "{n} clicks, mostly the young",
        "range": "{low} to {high}",
    },
}


def shown_share(share: float, lang: str) -> str:
    """A share with one decimal where it has one: 20 %, 35,8 %."""
    whole = abs(100 * share - round(100 * share)) < 0.05
    return percent(share, 0 if whole else 1, lang)


def picture_of_who(lang: str) -> str:
    """Two bars for each age: its share of the residents, then its share of the clicks."""
    words = WORDS[lang]
    scale = (SHEET.width - 150) / 0.55
    shapes = [SHEET.text(8, 22, words["who-title"], bold=True), SHEET.text(8, 44, words["who-unit"])]
    said = []
    for index, (group, part) in enumerate(zip(GROUPS, makeup(GROUPS, CLICK), strict=True)):
        y = 76 + index * 72
        shapes.append(SHEET.text(8, y, words[group.id], bold=True))
        for row, (value, colour, name) in enumerate(
            ((group.share, STRONG, "people"), (part, WARM, "clicks"))
        ):
            top = y + 8 + row * 23
            width = value * scale
            shapes += [
                f"<rect x='8' y='{top}' width='{width:.1f}' height='17' fill='{colour}'/>",
                SHEET.text(14 + width, top + 14, f"{shown_share(value, lang)} {words[name]}", fill=colour),
            ]
        said.append(
            words["who-said"].format(
                age=words[group.id], share=shown_share(group.share, lang), part=shown_share(part, lang)
            )
        )
    return SHEET.page(lang, words["who-title"], f"{words['who-unit']}. {'. '.join(said)}.", 364, shapes)


def ranges() -> list[tuple[str, int, float, float, float]]:
    """Name, answers, mean, low and high end of the range where 19 polls in 20 fall."""
    found = []
    for name, mode, n in (
        ("lot", EVERYONE, LOT),
        ("lot", EVERYONE, 1_000),
        ("online", ONLINE, CLICKS),
        ("click", CLICK, CLICKS),
    ):
        mean = shown(GROUPS, mode)
        wide = margin(n, mean) / 100
        found.append((name, n, mean, mean - wide, mean + wide))
    return found


def picture_of_margins(lang: str) -> str:
    """Four ranges on one scale, beside the line of the truth and the line of half."""
    words = WORDS[lang]
    left, right, low, high = 16, SHEET.width - 16, 0.44, 0.60

    def at(share: float) -> float:
        return left + (right - left) * (share - low) / (high - low)

    whole = shown_share(truth(GROUPS), lang)
    unit = words["margins-unit"].format(truth=whole)
    shapes = [SHEET.text(8, 22, words["margins-title"], bold=True), SHEET.text(8, 44, unit)]
    sign = "\u00a0%" if lang == "fr" else "%"
    rows = ranges()
    bottom = 62 + len(rows) * 60
    shapes += [
        f"<path d='M{at(0.5):.1f} 58V{bottom}' stroke='{QUIET}' stroke-width='2' stroke-dasharray='5 5'/>",
        f"<path d='M{at(truth(GROUPS)):.1f} 58V{bottom}' stroke='{INK}' stroke-width='3'/>",
        SHEET.text(at(0.5), bottom + 20, words["half"], "middle", fill=QUIET),
        SHEET.text(at(truth(GROUPS)), bottom + 20, whole, "middle", bold=True),
    ]
    said = []
    for index, (name, n, mean, start, end) in enumerate(rows):
        y = 80 + index * 60
        colour = STRONG if name == "lot" else WARM
        label = words[name].format(n=number(n, 0, lang))
        extent = words["range"].format(
            low=number(100 * start, 1, lang), high=f"{number(100 * end, 1, lang)}{sign}"
        )
        shapes += [
            f"<rect x='4' y='{y - 15}' width='{SHEET.width - 8}' height='20' fill='#ffffff'/>",
            SHEET.text(8, y, label, fill=colour, bold=True),
            SHEET.text(SHEET.width - 8, y, extent, "end", fill=colour),
            f"<path d='M{at(start):.1f} {y + 17}H{at(end):.1f}' stroke='{colour}' stroke-width='9'/>",
            f"<circle cx='{at(mean):.1f}' cy='{y + 17}' r='7' fill='#ffffff' stroke='{colour}' stroke-width='3'/>",
        ]
        said.append(f"{label} : {extent}" if lang == "fr" else f"{label}: {extent}")
    return SHEET.page(lang, words["margins-title"], f"{unit}. {'. '.join(said)}.", bottom + 34, shapes)


PICTURES = {"who": picture_of_who, "margins": picture_of_margins}


def draw() -> dict[str, str]:
    """Every picture in every language: file name → SVG text."""
    return every(PICTURES)
