"""`parcours results`: what it writes, what it says, with which exit code it leaves."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from command_line import Run
from support import a_class, courses

from generator.editions import select
from generator.reading import read_course

SOUND = str(courses.SOUND)


@pytest.fixture(scope="module")
def handed() -> list[dict]:
    course = read_course(courses.SOUND).course
    assert course is not None
    variant = select(course, course.editions["default"]).variants[0]
    return a_class.results(variant, 6, course=course.id)


@pytest.fixture
def folder(tmp_path: Path, handed: list[dict], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of results; it becomes the current one."""
    for number, result in enumerate(handed):
        (tmp_path / f"r{number}.json").write_text(json.dumps(result))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_becomes_a_report(folder: Path, run: Run) -> None:
    done = run("results", ".", "--out", "rapport", "--project", SOUND)
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "6 results on 2 modules:\n  rapport/resultats.html\n  rapport/resultats-synthese.csv\n  rapport/resultats.csv\n"
    )
    assert sorted(path.name for path in (folder / "rapport").iterdir()) == [
        "resultats-synthese.csv", "resultats.csv", "resultats.html",
    ]  # fmt: skip


def test_what_is_wrong_is_told_and_the_rest_reported(folder: Path, run: Run, handed: list[dict]) -> None:
    (folder / "other.json").write_text(json.dumps({**handed[0], "course": "autre"}))
    (folder / "twice.txt").write_text("Bonjour\n" + a_class.code(handed[1]))
    done = run("results", ".", "--out", "rapport", "--project", SOUND)
    assert done.code == 1
    assert done.out.startswith("6 results")
    assert done.err == (
        "error: other.json:1: this is a result of the course 'autre', not of "
        f"'{handed[0]['course']}'\n  hint: report on it from the folder of that course, or with --project\n"
        "warning: twice.txt:2: this result was handed twice: it counts once\n  hint: the other is in r1.json:1\n"
    )


def test_questions_of_another_time_are_a_warning(folder: Path, run: Run, handed: list[dict]) -> None:
    for number, result in enumerate(handed):
        gone = {**result["questions"][0], "module": "a1", "question": "gone"}
        (folder / f"r{number}.json").write_text(
            json.dumps({**result, "questions": [*result["questions"], gone]})
        )
    done = run("results", ".", "--out", "rapport", "--project", SOUND)
    assert done.code == 0
    assert done.err.count("warning: ") == 1
    assert "6 results answer 'a1/gone', which this edition does not ask: it is left out" in done.err


def test_codes_may_be_piped(
    run: Run, handed: list[dict], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n> ".join(a_class.code(result) for result in handed).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text)))
    done = run("results", "-", "--out", str(tmp_path), "--language", "en", "--project", SOUND)
    assert done.code == 0
    assert "results.html" in done.out


def test_nothing_to_report_on_is_a_misuse_and_writes_nothing(folder: Path, run: Run) -> None:
    (folder / "empty.txt").write_text("rien")
    done = run("results", "empty.txt", "none.json", "--out", "rapport", "--project", SOUND)
    assert done.code == 2
    assert "error: none.json:1: there is no file or folder of that name" in done.err
    assert "error: no result could be read: no report was made" in done.err
    assert not (folder / "rapport").exists()


def test_an_edition_of_no_place_is_told_and_no_fault_of_ours(folder: Path, run: Run) -> None:
    course = courses.sound_at(folder / "course")
    editions = course / "site_config" / "editions.yml"
    text = editions.read_text("utf-8")
    editions.write_text(re.sub(r'territory: *"?\w+"?', 'territory: "24210041"', text), "utf-8")
    done = run("results", "r0.json", "--project", str(course))
    assert done.code == 2
    assert "names a place, a language or an audience that does not exist" in done.err


def test_a_smaller_group_leaves_no_answers_of_a_larger_one_behind(folder: Path, run: Run) -> None:
    assert run("results", ".", "--out", "rapport", "--project", SOUND).code == 0
    done = run("results", "r1.json", "r2.json", "--out", "rapport", "--project", SOUND)
    assert "(fewer than 5: no table of answers, which would point at people)" in done.out
    assert not (folder / "rapport/resultats.csv").exists()


def test_in_json(folder: Path, run: Run) -> None:
    (folder / "notes.txt").write_text("Salle B")
    done = run("results", ".", "--out", "rapport", "--project", SOUND, "--format", "json")
    told = json.loads(done.out)
    assert done.code == 0
    assert (told["results"], [m["id"] for m in told["modules"]]) == (6, ["a1", "b1"])
    assert told["files"][0] == "rapport/resultats.html"
    assert told["remarks"][0]["severity"] == "warning"
    assert (told["remarks"][0]["file"], told["remarks"][0]["line"]) == ("notes.txt", 1)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("options", [("--edition", "nowhere"), ("--language", "de"), ("--out", "r1.json")])
def test_a_wrong_option_is_one_sentence(run: Run, options: tuple[str, str]) -> None:
    done = run("results", ".", *options, "--project", SOUND)
    assert done.code == 2
    assert "Traceback" not in done.err


def test_numbers_that_another_program_wrote_again_are_the_same_numbers(
    folder: Path, run: Run, handed: list[dict]
) -> None:
    again = json.dumps(handed[0], separators=(",", ":"))
    (folder / "r0.json").write_text(re.sub(r"(?<=[\[:,])(\d+)(?=[\],}])", r"\1.0", again))
    done = run("results", ".", "--out", "rapport", "--project", SOUND)
    assert (done.code, done.err) == (0, "")
