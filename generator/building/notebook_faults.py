"""What a notebook's run says, as diagnostics at the author's cell and line. Pure: nothing runs here.

Lives here: rules `cell-failed`, `cell-too-slow`, `cell-too-long`, `unsafe-cell`, `not-reproducible` and `broken-contract`.
The replies looked at are those of `notebook_guard`, put together by `exercises`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from generator.diagnostics import Diagnostic, Place
from generator.model import CellRole, Notebook

JUDGED = frozenset({"mistake", "wrong"})
"""Verdicts a typical wrong answer may get: both tell learners something."""

_WAYS_OUT = {
    "NameError": "look at its spelling: no cell above, and no line above in this one, gives a value to that name",
    "AttributeError": "look at its spelling: what stands before the point has nothing of that name",
}
"""What to do about the mistakes that beginners make most, by Python's name for them."""

Places = Mapping[str, Place]
"""First line of each code cell by its name, in order; under the empty name, the notebook."""


def places_of(notebook: Notebook) -> Places:
    cells = {cell.name: cell.place for cell in notebook.cells if cell.role is not CellRole.PROSE}
    return {"": notebook.place, **cells}


def _at(places: Places, cell: str, line: int = 1) -> Place:
    """A line of a cell, from 1; the notebook when the cell is not known."""
    first = places.get(cell, places[""])
    return Place(first.path, first.line + max(line, 1) - 1)


def output_faults(
    reply: Mapping[str, Any], places: Places, seconds: float, characters: int
) -> Iterator[Diagnostic]:
    """What stopped a cell, or must not be published.

    Args:
        reply: `results`, `faults` and `done` of a run.
        places: where the cells are.
        seconds: how long all cells together may take.
        characters: how much one cell may show.
    """
    for fault in reply["faults"]:
        # Killed from outside, a run does not say which cell took so long.
        named = fault if fault["cell"] else {**fault, "cell": _next(reply, places)}
        yield _told(named, places, seconds, characters)
    refused = {(fault["cell"], fault["line"]) for fault in reply["faults"]}
    for result in reply["results"]:
        for output in result["outputs"]:
            if output["kind"] == "error" and (result["name"], output["line"]) not in refused:
                yield _failed(result["name"], output, places)
    if not reply["done"] and not reply["faults"]:
        cell = _next(reply, places)
        message = f"the cell '{cell}' ended Python itself" if cell else "the notebook ended Python itself"
        yield Diagnostic("cell-failed", message, _at(places, cell), "it may have taken too much memory")


def _told(fault: Mapping[str, Any], places: Places, seconds: float, characters: int) -> Diagnostic:
    cell = fault["cell"]
    place, shown = _at(places, cell, fault["line"]), f"the cell '{cell}'" if cell else "the notebook"
    match fault["kind"]:
        case "cell-too-slow":
            message = f"{shown} is still running: the notebook has had {seconds:g} seconds"
            return Diagnostic("cell-too-slow", message, place, "compute less, or keep the result in data/")
        case "cell-too-long":
            message = f"{shown} shows {fault['what']} characters; the most is {characters}"
            return Diagnostic("cell-too-long", message, place, "show a table of what matters, or a chart")
        case "cell-failed":
            hint = "a cell runs to its end: it does not leave Python"
            return Diagnostic("cell-failed", f"{shown} stops: {fault['what']}", place, hint)
        case "not-reproducible":
            hint = "sort what comes from a set, seed chance with random.Random(2026), write dates out"
            return Diagnostic("not-reproducible", f"{shown} {fault['what']}", place, hint)
        case _:
            message = f"{shown} {fault['what']}"
            hint = "a notebook uses the standard library, its model, its data and atelier's verbs"
            return Diagnostic("unsafe-cell", message, place, hint)


def _failed(cell: str, output: Mapping[str, Any], places: Places) -> Diagnostic:
    said = " ".join(f"{output['type']}: {output['message']}".removesuffix(": ").split())
    message = f"the cell '{cell}' stops: {said[:300]}"
    way_out = _WAYS_OUT.get(output["type"], "run the notebook in Jupyter to see more")
    return Diagnostic("cell-failed", message, _at(places, cell, output["line"]), way_out)


def _next(reply: Mapping[str, Any], places: Places) -> str:
    """The cell that was running: the one after the last result."""
    names = [name for name in places if name and not name.startswith("s-")]
    done = {result["name"] for result in reply["results"]}
    return next((name for name in names if name not in done), "")


def differences(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The first cell that showed something else in a second run, as a fault; none when all is the same."""
    for name, one, two in _pairs(first, second):
        if _seen(one) != _seen(two):
            ones, twos = (_words(result) for result in (one, two))
            at = next((n for n, (a, b) in enumerate(zip(ones, twos, strict=False)) if a != b), 0)
            start = max(0, at - 12)
            what = (
                f"shows something else each time: '{ones[start : at + 28]}', then '{twos[start : at + 28]}'"
            )
            return [{"kind": "not-reproducible", "cell": name, "line": 0, "what": what}]
    return []


def _pairs(first: Mapping[str, Any], second: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Name of each cell or question with what it gave in each run; nothing when a run did not come so far."""
    for field, key in (("results", "name"), ("contract", "question")):
        for one, two in zip_longest(first[field], second[field]):
            yield (one or two)[key], one, two


def _seen(result: Any) -> Any:
    """What people see of a result: of HTML not its plain form, which may be the address of an object."""
    if isinstance(result, dict):
        hidden = {"text"} if "html" in result else set()
        return {key: _seen(value) for key, value in result.items() if key not in hidden}
    return [_seen(part) for part in result] if isinstance(result, list) else result


def _words(result: object) -> str:
    """What a cell showed, in one line; of what a question says of answers, all of it."""
    if isinstance(result, dict) and "outputs" in result:
        return " ".join(
            " ".join(output.get("html") or output.get("text", "") for output in result["outputs"]).split()
        )
    return json.dumps(result, ensure_ascii=False)


def contract_faults(reply: Mapping[str, Any], places: Places) -> Iterator[Diagnostic]:
    """Questions whose reference answer is not right, whose untouched answer is judged, or whose wrong ones are not."""
    for entry in reply["contract"]:
        question = entry["question"]
        solution = question.replace("q-", "s-", 1)
        if (status := _status(entry["untouched"])) != "empty":
            yield _broken(f"without an answer the question '{question}' is judged '{status}'", _at(places, question),
                          "leave the answer at None and let atelier's check judge it")  # fmt: skip
        if "error" in entry:
            yield _broken(f"the solution of '{question}' does not run: {entry['error']}", _at(places, solution),
                          "it runs where its question stands")  # fmt: skip
        if "answer" in entry and (status := _status(entry["answer"])) != "right":
            yield _broken(f"the reference answer of '{question}' is judged '{status}'{_said(entry['answer'])}",
                          _at(places, solution), "compute it as the question computes what it expects")  # fmt: skip
        if len(entry.get("wrong", "any")) < 3:
            yield _broken(f"the solution of '{question}' gives fewer than three wrong answers", _at(places, solution),
                          "whatever the data, it takes three")  # fmt: skip
        for number, result in enumerate(entry.get("wrong", ()), start=1):
            if (status := _status(result)) not in JUDGED:
                yield _broken(f"wrong answer {number} of '{question}' is judged '{status}'{_said(result)}",
                              _at(places, solution), "a typical wrong answer is readable, and told to be wrong")  # fmt: skip


def _broken(message: str, place: Place, hint: str) -> Diagnostic:
    return Diagnostic("broken-contract", message, place, hint)


def _status(result: Mapping[str, Any]) -> str:
    return str(result.get("verdict", {}).get("status", "nothing"))


def _said(result: Mapping[str, Any]) -> str:
    """What the check, or the fault that stopped it, said of an answer."""
    texts = [output.get("message") or output.get("text") or "" for output in result["outputs"]]
    said = " ".join(" ".join(texts).split())
    return f": {said[:200]}" if said else ""
