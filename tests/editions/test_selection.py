"""Laws of selection: what an edition publishes, and what it never does."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import courses

from generator import texts
from generator.checks.published import links
from generator.diagnostics import Place
from generator.editions import in_language, known_facts, select
from generator.model import (
    Course,
    EditionSpec,
    Lesson,
    LessonKind,
    Locality,
    Member,
    Module,
    Passage,
    Role,
    Territory,
    Variant,
)
from generator.renderers import legal
from generator.renderers.pages.sheets import paths_of
from generator.territories.facts import PEERS_FACTS, TERRITORY_FACTS, Country, facts

SOUND = courses.sound_course()
AUDIENCES = tuple(a.id for a in SOUND.audiences)
HERE = Place("course/alpha/01-x.fr.md")

MARKS = st.sampled_from(
    ["", "{{ territory.name }}", "{{figure.saving}}", "`{{ territory.siren }}`", "[@lampes]", "l'eau :"]
)
# Each passage has a word of its own, by which it is recognised in what is published.
PASSAGES = st.lists(st.tuples(st.sampled_from([None, *AUDIENCES]), MARKS), min_size=1, max_size=8).map(
    lambda chosen: tuple(
        Passage(f"mot{n}fin {mark}", audience, HERE) for n, (audience, mark) in enumerate(chosen)
    )
)
LESSONS = st.lists(PASSAGES, min_size=1, max_size=4)
SPECS = st.builds(
    lambda audiences, languages, role, modules: replace(
        SOUND.editions["default"],
        audiences=tuple(audiences),
        languages=tuple(languages),
        role=role,
        modules=tuple(modules),
    ),
    st.lists(st.sampled_from(AUDIENCES), min_size=1, unique=True),
    st.lists(st.sampled_from(SOUND.languages), min_size=1, unique=True),
    st.sampled_from(Role),
    st.lists(st.sampled_from(["a1", "b1"]), min_size=1, unique=True),
)


def course_with(lessons: list[tuple[Passage, ...]]) -> Course:
    """The sound course, its first module made of the lessons given, in every language."""
    made = tuple(
        Lesson(f"x{n}", f"{n:02}-x", LessonKind.NOTION, "Titre", 1, (), passages, "", "", HERE)
        for n, passages in enumerate(lessons)
    )
    module: Module = replace(SOUND.modules["a1"], lessons=dict.fromkeys(SOUND.languages, made))
    return replace(SOUND, modules={**SOUND.modules, "a1": module})


def words(variant: Variant) -> list[list[str]]:
    """The words of the first module's passages, lesson by lesson, as they are published."""
    chapter = next(c for c in variant.chapters if c.id == "a1")
    return [re.findall(r"mot\d+fin", s.text) for s in chapter.sections]


@given(LESSONS)
def test_each_audience_gets_its_passages_and_those_for_everyone_in_order(
    lessons: list[tuple[Passage, ...]],
) -> None:
    for variant in select(course_with(lessons), SOUND.editions["default"]).variants:
        assert words(variant) == [
            [p.text.split()[0] for p in passages if p.audience in {None, variant.audience}]
            for passages in lessons
        ]


@given(LESSONS, SPECS)
def test_nothing_is_left_to_fill(lessons: list[tuple[Passage, ...]], spec: EditionSpec) -> None:
    assert "{{" not in repr(select(course_with(lessons), spec).variants)


@given(LESSONS, SPECS)
def test_selecting_twice_gives_the_same(lessons: list[tuple[Passage, ...]], spec: EditionSpec) -> None:
    assert select(course_with(lessons), spec) == select(course_with(lessons), spec)


@given(SPECS)
def test_an_edition_has_one_variant_per_audience_and_language(spec: EditionSpec) -> None:
    variants = select(SOUND, spec).variants
    expected = [
        (lang, a)
        for lang in SOUND.languages
        for a in AUDIENCES
        if lang in spec.languages and a in spec.audiences
    ]
    assert [(v.language, v.audience) for v in variants] == expected
    assert len({v.path for v in variants}) == len(variants)


@given(SPECS)
def test_fewer_modules_leave_the_others_as_they_are(spec: EditionSpec) -> None:
    whole = select(SOUND, replace(spec, modules=("a1", "b1")))
    for full, part in zip(whole.variants, select(SOUND, spec).variants, strict=True):
        kept = [c for c in full.chapters if c.id in spec.modules]
        # A prerequisite that is not published is not asked for; a link to it is its words alone.
        gone = "|".join(c.slug for c in full.chapters if c.id not in spec.modules) or "none"
        asked = [
            replace(
                c,
                prerequisites=tuple(p for p in c.prerequisites if p in spec.modules),
                sections=tuple(
                    replace(s, text=re.sub(rf"\[([^\]]+)\]\(\.\./(?:{gone})/[^)]+\)", r"\1", s.text))
                    for s in c.sections
                ),
            )
            for c in kept
        ]
        assert list(part.chapters) == asked
        assert (part.glossary, part.facts, part.pages) == (full.glossary, full.facts, full.pages)
        assert all(p.chapters for p in part.parts)


def test_a_link_to_a_module_that_is_left_out_is_its_words_alone() -> None:
    texts_of = [
        next(s.text for c in v.chapters if c.id == "b1" for s in c.sections if "lampes" in s.text)
        for modules in (("a1", "b1"), ("b1",))
        for v in select(SOUND, replace(SOUND.editions["default"], languages=("fr",), modules=modules)).variants[:1]
    ]  # fmt: skip
    assert "Revoir [les lampes](../alpha/02-notion.md#le-mot)." in texts_of[0]
    assert "Revoir les lampes." in texts_of[1]


def test_each_module_of_the_course_can_be_published_alone() -> None:
    course = courses.parcours()
    spec = replace(course.editions["formateur"], audiences=("elus",), languages=("fr",))
    alone = {m: replace(spec, name=m, modules=(m,)) for m in course.modules}
    assert list(links(replace(course, editions=alone))) == []


@given(LESSONS, SPECS)
def test_every_variant_has_the_same_pages(lessons: list[tuple[Passage, ...]], spec: EditionSpec) -> None:
    edition = select(course_with(lessons), spec)
    keys = [set(paths_of(v, legal.render(edition, v), territory=True)) for v in edition.variants]
    assert all(k == keys[0] for k in keys)


@given(SPECS)
def test_two_pages_never_have_one_path(spec: EditionSpec) -> None:
    edition = select(SOUND, spec)
    for variant in edition.variants:
        paths = list(paths_of(variant, legal.render(edition, variant), territory=True).values())
        assert len(set(paths)) == len(paths)


@given(SPECS)
def test_notes_are_for_trainers_only(spec: EditionSpec) -> None:
    said = repr(select(SOUND, spec).variants)
    wanted = spec.role is Role.TRAINER and "a1" in spec.modules
    assert ("CANARI-FR" in said) == (wanted and "fr" in spec.languages)
    assert ("CANARY-EN" in said) == (wanted and "en" in spec.languages)


# --- facts ------------------------------------------------------------------------------------------

MEMBERS = st.lists(st.tuples(st.integers(0, 2_000_000), st.integers(0, 50)), min_size=1, max_size=12).map(
    lambda rows: tuple(Member(f"{n:05}", f"Commune {n}", m, m + more) for n, (m, more) in enumerate(rows))
)


@given(MEMBERS, st.sampled_from(["fr", "en"]))
def test_facts_agree_with_the_members(members: tuple[Member, ...], language: str) -> None:
    territory = Territory("200000001", "Val", "cc", "2026", members, "populations", HERE)
    said = facts(Locality(territory, None), language, Country(territory))
    assert tuple(said) == TERRITORY_FACTS + PEERS_FACTS
    ranked = sorted(m.municipal for m in members)
    written = {name: texts.number(n, 0, language) for name, n in {
        "territory.population": sum(ranked),
        "territory.largest.population": ranked[-1],
        "territory.smallest.population": ranked[0],
        "territory.median.population": ranked[(len(ranked) - 1) // 2],
        "territory.over_3500": sum(n >= 3500 for n in ranked),
        "territory.communes": len(ranked),
    }.items()}  # fmt: skip
    assert {name: said[name] for name in written} == written


def test_a_figure_is_known_in_its_module_only() -> None:
    assert "figure.saving" in known_facts(SOUND.modules["a1"])
    assert "figure.saving" not in known_facts(SOUND.modules["b1"])
    assert "figure.saving" not in known_facts(None)


@pytest.mark.parametrize(
    ("words_of", "language", "expected"),
    [({"fr": "a", "en": "b"}, "en", "b"), ({"fr": "a"}, "en", "a"), ({}, "en", "")],
)
def test_a_missing_translation_falls_back(words_of: dict[str, str], language: str, expected: str) -> None:
    assert in_language(words_of, language) == expected
