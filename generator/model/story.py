"""What holds a course together: the words each theme opens with, the red thread, and what is not settled.

Both as people wrote it, in every language, and as one variant shows it.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics import Place
from generator.model.basics import Words


@dataclass(frozen=True, slots=True)
class Opening:
    """Words of a source that a theme opens with; `by` says whose and when. Other languages than the source's translate."""

    text: Words
    by: Words
    reference: str
    place: Place


@dataclass(frozen=True, slots=True)
class Thread:
    """The story that the modules tell together: its title and what comes before its first step."""

    title: Words
    intro: Words
    place: Place


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Something the course cannot settle, as it was known on a day. Dates are ISO days."""

    id: str
    title: Words
    text: Words
    references: tuple[str, ...]
    as_of: str
    review_by: str
    place: Place


# --- as one variant shows it ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quotation:
    """An opening in one language; `translated` when its source speaks another."""

    text: str
    by: str
    reference: str
    translated: bool


@dataclass(frozen=True, slots=True)
class ThreadStep:
    """A module's step in the story, with its rank in the whole course; `here` when the edition has the module."""

    number: int
    module: str
    title: str
    text: str
    here: bool


@dataclass(frozen=True, slots=True)
class RedThread:
    """The whole story, the steps of modules that an edition leaves out included."""

    title: str
    intro: str
    steps: tuple[ThreadStep, ...]

    def around(self, module: str) -> tuple[ThreadStep, ThreadStep | None, ThreadStep | None] | None:
        """A module's step, with the nearest before and after it among the modules that are here."""
        present = [step for step in self.steps if step.here]
        for at, step in enumerate(present):
            if step.module == module:
                following = present[at + 1] if at + 1 < len(present) else None
                return step, present[at - 1] if at else None, following
        return None


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What is not settled, in one language."""

    id: str
    title: str
    text: str
    references: tuple[str, ...]
    as_of: str
    review_by: str
