"""The report of a class in a real browser: readable in both schemes and on a phone, nothing refused, nothing asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import AXE_COLOURS, AXE_LAYOUT
from support import a_class, courses

from generator.editions import select
from generator.reading import read_course
from generator.reading.look import read_look
from generator.reading.results import STDIN, read_results
from generator.renderers.results import render
from generator.results import count_results

pytestmark = pytest.mark.browser

TARGETS = """() => [...document.querySelectorAll("a")]
  .filter((node) => !node.closest("p, th") && node.getBoundingClientRect().height < 24).length"""


@pytest.fixture(scope="module")
def reports(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[int, str]:
    """Reports of twelve and of three, at the address of their file."""
    course = read_course(courses.SOUND).course
    assert course is not None
    variant = select(course, course.editions["default"]).variants[0]
    made = {}
    for size in (12, 3):
        codes = "\n".join(map(a_class.code, a_class.results(variant, size)))
        results = read_results([STDIN], "parcours", codes.encode()).results
        folder = tmp_path_factory.mktemp(f"report-{size}")
        tree = render(count_results(results, variant), results, variant, "2026.11", read_look(root))
        for path, data in tree.items():
            (folder / path).write_bytes(data)
        made[size] = (folder / "resultats.html").as_uri()
    return made


def test_the_report_is_accessible_and_asks_nobody(reports, same_page, axe) -> None:
    page = same_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    faults = []
    for size, address in reports.items():
        page.goto(address)
        family = page.evaluate(
            "document.fonts.ready.then(() => document.fonts.check('16px \"Atkinson Next\"'))"
        )
        assert family is True
        for width, scheme, rules in (
            (1280, "light", ()),
            (1280, "dark", AXE_COLOURS),
            (320, "dark", AXE_LAYOUT),
        ):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            faults += [f"{size}, {width}, {scheme}: {fault}" for fault in axe(page, only=rules)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults.append(f"{size}, {width}: scrolls sideways")
            if page.evaluate(TARGETS):
                faults.append(f"{size}, {width}: a link too small to touch")
    assert faults == []
    assert {address for address in asked if not address.startswith("data:")} == set(reports.values())


def test_the_first_misconception_is_read_before_any_figure_and_leads_to_its_question(
    reports, same_page
) -> None:
    page = same_page(360)
    page.goto(reports[12])
    first = page.get_by_role("heading", name="À reprendre d’abord")
    assert first.bounding_box()["y"] < page.locator("figure").first.bounding_box()["y"]
    page.locator(".first-list a").first.click()
    question = page.evaluate("document.querySelector(':target').textContent")
    assert page.locator(".first-list .said strong").first.inner_text().split()[0] in question


def test_cells_say_in_words_what_their_colour_shows(reports, same_page) -> None:
    page = same_page()
    page.goto(reports[12])
    cells = page.locator(".heat tbody td[class^=heat], .heat tbody td.cell-right").all_inner_texts()
    assert cells
    assert all(any(c.isdigit() for c in text) for text in cells)
    assert page.locator(".heat td[class^=heat]:not(.empty)").first.locator(".unseen").count() == 1
