"""Answers to a quiz are written in the learner's journal and come back as they stood: every kind, right, wrong, half-way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from journal_sample import wait_for
from playwright.sync_api import Page, expect
from quiz_desk import KEPT, again, all_kept, bring, entries, go_on, opening, picture, ready
from quiz_hands import PARTLY, RIGHT, WRONG, AtOnce, Keyboard, Mouse
from quiz_sample import SINGLE, quiz, write_page

pytestmark = pytest.mark.browser
FORBIDDEN = """for (const name of ["localStorage", "indexedDB"])
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });"""
LOST = """for (const name of ["localStorage", "indexedDB"])
  Object.defineProperty(window, name, { get() { return undefined; } });"""


@pytest.fixture(scope="module")
def quiz_address(serve_folder, tmp_path_factory) -> str:
    """The sample; a recall of one question."""
    folder = tmp_path_factory.mktemp("kept")
    write_page(folder, quiz(), recorded=True)
    write_page(folder, quiz(SINGLE), recorded=True, name="recall.html")
    recall = folder / "recall.html"
    recall.write_text(
        recall.read_text("utf-8").replace('data-quiz="', 'data-where="recall" data-quiz="'), "utf-8"
    )
    return str(serve_folder(folder))


@pytest.fixture
def start(same_page, quiz_address) -> Callable[..., Page]:
    return opening(same_page, quiz_address)


BEGUN_AGAIN = """const last = device.entries.slice(-given.length);
    return last.every(({ kind }) => kind === "restart")
        && JSON.stringify(last.map(({ question }) => question).sort()) === JSON.stringify(given);"""
HALF = {question: gestures for question, (gestures, _) in PARTLY.items()}


def same_again(page: Page, told: str) -> None:
    """What one sees is the same when the page is opened again, and the focus stays where it was."""
    before = picture(page)
    again(page)
    assert picture(page) == before, told
    assert page.evaluate("document.activeElement === document.body"), told


def test_a_quiz_comes_back_as_it_was_left_and_as_it_was_begun_again(start, axe) -> None:
    page = start()
    fresh = picture(page)
    for told, answers in (("right", RIGHT), ("wrong", WRONG), ("half-way", HALF)):
        known = len(entries(page))
        bring(page, answers)
        same_again(page, told)
        written = entries(page)[known:]
        assert [(entry["question"], entry["tries"]) for entry in written] == [(one, 1) for one in answers]
        if answers == HALF:  # every mark, beside the word that it is kept; other states: `test_quiz_access`
            assert axe(page) == []
        if answers != RIGHT:
            go_on(page)
            all_kept(page, answers)
            same_again(page, f"{told} to the end")
        page.locator("[data-action=again-all]").click()
        expect(page.locator(".pq-score")).to_contain_text("0")
        assert picture(page) == fresh
        wait_for(page, BEGUN_AGAIN, sorted(answers))
    again(page)
    assert picture(page) == fresh


def test_what_comes_back_is_not_said_aloud_and_what_comes_next_is(start) -> None:
    page = start()
    bring(page, {"cheapest": WRONG["cheapest"]})
    again(page)
    status = page.locator("#q-cheapest").get_by_role("status")
    expect(status).to_contain_text("Réponse fausse.")
    expect(status).to_have_attribute("aria-live", "off")
    hand = Keyboard(page, "cheapest")
    hand.answer(RIGHT["cheapest"])
    assert status.get_attribute("aria-live") is None
    hand.check()
    expect(status).to_contain_text("Réponse juste.")
    assert [entry["tries"] for entry in entries(page)] == [1, 2]


def test_a_keyboard_goes_on_from_where_the_quiz_was_left(start) -> None:
    page = start()
    bring(page, {"cheapest": RIGHT["cheapest"], "identifiers": WRONG["identifiers"]})
    again(page)
    hand = Keyboard(page, "cheapest")
    hand.press("Question suivante")
    expect(page.locator("#q-identifiers .pq-number")).to_be_focused()
    hand = Keyboard(page, "identifiers")
    hand.answer([*WRONG["identifiers"], *RIGHT["identifiers"]])
    hand.check()
    expect(hand.root.get_by_role("status")).to_contain_text("Réponse juste.")
    hand.press("Refaire cette question")
    expect(page.locator("#q-identifiers .pq-number")).to_be_focused()
    again(page)
    assert page.locator("#q-identifiers input:checked").count() == 0
    assert page.locator("#q-cheapest input:checked").count() == 1


def test_an_answer_counts_as_kept_once_the_device_has_it_and_not_before(start) -> None:
    hold = """const put = IDBObjectStore.prototype.put;
        globalThis.release = () => {};
        Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
        const transaction = IDBDatabase.prototype.transaction;
        IDBDatabase.prototype.transaction = function (...given) {
            const made = transaction.apply(this, given);
            if (given[1] !== "readwrite") return made;
            let held = true;
            globalThis.release = () => { held = false; };
            const store = made.objectStore("journal");
            const keep = () => { if (held) store.count().onsuccess = keep; };
            keep();
            return made;
        };"""
    page = start(script=hold)
    hand = Mouse(page, "cheapest")
    hand.answer(RIGHT["cheapest"])
    hand.check()
    mark = hand.root.locator(".pq-kept")
    expect(mark).to_have_attribute("data-state", "pending")
    expect(mark).to_be_hidden()
    page.evaluate("release()")
    expect(mark).to_be_visible()
    expect(mark).to_have_text(KEPT)


# --- when the device keeps nothing ----------------------------------------------------------------------


@pytest.mark.parametrize("script", [FORBIDDEN, LOST], ids=["forbidden", "none"])
def test_a_browser_that_keeps_nothing_says_so_and_the_quiz_works(start, axe, script) -> None:
    page = start(script=script)
    trouble = page.locator(".pc-trouble")
    expect(trouble).to_have_attribute("role", "status")
    expect(trouble).to_contain_text("ne laisse rien garder à ce site")
    assert trouble.get_by_role("link").get_attribute("href") == "kept.html"
    hand = AtOnce(page, "cheapest")
    hand.answer(RIGHT["cheapest"])
    hand.check()
    expect(hand.root.get_by_role("status")).to_contain_text("Réponse juste.")
    expect(hand.root.locator(".pq-kept")).to_contain_text("n’a pas pu être gardée")
    assert page.locator(".pc-trouble").count() == 1
    if script == LOST:  # both say the same
        assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_full_device_says_what_is_lost_where_it_is_lost(start) -> None:
    full = """() => {
        for (const proto of [Storage.prototype, IDBObjectStore.prototype])
            for (const name of ["setItem", "put", "add"])
                if (name in proto) proto[name] = () => { throw new DOMException("", "QuotaExceededError"); };
    }"""
    page = start()
    bring(page, {"cheapest": RIGHT["cheapest"]})
    page.evaluate(full)
    hand = AtOnce(page, "order")
    hand.answer(RIGHT["order"])
    hand.check()
    expect(hand.root.locator("+ .pc-trouble")).to_contain_text("plus de place sur cet appareil")
    again(page)
    assert page.locator("#q-order .pq-status").inner_text() == ""
    expect(page.locator("#q-cheapest").get_by_role("status")).to_contain_text("Réponse juste.")


# --- two tabs -------------------------------------------------------------------------------------------


def test_an_answer_in_another_tab_shows_here_unless_someone_is_answering(start) -> None:
    one = start()
    other = start(beside=one)
    one.locator('#q-cheapest label:has(input[value="led"])').click()
    one.evaluate("document.activeElement.blur()")
    bring(other, {"cheapest": RIGHT["cheapest"], "hash": RIGHT["hash"]})
    expect(one.locator("#q-hash").get_by_role("status")).to_contain_text("Réponse juste.")
    expect(one.locator(".pq-score")).to_contain_text("1")
    assert one.locator('#q-cheapest input[value="led"]').is_checked()
    assert one.locator("#q-cheapest .pq-status").inner_text() == ""
    other.locator("[data-action=again-all]").click()
    expect(one.locator("#q-hash .pq-status")).to_have_text("")
    assert one.locator('#q-cheapest input[value="led"]').is_checked()


# --- elsewhere ------------------------------------------------------------------------------------------


def test_a_recall_asks_afresh_and_what_it_learns_shows_in_the_quiz(start) -> None:
    page = start()
    bring(page, {"cheapest": WRONG["cheapest"]})
    page.goto(page.url.rstrip("/") + "/recall.html")
    ready(page)
    assert page.locator("input:checked").count() == 0
    bring(page, {"cheapest": RIGHT["cheapest"]})
    page.get_by_role("button", name="Refaire cette question").click()
    assert [(entry["kind"], entry["where"]) for entry in entries(page)] == [
        ("answer", "quiz"),
        ("answer", "recall"),
    ]
    page.goto(page.url.replace("recall.html", ""))
    ready(page)
    expect(page.locator("#q-cheapest").get_by_role("status")).to_contain_text("Réponse juste.")
