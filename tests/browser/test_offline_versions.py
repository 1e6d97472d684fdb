"""One version at a time on a device: what is kept whole, what is refused, when the next version takes its place.

A tiny site in two versions, whose pages say which version they are made of, in a real browser with a real worker.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from offline_site import (
    PATIENCE,
    Turns,
    builds,
    device,
    kept,
    state,
    tiny_site,
    turning,
    until,
    until_kept,
    until_waiting,
)
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def versions(tmp_path_factory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("versions")
    one, two = (tiny_site(folder / version, version) for version in ("1", "2"))
    return one, two


@pytest.fixture
def server(versions: tuple[Path, Path]) -> Iterator[Turns]:
    with turning(versions[0]) as turns:
        yield turns


@pytest.fixture
def context(browser) -> Iterator[BrowserContext]:
    made = device(browser)
    yield made
    made.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(context: BrowserContext, server: Turns) -> Visit:
    """`visit(*groups)`: a device that has visited the first course and keeps it, and more groups if asked."""

    def visit(*groups: str) -> Page:
        page = context.new_page()
        page.goto(f"{server.address}/fr/elus/")
        until_kept(page, server.address, "core", "fr-elus")
        if groups:
            page.evaluate("performance.mark('parcours-kept', { detail: 'kept' })")
            until_kept(page, server.address, *groups)
        page.goto(f"{server.address}/fr/elus/")
        return page

    return visit


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


def goes_on(page: Page, *ways: str) -> None:
    """Leave for another page until the next version answers.

    It does at the first one, unless the page is too busy to say within two seconds that it is being left: then it stays of
    its own version, whole, and one goes on once more.
    """
    for way in (*ways, *ways, *ways):
        page.evaluate("document.body.dataset.left = ''")
        if way == "reload":
            page.reload()
        else:
            page.locator(way).click()
        title = page.locator("body:not([data-left]) h1")
        expect(title).to_have_text(re.compile("Page [12]"), timeout=PATIENCE)
        if title.inner_text() == "Page 2":
            return
        assert builds(page) == {"1"}
    raise AssertionError("the next version never answers")


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


# --- what goes wrong ----------------------------------------------------------------------------------

FAILED = """(root) => new Promise(async (resolve) => {
  const news = new BroadcastChannel("parcours-site /");
  news.onmessage = ({ data }) => data.type === "failed" && resolve(data.reason);
  await (await navigator.serviceWorker.getRegistration(root)).update().catch(() => {});
})"""


def failing(page: Page, base: str) -> str:
    """Look for a new version, which cannot be had; why."""
    reason: str = page.evaluate(FAILED, f"{base}/")
    return reason


def test_a_download_broken_off_leaves_the_old_version_whole_and_goes_on_later(
    visit: Visit, server: Turns, versions
) -> None:
    page = visit("python")
    server.folder = versions[1]
    server.fails = {"runtime/data.json"}
    assert failing(page, server.address) == "network"
    page.locator("#next").click()
    expect(page.locator("h1")).to_have_text("Page 1")
    assert builds(page) == {"1"}
    server.fails = set()
    server.asked.clear()
    until_waiting(page, server.address)
    assert "fr/elus/" not in server.asked, "what had come was not fetched again"
    goes_on(page, "#home", "#next")
    assert builds(page) == {"2"}


def test_a_mix_of_two_builds_is_refused(visit: Visit, server: Turns, versions) -> None:
    one, two = versions
    page = visit("python")
    server.folder, server.mixed = two, {"fr/elus/assets/parcours/exercise/own.js": one}
    assert failing(page, server.address) == "mixed"
    page.locator("#next").click()
    assert builds(page) == {"1"}
    server.mixed = {}
    until_waiting(page, server.address)
    goes_on(page, "#home", "#next")
    assert builds(page) == {"2"}


def test_a_page_of_the_copy_gets_no_runtime_of_another_build(visit: Visit, server: Turns, versions) -> None:
    """Python is not kept, and the server has a new build by now: rather none than another."""
    page = visit()
    assert builds(page) == {"1"}
    server.mixed = {f"runtime/{name}": versions[1] for name in ("worker.js", "part.js", "data.json")}
    assert builds(page) == {"1", "refused"}


def test_a_course_that_is_not_kept_is_the_servers_whole(visit: Visit, server: Turns, versions) -> None:
    """Its pages, its scripts and its Python: even where Python is kept for another course, of an older build."""
    page = visit("python")
    server.folder = versions[1]
    server.fails = {"sw.js"}
    page.goto(f"{server.address}/en/elected/")
    assert builds(page) == {"2"}
    page.goto(f"{server.address}/fr/elus/")
    assert builds(page) == {"1"}


LOSE = """async (addresses) => {
  const name = (await caches.keys()).find((each) => each.startsWith("parcours-site") && !each.endsWith(" wanted"));
  const cache = await caches.open(name);
  return Promise.all(addresses.map((address) => cache.delete(new URL(address, location.origin))));
}"""


def lose(page: Page, *addresses: str) -> None:
    """Take files out of the copy, as a hand or a browser short of room may."""
    assert all(page.evaluate(LOSE, list(addresses)))


def test_a_page_that_the_copy_lost_is_the_servers_whole(visit: Visit, server: Turns, versions) -> None:
    """The server has another build by now: neither half of each, nor anything more from a copy that is damaged."""
    page = visit("python")
    lose(page, "/fr/elus/b/")
    server.folder, server.fails = versions[1], {"sw.js"}
    page.goto(f"{server.address}/fr/elus/b/")
    assert builds(page) == {"2"}


def test_what_the_copy_lost_comes_back_from_the_server(visit: Visit, server: Turns) -> None:
    page = visit()
    lose(page, "/fr/elus/b/", "/fr/elus/assets/parcours/exercise/own.js")
    page.goto(f"{server.address}/fr/elus/b/")
    assert builds(page) == {"1"}
    server.fails = {"fr/elus/b/", "fr/elus/assets/parcours/exercise/own.js"}
    page.goto(f"{server.address}/fr/elus/b/")
    assert builds(page) == {"1"}


def test_a_page_loaded_past_the_copy_gets_no_runtime_from_it(
    visit: Visit, server: Turns, context: BrowserContext, versions
) -> None:
    """Ctrl+Shift+R: the page is the server's, and nobody's client; its workers would be the copy's all the same."""
    page = visit("python")
    server.folder, server.fails = versions[1], {"sw.js"}
    context.new_cdp_session(page).send("Page.reload", {"ignoreCache": True})
    expect(page.locator("h1")).to_have_text("Page 2", timeout=PATIENCE)
    assert page.evaluate("navigator.serviceWorker.controller") is None
    assert builds(page) == {"2"}


ANOTHER = """self.addEventListener("message", (event) => event.waitUntil((async () => {
  await (await caches.open("asked")).put(`/${performance.now()}`, new Response());
})()));"""


def test_a_worker_that_does_not_answer_is_waited_for_once(
    visit: Visit, server: Turns, tmp_path: Path
) -> None:
    """Whatever is published in the place of ours holds one page up, not each."""
    server.folder = tiny_site(tmp_path / "site", "1")
    ours = server.folder / "sw.js"
    ours.write_text(ours.read_text("utf-8").replace("START = 10_000", "START = 100"), "utf-8")
    page = visit()
    (tmp_path / "sw.js").write_text(ANOTHER)
    server.mixed = {"sw.js": tmp_path}
    until_waiting(page, server.address)
    for link in ("#next", "#home", "#next"):
        page.locator(link).click()
        page.wait_for_url("**/b/" if link == "#next" else "**/fr/elus/")
        expect(page.locator("h1")).to_have_text("Page 1")
    assert page.evaluate("async () => (await (await caches.open('asked')).keys()).length") == 1


def test_the_worker_of_the_papers_takes_the_copy_away(
    visit: Visit, server: Turns, versions, tmp_path: Path, root: Path
) -> None:
    papers = (root / "docs/deploying.md").read_text("utf-8")
    (tmp_path / "sw.js").write_text(papers.partition("```js\n")[2].partition("```")[0])
    page = visit()
    server.mixed, server.folder = {"sw.js": tmp_path}, versions[1]
    until_waiting(page, server.address)
    goes_on(page, "#next", "#home")
    until(page, "async () => (await caches.keys()).every((name) => name.endsWith(' wanted'))")
    server.fails = {"sw.js"}
    page.goto(f"{server.address}/fr/elus/b/")
    assert builds(page) == {"2"}


def test_a_full_device_keeps_the_old_version(
    visit: Visit, server: Turns, context: BrowserContext, versions
) -> None:
    page = visit()
    session = context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": server.address, "quotaSize": 1000})
    server.folder = versions[1]
    assert failing(page, server.address) == "full"
    names = page.evaluate("caches.keys()")
    assert len([name for name in names if not name.endswith(" wanted")]) == 1
    page.locator("#next").click()
    expect(page.locator("h1")).to_have_text("Page 1")


def test_territories_are_kept_as_they_are_asked_for(visit: Visit, server: Turns, versions) -> None:
    page = visit()
    read = "async (name) => (await fetch(`../../territories/${name}`)).json().catch(() => null)"
    assert page.evaluate(read, "1.json") == 1
    server.fails = {"territories/1.json"}
    assert page.evaluate(read, "1.json") == 1
    server.folder, server.fails = versions[1], {"territories/1.json"}
    until_waiting(page, server.address)
    goes_on(page, "#next", "#home")
    server.stop()
    assert page.evaluate("async () => (await fetch('/territories/1.json')).json()") == 1


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
