"""How a Word document looks and what it says of itself: A4 page, styles under Word's own names, lists, properties.

May not live here: the text (see `word`), what python-docx has no name for (see `oxml`).
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Final, cast

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor, Twips
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from generator.renderers.deliverables import oxml
from generator.renderers.deliverables.plain import Paper

_LOCALE: Final = {"fr": "fr-FR", "en": "en-GB"}
_FONT, _CODE = "Arial", "Courier New"
_INK, _SOFT, _ACCENT, _LINE, _PALE = "261B29", "5B4D5E", "6B1B50", "8B7D87", "F3ECE0"
_STYLES: Final = {  # size, space before and after, in points; colour
    "Normal": (11, 0, 6, _INK),
    "Title": (20, 0, 6, _ACCENT),
    "Subtitle": (10, 0, 12, _SOFT),
    "Heading 1": (15, 16, 4, _ACCENT),
    "Heading 2": (13, 12, 4, _ACCENT),
    "Heading 3": (11.5, 10, 4, _ACCENT),
    "List Bullet": (11, 0, 3, _INK),
    "List Number": (11, 0, 3, _INK),
    "List Continue": (11, 0, 3, _INK),
    "Quote": (11, 0, 6, _INK),
    "Code": (11, 0, 0, _INK),
    "Table Text": (10, 2, 2, _INK),
    "Bibliography": (9.5, 0, 3, _INK),
    "Footer": (9, 0, 0, _SOFT),
}
_OURS = frozenset({"Code", "Table Text"})
"""Styles that Word has no name for."""
LEVELS: Final = 4
"""Of lists: what is deeper is indented no further."""
INDENT: Final = Twips(397)
"""Of each level."""
BULLETS, SOURCES, ORDERED = range(3)
"""Kinds of lists."""
_MARKS = (["•"] * LEVELS, ["[%1]"], [f"%{level}." for level in range(1, LEVELS + 1)])


def blank(paper: Paper) -> Document:
    """A document that has all but its words."""
    made = docx.Document(io.BytesIO(_template(paper.language)))
    about = made.core_properties  # what a screen reader and a search of files say first
    about.title, about.author, about.comments = paper.title[:255], "Parcours", ""  # 255: as long as it may be
    about.language = _LOCALE[paper.language]
    about.created = about.modified = datetime.fromisoformat(paper.day)
    foot = made.sections[0].footer.paragraphs[0]
    foot.style = "Footer"
    foot.add_run(f"{paper.title}\t")
    oxml.page_number(foot)
    return made


def paragraph(document: Document, text: str = "", style: str | None = None) -> Paragraph:
    """A new paragraph at the end, in the style of that name."""
    made = document.add_paragraph(text)
    if style:
        oxml.dress(made, _ids()[style])
    return made


def words(within: Paragraph, text: str, style: str | None = None) -> Run:
    """Words at the end of a paragraph, in the style of that name."""
    made = within.add_run(text)
    if style:
        oxml.dress(made, _ids()[style])
    return made


def dress(within: Paragraph, style: str) -> None:
    """Give a paragraph the style of that name."""
    oxml.dress(within, _ids()[style])


@cache
def _ids() -> Mapping[str, str]:
    """Styles by name: the same in every document, since each begins as the same file."""
    styles = docx.Document(io.BytesIO(_template("fr"))).styles
    return {style.name: style.style_id for style in styles if style.name}


def saved(document: Document) -> bytes:
    """Its file. The archive bears the time, which `building.archives` takes out."""
    whole = io.BytesIO()
    document.save(whole)
    return whole.getvalue()


@cache
def _template(language: str) -> bytes:
    made = docx.Document()
    oxml.empty(made)
    oxml.speak(made, _LOCALE[language], _FONT)
    oxml.kinds_of_lists(made, _MARKS, INDENT.twips)
    for name in _STYLES:
        _style_paragraphs(made, name)
    _style_words(made)
    table = cast("ParagraphStyle", made.styles.add_style("Table Grid", WD_STYLE_TYPE.TABLE, builtin=True))
    table.base_style = made.styles["Normal Table"]
    oxml.grid(table, _LINE, _PALE)
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(25)
    return saved(made)


def _style_paragraphs(made: Document, name: str) -> None:
    size, before, after, colour = _STYLES[name]
    if name != "Normal":
        made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name not in _OURS)
    style = cast("ParagraphStyle", made.styles[name])
    style.quick_style, style.base_style = True, None if name == "Normal" else made.styles["Normal"]
    style.font.size, style.font.color.rgb = Pt(size), RGBColor.from_string(colour)
    style.font.bold = True if colour == _ACCENT else None
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing = 1.0 if name == "Title" else 1.15
    if name.startswith("Heading"):
        style.next_paragraph_style = made.styles["Normal"]
        layout.keep_with_next = layout.keep_together = True
        oxml.outline(style, int(name[-1]))
    elif name == "Quote":
        layout.left_indent = Twips(284)
        oxml.rule(style, _ACCENT)
    elif name == "Code":
        style.font.name = _CODE
    elif name == "Footer":
        layout.tab_stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT)


def _style_words(made: Document) -> None:
    names = ("Strong", "Emphasis", "Intense Emphasis", "HTML Code", "Hyperlink")
    strong, stressed, both, code, link = (
        cast("CharacterStyle", made.styles.add_style(name, WD_STYLE_TYPE.CHARACTER, builtin=True)).font
        for name in names
    )
    strong.bold = both.bold = stressed.italic = both.italic = link.underline = True
    code.name = _CODE
    link.color.rgb = RGBColor.from_string(_ACCENT)
