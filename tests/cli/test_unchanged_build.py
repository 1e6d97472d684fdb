"""`parcours build` with nothing to do: it says what the long way would say, and loads next to nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Run

from generator.building import engines, unchanged
from generator.building.engines import Engine
from generator.building.faults import OperatorError
from generator.building.scaffold import KINDS
from generator.cli import publishing

LESSON = Path("course/d1-eau-potable/01-situation.fr.md")
FAKE_ENGINE = Path(__file__).parent.parent / "building" / "fake_engine.py"
HEAVY = (
    "pydantic", "yaml", "jinja2", "markdown_it", "docx", "rich.progress", "generator.model", "generator.reading"
)  # fmt: skip


@pytest.fixture
def built(project: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project, built by an engine that takes milliseconds, with one warning."""
    fake = Engine("mkdocs", ("-I", str(FAKE_ENGINE)), "sys", "", ())
    monkeypatch.setattr(engines, "ENGINES", {"mkdocs": fake})
    LESSON.write_text(LESSON.read_text(encoding="utf-8") + "\nUne phrase de plus.\n", encoding="utf-8")
    assert run("build").code == 0
    return project


def test_it_says_what_the_long_way_says(built: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    record = json.loads((built / "build/default/site.json").read_text())
    quick = {style: run("build", "--format", style) for style in ("text", "json")}
    monkeypatch.setattr("generator.building.unchanged.look", lambda _: None)
    assert run("build").out == quick["text"].out
    assert run("build", "--format", "json").out == quick["json"].out
    assert quick["text"].err == "1 warning: `parcours check` shows them.\n"
    assert json.loads((built / "build/default/site.json").read_text()) == record


@pytest.fixture(scope="module")
def opened() -> Iterator[list[str]]:
    """Files opened by this process from now on; a hook cannot be taken back, only told to be quiet."""
    names: list[str] = []
    listening = True
    sys.addaudithook(
        lambda event, given: names.append(str(given[0])) if listening and event == "open" else None
    )
    yield names
    listening = False


def test_a_build_reads_nothing_that_it_does_not_watch(built: Path, run: Run, opened: list[str]) -> None:
    LESSON.write_text(LESSON.read_text(encoding="utf-8") + "\nUne autre.\n", encoding="utf-8")
    opened.clear()
    assert "2 built" in run("build", "--project", str(built)).out
    inside = [Path(name).relative_to(built) for name in opened if Path(name).is_relative_to(built)]
    read = {path.as_posix() for path in inside if path.parts[0] != "build"}
    assert "course/course.yml" in read
    assert [name for name in read if not name.startswith(unchanged._INPUTS)] == []


def test_quietly(built: Path, run: Run) -> None:
    result = run("--quiet", "build", "--project", str(built))
    assert (result.code, result.out, result.err) == (0, "", "")


def test_the_long_way_is_not_taken(built: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "publish", lambda *_: pytest.fail("the course was read"))
    assert "nothing has changed" in run("build", "--project", str(built)).out


def test_a_change_takes_the_long_way(built: Path, run: Run) -> None:
    LESSON.write_text(LESSON.read_text(encoding="utf-8") + "\nUne autre.\n", encoding="utf-8")
    assert "default: 2 built, 2 unchanged" in run("build", "--project", str(built)).out


def test_a_file_saved_during_the_build_is_not_taken_for_built(
    built: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = LESSON.read_text(encoding="utf-8")
    read = publishing.check_project

    def read_then_save(root: Path, out: Path) -> publishing.Checked:
        checked = read(root, out)
        LESSON.write_text(f"{text}\nÉcrit trop tard.\n", encoding="utf-8")
        return checked

    LESSON.write_text(f"{text}\nUne autre.\n", encoding="utf-8")
    monkeypatch.setattr(publishing, "check_project", read_then_save)
    assert "2 built" in run("build").out
    monkeypatch.undo()
    monkeypatch.chdir(built)
    assert "unchanged" not in json.loads(Path("build/default/site.json").read_text())


def test_word_that_cannot_be_left_does_not_fail_a_published_build(
    built: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OperatorError("Another build is at work")

    LESSON.write_text(LESSON.read_text(encoding="utf-8") + "\nUne autre.\n", encoding="utf-8")
    monkeypatch.setattr("generator.building.unchanged.remember", refuse)
    result = run("build", "--project", str(built))
    assert (result.code, "2 built" in result.out) == (0, True)


LIGHT = (["--help"], ["explain", "dead-link"], ["new", "lesson", "--help"], ["build"])


def test_light_commands_load_no_heavy_library(built: Path) -> None:
    for arguments in LIGHT:
        look = (
            "import sys\nfrom generator.cli import cli\nfrom generator.cli.common import exit_code_of\n"
            f"code = exit_code_of(cli, {arguments})\n"
            f"sys.exit(code or ', '.join(name for name in {HEAVY} if name in sys.modules) or None)"
        )
        done = subprocess.run(
            [sys.executable, "-c", look], cwd=built, check=False, capture_output=True, text=True
        )
        said = done.stderr.replace("1 warning: `parcours check` shows them.\n", "")
        assert (done.returncode, said) == (0, ""), arguments


def test_help_names_every_kind_of_lesson(run: Run) -> None:
    said = " ".join(run("new", "lesson", "--help").out.split())
    assert all(kind in said for kind in KINDS)
