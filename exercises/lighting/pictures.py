"""The pictures of module C2, drawn from the model: SVG text, one function per picture.

Lives here: shapes, colours and the few words in the pictures, per language. The numbers come from
`lighting.py` alone. Run as a program, `python exercises/lighting/pictures.py course/c2-eclairage-public/images`
writes every picture into that folder; a test compares the files kept with what this draws.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from lighting import REFERENCE, measures, project, tornado

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Dark enough on white for shapes (3:1) and text (4.5:1); blue for what is done, ochre for doing nothing.
STRONG, QUIET, INK = "#1f4e79", "#a85a00", "#222222"
WIDTH = 420
FONT = "font-family='sans-serif' font-size='15'"

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


def number(value: float, decimals: int, lang: str) -> str:
    """A number as the language writes it: 18 122 and 10,4 in French, 18,122 and 10.4 in English."""
    text = f"{value:,.{decimals}f}"
    return text.replace(",", "\u202f").replace(".", ",") if lang == "fr" else text


def _text(x: float, y: float, words: str, anchor: str = "start", *, bold: bool = False) -> str:
    weight = " font-weight='bold'" if bold else ""
    return (
        f"<text x='{x:g}' y='{y:g}' text-anchor='{anchor}' fill='{INK}' {FONT}{weight}>{escape(words)}</text>"
    )


def _bar(x: float, y: float, width: float, colour: str) -> str:
    return f"<rect x='{x:.1f}' y='{y:g}' width='{width:.1f}' height='16' fill='{colour}'/>"


def _page(title: str, desc: str, height: int, shapes: Sequence[str]) -> str:
    return "\n".join(
        (
            f"<svg xmlns='http://www.w3.org/2000/svg' role='img' viewBox='0 0 {WIDTH} {height}'",
            f" width='{WIDTH}' height='{height}' aria-labelledby='title desc'>",
            f"<title id='title'>{escape(title)}</title>",
            f"<desc id='desc'>{escape(desc)}</desc>",
            f"<rect width='{WIDTH}' height='{height}' fill='#ffffff'/>",
            *shapes,
            "</svg>\n",
        )
    )


def picture_of_measures(lang: str) -> str:
    """Horizontal bars: energy left each year for each measure, reference case. SVG text in `lang`."""
    words, rows = WORDS[lang], measures(REFERENCE)
    title = words["measures-title"]
    unit = words["measures-unit"].format(points=number(REFERENCE.points, 0, lang))
    scale = (WIDTH - 84) / max(row.energy for row in rows)
    shapes = [_text(8, 22, title, bold=True), _text(8, 42, unit)]
    said = []
    for index, row in enumerate(rows):
        y = 68 + index * 48
        value, width = number(row.energy, 0, lang), row.energy * scale
        shapes += [
            _text(8, y, words[row.id]),
            _bar(8, y + 7, width, STRONG if row.investment else QUIET),
            _text(14 + width, y + 20, value, bold=True),
        ]
        said.append(f"{words[row.id]} {value}")
    return _page(title, f"{unit}. {'; '.join(said)}.", 352, shapes)


def picture_of_tornado(lang: str) -> str:
    """Tornado: payback in years when one assumption moves by 20 %, widest first. SVG text in `lang`."""
    words, bars = WORDS[lang], tornado(REFERENCE)
    title, unit = words["tornado-title"], words["tornado-unit"]
    least, most = (f(v for bar in bars for v in (bar.low, bar.high)) for f in (min, max))
    scale = (WIDTH - 16) / (most - least)
    _, years = project(REFERENCE)
    middle = 8 + (years - least) * scale
    base = words["tornado-base"].format(years=number(years, 1, lang))
    bottom = 68 + len(bars) * 48
    shapes = [_text(8, 22, title, bold=True), _text(8, 42, unit)]
    said = []
    for index, bar in enumerate(bars):
        y = 70 + index * 48
        low, high = sorted((bar.low, bar.high))
        reach = words["years"].format(low=number(low, 1, lang), high=number(high, 1, lang))
        shapes += [
            _text(8, y, words[bar.name]),
            _text(WIDTH - 8, y, reach, "end", bold=True),
            _bar(8 + (low - least) * scale, y + 7, (high - low) * scale, STRONG),
        ]
        shapes.append(f"<path d='M{middle:.1f} {y + 4}v22' stroke='{INK}' stroke-width='2'/>")
        said.append(f"{words[bar.name]} {reach}")
    shapes.append(_text(middle, bottom + 6, base, "middle", bold=True))
    return _page(title, f"{unit}. {base}. {'; '.join(said)}.", bottom + 16, shapes)


PICTURES = {"measures": picture_of_measures, "tornado": picture_of_tornado}


def draw() -> dict[str, str]:
    """Every picture in every language: file name → SVG text."""
    return {f"{name}.{lang}.svg": make(lang) for name, make in PICTURES.items() for lang in WORDS}


if __name__ == "__main__":
    for file_name, text in draw().items():
        (Path(sys.argv[1]) / file_name).write_text(text, encoding="utf-8")
