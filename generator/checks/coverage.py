"""What a module promises, it asks and has one practise: each objective has a question, and an exercise or a deliverable."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic
from generator.model import Course, LessonKind, Module


def uncovered(course: Course) -> Iterator[Diagnostic]:
    """uncovered-objective: every objective has a question."""
    for module in course.modules_in_order:
        quiz = module.quizzes.get(course.source_language)
        if quiz is None:
            continue
        asked = {q.stem.objective for q in quiz.questions}
        if not asked <= {objective.id for objective in module.objectives} | {""}:
            continue  # a misspelt objective is told by unknown-objective
        for objective in module.objectives:
            if objective.id not in asked:
                yield Diagnostic("uncovered-objective", f"no question assesses '{objective.id}'", objective.place,
                                 f"add 'objective: {objective.id}' to a question of the quiz")  # fmt: skip


def unpractised(course: Course) -> Iterator[Diagnostic]:
    """objective-not-practised: every objective is put to use, in an exercise or in a text to take away."""
    for module in course.modules_in_order:
        if _incomplete(course, module):
            continue
        used = _practised(course, module)
        if not used <= {objective.id for objective in module.objectives}:
            continue  # a misspelt objective is told by unknown-objective
        for objective in module.objectives:
            if objective.id not in used:
                yield Diagnostic("objective-not-practised", f"neither an exercise nor a deliverable puts '{objective.id}' to use", objective.place,
                                 f"add '{objective.id}' to the objectives of the module's exercise, or of a lesson of kind 'deliverable'")  # fmt: skip


def _practised(course: Course, module: Module) -> set[str]:
    lessons = module.lessons.get(course.source_language, ())
    found = {name for x in lessons if x.kind is LessonKind.DELIVERABLE for name in x.objectives}
    exercises = (exercise for exercise in course.exercises.values() if exercise.module == module.id)
    return found | {name for exercise in exercises for name in exercise.objectives}


def _incomplete(course: Course, module: Module) -> bool:
    """Whether a file that could put an objective to use could not be read, or names a module that is not there."""
    folder, ending = f"course/{module.slug}/", f".{course.source_language}.md"
    astray = any(exercise.module not in course.modules for exercise in course.exercises.values())
    return astray or any(
        path.endswith("/exercise.yml") or (path.startswith(folder) and path.endswith(ending))
        for path in course.broken
    )
