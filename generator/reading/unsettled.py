"""What the course cannot settle: `course/unsettled.yml`.

May not live here: whether its sources exist and its day has passed (see `checks`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated

from pydantic import Field

from generator.diagnostics import Place
from generator.model import Unsettled, Words
from generator.reading.files import Files
from generator.reading.shapes import Day, Id, Shape
from generator.reading.shapes import Words as WordsShape

UNSETTLED = "course/unsettled.yml"


class UnsettledShape(Shape):
    """Something the course cannot settle, as it was known on a day."""

    title: WordsShape
    text: Annotated[WordsShape, Field(description="what is known and what is not, in Markdown")]
    references: Annotated[list[Id], Field(min_length=1, description="sources, by their ids")]
    as_of: Day
    review_by: Day


def read_unsettled(files: Files, complete: Callable[[Words, Place, str], None]) -> Mapping[str, Unsettled]:
    """What is not settled by id, in the order of the file, which a course may do without.

    Args:
        files: of the project; gets the faults of form.
        complete: told every text with its place and its field's name, so that missing languages are found.
    """
    read = files.entries_of(UNSETTLED, UnsettledShape, required=False)
    if read is None:
        return {}
    marks = read[1].marks
    for key, shape in read[0].items():
        complete(shape.title, marks.value(key, "title"), "title")
        complete(shape.text, marks.value(key, "text"), "text")
    return {
        key: Unsettled(
            key, shape.title, shape.text, tuple(dict.fromkeys(shape.references)), shape.as_of, shape.review_by,
            marks.key(key),
        )
        for key, shape in read[0].items()
    }  # fmt: skip
