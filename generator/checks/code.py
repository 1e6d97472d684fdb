"""What the code of exercises may do: the standard library's harmless part, the model, `atelier`, and nothing twice.

These checks read code, they do not run it: they tell an author early and at the right line. What keeps a machine
safe from hostile code is the closed room in which `building` runs it.
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from types import ModuleType
from typing import TypeVar

from generator import texts
from generator.diagnostics import Diagnostic, Place, did_you_mean, listed
from generator.model import CellRole, Course

HARMLESS = frozenset(
    {
        "__future__", "abc", "array", "base64", "bisect", "calendar", "cmath", "collections", "colorsys", "contextlib",
        "copy", "csv", "dataclasses", "datetime", "decimal", "difflib", "enum", "fractions", "functools", "graphlib",
        "hashlib", "heapq", "html", "itertools", "json", "math", "numbers", "operator", "random", "re", "statistics",
        "string", "struct", "textwrap", "types", "typing", "unicodedata", "zlib",
    }
)  # fmt: skip
"""Modules of the standard library that neither leave the exercise's folder nor depend on the machine."""

IN_MODELS = frozenset({"pathlib"})
"""What a model may import besides, to read its data."""

_CHANGING = frozenset({"time", "uuid", "secrets"})
_CLOCK = frozenset(
    {"datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today"}
)
_BUILT_IN = frozenset(
    {
        "__builtins__",
        "__import__",
        "breakpoint",
        "compile",
        "eval",
        "exec",
        "globals",
        "input",
        "locals",
        "vars",
    }
)
_BY_NAME = frozenset({"getattr", "setattr", "delattr", "hasattr"})
_WRITING = frozenset(
    {"write_text", "write_bytes", "unlink", "rmdir", "mkdir", "touch", "symlink_to", "hardlink_to", "chmod"}
)
_LEAVING = frozenset({"parents", "home", "cwd", "expanduser"})
_USUAL = frozenset({"__init__", "__name__", "__setattr__", "__post_init__", "__doc__", "__members__"})
Node = TypeVar("Node", bound=ast.AST)
_SEED = "give random.Random a seed: random.Random(2026)"


@dataclass(slots=True)
class Code:
    """Python of an exercise: a cell, or its model. `place` is its first line.

    `nodes` are those of its syntax tree, `names` what imports are called here, other names for them included; `verbs` what
    `atelier` offers, and `models` what the model's own imports are called, by the name cells have for them.
    """

    text: str
    place: Place
    nodes: Sequence[ast.AST]
    own: frozenset[str]
    is_model: bool = False
    names: dict[str, str] = field(default_factory=dict)
    verbs: Collection[str] = ()
    models: Mapping[str, str] = field(default_factory=dict)

    def of(self, *kinds: type[Node]) -> list[Node]:
        """Its nodes of some kinds."""
        return [node for node in self.nodes if isinstance(node, kinds)]

    def at(self, node: ast.AST) -> Place:
        """A node, to the end of its first line."""
        line: int = getattr(node, "lineno", 1)
        raw = self.text.split("\n")[line - 1].encode()
        start: int = getattr(node, "col_offset", 0)
        end = getattr(node, "end_col_offset", None) if getattr(node, "end_lineno", None) == line else None
        before, run = raw[:start].decode("utf-8", "replace"), raw[start:end].decode("utf-8", "replace")
        return Place(self.place.path, self.place.line + line - 1, len(before) + 1, max(1, len(run)))

    def dotted(self, node: ast.AST) -> str:
        """`random.Random` for what that name stands for, whatever it is called here; else nothing."""
        if isinstance(node, ast.Name):
            return self._meant(self.names.get(node.id, ""))
        if isinstance(node, ast.Attribute) and (head := self.dotted(node.value)):
            return self._meant(f"{head}.{node.attr}")
        return ""

    def _meant(self, name: str) -> str:
        return true_name(self.models.get(name, name))


@cache
def true_name(name: str) -> str:
    """`datetime.date` for `calendar.datetime.date`: where the standard library keeps what it also shows elsewhere."""
    top, *rest = name.split(".")
    if top not in HARMLESS | IN_MODELS or not rest:
        return name
    found: object = importlib.import_module(top)
    for at, part in enumerate(rest, start=1):
        found = getattr(found, part, None)
        if isinstance(found, ModuleType) and found.__name__ != ".".join([top, *rest[:at]]):
            return true_name(".".join([found.__name__, *rest[at:]]))
    return name


def codes(course: Course) -> Iterator[tuple[Code, ...]]:
    """The model of each exercise, then each of its notebooks: those that reading found sound."""
    for exercise in course.exercises.values():
        path = f"exercises/{exercise.slug}/{exercise.slug}.py"
        own = frozenset({exercise.slug, "atelier"})
        verbs = _verbs(exercise.files.get("atelier/__init__.py", b""))
        model = exercise.files.get(f"{exercise.slug}.py")
        models: Mapping[str, str] = {}
        if model is not None and path not in course.broken:
            code = _code(model.decode(), Place(path), own, {}, is_model=True)
            models = {f"{exercise.slug}.{name}": meant for name, meant in code.names.items()}
            yield (replace(code, verbs=verbs),)
        for notebook in exercise.notebooks.values():
            if notebook.place.path not in course.broken:
                names: dict[str, str] = {}  # one namespace: a cell uses what an earlier one imported
                cells = (c for c in notebook.cells if c.role is not CellRole.PROSE)
                made = (_code(cell.source, cell.place, own, names) for cell in cells)
                yield tuple(replace(code, verbs=verbs, models=models) for code in made)


def _verbs(source: bytes) -> Collection[str]:
    """The names in `__all__`; none when that file is no Python: running says it."""
    try:
        tree = texts.syntax(source.decode("utf-8-sig"))
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return ()
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=ast.List(elts=names)):
                return [n.value for n in names if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return ()


def _code(
    text: str, place: Place, own: frozenset[str], names: dict[str, str], *, is_model: bool = False
) -> Code:
    code = Code(text, place, texts.nodes(texts.syntax(text)), own, is_model, names)
    for node in code.of(ast.Import, ast.ImportFrom):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                names[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update({a.asname or a.name: f"{node.module}.{a.name}" for a in node.names})
    for assign in code.of(ast.Assign):  # `day = datetime.date` is another name for it
        match assign:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Name() | ast.Attribute() as value):
                if (meant := code.dotted(value)) and name not in names:
                    names[name] = meant
    return code


def allowed(course: Course) -> Iterator[Diagnostic]:
    """foreign-import, not-reproducible, unsafe-cell: what cells and models import, ask and reach."""
    for group in codes(course):
        for code in group:
            yield from _imports(code)
            yield from _names(code)
            yield from _chance(code)
            yield from _outside(code)


# --- imports ----------------------------------------------------------------------------------------


def _imports(code: Code) -> Iterator[Diagnostic]:
    for node in code.of(ast.Import, ast.ImportFrom):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _import(code, alias.name, node)
        elif isinstance(node, ast.ImportFrom):
            yield from _import(code, "." * node.level + (node.module or ""), node)


def _import(code: Code, name: str, node: ast.AST) -> Iterator[Diagnostic]:
    top = name.split(".", maxsplit=1)[0]
    allowed = HARMLESS | code.own | (IN_MODELS if code.is_model else frozenset())
    if top in allowed:
        return
    if top in _CHANGING:
        yield Diagnostic("not-reproducible", f"'{top}' gives another result each time", code.at(node),
                         "compute from the parameters; for chance, use random.Random with a seed")  # fmt: skip
    elif top in sys.stdlib_module_names:
        hint = (
            "let the model read the data"
            if top == "pathlib"
            else f"modules: {listed(allowed - {'__future__'})}"
        )
        yield Diagnostic("unsafe-cell", f"'{top}' can reach outside the exercise", code.at(node), hint)
    else:
        hint = did_you_mean(top, code.own, otherwise="use the standard library, the model or atelier")
        yield Diagnostic(
            "foreign-import", f"'{name}' is not there when learners run this", code.at(node), hint
        )


def _names(code: Code) -> Iterator[Diagnostic]:
    """Verbs that atelier does not have; modules that are reached through others."""
    for node in code.of(ast.ImportFrom, ast.Attribute):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names if node.module and not node.level else ():
                yield from _name(code, f"{node.module}.{alias.name}", node)
        elif isinstance(node, ast.Attribute) and (head := code.dotted(node.value)):
            yield from _name(code, f"{head}.{node.attr}", node)


def _name(code: Code, written: str, node: ast.AST) -> Iterator[Diagnostic]:
    head, _, last = written.rpartition(".")
    if head == "atelier" and code.verbs and last not in code.verbs and last != "*":
        hint = did_you_mean(last, code.verbs, otherwise=f"verbs: {listed(code.verbs)}")
        yield Diagnostic("foreign-import", f"'{written}' is not one of atelier's verbs", code.at(node), hint)
        return
    true = true_name(code.models.get(written, written))
    top = true.partition(".")[0]
    if true != written and "." not in true and top not in HARMLESS | code.own | IN_MODELS:
        yield Diagnostic("unsafe-cell", f"'{written}' can reach outside the exercise", code.at(node), "import what you need by its name")  # fmt: skip


# --- clock and chance -------------------------------------------------------------------------------


def _chance(code: Code) -> Iterator[Diagnostic]:
    for imported in code.of(ast.ImportFrom):
        for alias in imported.names if imported.module == "random" else ():
            if alias.name != "Random":
                yield Diagnostic("not-reproducible", f"'random.{alias.name}' is chance without a seed", code.at(imported), _SEED)  # fmt: skip
    calls = {call.func: call for call in code.of(ast.Call)}
    heads = {attribute.value for attribute in code.of(ast.Attribute)}
    for node in code.of(ast.Name, ast.Attribute):
        name = code.dotted(node) if node not in heads else ""
        if name in _CLOCK:
            yield Diagnostic(
                "not-reproducible", f"'{name}' reads the clock", code.at(node), "write the date out"
            )
        elif name.startswith("random.") and name != "random.Random" and isinstance(node, ast.Attribute):
            yield Diagnostic("not-reproducible", f"'{name}' is chance without a seed", code.at(node), _SEED)
        elif name == "random.Random" and _is_unseeded(calls.get(node)):
            yield Diagnostic("not-reproducible", "this chance has no seed", code.at(node), _SEED)


def _is_unseeded(call: ast.Call | None) -> bool:
    """Whether it is a call without a seed, or with `None` for one."""
    if call is None:
        return False
    seeds = [*call.args, *(keyword.value for keyword in call.keywords)]
    return not seeds or (isinstance(seeds[0], ast.Constant) and seeds[0].value is None)


# --- what leaves the folder -------------------------------------------------------------------------


def _outside(code: Code) -> Iterator[Diagnostic]:
    for node in code.of(ast.Name, ast.Attribute, ast.Call, ast.BinOp):
        if told := _reach(node) or _by_name(code, node):
            message, hint = told
            yield Diagnostic("unsafe-cell", message, code.at(node), hint)


def _reach(node: ast.AST) -> tuple[str, str] | None:
    """What is wrong with a node, and the way out."""
    inside = "read files of data/, by their name"
    match node:
        case ast.Name(id=name) if name in _BUILT_IN:
            return f"'{name}' is not accepted", "write the code itself"
        case ast.Attribute(attr=name) if name.startswith("__") and name not in _USUAL:
            return f"'{name}' is not accepted", "use what the model offers"
        case ast.Attribute(attr="parent", value=ast.Attribute(attr="parent")):
            return "this leaves the exercise's folder", inside
        case ast.Attribute(attr=name) if name in _LEAVING:
            return f"'{name}' leaves the exercise's folder", inside
        case ast.Attribute(attr=name) if name in _WRITING:
            return f"'{name}' writes a file", "an exercise shows its results, it writes nothing"
        case ast.Call(func=ast.Name(id="open") | ast.Attribute(attr="open")) if _writes(node):
            return "this writes a file", "an exercise shows its results, it writes nothing"
        case ast.Call(func=ast.Name(id="open" | "Path"), args=[ast.Constant(value=str(path)), *_]) if _leaves(
            path
        ):
            return f"'{path}' is outside the exercise's folder", inside
        case ast.BinOp(op=ast.Div(), right=ast.Constant(value=str(path))) if _leaves(path):
            return f"'{path}' is outside the exercise's folder", inside
    return None


def _by_name(code: Code, node: ast.AST) -> tuple[str, str] | None:
    """What is asked of a module or of Python's own parts by a text, where these checks cannot see it."""
    match node:
        case ast.Call(func=ast.Name(id=function), args=[of, name, *_]) if function in _BY_NAME:
            text = name.value if isinstance(name, ast.Constant) else None
            computed = text is None and not code.is_model
            if computed or code.dotted(of) or (isinstance(text, str) and text.startswith("__")):
                return f"'{function}' hides what it asks for", "write the name itself, with a point"
    return None


def _writes(call: ast.Call) -> bool:
    """Whether a call of `open` asks for more than reading."""
    position = 1 if isinstance(call.func, ast.Name) else 0
    modes = [*call.args[position : position + 1], *(k.value for k in call.keywords if k.arg == "mode")]
    return any(isinstance(m, ast.Constant) and set(str(m.value)) & set("wax+") for m in modes)


def _leaves(path: str) -> bool:
    parts = path.replace("\\", "/").split("/")
    return ".." in parts or path.startswith(("/", "\\", "~")) or ":" in parts[0]
