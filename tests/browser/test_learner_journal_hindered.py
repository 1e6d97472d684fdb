"""The learner's journal where the browser refuses, has no room, or holds a database that is not as we left it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from journal_sample import answer, entries, questions, run, state, stored
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


# --- browsers that refuse -------------------------------------------------------------------------

NO_DATABASE = "Object.defineProperty(window, 'indexedDB', { value: undefined });"
REFUSED_DATABASE = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };"
# Where no answer will ever come, it is waited for twenty times less.
HURRIED = """const after = globalThis.setTimeout;
globalThis.setTimeout = (work, time, ...given) => after(work, time / 20, ...given);"""
SILENT_DATABASE = f"IDBFactory.prototype.open = () => new EventTarget(); {HURRIED}"
NO_MIRROR = """Object.defineProperty(window, 'localStorage', {
    get() { throw new DOMException('no', 'SecurityError'); } });"""


@pytest.mark.parametrize("refusal", [NO_DATABASE, REFUSED_DATABASE, SILENT_DATABASE])
def test_the_mirror_alone_keeps_when_there_is_no_database(tab: Callable[..., Page], refusal: str) -> None:
    page = tab(script=refusal)
    assert answer(page, "un") == [True]
    assert (state(page), run(page, "return device.durable;")) == ("kept", False)
    page.reload()
    assert questions(page) == ["un"]
    assert run(page, "return device.erase();") is (refusal != SILENT_DATABASE)
    page.reload()
    assert questions(page) == []


def test_the_database_alone_keeps_when_there_is_no_mirror(tab: Callable[..., Page]) -> None:
    page = tab(script=NO_MIRROR)
    assert answer(page, "un") == [True]
    assert (state(page), run(page, "return device.durable;")) == ("kept", True)
    page.reload()
    assert questions(page) == ["un"]
    assert run(page, "return device.erase();") is True
    page.reload()
    assert questions(page) == []


def test_the_page_works_from_memory_when_both_are_refused(tab: Callable[..., Page]) -> None:
    page = tab(script=REFUSED_DATABASE + NO_MIRROR)
    assert state(page) == "forbidden"
    assert answer(page, "un") == [False]
    assert (questions(page), state(page)) == (["un"], "forbidden")
    assert run(page, "return device.merge([device.entries[0]]);") == {"added": 0, "kept": False}
    page.reload()
    assert questions(page) == []


# --- no room ------------------------------------------------------------------------------------------

FILL = """() => {
    for (let size = 2 ** 22; size >= 1; size = Math.floor(size / 2)) {
        try { for (let n = 0; ; n++) localStorage.setItem(`full-${size}-${n}`, "x".repeat(size)); } catch {}
    }
}"""
EMPTY = "Object.keys(localStorage).filter((key) => key.startsWith('full-')).forEach((key) => delete localStorage[key])"


# Chromium no longer heeds the quota that a test asks for: databases refuse as they do when the disk is full, by ending
# the transaction. The local storage is really full.
FULL_DATABASE = """
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
        if (sessionStorage.getItem("full")) {
            const error = new DOMException("full", "QuotaExceededError");
            Object.defineProperty(this.transaction, "error", { value: error, configurable: true });
            queueMicrotask(() => { try { this.transaction.abort(); } catch {} });
        }
        return put.apply(this, given);
    };
"""


def fill_database(page: Page, full: bool) -> None:
    page.evaluate("(full) => full ? sessionStorage.setItem('full', 1) : sessionStorage.clear()", full)


def test_a_full_mirror_is_no_loss(tab: Callable[..., Page]) -> None:
    page = tab()
    page.evaluate(FILL)
    assert answer(page, "un") == [True]
    assert (state(page), run(page, "return device.durable;")) == ("kept", True)
    assert stored(page)[1:] == (["un"], [])
    page.evaluate(EMPTY)
    page.reload()
    assert questions(page) == ["un"]
    assert stored(page)[1:] == (["un"], ["un"])


def test_a_full_database_leaves_the_mirror(tab: Callable[..., Page]) -> None:
    page = tab(script=FULL_DATABASE)
    answer(page, "un")
    fill_database(page, True)
    assert answer(page, "deux") == [True]
    assert (state(page), run(page, "return device.durable;")) == ("kept", False)
    page.reload()
    assert questions(page) == ["un", "deux"]
    fill_database(page, False)
    page.reload()
    assert questions(page) == ["un", "deux"]
    assert stored(page)[1] == ["deux", "un"]


def test_a_full_device_is_told_and_takes_what_it_lacks_once_there_is_room(tab: Callable[..., Page]) -> None:
    page = tab(script=FULL_DATABASE)
    answer(page, "un")
    fill_database(page, True)
    page.evaluate(FILL)
    assert answer(page, "deux") == [False]
    assert (questions(page), state(page)) == (["un", "deux"], "full")
    assert stored(page)[1:] == (["un"], ["un"])
    assert run(page, "return device.merge(given);", entries(3)) == {"added": 0, "kept": False}
    assert (questions(page), stored(page)[1:]) == (["un", "deux"], (["un"], ["un"]))
    page.evaluate(EMPTY)
    fill_database(page, False)
    assert answer(page, "trois") == [True]
    assert state(page) == "kept"
    page.reload()
    assert questions(page) == ["un", "deux", "trois"]


def test_what_a_full_device_would_not_have_is_erased_too(tab: Callable[..., Page]) -> None:
    page = tab(script=FULL_DATABASE)
    fill_database(page, True)
    page.evaluate(FILL)
    assert answer(page, "un") == [False]
    assert run(page, "return device.erase();") is True
    page.evaluate(EMPTY)
    fill_database(page, False)
    assert answer(page, "deux") == [True]
    assert (questions(page), stored(page)[1:]) == (["deux"], (["deux"], ["deux"]))


def test_merging_without_a_database_takes_all_or_none(tab: Callable[..., Page]) -> None:
    page = tab(script=NO_DATABASE)
    answer(page, "un")
    page.evaluate(FILL)
    page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('full-512-')).forEach((key) => delete localStorage[key])"
    )
    assert run(page, "return device.merge(given);", entries(50)) == {"added": 0, "kept": False}
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('parcours.')).length") == 1
    page.evaluate(EMPTY)
    assert run(page, "return device.merge(given);", entries(50)) == {"added": 50, "kept": True}
    page.reload()
    assert len(questions(page)) == 51


# --- databases that are not as we left them -----------------------------------------------------------

MAKE = """({ version, stores, values }) => new Promise((done, fail) => {
    const request = indexedDB.open("parcours parcours", version);
    request.onupgradeneeded = () => stores.forEach((name) => request.result.createObjectStore(name, { keyPath: "id" }));
    request.onerror = () => fail(request.error);
    request.onsuccess = () => {
        const database = request.result;
        const transaction = database.transaction(stores, "readwrite");
        for (const [store, value] of values) transaction.objectStore(store).put(value);
        transaction.oncomplete = () => {
            if (window.held) window.held = database; else database.close();
            done();
        };
    };
})"""


def test_a_database_of_a_later_version_is_read_and_written(tab: Callable[..., Page]) -> None:
    page = tab()
    page.evaluate(MAKE, {"version": 7, "stores": ["journal", "later"], "values": [["later", {"id": 1}]]})
    assert answer(page, "un") == [True]
    assert (run(page, "return device.durable;"), stored(page)[1]) == (True, ["un"])
    page.reload()
    assert questions(page) == ["un"]


def test_a_database_without_our_store_gets_one_and_keeps_the_rest(tab: Callable[..., Page]) -> None:
    page = tab()
    page.evaluate(MAKE, {"version": 3, "stores": ["other"], "values": [["other", {"id": 1}]]})
    assert questions(page) == []
    assert answer(page, "un") == [True]
    assert stored(page)[1] == ["un"]
    work = """new Promise((done) => { const request = indexedDB.open("parcours parcours");
        request.onsuccess = () => { const all = request.result.transaction("other").objectStore("other").getAll();
            all.onsuccess = () => done(all.result); }; })"""
    assert page.evaluate(work) == [{"id": 1}]


def test_a_tab_that_holds_the_database_holds_up_nobody(tab: Callable[..., Page]) -> None:
    one = tab()
    one.evaluate("window.held = true")
    one.evaluate(MAKE, {"version": 3, "stores": ["other"], "values": []})
    other = tab(beside=one)
    other.evaluate(HURRIED)
    assert answer(other, "un") == [True]
    assert (questions(other), run(other, "return device.durable;")) == (["un"], False)
    one.evaluate("held.close()")
    other.reload()
    assert questions(other) == ["un"]
    assert stored(other)[1] == ["un"]


def test_what_is_no_entry_counts_for_nothing_and_is_left_alone(tab: Callable[..., Page]) -> None:
    page = tab()
    strange = [
        {"id": "x"},
        {"id": 5, "at": "never"},
        entries(1, score=-9)[0],  # less than what the file brings: it would take its place
        entries(1, id="z" * 16, course="autre")[0],
    ]
    page.evaluate(
        MAKE, {"version": 1, "stores": ["journal"], "values": [["journal", value] for value in strange]}
    )
    page.evaluate("localStorage.setItem('parcours.journal.parcours.0000000000000007', '{\"id\":')")
    misplaced = (
        "(entry) => localStorage.setItem('parcours.journal.parcours.0000000000000008', JSON.stringify(entry))"
    )
    page.evaluate(misplaced, entries(10)[9])
    assert questions(page) == []
    assert len(run(page, "return device.strangers;")) == 6
    answer(page, "un")
    assert run(page, "return device.merge(given);", entries(7)) == {"added": 7, "kept": True}
    page.reload()
    assert questions(page) == [*(f"q{n}" for n in range(7)), "un"]
    assert len(run(page, "return device.strangers;")) == 6
    assert run(page, "return device.erase();") is True
    assert stored(page) == ([], [], [])


def test_a_long_file_is_waited_for_while_the_database_is_busy(tab: Callable[..., Page]) -> None:
    """On a slow phone thousands of entries take longer than an answer may; the mirror has no room for them."""
    page = tab(
        script="Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };",
        clock=True,
    )
    assert answer(page, "un") == [True]
    busy = """const opened = (version) => new Promise((resolve) => {
          indexedDB.open("parcours parcours", version).onsuccess = ({ target }) => resolve(target.result);
        });
        const held = await opened();
        opened(held.version + 1).then((database) => database.close()); // once the other is closed, and before whoever comes now
        setTimeout(() => held.close(), 3_500);
        globalThis.merging = device.merge(given);"""
    run(page, busy, entries(1_500))
    page.clock.fast_forward(3_500)
    assert page.evaluate("merging") == {"added": 1_500, "kept": True}
