"""Exercises as a whole: where they belong, where their data come from, what their notebooks must say.

What their code may do has its own room (see `code`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from generator import texts
from generator.checks.places import field
from generator.checks.texts_of import Text, notebook_texts
from generator.diagnostics import Diagnostic, Place, did_you_mean, listed
from generator.model import Cell, CellRole, Course, Exercise, Notebook
from generator.territories.facts import TERRITORY_FACTS

LIMITS: Mapping[str, str] = {"fr": "laisse de côté", "en": "leaves out"}
"""Words of the heading of the section that says what a model does not know."""

_TAKEN = frozenset({"index", "quiz", "trainer", "images"})
_OUTSIDE = ("http://", "https://", "mailto:")


def belonging(course: Course) -> Iterator[Diagnostic]:
    """unknown-module, unknown-objective: an exercise is one of its module, for objectives of its module."""
    for exercise in course.exercises.values():
        module = course.modules.get(exercise.module)
        if module is None:
            # A module that could not be kept (broken, or with another's id) is told already.
            whole = not any(path.endswith("/module.yml") for path in course.broken)
            if whole and sum(path.endswith("/module.yml") for path in course.sources) == len(course.modules):
                place = field(course, exercise.place, "module", exercise.module)
                hint = did_you_mean(
                    exercise.module, course.modules, otherwise=f"known: {listed(course.modules)}"
                )
                named = next((m.id for m in course.modules.values() if m.slug == exercise.module), "")
                yield Diagnostic(
                    "unknown-module", f"the module '{exercise.module}' does not exist", place,
                    f"write its id, '{named}'" if named else hint,
                )  # fmt: skip
            continue
        known = [objective.id for objective in module.objectives]
        for name in exercise.objectives:
            if name not in known:
                place = field(course, exercise.place, "objectives", name)
                hint = did_you_mean(name, known, otherwise=f"known: {listed(known)}")
                yield Diagnostic("unknown-objective", f"the objective '{name}' does not exist", place, hint)


def addresses(course: Course) -> Iterator[Diagnostic]:
    """duplicate-id: the page of an exercise has an address of its own in its module."""
    for exercise in course.exercises.values():
        module = course.modules.get(exercise.module)
        lessons = module.lessons.get(course.source_language, ()) if module else ()
        if exercise.slug in _TAKEN | {lesson.slug for lesson in lessons}:
            yield Diagnostic("duplicate-id", f"the address '{exercise.slug}' is already taken in the module", exercise.place,
                             "rename the folder of the exercise and its model")  # fmt: skip


def provenance(course: Course) -> Iterator[Diagnostic]:
    """missing-provenance, unknown-reference: every file of data comes from a source of the course."""
    for exercise in course.exercises.values():
        folder = f"exercises/{exercise.slug}"
        there = [path.removeprefix("data/") for path in exercise.files if path.startswith("data/")]
        listed_files = [data.name for data in exercise.data]
        for name in there:
            if name not in listed_files:
                yield Diagnostic("missing-provenance", f"nothing says where 'data/{name}' comes from", field(course, Place(f"{folder}/exercise.yml"), "data"),
                                 f"add {{file: {name}, source: …, licence: …}} to 'data'")  # fmt: skip
        for data in exercise.data:
            place = field(course, Place(f"{folder}/exercise.yml"), "file", data.name)
            if (
                data.name not in there
                and not {f"{folder}/data", f"{folder}/data/{data.name}"} & course.broken
            ):
                yield Diagnostic("missing-provenance", f"the file 'data/{data.name}' does not exist", place,
                                 did_you_mean(data.name, there, otherwise="remove this line, or add the file"))  # fmt: skip
            if listed_files.count(data.name) > 1:
                yield Diagnostic(
                    "missing-provenance", f"'{data.name}' has two provenances", place, "keep one"
                )
            if data.reference not in course.references and not _references_broken(course):
                place = field(course, place, "source", data.reference)
                yield Diagnostic("unknown-reference", f"the source '{data.reference}' does not exist", place,
                                 did_you_mean(data.reference, course.references, otherwise="add it to references.yml"))  # fmt: skip


def _references_broken(course: Course) -> bool:
    return any(path.endswith("/references.yml") for path in course.broken)


# --- notebooks --------------------------------------------------------------------------------------


def _notebooks(course: Course) -> Iterator[tuple[Exercise, str, Notebook]]:
    """Notebooks whose cells are sure."""
    for exercise in course.exercises.values():
        for language, notebook in exercise.notebooks.items():
            if notebook.place.path not in course.broken:
                yield exercise, language, notebook


def answers(course: Course) -> Iterator[Diagnostic]:
    """missing-answer: `s-x` answers `q-x`, and every question has its solution."""
    for _, _, notebook in _notebooks(course):
        questions = {c.name[2:]: c for c in notebook.cells if c.role is CellRole.QUESTION}
        solutions = {c.name[2:]: c for c in notebook.cells if c.role is CellRole.SOLUTION}
        for name, cell in questions.items():
            if name not in solutions:
                yield Diagnostic("missing-answer", f"no solution answers 'q-{name}'", _named(course, cell),
                                 f"add a cell ':name: s-{name}' with the tag 'solution'")  # fmt: skip
        for name, cell in solutions.items():
            if name not in questions:
                hint = did_you_mean(f"s-{name}", [f"s-{q}" for q in questions], otherwise="remove it")
                yield Diagnostic(
                    "missing-answer", f"'s-{name}' answers no question", _named(course, cell), hint
                )


def _named(course: Course, cell: Cell) -> Place:
    """Where the name of a cell of code is written: in the lines just above its code."""
    lines = course.sources.get(cell.place.path, ())
    for number in range(cell.place.line, 0, -1):
        written = lines[number - 1] if number <= len(lines) else ""
        if written.startswith(":name:"):
            return Place(cell.place.path, number, written.rindex(cell.name) + 1, len(cell.name))
    return cell.place


def limits(course: Course) -> Iterator[Diagnostic]:
    """missing-limits: the last section says what the model leaves out."""
    for _, language, notebook in _notebooks(course):
        titles = [
            (found.group(2), Place(cell.place.path, cell.place.line + number, 1, len(line)))
            for cell in notebook.cells
            if cell.role is CellRole.PROSE
            for number, line in enumerate(cell.source.split("\n"))
            if (found := texts.HEADING.match(line)) and len(found.group(1)) == 2
        ]
        words = LIMITS[language]
        if not titles or words not in titles[-1][0].lower().replace("’", "'"):
            place = titles[-1][1] if titles else notebook.place
            yield Diagnostic("missing-limits", "the notebook does not end with the limits of its model", place,
                             f"end with a section whose title says '{words}'")  # fmt: skip


def languages(course: Course) -> Iterator[Diagnostic]:
    """bad-cell: a notebook makes `atelier` speak its own language."""
    for _, language, notebook in _notebooks(course):
        spoken = [(cell, call) for cell in notebook.cells for call in _speaking(cell)]
        for cell, call in spoken:
            said = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None
            if said != language:
                place = Place(
                    cell.place.path,
                    cell.place.line + call.lineno - 1,
                    call.col_offset + 1,
                    len("atelier.speak"),
                )
                yield Diagnostic("bad-cell", f"this notebook is in '{language}'", place, f'write atelier.speak("{language}")')  # fmt: skip
        if not spoken:
            code = next((c for c in notebook.cells if c.role is not CellRole.PROSE), None)
            yield Diagnostic("bad-cell", "nothing says the language of this notebook", code.place if code else notebook.place,
                             f'add atelier.speak("{language}") to the setup')  # fmt: skip


def _speaking(cell: Cell) -> Iterator[ast.Call]:
    if cell.role is CellRole.PROSE or "speak" not in cell.source:
        return
    for node in texts.nodes(texts.syntax(cell.source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "speak"
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "atelier"
        ):
            yield node


# --- prose of notebooks -----------------------------------------------------------------------------


def alone(course: Course) -> Iterator[Diagnostic]:
    """unknown-fact, unknown-reference, unknown-term, dead-link: a notebook taken away has no course around it."""
    following = {f"exercises/{one.slug}/" for one in course.exercises.values() if one.territory}
    for text in notebook_texts(course):
        filled = text.place.path.startswith(tuple(following))
        for offset, length in _braces(text.text):
            name = text.text[offset : offset + length].strip("{} ")
            if filled and name in TERRITORY_FACTS:
                continue
            message = f"'{name}' is no fact of a territory" if filled else "a notebook holds no facts"
            alone = "it stands alone: write the value, or compute it in a cell"
            hint = did_you_mean(name, TERRITORY_FACTS, otherwise=alone) if filled else alone
            yield Diagnostic("unknown-fact", message, text.at(offset, length), hint)
        for token in texts.tokens(text.text):
            place = text.at(token.start, len(token.text))
            if token.kind == "cite":
                yield Diagnostic("unknown-reference", "a notebook cites no source", place,
                                 "it stands alone: name the source in words, with its address")  # fmt: skip
            elif token.kind == "term":
                yield Diagnostic("unknown-term", "a notebook has no glossary", place,
                                 "it stands alone: explain the word here")  # fmt: skip
        yield from _links(text)


def _braces(text: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"\{\{[^{}\n]*(?:\}\})?", _without_blocks(text)):
        yield found.start(), len(found.group())


def _without_blocks(text: str) -> str:
    """The text with its code blotted out, facts kept."""
    kinds = {"code", "fence"}
    return "".join("x" * len(t.text) if t.kind in kinds else t.text for t in texts.tokens(text))


def _links(text: Text) -> Iterator[Diagnostic]:
    images = [token for token in texts.tokens(text.text) if token.kind == "image"]
    for target, offset in texts.targets(text.text):
        # Addresses with another scheme have their own rule; so have images.
        inside = not target.lower().startswith(_OUTSIDE) and ":" not in target.split("/")[0]
        if inside and not any(i.start < offset < i.start + len(i.text) for i in images):
            yield Diagnostic("dead-link", f"'{target[:60]}' leads nowhere once the notebook is taken away", text.at(offset, max(1, len(target))),
                             "write the whole address, or name the page in words")  # fmt: skip
