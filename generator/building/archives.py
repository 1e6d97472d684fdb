"""Archives that learners take away: the same bytes for the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Iterable

from generator.building.files import FILE_MODE, FOLDER_MODE
from generator.model import Tree

_DATE = (1980, 1, 1, 0, 0, 0)
"""The first day that an archive knows: what is in it says nothing of when it was made."""


def archive(tree: Tree, folder: str, *, runnable: Collection[str] = (), level: int = 9) -> bytes:
    """A zip file whose one folder, `folder`, holds `tree`; files named `runnable` may be run where it is unpacked."""
    entries = [
        (f"{folder}/{path}", tree[path], FOLDER_MODE if str(path) in runnable else FILE_MODE)
        for path in sorted(tree, key=str)
    ]
    return _zip(entries, level)


def timeless(made: bytes) -> bytes:
    """A zip file that a library made, such as a Word document: what it holds, in the order of the names, without its time."""
    with zipfile.ZipFile(io.BytesIO(made)) as whole:
        return _zip([(name, whole.read(name), FILE_MODE) for name in sorted(whole.namelist())], 9)


def _zip(entries: Iterable[tuple[str, bytes, int]], level: int) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as made:
        for name, content, mode in entries:
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = (0o100000 | mode) << 16
            made.writestr(entry, content, compresslevel=level)
    return whole.getvalue()
