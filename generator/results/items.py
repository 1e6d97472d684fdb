"""What learners said at a question, one item per thing that can be said: which choice, which row gone wrong, which number.

Only first answers are counted here: they show what people thought before anything was explained to them.
An answer that this version of the course does not know (a choice since renamed) counts as answered, in no item.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from generator.model import (
    Answer,
    Choice,
    Given,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
    Sorting,
    TrueFalse,
)
from generator.results.entries import near, number_in, same_words

COMMON = 2
"""An answer typed by fewer people is not shown as it was typed: it helps nobody, and may be somebody's."""

_MOST_TYPED = 6


class Sort(StrEnum):
    """What an item counts."""

    RIGHT = "right"  # learners who gave this right answer
    WRONG = "wrong"  # learners who gave this wrong answer
    MISSED = "missed"  # learners who left out this right choice
    MISPLACED = "misplaced"  # learners who put this row, card or step elsewhere
    OTHER = "other"  # learners whose answers are too rare to be named


@dataclass(frozen=True, slots=True)
class Item:
    """One thing learners said, and how many did.

    Attributes:
        id: of the choice, row, card or step; of a typed answer, what it is.
        sort: what `count` counts.
        text: in Markdown, unless `typed`; empty for a judgement and for other answers, which renderers name.
        count: learners concerned.
        feedback: what the course answers to it, in Markdown; may be empty.
        typed: whether `text` is what learners typed: never to be taken for Markdown or HTML.
        elsewhere: where most of those who misplaced it put it, in Markdown (a position of an order is a number).
        elsewhere_count: how many did.
    """

    id: str
    sort: Sort
    text: str
    count: int
    feedback: str = ""
    typed: bool = False
    elsewhere: str = ""
    elsewhere_count: int = 0


def items_of(question: Question, answers: Sequence[Given], languages: Sequence[str]) -> tuple[Item, ...]:
    """The items of a question in the order of the course.

    Args:
        question: of the variant, with final texts.
        answers: the first answers of the learners.
        languages: in which each of them answered, for numbers.
    """
    given = [one.answer for one in answers]
    match question:
        case SingleChoice(choices=choices):
            return _chosen(choices, given)
        case MultipleChoice(choices=choices):
            return _ticked(choices, given)
        case TrueFalse():
            return _judged(question, given)
        case Numeric():
            return _numbers(question, answers, languages)
        case Matching():
            return _matched(question, given)
        case Ordering():
            return _ordered(question, given)
        case Sorting():
            return _sorted(question, given)
        case ShortText():
            return _words(question, answers)
        case _:
            assert_never(question)


# --- choices ----------------------------------------------------------------------------------------


def _chosen(choices: Iterable[Choice], given: Sequence[Answer]) -> tuple[Item, ...]:
    return tuple(
        Item(c.id, Sort.RIGHT if c.correct else Sort.WRONG, c.text, sum(a == c.id for a in given), c.feedback)
        for c in choices
    )


def _ticked(choices: Iterable[Choice], given: Sequence[Answer]) -> tuple[Item, ...]:
    lists = [a for a in given if isinstance(a, tuple)]

    def count(choice: Choice) -> int:
        return sum((choice.id in a) != choice.correct for a in lists)

    return tuple(
        Item(c.id, Sort.MISSED if c.correct else Sort.WRONG, c.text, count(c), c.feedback) for c in choices
    )


def _judged(question: TrueFalse, given: Sequence[Answer]) -> tuple[Item, ...]:
    pairs = [a for a in given if isinstance(a, Mapping)]
    judgements = tuple(
        Item(
            f"judgement-{str(value).lower()}",
            Sort.RIGHT if value == question.answer else Sort.WRONG,
            "",
            sum(a.get("judgement") is value for a in pairs),
            question.feedback_true if value else question.feedback_false,
        )
        for value in (True, False)
    )
    return judgements + _chosen(question.reasons, [a.get("reason") for a in pairs])


# --- rows -------------------------------------------------------------------------------------------


def _rows(
    rows: Iterable[tuple[str, str, str, str]],
    given: Sequence[Answer],
    places: Mapping[str, str],
    instead: Callable[[str], str],
) -> tuple[Item, ...]:
    """Rows as (id, text, right place, feedback); `places` are texts by id, `instead` what is said of a wrong place."""
    maps = [a for a in given if isinstance(a, Mapping)]
    items = []
    for identity, text, right, feedback in rows:
        put = [a.get(identity) for a in maps]
        wrong = Counter(p for p in put if isinstance(p, str) and p in places and p != right)
        most, times = _most(wrong)
        items.append(
            Item(
                identity,
                Sort.MISPLACED,
                text,
                wrong.total(),
                (instead(most) if most else "") or feedback,
                elsewhere=places[most] if most else "",
                elsewhere_count=times,
            )
        )
    return tuple(items)


def _most(counts: Counter[str]) -> tuple[str, int]:
    """What comes most often; among equals, the first by name: never by the order files came in."""
    if not counts:
        return "", 0
    most = min(counts, key=lambda name: (-counts[name], name))
    return most, counts[most]


def _matched(question: Matching, given: Sequence[Answer]) -> tuple[Item, ...]:
    places = {pair.id: pair.right for pair in question.pairs} | {d.id: d.text for d in question.decoys}
    decoys = {decoy.id: decoy.feedback for decoy in question.decoys}
    rows = ((p.id, p.left, p.id, p.feedback) for p in question.pairs)
    return _rows(rows, given, places, lambda place: decoys.get(place, ""))


def _sorted(question: Sorting, given: Sequence[Answer]) -> tuple[Item, ...]:
    places = {category.id: category.name for category in question.categories}
    return _rows(
        ((c.id, c.text, c.category, c.feedback) for c in question.cards), given, places, lambda _: ""
    )


def _ordered(question: Ordering, given: Sequence[Answer]) -> tuple[Item, ...]:
    known = [step.id for step in question.steps]
    orders = [a for a in given if isinstance(a, tuple) and sorted(a) == sorted(known)]
    items = []
    for right, step in enumerate(question.steps):
        put = Counter(f"{order.index(step.id) + 1:02d}" for order in orders if order[right] != step.id)
        most, times = _most(put)
        place = str(int(most)) if most else ""
        items.append(
            Item(step.id, Sort.MISPLACED, step.text, put.total(), step.feedback, elsewhere=place, elsewhere_count=times)
        )  # fmt: skip
    return tuple(items)


# --- what was typed ---------------------------------------------------------------------------------


def _numbers(question: Numeric, answers: Sequence[Given], languages: Sequence[str]) -> tuple[Item, ...]:
    right = sum(one.right for one in answers)
    wrong = [
        number_in(one.answer, language)
        for one, language in zip(answers, languages, strict=True)
        if not one.right
    ]
    values = [value for value in wrong if value is not None]
    mistakes, rest = [], values
    for mistake in question.mistakes:
        hit = [v for v in rest if near(v, mistake.value, mistake.tolerance)]
        rest = [v for v in rest if not near(v, mistake.value, mistake.tolerance)]
        mistakes.append(
            Item(f"value-{mistake.value:g}", Sort.WRONG, f"{mistake.value:g}", len(hit), mistake.feedback)
        )
    typed = _typed(Counter(f"{value:g}" for value in rest), question.wrong)
    named = right + sum(item.count for item in (*mistakes, *typed))
    return (
        Item("right", Sort.RIGHT, f"{question.answer:g}", right, question.right),
        *mistakes,
        *typed,
        *_others(len(answers) - named, question.wrong),
    )


def _words(question: ShortText, answers: Sequence[Given]) -> tuple[Item, ...]:
    right = sum(one.right for one in answers)
    rest = [one.answer for one in answers if not one.right and isinstance(one.answer, str)]
    slips = []
    for number, slip in enumerate(question.slips, start=1):
        hit = [words for words in rest if same_words(words, slip.words)]
        rest = [words for words in rest if not same_words(words, slip.words)]
        slips.append(Item(f"slip-{number}", Sort.WRONG, " / ".join(slip.words), len(hit), slip.feedback))
    typed = _typed(Counter(" ".join(words.casefold().split()) for words in rest), question.wrong)
    named = right + sum(item.count for item in (*slips, *typed))
    return (
        Item("right", Sort.RIGHT, " / ".join(question.accepted), right, question.right),
        *slips,
        *typed,
        *_others(len(answers) - named, question.wrong),
    )


def _typed(counts: Counter[str], feedback: str) -> tuple[Item, ...]:
    """The answers that several people typed, the most frequent first."""
    often = sorted(
        (name for name in counts if name and counts[name] >= COMMON), key=lambda n: (-counts[n], n)
    )
    return tuple(
        Item(f"typed-{number}", Sort.WRONG, name, counts[name], feedback, typed=True)
        for number, name in enumerate(often[:_MOST_TYPED], start=1)
    )


def _others(count: int, feedback: str) -> tuple[Item, ...]:
    return (Item("others", Sort.OTHER, "", count, feedback),) if count > 0 else ()
