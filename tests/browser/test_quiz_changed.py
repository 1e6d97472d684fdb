"""Answers that come back to a quiz that changed since, from a journal that was edited, and any answer there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from quiz_desk import add, again, bring, opening, picture, ready
from quiz_hands import WRONG, Mouse
from quiz_sample import MATCHING, MULTIPLE, NUMERIC, ORDERING, QUESTIONS, SHORT, SINGLE, quiz, write_page

pytestmark = pytest.mark.browser
CHANGED = "Cette question a changé depuis votre réponse"


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


@pytest.fixture(scope="module")
def quiz_address(serve_folder, tmp_path_factory) -> str:
    """The sample; a later version of it; the sample once for each odd answer."""
    folder = tmp_path_factory.mktemp("changed")
    write_page(folder, quiz(), recorded=True)
    write_page(folder, quiz(*LATER), recorded=True, name="later.html")
    write_page(folder, *(each for _, each in ODD_ONES), recorded=True, name="odd.html")
    return str(serve_folder(folder))


@pytest.fixture
def start(same_page, quiz_address) -> Callable[..., Page]:
    return opening(same_page, quiz_address)


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
