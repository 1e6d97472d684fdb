"""Lessons, facilitator's notes and pages: front matter and passages.

May not live here: rules on what a lesson says (see `checks`), choosing passages (see `editions`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar

from generator import texts
from generator.diagnostics import Diagnostic, Place
from generator.model import Lesson, LessonKind, Notes, Page, Passage
from generator.reading.files import Files
from generator.reading.marks import Marks, load_yaml
from generator.reading.shapes import LessonShape, NotesShape, PageShape, Shape
from generator.reading.validation import validate

_OPEN = re.compile(r"^:::+\s*(\S.*)$")
_CLOSE = re.compile(r"^:::+\s*$")
_AUDIENCE = re.compile(r"^audience\s+([A-Za-z0-9-]+)$")

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
    if not text.startswith("---\n"):
        return Matter({}, Marks(path), text, 1)
    end = text.find("\n---\n", 3)
    if end < 0:
        if text.rstrip().endswith("\n---"):
            end = text.rstrip().rfind("\n---")
        else:
            files.fault(
                "yaml-syntax", "the front matter is not closed", Place(path), "add a line '---' after it"
            )
            return None
    document = load_yaml(text[4 : end + 1], path, first_line=2)
    files.found += document.diagnostics
    if document.diagnostics and document.data is None:
        return None
    body = text[end + 5 :]
    return Matter(document.data or {}, document.marks, body, text.count("\n", 0, end + 5) + 1)


def _shaped(path: str, shape: type[S], files: Files) -> tuple[S, Matter, str] | None:
    text = files.text(path)
    if text is None:
        return None
    matter = split(text, path, files)
    if matter is None:
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
    read = _shaped(path, LessonShape, files)
    if read is None:
        return None
    shape, matter, text = read
    return Lesson(
        id=shape.id,
        slug=slug,
        kind=LessonKind(shape.kind),
        title=shape.title,
        minutes=shape.minutes,
        objectives=tuple(shape.objectives),
        passages=tuple(passages(matter.body, path, matter.line, files.found)),
        source_digest=shape.source_digest,
        own_digest=texts.digest(text),
        place=Place(path),
    )


def read_notes(path: str, files: Files) -> Notes | None:
    read = _shaped(path, NotesShape, files)
    if read is None:
        return None
    shape, matter, text = read
    return Notes(matter.body, shape.source_digest, texts.digest(text), Place(path, matter.line))


def read_page(path: str, files: Files) -> Page | None:
    read = _shaped(path, PageShape, files)
    if read is None:
        return None
    shape, matter, text = read
    place = Place(path, matter.line)
    return Page(
        shape.id, shape.slug, shape.title, matter.body, shape.source_digest, texts.digest(text), place
    )


def passages(body: str, path: str, first_line: int, found: list[Diagnostic]) -> list[Passage]:
    """Cut a lesson's body at its `::: audience …` marks; misspelt, nested and unclosed ones are told."""
    out: list[Passage] = []
    lines: list[str] = []
    audience: str | None = None
    start, opened, fence = first_line, 0, ""

    def close(next_line: int) -> None:
        nonlocal start
        if any(line.strip() for line in lines):
            out.append(Passage("\n".join(lines), audience, Place(path, start)))
        lines.clear()
        start = next_line

    for number, line in enumerate(body.split("\n"), first_line):
        mark = re.match(r"^\s*(`{3,}|~{3,})", line)
        if mark:
            if not fence:
                fence = mark.group(1)
            elif line.strip().startswith(fence) and not line.strip(" `~"):
                fence = ""
        if fence or not line.startswith(":::"):
            lines.append(line)
        elif _CLOSE.match(line):
            if audience is None:
                found.append(Diagnostic("bad-passage", "this ':::' closes nothing", Place(path, number, 1, 3),
                                        "open a passage with '::: audience ID' before it"))  # fmt: skip
            close(number + 1)
            audience = None
        elif audience is not None:
            found.append(Diagnostic("bad-passage", f"a passage is still open since line {opened}", Place(path, number, 1, len(line)),
                                    "close it with ':::' first; passages do not nest"))  # fmt: skip
        else:
            named = _OPEN.match(line)
            wanted = _AUDIENCE.match(named.group(1).strip()) if named else None
            close(number + 1)
            if wanted is None:
                found.append(Diagnostic("bad-passage", "a passage opens with '::: audience ID'", Place(path, number, 1, len(line)),
                                        "for example '::: audience elus'"))  # fmt: skip
            audience, opened = (wanted.group(1) if wanted else ""), number
            start = number + 1
    if audience is not None:
        found.append(
            Diagnostic("bad-passage", "this passage is never closed", Place(path, opened), "add a line ':::'")
        )
    close(0)
    return out
