"""An exercise in its page, with the real Python of the browser: settings, results, questions, what goes wrong."""

from __future__ import annotations

import re

import pytest
from exercise_hands import COLD, LIGHT, READY, RUNTIME, UPDATED, Sheet, edit, marks
from exercise_sample import POLICY, kinds, worksheet, write_site
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def euros(amount: int) -> re.Pattern[str]:
    """The amount as the table writes it, as a whole number."""
    return re.compile(rf"(?<!\d){f'{amount:,}'.replace(',', chr(92) + 's')}\s€")


@pytest.fixture(scope="module")
def site(serve_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("exercise")
    write_site(
        folder, {"tiny": (worksheet(), "fr"), "small": (worksheet("en"), "en"), "kinds": (kinds(), "fr")}
    )
    return serve_folder(folder, POLICY)


@pytest.fixture(scope="module")
def sheet(browser, memories, site):
    """One page for all tests that can share it: Python's start takes seconds."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    context.set_default_timeout(COLD)
    page = memories.lay(context.new_page(), f"{site}/tiny.html")
    faults: list[str] = []
    page.on("console", lambda message: message.type == "error" and faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    opened = Sheet(page, f"{site}/tiny.html")
    opened.compute()
    yield opened
    context.close()
    assert faults == [], "faults in the console"
    assert [url for url in opened.asked if not url.startswith(site)] == [], "requests elsewhere"


@pytest.fixture(autouse=True)
def initial_settings(request):
    yield
    if "sheet" in request.fixturenames:
        sheet = request.getfixturevalue("sheet")
        sheet.button("Réinitialiser").click()
        sheet.settle()


def test_no_python_is_asked_for_before_someone_means_to_use_it(page_factory, site):
    opened = Sheet(page_factory(360), f"{site}/tiny.html")
    opened.page.wait_for_timeout(1500)
    assert not [url for url in opened.asked if RUNTIME in url or "/exercises/" in url]
    expect(opened.output("c-table")).to_contain_text(euros(180))
    edit(opened.page, "start", *LIGHT)
    opened.field("points").focus()
    expect(opened.status).to_have_text(READY, timeout=COLD)
    assert [url for url in opened.asked if RUNTIME in url]


def test_a_slider_changes_the_table_and_the_chart(sheet):
    chart = sheet.output("c-chart").inner_html()
    sheet.slide(1000)
    expect(sheet.output("c-table")).to_contain_text(euros(500))
    expect(sheet.page.locator('output[for$="points"]')).to_have_text(re.compile(r"1\s000"))
    expect(sheet.status).to_have_text(UPDATED)
    assert sheet.output("c-chart").inner_html() != chart


def test_only_the_last_of_many_moves_counts(sheet):
    for value in range(400, 700, 10):
        sheet.slide(value)
    sheet.slide(800)
    expect(sheet.output("c-table")).to_contain_text(euros(400))
    sheet.settle()
    expect(sheet.output("c-table")).to_contain_text(euros(400))


def test_results_change_without_moving_the_page(sheet):
    details = sheet.output("c-chart").locator("details").first
    details.locator("summary").click()
    sheet.page.evaluate("scrollTo(0, 300)")
    sheet.field("points").evaluate("field => field.focus({preventScroll: true})")
    before = sheet.page.evaluate("[scrollY, document.activeElement.name]")
    sheet.slide(1200)
    expect(sheet.output("c-table")).to_contain_text(euros(600))
    sheet.settle()
    assert sheet.page.evaluate("[scrollY, document.activeElement.name]") == before
    assert sheet.output("c-chart").locator("details").first.evaluate("node => node.open")


def test_reset_brings_back_settings_and_results(sheet):
    sheet.slide(1500)
    expect(sheet.output("c-table")).to_contain_text(euros(750))
    sheet.button("Réinitialiser").click()
    expect(sheet.output("c-table")).to_contain_text(euros(180))
    assert sheet.field("points").input_value() == "360"
    expect(sheet.page.locator('output[for$="points"]')).to_have_text("360")


def test_a_number_that_cannot_be_read_is_told_in_words(sheet):
    sheet.field("price").fill("")
    note = sheet.page.locator(".px-refused")
    expect(note).to_contain_text("Prix")
    expect(note).to_contain_text("donnez un nombre")
    expect(sheet.page.locator("body")).not_to_contain_text("Traceback")
    sheet.field("price").fill("2")
    expect(sheet.output("c-table")).to_contain_text(euros(720))
    expect(note).to_have_count(0)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("1,5", 540), ("1.5", 540), (" 1,50 € ", 540), ("2 euros", 720), ("8", 2880), ("", None), ("−1", None),
     ("beaucoup", None), ("1 000 000", None), ("1,5 k€", None), ("12 %", None)],
)  # fmt: skip
def test_a_number_is_read_as_people_type_it_or_asked_again_in_words(sheet, typed, amount):
    sheet.field("price").fill("3")
    expect(sheet.output("c-table")).to_contain_text(euros(1080))
    sheet.field("price").fill(typed)
    if amount is None:
        expect(sheet.page.locator(".px-refused")).to_have_text(
            re.compile(r"Prix \(€\).: (donnez un nombre|écrivez le nombre seul)")
        )
        expect(sheet.output("c-table")).to_contain_text(euros(1080))
    else:
        expect(sheet.output("c-table")).to_contain_text(euros(amount))
        expect(sheet.page.locator(".px-refused")).to_have_count(0)


def test_an_error_in_a_cell_is_a_sentence(sheet):
    sheet.field("trap").select_option("erreur")
    expect(sheet.page.locator(".px-refused")).to_contain_text("une division par zéro")
    expect(sheet.page.locator("body")).not_to_contain_text("Traceback")
    sheet.page.locator('.px-question [name="answer"]').fill("72")
    sheet.button("Vérifier").click()
    sheet.settle()
    expect(sheet.status).to_contain_text("une division par zéro")  # not asked on what could not be computed
    sheet.field("trap").select_option("rien")
    expect(sheet.page.locator(".px-refused")).to_have_count(0)


def test_what_python_shows_cannot_run(sheet):
    title = sheet.page.title()
    sheet.field("trap").select_option("script")
    expect(sheet.output("c-trap")).to_contain_text("Piège")
    assert sheet.page.locator(".px-output :is(script, img, [onerror], a[href])").count() == 0
    assert sheet.page.title() == title


def test_a_question_knows_the_usual_mistake_gives_hints_and_says_right(sheet):
    assert "Donnez un nombre" in sheet.answer("").inner_text()
    assert "C'est la moitié" in sheet.answer("36").inner_text()
    assert "Par deux" in sheet.answer("5").inner_text()
    verdict = sheet.answer("72,0")
    assert "C’est juste" in verdict.inner_text()
    assert sheet.page.locator(".px-question").get_attribute("data-status") == "right"


def test_enter_answers_and_the_settings_are_those_shown(sheet):
    sheet.slide(500)
    expect(sheet.output("c-table")).to_contain_text(euros(250))
    sheet.page.locator('.px-question [name="answer"]').fill("100")
    sheet.page.keyboard.press("Enter")
    sheet.settle()  # the last answer was right too: what is read must be of this one
    expect(sheet.page.locator(".px-verdict")).to_contain_text("C’est juste")


def test_an_answer_that_is_no_number_is_asked_again(sheet):
    assert "ne se lit pas comme un nombre" in sheet.answer("beaucoup").inner_text()


def test_a_keyboard_alone_is_enough(sheet):
    keys = sheet.page.keyboard
    sheet.page.evaluate("document.activeElement.blur()")

    def reach(selector: str) -> None:
        for _ in range(60):
            if sheet.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
            keys.press("Tab")
        raise AssertionError(f"out of reach: {selector}")

    reach('[name="points"]')
    keys.press("End")
    reach(".px-form [type=submit]")
    keys.press("Enter")
    expect(sheet.output("c-table")).to_contain_text(euros(1000), timeout=COLD)
    sheet.settle()
    reach('.px-question [name="answer"]')
    keys.press("ControlOrMeta+a")
    keys.type("400")
    keys.press("Enter")
    expect(sheet.page.locator(".px-verdict")).to_contain_text("C’est juste", timeout=COLD)
    reach(".px-question [type=submit]")


def test_too_much_memory_is_told_and_python_starts_afresh(sheet):
    sheet.field("trap").select_option("mémoire")
    expect(sheet.page.locator(".px-refused")).to_contain_text("trop de mémoire", timeout=COLD)
    sheet.settle()
    expect(sheet.page.locator("body")).not_to_contain_text("Traceback")
    sheet.field("trap").select_option("rien")
    sheet.slide(1000)
    expect(sheet.output("c-table")).to_contain_text(euros(500), timeout=COLD)
    assert marks(sheet.page, "parcours-python") == ["restored", "restored"]


def test_a_question_may_come_first_and_a_loop_without_end_is_stopped_in_the_words_of_the_page(
    page_factory, site
):
    page = page_factory(360, python=f"{site}/small.html")
    page.clock.install()
    page.goto(f"{site}/small.html")
    question = page.locator(".px-question")
    question.locator('[name="answer"]').fill("72")
    question.get_by_role("button", name="Check").click()
    expect(question.locator(".px-verdict")).to_contain_text("That is right", timeout=COLD)
    status = page.locator(".px-status")
    page.get_by_role("button", name="Compute").click()
    expect(status).to_have_text("Results updated.", timeout=COLD)
    table = page.locator('.px-output[data-cell="c-table"]')
    expect(table).to_contain_text("€180")

    trap = page.locator('.px-form [name="trap"]')
    trap.select_option("boucle")
    expect(status).to_contain_text("Computing", timeout=COLD)
    page.wait_for_timeout(300)
    page.clock.fast_forward(20_000)
    expect(status).to_contain_text("was stopped")
    trap.select_option("rien")  # and Python starts afresh
    page.locator('.px-form [name="price"]').fill("1")
    expect(table).to_contain_text("€360", timeout=COLD)


def test_without_the_runtime_the_page_says_what_it_shows_and_the_next_attempt_tells_bytes(browser, site):
    context = browser.new_context()
    page = context.new_page()
    page.route(f"**{RUNTIME}*.wasm", lambda route: route.abort())
    opened = Sheet(page, f"{site}/tiny.html")
    opened.compute("n’a pas pu être chargé")
    expect(opened.output("c-table")).to_contain_text(euros(180))
    page.unroute(f"**{RUNTIME}*.wasm")
    edit(page, "start", *LIGHT)  # the bytes that come are the real ones
    page.evaluate(
        """() => {
          window.told = [];
          const status = document.querySelector(".px-status");
          new MutationObserver(() => window.told.push(status.textContent)).observe(status, {childList: true, subtree: true});
        }"""
    )
    opened.compute()
    told = page.evaluate("window.told")
    assert any(re.search(r"\d,\d Mo", sentence) for sentence in told), told
    expect(page.locator(".px-progress")).to_be_hidden()
    without_seconds = {re.sub(r"\d+ s", "", sentence) for sentence in told}  # those are for the eye only
    assert len(without_seconds) < 6, "a live region that never stops talking"
    context.close()


def test_every_kind_of_setting_and_of_question_works(page_factory, site):
    opened = Sheet(page_factory(360, python=f"{site}/kinds.html"), f"{site}/kinds.html")
    shown = opened.output("c-shown")
    for name, value in (("amount", "float 1234.5"), ("upkeep", "bool True"), ("day", "str 2026-11-23")):
        expect(shown.locator("tr", has_text=name)).to_contain_text(value)
    assert opened.field("amount").input_value() == "1\u202f234,5"
    opened.field("cut").focus()
    opened.page.keyboard.press("ArrowRight")
    opened.field("amount").fill("−1 234,5 €")
    opened.field("towns").fill("1 200 communes")
    opened.field("upkeep").uncheck()
    opened.field("street").fill('rue "Zola" # 3')
    opened.field("day").fill("2027-02-01")
    opened.field("place").select_option("L’Haÿ-les-Roses")
    opened.compute()
    for value in ("cut int 25", "amount float -1234.5", "towns int 1200", "upkeep bool False",
                  'street str rue "Zola" # 3', "day str 2027-02-01", "place str L’Haÿ-les-Roses"):  # fmt: skip
        name, _, rest = value.partition(" ")
        expect(shown.locator("tr", has_text=name)).to_contain_text(rest)
    opened.field("day").fill("")
    expect(opened.page.locator(".px-refused")).to_contain_text("Jour du vote\u00a0: donnez une date")
    opened.field("day").fill("2027-02-01")
    expect(opened.page.locator(".px-refused")).to_have_count(0)

    def ask(name: str, said: str, status: str) -> None:
        form = opened.page.locator(f'.px-question[data-cell="{name}"]')
        form.get_by_role("button").click()
        expect(form.locator(".px-verdict")).to_contain_text(said)
        expect(form).to_have_attribute("data-status", status)

    ask("q-choice", "Choisissez une réponse", "empty")
    opened.page.get_by_role("radio", name="La LED").check()
    ask("q-choice", "Elle éclaire encore.", "mistake")
    opened.page.get_by_role("radio", name="Baisser").check()
    ask("q-choice", "Rien ne brûle.", "wrong")  # the hint was given: the solution and how to get there
    opened.page.get_by_role("radio", name="Éteindre").check()
    ask("q-choice", "C’est juste", "right")
    opened.page.get_by_role("checkbox", name="Éteindre").check()
    ask("q-choices", "il manque une réponse", "wrong")
    opened.page.get_by_role("checkbox", name="Baisser").check()
    ask("q-choices", "C’est juste", "right")
    words = opened.page.locator('[data-cell="q-text"] [name="answer"]')
    for typed, said, status in (
        ("Le Rebond !", "effet contraire", "mistake"),
        ("L’EXTINCTION !", "C’est juste", "right"),
    ):
        words.fill(typed)
        ask("q-text", said, status)
    ranks = opened.page.locator('[data-cell="q-order"] select')
    for order, status in (("cba", "mistake"), ("aab", "unreadable"), ("abc", "right")):
        for rank, step in enumerate(order):
            ranks.nth(rank).select_option(step)
        expect(ranks.first).not_to_have_attribute("aria-invalid", "true")
        ask("q-order", "", status)
        told = expect(ranks.first)
        (told.to_have_attribute if status == "unreadable" else told.not_to_have_attribute)(
            "aria-invalid", "true"
        )
