"""Each rule's small broken courses, and the whole of what is told about them."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import courses

CASES = sorted(
    {path.parent for name in ("edits.txt", "expected.txt") for path in courses.RULES.glob(f"*/*/{name}")}
)


def test_the_sound_course_is_sound() -> None:
    assert courses.shown(courses.SOUND) == ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_the_whole_message_is_the_expected_one(
    case: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    said = courses.shown(courses.laid_over(case, tmp_path / "course"))
    expected = case / "expected.txt"
    if request.config.getoption("--accept-messages", default=False):
        expected.write_text(said, encoding="utf-8")
    assert expected.is_file(), f"{expected} is missing; read this, then accept it:\n{said}"
    assert said == expected.read_text("utf-8")
    assert f"[{case.parent.name}]" in said, "the case does not break its rule"
