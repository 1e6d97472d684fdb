"""Ways to answer a quiz: with a mouse, with nothing but a keyboard, at once. All know the same gestures.

`Mouse` and `Keyboard` do what people do, for tests of answering. `AtOnce` is for tests of what comes after: it brings a
question into a state within one turn of the page, for a tenth of the processor.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

from playwright.sync_api import Locator, Page

Gestures = list[tuple[str, ...]]
RIGHT = {
    "cheapest": [("tick", "off")],
    "identifiers": [("tick", "birth"), ("tick", "sex")],
    "hash": [("tick", "false"), ("tick", "cross")],
    "saving": [("write", "64,9 %")],
    "tests": [("choose", "single", "single"), ("choose", "link", "link"), ("choose", "infer", "infer")],
    "order": [("order", "off", "dim", "led", "new")],
    "sort": [("put", "night", "sobriety"), ("put", "lamps", "efficiency"), ("put", "fewer", "sobriety")],
    "rebound": [("write", "Effet Rebond")],
}
WRONG = {
    "cheapest": [("tick", "led")],
    "identifiers": [("tick", "amount")],
    "hash": [("tick", "true"), ("tick", "cost")],
    "saving": [("write", "12")],
    "tests": [("choose", "single", "link"), ("choose", "link", "infer"), ("choose", "infer", "cost")],
    "order": [("order", "new", "led", "dim", "off")],
    "sort": [("put", "night", "efficiency"), ("put", "lamps", "sobriety"), ("put", "fewer", "efficiency")],
    "rebound": [("write", "effet de serre")],
}
PARTLY = {
    "identifiers": ([("tick", "birth")], 0.5),
    "hash": ([("tick", "false"), ("tick", "cost")], 0.5),
    "tests": (
        [("choose", "single", "single"), ("choose", "link", "infer"), ("choose", "infer", "cost")],
        1 / 3,
    ),
    "order": ([("order", "off", "led", "dim", "new")], 0.5),
    "sort": (
        [("put", "night", "sobriety"), ("put", "lamps", "sobriety"), ("put", "fewer", "sobriety")],
        2 / 3,
    ),
}


# Whether the way is shorter onwards, from stop to stop and round from the last to the first.
AIM = """(node) => {
  window.aim = node;
  const from = document.activeElement;
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter((stop) => stop === node || stop === from || (!stop.disabled && stop.tabIndex >= 0 && stop.checkVisibility()));
  const [here, there] = [stops.indexOf(from), stops.indexOf(node)];
  if (here < 0 && from !== document.body) {
    return Boolean(from.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
  }
  return (there - here + stops.length) % stops.length <= stops.length / 2;
}"""
# Nothing when the page has drawn another in the place of what one aims at.
HAS_FOCUS = """() => !window.aim?.isConnected ? null : window.aim === document.activeElement ||
  (window.aim.type === "radio" && window.aim.name === document.activeElement.name)"""
GESTURES = """([question, gestures]) => {
  const root = document.getElementById(`q-${question}`);
  const item = (id) => root.querySelector(`[data-item="${id}"]`);
  const open = (field) => {
    if (field.matches(":disabled")) throw new Error(`closed: ${field.outerHTML}`);
    return field;
  };
  const tick = (within, value) => open(within.querySelector(`input[value="${value}"]`)).click();
  const fill = (field, value) => {
    open(field).value = value;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
    if (field.value !== value) throw new Error(`no such answer: ${value}`);
  };
  const places = () => [...root.querySelectorAll(".pq-step")].map((step) => step.dataset.item);
  const known = {
    tick: (value) => tick(root, value),
    put: (card, category) => tick(item(card), category),
    write: (text) => fill(root.querySelector(".pq-input"), text),
    choose: (row, value) => fill(item(row).querySelector("select"), value),
    order: (...wanted) => wanted.forEach((id, place) => {
      for (let n = places().indexOf(id); n > place; n--) open(item(id).querySelector('[data-move="up"]')).click();
    }),
  };
  for (const [name, ...given] of gestures) known[name](...given);
}"""
PRESS = """([question, action]) => {
  const button = document.querySelector(`#q-${question} [data-action="${action}"]`);
  if (!button.checkVisibility()) throw new Error(`not shown: ${question} ${action}`);
  button.click();
}"""


class Hand(ABC):
    """What both hands share: where things are in one question."""

    def __init__(self, page: Page, question: str) -> None:
        self.page, self.question = page, question
        self.root = page.locator(f"#q-{question}")

    def answer(self, gestures: Gestures) -> None:
        for name, *arguments in gestures:
            getattr(self, name)(*arguments)

    def check(self, name: str = "Vérifier") -> None:
        self.press(name)

    def order(self, *wanted: str) -> None:
        """Bring each step up to its place, first to last."""
        for place, identity in enumerate(wanted):
            step = self.root.locator(f'.pq-step[data-item="{identity}"]')
            while self.places().index(identity) > place:
                self.use(step.locator('[data-move="up"]'))

    def places(self) -> list[str]:
        return self.root.locator(".pq-step").evaluate_all("steps => steps.map((step) => step.dataset.item)")

    def press(self, name: str) -> None:
        self.use(self.root.locator(".pq-actions").get_by_text(name))

    @abstractmethod
    def use(self, target: Locator) -> None:
        """Activate what one points at."""


class Mouse(Hand):
    def use(self, target: Locator) -> None:
        target.click()

    def tick(self, value: str) -> None:
        self.root.locator(f'label:has(input[value="{value}"])').click()

    def put(self, card: str, category: str) -> None:
        self.root.locator(f'[data-item="{card}"] label:has(input[value="{category}"])').click()

    def write(self, text: str) -> None:
        self.root.locator(".pq-input").click()
        self.root.locator(".pq-input").fill(text)

    def choose(self, row: str, value: str) -> None:
        self.root.locator(f'[data-item="{row}"] select').select_option(value)


class Keyboard(Hand):
    """Tab, arrows, space and enter; starts wherever focus is."""

    def use(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")

    def reach(self, target: Locator) -> None:
        """Tab the shorter way to the target, then the other, until it has focus; for a radio, one of its group."""
        ahead = target.evaluate(AIM)  # the target is looked for once, then seven times cheaper to ask about
        for key in ("Tab", "Shift+Tab") if ahead else ("Shift+Tab", "Tab"):
            for _ in range(140):
                reached = self.page.evaluate(HAS_FOCUS)
                if reached:
                    return
                if reached is None:
                    target.evaluate(AIM)
                    continue
                self.page.keyboard.press(key)
        raise AssertionError(f"out of reach: {target}")

    def tick(self, value: str) -> None:
        self._pick(self.root.locator(f'input[value="{value}"]'))

    def put(self, card: str, category: str) -> None:
        self._pick(self.root.locator(f'[data-item="{card}"] input[value="{category}"]'))

    def _pick(self, box: Locator) -> None:
        """A checkbox by space; a radio by the arrows of its group."""
        if box.get_attribute("type") == "checkbox":
            self.reach(box)
            self.page.keyboard.press("Space")
            return
        self.reach(box)
        self.page.keyboard.press("Space")
        for _ in range(10):
            if box.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"not picked: {box}")

    def write(self, text: str) -> None:
        self.reach(self.root.locator(".pq-input"))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, row: str, value: str) -> None:
        """The letter of an option picks it in a closed list."""
        select = self.root.locator(f'[data-item="{row}"] select')
        self.reach(select)
        self.page.keyboard.press(select.locator(f'option[value="{value}"]').inner_text()[0])
        assert select.input_value() == value


class AtOnce(Hand):
    """By the page's own events, all gestures in one turn; what is closed or hidden is refused, as it is to a hand."""

    def answer(self, gestures: Gestures) -> None:
        self.page.evaluate(GESTURES, [self.question, gestures])

    def check(self, name: str = "check") -> None:
        self.page.evaluate(PRESS, [self.question, name])

    def use(self, target: Locator) -> None:
        target.evaluate("node => node.click()")


def answer_all(page: Page, answers: Mapping[str, Gestures], checks: int = 1) -> None:
    """Answer these questions, each checked so many times."""
    for question, gestures in answers.items():
        hand = AtOnce(page, question)
        hand.answer(gestures)
        for _ in range(checks):
            hand.check()
