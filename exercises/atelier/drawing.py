"""Pieces of SVG: how wide a text is, where it breaks, round steps of an axis, tags.

Lives here: what every chart draws with. A drawing has no fixed width: across, places are percentages of whatever
room there is, so that letters keep their size on a phone and on a desk; down, they are pixels.
Colours are `currentColor` or custom properties of the page, with fallbacks that stand out (3:1) on white and on
dark alike, because a notebook may be opened in either. No style, script, font or id.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil, floor, isfinite, log10
from typing import Final

from .display import escape

NARROWEST: Final = 256.0
"""Pixels: the room a chart has on a screen of 320 px, margins of page and exercise taken away."""
LETTERS: Final = 16
"""Pixels: size of texts in charts."""
ROW: Final = 21
"""Pixels from one line of text to the next."""

INK: Final = "currentColor"
ACCENT: Final = "var(--at-accent, var(--pc-accent, #9b5086))"
QUIET: Final = "var(--at-quiet, var(--pc-line, #7d7d7d))"
STROKES: Final = (ACCENT, INK, QUIET, "var(--at-fourth, #33808c)")
DASHES: Final = ("", "9 5", "2 5", "12 4 2 4")
"""Series differ by their dashes and markers before they differ by colour."""

_WIDE, _THIN = frozenset("mwMW@%&—œŒ∞"), frozenset(" \u00a0\u202fijl.,:;'’|!()[]tfrI-−")


def width_of(text: str, *, bold: bool = False) -> float:
    """Pixels a text takes at most, in the widest of the usual sans-serif typefaces (DejaVu Sans)."""
    ems = sum(1.0 if c in _WIDE else 0.42 if c in _THIN else 0.75 if c.isupper() else 0.645 for c in text)
    return ems * LETTERS * (1.1 if bold else 1.0)


def broken(text: str, room: float, *, bold: bool = False) -> list[str]:
    """Lines of a text that each fit in `room` pixels: broken after spaces and hyphens, inside a word that cannot fit."""
    lines = [""]
    for part in re.findall(r"[^\s-]+-*[^\S\u00a0\u202f]?|-+\s?|\s", text):
        rest = part
        if width_of((lines[-1] + rest).rstrip(), bold=bold) <= room:
            lines[-1] += rest
            continue
        lines.append("")
        while width_of(rest.rstrip(), bold=bold) > room and len(rest) > 1:
            fit = next((n for n in range(len(rest), 1, -1) if width_of(rest[:n], bold=bold) <= room), 1)
            lines[-1], rest = rest[:fit], rest[fit:]
            lines.append("")
        lines[-1] = rest
    return [line.strip() for line in lines if line.strip()] or [""]


def fits(text: str, room: float, *, bold: bool = False) -> bool:
    """Whether no word of the text must be cut to fit."""
    return all(width_of(part, bold=bold) <= room for part in re.findall(r"[^ -]+-*", text))


def ticks(low: float, high: float, about: int = 4) -> tuple[float, ...]:
    """Round values from `low` or below to `high` or above, `about` that many steps of 1, 2, 2.5 or 5 x 10^n."""
    if not high > low:
        high = low + (abs(low) or 1.0)
    raw = (high - low) / about
    power = 10.0 ** floor(log10(raw))
    step = next(power * m for m in (1, 2, 2.5, 5, 10) if power * m >= raw * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return tuple(n * step for n in range(first, last + 1))


def decimals_of(values: Sequence[float]) -> int:
    """Decimals that tell these values apart and write each of them in full, six at most."""
    for decimals in range(6):
        if all(abs(value - round(value, decimals)) < 1e-9 * max(1.0, abs(value)) for value in values):
            return decimals
    return 6


def finite(values: Sequence[float]) -> list[float]:
    """The values that can be drawn."""
    return [value for value in values if isfinite(value)]


def tag(name: str, inside: str = "", /, **attributes: object) -> str:
    """An element; `_` in names of attributes stands for `-`; empty attributes are left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_short(value))}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{written}>{inside}</{name}>"


def share(value: float) -> str:
    """0.25 as a place across the drawing: 25%."""
    return f"{_short(100 * value)}%"


def line_of(words: str, across: str, down: float, anchor: str = "", *, bold: bool = False) -> str:
    """One line of text; `down` is its baseline in pixels."""
    weight = "700" if bold else ""
    return tag(
        "text",
        escape(words),
        x=across,
        y=down,
        fill=INK,
        font_size=LETTERS,
        text_anchor=anchor,
        font_weight=weight,
    )


def drawing(title: str, description: str, height: float, shapes: Sequence[str]) -> str:
    """The whole picture, named and described for those who do not see it."""
    inside = tag("title", escape(title)) + tag("desc", escape(description)) + "".join(shapes)
    # `title` first: it names an element whose role is img, no id needed.
    return tag("svg", inside, class_="at-svg", role="img", width="100%", height=height, focusable="false")


def _short(value: object) -> str:
    """At most two decimals: the same bytes whatever the last bits of a computation are."""
    if isinstance(value, float):
        text = f"{value:.2f}".rstrip("0").rstrip(".")
        return "0" if text in {"-0", ""} else text
    return str(value)
