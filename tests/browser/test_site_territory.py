"""The learner's own territory on the published site: found, chosen, told of on its page.

Nothing is asked for before the learner opens the window, and nothing tells of the choice but the address of the
territory's own file. What becomes of a choice is in `test_site_territory_kept`, whether page and build say the same in
`test_site_territory_agrees`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from conftest import AXE_COLOURS, AXE_LAYOUT
from playwright.sync_api import Browser, Page, expect
from support.courses import parcours
from territory_hands import BEAUNE, FORGET, LESSON, MINE, OPEN, choose, fact, field, options, page_open, state

from generator.model import Course

pytestmark = [pytest.mark.browser, pytest.mark.engine]


@pytest.fixture(scope="module")
def course() -> Course:
    return parcours()


@pytest.fixture
def there(same_page, address) -> Callable[..., Page]:
    """`there(path, width)`: a page of the site in a browser that knows no choice."""

    def opened(path: str = MINE, width: int = 360) -> Page:
        page: Page = same_page(width)
        page.goto(f"{address}/{path}")
        return page

    return opened


@pytest.fixture(scope="module")
def reader(browser: Browser, address: str) -> Iterator[Page]:
    """One page for the tests that only look: « Mon territoire » in French, and its faults."""
    context = browser.new_context(
        service_workers="block", viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: message.type == "error" and faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}/{MINE}")
    yield page
    context.close()
    assert faults == []


# --- choosing ---------------------------------------------------------------------------------------


def test_a_place_is_chosen_with_the_keyboard_alone(there):
    page = there()
    button = page.get_by_role("button", name=OPEN, exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    expect(field(page)).to_have_accessible_name("Votre commune ou votre intercommunalité")
    page.keyboard.type("beaune")
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    expect(page.locator("dialog.pc-place [role=status]")).to_have_text(
        re.compile(r"8 premiers résultats sur \d+")
    )
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    pointed = field(page).get_attribute("aria-activedescendant")
    expect(page.locator(f"#{pointed}")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    expect(page.get_by_role("option", selected=True)).to_contain_text("Beaune")
    expect(field(page)).to_be_focused()  # the list is pointed at, the focus stays
    page.keyboard.press("Enter")
    expect(page.locator("dialog.pc-place")).to_be_hidden()
    expect(state(page)).to_contain_text("Beaune (Communauté d’agglomération Beaune")
    expect(page.get_by_role("button", name="Changer", exact=True)).to_be_focused()
    expect(page.locator("parcours-territory [role=status]")).to_contain_text("C’est choisi")


def test_a_place_is_chosen_with_the_mouse(there):
    page = there()
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.get_by_role("button", name=OPEN, exact=True).click()
        page.keyboard.type("beaune")
        options(page).filter(has_text="Beaune-la-Rolande").click()
        expect(state(page)).to_contain_text("Beaune-la-Rolande")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        page.get_by_role("button", name=FORGET).click()


def test_escape_and_the_button_close_the_window_and_the_focus_comes_back(there):
    page = there()
    button = page.get_by_role("button", name=OPEN, exact=True)
    for leave in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.get_by_role("button", name="Fermer").click(),
    ):
        button.click()
        field(page).fill("lyon")
        leave()
        expect(page.locator("dialog.pc-place")).to_be_hidden()
        expect(button).to_be_focused()
    expect(state(page)).to_contain_text("Dijon Métropole, le cas de référence")


@pytest.mark.parametrize(
    ("typed", "first", "status"),
    [
        ("beuane", "Beaune", None),
        ("Saint Étienne", "Saint-Étienne", None),
        ("st-denis", "Saint-Denis", None),
        ("21200", "Beaune", None),
        ("21054", "Beaune", "résultat"),
        (BEAUNE, "Communauté d’agglomération Beaune, Côte et Sud – Communauté Beaune-Chagny-Nolay", "Un résultat."),
        ("2a004", "Ajaccio", None),
        ("xqzwvk", None, "Aucun résultat"),
    ],
)  # fmt: skip
def test_names_with_slips_and_codes_are_found(reader, typed, first, status):
    if not page_open(reader):
        reader.get_by_role("button", name=OPEN, exact=True).click()
    field(reader).fill(typed)
    if first:
        expect(options(reader).first.locator("strong")).to_have_text(first)
    else:
        expect(options(reader)).to_have_count(0)
    if status:
        expect(reader.locator("dialog.pc-place [role=status]")).to_contain_text(status)


def test_homonyms_are_told_apart(reader):
    if not page_open(reader):
        reader.get_by_role("button", name=OPEN, exact=True).click()
    field(reader).fill("sainte-colombe")
    expect(options(reader).nth(5)).to_be_visible()
    names = [
        option.inner_text()
        for option in options(reader).all()
        if option.locator("strong").inner_text() == "Sainte-Colombe"
    ]
    assert len(names) > 3
    assert len(set(names)) == len(names)
    reader.keyboard.press("Escape")


# --- « Mon territoire » -----------------------------------------------------------------------------


def test_the_page_of_the_territory_follows_with_its_law(there):
    page = there(width=1280)
    choose(page, "Chagny")
    expect(page.locator('[data-block="members"] tr')).to_have_count(53)
    expect(page.locator("tr[data-own]")).to_contain_text("Chagny")
    duty = page.locator('[data-block="duty.commune.open-data-commune"]')
    expect(duty).to_contain_text(
        "Cela dépend. Ce texte vise les communes de 3 500 habitants ou plus.".replace("3 5", "3\u202f5")
    )
    staff = page.get_by_label("Agents de la commune")
    staff.fill("49,5")
    expect(duty).to_contain_text("Non.")
    expect(duty).to_contain_text("Nombre indiqué : 49,5".replace(" :", "\u00a0:"))
    expect(
        page.locator('[data-block="apart.commune"] [data-block="duty.commune.open-data-commune"]')
    ).to_have_count(1)
    staff.fill("1 200")
    expect(duty).to_contain_text("Oui.")
    expect(
        page.locator('[data-block="duties.commune"] [data-block="duty.commune.open-data-commune"]')
    ).to_have_count(1)
    staff.fill("beaucoup")
    expect(duty).to_contain_text("Cela dépend.")
    strategy = page.locator('[data-block="duty.grouping.strategie-numerique-responsable"]')
    expect(strategy).to_contain_text("plus de 50")


PLACES = {
    "85113": "L’Île-d’Yeu", "75056": "Paris", "69123": "Lyon", "97411": "Saint-Denis", "97502": "Saint-Pierre",
    "200060457": "Dembéni", "200067106": "Pays Basque",
}  # fmt: skip


@pytest.mark.parametrize("code", PLACES)
def test_places_of_every_kind_can_be_chosen(reader, course, code):
    choose(reader, code)
    commune = course.division.commune(code)
    grouping = course.division.grouping(commune.grouping if commune else code)
    name = "commune.name" if commune else "territory.name"
    expect(fact(reader, name)).not_to_have_text("")
    expect(state(reader)).to_contain_text(fact(reader, name).text_content())
    card = reader.locator("table", has=reader.get_by_text("Son intercommunalité", exact=True))
    if grouping is None:
        expect(card).to_be_hidden()
        expect(reader.locator("#peers")).to_be_hidden()
        expect(reader.locator("main")).to_contain_text("n’appartient à aucune intercommunalité")
    else:
        expect(card).to_be_visible()
        expect(reader.locator('[data-block="members"] tr')).to_have_count(len(grouping.members))
    if code == "97502":
        expect(reader.locator('[data-block="duties.commune"] li').first).to_contain_text(
            "collectivité d’outre-mer"
        )
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")
    reader.get_by_role("button", name=FORGET).click()


def test_the_reference_case_reads_without_a_script(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{MINE}")
    main = page.locator("main").inner_text()
    assert "Cette page parle de Dijon Métropole, le cas de référence du cours." in main
    assert "doit autoriser JavaScript" in main
    assert "Votre commune\n" not in main
    assert page.get_by_role("button", name=OPEN).count() == 0
    assert page.locator(".pc-staff:visible, [data-forget]:visible").count() == 0
    first = page.locator('[data-block="duties.grouping"] .pc-standing').first
    assert first.inner_text() == "Oui."
    context.close()


# --- quiet, and for everyone ------------------------------------------------------------------------


def test_nothing_is_asked_before_the_window_opens_and_only_the_file_of_the_territory_after(there, address):
    page = there("fr/elus/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(f"{address}/{MINE}")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/territories/" in url] == []
    asked.clear()
    choose(page, "Chagny")
    page.wait_for_load_state("networkidle")
    assert sorted(asked) == [
        f"/territories/{BEAUNE}.json",
        "/territories/index.json",
        "/territories/law.json",
    ]
    asked.clear()
    page.goto(f"{address}/{LESSON}")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if url.startswith("http") or "territories" in url] == []
    assert page.context.cookies() == []


def test_the_window_and_the_page_are_accessible(there, axe):
    page = there()
    faults = []

    def look(state: str) -> None:
        page.set_viewport_size({"width": 360, "height": 800})
        page.emulate_media(color_scheme="light")
        faults.extend(f"{state}: {fault}" for fault in axe(page))
        page.emulate_media(color_scheme="dark")
        faults.extend(f"{state}, dark: {fault}" for fault in axe(page, only=AXE_COLOURS))
        page.set_viewport_size({"width": 1280, "height": 800})
        faults.extend(f"{state}, 1280: {fault}" for fault in axe(page, only=AXE_LAYOUT))

    page.get_by_role("button", name=OPEN, exact=True).click()
    field(page).fill("saint")
    expect(options(page).nth(7)).to_be_attached()
    page.keyboard.press("ArrowDown")
    look("window")
    page.keyboard.press("Escape")
    choose(page, "Chagny")
    faults += [f"chosen: {fault}" for fault in axe(page, but=AXE_COLOURS)]
    for fold in page.locator("details.pc-apart > summary:visible").all():
        fold.click()
    look("unfolded")
    assert faults == []
