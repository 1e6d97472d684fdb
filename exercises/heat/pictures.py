"""The pictures of module C3, drawn from the model: SVG text, one function per picture.

Lives here: shapes, colours and the few words in the pictures, per language. The numbers come from `heat.py` and
`figures.py`. `make figures` writes them; a test compares the files kept with what this draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from figures import EXAMPLE_NIGHT
from heat import NIGHTS, STRONG, at, peaks
from sketch import INK, Sheet, every, number

if TYPE_CHECKING:
    from collections.abc import Mapping

# Dark enough on white for shapes (3:1) and text (4.5:1).
HOT, MILD = "#a8320a", "#1f4e79"
SHEET = Sheet(width=420, size=15)

WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "nights-title": "Le plus fort écart de chaque nuit",
        "nights-unit": "°C de plus à la halle qu’aux prés",
        "night": "Nuit {number}",
        "above": "Plus de +3 °C",
        "below": "+3 °C ou moins",
        "valley-title": "Le même coteau, le jour et la nuit",
        "valley-unit": "Température de l’air, cinquième jour",
        "day": "À 16 h : plus frais en haut",
        "calm": "À 1 h, nuit calme : plus doux en haut",
        "fields": "Prés",
        "market": "Halle",
        "hamlet": "Les Combes",
        "hamlet-up": "120 m plus haut",
    },
    "en": {
        "nights-title": "The strongest gap of each night",
        "nights-unit": "°C more at the market than in the meadows",
        "night": "Night {number}",
        "above": "More than +3 °C",
        "below": "+3 °C or less",
        "valley-title": "The same hillside, by day and by night",
        "valley-unit": "Air temperature, fifth day",
        "day": "4 p.m.: cooler up the hill",
        "calm": "1 a.m., calm night: milder up the hill",
        "fields": "Meadows",
        "market": "Market",
        "hamlet": "Les Combes",
        "hamlet-up": "120 m higher",
    },
}


def picture_of_nights(lang: str) -> str:
    """Ten bars: the strongest gap of each night, full above 3 °C, outlined otherwise. SVG text in `lang`."""
    words, tops = WORDS[lang], peaks("market")
    left, scale = 78, (SHEET.width - 78 - 50) / max(tops)
    shapes = [
        SHEET.text(8, 22, words["nights-title"], bold=True),
        SHEET.text(8, 44, words["nights-unit"]),
        f"<rect x='8' y='58' width='18' height='14' fill='{HOT}'/>",
        SHEET.text(34, 70, words["above"]),
        f"<rect x='191' y='59' width='16' height='12' fill='none' stroke='{MILD}' stroke-width='2'/>",
        SHEET.text(215, 70, words["below"]),
    ]
    said = []
    for night, top in enumerate(tops):
        y = 88 + 26 * night
        name, value = words["night"].format(number=night + 1), number(top, 1, lang)
        width = top * scale
        shapes += [SHEET.text(8, y + 15, name), SHEET.text(left + width + 8, y + 15, value, bold=True)]
        if top > STRONG:
            shapes.append(f"<rect x='{left}' y='{y}' width='{width:.1f}' height='18' fill='{HOT}'/>")
        else:
            shapes.append(
                f"<rect x='{left + 1}' y='{y + 1}' width='{width - 2:.1f}' height='16' fill='none'"
                f" stroke='{MILD}' stroke-width='2'/>"
            )
        said.append(f"{name} {value}")
    bottom = 88 + 26 * NIGHTS
    line = left + STRONG * scale
    shapes.append(
        f"<path d='M{line:.1f} 82V{bottom}' stroke='{INK}' stroke-width='2' stroke-dasharray='6 4'/>"
    )
    shapes.append(SHEET.text(line, bottom + 18, "+3 °C", "middle", bold=True))
    return SHEET.page(
        lang, words["nights-title"], f"{words['nights-unit']}. {'; '.join(said)}.", bottom + 30, shapes
    )


def picture_of_valley(lang: str) -> str:
    """Two cuts of the valley: meadows and market below, the hamlet above, by day and on a calm night."""
    words = WORDS[lang]
    shapes = [SHEET.text(8, 22, words["valley-title"], bold=True), SHEET.text(8, 44, words["valley-unit"])]
    said = []
    for panel, (name, hour) in enumerate((("day", 16), ("calm", 1))):
        top = 62 + panel * 204
        ground = top + 140
        shapes += [
            SHEET.text(8, top + 16, words[name], bold=True),
            f"<path d='M8 {ground}H235L285 {ground - 80}H412' stroke='{INK}' stroke-width='3' fill='none'/>",
        ]
        values = {place: at(place, EXAMPLE_NIGHT, hour) for place in ("fields", "market", "hamlet")}
        high = max(values.values())
        for place, x, y in (("fields", 60, ground), ("market", 178, ground), ("hamlet", 350, ground - 80)):
            value = values[place]
            colour = HOT if value == high else MILD
            shape = (
                f"<circle cx='{x}' cy='{y}' r='9' fill='{colour}'/>"
                if value == high
                else f"<circle cx='{x}' cy='{y}' r='8' fill='#ffffff' stroke='{colour}' stroke-width='3'/>"
            )
            down = y + 30
            shapes += [
                shape,
                SHEET.text(x, y - 16, f"{number(value, 1, lang)} °C", "middle", bold=True),
                SHEET.text(x, down, words[place], "middle"),
            ]
            if place == "hamlet":
                shapes.append(SHEET.text(x, down + 19, words["hamlet-up"], "middle"))
        said.append(
            f"{words[name]}. "
            + "; ".join(f"{words[place]} {number(value, 1, lang)}" for place, value in values.items())
        )
    return SHEET.page(lang, words["valley-title"], f"{words['valley-unit']}. {'. '.join(said)}.", 450, shapes)


PICTURES = {"nights": picture_of_nights, "valley": picture_of_valley}


def draw() -> dict[str, str]:
    """Every picture in every language: file name → SVG text."""
    return every(PICTURES)
