"""What holds a course together: its openings and what is not settled rest on sources, and are read again in time."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.places import field
from generator.diagnostics import Diagnostic, Place, did_you_mean
from generator.model import Course


def references(course: Course) -> Iterator[Diagnostic]:
    """unknown-reference in the openings of themes and in what is not settled."""
    if any(path.endswith("/references.yml") for path in course.broken):
        return
    named: list[tuple[str, Place]] = [
        (theme.opening.reference, field(course, theme.opening.place, "reference", theme.opening.reference))
        for theme in course.themes
        if theme.opening
    ]
    named += [
        (name, field(course, one.place, "references", name))
        for one in course.unsettled.values()
        for name in one.references
    ]
    for name, place in named:
        if name not in course.references:
            yield Diagnostic("unknown-reference", f"the source '{name}' does not exist", place,
                             did_you_mean(name, course.references, otherwise="add it to course/references.yml"))  # fmt: skip


def steps(course: Course) -> Iterator[Diagnostic]:
    """thread-gap: each module says its step in the story of the course, once there is one."""
    if course.thread is None:
        return
    for module in course.modules_in_order:
        if not module.thread:
            yield Diagnostic("thread-gap", f"the module '{module.id}' has no step in the story of the course", module.place,
                             "add 'thread:' with a sentence in each language, or remove 'thread:' from course/course.yml")  # fmt: skip


def reviews(course: Course, today: str) -> Iterator[Diagnostic]:
    """stale-reference: what is not settled may be settled by now."""
    for one in course.unsettled.values():
        if one.review_by < today:
            place = field(course, one.place, "review_by", one.review_by)
            yield Diagnostic("stale-reference", f"'{one.id}' was to be looked at again by {one.review_by}", place,
                             "see whether it is settled: move 'as_of' and 'review_by', or write it into the lessons and remove it")  # fmt: skip
        elif one.review_by < one.as_of:
            place = field(course, one.place, "review_by", one.review_by)
            yield Diagnostic("stale-reference", f"'{one.id}' is to be reviewed before it was known", place,
                             "exchange 'as_of' and 'review_by'")  # fmt: skip
