"""The texts of a quiz made final, kind by kind.

May not live here: what is published (see `selection`), how a text is made final (see `finishing`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from generator import texts
from generator.model import (
    Card,
    Category,
    Choice,
    Matching,
    Mistake,
    MultipleChoice,
    Numeric,
    Ordering,
    Pair,
    Question,
    Quiz,
    ShortText,
    SingleChoice,
    Slip,
    Sorting,
    Stem,
    Step,
    TrueFalse,
)  # fmt: skip

Finish = Callable[[str], str]
"""Fills the facts of a text and sets its typography."""


def finished(quiz: Quiz, finish: Finish) -> Quiz:
    """A quiz with its texts made final."""
    title = texts.plain_slots(finish(quiz.title))
    return replace(quiz, title=title, questions=tuple(_question(q, finish) for q in quiz.questions))


def _choices(choices: tuple[Choice, ...], finish: Finish) -> tuple[Choice, ...]:
    return tuple(replace(c, text=finish(c.text), feedback=finish(c.feedback)) for c in choices)


def _question(question: Question, finish: Finish) -> Question:
    stem = replace(
        question.stem,
        prompt=finish(question.stem.prompt),
        hints=tuple(finish(h) for h in question.stem.hints),
        explanation=finish(question.stem.explanation),
    )
    match question:
        case SingleChoice(choices=choices):
            return SingleChoice(stem, _choices(choices, finish))
        case MultipleChoice(choices=choices):
            return MultipleChoice(stem, _choices(choices, finish))
        case TrueFalse():
            yes, no = finish(question.feedback_true), finish(question.feedback_false)
            return TrueFalse(stem, question.answer, yes, no, _choices(question.reasons, finish))
        case Numeric():
            return _numeric(question, stem, finish)
        case Matching():
            return Matching(
                stem, tuple(_pair(p, finish) for p in question.pairs), _choices(question.decoys, finish)
            )
        case Ordering():
            steps = tuple(Step(s.id, finish(s.text), finish(s.feedback), s.place) for s in question.steps)
            return Ordering(stem, steps, finish(question.first), finish(question.last))
        case Sorting():
            categories = tuple(Category(c.id, finish(c.name)) for c in question.categories)
            return Sorting(stem, categories, tuple(_card(c, finish) for c in question.cards))
        case ShortText():
            slips = tuple(Slip(s.words, finish(s.feedback)) for s in question.slips)
            return ShortText(stem, question.accepted, finish(question.right), finish(question.wrong), slips)
        case _:
            assert_never(question)


def _numeric(question: Numeric, stem: Stem, finish: Finish) -> Numeric:
    mistakes = tuple(Mistake(m.value, m.tolerance, finish(m.feedback)) for m in question.mistakes)
    return replace(
        question, stem=stem, unit=finish(question.unit), right=finish(question.right), wrong=finish(question.wrong),
        mistakes=mistakes,
    )  # fmt: skip


def _pair(pair: Pair, finish: Finish) -> Pair:
    return replace(pair, left=finish(pair.left), right=finish(pair.right), feedback=finish(pair.feedback))


def _card(card: Card, finish: Finish) -> Card:
    return replace(card, text=finish(card.text), feedback=finish(card.feedback))
