"""The shapes of a quiz and of each kind of question (see `shapes`)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.reading.shapes import Digest, Id, Minutes, Shape, Text, Title

Amount = Annotated[float | str, Field(description="a number, or a figure: '{{ figure.name }}'")]


class ChoiceShape(Shape):
    id: Id
    text: Text
    correct: bool = False
    feedback: Text


class DecoyShape(Shape):
    id: Id
    text: Text
    feedback: Text


class StemShape(Shape):
    id: Id
    objective: Id | None = None
    recall: Annotated[Id | None, Field(description="id of the earlier module this question recalls")] = None
    prompt: Text
    hints: list[Text] = []
    tries: Annotated[int, Field(ge=1, le=5)] = 2
    shuffle: bool = True
    explanation: str = ""


class SingleShape(StemShape):
    kind: Literal["single"]
    choices: Annotated[list[ChoiceShape], Field(min_length=2, max_length=8)]


class MultipleShape(StemShape):
    kind: Literal["multiple"]
    choices: Annotated[list[ChoiceShape], Field(min_length=2, max_length=10)]


class JudgementShape(Shape):
    true: Text
    false: Text


class TrueFalseShape(StemShape):
    kind: Literal["true-false"]
    answer: bool
    feedback: JudgementShape
    reasons: Annotated[list[ChoiceShape], Field(min_length=2, max_length=6)]


class VerdictShape(Shape):
    right: Text
    wrong: Text


class MistakeShape(Shape):
    value: Amount
    tolerance: Annotated[float, Field(ge=0)] = 0.0
    feedback: Text


class NumericShape(StemShape):
    kind: Literal["numeric"]
    answer: Amount
    tolerance: Annotated[float, Field(ge=0)]
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    unit: str = ""
    feedback: VerdictShape
    mistakes: list[MistakeShape] = []


class PairShape(Shape):
    id: Id
    left: Text
    right: Text
    feedback: Text


class MatchingShape(StemShape):
    kind: Literal["matching"]
    pairs: Annotated[list[PairShape], Field(min_length=2, max_length=8)]
    decoys: list[DecoyShape] = []


class StepShape(Shape):
    id: Id
    text: Text
    feedback: Text


class OrderingShape(StemShape):
    kind: Literal["ordering"]
    steps: Annotated[list[StepShape], Field(min_length=3, max_length=8)]
    first: Text
    last: Text


class CategoryShape(Shape):
    id: Id
    name: Text


class CardShape(Shape):
    id: Id
    text: Text
    category: Id
    feedback: Text


class SortingShape(StemShape):
    kind: Literal["sorting"]
    categories: Annotated[list[CategoryShape], Field(min_length=2, max_length=5)]
    cards: Annotated[list[CardShape], Field(min_length=2, max_length=12)]


class SlipShape(Shape):
    words: Annotated[list[Text], Field(min_length=1)]
    feedback: Text


class ShortTextShape(StemShape):
    kind: Literal["short-text"]
    accepted: Annotated[list[Text], Field(min_length=1)]
    feedback: VerdictShape
    slips: list[SlipShape] = []


QuestionShape = Annotated[
    SingleShape | MultipleShape | TrueFalseShape | NumericShape | MatchingShape | OrderingShape | SortingShape
    | ShortTextShape,
    Field(discriminator="kind"),
]  # fmt: skip


class QuizShape(Shape):
    id: Id
    title: Title
    minutes: Minutes
    source_digest: Digest = ""
    questions: Annotated[list[QuestionShape], Field(min_length=1, max_length=40)]
