"""A text to take away as a Word document: Markdown's tokens → paragraphs, lists, tables, quotations, each in its style.

May not live here: the styles themselves (see `look`), what python-docx has no name for (see `oxml`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from docx.document import Document
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.renderers.deliverables import look, oxml
from generator.renderers.deliverables.plain import Paper

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_LOOKS = {
    (True, True): "Intense Emphasis",
    (True, False): "Strong",
    (False, True): "Emphasis",
    (False, False): None,
}
"""Styles of words, by whether they are strong, and stressed."""


@lru_cache(maxsize=256)  # a preview makes the same documents again after each change of another lesson
def document(paper: Paper) -> bytes:
    """The file, see `look.saved`."""
    made = look.blank(paper)
    look.paragraph(made, paper.title, "Title")
    look.paragraph(made, paper.origin, "Subtitle")
    _blocks(made, _MARKDOWN.parse(paper.body))
    if paper.sources:
        look.paragraph(made, paper.sources_title, "Heading 1")
        listed = oxml.new_list(made, look.SOURCES, 1)
        for line in paper.sources:
            source = look.paragraph(made, style="Bibliography")
            oxml.number(source, listed, 0)
            _words(source, _MARKDOWN.parseInline(line)[0])
    return look.saved(made)


@dataclass(slots=True)
class _List:
    """A list that is open: its style, its number; whether its item still awaits its first words."""

    style: str
    number: int
    awaits: bool = True


def _blocks(made: Document, tokens: Sequence[Token]) -> None:
    lists: list[_List] = []
    quoted, heading, at = 0, "", 0
    bullets = oxml.new_list(made, look.BULLETS, look.LEVELS)
    while at < len(tokens):
        token = tokens[at]
        match token.type:
            case "heading_open":
                heading = f"Heading {min(3, max(1, int(token.tag[1]) - 1))}"
            case "heading_close":
                heading = ""
            case "blockquote_open" | "blockquote_close":
                quoted += token.nesting
            case "bullet_list_open":
                lists.append(_List("List Bullet", bullets))
            case "ordered_list_open":
                lists.append(_List("List Number", oxml.new_list(made, look.ORDERED, look.LEVELS)))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
            case "list_item_open":
                lists[-1].awaits = True
            case "inline" if lists and not heading:
                _words(_item(made, lists), token)
            case "inline":
                _words(look.paragraph(made, style=heading or ("Quote" if quoted else None)), token)
            case "fence" | "code_block":
                for line in token.content.rstrip("\n").split("\n"):
                    look.paragraph(made, line, "Code")
            case "table_open":
                end = next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
                _table(made, tokens[at:end])
                at = end
            case _:
                pass
        at += 1


def _item(made: Document, lists: Sequence[_List]) -> Paragraph:
    """The next paragraph of the innermost list: marked when it opens an item, under it when it goes on."""
    level = min(len(lists), look.LEVELS)
    if lists[-1].awaits:
        lists[-1].awaits = False
        paragraph = look.paragraph(made, style=lists[-1].style)
        oxml.number(paragraph, lists[-1].number, level - 1)
    else:
        paragraph = look.paragraph(made, style="List Continue")
        paragraph.paragraph_format.left_indent = look.INDENT * level
    return paragraph


def _table(made: Document, tokens: Sequence[Token]) -> None:
    rows: list[list[Token]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token)
    table = made.add_table(len(rows), len(rows[0]), "Table Grid")
    for row, words in zip(table.rows, rows, strict=True):
        for cell, token in zip(row.cells, words, strict=True):
            look.dress(cell.paragraphs[0], "Table Text")
            _words(cell.paragraphs[0], token)
    oxml.lay_out(table)
    made.add_paragraph()


def _words(paragraph: Paragraph, inline: Token) -> None:
    strong, stress, address = 0, 0, ""
    for token in inline.children or []:
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                stress += token.nesting
            case "link_open":
                address = str(token.attrs.get("href", ""))
            case "link_close":
                address = ""
            case "softbreak":
                paragraph.add_run(" ")
            case "hardbreak":
                paragraph.add_run().add_break()
            case _ if address and token.content:
                oxml.link(paragraph, look.words(paragraph, token.content, "Hyperlink"), address)
            case "code_inline":
                look.words(paragraph, token.content, "HTML Code")
            case _ if token.content:
                look.words(paragraph, token.content, _LOOKS[bool(strong), bool(stress)])
            case _:
                pass
