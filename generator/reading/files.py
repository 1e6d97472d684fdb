"""The only place where the course's folders are walked and its files read.

Lives here: safe names, size limits, decoding, and the memory of every line read (for excerpts in diagnostics).
May not live here: what the files mean.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeVar

from generator import texts
from generator.diagnostics import Diagnostic, Place
from generator.reading.marks import Document, invisible, load_yaml
from generator.reading.shapes import FORMS, ID_FORM, MAX_ID, Shape
from generator.reading.validation import validate

MAX_TEXT_BYTES = 400_000
MAX_IMAGE_BYTES = 2_000_000
MAX_DATA_BYTES = 1_000_000
IMAGE_ENDINGS = frozenset({".svg", ".png", ".jpg", ".jpeg", ".webp"})

_SAFE_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
)
# What file managers and editors leave in folders, unseen by those who open them: copies kept while one writes.
_LEFT_THERE = re.compile(r"Thumbs\.db|desktop\.ini|.*~|#.*#|~\$.*")

S = TypeVar("S", bound=Shape)


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(slots=True)
class Files:
    """Reads files of one project and collects what is wrong with them."""

    root: Path
    found: list[Diagnostic] = field(default_factory=list)
    sources: dict[str, tuple[str, ...]] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    untranslated: set[str] = field(default_factory=set)
    foreign: list[tuple[str, Place]] = field(default_factory=list)
    _no_links: set[str] = field(default_factory=set)

    def fault(self, rule: str, message: str, place: Place, hint: str = "") -> None:
        self.found.append(Diagnostic(rule, message, place, hint))

    def entries(self, folder: str) -> list[str]:
        """Names in a folder, sorted; unsafe ones are told and left out."""
        if not self.is_folder(folder):
            return []
        if link := self._link(folder):
            self._told_link(link)
            return []
        try:
            there = sorted(os.scandir(self.root / folder), key=lambda entry: entry.name)
            (
                self.root / folder / "module.yml"
            ).exists()  # a folder may be listed and what it holds not be read
        except OSError as error:
            self.fault("unreadable-file", f"the folder cannot be read: {error.strerror}", Place(folder),
                       "change its permissions")  # fmt: skip
            self.broken.add(folder)
            return []
        safe, seen = [], dict[str, str]()
        for entry in there:
            name, place = entry.name, Place(f"{folder}/{entry.name}")
            if name.startswith((".", "_")) or _LEFT_THERE.fullmatch(name):
                continue
            if entry.is_symlink():
                self._told_link(f"{folder}/{name}")
            elif not _SAFE_NAME.match(name) or name.split(".")[0].lower() in _RESERVED:
                shown = name.encode("unicode_escape", "replace").decode() if not name.isprintable() else name
                self.fault("unsafe-path", f"'{shown}' is not a name every system accepts", place,
                           "use letters, digits, hyphens, underscores and dots")  # fmt: skip
            elif name.lower() in seen:
                self.fault("unsafe-path", f"'{name}' differs from '{seen[name.lower()]}' by its case only", place,
                           "rename one of them: some systems cannot hold both")  # fmt: skip
            else:
                seen[name.lower()] = name
                safe.append(name)
        return safe

    def is_folder(self, path: str) -> bool:
        """Whether a folder is there; one that may not be looked at is taken for none."""
        try:
            return (self.root / path).is_dir()
        except OSError:
            return False

    def is_file(self, path: str) -> bool:
        """Whether a file is there, as far as may be seen."""
        try:
            return (self.root / path).is_file()
        except OSError:
            return False

    def text(self, path: str, *, required: bool = True) -> str | None:
        """A text file, or `None` after saying why."""
        raw = self._bytes(path, MAX_TEXT_BYTES, required=required)
        if raw is None:
            return None
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = _one_line_end(error.object[: error.start].decode())  # sound up to there
            self.sources[path] = tuple(_one_line_end(raw.decode("utf-8-sig", "replace")).split("\n"))
            self.fault("unreadable-file", "this is not UTF-8 text", Place(path, *texts.line_and_column(before, len(before))),
                       "save the file again as UTF-8: most editors ask for the encoding when they save")  # fmt: skip
            self.broken.add(path)
            return None
        text = _one_line_end(text)
        self.sources[path] = tuple(text.split("\n"))
        bad = invisible(text)
        if bad:
            line = text.count("\n", 0, bad.start()) + 1
            column = bad.start() - text.rfind("\n", 0, bad.start())
            self.fault("unreadable-file", f"the invisible character U+{ord(bad.group()):04X} is not accepted",
                       Place(path, line, column), "delete it")  # fmt: skip
            self.broken.add(path)
            return None
        # Notebooks are mostly code, which no Markdown engine reads: the bounds of their prose are told with their cells.
        if path.endswith(".md") and not path.startswith("exercises/") and (bound := texts.hostile(text)):
            offset, length, what = bound
            self.fault(
                "too-hostile",
                what,
                Place(path, *texts.line_and_column(text, offset), length),
                "cut it in pieces",
            )
            self.broken.add(path)
            return None
        return text

    def data(self, path: str) -> bytes | None:
        """A file of any kind, or `None` after saying why."""
        return self._bytes(path, MAX_DATA_BYTES, required=True)

    def image(self, path: str) -> bytes | None:
        return self._bytes(path, MAX_IMAGE_BYTES, required=True)

    def _like(self, path: str) -> str:
        """A file that may be the one that is missing, under a name that systems or editors gave it."""
        wanted = PurePosixPath(path)
        stem = wanted.name.lower().removesuffix(wanted.suffix)
        for name in self.entries(str(wanted.parent)):
            if name.lower() == wanted.name or name.lower() in {
                f"{stem}.yaml",
                f"{wanted.name}.txt",
                f"{stem}.txt",
            }:
                return f"rename '{name}' as '{wanted.name}'"
        if wanted.name == "module.yml":
            return "a folder of course/ is a module: move it elsewhere, or begin its name with '_' to keep it aside"
        return ""

    def _link(self, path: str) -> str | None:
        """The part of a path that is a link, if any: what it points to may lie outside the course."""
        parts = path.split("/")
        steps = ("/".join(parts[: n + 1]) for n in range(len(parts)))
        for step in steps:
            if step not in self._no_links:
                if (self.root / step).is_symlink():
                    return step
                self._no_links.add(step)
        return None

    def _told_link(self, link: str) -> None:
        name = link.rsplit("/", maxsplit=1)[-1]
        self.fault("unsafe-path", f"'{name}' is a link", Place(link), "put the file itself in the course")

    def _bytes(self, path: str, limit: int, *, required: bool) -> bytes | None:
        full = self.root / path
        try:
            if link := self._link(path):
                self._told_link(link)
            elif not stat.S_ISREG(full.stat().st_mode) and not full.is_dir():
                self.fault("unreadable-file", "this is not a file that can be read to its end", Place(path),
                           "put a plain file in its place")  # fmt: skip
            elif full.stat().st_size > limit:
                self.fault(
                    "unreadable-file",
                    f"the file is larger than {limit // 1000:,} kB",
                    Place(path),
                    "make it smaller: 1,600 pixels are wide enough"
                    if limit == MAX_IMAGE_BYTES
                    else "split or shrink it",
                )
            else:
                return full.read_bytes()
        except FileNotFoundError:
            if not required:
                return None
            self.fault("missing-file", f"the file '{path}' does not exist", Place(path), self._like(path))
        except IsADirectoryError:
            self.fault(
                "unreadable-file",
                "this is a folder, not a file",
                Place(path),
                "put a plain file in its place",
            )
        except OSError as error:
            self.fault("unreadable-file", f"the file cannot be read: {error.strerror}", Place(path))
        self.broken.add(path)
        return None

    def yaml(self, path: str, *, required: bool = True) -> Document | None:
        text = self.text(path, required=required)
        if text is None:
            return None
        document = load_yaml(text, path)
        self.found += document.diagnostics
        if document.diagnostics:
            self.broken.add(path)  # what it holds is not sure
            return None if document.data is None else document
        return document

    def shaped(self, path: str, shape: type[S], *, required: bool = True) -> tuple[S, Document] | None:
        """A YAML file read as one shape."""
        document = self.yaml(path, required=required)
        if document is None:
            return None
        value, faults = validate(shape, document.data, document.marks)
        self.found += faults
        if value is None:
            self.broken.add(path)
            return None
        return value, document

    def entries_of(
        self, path: str, shape: type[S], *, key: str = ID_FORM, required: bool = True
    ) -> tuple[dict[str, S], Document] | None:
        """A YAML file that maps ids to entries of one shape; broken entries are told and left out.

        Args:
            path: the file, relative to the project.
            shape: of each entry.
            key: the pattern of the ids: they end in addresses, in attributes and in names of folders.
            required: whether the file must exist.
        """
        document = self.yaml(path, required=required)
        if document is None:
            return None
        if not isinstance(document.data, dict):
            if document.data is None:
                return {}, document
            self.fault("wrong-type", "expected a mapping from ids to entries", Place(path))
            self.broken.add(path)
            return None
        good: dict[str, S] = {}
        for name, data in document.data.items():
            value, faults = validate(shape, data, document.marks, (name,))
            if not re.match(key, name) or len(name) > MAX_ID:
                shown = name if name.isprintable() else "this"
                self.fault("wrong-type", f"'{shown[:60]}' is not accepted as an id", document.marks.key(name),
                           FORMS.get(key, ""))  # fmt: skip
                value = None
            self.found += faults
            if value is None:
                self.broken.add(path)
            else:
                good[name] = value
        return good, document
