"""Exercises that follow a territory: their data file holds one, and their parameters are written as it gives them.

The same file and the same lines are written again for every other territory: what does not come out as it went in here
would not come out right anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.checks.places import field
from generator.diagnostics import Diagnostic, Place, did_you_mean, listed
from generator.model import Course, Exercise, Notebook
from generator.territories.worksheets import Data, localized_cell

_FIELDS = frozenset({"code", "name", "kind", "vintage", "provenance", "commune", "members"})
_MEMBER = frozenset({"insee", "name", "municipal", "total"})


def followed(course: Course) -> Iterator[Diagnostic]:
    """bad-territory: the file of the territory and the parameters that follow it."""
    for exercise in course.exercises.values():
        data = None
        if exercise.territory:
            place = field(course, exercise.place, "territory", exercise.territory)
            data, message = _read(exercise)
            if data is None and f"exercises/{exercise.slug}/data/{exercise.territory}" not in course.broken:
                known = [path.removeprefix("data/") for path in exercise.files if path.startswith("data/")]
                hint = did_you_mean(
                    exercise.territory, known, otherwise=f"files of data/: {listed(known) or 'none'}"
                )
                yield Diagnostic("bad-territory", message, place, hint if "exist" in message else "see docs/formats/exercise.md")  # fmt: skip
        for notebook in exercise.notebooks.values():
            if notebook.place.path not in course.broken:
                yield from _parameters(notebook, data, named=bool(exercise.territory))


def _read(exercise: Exercise) -> tuple[Data | None, str]:
    """The territory of an exercise, or what is wrong with its file."""
    content = exercise.files.get(f"data/{exercise.territory}")
    if content is None:
        return None, f"the file 'data/{exercise.territory}' does not exist"
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return None, f"'data/{exercise.territory}' is not JSON"
    if not isinstance(data, dict) or set(data) != _FIELDS:
        return None, f"'data/{exercise.territory}' is not a territory: its fields are {listed(_FIELDS)}"
    members = data["members"]
    if not isinstance(members, list) or not all(_is_member(one) for one in members):
        return None, f"the members of 'data/{exercise.territory}' need {listed(_MEMBER)}"
    names = [one["name"] for one in members if one["municipal"]]
    if len(names) < 2 or len(set(names)) < len(names):
        return (
            None,
            f"'data/{exercise.territory}' needs two communes with inhabitants, each with a name of its own",
        )
    return data, ""


def _is_member(one: Any) -> bool:
    if not isinstance(one, Mapping) or set(one) != _MEMBER:
        return False
    texts = isinstance(one["insee"], str) and isinstance(one["name"], str)
    return texts and all(one[n] is None or type(one[n]) is int for n in ("municipal", "total"))


def _parameters(notebook: Notebook, data: Data | None, *, named: bool) -> Iterator[Diagnostic]:
    for cell in notebook.cells:
        for parameter in cell.parameters:
            if parameter.territory and not named:
                yield Diagnostic("bad-territory", f"'{parameter.name}' follows a territory, and the exercise has none",
                                 parameter.place, "add 'territory: territory.json' to exercise.yml")  # fmt: skip
        if data is None or not any(parameter.territory for parameter in cell.parameters):
            continue
        lines, asked = cell.source.split("\n"), localized_cell(cell, data).source.split("\n")
        for number, (line, other) in enumerate(zip(lines, asked, strict=True)):
            if line != other:
                shown = other if len(other) < 200 else f"{other[:160]}…"
                yield Diagnostic("bad-territory", "this is not what the territory of the exercise gives",
                                 Place(cell.place.path, cell.place.line + number, 1, len(line)), f"write {shown}")  # fmt: skip
