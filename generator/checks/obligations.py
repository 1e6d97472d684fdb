"""Obligations: their sources and the module that explains them exist."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.places import field
from generator.diagnostics import Diagnostic, did_you_mean, listed
from generator.model import Course


def references(course: Course) -> Iterator[Diagnostic]:
    """unknown-reference in obligations."""
    if any(path.endswith("/references.yml") for path in course.broken):
        return
    for obligation in course.obligations.values():
        for name in obligation.references:
            if name not in course.references:
                place = field(course, obligation.place, "references", name)
                yield Diagnostic("unknown-reference", f"the source '{name}' does not exist", place,
                                 did_you_mean(name, course.references, otherwise="add it to course/references.yml"))  # fmt: skip


def modules(course: Course) -> Iterator[Diagnostic]:
    """unknown-module in obligations."""
    if any(path.endswith("/module.yml") for path in course.broken):
        return
    for obligation in course.obligations.values():
        if obligation.module and obligation.module not in course.modules:
            place = field(course, obligation.place, "module", obligation.module)
            yield Diagnostic("unknown-module", f"the module '{obligation.module}' does not exist", place,
                             did_you_mean(obligation.module, course.modules, otherwise=f"known: {listed(course.modules)}"))  # fmt: skip
