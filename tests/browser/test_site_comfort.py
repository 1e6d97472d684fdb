"""Reading comfort: chosen in a window, applied at once and from the first frame of the pages that follow, forgotten."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.engine]

LESSON = "fr/elus/c2-eclairage-public/02-compter-energie/"
FOOT = ".pc-foot [data-pc-comfort]"
KEPT = "localStorage.getItem('parcours.comfort')"


def size_of_text(page: Page) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('article p')).fontSize)"))


def test_a_choice_holds_at_once_and_on_the_pages_that_follow(same_page, address: str, axe) -> None:
    page = same_page(320)
    page.goto(f"{address}/{LESSON}")
    before = size_of_text(page)
    page.locator(FOOT).click()
    dialog = page.locator("#pc-comfort")
    expect(dialog).to_be_visible()
    assert axe(page) == []
    dialog.locator("[value=largest]").check()
    dialog.locator("[value=wide]").check()
    dialog.locator("[value=serif]").check()
    assert size_of_text(page) == pytest.approx(1.5 * before, abs=1)
    page.keyboard.press("Escape")
    expect(page.locator(FOOT)).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
        "no sideways scrolling at 320 px"
    )

    page.goto(f"{address}/en/citizens/")
    assert page.evaluate("document.documentElement.dataset.pcSize") == "largest"
    assert "Georgia" in page.evaluate("getComputedStyle(document.body).fontFamily")
    page.locator(FOOT).click()
    expect(dialog.locator("[value=wide]")).to_be_checked()
    dialog.locator("button[type=reset]").click()
    assert page.evaluate(KEPT) is None, "the usual settings leave nothing on the device"
    assert (
        page.evaluate("Object.keys(document.documentElement.dataset).filter((name) => name.startsWith('pc'))")
        == []
    )


def test_another_page_open_beside_follows(same_page, address: str) -> None:
    page = same_page(1280)
    page.goto(f"{address}/{LESSON}")
    other = page.context.new_page()
    other.goto(f"{address}/en/citizens/")
    other.locator(".pc-comfort-open").click()
    other.locator("#pc-comfort [value=large]").check()
    expect(page.locator("html")).to_have_attribute("data-pc-size", "large")


def test_what_is_kept_by_others_or_damaged_changes_nothing(same_page, address: str) -> None:
    page = same_page(script='localStorage.setItem(\'parcours.comfort\', \'{"size": "<b>", "face": 3\')')
    page.goto(f"{address}/{LESSON}")
    assert page.evaluate("document.documentElement.hasAttribute('data-pc-size')") is False


def test_a_browser_that_keeps_nothing_says_so_and_obeys_all_the_same(same_page, address: str) -> None:
    page = same_page(
        script="Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page.route("**/bundle.*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{address}/{LESSON}")
    page.locator(".pc-comfort-open").click()
    page.locator("#pc-comfort [value=large]").check()
    expect(page.locator("html")).to_have_attribute("data-pc-size", "large")
    expect(page.locator("#pc-comfort [role=status]")).to_contain_text("interdit de garder")
