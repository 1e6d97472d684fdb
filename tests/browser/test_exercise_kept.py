"""Answers to an exercise are written in the learner's journal and come back in their fields, without Python."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from exercise_hands import COLD, RUNTIME, Sheet
from exercise_sample import POLICY, kinds, worksheet, write_site
from journal_sample import wait_for
from playwright.sync_api import Page, expect
from support.courses import parcours

from generator.editions import select
from generator.territories.places import country_of
from generator.territories.publication import published_grouping

pytestmark = pytest.mark.browser
OPEN = (
    "const { openDevice } = await import('/learner/device.js'); const device = await openDevice('parcours');"
)
RIGHT = "elle était juste"
WRONG = "elle n’était pas juste"
SIREN, COMMUNE = "243301165", "33090"
HERE = f"{SIREN}/{COMMUNE}"


@pytest.fixture(scope="module")
def sharing():
    """An exercise that follows the territory, and a grouping to choose."""
    course = parcours()
    variant = select(course, course.editions["default"]).variants[0]
    sheet = next(w for chapter in variant.chapters for w in chapter.worksheets if w.slug == "sharing")
    grouping = course.division.grouping(SIREN)
    communes = [course.division.commune(member.insee) for member in grouping.members]
    territory = json.loads(
        json.dumps(published_grouping(grouping, communes, ("fr", "en"), country_of(course)))
    )
    choice = {"digest": "", "code": COMMUNE, "commune": COMMUNE, "territory": territory}
    return replace(sheet, territory="data/territory.json"), choice


@pytest.fixture(scope="module")
def exercises(serve_folder, sharing, tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("exercises")
    sheets = {"tiny": worksheet(), "kinds": kinds(), "sharing": sharing[0]}
    write_site(folder, {name: (sheet, "fr") for name, sheet in sheets.items()}, recorded=True)
    page = folder / "sharing.html"
    chooser = "<parcours-territory></parcours-territory><main>"
    page.write_text(page.read_text("utf-8").replace("<main>", chooser), encoding="utf-8")
    return str(serve_folder(folder, POLICY))


def note(page: Page, *entries: dict[str, Any], kind: str = "exercise") -> None:
    """Put answers in the journal, as if given earlier."""
    work = f"async (given) => {{ {OPEN} for (const one of given) await device.add('{kind}', one); }}"
    page.evaluate(work, [{"module": "a1", "status": "right", **entry} for entry in entries])


def verdict(page: Page, cell: str) -> Any:
    return page.locator(f'.px-question[data-cell="{cell}"] .px-verdict')


def test_an_answer_comes_back_with_a_word_and_without_python(page_factory, exercises, axe) -> None:
    page = page_factory(360, python=f"{exercises}/tiny.html")
    page.context.set_default_timeout(COLD)
    sheet = Sheet(page, f"{exercises}/tiny.html")
    expect(sheet.answer("2")).to_contain_text("Multipliez.")
    expect(sheet.answer("")).not_to_contain_text("Multipliez.")
    kept = page.evaluate(f"async () => {{ {OPEN} return device.entries; }}")
    assert [(e["kind"], e["exercise"], e["cell"], e["answer"]) for e in kept] == [
        ("exercise", "tiny", "q-double", "2")
    ]
    sheet.asked.clear()
    page.reload()
    expect(verdict(page, "q-double")).to_contain_text(WRONG)
    expect(page.locator('.px-question [name="answer"]')).to_have_value("2")
    expect(verdict(page, "q-double")).to_have_attribute("aria-live", "off")
    assert page.evaluate("document.activeElement === document.body")
    assert not [url for url in sheet.asked if RUNTIME in url]
    assert axe(page) == []


def test_a_verdict_is_told_to_be_of_other_settings_once_they_move(page_factory, exercises, axe) -> None:
    page = page_factory(360, python=f"{exercises}/tiny.html")
    page.context.set_default_timeout(COLD)
    sheet = Sheet(page, f"{exercises}/tiny.html")
    stale = page.locator(".px-stale")
    sheet.slide(500)
    expect(sheet.answer("100")).to_contain_text("juste")
    expect(stale).to_have_count(0)
    sheet.slide(600)
    expect(stale).to_contain_text("Vos réglages ont changé depuis cette réponse")
    assert axe(page) == []
    sheet.slide(500)
    expect(stale).to_have_count(0)
    sheet.settle()
    page.reload()
    expect(verdict(page, "q-double")).to_contain_text(RIGHT)
    expect(sheet.field("points")).to_have_value("500")
    expect(page.locator('.px-question [name="answer"]')).to_have_value("100")
    expect(stale).to_have_count(0)
    sheet.slide(600)
    expect(stale).to_have_count(1)
    page.reload()  # at once: whoever leaves before settings rest loses none
    expect(sheet.field("points")).to_have_value("600")
    expect(page.locator('.px-question [name="answer"]')).to_have_value("100")
    expect(stale).to_have_count(1)
    kept = page.evaluate(f"async () => {{ {OPEN} return device.entries; }}")
    assert [(e["kind"], e.get("values", e.get("settings"))) for e in kept] == [
        ("settings", {"points": 500}),
        ("exercise", {"points": 500}),
        ("settings", {"points": 600}),
    ]


def test_every_kind_of_answer_comes_back_and_what_no_longer_fits_is_left_out(
    page_factory, exercises, axe
) -> None:
    page = page_factory(360)
    page.goto(f"{exercises}/kinds.html")
    answers = {
        "q-choice": "off",
        "q-choices": ["dim", "off"],
        "q-text": "extinction",
        "q-order": ["a", "c", "b"],
    }
    note(page, *({"exercise": "kinds", "cell": cell, "answer": answer} for cell, answer in answers.items()))
    page.reload()
    for cell in answers:
        expect(verdict(page, cell)).to_contain_text(RIGHT)
    read = """() => ({
        ticked: [...document.querySelectorAll(".px-question input:checked")].map((one) => one.value),
        chosen: [...document.querySelectorAll(".px-question select")].map((one) => one.value),
        typed: document.querySelector('[data-cell="q-text"] input').value,
    })"""
    assert page.evaluate(read) == {
        "ticked": ["off", "dim", "off"],
        "chosen": ["a", "c", "b"],
        "typed": "extinction",
    }
    assert axe(page) == []
    odd = {"q-choice": "gone", "q-choices": ["dim", "gone"], "q-text": ["x"], "q-order": "abc"}
    note(page, *({"exercise": "kinds", "cell": cell, "answer": answer} for cell, answer in odd.items()))
    page.reload()
    page.wait_for_function(f"async () => {{ {OPEN} await new Promise(requestAnimationFrame); return true; }}")
    assert page.evaluate(read) == {"ticked": [], "chosen": ["", "", ""], "typed": ""}
    assert page.locator(".px-left").count() == 0


FIELDS = """() => Object.fromEntries([...document.querySelectorAll(".px-form [name]")].map(
    (field) => [field.name, field.type === "checkbox" ? field.checked : field.value]))"""
START = {
    "cut": "20", "amount": "1\u202f234,5", "towns": "23", "upkeep": True, "street": "rue de l’Église", "day": "2026-11-23",
    "place": "Dijon",
}  # fmt: skip
MOVED = {
    "cut": "35", "amount": "2 000 €", "towns": "", "upkeep": False, "street": "quai <b>", "day": "2027-01-02", "place": "Chenôve",
}  # fmt: skip


def test_every_kind_of_setting_comes_back_and_what_is_no_longer_offered_is_as_at_the_start(
    page_factory, exercises, axe
) -> None:
    page = page_factory(360)
    page.route(f"**{RUNTIME}**", lambda route: route.abort())  # settings are kept without Python too
    page.goto(f"{exercises}/kinds.html")
    assert page.evaluate(FIELDS) == START
    page.evaluate(
        """(values) => { for (const [name, value] of Object.entries(values)) {
            const field = document.querySelector(`.px-form [name="${name}"]`);
            if (field.type === "checkbox") field.checked = value; else field.value = value;
            field.dispatchEvent(new Event("input", { bubbles: true }));
        } }""",
        MOVED,
    )
    page.reload()
    note_above = page.locator(".px-moved")
    expect(note_above).to_contain_text("Vos réglages de la dernière fois sont de nouveau là.")
    expect(page.locator(".px-old")).to_have_text("Résultats des réglages de départ")
    assert page.evaluate(FIELDS) == MOVED
    expect(page.locator("output")).to_have_text("35")
    assert axe(page) == []
    page.get_by_role("button", name="Réinitialiser").click()
    expect(note_above).to_have_count(0)
    expect(page.locator(".px-old")).to_have_count(0)
    page.reload()
    page.wait_for_function(f"async () => {{ {OPEN} await new Promise(requestAnimationFrame); return true; }}")
    assert page.evaluate(FIELDS) == START
    gone = {"cut": 500, "upkeep": "oui", "day": "demain", "place": "Lyon", "lost": 1, "towns": "12"}
    note(page, {"exercise": "kinds", "values": gone}, kind="settings")
    expect(page.locator('[name="towns"]')).to_have_value("12")
    assert page.evaluate(FIELDS) == {**START, "towns": "12"}
    kept = page.evaluate(f"async () => {{ {OPEN} return device.entries.map(({{ values }}) => values); }}")
    assert kept == [{**MOVED, "cut": 35}, {}, gone]


def test_an_answer_of_before_settings_were_kept_is_told_and_not_put_back(page_factory, exercises) -> None:
    page = page_factory(360)
    page.goto(f"{exercises}/tiny.html")
    note(page, {"exercise": "tiny", "cell": "q-double", "answer": "100", "moved": True})
    page.reload()
    expect(verdict(page, "q-double")).to_contain_text("avec d’autres réglages que ceux de départ")
    expect(page.locator('.px-question [name="answer"]')).to_have_value("")


def test_an_answer_from_another_tab_does_not_disturb_who_is_answering(page_factory, exercises) -> None:
    one = page_factory(360)
    one.goto(f"{exercises}/kinds.html")
    other = one.context.new_page()
    other.goto(f"{exercises}/kinds.html")
    one.locator('[data-cell="q-text"] input').fill("je cherche")
    one.evaluate("document.activeElement.blur()")
    for cell, answer in {"q-text": "extinction", "q-choice": "off"}.items():
        note(other, {"exercise": "kinds", "cell": cell, "answer": answer})
    expect(verdict(one, "q-choice")).to_contain_text(RIGHT)
    expect(one.locator('[data-cell="q-text"] input')).to_have_value("je cherche")


def test_an_answer_comes_back_for_the_territory_it_was_given_for(page_factory, exercises, sharing) -> None:
    page = page_factory(360, locale="fr-FR", python=f"{exercises}/sharing.html")
    page.context.set_default_timeout(COLD)
    page.goto(f"{exercises}/sharing.html")
    winners, first, second = (
        cell
        for cell in page.locator(".px-question").evaluate_all("all => all.map((one) => one.dataset.cell)")[:3]
    )
    note(
        page,
        {"exercise": "b2-sharing", "cell": winners, "answer": ["none"], "territory": HERE},
        {"exercise": "b2-sharing", "cell": first, "answer": "12", "territory": HERE},
        {"exercise": "b2-sharing", "cell": second, "answer": "34"},
    )
    note(page, {"exercise": "b2-sharing", "values": {"drop": 55, "others": 3}}, kind="settings")
    page.reload()
    expect(verdict(page, second)).to_contain_text(RIGHT)
    assert page.locator(".px-left").count() == 1
    assert [page.locator(f'[name="{name}"]').input_value() for name in ("drop", "others")] == ["55", "3"]
    page.evaluate("choice => localStorage.setItem('parcours.territory', JSON.stringify(choice))", sharing[1])
    page.reload()
    expect(verdict(page, first)).to_contain_text(RIGHT)
    expect(page.locator(f'[data-cell="{first}"] [name=answer]')).to_have_value("12")
    expect(page.locator(f'[data-cell="{second}"] [name=answer]')).to_have_value("")
    expect(page.locator('[name="drop"]')).to_have_value("55")
    assert page.locator('[name="others"]').input_value() != "3", "it was of another territory"
    assert page.locator(".px-left").count() == 1, "choices wait until Python knows them"
    page.get_by_role("button", name="Calculer pour ce territoire").click()
    expect(verdict(page, winners)).to_contain_text(RIGHT, timeout=COLD)
    assert page.locator(f'[data-cell="{winners}"] input:checked').input_value() == "none"


def test_choosing_and_forgetting_a_territory_are_written_and_news_of_them_are_not(
    page_factory, exercises, sharing
) -> None:
    page = page_factory(360)
    page.goto(f"{exercises}/kinds.html")
    page.route("**/territories/243301165.json", lambda route: route.fulfill(json=sharing[1]["territory"]))
    page.evaluate(
        """async (choice) => {
        const { choose, forget, refresh } = await import("/territory/choice.js");
        await choose({ code: choice.commune, grouping: choice.territory.code, kind: "commune" }, "/territories/", "1");
        await refresh({ ...choice, digest: "0" }, "/territories/", "2");
        forget();
    }""",
        sharing[1],
    )
    wait_for(page, "return device.entries.length === 2;")
    kept = page.evaluate(f"async () => {{ {OPEN} return device.entries; }}")
    assert [(e["kind"], e["code"], e["commune"]) for e in kept] == [
        ("territory", SIREN, COMMUNE),
        ("territory", None, None),
    ]
