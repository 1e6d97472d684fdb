"""Runs every rule. The one list of checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.checks import (
    acronyms,
    addresses,
    code,
    conditions,
    coverage,
    exercise_territory,
    exercises,
    languages,
    layout,
    names,
    obligations,
    overlays,
    plan,
    prose,
    published,
    quizzes,
    readable,
    story,
    stray,
)
from generator.diagnostics import Diagnostic
from generator.model import Course

RULES_OVER_THE_COURSE: tuple[Callable[[Course], Iterator[Diagnostic]], ...] = (
    names.modules,
    names.prerequisites,
    names.audiences,
    names.facts,
    names.references,
    names.terms,
    names.objectives,
    names.recalls,
    names.editions,
    names.unused,
    conditions.known,
    conditions.headings,
    conditions.communes,
    obligations.references,
    obligations.modules,
    story.references,
    story.steps,
    addresses.addresses,
    prose.bounds,
    prose.markup,
    prose.links,
    prose.images,
    prose.headings,
    stray.marks,
    stray.frozen,
    layout.blocks,
    quizzes.ids,
    quizzes.answers,
    quizzes.feedback,
    exercises.belonging,
    exercises.addresses,
    exercises.provenance,
    exercises.answers,
    exercises.limits,
    exercises.languages,
    exercises.alone,
    exercise_territory.followed,
    code.allowed,
    languages.parity,
    languages.stale,
    coverage.uncovered,
    coverage.unpractised,
    plan.minutes,
    plan.express_paths,
    plan.long_lessons,
    readable.sentence_by_sentence,
    readable.lesson_by_lesson,
    acronyms.spelt,
    published.links,
    overlays.targets,
    overlays.conflicts,
    overlays.outdated,
    overlays.translated,
    overlays.unused,
)


def check_all(course: Course, today: str) -> tuple[Diagnostic, ...]:
    """Every diagnostic of a course and of its editions.

    Args:
        course: what was read; files that could not be read are told by reading.
        today: ISO day against which review dates are compared.

    Returns:
        Diagnostics sorted by place, each once.
    """
    found = [d for rule in RULES_OVER_THE_COURSE for d in rule(course)]
    found += plan.reviews(course, today)
    found += story.reviews(course, today)
    found += overlays.within(course, today)
    return tuple(sorted(set(found), key=lambda d: d.sort_key))
