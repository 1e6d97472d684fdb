"""Exercises: notebooks that are also forms, and what their cells show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from generator.diagnostics import Place
from generator.model.basics import Words


class CellRole(StrEnum):
    """What a cell of a notebook does."""

    PROSE = "prose"
    SETUP = "setup"
    PARAMETERS = "parameters"
    CODE = "code"
    QUESTION = "question"
    SOLUTION = "solution"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value learners may change: a variable of the notebook with its form annotation (Colab's `@param`).

    `territory` says what of the territory its default follows (`members`, `others`, `people`, `inhabitants`), if any.
    """

    name: str
    label: str
    kind: Literal["slider", "number", "integer", "boolean", "string", "date", "choice"]
    default: str | float | bool | None
    minimum: float | None
    maximum: float | None
    step: float | None
    choices: tuple[str, ...]
    place: Place
    territory: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as written. `name` is stable and the same in every language; prose cells are numbered: `p-1`, `p-2`."""

    name: str
    role: CellRole
    source: str
    parameters: tuple[Parameter, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Notebook:
    """An exercise in one language. `title` is its level-1 heading, which `cells` does not repeat."""

    title: str
    cells: tuple[Cell, ...]
    source_digest: str
    own_digest: str
    place: Place


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of `data/` with its provenance: the id of a reference and a licence."""

    name: str
    reference: str
    licence: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """A notebook in every language, with what it needs beside it.

    `files` are what runs: the model, the data and `atelier`, by their path beside the notebook. `territory` names the
    file of `data/` that holds a territory, if any: as written, that of the course's reference case.
    """

    id: str
    slug: str
    module: str
    title: Words
    summary: Words
    minutes: int
    objectives: tuple[str, ...]
    notebooks: Mapping[str, Notebook]
    data: tuple[DataFile, ...]
    files: Mapping[str, bytes]
    place: Place
    territory: str = ""


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """What a question asks for. `options` are pairs of id and words; those of an order are mixed."""

    kind: Literal["number", "choice", "choices", "text", "order"]
    unit: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CellOutput:
    """What a cell showed: safe HTML, or plain text. That of a question says what it asks for."""

    kind: Literal["html", "text"]
    content: str
    form: QuestionForm | None = None


Outputs = Mapping[tuple[str, str], Mapping[str, tuple[CellOutput, ...]]]
"""(exercise id, language) → cell name → what it shows for the default parameters. `building` computes it."""
