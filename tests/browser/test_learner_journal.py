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
