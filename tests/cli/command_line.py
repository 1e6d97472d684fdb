"""What a command gave, as tests see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Result:
    """Exit code, standard output and standard error of one command."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]
