"""A first visit to an exercise: the one of the run that starts Python from nothing and waits for it to be kept.

Lives here: the visit and what it tells, for `test_python_kept.py` to judge; what visits do and show. The memory it
leaves serves all tests (see `python_memory.py`).
"""

from __future__ import annotations

import json
import re
from typing import TypedDict

from exercise_hands import COLD, Sheet, edit, keeping, marks
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

CHANCE = "import random\natelier.say(f'hasard {random.random()} {sorted({chr(n) for n in range(99, 110)}, key=hash)}')"
LARGE = {"pyodide.asm.wasm", "python_stdlib.zip"}
EVERYTHING = ["memory", *sorted(LARGE)]
_OTHER = """async () => {
  const { Kept } = await import("/runtime/kept.js");
  await new Kept(`${location.origin}/runtime/`, "another").put("memory", new Uint8Array(8));
}"""
_OTHERS = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (request.url.endsWith("/memory")) continue;
      const [here, there] = await Promise.all([cache.match(request), fetch(request.url)].map(async (answer) =>
        new Uint8Array(await crypto.subtle.digest("SHA-256", await (await answer).arrayBuffer())).join()));
      if (here !== there) found.push(request.url);
    }
  }
  return found;
}"""


class FirstVisit(TypedDict):
    """What the device kept before, once results were there and in the end; what was asked for; what chance gave."""

    before: list[list[str]]
    computed: list[list[str]]
    after: list[list[str]]
    others: list[str]
    python: list[str]
    kept: list[str]
    workers: int
    fetched: list[str]
    elsewhere: list[str]
    chance: list[str]
    outputs: dict[str, str]


def first_visit(context: BrowserContext, site: str) -> FirstVisit:
    """On a device that had Python of another build, and with chance in the exercise's trap."""
    page = context.new_page()
    page.goto(f"{site}/tiny.html")
    page.evaluate(_OTHER)
    before = list(kept(page).values())
    page.close()

    page = context.new_page()
    workers: list[str] = []
    page.on("worker", lambda worker: workers.append(worker.url))
    sheet = visit(context, f"{site}/tiny.html", page=page, chance=True)
    told: FirstVisit = {
        "before": before,
        "computed": list(kept(page).values()),
        "python": marks(page, "parcours-python"),
        "workers": len(workers),
        "fetched": sorted(fetched(sheet)),
        "elsewhere": [url for url in sheet.asked if not url.startswith(site)],
        "chance": chance_of(sheet),
        "outputs": with_other_settings(sheet),
        "kept": keeping(page),
        "after": list(kept(page).values()),
        "others": page.evaluate(_OTHERS),
    }
    page.close()
    return told


def new_context(browser: Browser) -> BrowserContext:
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    context.set_default_timeout(COLD)
    return context


def visit(
    context: BrowserContext,
    address: str,
    page: Page | None = None,
    *,
    chance: bool = False,
    **scripts: tuple[str, str],
) -> Sheet:
    """Open the page and compute once. `scripts`: in a script of the runtime, a text to put in the place of another."""
    sheet = opened(context, address, page, chance=chance, **scripts)
    sheet.compute()
    return sheet


def opened(
    context: BrowserContext,
    address: str,
    page: Page | None = None,
    *,
    chance: bool = False,
    **scripts: tuple[str, str],
) -> Sheet:
    page = page or context.new_page()
    for name, (old, new) in scripts.items():
        edit(page, name, old, new)
    if chance:
        page.route("**/notebook.fr.json", _by_chance)
    return Sheet(page, address)


def _by_chance(route: Route) -> None:
    notebook = json.loads(route.fetch().text())
    next(cell for cell in notebook["cells"] if cell["name"] == "c-trap")["source"] = CHANCE
    route.fulfill(json=notebook)


def chance_of(sheet: Sheet) -> list[str]:
    """A word, the number that was drawn, the order of a set."""
    return sheet.output("c-trap").inner_text().split(" ", 2)


def with_other_settings(sheet: Sheet) -> dict[str, str]:
    """What each cell shows then, but the one that shows chance."""
    sheet.slide(1000)
    expect(sheet.output("c-table")).to_contain_text(re.compile(r"500\s€"))
    sheet.settle()
    cells: list[Locator] = sheet.page.locator(".px-output").all()
    shown = {str(cell.get_attribute("data-cell")): cell.inner_text() for cell in cells}
    assert shown.pop("c-trap")
    return shown


def kept(page: Page) -> dict[str, list[str]]:
    """What the device keeps: names of files by name of cache."""
    found: dict[str, list[str]] = page.evaluate(
        """async () => {
          const found = {};
          for (const name of (await caches.keys()).filter((name) => name !== "copy"))
            found[name] = (await (await caches.open(name)).keys()).map((request) => request.url.split("/").pop()).sort();
          return found;
        }"""
    )
    return found


def fetched(sheet: Sheet) -> set[str]:
    """The large files that the page asked of the network."""
    return {url.rpartition("/")[2] for url in sheet.asked} & LARGE
