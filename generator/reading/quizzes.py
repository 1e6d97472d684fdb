"""Quizzes: from the shape of the file to the closed union of questions.

May not live here: whether a question is sound (see `checks`), how it looks (see `renderers`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import assert_never

from generator import texts
from generator.diagnostics import Place, did_you_mean, listed
from generator.model import (
    Card,
    Category,
    Choice,
    Figure,
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
from generator.reading import quiz_shapes as s
from generator.reading.files import Files
from generator.reading.marks import Marks

_NUMBER = re.compile(r"^\s*(-?\d+(?:[.,]\d+)?)\s*(?:%|€)?\s*$")


def read_quiz(path: str, figures: Mapping[str, Figure], files: Files) -> Quiz | None:
    """One quiz in one language; `None` after its faults were told."""
    read = files.shaped(path, s.QuizShape)
    if read is None:
        return None
    shape, document = read
    reader = _Reader(document.marks, figures, files)
    questions = tuple(reader.question(q, ("questions", i)) for i, q in enumerate(shape.questions))
    own = texts.digest("\n".join(files.sources[path]))
    return Quiz(shape.id, shape.title, shape.minutes, questions, shape.source_digest, own, Place(path))


class _Reader:
    def __init__(self, marks: Marks, figures: Mapping[str, Figure], files: Files) -> None:
        self.marks, self.figures, self.files = marks, figures, files

    def at(self, *path: str | int) -> Place:
        return self.marks.value(*path)

    def amount(self, value: float | str, *path: str | int) -> float:
        """A typed number, or the figure it names (percentages in percent, as learners type them)."""
        if not isinstance(value, str):
            return float(value)
        found = texts.FACT.fullmatch(value.strip())
        name = found.group(1).removeprefix("figure.") if found else ""
        if found and found.group(1).startswith("figure.") and name in self.figures:
            figure = self.figures[name]
            return figure.value * (100 if figure.style == "percent" else 1)
        if f"{self.marks.file.rpartition('/')[0]}/figures.yml" in self.files.broken:
            return 0.0  # told already
        self.files.broken.add(self.marks.file)
        known = [f"{{{{ figure.{n} }}}}" for n in self.figures]
        if number := _NUMBER.match(value):
            self.files.fault("wrong-type", f"'{value}' is a text, not a number", self.at(*path),
                             f"write {number.group(1).replace(',', '.')}, without quotes; the unit has its own field")  # fmt: skip
            return 0.0
        self.files.fault("unknown-fact", f"'{value}' is neither a number nor a figure of the module", self.at(*path),
                         did_you_mean(value, known, otherwise=f"figures: {listed(self.figures) or 'none'}"))  # fmt: skip
        return 0.0

    def choices(self, shapes: list[s.ChoiceShape], path: tuple[str | int, ...]) -> tuple[Choice, ...]:
        return tuple(
            Choice(c.id, c.text, c.correct, c.feedback, self.at(*path, i, "id")) for i, c in enumerate(shapes)
        )

    def question(self, q: s.QuestionShape, path: tuple[str | int, ...]) -> Question:
        stem = Stem(
            q.id, q.objective or "", q.prompt, tuple(q.hints), q.tries, q.shuffle, q.recall, q.explanation,
            self.at(*path, "id"),
        )  # fmt: skip
        match q:
            case s.SingleShape():
                return SingleChoice(stem, self.choices(q.choices, (*path, "choices")))
            case s.MultipleShape():
                return MultipleChoice(stem, self.choices(q.choices, (*path, "choices")))
            case s.TrueFalseShape():
                reasons = self.choices(q.reasons, (*path, "reasons"))
                return TrueFalse(stem, q.answer, q.feedback.true, q.feedback.false, reasons)
            case s.NumericShape():
                return self.numeric(q, stem, path)
            case s.MatchingShape():
                pairs = tuple(
                    Pair(p.id, p.left, p.right, p.feedback, self.at(*path, "pairs", i, "id"))
                    for i, p in enumerate(q.pairs)
                )
                decoys = tuple(
                    Choice(d.id, d.text, False, d.feedback, self.at(*path, "decoys", i, "id"))
                    for i, d in enumerate(q.decoys)
                )
                return Matching(stem, pairs, decoys)
            case s.OrderingShape():
                steps = tuple(
                    Step(x.id, x.text, x.feedback, self.at(*path, "steps", i, "id"))
                    for i, x in enumerate(q.steps)
                )
                return Ordering(stem, steps, q.first, q.last)
            case s.SortingShape():
                cards = tuple(
                    Card(c.id, c.text, c.category, c.feedback, self.at(*path, "cards", i, "id"))
                    for i, c in enumerate(q.cards)
                )
                return Sorting(stem, tuple(Category(c.id, c.name) for c in q.categories), cards)
            case s.ShortTextShape():
                slips = tuple(Slip(tuple(x.words), x.feedback) for x in q.slips)
                return ShortText(stem, tuple(q.accepted), q.feedback.right, q.feedback.wrong, slips)
            case _:
                assert_never(q)

    def numeric(self, q: s.NumericShape, stem: Stem, path: tuple[str | int, ...]) -> Numeric:
        mistakes = tuple(
            Mistake(self.amount(m.value, *path, "mistakes", i, "value"), m.tolerance, m.feedback)
            for i, m in enumerate(q.mistakes)
        )
        answer = self.amount(q.answer, *path, "answer")
        return Numeric(
            stem, answer, q.tolerance, q.decimals, q.unit, q.feedback.right, q.feedback.wrong, mistakes
        )
