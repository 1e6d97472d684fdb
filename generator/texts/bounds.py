"""What Markdown engines can take: the bounds of a line, of a paragraph, of nesting."""

from __future__ import annotations

import re

MAX_LINE = 6_000
MAX_MARKS = 400
MAX_LEVELS = 8
_LEVEL = re.compile(r">|[-*+](?=[ \t])|\d+[.)](?=[ \t])")
_NESTING = re.compile(rf"(?:[ \t]*(?:{_LEVEL.pattern}))+")
_BEGINS_LEVEL = frozenset(">-*+0123456789")
_MARKS = re.compile(r"[\[\]<>(){}*_`!~^|\\]")


def hostile(text: str) -> tuple[int, int, str] | None:
    """The first line that Markdown engines could choke on, as (offset, length, what it is), if any.

    Python-Markdown's inline patterns take quadratic time or worse on runs of brackets, and recurse on nested quotes and lists:
    the bounds are counted over a paragraph, because that is what an engine looks at as one.
    """
    at = marks = 0
    for line in text.split("\n"):
        bare = line.strip()
        marks = 0 if not bare or bare.startswith("|") else marks
        marks += len(_MARKS.findall(line)) if bare else 0
        if len(line) > MAX_LINE:
            return at, len(line), f"a line of {len(line):,} characters (at most {MAX_LINE:,})"
        if marks > MAX_MARKS:
            return at, len(line), f"a paragraph with more than {MAX_MARKS} brackets and marks"
        begins = _NESTING.match(line) if bare[:1] in _BEGINS_LEVEL else None
        deep = len(_LEVEL.findall(line, 0, begins.end() + 1)) if begins else 0
        if deep > MAX_LEVELS or (deep and len(line) - len(line.lstrip(" ")) > 4 * MAX_LEVELS):
            return at, len(line), f"more than {MAX_LEVELS} levels of quotation or lists"
        at += len(line) + 1
    return None
