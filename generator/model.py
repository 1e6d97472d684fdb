"""The nouns of the house: what a course, an edition and a published tree are.

Lives here: frozen types, with methods that only look at what they hold.
May not live here: reading files, choosing what is published, rendering, writing.
One type per stage: `Course` (everything) → `Edition` (nothing left to choose) → `Tree` (bytes).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import PurePosixPath
from typing import Literal

from generator.diagnostics import Place

Lang = Literal["fr", "en"]
"""Languages the generator can speak; a course lists those it is written in, the source first."""

Words = Mapping[str, str]
"""One text per language."""

Tree = Mapping[PurePosixPath, bytes]
"""What a renderer makes: path → bytes, in memory."""


class LessonKind(StrEnum):
    """What a lesson does in its module."""

    SITUATION = "situation"
    NOTION = "notion"
    TERRITORY = "territory"
    DELIVERABLE = "deliverable"
    EXPRESS = "express"


class Role(StrEnum):
    """Whom an edition is for: trainers also get the facilitator's notes."""

    LEARNER = "learner"
    TRAINER = "trainer"


class Confidence(StrEnum):
    """How sure we are of a source's statement."""

    VERIFIED = "verified"  # read in an official text or on the issuing body's own page
    REPORTED = "reported"  # read in a secondary page only
    KNOWN = "known"  # general knowledge, source text not read
    COMPUTED = "computed"  # computed from open data


# --- sources and terms ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reference:
    """A legal or factual source. Dates are ISO days; `review_by` is when it must be read again."""

    id: str
    title: Words
    publisher: str
    address: str
    confidence: Confidence
    as_of: str
    review_by: str
    note: Words
    place: Place


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary term in one language: `forms` are the spellings recognised in lessons."""

    id: str
    name: str
    forms: tuple[str, ...]
    definition: str
    place: Place


# --- territories ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Member:
    """A commune of a grouping, with both legal populations of the same vintage."""

    insee: str
    name: str
    municipal: int
    total: int


@dataclass(frozen=True, slots=True)
class Territory:
    """A grouping of communes and the vintage of its figures (year of the official division)."""

    siren: str
    name: str
    kind: str
    vintage: str
    members: tuple[Member, ...]
    reference: str
    place: Place

    @property
    def population(self) -> int:
        """Municipal population, inhabitants."""
        return sum(member.municipal for member in self.members)

    @property
    def by_population(self) -> tuple[Member, ...]:
        """Members, largest first; ties in the order of their INSEE codes."""
        return tuple(sorted(self.members, key=lambda m: (-m.municipal, m.insee)))


# --- lessons ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of Markdown for one audience (`None`: for everyone)."""

    text: str
    audience: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Lesson:
    """One page of a module, in one language."""

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
class Objective:
    """What a learner can do afterwards: an observable verb, mapped to a DigComp competence."""

    id: str
    verb: str
    statement: Words
    competence: str
    place: Place


# --- quizzes ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """Something a learner may pick. `feedback` says why it is right or which misconception it is."""

    id: str
    text: str
    correct: bool
    feedback: str
    place: Place


@dataclass(frozen=True, slots=True)
class Stem:
    """What every question has, whatever its kind. Texts are Markdown, ids are stable for ever."""

    id: str
    objective: str
    prompt: str
    hints: tuple[str, ...]
    tries: int
    shuffle: bool
    recall: str | None
    explanation: str
    place: Place


@dataclass(frozen=True, slots=True)
class SingleChoice:
    stem: Stem
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class MultipleChoice:
    stem: Stem
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """A statement to judge, then the reason to give; the score is half for each."""

    stem: Stem
    answer: bool
    feedback_true: str
    feedback_false: str
    reasons: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong value that tells which misconception led to it."""

    value: float
    tolerance: float
    feedback: str


@dataclass(frozen=True, slots=True)
class Numeric:
    """A number within `tolerance` (absolute, same unit) of `answer`."""

    stem: Stem
    answer: float
    tolerance: float
    decimals: int
    unit: str
    right: str
    wrong: str
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    id: str
    left: str
    right: str
    feedback: str
    place: Place


@dataclass(frozen=True, slots=True)
class Matching:
    """Join each left text to its right text; `decoys` are right texts that match nothing."""

    stem: Stem
    pairs: tuple[Pair, ...]
    decoys: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Step:
    id: str
    text: str
    feedback: str
    place: Place


@dataclass(frozen=True, slots=True)
class Ordering:
    """Steps in their right order; `first` and `last` name the two ends of the scale."""

    stem: Stem
    steps: tuple[Step, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Category:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Card:
    id: str
    text: str
    category: str
    feedback: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sorting:
    """Put each card into its category."""

    stem: Stem
    categories: tuple[Category, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """Wrong words that tell which misconception led to them."""

    words: tuple[str, ...]
    feedback: str


@dataclass(frozen=True, slots=True)
class ShortText:
    """A few words, compared without case, accents, articles or punctuation."""

    stem: Stem
    accepted: tuple[str, ...]
    right: str
    wrong: str
    slips: tuple[Slip, ...]


Question = SingleChoice | MultipleChoice | TrueFalse | Numeric | Matching | Ordering | Sorting | ShortText
"""Closed union: match it with `assert_never`."""


@dataclass(frozen=True, slots=True)
class Quiz:
    id: str
    title: str
    minutes: int
    questions: tuple[Question, ...]
    source_digest: str
    own_digest: str
    place: Place


# --- exercises --------------------------------------------------------------------------------------


class CellRole(StrEnum):
    """What a cell of a notebook does."""

    PROSE = "prose"
    SETUP = "setup"
    PARAMETERS = "parameters"
    CODE = "code"
    QUESTION = "question"
    SOLUTION = "solution"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value learners may change: a variable of the notebook with its form annotation (Colab's `@param`)."""

    name: str
    label: str
    kind: Literal["slider", "number", "integer", "boolean", "string", "date", "choice"]
    default: str | float | bool | None
    minimum: float | None
    maximum: float | None
    step: float | None
    choices: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as written. `name` is stable and the same in every language; prose cells are numbered: `p-1`, `p-2`."""

    name: str
    role: CellRole
    source: str
    parameters: tuple[Parameter, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Notebook:
    """An exercise in one language. `title` is its level-1 heading, which `cells` does not repeat."""

    title: str
    cells: tuple[Cell, ...]
    source_digest: str
    own_digest: str
    place: Place


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of `data/` with its provenance: the id of a reference and a licence."""

    name: str
    reference: str
    licence: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """A notebook in every language, with what it needs beside it.

    `files` are what runs: the model, the data and `atelier`, by their path beside the notebook.
    """

    id: str
    slug: str
    module: str
    title: Words
    summary: Words
    minutes: int
    objectives: tuple[str, ...]
    notebooks: Mapping[str, Notebook]
    data: tuple[DataFile, ...]
    files: Mapping[str, bytes]
    place: Place


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """What a question asks for. `options` are pairs of id and words; those of an order are mixed."""

    kind: Literal["number", "choice", "choices", "text", "order"]
    unit: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CellOutput:
    """What a cell showed: safe HTML, or plain text. That of a question says what it asks for."""

    kind: Literal["html", "text"]
    content: str
    form: QuestionForm | None = None


Outputs = Mapping[tuple[str, str], Mapping[str, tuple[CellOutput, ...]]]
"""(exercise id, language) → cell name → what it shows for the default parameters. `building` computes it."""


# --- modules and course -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Notes:
    """Facilitator's notes of a module, in one language."""

    text: str
    source_digest: str
    own_digest: str
    place: Place


@dataclass(frozen=True, slots=True)
class Module:
    """A module in every language. `images` maps file names to bytes."""

    id: str
    slug: str
    theme: str
    title: Words
    summary: Words
    minutes: int
    prerequisites: tuple[str, ...]
    objectives: tuple[Objective, ...]
    figures: Mapping[str, Figure]
    lessons: Mapping[str, tuple[Lesson, ...]]
    quizzes: Mapping[str, Quiz]
    notes: Mapping[str, Notes]
    images: Mapping[str, bytes]
    place: Place


@dataclass(frozen=True, slots=True)
class Theme:
    id: str
    slug: str
    title: Words
    summary: Words
    modules: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Audience:
    id: str
    slug: Words
    name: Words
    invitation: Words


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site that belongs to no module (about, legal notice, privacy, accessibility)."""

    id: str
    slug: str
    title: str
    text: str
    source_digest: str
    own_digest: str
    place: Place


@dataclass(frozen=True, slots=True)
class Site:
    """What the publishing authority says of itself: fills legal pages. Values are plain text."""

    authority: str
    address: str
    contact: str
    publication_director: str
    dpo_contact: str
    host: str
    home: str
    accessibility_audit: Mapping[str, str] | None
    place: Place


@dataclass(frozen=True, slots=True)
class EditionSpec:
    """What is published together, as written in `site_config/editions.yml`."""

    name: str
    title: Words
    audiences: tuple[str, ...]
    languages: tuple[str, ...]
    territory: str
    role: Role
    modules: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Course:
    """Everything people wrote, in every language, for every audience and territory."""

    title: Words
    tagline: Words
    version: str
    updated: str
    languages: tuple[str, ...]
    audiences: tuple[Audience, ...]
    themes: tuple[Theme, ...]
    modules: Mapping[str, Module]
    exercises: Mapping[str, Exercise]
    glossary: Mapping[str, tuple[Term, ...]]
    references: Mapping[str, Reference]
    territories: Mapping[str, Territory]
    pages: Mapping[str, tuple[Page, ...]]
    site: Site
    editions: Mapping[str, EditionSpec]
    sources: Mapping[str, tuple[str, ...]] = field(repr=False, hash=False, compare=False)
    broken: frozenset[str] = frozenset()
    """Files that could not be read: checks stay silent about what may hide in them."""

    @property
    def source_language(self) -> str:
        return self.languages[0]

    @cached_property
    def audience_by_id(self) -> Mapping[str, Audience]:
        return {audience.id: audience for audience in self.audiences}

    @cached_property
    def modules_in_order(self) -> tuple[Module, ...]:
        """Modules in the order learners meet them."""
        return tuple(self.modules[m] for t in self.themes for m in t.modules if m in self.modules)


# --- editions: final text, nothing left to choose ---------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective in one language."""

    id: str
    statement: str
    competence: str


@dataclass(frozen=True, slots=True)
class Worksheet:
    """An exercise as a learner gets it: no cell of it is a solution."""

    id: str
    slug: str
    title: str
    summary: str
    minutes: int
    objectives: tuple[str, ...]
    cells: tuple[Cell, ...]
    files: Mapping[str, bytes]
    origin: Place


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


@dataclass(frozen=True, slots=True)
class Part:
    """A theme as one variant shows it, with the chapters published in it."""

    id: str
    slug: str
    title: str
    summary: str
    chapters: tuple[Chapter, ...]


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

    def variant(self, audience: str, language: str) -> Variant | None:
        for variant in self.variants:
            if (variant.audience, variant.language) == (audience, language):
                return variant
        return None
