"""What stands between a page and its first paint, made little: its sheets in few files, and scripts that wait.

A phone on a slow line pays each request, and asks for at most six files at once. So the theme's sheets become one, without
what no page can meet (see `pruning`), and so do those of a kind of page (`parcours.css`, which all pages share, stays by
itself), in their order. And no script holds up the page, for every page reads without one: all but the one in its head wait
in a `<template>`, in their order, and that one has them run once something is drawn (`generator/browser/site/first.js`).
Nothing says which page is next: Firefox would fetch it unasked, and our policy refuses what nobody means.
May not live here: anything that changes what a page says, or which rule of a sheet wins.
"""

from __future__ import annotations

import hashlib
import re
from functools import cached_property
from itertools import chain
from pathlib import Path
from posixpath import normpath, relpath

from generator.building.pruning import classes_in, names_of, pruned

_LINK = re.compile(r'[ \t]*<link rel="stylesheet" href="([^":?#]+\.css)">\n?')
_WAITS = re.compile(
    r'(<(?:script\b[^>]*\ssrc="[^"]+"[^>]*></script>|link rel="modulepreload"[^>]*>))[ \t]*\n?'
)
_STRING = r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
_NEIGHBOUR = re.compile(r'[ \t]*<link rel="(?:prev|next)" href="[^"]*">\n?')
_REMARK = re.compile(rf"""@charset "[^"]*";|{_STRING}|/\*.*?\*/""", re.DOTALL)
_BLANK = re.compile(rf"{_STRING}|[ \t]*\n\s*")
_QUOTED_ADDRESS = re.compile(r"""url\((["'])(?!data:|/|#)([^"':]+)\1\)""")
_HEAD_END, _BODY_END = "</head>", "</body>"
_STARTER = "/site/first.js"
_PLACE = '<template id="pc-scripts">'
_OURS = "parcours"
_ASIDE = frozenset({"workers", "lunr"})
"""Folders of scripts that no page runs."""


def lighten(pages: Path) -> None:
    """Rewrite every page of a course site, and put its sheets together.

    Args:
        pages: what an engine wrote, with `assets/`.
    """
    paths = sorted(pages.rglob("*.html"))
    sheets = _Sheets(pages, frozenset(chain.from_iterable(classes_in(_text(path)) for path in paths)))
    for path in paths:
        html = _text(path)
        head, end, body = html.partition(_HEAD_END)
        for run in _runs(path.parent, head):
            one = sheets.joined(tuple(sheet for sheet, _ in run))
            head = _renamed(head, [tag for _, tag in run], one.name)
        head = _NEIGHBOUR.sub("", head)
        lighter = head + end + (_waiting(body) if _STARTER in head else body)
        if lighter != html:
            path.write_text(lighter, encoding="utf-8", newline="\n")
    sheets.write()


class _Sheets:
    """The sheets of a site, as its pages will ask for them."""

    def __init__(self, pages: Path, classes: frozenset[str]) -> None:
        self._pages = pages
        self._classes = classes  # of its pages, as they are written
        self._made: dict[tuple[Path, ...], tuple[Path, str]] = {}

    def joined(self, sheets: tuple[Path, ...]) -> Path:
        """The file that stands for a run of sheets."""
        if sheets not in self._made:
            last = sheets[-1]
            text = "".join(_read(sheet, last.parent) for sheet in sheets)
            name = _name(sheets) if len(sheets) > 1 else last.name
            if not self._ours(last):
                text = pruned(text, self._names, self._others)
                name = _dated(name, text)
            self._made[sheets] = last.with_name(name), text
        return self._made[sheets][0]

    def write(self) -> None:
        """Write them, and drop the theme's that no page names any more; ours serve other pages too: the exercise book's."""
        for one, text in self._made.values():
            one.write_text(text, encoding="utf-8", newline="\n")
        named = {one for one, _ in self._made.values()}
        for sheet in set(chain.from_iterable(self._made)) - named:
            if not self._ours(sheet):
                sheet.unlink()

    @cached_property
    def _names(self) -> frozenset[str]:
        scripts = [
            path
            for path in sorted(self._pages.rglob("*.js"))
            if not _ASIDE.intersection(path.relative_to(self._pages).parts)
        ]
        return names_of(self._classes, scripts)

    @cached_property
    def _others(self) -> list[str]:
        return [_text(sheet) for sheet in sorted(self._pages.rglob("*.css")) if self._ours(sheet)]

    def _ours(self, sheet: Path) -> bool:
        return _OURS in sheet.relative_to(self._pages).parts


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _waiting(body: str) -> str:
    """The body with its scripts, and what announces them, at its end, where they neither run nor are fetched."""
    tags = _WAITS.findall(body)
    if not tags or _PLACE in body:
        return body
    before, end, after = _WAITS.sub("", body).rpartition(_BODY_END)
    return f"{before.rstrip()}\n{_PLACE}\n" + "\n".join(tags) + f"\n</template>\n{end}{after}"


def _runs(folder: Path, head: str) -> list[list[tuple[Path, str]]]:
    """The sheets of a page with their tags: together as long as the theme, all pages or the kind of page brings them."""
    runs: list[list[tuple[Path, str]]] = []
    kind: tuple[object, ...] = ()
    for tag in _LINK.finditer(head):
        sheet = Path(normpath(folder / tag[1]))
        if not sheet.is_file():
            kind = ()
            continue
        parts = tag[1].replace("../", "").split("/")
        last, kind = kind, (*parts[:2], parts[1:2] == [_OURS] and len(parts) > 3)
        if kind == last:
            runs[-1].append((sheet, tag[0]))
        else:
            runs.append([(sheet, tag[0])])
    return runs


def _renamed(head: str, tags: list[str], name: str) -> str:
    """The head with one link, where the last of its sheets stood."""
    for tag in tags[:-1]:
        head = head.replace(tag, "", 1)
    return head.replace(tags[-1], re.sub(r'[^"/]+\.css"', lambda _: f'{name}"', tags[-1]), 1)


def _name(sheets: tuple[Path, ...]) -> str:
    """`main.57a0d79d.min.css` and `palette.fb2fffe2.min.css` → `main.57a0d79d-palette.fb2fffe2.css`."""
    folder = sheets[-1].parent
    names = (relpath(sheet, folder).replace("../", "").replace("/", "-") for sheet in sheets)
    return "-".join(name.removesuffix(".css").removesuffix(".min") for name in names) + ".css"


def _dated(name: str, text: str) -> str:
    """The name with some of the sheet's digest: hosts have browsers keep a theme's sheet for a year, and its text follows the pages."""
    mark = hashlib.sha256(text.encode()).hexdigest()[:8]
    stem = name.removesuffix(".css").removesuffix(".min")
    return name if stem.endswith(f".{mark}") else f"{stem}.{mark}.css"


def _read(sheet: Path, folder: Path) -> str:
    """A sheet as it stands in a file of `folder`: what only its authors read is left out, its addresses follow."""
    text = _REMARK.sub(lambda part: part[1] or " ", _text(sheet))
    text = _BLANK.sub(lambda part: part[1] or "\n", text)
    inside = relpath(sheet.parent, folder)
    if inside != ".":
        text = _QUOTED_ADDRESS.sub(
            lambda found: f"url({found[1]}{normpath(f'{inside}/{found[2]}')}{found[1]})", text
        )
    return text.strip() + "\n"
