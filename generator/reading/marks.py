"""YAML with line marks: plain data plus the place of every key and value.

Lives here: the only YAML reader of the project. It builds the data from the parser's events, so that anchors,
aliases, tags, duplicate keys and deep nesting are refused before they cost anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import yaml

from generator.diagnostics import Diagnostic, Place

MAX_DEPTH = 20
MAX_CHARACTERS = 500_000

Path = tuple[str | int, ...]

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff\ufeff\ufffe\uffff]"
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser where PyYAML has it: ten times faster
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)$")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")

_WORDS = {"true": True, "True": True, "false": False, "False": False, "": None, "null": None, "~": None}
_BEGINS_NUMBER = frozenset("-+.0123456789")

_GLUED_COMMENT = re.compile(r"\s*#[^\s#]")
_INSIDE_QUOTES = re.compile(r"""[:,{\[-]\s*["'].*["']""")
_CURLY = frozenset("“”„‟‘‛")
_STRAIGHT = 'write straight quotes: "…"'
_QUOTES = """inside "…" write \\\" for a quote, inside '…' write '' for an apostrophe"""
_SPACE = "type an ordinary space: what stands here is a no-break one"


def invisible(text: str) -> re.Match[str] | None:
    """The first character that hides, reorders or marks text: controls, directions, private use."""
    return _INVISIBLE.search(text)


@dataclass(slots=True)
class Marks:
    """Places of keys and values by their path in the data, e.g. `("questions", 0, "id")`."""

    file: str
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)

    def value(self, *path: str | int) -> Place:
        """The place of a value, or of the nearest thing around it that exists."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Place(self.file))

    def key(self, *path: str | int) -> Place:
        return self.keys.get(path) or self.value(*path)


@dataclass(slots=True)
class Document:
    """What one YAML file says, or `None` with the diagnostics that explain why it says nothing."""

    data: Any
    marks: Marks
    diagnostics: list[Diagnostic]


@dataclass(slots=True)
class _Frame:
    path: Path
    value: dict[str, Any] | list[Any]
    key: str | None = None
    skip: bool = False
    first: str | None = None
    restarted: bool = False

    def next_path(self) -> Path:
        return (
            *self.path,
            self.key if isinstance(self.value, dict) and self.key is not None else len(self.value),
        )


class _Builder:
    """Turns parser events into data; stops at the first unsafe thing, goes on after a duplicate key."""

    def __init__(self, file: str, first_line: int, text: str) -> None:
        self.file = file
        self.first_line = first_line
        self.lines = text.split("\n")
        self.marks = Marks(file)
        self.found: list[Diagnostic] = []
        self.stack: list[_Frame] = []
        self.root: Any = None
        self.documents = 0

    def place(self, mark: Any, length: int = 1) -> Place:
        return Place(self.file, mark.line + self.first_line, mark.column + 1, max(1, length))

    def fault(self, rule: str, message: str, place: Place, hint: str = "") -> None:
        self.found.append(Diagnostic(rule, message, place, hint))

    def feed(self, event: Any) -> bool:
        """Take one event; `False` means that reading must stop."""
        if isinstance(event, yaml.ScalarEvent) and event.anchor is None and event.tag is None:
            return self.scalar(event)  # nearly all are
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self.fault("yaml-unsafe", "anchors and aliases are not accepted", self.place(event.start_mark),
                       "write the value out where it is needed")  # fmt: skip
            return False
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            self.fault("yaml-unsafe", f"the tag '{shown}' is not accepted", self.place(event.start_mark),
                       "use plain texts, numbers, lists and mappings")  # fmt: skip
            return False
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.fault("yaml-syntax", "a file holds one YAML document", self.place(event.start_mark),
                           "remove the line '---'")  # fmt: skip
                return False
        elif isinstance(event, yaml.MappingStartEvent):
            return self.open({}, event)
        elif isinstance(event, yaml.SequenceStartEvent):
            return self.open([], event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        return True

    def open(self, empty: dict[str, Any] | list[Any], event: Any) -> bool:
        if len(self.stack) >= MAX_DEPTH:
            self.fault(
                "yaml-unsafe", f"more than {MAX_DEPTH} levels of nesting", self.place(event.start_mark)
            )
            return False
        if self.stack and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None:
            self.fault("yaml-syntax", "a key must be a plain word", self.place(event.start_mark),
                       "quote texts that begin with { or [")  # fmt: skip
            return False
        path = self.stack[-1].next_path() if self.stack else ()
        self.put(empty, self.place(event.start_mark))
        self.stack.append(_Frame(path, empty))
        return True

    def scalar(self, event: Any) -> bool:
        width = (
            event.end_mark.column - event.start_mark.column
            if event.end_mark.line == event.start_mark.line
            else 1
        )
        place = self.place(event.start_mark, width)
        if event.style == '"' and (bad := invisible(event.value)):  # written as an escape: "\\u202E"
            self.fault("unreadable-file", f"the invisible character U+{ord(bad.group()):04X} is not accepted", place,
                       "delete it")  # fmt: skip
            return False
        if not event.style and (told := self.misread(event)):
            self.fault("yaml-syntax", told[0], place, told[1])
            return False
        frame = self.stack[-1] if self.stack else None
        if frame and isinstance(frame.value, dict) and frame.key is None:
            frame.key = str(event.value)
            path = frame.next_path()
            frame.skip = frame.key in frame.value
            frame.first = frame.first or frame.key
            if frame.skip:
                self.twice(frame, place)
            else:
                self.marks.keys[path] = place
            return True
        self.put(_plain(event.value) if event.implicit[0] and not event.style else event.value, place)
        return True

    def twice(self, frame: _Frame, place: Place) -> None:
        """A key that is there already; where an item of a list begins again without its dash, that is told once."""
        first = self.marks.keys[frame.next_path()]
        again = frame.key == frame.first and bool(frame.path) and isinstance(frame.path[-1], int)
        if not frame.restarted:
            hint = "keep one of the two" + (", or begin another item with '- '" if again else "")
            self.fault("duplicate-key", f"'{frame.key}' is already given on line {first.line}", place, hint)
        frame.restarted |= again

    def misread(self, event: Any) -> tuple[str, str] | None:
        """What a text without quotes holds that its author meant otherwise, and the way out."""
        if event.value[:1] in _CURLY:
            return "these quotes are letters for YAML: they would be shown", _STRAIGHT
        if event.value != event.value.strip():  # YAML itself takes ordinary spaces away
            return "a no-break space stands before or after this word", _SPACE
        line = self.lines[event.end_mark.line] if event.end_mark.line < len(self.lines) else ""
        glued = "#" in line and _GLUED_COMMENT.match(line[event.end_mark.column :])
        if glued and isinstance(_plain(event.value), str):
            return (
                "the text stops before '#', which begins a comment",
                "quote the text, or put a space after '#'",
            )
        return None

    def told(self, error: yaml.MarkedYAMLError) -> None:
        """Why the parser gave up, where the mistake is rather than where it was noticed."""
        mark = error.problem_mark or error.context_mark
        if error.problem == "could not find expected ':'":
            mark = error.context_mark or mark
        line = self.lines[mark.line] if mark and mark.line < len(self.lines) else ""
        before = self.lines[mark.line - 1] if mark and 0 < mark.line <= len(self.lines) else ""
        hint = _way_out(str(error.problem), line, before, mark.column if mark else 0)
        self.fault("yaml-syntax", f"this is not well-formed YAML: {error.problem or error.context}",
                   self.place(mark) if mark else Place(self.file), hint)  # fmt: skip

    def put(self, value: Any, place: Place) -> None:
        if not self.stack:
            self.root = value
            self.marks.values[()] = place
            return
        frame = self.stack[-1]
        path = frame.next_path()
        if isinstance(frame.value, list):
            frame.value.append(value)
            self.marks.values[path] = place
        elif frame.key is not None:
            if not frame.skip:
                frame.value[frame.key] = value
                self.marks.values[path] = place
            frame.key = None


def _way_out(problem: str, line: str, before: str, column: int) -> str:
    """The likeliest of the mistakes that make a line unreadable."""
    names = re.findall(r"([\w-]+): ", line[:column])
    margin, sign = line[: len(line) - len(line.lstrip())], line[column : column + 1]
    starts, in_brackets = not line[:column].strip(), "',' or '" in problem
    quoted = _INSIDE_QUOTES.search(line[:column]) is not None
    no_break = any(space in text for text in (line, before) if '"' not in text for space in "\u00a0\u202f")
    likeliest = (
        ("\t" in margin, "begin lines with spaces: YAML takes no tabulation there"),
        (any(one in line for one in _CURLY), _STRAIGHT),
        (no_break, _SPACE),
        (problem == "could not find expected ':'", "write 'name: value', with a space after ':'"),
        ("unknown escape" in problem, "write \\\\ for a backslash, or put the text between single quotes"),
        (line[max(0, column - 1) : column] == "[", "quote texts that begin with '['"),
        (sign in {*"@`%*&!"} or "block sequence entries" in problem, f"quote texts that begin with '{sign}'"),
        (
            problem.startswith("mapping values") and bool(names),
            f'put the text between quotes: {"".join(names[-1:])}: "…"',
        ),
        (starts and in_brackets, "close the brackets that are opened above"),
        (starts and sign == "-", "begin each item of a list with '- ', all at the same margin"),
        (quoted and in_brackets, f"put a comma between two fields; {_QUOTES}"),
        (
            quoted or (problem == "did not find expected key" and '"' in line),
            f"close the quotes, here or above; {_QUOTES}",
        ),
    )
    return next(
        (hint for holds, hint in likeliest if holds),
        "check the indentation, and quote texts that hold ': ' or '#'",
    )


def _plain(text: str) -> Any:
    """A plain scalar as YAML 1.2 reads it: `no` and `12:30` stay texts, dates too."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _BEGINS_NUMBER:
        return text
    if _INTEGER.match(text):
        return int(text) if len(text) < 19 else text
    if _FLOAT.match(text):
        return float(text)
    return text


# A preview reads the same files again after each change of another one. Nobody may change a document.
@lru_cache(maxsize=512)
def load_yaml(text: str, file: str, first_line: int = 1) -> Document:
    """Read one YAML document; `first_line` is where it starts in its file (front matter starts on line 2)."""
    builder = _Builder(file, first_line, text)
    if len(text) > MAX_CHARACTERS:
        builder.fault("yaml-unsafe", f"the file is longer than {MAX_CHARACTERS:,} characters", Place(file),
                      "split it")  # fmt: skip
        return Document(None, builder.marks, builder.found)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if not builder.feed(event):
                return Document(None, builder.marks, builder.found)
    except yaml.MarkedYAMLError as error:
        builder.told(error)
        return Document(None, builder.marks, builder.found)
    except yaml.YAMLError as error:  # characters YAML does not allow
        builder.fault(
            "yaml-syntax", f"this is not well-formed YAML: {str(error).splitlines()[0]}", Place(file)
        )
        return Document(None, builder.marks, builder.found)
    return Document(builder.root, builder.marks, builder.found)
