"""Python packages for the browser, as wheels: found where `make runtime` puts them, checked against our lock.

May not live here: fetching them (see the Makefile), what is made of them (see `lite`).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from generator.building.faults import OperatorError

LOCK = "requirements-lite.lock"
FOLDER = Path("node_modules", ".wheels")

_WAY_OUT = "run 'make runtime' in the project's folder"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)((?:[^\n]*\\\n)*[^\n]*)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Wheel:
    """One package: `name` is normalised (lower case, hyphens), `file` the name of the wheel."""

    name: str
    version: str
    file: str
    data: bytes


def read_wheels(project: Path) -> tuple[Wheel, ...]:
    """Every package of the lock, sorted by name.

    Args:
        project: the project's folder, with the lock and `node_modules/`.

    Raises:
        OperatorError: the lock or a package is missing, or is not what the lock says.
    """
    try:
        pins = _PIN.findall((project / LOCK).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise OperatorError(
            f"The notebooks in the browser need {LOCK}", "take the one of the Parcours repository"
        ) from error
    folder = project / FOLDER
    return tuple(
        _wheel(folder, name, version, frozenset(_HASH.findall(rest))) for name, version, rest in sorted(pins)
    )


def _wheel(folder: Path, name: str, version: str, hashes: frozenset[str]) -> Wheel:
    stem = re.sub(r"[-_.]+", "_", name).lower()
    found = sorted(folder.glob(f"{stem}-{version}-*-none-any.whl"))
    if not found:
        what = f"The notebooks in the browser need {name} {version}, which is not in {FOLDER.as_posix()}"
        raise OperatorError(what, _WAY_OUT)
    data = found[0].read_bytes()
    if hashlib.sha256(data).hexdigest() not in hashes:
        raise OperatorError(f"'{found[0]}' is not the file that {LOCK} pins", f"delete it, then {_WAY_OUT}")
    return Wheel(stem.replace("_", "-"), version, found[0].name, data)
