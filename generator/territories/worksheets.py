"""An exercise for a territory: the data file it reads, and the defaults of the parameters that follow the territory.

The page does the same for the learner's own choice (`generator/browser/exercise/territory.js`): both must write the very
same lines. Lives here: data of a territory as exercises read them, lines of parameters written again.
May not live here: reading annotations (see `reading`), running cells, words.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.model import Cell, Commune, Course, EditionSpec, Exercise, Locality, Notebook, Parameter
from generator.territories.places import country_of, locality_of

MARKS: Mapping[str, tuple[str, ...]] = {
    "members": ("choice",),
    "others": ("slider",),
    "people": ("number", "integer"),
    "inhabitants": ("number", "integer"),
}
"""What a parameter may follow, with the kinds of parameters that can.

`members`: the choices are the communes that have inhabitants, the default the learner's own, else the smallest.
`others`: the most, and the default, is one fewer than these communes.
`people`: the default is `rate` times the inhabitants of them all, to three figures.
`inhabitants`: the default is the population of the learner's commune, else of the median one, within the limits.
"""

_LINE = re.compile(r"^(\w+) = .*?(  # @param )(.*)$")
_MOST = re.compile(r"\bmax:\d+")
_RATE = re.compile(r"\brate:(\d+(?:\.\d+)?)")

Data = Mapping[str, Any]
"""`code`, `name`, `kind`, `vintage`, `provenance`; `commune`: the learner's (as a member) or `None`; `members`: `insee`,
`name` (no two are the same), `municipal`, `total`, the largest first."""


def localized_course(course: Course, spec: EditionSpec) -> Course:
    """The course with its exercises for the territory of an edition; the others are the very same objects."""
    if not any(exercise.territory for exercise in course.exercises.values()):
        return course
    locality = locality_of(course, spec)
    home = replace(locality, grouping=locality.grouping or country_of(course).home)
    return replace(course, exercises={id_: localized(one, home) for id_, one in course.exercises.items()})


def localized(exercise: Exercise, locality: Locality) -> Exercise:
    """An exercise for a place that has a grouping; the same one when it does not depend on the territory."""
    path = f"data/{exercise.territory}"
    if not exercise.territory or path not in exercise.files or locality.grouping is None:
        return exercise
    kept = json.loads(exercise.files[path])
    data = data_of(locality, str(kept.get("provenance", "")))
    if data == kept:
        return exercise
    return replace(
        exercise,
        files={**exercise.files, path: written(data)},
        notebooks={lang: _notebook(one, data) for lang, one in exercise.notebooks.items()},
    )


def data_of(locality: Locality, provenance: str) -> Data:
    """What exercises read of a place that has a grouping: see `Data`."""
    grouping = locality.grouping
    if grouping is None:
        raise ValueError("exercises need a grouping")
    ranked = sorted(grouping.members, key=lambda m: (-(m.total or m.municipal or 0), m.insee))
    times = Counter(member.name for member in ranked)
    members = [
        {
            "insee": member.insee,
            "name": f"{member.name} ({_department(member.insee)})" if times[member.name] > 1 else member.name,
            "municipal": member.municipal,
            "total": member.total,
        }
        for member in ranked
    ]
    own = locality.commune
    return {
        "code": grouping.siren,
        "name": grouping.name,
        "kind": grouping.kind,
        "vintage": grouping.vintage,
        "provenance": provenance,
        "commune": next((m for m in members if m["insee"] == own.insee), _alone(own)) if own else None,
        "members": members,
    }


def _alone(commune: Commune) -> Data:
    return {
        "insee": commune.insee, "name": commune.name, "municipal": commune.municipal, "total": commune.total,
    }  # fmt: skip


def _department(insee: str) -> str:
    return insee[:3] if insee.startswith(("97", "98")) else insee[:2]


def written(data: Data) -> bytes:
    """The data file, as the page's script writes it too."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


# --- parameters -------------------------------------------------------------------------------------


def _notebook(notebook: Notebook, data: Data) -> Notebook:
    return replace(notebook, cells=tuple(localized_cell(cell, data) for cell in notebook.cells))


def localized_cell(cell: Cell, data: Data) -> Cell:
    """A cell whose parameters follow a territory."""
    if not any(parameter.territory for parameter in cell.parameters):
        return cell
    lines, parameters = cell.source.split("\n"), []
    for parameter in cell.parameters:
        at = parameter.place.line - cell.place.line
        settled = localized_parameter(parameter, lines[at], data)
        if parameter.territory:
            lines[at] = localized_line(settled, lines[at])
        parameters.append(settled)
    return replace(cell, source="\n".join(lines), parameters=tuple(parameters))


def localized_parameter(parameter: Parameter, line: str, data: Data) -> Parameter:
    """A parameter with the default and the limits that a territory gives it; `line` is where it stands."""
    inhabited = _inhabited(data)
    match parameter.territory:
        case "members":
            names = sorted((member["name"] for member in inhabited), key=_folded)
            return replace(parameter, choices=tuple(names), default=_own_name(data, inhabited))
        case "others":
            return replace(parameter, default=len(inhabited) - 1, maximum=len(inhabited) - 1)
        case "people":
            rate = _RATE.search(line)
            people = sum(member["municipal"] for member in inhabited)
            return replace(parameter, default=_rounded(float(rate[1]) * people if rate else people))
        case "inhabitants":
            return replace(parameter, default=_within(parameter, _own_people(data, inhabited)))
        case _:
            return parameter


def localized_line(parameter: Parameter, line: str) -> str:
    """The line of an assignment with the values of its parameter; what is not written as `check` asks stays."""
    found = _LINE.match(line)
    if not found:
        return line
    name, mark, form = found.groups()
    if parameter.territory == "members":
        form = f'[{", ".join(map(_quoted, parameter.choices))}] {{territory:"members"}}'
    elif parameter.territory == "others":
        form = _MOST.sub(f"max:{parameter.maximum}", form)
    default = _quoted(parameter.default) if isinstance(parameter.default, str) else str(parameter.default)
    return f"{name} = {default}{mark}{form}"


def _inhabited(data: Data) -> Sequence[Data]:
    return [member for member in data["members"] if member["municipal"]]


def _own_name(data: Data, inhabited: Sequence[Data]) -> str:
    """The learner's commune where it is a choice, else the smallest; the first by code of several."""
    own = data["commune"]
    for member in inhabited:
        if own and member["insee"] == own["insee"]:
            return str(member["name"])
    return str(min(inhabited, key=lambda m: (m["municipal"], m["insee"]))["name"])


def _own_people(data: Data, inhabited: Sequence[Data]) -> int:
    """Inhabitants of the learner's commune, else of the median one; the lower of two."""
    own = data["commune"]
    if own and own["municipal"]:
        return int(own["municipal"])
    ranked = sorted((member["municipal"] for member in inhabited), reverse=True)
    return int(ranked[len(ranked) // 2])


def _within(parameter: Parameter, value: float) -> int:
    low, high = parameter.minimum, parameter.maximum
    value = value if low is None else max(value, low)
    return int(value if high is None else min(value, high))


def _rounded(amount: float) -> int:
    """An amount to three significant figures, halves up."""
    unit: int = 10 ** max(0, len(str(math.floor(amount))) - 3)
    return math.floor(amount / unit + 0.5) * unit


def _quoted(text: str | float | bool | None) -> str:
    return json.dumps(text, ensure_ascii=False)


def _folded(name: str) -> str:
    """A name as lists are ordered: letters without accents, digits, one space for all the rest."""
    plain = unicodedata.normalize("NFD", name).lower().replace("œ", "oe").replace("æ", "ae")
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", letters).strip()
