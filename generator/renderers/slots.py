"""Pages that are built once and filled for many territories.

Lives here: finding in a built page what depends on the territory (`data-fact` slots, `data-when` passages, `data-block`
parts), and writing the page again with other values. May not live here: the values (see `generator.territories`), files.
The same marks are filled in the browser for a learner's choice (`generator/browser/territory/slots.js`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import Literal, assert_never

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)

_HIDDEN = re.compile(r"""\shidden(?:="[^"]*")?(?=[\s>])""")  # engines give the attribute a value, or none

Kind = Literal["fact", "when", "block"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked element: its opening tag, its name, what it holds, its closing tag."""

    kind: Kind
    name: str
    opening: str
    inside: tuple[Part, ...]
    closing: str


Part = str | Mark
Content = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Form:
    """A built page cut at its marks. `language` is the page's own."""

    language: str
    parts: tuple[Part, ...]
    named: Mapping[str, Mark]
    """Every block by its name, wherever it stands."""

    @property
    def marked(self) -> bool:
        """Whether anything in the page depends on the territory."""
        return any(isinstance(part, Mark) for part in self.parts)

    def filled(
        self, facts: Mapping[str, str], conditions: Collection[str], blocks: Callable[[str], Content]
    ) -> str:
        """The page for one territory.

        Args:
            facts: texts by name, in the page's language; a slot whose name is not there keeps what it holds.
            conditions: those that hold; passages of others are left out.
            blocks: what a part of the page holds, by its name: HTML, or names of blocks of the page to put there one
                under the other, or nothing to keep what it holds.
        """
        return "".join(_written(self.parts, facts, conditions, blocks, self.named))


def _written(
    parts: tuple[Part, ...],
    facts: Mapping[str, str],
    conditions: Collection[str],
    blocks: Callable[[str], Content],
    named: Mapping[str, Mark],
) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
            continue
        match part.kind:
            case "fact":
                yield part.opening
                if part.name in facts:
                    yield escape(facts[part.name], quote=False)
                else:
                    yield from _written(part.inside, facts, conditions, blocks, named)
                yield part.closing
            case "when":
                if part.name in conditions:
                    yield _HIDDEN.sub("", part.opening, count=1)
                    yield from _written(part.inside, facts, conditions, blocks, named)
                    yield part.closing
            case "block":
                yield part.opening
                content = blocks(part.name)
                if isinstance(content, str):
                    yield content
                elif content is None:
                    yield from _written(part.inside, facts, conditions, blocks, named)
                else:
                    lines = tuple(line for name in content for line in ("\n", named[name]))
                    yield from _written((*lines, "\n"), facts, conditions, blocks, named)
                yield part.closing
            case _:
                assert_never(part.kind)


def form(html: str) -> Form:
    """Cut a built page at its marks.

    Raises:
        ValueError: when a marked element is not closed; engines write none.
    """
    cutter = _Cutter(html)
    cutter.feed(html)
    cutter.close()
    if len(cutter.open) > 1:
        raise ValueError(f"the element marked '{cutter.open[-1].name}' is not closed")
    parts = (*cutter.open[0].parts, html[cutter.done :])
    return Form(cutter.language, parts, {mark.name: mark for mark in _marks(parts) if mark.kind == "block"})


def _marks(parts: Iterable[Part]) -> Iterator[Mark]:
    for part in parts:
        if isinstance(part, Mark):
            yield part
            yield from _marks(part.inside)


class _Open:
    """An element whose end has not come: `depth` counts those of the same name inside it."""

    def __init__(self, kind: Kind, name: str, tag: str, opening: str) -> None:
        self.kind, self.name, self.tag, self.opening = kind, name, tag, opening
        self.parts: list[Part] = []
        self.depth = 0


class _Cutter(HTMLParser):
    """Follows the tags of a page; `done` is how far it is cut."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.starts = [0]
        for line in html.split("\n"):  # the parser counts these ends of lines only
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.open = [_Open("block", "", "", "")]
        self.done = 0
        self.language = ""

    def here(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "html":
            self.language = (values.get("lang") or "").partition("-")[0]
        found = next((k for k in ("fact", "when", "block") if f"data-{k}" in values), None)
        if found is None or tag in _VOID:
            if tag == self.open[-1].tag:
                self.open[-1].depth += 1
            return
        at = self.here()
        opening = self.get_starttag_text() or ""
        self.open[-1].parts.append(self.html[self.done : at])
        kind: Kind = "fact" if found == "fact" else "when" if found == "when" else "block"
        self.open.append(_Open(kind, values[f"data-{found}"] or "", tag, opening))
        self.done = at + len(opening)

    def handle_endtag(self, tag: str) -> None:
        top = self.open[-1]
        if len(self.open) == 1 or tag != top.tag:
            return
        if top.depth:
            top.depth -= 1
            return
        at = self.here()
        end = self.html.index(">", at) + 1
        top.parts.append(self.html[self.done : at])
        self.done = end
        self.open.pop()
        mark = Mark(top.kind, top.name, top.opening, tuple(p for p in top.parts if p), self.html[at:end])
        self.open[-1].parts.append(mark)
