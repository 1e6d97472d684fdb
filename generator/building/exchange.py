"""Changing a published site in one step: whoever looks sees the old one whole or the new one whole.

A full folder cannot be renamed over another, so the two change places: `renameat2(RENAME_EXCHANGE)` on Linux,
`renamex_np(RENAME_SWAP)` on macOS. Where neither works (other systems, some network disks) the old folder is renamed
away and the new one in; a build killed between the two is made good by `recover` at the next start.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

from generator.building.faults import OperatorError
from generator.building.files import remove

_AT_FDCWD = -100
_LINUX_RENAME_EXCHANGE = 2
_MACOS_RENAME_SWAP = 2
_UNSUPPORTED = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})


def fresh_beside(site: Path) -> Path:
    """The folder where the next version of `site` is put together."""
    return site.with_name(f".{site.name}.new")


def _retired(site: Path) -> Path:
    return site.with_name(f".{site.name}.old")


def recover(site: Path) -> None:
    """Clean up what a killed build left beside `site`; put the old site back if it had been renamed away."""
    retired = _retired(site)
    if retired.exists() and not site.exists():
        retired.rename(site)
    remove(retired)
    remove(fresh_beside(site))


def publish(site: Path) -> None:
    """Make the folder `fresh_beside(site)` the published `site`, and delete the former one.

    Raises:
        OperatorError: when `site` is a link or a file, which we must not replace.
    """
    fresh = fresh_beside(site)
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        raise OperatorError(
            f"'{site}' is not a folder of its own", "move it away: the site is published there"
        )
    if not site.exists():
        fresh.rename(site)
    elif exchange(fresh, site):
        remove(fresh)
    else:
        retired = _retired(site)
        site.rename(retired)
        fresh.rename(site)
        remove(retired)


def exchange(one: Path, other: Path) -> bool:
    """Let two folders of one disk change places, at once for every observer.

    Returns:
        Whether the system could; nothing has changed when it could not.
    """
    ctypes.set_errno(0)
    result = _ask_the_system(os.fsencode(one), os.fsencode(other))
    if result == 0:
        return True
    code = ctypes.get_errno()
    if result is None or code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _ask_the_system(one: bytes, other: bytes) -> int | None:
    """The result of the system's own exchange (0: done, -1: see errno), or `None` where there is none."""
    if os.name != "posix":
        return None
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform.startswith("linux") and hasattr(library, "renameat2"):
        return int(library.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, ctypes.c_uint(_LINUX_RENAME_EXCHANGE)))
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return int(library.renamex_np(one, other, ctypes.c_uint(_MACOS_RENAME_SWAP)))
    return None
