"""Tables: title, columns, rows, source. Accessible HTML, Markdown and plain text.

Lives here: `table` and what it makes. A table is a caption, header cells with their scope, numbers told by a
class; it stands in a container that scrolls by itself on a narrow screen and can be reached with the keyboard.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .display import escape, required
from .speech import read_number, trimmed
from .words import word

Cell = str | float | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is shown: every cell is text. `marked` holds the numbers of highlighted rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str
    note: str = ""
    marked: frozenset[int] = frozenset()

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Whether each column holds numbers: it is then aligned to the right."""
        return tuple(
            place > 0 and any(cells) and all(map(_is_number, cells))
            for place, cells in enumerate(zip(*self.rows, strict=True))
        ) or (False,) * len(self.columns)

    def _repr_html_(self) -> str:
        source = word("source", source=self.source)
        note = f'<p class="at-note">{escape(self.note)}</p>' if self.note else ""
        return f'<div class="at-table">{self.grid()}<p class="at-source">{escape(source)}</p>{note}</div>'

    def grid(self) -> str:
        """The table alone in its scroll container, without source and note: charts show their data so."""
        kinds = ['class="at-num"' if numeric else "" for numeric in self.numeric]
        head = "".join(
            _tag("th", 'scope="col"', kind, text) for kind, text in zip(kinds, self.columns, strict=True)
        )
        body = "".join(self._row(index, kinds) for index in range(len(self.rows)))
        title = escape(self.title)
        return (
            f'<div class="at-scroll" role="group" aria-label="{title}" tabindex="0"><table class="at-data">'
            f"<caption>{title}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        )

    def _row(self, index: int, kinds: Sequence[str]) -> str:
        first, *others = self.rows[index]
        marked = index in self.marked
        cells = [_tag("th", 'scope="row"', kinds[0], first, strong=marked)]
        cells += [
            _tag("td", kind, "", text, strong=marked) for kind, text in zip(kinds[1:], others, strict=True)
        ]
        opening = '<tr class="at-mark">' if marked else "<tr>"
        return f"{opening}{''.join(cells)}</tr>"

    def _repr_markdown_(self) -> str:
        rule = ["---:" if numeric else "---" for numeric in self.numeric]
        lines = [_bars(self.columns), _bars(rule), *(_bars(row) for row in self.rows)]
        return "\n\n".join(filter(None, (f"**{self.title}**", "\n".join(lines), *self._ends())))

    def __str__(self) -> str:
        lines = [self.columns, *self.rows]
        widths = [max(len(line[place]) for line in lines) for place in range(len(self.columns))]
        aligned = [
            "  ".join(
                text.rjust(width) if numeric else text.ljust(width)
                for text, width, numeric in zip(line, widths, self.numeric, strict=True)
            ).rstrip()
            for line in lines
        ]
        return "\n".join((self.title, *aligned, *self._ends()))

    def _ends(self) -> tuple[str, ...]:
        return tuple(filter(None, (word("source", source=self.source), self.note)))


def table(
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    *,
    source: str,
    note: str = "",
    highlight: Collection[str] = (),
) -> Table:
    """Show a table.

    Args:
        title: its caption.
        columns: headers; units stand here, as in "Coût (€)".
        rows: cells in the order of the columns; the first names the row. Write numbers with `number`, `percent`
            or `euros` to choose their decimals; a bare number gets at most two.
        source: where the data come from, vintage included.
        note: a sentence under the table.
        highlight: names (first cells) of rows to set in bold.

    Raises:
        ValueError: no title, source or column, a row of another length, an unknown highlighted name.
    """
    required(title=title, source=source)
    if not columns:
        raise ValueError("a table needs at least one column")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(columns):
            raise ValueError(f"row {number} has {len(row)} cells for {len(columns)} columns")
    texts = tuple(tuple(_text(cell) for cell in row) for row in rows)
    marked = marked_places([row[0] for row in texts], highlight)
    return Table(title, tuple(map(str, columns)), texts, source, note, marked)


def marked_places(names: Sequence[str], highlight: Collection[str]) -> frozenset[int]:
    """Places of the highlighted names.

    Raises:
        ValueError: a name that is not there.
    """
    wanted = {highlight} if isinstance(highlight, str) else set(highlight)
    if unknown := sorted(wanted - set(names)):
        raise ValueError(f"highlight: {unknown[0]!r} is not among the names shown")
    return frozenset(place for place, name in enumerate(names) if name in wanted)


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return "—"
        case bool():
            return word("yes" if cell else "no")
        case int() | float():
            return trimmed(cell, 2)
    return str(cell)


def _is_number(text: str) -> bool:
    reading = read_number(text)
    return text in {"—", "∞", "−∞"} or bool(reading and len(reading.rest) < 8)


def _tag(name: str, one: str, two: str, text: str, *, strong: bool = False) -> str:
    opening = " ".join(filter(None, (name, one, two)))
    inside = f"<strong>{escape(text)}</strong>" if strong else escape(text)
    return f"<{opening}>{inside}</{name}>"


def _bars(cells: Sequence[str]) -> str:
    safe = (cell.replace("|", r"\|") for cell in cells)
    return f"| {' | '.join(safe)} |"
