"""The attestation and its check, in a real browser: made, printed on one page, saved, copied, read again, refused."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import AXE_COLOURS, AXE_LAYOUT
from playwright.sync_api import Page, expect
from proof_sample import write_site
from support.courses import sound_course

from generator.checks.attestations import Checker, judge
from generator.model import Presented
from generator.reading.attestations import read_attestations

pytestmark = pytest.mark.browser

NAME = "Marie-Antoinette de La Rochefoucauld-Montmorency d’Estissac"
PATIENCE = 60_000
SEED = """async ({ finished, begun }) => {
  const { openDevice } = await import("/assets/learner/device.js");
  const device = await openDevice("essai");
  const entries = [];
  const at = (n) => new Date(Date.UTC(2026, 10, 1, 8, 0, n)).toISOString();
  const id = (n) => String(n).padStart(16, "0");
  const add = (kind, fields) => entries.push({ id: id(entries.length), at: at(entries.length), course: "essai", kind, ...fields });
  for (let m = 0; m < finished + begun; m += 1) {
    for (let l = 0; l < (m < finished ? 6 : 2); l += 1) add("read", { module: `m${m}`, lesson: `l${l}` });
    for (let q = 0; q < 8 && m < finished; q += 1) {
      add("answer", { module: `m${m}`, question: `q${q}`, answer: "x", score: q ? 1 : 0.5, tries: 1, done: true, where: "quiz" });
    }
  }
  await device.merge(entries);
}"""


@pytest.fixture(scope="module")
def proof_address(root: Path, tmp_path_factory: pytest.TempPathFactory, serve_folder: Any) -> str:
    return str(serve_folder(write_site(root, tmp_path_factory.mktemp("proof") / "site")))


@pytest.fixture
def opened(same_page: Any, proof_address: str) -> Callable[..., Page]:
    """`opened(finished=2, begun=1, width=1280, dark=False)`: the attestation's page, after that many modules."""

    def make(finished: int = 2, begun: int = 1, width: int = 1280, *, dark: bool = False) -> Page:
        page: Page = same_page(width, dark=dark)
        page.set_default_timeout(PATIENCE)
        page.goto(f"{proof_address}/attestation/{'slate' if dark else 'default'}.html")
        expect(page.locator("[data-part=nothing]")).to_be_visible(timeout=PATIENCE)
        if finished or begun:
            page.evaluate(SEED, {"finished": finished, "begun": begun})
            expect(page.locator("[data-part=form]")).to_be_visible(timeout=PATIENCE)
        return page

    return make


def check_page(page: Page, proof_address: str, *, dark: bool = False) -> None:
    """Go to the check's page, in the same browser."""
    page.goto(f"{proof_address}/verifier-une-attestation/{'slate' if dark else 'default'}.html")
    expect(page.locator("[data-part=form]")).to_be_visible(timeout=PATIENCE)


def checked(page: Page, text: str, *, word: str = "", printed: str = "") -> str:
    """Paste a text and press the button; the verdict in words."""
    page.fill("#pp-text", text)
    page.fill("#pp-word", word)
    page.fill("#pp-printed", printed)
    page.get_by_role("button", name="Vérifier").click()
    return page.locator("[data-part=answer]").inner_text()


def code_of(page: Page) -> str:
    return page.locator(".pp-code").inner_text()


def copied(page: Page) -> str:
    """The text that « Copier le code » gives, where the clipboard is forbidden: shown, selected."""
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.get_by_role("button", name="Copier le code").click()
    area = page.get_by_label("Texte du code, à copier")
    expect(area).to_be_focused()
    assert page.evaluate("getSelection().toString()") == area.input_value()
    return area.input_value()


def presented(text: str | bytes) -> Presented:
    (found,) = read_attestations(text)
    assert isinstance(found, Presented)
    return found


def saved(page: Page, tmp_path: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name="Enregistrer le badge").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    return file


def test_the_sheet_says_what_the_journal_says(opened: Callable[..., Page]) -> None:
    page = opened()
    boxes = page.get_by_role("checkbox", name=re.compile(r"\(\d\)"))
    assert [box.is_checked() for box in boxes.all()] == [True, True, False], "what is under way is offered"
    page.fill("#pp-name", f"  {NAME} ")
    rows = page.locator(".pp-modules tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("6 sur 6")
    expect(rows.first).to_contain_text("94\u00a0%")
    expect(page.locator(".pp-modules tfoot")).to_contain_text("1\u00a0h\u00a028")
    boxes.nth(2).check()
    expect(rows.nth(2)).to_contain_text("en cours")
    expect(rows.nth(2)).to_contain_text("2 sur 6")
    expect(rows.nth(2)).to_contain_text("0 sur 8")
    expect(page.locator(".pp-modules tfoot")).to_contain_text("1\u00a0h\u00a028")
    expect(page.locator(".pp-name")).to_have_text(NAME)
    expect(page.locator(".pp-said")).to_contain_text("Publié par Commune d’Essai.")
    expect(page.locator(".pp-said")).to_contain_text("version 2026.11 du 23\u00a0novembre 2026")


def test_python_reads_what_the_page_gives_and_finds_its_code_right(
    opened: Callable[..., Page], tmp_path: Path
) -> None:
    page = opened()
    page.fill("#pp-name", NAME)
    page.fill("#pp-word", "Tilleul d’été")
    badge = saved(page, tmp_path)
    expect(page.get_by_role("status")).to_contain_text(badge.name)
    for given in (badge.read_bytes(), copied(page)):
        found = presented(given)
        assert (found.attestation.name, found.code, found.faithful) == (NAME, code_of(page), True)
        for word, fits in (("tilleuldete", True), ("platane", False)):
            rules = [f.rule for f in judge(found, sound_course(), "essai", Checker(word))]
            assert ("code-under-word" not in rules) is fits
    said = json.loads(badge.read_text("utf-8"))
    assert said["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert "non signée" in said["description"]
    assert "proof" not in said


def test_a_name_stays_on_the_device_only_when_asked(opened: Callable[..., Page]) -> None:
    page = opened()
    kept = "localStorage.getItem('parcours.name')"
    everything = "JSON.stringify(Object.entries(localStorage)) + document.cookie"
    page.fill("#pp-name", NAME)
    page.get_by_role("button", name="Copier le code").click()
    assert "Rochefoucauld" not in page.evaluate(everything)
    page.get_by_label("Se souvenir de mon nom").check()
    assert page.evaluate(kept) == NAME
    page.fill("#pp-name", "Camille")
    page.reload()
    expect(page.locator("#pp-name")).to_have_value("Camille")
    page.get_by_label("Se souvenir de mon nom").uncheck()
    assert page.evaluate(kept) is None
    assert "Camille" not in page.evaluate(everything)


def test_what_is_missing_is_said_at_its_field(opened: Callable[..., Page]) -> None:
    page = opened(finished=1, begun=0)
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    page.fill("#pp-word", "été")
    page.get_by_role("checkbox", name=re.compile(r"\(1\)")).uncheck()
    page.get_by_role("button", name="Imprimer").click()
    expect(page.locator("#pp-name")).to_be_focused()
    for fault in ("Écrivez le nom", "quatre lettres", "Choisissez au moins un module"):
        expect(page.locator(".pp-fault", has_text=fault)).to_be_visible()
    page.fill("#pp-name", "Camille")
    page.fill("#pp-word", "")
    page.get_by_role("checkbox", name=re.compile(r"\(1\)")).check()
    expect(page.locator(".pp-fault:visible")).to_have_count(0)
    assert not page.evaluate("window.printed")
    page.get_by_role("button", name="Imprimer").click()
    assert page.evaluate("window.printed")


@pytest.mark.parametrize("modules", [1, 14])
def test_it_prints_on_one_page_whose_code_can_be_read(
    opened: Callable[..., Page], proof_address: str, tmp_path: Path, modules: int
) -> None:
    page = opened(finished=modules, begun=0, dark=modules == 14)
    page.fill("#pp-name", NAME)
    code = code_of(page)
    page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    raster = ["pdftoppm", "-r", "150", "-png", str(tmp_path / "sheet.pdf"), str(tmp_path / "sheet")]
    subprocess.run(raster, check=True)
    (picture,) = tmp_path.glob("sheet*.png")
    check_page(page, proof_address)
    page.set_input_files("#pp-photo", picture)
    expect(page.locator("#verdict")).to_have_text("Conforme", timeout=PATIENCE)
    expect(page.locator(".pp-name")).to_have_text(NAME)
    assert code_of(page) == code
    assert presented(page.locator("#pp-text").input_value()).code == code


def test_the_check_says_what_is_sound_and_what_is_not(
    opened: Callable[..., Page], proof_address: str, tmp_path: Path
) -> None:
    page = opened()
    page.fill("#pp-name", "Camille Durand")
    text, code, badge = copied(page), code_of(page), saved(page, tmp_path)
    check_page(page, proof_address)
    assert checked(page, text, printed=code.lower()).startswith("Conforme")
    expect(page.locator("#verdict")).to_be_focused()
    forged = text.replace("$DURAND", "$DUPONT")
    for given, options, said in (
        (forged, {}, "ne correspond pas à ce qui est écrit"),
        (text.replace(":94:", ":99:", 1), {}, "ne correspond pas à ce qui est écrit"),
        (text, {"word": "tilleul"}, "sans mot de séance"),
        (text, {"printed": "0000-0000-0000"}, "ce n’est pas la même attestation"),
    ):
        verdict = checked(page, given, **options)
        assert verdict.startswith("Non conforme"), given
        assert said in verdict
    page.fill("#pp-text", text)
    page.fill("#pp-word", "")
    page.locator("#pp-printed").press("Enter")
    expect(page.locator("[data-part=verdict]")).to_contain_text("ce n’est pas la même attestation")
    assert "manquent ou ont changé" in checked(page, text[:-1])
    assert "Ce n’est ni le texte" in checked(page, "bonjour")
    assert "rien à vérifier" in checked(page, " ")
    expect(page.locator("[data-part=told]")).to_be_hidden()
    page.set_input_files("#pp-file", badge)
    expect(page.locator("#verdict")).to_have_text("Conforme")
    edited = tmp_path / "edited.json"
    edited.write_text(
        badge.read_text("utf-8").replace('"value": "94"', '"value": "100"', 1), encoding="utf-8"
    )
    page.set_input_files("#pp-file", edited)
    expect(page.locator("[data-part=verdict]")).to_contain_text("il a été modifié")


def test_a_badge_is_known_by_its_files_name_until_a_text_is_pasted(
    opened: Callable[..., Page], proof_address: str, tmp_path: Path
) -> None:
    page = opened()
    page.fill("#pp-name", "Camille Durand")
    text, badge = copied(page), saved(page, tmp_path)
    check_page(page, proof_address)
    page.fill("#pp-text", "bonjour")
    page.set_input_files("#pp-file", badge)
    expect(page.locator("#verdict")).to_have_text("Conforme")
    name = f"Fichier lu\u00a0: {badge.name}"
    expect(page.locator("[data-part=verdict]")).to_contain_text(name)
    expect(page.locator("#pp-file-chosen")).to_have_text(name)
    expect(page.locator("#pp-text")).to_have_value("")
    page.fill("#pp-word", "tilleul")
    page.get_by_role("button", name="Vérifier").click()
    expect(page.locator("[data-part=verdict]")).to_contain_text("sans mot de séance")
    assert checked(page, text).startswith("Conforme")
    expect(page.locator("#pp-file-chosen")).to_be_hidden()
    expect(page.locator("[data-part=verdict]")).not_to_contain_text(badge.name)


def test_a_photo_without_a_code_or_that_is_none_is_told(
    same_page: Any, proof_address: str, tmp_path: Path
) -> None:
    page = same_page(360)
    page.set_default_timeout(PATIENCE)
    check_page(page, proof_address)
    blank = tmp_path / "blank.png"
    page.screenshot(path=blank, clip={"x": 0, "y": 0, "width": 40, "height": 40})
    page.set_input_files("#pp-photo", blank)
    expect(page.get_by_role("status")).to_contain_text("Aucun code QR", timeout=PATIENCE)
    (tmp_path / "none.png").write_bytes(b"not a picture")
    page.set_input_files("#pp-photo", tmp_path / "none.png")
    expect(page.get_by_role("status")).to_contain_text("ne peut pas être lue", timeout=PATIENCE)


def test_nothing_written_in_an_attestation_runs_or_is_taken_for_markup(
    opened: Callable[..., Page], proof_address: str
) -> None:
    page = opened(finished=1, begun=0)
    name = "<img src=x onerror=alert(1)>"
    page.fill("#pp-name", name)
    expect(page.locator(".pp-name")).to_have_text(name)
    text = copied(page)
    check_page(page, proof_address)
    assert checked(page, text).startswith("Conforme")
    expect(page.locator(".pp-name")).to_have_text(name)
    assert page.locator(".pp-sheet img").count() == 0


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (320, True)])
def test_every_state_is_accessible_and_narrow_screens_do_not_scroll(
    opened: Callable[..., Page], proof_address: str, axe: Any, width: int, *, dark: bool
) -> None:
    page = opened(finished=0, begun=0, width=width, dark=dark)

    def sound_here(state: str) -> None:
        assert axe(page, only=(*AXE_COLOURS, *AXE_LAYOUT) if dark else ()) == [], state
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), state

    sound_here("nothing done")
    page.evaluate(SEED, {"finished": 2, "begun": 1})
    page.get_by_role("button", name="Imprimer").click()
    sound_here("a name is missing")
    page.fill("#pp-name", NAME)
    text = copied(page)
    sound_here("filled")
    check_page(page, proof_address, dark=dark)
    sound_here("to check")
    assert checked(page, text).startswith("Conforme")
    sound_here("sound")
    assert checked(page, text.replace("94", "99")).startswith("Non conforme")
    sound_here("not sound")
    assert checked(page, "x").startswith("Illisible")
    sound_here("refused")
