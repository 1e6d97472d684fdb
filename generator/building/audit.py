"""A second look at the built pages, after the engine: nothing in them may run or be fetched behind the learner's back.

The checks refuse scripts in the authors' texts; the engines and their extensions are large, so the result is looked
at too. Refused: a page that does not carry a policy of ours (see `renderers.common.policy`), whatever that policy would
refuse (scripts, styles, `on…=` and `style=` attributes written in the page, `javascript:` addresses), and anything
loaded from another host (scripts, styles, fonts, images, frames). A finding stops the publication: what a page would ask
of others, its visitors' browsers refuse, and nobody has to find out from them.

Pages share most of their tags: each different tag is parsed once, so a large site costs little more than reading it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from generator.building.engines import origins
from generator.building.faults import Finding
from generator.model import Tree
from generator.renderers.common import policy

_TAG = re.compile(r"<[a-zA-Z](?:(?:[^>\"']|\"[^\"]*\"|'[^']*')*|[^>]*)>")
_SCRIPT = re.compile(r"(<script\b[^>]*>)(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^>]*>(.*?)(?:</style\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_CSS_ADDRESS = re.compile(r"url\(\s*[\"']?\s*([^\"')\s]+)|@import\s+[\"']([^\"']+)", re.IGNORECASE)
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_META = re.compile(r"<meta\b[^>]*http-equiv[^>]*>", re.IGNORECASE)
_OTHER_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}|(?:https?|ftp|wss?):", re.IGNORECASE)
_FETCHED = "loaded from another host"
_STYLE_WRITTEN = "a style written in the page, which its policy refuses"
_BLANKS = re.compile(r"[\x00-\x20]+")
_DATA_TYPES = frozenset({"application/json", "application/ld+json", "text/plain"})
_LOADING_RELS = frozenset(
    {"stylesheet", "preload", "modulepreload", "prefetch", "prerender", "preconnect", "dns-prefetch", "icon",
     "shortcut", "apple-touch-icon", "mask-icon", "manifest", "alternate stylesheet"}
)  # fmt: skip
_LOADS = {
    "src": frozenset(
        {"script", "img", "iframe", "audio", "video", "source", "track", "embed", "input", "frame"}
    ),
    "srcset": frozenset({"img", "source"}),
    "imagesrcset": frozenset({"link"}),
    "poster": frozenset({"video"}),
    "data": frozenset({"object"}),
    "href": frozenset({"image", "use", "script", "feimage", "base"}),
    "xlink:href": frozenset({"image", "use", "script", "feimage"}),
    "background": frozenset({"body", "table", "td"}),
}
_PAINTED = frozenset(
    {"fill", "stroke", "filter", "mask", "clip-path", "marker-start", "marker-mid", "marker-end", "cursor"}
)
"""Attributes of drawings that hold what a style would."""
_UNASKED = frozenset({"srcdoc", "ping", "attributionsrc"})
"""A page within the page; addresses that are told of a click."""
_RUNNING = frozenset({"script", "iframe", "frame", "embed", "object", "use", "link"})
"""What runs or styles the page with what it loads: even an address that holds its own content is refused."""
_ADDRESSES = frozenset(
    {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "to", "values", "from"}
)


def audit(built: Path, tree: Tree) -> tuple[Finding, ...]:
    """Look at every page, style sheet and picture an engine wrote.

    Args:
        built: the engine's output.
        tree: the staged tree it was made from: gives the authors' files.

    Returns:
        One finding per unsafe thing, at the first page that holds it.
    """
    scan = _Scan()
    first: dict[str, str] = {}
    for path in sorted(built.rglob("*")):
        if path.suffix in {".html", ".svg", ".css"} and path.is_file():
            page = path.relative_to(built).as_posix()
            text = path.read_text(encoding="utf-8", errors="replace")
            if path.suffix == ".html" and not _carries_policy(text):
                first.setdefault("no Content-Security-Policy of ours: its template does not write one", page)
            for what in _css(text) if path.suffix == ".css" else scan.page(text):
                # A picture is no page: the styles that drawing programs write in it do not concern the policy.
                if path.suffix != ".svg" or not what.startswith(_STYLE_WRITTEN):
                    first.setdefault(what, page)
    return tuple(Finding(page, _author_of(what, page, tree), what) for what, page in first.items())


def elsewhere(built: Path) -> tuple[Finding, ...]:
    """Look at the pages of another program, whose scripts are its own: nothing in them may come from another host.

    Args:
        built: the program's output.

    Returns:
        One finding per thing that pages, style sheets or pictures load from another host, at the first that does.
    """
    scan = _Scan()
    first: dict[str, str] = {}
    for path in sorted(built.rglob("*")):
        if path.suffix in {".html", ".svg", ".css"} and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            for what in _css(text) if path.suffix == ".css" else scan.page(text):
                if what.startswith(_FETCHED):
                    first.setdefault(what, path.relative_to(built).as_posix())
    return tuple(Finding(page, "", what) for what, page in first.items())


def _carries_policy(page: str) -> bool:
    """Whether the head of a page carries one policy, and a policy of ours: browsers would apply a second one too."""
    parser = _Tags()
    for tag in _META.findall(_COMMENT.sub("", _BODY.split(page, 1)[0])):
        parser.feed(tag)
    found = [dict(attributes) for _, attributes in parser.tags]
    policies = [m.get("content") for m in found if (m.get("http-equiv") or "").lower() == policy.CSP.lower()]
    return len(policies) == 1 and policies[0] in policy.PAGES


@dataclass(slots=True)
class _Scan:
    """Remembers the tags already looked at."""

    faults: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def page(self, text: str) -> Iterator[str]:
        scripts = [match.groups() for match in _SCRIPT.finditer(text)]
        for opening, body in dict.fromkeys(scripts):
            if not _is_harmless(opening, body):
                yield f"a script in the page: {_short(opening + body)}"
        # Scripts with an address are looked at with the other tags.
        bare = _SCRIPT.sub(lambda match: match.group(1) if _script_nature(match.group(1))[1] else "", text)
        for style in _STYLE.findall(bare):
            yield f"{_STYLE_WRITTEN}: {_short(style)}"
            yield from _css(style)
        for tag in dict.fromkeys(_TAG.findall(bare)):
            if tag not in self.faults:
                self.faults[tag] = tuple(self._tag(tag))
            yield from self.faults[tag]

    def _tag(self, tag: str) -> Iterator[str]:
        parser = _Tags()
        parser.feed(tag)
        parser.close()
        for name, attributes in parser.tags:
            values = {key: value or "" for key, value in attributes}
            if name == "script" and not values.get("src"):
                yield f"a script in the page: {_short(tag)}"
            yield from self._attributes(name, attributes, values.get("rel", ""))

    def _attributes(self, name: str, attributes: list[tuple[str, str | None]], rel: str) -> Iterator[str]:
        for key, raw in attributes:
            value = _BLANKS.sub("", raw or "")
            if key.startswith("on"):
                yield f"the attribute '{key}' on <{name}>: {_short(raw or '')}"
            elif key == "style":
                yield f"{_STYLE_WRITTEN}, on <{name}>: {_short(raw or '')}"
                yield from _css(raw or "")
            elif key in _PAINTED:
                yield from _css(raw or "")
            elif key in _UNASKED or (key == "http-equiv" and value.lower() == "refresh"):
                yield f"the attribute '{key}' on <{name}>: {_short(raw or '')}"
            elif key in _ADDRESSES and _is_script(value):
                yield f"an address that runs a script on <{name}>: {_short(raw or '')}"
            elif name in _RUNNING and _loads(name, key, rel) and value.lower().startswith("data:"):
                yield f"content hidden in an address on <{name}>: {_short(raw or '')}"
            elif _loads(name, key, rel) and any(
                _OTHER_HOST.match(_BLANKS.sub("", one)) for one in _each(key, raw or "")
            ):
                yield f"{_FETCHED} by <{name}>: {_short(raw or '')}"


def _is_harmless(opening: str, body: str) -> bool:
    """Whether a script comes from an address, which is looked at elsewhere, is mere data, or empty."""
    kind, has_address = _script_nature(opening)
    return has_address or kind in _DATA_TYPES or not body.strip()


def _is_script(address: str) -> bool:
    return address.lower().startswith(
        ("javascript:", "vbscript:", "data:text/html", "data:application/xhtml")
    )


def _each(key: str, value: str) -> list[str]:
    return value.split(",") if key.endswith("srcset") else [value]


def _loads(name: str, key: str, rel: str) -> bool:
    if name == "link" and key == "href":
        return bool(_LOADING_RELS.intersection(rel.lower().split()))
    return name in _LOADS.get(key, frozenset())


def _css(text: str) -> Iterator[str]:
    for match in _CSS_ADDRESS.finditer(text):
        address = match.group(1) or match.group(2)
        if _OTHER_HOST.match(address):
            yield f"{_FETCHED} by a style: {_short(address)}"


@cache
def _script_nature(opening: str) -> tuple[str, bool]:
    """The type of a `<script>` and whether it is loaded from an address (in a drawing, its `href`)."""
    parser = _Tags()
    parser.feed(opening)
    values = {key: value or "" for _, attributes in parser.tags for key, value in attributes}
    return values.get("type", "").lower(), not {"src", "href", "xlink:href"}.isdisjoint(values)


class _Tags(HTMLParser):
    """Collects start tags as a browser would read them, character references resolved."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))
        self.clear_cdata_mode()  # tags are read one by one: a lone <script> opens nothing


def _short(text: str, width: int = 80) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _author_of(what: str, page: str, tree: Tree) -> str:
    """The author's file behind a finding: the one whose text holds it, or else the one its page is made from."""
    written = origins(tree)
    needle = what.partition(": ")[2].rstrip("…").encode()
    for staged, author in written.items():
        if needle and needle in next(
            data for path, data in tree.items() if path.as_posix() == f"docs/{staged}"
        ):
            return author
    stem = page.removesuffix(".html").removesuffix("index").rstrip("/")
    for staged in (f"{stem}.md", f"{stem}/index.md", "index.md" if not stem else ""):
        if staged in written:
            return written[staged]
    return ""
