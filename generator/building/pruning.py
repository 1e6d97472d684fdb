"""A theme's sheet without the rules that no page of a site can meet: most of it serves what our pages do not hold.

A rule stays unless it asks for a class that stands in no page and in no script, so that whatever a script may add keeps its
looks; then a custom property stays unless nobody names it. What is not understood stays as it is.
May not live here: which sheets are a theme's, what they are called (see `lightening`); anything that changes a rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

_QUOTED = r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'"""
_PIECE = re.compile(rf"""{_QUOTED}|url\([^"'()]*\)|\\.|[^"'\\{{}};u]+|.""", re.DOTALL)
_COMMA = re.compile(rf"""{_QUOTED}|\\.|[^"'\\,()\[\]]+|.""", re.DOTALL)
_GROUPS = ("@media", "@supports", "@layer", "@container")
_ATTRIBUTE = re.compile(rf"""\[(?:{_QUOTED}|[^\]"'])*\]""")
_INNER = re.compile(r"\([^()]*\)")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_CLASSES = re.compile(r"""class=("[^"]*"|'[^']*'|[^\s>"']+)""")
_WORD = re.compile(r"[A-Za-z_-][\w-]*")
_PROPERTY = re.compile(r"--[\w-]+")
_ASKED = re.compile(r"var\(\s*(--[\w-]+)")
_OWN = "--md-"
"""How the theme's custom properties begin: others may be meant for whoever asks."""


def classes_in(html: str) -> set[str]:
    """What the `class` attributes of a page say, as they are written."""
    return set(_CLASSES.findall(html))


def names_of(attributes: Collection[str], scripts: Collection[Path]) -> frozenset[str]:
    """Every name that an element of a site may have for a class, and every custom property that a script names.

    One that ends in a hyphen or an underscore stands for all that begin so: scripts put names together.

    Args:
        attributes: of all its pages, see `classes_in`.
        scripts: those that its pages run.
    """
    names = {name for written in attributes for name in written.strip("\"'").split()}
    for script in scripts:
        names.update(_WORD.findall(script.read_text(encoding="utf-8")))
    return frozenset(names)


def pruned(sheet: str, names: frozenset[str], others: Collection[str] = ()) -> str:
    """A sheet as far as it concerns a site.

    Args:
        sheet: its text, without remarks.
        names: see `names_of`.
        others: texts of the site's other sheets, which may name its custom properties.
    """
    begun = tuple(name for name in names if name.endswith(("-", "_")))

    def known(name: str) -> bool:
        return name in names or name.startswith(begun)

    text = "".join(_kept(sheet, lambda selector: _may_meet(selector, known), _anything))
    named = {name for name in names if name.startswith(_OWN)}
    named.update(name for other in others for name in _PROPERTY.findall(other))
    before = ""
    while text != before:  # one may be asked for by another that goes
        before = text
        asked = named.union(_ASKED.findall(text))
        text = "".join(_kept(text, _anything, asked.__contains__))
    return text


def _anything(_: str) -> bool:
    return True


def _kept(text: str, rule: Callable[[str], bool], own: Callable[[str], bool]) -> Iterator[str]:
    """The rules of a sheet, or of a group in it, that have a selector that `rule` accepts."""
    for head, body in _rules(text):
        name = head.strip()
        if body is None:
            yield head
        elif name.startswith(_GROUPS):
            inside = "".join(_kept(body, rule, own))
            if inside.strip():
                yield f"{head}{{{inside}}}"
        elif name.startswith("@"):
            yield f"{head}{{{body}}}"
        else:
            selectors = [part for part in _parts(head) if rule(part)]
            declared = "".join(_declared(body, own))
            if selectors and (declared.strip() or not body.strip()):
                yield f"{','.join(selectors)}{{{declared}}}"


def _rules(text: str) -> Iterator[tuple[str, str | None]]:
    """Each rule of a sheet as what stands before its braces and in them; a statement, or the end, has none."""
    head, body, depth = "", "", 0
    for piece in _PIECE.findall(text):
        if piece == "}" and depth:
            depth -= 1
            if not depth:
                yield head, body
                head = body = ""
                continue
        if depth:
            body += piece
            depth += piece == "{"
        elif piece == "{":
            depth = 1
        else:
            head += piece
            if piece == ";":
                yield head, None
                head = ""
    if head.strip() or depth:
        yield head + ("{" + body if depth else ""), None


def _declared(body: str, own: Callable[[str], bool]) -> Iterator[str]:
    """The declarations of a rule without the theme's custom properties that nobody asks for."""
    if _OWN not in body or "{" in body:
        yield body
        return
    part = ""
    for piece in (*_PIECE.findall(body), ""):
        part += piece
        if piece in {";", ""}:
            name = part.partition(":")[0].strip()
            if not name.startswith(_OWN) or own(name):
                yield part
            part = ""


def _parts(selectors: str) -> Iterator[str]:
    """The selectors of a list."""
    part, depth = "", 0
    for piece in _COMMA.findall(selectors):
        if piece == "," and not depth:
            yield part
            part = ""
            continue
        depth += (piece in "([") - (piece in ")]")
        part += piece
    yield part


def _may_meet(selector: str, known: Callable[[str], bool]) -> bool:
    """Whether every class that a selector asks for may be there. What it excludes, or offers a choice of, is not looked at."""
    if "\\" in selector:
        return True
    bare = _ATTRIBUTE.sub("", selector)
    while bare != (fewer := _INNER.sub("", bare)):
        bare = fewer
    return all(known(name) for name in _CLASS.findall(bare))
