"""Exercises: each folder of `exercises/` that has an `exercise.yml`, with its notebooks and the files they run with.

May not live here: cells of a notebook (see `notebooks`), rules over an exercise (see `checks`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping

from generator.diagnostics import Place, listed
from generator.model import DataFile, Exercise, Notebook
from generator.reading.exercise_shapes import ExerciseShape
from generator.reading.files import Files
from generator.reading.notebooks import read_notebook
from generator.reading.roles import parsed

ATELIER = "atelier"
"""The package that notebooks import; it is no exercise."""

_NOTEBOOK = re.compile(r"^notebook\.([a-z]{2})\.md$")
_SLUG = re.compile(r"^[a-z][a-z0-9_]*$")
_NOT_SHIPPED = frozenset({"pictures.py"})


def read_exercises(files: Files, languages: tuple[str, ...]) -> dict[str, Exercise]:
    """Every exercise of a project by its id; broken ones are told and left out.

    Args:
        files: of the project.
        languages: of the course, the source first.
    """
    out: dict[str, Exercise] = {}
    atelier: dict[str, bytes] | None = None
    for slug in files.entries("exercises"):
        folder = f"exercises/{slug}"
        if slug == ATELIER or not files.is_folder(folder):
            continue
        names = files.entries(folder)
        if "exercise.yml" not in names:
            _stray(files, folder, names)
            continue
        atelier = _atelier(files) if atelier is None else atelier
        exercise = _exercise(files, slug, languages, atelier)
        if exercise is None:
            continue
        if exercise.id in out:
            files.fault("duplicate-id", f"the exercise '{exercise.id}' already exists in {out[exercise.id].place}",
                        exercise.place, "give it another id")  # fmt: skip
            continue
        out[exercise.id] = exercise
    return out


def _stray(files: Files, folder: str, names: Iterable[str]) -> None:
    """A notebook that no `exercise.yml` publishes."""
    for name in names:
        if _NOTEBOOK.match(name):
            files.fault("missing-file", f"the file '{folder}/exercise.yml' does not exist", Place(f"{folder}/{name}"),
                        "describe the exercise there: docs/formats/exercise.md")  # fmt: skip
            return


def _atelier(files: Files) -> dict[str, bytes]:
    folder = f"exercises/{ATELIER}"
    out = {}
    for name in files.entries(folder) + (["__init__.py"] if files.is_file(f"{folder}/__init__.py") else []):
        if name.endswith(".py") and name not in _NOT_SHIPPED and not name.startswith("test_"):
            content = files.data(f"{folder}/{name}")
            if content is not None:
                out[f"{ATELIER}/{name}"] = content
    return out


def _exercise(
    files: Files, slug: str, languages: tuple[str, ...], atelier: Mapping[str, bytes]
) -> Exercise | None:
    folder = f"exercises/{slug}"
    read = files.shaped(f"{folder}/exercise.yml", ExerciseShape)
    if read is None:
        return None
    shape, document = read
    marks = document.marks
    if not _SLUG.match(slug) or slug in sys.stdlib_module_names:
        files.fault("unsafe-path", f"'{slug}' is not a name Python can import", Place(f"{folder}/exercise.yml"),
                    "lower case letters, digits and underscores, and no name that Python has already")  # fmt: skip
    for name, words in (("title", shape.title), ("summary", shape.summary)):
        if missing := [lang for lang in languages if lang not in words]:
            files.fault(
                "missing-translation", f"'{name}' is not given in: {listed(missing)}", marks.value(name)
            )
    model = files.text(f"{folder}/{slug}.py")
    if model is not None and parsed(model, Place(f"{folder}/{slug}.py"), files.found) is None:
        files.broken.add(f"{folder}/{slug}.py")
    data = _data(files, f"{folder}/data", "data")
    own = {f"{slug}.py": model.encode()} if model is not None else {}
    return Exercise(
        id=shape.id,
        slug=slug,
        module=shape.module,
        title=shape.title,
        summary=shape.summary,
        minutes=shape.minutes,
        objectives=tuple(shape.objectives),
        notebooks=_notebooks(files, folder, languages),
        data=tuple(DataFile(d.file, d.source, d.licence) for d in shape.data),
        files={**own, **data, **atelier},
        place=marks.value("id"),
        territory=shape.territory,
    )


def _data(files: Files, folder: str, below: str) -> dict[str, bytes]:
    """Files of a folder and of those in it, by their path beside the notebook."""
    out: dict[str, bytes] = {}
    for name in files.entries(folder):
        if files.is_folder(f"{folder}/{name}"):
            out |= _data(files, f"{folder}/{name}", f"{below}/{name}")
        elif (content := files.data(f"{folder}/{name}")) is not None:
            out[f"{below}/{name}"] = content
    return out


def _notebooks(files: Files, folder: str, languages: tuple[str, ...]) -> dict[str, Notebook]:
    there = {m.group(1) for name in files.entries(folder) if (m := _NOTEBOOK.match(name))}
    has = min(there) if there else ""
    for lang in languages:
        if lang not in there:
            files.fault("missing-translation", f"'notebook.{lang}.md' does not exist",
                        Place(f"{folder}/notebook.{has}.md" if has else f"{folder}/exercise.yml"),
                        f"write this file as 'notebook.{lang}.md'")  # fmt: skip
    for lang in sorted(there - set(languages)):
        files.foreign.append((lang, Place(f"{folder}/notebook.{lang}.md")))
    found = {
        lang: read_notebook(f"{folder}/notebook.{lang}.md", files) for lang in languages if lang in there
    }
    return {lang: notebook for lang, notebook in found.items() if notebook is not None}
