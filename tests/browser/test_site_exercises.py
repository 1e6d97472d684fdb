"""The exercises of the published site, in a real browser with the real Python: forms, results, answers, mishaps.

What Python computes in the page is compared with what the build computed: same cells, same results.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import AXE_COLOURS
from exercise_hands import marks
from playwright.sync_api import Locator, Page, Route, expect
from support.courses import parcours

from generator.model import CellRole

pytestmark = [pytest.mark.browser, pytest.mark.engine]

START = 120_000  # milliseconds: loading Python and a first run, on a busy machine
COURSE = parcours()
FOLDERS = {module.id: module.slug for module in COURSE.modules.values()}
EXERCISES = [(FOLDERS[one.module], one.slug) for one in COURSE.exercises.values()]
LIGHTING = "fr/elus/c2-eclairage-public/lighting/"


@pytest.fixture(scope="module")
def solutions(root: Path):
    """`solutions(slug, language) -> {question: (right answer, typical wrong ones)}`, from the solution cells."""
    sys.path.insert(0, str(root / "exercises"))
    from atelier.runner import Cell, Session

    by_slug = {exercise.slug: exercise for exercise in COURSE.exercises.values()}

    def solve(slug: str, language: str) -> dict[str, tuple[object, tuple[object, ...]]]:
        code = [c for c in by_slug[slug].notebooks[language].cells if c.role is not CellRole.PROSE]
        session = Session([Cell(c.name, c.role.value, c.source) for c in code], root / "exercises" / slug)
        list(session.run())
        answers = {}
        for cell in code:
            if cell.role is CellRole.SOLUTION:
                solution = session.solve(cell.name)
                answers[cell.name.replace("s-", "q-", 1)] = (solution.answer, solution.wrong)
        return answers

    yield solve
    sys.path.remove(str(root / "exercises"))


def compute(page: Page) -> None:
    page.locator(".px-form button[type=submit]").first.click()
    expect(page.locator(".px-status")).to_have_text(
        "Résultats mis à jour." if "/fr/" in page.url else "Results updated.", timeout=START
    )


def give(form: Locator, answer: object, language: str) -> None:
    """Put an answer into a question's form, as a learner would."""
    kind = form.get_attribute("data-kind")
    if kind == "choice":
        form.locator(f'input[value="{answer}"]').check()
    elif kind == "choices":
        for box in form.locator("input").all():
            box.set_checked(box.get_attribute("value") in answer)
    elif kind == "order":
        for field, value in zip(form.locator("select").all(), answer, strict=True):
            field.select_option(value)
    else:
        text = str(answer)
        form.locator("input").fill(text.replace(".", ",") if language == "fr" else text)


@pytest.fixture(scope="module")
def device(browser, memories, address) -> Iterator[Callable[[], Page]]:
    """`device()`: one more page of a device on which a first visit has kept Python's memory."""
    context = browser.new_context(
        service_workers="block", viewport={"width": 360, "height": 800}, reduced_motion="reduce"
    )
    context.set_default_timeout(START)
    memories.lay(context, f"{address}/{LIGHTING}")
    faults: list[str] = []

    def opened() -> Page:
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield opened
    context.close()
    assert faults == [], "faults in the console"


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("module", "slug"), EXERCISES)
def test_python_in_the_page_agrees_with_the_build_and_judges_answers(
    module, slug, language, address, device, solutions
):
    page = device()
    audience = "elus" if language == "fr" else "elected"
    page.goto(f"{address}/{language}/{audience}/{module}/{slug}/")
    built = page.locator(".px-output").all_inner_texts()
    compute(page)
    assert marks(page, "parcours-python") == ["restored"], "one memory serves every exercise"
    assert page.locator(".px-output").all_inner_texts() == built
    for question, (right, wrong) in solutions(slug, language).items():
        form = page.locator(f'.px-question[data-cell="{question}"]')
        if language == "fr":  # the model that judges is the same in both
            give(form, wrong[0], language)
            form.get_by_role("button").click()
            # A set of choices may be wrong in a way that has no name of its own: what it lacks is told.
            told = re.compile("mistake" if form.get_attribute("data-kind") != "choices" else "mistake|wrong")
            expect(form).to_have_attribute("data-status", told, timeout=START)
        give(form, right, language)
        form.get_by_role("button").focus()
        page.keyboard.press("Enter")
        expect(form).to_have_attribute("data-status", "right", timeout=START)
    page.close()


def test_no_byte_of_python_before_intent_and_none_from_elsewhere(address, page_factory):
    page = page_factory(360)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/{LIGHTING}")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/runtime/" in url or "/exercises/" in url] == []
    page.locator(".px-form input").first.focus()
    expect(page.locator(".px-status")).to_have_text("Python est prêt.", timeout=START)
    assert any("/runtime/pyodide.asm.wasm" in url for url in asked)
    assert [url for url in asked if not url.startswith(address)] == []


def test_the_keyboard_alone_moves_a_slider_resets_and_answers(address, page_factory):
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
    for typed, status in (("", "empty"), ("beaucoup", "unreadable"), ("12", "wrong")):
        field.fill(typed)
        field.press("Enter")
        expect(page.locator(".px-question").first).to_have_attribute("data-status", status, timeout=START)


def test_a_setting_left_empty_gets_a_sentence_and_keeps_the_results(address, page_factory):
    page = page_factory(360, python=f"{address}/{LIGHTING}")
    page.goto(f"{address}/{LIGHTING}")
    compute(page)
    shown = page.locator(".px-output").all_inner_texts()
    number = page.locator('.px-form input[inputmode="numeric"]').first
    number.fill("")
    expect(page.locator(".px-refused")).to_be_visible(timeout=START)
    assert "Traceback" not in page.locator("article").inner_text()
    assert page.locator(".px-output").all_inner_texts() == shown
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


def test_html_made_by_python_cannot_run_a_script(address, page_factory):
    page = page_factory(360, python=f"{address}/{LIGHTING}")
    hostile = "<p>vu</p><img src=x onerror=\"document.title='!'\"><script>document.title='!'</script><a href='javascript:1'>l</a>"

    def forged(route: Route) -> None:
        notebook = json.loads(route.fetch().text())
        for cell in notebook["cells"]:
            if cell["name"] == "c-energy":
                cell["source"] += f"\nclass X:\n    def _repr_html_(self): return {hostile!r}\nX()"
        route.fulfill(json=notebook)

    page.route("**/notebook.fr.json", forged)
    page.goto(f"{address}/{LIGHTING}")
    title = page.title()
    compute(page)
    output = page.locator('.px-output[data-cell="c-energy"]')
    expect(output).to_contain_text("vu", timeout=START)
    assert output.locator("script, img, [onerror], a[href]").count() == 0
    assert page.title() == title


def test_an_exercise_is_accessible_in_every_state(address, page_factory, axe):
    page = page_factory(360, python=f"{address}/{LIGHTING}")
    page.goto(f"{address}/{LIGHTING}")
    compute(page)
    question = page.locator(".px-question").first
    question.locator("input").fill("12")
    question.get_by_role("button").click()
    expect(question).to_have_attribute("data-status", "wrong", timeout=START)
    page.locator('.px-form input[inputmode="numeric"]').first.fill("")
    expect(page.locator(".px-refused")).to_be_visible(timeout=START)
    faults = []
    for width, scheme in ((360, "light"), (360, "dark"), (1280, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found = axe(page) if scheme == "light" else axe(page, only=AXE_COLOURS)
        faults += [f"{width} {scheme}: {fault}" for fault in found]
    assert faults == []


def test_no_learner_page_or_file_holds_a_solution(site: Path):
    cells = [
        cell
        for exercise in COURSE.exercises.values()
        for notebook in exercise.notebooks.values()
        for cell in notebook.cells
        if cell.role is CellRole.SOLUTION
    ]
    assert cells
    texts = [
        p.read_text(encoding="utf-8") for p in site.rglob("*") if p.suffix in {".html", ".json", ".ipynb"}
    ]
    for cell in cells:
        assert not any(json.dumps(cell.source)[1:-1] in text or f'"{cell.name}"' in text for text in texts), (
            cell.name
        )
