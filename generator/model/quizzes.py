"""Quizzes: a closed union of questions, matched with `assert_never` in every renderer."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics import Place


@dataclass(frozen=True, slots=True)
class Choice:
    """Something a learner may pick. `feedback` says why it is right or which misconception it is."""

    id: str
    text: str
    correct: bool
    feedback: str
    place: Place


@dataclass(frozen=True, slots=True)
class Stem:
    """What every question has, whatever its kind. Texts are Markdown, ids are stable for ever."""

    id: str
    objective: str
    prompt: str
    hints: tuple[str, ...]
    tries: int
    shuffle: bool
    recall: str | None
    explanation: str
    place: Place


@dataclass(frozen=True, slots=True)
class SingleChoice:
    stem: Stem
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class MultipleChoice:
    stem: Stem
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """A statement to judge, then the reason to give; the score is half for each."""

    stem: Stem
    answer: bool
    feedback_true: str
    feedback_false: str
    reasons: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong value that tells which misconception led to it."""

    value: float
    tolerance: float
    feedback: str


@dataclass(frozen=True, slots=True)
class Numeric:
    """A number within `tolerance` (absolute, same unit) of `answer`."""

    stem: Stem
    answer: float
    tolerance: float
    decimals: int
    unit: str
    right: str
    wrong: str
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    id: str
    left: str
    right: str
    feedback: str
    place: Place


@dataclass(frozen=True, slots=True)
class Matching:
    """Join each left text to its right text; `decoys` are right texts that match nothing."""

    stem: Stem
    pairs: tuple[Pair, ...]
    decoys: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Step:
    id: str
    text: str
    feedback: str
    place: Place


@dataclass(frozen=True, slots=True)
class Ordering:
    """Steps in their right order; `first` and `last` name the two ends of the scale."""

    stem: Stem
    steps: tuple[Step, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Category:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Card:
    id: str
    text: str
    category: str
    feedback: str
    place: Place


@dataclass(frozen=True, slots=True)
class Sorting:
    """Put each card into its category."""

    stem: Stem
    categories: tuple[Category, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """Wrong words that tell which misconception led to them."""

    words: tuple[str, ...]
    feedback: str


@dataclass(frozen=True, slots=True)
class ShortText:
    """A few words, compared without case, accents, articles or punctuation."""

    stem: Stem
    accepted: tuple[str, ...]
    right: str
    wrong: str
    slips: tuple[Slip, ...]


Question = SingleChoice | MultipleChoice | TrueFalse | Numeric | Matching | Ordering | Sorting | ShortText
"""Closed union: match it with `assert_never`."""


@dataclass(frozen=True, slots=True)
class Quiz:
    id: str
    title: str
    minutes: int
    questions: tuple[Question, ...]
    source_digest: str
    own_digest: str
    place: Place
