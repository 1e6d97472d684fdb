"""Lessons: passages for audiences, figures they quote, objectives they serve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.diagnostics import Place
from generator.model.basics import LessonKind, Words


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of Markdown for one audience (`None`: for everyone), shown under a condition (empty: always).

    Conditions are those of `generator.territories.conditions`.
    """

    text: str
    audience: str | None
    place: Place
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Adaptation:
    """What an overlay did to a lesson of the shared course, under its own title."""

    what: Literal["replaced", "added", "completed"]
    title: Words


@dataclass(frozen=True, slots=True)
class Lesson:
    """One page of a module, in one language. `local` is what overlays did to it, in their order."""

    id: str
    slug: str
    kind: LessonKind
    title: str
    minutes: int
    objectives: tuple[str, ...]
    passages: tuple[Passage, ...]
    source_digest: str
    own_digest: str
    place: Place
    local: tuple[Adaptation, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number the module's model computed, quoted in lessons as `{{ figure.id }}`.

    `unit` is shown after the number; `style` says how it is written (number, percent, euros).
    """

    id: str
    value: float
    style: Literal["number", "percent", "euros", "year"]
    decimals: int
    unit: Words
    place: Place


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a module matters to a territory, and the condition under which it does (empty: always)."""

    condition: str
    text: Words
    place: Place


@dataclass(frozen=True, slots=True)
class Objective:
    """What a learner can do afterwards: an observable verb, mapped to a DigComp competence."""

    id: str
    verb: str
    statement: Words
    competence: str
    place: Place
