"""The kit of the published site: opened from a folder as by a double click, then through its launcher.

`page_factory` fails a test whose pages write an error to the console: here too, though browsers refuse much to a file.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import pytest
from offline_site import until
from playwright.sync_api import Page, expect
from python_memory import Memories

from generator.building.files import read_tree, write_tree
from generator.building.kit import assembled
from generator.building.on_disk import links_of, target_of
from generator.model import Edition, Tree

pytestmark = [pytest.mark.browser, pytest.mark.engine]

PATIENCE = 30_000  # milliseconds
START = 120_000  # Python, on a busy machine
LESSON = "fr/elus/c2-eclairage-public/01-situation/index.html"
QUIZ = "fr/elus/c2-eclairage-public/quiz/index.html"
EXERCISE = "fr/elus/c2-eclairage-public/lighting/"


@pytest.fixture(scope="module")
def kit(site: Path, root: Path, edition: Edition) -> Tree:
    return assembled(root, edition, read_tree(site))


@pytest.fixture(scope="module")
def folder(kit: Tree, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kit unpacked, in a folder with a space and an accent in its name."""
    place = tmp_path_factory.mktemp("clé") / "mon parcours"
    write_tree(kit, place)
    return place


def at(folder: Path, path: str) -> str:
    return f"file://{quote(str(folder))}/{path}"


def search(page: Page, words: str) -> None:
    page.locator("input[name=query]").click()
    page.keyboard.type(words)
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=PATIENCE)


def test_every_link_of_the_kit_leads_to_a_file_in_it(kit: Tree) -> None:
    dead = set()
    for path, data in kit.items():
        if path.suffix == ".html":
            text = data.decode()
            assert "module" not in re.findall(r'<script[^>]*\btype="(\w+)', text), path
            named = re.findall(r'<(?:script|img|iframe)\b[^>]*\ssrc="([^"]*)"', text)
            dead |= {
                (a, str(path))
                for a in (*links_of(text), *named)
                if (t := target_of(path, a)) and t not in kit
            }
    assert dead == set()
    assert PurePosixPath("index.html") in kit


def test_from_a_folder_one_reads_searches_answers_and_finds_it_again(folder: Path, page_factory) -> None:
    page = page_factory()
    page.set_default_timeout(PATIENCE)
    elsewhere: list[str] = []
    page.on(
        "request",
        lambda r: elsewhere.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None,
    )
    page.goto(at(folder, "Ouvrir.html"))
    page.locator(".door a").first.click()
    expect(page).to_have_url(at(folder, "fr/elus/index.html"))
    until(page, "() => [...document.fonts].some((face) => face.status === 'loaded')")

    page.goto(at(folder, LESSON))
    search(page, "anonymisées")
    page.locator(".md-search-result__item a").first.click()
    expect(page).to_have_url(re.compile(r"/index\.html(\?|#|$)"))
    expect(page.locator("h1")).to_be_visible()

    page.goto(at(folder, QUIZ))
    question = page.locator("parcours-question").first
    question.locator("label").first.click()
    question.get_by_role("button", name="Vérifier").click()
    expect(question.locator("[role=status]").first).not_to_be_empty()
    page.reload()
    answered = page.locator("parcours-question").first
    expect(answered.locator("input:checked")).to_have_count(1)

    page.goto(at(folder, "fr/elus/mon-parcours/index.html"))
    expect(page.locator("main")).to_contain_text("Reprendre où j’en étais")
    expect(page.locator("main a", has_text="quiz").first).to_contain_text("éclairage public")
    apart = page.get_by_text("Firefox ne lui montre pas ce que vous faites")
    expect(apart).to_be_hidden()
    page.add_init_script(
        'CSS.supports = (name) => name === "-moz-appearance"'
    )  # as Firefox, which keeps files apart
    page.reload()
    expect(apart).to_be_visible()
    page.goto(at(folder, "fr/elus/positionnement/index.html"))
    page.get_by_role("button", name="Commencer").first.click()
    expect(page.locator("parcours-placement parcours-question").first).to_be_visible()
    assert elsewhere == []


def test_from_a_folder_an_exercise_says_that_it_cannot_compute(folder: Path, page_factory) -> None:
    page = page_factory(360)
    page.goto(at(folder, f"{EXERCISE}index.html"))
    told = page.get_by_text("Cette page est ouverte depuis un dossier")
    expect(told).to_be_visible()
    page.locator(".px-form button[type=submit]").first.click()
    expect(page.locator(".px-status")).to_contain_text("Depuis un dossier, cette page ne peut pas calculer")
    assert page.locator(".px-output table").count(), "the build's results are still there"
    # Axe is no guest here: it asks for the style sheets, which a file may not.


@pytest.fixture(scope="module")
def launched(folder: Path) -> Iterator[str]:
    command = [sys.executable, "-I", str(folder / "lancer.py"), "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as running:
        assert running.stdout
        found = re.search(r"http://[\d.:]+/", running.stdout.readline())
        assert found
        yield found[0]
        running.terminate()


def test_through_the_launcher_an_exercise_computes_and_search_finds(
    launched: str, folder: Path, page_factory, memories: Memories
) -> None:
    page = page_factory()
    memories.lay(page, launched, folder=folder)
    page.goto(launched + EXERCISE)
    expect(page.get_by_text("Cette page est ouverte depuis un dossier")).to_be_hidden()
    page.locator(".px-form button[type=submit]").first.click()
    expect(page.locator(".px-status")).to_have_text("Résultats mis à jour.", timeout=START)
    search(page, "anonymisées")
