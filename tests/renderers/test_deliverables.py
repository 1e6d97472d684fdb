"""Texts to take away: clean Markdown, and Word documents that open, say their language and name their styles."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.table import Table
from hypothesis import given, settings
from hypothesis import strategies as st
from support import courses
from support.courses import parcours

from generator.building.archives import timeless
from generator.building.compose import deliverable_files
from generator.diagnostics import Place
from generator.editions import select
from generator.model import Course, Edition, Passage, Tree
from generator.renderers.deliverables import look, render, word
from generator.renderers.deliverables.plain import Paper
from generator.renderers.pages.site import render as pages

COURSE = courses.sound_course()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = """\
Un projet à {{ figure.saving }} **près** [@lampes], [[effet-rebond|le rebond]] et [la notion](02-notion.md).

## Questions

1. Une.
2. Deux [@loi-essai; @lampes].
    - dedans

Puis :

1. Encore une, avec du CO<sub>2</sub>.

!!! example "Délibération"
    Le conseil *délibère*.

    - un point

| Poste | Part |
|---|---|
| Lampes<br>et mâts | `{{ figure.saving }}` |

![Une lampe](images/lampe.svg) et [le site](https://example.org/a?b=1&c=2).
"""
STEM = "emporter/fr/elus/alpha/04-livrable"


def edition(*passages: Passage, name: str = "default", course: Course = COURSE, **spec: object) -> Edition:
    module = course.modules["a1"]
    lessons = tuple(
        replace(lesson, passages=passages) if lesson.id == "livrable" else lesson
        for lesson in module.lessons["fr"]
    )
    changed = replace(module, lessons={**module.lessons, "fr": lessons})
    changed_course = replace(course, modules={**course.modules, "a1": changed})
    return select(changed_course, replace(course.editions[name], **spec))


def said(text: str, audience: str | None = None) -> Passage:
    return Passage(text, audience, Place("course/alpha/04-livrable.fr.md"))


@pytest.fixture(scope="module")
def files() -> Tree:
    return deliverable_files(
        edition(said(TEXT), said("Vous votez.", "elus"), said("Vous payez.", "citoyens"))
    )


@pytest.fixture(scope="module")
def markdown(files: Tree) -> str:
    return files[PurePosixPath(f"{STEM}.txt")].decode()


def read(text: bytes) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - written by us a moment ago


def opened(data: bytes) -> dict[str, ET.Element]:
    """The parts of a document, each read as XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        assert whole.testzip() is None
        assert whole.namelist()[0] == "[Content_Types].xml"
        assert {one.date_time for one in whole.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: read(whole.read(name)) for name in whole.namelist()}


def sound(parts: dict[str, ET.Element]) -> None:
    """Whatever a document names is in it: parts, styles, lists, addresses."""
    for name, root in parts.items():
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            for one in root:
                if one.get("TargetMode") != "External":
                    assert f"{folder}/{one.get('Target')}".lstrip("/") in parts
    styles = {one.get(f"{W}styleId") for one in parts["word/styles.xml"].iter(f"{W}style")}
    lists = {one.get(f"{W}numId") for one in parts["word/numbering.xml"].iter(f"{W}num")} | {"0"}
    document = parts["word/document.xml"]
    for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
        named = (one for part in parts.values() for one in part.iter(f"{W}{kind}"))
        assert {one.get(f"{W}val") for one in named} <= styles
    assert {one.get(f"{W}val") for one in document.iter(f"{W}numId")} <= lists
    known = {one.get("Id") for one in parts["word/_rels/document.xml.rels"]}
    links = document.iter(f"{W}hyperlink")
    relationship = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    assert {link.get(relationship) for link in links} <= known


def paragraphs(document: ET.Element) -> list[tuple[str, str]]:
    """Style and words of each paragraph, those of tables included."""
    out = []
    for one in document.iter(f"{W}p"):
        style = one.find(f"{W}pPr/{W}pStyle")
        words = "".join(t.text or "" for t in one.iter(f"{W}t"))
        out.append((style.get(f"{W}val", "") if style is not None else "", words))
    return out


# --- Markdown ---------------------------------------------------------------------------------------


def test_markdown_holds_no_mark_of_the_site(markdown: str) -> None:
    assert not re.search(r"\{\{|\[\[|\[@|:::|!!!|<br|<sub|\.md\)|[\ue000-\uf8ff]", markdown)


def test_facts_figures_and_terms_are_words(markdown: str) -> None:
    assert "Un projet à 64,9\u00a0% **près**\u00a0[1], le rebond et la notion." in markdown
    assert "du CO₂." in markdown
    assert "| Lampes – et mâts | `64,9\u00a0%` |" in markdown
    assert "*Image\u00a0: Une lampe* et [le site](https://example.org/a?b=1&c=2)." in markdown


def test_a_box_becomes_a_quotation_with_its_title(markdown: str) -> None:
    assert "> **Délibération**\n>\n> Le conseil *délibère*.\n>\n> - un point\n\n|" in markdown


def test_sources_are_numbered_at_the_foot_in_the_order_of_the_text(markdown: str) -> None:
    assert "2. Deux\u00a0[2, 1]." in markdown
    foot = markdown.split("## Sources\n\n")[1].splitlines()
    assert [line[:20] for line in foot] == ["1. Les lampes d’essa", "2. Loi d’essai, arti"]
    assert foot[0].endswith("<https://example.org/lampes?a=1&b=2>")


def test_each_audience_takes_its_own_passage_away(files: Tree) -> None:
    elected, citizens = (
        files[PurePosixPath(f"emporter/fr/{who}/alpha/04-livrable.txt")].decode()
        for who in ("elus", "habitants")
    )
    assert ("Vous votez." in elected, "Vous payez." in elected) == (True, False)
    assert ("Vous votez." in citizens, "Vous payez." in citizens) == (False, True)


def test_only_texts_to_take_away_are_files(files: Tree) -> None:
    assert {path.stem for path in files} == {"04-livrable"}
    assert {path.suffix for path in files} == {".txt", ".docx"}


# --- Word -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def document(files: Tree) -> dict[str, ET.Element]:
    return opened(files[PurePosixPath(f"{STEM}.docx")])


def test_a_document_opens_and_names_only_what_it_holds(document: dict[str, ET.Element]) -> None:
    sound(document)
    assert set(document) == {
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels",
        "word/document.xml", "word/footer1.xml", "word/numbering.xml", "word/settings.xml", "word/styles.xml",
    }  # fmt: skip


def test_its_pages_are_a4_and_say_its_title_and_their_number(document: dict[str, ET.Element]) -> None:
    (size,) = document["word/document.xml"].iter(f"{W}pgSz")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    foot = document["word/footer1.xml"]
    assert paragraphs(foot) == [("footer", "À emporter1")]
    assert [one.get(f"{W}instr") for one in foot.iter(f"{W}fldSimple")] == ["PAGE"]


def test_a_document_says_its_title_and_its_language(document: dict[str, ET.Element]) -> None:
    properties = {one.tag.rpartition("}")[2]: one.text for one in document["docProps/core.xml"]}
    assert (properties["title"], properties["language"]) == ("À emporter", "fr-FR")
    assert properties["created"] == "2026-11-23T00:00:00Z"
    assert [one.get(f"{W}val") for one in document["word/styles.xml"].iter(f"{W}lang")] == ["fr-FR"]


def test_what_a_text_is_made_of_has_its_style(document: dict[str, ET.Element]) -> None:
    found = paragraphs(document["word/document.xml"])
    assert found[0] == ("Title", "À emporter")
    assert ("Heading1", "Questions") in found
    assert ("ListNumber", "Une.") in found
    assert ("ListBullet", "dedans") in found
    assert ("Quote", "Délibération") in found
    assert ("Heading1", "Sources") in found
    assert [style for style, words in found if "d’essai" in words] == ["Bibliography", "Bibliography"]
    assert not list(document["word/document.xml"].iter(f"{W}b"))  # bold by a style, never by hand


def test_a_list_begins_again_at_one(document: dict[str, ET.Element]) -> None:
    numbers = {
        "".join(t.text or "" for t in one.iter(f"{W}t")): number.get(f"{W}val")
        for one in document["word/document.xml"].iter(f"{W}p")
        if (number := one.find(f"{W}pPr/{W}numPr/{W}numId")) is not None
    }
    assert numbers["Une."] == numbers["Deux\u00a0[2, 1]."] != numbers["Encore une, avec du CO₂."]
    restarted = {
        one.get(f"{W}numId")
        for one in document["word/numbering.xml"].iter(f"{W}num")
        if one.find(f"{W}lvlOverride/{W}startOverride") is not None
    }
    assert {numbers["Une."], numbers["Encore une, avec du CO₂."]} <= restarted


def test_a_second_paragraph_of_an_item_has_its_margin_and_no_mark() -> None:
    paper = Paper("T", "fr", "2026-11-23", "O", "- un\n\n    suite\n\n    1. deux\n\n        fin", (), "")
    root = opened(timeless(word.document(paper)))["word/document.xml"]
    assert paragraphs(root)[2:] == [
        ("ListBullet", "un"), ("ListContinue", "suite"), ("ListNumber", "deux"), ("ListContinue", "fin")
    ]  # fmt: skip
    assert [one.get(f"{W}left") for one in root.iter(f"{W}ind")] == ["397", "794"]
    assert [one.get(f"{W}val") for one in root.iter(f"{W}ilvl")] == ["0", "1"]


def test_the_first_row_of_a_table_is_its_header(document: dict[str, ET.Element]) -> None:
    (table,) = document["word/document.xml"].iter(f"{W}tbl")
    header, row = table.iter(f"{W}tr")
    assert header.find(f"{W}trPr/{W}tblHeader") is not None
    assert row.find(f"{W}trPr/{W}tblHeader") is None
    assert [words for _, words in paragraphs(header)] == ["Poste", "Part"]


def test_the_same_text_gives_the_same_bytes(files: Tree) -> None:
    word.document.cache_clear()
    look._template.cache_clear()
    again = edition(said(TEXT), said("Vous votez.", "elus"), said("Vous payez.", "citoyens"))
    assert deliverable_files(again) == files


@settings(max_examples=60)
@given(st.text(alphabet="aé1 .:|-_*`#>[]()<>&\"'\n\u00a0…", max_size=160))
def test_whatever_the_text_its_document_is_sound(text: str) -> None:
    paper = Paper("T & <t>", "fr", "2026-11-23", "O", text, ("S <https://a.fr/?b&c>",), "Sources")
    sound(opened(timeless(word.document(paper))))


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def reread(data: bytes) -> Iterator[str]:
    """What a document says, in its order, as a program that knows nothing of how it was made reads it."""
    for one in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(one, Table):
            yield from (cell.text for row in one.rows for cell in row.cells)
        else:
            yield one.text


def test_every_text_of_the_course_opens_and_says_the_same_as_its_markdown() -> None:
    course = parcours()
    made = render(select(course, course.editions["default"]))
    assert len(made.documents) == len(made.tree) >= len(course.modules) * 4
    for path, document in made.documents.items():
        sound(opened(timeless(document)))
        markdown = made.tree[path.with_suffix(".txt")].decode()
        assert not re.search(r"\{\{|\[\[|\[@|:::|!!!|\?\?\?|[\ue000-\uf8ff]", markdown), path
        bare = re.sub(r"\]\([^)]*\)|^[ >]*\d+\. ", "", markdown, flags=re.MULTILINE)
        assert words(" ".join(reread(document))) == words(bare), path


# --- links ------------------------------------------------------------------------------------------


def lesson_page(chosen: Edition, path: str = "alpha/04-livrable.md") -> str:
    sizes = {path.as_posix(): len(data) for path, data in deliverable_files(chosen).items()}
    return courses.page(pages(chosen, chosen.variants[0], courses.LOOK, sizes=sizes), path)


def test_a_lesson_offers_its_files() -> None:
    text = lesson_page(edition(said(TEXT)))
    assert re.findall(r'<a href="([^"]+)" download>', text) == [
        f"../../../../{STEM}.docx", f"../../../../{STEM}.txt"
    ]  # fmt: skip
    assert "Les chiffres y sont ceux" not in text
    assert "download" not in lesson_page(edition(said(TEXT)), "alpha/02-notion.md")


def test_a_page_says_whose_figures_its_files_hold_when_readers_may_choose() -> None:
    text = "À {{ territory.name }}."
    assert "Les chiffres y sont ceux de Val d’Essai." in lesson_page(edition(said(text), chooser=True))
    assert "Les chiffres y sont ceux" not in lesson_page(edition(said(text)))
    markdown = deliverable_files(edition(said(text)))[PurePosixPath(f"{STEM}.txt")].decode()
    assert "Les chiffres du territoire sont ceux de Val d’Essai." in markdown
