"""An exercise's page for everyone: axe in each state, small screens, thumbs, light and dark."""

from __future__ import annotations

import pytest
from conftest import AXE_COLOURS, AXE_LAYOUT
from exercise_hands import COLD, RUNTIME, Sheet
from exercise_sample import POLICY, worksheet, write_site
from playwright.sync_api import Route, expect

pytestmark = pytest.mark.browser
# No colour of an exercise depends on its width: each look tells of one of the widths and one of the schemes.
LOOKS = [(360, "", ()), (1280, "-dark", (*AXE_COLOURS, *AXE_LAYOUT))]


@pytest.fixture(scope="module")
def site(serve_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("exercise")
    write_site(folder, {"tiny": (worksheet(), "fr")})
    return serve_folder(folder, POLICY)


def resize(sheet: Sheet, width: int, scheme: str) -> None:
    sheet.page.set_viewport_size({"width": width, "height": 740})
    look = "slate" if scheme else "default"
    sheet.page.evaluate("look => { document.documentElement.dataset.mdColorScheme = look; }", look)


def test_axe_finds_nothing_in_any_state(page_factory, site, axe):
    """One page goes through its states; each is looked at in both sizes and both schemes."""
    sheet = Sheet(page_factory(360, python=f"{site}/tiny.html"), f"{site}/tiny.html")

    def look(state: str) -> None:
        for width, scheme, only in LOOKS:
            resize(sheet, width, scheme)
            assert axe(sheet.page, only=only) == [], (state, width, scheme)
            assert sheet.page.evaluate("document.documentElement.scrollWidth") <= width, (state, width)

    look("idle")
    sheet.compute()
    assert "Pas encore" in sheet.answer("5").inner_text()
    sheet.output("c-chart").locator("summary").first.click()
    look("done, answered wrong")
    sheet.field("trap").select_option("erreur")
    expect(sheet.page.locator(".px-refused")).to_be_visible()
    look("failed")


def test_axe_finds_nothing_while_python_loads_nor_when_it_cannot_be_had(browser, site, axe):
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page = context.new_page()
    held: list[Route] = []
    page.route(f"**{RUNTIME}*.wasm", lambda route: held.append(route))  # noqa: PLW0108  (a bound method of a list will not do)
    sheet = Sheet(page, f"{site}/tiny.html")
    sheet.field("points").focus()
    expect(page.locator(".px-progress")).to_be_visible(timeout=COLD)
    assert axe(page) == [], "loading"
    page.route(f"**{RUNTIME}*.wasm", lambda route: route.abort())
    for route in held:
        route.abort()
    sheet.compute("pas pu être chargé")
    assert axe(page) == []
    context.close()


def test_targets_are_large_enough_for_a_thumb(page_factory, site):
    sheet = Sheet(page_factory(360, has_touch=True), f"{site}/tiny.html")
    small = sheet.page.evaluate(
        """() => [...document.querySelectorAll(".px-exercise :is(button, summary, select, input)")]
          .filter((node) => node.checkVisibility())
          .map((node) => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
          .filter(([, box]) => box.height < 24 || box.width < 24)
          .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""
    )
    assert small == []


def test_without_script_it_reads_as_a_worked_example(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/tiny.html")
    expect(page.locator('[data-cell="c-table"]')).to_contain_text("180")
    expect(page.locator(".px-needs-script")).to_be_visible()
    expect(page.locator(".px-actions").first).to_be_hidden()
    expect(page.locator('.px-question [name="answer"]')).to_be_disabled()
    context.close()
