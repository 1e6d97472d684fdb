"""The shapes of an overlay's own files; the others have those of the course (see `shapes`)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.reading.shapes import DIGEST_FORM, ID_FORM, Digest, Language, LessonShape, Shape, Text

Shared = Annotated[
    str,
    Field(pattern=DIGEST_FORM, description="of the shared lesson it follows, written by `parcours digest`"),
]


class LocalLessonShape(LessonShape):
    """A lesson of an overlay."""

    shared_digest: Shared = ""


class LocalPassageShape(Shape):
    """A text that an overlay adds to a lesson, after the section of a heading or at one end of the page."""

    lesson: Annotated[str, Field(pattern=ID_FORM, description="id of the lesson it is added to")]
    after: Annotated[
        str, Field(max_length=200, description="a heading of the lesson, as written there: '## …'")
    ] = ""
    at: Literal["start", "end", ""] = ""
    shared_digest: Shared = ""
    source_digest: Digest = ""


class OverlayShape(Shape):
    title: Annotated[
        dict[Language, Text], Field(min_length=1, description="whose words these are; learners read it")
    ]
