"""Questions that teach: right answers, feedback, ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import assert_never

from generator.checks.places import field
from generator.checks.texts_of import choices_of
from generator.diagnostics import Diagnostic, Place, did_you_mean
from generator.model import (
    Course,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    Quiz,
    ShortText,
    SingleChoice,
    Sorting,
    TrueFalse,
)  # fmt: skip


def _quizzes(course: Course) -> Iterator[Quiz]:
    for module in course.modules_in_order:
        yield from module.quizzes.values()


def ids(course: Course) -> Iterator[Diagnostic]:
    """duplicate-id inside a quiz, and of questions in the whole course (learners' records hang on them)."""
    for language in course.languages:
        first: dict[str, Place] = {}
        for module in course.modules_in_order:
            quiz = module.quizzes.get(language)
            for question in quiz.questions if quiz else ():
                stem = question.stem
                if stem.id in first:
                    yield Diagnostic("duplicate-id", f"the question '{stem.id}' already exists in {first[stem.id]}", stem.place,
                                     "give it another id")  # fmt: skip
                first.setdefault(stem.id, stem.place)
                counts = Counter(name for name, _ in _parts(question))
                seen: set[str] = set()
                for name, place in _parts(question):
                    if counts[name] > 1 and name in seen:
                        yield Diagnostic(
                            "duplicate-id",
                            f"'{name}' appears twice in the question '{stem.id}'",
                            place,
                            "give it another id",
                        )
                    seen.add(name)


def _parts(question: Question) -> list[tuple[str, Place]]:
    match question:
        case SingleChoice() | MultipleChoice() | TrueFalse():
            return [(c.id, c.place) for c in choices_of(question)]
        case Matching():
            return [(p.id, p.place) for p in question.pairs] + [(d.id, d.place) for d in question.decoys]
        case Ordering():
            return [(s.id, s.place) for s in question.steps]
        case Sorting():
            return [(c.id, c.place) for c in question.cards]
        case Numeric() | ShortText():
            return []
        case _:
            assert_never(question)


def answers(course: Course) -> Iterator[Diagnostic]:
    """no-right-answer: each kind has the right answers it needs, and a wrong one to tell it from."""
    for quiz in _quizzes(course):
        for question in quiz.questions:
            if fault := _fault(question):
                message, hint = fault
                yield Diagnostic(
                    "no-right-answer", f"question '{question.stem.id}': {message}", question.stem.place, hint
                )


def _fault(question: Question) -> tuple[str, str] | None:
    match question:
        case SingleChoice() | TrueFalse():
            right = sum(c.correct for c in choices_of(question))
            what = "choice" if isinstance(question, SingleChoice) else "reason"
            if right != 1:
                told = f"no {what} is right" if not right else f"{right} {what}s are right"
                return f"{told}, one is needed", f"put 'correct: true' on one {what}"
        case MultipleChoice(choices=choices):
            if not any(c.correct for c in choices):
                return "no choice is right", "put 'correct: true' on each right choice"
            if all(c.correct for c in choices):
                return "every choice is right", "add a choice that is not"
        case Numeric():
            for mistake in question.mistakes:
                if abs(mistake.value - question.answer) <= question.tolerance + mistake.tolerance:
                    return (f"the mistake {mistake.value:g} overlaps the right answer {question.answer:g}",
                            "narrow the tolerances: a right answer would get its feedback")  # fmt: skip
        case Matching():
            return _matching_fault(question)
        case Sorting():
            return _sorting_fault(question)
        case ShortText():
            words = {w.casefold() for w in question.accepted}
            for slip in question.slips:
                if both := words & {w.casefold() for w in slip.words}:
                    return f"'{min(both)}' is both accepted and a slip", "keep it in one of the two"
        case Ordering():
            return None
        case _:
            assert_never(question)
    return None


def _matching_fault(question: Matching) -> tuple[str, str] | None:
    rights = {pair.right for pair in question.pairs}
    if len(rights) < len(question.pairs):
        return "two pairs have the same right text", "give each its own: learners could not tell them apart"
    if rights & {decoy.text for decoy in question.decoys}:
        return "a decoy is the right text of a pair", "change the decoy: learners could not tell them apart"
    return None


def _sorting_fault(question: Sorting) -> tuple[str, str] | None:
    known = {c.id for c in question.categories}
    for card in question.cards:
        if card.category not in known:
            return f"the card '{card.id}' goes into '{card.category}', which is no category", did_you_mean(
                card.category, known
            )
    return None


def feedback(course: Course) -> Iterator[Diagnostic]:
    """missing-feedback: every choice, pair, step and card explains itself; a title is not an explanation."""
    for quiz in _quizzes(course):
        for question in quiz.questions:
            for name, text, after in _feedbacks(question):
                if len(text.split()) < 3:
                    place = field(
                        course,
                        after,
                        name if name in {"right", "wrong", "true", "false"} else "feedback",
                        text,
                    )
                    yield Diagnostic("missing-feedback", f"the feedback of '{name}' does not explain", place,
                                     "say why it is right, or which misconception it is, in a sentence")  # fmt: skip


def _feedbacks(question: Question) -> Iterator[tuple[str, str, Place]]:
    for choice in choices_of(question):
        yield choice.id, choice.feedback, choice.place
    match question:
        case Matching():
            yield from ((p.id, p.feedback, p.place) for p in question.pairs)
        case Ordering():
            yield from ((s.id, s.feedback, s.place) for s in question.steps)
        case Sorting():
            yield from ((c.id, c.feedback, c.place) for c in question.cards)
        case TrueFalse():
            yield "true", question.feedback_true, question.stem.place
            yield "false", question.feedback_false, question.stem.place
        case Numeric() | ShortText():
            yield "right", question.right, question.stem.place
            yield "wrong", question.wrong, question.stem.place
            for name, text in _slips(question):
                yield name, text, question.stem.place
        case SingleChoice() | MultipleChoice():
            return
        case _:
            assert_never(question)


def _slips(question: Numeric | ShortText) -> list[tuple[str, str]]:
    if isinstance(question, Numeric):
        return [(f"mistake {mistake.value:g}", mistake.feedback) for mistake in question.mistakes]
    return [(f"slip '{slip.words[0]}'", slip.feedback) for slip in question.slips]
