"""The exercise book of the published site, and the notebooks learners take away, run as Jupyter runs them."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pytest
from conftest import AXE_COLOURS, AXE_LAYOUT
from nbclient import NotebookClient
from playwright.sync_api import Page, expect

from generator.renderers.common import policy

pytestmark = [pytest.mark.browser, pytest.mark.engine]

LOOKS = (
    (360, "light", ()),
    (360, "dark", AXE_COLOURS),
    (1280, "light", AXE_LAYOUT),
    (1280, "dark", AXE_COLOURS),
)
LANGUAGES = ("fr", "en")
SLUGS = ("anonymity", "lighting", "sharing")
BOOKS = {"fr": "cahier/fr/elus/", "en": "cahier/en/citizens/"}
CELLS = re.compile(r"<t[dh][^>]*>(.*?)</t[dh]>", re.DOTALL)


@pytest.fixture(scope="module")
def strict(site: Path, serve_folder) -> str:
    """The site under the policy of a page without script."""
    return serve_folder(site, policy.PLAIN)


def page_of(language: str, slug: str) -> str:
    return f"{BOOKS[language]}{slug}/{slug}.{language}.html"


def asked_elsewhere(page: Page, address: str) -> list[str]:
    asked: list[str] = []
    page.on(
        "request",
        lambda r: asked.append(r.url) if urlsplit(r.url).netloc != urlsplit(address).netloc else None,
    )
    return asked


# --- the book ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [BOOKS["fr"], page_of("fr", "lighting"), page_of("en", "sharing")])
def test_a_page_of_the_book_is_accessible_silent_and_fits_every_screen(path, strict, same_page, axe):
    page = same_page(360)
    asked = asked_elsewhere(page, strict)
    page.goto(f"{strict}/{path}index.html" if path.endswith("/") else f"{strict}/{path}")
    faults = []
    for width, scheme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        faults += [f"{width} {scheme}: {fault}" for fault in axe(page, only=rules)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append(f"{width} {scheme}: the page scrolls sideways")
    assert faults == []
    assert asked == []
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length") == 0
    assert page.locator("html").get_attribute("lang") == path.split("/")[1]


def test_the_book_and_the_course_lead_to_each_other(address, same_page):
    page = same_page(360)
    page.goto(f"{address}/fr/elus/c2-eclairage-public/lighting/")
    page.get_by_role("link", name="Le cahier d’exercices").click()
    assert page.url == f"{address}/{page_of('fr', 'lighting')}"
    expect(page.locator("h1")).to_have_text("Changer, baisser ou éteindre\u202f?")
    doors = page.get_by_role("navigation", name="Les autres portes de cet exercice")
    hrefs = [link.evaluate("a => a.href") for link in doors.get_by_role("link").all()]
    assert hrefs == [
        f"{address}/fr/elus/c2-eclairage-public/lighting/index.html",
        f"{address}/lite/notebooks/index.html?path=lighting/lighting.fr.ipynb",
        f"{address}/exercises/lighting/lighting.fr.ipynb",
        f"{address}/exercises/lighting/lighting.fr.zip",
    ]
    assert all(page.request.get(href).ok for href in hrefs)
    doors.get_by_role("link").first.click()
    expect(page.locator("h1")).to_have_text("Changer, baisser ou éteindre\u202f?")
    page.go_back()
    page.get_by_role("link", name="Revenir au parcours").click()
    assert page.url == f"{address}/fr/elus/index.html"


def test_the_book_shows_what_the_lesson_shows(address, same_page):
    page = same_page()
    page.goto(f"{address}/fr/elus/c2-eclairage-public/lighting/")
    lesson = page.locator(".px-output").all_text_contents()
    page.goto(f"{address}/{page_of('fr', 'lighting')}")
    shown = page.locator(".cell:not(.tag_question) .output").all_text_contents()
    assert [text.strip() for text in shown] == [text.strip() for text in lesson if text.strip()]


def test_every_variant_has_its_book_and_its_folder_to_take_away(site: Path, edition):
    for variant in edition.variants:
        folder = site / "cahier" / variant.path
        sheets = [sheet for chapter in variant.chapters for sheet in chapter.worksheets]
        assert sheets
        for sheet in sheets:
            assert (folder / sheet.slug / f"{sheet.slug}.{variant.language}.html").is_file()
        with zipfile.ZipFile(folder / "cahier.zip") as opened:
            names = set(opened.namelist())
        assert {"cahier/myst.yml", "cahier/_config.yml", "cahier/_toc.yml", "cahier/index.md"} <= names
        assert {f"cahier/{s.slug}/{s.slug}.{variant.language}.ipynb" for s in sheets} <= names


# --- notebooks that were taken away -----------------------------------------------------------------


def shown(notebook: Mapping[str, Any], *, questions: bool) -> dict[str, list[str]]:
    """Cell → the cells of its tables, or what it shows when it has none; of questions, or of all others."""
    found = {}
    for cell in notebook["cells"]:
        html = "".join("".join(o.get("data", {}).get("text/html", "")) for o in cell.get("outputs", ()))
        if html and ("question" in cell["metadata"].get("tags", ())) == questions:
            found[cell["id"]] = CELLS.findall(html) or [html]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_what_learners_take_away_runs_in_jupyter_as_in_the_build(
    slug: str, language: str, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(tmp_path / "settings"))
    with zipfile.ZipFile(site / "exercises" / slug / f"{slug}.{language}.zip") as opened:
        opened.extractall(tmp_path)
    taken = tmp_path / slug / f"{slug}.{language}.ipynb"
    assert taken.read_bytes() == (site / "exercises" / slug / taken.name).read_bytes()
    notebook = nbformat.read(taken, as_version=4)
    client = NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(taken.parent)}})
    client.execute()
    with zipfile.ZipFile(site / BOOKS[language] / "cahier.zip") as opened:
        built = json.loads(opened.read(f"cahier/{slug}/{taken.name}"))
    assert shown(notebook, questions=False) == shown(built, questions=False)
    assert sum(map(len, shown(built, questions=False).values())) > 20
    asked = shown(notebook, questions=True)
    assert asked.keys() == shown(built, questions=True).keys()
    # In Jupyter an unanswered question also says where the answer is written.
    assert all("at-empty" in html and "None" in html for [html] in asked.values())
