"""Each command: what it does, what it says, with which exit code it leaves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Run
from support.anyone import as_anyone

from generator.building import compose
from generator.building.engines import ENGINES
from generator.building.faults import EngineError
from generator.rules import RULES

pytestmark = pytest.mark.usefixtures("project")

LESSON = Path("course/d1-eau-potable/01-situation.fr.md")


def spoil(field: str = "title", wrong: str = "titel") -> None:
    LESSON.write_text(
        LESSON.read_text(encoding="utf-8").replace(f"{field}:", f"{wrong}:", 1), encoding="utf-8"
    )


# --- check ------------------------------------------------------------------------------------------


def test_check_of_a_sound_course(run: Run) -> None:
    result = run("check")
    assert (result.code, result.out) == (0, "0 errors, 0 warnings in 1 module × 2 languages × 2 audiences\n")


def test_check_works_from_a_folder_inside_and_from_elsewhere(
    project: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "course/d1-eau-potable")
    assert run("check").code == 0
    monkeypatch.chdir("/")
    assert run("--project", str(project), "check").code == 0
    assert run("check", "--project", str(project)).code == 0


def test_check_shows_every_fault_with_its_place(run: Run) -> None:
    spoil()
    spoil("minutes", "temps")
    result = run("check")
    assert result.code == 1
    assert "error[unknown-field]: 'titel' is not a field here" in result.out
    assert f"--> {LESSON}:4:1" in result.out
    assert "hint: did you mean 'title'?" in result.out
    assert "error[missing-field]" in result.out
    assert "\x1b" not in result.out


def test_check_in_json(run: Run) -> None:
    spoil()
    spoil("minutes", "temps")
    result = run("check", "--format", "json")
    rows = json.loads(result.out)["diagnostics"]
    assert result.code == 1
    assert {"rule", "severity", "message", "file", "line", "column", "length", "edition", "hint"} <= set(
        rows[0]
    )
    assert {r["rule"] for r in rows} >= {"unknown-field", "missing-field"}


def test_warnings_do_not_fail_a_check(run: Run) -> None:
    LESSON.write_text(LESSON.read_text(encoding="utf-8") + "\nUne phrase de plus.\n", encoding="utf-8")
    result = run("check")
    assert result.code == 0
    assert "warning[stale-translation]" in result.out
    assert result.out.endswith("0 errors, 1 warning in 1 module × 2 languages × 2 audiences\n")
    assert run("check", "--quiet").out == ""


def test_check_of_one_edition(run: Run) -> None:
    assert run("check", "--edition", "petite").code == 0
    result = run("check", "--edition", "petit")
    assert result.code == 2
    assert "There is no edition called 'petit'" in result.err
    assert "did you mean 'petite'?" in result.err


def test_a_course_yml_that_cannot_be_read(run: Run) -> None:
    Path("course/course.yml").write_text("title: [", encoding="utf-8")
    for command in ("check", "build", "editions"):
        result = run(command)
        assert result.code == 1, command
        assert "yaml-syntax" in result.out + result.err


# --- explain, editions, schemas ---------------------------------------------------------------------


def test_explain_one_rule_and_all(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # no course needed
    result = run("explain", "error[dead-link]")
    assert result.code == 0
    assert run("explain", "[Dead-Link]:").out == result.out
    assert RULES["dead-link"].sentence in result.out
    assert RULES["dead-link"].why in result.out
    monkeypatch.setenv("COLUMNS", "200")
    every = run("explain").out
    assert all(rule in every for rule in RULES)
    wrong = run("explain", "deadlink")
    assert (wrong.code, wrong.out) == (2, "")
    assert "did you mean 'dead-link'?" in wrong.err


def test_a_narrow_terminal_cuts_nothing_away(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    assert all(f"what it asks: {rule.sentence}" in run("explain").out for rule in RULES.values())
    assert "  territory: Dijon Métropole\n" in run("editions").out


def test_editions(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    text = run("editions").out
    assert "petite" in text
    assert "Dijon Métropole" in text
    rows = json.loads(run("editions", "--format", "json").out)["editions"]
    assert [r["name"] for r in rows] == ["default", "petite"]
    assert rows[1]["audiences"] == ["elus"]


def test_schemas(run: Run) -> None:
    assert run("schemas").code == 0
    assert json.loads(Path("build/schemas/quiz.schema.json").read_text(encoding="utf-8"))["$schema"]
    assert run("schemas", "--out", "elsewhere").code == 0
    assert Path("elsewhere/lesson.schema.json").is_file()


def test_schemas_where_they_cannot_be_written(run: Run) -> None:
    Path("taken/course.schema.json").mkdir(parents=True)
    for out, said in (
        ("taken", "/course.schema.json' is a folder, and a file"),
        ("x" * 300, "cannot be written: "),
    ):
        result = run("schemas", "--out", out)
        assert result.code == 2
        assert said in result.err


# --- digest -----------------------------------------------------------------------------------------


def test_digest_signs_what_was_read_again(run: Run) -> None:
    LESSON.write_text(LESSON.read_text(encoding="utf-8") + "\nUne phrase de plus.\n", encoding="utf-8")
    quiz = Path("course/d1-eau-potable/quiz.fr.yml")
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("d'abord", "en premier"), encoding="utf-8")
    english = LESSON.with_name("01-situation.en.md")
    body = english.read_text(encoding="utf-8").splitlines()
    assert run("check").out.count("stale-translation") == 2 + run("check").out.count("explain stale")
    result = run("digest", str(english))
    assert result.code == 0
    assert f"signed {english}" in result.out
    changed = [
        a for a, b in zip(english.read_text(encoding="utf-8").splitlines(), body, strict=True) if a != b
    ]
    assert len(changed) == 1
    assert changed[0].startswith("source_digest:")
    assert "1 text signed, 4 already up to date" in run("digest").out
    assert run("check").out.startswith("0 errors, 0 warnings")


def test_digest_keeps_the_line_ends_of_a_file(run: Run) -> None:
    LESSON.write_text(LESSON.read_text(encoding="utf-8") + "\nUne phrase de plus.\n", encoding="utf-8")
    english = LESSON.with_name("01-situation.en.md")
    english.write_bytes(english.read_bytes().replace(b"\n", b"\r\n"))
    assert "1 text signed" in run("digest").out
    raw = english.read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n") > 5
    assert run("check").out.startswith("0 errors, 0 warnings")


def test_digest_of_files_that_never_had_one(run: Run) -> None:
    for name in ("01-situation.en.md", "quiz.en.yml", "trainer.en.md"):
        path = LESSON.with_name(name)
        lines = [one for one in path.read_text(encoding="utf-8").splitlines() if "source_digest" not in one]
        path.write_text("\n".join(lines).removeprefix("---\n---\n\n") + "\n", encoding="utf-8")
    assert "3 texts signed" in run("digest", "course/d1-eau-potable").out
    assert run("check").out.startswith("0 errors, 0 warnings")


def test_digest_of_what_is_no_translation(run: Run) -> None:
    result = run("digest", str(LESSON))
    assert result.code == 2
    assert "is not a translation" in result.err


# --- build ------------------------------------------------------------------------------------------


@pytest.mark.engine
def test_build_then_nothing_to_do(project: Path, run: Run) -> None:
    result = run("build", "--edition", "petite")
    assert result.code == 0
    assert "petite: 1 built, 0 unchanged" in result.out
    assert "petite: fr/elus built (1 of 1)" in result.err
    assert (project / "build/petite/site/fr/elus/d1-eau-potable/index.html").is_file()
    assert "nothing has changed" in run("build", "--edition", "petite").out
    again = run("build", "--edition", "petite", "--format", "json", "--out", "build")
    (row,) = json.loads(again.out)["editions"]
    assert row["variants"] == [{"path": "fr/elus", "reused": True}]
    assert not row["published"]
    assert run("build", "--quiet", "--edition", "petite").out == ""


@pytest.mark.engine
def test_build_with_zensical_elsewhere(run: Run, tmp_path: Path) -> None:
    result = run("build", "--edition", "petite", "--engine", "zensical", "--out", str(tmp_path / "far"))
    assert result.code == 0, result.err
    assert (tmp_path / "far/petite/site/fr/elus/index.html").is_file()


@pytest.mark.engine
def test_build_counts_warnings_and_goes_on(run: Run) -> None:
    LESSON.write_text(LESSON.read_text(encoding="utf-8") + "\nUne phrase de plus.\n", encoding="utf-8")
    result = run("build", "--edition", "petite")
    assert result.code == 0
    assert "1 warning: `parcours check` shows them." in result.err
    assert "stale-translation" not in result.err


def test_build_stops_at_faults_of_the_course(run: Run) -> None:
    spoil()
    result = run("build")
    assert (result.code, result.out) == (1, "")
    assert "error[unknown-field]" in result.err
    assert "nothing was built" in result.err
    rows = run("build", "--format", "json")
    assert rows.code == 1
    assert json.loads(rows.out)["diagnostics"]
    assert not Path("build").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--edition", "petit"), "did you mean 'petite'?"),
        (("--engine", "mkdoc"), "did you mean 'mkdocs'?"),
        (("--out", "course/course.yml"), "is a file"),
        (("--editio", "x"), "No such option"),
    ],
)
def test_build_refuses_in_one_sentence(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run("build", *arguments)
    assert result.code == 2
    assert said in result.err
    assert "Traceback" not in result.err


def test_a_missing_engine(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.building.engines.util.find_spec", lambda _: None)
    result = run("build", "--engine", "zensical")
    assert result.code == 2
    assert "pip install 'parcours[zensical]'" in result.err


def test_an_engine_failure_leaves_with_three(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise EngineError("mkdocs", ["python", "-m", "mkdocs"], ["ERROR: no"], str(LESSON))

    monkeypatch.setattr(compose, "build", fail)
    result = run("build")
    assert result.code == 3
    assert f"the site engine 'mkdocs' failed on {LESSON}" in result.err
    assert "ERROR: no" in result.err
    assert "python -m mkdocs" in result.err


def test_our_own_bug_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(compose, "build", fail)
    result = run("build")
    assert result.code == 70
    assert "a fault of Parcours, not yours" in result.err
    assert "Traceback" not in result.err
    assert "Traceback" in run("build", "--debug").err


def test_not_inside_a_project(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (["build"], ["check"], ["serve"], ["editions"], ["new", "quiz", "x"], ["digest"]):
        result = run(*command)
        assert result.code == 2, command
        assert "is not inside a course" in result.err


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_a_folder_that_may_not_be_written(run: Run) -> None:
    Path("build").mkdir(mode=0o500)
    with as_anyone():
        result = run("build", "--edition", "petite")
    assert result.code == 2
    assert "You may not write" in result.err


def test_every_command_explains_itself(run: Run) -> None:
    for command in ([], ["build"], ["serve"], ["check"], ["explain"], ["editions"], ["new"], ["new", "module"],
                    ["new", "lesson"], ["new", "quiz"], ["digest"], ["schemas"], ["territories"],
                    ["territories", "find"], ["territories", "show"], ["territories", "refresh"]):  # fmt: skip
        for option in ("--help", "-h"):
            result = run(*command, option)
            assert result.code == 0
            assert "Usage: parcours" in result.out
    assert run("--version").out.startswith("parcours")
    assert run("nonsense").code == 2
    assert all(name in run("build", "--help").out for name in ENGINES)


def test_colours_only_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil()
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[" in run("check").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in run("check").out


def test_an_interruption_while_libraries_load_leaves_no_trace(root: Path) -> None:
    early = (
        "import sys, generator.__main__ as m\n"
        "class Early:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'click': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Early())\n"
        "m.main()\n"
    )
    command = [sys.executable, "-c", early, "check"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(root)}
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
