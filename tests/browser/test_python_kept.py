"""What the device keeps of Python, and every way in which keeping it fails without anybody noticing.

One browser context is one device. Each page says how its Python started and whether it was kept, by performance marks.
Python is the real one where its start from a memory is tried, and is left alone once the network is asked for it again;
where only what the device keeps is tried, one that costs nothing stands for it.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from exercise_hands import COLD, LIGHT, Sheet, keeping, marks
from exercise_sample import POLICY, worksheet, write_site
from first_visit import (
    EVERYTHING,
    LARGE,
    chance_of,
    fetched,
    kept,
    new_context,
    opened,
    visit,
    with_other_settings,
)
from playwright.sync_api import BrowserContext, expect
from python_memory import empty_page

pytestmark = pytest.mark.browser

NO_STORAGE = (
    "Object.defineProperty(self, 'caches', { get() { throw new DOMException('', 'SecurityError'); } });"
)
FULL = "Cache.prototype.put = async () => { throw new DOMException('', 'QuotaExceededError'); };"
LITTLE = "navigator.storage.estimate = async () => ({ quota: 150e6, usage: 0 });"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("kept")
    write_site(folder, {"tiny": (worksheet(), "fr")})
    return folder


@pytest.fixture(scope="module")
def site(serve_folder, folder):
    return serve_folder(folder, POLICY)


@pytest.fixture(scope="module")
def device(browser, memories, site):
    """A device as the first visit left it; and a copy of what it keeps, for `rearm`."""
    context = new_context(browser)
    page = memories.lay(context.new_page(), site, whole=True)
    assert list(kept(page).values()) == [EVERYTHING]
    page.evaluate(_COPY, ["parcours-python", "copy"])
    page.close()
    yield context
    context.close()


@pytest.fixture
def rearm(device, site):
    """`rearm(spoil=None, name="memory")`: the device as its first visit left it, but for one spoilt file."""

    def rearm(spoil: str | None = None, name: str = "memory") -> BrowserContext:
        page = empty_page(device, site)
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
        made.append(new_context(browser))
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


def given_up(sheet: Sheet) -> None:
    """Wait until Python is asked of the network again: from there on it starts as on any first visit."""
    sheet.button("Calculer").click()
    end = time.monotonic() + COLD / 1000
    while fetched(sheet) != LARGE:
        assert time.monotonic() < end, "what the device keeps is not given up"
        sheet.page.wait_for_timeout(50)


# --- a first visit, a later visit ------------------------------------------------------------------


def test_a_first_visit_keeps_python_after_its_results_and_deletes_that_of_another_build(memories):
    """It has left its memory to all tests that start from one."""
    first = memories.first
    assert first["python"] == ["cold"]
    assert first["workers"] == 1, "what is of another build is not even tried"
    assert set(first["fetched"]) == LARGE
    assert first["elsewhere"] == [], "requests elsewhere"
    assert first["before"] == [["memory"]]
    assert first["computed"] == [], "the old one is deleted"
    assert first["kept"] == ["kept"]
    assert first["after"] == [EVERYTHING]
    assert first["others"] == [], "what it keeps is not what is served"


def test_later_visits_start_from_the_memory_with_the_same_results_and_another_chance(
    rearm, memories, device, site
):
    first = memories.first
    later = visit(rearm(), f"{site}/tiny.html", chance=True)
    assert marks(later.page, "parcours-python") == ["restored"]
    assert fetched(later) == set()
    assert not [url for url in later.asked if "/atelier/" in url]
    drawn = [first["chance"], chance_of(later)]
    assert "C’est juste" in later.answer("72").inner_text()
    assert with_other_settings(later) == first["outputs"]
    assert marks(later.page, "parcours-kept") == []
    drawn.append(chance_of(visit(device, f"{site}/tiny.html", chance=True)))
    assert {word for word, _, _ in drawn} == {"hasard"}
    assert len({number for _, number, _ in drawn}) == 3
    assert len({order for _, _, order in drawn}) == 1


# --- what cannot be used ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoil", "name", "scripts"),
    [
        ("zeros", "memory", {}),
        ("cut", "pyodide.asm.wasm", {}),
        (None, "", {"start": ("random.seed()", "gone.gone()")}),
        (None, "", {"start": (LIGHT[0], LIGHT[1].replace("_loadSnapshot", "_gone"))}),
    ],
    ids=["memory-zeros", "pyodide.asm.wasm-cut", "throws-half-way", "no-such-option"],
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
    sheet = visit(rearm(), f"{site}/tiny.html", worker=ill, start=LIGHT)
    assert marks(sheet.page, "parcours-python") == ["restored", "cold"]
    assert fetched(sheet) == LARGE
    expect(sheet.output("c-trap")).to_have_text("léger")
    sheet.answer("72")
    expect(sheet.page.locator(".px-question")).to_have_attribute("data-status", "right")
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
