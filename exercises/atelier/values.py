"""What a parameter may be: `read_value` makes a Python value of what a form sends, or says why it cannot.

May not live here: how a cell's source says what its parameters are (see `parameters`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Final, Literal, cast

from .speech import label_factor, read_number, trimmed
from .words import word

Kind = Literal["slider", "number", "integer", "boolean", "string", "date", "choice"]
Value = float | str | bool | None

MOST_TEXT: Final = 200
"""Characters of a string parameter."""


class UnreadableError(ValueError):
    """A value that a form sent and that its parameter does not allow; the message is for learners."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value learners may change. `line` counts from 1 in its cell; limits are `None` where there is none."""

    name: str
    label: str
    kind: Kind
    default: Value
    min: float | None
    max: float | None
    step: float | None
    choices: tuple[str, ...]
    line: int


def read_value(parameter: Parameter, given: object) -> Value:
    """The Python value of what a form sent: numbers may come as typed, in the conventions of the language.

    Raises:
        UnreadableError: with a sentence for the learner.
    """
    label = parameter.label or parameter.name
    match parameter.kind:
        case "slider" | "number" | "integer":
            return _number(parameter, given, label)
        case "boolean":
            if isinstance(given, bool):
                return given
            raise UnreadableError(word("p-boolean", label=label))
        case "date":
            if isinstance(given, str) and _is_day(given):
                return given
            raise UnreadableError(word("p-date", label=label, example=parameter.default))
        case "choice":
            if isinstance(given, str) and given in parameter.choices:
                return given
            raise UnreadableError(word("p-choices", label=label))
        case "string":
            if isinstance(given, str) and len(given) <= MOST_TEXT:
                return given
            raise UnreadableError(word("p-string", label=label, most=MOST_TEXT))


def _number(parameter: Parameter, given: object, label: str) -> float:
    example = trimmed(parameter.default) if isinstance(parameter.default, int | float) else "1"
    values = _typed(given, label) if isinstance(given, str) else [given]
    refusal = UnreadableError(word("p-number" if values else "p-alone", label=label, example=example))
    for value in values:  # a second one is the same text read in another country's conventions
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            continue
        try:
            return _allowed(parameter, value, label, example)
        except UnreadableError as error:
            refusal = error if value is values[0] else refusal
    raise refusal


def _typed(given: str, label: str) -> list[float | None]:
    """What a text may mean, most likely first: `None` alone when it is no number, nothing when its unit is unknown."""
    reading = read_number(given)
    if reading is None:
        return [None]
    if (factor := label_factor(reading.rest, label)) is None:
        return []
    return [value if value is None else value * factor for value in (reading.value, reading.other)]


def _allowed(parameter: Parameter, value: float, label: str, example: str) -> float:
    """The value, whole where the default is, within the limits."""
    whole = value == int(value)
    if parameter.kind == "integer" and not whole:
        raise UnreadableError(word("p-integer", label=label, example=example))
    _in_range(parameter, value, label)
    return int(value) if whole and (parameter.kind == "integer" or _all_whole(parameter)) else value


def _in_range(parameter: Parameter, value: float, label: str) -> None:
    low, high = parameter.min, parameter.max
    if (low is None or low <= value) and (high is None or value <= high):
        return
    if low is not None and high is not None:
        raise UnreadableError(word("p-range", label=label, min=trimmed(low), max=trimmed(high)))
    if low is not None:
        raise UnreadableError(word("p-min", label=label, min=trimmed(low)))
    raise UnreadableError(word("p-max", label=label, max=trimmed(cast("float", high))))


def _all_whole(parameter: Parameter) -> bool:
    """Whether an `int` default is meant to stay one: no limit or step has decimals."""
    numbers = [parameter.default, parameter.min, parameter.max, parameter.step]
    return all(isinstance(n, int) and not isinstance(n, bool) for n in numbers if n is not None)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
