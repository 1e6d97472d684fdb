"""Every rule of the generator has a small course that breaks it, or a reason why it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.rules import RULES

# Rules that no folder of files can break: say why, and where they are tested instead.
_RUN = "found by running the notebook: tests/building/test_exercises.py"
ELSEWHERE: dict[str, str] = {
    "broken-contract": _RUN,
    "cell-failed": _RUN,
    "cell-too-long": _RUN,
    "cell-too-slow": _RUN,
}


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_fixture_breaks_the_rule(rule: str, root: Path) -> None:
    folder = root / "tests" / "courses" / "rules" / rule
    if rule in ELSEWHERE:
        assert not folder.exists(), f"{rule} has a fixture now: take it out of ELSEWHERE"
        return
    assert folder.is_dir(), f"no fixture breaks the rule {rule}: expected {folder.relative_to(root)}"
    assert any(path.is_file() for path in folder.rglob("*")), f"{folder.relative_to(root)} is empty"


def test_a_rule_explains_itself() -> None:
    for rule in RULES.values():
        assert rule.sentence.endswith("."), rule.id
        assert rule.why.endswith("."), rule.id


def test_no_fixture_without_its_rule(root: Path) -> None:
    folders = {path.name for path in (root / "tests" / "courses" / "rules").iterdir() if path.is_dir()}
    assert folders <= set(RULES), f"fixtures of unknown rules: {sorted(folders - set(RULES))}"
