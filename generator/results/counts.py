"""A class in numbers: who answered what, per module, question, objective and exercise. Pure, whatever the order of files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from generator.model import Answered, CellRole, Chapter, Computed, Goal, Question, Result, Variant, Worksheet
from generator.results.items import Item, items_of

FEW = 5
"""Below this many results, nothing is given per person: those in the room could tell who is who."""


@dataclass(frozen=True, slots=True)
class QuestionCount:
    """A question: how many answered, were right at once and in the end, in how many tries; what they said first."""

    number: int
    question: Question
    answered: int
    right_first: int
    right_end: int
    tries: float
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class GoalCount:
    """An objective: how many reached it, of those who began its module."""

    goal: Goal
    reached: int
    begun: int


@dataclass(frozen=True, slots=True)
class CellCount:
    """A question of an exercise: its name, how many tried, how many were right in the end, in how many tries."""

    name: str
    number: int
    tried: int
    right: int
    tries: float


@dataclass(frozen=True, slots=True)
class ExerciseCount:
    worksheet: Worksheet
    cells: tuple[CellCount, ...]


@dataclass(frozen=True, slots=True)
class ModuleCount:
    """A module: who began, who finished its quiz, their scores (0 to 1, sorted: nobody's place can be told)."""

    chapter: Chapter
    begun: int
    finished: int
    scores: tuple[float, ...]
    questions: tuple[QuestionCount, ...]
    goals: tuple[GoalCount, ...]
    exercises: tuple[ExerciseCount, ...]

    @property
    def score(self) -> float | None:
        """The median score of those who finished."""
        return median(self.scores) if self.scores else None


@dataclass(frozen=True, slots=True)
class Class:
    """Everyone who handed a result. `unknown` counts results by questions or cells that the variant does not have."""

    size: int
    audiences: Mapping[str, int]
    languages: Mapping[str, int]
    versions: Mapping[str, int]
    days: tuple[str, ...]
    modules: tuple[ModuleCount, ...]
    unknown: Mapping[tuple[str, ...], int]

    @property
    def few(self) -> bool:
        return self.size < FEW


def count_results(results: Sequence[Result], variant: Variant) -> Class:
    """Count what results say of the modules of a variant; modules that nobody began are left out.

    Args:
        results: each learner once.
        variant: gives the questions, in the language of the report.
    """
    answered: dict[tuple[str, str], list[tuple[Result, Answered]]] = {}
    computed: dict[tuple[str, str, str], list[Computed]] = {}
    for result in results:
        for one in result.questions:
            answered.setdefault((one.module, one.question), []).append((result, one))
        for cell in result.exercises:
            computed.setdefault((cell.module, cell.exercise, cell.cell), []).append(cell)
    modules = [_module(chapter, results, answered, computed) for chapter in variant.chapters]
    known = {(m.chapter.id, q.question.stem.id) for m in modules for q in m.questions}
    known_cells = {
        (m.chapter.id, e.worksheet.id, c.name) for m in modules for e in m.exercises for c in e.cells
    }
    unknown: dict[tuple[str, ...], int] = {key: len(answered[key]) for key in answered if key not in known}
    unknown |= {key: len(computed[key]) for key in computed if key not in known_cells}
    return Class(
        size=len(results),
        audiences=_sorted(Counter(r.audience for r in results)),
        languages=_sorted(Counter(r.language for r in results)),
        versions=_sorted(Counter(r.course_version for r in results)),
        days=tuple(sorted({r.day for r in results})),
        modules=tuple(m for m in modules if m.begun or any(c.tried for e in m.exercises for c in e.cells)),
        unknown=dict(sorted(unknown.items())),
    )


def _sorted(counts: Counter[str]) -> Mapping[str, int]:
    return {name: counts[name] for name in sorted(counts, key=lambda n: (-counts[n], n))}


_Answers = Mapping[tuple[str, str], Sequence[tuple[Result, Answered]]]


def _module(
    chapter: Chapter,
    results: Sequence[Result],
    answered: _Answers,
    computed: Mapping[tuple[str, str, str], Sequence[Computed]],
) -> ModuleCount:
    asked = chapter.quiz.questions if chapter.quiz else ()
    known = {question.stem.id: question for question in asked}
    begun, scores, reached = 0, list[float](), Counter[str]()
    for result in results:
        own = {
            one.question: one
            for one in result.questions
            if one.module == chapter.id and one.question in known
        }
        if not own:
            continue
        begun += 1
        if len(own) == len(known) and all(one.done for one in own.values()):
            scores.append(fmean(one.last.score for one in own.values()))
        right = {identity for identity, one in own.items() if one.done and one.last.right}
        for goal in chapter.goals:
            of_goal = {q.stem.id for q in asked if q.stem.objective == goal.id}
            reached[goal.id] += bool(of_goal) and of_goal <= right
    assessed = {question.stem.objective for question in asked}
    return ModuleCount(
        chapter, begun, len(scores), tuple(sorted(scores)),
        questions=tuple(
            _question(number, question, answered.get((chapter.id, question.stem.id), ()))
            for number, question in enumerate(asked, start=1)
        ),
        goals=tuple(GoalCount(g, reached[g.id], begun) for g in chapter.goals if g.id in assessed),
        exercises=tuple(_exercise(chapter, worksheet, computed) for worksheet in chapter.worksheets),
    )  # fmt: skip


def _question(number: int, question: Question, given: Sequence[tuple[Result, Answered]]) -> QuestionCount:
    own = [one for _, one in given]
    return QuestionCount(
        number,
        question,
        answered=len(own),
        right_first=sum(one.first.right for one in own),
        right_end=sum(one.last.right for one in own),
        tries=median(one.tries for one in own) if own else 0,
        items=items_of(question, [one.first for one in own], [result.language for result, _ in given]),
    )


def _exercise(
    chapter: Chapter, worksheet: Worksheet, computed: Mapping[tuple[str, str, str], Sequence[Computed]]
) -> ExerciseCount:
    names = [cell.name for cell in worksheet.cells if cell.role is CellRole.QUESTION]
    cells = []
    for number, name in enumerate(names, start=1):
        own = computed.get((chapter.id, worksheet.id, name), ())
        right = sum(one.status == "right" for one in own)
        cells.append(CellCount(name, number, len(own), right, median(one.tries for one in own) if own else 0))
    return ExerciseCount(worksheet, tuple(cells))
