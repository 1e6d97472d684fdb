"""Time and freshness: minutes that add up, sources read again in time."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.places import field
from generator.diagnostics import Diagnostic
from generator.model import Course, LessonKind

NOTION_MINUTES = 7
EXPRESS_MINUTES = 10


def minutes(course: Course) -> Iterator[Diagnostic]:
    """minutes: a module's time is what its pages take, the express path apart."""
    if any(exercise.module not in course.modules for exercise in course.exercises.values()):
        return  # whose minutes are these? told by unknown-module
    for module in course.modules_in_order:
        if any(
            path.startswith(f"course/{module.slug}/") or path.endswith("/exercise.yml")
            for path in (*course.broken, *course.untranslated)
        ):
            continue
        lessons = module.lessons.get(course.source_language, ())
        quiz = module.quizzes.get(course.source_language)
        parts = [x.minutes for x in lessons if x.kind is not LessonKind.EXPRESS] + (
            [quiz.minutes] if quiz else []
        )
        parts += [exercise.minutes for exercise in course.exercises.values() if exercise.module == module.id]
        if sum(parts) != module.minutes:
            shown = " + ".join(str(p) for p in parts) or "nothing"
            yield Diagnostic("minutes", f"the module says {module.minutes} minutes, its pages take {shown} = {sum(parts)}", field(course, module.place, "minutes", str(module.minutes)),
                             f"write 'minutes: {sum(parts)}', or change a page's")  # fmt: skip


def express_paths(course: Course) -> Iterator[Diagnostic]:
    """duplicate-id: a module has one express path; a second one would be published nowhere."""
    for module in course.modules_in_order:
        for lessons in module.lessons.values():
            paths = [lesson for lesson in lessons if lesson.kind is LessonKind.EXPRESS]
            for lesson in paths[1:]:
                yield Diagnostic("duplicate-id", f"the module already has an express path, '{paths[0].id}'", field(course, lesson.place, "kind", "express"),
                                 "keep one, or give this lesson another kind")  # fmt: skip


def long_lessons(course: Course) -> Iterator[Diagnostic]:
    """long-lesson: seven minutes for a notion, ten for the express path."""
    limits = {LessonKind.NOTION: NOTION_MINUTES, LessonKind.EXPRESS: EXPRESS_MINUTES}
    for module in course.modules_in_order:
        for lesson in module.lessons.get(course.source_language, ()):
            limit = limits.get(lesson.kind)
            if limit and lesson.minutes > limit:
                yield Diagnostic("long-lesson", f"'{lesson.id}' takes {lesson.minutes} minutes, more than {limit}", field(course, lesson.place, "minutes", str(lesson.minutes)),
                                 "cut it in two, or cut what one would skim")  # fmt: skip


def reviews(course: Course, today: str) -> Iterator[Diagnostic]:
    """stale-reference: the review day has passed. ISO days compare as texts."""
    for reference in course.references.values():
        if reference.review_by < today:
            yield Diagnostic("stale-reference", f"'{reference.id}' was to be read again by {reference.review_by}", field(course, reference.place, "review_by", reference.review_by),
                             "read the source, correct the course, then move 'as_of' and 'review_by'")  # fmt: skip
        elif reference.review_by < reference.as_of:
            yield Diagnostic("stale-reference", f"'{reference.id}' is to be reviewed before it was read", field(course, reference.place, "review_by", reference.review_by),
                             "exchange 'as_of' and 'review_by'")  # fmt: skip
