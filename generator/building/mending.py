"""What engines write into pages and should not, put another way before the audit.

What the site's policy refuses: Markdown's tables say how a column is aligned in a `style` attribute; a class says the same,
and `content.css` heeds it. What keeps a page from those who hear it: icons that are read as pictures, headers of tables
that head nothing, landmarks that hold something else than they say. docs/accessibility.md tells which criterion asks.
May not live here: anything that changes what a page says, or how it looks.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from generator.building.languages import Foreign, marked

_ALIGNED = re.compile(r'(<t[dh]) style="text-align: (left|center|right);">')
_ICON = re.compile(r'<svg(?= xmlns="http://www\.w3\.org/2000/svg")(?![^>]*\b(?:aria-hidden|role)=)')
_TABLE = re.compile(r"<table>\n<thead>.*?</table>", re.DOTALL)
_HEADER = re.compile(r"<th(?![^>]*\bscope=)(?=[ >])")
_FIRST = re.compile(r"(<tr>\n)<td((?: [^>]*)?)>(.*?)</td>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_LONGEST = 90  # characters: what is longer is no name of a row

_MAIN = re.compile(
    r'<main class="md-main"(?P<frame>[^>]*)>(?P<before>.*?)'
    r'<div class="md-content" data-md-component="content">(?P<page>.*?</article>\s*)</div>(?P<after>.*?)</main>',
    re.DOTALL,
)
_THEME: tuple[tuple[re.Pattern[str], str], ...] = (
    # The search is a search, not a window; beside its field stands a button, no navigation; its results are a list whose
    # length is told.
    (re.compile(r'(<div class="md-search" data-md-component="search") role="dialog">'), r"\1>"),
    (
        re.compile(r'<nav class="md-search__options"[^>]*>(.*?)</nav>', re.DOTALL),
        r'<div class="md-search__options">\1</div>',
    ),
    (re.compile(r'<div class="md-search__scrollwrap" tabindex="0"'), '<div class="md-search__scrollwrap"'),
    (
        re.compile(r'<div class="md-search-result__meta">'),
        '<div class="md-search-result__meta" role="status">',
    ),
    (re.compile(r'(<ol class="md-search-result__list") role="presentation">'), r"\1>"),
    # The words of these links name them better than « Suivant: », without the space that French puts there.
    (re.compile(r'(class="md-footer__link md-footer__link--(?:prev|next)") aria-label="[^"]*"'), r"\1"),
    # Contents of a page that has none; a label of no field.
    (re.compile(r'<nav class="md-nav md-nav--secondary"[^>]*>\s*</nav>'), ""),
    (
        re.compile(r'<label class="md-nav__title" for="__toc">(.*?)</label>', re.DOTALL),
        r'<div class="md-nav__title">\1</div>',
    ),
)
"""What the theme writes, and what stands in its place."""


def mend(pages: Path, foreign: Foreign | None = None) -> None:
    """Rewrite the pages of a folder that need it.

    Args:
        pages: what an engine wrote.
        foreign: phrases of other languages that the pages quote.
    """
    for path in sorted(pages.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        mended = _ALIGNED.sub(r'\1 class="pc-cell-\2">', html)
        mended = _TABLE.sub(lambda table: _headed(table[0]), mended)
        mended = _ICON.sub(r'\g<0> aria-hidden="true"', mended)
        for theirs, ours in _THEME:
            mended = theirs.sub(ours, mended)
        # The outline and the contents of a page are no part of its main content.
        mended = _MAIN.sub(
            r'<div class="md-main"\g<frame>>\g<before><main class="md-content" data-md-component="content">'
            r"\g<page></main>\g<after></div>",
            mended,
            count=1,
        )
        mended = marked(mended, foreign or {})
        if mended != html:
            path.write_text(mended, encoding="utf-8", newline="\n")


def _headed(table: str) -> str:
    """A table of Markdown whose headers say what they head: its columns, and its rows where the first cells name them."""
    head, end, body = table.partition("</thead>")
    head = _HEADER.sub('<th scope="col"', head)
    names = [unescape(_TAG.sub("", cell[3])).strip() for cell in _FIRST.finditer(body)]
    if len(set(names)) == len(names) and all(0 < len(name) <= _LONGEST for name in names):
        body = _FIRST.sub(r'\1<th scope="row"\2>\3</th>', body)
    return head + end + body
