"""May we hold this information? An express register of processing, and what a first reading says of it.

Lives here: the draft register of Valbourg-sur-Ouche (twelve operations), our key, the check of one sheet (what GDPR
art. 30 asks, minimisation of art. 5, legal basis of art. 6, exception of art. 9), and the numbers that lessons quote.
May not live here: sentences shown to learners (names of operations and of fields stand in `data/`), drawing, writing.
Standard library only; reads nothing but `data/`, no clock, no chance.

Valbourg and its draft are invented. The key is ours: a data protection officer has to read it again. Formulas: own, from
GDPR (regulation (EU) 2016/679) arts 5(1)(c), 6(1), 9, 30(1); one month for CCTV pictures, CSI art. L252-5.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import ceil
from pathlib import Path
from typing import Final, Literal, cast

DATA: Final = Path(__file__).parent / "data"

Language = Literal["fr", "en"]
Kind = Literal["plain", "personal", "sensitive"]
"""What a piece of information says: nothing of a person, something of a person, something art. 9 protects more."""
Basis = Literal["consent", "contract", "law", "vital", "mission", "interest"]
"""The six legal bases of art. 6(1), in the order of its letters (a) to (f)."""
Purpose = Literal["precise", "vague", "missing"]
Retention = Literal["none", "month", "service", "law"]
Alert = Literal[
    "contact",
    "purpose",
    "vague",
    "recipients",
    "retention",
    "security",
    "basis",
    "excess",
    "exception",
    "ceiling",
]

BASES: Final[tuple[Basis, ...]] = ("consent", "contract", "law", "vital", "mission", "interest")
REQUIRED: Final[tuple[Alert, ...]] = ("contact", "purpose", "recipients", "retention", "security")
"""Lines of art. 30(1) that a sheet may lack here: who answers (a), purpose (b), recipients (d), retention (f),
security (g). Categories of people and of data (c) are always there; transfers outside the Union (e) are left out."""
SIX: Final = ("civil", "canteen", "newsletter", "hall", "cameras", "faults")
"""The six services whose basis the learner looks for."""
LEAST_TARGET: Final = 0.5

KOUROU_FINES: Final = (5_000, 5_000)
"""Euros: simplified fine of 8 February 2023, ordinary fine of 12 December 2023 (reported)."""
KOUROU_PENALTY: Final = 6_900
"""Euros: penalty settled on 22 July 2024, deliberation SAN-2024-009 (reported)."""
KOUROU_PER_DAY: Final = 150


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of information that a form asks for; `useful` is our key, for the purpose of its operation."""

    id: str
    words: Mapping[str, str]
    kind: Kind
    useful: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet of the register says of one operation; `kept` are the ids of the fields it collects."""

    purpose: Purpose
    basis: Basis
    kept: frozenset[str]
    retention: Retention
    exception: bool = False
    recipients: bool = True
    security: bool = True
    contact: bool = True


@dataclass(frozen=True, slots=True)
class Operation:
    """A processing operation: its names, its purpose and accepted bases (our key), what its form asks, its draft."""

    id: str
    names: Mapping[str, str]
    purposes: Mapping[str, str]
    accepted: tuple[Basis, ...]
    fields: tuple[Field, ...]
    draft: Sheet

    @property
    def basis(self) -> Basis:
        """The basis that our key puts first."""
        return self.accepted[0]

    @property
    def useful(self) -> frozenset[str]:
        """Ids of the fields that the purpose needs."""
        return frozenset(field.id for field in self.fields if field.useful)

    def of_kind(self, kind: Kind, among: Collection[str]) -> tuple[Field, ...]:
        """The fields of that kind whose ids are among those given, in the order of the form."""
        return tuple(field for field in self.fields if field.kind == kind and field.id in among)


# --- the draft ---------------------------------------------------------------------------------------


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def _field(row: Mapping[str, str]) -> Field:
    words = {"fr": row["fr"], "en": row["en"]}
    return Field(row["id"], words, cast("Kind", row["kind"]), row["useful"] == "yes")


def _operation(row: Mapping[str, str], fields: Sequence[Field]) -> Operation:
    draft = Sheet(
        purpose=cast("Purpose", row["drafted_purpose"]),
        basis=cast("Basis", row["drafted_basis"]),
        kept=frozenset(field.id for field in fields),
        retention=cast("Retention", row["drafted_retention"]),
        exception=row["drafted_exception"] == "yes",
        recipients=row["drafted_recipients"] == "yes",
        security=row["drafted_security"] == "yes",
    )
    names = {"fr": row["fr"], "en": row["en"]}
    purposes = {"fr": row["purpose_fr"], "en": row["purpose_en"]}
    accepted = cast("tuple[Basis, ...]", tuple(row["accepted"].split()))
    return Operation(row["id"], names, purposes, accepted, tuple(fields), draft)


@cache
def operations() -> Mapping[str, Operation]:
    """Give the twelve operations of Valbourg's draft by id, in the order of the register."""
    fields = [(row["operation"], _field(row)) for row in _rows("fields.csv")]
    return {
        row["id"]: _operation(row, [field for owner, field in fields if owner == row["id"]])
        for row in _rows("operations.csv")
    }


def by_name(language: Language) -> dict[str, Operation]:
    """Give the operations by their name in that language."""
    return {operation.names[language]: operation for operation in operations().values()}


# --- one sheet -----------------------------------------------------------------------------------------


def minimisation(useful: Collection[str], collected: Collection[str]) -> float:
    """Give the share (0 to 1) of what is collected that the purpose needs: |useful ∩ collected| / |collected|.

    Our measure of art. 5(1)(c). Nothing collected holds nothing in excess: 1.
    """
    asked = set(collected)
    return len(asked & set(useful)) / len(asked) if asked else 1.0


def excess(operation: Operation, sheet: Sheet) -> tuple[Field, ...]:
    """Give the fields that the sheet collects and the purpose does not need."""
    return tuple(field for field in operation.fields if field.id in sheet.kept and not field.useful)


def lacking(operation: Operation, sheet: Sheet) -> tuple[Field, ...]:
    """Give the fields that the purpose needs and the sheet no longer collects."""
    return tuple(field for field in operation.fields if field.useful and field.id not in sheet.kept)


def unprotected(operation: Operation, sheet: Sheet) -> tuple[Field, ...]:
    """Give the sensitive fields collected while no exception of art. 9(2) is written down."""
    return () if sheet.exception else operation.of_kind("sensitive", sheet.kept)


def missing_lines(sheet: Sheet) -> list[Alert]:
    """Name the lines of art. 30(1) that the sheet lacks, in the order of `REQUIRED`."""
    there = {
        "contact": sheet.contact,
        "purpose": sheet.purpose != "missing",
        "recipients": sheet.recipients,
        "retention": sheet.retention != "none",
        "security": sheet.security,
    }
    return [line for line in REQUIRED if not there[line]]


def alerts(operation: Operation, sheet: Sheet) -> list[Alert]:
    """Name what a first reading finds: missing lines, then purpose, basis, fields and the one legal ceiling we know."""
    found = missing_lines(sheet)
    if sheet.purpose == "vague":
        found.append("vague")
    if sheet.basis not in operation.accepted:
        found.append("basis")
    if excess(operation, sheet):
        found.append("excess")
    if unprotected(operation, sheet):
        found.append("exception")
    if operation.id == "cameras" and sheet.retention in ("service", "law"):
        found.append("ceiling")  # pictures are kept one month at most: CSI L252-5
    return found


def repaired(operation: Operation) -> Sheet:
    """Give a sheet that raises no alert: the draft with our key in the place of its faults."""
    retention: Retention = "month" if operation.id == "cameras" else "service"
    kept = frozenset(operation.useful)
    protected = bool(operation.of_kind("sensitive", kept)) or operation.draft.exception
    return Sheet("precise", operation.basis, kept, retention, exception=protected)


def without(operation: Operation, numbers: Iterable[int]) -> frozenset[str]:
    """Give the ids of the operation's fields but those at these places, counted from 1; other numbers do nothing."""
    removed = set(numbers)
    return frozenset(field.id for place, field in enumerate(operation.fields, 1) if place not in removed)


def places(text: str) -> list[int]:
    """Read numbers typed in any way: "7, 8 et 9" gives 7, 8, 9."""
    return [int(digits) for digits in re.findall(r"\d{1,3}", text)]


# --- the whole register ----------------------------------------------------------------------------------

Step = Literal["nothing", "exceptions", "excess"]
"""What the town hall does first: nothing, write the missing exceptions, remove what no purpose needs."""


def after(operation: Operation, step: Step) -> Sheet:
    """Give the draft of the operation once that step is done."""
    match step:
        case "exceptions":
            return replace(operation.draft, exception=True)
        case "excess":
            return replace(operation.draft, kept=operation.useful)
        case _:
            return operation.draft


def exposed(step: Step = "nothing") -> list[str]:
    """Name the operations that still hold sensitive data with no exception written, once that step is done."""
    return [id_ for id_, one in operations().items() if unprotected(one, after(one, step))]


def resting_on(basis: Basis, among: Iterable[str] = SIX) -> list[str]:
    """Name the operations, among those given, whose basis is this one in our key."""
    return [id_ for id_ in among if operations()[id_].basis == basis]


def totals() -> tuple[int, int]:
    """Give how many fields the twelve drafts ask for, and how many of them their purposes need."""
    every = operations().values()
    return sum(len(one.draft.kept) for one in every), sum(len(one.useful) for one in every)


def removals(collected: int, useful: int, target: float) -> int:
    """Give the fewest unneeded fields to remove for the score to reach `target` (0 to 1).

    useful / (collected − r) ≥ target, so r = ⌈collected − useful / target⌉, never less than none.

    Raises:
        ValueError: the target is out of ]0, 1].
    """
    if not 0 < target <= 1:
        raise ValueError("the target must be above 0 and at most 1")
    return max(0, ceil(collected - useful / target - 1e-9))


def removal_mistakes(collected: int, useful: int, target: float) -> tuple[int, int, int]:
    """Give three typical wrong answers to `removals`.

    In turn: every unneeded field; today's total times the part allowed; today's total times the gap in points.
    """
    points = target - useful / collected
    return collected - useful, ceil(collected * (1 - target) - 1e-9), max(0, ceil(collected * points - 1e-9))


# --- numbers the lessons quote -----------------------------------------------------------------------------


def figures() -> dict[str, float]:
    """Compute every number that module A1 quotes or draws."""
    every = operations()
    asked, useful = totals()
    found: dict[str, float] = {
        "operations": len(every),
        "asked": asked,
        "useful": useful,
        "extra": asked - useful,
        "score": useful / asked,
        "to-90": removals(asked, useful, 0.9),
        "sensitive-extra": sum(
            field.kind == "sensitive" for one in every.values() for field in excess(one, one.draft)
        ),
        "alerts": sum(len(alerts(one, one.draft)) for one in every.values()),
        "clean": sum(not alerts(one, one.draft) for one in every.values()),
        "kourou-fines": sum(KOUROU_FINES),
        "kourou-days": KOUROU_PENALTY / KOUROU_PER_DAY,
        "kourou-total": sum(KOUROU_FINES) + KOUROU_PENALTY,
        "sheets-reference": 23 * len(every),
        "controllers-reference": 23 + 1,
    }
    for kind in ("retention", "basis", "excess", "exception"):
        found[f"without-{kind}"] = sum(kind in alerts(one, one.draft) for one in every.values())
    for basis in BASES:
        found[f"on-{basis}"] = len(resting_on(basis, every))
    for id_, one in every.items():
        found[f"{id_}-asked"] = len(one.fields)
        found[f"{id_}-useful"] = len(one.useful)
        found[f"{id_}-extra"] = len(one.fields) - len(one.useful)
        found[f"{id_}-score"] = minimisation(one.useful, one.draft.kept)
        found[f"{id_}-alerts"] = len(alerts(one, one.draft))
    return {name: float(value) for name, value in found.items()}
