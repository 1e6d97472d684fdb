"""The drawing and reading of QR codes: the package `qr`, as npm installed it, among the site's own scripts.

Lives here: which of its files the pages need, where they are found. May not live here: what a code says (see
`generator/browser/learner/attestation.js`).
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

from generator.building.faults import OperatorError
from generator.model import Tree

FILES: Final = {"index.js": "index.js", "decode.js": "decode.js", "LICENSE-MIT": "LICENSE.txt"}
"""Files of the package, by the name each has in the site; it is published under the MIT licence."""

FOLDER: Final = PurePosixPath("site_config/theme/assets/parcours/qr")
"""Where they would stand in the theme, if they were ours."""


def codes(project: Path, *, wanted: bool) -> Tree:
    """The files, by their path in the project as if they were the theme's own.

    Args:
        project: the project's folder, where `node_modules/qr` is.
        wanted: whether the site needs what npm brings anyway; a course without exercises is also built without it:
            attestations then have no drawing, and say so.

    Raises:
        OperatorError: the package is wanted and not installed.
    """
    folder = project / "node_modules" / "qr"
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing and not wanted:
        return {}
    if missing:
        raise OperatorError(
            f"Attestations need the drawing of QR codes, and {missing[0]} is not in node_modules/qr",
            "run 'make runtime' (or 'npm ci') in the project's folder",
        )
    return {FOLDER / published: (folder / name).read_bytes() for name, published in FILES.items()}
