"""What a staged page is, and where each page of a variant stands.

A page is known by its key, the same in every variant: so that a reader who changes language or audience stays where
they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model import CellRole, Chapter, Part, Variant, Worksheet
from generator.renderers.common import addresses
from generator.renderers.legal import LegalPage
from generator.renderers.pages.learner import PAGES

Key = tuple[str, ...]
HOME: Key = ("home",)
GLOSSARY: Key = ("glossary",)
SOURCES: Key = ("sources",)
TERRITORY: Key = ("territory",)
OBJECTIVES: Key = ("objectives",)
THREAD: Key = ("thread",)
UNSETTLED: Key = ("unsettled",)
WHOLE = (OBJECTIVES, THREAD, UNSETTLED)
"""Pages about the whole course: the story and what is not settled are there when the course has any."""


@dataclass(frozen=True, slots=True)
class Step:
    """A page of a module, in the order learners meet them.

    `needs` are the questions of a quiz or of an exercise, all of which make it done.
    """

    key: Key
    title: str
    minutes: int
    kind: str
    needs: tuple[str, ...] = ()

    @property
    def identity(self) -> str:
        """What it is known by among its kind, in its module."""
        return self.key[-1]


@dataclass(slots=True)
class Sheet:
    """One staged page: where it stands, what it says, and what the theme needs to know of it."""

    key: Key
    path: str
    kind: str
    title: str
    description: str = ""
    body: str = ""
    origin: str = ""
    steps: tuple[Step, ...] = ()
    chapter: Chapter | None = None

    @property
    def url(self) -> str:
        return addresses.url_of(self.path)


def steps_of(chapter: Chapter) -> tuple[Step, ...]:
    """The module's pages after its own: lessons, exercises, then the quiz. The express path stands apart."""
    steps = [Step(("lesson", chapter.id, s.id), s.title, s.minutes, s.kind.value) for s in chapter.sections]
    steps += [
        Step(("exercise", chapter.id, w.id), w.title, w.minutes, "exercise", questions_of(w))
        for w in chapter.worksheets
    ]
    if chapter.quiz:
        asked = tuple(question.stem.id for question in chapter.quiz.questions)
        steps.append(Step(("quiz", chapter.id), chapter.quiz.title, chapter.quiz.minutes, "quiz", asked))
    return tuple(steps)


def questions_of(worksheet: Worksheet) -> tuple[str, ...]:
    """The cells of an exercise that ask something."""
    return tuple(cell.name for cell in worksheet.cells if cell.role is CellRole.QUESTION)


def theme_path(part: Part) -> str:
    return f"{part.slug}/index.md"


def paths_of(variant: Variant, legal: tuple[LegalPage, ...], *, territory: bool) -> Mapping[Key, str]:
    """Every page of a variant: key → path under `docs/`; `territory` says whether it has « Mon territoire »."""
    paths: dict[Key, str] = {HOME: "index.md"}
    for part in variant.parts:
        paths["theme", part.id] = theme_path(part)
        for chapter in part.chapters:
            folder = chapter.slug
            paths["module", chapter.id] = f"{folder}/index.md"
            sections = chapter.sections + ((chapter.express,) if chapter.express else ())
            for section in sections:
                paths["lesson", chapter.id, section.id] = f"{folder}/{section.slug}.md"
            for worksheet in chapter.worksheets:
                paths["exercise", chapter.id, worksheet.id] = f"{folder}/{worksheet.slug}.md"
            if chapter.quiz:
                paths["quiz", chapter.id] = f"{folder}/quiz.md"
            if chapter.notes is not None:
                paths["notes", chapter.id] = f"{folder}/trainer.md"
    paths[GLOSSARY] = f"{addresses.GLOSSARY[variant.language]}.md"
    paths[SOURCES] = f"{addresses.SOURCES[variant.language]}.md"
    paths[OBJECTIVES] = f"{addresses.OBJECTIVES[variant.language]}.md"
    if variant.thread:
        paths[THREAD] = f"{addresses.THREAD[variant.language]}.md"
    if variant.unsettled:
        paths[UNSETTLED] = f"{addresses.UNSETTLED[variant.language]}.md"
    if territory:
        paths[TERRITORY] = f"{addresses.TERRITORY[variant.language]}.md"
    for kind, learners in PAGES.items():
        paths[(kind,)] = f"{learners.slugs[variant.language]}.md"
    for page in variant.pages:
        paths["page", page.id] = f"{page.slug}.md"
    for legal_page in legal:
        paths["page", legal_page.id] = f"{legal_page.slug}.md"
    return paths


def nearest(key: Key, paths: Mapping[Key, str]) -> str:
    """The same page in another variant, or the nearest one that exists there."""
    if key in paths:
        return paths[key]
    if len(key) > 1 and ("module", key[1]) in paths:
        return paths["module", key[1]]
    return paths[HOME]
