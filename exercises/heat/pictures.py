"""The pictures of module C3, drawn from the model: SVG text, one function per picture.

Lives here: shapes, colours and the few words in the pictures, per language. The numbers come from `heat.py` and
`figures.py`. Run as a program, `python exercises/heat/pictures.py course/c3-ilot-de-chaleur/images` writes every
picture into that folder; a test compares the files kept with what this draws.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from figures import EXAMPLE_NIGHT
from heat import NIGHTS, STRONG, at, peaks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Dark enough on white for shapes (3:1) and text (4.5:1).
HOT, MILD, INK = "#a8320a", "#1f4e79", "#222222"
WIDTH = 420
FONT = "font-family='sans-serif' font-size='15'"

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


def number(value: float, decimals: int, lang: str) -> str:
    """A number as the language writes it: 5,6 in French, 5.6 in English."""
    text = f"{value:,.{decimals}f}"
    return text.replace(",", "\u202f").replace(".", ",") if lang == "fr" else text


def _text(x: float, y: float, words: str, anchor: str = "start", *, bold: bool = False) -> str:
    weight = " font-weight='bold'" if bold else ""
    return (
        f"<text x='{x:g}' y='{y:g}' text-anchor='{anchor}' fill='{INK}' {FONT}{weight}>{escape(words)}</text>"
    )


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


def picture_of_nights(lang: str) -> str:
    """Ten bars: the strongest gap of each night, full above 3 °C, outlined otherwise. SVG text in `lang`."""
    words, tops = WORDS[lang], peaks("market")
    left, scale = 78, (WIDTH - 78 - 50) / max(tops)
    shapes = [
        _text(8, 22, words["nights-title"], bold=True),
        _text(8, 44, words["nights-unit"]),
        f"<rect x='8' y='58' width='18' height='14' fill='{HOT}'/>",
        _text(34, 70, words["above"]),
        f"<rect x='191' y='59' width='16' height='12' fill='none' stroke='{MILD}' stroke-width='2'/>",
        _text(215, 70, words["below"]),
    ]
    said = []
    for night, top in enumerate(tops):
        y = 88 + 26 * night
        name, value = words["night"].format(number=night + 1), number(top, 1, lang)
        width = top * scale
        shapes += [_text(8, y + 15, name), _text(left + width + 8, y + 15, value, bold=True)]
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
    shapes.append(_text(line, bottom + 18, "+3 °C", "middle", bold=True))
    return _page(words["nights-title"], f"{words['nights-unit']}. {'; '.join(said)}.", bottom + 30, shapes)


def picture_of_valley(lang: str) -> str:
    """Two cuts of the valley: meadows and market below, the hamlet above, by day and on a calm night."""
    words = WORDS[lang]
    shapes = [_text(8, 22, words["valley-title"], bold=True), _text(8, 44, words["valley-unit"])]
    said = []
    for panel, (name, hour) in enumerate((("day", 16), ("calm", 1))):
        top = 62 + panel * 204
        ground = top + 140
        shapes += [
            _text(8, top + 16, words[name], bold=True),
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
                _text(x, y - 16, f"{number(value, 1, lang)} °C", "middle", bold=True),
                _text(x, down, words[place], "middle"),
            ]
            if place == "hamlet":
                shapes.append(_text(x, down + 19, words["hamlet-up"], "middle"))
        said.append(
            f"{words[name]}. "
            + "; ".join(f"{words[place]} {number(value, 1, lang)}" for place, value in values.items())
        )
    return _page(words["valley-title"], f"{words['valley-unit']}. {'. '.join(said)}.", 450, shapes)


PICTURES = {"nights": picture_of_nights, "valley": picture_of_valley}


def draw() -> dict[str, str]:
    """Every picture in every language: file name → SVG text."""
    return {f"{name}.{lang}.svg": make(lang) for name, make in PICTURES.items() for lang in WORDS}


if __name__ == "__main__":
    for file_name, text in draw().items():
        (Path(sys.argv[1]) / file_name).write_text(text, encoding="utf-8")
