"""Parameters of a cell: the form annotations of Colab, and new values written into the source.

Lives here: `parse_parameters` and `rewrite`. The value on the left of an assignment is the default; its annotation
says what a form may put in its place (see `values`):

    # @markdown Nombre de points lumineux
    points = 360  # @param {type:"slider", min:50, max:2000, step:10}

An annotation may also say what of a territory the default follows (`territory:"members"`, see `FOLLOWED`). Nothing is
done about it here: whoever puts another territory's data beside the notebook writes these lines again.

May not live here: running cells.
"""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from typing import Any, Final, cast

from .values import Kind, Parameter, UnreadableError, read_value

KINDS: Final = ("slider", "number", "integer", "boolean", "string", "date")
_LIMITS: Final = ("min", "max", "step")
FOLLOWED: Final[Mapping[str, tuple[str, ...]]] = {
    "members": ("choice",),
    "others": ("slider",),
    "people": ("number", "integer"),
    "inhabitants": ("number", "integer"),
}
"""What of a territory a default may follow, with the kinds of parameters that can."""
_ANNOTATION = re.compile(r"#\s*@param\b\s*(?P<form>.*)")
_LABEL = re.compile(r"\s*#\s*@markdown\b\s*(?P<label>.*?)\s*")
_KEY = re.compile(r"\s*(?:\"(?P<quoted>\w+)\"|(?P<bare>\w+))\s*:\s*")


class ParameterError(ValueError):
    """Annotations that cannot be understood. `faults` are (line of the cell, sentence), in order."""

    def __init__(self, faults: list[tuple[int, str]]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("; ".join(f"line {line}: {sentence}" for line, sentence in self.faults))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the value of an assignment stands: line from 1, columns in bytes."""

    name: str
    value: Any
    line: int
    start: int
    end: int


def parse_parameters(source: str, *, question: bool = False) -> tuple[Parameter, ...]:
    """Parameters of a cell, in order; empty when it has none.

    Args:
        source: the cell's Python.
        question: its one parameter needs no label and may be `None`, which means unanswered.

    Raises:
        ParameterError: every fault with its line: an unknown annotation or option, a default that is no literal or
            not allowed, a missing label, several annotations or assignments on a line.
        SyntaxError: the source is not Python.
    """
    lines = _lines(source)
    spots = _assignments(source)
    faults: list[tuple[int, str]] = []
    found: list[Parameter] = []
    for line, form in _annotations(source):
        here = [spot for spot in spots if spot.line == line]
        try:
            found.append(_parameter(here, form, line, lines[: line - 1], question=question))
        except ValueError as error:
            faults.append((line, str(error)))
    seen: set[str] = set()
    for parameter in found:
        if parameter.name in seen:
            faults.append((parameter.line, f"{parameter.name} is a parameter twice"))
        seen.add(parameter.name)
    if faults:
        raise ParameterError(faults)
    return tuple(found)


def rewrite(source: str, values: Mapping[str, object]) -> str:
    """The source with new values in place of the defaults; every other character stays.

    Args:
        source: the cell's Python.
        values: name → literal; names that the cell does not annotate are left out.

    Raises:
        SyntaxError: the source is not Python.
    """
    annotated = {line for line, _ in _annotations(source)}
    lines = _lines(source)
    for spot in sorted(_assignments(source), key=lambda spot: (spot.line, -spot.start)):
        if spot.line in annotated and spot.name in values:
            raw = lines[spot.line - 1].encode()
            new = _written(values[spot.name]).encode()
            lines[spot.line - 1] = (raw[: spot.start] + new + raw[spot.end :]).decode()
    return "\n".join(lines)


def names_of(source: str) -> frozenset[str]:
    """Names that the cell annotates and that `rewrite` can change; none when the source is not Python."""
    try:
        annotated = {line for line, _ in _annotations(source)}
        return frozenset(spot.name for spot in _assignments(source) if spot.line in annotated)
    except SyntaxError:
        return frozenset()


def _written(value: object) -> str:
    return f"float({str(value)!r})" if isinstance(value, float) and not isfinite(value) else repr(value)


# --- reading the source -----------------------------------------------------------------------------


def _lines(source: str) -> list[str]:
    """Lines as Python's parser counts them."""
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


# A cell is read again at each answer and each change of a parameter: in a page that is most of what an answer costs.
_read_once = lru_cache(maxsize=64)


@_read_once
def _annotations(source: str) -> tuple[tuple[int, str], ...]:
    """(line, form) of each `# @param` comment."""
    text = "\n".join(_lines(source))
    ast.parse(text)  # says what is wrong better than the tokenizer does
    return tuple(
        (token.start[0], match["form"])
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT and (match := _ANNOTATION.match(token.string))
    )


@_read_once
def _assignments(source: str) -> tuple[_Spot, ...]:
    """Assignments of the cell's first level, one name each; the value of what is no literal is `...`."""
    spots = []
    for node in ast.parse("\n".join(_lines(source))).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            value = node.value
            if len(targets) == 1 and isinstance(targets[0], ast.Name) and value.lineno == value.end_lineno:
                spots.append(
                    _Spot(
                        targets[0].id,
                        _literal(value),
                        value.lineno,
                        value.col_offset,
                        value.end_col_offset or 0,
                    )
                )
    return tuple(spots)


def _literal(node: ast.expr) -> Any:
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, MemoryError, RecursionError):
        return ...
    return value if value is None or isinstance(value, bool | int | float | str) else ...


def _parameter(here: list[_Spot], form: str, line: int, above: list[str], *, question: bool) -> Parameter:
    if len(here) != 1:
        raise ValueError("an annotation follows one assignment, name = value, alone on its line")
    spot = here[0]
    if "@param" in form:
        raise ValueError("there are several annotations on this line")
    if spot.value is ...:
        raise ValueError(f"the value of {spot.name} must be written as a number, a text, True or False")
    label = match["label"] if above and (match := _LABEL.fullmatch(above[-1])) else ""
    if not label and not question:
        raise ValueError(f"{spot.name} has no label: write `# @markdown …` on the line above")
    kind, options, choices = _form(form)
    low, high, step = (options.get(name) for name in _LIMITS)
    parameter = Parameter(spot.name, label, kind, spot.value, low, high, step, choices, line)
    if not (question and spot.value is None):
        _check_default(parameter)
    return parameter


def _check_default(parameter: Parameter) -> None:
    """A default is what the form could have sent, of the very type."""
    shown = repr(parameter.default)
    expected = {"boolean": bool, "string": str, "date": str, "choice": str, "integer": int}.get(
        parameter.kind
    )
    numeric = isinstance(parameter.default, int | float) and not isinstance(parameter.default, bool)
    if not (isinstance(parameter.default, expected) if expected else numeric) or (
        parameter.kind == "integer" and not numeric
    ):
        raise ValueError(f"{shown} is not of the annotated type, {parameter.kind}")
    if parameter.kind == "choice" and parameter.default not in parameter.choices:
        raise ValueError(f"{shown} is not among the choices")
    try:
        read_value(parameter, parameter.default)
    except UnreadableError:
        limits = (
            f"{parameter.min} to {parameter.max}"
            if parameter.min is not None
            else "what the annotation allows"
        )
        raise ValueError(f"{shown} is outside {limits}") from None


def _form(form: str) -> tuple[Kind, dict[str, Any], tuple[str, ...]]:
    """Kind, limits and choices of an annotation: `{type:"…", key:value}` or a list of texts."""
    if form.startswith("["):
        choices, more = _choices(form)
        _drop_territory("choice", more)
        for name in more:
            raise ValueError(f"unknown option {name!r} for a list of choices")
        return "choice", {}, choices
    options = _options(form)
    kind = options.pop("type", None)
    if kind not in KINDS:
        raise ValueError(f"unknown type {kind!r}: write one of {', '.join(KINDS)}, or a list of choices")
    _drop_territory(kind, options)
    allowed = _LIMITS if kind in {"slider", "number", "integer"} else ()
    for name, value in options.items():
        if name not in allowed:
            raise ValueError(f"unknown option {name!r} for the type {kind}")
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise ValueError(f"{name} must be a number")
    low, high = options.get("min"), options.get("max")
    if kind == "slider" and (low is None or high is None):
        raise ValueError("a slider needs min and max")
    if low is not None and high is not None and not low < high:
        raise ValueError("min must be smaller than max")
    if options.get("step", 1) <= 0:
        raise ValueError("step must be above zero")
    if kind == "slider":
        options.setdefault("step", 1)
    return cast("Kind", kind), options, ()


def _drop_territory(kind: str, options: dict[str, Any]) -> None:
    """Take out what the default follows, and the rate for one inhabitant that it may need."""
    if "territory" not in options:
        return
    mark, rate = options.pop("territory"), options.pop("rate", None)
    if not isinstance(mark, str) or kind not in FOLLOWED.get(mark, ()):
        raise ValueError(f"a {kind} cannot follow {mark!r} of the territory")
    positive = isinstance(rate, int | float) and not isinstance(rate, bool) and isfinite(rate) and rate > 0
    if positive != (mark == "people") or (rate is not None and not positive):
        raise ValueError("rate is a number above zero, for one inhabitant")


def _choices(form: str) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The choices, and the options that may follow them."""
    try:
        choices, end = json.JSONDecoder().raw_decode(form)
    except (ValueError, RecursionError):
        raise ValueError('choices are written ["one", "two"], with double quotes') from None
    if len(choices) < 2 or len(set(map(str, choices))) < len(choices):
        raise ValueError("there must be at least two choices, all different")
    if not all(isinstance(choice, str) and choice.strip() for choice in choices):
        raise ValueError("choices are texts between double quotes")
    rest = form[end:].strip()
    return tuple(choices), _options(rest) if rest else {}


def _options(form: str) -> dict[str, Any]:
    """Keys and values of `{key: value, …}`; keys may stand without quotes, values are JSON."""
    text = form.strip()
    if not (text.startswith("{") and text.endswith("}")):
        raise ValueError('write {type:"…"} or a list of choices after @param')
    options: dict[str, Any] = {}
    at, end = 1, len(text) - 1
    while text[at:end].strip():
        key = _KEY.match(text, at, end)
        if not key:
            raise ValueError("the annotation is not written key:value, key:value")
        try:
            value, at = json.JSONDecoder().raw_decode(text, key.end())
        except (ValueError, RecursionError):
            raise ValueError(f"the value of {key[1] or key[2]} cannot be read") from None
        name = key["quoted"] or key["bare"]
        if name in options:
            raise ValueError(f"{name} is given twice")
        options[name] = value
        comma = re.compile(r"\s*(,|$)").match(text, at, end)
        if not comma:
            raise ValueError("the annotation is not written key:value, key:value")
        at = comma.end()
    return options
