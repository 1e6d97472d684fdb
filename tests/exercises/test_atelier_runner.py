"""The runner of the exercises: annotations, new values, sessions, faults, the program the build runs."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "exercises"))

from atelier.parameters import ParameterError, UnreadableError, parse_parameters, read_value, rewrite
from atelier.runner import Cell, Session, run
from atelier.state import State, using

EXERCISES = Path(__file__).resolve().parents[2] / "exercises"
LAMPS = """\
# @markdown Nombre de points lumineux
points = 360  # @param {type:"slider", min:50, max:2000, step:10}
# @markdown Part
share = 0.2  #@param {type: "number", "min": 0, max: 1}
# @markdown Extinction
off = False  # @param {type:"boolean"}
# @markdown Commune
commune = "Dijon"  # @param ["Dijon", "Chenôve"]
# @markdown Jour
day: str = "2026-05-04"  # @param {type:"date"}
# @markdown Années
years = 3  # @param {type:"integer", min:1}
# @markdown Nom
name = "é # @param"  # @param {type:"string"}
total = points * years  # not a parameter
"""
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


# --- annotations ------------------------------------------------------------------------------------


def test_annotations_are_read():
    found = {p.name: p for p in parse_parameters(LAMPS)}
    assert list(found) == ["points", "share", "off", "commune", "day", "years", "name"]
    points = found["points"]
    assert (points.label, points.kind, points.default, points.line) == (
        "Nombre de points lumineux",
        "slider",
        360,
        2,
    )
    assert (points.min, points.max, points.step) == (50, 2000, 10)
    assert (found["share"].kind, found["share"].min, found["share"].max) == ("number", 0, 1)
    assert found["commune"].choices == ("Dijon", "Chenôve")
    assert found["name"].default == "é # @param"
    json.dumps([p.as_dict() for p in found.values()])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('x = 1  # @param {type:"dial"}', "unknown type 'dial'"),
        ('x = 1  # @param {type:"slider", min:0}', "a slider needs min and max"),
        ('x = 9  # @param {type:"slider", min:0, max:5}', "9 is outside 0 to 5"),
        ('x = 1  # @param {type:"slider", min:5, max:1}', "min must be smaller"),
        ('x = 1  # @param {type:"number", step:0}', "step must be above zero"),
        ('x = 1  # @param {type:"number", colour:"red"}', "unknown option 'colour'"),
        ('x = 1  # @param {type:"boolean"}', "1 is not of the annotated type"),
        ('x = "a"  # @param {type:"number"}', "'a' is not of the annotated type"),
        ('x = True  # @param {type:"integer"}', "True is not of the annotated type"),
        ('x = "z"  # @param ["a", "b"]', "'z' is not among the choices"),
        ("x = 'a'  # @param ['a', 'b']", "double quotes"),
        ('x = "a"  # @param ["a"]', "at least two"),
        ('x = "2026-02-30"  # @param {type:"date"}', "is outside what the annotation allows"),
        ('x = f()  # @param {type:"number"}', "must be written as a number"),
        ('x = 1; y = 2  # @param {type:"number"}', "alone on its line"),
        ('x = y = 2  # @param {type:"number"}', "alone on its line"),
        ('x = 1  # @param {type:"number"} # @param {type:"number"}', "several annotations"),
        (f'x = "a"  # @param {"[" * 20_000}', "double quotes"),
        ("x = 1  # @param", 'write {type:"…"}'),
        ("x = 1  # @param {type}", "key:value"),
        ("x = 1  # @param {type:number}", "the value of type cannot be read"),
        ('x = 1  # @param {type:"number", type:"slider"}', "type is given twice"),
        ('x = None  # @param {type:"number"}', "None is not of the annotated type"),
    ],
)
def test_faults_of_annotations_tell_their_line(line, says):
    with pytest.raises(ParameterError, match="line 3: ") as caught:
        parse_parameters(f"a = 0\n# @markdown X\n{line}\n")
    assert says in str(caught.value)
    assert caught.value.faults[0][0] == 3


def test_all_faults_are_told_at_once():
    with pytest.raises(ParameterError) as caught:
        parse_parameters('x = 1  # @param {type:"number"}\n# @markdown Y\ny = 1  # @param {type:"dial"}')
    assert [line for line, _ in caught.value.faults] == [1, 3]
    assert "x has no label" in str(caught.value)


def test_a_question_is_unanswered_at_first():
    (parameter,) = parse_parameters(QUESTION, question=True)
    assert (parameter.name, parameter.default) == ("answer", None)


new_values = st.fixed_dictionaries(
    {},
    optional={
        "points": st.integers(50, 2000),
        "share": st.floats(0, 1),
        "off": st.booleans(),
        "commune": st.sampled_from(["Dijon", "Chenôve"]),
        "day": st.dates().map(str),
        "years": st.integers(1, 99),
        "name": st.text(max_size=40),
    },
)


@given(new_values)
def test_rewriting_changes_the_values_and_nothing_else(values):
    with using(State()):
        before = {p.name: p for p in parse_parameters(LAMPS)}
        given_values = {name: read_value(before[name], value) for name, value in values.items()}
        written = rewrite(LAMPS, given_values)
        after = {p.name: p for p in parse_parameters(written)}
    assert {n: p.default for n, p in after.items()} == {
        n: p.default for n, p in before.items()
    } | given_values
    defaults = {n: p.default for n, p in before.items()}
    assert rewrite(written, defaults) == rewrite(LAMPS, defaults)
    assert rewrite(LAMPS, {}) == LAMPS
    assert len(written.split("\n")) == len(LAMPS.split("\n"))


@given(st.lists(st.floats() | st.text(max_size=5) | st.none() | st.booleans(), max_size=3) | st.floats())
def test_any_answer_can_be_written(answer):
    written = rewrite(QUESTION, {"answer": answer})
    assert len(ast.parse(written).body) == 2
    assert written.endswith(QUESTION.split("\n", 1)[1])


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("points", "1 200", 1200),
        ("points", "1.200", 1200),
        ("points", 70.0, 70),
        ("share", "0,25", 0.25),
        ("share", ".5", 0.5),
        ("years", "4", 4),
        ("years", "4 ans", 4),
        ("points", "  1 200 points ", 1200),
        ("points", "1'200", 1200),
    ],
)
def test_values_as_people_type_them(name, typed, value):
    parameter = {p.name: p for p in parse_parameters(LAMPS)}[name]
    found = read_value(parameter, typed)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("points", "beaucoup", "donnez un nombre, par exemple 360"),
        ("points", 3000, "de 50 à 2\u202f000"),
        ("points", None, "donnez un nombre"),
        ("points", True, "donnez un nombre"),
        ("years", "1,5", "nombre entier"),
        ("years", "4 mois", "écrivez le nombre seul, sans unité, par exemple"),
        ("points", "360 à 400", "le nombre seul"),
        ("points", "", "donnez un nombre"),
        ("points", "12 5", "donnez un nombre"),
        ("points", "1e99", "de 50 à 2\u202f000"),
        ("points", "9" * 101, "donnez un nombre"),
        ("points", "−360", "de 50 à 2\u202f000"),
        ("years", 0, "au moins 1"),
        ("off", "oui", "oui ou non"),
        ("commune", "Paris", "dans la liste"),
        ("day", "04/05/2026", "une date, par exemple 2026-05-04"),
        ("name", "x" * 201, "au plus 200 caractères"),
    ],
)
def test_wrong_values_get_a_sentence(name, typed, says):
    parameter = {p.name: p for p in parse_parameters(LAMPS)}[name]
    with using(State()), pytest.raises(UnreadableError) as caught:
        read_value(parameter, typed)
    assert says in str(caught.value)
    assert str(caught.value).startswith(parameter.label)


PRICES = {
    "fr": '# @markdown Prix de l’électricité (€ par MWh)\nprice = 180  # @param {type:"number", min:-500, max:1e9}',
    "en": '# @markdown Price of electricity (€ per MWh)\nprice = 180  # @param {type:"number", min:-500, max:1e9}',
}


@pytest.mark.parametrize(
    ("language", "typed", "value"),
    [
        ("fr", "1 234,5", 1234.5),
        ("fr", "1\u202f234,5 €", 1234.5),
        ("fr", "1\u00a0234.5", 1234.5),
        ("fr", "1.234,5", 1234.5),
        ("fr", "1,234.5", 1234.5),
        ("fr", "−12,5", -12.5),
        ("fr", "-12,5 € / MWh", -12.5),
        ("fr", "180 euros par MWh", 180),
        ("fr", "2 millions d’euros", 2e6),
        ("fr", "environ 180", 180),
        ("en", "1,234.5", 1234.5),
        ("en", "1,234", 1234),
        ("en", "1.5", 1.5),
        ("en", "1,5", 1.5),
        ("en", "€1,234.50", 1234.5),
        ("en", "−€12.5", -12.5),
        ("en", "180 euros per MWh", 180),
        ("en", "1 234.5", 1234.5),
    ],
)
def test_a_setting_is_read_in_either_country_s_way_with_the_unit_of_its_label(language, typed, value):
    (parameter,) = parse_parameters(PRICES[language])
    with using(State(language=language)):
        assert read_value(parameter, typed) == value


@pytest.mark.parametrize(
    ("language", "typed", "says"),
    [
        ("fr", "180 %", "écrivez le nombre seul, sans unité, par exemple 180"),
        ("fr", "0,18 M€", "écrivez le nombre seul"),
        ("fr", "18 centimes", "écrivez le nombre seul"),
        ("fr", "cent", "donnez un nombre, par exemple 180"),
        ("fr", "1,2,3", "donnez un nombre"),
        ("fr", "∞", "donnez un nombre"),
        ("fr", "1e99", "donnez un nombre de −500 à 1\u202f000\u202f000\u202f000"),
        ("en", "180 %", "write the number alone, without a unit, for instance 180"),
        ("en", "", "give a number, for instance 180"),
        ("en", "1e99", "give a number from −500 to 1,000,000,000"),
        ("en", "nan", "give a number"),
        ("en", "0x10", "write the number alone"),
    ],
)
def test_what_is_no_value_of_a_setting_is_told_kindly_in_its_language(language, typed, says):
    (parameter,) = parse_parameters(PRICES[language])
    with using(State(language=language)), pytest.raises(UnreadableError) as caught:
        read_value(parameter, typed)
    assert says in str(caught.value)


@given(st.text(max_size=120))
def test_any_text_of_a_setting_is_read_or_refused_in_words(typed):
    (parameter,) = parse_parameters(PRICES["fr"])
    said, value = "", 0.0
    with using(State()):
        try:
            value = read_value(parameter, typed)
        except UnreadableError as error:
            said = str(error)
    assert -500 <= value <= 1e9
    assert not said or said.startswith("Prix de l’électricité")


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
