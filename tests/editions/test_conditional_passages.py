"""Passages shown under a condition: settled at build, or left to the page where learners choose their territory."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Literal

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import courses

from generator import texts
from generator.diagnostics import Place
from generator.editions import select
from generator.model import Course, EditionSpec, Lesson, LessonKind, Passage, Variant
from generator.reading.division import read_division
from generator.reading.lessons import passages
from generator.renderers.common.inline import slot_html
from generator.renderers.pages.prose import Glossary, PageText
from generator.renderers.slots import form
from generator.territories.conditions import CONDITIONS, holding
from generator.territories.places import locality_of

ROOT = Path(__file__).resolve().parents[2]
SOUND = replace(courses.sound_course(), division=read_division(ROOT))
AUDIENCES = tuple(a.id for a in SOUND.audiences)
HERE = Place("course/alpha/01-x.fr.md")
PLACES = ("242100410", "21270", "21231", "85113", "200000172", "243100518")

# Each passage has a word of its own, by which it is recognised in what is published.
PASSAGES = st.lists(
    st.tuples(st.sampled_from([None, *AUDIENCES]), st.sampled_from(["", *CONDITIONS])), min_size=1, max_size=8
).map(
    lambda chosen: tuple(
        Passage(f"mot{n}fin {{{{ territory.name }}}}", audience, HERE, condition)
        for n, (audience, condition) in enumerate(chosen)
    )
)


def course_with(chosen: tuple[Passage, ...]) -> Course:
    lesson = Lesson("x", "01-x", LessonKind.NOTION, "Titre", 1, (), chosen, "", "", HERE)
    module = replace(SOUND.modules["a1"], lessons=dict.fromkeys(SOUND.languages, (lesson,)))
    return replace(SOUND, modules={**SOUND.modules, "a1": module})


def spec(territory: str, *, chooser: bool) -> EditionSpec:
    return replace(SOUND.editions["default"], territory=territory, chooser=chooser)


def text_of(variant: Variant) -> str:
    return next(c for c in variant.chapters if c.id == "a1").sections[0].text


def words(text: str) -> list[str]:
    return re.findall(r"mot\d+fin", text)


@settings(max_examples=30)  # each selects a whole edition
@given(PASSAGES, st.sampled_from(PLACES))
def test_a_settled_edition_holds_no_passage_whose_condition_fails(
    chosen: tuple[Passage, ...], territory: str
) -> None:
    asked = spec(territory, chooser=False)
    holds = {"", *holding(locality_of(SOUND, asked))}
    for variant in select(course_with(chosen), asked).variants:
        mine = [p for p in chosen if p.audience in {None, variant.audience}]
        assert words(text_of(variant)) == [p.text.split()[0] for p in mine if p.condition in holds]
        assert texts.shown(text_of(variant)) == text_of(variant), "nothing is left to choose"


@settings(max_examples=30)  # each selects a whole edition
@given(PASSAGES, st.sampled_from(PLACES))
def test_where_learners_choose_every_passage_is_kept_and_shows_as_for_the_reference_case(
    chosen: tuple[Passage, ...], territory: str
) -> None:
    asked = spec(territory, chooser=True)
    holds = {"", *holding(locality_of(SOUND, asked))}
    assert "reference" in holds
    for variant in select(course_with(chosen), asked).variants:
        mine = [p for p in chosen if p.audience in {None, variant.audience}]
        text = text_of(variant)
        assert words(text) == [p.text.split()[0] for p in mine]
        assert words(texts.shown(text)) == [p.text.split()[0] for p in mine if p.condition in holds]
        told = [(run.condition, run.holds) for run in texts.by_condition(text) if run.condition]
        assert told == [(p.condition, p.condition in holds) for p in mine if p.condition]


def test_an_edition_of_a_commune_speaks_of_it() -> None:
    chosen = (Passage("mot0fin {{ commune.of }}", None, HERE, "commune"),)
    variant = select(course_with(chosen), spec("21270", chooser=False)).variants[0]
    assert texts.plain_slots(text_of(variant)).strip() == "mot0fin de Flavignerot"


def test_an_edition_knows_its_place() -> None:
    edition = select(SOUND, spec("21270", chooser=False))
    assert (edition.locality.code, edition.territory.siren) == ("21270", "242100410")
    alone = select(SOUND, spec("85113", chooser=False))
    assert alone.locality.grouping is None
    assert alone.territory.name


# --- from the author's marks to the page ------------------------------------------------------------


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("::: when commune", (None, "commune")),
        ("::: audience elus", ("elus", "")),
        ("::: audience elus when no-grouping", ("elus", "no-grouping")),
        (":::   audience  elus   when  cc", ("elus", "cc")),
    ],
)
def test_a_passage_may_have_an_audience_a_condition_or_both(
    opening: str, expected: tuple[str | None, str]
) -> None:
    found: list[object] = []
    cut = passages(f"Avant.\n\n{opening}\nDedans.\n:::\n\nAprès.\n", "x.md", 1, found)  # type: ignore[arg-type]
    assert not found
    assert [(p.text.strip(), p.audience, p.condition) for p in cut] == [
        ("Avant.", None, ""), ("Dedans.", *expected), ("Après.", None, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "opening", ["::: when", "::: commune", "::: when commune audience elus", "::: when a b"]
)
def test_a_mark_that_is_neither_is_told(opening: str) -> None:
    found: list[object] = []
    passages(f"{opening}\nDedans.\n:::\n", "x.md", 1, found)  # type: ignore[arg-type]
    assert len(found) == 1


def rendered(chosen: tuple[Passage, ...], engine: Literal["html", "xhtml"] = "xhtml") -> str:
    """What the engine's Markdown makes of a lesson."""
    variant = select(course_with(chosen), spec("242100410", chooser=True)).variants[0]
    page = PageText(variant, Glossary(variant.glossary), "alpha/01-x/")
    extensions = ["md_in_html", "tables", "admonition"]
    return markdown.markdown(page.markdown(text_of(variant)), extensions=extensions, output_format=engine)


def test_a_page_can_show_and_hide_a_passage_with_all_that_markdown_allows() -> None:
    html = rendered(
        (
            Passage("Avant.", None, HERE),
            Passage("**Chez vous**, {{ commune.name }} :\n\n- un\n- deux\n\n| a | b |\n|---|---|\n| 1 | 2 |", None,
                    HERE, "commune"),
            Passage("Le cas de référence : {{ territory.name }}.", None, HERE, "reference"),
            Passage("Après.", None, HERE),
        )
    )  # fmt: skip
    assert re.search(r'<div class="pc-when" data-when="commune" hidden(?:="[^"]*")?>', html)
    assert '<div class="pc-when" data-when="reference">' in html
    assert "<strong>Chez vous</strong>" in html
    assert "<li>deux</li>" in html
    assert "<td>2</td>" in html
    assert 'data-fact="commune.name"' in html, "the slot is there for the page to fill"
    assert "markdown=" not in html
    assert html.count("<div") == html.count("</div>") == 2
    assert not re.search("[\ue000-\uf8ff]", html)


@pytest.mark.parametrize("engine", ["html", "xhtml"])
def test_a_page_filled_for_a_commune_shows_what_was_hidden(engine: Literal["html", "xhtml"]) -> None:
    chosen = (
        Passage("Chez vous, {{ commune.name }}.", None, HERE, "commune"),
        Passage("Ailleurs.", None, HERE, "reference"),
    )
    filled = form(f'<html lang="fr"><body>{rendered(chosen, engine)}</body></html>').filled(
        {"commune.name": "Ahuy"}, {"chosen", "commune"}, lambda _: None
    )
    assert '<div class="pc-when" data-when="commune">' in filled
    assert "Ahuy" in filled
    assert "Ailleurs" not in filled


def test_a_term_is_not_linked_where_nobody_may_see_it() -> None:
    name = SOUND.glossary["fr"][0].name
    html = rendered((Passage(f"Un {name}.", None, HERE, "commune"), Passage(f"Le {name}.", None, HERE)))
    hidden, shown = html.split("</div>")
    assert "pc-term" not in hidden
    assert "pc-term" in shown


def test_a_slot_of_the_page_holds_the_same_text_as_the_fact() -> None:
    assert slot_html("commune.name", "Ahuy").count("Ahuy") == 1
