"""Two ways to answer a quiz: with a mouse, with nothing but a keyboard. Both know the same gestures."""

from __future__ import annotations

from abc import ABC, abstractmethod

from playwright.sync_api import Locator, Page

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


HAS_FOCUS = """(node) => node === document.activeElement ||
  (node.type === "radio" && node.name === document.activeElement.name)"""


class Hand(ABC):
    """What both hands share: where things are in one question."""

    def __init__(self, page: Page, question: str) -> None:
        self.page = page
        self.root = page.locator(f"#q-{question}")

    def answer(self, gestures: list[tuple[str, ...]]) -> None:
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
        """Tab towards the target, then the other way, until it has focus; for a radio, one of its group."""
        ahead = target.evaluate("node => Boolean(document.activeElement.compareDocumentPosition(node) & 4)")
        for key in ("Tab", "Shift+Tab") if ahead else ("Shift+Tab", "Tab"):
            for _ in range(140):
                if target.evaluate(HAS_FOCUS):
                    return
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
