"""Python as text: its syntax tree, read and never run.

Lives here: reading Python once for reading and for all the checks that look at the same cell.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Sequence
from functools import lru_cache


@lru_cache(maxsize=1 << 11)  # a course of fifteen exercises in two languages has six hundred cells
def syntax(source: str) -> ast.Module:
    """The syntax tree of Python; it is kept, so that nobody may change it. Raises as `ast.parse` does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source)


@lru_cache(maxsize=1 << 11)
def nodes(tree: ast.AST) -> Sequence[ast.AST]:
    """Every node, as `ast.walk` gives them, level by level; in half of its time."""
    found = [tree]
    for node in found:  # which grows
        found += below(node)
    return found


def below(node: ast.AST) -> list[ast.AST]:
    """The nodes that hang directly on one, in order."""
    has = vars(node)
    out: list[ast.AST] = []
    for name in node._fields:
        value = has.get(name)
        if isinstance(value, ast.AST):
            out.append(value)
        elif isinstance(value, list):
            out += [one for one in value if isinstance(one, ast.AST)]
    return out


@lru_cache(maxsize=1 << 11)
def levels(tree: ast.AST) -> int:
    """Levels of nesting, counted without recursion."""
    count, level = 0, [tree]
    while level:
        count, level = count + 1, [child for node in level for child in below(node)]
    return count
