"""A page asks for few files before it shows and for no script but one, and rules win in the same order as before."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest

from generator.building.lightening import lighten

THEME = ("assets/stylesheets/main.57a0d79d.min.css", "assets/stylesheets/palette.fb2fffe2.min.css")
KIND = ("assets/parcours/exercise/outputs.css", "assets/parcours/territory/territory.css")
ALL = "assets/parcours/parcours.css"
FIRST = "assets/parcours/site/first.js"
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
            f'<head>\n  <link rel="prev" href="../">\n  <link rel="next" href="y/">\n{tags(root, sheets)}'
            f'<script src="{root}{FIRST}" data-scope="/"></script></head>\n<body>'
            f'<p class="at pt pc">{name}</p>'
            f'<script id="__config" type="application/json">{{}}</script><script src="{root}search.js"></script>'
            f'<script src="{root}bundle.js"></script>\n  <script src="{root}menus.js" type="module"></script>\n'
            f'<link rel="modulepreload" href="{root}device.js">'
            f'<script type="module" src="{root}learner.js"></script>\n  </body>\n</html>\n',
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
    digest = sha256(theme.read_bytes()).hexdigest()[
        :8
    ]  # hosts have browsers keep it: another text, another name
    assert theme.name == f"main.57a0d79d-palette.fb2fffe2.{digest}.css"
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
    assert theme == SHEETS[THEME[0]].removeprefix('@charset "UTF-8";') + "\n[data-c]{color:red}"
    assert re.sub(r"\s+", " ", kind) == (
        ".at { color: blue; } .at { background: url('../exercise/p.svg') } .pt { color: green; } "
    )
    assert every.strip() == ".at {\ncolor: black;\n}\n.pc { content: \"/* a */\"; src: url('fonts/f.woff2') }"


def test_scripts_wait_in_their_order_where_browsers_do_not_look_and_data_stays(pages: Path) -> None:
    lighten(pages)
    html = (pages / "index.html").read_text("utf-8")
    assert html.partition("</head>")[0].endswith(f'<script src="{FIRST}" data-scope="/"></script>')
    assert html.partition("<body>")[2] == (
        '<p class="at pt pc">index.html</p><script id="__config" type="application/json">{}</script>\n'
        '<template id="pc-scripts">\n<script src="search.js"></script>\n<script src="bundle.js"></script>\n'
        '<script src="menus.js" type="module"></script>\n<link rel="modulepreload" href="device.js">\n'
        '<script type="module" src="learner.js"></script>\n</template>\n</body>\n</html>\n'
    )


def test_scripts_of_a_page_without_the_one_that_has_them_run_stay(pages: Path) -> None:
    page = pages / "index.html"
    page.write_text(page.read_text("utf-8").replace(FIRST, "other.js"), "utf-8")
    lighten(pages)
    assert "<template" not in page.read_text("utf-8")


def test_what_no_page_can_meet_is_left_out_of_the_theme_s_sheet_only(pages: Path) -> None:
    for name in (THEME[1], ALL):
        sheet = pages / name
        sheet.write_text(sheet.read_text("utf-8") + ".gone{color:red}.pt{color:red}.told{color:red}", "utf-8")
    (pages / "assets/menus.js").write_text('made.className = "told";', "utf-8")
    lighten(pages)
    theme, every = sheets_of(pages, "index.html")
    assert theme.read_text("utf-8").endswith("[data-c]{color:red}.pt{color:red}.told{color:red}")
    assert ".gone" in every.read_text("utf-8")


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
    theme, *others = (sheet.name for sheet in sheets_of(pages, "index.html"))
    assert theme.startswith("main.57a0d79d.")
    assert others == ["gone.css", "parcours.css"]
