"""Typical wrong answers: what a solution hands over as `wrong`, so that its question is tried with them.

Lives here: `apart` for numbers, `mistaken` where several choices are right. Both give three at most, none of them right
and no two alike, whatever a learner has set. A question with fewer needs more to choose from: the run tells its author.
May not live here: judging an answer (`answers.py`), and which mistakes are typical: a notebook or its model knows that.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

MOST: Final = 3
"""Wrong answers that a question is tried with."""


def apart(wrong: Sequence[float], right: float, tolerance: float) -> list[float]:
    """The first three of typical wrong numbers that are neither right by accident nor twice the same."""
    found: list[float] = []
    for value in wrong:
        if all(abs(value - other) > 2 * tolerance for other in (right, *found)):
            found.append(value)
    return found[:MOST]


def mistaken(choices: Sequence[str], right: Collection[str]) -> list[list[str]]:
    """Three wrong answers where several choices are right: another, one too many, one in the place of others, one too few."""
    good, bad = [c for c in choices if c in right], [c for c in choices if c not in right]
    other, more = [[c] for c in bad], [[*good, c] for c in bad]
    swapped, fewer = [[g, c] for g in good for c in bad], [good[:-1], good[1:], *([c] for c in good)]
    found: list[list[str]] = []
    for one in (*other, *more, *swapped, *fewer):
        if one and all(set(one) != set(known) for known in (right, *found)):
            found.append(one)
    return found[:MOST]
