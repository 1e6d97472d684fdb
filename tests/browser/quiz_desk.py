"""A quiz whose answers go into the journal, in an open page: what tests answer there, wait for, and see.

Lives here: gestures over the whole page and what is read of it. May not live here: those on one question (`quiz_hands`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from playwright.sync_api import Page
from quiz_hands import answer_all

KEPT = "Réponse gardée sur cet appareil."
OPEN = (
    "const { openDevice } = await import('/learner/device.js'); const device = await openDevice('parcours');"
)


def opening(same_page: Any, address: str) -> Callable[..., Page]:
    """`start(name="", beside=None, script="")`: a page open in a browser that knows nothing, or beside a tab."""

    def opened(name: str = "", beside: Page | None = None, script: str = "") -> Page:
        page: Page = beside.context.new_page() if beside else same_page(script=script)
        page.goto(f"{address}/{name}")
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
