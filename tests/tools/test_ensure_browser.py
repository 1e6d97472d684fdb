"""Finding or installing the browser of the tests."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("ensure_browser.py")


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("ensure_browser", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "chromium"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_a_named_browser_comes_first(tool, program: Path) -> None:
    assert tool.ensure({"PARCOURS_CHROMIUM": str(program)}, installers=()) == str(program)


def test_a_named_browser_that_is_missing_is_told(tool) -> None:
    with pytest.raises(tool.NoBrowserError, match="PARCOURS_CHROMIUM names '/nowhere/chromium'"):
        tool.ensure({"PARCOURS_CHROMIUM": "/nowhere/chromium"}, installers=())


def test_a_browser_of_the_machine_is_used(tool, program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(program.parent))
    assert tool.ensure({}, installers=()) == str(program)


def test_chromium_without_windows_comes_before_the_other(
    tool, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = program.with_name("chromium-headless-shell")
    shell.write_bytes(program.read_bytes())
    shell.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    assert tool.ensure({}, installers=()) == str(shell)


@pytest.mark.parametrize("shell", ["chrome-linux/headless_shell", "x/chrome-headless-shell", None])
def test_of_what_playwright_brings_chromium_without_windows_is_taken(
    tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: str | None
) -> None:
    whole = tmp_path / "chromium-1255" / "chrome-linux64" / "chrome"
    other = tmp_path / "chromium_headless_shell-1255" / (shell or "none/readme.txt")
    for path in (whole, other):
        path.parent.mkdir(parents=True)
        path.write_text("")
    monkeypatch.setattr(tool, "_runs", lambda _: True)
    shown = subprocess.CompletedProcess([], 0, f"{whole}\n", "")
    monkeypatch.setattr(tool.subprocess, "run", lambda *_, **__: shown)
    assert tool.install_with_playwright() == str(other if shell else whole)


def test_installers_are_tried_in_their_order(tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(tool, "MAC", tmp_path / "none")
    asked = []

    def fails() -> None:
        asked.append("first")

    def brings() -> str:
        asked.append("second")
        return "/brought/chromium"

    assert tool.ensure({}, installers=(fails, brings)) == "/brought/chromium"
    assert asked == ["first", "second"]


def test_without_any_way_people_are_told_what_to_do(
    tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(tool, "MAC", tmp_path / "none")
    with pytest.raises(tool.NoBrowserError, match="apt-get install chromium"):
        tool.ensure({}, installers=(lambda: None,))


def test_the_program_prints_the_path_alone(program: Path) -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT],
        check=True,
        capture_output=True,
        text=True,
        env={"PARCOURS_CHROMIUM": str(program)},
    )
    assert done.stdout == f"{program}\n"
    assert not done.stderr


def test_the_program_fails_in_one_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT],
        check=False,
        capture_output=True,
        text=True,
        env={"PARCOURS_CHROMIUM": str(tmp_path / "absent")},
    )
    assert done.returncode == 2
    assert not done.stdout
    assert len(done.stderr.splitlines()) == 1
