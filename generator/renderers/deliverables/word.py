"""A text to take away as a Word document: the parts of an Office Open XML package (ECMA-376), as bytes.

Lives here: Markdown's tokens → paragraphs, lists, tables and quotations, each with a named style. May not live here: the
styles themselves (see `look`), the archive (see `building.archives`).

Written by hand rather than with python-docx: what an accessible document needs most (its language, header rows of tables,
lists that begin again at 1, links) are the very things that it leaves to raw XML, and its archives bear the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.model import Tree
from generator.renderers.deliverables import look
from generator.renderers.deliverables.plain import Paper

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_DEEPEST = 3
"""Level of lists beyond which they are indented no further, counted from 0."""


def parts(paper: Paper) -> Tree:
    """The files of the package; the same bytes for the same text."""
    body = _Body()
    body.paragraph("Title", [_Run(paper.title)])
    body.paragraph("Subtitle", [_Run(paper.origin)])
    body.blocks(_MARKDOWN.parse(paper.body))
    if paper.sources:
        body.paragraph("Heading1", [_Run(paper.sources_title)])
        body.sources(paper.sources)
    made = {
        "[Content_Types].xml": look.CONTENT_TYPES,
        "_rels/.rels": look.RELATIONSHIPS,
        "docProps/core.xml": look.properties(paper.title, paper.language, paper.day),
        "word/document.xml": look.document("".join(body.out)),
        "word/styles.xml": look.styles(paper.language),
        "word/numbering.xml": look.numbering(body.ordered),
        "word/settings.xml": look.settings(paper.language),
        "word/footer1.xml": look.footer(paper.title),
        "word/_rels/document.xml.rels": look.document_relationships(body.links),
    }
    return {PurePosixPath(path): text.encode() for path, text in made.items()}


@dataclass(slots=True)
class _Run:
    """Words of one look: names of character styles, and the address they lead to."""

    text: str
    style: str = ""
    link: str = ""


@dataclass(slots=True)
class _List:
    """A list that is open: its number in `numbering.xml`."""

    number: int
    first: bool = True


@dataclass(slots=True)
class _Body:
    """What is written so far. `ordered` counts the numbered lists, `links` keeps their addresses in order."""

    out: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    ordered: int = 0

    # --- blocks -------------------------------------------------------------------------------------

    def blocks(self, tokens: Sequence[Token]) -> None:
        lists: list[_List] = []
        quoted, heading, at = 0, "", 0
        while at < len(tokens):
            token = tokens[at]
            match token.type:
                case "heading_open":
                    heading = f"Heading{min(3, max(1, int(token.tag[1]) - 1))}"
                case "heading_close":
                    heading = ""
                case "blockquote_open":
                    quoted += 1
                case "blockquote_close":
                    quoted -= 1
                case "bullet_list_open":
                    lists.append(_List(look.BULLETS))
                case "ordered_list_open":
                    self.ordered += 1
                    lists.append(_List(look.FIRST_ORDERED + self.ordered - 1))
                case "bullet_list_close" | "ordered_list_close":
                    lists.pop()
                case "list_item_open":
                    lists[-1].first = True
                case "inline":
                    self._words(heading, quoted, lists, _runs(token.children or []))
                case "fence" | "code_block":
                    for line in token.content.rstrip("\n").split("\n"):
                        self.paragraph("Code", [_Run(line)])
                case "table_open":
                    end = next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
                    self.table(tokens[at:end])
                    at = end
                case _:
                    pass
            at += 1

    def _words(self, heading: str, quoted: int, lists: list[_List], runs: list[_Run]) -> None:
        if heading:
            self.paragraph(heading, runs)
        elif lists:
            level = min(len(lists) - 1, _DEEPEST)
            bulleted = lists[-1].number == look.BULLETS
            style = "ListBullet" if bulleted else "ListNumber"
            if lists[-1].first:
                lists[-1].first = False
                self.paragraph(style, runs, look.numbered(lists[-1].number, level))
            else:  # a second paragraph of the same item: the item's margin, without its mark
                self.paragraph(style, runs, look.unnumbered(level))
        else:
            self.paragraph("Quote" if quoted else "", runs)

    def paragraph(self, style: str, runs: Sequence[_Run], more: str = "") -> None:
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        settings = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
        self.out.append(f"<w:p>{settings}{''.join(self._run(run) for run in runs)}</w:p>")

    def sources(self, sources: Sequence[str]) -> None:
        """The numbered list at the foot, in the numbers that the text names."""
        for line in sources:
            tokens = _MARKDOWN.parseInline(line)[0].children or []
            self.paragraph("Bibliography", _runs(tokens), look.numbered(look.SOURCES, 0))

    # --- tables -------------------------------------------------------------------------------------

    def table(self, tokens: Sequence[Token]) -> None:
        """Its first row is its header: Word repeats it on each page and readers are told of it."""
        rows: list[tuple[bool, list[str]]] = []
        header = False
        for token in tokens:
            match token.type:
                case "thead_open" | "thead_close":
                    header = token.type == "thead_open"
                case "tr_open":
                    rows.append((header, []))
                case "inline":
                    rows[-1][1].append("".join(self._run(run) for run in _runs(token.children or [])))
                case _:
                    pass
        columns = max((len(cells) for _, cells in rows), default=1)
        grid = f'<w:gridCol w:w="{look.WIDTH // columns}"/>' * columns
        written = "".join(_row(cells, header=is_header) for is_header, cells in rows)
        self.out.append(f"<w:tbl>{look.TABLE}<w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl><w:p/>")

    # --- words --------------------------------------------------------------------------------------

    def _run(self, run: _Run) -> str:
        words = _text(run.text, "Hyperlink" if run.link else run.style)
        if not run.link:
            return words
        if run.link not in self.links:
            self.links.append(run.link)
        name = f"{look.LINK}{self.links.index(run.link) + 1}"
        return f'<w:hyperlink r:id="{name}" w:history="1">{words}</w:hyperlink>'


def _row(cells: Sequence[str], *, header: bool) -> str:
    settings = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>"
    written = "".join(
        f'<w:tc><w:tcPr/><w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>{c}</w:p></w:tc>' for c in cells
    )
    return f"<w:tr>{settings}{written}</w:tr>"


def _text(text: str, style: str) -> str:
    named = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    pieces = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line, quote=False)}</w:t>' for line in text.split("\n")
    )
    return f"<w:r>{named}{pieces}</w:r>"


def _runs(tokens: Sequence[Token]) -> list[_Run]:
    return [run for run in _marked(tokens) if run.text]


def _marked(tokens: Sequence[Token]) -> Iterator[_Run]:
    strong, stress, link = 0, 0, ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                strong += token.nesting
            case "em_open" | "em_close":
                stress += token.nesting
            case "link_open":
                link = str(token.attrs.get("href", ""))
            case "link_close":
                link = ""
            case "softbreak":
                yield _Run(" ")
            case "hardbreak":
                yield _Run("\n")
            case "code_inline":
                yield _Run(token.content, "InlineCode", link)
            case _:
                style = (
                    "StrongEmphasis"
                    if strong and stress
                    else "Strong"
                    if strong
                    else "Emphasis"
                    if stress
                    else ""
                )
                yield _Run(token.content, style, link)
