"""What can go wrong while building, other than an author's fault: three exceptions, each with its way out."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NO_SUCH_NAME = frozenset({errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL})
_ELSEWHERE = "write elsewhere with --out, where the command has it"


class OperatorError(Exception):
    """Something the person at the keyboard can put right: an option, the disk, a missing tool.

    Attributes:
        what: one clear sentence that says what is wrong.
        way_out: what to do about it; may be empty.
    """

    def __init__(self, what: str, way_out: str = "") -> None:
        super().__init__(f"{what}: {way_out}" if way_out else what)
        self.what = what
        self.way_out = way_out


class EngineError(Exception):
    """A site engine stopped with an error.

    Attributes:
        engine: its name.
        command: how it was started.
        tail: the last lines it wrote, authors' files in place of the staged ones.
        author_file: the author's file it complains about, or an empty text when it names none.
    """

    def __init__(
        self, engine: str, command: Sequence[str], tail: Sequence[str], author_file: str = ""
    ) -> None:
        about = f" on {author_file}" if author_file else ""
        super().__init__(f"{engine} failed{about}")
        self.engine = engine
        self.command = tuple(command)
        self.tail = tuple(tail)
        self.author_file = author_file


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a published page must not hold: where it was built, where it was written, what it is."""

    page: str
    author_file: str
    what: str


class UnsafeSiteError(Exception):
    """The built pages hold something that would run or be fetched against the learner's interest."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} unsafe things in the built pages: nothing was published")
        self.findings = tuple(findings)


@contextmanager
def told_plainly(folder: Path) -> Iterator[None]:
    """Turn a full disk or a missing permission under `folder` into one clear sentence.

    Raises:
        OperatorError: for those two, and where no such name can be; any other `OSError` goes through, it is our bug.
    """
    try:
        yield
    except OSError as error:
        where = error.filename or folder
        if error.errno in _FULL:
            raise OperatorError(
                f"The disk is full: '{where}' could not be written", "make room and start again"
            ) from error
        if error.errno in _FORBIDDEN:
            raise OperatorError(
                f"You may not write '{where}'", f"change its permissions, or {_ELSEWHERE}"
            ) from error
        if error.errno in {errno.ENOTDIR, errno.EEXIST}:
            raise OperatorError(
                f"'{where}' stands where a folder is needed", f"move it away, or {_ELSEWHERE}"
            ) from error
        if error.errno == errno.EISDIR:
            raise OperatorError(
                f"'{where}' is a folder, and a file is needed there", f"move it away, or {_ELSEWHERE}"
            ) from error
        if error.errno in _NO_SUCH_NAME or (error.errno == errno.ENOENT and not folder.exists()):
            raise OperatorError(
                f"'{where}' cannot be written: {error.strerror}", "choose another folder with --out"
            ) from error
        raise
