"""The published site as people meet it: the default edition, built for real, in a real browser.

Every kind of page, on a phone and on a desk, in light and dark: accessible, silent, at home in its language, and
asking nothing of anybody else. The site is built once for the whole run and shared by all workers.
"""

from __future__ import annotations

import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conftest import AXE_COLOURS, AXE_LAYOUT
from playwright.sync_api import Page, Request, expect

from generator.model import Variant

pytestmark = [pytest.mark.browser, pytest.mark.engine]

LESSON = "c2-eclairage-public/02-compter-energie/"
PAGES = {
    "portal": "",
    "portal-en": "en/",
    "home": "fr/elus/",
    "theme": "fr/elus/gouvernance/",
    "module": "fr/elus/a2-anonymiser/",
    "lesson": f"fr/elus/{LESSON}",
    "lesson-en": f"en/citizens/{LESSON}",
    "exercise": "fr/elus/c2-eclairage-public/lighting/",
    "deliverable": "fr/elus/b2-partager-la-facture/06-clause/",
    "objectives": "fr/elus/objectifs/",
    "thread": "en/citizens/red-thread/",
    "unsettled": "fr/habitants/en-suspens/",
    "quiz": "fr/habitants/b2-partager-la-facture/quiz/",
    "glossary": "fr/elus/glossaire/",
    "sources": "en/elected/sources/",
    "about": "fr/habitants/a-propos/",
    "legal": "fr/elus/mentions-legales/",
    "privacy": "en/citizens/privacy/",
    "accessibility": "fr/elus/accessibilite/",
    "lost": "404.html",
}


def strangers(page: Page, address: str) -> list[str]:
    """Addresses outside the site's server that the page asks for from now on."""
    asked: list[str] = []
    host = urlsplit(address).netloc

    def note(request: Request) -> None:
        if urlsplit(request.url).netloc not in {host, ""}:
            asked.append(request.url)

    page.on("request", note)
    return asked


def overflows(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


# What a reader may ask of any page (WCAG 1.4.12).
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }");
  document.adoptedStyleSheets.push(sheet);
}"""
NEXT_FRAME = "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"


# --- every kind of page -----------------------------------------------------------------------------


ENGLISH_OF_THE_THEME = re.compile(
    r"Skip to content|Table of contents|Back to top|Type to start searching|Initializing search|Previous|Next\b|"
    r"Switch to|Page not found|Search\b|Copy to clipboard"
)
FRENCH_OF_THE_THEME = re.compile(
    r"Aller au contenu|Table des matières|Retour en haut|Rechercher|Précédent|Suivant|Passer au|Initialisation"
)


def foreign_words(page: Page, language: str) -> list[str]:
    """Words of the theme's interface that are in the other language."""
    labels = page.evaluate(
        """() => [...document.querySelectorAll('[aria-label],[title],[placeholder],button,label,nav a,header a,footer a')]
            .filter(e => !e.closest('[lang]:not(html)'))
            .map(e => [e.getAttribute('aria-label'), e.getAttribute('title'), e.getAttribute('placeholder'),
                       e.children.length ? '' : e.textContent].filter(Boolean).join(' | ')).join('\\n')"""
    )
    return (ENGLISH_OF_THE_THEME if language == "fr" else FRENCH_OF_THE_THEME).findall(labels)


# What stands around the page is the same on all of one kind, its outline beside a wide one too: these are looked at whole
# in every width and both colours, of others again only what another width and other colours can break.
SURROUNDED = ("portal", "home", "lesson")
MAGNIFIED = ("portal", "home", "module", "lesson", "exercise", "quiz", "glossary", "objectives")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_silent_in_its_language_and_fits_every_screen(name, address, same_page, axe):
    page = same_page(360)
    asked = strangers(page, address)
    page.goto(f"{address}/{PAGES[name]}")
    page.wait_for_load_state("networkidle")
    language = "en" if PAGES[name].startswith("en/") else "fr"
    assert page.locator("html").get_attribute("lang") == language
    assert foreign_words(page, language) == []
    faults = []

    def look(width: int, scheme: str, **rules) -> None:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        faults.extend(f"{width} {scheme}: {fault}" for fault in axe(page, **rules))
        if overflows(page):
            faults.append(f"{width}: the page scrolls sideways")

    look(360, "light")
    if name in SURROUNDED:
        look(360, "dark", only=AXE_COLOURS)
        look(1280, "light", only=AXE_COLOURS)
        look(1280, "dark")
    else:
        look(1280, "dark", only=(*AXE_COLOURS, *AXE_LAYOUT))
    if name in MAGNIFIED:
        look(320, "light", only=AXE_LAYOUT)
        page.evaluate(SPACED)
        if overflows(page):
            faults.append("320: with its text spaced the page scrolls sideways")
        page.evaluate("document.adoptedStyleSheets.pop()")
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%', 'important')")
        look(1280, "light", only=AXE_LAYOUT if name == "objectives" else (*AXE_LAYOUT, *AXE_COLOURS))
    assert faults == []
    assert asked == []
    assert page.context.cookies() == []


def test_every_module_has_pages_that_are_accessible_and_fit_a_phone(address, same_page, axe, edition):
    """Two pages of each module: from one to the next another kind, another audience and language.

    Colours are the theme's, and what they stand on its own: one page of each module is enough to tell.
    """
    page = same_page(360)
    asked = strangers(page, address)
    faults = []
    for number, chapter in enumerate(edition.variants[0].chapters):
        for turn in (0, 1):
            variant = edition.variants[(number + 2 * turn) % len(edition.variants)]
            own = variant.chapters[number]
            pages = [*(s.slug for s in own.sections), *(w.slug for w in own.worksheets), "quiz", ""]
            path = f"{variant.path}/{own.slug}/{pages[(2 * number + 5 * turn) % len(pages)]}".rstrip("/")
            answer = page.goto(f"{address}/{path}/")
            assert answer
            assert answer.ok, path
            page.evaluate(NEXT_FRAME)  # wide tables are made to scroll by themselves
            faults += [f"{path}: {fault}" for fault in axe(page, but=AXE_COLOURS if turn else ())]
            if overflows(page):
                faults.append(f"{path}: the page scrolls sideways")
        assert chapter.slug == own.slug
    assert faults == []
    assert asked == []


# --- moving about -----------------------------------------------------------------------------------


def test_the_portal_leads_each_audience_to_its_own_course(address, same_page, edition, site):
    page = same_page(360)
    for language, portal in (("fr", ""), ("en", "en/")):
        page.goto(f"{address}/{portal}")
        variants = [variant for variant in edition.variants if variant.language == language]
        for variant in variants:
            way = page.locator(f'a[href$="{variant.path}/"], a[href$="{variant.path.split("/")[1]}/"]').first
            assert way.evaluate("way => way.href") == f"{address}/{variant.path}/"
            assert heading(site / variant.path) == variant.title
        way.click()
        assert page.url == f"{address}/{variants[-1].path}/"
        expect(page.locator("h1")).to_have_text(variants[-1].title)


def test_changing_language_or_audience_keeps_the_page(address, same_page):
    page = same_page(360)
    page.goto(f"{address}/fr/elus/{LESSON}")
    page.get_by_role("link", name="English").first.click()
    assert page.url == f"{address}/en/elected/{LESSON}"
    page.get_by_role("link", name="Citizens").first.click()
    assert page.url == f"{address}/en/citizens/{LESSON}"
    page.get_by_role("link", name="Français").first.click()
    assert page.url == f"{address}/fr/habitants/{LESSON}"


def heading(folder: Path) -> str:
    """The title that the page of a folder shows."""
    html = (folder / "index.html").read_text("utf-8")
    return text_of(re.findall(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)[0])


def text_of(html: str) -> str:
    return unescape(re.sub(r'<a class="headerlink".*?</a>|<[^>]+>', "", html, flags=re.DOTALL)).strip()


NEXT = re.compile(r'<a href="([^"]+)" class="md-footer__link md-footer__link--next"')


def test_next_follows_the_course_from_the_first_page_of_each_module_to_its_quiz(site, edition):
    """As the files have it; `test_site_whole_way` goes through a module so."""
    for variant in edition.variants:
        for chapter in variant.chapters:
            folder = site / variant.path / chapter.slug
            for section in (*chapter.sections, *chapter.worksheets, chapter.quiz):
                [way] = NEXT.findall((folder / "index.html").read_text("utf-8"))
                folder = (folder / way).resolve()
                assert heading(folder) == section.title


def test_search_fetches_its_words_when_meant_and_finds_other_forms_with_or_without_accents(
    address, page_factory
):
    page = page_factory()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/fr/elus/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "search_index" in url]
    page.locator("input[name=query]").click()
    page.keyboard.type("anonymisées")
    results = page.locator(".md-search-result__item")
    expect(results.first).to_be_visible(timeout=15000)
    assert "nonymi" in results.first.inner_text()
    found = page.locator(".md-search-result__meta")

    def told(word: str) -> str:
        page.locator("input[name=query]").fill("")
        page.keyboard.press("Shift")  # the theme listens to keys
        expect(found).to_have_text("Taper pour démarrer la recherche")
        page.keyboard.insert_text(word)
        page.keyboard.press("Shift")
        expect(found).to_contain_text("trouvé")
        return found.inner_text()

    for accented, plain in (("éclairage", "eclairage"), ("sécurité", "securite"), ("déposées", "deposees")):
        assert told(accented) == told(plain) != told("zzzz")


def test_search_does_not_give_answers_away(site, edition):
    for variant in edition.variants:
        index = (site / variant.path / "search" / "search_index.json").read_text(encoding="utf-8")
        for chapter in variant.chapters:
            for question in chapter.quiz.questions:
                explanation = re.sub(r"\s*\[@[^\]]*\]", "", question.stem.explanation).strip()[:120]
                assert not explanation or explanation not in index


def test_a_lesson_reads_and_leads_on_without_javascript(address, page_factory, edition):
    page = page_factory(360, java_script_enabled=False)
    page.goto(f"{address}/fr/elus/{LESSON}")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("article")).to_contain_text("points lumineux")
    page.get_by_text("Toutes les étapes").click()
    page.locator(".pc-progress__all a").nth(2).click()
    module = next(c for c in edition.variants[0].chapters if LESSON.startswith(c.slug))
    expect(page.locator("h1")).to_have_text(module.sections[2].title)
    page.get_by_role("link", name="English").first.click()
    assert "/en/elected/" in page.url


def test_a_definition_opens_by_keyboard_and_by_touch_and_closes_with_escape(address, page_factory, axe):
    page = page_factory(360, has_touch=True)
    for width, rules in ((360, ()), (1280, AXE_LAYOUT)):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{address}/fr/elus/{LESSON}")
        term = page.locator("a.pc-term").first
        definition = term.get_attribute("data-definition")
        term.focus()
        shown = page.get_by_text(definition, exact=False).last
        expect(shown).to_be_visible()
        assert axe(page, only=rules) == []
        page.keyboard.press("Escape")
        expect(shown).to_be_hidden()
        term.blur()
        term.tap()
        expect(shown).to_be_visible()
        assert page.url == f"{address}/fr/elus/{LESSON}", "the first tap shows the definition"


def test_the_menu_and_the_search_are_accessible_when_open(address, same_page, axe):
    page = same_page(360)
    page.goto(f"{address}/fr/elus/{LESSON}")
    page.get_by_text("Menu", exact=True).first.click()
    page.wait_for_timeout(400)
    assert axe(page) == []
    page.goto(f"{address}/en/citizens/{LESSON}")
    page.locator(".pc-find").click()
    expect(page.locator("input[name=query]")).to_be_focused()
    page.keyboard.type("lamp")
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=15000)
    assert axe(page) == []
    assert page.get_by_role("status").filter(has_text="document").count() == 1, "how many were found is told"
    page.keyboard.press("Tab")
    expect(page.locator(".md-search-result__item a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".pc-find")).to_be_focused()
    page.locator(".pc-find").click()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#__search")).not_to_be_checked()
    colours = page.get_by_role("radio", name="The device’s colours")
    expect(colours).to_be_focused()
    expect(colours).to_be_checked()


# --- the whole site ---------------------------------------------------------------------------------


def test_every_link_and_anchor_of_the_site_leads_somewhere(site):
    lychee = Path(sys.executable).with_name("lychee")
    command = [
        str(lychee),
        "--offline",
        "--include-fragments",
        "--no-progress",
        "--root-dir",
        str(site),
        "--index-files",
        "index.html",
    ]
    done = subprocess.run([*command, str(site)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_every_page_has_a_title_of_its_own_and_its_parts_are_what_they_say(site, edition):
    """RGAA 1.2, 5.6, 5.7, 8.6, 9.2, 11.6, as the files have it: axe does not look for these."""
    titles: dict[str, str] = {}
    for path in (page for v in edition.variants for page in (site / v.path).rglob("index.html")):
        html, name = path.read_text("utf-8"), path.relative_to(site).as_posix()
        title = re.search(r"<title>(.*?)</title>", html)
        assert title, name
        assert title[1] not in titles, (name, titles.get(title[1]))
        titles[title[1]] = name
        frame, _, page = html.partition("<main ")
        assert '<nav class="pc-nav"' in frame, name
        assert '<nav class="pc-nav"' not in page, name
        assert not re.search(
            r"<th(?: class=\"[^\"]*\")?>|<fieldset(?![^>]*aria-label)[^>]*>\s*<(?!legend)", page
        ), name
        pictures = re.findall(r'<svg (?!class="at-|x=")[^>]*>', re.sub(r"<template.*?</template>", "", html))
        assert all("aria-hidden=" in tag or 'role="img"' in tag for tag in pictures), name


def test_every_variant_holds_the_same_pages(site, edition):
    def pages(variant: Variant) -> set[str]:
        folder = site / variant.path
        return {p.parent.relative_to(folder).as_posix() for p in folder.rglob("index.html")}

    first = pages(edition.variants[0])
    for variant in edition.variants[1:]:
        apart = first ^ pages(variant)
        if variant.language == edition.variants[0].language:
            assert apart == set()
        else:  # the glossary and the legal pages have an address in each language
            assert all("/" not in page for page in apart)


def test_a_page_does_not_grow_with_the_course(site):
    lesson = (site / "fr" / "elus" / LESSON / "index.html").read_text(encoding="utf-8")
    outline = re.findall(r'<nav class="pc-nav".*?</nav>', lesson, re.DOTALL)
    assert outline
    assert outline[0].count("a2-anonymiser/0") == 0, "the outline opens one branch only"
