"""Everything people wrote: modules, themes, pages, editions asked for, the course."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.diagnostics import Place
from generator.model.basics import Role, Words
from generator.model.exercises import Exercise
from generator.model.lessons import Figure, Lesson, Objective, Reason
from generator.model.overlays import Overlay
from generator.model.quizzes import Quiz
from generator.model.sources import Reference, Term
from generator.model.story import Opening, Thread, Unsettled
from generator.model.territories import Gazetteer, Obligation, Territory


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
    here: tuple[Reason, ...] = ()
    thread: Words = field(default_factory=dict)
    """Its step in the story that the modules tell together; empty when it has none."""


@dataclass(frozen=True, slots=True)
class Theme:
    id: str
    slug: str
    title: Words
    summary: Words
    modules: tuple[str, ...]
    place: Place
    opening: Opening | None = None


@dataclass(frozen=True, slots=True)
class Readability:
    """What a text for an audience may ask of its readers: see `checks.readable`.

    `words_per_sentence` is the most on average, `longest_sentence` the most in one, `long_sentences` the most in percent
    of those over 25 words, `ease` the least of reading ease.
    """

    words_per_sentence: float = 14
    longest_sentence: int = 30
    long_sentences: float = 10
    ease: float = 60


@dataclass(frozen=True, slots=True)
class Audience:
    id: str
    slug: Words
    name: Words
    invitation: Words
    reading: Readability = Readability()


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
class AccessibilityAction:
    """Something to be done in a year; `state` is planned, under-way or done."""

    year: int
    what: str
    when: str
    state: str


@dataclass(frozen=True, slots=True)
class AccessibilityPlan:
    """The multi-year plan that the law asks of public bodies, from `first` to `last` year, as the authority wrote it."""

    first: int
    last: int
    referent: str
    means: str
    address: str
    actions: tuple[AccessibilityAction, ...]


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
    accessibility_plan: AccessibilityPlan | None = None


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
    overlays: tuple[str, ...] = ()
    chooser: bool = False
    """Whether learners may choose another territory in the page: `territory` is then the reference case."""


@dataclass(frozen=True, eq=False)
class Course:
    """Everything people wrote, in every language, for every audience and territory. One is equal to itself alone.

    `id` never changes once published: learners' progress hangs on it.
    """

    id: str
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
    sources: Mapping[str, tuple[str, ...]] = field(repr=False)
    broken: frozenset[str] = frozenset()
    untranslated: frozenset[str] = frozenset()
    """Files that could not be read: checks stay silent about what may hide in them."""
    overlays: Mapping[str, Overlay] = field(default_factory=dict)
    obligations: Mapping[str, Obligation] = field(default_factory=dict)
    division: Gazetteer | None = field(default=None, repr=False)
    """The official division of France, read when it is first asked; none in a course that has none."""
    acronyms: frozenset[str] = frozenset()
    """Acronyms that everyone knows: lessons need not spell them out."""
    thread: Thread | None = None
    unsettled: Mapping[str, Unsettled] = field(default_factory=dict)
    foreign: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Language of the pages → another language → phrases of it that they quote."""

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
