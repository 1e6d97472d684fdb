"""A module from the front door to the attestation, with nothing but a keyboard, the network cut half-way.

What a learner does in an hour, as one story: read, compute, answer, see where one stands, print a proof; then hand the
trainer a file that `parcours verify` finds sound. Nothing is asked of another host, nothing is refused by the policy,
no cookie is set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import assert_never

import pytest
from click.testing import CliRunner
from exercise_hands import UPDATED, keeping, marks
from offline_site import Turns, turning
from playwright.sync_api import Page, expect
from quiz_hands import Keyboard

from generator.cli import cli
from generator.model import (
    Edition,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
    Sorting,
    TrueFalse,
)

pytestmark = [pytest.mark.browser, pytest.mark.engine]

PATIENCE = 60_000
START = 120_000  # milliseconds: loading Python and a first run, on a busy machine
MODULE = "c2"
NAME = "Camille Élue-Dupont"


def right(question: Question) -> list[tuple[str, ...]]:
    """The gestures of somebody who knows."""
    match question:
        case SingleChoice() | MultipleChoice():
            return [("tick", choice.id) for choice in question.choices if choice.correct]
        case TrueFalse():
            reason = next(choice.id for choice in question.reasons if choice.correct)
            return [("tick", str(question.answer).lower()), ("tick", reason)]
        case Numeric():
            return [("write", f"{question.answer:f}".rstrip("0").rstrip(".").replace(".", ","))]
        case Matching():
            return [("choose", pair.id, pair.id) for pair in question.pairs]
        case Ordering():
            return [("order", *(step.id for step in question.steps))]
        case Sorting():
            return [("put", card.id, card.category) for card in question.cards]
        case ShortText():
            return [("write", question.accepted[0])]
    assert_never(question)


class Learner(Keyboard):
    """Somebody without a mouse, anywhere on the site."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, "none")

    def follow(self, selector: str) -> None:
        """Go to a link by the keyboard, and through it."""
        link = self.page.locator(selector).first
        href = link.evaluate("node => node.href")
        self.use(link)
        self.page.wait_for_url(href, timeout=PATIENCE)

    def say_it_is_read(self) -> None:
        """At the end of a lesson: nobody has to wait for the clock of the page."""
        self.use(self.page.locator(".pc-read__act"))
        expect(self.page.locator(".pc-read[data-read]")).to_be_visible(timeout=PATIENCE)


def watched(page: Page) -> tuple[list[str], list[str]]:
    """What the page will ask for, and what its policy will refuse."""
    asked: list[str] = []
    refused: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.expose_function("policyRefused", lambda told: refused.append(told))  # noqa: PLW0108  (a bound method of a list will not do)
    page.add_init_script(
        """document.addEventListener("securitypolicyviolation", (event) =>
          policyRefused(`${event.effectiveDirective}: ${event.blockedURI} in ${event.documentURI}`))"""
    )
    return asked, refused


def checked(badge: Path, root: Path) -> None:
    """The trainer finds the file sound, and one whose name was changed not."""
    found = CliRunner().invoke(cli, ["--project", str(root), "verify", str(badge)])
    assert found.exit_code == 0, found.output
    assert NAME in found.output
    forged = badge.with_name("forged.json")
    forged.write_text(badge.read_text("utf-8").replace(NAME, "Quelqu’un d’autre"), encoding="utf-8")
    assert CliRunner().invoke(cli, ["--project", str(root), "verify", str(forged)]).exit_code == 1


LARGE = """async () => Promise.all((await caches.keys()).map(async (name) =>
  [name.split(" ")[0], (await (await caches.open(name)).keys()).map(({ url }) => url.split("/").pop())]))"""


def computed(learner: Learner) -> None:
    """From the copy, then from the memory that this left; the large files are on the device once."""
    page = learner.page
    for start in ("cold", "restored"):
        learner.use(page.locator(".px-form button[type=submit]").first)
        expect(page.locator(".px-status")).to_have_text(UPDATED, timeout=START)
        assert marks(page, "parcours-python") == [start]
        if start == "cold":
            assert keeping(page) == ["kept"]
            page.reload()
    large = {"pyodide.asm.wasm", "memory"}
    found = [(cache, file) for cache, files in page.evaluate(LARGE) for file in files if file in large]
    assert sorted(found) == [("parcours-python", "memory"), ("parcours-site", "pyodide.asm.wasm")]


@pytest.fixture
def server(site: Path) -> Iterator[Turns]:
    with turning(site, site / "_headers") as turns:
        yield turns


def test_a_module_by_keyboard_with_the_network_cut_half_way(
    page_factory, server: Turns, edition: Edition, tmp_path: Path, root: Path
) -> None:
    address = server.address
    page: Page = page_factory(1280, service_workers="allow")
    page.set_default_timeout(PATIENCE)
    asked, refused = watched(page)
    variant = edition.variant("elus", "fr")
    assert variant
    chapter = next(chapter for chapter in variant.chapters if chapter.id == MODULE)
    assert chapter.quiz
    learner = Learner(page)

    # The front door, the course, the module.
    page.goto(f"{address}/")
    learner.follow(f'main a[href$="{variant.path}/"]')
    learner.follow(f'main a[href$="{chapter.slug}/"]')

    # The site keeps itself on the device, exercises too, since the learner asks for them.
    learner.follow('a[href$="mon-parcours/"]')
    keep = page.locator("parcours-offline [data-act=python]")
    expect(keep).to_be_visible(timeout=PATIENCE)
    learner.use(keep)
    expect(keep).to_have_count(0, timeout=START)

    # Half of the lessons, then no network any more.
    page.goto(f"{address}/{variant.path}/{chapter.slug}/{chapter.sections[0].slug}/")
    for number, section in enumerate(chapter.sections):
        if number == len(chapter.sections) // 2:
            page.context.set_offline(True)
            server.stop()
        expect(page.locator("h1")).to_contain_text(re.sub(r"\s", " ", section.title)[:12])
        learner.say_it_is_read()
        learner.follow(".md-footer__link--next")

    computed(learner)
    learner.follow(".md-footer__link--next")

    # Every question of the quiz.
    for question in chapter.quiz.questions:
        hand = Keyboard(page, question.stem.id)
        hand.answer(right(question))
        hand.check()
        expect(hand.root).to_have_attribute("data-verdict", "right")

    # Where one stands, then the proof.
    learner.follow('a[href$="mon-parcours/"]')
    expect(page.locator("parcours-mine")).to_contain_text(chapter.title[:12])
    learner.follow('a[href$="attestation/"]')
    learner.reach(page.locator("#pp-name"))
    page.keyboard.type(NAME)
    sheet = page.locator("[data-part=sheet]")
    expect(sheet).to_contain_text(NAME)
    expect(sheet).to_contain_text("100")
    with page.expect_download() as saved:
        learner.use(page.locator("[data-action=save]"))
    badge = tmp_path / "badge.json"
    saved.value.save_as(badge)

    checked(badge, root)

    assert refused == []
    assert {url for url in asked if not url.startswith((address, "data:", "blob:"))} == set()
    assert page.context.cookies() == []
