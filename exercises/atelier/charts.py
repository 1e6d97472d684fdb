"""Charts: bars and tornado, each followed by its data as a table.

Lives here: `Chart`, `bars`, `tornado`. Curves are drawn in `lines.py`, pieces of SVG in `drawing.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

from .display import escape, required
from .drawing import (
    ACCENT,
    INK,
    NARROWEST,
    QUIET,
    ROW,
    broken,
    drawing,
    finite,
    fits,
    line_of,
    share,
    tag,
    width_of,
)
from .speech import number
from .tables import Table, marked_places
from .words import word

MOST_BARS: Final = 60
THICK: Final = 14
"""Pixels of a bar."""
GAP: Final = 16
"""Pixels between two rows."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture and its data. `subtitle` says the unit; `picture` is SVG."""

    title: str
    subtitle: str
    picture: str
    data: Table
    note: str = ""

    def _repr_html_(self) -> str:
        source = word("source", source=self.data.source)
        note = f'<p class="at-note">{escape(self.note)}</p>' if self.note else ""
        title = escape(self.title)
        # Not a `figure`: where no style sheet comes along, browsers take 80 px off its width. The role says the same.
        return (
            f'<div class="at-chart" role="figure" aria-label="{title}"><p class="at-caption">'
            f'<strong class="at-title">{title}</strong><br><span class="at-unit">{escape(self.subtitle)}</span></p>'
            f"{self.picture}<details><summary>{escape(word('see-data'))}</summary>{self.data.grid()}</details>"
            f'<p class="at-source">{escape(source)}</p>{note}</div>'
        )

    def _repr_markdown_(self) -> str:
        return self.data._repr_markdown_()

    def __str__(self) -> str:
        return str(self.data)


def bars(
    title: str,
    values: Mapping[str, float] | Sequence[tuple[str, float]],
    *,
    unit: str,
    source: str,
    decimals: int = 0,
    highlight: Collection[str] = (),
    note: str = "",
) -> Chart:
    """Draw horizontal bars from zero, in the order given, each with its label and its value.

    Args:
        title: what is shown.
        values: label → value; what is not finite has no bar.
        unit: of every value.
        source: where the data come from, vintage included.
        decimals: of the values as written.
        highlight: labels to bring forward, in bold and in the accent colour.
        note: a sentence under the chart.

    Raises:
        ValueError: no title, unit or source, nothing to draw, more than 60 bars, an unknown highlighted label.
    """
    required(title=title, unit=unit, source=source)
    rows = [
        (str(label), float(v)) for label, v in (values.items() if isinstance(values, Mapping) else values)
    ]
    drawn = finite([value for _, value in rows])
    if not drawn:
        raise ValueError("there is nothing to draw")
    if len(rows) > MOST_BARS:
        raise ValueError(f"{len(rows)} bars are too many to read (at most {MOST_BARS}): show a table")
    marked = marked_places([label for label, _ in rows], highlight)
    scale = _Scale(min(0.0, *drawn), max(0.0, *drawn))
    shapes: list[str] = []
    down = 0.0
    for place, (label, value) in enumerate(rows):
        shown = number(value, decimals)
        down, words = _row_words(label, shown, down, bold=place in marked)
        colour = ACCENT if place in marked or not marked else QUIET
        shapes += [*words, *_bar(scale, 0.0, value, down, colour)]
        if scale.low < 0:
            shapes.append(_upright(scale(0.0), down))
        down += THICK + GAP
    data = _data(title, unit, [(label, number(v, decimals)) for label, v in rows], source, marked)
    told = [(value, f"{label} ({number(value, decimals)})") for label, value in rows if isfinite(value)]
    description = word("bars-desc", unit=unit, most=max(told)[1], least=min(told)[1])
    return Chart(
        title, word("unit", unit=unit), drawing(title, description, down - GAP + 4, shapes), data, note
    )


def tornado(
    title: str,
    rows: Sequence[tuple[str, float, float]],
    *,
    base: float,
    unit: str,
    source: str,
    low: str = "−20\u00a0%",
    high: str = "+20\u00a0%",
    decimals: int = 1,
    note: str = "",
) -> Chart:
    """Draw how far a result moves from `base` when one assumption at a time is set low, then high.

    Args:
        title: what is shown.
        rows: (assumption, result when it is low, result when it is high), in the order to draw them.
        base: the result when nothing moves.
        unit: of the result.
        source: where the data come from.
        low: what the low setting is, shown in the key with a full bar.
        high: what the high setting is, shown in the key with an outlined bar.
        decimals: of the values as written.
        note: a sentence under the chart.

    Raises:
        ValueError: no title, unit or source, nothing to draw.
    """
    required(title=title, unit=unit, source=source)
    ends = finite([end for _, *both in rows for end in both])
    if not ends or not isfinite(base):
        raise ValueError("there is nothing to draw")
    scale = _Scale(min(base, *ends), max(base, *ends))
    shapes, down = _tornado_key(low, high)
    for label, one, two in rows:
        reach = word("range", low=number(min(one, two), decimals), high=number(max(one, two), decimals))
        down, words = _row_words(label, reach, down)
        shapes += [*words, *_bar(scale, base, one, down, ACCENT), *_bar(scale, base, two, down, "none")]
        shapes.append(_upright(scale(base), down))
        down += THICK + GAP
    said = word("base", value=number(base, decimals))
    shapes.append(_under(said, scale(base), down + 2))
    table = Table(
        word("data", title=title),
        (word("label"), f"{low} ({unit})", f"{high} ({unit})"),
        tuple((label, number(one, decimals), number(two, decimals)) for label, one, two in rows),
        source,
        said,
    )
    widest = max(rows, key=lambda row: abs(row[2] - row[1]) if isfinite(row[1] + row[2]) else -1.0)[0]
    description = word("tornado-desc", base=number(base, decimals), unit=unit, widest=widest)
    subtitle = word("unit", unit=unit)
    return Chart(title, subtitle, drawing(title, description, down + 10, shapes), table, note)


# --- pieces -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Scale:
    """From values to places across the drawing, 0 to 1; a hair is kept free at both ends for the strokes."""

    low: float
    high: float

    def __call__(self, value: float) -> float:
        return 0.005 + 0.99 * ((value - self.low) / (self.high - self.low) if self.high > self.low else 0.0)


def _row_words(label: str, value: str, down: float, *, bold: bool = False) -> tuple[float, list[str]]:
    """A label to the left and its value to the right, over its bar; gives where the bar begins.

    Where the label would take more lines beside its value than above it, the value has a line of its own.
    """
    beside = NARROWEST - width_of(value, bold=True) - 12
    lines, whole = broken(label, beside, bold=bold), broken(label, NARROWEST, bold=bold)
    last = len(lines)
    if not fits(label, beside, bold=bold) or len(lines) > len(whole) + 1:
        lines, last = whole, len(whole) + 1
    words = [line_of(text, "0", down + ROW * (n + 1) - 5, bold=bold) for n, text in enumerate(lines)]
    words.append(line_of(value, "100%", down + ROW * last - 5, "end", bold=True))
    return down + ROW * last, words


def _bar(scale: _Scale, start: float, end: float, down: float, colour: str) -> list[str]:
    """A bar over its track. `none` as colour draws an outline only."""
    track = tag("rect", x="0", y=down + THICK / 2 - 1, width="100%", height=2, fill=INK, fill_opacity="0.18")
    if not isfinite(end):
        return [track]
    left, right = sorted((scale(start), scale(end)))
    place = {"x": share(left), "width": share(right - left)}
    if colour == "none":
        return [tag("rect", **place, y=down + 1, height=THICK - 2, fill="none", stroke=INK, stroke_width=2)]
    return [track, tag("rect", **place, y=down, height=THICK, fill=colour)]


def _upright(across: float, down: float) -> str:
    """The mark from which a bar begins. It never crosses the words between two bars."""
    place = share(across)
    return tag("line", x1=place, x2=place, y1=down - 3, y2=down + THICK + 3, stroke=INK, stroke_width=2)


def _under(words: str, across: float, down: float) -> str:
    """A text under a place, kept inside the drawing."""
    half = width_of(words) / NARROWEST / 2
    if half < across < 1 - half:
        return line_of(words, share(across), down, "middle")
    return line_of(words, "0", down) if across <= 0.5 else line_of(words, "100%", down, "end")


def _tornado_key(low: str, high: str) -> tuple[list[str], float]:
    """The two kinds of bars and what they mean; gives where the rows begin."""
    full = tag("rect", x="0", y=4, width=22, height=THICK, fill=ACCENT)
    outline = tag("rect", x=1, y=ROW + 5, width=20, height=THICK - 2, fill="none", stroke=INK, stroke_width=2)
    return [full, line_of(low, "30", ROW - 5), outline, line_of(high, "30", 2 * ROW - 5)], 2.0 * ROW + GAP


def _data(
    title: str, unit: str, rows: Sequence[tuple[str, ...]], source: str, marked: frozenset[int] = frozenset()
) -> Table:
    columns = (word("label"), word("value", unit=unit))
    return Table(word("data", title=title), columns, tuple(rows), source, marked=marked)
