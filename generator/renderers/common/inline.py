"""Short Markdown texts (questions, feedback, definitions) to HTML that is safe by construction.

CommonMark through markdown-it-py with raw HTML off: whatever an author writes, only the elements of Markdown come
out, links lead to http(s), mailto or a relative address, and time stays linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt

from generator import texts

_HOLE = re.compile("\ue003(\\d+)\ue004")
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False, "breaks": False}).enable("table")


def slot_html(name: str, value: str) -> str:
    """A filled fact as a marked slot. Both are already escaped: they come out of the Markdown renderer.

    A territory's facts show that they are one; figures of a model read as the rest of the sentence.
    """
    look = "pc-figure" if name.startswith("figure.") else "pc-fact"
    return f'<span class="{look}" data-fact="{name}">{value}</span>'


def _rendered(text: str, render: Callable[[str], str], special: Callable[[texts.Token], str | None]) -> str:
    holes: list[str] = []
    kept = []
    for token in texts.tokens(text):
        html = special(token) if token.kind in {"cite", "term"} else None
        if html is None:
            kept.append(token.text)
        else:
            kept.append(f"\ue003{len(holes)}\ue004")
            holes.append(html)
    html = render("".join(kept))
    html = _HOLE.sub(lambda m: holes[int(m.group(1))], html)
    # Slots inside attributes (alternative texts, titles) keep their bare value.
    html = re.sub(r"<[^<>]*\ue000[^<>]*>", lambda m: texts.plain_slots(m.group()), html)
    return texts.replace_slots(html, slot_html)


def _nothing(_: texts.Token) -> str | None:
    return None


def inline_html(text: str, special: Callable[[texts.Token], str | None] = _nothing) -> str:
    """One paragraph's worth of Markdown, without `<p>`; `special` turns citations and terms into HTML."""
    return _rendered(text.strip(), lambda t: str(_MARKDOWN.renderInline(t)), special)


def block_html(text: str, special: Callable[[texts.Token], str | None] = _nothing) -> str:
    """Paragraphs, lists and tables of Markdown."""
    return _rendered(text.strip(), lambda t: str(_MARKDOWN.render(t)).strip(), special)
