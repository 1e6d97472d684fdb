"""What each role of a cell asks of its code.

Lives here: Python read but never run, and what is wrong with a cell of parameters, a question or a solution.
May not live here: annotations (see `parameters`), what any code may do (see `checks.code`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from generator import texts
from generator.diagnostics import Diagnostic, Place, listed
from generator.model import CellRole, Parameter
from generator.reading.parameters import Source, annotated, read_parameters

CHECKS = ("check_choice", "check_choices", "check_number", "check_order", "check_text")
"""The verbs of `atelier` that judge an answer."""

MAX_DEPTH = 200
"""Levels of nesting of a cell or a model: checks walk them with recursion."""


def parsed(text: str, at: Place, found: list[Diagnostic]) -> ast.Module | None:
    """The syntax tree of Python, or `None` after telling where it is not; `at` is the place of its first line."""
    try:
        tree = texts.syntax(text)
        if texts.levels(tree) <= MAX_DEPTH:
            return tree
    except SyntaxError as error:
        column, line = error.offset or 1, error.lineno or 1
        end = error.end_offset if error.end_offset and error.end_lineno == error.lineno else column + 1
        place = Place(at.path, at.line + line - 1, max(1, column), max(1, end - column))
        found.append(Diagnostic("cell-syntax", f"this is not Python: {error.msg}", place,
                                "run the cell in Jupyter to see more"))  # fmt: skip
        return None
    except (ValueError, RecursionError, MemoryError):
        pass
    found.append(Diagnostic("cell-syntax", "this is too deep or too long to be read", at, "cut it in pieces"))
    return None


# --- what each role asks of its code ----------------------------------------------------------------


def of_role(role: CellRole, source: Source, found: list[Diagnostic]) -> tuple[Parameter, ...]:
    """The parameters of a cell; `found` gets what its code has that its role does not allow."""
    match role:
        case CellRole.PARAMETERS:
            parameters = read_parameters(source, found)
            _only_parameters(source, parameters, found)
            return parameters
        case CellRole.QUESTION:
            parameters = read_parameters(source, found, question=True)
            _one_question(source, found)
            return parameters
        case CellRole.SOLUTION:
            _one_solution(source, found)
        case CellRole.SETUP | CellRole.CODE | CellRole.PROSE:
            pass
    where = "tag the cell ':tags: [parameters]', or remove the annotation"
    found += [Diagnostic("bad-parameter", "a form belongs in a cell of parameters or a question", place, where)
              for place in annotated(source)]  # fmt: skip
    return ()


def _only_parameters(source: Source, parameters: tuple[Parameter, ...], found: list[Diagnostic]) -> None:
    lines = {place.line for place in annotated(source)}
    for node in source.tree.body:
        place = source.node(node)
        if place.line not in lines:
            found.append(Diagnostic("bad-parameter", "a cell of parameters holds parameters only", place,
                                    "annotate it with # @param, or move it to the next cell"))  # fmt: skip
    if not parameters and not source.tree.body:
        found.append(Diagnostic("bad-parameter", "this cell has no parameter", source.place, "write name = value  # @param …"))  # fmt: skip


def _one_question(source: Source, found: list[Diagnostic]) -> None:
    """`answer = …  # @param …`, names for what the check needs, then one call of a check."""
    body = source.tree.body
    begins = bool(body) and [name for name, _ in assignments(body[0])] == ["answer"]
    again = next((n for n in body[1:] if "answer" in {name for name, _ in assignments(n)}), None)
    if not begins or again:
        place = source.node(again) if again else source.place
        found.append(Diagnostic("bad-cell", "a question begins with its one parameter, 'answer'", place,
                                'begin with answer = None  # @param {type:"number"}'))  # fmt: skip
        return
    forms = list(annotated(source))
    if not forms or forms[0].line != source.node(body[0]).line:
        found.append(Diagnostic("bad-parameter", "the answer has no form", source.node(body[0]),
                                'write answer = None  # @param {type:"number"}'))  # fmt: skip
    found += [Diagnostic("bad-parameter", "a question has no other form than its answer's", place,
                         "put it in a cell of parameters") for place in forms[1:]]  # fmt: skip
    stray = [n for n in body[1:-1] if not list(assignments(n))]
    if stray or not _is_check(body[-1]):
        place = source.node(stray[0] if _is_check(body[-1]) else body[-1])
        found.append(Diagnostic("bad-cell", "a question ends with one call of a check", place,
                                f"call once, at the end, one of: {listed('atelier.' + c for c in CHECKS)}"))  # fmt: skip


def _is_check(node: ast.stmt) -> bool:
    call = node.value if isinstance(node, ast.Expr) else None
    function = call.func if isinstance(call, ast.Call) else None
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and (function.value.id, function.attr in CHECKS) == ("atelier", True)
    )


def _one_solution(source: Source, found: list[Diagnostic]) -> None:
    """`answer = …` and `wrong = [three or more]`, or a call that gives as many: the run counts them."""
    values = {name: value for node in source.tree.body for name, value in assignments(node)}
    found += [
        Diagnostic("bad-cell", "a solution sets 'answer' and 'wrong' only", source.node(node),
                   "compute in the model, so that both languages share it")
        for node in source.tree.body
        if not {name for name, _ in assignments(node)} & {"answer", "wrong"}
    ]  # fmt: skip
    if "answer" not in values:
        found.append(
            Diagnostic("missing-answer", "this solution sets no 'answer'", source.place, "add answer = …")
        )
    wrong = values.get("wrong")
    if not isinstance(wrong, ast.Call) and not (isinstance(wrong, ast.List) and len(wrong.elts) >= 3):
        place = source.node(wrong) if wrong else source.place
        found.append(Diagnostic("missing-answer", "fewer than three typical wrong answers", place, "add wrong = […, …, …]"))  # fmt: skip


def assignments(node: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    """Names that a plain assignment gives a value to."""
    if isinstance(node, ast.Assign):
        yield from ((target.id, node.value) for target in node.targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
        yield node.target.id, node.value
