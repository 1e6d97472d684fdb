"""What a Markdown engine makes of a staged page, and what in it would run on a learner's device.

The extensions are those of the project's `mkdocs.yml`: what a browser gets is what is looked at.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser

from markdown import Markdown

EXTENSIONS = (
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.betterem",
    "pymdownx.details",
    "pymdownx.superfences",
)
_ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "xlink:href", "srcset"}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_FORBIDDEN = {"script", "style", "iframe", "object", "embed", "base", "form", "meta", "link"}


class _Live(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # The quiz keeps its own words in inert blocks of JSON; an exercise's forms go nowhere.
        inert = {("script", "type"): "application/json", ("form", "method"): "dialog"}
        if tag in _FORBIDDEN and not any((tag, name) in inert and inert[tag, name] == v for name, v in attrs):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            aligned = name == "style" and (value or "").startswith("text-align:")  # columns of tables
            if name.startswith("on") or name == "srcdoc" or (name == "style" and not aligned):
                self.found.append(f"<{tag} {name}>")
            scheme = _SCHEME.match("".join(c for c in value or "" if c > " ").lower())
            if name in _ADDRESSES and scheme and scheme.group(1) not in {"http", "https", "mailto"}:
                self.found.append(f"{name}={value}")


def html_of(staged: str) -> str:
    """The HTML of a staged page, without its front matter."""
    return _converted(staged.split("\n---\n", maxsplit=1)[1] if staged.startswith("---\n") else staged)


@lru_cache(maxsize=256)  # a page is often the same in two editions
def _converted(body: str) -> str:
    return Markdown(extensions=list(EXTENSIONS)).convert(body)


def live(html: str) -> list[str]:
    """Elements, attributes and addresses that could run something."""
    parser = _Live()
    parser.feed(html)
    parser.close()
    return parser.found
