"""The fixed parts of a Word document: styles with Word's own names, lists, page, properties, and what ties them.

May not live here: the text (see `word`).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R: Final = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LOCALE: Final = {"fr": "fr-FR", "en": "en-GB"}

WIDTH: Final = 9070
"""Of the text on A4 with margins of 2.5 cm, in twentieths of a point."""
BULLETS, SOURCES, FIRST_ORDERED = 1, 2, 3
"""Numbers of the lists in `numbering.xml`; each ordered list has its own, so that it begins at 1."""
LINK: Final = "rIdLink"

CONTENT_TYPES: Final = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_TYPE}.numbering+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_TYPE}.settings+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_TYPE}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
RELATIONSHIPS: Final = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)


def document_relationships(links: Sequence[str]) -> str:
    """What the text refers to: its styles and lists, and the addresses of its links."""
    own = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{name}" Target="{target}"/>'
        for n, (name, target) in enumerate(
            (
                ("styles", "styles.xml"), ("numbering", "numbering.xml"), ("settings", "settings.xml"),
                ("footer", "footer1.xml"),
            ),
            1,
        )
    )  # fmt: skip
    outside = "".join(
        f'<Relationship Id="{LINK}{n}" Type="{_OFFICE}/hyperlink" Target="{escape(link)}" TargetMode="External"/>'
        for n, link in enumerate(links, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{own}{outside}</Relationships>'


def properties(title: str, language: str, day: str) -> str:
    """Title, language and date: what a screen reader and a search of files say first."""
    stamp = f"{day}T00:00:00Z"
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title, quote=False)}</dc:title><dc:creator>Parcours</dc:creator>"
        f"<dc:language>{_LOCALE[language]}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
    )


def document(body: str) -> str:
    """The text, on A4 pages with their number."""
    page = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/>'
        "</w:sectPr>"
    )
    return f"{_HEAD}<w:document {_W} {_R}><w:body>{body}{page}</w:body></w:document>"


def footer(title: str) -> str:
    """The title and the number of the page."""
    number = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    words = f'<w:r><w:t xml:space="preserve">{escape(title, quote=False)}</w:t></w:r><w:r><w:tab/></w:r>'
    return (
        f'{_HEAD}<w:ftr {_W} {_R}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{words}{number}</w:p></w:ftr>'
    )


def settings(language: str) -> str:
    """Word 2013 and later lay the page out as they lay out their own."""
    return (
        f'{_HEAD}<w:settings {_W}><w:defaultTabStop w:val="709"/><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{_LOCALE[language]}"/></w:settings>'
    )


# --- lists ------------------------------------------------------------------------------------------


def numbered(number: int, level: int) -> str:
    """The settings of a paragraph that a list marks."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def unnumbered(level: int) -> str:
    """Those of a paragraph that goes on in the same item."""
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr><w:ind w:left="{_left(level)}" w:firstLine="0"/>'


def _left(level: int) -> int:
    return 397 * (level + 1)


def numbering(ordered: int) -> str:
    """Three kinds of lists, and one instance for each ordered list of the text."""
    kinds = (("bullet", "•"), ("decimal", "[%1]"), ("decimal", "%{n}."))
    kept = "".join(
        f'<w:abstractNum w:abstractNumId="{kind}"><w:multiLevelType w:val="hybridMultilevel"/>'
        + "".join(_level(level, form, mark.replace("{n}", str(level + 1))) for level in range(4))
        + "</w:abstractNum>"
        for kind, (form, mark) in enumerate(kinds)
    )
    used = [f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n - 1}"/></w:num>' for n in (BULLETS, SOURCES)]
    again = "".join(
        f'<w:lvlOverride w:ilvl="{n}"><w:startOverride w:val="1"/></w:lvlOverride>' for n in range(4)
    )
    used += [
        f'<w:num w:numId="{FIRST_ORDERED + n}"><w:abstractNumId w:val="2"/>{again}</w:num>'
        for n in range(ordered)
    ]
    return f"{_HEAD}<w:numbering {_W}>{kept}{''.join(used)}</w:numbering>"


def _level(level: int, form: str, mark: str) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{mark}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{_left(level)}" w:hanging="397"/></w:pPr></w:lvl>'
    )


# --- styles -----------------------------------------------------------------------------------------

TABLE: Final = (
    '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>'
    '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    "</w:tblPr>"
)
_INK, _ACCENT, _PALE = "261B29", "6B1B50", "F3ECE0"


def _style(kind: str, identity: str, name: str, body: str, *, based: str = "Normal", after: str = "") -> str:
    parent = f'<w:basedOn w:val="{based}"/>' if based else ""
    following = f'<w:next w:val="{after}"/>' if after else ""
    default = ' w:default="1"' if identity in {"Normal", "DefaultParagraphFont", "TableNormal"} else ""
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{identity}"><w:name w:val="{name}"/>{parent}{following}'
        f"<w:qFormat/>{body}</w:style>"
    )


def _heading(level: int, size: int, before: int) -> str:
    return _style(
        "paragraph", f"Heading{level}", f"heading {level}",
        f'<w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="80"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:color w:val="{_ACCENT}"/><w:sz w:val="{size}"/></w:rPr>',
        after="Normal",
    )  # fmt: skip


def styles(language: str) -> str:
    """Every style that a text may name, under the names that Word and LibreOffice know."""
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
        f'<w:color w:val="{_INK}"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        f'<w:lang w:val="{_LOCALE[language]}" w:eastAsia="{_LOCALE[language]}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    rule = f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="10" w:color="{_ACCENT}"/></w:pBdr>'
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8B7D87"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
    plain = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        f'<w:tblInd w:w="0" w:type="dxa"/>{margins}</w:tblPr></w:style>'
    )
    made = (
        _style("paragraph", "Normal", "Normal", "", based=""),
        plain,
        table,
        _style("paragraph", "Title", "Title", '<w:pPr><w:spacing w:after="120" w:line="240" w:lineRule="auto"/></w:pPr>'
               f'<w:rPr><w:b/><w:color w:val="{_ACCENT}"/><w:sz w:val="40"/></w:rPr>', after="Normal"),
        _style("paragraph", "Subtitle", "Subtitle", '<w:pPr><w:spacing w:after="240"/></w:pPr>'
               '<w:rPr><w:color w:val="5B4D5E"/><w:sz w:val="20"/></w:rPr>', after="Normal"),
        _heading(1, 30, 320),
        _heading(2, 26, 240),
        _heading(3, 23, 200),
        _style("paragraph", "ListBullet", "List Bullet", '<w:pPr><w:spacing w:after="60"/></w:pPr>'),
        _style("paragraph", "ListNumber", "List Number", '<w:pPr><w:spacing w:after="60"/></w:pPr>'),
        _style("paragraph", "Quote", "Quote", f'<w:pPr>{rule}<w:ind w:left="284"/></w:pPr>'),
        _style("paragraph", "Code", "Code", '<w:pPr><w:spacing w:after="0"/></w:pPr>'
               '<w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/></w:rPr>'),
        _style("paragraph", "TableText", "Table Text", '<w:pPr><w:spacing w:before="40" w:after="40"/></w:pPr>'
               '<w:rPr><w:sz w:val="20"/></w:rPr>'),
        _style("paragraph", "Bibliography", "Bibliography", '<w:pPr><w:spacing w:after="60"/></w:pPr>'
               '<w:rPr><w:sz w:val="19"/></w:rPr>'),
        _style("paragraph", "Footer", "footer", f'<w:pPr><w:tabs><w:tab w:val="right" w:pos="{WIDTH}"/></w:tabs></w:pPr>'
               '<w:rPr><w:color w:val="5B4D5E"/><w:sz w:val="18"/></w:rPr>'),
        _style("character", "Strong", "Strong", "<w:rPr><w:b/></w:rPr>", based="DefaultParagraphFont"),
        _style("character", "Emphasis", "Emphasis", "<w:rPr><w:i/></w:rPr>", based="DefaultParagraphFont"),
        _style("character", "StrongEmphasis", "Intense Emphasis", "<w:rPr><w:b/><w:i/></w:rPr>",
               based="DefaultParagraphFont"),
        _style("character", "InlineCode", "HTML Code",
               '<w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/></w:rPr>',
               based="DefaultParagraphFont"),
        _style("character", "Hyperlink", "Hyperlink", f'<w:rPr><w:color w:val="{_ACCENT}"/><w:u w:val="single"/></w:rPr>',
               based="DefaultParagraphFont"),
        _style("table", "TableGrid", "Table Grid", f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
               '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
               f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{_PALE}"/></w:tcPr></w:tblStylePr>',
               based="TableNormal"),
    )  # fmt: skip
    return f"{_HEAD}<w:styles {_W}>{defaults}{''.join(made)}</w:styles>"
