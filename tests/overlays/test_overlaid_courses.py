"""Overlays laid over a course: where local texts go, and what no overlay may ever change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import courses

from generator.diagnostics import Place
from generator.editions import select
from generator.model import (
    Adaptation,
    Course,
    Lesson,
    LessonKind,
    LocalLesson,
    LocalPassage,
    Overlay,
    Passage,
    Tree,
)
from generator.overlays import laid, overlaid
from generator.reading import read_course
from generator.renderers import portal

SOUND = courses.sound_course()
SOUND_EDITION = courses.edition(SOUND)
HERE = Place("site_config/overlays/val/alpha/01-x.fr.md")
NOTHING = Overlay(
    name="val",
    title={"fr": "Le Val", "en": "The Vale"},
    folders=(),
    lessons=(),
    passages=(),
    images={},
    references={},
    glossary={},
    site={},
    place=Place("site_config/overlays/val/overlay.yml"),
)


@pytest.fixture(scope="module")
def val(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """The sound course with the overlay of the Vale, as it is read."""
    root = courses.laid_over(courses.OVERLAID, tmp_path_factory.mktemp("val") / "course")
    course = read_course(root).course
    assert course is not None
    return course


def with_overlay(overlay: Overlay) -> Course:
    """The sound course; its edition `alpha` names the overlay, the others do not."""
    named = replace(SOUND.editions["alpha"], overlays=(overlay.name,))
    return replace(SOUND, overlays={overlay.name: overlay}, editions={**SOUND.editions, "alpha": named})


def published(course: Course, name: str) -> Mapping[str, Tree]:
    edition = courses.edition(course, name)
    return {**courses.staged(course, name), "portal": portal.render(edition)}


# --- laws -------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["Un mot.", "## Titre\n\nUn mot.", "```\n## pas un titre\n```", "### Sous-titre", "- a\n- b"]
)
PASSAGES = st.lists(
    st.builds(Passage, WORDS, st.sampled_from([None, "elus", "citoyens"]), st.just(HERE)), max_size=3
).map(tuple)
LOCAL_LESSONS = st.builds(
    lambda language, name, slug, kind, minutes, passages: LocalLesson(
        "alpha", language, Lesson(name, slug, kind, "Local", minutes, (), passages, "", "", HERE), ""
    ),
    st.sampled_from(["fr", "en"]),
    st.sampled_from(["situation", "notion", "chez-vous", "visite", "autre"]),
    st.sampled_from(["02-notion", "05-visite", "00-avant", "99-fin"]),
    st.sampled_from(LessonKind),
    st.integers(1, 20),
    PASSAGES,
)
LOCAL_PASSAGES = st.builds(
    lambda language, lesson, where, passages: LocalPassage(
        "alpha", language, "passage-x", lesson, *where, passages, "", "", "", HERE
    ),
    st.sampled_from(["fr", "en"]),
    st.sampled_from(["situation", "notion", "visite", "nulle-part"]),
    st.sampled_from(
        [("", "start"), ("", "end"), ("## Les données du parc", ""), ("Le mot", ""), ("## Rien", "")]
    ),
    PASSAGES,
)
OVERLAYS = st.builds(
    lambda lessons, passages, site: replace(
        NOTHING, folders=("alpha",), lessons=tuple(lessons), passages=tuple(passages), site=site
    ),
    st.lists(LOCAL_LESSONS, max_size=4, unique_by=lambda x: (x.language, x.id)),
    st.lists(LOCAL_PASSAGES, max_size=4),
    st.sampled_from([{}, {"authority": "Le Val"}, {"dpo_contact": "dpo@val.example"}]),
)


@pytest.mark.parametrize("folders", [(), ("alpha",), ("alpha", "beta")])
def test_an_overlay_that_holds_nothing_changes_no_byte(folders: tuple[str, ...]) -> None:
    course = with_overlay(replace(NOTHING, folders=folders))
    for name in SOUND.editions:
        assert published(course, name) == published(SOUND, name)


@settings(max_examples=20)  # selecting takes its time
@given(OVERLAYS)
def test_an_overlay_changes_no_edition_that_does_not_name_it(overlay: Overlay) -> None:
    course = with_overlay(overlay)
    for name in ("default", "formateur"):
        assert overlaid(course, course.editions[name]) is course
    assert courses.edition(course) == SOUND_EDITION


@given(OVERLAYS)
def test_laying_leaves_the_course_itself_as_it_was(overlay: Overlay) -> None:
    course = with_overlay(overlay)
    before = repr(course)
    laid(course, overlay)
    assert repr(course) == before


@settings(max_examples=20)
@given(OVERLAYS)
def test_an_edition_with_any_overlay_can_be_selected_and_has_one_page_per_address(overlay: Overlay) -> None:
    course = with_overlay(overlay)
    for variant in select(course, course.editions["alpha"]).variants:
        (chapter,) = variant.chapters
        slugs = [section.slug for section in chapter.sections]
        assert len(set(slugs)) == len(slugs)
        assert chapter.minutes >= 1


@given(OVERLAYS)
def test_minutes_of_a_module_follow_its_pages(overlay: Overlay) -> None:
    # A module has one length in all languages: that of the first one, here the only one with local lessons.
    overlay = replace(overlay, lessons=tuple(x for x in overlay.lessons if x.language == "fr"))
    module = laid(SOUND, overlay).modules["a1"]
    counted = [x.minutes for x in module.lessons["fr"] if x.kind is not LessonKind.EXPRESS]
    assert module.minutes == sum(counted) + module.quizzes["fr"].minutes


@given(st.lists(LOCAL_PASSAGES, max_size=5))
def test_passages_lose_and_move_nothing_of_the_shared_text(local: list[LocalPassage]) -> None:
    marked = [replace(one, passages=tuple(replace(p, text="LOCAL") for p in one.passages)) for one in local]
    course = laid(SOUND, replace(NOTHING, folders=("alpha",), passages=tuple(marked)))
    for language in SOUND.languages:
        for before, after in zip(
            SOUND.modules["a1"].lessons[language], course.modules["a1"].lessons[language], strict=True
        ):
            kept = [line for p in after.passages if p.text != "LOCAL" for line in p.text.split("\n")]
            assert kept == [line for p in before.passages for line in p.text.split("\n")]
            for passage in after.passages:  # each line can still be pointed at in its file
                if passage.text != "LOCAL":
                    lines = SOUND.sources[passage.place.path][passage.place.line - 1 :]
                    assert passage.text.rstrip("\n").split("\n")[0] == lines[0]


# --- where passages go ------------------------------------------------------------------------------


def placed(
    after: str, *passages: Passage, local: tuple[Passage, ...] | None = None
) -> list[tuple[str | None, str]]:
    """Audience and text of a lesson's passages, with one local passage laid after a heading (or `@start`, `@end`)."""
    lesson = Lesson("x", "01-x", LessonKind.NOTION, "X", 1, (), passages, "", "", HERE)
    module = replace(SOUND.modules["a1"], lessons={"fr": (lesson,)})
    course = replace(SOUND, modules={"a1": module})
    at = after.removeprefix("@") if after.startswith("@") else ""
    added = local or (Passage("LOCAL", None, HERE),)
    one = LocalPassage(
        "alpha",
        "fr",
        "passage-x",
        "x",
        "" if at else after,
        at,
        added,
        "",
        "",
        "",
        HERE,  # type: ignore[arg-type]
    )
    (done,) = laid(course, replace(NOTHING, folders=("alpha",), passages=(one,))).modules["a1"].lessons["fr"]
    return [(p.audience, p.text) for p in done.passages]


def everyone(text: str) -> Passage:
    return Passage(text, None, HERE)


PAGE = "Avant.\n\n## Un\n\nA.\n\n### Un bis\n\nB.\n\n## Deux\n\nC."


@pytest.mark.parametrize(
    ("after", "before", "behind"),
    [
        ("@start", "", PAGE),
        ("@end", PAGE, ""),
        ("## Un", "Avant.\n\n## Un\n\nA.\n\n### Un bis\n\nB.\n", "## Deux\n\nC."),
        ("Un bis", "Avant.\n\n## Un\n\nA.\n\n### Un bis\n\nB.\n", "## Deux\n\nC."),
        ("##   Deux  ", PAGE, ""),
    ],
)
def test_a_passage_goes_at_the_end_of_what_its_heading_opens(after: str, before: str, behind: str) -> None:
    texts = [text for text in (before, "LOCAL", behind) if text]
    assert placed(after, everyone(PAGE)) == [(None, text) for text in texts]


@pytest.mark.parametrize("after", ["### Un", "Trois", "## un"])
def test_a_passage_whose_heading_is_not_there_is_left_out(after: str) -> None:
    assert placed(after, everyone(PAGE)) == [(None, PAGE)]


def test_a_heading_in_code_is_no_heading() -> None:
    text = "```\n## Un\n```\n\n## Deux\n\n```\n## Trois\n```\n"
    assert placed("Un", everyone(text)) == [(None, text)]
    assert placed("Deux", everyone(text)) == [(None, text), (None, "LOCAL")]


def test_apostrophes_and_spaces_of_a_heading_do_not_matter() -> None:
    assert placed("L'eau  ici", everyone("## L’eau ici"))[-1] == (None, "LOCAL")


def test_a_section_goes_on_after_passages_for_one_audience() -> None:
    mine, yours = Passage("E.", "elus", HERE), Passage("### Y\n\nH.", "citoyens", HERE)
    assert placed("## Un", everyone("## Un"), mine, yours, everyone("Suite.\n\n## Deux")) == [
        (None, "## Un"), ("elus", "E."), ("citoyens", "### Y\n\nH."), (None, "Suite.\n"), (None, "LOCAL"),
        (None, "## Deux"),
    ]  # fmt: skip


def test_a_section_ends_for_everyone_before_one_audience_s_next_heading() -> None:
    mine = Passage("Encore.\n\n## Deux", "elus", HERE)
    assert placed("## Un", everyone("## Un"), mine) == [
        (None, "## Un"), (None, "LOCAL"), ("elus", "Encore.\n\n## Deux"),
    ]  # fmt: skip


def test_each_audience_gets_it_under_its_own_heading() -> None:
    mine, yours = Passage("## Un\n\nE.", "elus", HERE), Passage("## Un\n\nH.\n\n## Deux", "citoyens", HERE)
    assert placed("## Un", mine, yours, everyone("Fin.")) == [
        ("elus", "## Un\n\nE."), ("elus", "LOCAL"), ("citoyens", "## Un\n\nH.\n"), ("citoyens", "LOCAL"),
        ("citoyens", "## Deux"), (None, "Fin."),
    ]  # fmt: skip


def test_under_a_heading_shown_on_a_condition_it_is_shown_on_that_condition() -> None:
    lesson = replace(Passage("## Un", None, HERE), condition="commune")
    course = replace(
        SOUND,
        modules={
            "a1": replace(
                SOUND.modules["a1"],
                lessons={
                    "fr": (Lesson("x", "01-x", LessonKind.NOTION, "X", 1, (), (lesson,), "", "", HERE),)
                },
            )
        },
    )
    one = LocalPassage(
        "alpha", "fr", "passage-x", "x", "## Un", "", (Passage("LOCAL", None, HERE),), "", "", "", HERE
    )
    (done,) = laid(course, replace(NOTHING, folders=("alpha",), passages=(one,))).modules["a1"].lessons["fr"]
    assert [p.condition for p in done.passages] == ["commune", "commune"]


# --- an overlay from its files ----------------------------------------------------------------------


def test_the_course_with_an_overlay_is_sound(tmp_path: Path) -> None:
    assert courses.shown(courses.laid_over(courses.OVERLAID, tmp_path / "course")) == ""


def test_local_pages_stand_where_they_should(val: Course) -> None:
    (chapter, _) = select(val, val.editions["val"]).variants[0].chapters
    assert [(s.slug, s.title, s.minutes) for s in chapter.sections] == [
        ("01-situation", "Faut-il éteindre\u202f?", 2),
        ("02-notion", "L’énergie d’un parc", 5),
        ("03-chez-vous", "Au Val", 4),
        ("04-livrable", "À emporter", 2),
        ("05-visite", "Une visite de nuit", 2),
    ]
    assert chapter.minutes == SOUND.modules["a1"].minutes + 1 + 2
    assert sorted(chapter.images) == ["lampe.svg", "val.svg"]


def test_changed_pages_say_whose_words_they_hold(val: Course) -> None:
    trees = courses.staged(val, "val")
    said = {
        "03-chez-vous": "texte adapté pour cette édition\u00a0: Communauté du Val",
        "05-visite": "page ajoutée pour cette édition\u00a0: Communauté du Val",
        "02-notion": "passage ajouté pour cette édition\u00a0: Communauté du Val",
    }
    for name, words in said.items():
        assert f'<span class="pc-local">{words}</span>' in courses.page(trees["fr/elus"], f"alpha/{name}.md")
    assert "pc-local" not in courses.page(trees["fr/elus"], "alpha/01-situation.md")
    english = courses.page(trees["en/elected"], "alpha/03-chez-vous.md")
    assert "text adapted for this edition: Community of the Vale" in english


def test_a_passage_reads_on_under_its_heading(val: Course) -> None:
    text = courses.page(courses.staged(val, "val")["fr/elus"], "alpha/02-notion.md")
    order = [text.index(words) for words in ("### Le mot", "### Consigne du Val", "## Le site")]
    assert order == sorted(order)


def test_the_authority_of_the_overlay_answers_for_its_edition_only(val: Course) -> None:
    assert courses.edition(val, "val").site.authority == "Communauté du Val"
    assert courses.edition(val, "val").site.host == SOUND.site.host
    assert courses.edition(val).site == SOUND.site
    legal = courses.page(courses.staged(val, "val")["fr/elus"], "mentions-legales.md")
    assert "Communauté du Val" in legal


def test_local_sources_and_terms_are_those_of_its_edition_only(val: Course) -> None:
    mine, other = (courses.edition(val, name).variants[0] for name in ("val", "default"))
    assert "val-plan" in mine.references
    assert "val-plan" not in other.references
    assert {t.id for t in mine.glossary} - {t.id for t in other.glossary} == {"trame-noire"}


def test_overlays_are_laid_in_the_order_of_the_edition(val: Course) -> None:
    second = replace(
        NOTHING,
        name="bis",
        title={"fr": "Bis", "en": "Bis"},
        folders=("alpha",),
        passages=tuple(
            LocalPassage("alpha", "fr", "passage-b", "chez-vous", "Le plan lumière", "", (everyone("BIS"),), "", "",
                         "", HERE)
            for _ in "b"
        ),
    )  # fmt: skip
    both = replace(val, overlays={**val.overlays, "bis": second})

    def chez_vous(*names: str) -> Lesson:
        lying = overlaid(both, replace(val.editions["val"], overlays=names))
        return next(x for x in lying.modules["a1"].lessons["fr"] if x.id == "chez-vous")

    # The heading is in the lesson of the first overlay: laid before it, the passage has no place.
    assert [a.title["fr"] for a in chez_vous("val", "bis").local] == ["Communauté du Val", "Bis"]
    assert chez_vous("bis", "val").local == (Adaptation("replaced", val.overlays["val"].title),)
