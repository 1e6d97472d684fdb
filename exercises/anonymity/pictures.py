"""The pictures of module A2, drawn from its model: who is alone in a commune, and what grouping changes.

Lives here: functions that return SVG text in one language; `make figures` writes the files.
May not live here: numbers of its own; they come from the model and from `figures.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from anonymity import GROUPINGS, cells, territory, unique_share
from figures import figures
from sketch import Sheet, every, number, percent

SHEET = Sheet(width=440, size=15)
SOFT, LINE, ACCENT, WARM = "#52606d", "#7b8794", "#1f5f8b", "#b03a2e"

Words = Mapping[str, str]

UNIQUE_TITLE: Words = {
    "fr": "Part des habitants seuls à avoir\nleur sexe et leur date de naissance",
    "en": "Share of inhabitants alone\nby sex and date of birth",
}
UNIQUE_DESC: Words = {
    "fr": "Courbe décroissante selon la population de la commune, avec quatre communes repères :",
    "en": "A falling curve by population of the commune, with four communes marked:",
}
UNIQUE_AXIS: Words = {
    "fr": "Habitants (chaque pas multiplie par dix)",
    "en": "Inhabitants (each step multiplies by ten)",
}
GROUPING_TITLE: Words = {
    "fr": "Valbourg : part des habitants seuls\ndans leur groupe, et plus petit groupe (k)",
    "en": "Valbourg: share of inhabitants alone\nin their group, and smallest group (k)",
}
GROUPING_DESC: Words = {
    "fr": "Cinq façons de publier le registre fictif, de la plus précise à la plus groupée :",
    "en": "Five ways of publishing the fictional register, from the most precise to the coarsest:",
}
GROUPING_NAMES: Mapping[str, Words] = {
    "date": {"fr": "Sexe, date, quartier", "en": "Sex, date, district"},
    "year": {"fr": "Sexe, année, quartier", "en": "Sex, year, district"},
    "decade": {"fr": "Sexe, 10 ans, quartier", "en": "Sex, 10 years, district"},
    "twenty-district": {"fr": "Sexe, 20 ans, quartier", "en": "Sex, 20 years, district"},
    "twenty": {"fr": "Sexe, 20 ans", "en": "Sex, 20 years"},
}


def _line(x1: float, y1: float, x2: float, y2: float, stroke: str = LINE) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}"/>'


def _heading(title: str) -> list[str]:
    return [SHEET.text(14, 24 + 20 * i, line, bold=True) for i, line in enumerate(title.splitlines())]


# --- picture 1: the curve ----------------------------------------------------------------------------

LEFT, RIGHT, TOP, BOTTOM = 58, 416, 88, 320
SMALLEST, LARGEST = 100, 200_000


def _x(inhabitants: float) -> float:
    return LEFT + (RIGHT - LEFT) * math.log(inhabitants / SMALLEST) / math.log(LARGEST / SMALLEST)


def _y(share: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * share


def _curve() -> str:
    steps = [SMALLEST * (LARGEST / SMALLEST) ** (i / 80) for i in range(81)]
    points = " ".join(f"{_x(n):.1f},{_y(unique_share(round(n), cells())):.1f}" for n in steps)
    return f'<polyline points="{points}" fill="none" stroke="{ACCENT}" stroke-width="3"/>'


MARKED = ("Flavignerot", "Neuilly-Crimolois", "Chenôve", "Dijon")
PLACES = ((0, -12, "start"), (12, -2, "start"), (14, 2, "start"), (-12, 5, "end"))
"""Where the label of each mark stands from its dot, from the smallest commune to the largest, so that none meet."""


def uniqueness(language: str) -> str:
    """Draw the share of people alone by sex and birth date, by population (logarithmic), with four communes."""
    sizes = territory().sizes
    marks = [(name, sizes[name], unique_share(sizes[name], cells())) for name in MARKED]
    shapes = _heading(UNIQUE_TITLE[language])
    for share in (0, 0.25, 0.5, 0.75, 1):
        shapes += [_line(LEFT, _y(share), RIGHT, _y(share), "#d5dbe1")]
        shapes += [SHEET.text(LEFT - 8, _y(share) + 5, percent(share, 0, language), anchor="end", fill=SOFT)]
    for tick in (100, 1_000, 10_000, 100_000):
        shapes += [_line(_x(tick), BOTTOM, _x(tick), BOTTOM + 6)]
        shapes += [SHEET.text(_x(tick), BOTTOM + 24, number(tick, 0, language), anchor="middle", fill=SOFT)]
    shapes += [
        SHEET.text((LEFT + RIGHT) / 2, BOTTOM + 52, UNIQUE_AXIS[language], anchor="middle", fill=SOFT),
        _curve(),
    ]
    for (name, n, share), (dx, dy, anchor) in zip(marks, PLACES, strict=True):
        shapes += [f'<circle cx="{_x(n):.1f}" cy="{_y(share):.1f}" r="6" fill="{WARM}"/>']
        shapes += [
            SHEET.text(_x(n) + dx, _y(share) + dy, f"{name} {percent(share, 1, language)}", anchor=anchor)
        ]
    said = ", ".join(f"{name} {percent(share, 1, language)}" for name, _, share in marks)
    return SHEET.page(
        language,
        " ".join(UNIQUE_TITLE[language].split()),
        f"{UNIQUE_DESC[language]} {said}.",
        BOTTOM + 72,
        shapes,
    )


# --- picture 2: the groupings ------------------------------------------------------------------------

BARS_LEFT, BARS_RIGHT, BARS_TOP, ROW = 14, 290, 74, 54


def groupings(language: str) -> str:
    """Draw, for five ways of publishing Valbourg's register, the share of people alone and the smallest group."""
    found = figures()
    shapes = _heading(GROUPING_TITLE[language])
    said = []
    for i, name in enumerate(GROUPINGS):
        label, share, k = (
            GROUPING_NAMES[name][language],
            found[f"unique-{name}"],
            number(found[f"k-{name}"], 0, language),
        )
        written = percent(share, 1 if share > 0.01 else 2 if share else 0, language)
        width = max((BARS_RIGHT - BARS_LEFT) * share, 2) if share else 0  # a sliver stays visible
        y = BARS_TOP + ROW * i
        shapes += [SHEET.text(BARS_LEFT, y + 12, label)]
        shapes += [f'<rect x="{BARS_LEFT}" y="{y + 18}" width="{width:.1f}" height="22" fill="{ACCENT}"/>']
        shapes += [SHEET.text(BARS_LEFT + width + (8 if width else 0), y + 34, written)]
        shapes += [SHEET.text(SHEET.width - 16, y + 34, f"k = {k}", anchor="end", bold=True)]
        said.append(f"{label} : {written}, k = {k}" if language == "fr" else f"{label}: {written}, k = {k}")
    height = BARS_TOP + ROW * len(GROUPINGS)
    between = "\N{NO-BREAK SPACE}; " if language == "fr" else "; "
    desc = f"{GROUPING_DESC[language]} {between.join(said)}."
    return SHEET.page(language, " ".join(GROUPING_TITLE[language].split()), desc, height, shapes)


PICTURES: Mapping[str, Callable[[str], str]] = {"uniqueness": uniqueness, "groupings": groupings}


def draw() -> dict[str, str]:
    """Every picture in every language: file name → SVG text."""
    return every(PICTURES)
