"""Pages about the whole course: what one will be able to do, the red thread, what is not settled; openings of themes.

Lives here: what these pages say, from what a variant holds. May not live here: their words (see `whole_words`), where
they stand (see `sheets`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator import texts
from generator.model import Chapter, Goal, LessonKind, OpenQuestion, Quotation, Variant
from generator.renderers.common.words import date
from generator.renderers.pages.learner.digcomp import AREAS
from generator.renderers.pages.prose import PageText
from generator.renderers.pages.sheets import Key


@dataclass(frozen=True, slots=True)
class Reach:
    """An objective and the pages that serve it: their key and title; questions by their number and id."""

    goal: Goal
    module: str
    area: str
    lessons: tuple[tuple[Key, str], ...]
    exercises: tuple[tuple[Key, str], ...]
    deliverables: tuple[tuple[Key, str], ...]
    questions: tuple[tuple[int, str], ...]


def reaches(chapter: Chapter, language: str) -> tuple[Reach, ...]:
    """Each objective of a module with what serves it, in the order of the module."""
    return tuple(_reach(chapter, goal, AREAS[language]) for goal in chapter.goals)


def _reach(chapter: Chapter, goal: Goal, areas: Mapping[str, str]) -> Reach:
    lessons = [
        (s, (("lesson", chapter.id, s.id), s.title)) for s in chapter.sections if goal.id in s.objectives
    ]
    asked = chapter.quiz.questions if chapter.quiz else ()
    return Reach(
        goal=goal,
        module=chapter.id,
        area=areas[goal.competence[0]],
        lessons=tuple(shown for s, shown in lessons if s.kind is not LessonKind.DELIVERABLE),
        exercises=tuple(
            (("exercise", chapter.id, w.id), w.title) for w in chapter.worksheets if goal.id in w.objectives
        ),
        deliverables=tuple(shown for s, shown in lessons if s.kind is LessonKind.DELIVERABLE),
        questions=tuple((n, q.stem.id) for n, q in enumerate(asked, 1) if q.stem.objective == goal.id),
    )


@dataclass(frozen=True, slots=True)
class Competence:
    """A competence with the objectives attached to it, and their modules in order."""

    number: str
    area: str
    objectives: int
    modules: tuple[Chapter, ...]


def competences(variant: Variant) -> tuple[Competence, ...]:
    """By number; those that no objective is attached to are left out."""
    found: dict[str, list[Chapter]] = {}
    for chapter in variant.chapters:
        for goal in chapter.goals:
            found.setdefault(goal.competence, []).append(chapter)
    return tuple(
        Competence(
            number, AREAS[variant.language][number[0]], len(chapters), tuple({c.id: c for c in chapters}.values())
        )
        for number, chapters in sorted(found.items())
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """Something not settled as its page shows it: HTML, and its days in words."""

    id: str
    title: str
    html: str
    as_of: str
    review_by: str


def questions(open_questions: Iterable[OpenQuestion], page: PageText, language: str) -> list[Question]:
    """What is not settled, with its sources cited on the page."""
    return [
        Question(
            one.id,
            texts.plain_slots(one.title),
            page.block(f"{one.text.rstrip()}{_cited(one.references)}"),
            date(one.as_of, language),
            date(one.review_by, language),
        )
        for one in open_questions
    ]


def opening(quotation: Quotation, page: PageText) -> tuple[str, str]:
    """The words a theme opens with and whose they are, as HTML."""
    return page.block(quotation.text), page.inline(f"{quotation.by.rstrip()}{_cited((quotation.reference,))}")


def _cited(references: Iterable[str]) -> str:
    named = "; ".join(f"@{one}" for one in references)
    return f"[{named}]" if named else ""
