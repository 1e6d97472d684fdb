"""What learners handed to a trainer: anonymous results, as read. Numbers made of them are `generator.results`'s."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator.diagnostics import Place
from generator.rules import Severity

Answer = str | bool | None | tuple[str, ...] | Mapping[str, str | bool | None]
"""As in docs/quiz-elements.md: an id, ids, words as typed, `{judgement, reason}`, `{row: choice}`."""

Status = Literal["right", "mistake", "wrong"]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer and its score, from 0 to 1."""

    answer: Answer
    score: float

    @property
    def right(self) -> bool:
        return self.score >= 1


@dataclass(frozen=True, slots=True)
class Answered:
    """A question of a quiz as one learner answered it: the very first answer, the last, tries until it was right."""

    module: str
    question: str
    first: Given
    last: Given
    tries: int
    done: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Computed:
    """A question of an exercise: the last verdict, tries until it was right."""

    module: str
    exercise: str
    cell: str
    status: Status
    tries: int
    place: Place


@dataclass(frozen=True, slots=True)
class Result:
    """What one learner handed over: no name, no time of day, no territory; `id` is random."""

    id: str
    course_version: str
    language: str
    audience: str
    day: str
    questions: tuple[Answered, ...]
    exercises: tuple[Computed, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say of what was handed over: an error when a part of it is not in the report."""

    message: str
    place: Place
    hint: str = ""
    severity: Severity = Severity.ERROR

    @property
    def sort_key(self) -> tuple[Place, str]:
        return (self.place, self.message)
