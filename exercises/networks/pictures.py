"""The module's pictures, as SVG text drawn from the numbers of `figures.figures()`.

Lives here: `draw(name, language, figures)` and nothing that computes a share. Words stand in the language asked for.
Bars differ by filling as well as by colour, every bar carries its value, and `<desc>` says what the picture shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Final

WIDTH: Final = 400
INK: Final = "#1f2933"
BLUE: Final = "#1b4f72"
OCHRE: Final = "#9a5b00"
RED: Final = "#8e2a20"
NO_BREAK: Final = "\u00a0"

Figures = Mapping[str, float]

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


def number(value: float, decimals: int, language: str) -> str:
    """A number in the conventions of the language."""
    text = f"{value:,.{decimals}f}"
    return text.replace(",", "\u202f").replace(".", ",") if language == "fr" else text


def percent(value: float, decimals: int, language: str) -> str:
    """A share (0 to 1) as a percentage."""
    text = number(100 * value, decimals, language)
    return f"{text}{NO_BREAK}%" if language == "fr" else f"{text}%"


def write(x: float, y: float, text: str, *, size: int = 16, bold: bool = False, anchor: str = "start") -> str:
    """One line of text."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}"{weight}>{escape(text)}</text>'
    )


def bar(x: float, y: float, width: float, height: float, style: str) -> str:
    """A bar: `full`, `striped` or `empty`, each with its own outline colour."""
    colour = {"full": BLUE, "striped": OCHRE, "empty": RED}[style]
    fill = {"full": BLUE, "striped": "url(#stripes)", "empty": "#ffffff"}[style]
    return (
        f'<rect x="{x:.1f}" y="{y:g}" width="{max(width, 2):.1f}" height="{height:g}"'
        f' fill="{fill}" stroke="{colour}" stroke-width="2"/>'
    )


def frame(name: str, language: str, height: int, parts: list[str]) -> str:
    """The whole picture: title, description, white background, then the parts."""
    words = WORDS[language]
    stripes = (
        '<defs><pattern id="stripes" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="#ffffff"/><rect width="4" height="8" fill="{OCHRE}"/></pattern></defs>'
    )
    lines = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" lang="{language}"'
            f' aria-labelledby="{name}-title {name}-desc" font-family="sans-serif" fill="{INK}">'
        ),
        f'<title id="{name}-title">{escape(words[f"{name}-title"])}</title>',
        f'<desc id="{name}-desc">{escape(words[f"{name}-desc"])}</desc>',
        stripes,
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        *parts,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def legend(rows: Mapping[str, str]) -> list[str]:
    """What each filling stands for, a line for each."""
    parts: list[str] = []
    for line, (style, words) in enumerate(rows.items()):
        parts += [bar(10, 10 + 22 * line, 18, 14, style), write(36, 22 + 22 * line, words)]
    return parts


def kinds(language: str, figures: Figures) -> str:
    """Share of each kind among groupings, and among their people."""
    words = WORDS[language]
    parts = legend({"full": words["groupings"], "striped": words["people"]})
    y = 62
    for kind in KINDS:
        count = number(figures[f"{kind}-groupings"], 0, language)
        parts.append(write(10, y + 15, words[kind].format(count=count), bold=True))
        y += 22
        for style, figure in (("full", "share"), ("striped", "people-share")):
            value = figures[f"{kind}-{figure}"]
            width = 380 * value
            parts.append(bar(10, y + 2, width, 14, style))
            parts.append(write(18 + width, y + 15, percent(value, 1, language)))
            y += 20
        y += 8
    return frame("kinds", language, y + 2, parts)


def centres(language: str, figures: Figures) -> str:
    """Where the people of the four groupings live, from the centre to the small communes."""
    words = WORDS[language]
    styles = {"centre": "full", "band-large": "striped", "band-small": "empty"}
    parts = legend({"full": words["centre"], "striped": words["large"], "empty": words["small"]})
    y = 84
    for case, name in CASES.items():
        equal = number(figures[f"{case}-equivalent"], 1, language)
        parts.append(write(10, y + 15, words["equivalent"].format(name=name, number=equal), bold=True))
        y += 24
        x = 10.0
        for band, style in styles.items():
            value = figures[f"{case}-{band}"]
            width = 380 * value
            parts.append(bar(x + 1, y, width - 2, 22, style))
            last = band == "band-small"
            parts.append(
                write(
                    390 if last else x, y + 40, percent(value, 0, language), anchor="end" if last else "start"
                )
            )
            x += width
        y += 54
    return frame("centres", language, y, parts)


PICTURES: Final[dict[str, Callable[[str, Figures], str]]] = {"kinds": kinds, "centres": centres}


def draw(name: str, language: str, figures: Figures) -> str:
    """The SVG text of one picture (`kinds` or `centres`) in one language (`fr` or `en`)."""
    return PICTURES[name](language, figures)
