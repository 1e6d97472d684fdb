"""What a person who is not root may read and write, for tests that are run by root too (in containers)."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# From linux/capability.h: the version of the call, and the two rights by which root passes over permissions.
_VERSION_3 = 0x20080522
_PASSES_OVER = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Rights(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


@contextmanager
def as_anyone() -> Iterator[None]:
    """Permissions hold in this thread, for root too; programs started meanwhile are root's again.

    Raises:
        OSError: the kernel refuses.
    """
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    rights = (_Rights * 2)()

    def call(function: str) -> None:
        # The kernel writes its own version into a header that it does not know: each call gets a new one.
        if getattr(libc, function)(ctypes.byref(_Header(_VERSION_3, 0)), rights) != 0:
            raise OSError(ctypes.get_errno(), function)

    call("capget")
    before = rights[0].effective
    rights[0].effective = before & ~_PASSES_OVER
    call("capset")
    try:
        yield
    finally:
        rights[0].effective = before
        call("capset")
