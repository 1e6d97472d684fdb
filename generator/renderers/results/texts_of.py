"""The course's texts in a report: Markdown to HTML or to plain words, without the numbers of sources that pages have."""

from __future__ import annotations

import re
from html import unescape

from markupsafe import Markup, escape

from generator import texts
from generator.model import Numeric, Question, Variant
from generator.renderers.common.inline import block_html, inline_html
from generator.renderers.results.words import WORDS
from generator.results.items import Item, Sort

_TAG = re.compile(r"<[^>]*>")
_BLOCK_END = re.compile(r"</(?:p|li|tr|td|th|h\d)>|<br>")
_GAPS = re.compile(r"[ \t\n]+")
_LINK = re.compile(r"</?a\b[^>]*>")
_BEFORE_SOURCE = re.compile(r"[ \u00a0\u202f]+(?=\[@)")


class Texts:
    """The texts of one variant."""

    def __init__(self, variant: Variant) -> None:
        self.language = variant.language
        self.terms = {term.id: term.name for term in variant.glossary}

    def inline(self, markdown: str) -> Markup:
        return self._safe(inline_html(_BEFORE_SOURCE.sub("", markdown), self._special))

    def block(self, markdown: str) -> Markup:
        return self._safe(block_html(_BEFORE_SOURCE.sub("", markdown), self._special))

    def plain(self, markdown: str) -> str:
        """The words alone, on one line."""
        return _words_of(self.block(markdown))

    def short(self, markdown: str, most: int = 90) -> str:
        """The words alone, cut between two of them."""
        words = self.plain(markdown)
        if len(words) <= most:
            return words
        return words[:most].rpartition(" ")[0].rstrip(" ,;:.") + "…"

    def item(self, item: Item, question: Question) -> Markup:
        """What an item is, as HTML; what learners typed stays text, whatever it looks like."""
        words = WORDS[self.language]
        if item.id in {"judgement-true", "judgement-false"}:
            return escape(words[item.id])
        if item.sort is Sort.OTHER:
            return escape(words["others"])
        if isinstance(question, Numeric):
            return escape(self.number(float(item.text), question))
        return escape(item.text) if item.typed else self.inline(item.text)

    def item_words(self, item: Item, question: Question) -> str:
        """What an item is, as plain words."""
        return _words_of(self.item(item, question))

    def number(self, value: float, question: Numeric) -> str:
        """A number with the unit its question asks for."""
        decimals = (
            max(question.decimals, len(f"{value:g}".partition(".")[2])) if "e" not in f"{value:g}" else 0
        )
        written = texts.number(value, decimals, self.language)
        unit = texts.plain_slots(question.unit)
        space = "" if unit == "%" and self.language == "en" else texts.NBSP
        return f"{written}{space}{unit}" if unit else written

    def _special(self, token: texts.Token) -> str | None:
        if token.kind == "cite":
            return ""
        found = texts.TERM.fullmatch(token.text)
        if found is None:
            return None
        name = found.group(1).strip()
        return str(escape(found.group(2) or self.terms.get(name, name)))

    def _safe(self, html: str) -> Markup:
        # Links of the course lead to pages of the site, which is not here.
        return Markup(_LINK.sub("", html))  # noqa: S704 - safe HTML of `common.inline`


def _words_of(html: str) -> str:
    """The words of safe HTML on one line; spaces that do not break stay so."""
    return _GAPS.sub(" ", unescape(_TAG.sub("", _BLOCK_END.sub(" ", html)))).strip()


def mark(index: int) -> str:
    """A to Z, then AA, AB and so on."""
    head, last = divmod(index, 26)
    return (mark(head - 1) if head else "") + chr(ord("A") + last)
