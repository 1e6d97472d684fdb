"""The pictures of module C2, drawn from the model: SVG text, one function per picture.

Lives here: shapes, colours and the few words in the pictures, per language. The numbers come from
`lighting.py` alone. `make figures` writes them; a test compares the files kept with what this draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lighting import REFERENCE, measures, project, tornado
from sketch import INK, Sheet, every, number

if TYPE_CHECKING:
    from collections.abc import Mapping

# Dark enough on white for shapes (3:1) and text (4.5:1); blue for what is done, ochre for doing nothing.
STRONG, QUIET = "#1f4e79", "#a85a00"
SHEET = Sheet(width=420, size=15)

WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "before": "Ne rien faire",
        "dim": "Abaissement seul",
        "off": "Extinction de 0 h à 5 h seule",
        "led": "LED seule",
        "led-dim": "LED et abaissement",
        "led-off": "LED et extinction",
        "old_watts": "Puissance des anciennes lampes",
        "price": "Prix de l’électricité",
        "hours": "Heures par an",
        "led_cost": "Coût par point",
        "new_watts": "Puissance des LED",
        "dim_level": "Niveau d’abaissement",
        "measures-title": "Énergie restante selon la mesure",
        "measures-unit": "MWh par an, {points} points lumineux",
        "tornado-title": "Ce qui fait bouger le temps de retour",
        "tornado-unit": "Années, hypothèse à −20 % ou +20 %",
        "tornado-base": "Base : {years} ans",
        "years": "de {low} à {high} ans",
    },
    "en": {
        "before": "Do nothing",
        "dim": "Dimming alone",
        "off": "Off from midnight to 5 a.m. alone",
        "led": "LED alone",
        "led-dim": "LED and dimming",
        "led-off": "LED and switch-off",
        "old_watts": "Power of the old lamps",
        "price": "Price of electricity",
        "hours": "Hours a year",
        "led_cost": "Cost per point",
        "new_watts": "Power of the LEDs",
        "dim_level": "Dimming level",
        "measures-title": "Energy left, by measure",
        "measures-unit": "MWh a year, {points} light points",
        "tornado-title": "What moves the payback",
        "tornado-unit": "Years, assumption at −20% or +20%",
        "tornado-base": "Base: {years} years",
        "years": "{low} to {high} years",
    },
}


def _bar(x: float, y: float, width: float, colour: str) -> str:
    return f"<rect x='{x:.1f}' y='{y:g}' width='{width:.1f}' height='16' fill='{colour}'/>"


def picture_of_measures(lang: str) -> str:
    """Horizontal bars: energy left each year for each measure, reference case. SVG text in `lang`."""
    words, rows = WORDS[lang], measures(REFERENCE)
    title = words["measures-title"]
    unit = words["measures-unit"].format(points=number(REFERENCE.points, 0, lang))
    scale = (SHEET.width - 84) / max(row.energy for row in rows)
    shapes = [SHEET.text(8, 22, title, bold=True), SHEET.text(8, 42, unit)]
    said = []
    for index, row in enumerate(rows):
        y = 68 + index * 48
        value, width = number(row.energy, 0, lang), row.energy * scale
        shapes += [
            SHEET.text(8, y, words[row.id]),
            _bar(8, y + 7, width, STRONG if row.investment else QUIET),
            SHEET.text(14 + width, y + 20, value, bold=True),
        ]
        said.append(f"{words[row.id]} {value}")
    return SHEET.page(lang, title, f"{unit}. {'; '.join(said)}.", 352, shapes)


def picture_of_tornado(lang: str) -> str:
    """Tornado: payback in years when one assumption moves by 20 %, widest first. SVG text in `lang`."""
    words, bars = WORDS[lang], tornado(REFERENCE)
    title, unit = words["tornado-title"], words["tornado-unit"]
    least, most = (f(v for bar in bars for v in (bar.low, bar.high)) for f in (min, max))
    scale = (SHEET.width - 16) / (most - least)
    _, years = project(REFERENCE)
    middle = 8 + (years - least) * scale
    base = words["tornado-base"].format(years=number(years, 1, lang))
    bottom = 68 + len(bars) * 48
    shapes = [SHEET.text(8, 22, title, bold=True), SHEET.text(8, 42, unit)]
    said = []
    for index, bar in enumerate(bars):
        y = 70 + index * 48
        low, high = sorted((bar.low, bar.high))
        reach = words["years"].format(low=number(low, 1, lang), high=number(high, 1, lang))
        shapes += [
            SHEET.text(8, y, words[bar.name]),
            SHEET.text(SHEET.width - 8, y, reach, "end", bold=True),
            _bar(8 + (low - least) * scale, y + 7, (high - low) * scale, STRONG),
        ]
        shapes.append(f"<path d='M{middle:.1f} {y + 4}v22' stroke='{INK}' stroke-width='2'/>")
        said.append(f"{words[bar.name]} {reach}")
    shapes.append(SHEET.text(middle, bottom + 6, base, "middle", bold=True))
    return SHEET.page(lang, title, f"{unit}. {base}. {'; '.join(said)}.", bottom + 16, shapes)


PICTURES = {"measures": picture_of_measures, "tornado": picture_of_tornado}


def draw() -> dict[str, str]:
    """Every picture in every language: file name → SVG text."""
    return every(PICTURES)
