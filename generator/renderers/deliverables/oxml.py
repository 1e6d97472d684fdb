"""What python-docx has no name for, as elements put into its documents: links, lists, headers of tables, borders.

Its objects lend their own elements for this (`_p`, `_tr`, `_tbl`): they are touched here and nowhere else.
May not live here: fonts, colours and measures (see `look`), words (see `word`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_KEPT = {KIND.OFFICE_DOCUMENT, KIND.CORE_PROPERTIES, KIND.STYLES, KIND.NUMBERING, KIND.SETTINGS}


def element(tag: str, *inside: BaseOxmlElement, **values: str | int) -> BaseOxmlElement:
    """`<w:tag w:name="value">…</w:tag>`."""
    made = OxmlElement(f"w:{tag}", {qn(f"w:{name}"): str(value) for name, value in values.items()})
    made.extend(inside)
    return cast("BaseOxmlElement", made)


def empty(document: Document) -> None:
    """Takes away what the library's own template brings: its styles, lists, settings, theme, thumbnail."""
    for relationships in (document.part.package.rels, document.part.rels):
        for name in [name for name, one in relationships.items() if one.reltype not in _KEPT]:
            del relationships[name]
    for style in list(document.styles):
        if not style.element.default:
            style.delete()
    document.styles.element.remove_all("w:docDefaults", "w:latentStyles")
    for part in (document.part.numbering_part, document.settings):
        part.element[:] = []


def speak(document: Document, locale: str, font: str) -> None:
    """The language of every word, so that readers pronounce it well, and its font."""
    fonts = element("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font)
    words = element("rPr", fonts, element("lang", val=locale, eastAsia=locale, bidi="ar-SA"))
    document.styles.element.insert(0, element("docDefaults", element("rPrDefault", words)))
    # Word 2013 and later lay the page out as they lay out their own.
    uri = "http://schemas.microsoft.com/office/word"
    mode = element("compatSetting", name="compatibilityMode", uri=uri, val=15)
    document.settings.element.extend([element("compat", mode), element("themeFontLang", val=locale)])


# --- styles -----------------------------------------------------------------------------------------


def dress(words: Paragraph | Run, style: str) -> None:
    """Give a style by its id: a document looks each name up among all its styles, which was half of what it cost."""
    (words._p if isinstance(words, Paragraph) else words._r).style = style


def outline(style: ParagraphStyle, level: int) -> None:
    """A heading of a level: tables of contents, navigation and readers go by it."""
    style.element.get_or_add_pPr().get_or_add_outlineLvl().val = level - 1


def rule(style: ParagraphStyle, colour: str) -> None:
    """A line along its left side."""
    side = element("left", val="single", sz=18, space=10, color=colour)
    style.element.get_or_add_pPr().insert(0, element("pBdr", side))


def grid(style: ParagraphStyle, line: str, header: str) -> None:
    """A line around each cell of a table, its first row bold on a colour."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = (element(side, val="single", sz=4, space=0, color=line) for side in sides)
    bold = element("rPr", element("b"))
    ground = element("tcPr", element("shd", val="clear", color="auto", fill=header))
    style.element.append(element("tblPr", element("tblBorders", *lines)))
    style.element.append(element("tblStylePr", bold, ground, type="firstRow"))


# --- lists ------------------------------------------------------------------------------------------


def kinds_of_lists(document: Document, kinds: Sequence[Sequence[str]], indent: int) -> None:
    """The mark of each level of each kind (in « %1. », its number), `indent` twips further for each."""
    for kind, marks in enumerate(kinds):
        levels = (
            element(
                "lvl",
                element("start", val=1),
                element("numFmt", val="decimal" if "%" in mark else "bullet"),
                element("lvlText", val=mark),
                element("lvlJc", val="left"),
                element("pPr", element("ind", left=indent * level, hanging=indent)),
                ilvl=level - 1,
            )
            for level, mark in enumerate(marks, 1)
        )
        several = element("multiLevelType", val="multilevel")
        document.part.numbering_part.element.append(
            element("abstractNum", several, *levels, abstractNumId=kind)
        )


def new_list(document: Document, kind: int, levels: int) -> int:
    """The number of a new list of a kind, which begins at 1 whatever came before."""
    made = document.part.numbering_part.element.add_num(kind)
    for level in range(levels):
        made.add_lvlOverride(level).add_startOverride(1)
    return int(made.numId)


def number(paragraph: Paragraph, listed: int, level: int) -> None:
    """Makes of a paragraph an item of a list."""
    settings = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    settings.get_or_add_ilvl().val = level
    settings.get_or_add_numId().val = listed


# --- text -------------------------------------------------------------------------------------------


def link(paragraph: Paragraph, words: Run, address: str) -> None:
    """Makes of words of a paragraph some that lead to an address."""
    made = element("hyperlink", words._r, history=1)
    made.set(qn("r:id"), paragraph.part.relate_to(address, KIND.HYPERLINK, is_external=True))
    paragraph._p.append(made)


def page_number(paragraph: Paragraph) -> None:
    """The number of the page, which the reader's program fills in."""
    paragraph._p.append(element("fldSimple", paragraph.add_run("1")._r, instr="PAGE"))


def lay_out(table: Table) -> None:
    """As wide as the text, columns after what they hold; its first row is its header, said and shown on each page."""
    width = table._tbl.tblPr.find(qn("w:tblW"))
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")
    for at, row in enumerate(table.rows):
        settings = row._tr.get_or_add_trPr()
        settings.extend([element("cantSplit"), *([] if at else [element("tblHeader")])])
        for cell in row.cells:
            cell._tc.get_or_add_tcPr().remove_all("w:tcW")
