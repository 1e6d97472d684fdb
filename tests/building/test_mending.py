"""What engines write and hinders those who hear a page, put another way: each case names what RGAA asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.building.languages import marked
from generator.building.mending import mend


def mended(folder: Path, html: str) -> str:
    page = folder / "page.html"
    page.write_text(html, encoding="utf-8")
    mend(folder)
    return page.read_text("utf-8")


ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M0 0h9"/></svg>'


def test_an_icon_of_the_theme_is_no_picture_and_a_drawing_that_says_something_stays_one(
    tmp_path: Path,
) -> None:
    """RGAA 1.2."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 9 9"><title>Bars</title></svg>'
    hidden = '<svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true"></svg>'
    quiet = ICON.replace("<svg ", '<svg aria-hidden="true" ')
    assert mended(tmp_path, f"<a>{ICON}</a>{drawing}{hidden}") == f"<a>{quiet}</a>{drawing}{hidden}"


def table(*rows: tuple[str, ...]) -> str:
    body = "".join("<tr>\n" + "".join(f"<td>{cell}</td>\n" for cell in row) + "</tr>\n" for row in rows)
    head = "".join(f"<th>{name}</th>\n" for name in "ABC"[: len(rows[0])])
    return f"<table>\n<thead>\n<tr>\n{head}</tr>\n</thead>\n<tbody>\n{body}</tbody>\n</table>"


def test_the_first_cells_of_a_table_head_their_rows_where_they_name_them(tmp_path: Path) -> None:
    """RGAA 5.6, 5.7."""
    html = mended(tmp_path, table(("<strong>15–24</strong>", "1"), ("Over", "2")))
    assert html.count('<th scope="col">') == 2
    assert '<th scope="row"><strong>15–24</strong></th>' in html
    assert '<th scope="row">Over</th>' in html


@pytest.mark.parametrize(
    "rows",
    [
        (("Same", "x"), ("Same", "y")),
        (("", "x"), ("Other", "y")),
        (("Long words " * 10, "x"), ("Other", "y")),
    ],
    ids=["alike", "empty", "a paragraph"],
)
def test_first_cells_that_name_no_row_stay_cells(tmp_path: Path, rows: tuple[tuple[str, str], ...]) -> None:
    html = mended(tmp_path, table(*rows))
    assert 'scope="row"' not in html
    assert html.count('<th scope="col">') == 2


def test_a_table_that_says_what_its_headers_head_is_left_as_it_is(tmp_path: Path) -> None:
    ours = '<table>\n<thead><tr><th scope="col">A</th></tr></thead>\n<tbody>\n<tr><th scope="row">a</th></tr></tbody></table>'
    assert mended(tmp_path, ours) == ours


FRAME = """<main class="md-main" data-md-component="main">
<nav>outline</nav>
<div class="md-content" data-md-component="content">
<article><div>page</div></article>
</div>
</main>"""


def test_the_outline_is_no_part_of_the_main_content(tmp_path: Path) -> None:
    """RGAA 9.2."""
    assert mended(tmp_path, FRAME) == (
        '<div class="md-main" data-md-component="main">\n<nav>outline</nav>\n<main class="md-content" '
        'data-md-component="content">\n<article><div>page</div></article>\n</main>\n</div>'
    )


def test_words_of_another_language_say_which() -> None:
    """RGAA 8.7: the longest phrase, whatever typography did to it, in text and nowhere else."""
    foreign = {"fr": ("délégation", "délégation de service public", "groupement d’achat"), "de": ("Land",)}
    html = (
        '<p title="délégation">A Délégation de\u00a0service public, two délégations, a groupement d\'achat, a Land.</p>'
        "<title>délégation</title><select><option>délégation</option></select>"
        '<i data-fact="kind">délégation</i>'
    )
    assert marked(html, foreign) == html.replace(
        "Délégation de\u00a0service public", '<span lang="fr">Délégation de\u00a0service public</span>'
    ).replace("groupement d'achat", '<span lang="fr">groupement d\'achat</span>').replace(
        " Land.", ' <span lang="de">Land</span>.'
    )
    assert marked(html, {}) == html


def test_a_letter_in_french_says_so_in_a_page_of_another_language(tmp_path: Path) -> None:
    letter = "<blockquote>\n<p>« Je demande <em>copie</em> du contrat. »</p>\n</blockquote>"
    assert mended(tmp_path, f'<html lang="en">{letter}') == f'<html lang="en">{letter}'.replace(
        "<p>", '<p lang="fr">'
    )
    assert mended(tmp_path, f'<html lang="fr">{letter}') == f'<html lang="fr">{letter}'
