"""A learner is placed and plans: in two taps, with a keyboard alone, where nothing can be kept, without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import AXE_COLOURS, AXE_LAYOUT
from plan_sample import write_site
from playwright.sync_api import Page, expect
from quiz_hands import RIGHT, WRONG, Keyboard, Mouse

pytestmark = pytest.mark.browser
OPEN = (
    "const { openDevice } = await import('/learner/device.js'); const device = await openDevice('parcours');"
)
FORBIDDEN = """for (const name of ["localStorage", "indexedDB"])
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });"""


@pytest.fixture(scope="module")
def path_address(serve_folder: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("path")
    write_site(folder)
    return str(serve_folder(folder))


@pytest.fixture
def start(same_page: Any, path_address: str) -> Callable[..., Page]:
    """`start(where, script="", **options)`: a page of the sample, in a browser that knows nothing."""

    def opened(where: str, script: str = "", **options: Any) -> Page:
        page: Page = same_page(script=script, **options)
        page.set_default_timeout(20_000)
        page.goto(f"{path_address}/{where}")
        return page

    return opened


def entries(page: Page, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(
        f"async (kind) => {{ {OPEN} return device.entries.filter((entry) => entry.kind === kind); }}", kind
    )
    return found


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def lines(page: Page) -> list[str]:
    return page.locator(".pc-plan__title").all_inner_texts()


def has_focus(page: Page, selector: str) -> bool:
    return bool(page.evaluate("selector => document.activeElement.matches(selector)", selector))


def reach(page: Page, name: str) -> None:
    """Tab to a button, then press it."""
    button = page.get_by_role("button", name=name, exact=True)
    expect(button).to_be_visible()
    for key in ("Tab", "Shift+Tab"):
        for _ in range(40):
            if button.evaluate("node => node === document.activeElement"):
                page.keyboard.press("Enter")
                return
            page.keyboard.press(key)
    raise AssertionError(f"out of reach: {name}")


def test_one_tap_makes_a_plan_that_fits_says_why_and_is_still_there_later(start):
    page = start("mine/", width=360)
    page.get_by_text("Choisir des thèmes").click()
    page.get_by_label("Thème m1").check()
    page.reload()  # nothing is made of it yet
    expect(page.get_by_label("Thème m1")).to_be_checked()
    expect(page.get_by_label("Thème m2")).to_be_visible()
    page.get_by_label("Thème m1").uncheck()
    press(page, "15 minutes")
    expect(page.locator(".pc-plan__sum")).to_be_focused()
    assert lines(page) == ["Premier module"]
    expect(page.locator(".pc-plan__why")).to_have_text(
        "Parce qu’il ne demande rien d’autre avant ; en express, faute de temps pour le suivre en entier.",
        use_inner_text=True,
    )
    expect(page.locator(".pc-plan__out")).to_have_text("Pas dans ce plan : « Second module ».")
    expect(page.locator(".pc-plan__go a")).to_have_attribute("href", page.url.replace("mine/", "m1/express/"))
    kept = entries(page, "path")
    assert [(entry["minutes"], entry["modules"]) for entry in kept] == [(15, ["m1:express"])]
    page.reload()
    expect(page.locator(".pc-plan__title")).to_have_text("Premier module")


def test_a_plan_is_changed_with_a_keyboard_never_against_what_builds_on_what_and_the_focus_stays(start):
    page = start("mine/")
    reach(page, "1 heure")
    assert lines(page) == ["Premier module", "Second module"]
    reach(page, "Changer mon plan")
    reach(page, "Descendre (Premier module)")
    assert lines(page) == ["Premier module", "Second module"]
    expect(page.get_by_role("status").filter(has_text="s’appuie sur")).to_have_text(
        "« Second module » s’appuie sur « Premier module » : il doit rester après."
    )
    reach(page, "En express (Second module)")
    expect(page.locator(".pc-plan__sum")).to_contain_text("40 min")
    assert has_focus(page, '[data-key="switch:m2"]')
    reach(page, "Retirer (Premier module)")
    assert has_focus(page, '[data-key="remove:m2"]')
    expect(page.locator(".pc-plan__note")).to_contain_text("qui n’est pas avant lui dans votre plan")
    reach(page, "Ajouter (Premier module)")
    assert lines(page) == ["Premier module", "Second module"]
    assert has_focus(page, '[data-key="remove:m1"]')
    assert entries(page, "path")[-1]["modules"] == ["m1", "m2:express"]
    reach(page, "Abandonner ce plan")
    assert has_focus(page, '[data-key="undo"]')
    assert entries(page, "path")[-1]["modules"] is None
    page.keyboard.press("Enter")
    assert lines(page) == ["Premier module", "Second module"]


def test_a_placement_with_a_keyboard_alone_skips_what_is_known_and_plans_the_rest(start):
    page = start("placement/")
    expect(page.locator(".pc-placement__most")).to_have_text("4 questions au plus, 3 min au plus.")
    expect(page.locator("parcours-plan")).to_be_hidden()
    reach(page, "Commencer les questions")
    for number, question in enumerate(("cheapest", "identifiers"), start=1):
        expect(page.locator(".pq-number")).to_have_text(f"Question {number}")
        expect(page.locator(".pq-number")).to_be_focused()
        hand = Keyboard(page, question)
        hand.answer(RIGHT[question])
        hand.check("Valider ma réponse")
    expect(page.locator("#q-hash .pq-number")).to_be_focused()
    assert page.locator("#q-hash .pq-hint").count() == 0
    reach(page, "Je ne sais pas")
    expect(page.get_by_role("heading", name="Ce que disent vos réponses")).to_be_focused()
    expect(page.locator("parcours-placement")).to_contain_text("Vous pouvez sauter « Premier module »")
    assert lines(page) == ["Second module"]
    expect(page.locator(".pc-plan__why").first).to_contain_text("Pour apprendre à")
    expect(page.locator(".pc-plan__out")).to_have_text("Sauté, car vous le savez déjà : « Premier module ».")
    told = [(e["module"], e["question"], e["score"], e["where"]) for e in entries(page, "answer")]
    assert told == [
        ("m1", "cheapest", 1, "placement"),
        ("m1", "identifiers", 1, "placement"),
        ("m2", "hash", 0, "placement"),
    ]
    [placed] = entries(page, "placement")
    assert (placed["reached"], placed["missed"]) == (["m1/compute-saving", "m1/classify"], ["m2/classify"])
    assert entries(page, "path")[-1]["modules"] == ["m2"]


def test_a_wrong_answer_is_not_told_and_the_placement_can_be_left_taken_up_and_ended_early(
    start, path_address
):
    page = start("placement/")
    page.locator("parcours-placement summary").click()
    page.locator("parcours-placement").get_by_label("Thème m1").check()
    expect(page.locator(".pc-placement__most")).to_have_text("2 questions au plus, 2 min au plus.")
    half_day = page.get_by_role("radio", name="Une demi-journée")
    half_day.check()
    press(page, "Commencer les questions")
    hand = Mouse(page, "cheapest")
    hand.answer(RIGHT["cheapest"])
    hand.check("Valider ma réponse")
    expect(page.locator("#q-identifiers")).to_be_visible()
    page.reload()
    expect(page.locator("parcours-placement")).to_contain_text("une réponse est déjà donnée")
    expect(half_day).to_be_checked()
    theme = page.locator("parcours-placement").get_by_label("Thème m1")
    expect(theme).to_be_checked()
    page.goto("about:blank")
    page.goto(f"{path_address}/placement/")  # another entry of the history: the journal knows
    expect(theme).to_be_checked()
    press(page, "Reprendre les questions")
    hand = Mouse(page, "identifiers")
    hand.answer(WRONG["identifiers"])
    hand.check("Valider ma réponse")
    expect(page.get_by_role("heading", name="Ce que disent vos réponses")).to_be_focused()
    assert page.locator(".pq-question").count() == 0
    assert lines(page) == ["Premier module"]
    assert [entry["themes"] for entry in entries(page, "answer")] == [["tm1"], ["tm1"]]
    press(page, "Me situer à nouveau")
    press(page, "Commencer les questions")
    press(page, "Arrêter là et voir mon plan")
    expect(page.locator("parcours-placement")).to_contain_text("Vous aviez déjà un plan")
    assert [len(e["missed"]) for e in entries(page, "placement")] == [1, 1]


def test_where_nothing_can_be_kept_one_is_placed_and_planned_all_the_same_and_told(start):
    page = start("placement/", FORBIDDEN)
    press(page, "Commencer les questions")
    press(page, "Je ne sais pas")
    expect(page.get_by_role("heading", name="Ce que disent vos réponses")).to_be_focused()
    assert lines(page) == ["Premier module", "Second module"]
    expect(page.locator("parcours-plan")).to_contain_text("Imprimez-le pour le garder")


def test_a_question_that_cannot_be_had_is_asked_for_again(start):
    page = start("placement/")
    page.route("**/m1/quiz/", lambda route: route.fulfill(status=200, body="<p>autre chose</p>"))
    press(page, "Commencer les questions")
    expect(page.get_by_text("La question n’a pas pu être chargée")).to_be_focused()
    page.unroute("**/m1/quiz/")
    press(page, "Réessayer")
    expect(page.locator(".pq-number")).to_have_text("Question 1")


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True)], ids=["small-light", "large-dark"])
def test_axe_finds_nothing_before_during_and_after(start, axe, width, dark):
    name = "dark.html" if dark else ""
    page = start(f"placement/{name}", width=width, dark=dark)
    expect(page.locator(".pc-placement__most")).to_be_visible()
    assert axe(page, only=(*AXE_COLOURS, *AXE_LAYOUT) if dark else ()) == []
    press(page, "Commencer les questions")
    expect(page.locator(".pq-question")).to_be_visible()
    assert axe(page, only=(*AXE_COLOURS, *AXE_LAYOUT) if dark else ()) == []
    press(page, "Je ne sais pas")
    press(page, "Changer mon plan")
    assert axe(page, only=(*AXE_COLOURS, *AXE_LAYOUT) if dark else ()) == []
    page.goto(page.url.replace("placement", "mine"))
    press(page, "Abandonner ce plan")
    page.locator("summary", has_text="thèmes").click()
    assert axe(page, only=(*AXE_COLOURS, *AXE_LAYOUT) if dark else ()) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_a_script_the_modules_are_listed_with_their_time_and_what_they_come_after(
    page_factory, path_address
):
    page = page_factory(java_script_enabled=False)
    page.goto(f"{path_address}/placement/")
    items = page.locator(".pc-plan__plain > li")
    expect(items).to_have_count(2)
    expect(items.nth(0)).to_contain_text("30 min en entier")
    expect(items.nth(0)).to_contain_text("parcours express (Premier module) : 10 min")
    expect(items.nth(1)).to_contain_text("vient après Premier module")
