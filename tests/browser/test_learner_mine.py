"""« Mon parcours » and the home page: where to go on, what comes back today, what one can do; empty, half-way, all done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import AXE_COLOURS, AXE_LAYOUT
from mine_sample import done, half, kept, write_site
from playwright.sync_api import Page, expect
from quiz_hands import RIGHT, WRONG, Mouse

pytestmark = pytest.mark.browser
JOURNALS = {"empty": list, "half": half, "done": done}
OPEN = (
    "const { openDevice } = await import('/learner/device.js'); const device = await openDevice('parcours');"
)
SHIFTS = """new PerformanceObserver((list) => { for (const each of list.getEntries()) globalThis.shifted = (globalThis.shifted ?? 0)
  + each.value; }).observe({ type: "layout-shift", buffered: true });"""


@pytest.fixture(scope="module")
def mine_address(serve_folder: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("mine")
    write_site(folder)
    return str(serve_folder(folder))


@pytest.fixture
def start(page_factory: Any, mine_address: str) -> Callable[..., Page]:
    """`start(where, state, **options)`: a page of the sample, for a learner who did that much."""

    def opened(where: str, state: str, script: str = "", **options: Any) -> Page:
        page: Page = page_factory(**options)
        page.set_default_timeout(20_000)
        if options.get("java_script_enabled", True):
            page.add_init_script(kept(JOURNALS[state]()) + script)
        page.goto(f"{mine_address}/{where}")
        return page

    return opened


def section(page: Page, name: str) -> Any:
    return page.get_by_role("region", name=name, exact=True)


def hand_in(page: Page, question: str) -> Mouse:
    hand = Mouse(page, question)
    hand.root = page.locator(f"#pm-m1-q-{question}")
    return hand


def test_one_goes_on_where_one_was_and_sees_what_speaks_for_each_objective(start):
    page = start("mine/", "half")
    resume = page.locator("a.pm-resume")
    expect(resume).to_contain_text("Reprendre où j’en étais")
    expect(resume).to_contain_text("Second module · quiz · 8 min")
    expect(resume).to_have_attribute("href", page.url.replace("mine/", "m2/quiz/"))
    known = section(page, "Ce que vous savez faire")
    expect(known.get_by_role("img")).to_have_attribute("aria-label", "1 objectif atteint sur 4")
    expect(known.get_by_role("heading", name="Premier module")).to_be_visible()
    expect(known.locator(".pm-module__state").first).to_contain_text("50 % au quiz · 1 leçon lue sur 1")
    reached = known.locator("details", has_text="Atteint.").first
    reached.locator("summary").click()
    expect(reached.locator(".pm-proof")).to_contain_text("Question 1 du quiz : juste, le")
    expect(known.locator("details", has_text="À revoir.")).to_have_count(1)
    page.get_by_text("Voir vos objectifs dans le cadre européen").click()
    table = page.get_by_role("table", name="Objectifs atteints par compétence DigComp")
    expect(table.get_by_role("row").nth(1)).to_contain_text("1 sur 4")
    expect(page.locator(".pm-top").get_by_role("link", name="faire mon attestation")).to_be_visible()
    expect(known.locator(".pm-aside")).to_have_count(0)


def test_objectives_of_a_module_that_nobody_began_are_folded(start):
    page = start("mine/", "empty")
    page.evaluate(f"async () => {{ {OPEN} await device.add('read', {{ module: 'm1', lesson: 'one' }}); }}")
    folded = section(page, "Ce que vous savez faire").locator("details.pm-aside")
    expect(folded).to_have_count(1)
    expect(folded.locator(".pm-goal").first).to_be_hidden()
    folded.locator("summary").first.click()
    expect(folded.locator(".pm-goal").first).to_be_visible()


def test_what_comes_back_is_answered_in_place_and_counts_as_a_recall(start):
    page = start("mine/", "half")
    page.get_by_role("button", name="Répondre aux 2 questions").click()
    first = page.locator("#pm-m1-q-identifiers")
    expect(first.locator(".pq-number")).to_be_focused()
    expect(first.locator(".pq-number")).to_have_text("Question 1 sur 2")
    line = page.locator(".pm-recall__line")
    expect(line).to_have_text("Encore 2 questions aujourd’hui.")
    hand = hand_in(page, "identifiers")
    hand.answer(RIGHT["identifiers"])
    hand.check()
    expect(line).to_have_text("Encore une question aujourd’hui.")
    first.get_by_role("link", name="Question suivante").click()
    expect(page.locator("#pm-m1-q-cheapest .pq-number")).to_be_focused()
    hand = hand_in(page, "cheapest")
    for _ in range(2):
        hand.answer(WRONG["cheapest"])
        hand.check()
    expect(line).to_contain_text("C’est fait pour aujourd’hui. Prochain rappel le")
    page.get_by_role("link", name="Terminer").click()
    expect(line).to_be_focused()
    assert page.url.endswith("/mine/#pm-recall-line")
    told = page.evaluate(f"async () => {{ {OPEN} return device.entries.filter(({{ where }}) => where === 'recall')"
                         ".map(({ module, question, score, done }) => [module, question, score, done]); }")  # fmt: skip
    assert told == [
        ["m1", "identifiers", 1, True],
        ["m1", "cheapest", 0, False],
        ["m1", "cheapest", 0, True],
    ]
    page.reload()
    expect(section(page, "À revoir aujourd’hui")).to_contain_text("Rien aujourd’hui. Prochain rappel le")


def test_a_quiz_that_cannot_be_read_is_told_with_the_way_to_it(start):
    page = start("mine/", "half")
    page.route("**/m1/quiz/", lambda route: route.fulfill(status=200, body="<p>autre chose</p>"))
    page.get_by_role("button", name="Répondre aux 2 questions").click()
    way = page.get_by_role("link", name="le quiz du module")
    expect(way).to_be_focused()
    expect(way).to_have_attribute("href", page.url.replace("mine/", "m1/quiz/"))


def test_who_has_done_nothing_is_invited_not_measured(start):
    page = start("mine/", "empty")
    expect(page.locator(".pm-empty")).to_contain_text("Rien n’est encore commencé sur cet appareil.")
    expect(section(page, "Mon plan")).to_be_visible()
    for name in ("À revoir aujourd’hui", "Ce que vous savez faire", "Par compétence numérique"):
        expect(section(page, name)).to_have_count(0)


def test_what_another_tab_does_is_shown_and_moves_nothing_under_the_reader(start):
    page = start("mine/", "half")
    box = page.locator('details[data-key="m2/classify"]')
    box.locator("summary").click()
    other = page.context.new_page()
    other.goto(page.url)
    other.evaluate(f"""async () => {{ {OPEN} await device.add("answer", {{ module: "m2", question: "hash", answer: "x", score: 1,
        tries: 1, done: true, where: "quiz" }}); }}""")
    expect(box).to_contain_text("Atteint.")
    expect(box).to_have_attribute("open", "")
    expect(box.locator("summary")).to_be_focused()


def test_the_home_page_says_it_in_the_room_where_a_newcomer_reads_how_to_begin(start):
    asked: list[str] = []
    page = start("start/", "empty", script=SHIFTS, width=360)
    page.on("request", lambda request: asked.append(request.url))
    expect(page.get_by_role("link", name="Dix minutes pour vous situer")).to_be_visible()
    page.reload()
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if url.endswith("course.json")]
    page = start("start/", "half", script=SHIFTS, width=360)
    expect(page.locator("a.pm-resume")).to_contain_text("Second module · quiz · 8 min")
    expect(page.locator(".pm-mine")).to_have_text("Mon parcours · 2 questions à revoir aujourd’hui")
    expect(page.locator('.pc-card[data-module="m1"]')).to_contain_text("Terminé")
    expect(page.locator('.pc-card[data-module="m2"]')).to_contain_text("Fait à 71 %")
    assert (page.evaluate("globalThis.shifted ?? 0")) < 0.02
    page = start("start/", "done")
    expect(page.locator("a.pm-resume")).to_contain_text("Vous avez tout terminé")


@pytest.mark.parametrize("state", JOURNALS)
@pytest.mark.parametrize(("width", "dark"), [(320, False), (1280, True)], ids=["small-light", "large-dark"])
def test_axe_finds_nothing_and_nothing_sticks_out(start, axe, state, width, dark):
    page = start("mine/dark.html" if dark else "mine/", state, width=width, dark=dark)
    expect(
        page.locator(f'parcours-mine[data-state="{"empty" if state == "empty" else "begun"}"]')
    ).to_be_visible()
    if state == "half":
        page.get_by_role("button", name="Répondre aux 2 questions").click()
        expect(page.locator(".pm-recall__line")).to_be_visible()
        page.locator("details.pm-goal summary").first.click()
    assert axe(page, only=(*AXE_COLOURS, *AXE_LAYOUT) if dark else ()) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(page.url.split("#")[0].replace("mine/", "start/"))
    expect(page.locator("a.pm-resume")).to_be_visible()
    assert axe(page, only=(*AXE_COLOURS, *AXE_LAYOUT) if dark else ()) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_forced_colours_keep_marks_bars_and_the_ring(start, axe):
    page = start("mine/", "half", width=360, forced_colors="active")
    text = page.evaluate("getComputedStyle(document.body).color")
    for part, what in ((".pm-mark", "color"), (".pm-piece", "color"), (".pm-ring__centre", "fill")):
        assert page.locator(part).first.evaluate("(node, what) => getComputedStyle(node)[what]", what) == text
    done, whole = page.locator(".pm-bar__done").first, page.locator(".pm-bar__all").first
    fill = "node => getComputedStyle(node).fill"
    assert done.evaluate(fill) != whole.evaluate(fill)
    assert axe(page) == []


def test_without_a_script_the_page_says_what_it_would_show(start):
    page = start("mine/", "empty", java_script_enabled=False)
    expect(page.locator("parcours-mine")).to_contain_text("Il lui faut JavaScript")
    expect(section(page, "Mon plan").get_by_role("listitem")).to_have_count(2)
