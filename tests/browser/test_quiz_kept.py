"""Answers to a quiz are written in the learner's journal and come back as they stood: every kind, right, wrong, half-way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from quiz_hands import PARTLY, RIGHT, WRONG, AtOnce, Keyboard, Mouse, answer_all
from quiz_sample import MATCHING, MULTIPLE, NUMERIC, ORDERING, QUESTIONS, SHORT, SINGLE, quiz, write_page

pytestmark = pytest.mark.browser
KEPT = "Réponse gardée sur cet appareil."
CHANGED = "Cette question a changé depuis votre réponse"
OPEN = (
    "const { openDevice } = await import('/learner/device.js'); const device = await openDevice('parcours');"
)
FORBIDDEN = """for (const name of ["localStorage", "indexedDB"])
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });"""
LOST = """for (const name of ["localStorage", "indexedDB"])
  Object.defineProperty(window, name, { get() { return undefined; } });"""


@pytest.fixture(scope="module")
def quiz_address(serve_folder, tmp_path_factory) -> str:
    """The sample; a later version of it; a recall of one question; the sample once for each odd answer."""
    folder = tmp_path_factory.mktemp("kept")
    write_page(folder, quiz(), recorded=True)
    write_page(folder, quiz(*LATER), recorded=True, name="later.html")
    write_page(folder, quiz(SINGLE), recorded=True, name="recall.html")
    write_page(folder, *(each for _, each in ODD_ONES), recorded=True, name="odd.html")
    recall = folder / "recall.html"
    recall.write_text(
        recall.read_text("utf-8").replace('data-quiz="', 'data-where="recall" data-quiz="'), "utf-8"
    )
    return str(serve_folder(folder))


def without(items: tuple, identity: str) -> tuple:
    return tuple(each for each in items if each.id != identity)


LATER = (
    replace(SINGLE, choices=without(SINGLE.choices, "led")),
    replace(MULTIPLE, choices=without(MULTIPLE.choices, "amount")),
    replace(NUMERIC, answer=12.0),
    replace(MATCHING, pairs=without(MATCHING.pairs, "link")),
    replace(ORDERING, steps=without(ORDERING.steps, "led")),
    SHORT,
)
"""The sample, as its authors might have changed it since."""


ODD = [
    "",
    0,
    None,
    True,
    [],
    {},
    ["<b>"],
    {"judgement": "true", "reason": 3},
    {"__proto": 1},
    [[["off"]]],
    '"]',
    "\u0000",
]
ODD_ONES = tuple(
    (
        odd,
        quiz(
            *(replace(each, stem=replace(each.stem, id=f"{each.stem.id}-{n}")) for each in QUESTIONS),
            identity=f"odd-{n}",
        ),
    )
    for n, odd in enumerate(ODD)
)
"""The sample again for each odd answer, under other names: whatever is wrong with one is seen beside the others."""


@pytest.fixture
def start(page_factory, quiz_address) -> Callable[..., Page]:
    """`start(name="", beside=None, script=None, **options)`: the sample open in a browser of its own, or beside a tab."""

    def opened(name: str = "", beside: Page | None = None, script: str | None = None, **options: Any) -> Page:
        page: Page = beside.context.new_page() if beside else page_factory(**options)
        if script:
            page.add_init_script(script)
        page.goto(f"{quiz_address}/{name}")
        ready(page)
        return page

    return opened


def ready(page: Page) -> None:
    """The journal has been read and what it says is shown: both are done in one turn."""
    page.wait_for_function(f"async () => {{ {OPEN} await new Promise(requestAnimationFrame); return true; }}")


def again(page: Page) -> None:
    page.reload()
    ready(page)


def entries(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(f"async () => {{ {OPEN} return device.entries; }}")
    return found


def add(page: Page, *answers: dict[str, Any]) -> None:
    whole = {"course": "parcours", "kind": "answer", "at": "2026-11-27T20:31:05.123Z", "module": "a1"}
    whole |= {"score": 0.5, "tries": 2, "done": True, "where": "quiz"}
    made = [{**whole, "id": f"{n:016d}", **answer} for n, answer in enumerate(answers)]
    work = f"async (entries) => {{ {OPEN} return device.merge(entries); }}"
    assert page.evaluate(work, made) == {"added": len(made), "kept": True}


def bring(page: Page, answers: Mapping[str, Any]) -> None:
    """Answer, and wait until each answer is kept."""
    answer_all(page, answers)
    all_kept(page, answers)


def go_on(page: Page) -> None:
    """Check what is answered until no try is left."""
    page.evaluate("""() => document.querySelectorAll("[data-action=check]").forEach((check) => {
        while (check.closest("parcours-question").dataset.verdict && check.checkVisibility()) check.click();
    })""")


def all_kept(page: Page, questions: Iterable[str]) -> None:
    """Each of these says, in sight, that its last answer is kept."""
    page.wait_for_function(
        """([questions, said]) => questions.every((question) => {
            const line = document.querySelector(`#q-${question} .pq-kept`);
            return line.textContent === said && line.checkVisibility({ visibilityProperty: true });
        })""",
        arg=[list(questions), KEPT],
    )


def picture(page: Page) -> dict[str, Any]:
    """What one sees of the page: texts, marks, what is ticked and typed, in which order. Not which hints are open."""
    seen: dict[str, Any] = page.evaluate("""() => {
        const shown = document.querySelector("main").cloneNode(true);
        for (const hint of shown.querySelectorAll(".pq-hints, .pq-announce, [data-action=hint]")) hint.remove();
        for (const node of shown.querySelectorAll(".pq-status")) node.removeAttribute("aria-live");
        const attributes = (node) => [...node.attributes].map(({ name, value }) => `${name}=${value}`).sort().join(" ");
        const line = (node) => (node.nodeType === Node.TEXT_NODE ? node.data.trim() : `${node.localName} ${attributes(node)}`);
        const lines = (node) => [line(node), ...[...node.childNodes].flatMap(lines)];
        const fields = [...document.querySelectorAll("parcours-quiz :is(input, select)")];
        return {
            page: lines(shown).filter(Boolean),
            fields: fields.map((field) => [field.checked, field.value, field.matches(":disabled")]),
        };
    }""")
    return seen


BEGUN_AGAIN = f"""async (questions) => {{ {OPEN}
    const last = device.entries.slice(-questions.length);
    return last.every(({{ kind }}) => kind === "restart")
        && JSON.stringify(last.map(({{ question }}) => question).sort()) === JSON.stringify(questions); }}"""
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
        page.wait_for_function(BEGUN_AGAIN, arg=sorted(answers))
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


# --- a course that has changed, a file that was edited ---------------------------------------------------


def test_answers_to_a_former_version_come_back_as_far_as_they_are_valid(start, axe) -> None:
    page = start()
    answers = {each: WRONG[each] for each in ("cheapest", "saving", "tests", "order", "rebound", "sort")}
    bring(page, {**answers, "identifiers": [("tick", "birth"), ("tick", "amount")]})
    page.goto(page.url.rstrip("/") + "/later.html")
    ready(page)
    for question in ("cheapest", "identifiers", "saving", "tests", "order"):
        hand = Mouse(page, question)
        expect(hand.root.get_by_role("status")).to_contain_text(CHANGED)
        assert hand.root.locator("[data-action=check]").is_visible()
    assert page.locator("#q-cheapest input:checked").count() == 0
    assert page.locator('#q-identifiers input[value="birth"]').is_checked()
    assert page.locator("#q-saving .pq-input").input_value() == "12"
    assert Mouse(page, "order").places() == ["new", "dim", "off"]
    expect(page.locator("#q-rebound").get_by_role("status")).to_contain_text("Réponse fausse.")
    assert axe(page) == []
    hand = Mouse(page, "saving")
    hand.check()
    expect(hand.root.get_by_role("status")).to_contain_text("Réponse juste.")


def test_whatever_a_journal_says_the_questions_stay_whole(start) -> None:
    page = start("odd.html")
    fresh = picture(page)
    answers = [(each.stem.id, odd) for odd, one in ODD_ONES for each in one.questions]
    add(page, *({"question": question, "answer": odd} for question, odd in answers))
    again(page)
    changed = page.locator("parcours-question", has_text=CHANGED)
    assert changed.locator("[data-action=check]").evaluate_all(
        "buttons => buttons.filter((button) => button.checkVisibility()).length"
    ) == len(answers)
    page.evaluate("document.querySelectorAll('[data-action=again-all]').forEach((button) => button.click())")
    assert picture(page) == fresh


# --- laws -----------------------------------------------------------------------------------------------

READ_BACK = """async () => {
    const { matching, sorting } = await import("/quiz/kinds/rows.js");
    const { single, multiple, trueFalse } = await import("/quiz/kinds/choices.js");
    const { numeric, shortText } = await import("/quiz/kinds/entries.js");
    const { ordering } = await import("/quiz/kinds/ordering.js");
    const words = { say: () => "", language: "fr" };
    const context = (id) => ({ field: document.querySelector(`#q-${id} .pq-field`), words, changed: () => {} });
    const values = (id, part) => [...document.querySelectorAll(`#q-${id} ${part}`)].map((one) => one.dataset.item ?? one.value);
    const orders = (all) => (all.length < 2 ? [all] : all.flatMap((one) => orders(all.filter((other) => other !== one)).map((rest) => [one, ...rest])));
    const subsets = (all) => all.reduce((found, one) => [...found, ...found.map((some) => [...some, one])], [[]]).filter((some) => some.length);
    const pairs = (rows, choices) => rows.reduce((found, row) => found.flatMap((some) => choices.map((one) => ({ ...some, [row]: one }))), [{}]);
    const rowsOf = (id) => values(id, ".pq-item");
    const reasons = values("hash", ".pq-part + .pq-part input");
    const cases = {
        cheapest: [single, values("cheapest", "input")],
        identifiers: [multiple, subsets(values("identifiers", "input"))],
        hash: [trueFalse, [true, false].flatMap((judgement) => reasons.map((reason) => ({ judgement, reason })))],
        saving: [numeric, ["64,9 %", "0", "-12.5", "5 411 142"]],
        tests: [matching, pairs(rowsOf("tests"), values("tests", ".pq-row:first-child option").filter(Boolean))],
        order: [ordering, orders(rowsOf("order"))],
        sort: [sorting, pairs(rowsOf("sort"), [...new Set(values("sort", "input"))])],
        rebound: [shortText, ["rebond", "L’effet « rebond »", "<b>", "é".repeat(200)]],
    };
    const failed = [];
    let tried = 0;
    for (const [id, [kind, answers]] of Object.entries(cases)) {
        const around = context(id);
        const arrival = JSON.stringify(rowsOf(id));
        for (const answer of answers) {
            kind.clear(around);
            const whole = kind.write(around, answer);
            const read = kind.read(around);
            const same = JSON.stringify(read) === JSON.stringify(answer) || (id === "order" && read === null && JSON.stringify(answer) === arrival);
            tried += 1;
            if (!whole || !same) failed.push([id, answer, whole, read]);
        }
        kind.clear(around);
        if (kind.read(around) !== null) failed.push([id, "not cleared"]);
    }
    return [tried, failed];
}"""


def test_what_is_written_into_a_question_is_read_back_for_every_answer_there_is(start) -> None:
    tried, failed = start().evaluate(READ_BACK)
    assert failed == []
    assert tried == 4 + 15 + 4 + 4 + 4**3 + 24 + 2**3 + 4


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
