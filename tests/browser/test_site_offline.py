"""The published site after one visit, its server gone: every page, search, a quiz.

Exercises are kept and computed in `test_site_whole_way`; how versions come and go is tested on a tiny site
(`test_offline_versions`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from offline_site import Turns, device, kept, turning, until_kept
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.engine]

COURSE = "fr/elus/"
LESSON = "fr/elus/c2-eclairage-public/02-compter-energie/"
QUIZ = "fr/elus/b2-partager-la-facture/quiz/"
MINE = "fr/elus/mon-parcours/"
CRAWL = """async (pages) => {
  const wrong = [];
  const known = new Set();
  for (const address of pages) {
    const answer = await fetch(`/${address}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.status !== 200 || !page.querySelector("h1")) wrong.push(address);
    const shown = [...page.querySelectorAll("link[rel=stylesheet], script[src], img[src], link[rel=preload]")];
    for (const one of shown) {
      const url = new URL(one.getAttribute("href") ?? one.getAttribute("src"), answer.url).href;
      if (!known.has(url) && !(await fetch(url).catch(() => null))?.ok) wrong.push(url);
      known.add(url);
    }
  }
  return wrong;
}"""


@pytest.fixture(scope="module")
def visited(browser, site: Path) -> Iterator[tuple[Page, Turns]]:
    """A device that has opened one page; then there is no server any more."""
    with turning(site, site / "_headers") as server:
        context = device(browser)
        page = context.new_page()
        page.goto(f"{server.address}/{MINE}")
        until_kept(page, server.address, "core", "fr-elus")
        context.set_offline(offline=True)
        server.stop()
        yield page, server
        context.close()


@pytest.fixture
def page(visited: tuple[Page, Turns]) -> Iterator[Page]:
    """The page of that device; whatever it refuses or throws fails the test."""
    page, _ = visited
    faults: list[str] = []
    told = lambda error: faults.append(str(error))  # noqa: E731  (named, to be taken off again)
    page.on("pageerror", told)
    yield page
    page.remove_listener("pageerror", told)
    assert faults == []


@pytest.fixture
def base(visited: tuple[Page, Turns]) -> str:
    return visited[1].address


def test_every_page_of_the_course_and_all_that_it_shows_is_there(page: Page, base: str, site: Path) -> None:
    rows = json.loads((site / "offline/fr-elus.json").read_bytes())
    pages = [address for address, _, _ in rows if address.endswith("/")]
    assert len(pages) == len(list((site / COURSE).rglob("index.html"))) > 30
    page.goto(f"{base}/{COURSE}")
    assert page.evaluate(CRAWL, ["", "en/", *pages]) == []
    for address in ("", LESSON, MINE, "fr/elus/glossaire/", "fr/elus/mon-territoire/"):
        answer = page.goto(f"{base}/{address}")
        assert answer
        assert answer.status == 200
        expect(page.locator("h1").first).to_be_visible()
        assert page.evaluate("[...document.styleSheets].every((sheet) => sheet.cssRules.length)")


def test_the_search_finds(page: Page, base: str) -> None:
    page.goto(f"{base}/{COURSE}")
    page.locator(".pc-find").click()
    expect(page.locator("input[name=query]")).to_be_focused()
    page.keyboard.type("anonymisées")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    page.locator(".md-search-result__item a").first.click()
    page.wait_for_url(re.compile("anonymiser"))
    expect(page.locator("h1")).to_be_visible()


def test_a_quiz_is_answered_and_its_answer_comes_back(page: Page, base: str) -> None:
    page.goto(f"{base}/{QUIZ}")
    question = page.locator("#q-hardest-on-smallest")
    question.locator("input[value=equal]").check()
    question.locator("[data-action=check]").click()
    expect(question.locator(".pq-result")).to_be_visible()
    page.goto(f"{base}/{QUIZ}")
    expect(question.locator(".pq-result")).to_be_visible()


def test_a_page_that_is_not_kept_says_what_is(page: Page, base: str, axe) -> None:
    for address in (
        "en/elected/",
        "cahier/fr/elus/",
        "lite/notebooks/index.html?path=lighting/lighting.fr.ipynb",
    ):
        answer = page.goto(f"{base}/{address}")
        assert answer
        assert answer.status == 503
        expect(page.locator("h1")).to_have_text("Cette page n’est pas sur cet appareil")
    assert axe(page) == []
    assert page.evaluate("[...document.styleSheets].length") == 2
    page.get_by_role("link", name="Le cours, avec sa recherche").click()
    page.wait_for_url(f"{base}/{COURSE}")
    assert kept(page, base) == ["core", "fr-elus"]
