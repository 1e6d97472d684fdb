"""Writing into translations and local texts the digest of the text they follow, for `parcours digest`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.building.faults import OperatorError, told_plainly
from generator.building.files import write_text
from generator.checks.languages import Translation, translations
from generator.checks.overlays import Bond, bonds
from generator.diagnostics import did_you_mean
from generator.model import Course

_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_QUESTIONS = re.compile(r"^questions:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Signed:
    """A text looked at: its file, and whether a digest had to be written."""

    path: str
    changed: bool


def sign(project: Path, course: Course, paths: Sequence[Path] = ()) -> tuple[Signed, ...]:
    """Record that translations and local texts were read again beside the text they follow.

    Args:
        project: the project's folder.
        course: the course as read a moment ago.
        paths: files or folders to sign; every translation and local text of the course when there is none.

    Raises:
        OperatorError: a path holds no such text, or a file may not be written. Nothing is written then.
    """
    known: dict[str, dict[str, str]] = {}
    stale = set()
    for field, one in _followers(course):
        known.setdefault(one.path, {})[field] = one.current
        stale |= {one.path} if one.stale else set()
    wanted = dict.fromkeys(name for path in paths for name in _under(project, path, list(known)))
    signed = []
    for name in wanted if paths else known:
        if name in stale:
            file = project / name
            text = file.read_bytes().decode("utf-8-sig")
            for field, digest in known[name].items():
                text = with_digest(text, digest, PurePosixPath(name).suffix, field)
            with told_plainly(file):
                write_text(file, text)
        signed.append(Signed(name, name in stale))
    return tuple(signed)


def _followers(course: Course) -> Iterator[tuple[str, Translation | Bond]]:
    """What follows another text, with the field that records it: a local text may also be a translation."""
    for translation in translations(course):
        yield "source_digest", translation
    for bond in bonds(course):
        yield "shared_digest", bond


def _under(project: Path, path: Path, known: Sequence[str]) -> list[str]:
    """The texts that a path of the command line means."""
    full = path.resolve()
    name = full.relative_to(project).as_posix() if full.is_relative_to(project) else str(path)
    found = [one for one in known if one == name or one.startswith(f"{name}/") or name == "."]
    if not found:
        hint = did_you_mean(
            name,
            known,
            otherwise="name a file in another language than the course's first, or of an overlay, or their folder",
        )
        raise OperatorError(f"'{path}' is not a translation or a local text that can be read", hint)
    return found


def with_digest(text: str, digest: str, ending: str, field: str = "source_digest") -> str:
    """A file's text with a digest set, everything else as it was.

    Args:
        text: the whole file.
        digest: the digest to record.
        ending: `.md` (front matter) or `.yml`.
        field: which of its digests.
    """
    text = text.replace("\r\n", "\n")
    line = f'{field}: "{digest}"'
    there = re.compile(rf"^{field}:.*$", re.MULTILINE)
    if ending != ".md":
        if there.search(text):
            return there.sub(line, text, count=1)
        return _QUESTIONS.sub(f"{line}\nquestions:", text, count=1)
    matter = _MATTER.match(text)
    if matter is None:
        return f"---\n{line}\n---\n\n{text}"
    inside = matter.group(1)
    inside = there.sub(line, inside, count=1) if there.search(inside) else f"{inside}{line}\n"
    return f"---\n{inside}---\n{text[matter.end() :]}"
