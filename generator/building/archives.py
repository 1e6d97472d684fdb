"""Archives that learners take away: the same bytes for the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection

from generator.building.files import FILE_MODE, FOLDER_MODE
from generator.model import Tree

_DATE = (1980, 1, 1, 0, 0, 0)
"""The first day that an archive knows: what is in it says nothing of when it was made."""


def archive(tree: Tree, folder: str, *, runnable: Collection[str] = (), level: int = 9) -> bytes:
    """A zip file whose one folder, `folder`, holds `tree`; files named `runnable` may be run where it is unpacked."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as made:
        for path in sorted(tree, key=str):
            entry = zipfile.ZipInfo(f"{folder}/{path}", _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, wherever it is made
            mode = FOLDER_MODE if str(path) in runnable else FILE_MODE
            entry.external_attr = (0o100000 | mode) << 16
            made.writestr(entry, tree[path], compresslevel=level)
    return whole.getvalue()
