"""Questions: is an answer right, and if not, which typical mistake is it?

Lives here: one `check_…` for each kind of question. Each takes the learner's answer first, as it was typed or
chosen, and what is expected by name; what happens next (tries, hints, solution) is in `verdicts.py`.
Everything is compared in a forgiving way: numbers in both conventions and with their unit, words without case,
accents or articles.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from math import ceil, isclose, isfinite, log10
from typing import Final

from .display import digest
from .speech import read_number, trimmed, unit_factor
from .verdicts import Finding, Question, Verdict, settle
from .words import word

Mistake = tuple[float, str]
"""A wrong value and the sentence that says where it comes from."""

MOST_WORDS: Final = 200
"""Characters of an answer in words."""


def check_number(
    answer: object,
    *,
    expected: float,
    tolerance: float,
    unit: str = "",
    mistakes: Sequence[Mistake] = (),
    hints: Sequence[str] = (),
    worked: str = "",
    name: str = "",
) -> Verdict:
    """Check a number.

    Args:
        answer: a number, or its text: "64,9", "18 122 MWh", "64.9%", "1,2 million".
        expected: the right value, in `unit`.
        tolerance: how far from it an answer is still right, in the same unit.
        unit: of the answer; a typed unit of the same family is converted.
        mistakes: typical wrong values, each with its sentence; the same tolerance holds.
        hints: given one after each wrong try.
        worked: how to get there, shown with a right answer and when hints are used up.
        name: under what tries are counted; the cell's name unless said.

    Raises:
        ValueError: the tolerance is negative.
    """
    if tolerance < 0:
        raise ValueError("the tolerance must be positive or zero")
    form = {"kind": "number", "unit": unit}
    example = trimmed(0.5 if abs(expected) < 1 else 12.5)
    solution = trimmed(expected, _decimals(tolerance), unit=unit)
    question = Question(name, form, digest(expected, tolerance), solution, hints, worked, f'"{example}"')

    def judge() -> Finding:
        if not isfinite(expected):
            return Finding("unreadable", (word("no-answer"),))
        readings = _readings(answer, unit)
        if isinstance(readings, Finding):
            return readings
        return _judge_number(readings, expected, tolerance, unit, mistakes)

    return settle(question, answer, judge)


def check_choice(
    answer: object,
    *,
    choices: Mapping[str, str],
    expected: str,
    feedback: Mapping[str, str] | None = None,
    hints: Sequence[str] = (),
    worked: str = "",
    name: str = "",
) -> Verdict:
    """Check one choice.

    Args:
        answer: the id of a choice, or its words.
        choices: id → words.
        expected: the id of the right one.
        feedback: id → what to say when it is chosen, right or wrong.
        hints: given one after each wrong try.
        worked: explanation, shown with a right answer and when hints are used up.
        name: under what tries are counted; the cell's name unless said.

    Raises:
        ValueError: `expected` or a key of `feedback` is not among the choices.
    """
    said = feedback or {}
    _known(choices, [expected, *said])
    form = {"kind": "choice", "options": [[key, text] for key, text in choices.items()]}
    question = Question(
        name, form, expected, choices[expected], hints, worked, repr(next(iter(choices))), choices
    )

    def judge() -> Finding:
        chosen = _chosen(answer, choices)
        if chosen is None:
            return Finding("unreadable", (word("no-choice", answer=_short(answer)),))
        sentences = (said[chosen],) if chosen in said else ()
        if chosen == expected:
            return Finding("right", sentences)
        return Finding("mistake", sentences) if sentences else Finding("wrong", (word("not-this"),))

    return settle(question, answer, judge)


def check_choices(
    answer: object,
    *,
    choices: Mapping[str, str],
    expected: Collection[str],
    feedback: Mapping[str, str] | None = None,
    hints: Sequence[str] = (),
    worked: str = "",
    name: str = "",
) -> Verdict:
    """Check several choices: all the right ones and only them.

    Args:
        answer: ids or words of choices, as a list or as one text with commas or semicolons.
        choices: id → words.
        expected: ids of the right ones.
        feedback: id → what to say when it is chosen and wrong.
        hints: given one after each wrong try.
        worked: explanation, shown with a right answer and when hints are used up.
        name: under what tries are counted; the cell's name unless said.

    Raises:
        ValueError: nothing is expected, or an id is not among the choices.
    """
    right, said = set(expected), feedback or {}
    _known(choices, [*right, *said])
    if isinstance(expected, str) or not right:
        raise ValueError("expected: give the ids of the right choices, as a list")
    form = {"kind": "choices", "options": [[key, text] for key, text in choices.items()]}
    solution = "; ".join(text for key, text in choices.items() if key in right)
    example = repr(list(choices)[:2])
    question = Question(name, form, digest(sorted(right)), solution, hints, worked, example, choices)

    def judge() -> Finding:
        parts = _parts(answer, choices)
        chosen = [_chosen(part, choices) for part in parts]
        for part, key in zip(parts, chosen, strict=True):
            if key is None:
                return Finding("unreadable", (word("no-choice", answer=_short(part)),))
        return _judge_choices([key for key in choices if key in chosen], right, choices, said)

    return settle(question, answer, judge)


def check_text(
    answer: object,
    *,
    accepted: Sequence[str],
    slips: Sequence[tuple[str | Sequence[str], str]] = (),
    hints: Sequence[str] = (),
    worked: str = "",
    name: str = "",
) -> Verdict:
    """Check a few words, compared without case, accents, articles or punctuation.

    Args:
        answer: what was typed.
        accepted: right answers; the first is shown as the solution.
        slips: wrong words, or several of them, each with its sentence.
        hints: given one after each wrong try.
        worked: explanation, shown with a right answer and when hints are used up.
        name: under what tries are counted; the cell's name unless said.

    Raises:
        ValueError: nothing is accepted.
    """
    if isinstance(accepted, str) or not accepted:
        raise ValueError("accepted: give the right answers, as a list")
    form = {"kind": "text"}
    question = Question(name, form, digest(*accepted), accepted[0], hints, worked, '"…"')

    def judge() -> Finding:
        given = bare(answer) if isinstance(answer, str) and len(answer) <= MOST_WORDS else ""
        if not given:
            return Finding("unreadable", (word("no-text"),))
        if given in map(bare, accepted):
            return Finding("right")
        for wrong, sentence in slips:
            if given in map(bare, [wrong] if isinstance(wrong, str) else wrong):
                return Finding("mistake", (sentence,))
        return Finding("wrong", (word("not-this"),))

    return settle(question, answer, judge)


def check_order(
    answer: object,
    *,
    expected: Sequence[str],
    steps: Mapping[str, str] | None = None,
    feedback: Mapping[str, str] | None = None,
    hints: Sequence[str] = (),
    worked: str = "",
    name: str = "",
) -> Verdict:
    """Check an order.

    Args:
        answer: ids or words of all steps, as a list or as one text with semicolons, commas or `>`.
        expected: the steps in their right order: ids of `steps`, or their words when there are no `steps`.
        steps: id → words.
        feedback: id → what to say when it is the first step out of place.
        hints: given one after each wrong try.
        worked: explanation, shown with a right answer and when hints are used up.
        name: under what tries are counted; the cell's name unless said.

    Raises:
        ValueError: fewer than two steps, one named twice, an unknown id.
    """
    words, said = steps or {step: step for step in expected}, feedback or {}
    _known(words, [*expected, *said])
    if len(expected) < 2 or len(set(expected)) < len(expected) or len(words) != len(expected):
        raise ValueError("expected: name every step once, at least two of them")
    shown = _mixed(expected)
    form = {"kind": "order", "options": [[key, words[key]] for key in shown]}
    solution = "; ".join(f"{place}. {words[key]}" for place, key in enumerate(expected, start=1))
    options = {key: words[key] for key in shown}
    question = Question(name, form, digest(*expected), solution, hints, worked, repr(shown), options)

    def judge() -> Finding:
        given = [_chosen(part, words) for part in _parts(answer, words)]
        if len(given) != len(expected) or set(given) != set(expected):
            return Finding("unreadable", (word("no-order", count=len(expected)),))
        if given == list(expected):
            return Finding("right")
        if given == list(reversed(expected)):
            return Finding("mistake", (word("reversed"),))
        place = next(n for n, key in enumerate(expected) if given[n] != key)
        count = word("in-place", count=place, total=len(expected))
        wrong = str(given[place])
        return Finding("mistake", (said[wrong], count)) if wrong in said else Finding("wrong", (count,))

    return settle(question, answer, judge)


# --- numbers ----------------------------------------------------------------------------------------


def _readings(answer: object, unit: str) -> tuple[float, ...] | Finding:
    """The values an answer may have, likeliest first, or why it has none."""
    example = trimmed(12.5, unit=unit)
    if isinstance(answer, bool) or not isinstance(answer, int | float | str):
        return Finding("unreadable", (word("no-number", answer=_short(answer), example=example),))
    if not isinstance(answer, str):
        if isfinite(answer):
            return (float(answer),)
        return Finding("unreadable", (word("no-number", answer=_short(answer), example=example),))
    reading = read_number(answer)
    if reading is None:
        return Finding("unreadable", (word("no-number", answer=_short(answer), example=example),))
    factor = unit_factor(reading.rest, unit)
    if factor is None:
        return Finding("unreadable", (word("no-single", example=example),))
    return tuple(value * factor for value in (reading.value, reading.other) if value is not None)


def _judge_number(
    readings: Sequence[float], expected: float, tolerance: float, unit: str, mistakes: Sequence[Mistake]
) -> Finding:
    value = readings[0]
    for reading in readings:
        # A comma for a point is no mistake of reasoning: the answer is right, and we say how we read it.
        if _near(reading, expected, tolerance):
            said = () if reading == value else (word("read-as", value=trimmed(reading, unit=unit)),)
            return Finding("right", said)
    for reading in readings:
        for wrong, sentence in mistakes:
            if isfinite(wrong) and _near(reading, wrong, tolerance):
                return Finding("mistake", (sentence,))
    if sentence := _usual_mistake(value, expected, tolerance, unit):
        return Finding("mistake", (sentence,))
    return Finding(
        "wrong", (word("too-much" if value > expected else "too-little", value=trimmed(value, unit=unit)),)
    )


def _usual_mistake(value: float, expected: float, tolerance: float, unit: str) -> str:
    """Mistakes of any number: a share for a percentage, thousands too many or too few, the opposite sign."""
    if _near(expected, 0, tolerance):
        return ""
    if unit == "%" and _near(value * 100, expected, tolerance):
        return word("as-share")
    if any(_near(value * factor, expected, tolerance) for factor in (1e3, 1e6, 1e9, 1e-3, 1e-6, 1e-9)):
        return word("scale-in", unit=unit) if unit else word("scale")
    return word("opposite") if _near(-value, expected, tolerance) else ""


def _near(value: float, target: float, tolerance: float) -> bool:
    """Within the tolerance; 64.4 is within 0.5 of 64.9 whatever floating point makes of it."""
    return abs(value - target) <= tolerance or isclose(
        abs(value - target), tolerance, rel_tol=1e-9, abs_tol=1e-12
    )


def _decimals(tolerance: float) -> int:
    """Decimals with which a rounded value stays within the tolerance."""
    return min(9, max(0, ceil(-log10(tolerance)))) if tolerance > 0 else 9


# --- words ------------------------------------------------------------------------------------------

_ARTICLES: Final = frozenset(
    ("le", "la", "les", "l", "un", "une", "des", "du", "de", "d", "the", "a", "an", "of", "some")
)


def bare(text: str) -> str:
    """A text without case, accents, articles and punctuation: « L’extinction. » gives extinction."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    words = re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join([w for w in words if w not in _ARTICLES] or words)


def _chosen(answer: object, choices: Mapping[str, str]) -> str | None:
    """The id of the choice that is named by its id or its words."""
    given = str(answer).strip()[:MOST_WORDS]
    if given in choices:
        return given
    found = [key for key, text in choices.items() if bare(given) and bare(given) in {bare(key), bare(text)}]
    return found[0] if len(found) == 1 else None


def _parts(answer: object, choices: Mapping[str, str]) -> list[object]:
    """The items of an answer, given as a list or typed as one text."""
    if not isinstance(answer, str):
        return list(answer) if isinstance(answer, list | tuple | set | frozenset) else [answer]
    if _chosen(answer, choices) is not None:
        return [answer]
    mark = next((mark for mark in (";", ">", "\n", ",") if mark in answer), ",")
    return [part for part in answer[: 50 * MOST_WORDS].split(mark) if part.strip()]


def _judge_choices(
    chosen: Sequence[str], right: Collection[str], choices: Mapping[str, str], said: Mapping[str, str]
) -> Finding:
    extra = [key for key in chosen if key not in right]
    missing = len(right) - (len(chosen) - len(extra))
    if not extra and not missing:
        return Finding("right")
    if not extra:
        return Finding("wrong", (word("all-but-one") if missing == 1 else word("all-but", count=missing),))
    sentences = tuple(said.get(key) or word("to-drop", text=choices[key]) for key in extra)
    more = (word("some-missing"),) if missing else ()
    return Finding("mistake" if any(key in said for key in extra) else "wrong", (*sentences, *more))


def _mixed(expected: Sequence[str]) -> list[str]:
    """The steps in an order that is always the same and never the right one, nor its opposite if it can be helped."""
    shown = sorted(expected, key=digest)
    while shown == list(expected) or (len(shown) > 2 and shown == list(reversed(expected))):
        shown = shown[1:] + shown[:1]
    return shown


def _known(choices: Mapping[str, str], ids: Collection[str]) -> None:
    if unknown := [key for key in ids if key not in choices]:
        raise ValueError(f"{unknown[0]!r} is not among {', '.join(choices)}")


def _short(answer: object) -> str:
    text = str(answer)
    return text if len(text) <= 40 else f"{text[:39]}…"
