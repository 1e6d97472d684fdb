"""The pictures of module B4, as SVG text drawn from the numbers of `figures.figures()`.

Lives here: `draw(name, language, figures)`; run as a program, it writes the pictures beside the lessons. Nothing here
computes a score. Bars differ by filling as well as by colour, and every bar carries its value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("fr", "en")
WIDTH: Final = 400
INK: Final = "#1f2933"
BLUE: Final = "#1b4f72"
OCHRE: Final = "#9a5b00"
RED: Final = "#8e2a20"

Figures = Mapping[str, float]

WORDS: Final[dict[str, dict[str, str]]] = {
    "fr": {
        "sheet-title": "Dossier n° {number} : d'où viennent ses {score} points",
        "sheet-desc": "Quatre critères apportent des points. La dernière place est allée à {cut} points : il en a"
        " manqué {missing}.",
        "work": "Parent qui travaille",
        "single": "Parent seul",
        "waiting": "Attente",
        "resident": "Habite le territoire",
        "total": "Total",
        "cut": "Dernière place : {cut} points",
        "rates-title": "Part des familles qui ont une place",
        "rates-desc": "Deux groupes comparés à toutes les autres familles, avec le réglage du fournisseur puis avec"
        " l'autre.",
        "group-single": "Parents seuls, {files} dossiers",
        "group-seeking": "Un parent cherche un emploi, {files} dossiers",
        "draft": "Réglage du fournisseur",
        "amended": "Autre réglage",
        "group": "Le groupe",
        "others": "Les autres",
    },
    "en": {
        "sheet-title": "File no. {number}: where its {score} points come from",
        "sheet-desc": "Four criteria bring points. The last place went at {cut} points: {missing} were missing.",
        "work": "Parent at work",
        "single": "Single parent",
        "waiting": "Waiting time",
        "resident": "Lives in the area",
        "total": "Total",
        "cut": "Last place: {cut} points",
        "rates-title": "Share of families with a place",
        "rates-desc": "Two groups compared with all other families, under the supplier's setting and then under the"
        " other one.",
        "group-single": "Single parents, {files} files",
        "group-seeking": "A parent looking for work, {files} files",
        "draft": "Supplier's setting",
        "amended": "Other setting",
        "group": "The group",
        "others": "The others",
    },
}


def percent(share: float, language: str) -> str:
    """A share (0 to 1) as a whole percentage: `10 %`, `10%`."""
    text = f"{100 * share:.0f}"
    return f"{text}\u00a0%" if language == "fr" else f"{text}%"


def write(x: float, y: float, text: str, *, size: int = 16, bold: bool = False, anchor: str = "start") -> str:
    """One line of text."""
    weight = ' font-weight="bold"' if bold else ""
    said = escape(text.replace("'", "\u2019"))
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}"{weight}>{said}</text>'


def bar(x: float, y: float, width: float, height: float, style: str) -> str:
    """A bar: `full` or `striped`, each with its own outline colour."""
    colour, fill = {"full": (BLUE, BLUE), "striped": (OCHRE, "url(#stripes)")}[style]
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{max(width, 2):.1f}" height="{height:g}"'
        f' fill="{fill}" stroke="{colour}" stroke-width="2"/>'
    )


def frame(name: str, language: str, height: int, title: str, desc: str, parts: list[str]) -> str:
    """The whole picture: title, description, white background, then the parts."""
    stripes = (
        '<defs><pattern id="stripes" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="#ffffff"/><rect width="4" height="8" fill="{OCHRE}"/></pattern></defs>'
    )
    lines = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" lang="{language}"'
            f' aria-labelledby="{name}-title {name}-desc" font-family="sans-serif" fill="{INK}">'
        ),
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-desc">{escape(desc)}</desc>',
        stripes,
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        *parts,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def sheet(language: str, figures: Figures) -> str:
    """The points of the example, criterion after criterion, against the score of the last place."""
    words = WORDS[language]
    said = {name: f"{figures[key]:g}" for name, key in EXAMPLE.items()}
    step = 205 / figures["draft-cut"]
    parts: list[str] = []
    start, y = 0.0, 10.0
    for criterion in ("work", "single", "waiting", "resident"):
        points = figures[f"example-{criterion}"]
        parts += [
            write(10, y + 18, words[criterion], size=15),
            bar(165 + start * step, y, points * step, 24, "full"),
            write(173 + (start + points) * step, y + 18, f"+{points:g}", bold=True),
        ]
        start, y = start + points, y + 36
    line = 165 + figures["draft-cut"] * step
    parts += [
        write(10, y + 18, words["total"], size=15, bold=True),
        bar(165, y, start * step, 24, "striped"),
        write(173 + start * step, y + 18, said["score"], bold=True),
        f'<path d="M{line:.1f} 4V{y + 30:g}" stroke="{RED}" stroke-width="4" stroke-dasharray="10 5"/>',
        write(line + 4, y + 50, words["cut"].format(**said), size=15, anchor="end"),
    ]
    title, desc = words["sheet-title"].format(**said), words["sheet-desc"].format(**said)
    return frame("sheet", language, int(y) + 62, title, desc, parts)


EXAMPLE: Final = {
    "number": "example-number",
    "score": "example-score",
    "cut": "draft-cut",
    "missing": "example-missing",
}


def rates(language: str, figures: Figures) -> str:
    """Admission rates of two groups and of the other files under both settings."""
    words = WORDS[language]
    parts: list[str] = []
    for column, (key, style) in enumerate({"group": "full", "others": "striped"}.items()):
        x = 10 + 150 * column
        parts += [bar(x, 10, 18, 14, style), write(x + 26, 22, words[key])]
    y = 40
    for group in ("single", "seeking"):
        files = f"{figures[f'{group}-files']:g}"
        parts.append(write(10, y + 16, words[f"group-{group}"].format(files=files), bold=True))
        y += 28
        for setting in ("draft", "amended"):
            parts.append(write(10, y + 14, words[setting], size=15))
            y += 20
            for key, style in (("rate", "full"), ("others", "striped")):
                share = figures[f"{setting}-{group}-{key}"]
                width = 600 * share
                parts += [
                    bar(10, y + 2, width, 14, style),
                    write(18 + width, y + 15, percent(share, language)),
                ]
                y += 20
            y += 6
        y += 8
    return frame("rates", language, y, words["rates-title"], words["rates-desc"], parts)


PICTURES: Final[dict[str, Callable[[str, Figures], str]]] = {"sheet": sheet, "rates": rates}


def draw(name: str, language: str, figures: Figures) -> str:
    """The SVG text of one picture (`sheet` or `rates`) in one language (`fr` or `en`)."""
    return PICTURES[name](language, figures)


if __name__ == "__main__":
    import figures as quoted

    folder = Path(__file__).parents[2] / "course" / "b4-places-en-creche" / "images"
    for each in PICTURES:
        for spoken in LANGUAGES:
            (folder / f"{each}.{spoken}.svg").write_text(
                draw(each, spoken, quoted.figures()), encoding="utf-8"
            )
