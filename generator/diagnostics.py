"""What a fault is and how it is told.

Lives here: `Place`, `Diagnostic`, and how diagnostics are shown as text or JSON.
May not live here: the table of rules (see `rules`), anything that finds a fault (see `reading` and `checks`), printing,
exit codes.
Standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from generator.rules import RULES, Severity


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A point in an author's file: path relative to the project, 1-based line and column, run length."""

    path: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A fault as a value: which rule, what exactly, where, and the way out."""

    rule: str
    message: str
    place: Place
    hint: str = ""
    edition: str = ""

    @property
    def severity(self) -> Severity:
        return RULES[self.rule].severity

    @property
    def sort_key(self) -> tuple[Place, str, str, str]:
        return (self.place, self.rule, self.message, self.edition)


def did_you_mean(word: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """A hint naming the closest known word, or `otherwise` when none is close."""
    close = get_close_matches(word, sorted(set(known)), n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else otherwise


def listed(words: Iterable[str]) -> str:
    """`a, b, c` for messages; sorted, so that a message never depends on a set's order."""
    return ", ".join(sorted(words))


def errors(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(d for d in found if d.severity is Severity.ERROR)


def show(diagnostic: Diagnostic, sources: Mapping[str, Sequence[str]]) -> str:
    """The diagnostic as a trainer reads it: sentence, place, excerpt with a caret, hint.

    Args:
        diagnostic: the fault.
        sources: lines of each author's file by path; a missing one only drops the excerpt.
    """
    place = diagnostic.place
    out = [f"{diagnostic.severity.value}[{diagnostic.rule}]: {diagnostic.message}", f"  --> {place}"]
    lines = sources.get(place.path, ())
    if 1 <= place.line <= len(lines):
        text, column = _window(lines[place.line - 1], place.column)
        gutter = len(str(place.line))
        length = max(1, min(place.length, len(text) - column + 1))
        out += [
            f"{' ' * gutter} |",
            f"{place.line} | {text}",
            f"{' ' * gutter} | {' ' * (column - 1)}{'^' * length}",
        ]
    if diagnostic.edition:
        out.append(f"  in edition: {diagnostic.edition}")
    if diagnostic.hint:
        out.append(f"  hint: {diagnostic.hint}")
    return "\n".join(out)


def _window(line: str, column: int, width: int = 100) -> tuple[str, int]:
    """The part of a long line around `column`, and the column inside that part."""
    # Control and bidirectional characters could hide or reorder what the excerpt shows.
    line = "".join(c if c.isprintable() else "·" for c in line.replace("\t", " "))
    column = max(1, min(column, len(line) + 1))
    if len(line) <= width:
        return line, column
    start = max(0, min(column - 1 - width // 3, len(line) - width))
    head = "…" if start else ""
    tail = "…" if start + width < len(line) else ""
    return f"{head}{line[start : start + width]}{tail}", column - start + len(head)


def as_json(found: Iterable[Diagnostic]) -> str:
    """All diagnostics as one JSON document, for editors and continuous integration."""
    rows = [
        {
            "rule": d.rule,
            "severity": d.severity.value,
            "message": d.message,
            "file": d.place.path,
            "line": d.place.line,
            "column": d.place.column,
            "length": d.place.length,
            "edition": d.edition or None,
            "hint": d.hint or None,
        }
        for d in found
    ]
    return json.dumps({"diagnostics": rows}, ensure_ascii=False, indent=2)
