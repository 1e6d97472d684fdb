"""The drawing of QR codes comes from npm's package, with its licence."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from generator.building.codes import FOLDER, codes
from generator.building.faults import OperatorError


def test_the_package_is_published_with_its_licence(root: Path) -> None:
    files = codes(root, wanted=True)
    assert set(files) == {FOLDER / name for name in ("index.js", "decode.js", "LICENSE.txt")}
    assert b"Permission is hereby granted" in files[FOLDER / "LICENSE.txt"]
    needed = b"'./index.js'"
    assert needed in files[FOLDER / "decode.js"], "the reader finds the drawer beside it"


def test_without_the_package_a_course_with_exercises_is_not_built(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="QR codes"):
        codes(tmp_path, wanted=True)
    assert codes(tmp_path, wanted=False) == {}
    assert PurePosixPath("site_config/theme") in FOLDER.parents, "staged with the theme"
