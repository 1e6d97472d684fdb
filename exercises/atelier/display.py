"""What a cell shows: sentences, several things at once, and how any value is shown.

Lives here: `say`, `show`, the pieces of HTML that tables, charts and verdicts share.
Everything from a notebook is text: it is escaped here, and never becomes markup.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from html import escape as _escape
from typing import Protocol, runtime_checkable


@runtime_checkable
class Shown(Protocol):
    """What can show itself in a page, as Jupyter asks for it."""

    def _repr_html_(self) -> str: ...


def escape(text: object) -> str:
    """Text for an HTML page, in elements and in quoted attributes."""
    return _escape(str(text), quote=True)


def digest(*parts: object) -> str:
    """Twelve hexadecimal digits that depend on the parts' text alone."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:12]


def required(**texts: str) -> None:
    """Refuse blank texts: a table or a chart without title, unit or source misleads.

    Raises:
        ValueError: the name of the first blank one.
    """
    for name, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"{name} is missing: give it in the words of the learner")


@dataclass(frozen=True, slots=True)
class Sentences:
    """Paragraphs of plain text."""

    paragraphs: tuple[str, ...]

    def _repr_html_(self) -> str:
        return "".join(f'<p class="at-say">{escape(text)}</p>' for text in self.paragraphs)

    def __str__(self) -> str:
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class Several:
    """Things shown one under the other."""

    things: tuple[object, ...]

    def _repr_html_(self) -> str:
        return "".join(html_of(thing) for thing in self.things)

    def __str__(self) -> str:
        return "\n\n".join(str(thing) for thing in self.things)


def say(*paragraphs: str) -> Sentences:
    """Show paragraphs of plain text: `atelier.say(f"Dijon paie {atelier.euros(part)}.")`."""
    return Sentences(tuple(str(text) for text in paragraphs))


def show(*things: object) -> Several:
    """Show several things in one cell, one under the other."""
    return Several(things)


def html_of(thing: object) -> str:
    """HTML of anything: its own where it has one, its text otherwise."""
    return thing._repr_html_() if isinstance(thing, Shown) else f'<p class="at-say">{escape(thing)}</p>'
