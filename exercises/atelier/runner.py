"""Runs an exercise's cells, in the build and in the browser alike.

Lives here: `Session`, which keeps one namespace per exercise; results as plain data for JSON, free of clock and
paths. A notebook's outputs leave through the sanitizer only.
May not live here: time, memory and network limits: whoever starts this process or worker sets them.

As a program, `python -m atelier.runner` reads a JSON request on standard input and writes a JSON reply:

    {"folder": "…", "cells": [{"name", "role", "source"}], "parameters": {}, "answers": {}, "contract": false}
    {"results": [{"name", "outputs", "verdict"?}], "contract": [{"question", "untouched", "answer", "wrong"}]}
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from .cells import Printed, displayed, execute
from .parameters import ParameterError, names_of, parse_parameters, rewrite
from .state import State, using
from .values import Parameter, UnreadableError, read_value
from .verdicts import Verdict
from .words import WORDS, word

Role = Literal["setup", "parameters", "code", "question", "solution"]
CellResult = dict[str, Any]
"""`name`; `outputs`, each with its `kind` (html, text, error) and its `html` or `text`; for a question, `verdict`."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A code cell of a notebook: its stable name, its role and its Python."""

    name: str
    role: Role
    source: str


@dataclass(frozen=True, slots=True)
class Solution:
    """What a solution cell sets: a right answer, and typical wrong ones."""

    answer: object
    wrong: tuple[object, ...]


def run(
    cells: Sequence[Cell],
    *,
    parameters: Mapping[str, Any] | None = None,
    answers: Mapping[str, Any] | None = None,
    folder: Path,
) -> Iterator[CellResult]:
    """Run an exercise once, as `Session.run` does, with answers to some of its questions (by name of cell)."""
    yield from Session(cells, folder).run(parameters or {}, answers or {})


class Session:
    """An exercise that runs: one namespace, its own language and its own count of tries."""

    def __init__(self, cells: Sequence[Cell], folder: Path) -> None:
        """Prepare to run `cells` in `folder`, where the model and its data are. Nothing runs yet.

        Raises:
            ValueError: two cells have one name.
        """
        self.cells = tuple(cells)
        self.folder = Path(folder)
        self.state = State()
        self._names: dict[str, Any] = {}
        self._before: dict[str, dict[str, Any]] = {}
        self._modules: dict[str, ModuleType] = {}
        self._values: dict[str, Any] = {}
        if len({cell.name for cell in self.cells}) < len(self.cells):
            raise ValueError("two cells have the same name")

    def run(
        self, parameters: Mapping[str, Any] | None = None, answers: Mapping[str, Any] | None = None
    ) -> Iterator[CellResult]:
        """Run every cell but solutions from a fresh namespace, one result at a time.

        It stops after a cell that fails, other than a question, or whose parameters are refused.
        """
        self._names.clear()
        self._names |= {"__name__": "__main__"}
        self._before.clear()
        self._values = dict(parameters or {})
        yield from self._run_from(0, answers or {}, skip_questions=False)

    def rerun(self, parameters: Mapping[str, Any]) -> Iterator[CellResult]:
        """Run again what may depend on changed parameters: all cells from the first that has one, except questions.

        `parameters` are the new values of some; the others keep theirs. Cells must not change in place what an
        earlier cell made: only names are put back as they were.
        """
        changed = {name for name, value in parameters.items() if self._values.get(name, ...) != value}
        self._values |= parameters
        for place, cell in enumerate(self.cells):
            if cell.role == "parameters" and changed & {p.name for p in _parameters_of(cell)}:
                if cell.name in self._before:
                    self._names.clear()
                    self._names |= self._before[cell.name]
                    yield from self._run_from(place, {}, skip_questions=True)
                else:  # an earlier failure: this cell was never reached
                    yield from self.run(self._values)
                return

    def ask(self, name: str, answer: object) -> CellResult:
        """Run one question with an answer, on the names as they were where it stands.

        Raises:
            ValueError: no such question, the cells before it have not run, or nothing in it takes an answer.
        """
        cell = self._cell(name, "question")
        names = dict(self._before[name])
        if answer is None:
            return self._run_cell(cell, names, cell.source)
        if "answer" not in names_of(cell.source):
            raise ValueError(f"{name} has no annotated `answer`")
        return self._run_cell(cell, names, rewrite(cell.source, {"answer": _plain(answer)}))

    def solve(self, name: str) -> Solution:
        """What the solution cell `name` sets; `s-x` runs on the names that `q-x` has.

        Raises:
            ValueError: no such solution, the cells before its question have not run, it fails or sets no `answer`.
        """
        cell = self._cell(name, "solution")
        question = name.replace("s-", "q-", 1)
        if question not in self._before:
            raise ValueError(f"{name} answers no question that has run")
        names = dict(self._before[question])
        for output in self._run_cell(cell, names, cell.source)["outputs"]:
            if output["kind"] == "error":
                raise ValueError(f"line {output['line']}: {output['type']}: {output['message']}")
        wrong = names.get("wrong", ())
        if "answer" not in names or not isinstance(wrong, list | tuple):
            raise ValueError("a solution sets `answer`, and `wrong` to a list")
        return Solution(_plain(names["answer"]), tuple(map(_plain, wrong)))

    def contract(self) -> list[dict[str, Any]]:
        """For each question: its verdict untouched, with its reference answer, and with each typical wrong one.

        Every cell has run before. Each is the result of a first try. A question without solution has no `answer`;
        one whose solution fails has an `error`, a sentence for its author.
        """
        solutions = {cell.name for cell in self.cells if cell.role == "solution"}
        kept = []
        for cell in self.cells:
            if cell.role == "question" and cell.name in self._before:
                entry: dict[str, Any] = {"question": cell.name, "untouched": self._first_try(cell.name, None)}
                if (name := cell.name.replace("q-", "s-", 1)) in solutions:
                    try:
                        solution = self.solve(name)
                        entry["answer"] = self._first_try(cell.name, solution.answer)
                        entry["wrong"] = [self._first_try(cell.name, wrong) for wrong in solution.wrong]
                    except ValueError as error:
                        entry["error"] = f"{name}: {error}"
                kept.append(entry)
        self.state.attempts.clear()
        return kept

    def reset(self, name: str = "") -> None:
        """Forget the tries at one question, or at all."""
        if name:
            self.state.attempts.pop(name, None)
        else:
            self.state.attempts.clear()

    # --- inside ---

    def _cell(self, name: str, role: Role) -> Cell:
        for cell in self.cells:
            if (cell.name, cell.role) == (name, role):
                if role == "question" and name not in self._before:
                    raise ValueError(f"{name}: the cells before it have not run")
                return cell
        raise ValueError(f"there is no {role} named {name}")

    def _first_try(self, name: str, answer: object) -> CellResult:
        self.state.attempts.clear()
        return self.ask(name, answer)

    def _run_from(
        self, place: int, answers: Mapping[str, Any], *, skip_questions: bool
    ) -> Iterator[CellResult]:
        for at, cell in enumerate(self.cells[place:], start=place + 1):
            if cell.role == "solution":
                continue
            self._before[cell.name] = dict(self._names)
            if cell.role == "question":
                if not skip_questions:
                    yield self.ask(cell.name, answers.get(cell.name))
                continue
            result = self._run_given(cell)
            yield result
            if failed := [output for output in result["outputs"] if output["kind"] == "error"]:
                if failed[0]["type"] != UnreadableError.__name__:
                    for later in self.cells[at:]:
                        self._before.pop(later.name, None)
                return

    def _run_given(self, cell: Cell) -> CellResult:
        """Run a cell with the values given for its parameters."""
        if cell.role != "parameters":
            return self._run_cell(cell, self._names, cell.source)
        with using(self.state):
            try:
                given = {
                    p.name: read_value(p, self._values[p.name])
                    for p in parse_parameters(cell.source)
                    if p.name in self._values
                }
            except UnreadableError as error:
                refused = _error(0, type(error).__name__, str(error), str(error))
                return {"name": cell.name, "outputs": [refused]}
            except (ParameterError, SyntaxError):
                given = {}  # the run itself, or the author's checks, say it
        return self._run_cell(cell, self._names, rewrite(cell.source, given) if given else cell.source)

    def _run_cell(self, cell: Cell, names: dict[str, Any], source: str) -> CellResult:
        self.state.cell = cell.name
        printed = Printed()
        outputs: list[dict[str, Any]] = []
        shown: object = None
        with using(self.state), self._at_home():
            try:
                with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                    shown = execute(source, f"<{cell.name}>", names)
                    last = displayed(shown)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a cell does, the runner goes on
                last = self._failure(error, f"<{cell.name}>")
            if text := self._without_home(printed.text()):
                outputs.append({"kind": "text", "text": text})
        if last:
            outputs.append(last)
        result: CellResult = {"name": cell.name, "outputs": outputs}
        if isinstance(shown, Verdict):
            result["verdict"] = {
                "status": shown.status,
                "tries": shown.tries,
                "text": shown.text,
                "form": dict(shown.form),
            }
        return result

    def _failure(self, error: BaseException, filename: str) -> dict[str, Any]:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == filename and frame.lineno]
        line = error.lineno if isinstance(error, SyntaxError) and error.filename == filename else 0
        line = (lines[-1] if lines else line) or 1
        name = type(error).__name__
        message = self._without_home(error.msg if isinstance(error, SyntaxError) else _said(error))
        why = word(f"e-{name}" if f"e-{name}" in WORDS else "e-other")
        return _error(line, name, message[:2000], word("stopped", line=line, why=why))

    def _without_home(self, text: str) -> str:
        """A text that does not tell where this machine keeps the exercise."""
        return text.replace(f"{self.folder.resolve()}/", "").replace(f"{self.folder}/", "")

    @contextlib.contextmanager
    def _at_home(self) -> Iterator[None]:
        """In the exercise's folder, its own modules importable; those of other exercises stay out of the way."""
        home = str(self.folder.resolve())
        others = set(sys.modules)
        sys.modules.update(self._modules)
        sys.path.insert(0, home)
        try:
            with contextlib.chdir(home):
                yield
        finally:
            if home in sys.path:
                sys.path.remove(home)
            for name in set(sys.modules) - others:
                file = getattr(sys.modules[name], "__file__", None)
                ours = (
                    name.partition(".")[0] == __package__
                )  # these verbs may lie in the exercise's folder too
                if isinstance(file, str) and Path(file).is_relative_to(home) and not ours:
                    self._modules[name] = sys.modules.pop(name)


def _said(error: BaseException) -> str:
    """The message of an exception; nothing when asking for it fails in its turn."""
    try:
        return str(error)
    except Exception:  # noqa: BLE001 - a cell wrote that exception: anything may happen
        return ""


def _error(line: int, name: str, message: str, text: str) -> dict[str, Any]:
    return {"kind": "error", "line": line, "type": name, "message": message, "text": text}


def _plain(answer: object) -> object:
    """An answer as a literal that can be written into the question's source.

    Raises:
        ValueError: it is none.
    """
    if isinstance(answer, list | tuple | set | frozenset):
        return [
            _plain(part)
            for part in (sorted(answer, key=str) if isinstance(answer, set | frozenset) else answer)
        ]
    if answer is None or isinstance(answer, bool | int | float | str):
        return answer
    raise ValueError(f"an answer is a number, a text or a list of texts, not {type(answer).__name__}")


def _parameters_of(cell: Cell) -> tuple[Parameter, ...]:
    try:
        return parse_parameters(cell.source)
    except (ParameterError, SyntaxError):
        return ()


def _reply(request: Mapping[str, Any]) -> dict[str, Any]:
    cells = [Cell(cell["name"], cell["role"], cell["source"]) for cell in request["cells"]]
    session = Session(cells, Path(request["folder"]))
    reply: dict[str, Any] = {"results": list(session.run(request.get("parameters"), request.get("answers")))}
    if request.get("contract"):
        reply["contract"] = session.contract()
    return reply


def main() -> int:
    """Answer one request; 2 when it cannot be understood."""
    requested, replied = sys.stdin.buffer.read(), sys.stdout
    # Cells have nobody to ask, and what they print by other ways must not mix with the reply.
    sys.stdin, sys.stdout = io.StringIO(), sys.stderr
    try:
        reply = _reply(json.loads(requested))
    except (ValueError, KeyError, TypeError, OSError) as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 2
    json.dump(reply, replied)
    return 0


if __name__ == "__main__":
    sys.exit(main())
