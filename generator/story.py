"""What holds a course together, as one variant shows it: openings of themes, the red thread, what is not settled. Pure.

Lives here: choosing the language, the rank of each step. May not live here: pages (see `renderers`).
"""

from __future__ import annotations

from collections.abc import Callable

from generator.model import (
    Course,
    EditionSpec,
    OpenQuestion,
    Quotation,
    RedThread,
    Theme,
    ThreadStep,
    Words,
)

Finish = Callable[[str], str]
"""Fills the facts of a text and sets its typography."""


def _in(words: Words, language: str) -> str:
    """In a language; where a translation is missing (reading tells it), the text there is."""
    return words.get(language) or next(iter(words.values()), "")


def quotation(course: Course, theme: Theme, language: str, finish: Finish) -> Quotation | None:
    """The words a theme opens with, where it has some."""
    opening = theme.opening
    if opening is None:
        return None
    text, by = finish(_in(opening.text, language)), finish(_in(opening.by, language))
    return Quotation(text, by, opening.reference, translated=language != course.source_language)


def red_thread(course: Course, spec: EditionSpec, language: str, finish: Finish) -> RedThread | None:
    """The story of the whole course, where it tells one and an edition has a part in it."""
    told = [module for module in course.modules_in_order if module.thread]
    if course.thread is None or not any(module.id in spec.modules for module in told):
        return None
    steps = tuple(
        ThreadStep(
            number, module.id, finish(_in(module.title, language)), finish(_in(module.thread, language)),
            here=module.id in spec.modules,
        )
        for number, module in enumerate(told, 1)
    )  # fmt: skip
    title, intro = (finish(_in(words, language)) for words in (course.thread.title, course.thread.intro))
    return RedThread(title, intro, steps)


def open_questions(course: Course, language: str, finish: Finish) -> tuple[OpenQuestion, ...]:
    """What is not settled, in the order of its file."""
    return tuple(
        OpenQuestion(
            one.id, finish(_in(one.title, language)), finish(_in(one.text, language)),
            tuple(name for name in one.references if name in course.references), one.as_of, one.review_by,
        )
        for one in course.unsettled.values()
    )  # fmt: skip
