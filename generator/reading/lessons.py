"""Lessons, facilitator's notes and pages: front matter and passages.

May not live here: rules on what a lesson says (see `checks`), choosing passages (see `editions`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar

from generator import texts
from generator.diagnostics import Diagnostic, Place, listed
from generator.model import Lesson, LessonKind, Notes, Page, Passage
from generator.reading.files import Files
from generator.reading.marks import Marks, load_yaml
from generator.reading.shapes import LessonShape, NotesShape, PageShape, Shape
from generator.reading.validation import validate

_OPEN = re.compile(r"^:::+\s*(\S.*)$")
_CLOSE = re.compile(r"^:::+\s*$")
_HEADER = re.compile(
    r"^(?:audience\s+(?P<audience>[A-Za-z0-9-]+))?(?:(?:^|\s+)when\s+(?P<condition>[A-Za-z0-9-]+))?$"
)
_MARK = re.compile(r"^\s*:::")
_SHORT = re.compile(r"^\s*::(?!:)\s*(?:(?:audience|when)\s|$)", re.IGNORECASE)
_IN_CODE = re.compile(r"^\s*:::+\s*(?:audience|when)\s")
# Spaces after the three hyphens are seen by nobody.
_DASHES = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"\n---[ \t]*(?:\n|\Z)")
_LIKE_DASHES = re.compile(r"^(?:-{2}|-{4,}|\.{3}|[–—]+|–-|—-)[ \t]*$", re.MULTILINE)

S = TypeVar("S", bound=Shape)


@dataclass(frozen=True, slots=True)
class Matter:
    """A Markdown file cut in two; `line` is the first line of the body."""

    data: object
    marks: Marks
    body: str
    line: int


def split(text: str, path: str, files: Files) -> Matter | None:
    """Front matter and body of a Markdown file; a file without front matter has empty data."""
    opened = _DASHES.match(text)
    if opened is None:
        return Matter({}, Marks(path), text, 1)
    closed = _CLOSING.search(text, opened.end() - 1)
    if closed is None:
        like = _LIKE_DASHES.search(text, opened.end())
        place = (
            Place(path, *texts.line_and_column(text, like.start()), len(like.group()))
            if like
            else Place(path)
        )
        files.fault("yaml-syntax", "the front matter is not closed", place,
                    "write '---' alone on this line" if like else "add a line '---' after it")  # fmt: skip
        return None
    document = load_yaml(text[opened.end() : closed.start() + 1], path, first_line=2)
    files.found += document.diagnostics
    if document.diagnostics:
        files.broken.add(path)  # what it holds is not sure
        if document.data is None:
            return None
    return Matter(
        document.data or {}, document.marks, text[closed.end() :], text.count("\n", 0, closed.end()) + 1
    )


def read_shaped(path: str, shape: type[S], files: Files) -> tuple[S, Matter, str] | None:
    """Front matter as a shape, the file cut in two, and its whole text; `None` after its faults were told."""
    text = files.text(path)
    if text is None:
        return None
    matter = split(text, path, files)
    if matter is None:
        files.broken.add(path)
        return None
    needed = [name for name, field in shape.model_fields.items() if field.is_required()]
    if matter.line == 1 and needed:
        late = text.lstrip().startswith("---\n")
        files.fault("missing-field", "the file does not begin with its front matter", Place(path),
                    "remove what stands before the first '---'" if late
                    else f"begin with a line '---', then {listed(needed)}, then a line '---'")  # fmt: skip
        files.broken.add(path)
        return None
    value, faults = validate(shape, matter.data, matter.marks)
    files.found += faults
    if value is None:
        files.broken.add(path)
        return None
    return value, matter, text


def read_lesson(path: str, slug: str, files: Files) -> Lesson | None:
    """One lesson in one language; `None` after its faults were told."""
    read = read_shaped(path, LessonShape, files)
    return lesson_of(*read, path, slug, files) if read else None


def lesson_of(shape: LessonShape, matter: Matter, text: str, path: str, slug: str, files: Files) -> Lesson:
    """A lesson from its front matter, its file cut in two and its whole text, see `read_shaped`."""
    told = len(files.found)
    cut = passages(matter.body, path, matter.line, files.found)
    if len(files.found) > told:
        files.broken.add(path)  # what its passages hold is not sure
    return Lesson(
        id=shape.id,
        slug=slug,
        kind=LessonKind(shape.kind),
        title=shape.title,
        minutes=shape.minutes,
        objectives=tuple(shape.objectives),
        passages=tuple(cut),
        source_digest=shape.source_digest,
        own_digest=texts.digest(text),
        place=Place(path),
    )


def read_notes(path: str, files: Files) -> Notes | None:
    read = read_shaped(path, NotesShape, files)
    if read is None:
        return None
    shape, matter, text = read
    no_passages(matter.body, path, matter.line, files)
    return Notes(matter.body, shape.source_digest, texts.digest(text), Place(path, matter.line))


def read_page(path: str, files: Files) -> Page | None:
    read = read_shaped(path, PageShape, files)
    if read is None:
        return None
    shape, matter, text = read
    place = Place(path, matter.line)
    no_passages(matter.body, path, matter.line, files)
    return Page(
        shape.id, shape.slug, shape.title, matter.body, shape.source_digest, texts.digest(text), place
    )


def passages(body: str, path: str, first_line: int, found: list[Diagnostic]) -> list[Passage]:
    """Cut a lesson's body at its `::: audience …` and `::: when …` marks; misspelt, nested and unclosed ones are told."""
    cutter = _Cutter(path, first_line, found)
    code = texts.fenced_lines(body)
    for number, line in enumerate(body.split("\n")):
        cutter.take(line, first_line + number, in_code=number in code)
    cutter.end()
    return cutter.out


class _Cutter:
    """Takes the lines of a lesson one by one; `found` gets what is wrong with the marks."""

    def __init__(self, path: str, first_line: int, found: list[Diagnostic]) -> None:
        self.path, self.found = path, found
        self.out: list[Passage] = []
        self.lines: list[str] = []
        self.audience: str | None = None
        self.condition = ""
        self.inside = self.wrong = False
        self.start, self.opened = first_line, Place(path)

    def take(self, line: str, number: int, *, in_code: bool) -> None:
        if "::" not in line:
            self.lines.append(line)
            return
        place = Place(self.path, number, len(line) - len(line.lstrip()) + 1, max(1, len(line.strip())))
        if in_code:
            if _IN_CODE.match(line):
                self.fault(
                    "a passage cannot open inside a block of code", place, "close the block of code first"
                )
            self.lines.append(line)
        elif _SHORT.match(line):
            self.short(line, number, place)
        elif not _MARK.match(line):
            self.lines.append(line)
        elif not line.startswith(":::"):
            self.fault("a passage's mark begins its line", place, "remove the spaces before ':::'")
        elif _CLOSE.match(line):
            if not self.inside:
                self.fault(
                    "this ':::' closes nothing", place, "open a passage with '::: audience ID' before it"
                )
            self.close(number + 1)
            self.audience, self.condition, self.inside, self.wrong = None, "", False, False
        elif self.inside:
            self.fault(f"a passage is still open since line {self.opened.line}", place,
                       "close it with ':::' first; passages do not nest")  # fmt: skip
        else:
            self.open(line, number, place)

    def short(self, line: str, number: int, place: Place) -> None:
        """A mark with too few colons; taken for what it was meant to be, so that its other end is not told as well."""
        closes = not line.strip(": \t")
        if not (closes and self.wrong):
            self.fault("a passage's mark has three colons", place, "write ':::'")
        if closes:
            self.close(number + 1)
            self.audience, self.condition, self.inside, self.wrong = None, "", False, False
        elif not self.inside:
            self.close(number + 1)
            self.audience, self.inside, self.wrong, self.opened = "", True, True, place

    def open(self, line: str, number: int, place: Place) -> None:
        named = _OPEN.match(line)
        wanted = _HEADER.match(named.group(1).strip()) if named else None
        if wanted is None:
            self.fault("a passage opens with '::: audience ID', '::: when CONDITION' or both", place,
                       "for example '::: audience elus', or '::: audience elus when commune'")  # fmt: skip
        self.close(number + 1)
        # A misspelt passage is kept apart all the same: the ':::' that closes it is not told as well.
        self.inside, self.opened, self.wrong = True, place, wanted is None
        self.audience = wanted.group("audience") if wanted else ""
        self.condition = (wanted.group("condition") or "") if wanted else ""

    def close(self, next_line: int) -> None:
        if any(line.strip() for line in self.lines):
            place = Place(self.path, self.start)
            self.out.append(Passage("\n".join(self.lines), self.audience, place, self.condition))
        self.lines.clear()
        self.start = next_line

    def end(self) -> None:
        if self.inside and not self.wrong:
            self.fault("this passage is never closed", self.opened, "add a line ':::'")
        self.close(0)

    def fault(self, message: str, place: Place, hint: str) -> None:
        self.found.append(Diagnostic("bad-passage", message, place, hint))


def no_passages(body: str, path: str, first_line: int, files: Files) -> None:
    """Tell passages where there are none: in notes, pages and notebooks."""
    code = texts.fenced_lines(body)
    for number, line in enumerate(body.split("\n")):
        if number not in code and _MARK.match(line):
            files.fault("bad-passage", "passages for one audience or territory belong in lessons", Place(path, first_line + number, 1, len(line)),
                        "write this text for everyone")  # fmt: skip
