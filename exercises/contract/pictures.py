"""The pictures of module B3, drawn from its numbers: SVG text, one function per picture.

Lives here: shapes, colours and the few words in the pictures, per language. The numbers come from `contract.py` and
`figures.py` alone. `make figures` writes them; a test compares the files kept with what this draws. Lines differ by their
dashes as well as by their colour, and every bar carries its value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract import completion, curve, pace_needed
from figures import DIJON, DONE, FIRST, LAST, PACE, figures
from sketch import INK, Sheet, every, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

STRONG, QUIET = "#1f4e79", "#a85a00"
SHEET = Sheet(width=420, size=15)

WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "rollout-title": "Lampes remplacées en fin d’année",
        "rollout-unit": "Cas de Dijon, rythme rapporté en 2019",
        "needed": "{pace} par an : fin en {end}",
        "reported": "{pace} par an : fin en {end}",
        "limit": "Fin {year} (hypothèse)",
        "there": "{count} lampes",
        "total": "{count} lampes à remplacer",
        "pay-title": "Qui paie les {missing} MWh manquants ?",
        "pay-unit": "Euros par an, perte de {loss}",
        "none": "Part variable seule",
        "weak": "Pénalité de {penalty} par MWh",
        "even": "Pénalité de {penalty} par MWh",
        "contractor": "Retenu au titulaire",
        "commune": "Reste à la commune",
        "money": "{amount} €",
        "both": "retenu {withheld}, reste {uncovered}",
    },
    "en": {
        "rollout-title": "Lamps replaced by the end of each year",
        "rollout-unit": "Dijon’s case, pace reported in 2019",
        "needed": "{pace} a year: done in {end}",
        "reported": "{pace} a year: done in {end}",
        "limit": "End of {year} (assumption)",
        "there": "{count} lamps",
        "total": "{count} lamps to replace",
        "pay-title": "Who pays for the {missing} missing MWh?",
        "pay-unit": "Euros a year, loss of {loss}",
        "none": "Variable part alone",
        "weak": "Penalty of {penalty} per MWh",
        "even": "Penalty of {penalty} per MWh",
        "contractor": "Borne by the contractor",
        "commune": "Borne by the commune",
        "money": "€{amount}",
        "both": "contractor {withheld}, commune {uncovered}",
    },
}


def _money(value: float, lang: str) -> str:
    return WORDS[lang]["money"].format(amount=number(value, 0, lang)).replace(" ", "\u00a0")


def _bar(x: float, y: float, width: float, colour: str) -> str:
    return f"<rect x='{x:.1f}' y='{y:g}' width='{width:.1f}' height='16' fill='{colour}'/>"


def _line(points: Sequence[tuple[float, float]], colour: str, dashes: str = "", width: int = 3) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashed = f" stroke-dasharray='{dashes}'" if dashes else ""
    return f"<polyline points='{path}' fill='none' stroke='{colour}' stroke-width='{width}'{dashed}/>"


def picture_of_rollout(lang: str) -> str:
    """Two curves: the reported pace and the one that ends in time. SVG text in `lang`."""
    words = WORDS[lang]
    needed = pace_needed(DIJON, DONE, FIRST, LAST)
    last = int(completion(DIJON, DONE, PACE, FIRST))
    left, right, top, bottom = 12.0, SHEET.width - 12.0, 134.0, 334.0

    def place(year: float, count: float) -> tuple[float, float]:
        across = left + (year - FIRST + 1) / (last - FIRST + 1) * (right - left)
        return across, bottom - count / DIJON * (bottom - top)

    slow = [place(*point) for point in curve(DIJON, DONE, PACE, FIRST, last)]
    quick = [place(*point) for point in curve(DIJON, DONE, needed, FIRST, LAST)]
    title, unit = words["rollout-title"], words["rollout-unit"]
    said_quick = words["needed"].format(pace=number(needed, 0, lang), end=LAST)
    said_slow = words["reported"].format(pace=number(PACE, 0, lang), end=last)
    limit = words["limit"].format(year=LAST)
    count = figures()["dijon-in-place"]
    there = words["there"].format(count=number(count, 0, lang))
    whole = words["total"].format(count=number(DIJON, 0, lang))
    at, height = place(LAST, count)
    shapes = [
        SHEET.text(8, 22, title, bold=True),
        SHEET.text(8, 42, unit),
        _line([(8, 61), (44, 61)], QUIET, "8 5"),
        SHEET.text(52, 66, said_quick),
        _line([(8, 83), (44, 83)], STRONG),
        SHEET.text(52, 88, said_slow),
        _line([(left, top), (right, top)], INK, "2 4", 1),
        SHEET.text(8, top - 12, whole),
        _line([(left, bottom), (right, bottom)], INK, "", 1),
        _line([(at, top), (at, bottom)], INK, "4 4", 1),
        _line(quick, QUIET, "8 5"),
        _line(slow, STRONG),
        f"<circle cx='{at:.1f}' cy='{height:.1f}' r='6' fill='{STRONG}'/>",
        SHEET.text(at + 12, height + 18, there, bold=True),
        SHEET.text(left, bottom + 20, str(FIRST - 1)),
        SHEET.text(at, bottom + 20, limit, "middle"),
        SHEET.text(right, bottom + 20, str(last), "end"),
    ]
    return SHEET.page(
        lang,
        title,
        f"{unit}. {said_quick}. {said_slow}. {limit} : {there}. {whole}.",
        int(bottom) + 32,
        shapes,
    )


def picture_of_pay(lang: str) -> str:
    """Horizontal bars: what the contractor loses and what is left to the commune, by penalty. SVG text in `lang`."""
    words, known = WORDS[lang], figures()
    title = words["pay-title"].format(missing=number(known["shortfall"], 0, lang))
    unit = words["pay-unit"].format(loss=_money(known["loss"], lang))
    scale = (SHEET.width - 16) / known["loss"]
    shapes = [
        SHEET.text(8, 22, title, bold=True),
        SHEET.text(8, 42, unit),
        _bar(8, 56, 22, STRONG),
        SHEET.text(38, 69, words["contractor"]),
        _bar(216, 56, 22, QUIET),
        SHEET.text(246, 69, words["commune"]),
    ]
    said = []
    for index, (name, penalty) in enumerate((("none", 0.0), ("weak", 60.0), ("even", known["even"]))):
        y = 102 + index * 66
        label = words[name].format(penalty=_money(penalty, lang))
        kept, left = known[f"withheld-{name}"], known[f"uncovered-{name}"]
        both = words["both"].format(withheld=_money(kept, lang), uncovered=_money(left, lang))
        shapes += [
            SHEET.text(8, y, label),
            SHEET.text(8, y + 20, both, bold=True),
            _bar(8, y + 27, kept * scale, STRONG),
        ]
        if left:
            shapes.append(_bar(8 + kept * scale, y + 27, left * scale, QUIET))
        said.append(f"{label} : {both}")
    return SHEET.page(lang, title, f"{unit}. {'; '.join(said)}.", 292, shapes)


PICTURES = {"rollout": picture_of_rollout, "pay": picture_of_pay}


def draw() -> dict[str, str]:
    """Every picture in every language: file name → SVG text."""
    return every(PICTURES)
