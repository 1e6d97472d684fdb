"""Translations: the same structure in every language, and made from the present text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from generator import texts
from generator.checks.places import field
from generator.checks.texts_of import quiz_texts
from generator.diagnostics import Diagnostic, Place, listed
from generator.model import (
    Course,
    Lesson,
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
)  # fmt: skip


def _parity(what: str, source: object, other: object, place: Place) -> Iterator[Diagnostic]:
    if source == other:
        return
    if isinstance(source, frozenset) and isinstance(other, frozenset):
        told = [f"missing here: {_show(source - other)}"] if source - other else []
        told += [f"only here: {_show(other - source)}"] if other - source else []
        message = f"{what}: {'; '.join(told)}"
    else:
        message = f"{what}: '{_show(other)}' here, '{_show(source)}' in the source language"
    yield Diagnostic("parity", message, place, "make the two files alike")


def _show(value: object) -> str:
    if isinstance(value, frozenset | set):
        return listed(str(v) for v in value) or "nothing"
    if isinstance(value, tuple | list):
        return ", ".join(str(v) for v in value) or "nothing"
    return str(value)


def parity(course: Course) -> Iterator[Diagnostic]:
    """Parity of lessons, quizzes, terms and pages with the source language."""
    source = course.source_language
    for language in course.languages[1:]:
        for module in course.modules_in_order:
            yield from _lessons(course, module, source, language)
            one, other = module.quizzes.get(source), module.quizzes.get(language)
            if one and other:
                yield from _quiz(course, one, other)
        yield from _pages(course, source, language)
        yield from _terms(course, source, language)


def _lessons(course: Course, module: Module, source: str, language: str) -> Iterator[Diagnostic]:
    others = {x.slug: x for x in module.lessons.get(language, ())}
    for lesson in module.lessons.get(source, ()):
        other = others.get(lesson.slug)
        if other is None or {lesson.place.path, other.place.path} & course.broken:
            continue  # told by missing-translation, or by reading
        for what in ("id", "kind", "minutes", "objectives"):
            place = field(course, other.place, what)
            yield from _parity(f"'{what}'", getattr(lesson, what), getattr(other, what), place)
        yield from _parity("audiences of passages", _audiences(lesson), _audiences(other), other.place)
        yield from _parity("facts", _facts(lesson), _facts(other), other.place)
        yield from _parity("sources cited", _citations(lesson), _citations(other), other.place)


def _audiences(lesson: Lesson) -> tuple[str, ...]:
    return tuple(p.audience or "everyone" for p in lesson.passages)


def _facts(lesson: Lesson) -> frozenset[str]:
    return frozenset(name for p in lesson.passages for name, _ in texts.fact_names(p.text))


def _citations(lesson: Lesson) -> frozenset[str]:
    return frozenset(name for p in lesson.passages for name, _ in texts.citation_ids(p.text))


def _pages(course: Course, source: str, language: str) -> Iterator[Diagnostic]:
    """Pages that belong to no module are twins by their file's name."""
    others = {p.place.path.removesuffix(f".{language}.md"): p for p in course.pages.get(language, ())}
    for page in course.pages.get(source, ()):
        other = others.get(page.place.path.removesuffix(f".{source}.md"))
        if other is None:
            continue  # told by missing-translation
        head = Place(other.place.path)
        yield from _parity("'id'", page.id, other.id, field(course, head, "id"))
        for what, found in (("facts", texts.fact_names), ("sources cited", texts.citation_ids)):
            one, two = (frozenset(name for name, _ in found(p.text)) for p in (page, other))
            yield from _parity(what, one, two, head)


def _quiz(course: Course, source: Quiz, other: Quiz) -> Iterator[Diagnostic]:
    for what in ("id", "minutes"):
        yield from _parity(
            f"'{what}'", getattr(source, what), getattr(other, what), field(course, other.place, what)
        )
    ids, other_ids = [q.stem.id for q in source.questions], [q.stem.id for q in other.questions]
    yield from _parity("questions", ids, other_ids, other.place)
    twins = {q.stem.id: q for q in source.questions}
    for question in other.questions:
        if twin := twins.get(question.stem.id):
            place = question.stem.place
            if type(twin) is not type(question):
                yield from _parity("'kind'", _kind(twin), _kind(question), field(course, place, "kind"))
                continue
            for what in ("objective", "recall", "tries", "shuffle"):
                yield from _parity(f"'{what}'", getattr(twin.stem, what), getattr(question.stem, what), place)
            yield from _parity("right answers", _answers(twin), _answers(question), place)
    for what, found in (("facts", texts.fact_names), ("sources cited", texts.citation_ids)):
        one, two = (
            frozenset(n for text, _ in quiz_texts(q) for n, _ in found(text)) for q in (source, other)
        )
        yield from _parity(what, one, two, other.place)


def _kind(question: Question) -> str:
    """As written in the file: `SingleChoice` → `single`, `TrueFalse` → `true-false`."""
    words = re.findall("[A-Z][a-z]+", type(question).__name__)
    return "-".join(w.lower() for w in words if w != "Choice")


def _answers(question: Question) -> tuple[object, ...]:
    """What learners' records depend on: ids, their order, and what is right. No words."""
    match question:
        case SingleChoice(choices=choices) | MultipleChoice(choices=choices):
            return tuple(f"{c.id}{' (right)' if c.correct else ''}" for c in choices)
        case TrueFalse():
            return (question.answer, *(f"{c.id}{' (right)' if c.correct else ''}" for c in question.reasons))
        case Numeric():
            return (question.answer, question.tolerance, *(m.value for m in question.mistakes))
        case Matching():
            return (*(p.id for p in question.pairs), "/", *(d.id for d in question.decoys))
        case Ordering():
            return tuple(s.id for s in question.steps)
        case Sorting():
            return (
                *(c.id for c in question.categories),
                "/",
                *(f"{c.id}→{c.category}" for c in question.cards),
            )
        case ShortText():
            return (len(question.slips),)
        case _:
            assert_never(question)


def _terms(course: Course, source: str, language: str) -> Iterator[Diagnostic]:
    ids = {t.id for t in course.glossary.get(source, ())}
    others = {t.id: t for t in course.glossary.get(language, ())}
    if any("glossary" in path for path in course.broken):
        return
    for term in course.glossary.get(source, ()):
        twin = term.place.path.replace(f".{source}.", f".{language}.")
        if term.id not in others and twin in course.sources:  # else told once, for the whole file
            yield Diagnostic("missing-translation", f"the term '{term.id}' is not defined in '{language}'", term.place,
                             f"add it to the glossary in '{language}' beside this one")  # fmt: skip
    for term in others.values():
        if term.id not in ids and term.place.path.replace(f".{language}.", f".{source}.") in course.sources:
            yield Diagnostic("parity", f"the term '{term.id}' does not exist in the source language", term.place,
                             f"add it to the glossary in '{source}', or remove it")  # fmt: skip


# --- stale translations -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Translation:
    """A translated file: the digest it carries and the one of the text it should be made from."""

    path: str
    recorded: str
    current: str

    @property
    def stale(self) -> bool:
        return self.recorded != self.current


def translations(course: Course) -> Iterator[Translation]:
    """Every translated file of the course with its two digests, in the order of the course."""
    source = course.source_language
    for language in course.languages[1:]:
        for module in course.modules_in_order:
            lessons = {x.slug: x for x in module.lessons.get(source, ())}
            pairs: Iterable[tuple[object, object]] = [
                *((lessons.get(x.slug), x) for x in module.lessons.get(language, ())),
                (module.quizzes.get(source), module.quizzes.get(language)),
                (module.notes.get(source), module.notes.get(language)),
            ]
            for one, other in pairs:
                if one is not None and other is not None:
                    yield _translation(one, other)
        pages = {p.id: p for p in course.pages.get(source, ())}
        for page in course.pages.get(language, ()):
            if page.id in pages:
                yield _translation(pages[page.id], page)


def _translation(source: object, other: object) -> Translation:
    place: Place = other.place  # type: ignore[attr-defined]
    return Translation(place.path, other.source_digest, source.own_digest)  # type: ignore[attr-defined]


def stale(course: Course) -> Iterator[Diagnostic]:
    """stale-translation: the source text changed after it was translated."""
    for translation in translations(course):
        if translation.stale:
            lines = course.sources.get(translation.path, ())
            numbered = enumerate(lines, 1)
            line = next((n for n, text in numbered if text.lstrip().startswith("source_digest:")), 1)
            width = len(lines[line - 1]) if line <= len(lines) else 1
            why = (
                "changed since this translation"
                if translation.recorded
                else "is not recorded in this translation"
            )
            yield Diagnostic("stale-translation", f"the source text {why}", Place(translation.path, line, 1, width),
                             f"read both again, then run 'parcours digest {translation.path}'")  # fmt: skip
