"""The learner's journal on a real browser's device.

Kept, mirrored, shared by tabs, erased, and what happens when the browser refuses, has no room, or was interrupted.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Journal</title>
<link rel="icon" href="data:,"></head><body><main><h1>Journal</h1></main></body></html>
"""
OPEN = (
    "const { openDevice } = await import('/learner/device.js'); const device = await openDevice('parcours');"
)
ANSWER = "{ module: 'a2', question, answer: 'un', score: 1, tries: 1, done: true, where: 'quiz' }"


@pytest.fixture(scope="module")
def journal_address(root: Path, tmp_path_factory: pytest.TempPathFactory, serve_folder: Any) -> str:
    """A page with nothing on it, and the learner's scripts beside it."""
    folder = tmp_path_factory.mktemp("journal")
    shutil.copytree(root / "generator" / "browser" / "learner", folder / "learner")
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    return str(serve_folder(folder, policy="default-src 'self'; img-src data:"))


@pytest.fixture
def tab(page_factory: Any, journal_address: str) -> Callable[..., Page]:
    """`tab(beside=None, script=None)`: a page open on the journal, in a browser of its own or beside another tab."""

    def opened(beside: Page | None = None, script: str | None = None) -> Page:
        page: Page = beside.context.new_page() if beside else page_factory()
        if script:
            page.add_init_script(script)
        page.goto(f"{journal_address}/index.html")
        return page

    return opened


def run(page: Page, work: str, given: Any = None) -> Any:
    """Run `work` in the page with `device` open on the course."""
    return page.evaluate(f"async (given) => {{ {OPEN} {work} }}", given)


def answer(page: Page, *questions: str) -> list[bool]:
    work = f"const done = []; for (const question of given) done.push(await device.add('answer', {ANSWER}));"
    return run(page, f"{work} return done;", list(questions))


def questions(page: Page) -> list[str]:
    return run(page, "return device.entries.map((entry) => entry.question);")


def state(page: Page) -> str:
    return run(page, "return device.state;")


def stored(page: Page) -> tuple[list[str], list[str], list[str]]:
    """What the device holds: databases, questions in the database, questions in the mirror."""
    return tuple(
        page.evaluate("""async () => {
            const names = (await indexedDB.databases()).map(({ name }) => name);
            const ask = (request) => new Promise((resolve, reject) => {
                request.onsuccess = () => resolve(request.result);
                request.onerror = () => reject(request.error);
            });
            let kept = [];
            if (names.includes("parcours parcours")) {
                const database = await ask(indexedDB.open("parcours parcours"));
                kept = await ask(database.transaction("journal").objectStore("journal").getAll());
                database.close();
            }
            const mirror = Object.keys(localStorage).filter((key) => key.startsWith("parcours.journal.parcours."));
            return [names, kept.map(({ question }) => question).sort(),
                mirror.map((key) => JSON.parse(localStorage.getItem(key)).question).sort()];
        }""")
    )


def wait_for(page: Page, work: str, given: Any = None) -> None:
    """Until what `work` says of the device is true: other tabs are told in their own time."""
    page.wait_for_function(f"async (given) => {{ {OPEN} {work} }}", arg=given, timeout=20_000)


def test_looking_leaves_nothing_and_an_answer_is_kept_twice(tab: Callable[..., Page]) -> None:
    page = tab()
    assert questions(page) == []
    assert state(page) == "kept"
    assert stored(page) == ([], [], [])
    assert answer(page, "un", "deux") == [True, True]
    assert stored(page) == (["parcours parcours"], ["deux", "un"], ["deux", "un"])
    page.reload()
    assert questions(page) == ["un", "deux"]


def test_what_one_copy_lost_comes_back_from_the_other(tab: Callable[..., Page]) -> None:
    page = tab()
    answer(page, "un", "deux")
    page.evaluate("localStorage.clear()")
    page.reload()
    assert questions(page) == ["un", "deux"]
    assert stored(page)[2] == ["deux", "un"]
    page.evaluate("new Promise((done) => (indexedDB.deleteDatabase('parcours parcours').onsuccess = done))")
    page.reload()
    assert questions(page) == ["un", "deux"]
    assert stored(page)[1] == ["deux", "un"]


def test_a_database_deleted_while_the_page_is_open_is_made_again(tab: Callable[..., Page]) -> None:
    page = tab()
    answer(page, "un")
    page.evaluate("new Promise((done) => (indexedDB.deleteDatabase('parcours parcours').onsuccess = done))")
    assert answer(page, "deux") == [True]
    assert questions(page) == ["un", "deux"]
    page.reload()
    assert questions(page) == ["un", "deux"]


def test_two_tabs_see_each_other(tab: Callable[..., Page]) -> None:
    one = tab()
    answer(one, "un")
    other = tab(beside=one)
    assert questions(other) == ["un"]
    answer(other, "deux")
    wait_for(one, "return device.entries.length === 2;")
    answer(one, "trois")
    wait_for(other, "return device.entries.length === 3;")
    assert questions(one) == questions(other) == ["un", "deux", "trois"]


def test_erasing_in_one_tab_empties_the_other_whose_later_answers_are_kept_alone(
    tab: Callable[..., Page],
) -> None:
    one = tab()
    answer(one, "un", "deux")
    other = tab(beside=one)
    assert run(one, "return device.erase();") is True
    wait_for(other, "return device.entries.length === 0;")
    assert answer(other, "trois") == [True]
    wait_for(one, "return device.entries.length === 1;")
    one.reload()
    other.reload()
    assert questions(one) == questions(other) == ["trois"]
    assert stored(one) == (["parcours parcours"], ["trois"], ["trois"])


def test_nothing_is_left_after_erasing(tab: Callable[..., Page]) -> None:
    page = tab()
    answer(page, "un")
    page.evaluate("localStorage.setItem('parcours.journal.parcours.0000000000000000', '{broken')")
    assert run(page, "return device.erase();") is True
    assert questions(page) == []
    assert stored(page) == ([], [], [])
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    assert questions(page) == []


# --- browsers that refuse -------------------------------------------------------------------------

NO_DATABASE = "Object.defineProperty(window, 'indexedDB', { value: undefined });"
REFUSED_DATABASE = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };"
SILENT_DATABASE = "IDBFactory.prototype.open = () => new EventTarget();"
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


# --- files --------------------------------------------------------------------------------------------


def entries(count: int, **more: Any) -> list[dict[str, Any]]:
    """Entries as a file brings them."""
    place = {"module": "a2", "answer": "un", "score": 1, "tries": 1, "done": True, "where": "quiz"}
    head = {"course": "parcours", "kind": "answer", "at": "2026-11-27T20:31:05.123Z"}
    return [{**head, **place, "id": f"{n:016d}", "question": f"q{n}", **more} for n in range(count)]


def test_merging_counts_what_is_new_and_replaces_what_is_less(tab: Callable[..., Page]) -> None:
    one = tab()
    other = tab(beside=one)
    assert run(one, "return device.merge(given);", entries(3)) == {"added": 3, "kept": True}
    wait_for(other, "return device.entries.length === 3;")
    assert run(one, "return device.merge(given);", entries(3)) == {"added": 0, "kept": True}
    assert run(one, "return device.merge(given);", entries(2, answer="zéro")) == {"added": 2, "kept": True}
    assert run(one, "return device.merge(given);", entries(2, answer="avant")) == {"added": 0, "kept": True}
    strange = [*entries(1, score=7), *entries(1, course="autre"), None, 5]
    assert run(one, "return device.merge(given);", strange) == {"added": 0, "kept": True}
    one.reload()
    assert run(one, "return device.entries.map(({ answer }) => answer);") == ["zéro", "zéro", "un"]
    assert stored(one)[1:] == (["q0", "q1", "q2"], ["q0", "q1", "q2"])


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
        entries(1, score=9)[0],
        entries(1, id="z" * 16, course="autre")[0],
    ]
    page.evaluate(
        MAKE, {"version": 1, "stores": ["journal"], "values": [["journal", value] for value in strange]}
    )
    page.evaluate("localStorage.setItem('parcours.journal.parcours.0000000000000007', '{\"id\":')")
    assert questions(page) == []
    assert len(run(page, "return device.strangers;")) == 5
    answer(page, "un")
    page.reload()
    assert questions(page) == ["un"]
    assert len(run(page, "return device.strangers;")) == 5
    assert run(page, "return device.erase();") is True
    assert stored(page) == ([], [], [])


# --- erasing while another answers --------------------------------------------------------------------


def test_nothing_of_before_an_erasure_comes_back_though_another_tab_goes_on_answering(
    tab: Callable[..., Page],
) -> None:
    one = tab()
    answer(one, *[f"avant-{n}" for n in range(20)])
    other = tab(beside=one)
    run(
        other,
        f"""window.done = [];
            (async () => {{ for (let n = 0; !window.enough; n++) {{
                const question = `pendant-${{n}}`;
                if (await device.add('answer', {ANSWER})) done.push([question, Date.now()]);
            }} }})();""",
    )
    other.wait_for_function("() => done.length > 2", timeout=60_000)
    third = tab(beside=one)
    assert run(one, "return device.erase();") is True
    erased = one.evaluate("Date.now()")
    third.reload()
    other.wait_for_function(
        "(erased) => done.filter(([, at]) => at > erased).length > 5", arg=erased, timeout=60_000
    )
    done = other.evaluate("() => { window.enough = true; return done; }")
    after = {question for question, at in done if at > erased}
    for page in (one, other, third):
        page.reload()
        left = questions(page)
        assert not [question for question in left if question.startswith("avant")]
        assert after <= set(left)
    assert stored(one)[1] == stored(one)[2] == sorted(questions(one))
