"""One cell of Python: running it as Jupyter does, what it prints and what it shows.

Lives here: the value of a cell's last expression, output with a bound, outputs as plain data. HTML leaves through
the sanitizer only.
"""

from __future__ import annotations

import ast
import io
import re
from types import CodeType
from typing import Any, Final

from .display import Shown
from .sanitizer import clean
from .words import word

MOST_PRINTED: Final = 100_000
"""Characters a cell may print."""
MOST_HTML: Final = 500_000
"""Characters of one output."""

_ILLEGIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""What no page can hold: control characters, halves of characters."""


def legible(text: str) -> str:
    """The text with a replacement character for each that cannot be shown."""
    return _ILLEGIBLE.sub("\ufffd", text)


class Printed(io.TextIOBase):
    """What a cell prints, up to a bound: the rest is dropped, and said to be."""

    def __init__(self, most: int | None = None) -> None:
        self._left = self._most = MOST_PRINTED if most is None else most
        self._parts: list[str] = []
        self._cut = False

    def write(self, text: str) -> int:
        kept = text[: self._left]
        self._cut = self._cut or len(kept) < len(text)
        self._left -= len(kept)
        self._parts.append(kept)
        return len(text)

    def writable(self) -> bool:
        return True

    def text(self) -> str:
        end = word("cut", limit=self._most) if self._cut else ""
        return legible("".join(self._parts)).rstrip("\n") + (f"\n{end}" if end else "")


def execute(source: str, filename: str, names: dict[str, Any]) -> object:
    """Run a cell's Python; the value of its last expression, as Jupyter shows it, unless a semicolon follows."""
    tree = ast.parse(source, filename)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(_compiled(tree, filename), names)  # noqa: S102 - running the course's own cells is what this module is for
    if not isinstance(last, ast.Expr):
        return None
    value: object = eval(_compiled(ast.Expression(last.value), filename), names)  # noqa: S307 - as above
    after = "\n".join(source.splitlines()[(last.end_lineno or 1) - 1 :]).encode()[last.end_col_offset or 0 :]
    return None if after.lstrip().startswith(b";") else value


def _compiled(tree: ast.Module | ast.Expression, filename: str) -> CodeType:
    mode = "exec" if isinstance(tree, ast.Module) else "eval"
    # `dont_inherit`: a cell gets Python as it is, not this module's future imports.
    code: CodeType = compile(tree, filename, mode, dont_inherit=True)
    return code


def displayed(value: object) -> dict[str, Any] | None:
    """The output of a value: its HTML made safe, or its text."""
    if value is None:
        return None
    if isinstance(value, Shown) and not isinstance(value, type):
        html = value._repr_html_()
        if len(html) > MOST_HTML:
            return {"kind": "text", "text": word("too-big")}
        return {"kind": "html", "html": clean(legible(html)), "text": legible(str(value)[:MOST_PRINTED])}
    return {"kind": "text", "text": legible(repr(value)[:MOST_PRINTED])}
