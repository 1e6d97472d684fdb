"""Overlays: what a territory or an authority says in place of the shared course, or besides it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.diagnostics import Place
from generator.model.basics import Words
from generator.model.lessons import Lesson, Passage
from generator.model.sources import Reference, Term


@dataclass(frozen=True, slots=True)
class LocalLesson:
    """A lesson of an overlay, in one language: it replaces the shared one of its id, or adds a page.

    `module` is a folder of the course; `shared_digest` is that of the shared lesson it was written from, empty for
    a lesson that the shared course does not have.
    """

    module: str
    language: str
    lesson: Lesson
    shared_digest: str

    @property
    def id(self) -> str:
        return self.lesson.id

    @property
    def place(self) -> Place:
        return self.lesson.place


@dataclass(frozen=True, slots=True)
class LocalPassage:
    """A text that an overlay adds to a lesson, in one language.

    It stands at the end of the section that the heading `after` opens, or where `at` says: one of the two is empty.
    `shared_digest` is that of the shared lesson it was written for.
    """

    module: str
    language: str
    id: str
    lesson: str
    after: str
    at: Literal["start", "end", ""]
    passages: tuple[Passage, ...]
    source_digest: str
    own_digest: str
    shared_digest: str
    place: Place


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is laid over the shared course in the editions that name it.

    `images` maps folders of modules to file names to bytes; `site` holds the values of `Site` it gives.
    """

    name: str
    title: Words
    folders: tuple[str, ...]
    lessons: tuple[LocalLesson, ...]
    passages: tuple[LocalPassage, ...]
    images: Mapping[str, Mapping[str, bytes]]
    references: Mapping[str, Reference]
    glossary: Mapping[str, Mapping[str, Term]]
    site: Mapping[str, object]
    place: Place

    def twins(
        self, source: str, language: str
    ) -> Iterator[tuple[Lesson, Lesson] | tuple[LocalPassage, LocalPassage]]:
        """Each text that it has in both languages, the source first."""
        lessons = {(x.module, x.id): x.lesson for x in self.lessons if x.language == source}
        for other in self.lessons:
            if other.language == language and (one := lessons.get((other.module, other.id))):
                yield one, other.lesson
        passages = {(x.module, x.id): x for x in self.passages if x.language == source}
        for local in self.passages:
            if local.language == language and (twin := passages.get((local.module, local.id))):
                yield twin, local

    @property
    def folder(self) -> str:
        """Where its files stand in the project."""
        return self.place.path.rpartition("/")[0]
