"""The exercise book, made by Jupyter Book 1: one annex of the site for each variant that has exercises.

Lives here: how the program is started, what of its output is published, the archive of the folder for trainers.
May not live here: the folder itself and the look of its pages (see `renderers.book`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path, PurePosixPath

from generator.building import audit as auditing
from generator.building.annexes import Annex
from generator.building.archives import archive
from generator.building.engines import SELDOM_SWEPT, WITHOUT_GRAMMARS, Engine
from generator.building.faults import Finding, UnsafeSiteError
from generator.building.files import remove
from generator.model import Edition, Outputs, Tree
from generator.renderers import book
from generator.renderers.common import policy, takeaways

_WITHOUT_SEARCH = (
    "from sphinx.builders.html import StandaloneHTMLBuilder; StandaloneHTMLBuilder.search = False; "
)
"""No page of search is published: finding the stem of each word of the book is a quarter of the work."""

ENGINE = Engine(
    "jupyter-book",
    # A warning is a fault of a page: a heading that is skipped, a link that leads nowhere.
    (
        "-P", "-c",
        f"{SELDOM_SWEPT}{WITHOUT_GRAMMARS}{_WITHOUT_SEARCH}from jupyter_book.cli.main import main; main()",
        "build", ".", "--config", book.SETTINGS, "-W", "--keep-going", "-q",
    ),
    "jupyter_book",
    "",
    ("jupyter-book", "sphinx", "myst-nb", "myst-parser", "markdown-it-py", "sphinx-external-toc", "docutils", "pygments",
     "jinja2"),
)  # fmt: skip

_PAGES = Path("_build", "html")
_KEPT = (f"_static/{book.THEME}.css",)
_NOT_PUBLISHED = frozenset({"search.html", "genindex.html"})
_SUMMARY = re.compile(
    r'<summary aria-label="[^"]*">\s*<p class="collapsed admonition-title">(.*?)</p>.*?</summary>', re.DOTALL
)
_REPAIRS = (
    # What opens the code of a cell is called by what is read, not by an English label.
    (_SUMMARY, r"<summary>\1</summary>"),
    # Code that does not fit is scrolled with the keyboard too.
    (re.compile(r"<pre>"), '<pre tabindex="0">'),
    # A part of the contents is no heading of the page; the page one is on says so.
    (re.compile(r'<p class="caption" role="heading">'), '<p class="caption">'),
    (re.compile(r'<a class="current reference internal" href="#">'), '<a aria-current="page" href="#main">'),
)


def books(edition: Edition, outputs: Outputs, look: Tree) -> tuple[Tree, tuple[Annex, ...]]:
    """The books of an edition.

    Args:
        edition: what is published together.
        outputs: what the exercises show for their default parameters.
        look: files of the look of the site.

    Returns:
        The archives of the folders that trainers take away, by their path in the site; and one annex per book.
    """
    archives: dict[PurePosixPath, bytes] = {}
    annexes = []
    for variant in edition.variants:
        folder = book.source(edition, variant, outputs, look)
        if not folder:
            continue
        packed = archive(folder, takeaways.BOOK)
        archives[PurePosixPath(takeaways.book_archive(variant.path))] = packed
        origins = book.origins(variant)
        annexes.append(
            Annex(
                name=f"{takeaways.BOOK}-{variant.language}-{variant.audience}",
                path=takeaways.book_folder(variant.path),
                tree=book.staged(edition, variant, folder, len(packed)),
                engine=ENGINE,
                finish=partial(finish, origins=origins),
                code=(Path(__file__), Path(auditing.__file__), Path(policy.__file__)),
                origins=origins,
            )
        )
    return archives, tuple(annexes)


def finish(work: Path, origins: Mapping[str, str]) -> Path:
    """Keep what a reader needs of what Jupyter Book made: pages and one style sheet, no script.

    The search of Sphinx is left out: it writes the words that were looked for into the browser's storage, and the site
    promises to keep nothing of the kind; the course's own search finds the exercises.

    Args:
        work: the folder in which the program ran.
        origins: notebook of the book → author's file.

    Raises:
        UnsafeSiteError: when something in the pages would run or be fetched unasked.
    """
    pages = work / _PAGES
    for path in sorted(p for p in pages.rglob("*") if p.is_file()):
        name = path.relative_to(pages).as_posix()
        if path.suffix == ".html" and name not in _NOT_PUBLISHED:
            path.write_text(_repaired(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
        elif name not in _KEPT:
            path.unlink()
    for folder in sorted((p for p in pages.rglob("*") if p.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            remove(folder)
    if findings := auditing.audit(pages, {}):
        raise UnsafeSiteError([Finding(f.page, _author(f.page, origins), f.what) for f in findings])
    return pages


def _repaired(html: str) -> str:
    for wrong, right in _REPAIRS:
        html = wrong.sub(right, html)
    return html


def _author(page: str, origins: Mapping[str, str]) -> str:
    return origins.get(f"{page.removesuffix('.html')}.ipynb", "")
