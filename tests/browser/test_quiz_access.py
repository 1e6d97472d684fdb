"""Quizzes for everyone: axe in each state, small screens, large text, forced colours, no JavaScript."""

from __future__ import annotations

import pytest
from conftest import AXE_COLOURS, AXE_LAYOUT
from quiz_hands import RIGHT, WRONG, AtOnce, Keyboard
from quiz_sample import quiz, write_page

pytestmark = pytest.mark.browser
WAYS = (("idle", "wrong", "finished"), ("right",))
OUTSIDE = """() => [...document.querySelectorAll(".parcours-quiz :is(.pq-item, .pq-question, .pq-result) *")]
  .filter((node) => node.checkVisibility() && !node.closest("select, svg, .pq-two"))
  .filter((node) => node.getBoundingClientRect().right > node.parentElement.getBoundingClientRect().right + 1)
  .map((node) => node.outerHTML.slice(0, 120))"""
TARGETS = """() => [...document.querySelectorAll(".parcours-quiz :is(button, summary, .pq-choice, select, .pq-input, .pq-list a, .pq-actions a)")]
  .filter((node) => node.checkVisibility())
  .map((node) => [node.className || node.tagName, node.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 24)
  .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""

MARKS = """() => [...document.querySelectorAll(".pq-mark")].filter((mark) => mark.checkVisibility())
  .map((mark) => [mark.innerText.trim(), mark.querySelectorAll("svg[aria-hidden=true]").length])"""
HINTS = """(question) => document.querySelectorAll(`#q-${question} .pq-hint`)
  .forEach(() => document.querySelector(`#q-${question} [data-action=hint]`).click())"""
FINISH = """() => document.querySelectorAll("parcours-question").forEach((question) => {
  const check = question.querySelector("[data-action=check]");
  while (check.checkVisibility()) check.click();
  question.querySelector(".pq-answer summary").click();
})"""


@pytest.fixture(scope="module")
def site(serve_folder, tmp_path_factory):
    folders = {tokens: tmp_path_factory.mktemp("site") for tokens in (True, False)}
    for tokens, folder in folders.items():
        write_page(folder, quiz(), tokens=tokens)
    return {tokens: serve_folder(folder) for tokens, folder in folders.items()}


def open_quiz(page, site, *, tokens=True):
    page.goto(f"{site[tokens]}/index.html")
    return page


def bring(page, state: str) -> None:
    """All questions into a state: `wrong` is one wrong try, `finished` all tries lost after it, `right` all right."""
    if state == "idle":
        return
    if state == "finished":
        page.evaluate(FINISH)
        return
    for question, gestures in (RIGHT if state == "right" else WRONG).items():
        hand = AtOnce(page, question)
        page.evaluate(HINTS, question)
        hand.answer(gestures)
        hand.check()


def paint(page, scheme: str) -> None:
    """In other colours, as the device's and as the site's buttons have it."""
    page.emulate_media(color_scheme=scheme)
    name = "slate" if scheme == "dark" else "default"
    page.evaluate("(name) => { document.body.dataset.mdColorScheme = name; }", name)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way[-1])
def test_axe_finds_nothing_in_any_state_width_or_colour(same_page, site, axe, way):
    page = open_quiz(same_page(360), site)
    faults = []
    for state in way:
        bring(page, state)
        faults += [f"{state}, 360, light: {fault}" for fault in axe(page)]
        paint(page, "dark")
        faults += [f"{state}, 360, dark: {fault}" for fault in axe(page, only=AXE_COLOURS)]
        page.set_viewport_size({"width": 1280, "height": 800})
        faults += [f"{state}, 1280: {fault}" for fault in axe(page, only=AXE_LAYOUT)]
        page.set_viewport_size({"width": 360, "height": 800})
        paint(page, "light")
    assert faults == []


def test_axe_finds_nothing_in_the_colours_of_last_resort(same_page, site, axe):
    faults = []
    page = open_quiz(same_page(360), site, tokens=False)
    bring(page, "wrong")
    bring(page, "finished")
    for scheme in ("light", "dark"):
        paint(page, scheme)
        faults += [f"{scheme}, without the site's: {fault}" for fault in axe(page, only=AXE_COLOURS)]
    assert faults == []


def test_nothing_overflows_a_small_screen_or_large_text_and_a_thumb_finds_its_targets(page_factory, site):
    page = open_quiz(page_factory(320, has_touch=True), site)
    faults = []
    for state in ("idle", "wrong", "finished"):
        bring(page, state)
        faults += [f"{state} sticks out: {part}" for part in page.evaluate(OUTSIDE)]
        for size in ("200%", "100%"):
            page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
            if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
                faults.append(f"{state}, text at {size}: {width} pixels wide")
        faults += [f"{state}, a small target: {target}" for target in page.evaluate(TARGETS)]
    assert faults == []


def test_right_and_wrong_are_words_with_icons(same_page, site):
    page = open_quiz(same_page(360), site)
    bring(page, "wrong")
    marks = page.evaluate(MARKS)
    assert marks
    assert all(words and icons == 1 for words, icons in marks), marks


def test_focus_is_always_visible(same_page, site):
    page = open_quiz(same_page(), site)
    bring(page, "wrong")
    hand = Keyboard(page, "cheapest")
    hand.reach(hand.root.locator("input:checked"))
    for _ in range(60):
        outlined = page.evaluate(
            """() => {
              const focused = document.activeElement;
              const shown = focused.matches(".pq-choice input") ? focused.closest(".pq-choice") : focused;
              return focused === document.body || getComputedStyle(shown).outlineStyle === "solid";
            }"""
        )
        assert outlined, page.evaluate("document.activeElement.outerHTML")
        page.keyboard.press("Tab")


def test_touch_is_enough(page_factory, site):
    page = open_quiz(page_factory(360, has_touch=True, is_mobile=True), site)
    page.locator('#q-cheapest label:has(input[value="off"])').tap()
    page.locator("#q-cheapest [data-action=check]").tap()
    assert "Réponse juste." in page.locator("#q-cheapest").get_by_role("status").inner_text()
    up = page.locator('#q-order .pq-step[data-item="off"] [data-move="up"]')
    up.tap()
    assert "position" in page.locator("#q-order").get_by_role("status").inner_text()


def test_forced_colours_keep_boxes_and_ticks(page_factory, site, axe):
    page = open_quiz(page_factory(360, forced_colors="active"), site)
    bring(page, "wrong")
    box = page.locator("#q-cheapest input").first
    assert box.evaluate("node => getComputedStyle(node).appearance") == "auto"
    assert axe(page, only=AXE_COLOURS) == []


def test_without_javascript_questions_read_and_answers_open(page_factory, site):
    page = open_quiz(page_factory(360, java_script_enabled=False), site)
    assert page.locator(".pq-answer").count() == len(RIGHT)
    for answer in page.locator(".pq-answer").all():
        assert answer.locator("summary").inner_text() == "Voir la réponse"
        assert not answer.locator(".pq-fold-body").is_visible()
        answer.locator("summary").click()
        assert answer.locator(".pq-fold-body").is_visible()
    assert page.locator("button:visible").count() == 0
    assert page.locator(".pq-hint").first.is_visible()
