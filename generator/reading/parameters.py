"""Parameters of a cell: variables with Colab's form annotations, as `exercises/atelier` reads them too.

    # @markdown Number of lamps
    lamps = 360  # @param {type:"slider", min:50, max:2000, step:10}

Lives here: one `Parameter` per annotated assignment, and what is wrong with the others. Nothing is run.
May not live here: what a cell's role asks of it (see `notebooks`).
"""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import isfinite
from typing import Any, Literal, cast

from generator.diagnostics import Diagnostic, Place, did_you_mean, listed
from generator.model import Parameter
from generator.territories.worksheets import MARKS

Kind = Literal["slider", "number", "integer", "boolean", "string", "date", "choice"]

KINDS = ("slider", "number", "integer", "boolean", "string", "date")
MOST_TEXT = 200
_LIMITS = ("min", "max", "step")
_NUMERIC = frozenset({"slider", "number", "integer"})
_ANNOTATION = re.compile(r"#\s*@param\b\s*(.*)")
_LABEL = re.compile(r"\s*#\s*@markdown\b\s*(.*?)\s*")
_KEY = re.compile(r"\s*(?:\"(?P<quoted>\w+)\"|(?P<bare>\w+))\s*:\s*")
_COMMA = re.compile(r"\s*(,|$)")
_LIKE_FORM = re.compile(r"#\s*@?\w*param\w*\b|#\s*@\w+\s*[{\[]", re.IGNORECASE)


class _AnnotationError(ValueError):
    """What is wrong with one annotation: a sentence, and a hint."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Source:
    """A cell's Python with the place of its parts; `tree` is its syntax tree."""

    text: str
    tree: ast.Module
    place: Place

    def at(self, line: int, column: int = 1, length: int = 1) -> Place:
        """A run of this source: 1-based line and column in the cell."""
        return Place(self.place.path, self.place.line + line - 1, column, length)

    def node(self, node: ast.stmt | ast.expr) -> Place:
        """A statement or expression, to the end of its first line."""
        lines = self.text.split("\n")
        line = lines[node.lineno - 1]
        start = len(line.encode()[: node.col_offset].decode("utf-8", "replace"))
        end = len(line)
        if node.end_lineno == node.lineno and node.end_col_offset is not None:
            end = len(line.encode()[: node.end_col_offset].decode("utf-8", "replace"))
        return self.at(node.lineno, start + 1, max(1, end - start))

    def comments(self) -> tuple[tuple[int, int, str], ...]:
        """(line, column, text) of each comment, from 1."""
        return _comments(self.text) if "#" in self.text else ()


@lru_cache(maxsize=1 << 11)  # what a role asks is asked in several steps, each of which looks at the comments
def _comments(text: str) -> tuple[tuple[int, int, str], ...]:
    cut = tokenize.generate_tokens(io.StringIO(text).readline)
    return tuple((t.start[0], t.start[1] + 1, t.string) for t in cut if t.type == tokenize.COMMENT)


def read_parameters(
    source: Source, found: list[Diagnostic], *, question: bool = False
) -> tuple[Parameter, ...]:
    """The annotated assignments of a cell, in order; `found` gets what is wrong with the others.

    Args:
        source: the cell.
        found: where faults go.
        question: its parameter needs no label, and is `None`: unanswered.
    """
    out: list[Parameter] = []
    on_line = Counter(line for node in source.tree.body for line in {node.lineno, node.end_lineno})
    by_line = {node.lineno: node for node in source.tree.body if on_line[node.lineno] == 1}
    for line, column, comment in source.comments():
        annotation = _ANNOTATION.match(comment)
        place = source.at(line, column, len(comment))
        if annotation is None:
            if _LIKE_FORM.match(comment):
                found.append(
                    Diagnostic("bad-parameter", "this comment looks like an annotation and is none", place,
                               'write # @param {type:"…"}')
                )  # fmt: skip
            continue
        try:
            out.append(_parameter(source, by_line.get(line), annotation.group(1).strip(), question=question))
        except _AnnotationError as error:
            found.append(Diagnostic("bad-parameter", str(error), place, error.hint))
    return tuple(out)


def annotated(source: Source) -> Iterator[Place]:
    """Places of all form annotations of a cell."""
    for line, column, comment in source.comments():
        if _ANNOTATION.match(comment):
            yield source.at(line, column, len(comment))


def _parameter(source: Source, node: ast.stmt | None, form: str, *, question: bool) -> Parameter:
    name, default = _assignment(node)
    if "@param" in form:
        raise _AnnotationError("there are several annotations on this line", "keep one")
    kind, options, choices, territory = _form(form)
    line = node.lineno if node else 1
    above = _LABEL.fullmatch(source.text.split("\n")[line - 2]) if line > 1 else None
    label = above.group(1) if above else ""
    if not label and not question:
        raise _AnnotationError(f"'{name}' has no label", "write '# @markdown …' on the line above it")
    low, high, step = (options.get(limit) for limit in _LIMITS)
    place = source.node(node) if node else source.at(line)
    parameter = Parameter(name, label, kind, default, low, high, step, choices, place, territory)
    if not question:
        _check_default(parameter)
    elif default is not None:
        raise _AnnotationError(
            f"an answer is None until a learner gives one, not {default!r}", f"write {name} = None"
        )
    return parameter


def _assignment(node: ast.stmt | None) -> tuple[str, str | float | bool | None]:
    """Name and literal of `name = value`, alone on its line."""
    wrong = _AnnotationError("an annotation follows one assignment, alone on its line", "write name = value  # @param …")  # fmt: skip
    if (
        not isinstance(node, ast.Assign | ast.AnnAssign)
        or node.value is None
        or node.end_lineno != node.lineno
    ):
        raise wrong
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if len(targets) != 1 or not isinstance(targets[0], ast.Name):
        raise wrong
    name = targets[0].id
    try:
        value = ast.literal_eval(node.value)
    except (ValueError, TypeError, MemoryError, RecursionError):
        value = ...
    if value is not None and not isinstance(value, bool | int | float | str):
        way_out = "write a number, a text between quotes, True or False"
        match value:
            case (int(whole), int(rest)):
                way_out = f"write decimals after a point: {whole}.{rest}"
        raise _AnnotationError(f"the value of '{name}' is no plain value", way_out)
    return name, value


# --- the form ---------------------------------------------------------------------------------------


def _form(form: str) -> tuple[Kind, dict[str, float], tuple[str, ...], str]:
    """Kind, limits, choices and what of the territory it follows: `{type:"…", key:value}` or a list of texts."""
    if form.startswith("["):
        choices, more = _choices(form)
        mark = _mark("choice", more)
        for name in more:
            raise _AnnotationError(f"'{name}' is not an option of a list of choices", "options: territory")
        return "choice", {}, choices, mark
    options = _options(form)
    kind = options.pop("type", None)
    if kind not in KINDS:
        raise _AnnotationError(
            f"unknown type {json.dumps(kind, ensure_ascii=False)}" if kind else "the annotation has no type",
            did_you_mean(str(kind), KINDS, otherwise=f"types: {listed(KINDS)}, or a list of choices"),
        )
    mark = _mark(kind, options)
    allowed = _LIMITS if kind in _NUMERIC else ()
    for name, value in options.items():
        if name not in allowed:
            raise _AnnotationError(
                f"'{name}' is not an option of the type {kind}",
                did_you_mean(name, allowed, otherwise=f"options: {listed(allowed) or 'none'}"),
            )
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise _AnnotationError(f"'{name}' must be a number")
    _check_limits(kind, options)
    if kind == "slider":
        options.setdefault("step", 1)
    return cast("Kind", kind), options, (), mark


def _mark(kind: str, options: dict[str, Any]) -> str:
    """Take `territory`, and the `rate` it may need, out of the options of an annotation."""
    if "territory" not in options:
        return ""
    mark, rate = options.pop("territory"), options.pop("rate", None)
    if not isinstance(mark, str) or kind not in MARKS.get(mark, ()):
        known = [name for name, kinds in MARKS.items() if kind in kinds]
        raise _AnnotationError(
            f"the type {kind} cannot follow {json.dumps(mark, ensure_ascii=False)} of the territory",
            did_you_mean(str(mark), known, otherwise=f"this type follows: {listed(known) or 'nothing'}"),
        )
    positive = isinstance(rate, int | float) and not isinstance(rate, bool) and isfinite(rate) and rate > 0
    if positive != (mark == "people") or (rate is not None and not positive):
        raise _AnnotationError(
            "'rate' is a number above zero, for one inhabitant", 'write territory:"people", rate:2'
        )
    return mark


def _check_limits(kind: str, options: Mapping[str, float]) -> None:
    low, high = options.get("min"), options.get("max")
    if kind == "slider" and (low is None or high is None):
        raise _AnnotationError("a slider needs min and max", 'write {type:"slider", min:0, max:10, step:1}')
    if low is not None and high is not None and not low < high:
        raise _AnnotationError("min must be smaller than max")
    if options.get("step", 1) <= 0:
        raise _AnnotationError("step must be above zero")


def _choices(form: str) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The choices, and the options that may follow them."""
    hint = 'write ["one", "two"], with double quotes'
    try:
        choices, end = json.JSONDecoder().raw_decode(form)
    except (ValueError, RecursionError):
        raise _AnnotationError("the choices cannot be read", hint) from None
    if not all(isinstance(choice, str) and choice.strip() for choice in choices):
        raise _AnnotationError("every choice is a text between double quotes", hint)
    if len(choices) < 2 or len(set(choices)) < len(choices):
        raise _AnnotationError("there must be at least two choices, all different")
    rest = form[end:].strip()
    return tuple(choices), _options(rest) if rest else {}


def _options(form: str) -> dict[str, Any]:
    """Keys and values of `{key: value, …}`; keys may stand without quotes, values are JSON."""
    hint = 'write # @param {type:"slider", min:0, max:10, step:1}, or a list of choices'
    if not (form.startswith("{") and form.endswith("}")):
        raise _AnnotationError('the annotation is neither {type:"…"} nor a list of choices', hint)
    options: dict[str, Any] = {}
    at, end = 1, len(form) - 1
    while form[at:end].strip():
        key = _KEY.match(form, at, end)
        if not key:
            raise _AnnotationError("the annotation is not written key:value, key:value", hint)
        name = key["quoted"] or key["bare"]
        try:
            value, at = json.JSONDecoder().raw_decode(form, key.end())
        except (ValueError, RecursionError):
            raise _AnnotationError(f"the value of '{name}' cannot be read", hint) from None
        if name in options:
            raise _AnnotationError(f"'{name}' is given twice", "keep one of the two")
        options[name] = value
        comma = _COMMA.match(form, at, end)
        if not comma:
            raise _AnnotationError("the annotation is not written key:value, key:value", hint)
        at = comma.end()
    return options


# --- defaults ---------------------------------------------------------------------------------------


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


_TYPES: Mapping[str, Callable[[object], bool]] = {
    "slider": _is_number,
    "number": _is_number,
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "string": lambda value: isinstance(value, str) and len(value) <= MOST_TEXT,
    "date": lambda value: isinstance(value, str) and _is_day(value),
    "choice": lambda value: isinstance(value, str),
}


def _check_default(parameter: Parameter) -> None:
    """A default is what the form could have sent, of the very type."""
    value = parameter.default
    if not _TYPES[parameter.kind](value):
        raise _AnnotationError(f"the default {value!r} is not of the type {parameter.kind}")
    if parameter.kind == "choice" and value not in parameter.choices:
        raise _AnnotationError(
            f"the default {value!r} is not among the choices", did_you_mean(str(value), parameter.choices)
        )
    if isinstance(value, bool) or not isinstance(value, int | float):
        return
    low, high = parameter.minimum, parameter.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        least = "−∞" if low is None else f"{low:g}"
        most = "∞" if high is None else f"{high:g}"
        raise _AnnotationError(
            f"the default {value!r} is outside {least} to {most}", "change it, or the limits"
        )
