"""What the verbs of a notebook remember: its language, the cell that runs, the tries at its questions.

Lives here: `State` and which one is current. In Jupyter there is one for the kernel; the runner has one per
exercise, so that a French and an English notebook may take turns in one interpreter.
May not live here: words, display, judging answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["fr", "en"]


@dataclass
class Attempts:
    """Answers given to one question, each counted once; `goal` tells when the question itself has changed."""

    goal: str
    answers: list[str] = field(default_factory=list)


@dataclass
class State:
    """`cell` is the name of the cell the runner runs; it is empty in Jupyter, where nobody sets it."""

    language: Language = "fr"
    cell: str = ""
    attempts: dict[str, Attempts] = field(default_factory=dict)


# Shared and changed in place: Jupyter may run each cell in a context of its own, where a variable set is lost.
_kernel = State()
_current: ContextVar[State] = ContextVar("atelier_state")


def current() -> State:
    """The state of the exercise that runs."""
    return _current.get(_kernel)


@contextmanager
def using(state: State) -> Iterator[State]:
    """Make `state` current inside the block."""
    token = _current.set(state)
    try:
        yield state
    finally:
        _current.reset(token)
