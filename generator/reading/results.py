"""Files → Results: what learners handed to a trainer, found in files, in codes pasted from anywhere, in folders.

Whatever is in them, reading ends, keeps what is sound, and says of the rest where it stands and what to do.
May not live here: what results say together (see `generator.results`), unpacking and shapes (see `result_codes`,
`result_shapes`), asking the terminal for what it is piped (see `cli`).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from generator.diagnostics import Place
from generator.model import Answered, Computed, Given, Remark, Result
from generator.reading import result_codes as codes
from generator.reading.result_shapes import (
    MOST,
    AnsweredShape,
    ComputedShape,
    GivenShape,
    HandedShape,
    ResultShape,
    printable,
)
from generator.rules import Severity

STDIN = "-"
FORMAT = "parcours-result"
VERSION = 1
ENDINGS = frozenset({".json", ".txt", ".eml", ".md"})
"""Of a folder, the files that are looked into; a file that is named is always read."""

MAX_BYTES = 4_000_000
MAX_FILES = 2000
MAX_RESULTS = 5000
_PIPED = "standard input"
_AGAIN = "ask for it again: a file is safer than a code, which some mail programs cut or change"

S = TypeVar("S", bound=HandedShape)


@dataclass(slots=True)
class Handed:
    """What was found: each result once, in the order of their (random) ids, and what there is to say."""

    results: tuple[Result, ...] = ()
    remarks: list[Remark] = field(default_factory=list)

    def fault(self, message: str, place: Place, hint: str = "") -> None:
        self.remarks.append(Remark(message, place, hint))

    def warn(self, message: str, place: Place, hint: str = "") -> None:
        self.remarks.append(Remark(message, place, hint, Severity.WARNING))


def read_results(names: Sequence[str], course: str, piped: bytes = b"") -> Handed:
    """Read results from files and folders.

    Args:
        names: paths as people gave them; `-` stands for `piped`.
        course: the id of the course whose results are wanted.
        piped: what came through standard input.
    """
    handed = Handed()
    found: list[Result] = []
    for path, raw, sought in _contents(names, piped, handed):
        if len(found) < MAX_RESULTS:
            found += _results_in(path, raw, course, handed, sought=sought)
        else:
            handed.fault(
                f"there are more than {MAX_RESULTS:,} results", Place(path), "report on fewer at a time"
            )
            break
    handed.results = _once(found, handed)
    handed.remarks.sort(key=lambda remark: remark.sort_key)
    return handed


# --- files ------------------------------------------------------------------------------------------


def _contents(names: Sequence[str], piped: bytes, handed: Handed) -> Iterator[tuple[str, bytes, bool]]:
    """Each file: its name, its bytes, and whether it was named (rather than come across in a folder)."""
    seen: set[Path] = set()
    for name in names:
        if name == STDIN:
            yield _PIPED, piped, True
            continue
        path = Path(name)
        paths = list(_of_folder(path, handed)) if path.is_dir() else [path]
        for one in paths:
            real = Path(os.path.realpath(one))
            if real in seen:
                continue  # named twice, or named beside its folder
            seen.add(real)
            if len(seen) > MAX_FILES:
                handed.fault(f"there are more than {MAX_FILES:,} files", _place(one), "name fewer at a time")
                return
            raw = _bytes(one, handed)
            if raw is not None:
                yield printable(str(one)), raw, one == path


def _of_folder(folder: Path, handed: Handed) -> Iterator[Path]:
    looked_into = others = 0
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(base) / name
            if name.startswith("."):
                continue
            if path.suffix.lower() in ENDINGS and not path.is_symlink():
                looked_into += 1
                yield path
            else:
                others += 1
    if others:
        what = "1 file of another kind was" if others == 1 else f"{others} files of other kinds were"
        handed.warn(
            f"{what} left aside in this folder",
            _place(folder),
            f"results are looked for in {', '.join(sorted(ENDINGS))}; name a file to have it read whatever its ending",
        )
    elif not looked_into:
        handed.warn(
            "there is no file in this folder",
            _place(folder),
            "put there what learners handed over, or name another",
        )


def _bytes(path: Path, handed: Handed) -> bytes | None:
    place = _place(path)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            handed.fault("this is not a file that can be read to its end", place, "name a plain file")
        elif found.st_size > MAX_BYTES:
            handed.fault(
                f"the file is larger than {MAX_BYTES // 1000:,} kB: no result is, nor the codes of a whole class",
                place,
                "check that it is the right file",
            )
        else:
            return path.read_bytes()
    except FileNotFoundError:
        handed.fault("there is no file or folder of that name", place, "check its name")
    except (OSError, ValueError) as error:  # ValueError: a name that no system accepts
        handed.fault(f"the file cannot be read: {getattr(error, 'strerror', None) or error}", place)
    return None


def _place(path: Path, line: int = 1) -> Place:
    return Place(printable(str(path)), line)


# --- what a file holds ------------------------------------------------------------------------------


def _results_in(path: str, raw: bytes, course: str, handed: Handed, *, sought: bool) -> Iterator[Result]:
    """The results of one file: the file itself when it is JSON, otherwise every code in its text."""
    text = codes.as_text(raw)
    if text is None:
        handed.fault("this is not a text", Place(path), "results are .json files, or texts that hold codes")
    elif text.lstrip().startswith("{"):
        parsed = codes.parse(text)
        if isinstance(parsed, codes.Broken):
            hint = (
                "ask for the file again, or for the code"
                if sought
                else "if it was a result, ask for it again"
            )
            handed.fault(parsed.why, Place(path, parsed.line), hint)
        elif (result := _Reader(path, course, handed, text).result(parsed)) is not None:
            yield result
    else:
        found = list(codes.find(text))
        for code in found:
            yield from _decoded(path, code, course, handed)
        if not found:
            (handed.fault if sought else handed.warn)(
                f"no code that begins with {codes.MARK} is in this text",
                Place(path),
                "a code was cut from its beginning, or the file is another one",
            )


def _decoded(path: str, code: codes.Code, course: str, handed: Handed) -> Iterator[Result]:
    place = Place(path, code.line)
    if code.version != VERSION:
        handed.fault(f"this code has the form {code.version}, which is not known here", place, _NEWER)
        return
    parsed = codes.unpack(code)
    if isinstance(parsed, codes.Broken):
        handed.fault(parsed.why, place, _AGAIN)
    elif (result := _Reader(path, course, handed, line=code.line).result(parsed)) is not None:
        yield result


_NEWER = "it comes from a newer site than this program: update Parcours, then report again"


@dataclass(slots=True)
class _Reader:
    """From plain data to a `Result`; `text` is the file's when the data is a whole file, `line` where a code stands."""

    path: str
    course: str
    handed: Handed
    text: str = ""
    line: int = 1

    def result(self, data: Mapping[str, Any]) -> Result | None:
        place = Place(self.path, self.line)
        if refusal := self._foreign(data):
            self.handed.fault(refusal[0], place, refusal[1])
            return None
        head, why = _shaped(ResultShape, data)
        if head is None:
            self.handed.fault(f"this is not a result as the site makes them: {why}", place, _AGAIN)
            return None
        questions = [
            Answered(a.module, a.question, _given(a.first), _given(a.last), a.tries, a.done, where)
            for a, where in self._items("questions", head.questions, AnsweredShape)
        ]
        exercises = [
            Computed(c.module, c.exercise, c.cell, c.status, c.tries, where)
            for c, where in self._items("exercises", head.exercises, ComputedShape)
        ]
        return Result(
            head.id, head.courseVersion, head.language, head.audience, head.day,
            self._single(questions), self._single(exercises), place,
        )  # fmt: skip

    def _foreign(self, data: Mapping[str, Any]) -> tuple[str, str] | None:
        """Why this is not a result of our course that we can read, and the way out."""
        form, version, course = data.get("format"), data.get("version"), data.get("course")
        if form == "parcours-progress":
            return (
                "this is a learner's whole progress: more than anybody should hand over",
                "delete it, and ask for the anonymous result: « Mon parcours », « Préparer mon résultat »",
            )
        if form != FORMAT:
            return "this is not the result of a course made with Parcours", "check that it is the right file"
        if isinstance(version, int) and not isinstance(version, bool) and version > VERSION:
            return f"this result has the form {version}, which is not known here", _NEWER
        if version != VERSION:
            return "this result does not say a form that is known here", _AGAIN
        if course != self.course:
            name = printable(course)[:60] if isinstance(course, str) else "?"
            return (
                f"this is a result of the course '{name}', not of '{self.course}'",
                "report on it from the folder of that course, or with --project",
            )
        return None

    def _items(self, name: str, items: Sequence[Any], shape: type[S]) -> Iterator[tuple[S, Place]]:
        """The sound items of a list, each with its place; the others are told."""
        lines: Sequence[int] | None = None
        for index, item in enumerate(items):
            value, why = _shaped(shape, item)
            if value is not None:
                yield value, Place(self.path, self.line)
                continue
            if lines is None:
                lines = codes.lines_of(self.text, name)
            line = lines[index] if index < len(lines) else self.line
            self.handed.fault(
                f"number {index + 1} of '{name}' is left out: {why}",
                Place(self.path, line),
                "the rest of this result is kept; ask for it again if it matters",
            )

    def _single(self, items: list[Any]) -> tuple[Any, ...]:
        """Each question once: a list that says two things of one was changed by hand."""
        once: dict[tuple[str, ...], Any] = {}
        for item in items:
            key = (
                (item.module, item.question)
                if isinstance(item, Answered)
                else (item.module, item.exercise, item.cell)
            )
            if key in once:
                self.handed.fault(
                    f"'{'/'.join(key)}' is there twice", item.place, "the first is kept, the other left out"
                )
            once.setdefault(key, item)
        return tuple(once.values())


def _given(shape: GivenShape) -> Given:
    return Given(shape.answer, shape.score)


def _shaped(shape: type[S], data: Any) -> tuple[S | None, str]:
    """The data as a shape, or nothing and the first thing that is wrong with it."""
    try:
        return shape.model_validate(data), ""
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(printable(str(part)) for part in fault["loc"])
        return None, f"'{where}': {_in_words(fault)}" if where else "it is no list of fields"


def _in_words(fault: Any) -> str:
    match fault["type"]:
        case "missing":
            return "it is missing"
        case "too_long":
            return f"it has more than {MOST:,} entries"
        case "string_pattern_mismatch":
            return "it does not have the form asked for"
        case _:
            message = str(fault["msg"]).removeprefix("Value error, ")
            return message[:1].lower() + message[1:]


# --- each one once ----------------------------------------------------------------------------------


def _once(found: Sequence[Result], handed: Handed) -> tuple[Result, ...]:
    """Results without those handed twice. Which one stays never depends on the order they came in."""
    by_id: dict[str, list[Result]] = {}
    for result in found:
        by_id.setdefault(result.id, []).append(result)
    for same in by_id.values():
        same.sort(key=lambda result: result.place)
        for again in same[1:]:
            handed.warn(
                "this result was handed twice: it counts once",
                again.place,
                f"the other is in {same[0].place.path}:{same[0].place.line}",
            )
    return tuple(max(by_id[one], key=_content) for one in sorted(by_id))


def _content(result: Result) -> str:
    nowhere = Place("")
    return repr(
        replace(
            result,
            place=nowhere,
            questions=tuple(replace(q, place=nowhere) for q in result.questions),
            exercises=tuple(replace(e, place=nowhere) for e in result.exercises),
        )
    )
