"""The shape of a result that a learner hands over (docs/learner.md): what a browser made, and anyone may have changed.

Fields that are not known are passed over, so that a later version may add some and nothing else is ever reported.
May not live here: finding results in files and codes (see `results`).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from generator.model import Answer
from generator.reading.shapes import Day, Id

MOST = 2000
"""Questions, or cells of exercises, in one result."""

_LONGEST = 400
_ITEMS = 60
_TRIES = Annotated[int, Field(ge=1, le=1000)]


def printable(text: str) -> str:
    """One line of text in which nothing hides, reorders or drives a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[:_LONGEST]).split())


def _answer(value: Any) -> Answer:
    """An answer of one of the known shapes, made plain."""
    match value:
        case str():
            return printable(value)
        case None | bool():
            return value
        case list() if len(value) <= _ITEMS and all(isinstance(item, str) for item in value):
            return tuple(printable(item) for item in value)
        case dict() if len(value) <= _ITEMS and all(isinstance(v, str | bool | None) for v in value.values()):
            return {printable(k): printable(v) if isinstance(v, str) else v for k, v in value.items()}
        case _:
            raise ValueError("this is not an answer that a quiz gives")


class HandedShape(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True, frozen=True, allow_inf_nan=False)


class GivenShape(HandedShape):
    answer: Annotated[Any, AfterValidator(_answer)]
    score: Annotated[float, Field(ge=0, le=1)]


class AnsweredShape(HandedShape):
    module: Id
    question: Id
    first: GivenShape
    last: GivenShape
    tries: _TRIES
    done: bool


class ComputedShape(HandedShape):
    module: Id
    exercise: Id
    cell: Id
    status: Literal["right", "mistake", "wrong"]
    tries: _TRIES


class ResultShape(HandedShape):
    """What stands around the answers, which are read one by one: a bad one costs itself only."""

    courseVersion: Annotated[str, Field(min_length=1, max_length=20), AfterValidator(printable)]  # noqa: N815  (the file's own name)
    language: Literal["fr", "en"]
    audience: Id
    id: Annotated[str, Field(pattern=r"^[0-9a-hjkmnp-tv-z]{16}$")]
    day: Day
    questions: Annotated[list[Any], Field(max_length=MOST)]
    exercises: Annotated[list[Any], Field(max_length=MOST)]
