"""What a cell shows, made safe for a page: a strict list of what may pass, everything else dropped.

Lives here: `clean`. It parses HTML leniently, as it may come from anywhere, and writes it again: only elements and
attributes of the lists below, every text and value escaped, every element closed. No script, no style, no event
handler, no address outside the page, no name or class that could pass for the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Final

from .display import escape


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PLAIN: Final = _words(
    "a abbr b blockquote br caption code col colgroup dd details div dl dt em figcaption figure h3 h4 h5 h6 hr i kbd"
    " li ol p pre s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var"
)
DRAWN: Final = _words(
    "circle clippath defs desc ellipse g line lineargradient marker mask path pattern polygon polyline rect stop svg"
    " text title tspan"
)
VOID: Final = frozenset(("br", "col", "hr"))
SILENT: Final = _words(
    "script style iframe object template noscript noembed noframes textarea select xmp plaintext head math"
    " foreignobject audio video canvas"
)
"""Their content goes with them: it is not meant to be read."""

ANY: Final = _words("class id role title lang dir aria-label aria-hidden aria-describedby aria-labelledby")
BY_ELEMENT: Final[Mapping[str, frozenset[str]]] = {
    "a": frozenset(("href",)),
    "div": frozenset(("tabindex",)),
    "details": frozenset(("open",)),
    "ol": frozenset(("start", "reversed")),
    "col": frozenset(("span",)),
    "colgroup": frozenset(("span",)),
    "td": frozenset(("colspan", "rowspan")),
    "th": frozenset(("colspan", "rowspan", "scope", "abbr")),
}
OF_DRAWINGS: Final = _words(
    "clip-path cx cy d dominant-baseline dx dy fill fill-opacity fill-rule focusable font-size font-style font-weight"
    " gradientunits gradienttransform height marker-end marker-mid marker-start mask offset opacity overflow"
    " patterntransform patternunits points preserveaspectratio r rx ry stop-color stop-opacity stroke stroke-dasharray"
    " stroke-linecap stroke-linejoin stroke-opacity stroke-width text-anchor transform vector-effect viewbox width"
    " x x1 x2 y y1 y2"
)
# HTML's parser puts these in lower case; drawings need them as they are spelt.
SPELT: Final = {
    "clippath": "clipPath", "lineargradient": "linearGradient", "viewbox": "viewBox",
    "preserveaspectratio": "preserveAspectRatio", "gradientunits": "gradientUnits",
    "gradienttransform": "gradientTransform", "patternunits": "patternUnits", "patterntransform": "patternTransform",
}  # fmt: skip

_ROLES = frozenset(("figure", "group", "img", "list", "listitem", "note", "presentation", "region"))
_OWN_NAME = re.compile(r"at-[a-zA-Z0-9_-]+")
_VALUE = re.compile(r"[\w#%(),.\s+-]*")
_OWN_ADDRESS = re.compile(r"url\(#at-[a-zA-Z0-9_-]+\)")
MOST_DEPTH: Final = 60
"""Levels of nesting: browsers flatten deeper ones, or choke."""


def clean(html: str) -> str:
    """The HTML with only what is safe in it; the words of dropped elements stay, except those of scripts and such.

    What is clean stays as it is, byte for byte when this module wrote it.
    """
    writer = _Writer()
    writer.feed(html)
    writer.close()
    writer.finish()
    return "".join(writer.out)


def dropped(html: str) -> str:
    """The first thing that `clean` would drop and that its author may have counted on; nothing when there is none.

    A class or a name that is not the page's own is dropped without a word: nothing is lost with it.
    """
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return writer.dropped[0] if writer.dropped else ""


class _Writer(HTMLParser):
    """Writes what it parses, element by element; `dropped` says what it left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.dropped: list[str] = []
        self._open: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent or tag in SILENT:
            self.dropped.append(f"<{tag}>")
            self._silent.append(tag)
        elif self._passes(tag):
            self.out.append(f"<{SPELT.get(tag, tag)}{self._attributes(tag, attrs)}>")
            if tag not in VOID:
                self._open.append(tag)
        else:
            self.dropped.append(f"<{tag}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # `<rect/>` ends itself in a drawing; in HTML the slash means nothing, but what follows is no worse for it.
        if tag in SILENT:
            self.dropped.append(f"<{tag}>")
            return
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:
                del self._silent[self._silent.index(tag) :]
        elif tag in self._open:
            while self._open[-1] != tag:
                self._close_last()
            self._close_last()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.out.append(escape(data))

    def unknown_decl(self, data: str) -> None:
        """CDATA and other declarations are dropped, as comments and doctypes are."""

    def finish(self) -> None:
        """Close what was left open."""
        while self._open:
            self._close_last()

    def _close_last(self) -> None:
        tag = self._open.pop()
        self.out.append(f"</{SPELT.get(tag, tag)}>")

    def _passes(self, tag: str) -> bool:
        if len(self._open) >= MOST_DEPTH:
            return False
        # In a drawing only what is drawn, and nothing drawn outside one: a parser changes its ways between the two.
        inside = "svg" in self._open
        return tag in DRAWN if inside else tag in PLAIN or tag == "svg"

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        allowed = ANY | (OF_DRAWINGS if tag in DRAWN else BY_ELEMENT.get(tag, frozenset()))
        written: dict[str, str] = {}
        for name, raw in attrs:
            value = _safe(name, raw or "") if name in allowed else None
            if value is not None:
                written.setdefault(name, value)
            elif name not in {"class", "id", "xmlns"}:
                self.dropped.append(f"the attribute '{name}' on <{tag}>")
        return "".join(f' {SPELT.get(name, name)}="{escape(value)}"' for name, value in written.items())


def _safe(name: str, value: str) -> str | None:
    """The value as it may pass, or `None`."""
    match name:
        case "class":
            kept = [part for part in value.split() if _OWN_NAME.fullmatch(part)]
            return " ".join(kept) or None
        case "id" | "aria-labelledby" | "aria-describedby":
            return value if all(map(_OWN_NAME.fullmatch, value.split())) and value.strip() else None
        case "href":
            return value if re.fullmatch(r"#[a-zA-Z0-9_-]+", value) else None
        case "role":
            return value if value in _ROLES else None
        case "tabindex":
            return value if value in {"0", "-1"} else None
        case "title" | "aria-label" | "abbr":
            return value
    return value if _OWN_ADDRESS.fullmatch(value) or (_VALUE.fullmatch(value) and not _calls(value)) else None


def _calls(value: str) -> bool:
    """Whether a value could fetch or run something: an address, a picture, a script."""
    return bool(re.search(r"url|image|src|script|expression|data:|//", value, re.IGNORECASE))
