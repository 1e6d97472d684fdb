"""The pictures of module A5, drawn from the model: SVG text, one function per picture.

Lives here: shapes, colours and the few words in the pictures, per language. The numbers come from `hosting.py`
alone. `make figures` writes them; a test compares the files kept with what this draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hosting import DRAFT, OFFERS, WITH, WITHOUT, scores, tipping_price, with_price_at
from sketch import INK, Sheet, every, number

if TYPE_CHECKING:
    from collections.abc import Mapping

# Dark enough on white for shapes (3:1) and text (4.5:1).
STRONG, WARM, QUIET = "#1f4e79", "#a85a00", "#5b5b5b"
SHEET = Sheet(width=420, size=15)
STROKES = {"a": (WARM, "10 5"), "b": (STRONG, ""), "c": (QUIET, "2 5")}

WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "a": "Offre A",
        "b": "Offre B",
        "c": "Offre C",
        "price-title": "Le poids du prix choisit l’offre",
        "price-unit": "Note sur 10, selon le poids du prix",
        "price-base": "A passe devant B à {share} %",
        "price-draft": "Projet : {share} %",
        "price-said": "Prix à 0 % : A {a0}, B {b0}, C {c0}. Prix à 60 % : A {a60}, B {b60}, C {c60}",
        "clock-title": "Ce que l’on perd, ce que l’on attend",
        "clock-unit": "Jours avant et après l’attaque",
        "without": "Sans copie hors ligne",
        "with": "Avec copie hors ligne",
        "lost": "{days} j à ressaisir",
        "down": "{days} j d’arrêt",
        "attack": "Attaque",
    },
    "en": {
        "a": "Offer A",
        "b": "Offer B",
        "c": "Offer C",
        "price-title": "The weight of price picks the offer",
        "price-unit": "Score out of 10, by weight of price",
        "price-base": "A overtakes B at {share}%",
        "price-draft": "Draft: {share}%",
        "price-said": "Price at 0%: A {a0}, B {b0}, C {c0}. Price at 60%: A {a60}, B {b60}, C {c60}",
        "clock-title": "What is lost, what must be waited for",
        "clock-unit": "Days before and after the attack",
        "without": "No offline copy",
        "with": "With an offline copy",
        "lost": "{days} days to retype",
        "down": "{days} days stopped",
        "attack": "Attack",
    },
}


def picture_of_price(lang: str) -> str:
    """Three straight lines: the score of each offer as the weight of price goes from 0 to 60 %."""
    words = WORDS[lang]
    left, right, top, bottom, most = 34, SHEET.width - 70, 66, 290, 0.6
    low, high = 5.0, 8.5

    def at(share: float, mark: float) -> tuple[float, float]:
        return left + (right - left) * share / most, bottom - (bottom - top) * (mark - low) / (high - low)

    shapes = [SHEET.text(8, 22, words["price-title"], bold=True), SHEET.text(8, 44, words["price-unit"])]
    for mark in (5, 6, 7, 8):
        _, y = at(0, mark)
        shapes += [
            f"<path d='M{left} {y:.1f}H{right}' stroke='#d0d0d0'/>",
            SHEET.text(left - 8, y + 5, str(mark), "end"),
        ]
    for percent in (0, 20, 40, 60):
        x, _ = at(percent / 100, low)
        shapes.append(SHEET.text(x, bottom + 22, f"{percent} %" if lang == "fr" else f"{percent}%", "middle"))
    ends = {share: scores(OFFERS, with_price_at(DRAFT, share)) for share in (0.0, most)}
    said: dict[str, str] = {}
    for name, (colour, dashes) in STROKES.items():
        (x1, y1), (x2, y2) = at(0, ends[0.0][name]), at(most, ends[most][name])
        dash = f" stroke-dasharray='{dashes}'" if dashes else ""
        shapes += [
            f"<path d='M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}' stroke='{colour}' stroke-width='3' fill='none'{dash}/>",
            SHEET.text(x2 + 6, y2 + 5, words[name], bold=True, fill=colour),
        ]
        said |= {
            f"{name}0": number(ends[0.0][name], 1, lang),
            f"{name}60": number(ends[most][name], 1, lang),
        }
    a, b, _ = OFFERS
    share = tipping_price(a, b, DRAFT)
    x, y = at(share, scores(OFFERS, with_price_at(DRAFT, share))["a"])
    base = words["price-base"].format(share=number(100 * share, 0, lang))
    shapes += [
        f"<circle cx='{x:.1f}' cy='{y:.1f}' r='6' fill='none' stroke='{INK}' stroke-width='2'/>",
        SHEET.text(x, bottom + 48, base, "middle", bold=True),
    ]
    draft = words["price-draft"].format(share=number(DRAFT["price"], 0, lang))
    return SHEET.page(
        lang,
        words["price-title"],
        f"{words['price-unit']}. {words['price-said'].format(**said)}. {base}. {draft}.",
        bottom + 62,
        shapes,
    )


def picture_of_clock(lang: str) -> str:
    """Two time lines to scale around the attack: days of data lost before it, days of service stopped after it."""
    words = WORDS[lang]
    scale = (SHEET.width - 24) / (WITHOUT.lost + WITHOUT.down)
    middle = 12 + WITHOUT.lost * scale
    shapes = [SHEET.text(8, 22, words["clock-title"], bold=True), SHEET.text(8, 44, words["clock-unit"])]
    said = []
    for index, (name, outage) in enumerate((("without", WITHOUT), ("with", WITH))):
        y = 78 + index * 84
        lost = words["lost"].format(days=number(outage.lost, 0, lang))
        down = words["down"].format(days=number(outage.down, 0, lang))
        before, after = outage.lost * scale, outage.down * scale
        shapes += [
            SHEET.text(8, y, words[name], bold=True),
            f"<rect x='{middle - before:.1f}' y='{y + 8}' width='{before:.1f}' height='18' fill='{STRONG}'/>",
            f"<rect x='{middle:.1f}' y='{y + 8}' width='{after:.1f}' height='18' fill='{WARM}'/>",
            SHEET.text(middle - 8, y + 45, lost, "end", fill=STRONG),
            SHEET.text(SHEET.width - 8, y + 45, down, "end", fill=WARM),
        ]
        said.append(f"{words[name]} : {lost}, {down}" if lang == "fr" else f"{words[name]}: {lost}, {down}")
    shapes += [
        f"<path d='M{middle:.1f} 62V224' stroke='{INK}' stroke-width='2'/>",
        SHEET.text(middle, 242, words["attack"], "middle", bold=True),
    ]
    return SHEET.page(lang, words["clock-title"], f"{words['clock-unit']}. {'; '.join(said)}.", 254, shapes)


PICTURES = {"price": picture_of_price, "clock": picture_of_clock}


def draw() -> dict[str, str]:
    """Every picture in every language: file name → SVG text."""
    return every(PICTURES)
