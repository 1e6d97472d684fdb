"""JSON Schemas of the authors' files: what an editor uses to complete and check them.

Lives here: the shapes of files that are whole mappings from an id, and one schema per kind of file.
May not live here: what the files may say (see `shapes` and its neighbours).
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from generator.reading.exercise_shapes import ExerciseShape
from generator.reading.overlay_shapes import LocalLessonShape, LocalPassageShape, OverlayShape
from generator.reading.quiz_shapes import QuizShape
from generator.reading.shapes import (
    SIREN_FORM,
    CourseShape,
    EditionShape,
    FiguresShape,
    Id,
    LessonShape,
    ModuleShape,
    ObligationShape,
    ReferenceShape,
    Shape,
    TermShape,
    TerritoryShape,
)  # fmt: skip
from generator.reading.site import SiteShape
from generator.reading.unsettled import UnsettledShape


class ReferencesShape(Shape):
    """Entries by id; validated one by one so that a broken entry does not hide the others."""

    entries: dict[Id, ReferenceShape]


class GlossaryShape(Shape):
    entries: dict[Id, TermShape]


class TerritoriesShape(Shape):
    entries: dict[Annotated[str, Field(pattern=SIREN_FORM)], TerritoryShape]


class ObligationsShape(Shape):
    entries: dict[Id, ObligationShape]


class UnsettledEntriesShape(Shape):
    entries: dict[Id, UnsettledShape]


class EditionsShape(Shape):
    entries: dict[Id, EditionShape]


SCHEMAS: dict[str, tuple[type[Shape], bool]] = {
    # file name of the schema: the shape, and whether the file is a bare mapping of entries
    "course": (CourseShape, False),
    "module": (ModuleShape, False),
    "lesson": (LessonShape, False),
    "quiz": (QuizShape, False),
    "figures": (FiguresShape, False),
    "exercise": (ExerciseShape, False),
    "references": (ReferencesShape, True),
    "glossary": (GlossaryShape, True),
    "territories": (TerritoriesShape, True),
    "obligations": (ObligationsShape, True),
    "unsettled": (UnsettledEntriesShape, True),
    "editions": (EditionsShape, True),
    "site": (SiteShape, False),
    "overlay": (OverlayShape, False),
    "overlay-lesson": (LocalLessonShape, False),
    "overlay-passage": (LocalPassageShape, False),
}


def json_schema(shape: type[Shape], *, bare: bool) -> dict[str, Any]:
    """The JSON Schema (2020-12) an editor uses to complete and check a file of this shape."""
    schema = shape.model_json_schema()
    if bare:
        entries = schema["properties"]["entries"]
        schema = {**entries, "$defs": schema.get("$defs", {}), "title": schema["title"]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
