"""From plain data to a shape, and from pydantic's complaints to diagnostics at the right line.

May not live here: the shapes themselves (see `shapes`), reading files (see `files`).
"""

from __future__ import annotations

import re
import types
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from generator.diagnostics import Diagnostic, did_you_mean, listed
from generator.reading.marks import Marks
from generator.reading.shapes import FORMS, Language, Shape

S = TypeVar("S", bound=Shape)

_SENTENCES = {
    "string_type": "expected a text",
    "int_type": "expected a whole number",
    "int_from_float": "expected a whole number",
    "float_type": "expected a number",
    "finite_number": "expected a number",
    "bool_type": "expected true or false",
    "list_type": "expected a list",
    "dict_type": "expected a mapping (key: value)",
    "model_type": "expected a mapping (key: value)",
    "model_attributes_type": "expected a mapping (key: value)",
    "string_too_short": "the text is empty",
}
_NUMBER = re.compile(r"^\s*[“\"]?(-?\d+(?:[.,]\d+)?)[”\"]?\s*(?:%|[a-z]+)?\s*$")
_QUOTE = "write it between quotes if it must stay a text"


def validate(
    shape: type[S], data: Any, marks: Marks, at: tuple[str | int, ...] = ()
) -> tuple[S | None, list[Diagnostic]]:
    """Read `data` as `shape`; `at` is where the data stands in its file.

    Returns:
        The shape, or `None` with one diagnostic per fault.
    """
    if not isinstance(data, dict):
        message = "the file is empty" if data is None and not at else "expected a mapping (key: value)"
        return None, [Diagnostic("wrong-type", message, marks.value(*at))]
    try:
        return shape.model_validate(data), []
    except ValidationError as error:
        found = [_diagnostic(shape, data, marks, at, fault) for fault in error.errors(include_url=False)]
        # `str | float` complains once per branch: one value, one line.
        once = {(d.place, d.rule, d.message if d.rule != "wrong-type" else ""): d for d in reversed(found)}
        return None, _without_twins(list(once.values()))


def _without_twins(found: list[Diagnostic]) -> list[Diagnostic]:
    """A misspelt field is one mistake: that the right one is missing is not told as well."""
    meant = {d.hint for d in found if d.rule == "unknown-field"}
    return [d for d in found if d.rule != "missing-field" or f"did you mean '{_missing(d)}'?" not in meant]


def _missing(diagnostic: Diagnostic) -> str:
    return diagnostic.message.removeprefix("the field '").removesuffix("' is missing")


def _diagnostic(
    shape: type[Shape], data: Any, marks: Marks, at: tuple[str | int, ...], fault: Any
) -> Diagnostic:
    kind, message, ctx = fault["type"], fault["msg"], fault.get("ctx", {})
    path, model = _walk(shape, data, fault["loc"])
    name = str(fault["loc"][-1]) if fault["loc"] else ""
    full = (*at, *path)
    if kind == "extra_forbidden":
        known = _names(model)
        return Diagnostic("unknown-field", f"'{name}' is not a field here", marks.key(*full),
                          did_you_mean(name, known, otherwise=f"known fields: {listed(known)}"))  # fmt: skip
    if kind == "missing":
        return Diagnostic(
            "missing-field", f"the field '{name}' is missing", _around(marks, full), f"add '{name}: …'"
        )
    if kind == "union_tag_not_found":
        return Diagnostic(
            "missing-field",
            "the field 'kind' is missing",
            _around(marks, full),
            f"add 'kind:', one of {_kinds(ctx)}",
        )
    if kind == "union_tag_invalid":
        tag = str(ctx.get("tag", ""))
        return Diagnostic("wrong-type", f"'{tag}' is not a kind of question", marks.value(*full, "kind"),
                          did_you_mean(tag, _kinds(ctx).split(", "), otherwise=f"one of {_kinds(ctx)}"))  # fmt: skip
    if kind in {"literal_error", "enum"}:
        allowed = [w.strip("'") for w in str(ctx.get("expected", "")).replace(" or ", ", ").split(", ")]
        where = marks.key(*full) if "[key]" in fault["loc"] else marks.value(*full)
        value = str(fault.get("input"))
        if name == "verb":  # a close word may be another verb altogether: show them all
            hint = f"verbs that can be observed: {listed(allowed)}"
            return Diagnostic("wrong-type", f"'{value}' is not accepted for '{_label(path)}'", where, hint)
        return Diagnostic("wrong-type", f"'{value}' is not accepted for '{_label(path)}'", where,
                          did_you_mean(value, allowed, otherwise=f"one of {listed(filter(None, allowed))}"))  # fmt: skip
    sentence = _sentence(kind, message, ctx)
    hint = _way_out(kind, fault.get("input"), model, name)
    if kind == "string_pattern_mismatch":
        sentence = f"'{fault.get('input')}' does not have the form asked for"
        pattern = str(ctx.get("pattern", ""))
        hint = FORMS.get(pattern) or _describe(model, name) or f"pattern: {pattern}"
    where = marks.key(*full) if "[key]" in fault["loc"] else marks.value(*full)
    return Diagnostic("wrong-type", f"'{_label(path)}': {sentence}", where, hint)


def _way_out(kind: str, value: Any, model: Any, name: str) -> str:
    """What to write instead, where the value shows what was meant."""
    if kind == "string_type" and not isinstance(value, dict | list):
        return _QUOTE if value is not None else ""
    if not isinstance(value, str):
        return ""
    number = _NUMBER.match(value)
    if kind in {"int_type", "float_type"} and number:
        plain = number.group(1).replace(",", ".")
        plain = plain.partition(".")[0] if kind == "int_type" else plain
        return f"write it without quotes or unit, with a point for decimals: {plain}"
    if kind == "bool_type":
        return "write true or false, without quotes"
    if kind == "list_type":
        return "write a list between brackets: [a, b]"
    words = get_args(_inner(model, name))
    if kind == "dict_type" and words and words[0] is not Any and _is_language(words[0]):
        return f'write a text for each language: {name}: {{fr: "…", en: "…"}}'
    return ""


def _is_language(annotation: Any) -> bool:
    return bool(annotation == Language)


def _sentence(kind: str, message: str, ctx: dict[str, Any]) -> str:
    """What pydantic says, in the words of the house."""
    match kind:
        case "value_error":
            return str(ctx.get("error", message))
        case "greater_than_equal":
            return f"expected {ctx['ge']:g} or more"
        case "less_than_equal":
            return f"expected {ctx['le']:g} or less"
        case "too_short":
            return f"expected {_entries(ctx['min_length'])} or more, found {ctx['actual_length']}"
        case "too_long":
            return f"expected {_entries(ctx['max_length'])} or fewer, found {ctx['actual_length']}"
        case "string_too_long":
            return f"the text is longer than {ctx['max_length']:,} characters"
        case _:
            return _SENTENCES.get(kind, message[:1].lower() + message[1:])


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _around(marks: Marks, path: tuple[str | int, ...]) -> Any:
    """Where a missing field is told: the key that holds the mapping, or the first line of a list item."""
    parent = path[:-1] if path and path not in marks.values else path
    return marks.keys.get(parent) or marks.value(*parent)


def _label(path: tuple[str | int, ...]) -> str:
    names = [str(p) for p in path if isinstance(p, str)]
    return ".".join(names[-2:]) if names else "the file"


def _kinds(ctx: dict[str, Any]) -> str:
    return str(
        ctx.get("expected_tags")
        or "single, multiple, true-false, numeric, matching, ordering, sorting, short-text"
    ).replace("'", "")


def _describe(model: Any, name: str) -> str:
    fields = getattr(model, "model_fields", {})
    description = getattr(fields.get(name), "description", None)
    return str(description or "")


def _names(model: Any) -> list[str]:
    return list(getattr(model, "model_fields", {}))


def _walk(shape: type[Shape], data: Any, loc: tuple[str | int, ...]) -> tuple[tuple[str | int, ...], Any]:
    """The path in the author's data (pydantic adds union tags and branch names) and the shape around it."""
    path: list[str | int] = []
    model: Any = shape
    for index, step in enumerate(loc):
        last = index == len(loc) - 1
        if step == "[key]":
            continue
        if isinstance(data, dict) and (step in data or last) and not _is_tag(model, step):
            inner = _inner(model, str(step))
            path.append(step)
            data = data.get(str(step))
            if not last or inner is not None:
                model = inner if not last else model
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            path.append(step)
            data = data[step]
            model = _item(model)
        elif isinstance(step, str):
            model = _branch(model, step) or model
    return tuple(path), model


def _is_tag(model: Any, step: str | int) -> bool:
    return not isinstance(model, type) and _branch(model, str(step)) is not None


def _bare(annotation: Any) -> Any:
    """Without Annotated and Optional."""
    while hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    if get_origin(annotation) in {Union, types.UnionType}:
        arms = [a for a in get_args(annotation) if a is not type(None)]
        return _bare(arms[0]) if len(arms) == 1 else annotation
    return annotation


def _inner(model: Any, name: str) -> Any:
    model = _bare(model)
    if isinstance(model, type) and issubclass(model, BaseModel):
        field = model.model_fields.get(name)
        return _bare(field.annotation) if field else None
    return _bare(get_args(model)[1]) if get_origin(model) is dict else None


def _item(model: Any) -> Any:
    model = _bare(model)
    return _bare(get_args(model)[0]) if get_origin(model) is list else model


def _branch(model: Any, tag: str) -> Any:
    """The arm of a union of questions whose `kind` is `tag`."""
    for arm in get_args(_bare(model)):
        arm = _bare(arm)  # noqa: PLW2901  (the bare arm is what we look at)
        field = getattr(arm, "model_fields", {}).get("kind")
        if field is not None and tag in get_args(field.annotation):
            return arm
    return None
