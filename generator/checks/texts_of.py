"""Every text authors wrote, each with the way to point inside it. Checks on texts walk this, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import assert_never

from generator import texts
from generator.diagnostics import Place
from generator.model import (
    CellRole,
    Choice,
    Course,
    Matching,
    Module,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    Quiz,
    ShortText,
    SingleChoice,
    Sorting,
    TrueFalse,
    Words,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """A text as its author wrote it.

    Attributes:
        exact: `place` is where the text starts in its file; otherwise the text is somewhere after it (YAML).
        scope: what the text belongs to: lesson, title, notes, page, quiz, glossary, story, notebook.
        condition: of the passage it is, empty for others.
    """

    text: str
    place: Place
    exact: bool
    scope: str
    language: str
    module: Module | None
    sources: Mapping[str, tuple[str, ...]]
    condition: str = ""

    def at(self, offset: int, length: int = 1) -> Place:
        """The place of a run of this text."""
        if self.exact:
            line, column = texts.line_and_column(self.text, offset)
            return Place(self.place.path, self.place.line + line - 1, column, length)
        needle = self.text[offset : offset + length].split("\n")[0]
        lines = self.sources.get(self.place.path, ())
        for number in range(self.place.line, len(lines) + 1):
            column = lines[number - 1].find(needle)
            if needle and column >= 0:
                return Place(self.place.path, number, column + 1, len(needle))
        return self.place


@lru_cache(maxsize=2)  # a dozen rules walk the same course
def texts_of(course: Course) -> tuple[Text, ...]:
    """All texts of a course, in every language."""
    return tuple(_texts(course))


def _texts(course: Course) -> Iterator[Text]:
    for module in course.modules_in_order:
        yield from _module(course, module)
    for language, pages in course.pages.items():
        for page in pages:
            yield Text(page.text, page.place, True, "page", language, None, course.sources)
    for language, terms in course.glossary.items():
        for term in terms:
            yield Text(term.definition, term.place, False, "glossary", language, None, course.sources)
    yield from _story(course)
    yield from notebook_texts(course)


def _story(course: Course) -> Iterator[Text]:
    """The openings of themes, the red thread and what is not settled: short texts, rendered with raw HTML off."""
    for language in course.languages:
        for words, place in _story_words(course):
            yield Text(words.get(language, ""), place, False, "story", language, None, course.sources)


def _story_words(course: Course) -> Iterator[tuple[Words, Place]]:
    for theme in course.themes:
        if theme.opening:
            yield theme.opening.text, theme.opening.place
    if course.thread:
        yield course.thread.intro, course.thread.place
    for module in course.modules_in_order:
        yield module.thread, module.place
    for one in course.unsettled.values():
        yield one.text, one.place


def notebook_texts(course: Course) -> Iterator[Text]:
    """The prose of every notebook whose cells are sure. It belongs to no module: a notebook stands alone."""
    for exercise in course.exercises.values():
        for language, notebook in exercise.notebooks.items():
            for cell in notebook.cells:
                if cell.role is CellRole.PROSE and cell.place.path not in course.broken:
                    yield Text(cell.source, cell.place, True, "notebook", language, None, course.sources)


def _module(course: Course, module: Module) -> Iterator[Text]:
    for language in course.languages:
        for lesson in module.lessons.get(language, ()):
            for passage in lesson.passages:
                yield Text(passage.text, passage.place, True, "lesson", language, module, course.sources,
                           passage.condition)  # fmt: skip
            yield Text(lesson.title, lesson.place, False, "title", language, module, course.sources)
        if notes := module.notes.get(language):
            yield Text(notes.text, notes.place, True, "notes", language, module, course.sources)
        if quiz := module.quizzes.get(language):
            for text, place in quiz_texts(quiz):
                yield Text(text, place, False, "quiz", language, module, course.sources)


def quiz_texts(quiz: Quiz) -> Iterator[tuple[str, Place]]:
    """Every Markdown text of a quiz with the place after which it stands."""
    for question in quiz.questions:
        stem = question.stem
        for text in (stem.prompt, *stem.hints, stem.explanation):
            yield text, stem.place
        yield from _kind_texts(question)


def choices_of(question: Question) -> tuple[Choice, ...]:
    """What a learner picks from in a question, where it has choices."""
    match question:
        case SingleChoice() | MultipleChoice():
            return question.choices
        case TrueFalse():
            return question.reasons
        case Matching():
            return question.decoys
        case Numeric() | Ordering() | Sorting() | ShortText():
            return ()
        case _:
            assert_never(question)


def _kind_texts(question: Question) -> Iterator[tuple[str, Place]]:
    place = question.stem.place
    for choice in choices_of(question):
        yield choice.text, choice.place
        yield choice.feedback, choice.place
    match question:
        case TrueFalse():
            yield question.feedback_true, place
            yield question.feedback_false, place
        case Numeric():
            for text in (question.right, question.wrong, *(m.feedback for m in question.mistakes)):
                yield text, place
        case ShortText():
            for text in (question.right, question.wrong, *(s.feedback for s in question.slips)):
                yield text, place
        case Matching():
            for pair in question.pairs:
                for text in (pair.left, pair.right, pair.feedback):
                    yield text, pair.place
        case Ordering():
            for step in question.steps:
                yield step.text, step.place
                yield step.feedback, step.place
        case Sorting():
            for card in question.cards:
                yield card.text, card.place
                yield card.feedback, card.place
        case SingleChoice() | MultipleChoice():
            return
        case _:
            assert_never(question)
