"""Parameters of a cell: annotations and their faults, values as people type them, new values in the source."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "exercises"))

from atelier.parameters import ParameterError, parse_parameters, rewrite
from atelier.state import State, using
from atelier.values import UnreadableError, read_value

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
QUESTION = """\
answer = None  # @param {type:"number"}
atelier.check_number(answer, expected=2, tolerance=0.5)
"""


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
