"""A real browser for tests: Chromium, a local server with a strict policy, pages that remember their faults.

Lives here: `browser` (one per run), `serve_folder` (a folder at an address), `page_factory` (a page of a given
width and colour scheme; a fault in its console fails the test), `same_page` (the same, lent from test to test of a file),
`memories` (Python as a second visit finds it), `axe` (accessibility faults of a page), `tab` (a page with the journal
alone), `visit` (a device that keeps a tiny site).
`PARCOURS_CHROMIUM` names the browser; otherwise the usual names are looked for. A test that starts Chromium by itself
takes `CHROMIUM_OPTIONS` too: without them each page it opens costs three times as much.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import scripts_there
from axe_alike import ALIKE
from axe_playwright_python.sync_playwright import Axe
from journal_sample import write_journal_site
from offline_site import Turns, Visit, device, tiny_site, turning, until_kept
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)
from python_memory import LAID, Memories
from support.courses import all_run, parcours
from support.headers import Rule, headers_for, rules_of
from support.hosts import Host

from generator.editions import select
from generator.model import Edition
from generator.renderers.common import policy as policies

CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Every page opened in a new context is a window to Chromium, which at once prepares two pages of its own to stand under
# the address bar, and a process for the next navigation. Without them an opened page costs a third of the processor.
NOT_SHOWN = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess")
# Of several `--disable-features` Chromium heeds the last one: what Playwright turns off must stand in ours.
OF_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay",
    "HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch",
)  # fmt: skip
CHROMIUM_OPTIONS = (
    f"--disable-features={','.join((*OF_PLAYWRIGHT, *NOT_SHOWN))}",
    # A Python that lives for seconds need not be compiled for hours.
    "--js-flags=--wasm-tiering-budget=130000000",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 30_000  # milliseconds: only what will never come takes them; a busy machine may need more than five seconds
expect.set_options(timeout=PATIENCE)
scripts_there.wait(PATIENCE)
# Of the same page in other colours only these can be broken again.
AXE_COLOURS = ("color-contrast", "link-in-text-block")
# Of the same page in another width, or with larger text, only these: colours cost two thirds of axe and stay as they are.
AXE_LAYOUT = ("target-size", "scrollable-region-focusable")
RUN = "options => { axe.forget(); return axe.run(options).then((told) => told.violations); }"
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice")

ServeFolder = Callable[..., str]
PageFactory = Callable[..., Page]
AxeFaults = Callable[..., list[str]]


def find_chromium() -> str | None:
    """Path of the browser to drive, if this machine has one."""
    named = os.environ.get("PARCOURS_CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window, one for each worker of the run."""
    path = find_chromium()
    assert path, "no Chromium: install one or name it in PARCOURS_CHROMIUM"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_OPTIONS))
        yield chromium
        chromium.close()


class _Handler(SimpleHTTPRequestHandler):
    """Files of a folder, each with the headers that the published site carries."""

    def __init__(self, *args, policy: str, rules: Sequence[Rule], **options) -> None:
        self.policy, self.rules = policy, rules
        super().__init__(*args, **options)

    def translate_path(self, path: str) -> str:
        return str(LAID[path]) if path in LAID else super().translate_path(path)

    def end_headers(self) -> None:
        headers = headers_for(self.path, self.rules) if self.rules else {policies.CSP: self.policy}
        # What pages of a published site share is fetched once for each device: every page asks for twenty of these.
        stays = self.rules and "/assets/" in self.path
        caching = {"Cache-Control": "max-age=3600" if stays else "no-store"}
        for name, value in {**caching, **headers}.items():
            if value:
                self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Requests are not news."""


@pytest.fixture(scope="session")
def serve_folder() -> Iterator[ServeFolder]:
    """`serve_folder(path, policy=…, headers=None) -> base address`, without a final slash; the port is a free one.

    The policy is that of a page of a course site; `headers` is a file of rules (`_headers`) to heed in its place.
    """
    servers: list[Host] = []

    def serve(folder: Path, policy: str = policies.PAGE, headers: Path | None = None) -> str:
        rules = rules_of(headers.read_text("utf-8")) if headers else ()
        handler = partial(_Handler, directory=str(folder), policy=policy, rules=rules)
        server = Host(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def opened_in(browser: Browser, faults: list[str], **options) -> Page:
    """A page in a context of its own; what it writes to the console as an error, or throws, comes into `faults`."""

    def keep(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"{message.text} ({message.location.get('url')})")

    # Most tests look at pages as they come, and change answers on their way, which a worker would get instead.
    context = browser.new_context(**{"service_workers": "block", "reduced_motion": "reduce", **options})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.on("console", keep)
    page.on("pageerror", lambda error: faults.append(str(error)))
    return page


@pytest.fixture(scope="session")
def memories(browser: Browser, shared: Path, serve_folder: ServeFolder) -> Memories:
    """`memories.lay(page, address)`: Python of that site starts as on a second visit."""
    return Memories(browser, shared, serve_folder)


@pytest.fixture
def page_factory(browser: Browser, memories: Memories) -> Iterator[PageFactory]:
    """`page_factory(width=1280, dark=False, **context options) -> page`, without service workers unless told.

    `python`, the address of the site to visit: its Python starts from the memory of an earlier visit.
    At the end of the test, anything its pages wrote to the console as an error, or threw, fails the test.
    """
    pages: list[Page] = []
    faults: list[str] = []

    def make(
        width: int = 1280, *, height: int = 800, dark: bool = False, python: str = "", **options
    ) -> Page:
        scheme = "dark" if dark else "light"
        viewport = {"width": width, "height": height}
        page = opened_in(browser, faults, viewport=viewport, color_scheme=scheme, **options)
        pages.append(page)
        if python:
            memories.lay(page, python)
        return page

    yield make
    for page in pages:
        page.context.close()
    assert faults == [], "faults in the console"


@pytest.fixture(scope="module")
def lasting(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """What `same_page` lends from test to test: a page, and the faults of its console."""
    faults: list[str] = []
    page = opened_in(browser, faults)
    yield page, faults
    page.context.close()
    assert faults == [], "faults in the console"


@pytest.fixture
def same_page(lasting: tuple[Page, list[str]]) -> Iterator[PageFactory]:
    """`same_page(width=1280, dark=False, script="") -> page`: the one page of a file's tests, for less than another.

    Each time it is lent it comes as from a first visit: nothing kept, no route, no other tab; `script` runs in what is
    opened until then. For tests that need a context of their own kind, a clock, or Python: `page_factory`. Listeners of
    earlier tests still hear. A fault fails the test that saw it.
    """
    page, faults = lasting
    scripts = ExitStack()

    def lend(width: int = 1280, *, height: int = 800, dark: bool = False, script: str = "") -> Page:
        give_back()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light", media="null")
        if script:
            scripts.enter_context(page.add_init_script(script))
        return page

    def give_back() -> None:
        scripts.close()
        if page.url.startswith("http"):
            forget(page)

    yield lend
    give_back()
    found, faults[:] = list(faults), []
    assert found == [], "faults in the console"


def forget(page: Page) -> None:
    """The browser of a page as before its first visit, the page on none; what files it fetched are at hand."""
    for other in page.context.pages:
        if other != page:
            other.close()
    page.unroute_all()
    page.mouse.move(0, 0)
    page.evaluate("try { sessionStorage.clear(); } catch {}")
    where = urlsplit(page.url)
    page.goto("about:blank")  # from here on no script of the site keeps anything
    session = page.context.new_cdp_session(page)
    given = {"origin": f"{where.scheme}://{where.netloc}", "storageTypes": "all"}
    session.send("Storage.clearDataForOrigin", given)
    session.detach()


@pytest.fixture(scope="session")
def axe() -> AxeFaults:
    """`axe(page) -> faults`: WCAG A and AA to 2.2, RGAA and best practice; one line per fault and element.

    `axe(page, only=AXE_COLOURS)` looks again at a page that was looked at whole and has changed its colours,
    `only=AXE_LAYOUT` at one that has changed its width; `but=AXE_COLOURS` leaves out what other pages tell of the theme.
    The half megabyte of axe is brought into a page once, and of what it finds only faults are brought back; of texts
    that look alike the first tells of all (`axe_alike`).
    """
    script = Axe().axe_script + ALIKE

    def faults(page: Page, only: Sequence[str] = (), but: Sequence[str] = ()) -> list[str]:
        run = {"type": "rule", "values": list(only)} if only else {"type": "tag", "values": list(AXE_TAGS)}
        left_out = {rule: {"enabled": False} for rule in but}
        options = {"runOnly": run, "rules": left_out, "resultTypes": ["violations"]}
        if page.evaluate("typeof window.axe?.run") != "function":
            page.evaluate(script)
        found = page.evaluate(RUN, options)
        return [
            f"{fault['id']}: {node['target']} {node.get('failureSummary', '')}"
            for fault in found
            for node in fault["nodes"]
        ]

    return faults


# --- the published site ----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def edition() -> Edition:
    course = parcours()
    return select(course, course.editions["default"])


@pytest.fixture(scope="session")
def site(root: Path, shared: Path) -> Path:
    """The default edition as `parcours build` publishes it."""
    out = all_run(shared)
    with (shared / "published.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (
            out / "default" / "site"
        ).exists():  # a site stands whole or not at all; to build it again takes 15 seconds
            command = [sys.executable, "-m", "generator", "--project", str(root), "build", "--out", str(out)]
            built = subprocess.run(command, capture_output=True, text=True, check=False)
            assert built.returncode == 0, built.stdout + built.stderr
    return out / "default" / "site"


@pytest.fixture(scope="session")
def address(site: Path, serve_folder) -> str:
    """The default edition as a host serves it that heeds its `_headers`: policies, types, caching."""
    return serve_folder(site, headers=site / "_headers")


@pytest.fixture(scope="module")
def journal_address(root: Path, tmp_path_factory: pytest.TempPathFactory, serve_folder: ServeFolder) -> str:
    folder = write_journal_site(root, tmp_path_factory.mktemp("journal"))
    return serve_folder(folder, policy="default-src 'self'; img-src data:")


@pytest.fixture
def tab(same_page: PageFactory, page_factory: PageFactory, journal_address: str) -> Callable[..., Page]:
    """`tab(beside=None, script="", clock=False)`: a page open on the journal, in a fresh browser or beside another tab."""

    def opened(beside: Page | None = None, script: str = "", *, clock: bool = False) -> Page:
        if clock:
            page = page_factory()
            page.clock.install()
            page.add_init_script(script)
        else:
            page = beside.context.new_page() if beside else same_page(script=script)
        page.goto(f"{journal_address}/index.html")
        return page

    return opened


# --- a site that keeps itself on the device -----------------------------------------------------------


@pytest.fixture(scope="session")
def versions(tmp_path_factory) -> tuple[Path, Path]:
    """A tiny site that keeps itself on a device, twice; nobody writes in it."""
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
