"""What the code of an exercise may do: each way round a rule is seen, and ordinary code is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import courses

from generator.checks import code
from generator.diagnostics import Diagnostic, Place
from generator.model import Cell, CellRole, Course

SOUND = courses.sound_course()


def with_cell(source: str) -> Course:
    exercise = SOUND.exercises["b1-keys"]
    notebook = replace(
        exercise.notebooks["fr"],
        cells=(Cell("c-one", CellRole.CODE, "import random\nfrom datetime import datetime as day", (), Place("n.md", 1)),
               Cell("c-two", CellRole.CODE, source, (), Place("n.md", 10))),
    )  # fmt: skip
    return replace(SOUND, exercises={exercise.id: replace(exercise, notebooks={"fr": notebook})})


def with_model(source: str) -> Course:
    exercise = SOUND.exercises["b1-keys"]
    files = {**exercise.files, "keys.py": source.encode()}
    return replace(SOUND, exercises={exercise.id: replace(exercise, files=files, notebooks={})})


def told(course: Course) -> list[Diagnostic]:
    return list(code.allowed(course))


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("import requests", "foreign-import"),
        ("from pandas.core import x", "foreign-import"),
        ("from . import keys", "foreign-import"),
        ("import os", "unsafe-cell"),
        ("import os.path as p", "unsafe-cell"),
        ("from urllib.request import urlopen", "unsafe-cell"),
        ("import importlib", "unsafe-cell"),
        ("def f():\n    import socket", "unsafe-cell"),
        ("from pathlib import Path", "unsafe-cell"),
        ("__import__('o' + 's')", "unsafe-cell"),
        ("__builtins__", "unsafe-cell"),
        ("x = eval", "unsafe-cell"),
        ("().__class__.__bases__", "unsafe-cell"),
        ("open('/etc/passwd')", "unsafe-cell"),
        ("open('data/../../x')", "unsafe-cell"),
        ("open('C:/x')", "unsafe-cell"),
        ("open('data/x', 'w')", "unsafe-cell"),
        ("open('data/x', mode='r+')", "unsafe-cell"),
        ("import time", "not-reproducible"),
        ("from uuid import uuid4", "not-reproducible"),
        ("day.now()", "not-reproducible"),
        ("f = day.utcnow", "not-reproducible"),
        ("random.random()", "not-reproducible"),
        ("random.seed(1)", "not-reproducible"),
        ("random.Random()", "not-reproducible"),
        ("random.Random(None)", "not-reproducible"),
        ("from random import *", "not-reproducible"),
        ("from random import shuffle as mix", "not-reproducible"),
        ("import random as r\nr.SystemRandom(1)", "not-reproducible"),
        ("mix = random\nmix.shuffle([1])", "not-reproducible"),
        ("import calendar\ncalendar.datetime.date.today()", "not-reproducible"),
        ("import statistics\nstatistics.random.random()", "not-reproducible"),
        ("random.ｒandom()", "not-reproducible"),
        ("import dataclasses\ndataclasses.sys.modules", "unsafe-cell"),
        ("from json import codecs", "unsafe-cell"),
        ("getattr(day, 'n' + 'ow')()", "unsafe-cell"),
        ("getattr(print, name)", "unsafe-cell"),
        ("getattr(print, '__self__')", "unsafe-cell"),
        ("ｅval('1')", "unsafe-cell"),
        ("vars()", "unsafe-cell"),
    ],
)
def test_each_way_round_a_rule_is_seen(source: str, rule: str) -> None:
    found = told(with_cell(source))
    assert {d.rule for d in found} == {rule}
    assert all(10 <= d.place.line <= 11 for d in found)


@pytest.mark.parametrize(
    "source",
    [
        "random.Random(2026).shuffle([1])",
        "random.Random(x=3)",
        "day(2026, 11, 23).year",
        "now = 3\ntoday = now",
        "from collections import Counter",
        "import keys, atelier",
        "open('data/communes.csv')",
        "class A:\n    def __init__(self):\n        super().__init__()",
        "1 / 2",
        "from collections.abc import Iterator\nimport collections\ncollections.abc.Mapping",
        "getattr(keys, 'name')",
        "import statistics\nstatistics.mean([1])",
        "'a' / 'b'",
    ],
)
def test_ordinary_code_is_left_alone(source: str) -> None:
    assert told(with_cell(source)) == []


@pytest.mark.parametrize(
    ("source", "rules"),
    [
        ("from pathlib import Path\nD = Path(__file__).parent / 'data'\n(D / 'x').open()", set()),
        ("from pathlib import Path\nD = Path(__file__).parent.parent", {"unsafe-cell"}),
        ("from pathlib import Path\nD = Path(__file__).parents[2]", {"unsafe-cell"}),
        ("from pathlib import Path\nD = Path('/etc')", {"unsafe-cell"}),
        ("from pathlib import Path\nD = Path('data') / '..'", {"unsafe-cell"}),
        ("from pathlib import Path\nPath('data/x').open('w')", {"unsafe-cell"}),
        ("from pathlib import Path\nPath.home()", {"unsafe-cell"}),
    ],
)
def test_a_model_reads_its_data_and_nothing_else(source: str, rules: set[str]) -> None:
    assert {d.rule for d in told(with_model(source))} == rules


def test_what_the_model_imports_is_known_in_cells() -> None:
    exercise = with_cell("import keys as k\nk.random.random()").exercises["b1-keys"]
    files = {**exercise.files, "keys.py": b"import random\n"}
    found = told(replace(SOUND, exercises={exercise.id: replace(exercise, files=files)}))
    assert [(d.rule, d.place.line) for d in found] == [("not-reproducible", 11)]


def test_a_verb_that_atelier_has_not_is_told_with_the_nearest() -> None:
    exercise = with_cell("import atelier as at\nat.tabel(1)\nat.table(2)").exercises["b1-keys"]
    files = {**exercise.files, "atelier/__init__.py": b'__all__ = ["speak", "table"]\n'}
    (found,) = told(replace(SOUND, exercises={exercise.id: replace(exercise, files=files)}))
    assert (found.rule, found.place.line, found.message) == (
        "foreign-import", 11, "'atelier.tabel' is not one of atelier's verbs",
    )  # fmt: skip
    assert "table" in found.hint


def test_verbs_that_cannot_be_read_are_no_traceback() -> None:
    exercise = with_cell("import atelier\natelier.table(1)").exercises["b1-keys"]
    files = {**exercise.files, "atelier/__init__.py": b"def ("}
    assert told(replace(SOUND, exercises={exercise.id: replace(exercise, files=files)})) == []


def test_a_caret_stands_under_what_is_wrong_after_accents() -> None:
    (found,) = told(with_cell("é = 'é'; eval('1')"))
    assert (found.place.line, found.place.column, found.place.length) == (10, 10, 4)
