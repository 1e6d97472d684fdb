"""Walks a project and assembles its `Course`.

A file that cannot be understood is told and left out; reading goes on, so that all faults are told at once.
`Course.broken` keeps the files left out: checks stay silent about what may hide in them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar

from generator.diagnostics import Diagnostic, Place, listed
from generator.model import (
    Audience,
    Confidence,
    Course,
    EditionSpec,
    Figure,
    Lesson,
    Module,
    Notes,
    Objective,
    Opening,
    Page,
    Quiz,
    Readability,
    Reason,
    Reference,
    Role,
    Term,
    Theme,
    Thread,
)  # fmt: skip
from generator.reading import shapes as s
from generator.reading.exercises import read_exercises
from generator.reading.files import IMAGE_ENDINGS, Files
from generator.reading.lessons import read_lesson, read_notes, read_page
from generator.reading.marks import Marks
from generator.reading.obligations import read_obligations
from generator.reading.overlays import read_overlays
from generator.reading.quizzes import read_quiz
from generator.reading.site import read_site
from generator.reading.territories import read_territories
from generator.reading.unsettled import read_unsettled

_LESSON = re.compile(r"^(\d\d-[a-z0-9-]+)\.([a-z]{2})\.md$")
_PAGE = re.compile(r"^([a-z0-9-]+)\.([a-z]{2})\.md$")
_NOT_MODULES = frozenset({"pages", "territories"})

T = TypeVar("T", Reference, Term)
R = TypeVar("R")


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
    course = _Assembler(files, shape, document.marks).course()
    return Reading(course, _sorted(files.found), files.sources)


def _sorted(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(set(found), key=lambda d: d.sort_key))


class _Assembler:
    """Reads the files of a project whose `course.yml` is sound."""

    def __init__(self, files: Files, shape: s.CourseShape, marks: Marks) -> None:
        self.files, self.shape, self.marks = files, shape, marks
        self.languages: tuple[str, ...] = tuple(dict.fromkeys(shape.languages))
        self.asked: list[tuple[str, Place]] = []  # territories that editions name

    def course(self) -> Course:
        shape, files = self.shape, self.files
        for words, path in self._words_of_course():
            self.complete(words, self.marks.value(*path), str(path[-1]))
        self.twins("course", _YML)
        references = self.references("course/references.yml")
        glossary = {lang: self.terms(f"course/glossary.{lang}.yml") for lang in self.languages}
        modules = self.modules(references, glossary)
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

    def complete(self, words: Mapping[str, str], place: Place, name: str) -> None:
        """Tell languages of the course that `words` lacks."""
        missing = [lang for lang in self.languages if lang not in words]
        if missing:
            self.files.fault("missing-translation", f"'{name}' is not given in: {listed(missing)}", place)

    def unique(self, ids: Iterable[tuple[str, Place]], what: str, hint: str = "give it another id") -> None:
        first: dict[str, Place] = {}
        for name, place in ids:
            if name in first:
                told = f"the {what} '{name}' already exists in {first[name]}"
                self.files.fault("duplicate-id", told, place, hint)
            else:
                first[name] = place

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

    # --- sources, terms -----------------------------------------------------------------------------

    def references(self, path: str) -> dict[str, Reference]:
        read = self.files.entries_of(path, s.ReferenceShape, required=False)
        if read is None:
            return {}
        out = {}
        for key, shape in read[0].items():
            place = read[1].marks.key(key)
            self.complete(shape.title, read[1].marks.value(key, "title"), "title")
            if shape.note:
                self.complete(shape.note, read[1].marks.value(key, "note"), "note")
            out[key] = Reference(
                key, shape.title, shape.publisher, shape.address, Confidence(shape.confidence),
                shape.as_of, shape.review_by, shape.note or {}, place,
            )  # fmt: skip
        return out

    def terms(self, path: str) -> dict[str, Term]:
        read = self.files.entries_of(path, s.TermShape, required=False)
        if read is None:
            return {}
        marks = read[1].marks
        return {k: Term(k, t.name, tuple(t.forms), t.definition, marks.key(k)) for k, t in read[0].items()}

    # --- site_config --------------------------------------------------------------------------------

    def editions(self) -> dict[str, EditionSpec]:
        read = self.files.entries_of("site_config/editions.yml", s.EditionShape)
        if read is None:
            return {}
        out = {}
        for key, e in read[0].items():
            place = read[1].marks.key(key)
            self.complete(e.title, read[1].marks.value(key, "title"), "title")
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

    # --- pages and modules --------------------------------------------------------------------------

    def pages(self) -> dict[str, tuple[Page, ...]]:
        out: dict[str, list[Page]] = {lang: [] for lang in self.languages}
        for name in self.files.entries("course/pages"):
            found = _PAGE.match(name)
            if found and found.group(2) in out and (page := read_page(f"course/pages/{name}", self.files)):
                out[found.group(2)].append(page)
        self.twins("course/pages", _PAGE)
        for pages in out.values():
            self.unique(((p.id, p.place) for p in pages), "page")
        return {lang: tuple(pages) for lang, pages in out.items()}

    def twins(self, folder: str, pattern: re.Pattern[str]) -> None:
        """Every localised file of a folder exists in every language."""
        there: dict[str, set[str]] = {}
        for name in self.files.entries(folder):
            if found := pattern.match(name):
                there.setdefault(found.group(1), set()).add(found.group(2))
        for stem, langs in sorted(there.items()):
            ending = "yml" if pattern is _YML else "md"
            for lang in self.languages:
                if lang not in langs:
                    has = min(langs)
                    self.files.fault("missing-translation", f"'{stem}.{lang}.{ending}' does not exist", Place(f"{folder}/{stem}.{has}.{ending}"),
                                     f"translate this file as '{stem}.{lang}.{ending}'")  # fmt: skip
            for lang in sorted(langs - set(self.languages)):
                self.files.fault("missing-translation", f"'{lang}' is not a language of the course", Place(f"{folder}/{stem}.{lang}.{ending}"),
                                 f"languages: {listed(self.languages)}")  # fmt: skip

    def modules(
        self, references: dict[str, Reference], glossary: dict[str, dict[str, Term]]
    ) -> dict[str, Module]:
        out: dict[str, Module] = {}
        first: dict[str, Place] = {}
        for slug in self.files.entries("course"):
            folder = f"course/{slug}"
            if slug in _NOT_MODULES or not (self.files.root / folder).is_dir():
                continue
            self._merge(references, self.references(f"{folder}/references.yml"), "source")
            for lang in self.languages:
                self._merge(glossary[lang], self.terms(f"{folder}/glossary.{lang}.yml"), "glossary term")
            module = self.module(slug)
            if module is None:
                continue
            if module.id in out:
                self.files.fault("duplicate-id", f"the module '{module.id}' already exists in {first[module.id]}", module.place,
                                 "give it another id")  # fmt: skip
                continue
            out[module.id], first[module.id] = module, module.place
        return out

    def _merge(self, into: dict[str, T], more: Mapping[str, T], what: str) -> None:
        for key, value in more.items():
            if key in into:
                self.files.fault("duplicate-id", f"the {what} '{key}' already exists in {into[key].place}", value.place,
                                 "give it another id, or keep one of the two")  # fmt: skip
            else:
                into[key] = value

    def module(self, slug: str) -> Module | None:
        folder = f"course/{slug}"
        read = self.files.shaped(f"{folder}/module.yml", s.ModuleShape)
        if read is None:
            return None
        shape, document = read
        marks = document.marks
        self.complete(shape.title, marks.value("title"), "title")
        self.complete(shape.summary, marks.value("summary"), "summary")
        if shape.thread:
            self.complete(shape.thread, marks.value("thread"), "thread")
        objectives = tuple(
            Objective(o.id, o.verb, o.statement, o.competence, marks.value("objectives", i, "id"))
            for i, o in enumerate(shape.objectives)
        )
        for i, objective in enumerate(objectives):
            self.complete(objective.statement, marks.value("objectives", i, "statement"), "statement")
        self.unique(((o.id, o.place) for o in objectives), "objective")
        figures = self.figures(folder)
        theme = next((t.id for t in self.shape.themes if shape.id in t.modules), "")
        return Module(
            id=shape.id,
            slug=slug,
            theme=theme,
            title=shape.title,
            summary=shape.summary,
            minutes=shape.minutes,
            prerequisites=tuple(shape.prerequisites),
            objectives=objectives,
            figures=figures,
            lessons=self.lessons(folder),
            quizzes=self.quizzes(folder, figures),
            notes=self.notes(folder),
            images=self.images(folder),
            place=marks.value("id"),
            here=tuple(
                Reason(r.when or "", r.text, marks.value("here", at, "when" if r.when else "text"))
                for at, r in enumerate(shape.here)
            ),
            thread=shape.thread or {},
        )

    def figures(self, folder: str) -> dict[str, Figure]:
        read = self.files.shaped(f"{folder}/figures.yml", s.FiguresShape, required=False)
        if read is None:
            return {}
        shape, document = read
        if not (self.files.root / shape.model).is_file():
            self.files.fault(
                "missing-file", f"the model '{shape.model}' does not exist", document.marks.value("model")
            )
        for k, f in shape.figures.items():
            if f.unit:
                self.complete(f.unit, document.marks.value("figures", k, "unit"), "unit")
        return {
            k: Figure(k, f.value, f.style, f.decimals, f.unit or {}, document.marks.key("figures", k))
            for k, f in shape.figures.items()
        }

    def lessons(self, folder: str) -> dict[str, tuple[Lesson, ...]]:
        out: dict[str, list[Lesson]] = {lang: [] for lang in self.languages}
        for name in self.files.entries(folder):
            found = _LESSON.match(name)
            if found and found.group(2) in out:
                if lesson := read_lesson(f"{folder}/{name}", found.group(1), self.files):
                    out[found.group(2)].append(lesson)
            elif name.endswith(".md") and not found and not name.startswith("trainer."):
                self.files.fault("unsafe-path", f"'{name}' is not the name of a lesson", Place(f"{folder}/{name}"),
                                 "lessons are named 'NN-slug.language.md', e.g. '01-situation.fr.md'")  # fmt: skip
        self.twins(folder, _LESSON)
        for lessons in out.values():
            self.unique(((x.id, x.place) for x in lessons), "lesson")
        return {lang: tuple(lessons) for lang, lessons in out.items()}

    def quizzes(self, folder: str, figures: Mapping[str, Figure]) -> dict[str, Quiz]:
        self.twins(folder, _YML)
        return self.each(folder, "quiz.{}.yml", lambda path: read_quiz(path, figures, self.files))

    def notes(self, folder: str) -> dict[str, Notes]:
        self.twins(folder, _TRAINER)
        return self.each(folder, "trainer.{}.md", lambda path: read_notes(path, self.files))

    def each(self, folder: str, name: str, read: Callable[[str], R | None]) -> dict[str, R]:
        """A file of a module in each language it exists in, as `read` understands it."""
        there = self.files.entries(folder)
        named = {lang: name.format(lang) for lang in self.languages}
        found = {lang: read(f"{folder}/{file}") for lang, file in named.items() if file in there}
        return {lang: value for lang, value in found.items() if value is not None}

    def images(self, folder: str) -> dict[str, bytes]:
        out = {}
        for name in self.files.entries(f"{folder}/images"):
            path = f"{folder}/images/{name}"
            if PurePosixPath(name).suffix.lower() not in IMAGE_ENDINGS:
                self.files.fault("unsafe-path", f"'{name}' is not an image the site can show", Place(path),
                                 f"endings: {listed(IMAGE_ENDINGS)}")  # fmt: skip
            elif (content := self.files.image(path)) is not None:
                out[name] = content
        return out


_YML = re.compile(r"^(quiz|glossary)\.([a-z]{2})\.yml$")
_TRAINER = re.compile(r"^(trainer)\.([a-z]{2})\.md$")
