"""Curves: one to four series over a common axis, points to bring forward, and the data as a table.

Lives here: `line`. Its axes are drawn from round values; the vertical one always holds zero, so that a slope
never looks steeper than it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

from .charts import Chart
from .display import required
from .drawing import (
    DASHES,
    INK,
    NARROWEST,
    ROW,
    STROKES,
    broken,
    decimals_of,
    drawing,
    line_of,
    share,
    tag,
    ticks,
    width_of,
)
from .speech import number, trimmed
from .tables import Table
from .words import word

Points = Sequence[tuple[float, float]]
Mark = tuple[str, float, float]

HEIGHT: Final = 220.0
"""Pixels between the horizontal axis and the top of the vertical one."""
MOST_POINTS: Final = 400
SHAPES: Final = ("0,-9 9,7 -9,7", "-7,-7 7,-7 7,7 -7,7", "0,-10 10,0 0,10 -10,0", "0,9 9,-7 -9,-7")
"""Triangle, square, diamond, triangle on its head: points brought forward, up to four."""
MARKED_UP_TO: Final = 24
"""Points of a series that are each drawn; beyond, the line alone is clearer."""


@dataclass(frozen=True, slots=True)
class _Plane:
    """From values to places: across from 0 to 1 (axis labels to the left), down in pixels."""

    x: tuple[float, float]
    y: tuple[float, float]
    left: float
    top: float

    def across(self, x: float) -> float:
        return self.left + (0.975 - self.left) * (x - self.x[0]) / (self.x[1] - self.x[0])

    def down(self, y: float) -> float:
        return self.top + HEIGHT * (1 - (y - self.y[0]) / (self.y[1] - self.y[0]))


def line(
    title: str,
    series: Mapping[str, Points],
    *,
    x_label: str,
    y_label: str,
    unit: str,
    source: str,
    decimals: int = 0,
    marks: Sequence[Mark] = (),
    note: str = "",
) -> Chart:
    """Draw curves.

    Args:
        title: what is shown.
        series: name → its (x, y) points, in the order of x; points that are not finite are left out.
        x_label: what runs across, with its unit, as in "Années".
        y_label: what runs up.
        unit: of the y values.
        source: where the data come from.
        decimals: of the y values as written in the table.
        marks: (words, x, y) of points to name on the drawing, such as the learner's own commune.
        note: a sentence under the chart.

    Raises:
        ValueError: a text is missing, no series or more than four, nothing to draw, more than 400 points
            or four marks.
    """
    required(title=title, x_label=x_label, y_label=y_label, unit=unit, source=source)
    kept = {str(name): _drawable(points) for name, points in series.items()}
    if not 1 <= len(kept) <= len(STROKES):
        raise ValueError(f"draw one to {len(STROKES)} series, not {len(kept)}")
    if not all(kept.values()):
        raise ValueError("there is nothing to draw in one of the series")
    if max(map(len, kept.values())) > MOST_POINTS:
        raise ValueError(f"at most {MOST_POINTS} points in a series: a screen shows no more")
    if len(marks) > len(SHAPES):
        raise ValueError(f"bring at most {len(SHAPES)} points forward, not {len(marks)}")
    named = [mark for mark in marks if isfinite(mark[1]) and isfinite(mark[2])]
    key, top = _key(list(kept), [words for words, _, _ in named])
    plane, ups, acrosses = _plane(kept, named, top)
    shapes = [*key, *_axes(plane, ups, acrosses)]
    for rank, points in enumerate(kept.values()):
        shapes += _curve(plane, points, rank, dots=len(points) <= MARKED_UP_TO)
    shapes += [_shape(share(plane.across(x)), plane.down(y), rank) for rank, (_, x, y) in enumerate(named)]
    bottom = top + HEIGHT + ROW
    lines = broken(x_label, NARROWEST)
    shapes += [line_of(text, "100%", bottom + ROW * (n + 1), "end") for n, text in enumerate(lines)]
    told = "; ".join(_from_to(name, points, decimals) for name, points in kept.items())
    description = word("line-desc", unit=unit, x=x_label, series=told)
    picture = drawing(title, description, bottom + ROW * len(lines) + 6, shapes)
    return Chart(
        title, f"{y_label} ({unit})", picture, _table(title, kept, x_label, unit, source, decimals), note
    )


def _drawable(points: Points) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in points if isfinite(x) and isfinite(y)]


def _plane(
    series: Mapping[str, Points], marks: Sequence[Mark], top: float
) -> tuple[_Plane, tuple[float, ...], tuple[float, ...]]:
    """The plane that holds every point, and the ticks of both axes."""
    xs = [x for points in series.values() for x, _ in points] + [x for _, x, _ in marks]
    ys = [y for points in series.values() for _, y in points] + [y for _, _, y in marks]
    ups = ticks(min(0.0, *ys), max(0.0, *ys))
    low, high = min(xs), max(xs)
    high = high if high > low else low + 1
    acrosses = tuple(x for x in ticks(low, high, 3) if low <= x <= high)
    widest = max(width_of(_tick(up, ups)) for up in ups)
    return _Plane((low, high), (ups[0], ups[-1]), min(0.4, (widest + 8) / NARROWEST), top), ups, acrosses


def _tick(value: float, among: Sequence[float]) -> str:
    return number(value, decimals_of(among))


def _key(names: Sequence[str], marked: Sequence[str]) -> tuple[list[str], float]:
    """What each stroke and each numbered point is; gives where the plane begins."""
    shapes: list[str] = []
    down = 0.0
    entries = [*enumerate(names), *((None, words) for words in marked)] if len(names) > 1 or marked else []
    flags = 0
    for rank, words in entries:
        middle = down + ROW - 10
        if rank is None:
            shapes.append(_shape("19", middle, flags))
            flags += 1
        else:
            stroke = {"stroke": STROKES[rank], "stroke_width": "3", "stroke_dasharray": DASHES[rank]}
            shapes += [tag("line", x1=0, x2=38, y1=middle, y2=middle, **stroke), _dot("19", middle, rank)]
        for text in broken(words, NARROWEST - 48):
            shapes.append(line_of(text, "46", down + ROW - 5))
            down += ROW
        down += 2
    return shapes, down + 14


def _axes(plane: _Plane, ups: Sequence[float], acrosses: Sequence[float]) -> list[str]:
    shapes = []
    for up in ups:
        y = plane.down(up)
        bold = {"stroke_width": 1.5} if up == 0 else {"stroke_width": 1, "stroke_opacity": "0.25"}
        shapes.append(tag("line", x1=share(plane.left), x2="100%", y1=y, y2=y, stroke=INK, **bold))
        shapes.append(line_of(_tick(up, ups), share(plane.left - 0.02), y + 5, "end"))
    bottom = plane.top + HEIGHT
    for x in acrosses:
        place, words = plane.across(x), _tick(x, acrosses)
        half = width_of(words) / NARROWEST / 2
        anchor = "end" if place + half > 1 else "middle"
        shapes.append(tag("line", x1=share(place), x2=share(place), y1=bottom, y2=bottom + 5, stroke=INK))
        shapes.append(line_of(words, "100%" if anchor == "end" else share(place), bottom + ROW, anchor))
    return shapes


def _curve(plane: _Plane, points: Points, rank: int, *, dots: bool) -> list[str]:
    """The line of a series. An inner drawing is stretched to the room there is; its strokes are not."""
    places = [(plane.across(x), plane.down(y)) for x, y in points]
    if len(places) == 1:
        return [_dot(share(places[0][0]), places[0][1], rank)]
    path = " ".join(f"{10_000 * across:.0f},{down - plane.top:.1f}" for across, down in places)
    stroke = {"stroke": STROKES[rank], "stroke_width": "3", "stroke_dasharray": DASHES[rank]}
    inner = tag(
        "polyline",
        points=path,
        fill="none",
        vector_effect="non-scaling-stroke",
        stroke_linejoin="round",
        **stroke,
    )
    room = {"x": 0, "y": plane.top, "width": "100%", "height": HEIGHT}
    stretched = tag(
        "svg", inner, **room, viewBox=f"0 0 10000 {HEIGHT:g}", preserveAspectRatio="none", overflow="visible"
    )
    return [stretched, *(_dot(share(across), down, rank) for across, down in places if dots)]


def _dot(across: str, down: float, rank: int) -> str:
    """The marker of a series: full or hollow, small or large; its shape does not depend on the room."""
    if rank % 2:
        return tag(
            "circle", cx=across, cy=down, r=4 + rank // 2, fill="none", stroke=STROKES[rank], stroke_width=2
        )
    return tag("circle", cx=across, cy=down, r=4 + rank // 2, fill=STROKES[rank])


def _shape(across: str, down: float, rank: int) -> str:
    """The shape of a point to bring forward; its words stand in the key. An inner drawing puts it at its place."""
    shape = tag("polygon", points=SHAPES[rank], fill=INK)
    return tag("svg", shape, x=across, y=down, width=1, height=1, overflow="visible")


def _from_to(name: str, points: Points, decimals: int) -> str:
    first, last = (number(points[n][1], decimals) for n in (0, -1))
    return word("from-to", name=name, first=first, last=last)


def _table(
    title: str, series: Mapping[str, Points], x_label: str, unit: str, source: str, decimals: int
) -> Table:
    """The data: one row for each x, one column for each series."""
    values = {name: dict(points) for name, points in series.items()}
    xs = sorted({x for points in values.values() for x in points})
    rows = tuple(
        (trimmed(x, 4), *(number(points[x], decimals) if x in points else "—" for points in values.values()))
        for x in xs
    )
    return Table(word("data", title=title), (x_label, *(f"{name} ({unit})" for name in values)), rows, source)
