"""What stands between a page and its first paint, made little: its sheets in few files, and scripts that wait.

A phone on a slow line pays each request, and asks for at most six files at once. So the theme's sheets become one, and so
do those of a kind of page (`parcours.css`, which all pages share, stays by itself), in their order; and no script holds up
the page, for every page reads without one: classic scripts run when it is read, in their order, and modules are asked for
after what is shown. Nothing says which page is next: Firefox would fetch it unasked, and our policy refuses what nobody means.
May not live here: anything that changes what a page says, or which rule of a sheet wins.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from posixpath import normpath, relpath

_LINK = re.compile(r'[ \t]*<link rel="stylesheet" href="([^":?#]+\.css)">\n?')
_CLASSIC = re.compile(r'<script src="([^"]+)"></script>')
_MODULE = re.compile(r'<script (type="module" src="[^"]+"|src="[^"]+" type="module")></script>')
_STRING = r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
_NEIGHBOUR = re.compile(r'[ \t]*<link rel="(?:prev|next)" href="[^"]*">\n?')
_REMARK = re.compile(rf"""@charset "[^"]*";|{_STRING}|/\*.*?\*/""", re.DOTALL)
_BLANK = re.compile(rf"{_STRING}|[ \t]*\n\s*")
_QUOTED_ADDRESS = re.compile(r"""url\((["'])(?!data:|/|#)([^"':]+)\1\)""")
_HEAD_END = "</head>"
_OURS = "parcours"


def lighten(pages: Path) -> None:
    """Rewrite every page of a course site, and put its sheets together.

    Args:
        pages: what an engine wrote, with `assets/`.
    """
    read = cache(_read)
    joined: dict[tuple[Path, ...], Path] = {}
    named: set[Path] = set()
    for path in sorted(pages.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        head, end, body = html.partition(_HEAD_END)
        for run in _runs(path.parent, head):
            sheets = tuple(sheet for sheet, _ in run)
            if len(sheets) > 1:
                one = joined.setdefault(sheets, sheets[-1].with_name(_name(sheets)))
                head = _renamed(head, [tag for _, tag in run], one.name)
                named.add(one)
            else:
                named.update(sheets)
        head = _NEIGHBOUR.sub("", head)
        body = _CLASSIC.sub(r'<script defer src="\1"></script>', body)
        body = _MODULE.sub(r'<script \1 fetchpriority="low"></script>', body)
        lighter = head + end + body
        if lighter != html:
            path.write_text(lighter, encoding="utf-8", newline="\n")
    for sheets, one in joined.items():
        text = "".join(read(sheet, one.parent) for sheet in sheets)
        one.write_text(text, encoding="utf-8", newline="\n")
    for sheet in named - set(joined.values()):
        sheet.write_text(read(sheet, sheet.parent), encoding="utf-8", newline="\n")
    for sheet in {sheet for sheets in joined for sheet in sheets} - named:
        if _OURS not in sheet.relative_to(pages).parts:  # ours serve other pages too: the exercise book's
            sheet.unlink()


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


def _read(sheet: Path, folder: Path) -> str:
    """A sheet as it stands in a file of `folder`: what only its authors read is left out, its addresses follow."""
    text = _REMARK.sub(lambda part: part[1] or " ", sheet.read_text(encoding="utf-8"))
    text = _BLANK.sub(lambda part: part[1] or "\n", text)
    inside = relpath(sheet.parent, folder)
    if inside != ".":
        text = _QUOTED_ADDRESS.sub(
            lambda found: f"url({found[1]}{normpath(f'{inside}/{found[2]}')}{found[1]})", text
        )
    return text.strip() + "\n"
