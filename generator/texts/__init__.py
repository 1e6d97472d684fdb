"""Markdown as text: where prose ends and code begins, facts, citations, typography, numbers. Python as text: its tree.

Lives here: pure functions on strings that reading, checks, editions and renderers share, so that all of them
agree on what is prose, what is code, and what a `{{ fact }}`, a `[@citation]` or a `[[term]]` is.
May not live here: knowledge of a course, HTML pages, files. Standard library only.

One file per subject; the rest of the house imports from here.
"""

from __future__ import annotations

from generator.texts.bounds import (
    MAX_LEVELS,
    MAX_LINE,
    MAX_MARKS,
    hostile,
)
from generator.texts.places import (
    digest,
    line_and_column,
)
from generator.texts.runs import (
    CITATION,
    FACT,
    HEADING,
    IMAGE,
    LINK,
    SLOT_CLOSE,
    SLOT_MIDDLE,
    SLOT_OPEN,
    TARGET,
    TERM,
    Kind,
    Token,
    fenced_lines,
    marks,
    stray_fence,
    stray_tick,
    targets,
    tokens,
    unlinked,
    without_code,
)
from generator.texts.slots import (
    When,
    by_condition,
    citation_ids,
    fact_names,
    fill,
    plain_slots,
    replace_slots,
    shown,
    when,
)
from generator.texts.syntax import (
    levels,
    nodes,
    syntax,
)
from generator.texts.typography import (
    NARROW,
    NBSP,
    euros,
    number,
    percent,
    typeset,
)

__all__ = [
    "CITATION",
    "FACT",
    "HEADING",
    "IMAGE",
    "LINK",
    "MAX_LEVELS",
    "MAX_LINE",
    "MAX_MARKS",
    "NARROW",
    "NBSP",
    "SLOT_CLOSE",
    "SLOT_MIDDLE",
    "SLOT_OPEN",
    "TARGET",
    "TERM",
    "Kind",
    "Token",
    "When",
    "by_condition",
    "citation_ids",
    "digest",
    "euros",
    "fact_names",
    "fenced_lines",
    "fill",
    "hostile",
    "levels",
    "line_and_column",
    "marks",
    "nodes",
    "number",
    "percent",
    "plain_slots",
    "replace_slots",
    "shown",
    "stray_fence",
    "stray_tick",
    "syntax",
    "targets",
    "tokens",
    "typeset",
    "unlinked",
    "when",
    "without_code",
]
