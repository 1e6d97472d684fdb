"""Writing into each translation the digest of the text it was made from, for `parcours digest`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.building.faults import OperatorError, told_plainly
from generator.building.files import write_file
from generator.checks.languages import translations
from generator.diagnostics import did_you_mean
from generator.model import Course

_LINE = re.compile(r"^source_digest:.*$", re.MULTILINE)
_MATTER = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_QUESTIONS = re.compile(r"^questions:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Signed:
    """A translation looked at: its file, and whether its digest had to be written."""

    path: str
    changed: bool


def sign(project: Path, course: Course, paths: Sequence[Path] = ()) -> tuple[Signed, ...]:
    """Record that translations were read again beside the text they translate.

    Args:
        project: the project's folder.
        course: the course as read a moment ago.
        paths: files or folders to sign; every translation of the course when there is none.

    Raises:
        OperatorError: a path holds no translation, or a file may not be written. Nothing is written then.
    """
    known = {t.path: t for t in translations(course)}
    wanted = dict.fromkeys(name for path in paths for name in _under(project, path, list(known)))
    signed = []
    for name in wanted if paths else known:
        translation = known[name]
        if translation.stale:
            file = project / name
            text = file.read_bytes().decode("utf-8-sig")
            with told_plainly(file):
                write_file(file, with_digest(text, translation.current, PurePosixPath(name).suffix).encode())
        signed.append(Signed(name, translation.stale))
    return tuple(signed)


def _under(project: Path, path: Path, known: Sequence[str]) -> list[str]:
    """The translations that a path of the command line means."""
    full = path.resolve()
    name = full.relative_to(project).as_posix() if full.is_relative_to(project) else str(path)
    found = [one for one in known if one == name or one.startswith(f"{name}/") or name == "."]
    if not found:
        hint = did_you_mean(
            name,
            known,
            otherwise="name a file in another language than the course's first, or a folder of such files",
        )
        raise OperatorError(f"'{path}' is not a translation that can be read", hint)
    return found


def with_digest(text: str, digest: str, ending: str) -> str:
    """A file's text with `source_digest` set, everything else as it was.

    Args:
        text: the whole file.
        digest: the digest to record.
        ending: `.md` (front matter) or `.yml`.
    """
    text = text.replace("\r\n", "\n")
    line = f'source_digest: "{digest}"'
    if ending != ".md":
        if _LINE.search(text):
            return _LINE.sub(line, text, count=1)
        return _QUESTIONS.sub(f"{line}\nquestions:", text, count=1)
    matter = _MATTER.match(text)
    if matter is None:
        return f"---\n{line}\n---\n\n{text}"
    inside = matter.group(1)
    inside = _LINE.sub(line, inside, count=1) if _LINE.search(inside) else f"{inside}{line}\n"
    return f"---\n{inside}---\n{text[matter.end() :]}"
