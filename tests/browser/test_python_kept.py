"""What the device keeps of Python, and every way in which keeping it fails without anybody noticing.

One browser context is one device. Each page says how its Python started and whether it was kept, by performance marks.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from exercise_hands import COLD, RUNTIME, Sheet, keeping, marks
from exercise_sample import POLICY, worksheet, write_site
from playwright.sync_api import BrowserContext, Page, Route, expect

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


@pytest.fixture(scope="module")
def device(browser, site):
    """A device on which Python was kept by a first visit, and a copy of what was kept, for `rearm`."""
    context = _context(browser)
    first = visit(context, f"{site}/tiny.html")
    assert marks(first.page, "parcours-python") == ["cold"]
    assert fetched(first) == LARGE
    assert keeping(first.page) == ["kept"]
    assert list(kept(first.page).values()) == [EVERYTHING]
    first.page.evaluate(_COPY, ["parcours-python", "copy"])
    first.page.close()
    yield context
    context.close()


@pytest.fixture
def rearm(device, site):
    """`rearm(spoil=None, name="memory")`: the device as its first visit left it, but for one spoilt file."""

    def rearm(spoil: str | None = None, name: str = "memory") -> BrowserContext:
        for page in device.pages:  # what it still keeps would come after
            page.close()
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

    return rearm


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


def visit(context: BrowserContext, address: str, **scripts: tuple[str, str]) -> Sheet:
    """Open the page and compute once. `scripts`: in a script of the runtime, a text to put in the place of another."""
    page = context.new_page()
    for name, (old, new) in scripts.items():
        _edit(page, name, old, new)
    sheet = Sheet(page, address)
    sheet.compute()
    return sheet


def _edit(page: Page, name: str, old: str, new: str) -> None:
    def edited(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        assert old in text
        route.fulfill(response=answer, body=text.replace(old, new, 1))

    page.route(f"**{RUNTIME}{name}.js*", edited)


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


def test_a_later_visit_starts_from_the_memory_with_the_same_results(rearm, new_device, site):
    later = visit(rearm(), f"{site}/tiny.html")
    assert marks(later.page, "parcours-python") == ["restored"]
    assert fetched(later) == set()
    assert not [url for url in later.asked if "/atelier/" in url]
    assert "C’est juste" in later.answer("72").inner_text()
    cold = visit(new_device(), f"{site}/tiny.html")
    for sheet in (later, cold):
        sheet.slide(1000)
        expect(sheet.output("c-table")).to_contain_text(re.compile(r"500\s€"))
        sheet.settle()
    assert outputs(later) == outputs(cold)
    assert marks(later.page, "parcours-kept") == []


def test_chance_differs_between_visits_and_the_order_of_sets_does_not(rearm, new_device, site):
    def seen(context: BrowserContext) -> tuple[str, ...]:
        page = context.new_page()
        page.route("**/notebook.fr.json", chance)
        sheet = Sheet(page, f"{site}/tiny.html")
        sheet.compute()
        shown = sheet.output("c-trap").inner_text()
        page.close()
        return tuple(shown.split(" ", 2))

    def chance(route: Route) -> None:
        notebook = json.loads(route.fetch().text())
        next(cell for cell in notebook["cells"] if cell["name"] == "c-trap")["source"] = CHANCE
        route.fulfill(json=notebook)

    device = rearm()
    drawn = [seen(device), seen(device), seen(new_device())]
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
    ("name", "spoil"),
    [
        ("memory", "flipped"),
        ("memory", "zeros"),
        ("pyodide.asm.wasm", "cut"),
    ],
)
def test_spoilt_bytes_give_a_cold_start_and_are_forgotten(name, spoil, rearm, site):
    built = Sheet(rearm(spoil, name).new_page(), f"{site}/tiny.html")
    at_first = outputs(built)
    built.compute()
    assert marks(built.page, "parcours-python") == ["cold"]
    assert fetched(built) == LARGE
    assert outputs(built) == at_first
    assert not any("memory" in files for files in kept(built.page).values())


def test_a_runtime_of_another_build_starts_cold_and_the_old_one_is_deleted(rearm, site):
    device = rearm()
    page = device.new_page()

    def renewed(route: Route) -> None:
        route.fulfill(json=route.fetch().json() | {"digest": "another"})

    page.route(f"**{RUNTIME}manifest.json", renewed)
    sheet = Sheet(page, f"{site}/tiny.html")
    sheet.compute()
    assert marks(page, "parcours-python") == ["cold"]
    assert kept(page) == {}
    assert keeping(sheet.page) == ["kept"]
    ((name, files),) = kept(page).items()
    assert name.endswith(" another")
    assert files == EVERYTHING


@pytest.mark.parametrize(
    "script",
    [
        {"start": ("_loadSnapshot", "_gone")},
        {"start": ("random.seed()", "gone.gone()")},
        {
            "worker": (
                "await python;\n    const json",
                "await python;\n    if ((await caches.keys()).some((name) => name !== 'copy')) throw new Error('ill');\n    const json",
            )
        },
    ],
    ids=["no-such-option", "throws-half-way", "ill-at-the-first-run"],
)
def test_a_memory_that_does_not_do_is_done_without(script, rearm, site):
    sheet = visit(rearm(), f"{site}/tiny.html", **script)
    assert marks(sheet.page, "parcours-python")[-1] == "cold"
    assert "C’est juste" in sheet.answer("72").inner_text()


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
    sheet = visit(context, f"{site}/tiny.html", **{script: (old, new)})
    assert "C’est juste" in sheet.answer("72").inner_text()
    assert keeping(sheet.page) == ["unkept"]
    assert [name for names in kept(sheet.page).values() for name in names] == files
    if not files:
        return
    again = visit(context, f"{site}/tiny.html")
    assert marks(again.page, "parcours-python") == ["cold"]
    assert fetched(again) == LARGE - set(files)
