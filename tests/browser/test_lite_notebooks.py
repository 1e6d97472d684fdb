"""The notebooks of the published site in JupyterLite, in a real browser: results, languages, the learner's copy.

Served as the site's own `_headers` ask, which give `/lite/` its policy; any request to another host fails the test.
"""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Locator, Page, Request, expect

pytestmark = [pytest.mark.browser, pytest.mark.engine]

START = 120_000  # milliseconds: JupyterLite, Python and a first run, on a busy machine
PAGE = "fr/elus/c2-eclairage-public/lighting/"
NOTEBOOK = "lighting/lighting.fr.ipynb"
# The site's worker is there, and leaves JupyterLite alone; it keeps no course, which would be copied for this alone.
SPARING = "Object.defineProperty(Navigator.prototype, 'connection', { get: () => ({ saveData: true }) });"
WORKER = "navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready).then(() => {})"
AGE = """async ([path, version]) => {
  const opened = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const database = await opened(indexedDB.open("JupyterLite Storage - /lite/"));
  const store = database.transaction("files", "readwrite").objectStore("files");
  const file = await opened(store.get(path));
  file.content.metadata.parcours.version = version;
  await opened(store.put(file, path));
  database.close();
}"""


@pytest.fixture(scope="module")
def home(address: str) -> str:
    return address


@pytest.fixture
def page(home: str, page_factory) -> Page:
    """A page that asks our own host only; what it asks of others is a fault of the test.

    It listens, and answers nothing: a browser whose requests are answered by a test keeps none of them at hand.
    """
    made = page_factory(1280, service_workers="allow")
    elsewhere: list[str] = []

    def heard(request: Request) -> None:
        if not request.url.startswith((f"{home}/", "data:", "blob:")):
            elsewhere.append(request.url)

    made.context.on("request", heard)
    made.set_default_timeout(START)
    yield made
    assert elsewhere == []


def bare(shown: Locator) -> str:
    """Its text without blanks; JupyterLite does not lay out what is out of sight."""
    return "".join((shown.text_content() or "").split())


def test_a_french_notebook_runs_and_its_copy_is_told_taken_away_and_given_back(home: str, page: Page, axe):
    page.add_init_script(SPARING)
    page.goto(f"{home}/{PAGE}")
    copy = page.locator("parcours-copy")
    expect(copy).to_be_empty()
    assert page.evaluate("indexedDB.databases()") == [], "looking for a copy keeps nothing"
    result = bare(page.locator(".px-output table").first)
    page.evaluate(WORKER)
    page.get_by_role("link", name="Ouvrir dans le bloc-notes").click()

    page.locator(".jp-Notebook").wait_for()
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^fr"))
    # Until then the notebook has no Python to run its cells with, and forgets that it was asked to.
    expect(page.locator(".jp-KernelName")).to_have_text("Python (Pyodide)", timeout=START)
    page.locator(".lm-MenuBar-item", has_text="Exécution").click()
    page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click()
    table = page.locator(".jp-OutputArea-output table").first
    table.wait_for(timeout=START)
    assert bare(table) == result != ""
    cells = page.locator(".jp-CodeCell")
    expect(cells.last.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"), timeout=START)
    assert page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count() == 0
    assert page.locator('[data-mime-type="application/vnd.jupyter.error"]').count() == 0
    page.locator(".lm-MenuBar-item", has_text="Fichier").click()
    page.locator('.lm-Menu-item[data-command="docmanager:save"]').click()

    back = page.locator(".jp-MarkdownCell a", has_text="page de l").first
    back.scroll_into_view_if_needed()
    back.click()
    page.wait_for_url(f"{home}/{PAGE}")
    assert page.evaluate("navigator.serviceWorker.controller?.scriptURL") == f"{home}/sw.js"
    expect(copy).to_contain_text("Vous avez une copie modifiée le")
    expect(copy).not_to_contain_text("plus récente")
    page.evaluate(AGE, [NOTEBOOK, "0123456789abcdef"])
    page.reload()
    expect(copy).to_contain_text("version plus récente que celle dont vient votre copie")
    assert axe(page) == []
    with page.expect_download() as taken:
        page.get_by_role("button", name="Télécharger ma copie").click()
    assert taken.value.suggested_filename == "lighting.fr.ipynb"
    assert any(cell.get("outputs") for cell in json.loads(taken.value.path().read_bytes())["cells"])

    page.get_by_role("button", name="Revenir à la version du cours").click()
    page.get_by_role("button", name="Non, la garder").click()
    expect(copy).to_contain_text("Vous avez une copie")
    page.get_by_role("button", name="Revenir à la version du cours").click()
    expect(page.locator("parcours-copy p").first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(copy).to_have_text("Votre copie est effacée : le bloc-notes ouvrira la version du cours.")
    page.reload()
    expect(page.locator(".px-notebook")).to_be_visible()
    expect(copy).to_be_empty()


def test_the_list_of_notebooks_is_accessible_and_an_english_one_opens_in_english(home: str, page: Page, axe):
    page.goto(f"{home}/lite/")
    assert axe(page) == []
    page.locator('section[lang="en"] a[href*="lighting.en.ipynb"]').click()
    page.locator(".jp-Notebook").wait_for()
    expect(page.locator(".lm-MenuBar-item").first).to_have_text("File")
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^en"))
    expect(page.locator(".jp-MarkdownCell").first).to_contain_text("This notebook is your copy")
