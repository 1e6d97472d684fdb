"""A page asks for few files before it shows, and their rules win in the same order as before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.building.lightening import lighten

THEME = ("assets/stylesheets/main.57a0d79d.min.css", "assets/stylesheets/palette.fb2fffe2.min.css")
KIND = ("assets/parcours/exercise/outputs.css", "assets/parcours/territory/territory.css")
ALL = "assets/parcours/parcours.css"
SHEETS = {
    THEME[0]: '@charset "UTF-8";a{b:url("data:image/svg+xml,<svg xmlns=\'http://w3.org\'>/*kept*/</svg>")}',
    THEME[1]: "[data-c]{color:red}",
    KIND[0]: ".at {\n  color: blue;\n}\n/* said to authors */\n.at { background: url('p.svg') }\n",
    KIND[1]: ".pt {\n  color: green;\n}\n",
    ALL: "/* all */\n.at {\n\n  color: black;\n}\n.pc { content: \"/* a */\"; src: url('fonts/f.woff2') }\n",
}


def tags(root: str, sheets: tuple[str, ...]) -> str:
    return "".join(f'      <link rel="stylesheet" href="{root}{sheet}">\n' for sheet in sheets)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    for name, text in SHEETS.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    lists = {
        "index.html": (*THEME, ALL),
        "m/x/index.html": (*THEME, *KIND, ALL),
        "m/index.html": (*THEME, KIND[1], ALL),
    }
    for name, sheets in lists.items():
        root = "../" * name.count("/")
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f'<head>\n  <link rel="prev" href="../">\n  <link rel="next" href="y/">\n{tags(root, sheets)}<script src="{root}first.js" data-scope="/"></script></head>\n<body>'
            f'<script id="__config" type="application/json">{{}}</script><script src="{root}search.js"></script>'
            f'<script src="{root}bundle.js"></script><script src="{root}menus.js" type="module"></script>'
            f'<script type="module" src="{root}learner.js"></script></body>',
            "utf-8",
        )
    return tmp_path


def sheets_of(pages: Path, page: str) -> list[Path]:
    path = pages / page
    return [
        (path.parent / href).resolve()
        for href in re.findall(r'"stylesheet" href="([^"]+)"', path.read_text("utf-8"))
    ]


def test_a_page_names_one_sheet_of_the_theme_one_of_its_kind_and_the_one_that_all_share(pages: Path) -> None:
    lighten(pages)
    theme, kind, every = sheets_of(pages, "m/x/index.html")
    assert theme.name == "main.57a0d79d-palette.fb2fffe2.css"
    assert kind.name == "exercise-outputs-territory.css"
    assert every == pages / ALL
    assert sheets_of(pages, "index.html") == [theme, every]
    assert sheets_of(pages, "m/index.html") == [theme, pages / KIND[1], every]
    left = set(pages.rglob("*.css"))
    ours = {pages / sheet for sheet in KIND}
    assert left == {theme, kind, every, *ours}, (
        "the theme's own are not published twice; ours serve other products too"
    )


def test_rules_keep_their_order_and_addresses_lead_where_they_led(pages: Path) -> None:
    lighten(pages)
    theme, kind, every = (sheet.read_text("utf-8") for sheet in sheets_of(pages, "m/x/index.html"))
    assert theme == SHEETS[THEME[0]].removeprefix('@charset "UTF-8";') + "\n[data-c]{color:red}\n"
    assert re.sub(r"\s+", " ", kind) == (
        ".at { color: blue; } .at { background: url('../exercise/p.svg') } .pt { color: green; } "
    )
    assert every.strip() == ".at {\ncolor: black;\n}\n.pc { content: \"/* a */\"; src: url('fonts/f.woff2') }"


def test_no_script_of_the_body_holds_up_the_page_and_their_order_stays(pages: Path) -> None:
    lighten(pages)
    html = (pages / "index.html").read_text("utf-8")
    assert re.findall(r"<script [^>]*src[^>]*>", html) == [
        '<script src="first.js" data-scope="/">',
        '<script defer src="search.js">',
        '<script defer src="bundle.js">',
        '<script src="menus.js" type="module" fetchpriority="low">',
        '<script type="module" src="learner.js" fetchpriority="low">',
    ]


def test_no_page_is_named_that_a_browser_would_fetch_before_anyone_means_to_read_it(pages: Path) -> None:
    lighten(pages)
    for page in pages.rglob("*.html"):
        assert not re.search(r'rel="(prev|next)"', page.read_text("utf-8"))


def test_a_second_time_nothing_changes(pages: Path) -> None:
    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in pages.rglob("*") if path.is_file()}

    lighten(pages)
    once = files()
    lighten(pages)
    assert files() == once


def test_a_sheet_that_is_not_there_is_left_to_be_told(pages: Path) -> None:
    page = pages / "index.html"
    page.write_text(page.read_text("utf-8").replace(THEME[1], "assets/stylesheets/gone.css"), "utf-8")
    lighten(pages)
    assert [sheet.name for sheet in sheets_of(pages, "index.html")] == [
        Path(THEME[0]).name,
        "gone.css",
        "parcours.css",
    ]
