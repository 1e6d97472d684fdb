"""« Pour la séance »: a learner sees in words what would be handed over, then takes it as a file or as a code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Page, expect
from quiz_sample import MULTIPLE, SHORT, SINGLE, TOKENS, quiz, to_block, to_inline

from generator.reading.results import STDIN, read_results
from generator.renderers.pages.learner import result
from generator.renderers.pages.quizzes import render_quiz

pytestmark = pytest.mark.browser

BROWSER = Path(__file__).resolve().parents[2] / "generator" / "browser"
TEMPLATES = Path(__file__).resolve().parents[2] / "generator" / "renderers" / "templates" / "pages"
TYPED = "<img src=x onerror=alert(1)>"
PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Mon parcours</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="tokens.css"><link rel="stylesheet" href="page.css"><link rel="stylesheet" href="learner/result.css">
<script type="application/json" id="pc-learner">{told}</script>
<script type="module" src="learner/result-page.js"></script></head>
<body data-md-color-scheme="{scheme}"><main class="md-typeset"><h1>Mon parcours</h1>{section}</main></body></html>"""
CSS = """body { margin: 1rem; background: var(--pc-paper); color: var(--pc-ink); font: 1rem/1.5 var(--pc-font); }
pre { white-space: pre; }"""
INDEX = {
    "format": 1, "course": "parcours", "version": "2026.11", "language": "fr", "audience": "elus",
    "audienceName": "Élues et élus",
    "modules": [
        {
            "id": "c2", "title": "L’éclairage", "url": "",
            "exercises": [{"id": "x", "title": "Compter", "cells": ["k"]}],
            "quiz": {"id": "sample", "url": "quiz.html", "questions": [
                {"id": "cheapest", "kind": "single"}, {"id": "identifiers", "kind": "multiple"},
                {"id": SHORT.stem.id, "kind": "short-text"}]},
        }
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve_folder) -> str:
    folder = tmp_path_factory.mktemp("mine")
    for name in ("learner", "quiz"):
        shutil.copytree(BROWSER / name, folder / name)
    shutil.copy(TOKENS, folder / "tokens.css")
    shutil.copytree(TOKENS.parent / "fonts", folder / "fonts")
    (folder / "page.css").write_text(CSS + TOKENS.with_name("buttons.css").read_text("utf-8"))
    (folder / "course.json").write_text(json.dumps(INDEX))
    told = {"course": "parcours", "language": "fr", "index": "course.json", "variant": "./", "root": "./"}
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    section = environment.get_template("learner/result.html.j2").render(
        words=result.WORDS["fr"], script=json.dumps(result.SCRIPT_WORDS["fr"])
    )
    for scheme in ("default", "slate"):
        page = PAGE.format(told=json.dumps(told), scheme=scheme, section=section)
        (folder / f"{scheme}.html").write_text(page)
    asked = render_quiz(quiz(SINGLE, MULTIPLE, SHORT), "fr", to_inline, to_block)
    (folder / "quiz.html").write_text(
        f"<!doctype html><html lang=fr><title>Quiz</title><main>{asked}</main></html>"
    )
    return serve_folder(folder)


ADD = """async (entries) => {
  const { openDevice } = await import(new URL("learner/device.js", document.baseURI));
  const device = await openDevice("parcours");
  for (const { kind, ...fields } of entries) await device.add(kind, fields);
}"""
ANSWERS = [
    {"kind": "answer", "module": "c2", "question": "cheapest", "answer": "led", "score": 0, "tries": 1, "done": False,
     "where": "quiz"},
    {"kind": "answer", "module": "c2", "question": "cheapest", "answer": "off", "score": 1, "tries": 2, "done": True,
     "where": "quiz"},
    {"kind": "answer", "module": "c2", "question": "identifiers", "answer": ["birth", "amount"], "score": 0.5, "tries": 1,
     "done": False, "where": "quiz"},
    {"kind": "answer", "module": "c2", "question": SHORT.stem.id, "answer": TYPED, "score": 0, "tries": 1, "done": False,
     "where": "quiz"},
    {"kind": "exercise", "module": "c2", "exercise": "x", "cell": "k", "answer": "3", "status": "right"},
]  # fmt: skip


def opened(page: Page, address: str, scheme: str = "default") -> Page:
    page.set_default_timeout(20_000)
    page.goto(f"{address}/{scheme}.html")
    return page


def filled(page: Page) -> Page:
    expect(page.get_by_text("Il n’y a rien à remettre pour l’instant")).to_be_visible(timeout=20_000)
    page.evaluate(ADD, ANSWERS)
    expect(page.locator(".pr-sum")).to_contain_text("3\u00a0questions de quiz", timeout=20_000)
    page.get_by_text("Préparer mon résultat").click()
    return page


def test_what_would_be_handed_over_is_told_in_the_words_of_the_quiz(address: str, page_factory, axe) -> None:
    page = filled(opened(page_factory(320), address))
    page.get_by_text("Voir exactement ce qui serait remis").click()
    page.get_by_text("Le fichier, mot pour mot").click()
    said = page.locator(".pr-said")
    expect(said).to_contain_text("Quelle mesure coûte le moins cher ?")
    expect(said).to_contain_text("Première réponse\u00a0: Remplacer toutes les lampes par des LED (fausse)")
    expect(said).to_contain_text("Dernière réponse\u00a0: Éteindre au cœur de la nuit (juste)")
    expect(said).to_contain_text("La date de naissance\u00a0; Le montant de l’aide (en partie juste)")
    expect(said).to_contain_text(f"«\u00a0{TYPED}\u00a0», tel que vous l’avez tapé")
    expect(said).to_contain_text("Question 1\u00a0: réussie, 1\u00a0essai")
    assert page.locator("img").count() == 0
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_file_and_the_code_are_one_result_that_the_trainer_reads(
    address: str, page_factory, axe, tmp_path: Path
) -> None:
    page = filled(opened(page_factory(dark=True), address, "slate"))
    with page.expect_download() as waited:
        page.get_by_role("button", name="Enregistrer le fichier").click()
    file = tmp_path / waited.value.suggested_filename
    assert file.name.startswith("parcours-resultat-20")
    waited.value.save_as(file)
    expect(page.get_by_role("status")).to_contain_text(file.name)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copier le code").click()
    expect(page.get_by_role("status")).to_contain_text("Le code est copié")
    copied = page.evaluate("navigator.clipboard.readText()")
    one, other = read_results([str(file)], "parcours"), read_results([STDIN], "parcours", copied.encode())
    assert (one.remarks, other.remarks) == ([], [])
    assert one.results[0].id == other.results[0].id
    assert [q.question for q in one.results[0].questions] == ["cheapest", "identifiers", SHORT.stem.id]
    assert axe(page) == []


def test_where_nothing_may_be_copied_the_code_is_shown_and_selected(address: str, page_factory) -> None:
    page = page_factory()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    filled(opened(page, address))
    page.get_by_role("button", name="Copier le code").click()
    expect(page.get_by_role("status")).to_contain_text("copiez-le à la main")
    code = page.get_by_label("Code de votre résultat")
    expect(code).to_be_focused()
    selected = code.evaluate("node => node.value.slice(node.selectionStart, node.selectionEnd)")
    assert selected.startswith("PARCOURS-R1.")
    assert len(read_results([STDIN], "parcours", selected.encode()).results) == 1


def test_without_the_quiz_s_page_the_file_s_own_words_are_shown(address: str, page_factory) -> None:
    page = page_factory()
    page.route(
        "**/quiz.html",
        lambda route: route.fulfill(status=200, content_type="text/html", body="<main></main>"),
    )
    filled(opened(page, address))
    page.get_by_text("Voir exactement ce qui serait remis").click()
    expect(page.locator(".pr-said")).to_contain_text("Question 1")
    expect(page.locator(".pr-said")).to_contain_text("Première réponse\u00a0: led (fausse)")
