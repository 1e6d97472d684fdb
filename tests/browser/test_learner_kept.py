"""« Ce que ce site sait de vous »: everything kept is shown, taken away, brought back, erased."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import AXE_COLOURS
from learner_sample import publish
from playwright.sync_api import Page, expect

from generator.renderers.common import policy

pytestmark = pytest.mark.browser

HEAD = {"course": "parcours", "at": "2026-11-27T20:31:05.123Z"}
READ = {**HEAD, "id": "0" * 16, "kind": "read", "module": "a2", "lesson": "tests"}
ANSWER = {
    **HEAD,
    "id": "1" * 16,
    "kind": "answer",
    "module": "a2",
    "question": "q1",
    "answer": ["<img src=x onerror=alert(1)>", "deux"],
    "score": 0.5,
    "tries": 2,
    "done": True,
    "where": "quiz",
}
LATER = {**HEAD, "id": "2" * 16, "kind": "badge", "whatever": 1}
SETTINGS = {
    **HEAD,
    "id": "3" * 16,
    "kind": "settings",
    "module": "a2",
    "exercise": "anonymat",
    "values": {"k": 2.5, "mask": True, "gone": "<b>x"},
}
START = {**SETTINGS, "id": "4" * 16, "values": {}}
OTHERS = {
    "parcours.territory": '{"code":"242100410"}',
    "parcours.comfort": '{"size":"large"}',
    "parcours.name": '"Camille"',
    "/.__palette": '{"index":0}',
    "autre-site": "bonjour",
}


@pytest.fixture(scope="module")
def kept_address(tmp_path_factory: pytest.TempPathFactory, serve_folder: Any) -> str:
    return str(serve_folder(publish(tmp_path_factory.mktemp("kept") / "fr", "kept"), policy=policy.PAGE))


@pytest.fixture
def opened(same_page: Any, kept_address: str) -> Callable[..., Page]:
    """`opened(entries, others)`: the page, on a device that keeps these."""

    def make(entries: Any = (), others: Any = None, *, beside: Page | None = None, **options: Any) -> Page:
        page: Page = beside.context.new_page() if beside else same_page(**options)
        page.set_default_timeout(30_000)
        page.goto(f"{kept_address}/{'dark' if options.get('dark') else 'index'}.html")
        if entries or others:
            page.evaluate(
                """async ([entries, others]) => {
                    const device = await (await import("./learner/device.js")).openDevice("parcours");
                    await device.merge(entries);
                    for (const [key, text] of Object.entries(others)) localStorage.setItem(key, text);
                }""",
                [list(entries), others or {}],
            )
            page.reload()
        expect(page.locator("[data-part=state]")).not_to_be_empty()
        return page

    return make


def news(page: Page) -> Any:
    return page.locator("[data-part=news]")


def offer(page: Page, content: str | bytes) -> None:
    data = content if isinstance(content, bytes) else content.encode()
    page.locator("input[type=file]").set_input_files(
        {"name": "progression.json", "mimeType": "application/json", "buffer": data}
    )


def file_of(*entries: Any, **more: Any) -> str:
    head = {"format": "parcours-progress", "version": 1, "course": "parcours", **more}
    return json.dumps({**head, "entries": list(entries)})


def count(page: Page) -> int:
    found: int = page.evaluate(
        "async () => (await (await import('./learner/device.js')).openDevice('parcours')).entries.length"
    )
    return found


def test_everything_is_shown_in_words_and_word_for_word(opened: Callable[..., Page], axe: Any) -> None:
    page = opened([READ, ANSWER, LATER, SETTINGS, START], OTHERS)
    page.evaluate(
        "caches.open('parcours-python / abc').then((cache) => cache.put('./x', new Response('12345')))"
    )
    page.reload()
    journal, settings = page.locator("[data-part=journal]"), page.locator("[data-part=settings]")
    expect(journal).to_contain_text("Pages lues")
    journal.get_by_text("Voir cet élément").first.click()
    expect(journal).to_contain_text(
        "Page lue : Trois tests (Rendre des données anonymes)".replace(" :", "\u00a0:")
    )
    journal.get_by_text("Voir cet élément").nth(1).click()
    expect(journal).to_contain_text("<img src=x onerror=alert(1)>, deux")
    expect(journal).to_contain_text("50")
    expect(journal.get_by_role("heading", name="Autre chose")).to_be_visible()
    journal.get_by_text("Voir ces 2 éléments").click()
    for said in (
        "Exercice Mesurer l’anonymat (Rendre des données anonymes), réglages changés : Seuil : 2,5, mask : oui et gone : <b>x",
        "Exercice Mesurer l’anonymat (Rendre des données anonymes) : retour aux réglages de départ",
    ):
        expect(journal).to_contain_text(said.replace(" :", "\u00a0:"))
    for raw in journal.get_by_text("Le texte exact").all():
        raw.click()
    expect(journal.locator("pre").first).to_contain_text(json.dumps(READ["lesson"]))
    for name in ("Votre territoire", "Confort de lecture", "Votre nom", "Couleurs"):
        expect(settings.get_by_role("heading", name=name)).to_be_visible()
    expect(page.locator("[data-part=others]")).to_contain_text("autre-site")
    copies = page.locator("[data-part=copies]")
    expect(copies).to_contain_text("parcours-python / abc")
    expect(copies).to_contain_text("5 octets".replace(" ", "\u00a0"))
    expect(page.locator("[data-part=total]")).to_contain_text("Aucun cookie")
    assert axe(page) == []


def test_what_is_taken_away_comes_back_elsewhere(opened: Callable[..., Page], tmp_path: Path) -> None:
    page = opened([READ, ANSWER, LATER])
    with page.expect_download() as download:
        page.get_by_role("button", name="Emporter ma progression").first.click()
    assert download.value.suggested_filename.startswith("parcours-progression-")
    download.value.save_as(tmp_path / "file.json")
    expect(news(page)).to_contain_text("3")
    text = (tmp_path / "file.json").read_text("utf-8")
    assert [entry["id"][0] for entry in json.loads(text)["entries"]] == ["0", "1", "2"]
    other = opened([READ])
    offer(other, text)
    expect(other.locator("[data-part=offer]")).to_contain_text("2")
    assert count(other) == 1
    other.get_by_role("button", name="Ajouter").click()
    expect(news(other)).to_contain_text("2")
    expect(other.locator("input[type=file]")).to_be_focused()
    assert count(other) == 3
    offer(other, text)
    expect(news(other)).to_contain_text("rien de nouveau")


REFUSED = {
    "bonjour": "trop abîmé",
    "{}": "n’est pas une progression",
    file_of(READ, version=2): "plus récente",
    file_of(READ, course="<b>autre</b>"): "<b>autre</b>",
    file_of(): "vide",
    file_of({**ANSWER, "score": 7}): "mal formé",
}


def test_a_file_that_brings_nothing_is_refused_with_its_reason(opened: Callable[..., Page]) -> None:
    page = opened([READ])
    for content, told in REFUSED.items():
        offer(page, content)
        expect(news(page)).to_contain_text(told)
        expect(news(page)).to_contain_text("Rien n’a changé")
        expect(page.locator("[data-part=offer]")).to_be_hidden()
        assert count(page) == 1


def test_a_damaged_file_is_merged_as_far_as_it_is_valid(opened: Callable[..., Page]) -> None:
    page = opened([READ])
    offer(page, file_of(ANSWER, {**LATER, "at": "2099-01-01T00:00:00.000Z"}, LATER)[:-20])
    expect(page.locator("[data-part=offer]")).to_contain_text("incomplet")
    expect(page.locator("[data-part=offer]")).to_contain_text("avenir")
    page.get_by_role("button", name="Ne rien changer").click()
    assert count(page) == 1
    offer(page, file_of(ANSWER, LATER)[:-20])
    page.get_by_role("button", name="Ajouter").click()
    expect(news(page)).to_contain_text("incomplet")
    assert count(page) == 2


def test_nothing_is_left_after_erasing_and_what_is_not_ours_stays(
    opened: Callable[..., Page], axe: Any
) -> None:
    page = opened([READ, ANSWER], OTHERS)
    page.evaluate("caches.open('parcours-site / v1').then((cache) => cache.put('./x', new Response('x')))")
    below = "parcours-python /below/runtime/ v1"  # of another site, in a folder of this one's address
    page.evaluate("(name) => caches.open(name).then(() => {})", below)
    page.evaluate(
        "new Promise((done) => { const asked = indexedDB.open('JupyterLite Storage - /lite/'); asked.onsuccess = () => { asked.result.close(); done(); }; })"
    )
    other = opened(beside=page)
    page.get_by_role("button", name="Tout effacer").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("2 éléments".replace(" ", "\u00a0"))
    assert axe(page) == []
    dialog.get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("button", name="Tout effacer")).to_be_focused()
    assert count(page) == 2
    page.get_by_role("button", name="Tout effacer").click()
    with page.expect_download():
        dialog.get_by_role("button", name="Emporter d’abord").click()
    dialog.get_by_role("button", name="Tout effacer").click()
    for what in ("votre progression", "votre territoire", "votre nom", "la copie du site", "carnets"):
        expect(news(page)).to_contain_text(what)
    assert page.evaluate("Object.keys(localStorage)") == ["autre-site"]
    assert page.evaluate("async () => [...(await caches.keys()), ...(await indexedDB.databases())]") == [
        below
    ]
    for tab in (page, other):
        expect(tab.locator("[data-part=journal]")).to_contain_text("Rien pour l’instant")
        expect(tab.locator("[data-part=settings]")).to_contain_text("Rien pour l’instant")


def test_a_browser_that_forbids_is_told_of(same_page: Any, kept_address: str) -> None:
    page = same_page(
        script="""for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
            Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });"""
    )
    page.goto(f"{kept_address}/index.html")
    expect(page.locator("[data-part=state]")).to_contain_text("interdit")
    page.get_by_role("button", name="Emporter ma progression").first.click()
    expect(news(page)).to_contain_text("rien à emporter")


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_holds_on_a_small_screen(opened: Callable[..., Page], axe: Any, dark: bool) -> None:
    page = opened([READ, ANSWER], OTHERS, width=320, dark=dark)
    page.locator("[data-part=journal] summary").first.click()
    offer(page, file_of(LATER))
    expect(page.locator("[data-part=offer]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe(page, only=AXE_COLOURS if dark else ()) == []
