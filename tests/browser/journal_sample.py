"""A page with nothing on it but the learner's journal, and what tests ask of it."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Journal</title>
<link rel="icon" href="data:,"></head><body><main><h1>Journal</h1></main></body></html>
"""
OPEN = (
    "const { openDevice } = await import('/learner/device.js'); const device = await openDevice('parcours');"
)
PATIENCE = 20  # seconds, on a busy machine
ANSWER = "{ module: 'a2', question, answer: 'un', score: 1, tries: 1, done: true, where: 'quiz' }"


def write_journal_site(root: Path, folder: Path) -> Path:
    """A page with nothing on it, and the learner's scripts beside it."""
    shutil.copytree(root / "generator" / "browser" / "learner", folder / "learner")
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    return folder


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
    """Until what `work` says of the device is true: other tabs are told in their own time.

    Playwright's own `wait_for_function` takes the promise of an answer for a yes.
    """
    end = time.monotonic() + PATIENCE
    while not run(page, work, given):
        assert time.monotonic() < end, work
        page.wait_for_timeout(20)


def entries(count: int, **more: Any) -> list[dict[str, Any]]:
    """Entries as a file brings them."""
    place = {"module": "a2", "answer": "un", "score": 1, "tries": 1, "done": True, "where": "quiz"}
    head = {"course": "parcours", "kind": "answer", "at": "2026-11-27T20:31:05.123Z"}
    return [{**head, **place, "id": f"{n:016d}", "question": f"q{n}", **more} for n in range(count)]
