"""What the device keeps of Python, and every way in which keeping it fails without anybody noticing.

One browser context is one device. Each page says how its Python started and whether it was kept, by performance marks.
Python is the real one where its start from a memory is tried, and is left alone once the network is asked for it again;
where only what the device keeps is tried, one that costs nothing stands for it.
"""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import NamedTuple

import pytest
from exercise_hands import COLD, RUNTIME, Sheet, keeping, marks
from exercise_sample import POLICY, worksheet, write_site
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

pytestmark = pytest.mark.browser

CHANCE = "import random\natelier.say(f'hasard {random.random()} {sorted({chr(n) for n in range(99, 110)}, key=hash)}')"
EVERYTHING = ["memory", "pyodide.asm.wasm", "python_stdlib.zip"]
NO_STORAGE = (
    "Object.defineProperty(self, 'caches', { get() { throw new DOMException('', 'SecurityError'); } });"
)
FULL = "Cache.prototype.put = async () => { throw new DOMException('', 'QuotaExceededError'); };"
LITTLE = "navigator.storage.estimate = async () => ({ quota: 150e6, usage: 0 });"
LARGE = {"pyodide.asm.wasm", "python_stdlib.zip"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    write_site(folder, {"tiny": (worksheet(), "fr")})
    return folder


@pytest.fixture(scope="module")
def site(serve_folder, folder):
    return serve_folder(folder, POLICY)


class First(NamedTuple):
    """What a first visit left on its device, and showed with chance in its trap: with these settings, with others."""

    device: BrowserContext
    chance: list[str]
    outputs: dict[str, str]


@pytest.fixture(scope="module")
def first(browser, site):
    """A device that had Python of another build, on which a first visit kept ours; and a copy of that, for `rearm`."""
    context = _context(browser)
    page = context.new_page()
    page.goto(f"{site}/tiny.html")
    page.evaluate(_OTHER)
    assert list(kept(page).values()) == [["memory"]]
    page.close()

    page = context.new_page()
    workers: list[str] = []
    page.on("worker", lambda worker: workers.append(worker.url))
    sheet = visit(context, f"{site}/tiny.html", page=page, chance=True)
    assert marks(page, "parcours-python") == ["cold"]
    assert len(workers) == 1, "what is of another build is not even tried"
    assert fetched(sheet) == LARGE
    assert [url for url in sheet.asked if not url.startswith(site)] == [], "requests elsewhere"
    assert kept(page) == {}, "the old one is deleted"
    drawn = chance_of(sheet)
    shown = with_other_settings(sheet)
    assert keeping(page) == ["kept"]
    assert list(kept(page).values()) == [EVERYTHING]
    page.evaluate(_COPY, ["parcours-python", "copy"])
    page.close()
    yield First(context, drawn, shown)
    context.close()


@pytest.fixture
def rearm(first, site):
    """`rearm(spoil=None, name="memory")`: the device as its first visit left it, but for one spoilt file."""
    device = first.device

    def rearm(spoil: str | None = None, name: str = "memory") -> BrowserContext:
        page = device.new_page()
        page.goto(f"{site}/tiny.html")
        page.evaluate(
            "async () => { for (const name of await caches.keys()) name === 'copy' || (await caches.delete(name)); }"
        )
        page.evaluate(_COPY, ["copy", page.evaluate(_NAME)])
        if spoil:
            page.evaluate(_SPOIL, [name, spoil])
        page.close()
        return device

    yield rearm
    for page in device.pages:  # what it still keeps would come after
        page.close()


@pytest.fixture
def new_device(browser):
    made = []

    def make() -> BrowserContext:
        made.append(_context(browser))
        return made[-1]

    yield make
    for context in made:
        context.close()


# How names of caches begin and end is the business of kept.js: the copy remembers the whole name.
_COPY = """async ([from, to]) => {
  const name = (await caches.keys()).find((name) => name.startsWith(from));
  const target = await caches.open(to);
  const source = await caches.open(name);
  for (const request of await source.keys()) await target.put(request, await source.match(request));
  if (to === "copy") await target.put("/name", new Response(name));
  else await target.delete("/name");
}"""
_OTHER = """async () => {
  const { Kept } = await import("/runtime/kept.js");
  await new Kept(`${location.origin}/runtime/`, "another").put("memory", new Uint8Array(8));
}"""
_NAME = "async () => (await (await caches.match('/name', { cacheName: 'copy' })).text())"
_SPOIL = """async ([name, how]) => {
  const cache = await caches.open((await caches.keys()).find((name) => name.startsWith("parcours-python")));
  const request = (await cache.keys()).find((request) => request.url.endsWith(name));
  const answer = await cache.match(request);
  const type = answer.headers.get("Content-Type");
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const spoilt = {
    flipped: () => bytes.fill(85, bytes.length / 2, bytes.length / 2 + 64),
    cut: () => bytes.subarray(0, bytes.length / 2),
    zeros: async () => {
      bytes.fill(0, 200_000, 2_000_000);
      bytes.set(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes.subarray(32))));
      return bytes;
    },
  };
  await cache.put(request, new Response(await spoilt[how](), { headers: { "Content-Type": type } }));
}"""


def _context(browser) -> BrowserContext:
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    context.set_default_timeout(COLD)
    return context


# In start.js: a Python that asks for its large files, starts at once and finds nothing to show.
LIGHT = (
    "const { loadPyodide } = await loader;",
    """const loadPyodide = async ({ indexURL, _loadSnapshot }) => {
      await _loadSnapshot;
      for (const name of Object.keys(manifest.large)) await (await fetch(indexURL + name)).arrayBuffer();
      const desk = { run: () => "[]", ask: () => "[]", destroy() {} };
      return {
        FS: { mkdirTree() {}, writeFile() {} },
        globals: new Map(),
        toPy: (given) => given,
        runPython: () => Object.assign(() => {}, desk),
        makeMemorySnapshot: () => new Uint8Array(65_536),
      };
    };""",
)


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
        _edit(page, name, old, new)
    if chance:
        page.route("**/notebook.fr.json", _by_chance)
    return Sheet(page, address)


def _edit(page: Page, name: str, old: str, new: str) -> None:
    def edited(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        assert old in text
        route.fulfill(response=answer, body=text.replace(old, new, 1))

    page.route(f"**{RUNTIME}{name}.js*", edited)


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


def given_up(sheet: Sheet) -> None:
    """Wait until Python is asked of the network again: from there on it starts as on any first visit."""
    sheet.button("Calculer").click()
    end = time.monotonic() + COLD / 1000
    while fetched(sheet) != LARGE:
        assert time.monotonic() < end, "what the device keeps is not given up"
        sheet.page.wait_for_timeout(50)


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


def outputs(sheet: Sheet) -> list[str]:
    return sheet.page.locator(".px-output").all_inner_texts()


# --- a later visit ---------------------------------------------------------------------------------


def test_later_visits_start_from_the_memory_with_the_same_results_and_another_chance(rearm, first, site):
    later = visit(rearm(), f"{site}/tiny.html", chance=True)
    assert marks(later.page, "parcours-python") == ["restored"]
    assert fetched(later) == set()
    assert not [url for url in later.asked if "/atelier/" in url]
    drawn = [first.chance, chance_of(later)]
    assert "C’est juste" in later.answer("72").inner_text()
    assert with_other_settings(later) == first.outputs
    assert marks(later.page, "parcours-kept") == []
    drawn.append(chance_of(visit(first.device, f"{site}/tiny.html", chance=True)))
    assert {word for word, _, _ in drawn} == {"hasard"}
    assert len({number for _, number, _ in drawn}) == 3
    assert len({order for _, _, order in drawn}) == 1


def test_a_worker_ended_on_a_later_visit_starts_again_from_the_memory(rearm, site):
    later = visit(rearm(), f"{site}/tiny.html")
    later.field("trap").select_option("mémoire")
    expect(later.page.locator(".px-refused")).to_contain_text("trop de mémoire", timeout=COLD)
    later.settle()
    later.field("trap").select_option("rien")
    expect(later.page.locator(".px-refused")).to_have_count(0, timeout=COLD)
    assert marks(later.page, "parcours-python") == ["restored", "restored"]


# --- what cannot be used ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoil", "name", "scripts"),
    [
        ("zeros", "memory", {}),
        ("cut", "pyodide.asm.wasm", {}),
        (None, "", {"start": ("_loadSnapshot", "_gone")}),
        (None, "", {"start": ("random.seed()", "gone.gone()")}),
    ],
    ids=["memory-zeros", "pyodide.asm.wasm-cut", "no-such-option", "throws-half-way"],
)
def test_a_memory_from_which_python_does_not_start_is_forgotten_and_python_fetched(
    spoil, name, scripts, rearm, site
):
    sheet = opened(rearm(spoil, name), f"{site}/tiny.html", **scripts)
    given_up(sheet)
    assert kept(sheet.page) == {}
    assert "restored" not in marks(sheet.page, "parcours-python")


def test_a_memory_that_has_changed_gives_a_cold_start_and_is_forgotten(rearm, site):
    sheet = visit(rearm("flipped"), f"{site}/tiny.html", start=LIGHT)
    assert marks(sheet.page, "parcours-python") == ["cold"]
    assert fetched(sheet) == LARGE
    assert kept(sheet.page) == {}


def test_a_memory_ill_at_its_first_run_is_done_without(rearm, site):
    ill = (
        "await python;\n    const json",
        "await python;\n    if ((await caches.keys()).some((name) => name !== 'copy')) throw new Error('ill');\n    const json",
    )
    sheet = opened(rearm(), f"{site}/tiny.html", worker=ill)
    at_first = outputs(sheet)
    sheet.compute()
    assert marks(sheet.page, "parcours-python") == ["restored", "cold"]
    assert fetched(sheet) == LARGE
    assert outputs(sheet) == at_first
    assert "C’est juste" in sheet.answer("72").inner_text()
    assert not any("memory" in files for files in kept(sheet.page).values())


# --- what cannot be kept ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("script", "old", "new", "files"),
    [
        ("kept", "const ROOM", f"{NO_STORAGE} const ROOM", []),
        ("kept", "const ROOM", f"{FULL} const ROOM", []),
        ("kept", "const ROOM", f"{LITTLE} const ROOM", []),
        ("keeper", "makeMemorySnapshot", "noSuchThing", sorted(LARGE)),
    ],
    ids=["no-storage", "full-storage", "little-room", "no-such-method"],
)
def test_python_works_where_it_cannot_be_kept(script, old, new, files, new_device, site):
    context = new_device()
    sheet = visit(context, f"{site}/tiny.html", start=LIGHT, **{script: (old, new)})
    assert marks(sheet.page, "parcours-python") == ["cold"]
    assert keeping(sheet.page) == ["unkept"]
    assert [name for names in kept(sheet.page).values() for name in names] == files
    if not files:
        return
    again = visit(context, f"{site}/tiny.html", start=LIGHT)
    assert marks(again.page, "parcours-python") == ["cold"]
    assert fetched(again) == LARGE - set(files)
