"""Times an exercise in its page against the same notebook in JupyterLite, in one browser, on one published site.

Lives here: a server of the site, visits on a device that keeps what browsers keep, seconds from what a learner does to
the first result that Python gives: the button of an open page, the link that opens the notebook. A device is a browser
profile; a later visit is the same profile in a browser started anew.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import TypeVar

from playwright.sync_api import BrowserContext, Page, Playwright, Response, sync_playwright

FORM = "fr/elus/c2-eclairage-public/lighting/"
NOTEBOOK = "lite/notebooks/index.html?path=lighting/lighting.fr.ipynb"
CELLS = 4  # of that notebook, from the first cell of code to the first that shows something
ROUNDS = 3
PATIENCE = 120_000.0  # milliseconds
IDLE = 3_000.0  # milliseconds in which a page that nobody touches could fetch Python
T = TypeVar("T")
CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Starts:
    """Seconds to the first result, for each round.

    `early` are the bytes of Python that an untouched page fetches, `kept` those that the device keeps afterwards.
    """

    form_first: list[float] = field(default_factory=list)
    form_later: list[float] = field(default_factory=list)
    notebook_first: list[float] = field(default_factory=list)
    notebook_later: list[float] = field(default_factory=list)
    early: int = 0
    kept: int = 0

    @property
    def first(self) -> float:
        """Form against notebook on a first visit: the ratio of medians."""
        return median(self.form_first) / median(self.notebook_first)

    @property
    def later(self) -> float:
        return median(self.form_later) / median(self.notebook_later)


def measure_starts(site: Path, chromium: str) -> Starts:
    """Open the form and the notebook of one exercise, on new devices and again on the same.

    Args:
        site: a published site with exercises.
        chromium: path of the browser.
    """
    starts = Starts()
    with served(site) as address, sync_playwright() as playwright:
        visit = partial(_visit, playwright, chromium)
        with tempfile.TemporaryDirectory() as device:
            starts.early = visit(device, partial(_early, address))
        for _ in range(ROUNDS):
            with tempfile.TemporaryDirectory() as device:
                starts.form_first.append(visit(device, partial(_form, address, "cold")))
                starts.form_later.append(visit(device, partial(_form, address, "restored")))
                starts.kept = visit(device, partial(_kept, address))
            with tempfile.TemporaryDirectory() as device:
                starts.notebook_first.append(visit(device, partial(_notebook, address)))
                starts.notebook_later.append(visit(device, partial(_notebook, address)))
    return starts


def find_chromium() -> str:
    """Path of the browser: the one `PARCOURS_CHROMIUM` names, or the usual names."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("PARCOURS_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        raise SystemExit("no Chromium: install one or name it in PARCOURS_CHROMIUM")
    return found


class Host(SimpleHTTPRequestHandler):
    """A plain host: files are asked again at each visit, and not sent when they have not changed."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Requests are not news."""


@contextmanager
def served(site: Path, host: type[Host] = Host) -> Iterator[str]:
    """The address of a folder while it is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(host, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def _visit(playwright: Playwright, chromium: str, device: str, action: Callable[[Page], T]) -> T:
    """Do something in a page of a browser that starts and ends with it."""
    context: BrowserContext = playwright.chromium.launch_persistent_context(
        device, executable_path=chromium, args=list(CHROMIUM)
    )
    try:
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return action(page)
    finally:
        context.close()


def _early(address: str, page: Page) -> int:
    came: list[Response] = []
    page.on("response", lambda answer: came.append(answer))  # noqa: PLW0108 - a method of a list cannot be marked
    page.goto(f"{address}/{FORM}")
    page.wait_for_timeout(IDLE)
    return sum(len(answer.body()) for answer in came if "/runtime/" in answer.url)


_COMPUTE = """sentence => new Promise((resolve) => {
  const begin = performance.now();
  const status = document.querySelector(".px-status");
  new MutationObserver(() => status.textContent.includes(sentence) && resolve((performance.now() - begin) / 1000))
    .observe(status, { childList: true, subtree: true, characterData: true });
  document.querySelector(".px-form button[type=submit]").click();
})"""


def _form(address: str, start: str, page: Page) -> float:
    """Seconds from the button to the results of the whole exercise; then wait until Python is kept, if it was not."""
    page.goto(f"{address}/{FORM}", wait_until="load")
    page.locator(".px-form button[type=submit]").first.wait_for()
    seconds: float = page.evaluate(_COMPUTE, "Résultats mis à jour")
    (found,) = _marks(page, "parcours-python")
    if found != start:
        raise RuntimeError(f"Python started {found}, not {start}")
    while start == "cold" and not _marks(page, "parcours-kept"):
        page.wait_for_timeout(200)
    return seconds


def _notebook(address: str, page: Page) -> float:
    """Seconds from following the link to the first output, its cells run as soon as they can be."""
    begin = time.perf_counter()
    page.goto(f"{address}/{NOTEBOOK}", wait_until="commit")
    page.locator(".jp-CodeCell .cm-content").first.click()
    for _ in range(CELLS):
        page.keyboard.press("Shift+Enter")
    page.locator(".jp-OutputArea-output").first.wait_for(state="attached")
    return time.perf_counter() - begin


def _kept(address: str, page: Page) -> int:
    """Bytes that the device keeps of Python."""
    page.goto(f"{address}/{FORM}")
    kept: int = page.evaluate(
        """async () => {
          let sum = 0;
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) sum += (await (await cache.match(request)).arrayBuffer()).byteLength;
          }
          return sum;
        }"""
    )
    return kept


def _marks(page: Page, name: str) -> list[str]:
    look = "name => performance.getEntriesByName(name).map((mark) => mark.detail)"
    found: list[str] = page.evaluate(look, name)
    return found
