"""One version at a time on a device, when something goes wrong: broken off, mixed, lost, full, another's worker.

A tiny site in two versions, whose pages say which version they are made of, in a real browser with a real worker.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from offline_site import PATIENCE, Turns, Visit, builds, goes_on, tiny_site, until, until_waiting
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser

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
