"""The scripts of a page wait until it is drawn, then run in their order as if the page had just been read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="fr" class="no-js"><head><title>.</title><link rel="icon" href="data:,">
<script src="first.js" data-scope="/"></script></head><body>{body}<template id="pc-scripts">
<script src="search.js"></script>
<script src="theme.js"></script>
<link rel="modulepreload" href="shared.js">
<script type="module" src="module.js"></script>
</template></body></html>"""
SCRIPTS = {
    "theme.js": """globalThis.told = [["theme", performance.getEntriesByName("first-contentful-paint").length]];
document.addEventListener("DOMContentLoaded", ({ type }) => told.push(["read", type]));""",
    "shared.js": "export const name = 'module';",
    "module.js": "import { name } from './shared.js'; told.push([name, document.readyState !== 'loading']);",
}


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    for name in ("first.js", "search.js"):
        shutil.copy(root / "generator/browser/site" / name, tmp_path)
    for name, text in SCRIPTS.items():
        (tmp_path / name).write_text(text, "utf-8")
    for name, body in (("index", "<p>Ce que dit la page.</p>"), ("empty", "")):
        (tmp_path / f"{name}.html").write_text(PAGE.format(body=body), "utf-8")
    return tmp_path


def test_scripts_run_in_their_order_once_the_page_is_drawn(folder, serve_folder, page_factory) -> None:
    page = page_factory()
    page.goto(serve_folder(folder, policy="default-src 'self'; img-src data:"))
    told = page.evaluate("told")
    assert told[0] == ["theme", 1], "after the first frame that shows something"
    assert sorted(told[1:]) == [["module", True], ["read", "DOMContentLoaded"]]
    assert page.evaluate("document.documentElement.classList.contains('js')")


def test_on_a_page_that_is_never_drawn_they_run_all_the_same(folder, serve_folder, page_factory) -> None:
    page = page_factory()
    page.goto(serve_folder(folder, policy="default-src 'self'; img-src data:") + "/empty.html")
    assert page.evaluate("told")[0] == ["theme", 0]
