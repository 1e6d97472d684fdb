"""A class that answers a course by chance, with a seed: what tests of results and their pictures are made from.

The answers have the shapes of docs/quiz-elements.md; what they score is worked out here, apart from the quiz's script.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from random import Random
from typing import Any

from generator.model import (
    CellRole,
    Choice,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
    Sorting,
    TrueFalse,
    Variant,
)

LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def results(variant: Variant, size: int, seed: int = 1, *, course: str = "parcours") -> list[dict[str, Any]]:
    """What `size` learners would hand over, as data."""
    chance = Random(seed)  # noqa: S311  (examples, the same each time)
    return [one(variant, chance, course) for _ in range(size)]


def one(variant: Variant, chance: Random, course: str = "parcours") -> dict[str, Any]:
    skill = chance.uniform(0.3, 0.85)
    questions, exercises = [], []
    for chapter in variant.chapters:
        if chance.random() < 0.15:
            continue
        for question in chapter.quiz.questions if chapter.quiz else ():
            if chance.random() < 0.04:
                continue
            questions.append(
                {"module": chapter.id, "question": question.stem.id, **tried(question, chance, skill)}
            )
        for sheet in chapter.worksheets:
            for cell in sheet.cells:
                if cell.role is CellRole.QUESTION and chance.random() < 0.7:
                    status = "right" if chance.random() < skill else "mistake"
                    exercises.append(
                        {"module": chapter.id, "exercise": sheet.id, "cell": cell.name, "status": status,
                         "tries": chance.randint(1, 4)}
                    )  # fmt: skip
    return {
        "format": "parcours-result",
        "version": 1,
        "course": course,
        "courseVersion": "2026.11",
        "language": variant.language,
        "audience": variant.audience,
        "id": "".join(chance.choices(LETTERS, k=16)),
        "day": f"2026-11-{chance.choice((26, 27))}",
        "questions": questions,
        "exercises": exercises,
    }


def tried(question: Question, chance: Random, skill: float) -> dict[str, Any]:
    first = given(question, chance, right=chance.random() < skill)
    if first["score"] >= 1:
        return {"first": first, "last": first, "tries": 1, "done": True}
    last = given(question, chance, right=chance.random() < skill + 0.2)
    return {"first": first, "last": last, "tries": 2, "done": True}


def given(question: Question, chance: Random, *, right: bool) -> dict[str, Any]:
    answer = right_answer(question) if right else wrong_answer(question, chance)
    return {
        "answer": answer,
        "score": 1 if right else chance.choice((0, 0.5)) if isinstance(answer, list | dict) else 0,
    }


def _right(choices: Sequence[Choice]) -> list[str]:
    return [choice.id for choice in choices if choice.correct]


def right_answer(question: Question) -> Any:
    match question:
        case SingleChoice(choices=choices):
            return _right(choices)[0]
        case MultipleChoice(choices=choices):
            return _right(choices)
        case TrueFalse():
            return {"judgement": question.answer, "reason": _right(question.reasons)[0]}
        case Numeric():
            return f"{question.answer:g}".replace(".", ",")
        case Matching(pairs=pairs):
            return {pair.id: pair.id for pair in pairs}
        case Ordering(steps=steps):
            return [step.id for step in steps]
        case Sorting(cards=cards):
            return {card.id: card.category for card in cards}
        case ShortText():
            return question.accepted[0]


def wrong_answer(question: Question, chance: Random) -> Any:
    match question:
        case SingleChoice(choices=choices):
            return _wrong(choices, chance)
        case MultipleChoice(choices=choices):
            kept = [c.id for c in choices if c.correct and chance.random() < 0.7]
            return (
                sorted({*kept, _wrong(choices, chance)})
                if chance.random() < 0.7
                else kept[:1] or [choices[0].id]
            )
        case TrueFalse():
            return {"judgement": not question.answer, "reason": chance.choice(question.reasons).id}
        case Numeric():
            known = [f"{mistake.value:g}" for mistake in question.mistakes]
            return chance.choice([*known, *known[:1], "42", "n’importe quoi", "1 000 €"])
        case Matching(pairs=pairs, decoys=decoys):
            places = [*(pair.id for pair in pairs), *(decoy.id for decoy in decoys)]
            return {pair.id: chance.choice(places) for pair in pairs}
        case Ordering(steps=steps):
            order = [step.id for step in steps]
            return [order[1], order[0], *order[2:]] if chance.random() < 0.6 else order[::-1]
        case Sorting(cards=cards, categories=categories):
            return {card.id: chance.choice(categories).id for card in cards}
        case ShortText():
            slips = [words for slip in question.slips for words in slip.words]
            return chance.choice([*slips, "la loi", "La loi ", "=SOMME(A1)", "<script>alert(1)</script>"])


def _wrong(choices: Sequence[Choice], chance: Random) -> str:
    wrong = [c.id for c in choices if not c.correct]
    return chance.choice([*wrong, wrong[0], wrong[0]]) if wrong else choices[0].id


def code(result: dict[str, Any]) -> str:
    """A result as the code that its learner would copy."""
    packed = zlib.compressobj(wbits=-15)
    raw = packed.compress(json.dumps(result, ensure_ascii=False).encode()) + packed.flush()
    return "PARCOURS-R1." + base64.urlsafe_b64encode(raw).decode().rstrip("=")
