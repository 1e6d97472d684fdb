"""Translations: the same structure in every language, and made from the present text."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from generator import texts
from generator.checks.places import field
from generator.checks.texts_of import choices_of, quiz_texts
from generator.diagnostics import Diagnostic, Place, listed
from generator.model import (
    Cell,
    CellRole,
    Course,
    Exercise,
    Lesson,
    Matching,
    Module,
    MultipleChoice,
    Numeric,
    Ordering,
    Parameter,
    Passage,
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
    """Parity of lessons, quizzes, exercises, terms and pages with the source language."""
    source = course.source_language
    for language in course.languages[1:]:
        for module in course.modules_in_order:
            yield from _lessons(course, module, source, language)
            one, other = module.quizzes.get(source), module.quizzes.get(language)
            if one and other:
                yield from _quiz(course, one, other)
        for exercise in course.exercises.values():
            yield from _exercise(course, exercise, source, language)
        yield from _pages(course, source, language)
        yield from _terms(course, source, language)


def _lessons(course: Course, module: Module, source: str, language: str) -> Iterator[Diagnostic]:
    others = {x.slug: x for x in module.lessons.get(language, ())}
    for lesson in module.lessons.get(source, ()):
        other = others.get(lesson.slug)
        if other is not None:  # told by missing-translation
            yield from lesson_parity(course, lesson, other)


def lesson_parity(
    course: Course, lesson: Lesson, other: Lesson, sources: Iterable[str] = ()
) -> Iterator[Diagnostic]:
    """Parity of a lesson in two languages, the source first; `sources`: ids that an overlay brings."""
    if {lesson.place.path, other.place.path} & course.broken:
        return  # told by reading
    known = {o.id for module in course.modules.values() for o in module.objectives}
    for what in ("id", "kind", "minutes", "objectives"):
        if what == "objectives" and not {*lesson.objectives, *other.objectives} <= known:
            continue  # told by unknown-objective
        place = field(course, other.place, what)
        yield from _parity(f"'{what}'", getattr(lesson, what), getattr(other, what), place)
    known_sources = {*course.references, *sources}
    yield from passages_parity(known_sources, lesson.passages, other.passages, other.place)


def passages_parity(
    sources: Collection[str], source: tuple[Passage, ...], other: tuple[Passage, ...], place: Place
) -> Iterator[Diagnostic]:
    """Parity of what passages hold: audiences, facts, sources cited."""
    yield from _parity("audiences of passages", _audiences(source), _audiences(other), place)
    yield from _parity("facts", _facts(source), _facts(other), place)
    one, two = _citations(source), _citations(other)
    if one | two <= set(sources):  # else told by unknown-reference
        yield from _parity("sources cited", one, two, place)


def _audiences(passages: tuple[Passage, ...]) -> tuple[str, ...]:
    return tuple(
        (p.audience or "everyone") + (f" when {p.condition}" if p.condition else "") for p in passages
    )


def _facts(passages: tuple[Passage, ...]) -> frozenset[str]:
    return frozenset(name for p in passages for name, _ in texts.fact_names(p.text))


def _citations(passages: tuple[Passage, ...]) -> frozenset[str]:
    return frozenset(name for p in passages for name, _ in texts.citation_ids(p.text))


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
    if {source.place.path, other.place.path} & course.broken:
        return  # told by reading
    for what in ("id", "minutes"):
        yield from _parity(
            f"'{what}'", getattr(source, what), getattr(other, what), field(course, other.place, what)
        )
    ids, other_ids = [q.stem.id for q in source.questions], [q.stem.id for q in other.questions]
    if len({*ids}) < len(ids) or len({*other_ids}) < len(other_ids):
        return  # told by duplicate-id
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
            if _sure(twin) and _sure(question):  # else told by duplicate-id or no-right-answer
                yield from _parity("right answers", _answers(twin), _answers(question), place)
    for what, found in (("facts", texts.fact_names), ("sources cited", texts.citation_ids)):
        one, two = (
            frozenset(n for text, _ in quiz_texts(q) for n, _ in found(text)) for q in (source, other)
        )
        yield from _parity(what, one, two, other.place)


def _sure(question: Question) -> bool:
    """Whether each choice has an id of its own, and a question with one right answer has one."""
    choices = choices_of(question)
    alone = not isinstance(question, SingleChoice) or sum(c.correct for c in choices) == 1
    return alone and len({c.id for c in choices}) == len(choices)


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


# --- exercises --------------------------------------------------------------------------------------


def _exercise(course: Course, exercise: Exercise, source: str, language: str) -> Iterator[Diagnostic]:
    """The same cells in the same order, the same parameters, the same code but for its words."""
    one, other = exercise.notebooks.get(source), exercise.notebooks.get(language)
    if one is None or other is None or {one.place.path, other.place.path} & course.broken:
        return  # told by missing-translation, or by reading
    names, other_names = ([f"{c.name} ({c.role})" for c in n.cells] for n in (one, other))
    if names != other_names:
        if set(names) != set(other_names):
            yield from _parity("cells", frozenset(names), frozenset(other_names), other.place)
        else:
            yield from _parity("order of the cells", names, other_names, other.place)
        return
    for cell, twin in zip(one.cells, other.cells, strict=True):
        if cell.role is not CellRole.PROSE:
            told = list(_forms(cell, twin))
            yield from told or _code(cell, twin)


def _forms(cell: Cell, twin: Cell) -> Iterator[Diagnostic]:
    names, other_names = ([p.name for p in c.parameters] for c in (cell, twin))
    if names != other_names:
        yield from _parity("parameters", names, other_names, twin.place)
        return
    for one, other in zip(cell.parameters, twin.parameters, strict=True):
        yield from _parity(f"parameter '{one.name}'", _form(one), _form(other), other.place)


def _form(p: Parameter) -> str:
    """What a form asks for, its words apart: a default that is a choice is known by its rank."""
    default = (
        p.choices.index(str(p.default)) + 1 if p.kind == "choice" and p.default in p.choices else p.default
    )
    parts = [p.kind] if p.kind == "string" else [p.kind, str(default)]
    parts += [f"of {len(p.choices)} choices"] if p.choices else []
    parts += [f"after the territory's {p.territory}"] if p.territory else []
    limits = (("from", p.minimum), ("to", p.maximum), ("by", p.step))
    return " ".join([*parts, *(f"{word} {limit:g}" for word, limit in limits if limit is not None)])


def _code(cell: Cell, twin: Cell) -> Iterator[Diagnostic]:
    """The first statement that differs by more than its texts."""
    if cell.source == twin.source:
        return
    ours, theirs = texts.syntax(cell.source).body, texts.syntax(twin.source).body
    same = [_alike(a, b) for a, b in zip(ours, theirs, strict=False)]
    first = same.index(False) if False in same else len(same)
    if first < max(len(ours), len(theirs)):
        line = theirs[first].lineno if first < len(theirs) else twin.source.count("\n") + 1
        width = len(twin.source.split("\n")[line - 1])
        place = Place(twin.place.path, twin.place.line + line - 1, 1, width)
        yield Diagnostic("parity", f"the code of '{twin.name}' differs by more than its texts", place,
                         "make the two files alike: only texts between quotes may differ")  # fmt: skip


def _alike(one: object, other: object) -> bool:
    """Whether two pieces of code differ by their texts only: of these, the values they show count, in any order."""
    ours, theirs = _shown_in(one), _shown_in(other)
    if ours is not None and theirs is not None:
        for value in ours:  # word order is the language's
            twin = next((x for x in theirs if _alike(value, x)), None)
            if twin is None:
                return False
            theirs.remove(twin)
        return not theirs
    if type(one) is not type(other):
        return False
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, ast.AST):
        return all(_alike(getattr(one, name, None), getattr(other, name, None)) for name in one._fields)
    return one == other


def _shown_in(node: object) -> list[ast.expr] | None:
    """The values that a text shows; `None` for what is no text."""
    if isinstance(node, ast.JoinedStr):
        return [value.value for value in node.values if isinstance(value, ast.FormattedValue)]
    return [] if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


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
        for exercise in course.exercises.values():
            if {source, language} <= set(exercise.notebooks):
                yield _translation(exercise.notebooks[source], exercise.notebooks[language])
        pages = {p.id: p for p in course.pages.get(source, ())}
        for page in course.pages.get(language, ()):
            if page.id in pages:
                yield _translation(pages[page.id], page)
        for overlay in course.overlays.values():
            for one, other in overlay.twins(source, language):
                yield _translation(one, other)


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
