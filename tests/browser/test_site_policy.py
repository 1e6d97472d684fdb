"""The published site under its own policy: nothing it does is refused, and nothing shows before the colours chosen.

Served as its `_headers` ask; pages carry their policy too, and browsers apply both. Each violation is counted, in the
page that commits it, while a script uses what the site offers.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from support.hosts import Host

from generator.renderers.common import policy

pytestmark = [pytest.mark.browser, pytest.mark.engine]

START = 120_000  # milliseconds: loading Python and a first run, on a busy machine
LESSON = "fr/elus/c2-eclairage-public/02-compter-energie/"
QUIZ = "fr/habitants/b2-partager-la-facture/quiz/"
EXERCISE = "fr/elus/c2-eclairage-public/lighting/"
BOOK = "cahier/fr/elus/lighting/lighting.fr.html"
LISTEN = """document.addEventListener("securitypolicyviolation", (event) =>
  policyRefused(`${event.effectiveDirective}: ${event.blockedURI} in ${event.documentURI}`))"""
FRAMES = """{
  globalThis.framesSeen = [];
  const look = () => {
    const body = document.body;
    if (body) framesSeen.push(`${body.dataset.mdColorScheme} ${getComputedStyle(body).getPropertyValue("--pc-paper")}`);
    if (framesSeen.length < 200) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


def refusals(page: Page) -> list[str]:
    """What browsers refuse on the pages that this one opens from now on."""
    found: list[str] = []
    page.expose_function("policyRefused", lambda told: found.append(told))  # noqa: PLW0108  (a bound method of a list will not do)
    page.add_init_script(LISTEN)
    return found


@pytest.fixture(scope="module")
def refused(lasting: tuple[Page, list[str]]) -> list[str]:
    """What browsers refuse on the page that tests of this file share."""
    return refusals(lasting[0])


@pytest.fixture
def watched(same_page, refused: list[str]) -> Iterator[Callable[..., Page]]:
    """`watched(script="") -> page`: a page on which nothing may be refused."""
    yield partial(same_page, 1280)
    found, refused[:] = list(refused), []
    assert found == []


@pytest.fixture
def page(watched: Callable[..., Page]) -> Page:
    return watched()


def colours(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


# --- what pages carry -----------------------------------------------------------------------------------


def policies(html: str) -> list[str]:
    return [
        text.replace("&#39;", "'").replace("&#x27;", "'")
        for text in re.findall(rf'<meta http-equiv="{policy.CSP}" content="([^"]*)"', html)
    ]


def test_every_page_carries_the_narrowest_policy_it_can_live_with(site: Path, edition) -> None:
    found: Counter[str] = Counter()
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        (text,) = policies(html)
        name = path.relative_to(site).as_posix()
        if name == "lite/notebooks/index.html":
            assert text == policy.NOTEBOOKS, name
        elif "<script src=" not in html and "<script type=" not in html:
            assert text == policy.PLAIN, name
        else:
            assert text == (policy.PYTHON if "<parcours-exercise" in html else policy.PAGE), name
        found[text] += 1
    assert set(found) == {*policy.PAGES, policy.NOTEBOOKS}
    assert found[policy.PYTHON] == sum(len(c.worksheets) for v in edition.variants for c in v.chapters)


def test_a_refusal_is_counted(tmp_path: Path, browser: Browser, serve_folder) -> None:
    """What the other tests rely on: an inline script, a style, a picture from elsewhere are told one by one."""
    (tmp_path / "index.html").write_text(
        "<!doctype html><script>document.title = 'run'</script><p style='color: red'>x</p>"
        "<img src='https://elsewhere.example/a.png'>"
    )
    context = browser.new_context()
    page = context.new_page()
    refused = refusals(page)
    page.goto(serve_folder(tmp_path))
    expect(page.locator("p")).to_have_css("color", "rgb(0, 0, 0)")
    assert page.title() == ""
    assert sorted(told.partition(":")[0] for told in refused) == [
        "img-src",
        "script-src-elem",
        "style-src-attr",
    ]
    context.close()


# --- while everything is used ---------------------------------------------------------------------------


def test_menu_search_colours_terms_and_print(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{address}/{LESSON}")
    term = page.locator("a.pc-term").first
    term.focus()
    expect(page.get_by_text(term.get_attribute("data-definition") or "", exact=False).last).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_text("Menu", exact=True).first.click()
    expect(page.locator(".pc-nav__close")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator(".pc-find").click()
    expect(page.locator("input[name=query]")).to_be_focused()
    page.keyboard.type("lampe")
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=15000)
    page.keyboard.press("Escape")
    page.locator("label[for=__palette_1]").click()
    page.locator("label[for=__palette_2]").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(media="print")
    assert len(page.pdf()) > 10_000


def test_a_quiz(page: Page, address: str) -> None:
    page.goto(f"{address}/{QUIZ}")
    question = page.locator("#q-hardest-on-smallest")
    question.locator("input[value=population]").check()
    question.locator("[data-action=check]").click()
    expect(question.locator(".pq-status")).not_to_be_empty()
    question.locator("[data-action=hint]").click()
    question.locator("input[value=equal]").check()
    question.locator("[data-action=check]").click()
    expect(question.locator(".pq-result")).to_be_visible()
    question.locator("[data-action=next]").click()
    expect(page).to_have_url(re.compile("#q-compute-mixed$"))


def test_an_exercise_computes_for_the_territory_one_chooses(page_factory, address: str) -> None:
    page = page_factory(1280, python=f"{address}/{EXERCISE}")
    refused = refusals(page)
    page.goto(f"{address}/fr/elus/a2-anonymiser/anonymity/")
    page.locator("[data-choose]").first.click()
    page.locator("#pc-place").fill("Cluny")
    page.locator("#pc-places [role=option]").first.click()
    expect(page.locator("parcours-territory[data-chosen]")).to_be_visible()
    page.locator(".px-form button[type=submit]").first.click()
    expect(page.locator(".px-status")).to_have_text("Résultats mis à jour.", timeout=START)
    assert refused == []


def test_other_pages_need_nothing_more(page: Page, address: str) -> None:
    for path in ("", "en/", "404.html", BOOK, "lite/", "fr/elus/mon-territoire/", "fr/elus/glossaire/"):
        page.goto(f"{address}/{path}")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.styleSheets.length") > 0, path
        expect(page.locator("h1").first, path).to_be_visible()


# --- what Material's inline scripts did ------------------------------------------------------------------


@pytest.mark.parametrize("device", ["light", "dark"])
def test_colours_chosen_are_there_from_the_first_frame(watched, address: str, device: str) -> None:
    """Each press, light, dark, as the device, and another page after it."""
    page = watched(dark=device == "dark", script=FRAMES)
    page.goto(f"{address}/{LESSON}")
    of_the_device = "slate" if device == "dark" else "default"
    for expected, path in (("default", EXERCISE), ("slate", LESSON), (of_the_device, EXERCISE)):
        page.locator(".pc-colours label:not([hidden])").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", expected)
        page.goto(f"{address}/{path}")
        page.wait_for_load_state("networkidle")
        assert colours(page) == expected
        seen = set(page.evaluate("framesSeen"))
        assert len(seen) == 1, f"one look, from the first frame on: {seen}"


WRITTEN = """globalThis.written = [];
new MutationObserver((all) => globalThis.written.push(...all.map(({ attributeName }) => attributeName))).observe(document, {
  subtree: true, attributes: true,
  attributeFilter: ["media", "scheme", "primary", "accent", "switching"].map((name) => `data-md-color-${name}`),
});"""


def test_colours_are_set_once_follow_the_device_and_are_kept_when_chosen(watched, address: str) -> None:
    kept = "JSON.parse(localStorage.getItem('/.__palette'))?.index"
    page = watched(dark=True, script=WRITTEN)
    page.goto(f"{address}/{LESSON}")
    page.wait_for_load_state("networkidle")
    assert colours(page) == "slate"
    names = [f"data-md-color-{name}" for name in ("accent", "media", "primary", "scheme")]
    assert sorted(page.evaluate("written")) == names, "each time the whole page's style is made again"
    assert page.evaluate(kept) is None, "nobody has chosen"
    header = "getComputedStyle(document.querySelector('.md-header')).backgroundColor"
    told = page.locator("meta[name=theme-color]")
    expect(told).to_have_attribute("content", page.evaluate(header))
    expect(page.locator("meta[name=color-scheme]")).to_have_attribute("content", "dark")
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    expect(told).to_have_attribute("content", page.evaluate(header))
    page.locator(".pc-colours input").first.focus()
    for index, scheme in ((1, "default"), (2, "slate")):
        page.keyboard.press("Enter")
        expect(page.locator(f"#__palette_{index}")).to_be_focused()
        assert (page.evaluate(kept), colours(page)) == (index, scheme)
    assert page.url == f"{address}/{LESSON}"


def test_colours_of_the_device_are_there_before_the_buttons_for_them(page: Page, site: Path) -> None:
    """On a slow line the first frames have a body, and nothing in it yet."""
    seen = threading.Event()

    class InTwoParts(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if EXERCISE not in self.path:
                super().do_GET()
                return
            content = (site / EXERCISE / "index.html").read_bytes()
            body = content.index(b"<body")
            cut = content.index(b">", body) + 1
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            # Chromium begins to read at once what is longer than what it would guess a type from.
            self.wfile.write(content[:cut] + b"<!--" + b" " * 2048 + b"-->")
            self.wfile.flush()
            seen.wait()
            self.wfile.write(content[cut:])

        def log_message(self, *_: object) -> None:
            pass

    server = Host(("127.0.0.1", 0), partial(InTwoParts, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_address[1]}"
        page.emulate_media(color_scheme="dark")
        page.goto(f"{address}/{LESSON}")
        for _ in range(3):
            page.locator(".pc-colours label:not([hidden])").click()
        page.goto(f"{address}/{EXERCISE}", wait_until="commit")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        assert page.locator(".pc-colours").count() == 0, "the buttons have not come"
    finally:
        seen.set()
        page.wait_for_url(f"{address}/{EXERCISE}")
        server.shutdown()
        server.server_close()


def test_colours_chosen_do_not_wait_for_the_theme(page: Page, address: str) -> None:
    """Before Material's own script has come, or where it never comes."""
    page.goto(f"{address}/{LESSON}")
    for _ in range(2):
        page.locator(".pc-colours label:not([hidden])").click()
    page.route("**/bundle.*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{address}/{EXERCISE}")
    assert colours(page) == "slate"


def test_a_browser_that_keeps_nothing_shows_the_page_all_the_same(watched, address: str) -> None:
    page = watched(
        script="Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page.route("**/bundle.*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{address}/{LESSON}")
    assert page.evaluate("__md_get('__palette')") is None
    page.evaluate("__md_set('__palette', {})")
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize(
    ("pointed", "checked"), [("two", {"two"}), ("three", {"one"})], ids=["a tab", "no tab"]
)
def test_an_address_opens_the_tab_it_points_to(
    page: Page, site: Path, serve_folder, tmp_path: Path, pointed: str, checked: set[str]
) -> None:
    """Tabs of pymdownx, which the course does not use today: the theme knows them."""
    scripts = site / "fr/elus/assets/parcours/site"
    for name in ("first.js", "menus.js"):
        (tmp_path / name).write_bytes((scripts / name).read_bytes())
    (tmp_path / "index.html").write_text(
        '<!doctype html><link rel="icon" href="data:,"><script src="first.js" data-scope="/"></script><script type="module" src="menus.js"></script>'
        '<input type="radio" name="__tabbed_1" id="one" checked><input type="radio" name="__tabbed_1" id="two">'
        '<input type="checkbox" name="other" id="three">'
    )
    page.goto(f"{serve_folder(tmp_path)}/#{pointed}")
    for name in ("one", "two", "three"):
        expect(page.locator(f"#{name}")).to_be_checked(checked=name in checked)


def test_the_search_window_of_zensical_keeps_its_look(
    page: Page, root: Path, serve_folder, tmp_path: Path
) -> None:
    """It writes a `<style>` into a shadow tree, as this page does."""
    (tmp_path / "search.js").write_bytes((root / "generator/browser/site/search.js").read_bytes())
    (tmp_path / "window.js").write_text(
        "const tree = document.querySelector('div').attachShadow({ mode: 'open' });"
        "const style = document.createElement('style'); style.append('p { color: rgb(1, 2, 3) }');"
        "tree.appendChild(style); tree.appendChild(document.createElement('p'));"
    )
    (tmp_path / "index.html").write_text(
        '<!doctype html><link rel="icon" href="data:,"><script id="__config" type="application/json">{}</script>'
        '<div></div><script src="search.js"></script><script src="window.js"></script>'
    )
    page.goto(serve_folder(tmp_path))
    expect(page.locator("div p")).to_have_css("color", "rgb(1, 2, 3)")


def test_an_address_opens_the_fold_it_points_into(page: Page, address: str) -> None:
    """Nothing of the course is pointed to inside a fold today: the page is given something of the kind."""

    def planted(route: Route) -> None:
        answer = route.fetch()
        fold = '<details id="fold"><summary>s</summary><p id="inside">x</p></details></article>'
        route.fulfill(response=answer, body=answer.text().replace("</article>", fold, 1))

    page.route(f"**/{LESSON}", planted)
    page.goto(f"{address}/{LESSON}#inside")
    expect(page.locator("#inside")).to_be_visible()
