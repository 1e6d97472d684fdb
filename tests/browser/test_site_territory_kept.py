"""The learner's own territory, once chosen: it follows every page, stays, is forgotten at once; what fails changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from territory_hands import BEAUNE, FORGET, KEY, LESSON, MINE, OPEN, choose, fact, field, options, state

pytestmark = [pytest.mark.browser, pytest.mark.engine]


@pytest.fixture
def there(page_factory, same_page, address) -> Callable[..., Page]:
    """`there(path, width, alone=False)`: a page of the site in a browser that knows no choice; `alone` in its context."""

    def opened(path: str = MINE, width: int = 360, *, alone: bool = False) -> Page:
        page: Page = (page_factory if alone else same_page)(width)
        page.goto(f"{address}/{path}")
        return page

    return opened


# --- staying ----------------------------------------------------------------------------------------


def test_a_choice_stays_follows_every_page_and_is_forgotten_at_once(there, address):
    page = there()
    built = page.locator("main").inner_html()
    page.goto(f"{address}/{LESSON}")
    lesson = page.locator("main").inner_html()
    choose(page, "Beaune")
    page.reload()
    expect(state(page)).to_contain_text("Cette page parle de votre territoire : Beaune")
    assert "Dijon" not in fact(page, "territory.largest.name").text_content()
    for path, words in (
        ("en/elected/my-territory/", "This page speaks of your territory: Beaune"),
        (
            "fr/habitants/b2-partager-la-facture/05-chez-vous/",
            "Cette page parle de votre territoire : Beaune",
        ),
        ("en/citizens/c2-eclairage-public/05-chez-vous/", "This page speaks of your territory: Beaune"),
        (LESSON, "Cette page parle de votre territoire : Beaune"),
    ):
        page.goto(f"{address}/{path}")
        expect(state(page)).to_contain_text(words)
    page.get_by_role("button", name=FORGET).click()
    expect(page.locator("parcours-territory [role=status]")).to_contain_text("Choix oublié")
    assert settled(page) == unlit(lesson)
    page.goto(f"{address}/{MINE}")
    assert unlit(page.locator("main").inner_html()) == unlit(built)
    choose(page, "Beaune")
    page.get_by_label("Agents de la commune").fill("80")
    page.get_by_label("Agents de la commune").fill("")
    page.get_by_role("button", name=FORGET).click()
    assert settled(page) == unlit(built)
    assert page.evaluate("localStorage.length") == 0 or KEY not in page.evaluate("Object.keys(localStorage)")


def settled(page: Page) -> str:
    """What `main` holds once the news of a choice is left out."""
    page.evaluate("document.querySelector('.pc-here__news').textContent = ''")
    return unlit(page.locator("main").inner_html())


def unlit(html: str) -> str:
    """Without what the theme's own scripts change as one scrolls and types."""
    return re.sub(r' (?:class="(?:[^"]*md-[^"]*)?"|style="[^"]*"|data-md-state="[^"]*")', "", html)


def test_two_pages_side_by_side_follow_each_other(there, address):
    page = there(alone=True)
    other = page.context.new_page()
    other.goto(f"{address}/{LESSON}")
    choose(page, "Beaune")
    expect(state(other)).to_contain_text("Beaune")
    other.get_by_role("button", name=FORGET).click()
    expect(state(page)).to_contain_text("Dijon Métropole, le cas de référence")


def test_where_nothing_can_be_kept_the_choice_holds_for_the_page_and_says_so(there):
    page = there("fr/elus/", 360, alone=True)
    page.context.add_init_script(
        "for (const name of ['getItem', 'setItem', 'removeItem'])"
        " Storage.prototype[name] = () => { throw new DOMException('no', 'SecurityError') };"
    )
    page.goto(page.url + "mon-territoire/")
    choose(page, "Beaune")
    expect(page.locator("parcours-territory [role=status]")).to_contain_text("pour cette page seulement")
    expect(fact(page, "commune.name")).to_have_text("Beaune")
    expect(page.locator('[data-block="duties.commune"] li').first).to_contain_text("Toutes les communes")
    page.get_by_role("button", name=FORGET).click()
    expect(state(page)).to_contain_text("cas de référence")


DAMAGED = (
    "{", "null", "7", '"x"', "[]", '{"code":"1"}',
    '{"digest":"","code":"1","commune":null,"territory":{"format":1,"members":[]}}',
    '{"digest":"","code":"1","commune":null,"territory":{"format":1,"code":"1","members":[1]}}',
    '{"digest":"","code":"1","commune":"2","territory":{"format":9,"code":"1","members":[[1]]}}',
)  # fmt: skip
TOLD_BESIDE = """([key, value]) => {
  localStorage.setItem(key, value);
  dispatchEvent(new StorageEvent("storage", { key }));
}"""


def test_a_damaged_choice_counts_as_none(there):
    """Heard of from a page open beside, and found when the page opens."""
    page = there()
    choose(page, "Beaune")
    sound = page.evaluate("key => localStorage.getItem(key)", KEY)
    for value in DAMAGED:
        page.evaluate(TOLD_BESIDE, [KEY, sound])
        expect(fact(page, "territory.siren")).to_have_text(BEAUNE)
        page.evaluate(TOLD_BESIDE, [KEY, value])
        expect(state(page), value).to_contain_text("Dijon Métropole, le cas de référence")
        expect(fact(page, "territory.siren")).to_have_text("242100410")
    page.reload()
    expect(state(page)).to_contain_text("Dijon Métropole, le cas de référence")
    expect(page.get_by_role("button", name=OPEN, exact=True)).to_be_visible()


def test_figures_of_another_day_are_fetched_again_unseen(there):
    page = there()
    choose(page, "Beaune")
    page.evaluate(
        """key => { const kept = JSON.parse(localStorage.getItem(key)); kept.digest = "old";
            kept.territory.facts.fr["territory.communes"] = "1"; localStorage.setItem(key, JSON.stringify(kept)); }""",
        KEY,
    )
    page.reload()
    expect(fact(page, "territory.communes")).to_have_text("53")
    assert page.evaluate("key => JSON.parse(localStorage.getItem(key)).digest", KEY) != "old"
    expect(page.locator("parcours-territory [role=status]")).to_have_text("")


# --- failing ----------------------------------------------------------------------------------------

BROKEN = {
    "cut": lambda route: route.abort(),
    "missing": lambda route: route.fulfill(status=404, body="no"),
    "not JSON": lambda route: route.fulfill(status=200, body="<html>"),
    "other format": lambda route: route.fulfill(status=200, json={"format": 99, "members": [["21054"]]}),
}


def test_what_cannot_be_loaded_leaves_the_reference_case_and_says_so(browser, address):
    context = browser.new_context(
        service_workers="block", viewport={"width": 360, "height": 740}, reduced_motion="reduce"
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda m: m.type == "error" and "Failed to load resource" not in m.text and faults.append(m.text),
    )
    page.goto(f"{address}/{MINE}")
    for file in ("index.json", f"{BEAUNE}.json"):
        for how, answer in BROKEN.items():
            page.route(f"**/territories/{file}", answer)
            with page.expect_request(f"**/territories/{file}"):  # each attempt asks again
                page.get_by_role("button", name=OPEN, exact=True).click()
                field(page).fill("")
                field(page).fill("beaune")
                if file != "index.json":
                    expect(options(page).first).to_be_visible()
                    page.keyboard.press("Enter")
            told = page.locator("dialog.pc-place [role=status]")
            expect(told, f"{file}, {how}").to_contain_text("pu être chargée")
            page.keyboard.press("Escape")
            expect(state(page), f"{file}, {how}").to_contain_text("Dijon Métropole, le cas de référence")
            expect(fact(page, "territory.siren")).to_have_text("242100410")
            page.unroute_all()
    choose(page, "beaune")
    expect(state(page)).to_contain_text("Beaune")
    context.close()
    assert faults == []
