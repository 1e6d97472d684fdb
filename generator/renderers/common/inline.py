"""Short Markdown texts (questions, feedback, definitions) to HTML that is safe by construction.

CommonMark through markdown-it-py with raw HTML off: whatever an author writes, only the elements of Markdown come
out, links lead to http(s), mailto or a relative address, and time stays linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape

from markdown_it import MarkdownIt

from generator import texts

_MARKUP = re.compile(r"[\\`*_\[\](){}!|]")
_BLANK = re.compile(r"[^\S\u00a0\u202f]+")
_HELD_IN_TAG = re.compile("<[^<>]*[\ue000\ue003][^<>]*>")
_HOLE = re.compile("\ue003(\\d+)\ue004")
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False, "breaks": False}).enable("table")


def attribute(text: str) -> str:
    """Plain text as the value of an attribute, in HTML that stands in Markdown.

    Engines look for code, links and table cells before they see a tag: their marks become references. No-break spaces stay:
    scripts show some of these texts.
    """
    return _MARKUP.sub(lambda m: f"&#{ord(m.group())};", escape(_BLANK.sub(" ", text).strip(" ")))


def slot_html(name: str, value: str) -> str:
    """A filled fact as a marked slot. Both are already escaped: they come out of the Markdown renderer.

    A territory's facts show that they are one; figures of a model read as the rest of the sentence.
    """
    look = "pc-figure" if name.startswith("figure.") else "pc-fact"
    return f'<span class="{look}" data-fact="{name}">{value}</span>'


@lru_cache(maxsize=1 << 14)  # all audiences of a language answer the same questions
def _html(text: str, *, block: bool) -> str:
    return str(_MARKDOWN.render(text)).strip() if block else str(_MARKDOWN.renderInline(text))


def _rendered(text: str, special: Callable[[texts.Token], str | None], *, block: bool) -> str:
    holes: list[str] = []
    kept = []
    for token in texts.tokens(text):
        html = special(token) if token.kind in {"cite", "term"} else None
        if html is None:
            kept.append(token.text)
        else:
            kept.append(f"\ue003{len(holes)}\ue004")
            holes.append(html)
    html = _html("".join(kept), block=block)
    if "\ue000" in html or "\ue003" in html:
        # Inside attributes (alternative texts, titles), slots keep their bare value and holes have none.
        html = _HELD_IN_TAG.sub(lambda m: _HOLE.sub("", texts.plain_slots(m.group())), html)
        html = _HOLE.sub(lambda m: "".join(holes[int(m.group(1)) :][:1]), html)
    return texts.replace_slots(html, slot_html)


def _nothing(_: texts.Token) -> str | None:
    return None


# Texts where Markdown finds nothing to do, which is most of them: letters, digits, spaces and quiet punctuation.
_QUIET = re.compile(r"[\w ,.:;?()'’«»“”%€/\u00a0\u202f–-]*")


def _quiet(text: str) -> bool:
    """Whether a text is one line that begins with a letter and holds no mark: its HTML is the text itself."""
    return text[:1].isalpha() and "_" not in text and _QUIET.fullmatch(text) is not None


def inline_html(text: str, special: Callable[[texts.Token], str | None] = _nothing) -> str:
    """One paragraph's worth of Markdown, without `<p>`; `special` turns citations and terms into HTML."""
    text = text.strip()
    if _quiet(text):
        return text
    return _rendered(text, special, block=False)


def block_html(text: str, special: Callable[[texts.Token], str | None] = _nothing) -> str:
    """Paragraphs, lists and tables of Markdown."""
    text = text.strip()
    if _quiet(text):
        return f"<p>{text}</p>"
    return _rendered(text, special, block=True)
