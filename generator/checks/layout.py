"""Lists, tables and boxes that the site's Markdown would not take for such: readers would see marks and run-on text.

Other Markdowns (those of forges, of programs for notes) are laxer, and authors bring their habits and their pastes from
word processors. May not live here: marks inside a line (see `stray`), headings (see `prose`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from generator.checks.stray import left
from generator.checks.texts_of import Text, texts_of
from generator.diagnostics import Diagnostic
from generator.model import Course

_SCOPES = frozenset({"lesson", "notes", "page"})
"""Texts that the site engine lays out; the others go through a Markdown that is laxer."""

_ITEM = re.compile(r"(?:[-*+]|\d{1,2}\.)[ \t]+\S")
_HOLDS = re.compile(
    r"(?:[-*+]|\d+\.)[ \t]|!!!|\?\?\?|\[\^[^\]]+\]:|:[ \t]"
)  # what an indented block may belong to
_BULLET = re.compile(r"[•·▪‣◦●○]")
_BRACKET = re.compile(r"\d{1,2}\)[ \t]")
_TIGHT = re.compile(r"-[^\W\d_]")
_BOX = re.compile(r"!!!|\?\?\?")
_GOOD_BOX = re.compile(r'(?:!!!|\?\?\?\+?) ?[\w-]+(?: "[^"]*")?$')
_DASHES = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_BOLD = re.compile(r"(?<!\*)\*\*(?!\*)")
_BEFORE = "put a blank line before it"


class _Line(NamedTuple):
    """A line that is not blank: where its words begin in the text, its margin, its words."""

    start: int
    margin: int
    words: str

    @property
    def cells(self) -> list[str]:
        return [cell.strip() for cell in self.words.removeprefix("|").removesuffix("|").split("|")]

    @property
    def dashes(self) -> bool:
        return "|" in self.words and _DASHES.match(self.words) is not None


class _Block(NamedTuple):
    """Lines between two blank ones, or after a heading."""

    text: Text
    lines: tuple[_Line, ...]

    def lost(self, line: _Line, message: str, hint: str) -> Diagnostic:
        return Diagnostic("lost-layout", message, self.text.at(line.start, len(line.words)), hint)


def blocks(course: Course) -> Iterator[Diagnostic]:
    """lost-layout, unnamed-column: every block of the texts that the site engine lays out."""
    for text in texts_of(course):
        if text.scope in _SCOPES:
            yield from _text(text)


def _text(text: Text) -> Iterator[Diagnostic]:
    cut = list(_cut(text))
    holder = ""  # the last line at the margin that could hold what is indented below
    for block, after in zip_longest(cut, cut[1:]):
        first, *rest = block.lines
        if first.margin >= 4 and holder and not _HOLDS.match(holder):
            yield block.lost(first, "this is indented, so it is shown as code", "remove the spaces before it")
            continue
        if first.margin < 4:
            holder = next((x.words for x in block.lines if _HOLDS.match(x.words)), first.words)
        if _BOX.match(first.words):
            yield from _box(block, rest[0] if rest else after.lines[0] if after else None)
            block = block._replace(lines=tuple(rest))  # noqa: PLW2901  (what the box holds is laid out as the rest)
        if block.lines:
            yield from _table(block) if any(line.dashes for line in block.lines) else _list(block)
            yield from _bold(block)


def _cut(text: Text) -> Iterator[_Block]:
    lines: list[_Line] = []
    at = 0
    for line in left(text.text).split("\n"):
        words = line.strip()
        heading = words.startswith("#")
        if lines and (heading or not words):
            yield _Block(text, tuple(lines))
            lines = []
        if words and not heading:
            wide = line.expandtabs(4)
            lines.append(_Line(at + line.index(words), len(wide) - len(wide.lstrip()), words))
        at += len(line) + 1
    if lines:
        yield _Block(text, tuple(lines))


def _box(block: _Block, inside: _Line | None) -> Iterator[Diagnostic]:
    first = block.lines[0]
    if not _GOOD_BOX.match(first.words):
        yield block.lost(
            first,
            "this line opens no box, or loses its title",
            """write !!! note "Title", or ??? question "Title" to fold it""",
        )
    elif inside is None or inside.margin < first.margin + 4:
        yield block.lost(first, "nothing is inside this box", "indent what belongs to it by four spaces")


def _list(block: _Block) -> Iterator[Diagnostic]:
    first, *rest = block.lines
    if all(line.words.startswith("|") and line.words.endswith("|") for line in block.lines) and rest:
        yield block.lost(
            first, "this table has no line of dashes", "write |---|---| under the names of its columns"
        )
        return
    if rest and all(_TIGHT.match(line.words) for line in block.lines):
        yield block.lost(first, "this is not a list", "put a space after the dash")
        return
    for line in block.lines:
        if _BULLET.match(line.words):
            yield block.lost(line, "this sign makes no list", "begin the line with '- '")
            return
        if _BRACKET.match(line.words) and (line is first or rest):
            yield block.lost(line, "a number and a bracket make no list", "write '1.' instead of '1)'")
            return
        if line is not first and _ITEM.match(line.words):
            inside = _ITEM.match(first.words) or _HOLDS.match(first.words)
            if inside and 0 < line.margin - first.margin < 4:
                yield block.lost(line, "this list is not inside the one above", "indent it by four spaces")
                return
            if not inside and line.margin - first.margin < 4 and not first.words.startswith(">"):
                yield block.lost(line, "this list is taken for the end of the text above", _BEFORE)
                return


def _table(block: _Block) -> Iterator[Diagnostic]:
    lines = block.lines
    at = next(n for n, line in enumerate(lines) if line.dashes)
    if at == 0:
        yield block.lost(
            lines[0], "this table has no names of columns", "write them above the line of dashes"
        )
    elif at > 1:
        yield block.lost(lines[at - 1], "this table is taken for the end of the text above", _BEFORE)
    elif len(lines[0].cells) != len(lines[1].cells):
        told = f"columns of this table: {len(lines[0].cells)} by their names, {len(lines[1].cells)} by the dashes"
        yield block.lost(lines[1], told, "write as many '---' as there are columns")
    else:
        names, _, *rows = lines
        if not all(names.cells):
            yield Diagnostic("unnamed-column", "a column of this table has no name", block.text.at(names.start, len(names.words)),
                             "name each column in the first row, the first column too")  # fmt: skip
        for row in rows:
            if "|" not in row.words:
                yield block.lost(row, "this line becomes a row of the table", _BEFORE)
                return
            if len(row.cells) > len(names.cells):
                told = f"cells of this row: {len(row.cells)}, columns of the table: {len(names.cells)}"
                yield block.lost(row, told, "what is beyond is not shown; write \\| for a bar inside a cell")


def _bold(block: _Block) -> Iterator[Diagnostic]:
    """Bold runs inside a paragraph; where each line is a row or an item, inside that line."""
    found = [(line, mark) for line in block.lines for mark in _BOLD.finditer(line.words)]
    if len(found) % 2:
        line, mark = found[-1]
        yield Diagnostic("lost-layout", "these '**' are alone", block.text.at(line.start + mark.start(), 2),
                         "close what is in bold with '**', in the same paragraph")  # fmt: skip
