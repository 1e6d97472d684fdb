"""Where a field stands: for faults of names that the model keeps without their places."""

from __future__ import annotations

import re

from generator.diagnostics import Place
from generator.model import Course

_AHEAD = 400
"""Lines looked at after a place: more than any entry takes."""


def field(course: Course, after: Place, name: str, value: str = "") -> Place:
    """The place of a field's value, or of the field when there is no such value.

    Args:
        course: for the lines of its files.
        after: where the thing that has the field begins.
        name: of the field.
        value: the word to point at, in the field's value.

    Returns:
        `after` when the field is not found.
    """
    lines = course.sources.get(after.path, ())
    named = re.compile(rf"(?:^|[\s,{{\-]){re.escape(name)}\s*:")
    valued = re.compile(rf"(?<![\w-]){re.escape(value)}(?![\w-])") if value else None
    for number in range(after.line, min(len(lines), after.line + _AHEAD) + 1):
        line = lines[number - 1]
        found = named.search(line, max(0, after.column - 1) if number == after.line else 0)
        if found is None:
            continue
        for further in range(number, min(len(lines), number + _AHEAD) + 1):
            at = valued and valued.search(lines[further - 1], found.end() if further == number else 0)
            if at:
                return Place(after.path, further, at.start() + 1, len(value))
        return Place(after.path, number, line.rindex(name, 0, found.end()) + 1, len(name))
    return after
