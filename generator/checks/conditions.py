"""Passages shown under a condition, and facts that only some territories have."""

from __future__ import annotations

from collections.abc import Iterator

from generator import texts
from generator.checks.texts_of import texts_of
from generator.diagnostics import Diagnostic, Place, did_you_mean, listed
from generator.model import Course, Passage
from generator.territories.conditions import CONDITIONS, IMPLY_COMMUNE
from generator.territories.facts import COMMUNE_FACTS


def known(course: Course) -> Iterator[Diagnostic]:
    """unknown-condition: the condition of a passage, or of a module's reason to matter here, is one of the list."""
    for passage in _conditional(course):
        if passage.condition not in CONDITIONS:
            yield Diagnostic("unknown-condition", f"the condition '{passage.condition}' does not exist", _place(course, passage),
                             did_you_mean(passage.condition, CONDITIONS, otherwise=f"known: {listed(CONDITIONS)}"))  # fmt: skip
    for reason in (reason for module in course.modules_in_order for reason in module.here):
        if reason.condition and reason.condition not in CONDITIONS:
            yield Diagnostic("unknown-condition", f"the condition '{reason.condition}' does not exist", reason.place,
                             did_you_mean(reason.condition, CONDITIONS, otherwise=f"known: {listed(CONDITIONS)}"))  # fmt: skip


def headings(course: Course) -> Iterator[Diagnostic]:
    """bad-passage: no heading in a passage that readers may see come and go, since the table of contents stays."""
    for passage in _conditional(course):
        code = texts.fenced_lines(passage.text)
        for number, line in enumerate(passage.text.split("\n")):
            if number not in code and texts.HEADING.match(line):
                place = Place(passage.place.path, passage.place.line + number, 1, len(line))
                yield Diagnostic("bad-passage", "a heading stands in a passage shown under a condition", place,
                                 "put the heading before the passage, for everyone")  # fmt: skip


def communes(course: Course) -> Iterator[Diagnostic]:
    """unguarded-fact: facts of a commune stand where a commune is known."""
    guards = listed(IMPLY_COMMUNE)
    for text in texts_of(course):
        if text.scope == "notebook" or text.condition in IMPLY_COMMUNE:
            continue
        for name, offset in texts.fact_names(text.text):
            if name in COMMUNE_FACTS:
                place = text.at(offset, text.text.find("}}", offset) + 2 - offset)
                hint = (
                    f"put it between '::: when commune' and ':::' (or under one of: {guards})"
                    if text.scope == "lesson"
                    else "only passages of lessons may speak of a commune: write it there, or use 'territory.…'"
                )
                yield Diagnostic(
                    "unguarded-fact", f"'{name}' exists only where a commune is known", place, hint
                )


def _conditional(course: Course) -> Iterator[Passage]:
    for module in course.modules_in_order:
        for lessons in module.lessons.values():
            for lesson in lessons:
                yield from (p for p in lesson.passages if p.condition)


def _place(course: Course, passage: Passage) -> Place:
    """The condition, in the line that opens the passage."""
    number = max(1, passage.place.line - 1)
    lines = course.sources.get(passage.place.path, ())
    column = lines[number - 1].rfind(passage.condition) if number <= len(lines) else -1
    return Place(passage.place.path, number, max(0, column) + 1, len(passage.condition))
