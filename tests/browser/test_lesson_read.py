"""A lesson counts as read when it has been read: what that takes, how it is told, how it is taken back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from quiz_sample import recorder

pytestmark = pytest.mark.browser
OPEN = (
    "const { openDevice } = await import('/learner/device.js'); const device = await openDevice('parcours');"
)
ENOUGH = 31_000
READ = "Étape lue."
FORBIDDEN = """for (const name of ["localStorage", "indexedDB"])
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });"""
VISIBILITY = """globalThis.away = (is) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => is });
  document.dispatchEvent(new Event("visibilitychange"));
};"""
SHIFTS = """globalThis.shifts = 0;
new PerformanceObserver((list) => { for (const one of list.getEntries()) globalThis.shifts += one.value; })
  .observe({ type: "layout-shift", buffered: true });"""
HEAD = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Cours</title><link rel="icon" href="icon.svg">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="tokens.css">
<link rel="stylesheet" href="course.css"></head><body class="md-typeset" data-md-color-scheme="{scheme}"><main><h1>Une étape</h1>"""
STEPS = """<ol class="pc-steps"><li data-step="lesson" data-id="one"><a href="index.html">Un</a></li>
<li data-step="lesson" data-id="two"><a href="next.html">Deux</a></li>
<li data-step="exercise" data-id="e" data-needs="q-1 q-2"><a href="#e">Exercice</a></li>
<li data-step="quiz" data-id="quiz" data-needs="q1 q2"><a href="#quiz">Quiz</a></li></ol>"""
LESSON = (
    STEPS
    + """<div class="long">Le texte.</div><div class="pc-read" data-minutes="6"></div>
<p>Sources</p></main><footer><a class="md-footer__link--next" href="next.html">Suivant</a></footer>"""
)
CARDS = """<ul class="pc-cards"><li class="pc-card" data-module="a1"><a class="pc-card__link" href="#a1">A1</a></li>
<li class="pc-card" data-module="a2"><a class="pc-card__link" href="#a2">A2</a></li></ul></main>"""
COURSE = {
    "format": 1,
    "modules": [
        {"id": "a1", "lessons": [{"id": "one"}, {"id": "two"}], "exercises": [{"id": "e", "cells": ["q-1", "q-2"]}],
         "quiz": {"id": "quiz", "questions": [{"id": "q1"}, {"id": "q2"}]}},
        {"id": "a2", "lessons": [{"id": "one"}], "exercises": [], "quiz": None},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def lessons(root: Path, serve_folder: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("lessons")
    shutil.copytree(root / "generator" / "browser" / "learner", folder / "learner")
    look = root / "site_config" / "theme" / "assets" / "parcours"
    (folder / "tokens.css").write_text(
        (look / "tokens.css").read_text("utf-8")
        + "body { background: var(--pc-paper); color: var(--pc-ink); font: 18px/1.5 sans-serif } .long { height: 3000px }"
        "button { color: var(--pc-accent) } .pc-hidden { position: absolute; clip-path: inset(50%) } a { color: var(--pc-accent) }",
        encoding="utf-8",
    )
    shutil.copy(look / "course.css", folder)
    (folder / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (folder / "course.json").write_text(json.dumps(COURSE))
    pages = {
        "index": LESSON + recorder("lesson", lesson="one"),
        "next": LESSON + recorder("lesson", lesson="two"),
        "cards": CARDS + recorder("theme", module=None, index="course.json"),
    }
    for name, body in pages.items():
        (folder / f"{name}.html").write_text(HEAD.format(scheme="default") + body, encoding="utf-8")
    return str(serve_folder(folder))


@pytest.fixture
def lesson(page_factory: Any, lessons: str) -> Callable[..., Page]:
    """`lesson(name="index", beside=None, script="")`: a lesson of six minutes, longer than the screen."""

    def opened(name: str = "index", beside: Page | None = None, script: str = "") -> Page:
        page: Page = beside.context.new_page() if beside else page_factory(360)
        page.clock.install()
        page.add_init_script(VISIBILITY + SHIFTS + script)
        page.goto(f"{lessons}/{name}.html")
        if name != "cards":
            expect(page.locator(".pc-read__act")).to_be_attached()
        return page

    return opened


def to_the_end(page: Page) -> None:
    page.evaluate("""() => new Promise((done) => {
        const line = document.querySelector(".pc-read");
        new IntersectionObserver((seen) => seen[0].isIntersecting && requestAnimationFrame(done)).observe(line);
        line.scrollIntoView();
    })""")


def written(page: Page) -> list[tuple[str, str]]:
    look = f"async () => {{ {OPEN} return device.entries.map(({{ kind, lesson }}) => [kind, lesson]); }}"
    return [tuple(one) for one in page.evaluate(look)]


def add(page: Page, kind: str, **fields: Any) -> None:
    work = f"async ([kind, fields]) => {{ {OPEN} return device.add(kind, fields); }}"
    assert page.evaluate(work, [kind, {"module": "a1", **fields}])


def test_a_lesson_is_read_once_its_end_was_seen_and_time_has_passed(
    lesson: Callable[..., Page], axe: Any
) -> None:
    page = lesson()
    to_the_end(page)
    assert written(page) == []
    assert axe(page) == []
    page.clock.fast_forward(ENOUGH)
    expect(page.locator(".pc-read").get_by_role("status")).to_have_text(READ)
    assert written(page) == [("read", "one")]
    expect(page.locator('[data-id="one"]')).to_contain_text("(fait)")
    assert page.locator('[data-id="two"] .pc-done').count() == 0
    assert axe(page) == []
    page.reload()
    expect(page.locator(".pc-read").get_by_role("status")).to_have_text(READ)
    page.clock.fast_forward(ENOUGH)
    assert written(page) == [("read", "one")]


def test_time_alone_is_not_enough_and_the_end_may_come_after(lesson: Callable[..., Page]) -> None:
    page = lesson()
    page.clock.fast_forward(ENOUGH)
    assert written(page) == []
    to_the_end(page)
    expect(page.locator(".pc-read").get_by_role("status")).to_have_text(READ)


def test_time_out_of_sight_does_not_count(lesson: Callable[..., Page]) -> None:
    page = lesson()
    to_the_end(page)
    page.evaluate("away(true)")
    page.clock.fast_forward(ENOUGH)
    assert written(page) == []
    page.evaluate("away(false)")
    assert written(page) == []
    page.clock.fast_forward(ENOUGH)
    expect(page.locator(".pc-read").get_by_role("status")).to_have_text(READ)


def test_going_on_says_that_it_was_read_when_the_end_was_seen(lesson: Callable[..., Page]) -> None:
    page = lesson()
    page.locator(".md-footer__link--next").evaluate("link => link.click()")
    page.wait_for_url("**/next.html")
    assert written(page) == []
    to_the_end(page)
    page.locator(".md-footer__link--next").evaluate("link => { link.href = 'index.html'; link.click(); }")
    page.wait_for_url("**/index.html")
    expect(page.locator('[data-id="two"] .pc-done')).to_be_attached()
    assert written(page) == [("read", "two")]


def test_the_learner_says_that_it_is_read_or_not_and_is_not_contradicted(lesson: Callable[..., Page]) -> None:
    page = lesson()
    button = page.locator(".pc-read__act")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_text("Marquer comme non lue")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(button).to_have_text("Marquer comme lue")
    expect(page.locator(".pc-read").get_by_role("status")).to_have_text("")
    page.clock.fast_forward(ENOUGH)
    assert written(page) == [("read", "one"), ("unread", "one")]
    expect(page.locator(".pc-done")).to_have_count(0)


def test_two_tabs_agree_on_what_is_read(lesson: Callable[..., Page]) -> None:
    one = lesson()
    other = lesson(beside=one)
    other.locator(".pc-read__act").click()
    expect(one.locator(".pc-read").get_by_role("status")).to_have_text(READ)
    one.locator(".pc-read__act").click()
    expect(other.locator(".pc-read__act")).to_have_text("Marquer comme lue")


def test_nothing_moves_when_the_journal_has_been_read(lesson: Callable[..., Page]) -> None:
    page = lesson()
    page.locator(".pc-read__act").click()
    page.reload()
    expect(page.locator(".pc-read").get_by_role("status")).to_have_text(READ)
    assert (
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(shifts))))")
        == 0
    )


def test_where_nothing_is_kept_the_end_of_the_lesson_says_so_once(
    lesson: Callable[..., Page], axe: Any
) -> None:
    page = lesson(script=FORBIDDEN)
    expect(page.locator(".pc-read + .pc-trouble")).to_contain_text("ne laisse rien garder")
    page.locator(".pc-read__act").click()
    expect(page.locator(".pc-read").get_by_role("status")).to_have_text(READ)
    expect(page.locator(".pc-trouble")).to_have_count(1)
    assert axe(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Emporter ma progression").click()
    file = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert [(entry["kind"], entry["lesson"]) for entry in file["entries"]] == [("read", "one")]
    assert download.value.suggested_filename.startswith("parcours-progression-")


def test_exercises_and_quizzes_are_done_when_all_they_ask_is(lesson: Callable[..., Page]) -> None:
    page = lesson()
    answer = {"answer": "x", "score": 0, "tries": 2, "where": "quiz"}
    add(page, "answer", question="q1", done=True, **answer)
    add(page, "answer", question="q2", done=False, **answer)
    add(page, "exercise", exercise="e", cell="q-1", answer="1", status="right")
    add(page, "exercise", exercise="e", cell="q-2", answer="2", status="wrong")
    assert page.locator(".pc-done").count() == 0
    add(page, "answer", question="q2", done=True, **answer)
    expect(page.locator('[data-step="quiz"] .pc-done')).to_be_attached()
    add(page, "exercise", exercise="e", cell="q-2", answer="3", status="right")
    expect(page.locator('[data-step="exercise"] .pc-done')).to_be_attached()
    add(page, "restart", question="q1")
    expect(page.locator('[data-step="quiz"] .pc-done')).to_be_attached()


def test_cards_tell_what_is_done_and_a_newcomer_asks_for_nothing(
    lesson: Callable[..., Page], axe: Any
) -> None:
    page = lesson("cards")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert written(page) == []
    assert not [url for url in asked if "course.json" in url]
    add(page, "read", lesson="one")
    expect(page.locator('[data-module="a1"] .pc-card__done')).to_have_text("Fait\u00a0: 1 sur 4")
    add(page, "read", module="a2", lesson="one")
    expect(page.locator('[data-module="a2"] .pc-card__done')).to_have_text("✓ Terminé")
    assert axe(page) == []
