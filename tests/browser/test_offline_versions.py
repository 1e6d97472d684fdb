"""One version at a time on a device: what is kept whole, when the next version takes its place, what the learner says.

What goes wrong on the way is in `test_offline_hindered`.

A tiny site in two versions, whose pages say which version they are made of, in a real browser with a real worker.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from offline_site import (
    PATIENCE,
    Turns,
    Visit,
    builds,
    goes_on,
    kept,
    state,
    tiny_site,
    turning,
    until_kept,
    until_waiting,
)
from playwright.sync_api import BrowserContext, expect

pytestmark = pytest.mark.browser


def test_after_one_visit_the_course_opens_without_a_server(visit: Visit, server: Turns) -> None:
    page = visit("python")
    server.stop()
    for address in ("fr/elus/b/", "fr/elus/", "", "fr/elus"):
        answer = page.goto(f"{server.address}/{address}")
        assert answer
        assert answer.from_service_worker
        assert answer.status == 200
    page.goto(f"{server.address}/fr/elus/b/")
    assert builds(page) == {"1"}


def test_the_first_page_of_a_visit_is_as_it_came(context: BrowserContext, server: Turns) -> None:
    """It may be older than the copy that is made while it is open: it gets nothing from it."""
    page = context.new_page()
    page.goto(f"{server.address}/fr/elus/")
    until_kept(page, server.address, "fr-elus")
    assert page.evaluate("navigator.serviceWorker.controller") is None
    page.locator("#next").click()
    page.wait_for_url("**/b/")
    assert page.evaluate("Boolean(navigator.serviceWorker.controller)")


def test_what_is_not_kept_is_told_with_what_is(visit: Visit, server: Turns) -> None:
    page = visit()
    server.stop()
    answer = page.goto(f"{server.address}/en/elected/b/")
    assert answer
    assert answer.status == 503
    expect(page.locator("h1")).to_have_text("Not here")
    expect(page.locator("li:visible")).to_have_count(1)
    page.get_by_role("link", name="kept").click()
    expect(page.locator("h1")).to_have_text("Page 1")


def test_another_course_is_kept_once_it_is_visited(visit: Visit, server: Turns) -> None:
    page = visit()
    page.goto(f"{server.address}/en/elected/b/")
    until_kept(page, server.address, "en-elected", "fr-elus")
    asked = [address for address in server.asked if address.startswith("en/elected/assets/parcours/look.css")]
    assert len(asked) == 1, "the page's own request: the copy has the same bytes from the first course"


# --- a new version ------------------------------------------------------------------------------------


def test_a_new_version_takes_over_at_the_next_page_and_never_before(
    visit: Visit, server: Turns, versions
) -> None:
    page = visit("python")
    server.folder = versions[1]
    until_waiting(page, server.address)
    assert builds(page) == {"1"}
    goes_on(page, "#next", "#home")
    assert builds(page) == {"2"}
    assert kept(page, server.address) == ["core", "fr-elus", "python"]
    server.stop()
    page.goto(f"{server.address}/fr/elus/")
    assert builds(page) == {"2"}


def test_a_new_version_takes_over_when_the_page_is_loaded_again(
    visit: Visit, server: Turns, versions
) -> None:
    page = visit()
    server.folder = versions[1]
    until_waiting(page, server.address)
    goes_on(page, "reload")


def test_two_tabs_stay_of_one_version_until_one_is_closed(
    visit: Visit, server: Turns, context: BrowserContext, versions
) -> None:
    page = visit("python")
    server.folder = versions[1]
    until_waiting(page, server.address)
    other = context.new_page()
    other.goto(f"{server.address}/fr/elus/b/")
    assert builds(other) == builds(page) == {"1"}
    page.locator("#next").click()
    page.wait_for_url("**/b/")
    assert builds(page) == {"1"}
    other.close()
    goes_on(page, "#home", "#next")
    assert builds(page) == {"2"}


def test_a_new_tab_does_not_change_the_one_that_stays(
    visit: Visit, server: Turns, context: BrowserContext, versions
) -> None:
    page = visit("python")
    server.folder = versions[1]
    until_waiting(page, server.address)
    with context.expect_page() as opened:
        page.evaluate("open('b/')")
    assert builds(opened.value) == {"1"}
    assert builds(page) == {"1"}


GAVE = """async (root) => {
  const [name] = (await caches.keys()).filter((name) => name.startsWith("parcours-site") && !name.endsWith("wanted"));
  const cache = await caches.open(name);
  const mark = `${root}/offline/given.json`;
  const had = Boolean(await cache.match(mark));
  await cache.put(mark, new Response("true"));
  return had;
}"""


def test_a_version_that_gave_way_and_was_started_again_shows_no_page(
    visit: Visit, server: Turns, versions
) -> None:
    """The browser stops it once it has given way, and starts it again for a page that comes before the next one runs."""
    page = visit()
    workers = page.context.new_cdp_session(page)
    workers.send("ServiceWorker.enable")
    assert page.evaluate(GAVE, server.address) is False
    workers.send("ServiceWorker.stopAllWorkers")
    page.goto(f"{server.address}/fr/elus/b/")
    assert builds(page) == {"1"}
    assert page.evaluate(GAVE, server.address) is False, "with no version that waits, nothing is left of it"
    server.folder = versions[1]
    until_waiting(page, server.address)
    workers.send("ServiceWorker.stopAllWorkers")
    beside = (
        page.context.new_page()
    )  # while the first one stays, a version that had not given way would answer
    beside.goto(f"{server.address}/fr/elus/b/")
    expect(beside.locator("h1")).to_have_text("Page 2")


def test_the_page_offers_the_new_version_and_nothing_moves_before_it_is_taken(
    visit: Visit, server: Turns, context: BrowserContext, versions
) -> None:
    page = visit()
    expect(page.locator(".pc-fresh")).to_be_hidden()
    server.folder = versions[1]
    until_waiting(page, server.address)
    notice = page.get_by_role("status")
    expect(notice).to_contain_text("PRÊTE")
    other = context.new_page()
    other.goto(f"{server.address}/fr/elus/b/")
    expect(other.get_by_role("status")).to_contain_text("PRÊTE")
    notice.get_by_role("button", name="MAINTENANT").click()
    expect(notice).to_contain_text("FERMEZ LES AUTRES")
    expect(page.locator("h1")).to_have_text("Page 1")
    other.close()
    notice.get_by_role("button", name="MAINTENANT").click()
    expect(page.locator("h1")).to_have_text("Page 2", timeout=PATIENCE)
    expect(page.locator(".pc-fresh")).to_be_hidden()


def test_an_offer_put_off_leaves_the_page_and_the_focus(visit: Visit, server: Turns, versions) -> None:
    page = visit()
    server.folder = versions[1]
    until_waiting(page, server.address)
    page.locator("#next").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="PLUS TARD")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".pc-fresh")).to_be_hidden()
    expect(page.locator("#next")).to_be_focused()


def test_an_author_sees_an_edit_at_the_next_load_and_the_copy_without_a_server(
    context: BrowserContext, tmp_path: Path
) -> None:
    one, two, three = (tiny_site(tmp_path / version, version, preview=True) for version in ("1", "2", "3"))
    with turning(one) as server:
        page, other = context.new_page(), context.new_page()
        page.goto(f"{server.address}/fr/elus/")
        until_kept(page, server.address, "fr-elus")
        for folder, version in ((two, "2"), (three, "3")):
            server.folder = folder
            page.goto(f"{server.address}/fr/elus/")
            expect(page.locator("h1")).to_have_text(f"Page {version}")
            other.goto(f"{server.address}/fr/elus/b/")
            expect(other.locator("h1")).to_have_text(f"Page {version}")
        server.stop()
        page.reload()
        expect(page.locator("h1")).to_have_text("Page 3")


# --- the learner's choice -----------------------------------------------------------------------------


def test_the_copy_is_told_added_to_and_removed(visit: Visit, server: Turns) -> None:
    page = visit()
    page.goto(f"{server.address}/fr/elus/kept/")
    copy = page.locator("parcours-offline")
    expect(copy).to_contain_text("Gardé depuis le")
    copy.get_by_role("button", name="Garder aussi les exercices").click()
    expect(copy.get_by_role("status")).to_have_text("C’est gardé.")
    expect(copy).to_contain_text("de quoi calculer")
    expect(copy.get_by_role("button", name="Supprimer")).to_be_focused()
    assert kept(page, server.address) == ["core", "fr-elus", "python"]
    copy.get_by_role("button", name="Supprimer").click()
    expect(copy.get_by_role("status")).to_have_text("La copie est supprimée.")
    page.goto(f"{server.address}/fr/elus/kept/")
    expect(copy).to_contain_text("Vous avez supprimé la copie")
    assert state(page, server.address) is None
    copy.get_by_role("button", name="Garder ce cours").click()
    expect(copy.get_by_role("status")).to_have_text("C’est gardé.", timeout=PATIENCE)
    expect(copy).to_contain_text("Gardé depuis le")


@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(Navigator.prototype, 'connection', { get: () => ({ saveData: true }) })",
        "Object.defineProperty(window, 'caches', { get() { throw new DOMException('', 'SecurityError'); } })",
        "delete Navigator.prototype.serviceWorker",
        "ServiceWorkerContainer.prototype.register = async () => { throw new DOMException('', 'SecurityError'); }",
    ],
    ids=["saves-data", "no-storage", "no-workers", "refused"],
)
def test_where_nothing_is_to_be_kept_nothing_is_and_nothing_breaks(
    context: BrowserContext, server: Turns, script: str
) -> None:
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(script)
    page.goto(f"{server.address}/fr/elus/kept/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("parcours-offline")).not_to_be_empty()
    assert not [address for address in server.asked if address.startswith(("sw.js", "offline/"))]
    assert faults == []
