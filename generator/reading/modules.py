"""The folder of a module: `module.yml`, its figures, lessons, quiz, trainers' notes and images.

A module that cannot be understood is told and left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from generator.diagnostics import Place
from generator.model import Figure, Lesson, Module, Notes, Objective, Quiz, Reason, Reference, Term
from generator.reading import shapes as s
from generator.reading.entries import Entries
from generator.reading.files import Files
from generator.reading.lessons import read_lesson, read_notes
from generator.reading.quizzes import read_quiz
from generator.reading.strays import LESSON, QUIZ, TRAINER, module_folders

T = TypeVar("T", Reference, Term)


class Modules(Entries):
    """Reads the modules of a course.

    Args:
        files: of the project.
        languages: of the course.
        themes: id of the theme of each module that one lists.
    """

    def __init__(self, files: Files, languages: tuple[str, ...], themes: Mapping[str, str]) -> None:
        super().__init__(files, languages)
        self.themes = themes

    def read(
        self, references: dict[str, Reference], glossary: dict[str, dict[str, Term]]
    ) -> dict[str, Module]:
        """Every module by its id; its own sources and terms are added to those of the course."""
        out: dict[str, Module] = {}
        first: dict[str, Place] = {}
        for slug in module_folders(self.files):
            folder = f"course/{slug}"
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

    def module(self, slug: str) -> Module | None:
        folder = f"course/{slug}"
        read = self.files.shaped(f"{folder}/module.yml", s.ModuleShape)
        if read is None:
            if "module.yml" in self.files.entries(folder):
                self.only_told(folder)
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
        return Module(
            id=shape.id,
            slug=slug,
            theme=self.themes.get(shape.id, ""),
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

    def only_told(self, folder: str) -> None:
        """What a module holds is read all the same where its module.yml is wrong: all faults are told at once."""
        self.lessons(folder)
        self.quizzes(folder, self.figures(folder))
        self.notes(folder)
        self.images(folder)

    def figures(self, folder: str) -> dict[str, Figure]:
        read = self.files.shaped(f"{folder}/figures.yml", s.FiguresShape, required=False)
        if read is None:
            return {}
        shape, document = read
        if not self.files.is_file(shape.model):
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
            found = LESSON.match(name)
            if found and found.group(2) in out:
                if lesson := read_lesson(f"{folder}/{name}", found.group(1), self.files):
                    out[found.group(2)].append(lesson)
            elif name.endswith(".md") and not found and not name.startswith("trainer."):
                self.files.fault("unsafe-path", f"'{name}' is not the name of a lesson", Place(f"{folder}/{name}"),
                                 "lessons are named 'NN-slug.language.md', e.g. '01-situation.fr.md'")  # fmt: skip
        self.twins(folder, LESSON)
        for lessons in out.values():
            self.unique(((x.id, x.place) for x in lessons), "lesson")
        return {lang: tuple(lessons) for lang, lessons in out.items()}

    def quizzes(self, folder: str, figures: Mapping[str, Figure]) -> dict[str, Quiz]:
        self.twins(folder, QUIZ)
        return self.each(folder, "quiz.{}.yml", lambda path: read_quiz(path, figures, self.files))

    def notes(self, folder: str) -> dict[str, Notes]:
        self.twins(folder, TRAINER)
        return self.each(folder, "trainer.{}.md", lambda path: read_notes(path, self.files))

    def _merge(self, into: dict[str, T], more: Mapping[str, T], what: str) -> None:
        for key, value in more.items():
            if key in into:
                self.files.fault("duplicate-id", f"the {what} '{key}' already exists in {into[key].place}", value.place,
                                 "give it another id, or keep one of the two")  # fmt: skip
            else:
                into[key] = value
