"""Words shared by all nouns: languages, texts by language, trees of bytes, closed lists."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Literal

Lang = Literal["fr", "en"]
"""Languages the generator can speak; a course lists those it is written in, the source first."""

Words = Mapping[str, str]
"""One text per language."""

Tree = Mapping[PurePosixPath, bytes]
"""What a renderer makes: path → bytes, in memory."""


class LessonKind(StrEnum):
    """What a lesson does in its module."""

    SITUATION = "situation"
    NOTION = "notion"
    TERRITORY = "territory"
    DELIVERABLE = "deliverable"
    EXPRESS = "express"


class Role(StrEnum):
    """Whom an edition is for: trainers also get the facilitator's notes."""

    LEARNER = "learner"
    TRAINER = "trainer"


class Confidence(StrEnum):
    """How sure we are of a source's statement."""

    VERIFIED = "verified"  # read in an official text or on the issuing body's own page
    REPORTED = "reported"  # read in a secondary page only
    KNOWN = "known"  # general knowledge, source text not read
    COMPUTED = "computed"  # computed by us, from data or assumptions that the title or the note names
