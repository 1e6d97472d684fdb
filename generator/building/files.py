"""Writing: trees to folders, single files in one step, digests of what is written.

Lives here: the few ways this project touches the disk. May not live here: what is written, and when.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # nothing else of the model is needed to write files
    from generator.model import Tree

FILE_MODE = 0o644
FOLDER_MODE = 0o755


def digest_tree(tree: Tree) -> str:
    """SHA-256 of a tree, in hexadecimal: names and bytes, whatever their order."""
    whole = hashlib.sha256()
    for path in sorted(tree, key=str):
        whole.update(f"{path}\0{len(tree[path])}\0".encode())
        whole.update(tree[path])
    return whole.hexdigest()


def read_tree(folder: Path) -> dict[PurePosixPath, bytes]:
    """Every file under `folder`, by its path inside it."""
    return {
        PurePosixPath(path.relative_to(folder).as_posix()): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write_tree(tree: Tree, folder: Path) -> int:
    """Make `folder` hold exactly `tree`: only changed files are written, strangers are deleted.

    Returns:
        How many files were written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _remove_strangers(tree, folder)
    written = 0
    for path, data in tree.items():
        target = _inside(folder, path)
        if _same(target, data):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        written += 1
    return written


def _inside(folder: Path, path: PurePosixPath) -> Path:
    # Renderers make these names; a name that leaves the folder is a bug that must not reach the disk.
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise ValueError(f"'{path}' does not stay inside its folder")
    return folder / path


def _same(target: Path, data: bytes) -> bool:
    try:
        return target.stat().st_size == len(data) and target.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError):
        return False


def _remove_strangers(tree: Tree, folder: Path) -> None:
    wanted = {str(path) for path in tree}
    wanted_folders = {str(parent) for path in tree for parent in path.parents}
    for base, folders, names in os.walk(folder):
        inside = Path(base)
        for name in names:
            path = inside / name
            if path.relative_to(folder).as_posix() not in wanted or path.is_symlink():
                path.unlink()
        for name in list(folders):
            path = inside / name
            if path.is_symlink():
                path.unlink()
                folders.remove(name)
            elif path.relative_to(folder).as_posix() not in wanted_folders:
                shutil.rmtree(path)
                folders.remove(name)


def write_file(path: Path, data: bytes) -> None:
    """Write one file so that a reader sees the old one whole or the new one whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        error.filename, error.filename2 = str(path), None  # what people know, not the file beside it
        raise
    finally:
        beside.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write an author's file, in one step, with the line ends it had: a change shows as what it is."""
    before = path.read_bytes() if path.is_file() else b""
    if 2 * before.count(b"\r\n") > before.count(b"\n"):
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    write_file(path, text.encode())


def copy_into(source: Path, folder: Path) -> None:
    """Copy every file under `source` to the same place under `folder`.

    Copies rather than links: what is published must never change when the kept outputs do.

    Raises:
        ValueError: when a file is already there: two makers of one page is our bug.
    """
    for base, folders, names in os.walk(source):
        folders.sort()
        target = folder / Path(base).relative_to(source)
        target.mkdir(parents=True, exist_ok=True)
        for name in sorted(names):
            if (target / name).exists():
                raise ValueError(f"'{(target / name).relative_to(folder)}' is made twice")
            shutil.copyfile(Path(base) / name, target / name)


def settle(folder: Path, epoch: int) -> None:
    """Give every file and folder the same modes and times on every machine (`epoch`: seconds since 1970, UTC)."""
    for base, _, names in os.walk(folder, topdown=False):
        for name in names:
            path = Path(base) / name
            path.chmod(FILE_MODE)
            os.utime(path, (epoch, epoch))
        Path(base).chmod(FOLDER_MODE)
        os.utime(base, (epoch, epoch))


def listing(folder: Path) -> str:
    """A digest of the names, sizes and times under `folder`: whether anybody touched it since."""
    rows = []
    for base, _, names in os.walk(folder):
        for name in names:
            path = Path(base) / name
            seen = path.lstat()
            rows.append(f"{path.relative_to(folder).as_posix()}\0{seen.st_size}\0{seen.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()


def remove(path: Path) -> None:
    """Delete a folder or a link, if it is there; what another program still writes into it may stay."""
    if path.is_symlink() or path.is_file():
        path.unlink(missing_ok=True)
    else:
        shutil.rmtree(path, ignore_errors=True)
