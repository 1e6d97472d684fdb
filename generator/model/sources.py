"""Sources that a course cites and terms it explains."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics import Place
from generator.model.basics import Confidence, Words


@dataclass(frozen=True, slots=True)
class Reference:
    """A legal or factual source. Dates are ISO days; `review_by` is when it must be read again."""

    id: str
    title: Words
    publisher: str
    address: str
    confidence: Confidence
    as_of: str
    review_by: str
    note: Words
    place: Place


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary term in one language: `forms` are the spellings recognised in lessons."""

    id: str
    name: str
    forms: tuple[str, ...]
    definition: str
    place: Place
