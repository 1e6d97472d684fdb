"""Final text, nothing left to choose: what one edition publishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.diagnostics import Place
from generator.model.basics import Confidence, LessonKind, Words
from generator.model.course import EditionSpec, Page, Site
from generator.model.exercises import Cell
from generator.model.quizzes import Quiz
from generator.model.sources import Term
from generator.model.story import OpenQuestion, Quotation, RedThread
from generator.model.territories import Locality, Obligation, Territory


@dataclass(frozen=True, slots=True)
class Section:
    """A lesson as one variant shows it: one Markdown text, facts as marked slots, citations kept."""

    id: str
    slug: str
    kind: LessonKind
    title: str
    minutes: int
    objectives: tuple[str, ...]
    text: str
    origin: Place
    local: tuple[tuple[str, str], ...] = ()
    """What overlays did to it (replaced, added, completed), each with the overlay's title."""


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective in one language."""

    id: str
    statement: str
    competence: str


@dataclass(frozen=True, slots=True)
class Worksheet:
    """An exercise as a learner gets it: no cell of it is a solution.

    `territory` is the path of the file that holds a territory, where readers may put their own in its place; `speaks_of`
    the name of that territory as a slot, empty when the exercise follows none.
    """

    id: str
    slug: str
    title: str
    summary: str
    minutes: int
    objectives: tuple[str, ...]
    cells: tuple[Cell, ...]
    files: Mapping[str, bytes]
    origin: Place
    territory: str = ""
    speaks_of: str = ""


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """The solutions of an exercise: only a trainer's edition has them."""

    exercise: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A module as one variant shows it."""

    id: str
    slug: str
    theme: str
    title: str
    summary: str
    minutes: int
    prerequisites: tuple[str, ...]
    goals: tuple[Goal, ...]
    sections: tuple[Section, ...]
    express: Section | None
    worksheets: tuple[Worksheet, ...]
    answer_keys: tuple[AnswerKey, ...]
    quiz: Quiz | None
    notes: str | None
    images: Mapping[str, bytes]
    origin: Place
    here: tuple[tuple[str, str], ...] = ()
    """Why it matters to a territory: a condition (empty: always) and a sentence."""


@dataclass(frozen=True, slots=True)
class Part:
    """A theme as one variant shows it, with the chapters published in it."""

    id: str
    slug: str
    title: str
    summary: str
    chapters: tuple[Chapter, ...]
    opening: Quotation | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A reference in one language."""

    id: str
    title: str
    publisher: str
    address: str
    confidence: Confidence
    as_of: str
    review_by: str
    note: str


@dataclass(frozen=True)
class Variant:
    """One audience, one language: what one engine run builds. `path` is its folder in the site."""

    audience: str
    audience_name: str
    invitation: str
    language: str
    path: str
    title: str
    tagline: str
    parts: tuple[Part, ...]
    glossary: tuple[Term, ...]
    references: Mapping[str, Source]
    facts: Mapping[str, str]
    pages: tuple[Page, ...]
    thread: RedThread | None = None
    unsettled: tuple[OpenQuestion, ...] = ()
    foreign: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Language → phrases of it that the pages quote."""

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        return tuple(chapter for part in self.parts for chapter in part.chapters)


@dataclass(frozen=True)
class Edition:
    """What is published together."""

    spec: EditionSpec
    title: Words
    version: str
    updated: str
    site: Site
    territory: Territory
    variants: tuple[Variant, ...]
    locality: Locality
    """The place its texts speak of; `territory` is its grouping, or the reference case of a commune in none."""
    obligations: tuple[Obligation, ...] = ()
    """What the law may ask of a territory, in the order of the course."""
    course: str = ""
    """Id of the course: what a learner's progress is about."""
    open: bool = False
    """Whether passages for other places are kept, hidden: its pages can be filled again for them."""

    def variant(self, audience: str, language: str) -> Variant | None:
        for variant in self.variants:
            if (variant.audience, variant.language) == (audience, language):
                return variant
        return None
