"""Walks a project and assembles its `Course`.

A file that cannot be understood is told and left out; reading goes on, so that all faults are told at once.
`Course.broken` keeps the files left out: checks stay silent about what may hide in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Place
from generator.model import (
    Audience,
    Course,
    EditionSpec,
    Opening,
    Page,
    Readability,
    Role,
    Theme,
    Thread,
)  # fmt: skip
from generator.reading import shapes as s
from generator.reading import strays
from generator.reading.entries import Entries
from generator.reading.exercises import read_exercises
from generator.reading.files import Files
from generator.reading.lessons import read_page
from generator.reading.look import ask_for_theme
from generator.reading.marks import Marks
from generator.reading.modules import Modules
from generator.reading.obligations import read_obligations
from generator.reading.overlays import read_overlays
from generator.reading.site import read_site
from generator.reading.territories import read_territories
from generator.reading.unsettled import read_unsettled


@dataclass(frozen=True)
class Reading:
    """What reading a project gives: a course (or none), the faults of form, the lines for excerpts."""

    course: Course | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, tuple[str, ...]]


def read_course(root: Path) -> Reading:
    """Read the project at `root`.

    Returns:
        A `Reading`; its course is `None` when `course/course.yml` itself cannot be understood.
    """
    files = Files(root)
    read = files.shaped("course/course.yml", s.CourseShape)
    if read is None:
        return Reading(None, _sorted(files.found), files.sources)
    shape, document = read
    assembler = _Assembler(files, shape, document.marks)
    course = assembler.course()
    strays.foreign(files, assembler.languages)
    strays.ignored(files, assembler.languages)
    ask_for_theme(files)
    return Reading(course, _sorted(files.found), files.sources)


def _sorted(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(set(found), key=lambda d: d.sort_key))


class _Assembler(Entries):
    """Reads the files of a project whose `course.yml` is sound."""

    def __init__(self, files: Files, shape: s.CourseShape, marks: Marks) -> None:
        super().__init__(files, tuple(dict.fromkeys(shape.languages)))
        self.shape, self.marks = shape, marks
        self.asked: list[tuple[str, Place]] = []  # territories that editions name

    def course(self) -> Course:
        shape, files = self.shape, self.files
        for words, path in self._words_of_course():
            self.complete(words, self.marks.value(*path), str(path[-1]))
        self.twins("course", strays.QUIZ)
        references = self.references("course/references.yml")
        glossary = {lang: self.terms(f"course/glossary.{lang}.yml") for lang in self.languages}
        themes = {module: theme.id for theme in reversed(shape.themes) for module in theme.modules}
        modules = Modules(files, self.languages, themes).read(references, glossary)
        editions = self.editions()
        territories = read_territories(files, self.asked)
        return Course(
            id=shape.id,
            title=shape.title,
            tagline=shape.tagline,
            version=shape.version,
            updated=shape.updated,
            languages=self.languages,
            audiences=tuple(
                Audience(a.id, a.slug, a.name, a.invitation, Readability(**a.reading.model_dump()))
                for a in shape.audiences
            ),
            acronyms=frozenset(shape.acronyms),
            foreign={
                language: {code: tuple(phrases) for code, phrases in others.items()}
                for language, others in shape.foreign.items()
            },
            themes=self.themes(),
            modules=modules,
            exercises=read_exercises(files, self.languages),
            glossary={
                lang: tuple(sorted(terms.values(), key=lambda t: t.id)) for lang, terms in glossary.items()
            },
            references=references,
            territories=territories.own,
            division=territories.division,
            obligations=read_obligations(files, self.complete),
            unsettled=read_unsettled(files, self.complete),
            thread=self.thread(),
            pages=self.pages(),
            site=read_site(files),
            editions=editions,
            sources=files.sources,
            overlays=read_overlays(self),
            broken=frozenset(files.broken),
            untranslated=frozenset(files.untranslated),
        )

    def _words_of_course(self) -> Iterable[tuple[Mapping[str, str], tuple[str | int, ...]]]:
        yield self.shape.title, ("title",)
        yield self.shape.tagline, ("tagline",)
        for i, audience in enumerate(self.shape.audiences):
            yield audience.slug, ("audiences", i, "slug")
            yield audience.name, ("audiences", i, "name")
            yield audience.invitation, ("audiences", i, "invitation")
        for i, theme in enumerate(self.shape.themes):
            yield theme.title, ("themes", i, "title")
            yield theme.summary, ("themes", i, "summary")
            if theme.opening:
                yield theme.opening.text, ("themes", i, "opening", "text")
                yield theme.opening.by, ("themes", i, "opening", "by")
        if self.shape.thread:
            yield self.shape.thread.title, ("thread", "title")
            yield self.shape.thread.intro, ("thread", "intro")

    def themes(self) -> tuple[Theme, ...]:
        out: list[Theme] = []
        placed: set[str] = set()
        for i, t in enumerate(self.shape.themes):
            # A module listed twice is told below, and kept where it comes first.
            modules = tuple(m for m in dict.fromkeys(t.modules) if m not in placed)
            placed.update(modules)
            place, opens = self.marks.value("themes", i, "id"), self.marks.key("themes", i, "opening")
            said = t.opening
            opening = Opening(said.text, said.by, said.reference, opens) if said else None
            out.append(Theme(t.id, t.slug, t.title, t.summary, modules, place, opening))
        self.unique(((t.id, t.place) for t in out), "theme")
        audiences = self.shape.audiences
        self.unique(
            ((a.id, self.marks.value("audiences", i, "id")) for i, a in enumerate(audiences)), "audience"
        )
        listed_modules = [
            (m, self.marks.value("themes", i, "modules", j))
            for i, t in enumerate(self.shape.themes)
            for j, m in enumerate(t.modules)
        ]
        self.unique(listed_modules, "module", "list it once")
        spoken = ((lang, self.marks.value("languages", i)) for i, lang in enumerate(self.shape.languages))
        self.unique(spoken, "language", "list it once")
        return tuple(out)

    def thread(self) -> Thread | None:
        told = self.shape.thread
        return Thread(told.title, told.intro, self.marks.key("thread")) if told else None

    # --- site_config --------------------------------------------------------------------------------

    def editions(self) -> dict[str, EditionSpec]:
        read = self.files.entries_of("site_config/editions.yml", s.EditionShape)
        if read is None:
            return {}
        if not read[0] and not read[1].data:
            self.files.fault("missing-field", "there is no edition here", Place("site_config/editions.yml"),
                             "describe one at least: default: {title: …, territory: …}")  # fmt: skip
        out = {}
        for key, e in read[0].items():
            place = read[1].marks.key(key)
            self.complete(e.title, read[1].marks.value(key, "title"), "title", e.languages)
            self.asked.append((e.territory, read[1].marks.value(key, "territory")))
            out[key] = EditionSpec(
                name=key,
                title=e.title,
                audiences=tuple(
                    e.audiences if e.audiences is not None else [a.id for a in self.shape.audiences]
                ),
                languages=tuple(e.languages if e.languages is not None else self.languages),
                territory=e.territory,
                role=Role(e.role),
                modules=tuple(
                    e.modules if e.modules is not None else [m for t in self.shape.themes for m in t.modules]
                ),
                place=place,
                chooser=e.chooser,
                overlays=tuple(dict.fromkeys(e.overlays)),
            )
        return out

    # --- pages --------------------------------------------------------------------------

    def pages(self) -> dict[str, tuple[Page, ...]]:
        out: dict[str, list[Page]] = {lang: [] for lang in self.languages}
        for name in self.files.entries("course/pages"):
            found = strays.PAGE.match(name)
            if found and found.group(2) in out and (page := read_page(f"course/pages/{name}", self.files)):
                out[found.group(2)].append(page)
        self.twins("course/pages", strays.PAGE)
        for pages in out.values():
            self.unique(((p.id, p.place) for p in pages), "page")
        return {lang: tuple(pages) for lang, pages in out.items()}
