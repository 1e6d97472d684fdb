"""The exercises of the published site, in a real browser with the real Python: forms, results, answers, mishaps.

What Python computes in the page is compared with what the build computed: same cells, same results.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import AXE_COLOURS, AXE_LAYOUT
from exercise_desk import set_up, take
from exercise_hands import marked, marks
from playwright.sync_api import Page, expect
from support.courses import parcours

from generator.model import CellRole

pytestmark = [pytest.mark.browser, pytest.mark.engine]

START = 120_000  # milliseconds: loading Python and a first run, on a busy machine
COURSE = parcours()
FOLDERS = {module.id: module.slug for module in COURSE.modules.values()}
EXERCISES = [(FOLDERS[one.module], one.slug) for one in COURSE.exercises.values()]
LIGHTING = "fr/elus/c2-eclairage-public/lighting/"


def typed(answer: object) -> str | list[str]:
    return [str(part) for part in answer] if isinstance(answer, list) else str(answer)


@pytest.fixture(scope="module")
def solutions(root: Path):
    """`solutions(slug, language) -> {question: [a typical wrong answer, the right one]}`, from the solution cells."""
    sys.path.insert(0, str(root / "exercises"))
    from atelier.runner import Cell, Session

    by_slug = {exercise.slug: exercise for exercise in COURSE.exercises.values()}

    def solve(slug: str, language: str) -> dict[str, list[str | list[str]]]:
        code = [c for c in by_slug[slug].notebooks[language].cells if c.role is not CellRole.PROSE]
        session = Session([Cell(c.name, c.role.value, c.source) for c in code], root / "exercises" / slug)
        list(session.run())
        answers = {}
        for cell in code:
            if cell.role is CellRole.SOLUTION:
                solution = session.solve(cell.name)
                given = [*solution.wrong[:1], solution.answer]
                answers[cell.name.replace("s-", "q-", 1)] = [typed(answer) for answer in given]
        return answers

    yield solve
    sys.path.remove(str(root / "exercises"))


@pytest.fixture(scope="module")
def desk(browser, memories, address) -> Iterator[Page]:
    """One Python for all exercises, from the memory that a visit to one of them has left."""
    context = browser.new_context(service_workers="block")
    page = memories.lay(context.new_page(), f"{address}/{LIGHTING}")
    faults: list[str] = []
    page.on("console", lambda message: message.type == "error" and faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield set_up(page, f"{address}/fr/elus/assets/parcours/exercise/exercise.js")
    context.close()
    assert faults == [], "faults in the console"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("module", "slug"), EXERCISES)
def test_python_in_the_browser_agrees_with_the_build_and_judges_answers(
    module, slug, language, address, desk, solutions
):
    audience = "elus" if language == "fr" else "elected"
    solved = solutions(slug, language)
    told = take(desk, f"{address}/{language}/{audience}/{module}/{slug}/", solved)
    assert set(marks(desk, "parcours-python")) == {"restored"}, "one memory serves every exercise"
    assert told["updated"]
    assert [cell for cell, text in told["built"] if text]
    assert told["computed"] == told["built"]
    assert told["verdicts"].keys() == solved.keys() != set()
    for question, (wrong, right) in told["verdicts"].items():
        # A set of choices may be wrong in a way that has no name of its own: what it lacks is told.
        named = {"mistake", "wrong"} if told["kinds"][question] == "choices" else {"mistake"}
        assert (wrong in named, right) == (True, "right"), (question, wrong, right)


def test_no_byte_of_python_before_intent_and_none_from_elsewhere(address, page_factory):
    """From the memory of an earlier visit; what is asked for from nothing is told by the whole way and the first visit."""
    page = page_factory(360, python=f"{address}/{LIGHTING}")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/{LIGHTING}")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/runtime/" in url or "/exercises/" in url] == []
    page.locator(".px-form input").first.focus()
    assert marked(page, "parcours-python") == ["restored"]
    assert any("/runtime/pyodide.asm.wasm" in url for url in asked)
    assert [url for url in asked if not url.startswith(address)] == []


def test_the_keyboard_alone_is_enough_refusals_are_sentences_and_each_state_is_accessible(
    address, page_factory, axe
):
    page = page_factory(360, python=f"{address}/{LIGHTING}")
    page.goto(f"{address}/{LIGHTING}")
    table = page.locator('.px-output[data-cell="c-energy"]')
    before = table.inner_text()
    slider = page.locator("input[type=range]").first
    slider.focus()
    page.keyboard.press("End")
    expect(table).not_to_have_text(before, timeout=START)
    expect(slider).to_be_focused()
    page.locator(".px-form").first.get_by_role("button").nth(1).focus()
    page.keyboard.press("Enter")
    assert table.inner_text() == before
    assert slider.input_value() == slider.get_attribute("value")
    field = page.locator(".px-question input").first
    for typed_in, status in (("", "empty"), ("beaucoup", "unreadable"), ("12", "wrong")):
        field.fill(typed_in)
        field.press("Enter")
        expect(page.locator(".px-question").first).to_have_attribute("data-status", status, timeout=START)

    shown = page.locator(".px-output").all_inner_texts()
    number = page.locator('.px-form input[inputmode="numeric"]').first
    number.fill("")
    expect(page.locator(".px-refused")).to_be_visible(timeout=START)
    assert "Traceback" not in page.locator("article").inner_text()
    assert page.locator(".px-output").all_inner_texts() == shown
    faults = []
    for width, scheme, only in ((360, "light", ()), (1280, "dark", (*AXE_LAYOUT, *AXE_COLOURS))):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        faults += [f"{width} {scheme}: {fault}" for fault in axe(page, only=only)]
    assert faults == []
    number.fill("400")
    expect(page.locator(".px-refused")).to_have_count(0, timeout=START)


def test_without_python_the_page_says_so_and_keeps_its_results(address, browser):
    context = browser.new_context(service_workers="block", viewport={"width": 360, "height": 800})
    page = context.new_page()  # a refused request is an error in the console: not what page_factory allows
    page.route("**/runtime/**", lambda route: route.abort())
    page.goto(f"{address}/{LIGHTING}")
    built = page.locator(".px-output").all_inner_texts()
    page.locator(".px-form button[type=submit]").first.click()
    expect(page.locator(".px-status")).to_contain_text("n’a pas pu être chargé", timeout=START)
    assert page.locator(".px-output").all_inner_texts() == built
    context.close()


def test_no_learner_page_or_file_holds_a_solution(site: Path):
    cells = [
        cell
        for exercise in COURSE.exercises.values()
        for notebook in exercise.notebooks.values()
        for cell in notebook.cells
        if cell.role is CellRole.SOLUTION
    ]
    assert cells
    assert all("answer = " in cell.source for cell in cells)
    paths = (path for path in site.rglob("*") if path.suffix in {".html", ".json", ".ipynb"})
    texts = [path.read_text(encoding="utf-8") for path in paths]
    names = {name for text in texts for name in re.findall(r'"(s-[^"]+)"', text)}
    code = "\0".join(text for text in texts if "answer = " in text)
    told = [cell.name for cell in cells if cell.name in names or json.dumps(cell.source)[1:-1] in code]
    assert told == []
