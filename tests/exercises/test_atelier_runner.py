"""The runner of the exercises: sessions, faults, the program the build runs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "exercises"))

from atelier.runner import Cell, Session, run

EXERCISES = Path(__file__).resolve().parents[2] / "exercises"
MODEL = "from pathlib import Path\nHOME = Path(__file__).parent\n\n\ndef half(n):\n    return n / 2 if n else 1 / n\n"
QUESTION = """\
answer = None  # @param {type:"number"}
atelier.check_number(answer, expected=energy, tolerance=0.5, mistakes=[(points, "Divisez.")], hints=["Par deux."])
"""
CELLS = (
    Cell("c-setup", "setup", 'import atelier\nimport toymodel\natelier.speak("fr")'),
    Cell(
        "c-lamps", "parameters", '# @markdown Points\npoints = 360  # @param {type:"slider", min:0, max:2000}'
    ),
    Cell(
        "c-energy",
        "code",
        "energy = toymodel.half(points)\nprint(points)\natelier.say(atelier.number(energy))",
    ),
    Cell("q-energy", "question", QUESTION),
    Cell("s-energy", "solution", "answer = toymodel.half(points)\nwrong = [points, 0, -answer]"),
    Cell("c-after", "code", 'energy = "changed"'),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "toymodel.py").write_text(MODEL, encoding="utf-8")
    return tmp_path


# --- sessions ---------------------------------------------------------------------------------------


def by_name(results) -> dict[str, dict]:
    return {result["name"]: result for result in results}


def test_an_exercise_runs_and_shows_its_last_expressions(folder):
    results = by_name(run(CELLS, folder=folder))
    assert list(results) == ["c-setup", "c-lamps", "c-energy", "q-energy", "c-after"]
    assert results["c-energy"]["outputs"] == [
        {"kind": "text", "text": "360"},
        {"kind": "html", "html": '<p class="at-say">180</p>', "text": "180"},
    ]
    verdict = results["q-energy"]["verdict"]
    assert (verdict["status"], verdict["form"]) == ("empty", {"kind": "number", "unit": ""})
    assert "None" not in verdict["text"]
    json.dumps(results)


def test_parameters_and_answers_are_given(folder):
    results = by_name(run(CELLS, parameters={"points": "1 000"}, answers={"q-energy": "500"}, folder=folder))
    assert results["c-energy"]["outputs"][0]["text"] == "1000"
    assert results["q-energy"]["verdict"]["status"] == "right"


def test_changed_parameters_run_again_what_depends_on_them(folder):
    session = Session(CELLS, folder)
    list(session.run())
    assert list(by_name(session.rerun({"points": 100}))) == ["c-lamps", "c-energy", "c-after"]
    assert list(session.rerun({"points": 100})) == []
    # The name is as it was where the question stands, whatever later cells made of it.
    assert session.ask("q-energy", 50)["verdict"]["status"] == "right"
    assert session.ask("q-energy", 100)["verdict"]["status"] == "mistake"
    assert session.ask("q-energy", "7")["verdict"]["tries"] == 2
    session.reset("q-energy")
    assert session.ask("q-energy", None)["verdict"]["tries"] == 0


def test_a_refused_value_gets_a_sentence_and_leaves_the_rest(folder):
    session = Session(CELLS, folder)
    list(session.run())
    (refused,) = session.rerun({"points": "trop"})
    assert refused["outputs"][0]["kind"] == "error"
    assert refused["outputs"][0]["text"] == "Points\u00a0: donnez un nombre, par exemple 360."
    assert session.ask("q-energy", 180)["verdict"]["status"] == "right"
    assert len(list(session.rerun({"points": 20}))) == 3


def test_a_failure_stops_the_run_and_tells_cell_and_line(folder):
    session = Session(CELLS, folder)
    results = list(session.run({"points": 0}))
    assert [r["name"] for r in results] == ["c-setup", "c-lamps", "c-energy"]
    (error,) = results[-1]["outputs"]
    assert (error["kind"], error["line"], error["type"]) == ("error", 1, "ZeroDivisionError")
    assert error["text"] == "Le calcul s’est arrêté à la ligne 1\u00a0: une division par zéro."
    with pytest.raises(ValueError, match="have not run"):
        session.ask("q-energy", 1)
    assert len(list(session.rerun({"points": 10}))) == 3


def outputs_of(folder: Path, source: str) -> list[dict]:
    (result,) = run([Cell("c-one", "code", source)], folder=folder)
    return result["outputs"]


@pytest.mark.parametrize(
    ("source", "line", "name"),
    [
        ("x = 1\ny = (\n", 2, "SyntaxError"),
        ("x = 1\nraise SystemExit(3)", 2, "SystemExit"),
        ("def f():\n    return f()\nf()", 2, "RecursionError"),
        ("class B:\n    def _repr_html_(self):\n        raise OSError('no')\nB()", 3, "OSError"),
        ("input()", 1, "OSError"),
        ("%pip install x", 1, "SyntaxError"),
        ("1 / 0  # été", 1, "ZeroDivisionError"),
    ],
)
def test_faults_of_a_cell(folder, source, line, name):
    (error,) = outputs_of(folder, source)
    assert (error["kind"], error["line"], error["type"]) == ("error", line, name)
    assert error["text"].startswith("Le calcul s’est arrêté")


def test_errors_do_not_tell_where_the_machine_keeps_things(folder):
    (error,) = outputs_of(folder, "import toymodel\nopen(toymodel.HOME / 'none.csv')")
    assert "none.csv" in error["message"]
    assert str(folder) not in json.dumps(error)


def test_what_is_shown_is_what_jupyter_shows(folder):
    assert outputs_of(folder, "1 + 1") == [{"kind": "text", "text": "2"}]
    assert outputs_of(folder, "1 + 1;") == []
    assert outputs_of(folder, "'é' + 'a' ; # quiet") == []
    assert outputs_of(folder, "'a'  # loud;") == [{"kind": "text", "text": "'a'"}]
    assert outputs_of(folder, "x = 1") == []
    assert outputs_of(folder, "None") == []
    assert outputs_of(folder, "") == []


def test_outputs_are_bounded_and_safe(folder):
    (printed,) = outputs_of(folder, "for _ in range(100):\n    print('x' * 100_000)")
    assert len(printed["text"]) < 100_100
    assert "La suite n’est pas montrée" in printed["text"]
    show = "class H:\n    def _repr_html_(self):\n        return {}\nH()"
    (html,) = outputs_of(folder, show.format("'<p onclick=x>a<script>1</script>'"))
    assert html["html"] == "<p>a</p>"
    (big,) = outputs_of(folder, show.format("'<p>' * 1_000_000"))
    assert big["kind"] == "text"


def test_two_exercises_take_turns(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "toymodel.py").write_text("def half(n):\n    return -n\n", encoding="utf-8")
    english = (Cell("c-setup", "setup", CELLS[0].source.replace("fr", "en")), *CELLS[1:])
    one, two = Session(CELLS, folder), Session(english, other)
    first, second = by_name(one.run({"points": 2000})), by_name(two.run({"points": 2000}))
    assert first["c-energy"]["outputs"][1]["text"] == "1\u202f000"
    assert second["c-energy"]["outputs"][1]["text"] == "−2,000"
    assert "juste" in one.ask("q-energy", 1000)["verdict"]["text"]
    assert "right" in two.ask("q-energy", -2000)["verdict"]["text"]
    assert "toymodel" not in sys.modules
    assert str(folder) not in sys.path


def test_the_contract_of_each_question(folder):
    session = Session(CELLS, folder)
    list(session.run())
    (kept,) = session.contract()
    assert kept["untouched"]["verdict"]["status"] == "empty"
    assert kept["answer"]["verdict"]["status"] == "right"
    assert [w["verdict"]["status"] for w in kept["wrong"]] == ["mistake", "wrong", "mistake"]
    assert [w["verdict"]["tries"] for w in kept["wrong"]] == [1, 1, 1]
    broken = Session([*CELLS[:4], Cell("s-energy", "solution", "answer = nothing")], folder)
    list(broken.run())
    assert broken.contract()[0]["error"].startswith("s-energy: line 1: NameError")


def test_names_of_cells_are_their_own(folder):
    with pytest.raises(ValueError, match="same name"):
        Session([CELLS[0], CELLS[0]], folder)
    session = Session(CELLS, folder)
    with pytest.raises(ValueError, match="no question named q-none"):
        session.ask("q-none", 1)


# --- the program ------------------------------------------------------------------------------------


def reply_to(request: bytes, seed: str = "0") -> subprocess.CompletedProcess[bytes]:
    environment = {
        "PYTHONPATH": str(EXERCISES),
        "PYTHONHASHSEED": seed,
        "LC_ALL": "C",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        [sys.executable, "-m", "atelier.runner"],
        input=request,
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_the_program_answers_a_request_with_the_same_bytes(folder):
    cells = [{"name": cell.name, "role": cell.role, "source": cell.source} for cell in CELLS]
    request = json.dumps({"folder": str(folder), "cells": cells, "contract": True}).encode()
    one, two = reply_to(request), reply_to(request, "1")
    assert (one.returncode, one.stderr) == (0, b"")
    assert one.stdout == two.stdout
    reply = json.loads(one.stdout)
    assert [r["name"] for r in reply["results"]] == ["c-setup", "c-lamps", "c-energy", "q-energy", "c-after"]
    assert reply["contract"][0]["answer"]["verdict"]["status"] == "right"


@pytest.mark.parametrize(
    "request_", [b"", b"[]", b"{}", b'{"folder": "/nowhere", "cells": [{"name": 1}]}', b"\xff"]
)
def test_a_request_that_cannot_be_understood(request_):
    done = reply_to(request_)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr
