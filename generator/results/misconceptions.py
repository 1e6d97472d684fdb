"""Which misconceptions to speak of first: those that most people of the class share, one per question."""

from __future__ import annotations

from dataclasses import dataclass

from generator.results.counts import Class, ModuleCount, QuestionCount
from generator.results.items import COMMON, Item, Sort

_NAMED = frozenset({Sort.WRONG, Sort.MISSED, Sort.MISPLACED})


@dataclass(frozen=True, slots=True)
class Misconception:
    """An item of a question that several people share."""

    module: ModuleCount
    question: QuestionCount
    item: Item

    @property
    def share(self) -> float:
        return self.item.count / self.question.answered


def first_to_address(group: Class, most: int = 3) -> tuple[Misconception, ...]:
    """The most shared misconceptions, the most frequent first; a thing that one person alone said is none."""
    found = [
        Misconception(module, question, item)
        for module in group.modules
        for question in module.questions
        if (item := _worst(question)) is not None
    ]
    # `sorted` is stable: among equals, the order of the course.
    return tuple(sorted(found, key=lambda m: (-m.share, -m.item.count))[:most])


def _worst(question: QuestionCount) -> Item | None:
    shared = [item for item in question.items if item.sort in _NAMED and item.count >= COMMON]
    return max(shared, key=lambda item: item.count, default=None)
