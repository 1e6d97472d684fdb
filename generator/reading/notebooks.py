"""Notebooks of exercises: MyST Markdown cut into cells, each at its place.

Lives here: what a notebook's file may hold. The cut is compared with jupytext's, so that learners who open the file
in Jupyter get the same cells.
May not live here: what each role asks of a cell's code (see `roles`), rules over several files (see `checks`), running.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from generator import texts
from generator.diagnostics import Diagnostic, Place, did_you_mean, listed
from generator.model import Cell, CellRole, Notebook
from generator.reading.exercise_shapes import NotebookShape
from generator.reading.files import Files
from generator.reading.lessons import no_passages, read_shaped
from generator.reading.parameters import Source
from generator.reading.roles import of_role, parsed
from generator.reading.shapes import ID_FORM, MAX_ID

PREFIXES: Mapping[CellRole, str] = {
    CellRole.SETUP: "c-",
    CellRole.PARAMETERS: "c-",
    CellRole.CODE: "c-",
    CellRole.QUESTION: "q-",
    CellRole.SOLUTION: "s-",
}

_ROLES = {role.value: role for role in PREFIXES if role is not CellRole.CODE}
_OPEN = re.compile(r"^(`{3,})\{([a-z-]*)\}[ \t]*(\S*)[ \t]*$")
_LIKE_CELL = re.compile(r"^[ \t>]*(?:`{3,}|~{3,}|:{3,})[ \t]*\{")
_OPTION = re.compile(r"^:([A-Za-z_-]+):[ \t]*(.*?)[ \t]*$")
_TAGS = re.compile(r"^\[?([A-Za-z_-]*)\]?$")
_CODE = re.compile(r"^(`{3,}|~{3,})[A-Za-z0-9_+.#-]*[ \t]*$")
_TITLE = re.compile(r"^#[ \t]+(\S.*?)[ \t]*$")


@dataclass(slots=True)
class _Run:
    """Lines of one cell; `line` is the first of them. `opened` is where a code cell's fence stands."""

    line: int
    lines: list[str] = field(default_factory=list)
    opened: Place | None = None
    options: dict[str, tuple[str, Place]] = field(default_factory=dict)

    def trimmed(self) -> tuple[str, int]:
        """The text without blank lines around it, and its first line."""
        first = next((n for n, line in enumerate(self.lines) if line.strip()), len(self.lines))
        return "\n".join(self.lines[first:]).rstrip(), self.line + first


def read_notebook(path: str, files: Files) -> Notebook | None:
    """One exercise in one language; `None` after its faults were told."""
    read = read_shaped(path, NotebookShape, files)
    if read is None:
        return None
    shape, matter, text = read
    told = len(files.found)
    no_passages(matter.body, path, matter.line, files)
    runs = _Cutter(path, matter.line, files.found).cut(matter.body)
    title, cells = _cells(path, runs, files.found)
    if len(files.found) == told:
        _as_jupyter_reads_it(path, matter.body, runs, files.found)
    if len(files.found) > told:
        files.broken.add(path)  # what its cells hold is not sure
    return Notebook(title, tuple(cells), shape.source_digest, texts.digest(text), Place(path))


# --- cutting ----------------------------------------------------------------------------------------


class _Cutter:
    """Takes the lines of a notebook one by one; `found` gets what is wrong with the fences."""

    def __init__(self, path: str, first_line: int, found: list[Diagnostic]) -> None:
        self.path, self.first, self.found = path, first_line, found
        self.runs = [_Run(first_line)]
        self.mark = ""  # of the block of code or the cell that is open

    def cut(self, body: str) -> list[_Run]:
        """Runs of prose and of code, in order; those of prose may be blank."""
        in_head = False
        for number, line in enumerate(body.split("\n"), self.first):
            run = self.runs[-1]
            if self.mark:
                if line.rstrip() == self.mark:
                    self.close(line, number)
                elif in_head and (option := _OPTION.match(line)):
                    self.option(option, Place(self.path, number, 1, len(line)))
                else:
                    if in_head:
                        run.line = number
                    in_head = False
                    run.lines.append(line)
            else:
                in_head = self.outside(line, number)
        if self.mark and (opened := self.runs[-1].opened):
            self.fault("this cell is never closed", opened, f"add a line '{self.mark}'")
            self.runs.pop()  # the prose that follows is no code
        return self.runs

    def outside(self, line: str, number: int) -> bool:
        """A line that stands in no code; whether it opens a cell."""
        place = Place(self.path, number, 1, max(1, len(line)))
        opening = _OPEN.match(line)
        if opening and opening.group(2) == "code-cell":
            self.mark = opening.group(1)
            if opening.group(3) != "python":
                self.fault("a cell's language is python", place, f"write {self.mark}{{code-cell}} python")
            self.runs.append(_Run(number + 1, opened=place))
            return True
        if _LIKE_CELL.match(line):
            self.fault("this opens no cell", place, "a cell begins with ```{code-cell} python at the margin")
        elif code := _CODE.match(line):
            self.mark = code.group(1)
        self.runs[-1].lines.append(line)
        return False

    def close(self, line: str, number: int) -> None:
        self.mark = ""
        if self.runs[-1].opened:
            self.runs.append(_Run(number + 1))
        else:
            self.runs[-1].lines.append(line)

    def option(self, found: re.Match[str], place: Place) -> None:
        name, options = found.group(1), self.runs[-1].options
        if name not in {"name", "tags"}:
            hint = did_you_mean(name, ("name", "tags"), otherwise="options: name, tags")
            self.fault(f"'{name}' is not an option of a cell", place, hint)
        elif name in options:
            self.fault(f"'{name}' is given twice", place, "keep one of the two")
        else:
            options[name] = (found.group(2), place)

    def fault(self, message: str, place: Place, hint: str) -> None:
        self.found.append(Diagnostic("bad-cell", message, place, hint))


@lru_cache(maxsize=256)  # a preview reads the same notebooks again after each change of another file
def _jupyter_cells(body: str) -> tuple[tuple[bool, str], ...]:
    """Jupytext's cells: whether each is code, and its text; none where it gives up on the text (`+++ word`)."""
    # JupyterLite's builder brings a library of addresses, which jsonschema compiles grammars of (a second) as soon as
    # jupytext loads it, to check formats that no notebook has. It does without where there is none.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    # Imported late: a seventh of a second that a course without exercises need not pay. It ships no types.
    import jupytext  # type: ignore[import-untyped]  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            cells = jupytext.reads(body, fmt="md:myst").cells
        except jupytext.myst.MystMetadataParsingError:
            return ()
    return tuple((cell.cell_type == "code", cell.source.strip()) for cell in cells)


def _as_jupyter_reads_it(path: str, body: str, runs: list[_Run], found: list[Diagnostic]) -> None:
    """Tell the first cell that jupytext cuts otherwise: what learners take away would not be what is shown."""
    theirs = _jupyter_cells(body)
    ours = [(run, (run.opened is not None, "\n".join(run.lines).strip())) for run in runs]
    ours = [(run, cut) for run, cut in ours if run.opened or cut[1]]
    for number, (run, cut) in enumerate(ours):
        if number >= len(theirs) or theirs[number] != cut:
            place = run.opened or Place(path, run.trimmed()[1])
            found.append(Diagnostic("bad-cell", "Jupyter cuts this cell otherwise", place,
                                    "use plain Markdown and cells at the margin, without '+++' lines"))  # fmt: skip
            return


# --- cells ------------------------------------------------------------------------------------------


def _cells(path: str, runs: list[_Run], found: list[Diagnostic]) -> tuple[str, list[Cell]]:
    title = ""
    cells: list[Cell] = []
    heading = _title(runs[0])
    if heading is None:
        place = Place(path, runs[0].trimmed()[1])
        found.append(
            Diagnostic("bad-cell", "the notebook has no title", place, "begin with a line '# Title'")
        )
    else:
        title, runs = heading[0], [heading[1], *runs[1:]]
    names: dict[str, Place] = {}
    for run in runs:
        text, line = run.trimmed()
        if run.opened is None:
            if text:
                _bounded(text, Place(path, line), found)
                count = sum(cell.role is CellRole.PROSE for cell in cells) + 1
                cells.append(Cell(f"p-{count}", CellRole.PROSE, text, (), Place(path, line)))
            continue
        if cell := _code_cell(run, found):
            place = run.options["name"][1]
            if cell.name in names:
                found.append(Diagnostic("duplicate-id", f"the cell '{cell.name}' already exists in {names[cell.name]}",
                                        place, "give it another name"))  # fmt: skip
            names.setdefault(cell.name, place)
            if cell.role is CellRole.SETUP and any(c.role is not CellRole.PROSE for c in cells):
                found.append(Diagnostic("bad-cell", "the setup is not the first cell of code", run.options["tags"][1],
                                        "move it up: every other cell needs it"))  # fmt: skip
            cells.append(cell)
    _one_form_a_name(cells, found)
    return title, cells


def _bounded(text: str, at: Place, found: list[Diagnostic]) -> None:
    """Tell prose that Markdown engines, jupytext's among them, could choke on."""
    if bound := texts.hostile(text):
        offset, length, what = bound
        line, column = texts.line_and_column(text, offset)
        place = Place(at.path, at.line + line - 1, column, length)
        found.append(Diagnostic("too-hostile", what, place, "cut it in pieces"))


def _one_form_a_name(cells: list[Cell], found: list[Diagnostic]) -> None:
    """Tell parameters that share a name: a form of one would set the other."""
    first: dict[str, Place] = {}
    for parameter in (p for cell in cells if cell.role is CellRole.PARAMETERS for p in cell.parameters):
        name, place = parameter.name, parameter.place
        if name == "answer":
            found.append(
                Diagnostic("bad-parameter", "'answer' is the name of answers", place, "give it another name")
            )
        elif name in first:
            found.append(Diagnostic("bad-parameter", f"'{name}' is already a parameter in {first[name]}", place,
                                    "give it another name"))  # fmt: skip
        first.setdefault(name, place)


def _title(run: _Run) -> tuple[str, _Run] | None:
    """The level-1 heading that begins the prose, and the prose without it."""
    for number, line in enumerate(run.lines):
        if line.strip():
            found = _TITLE.match(line)
            return (found.group(1), _Run(run.line + number + 1, run.lines[number + 1 :])) if found else None
    return None


def _code_cell(run: _Run, found: list[Diagnostic]) -> Cell | None:
    opened = run.opened or Place("")
    role = _role(run, found)
    name, place = run.options.get("name", ("", opened))
    if not name:
        found.append(Diagnostic("bad-cell", "this cell has no name", opened,
                                f"add a line ':name: {PREFIXES[role or CellRole.CODE]}…' under it"))  # fmt: skip
        return None
    if role is None:
        return None
    if not re.match(ID_FORM, name) or len(name) > MAX_ID or not name.startswith(PREFIXES[role]):
        found.append(Diagnostic("bad-cell", f"'{name}' cannot be the name of a cell of this role", place,
                                f"begin it with '{PREFIXES[role]}'; lower case letters, digits and hyphens"))  # fmt: skip
    text, line = run.trimmed()
    at = Place(opened.path, line)
    if not text:
        found.append(Diagnostic("bad-cell", "this cell is empty", opened, "remove it, or write its code"))
        return None
    tree = parsed(text, at, found)
    if tree is None:
        return Cell(name, role, text, (), at)
    return Cell(name, role, text, of_role(role, Source(text, tree, at), found), at)


def _role(run: _Run, found: list[Diagnostic]) -> CellRole | None:
    if "tags" not in run.options:
        return CellRole.CODE
    written, place = run.options["tags"]
    tag = _TAGS.match(written)
    if tag is None or tag.group(1) not in _ROLES:
        shown = tag.group(1) if tag else written
        found.append(Diagnostic("bad-cell", f"'{shown}' is not the role of a cell", place,
                                did_you_mean(shown, _ROLES, otherwise=f"one tag, of: {listed(_ROLES)}")))  # fmt: skip
        return None
    return _ROLES[tag.group(1)]
