"""Notebooks run once, confined; what they do beyond their limits is told by cell and line."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from support import courses, notebooks
from support.many_runs import run_each
from support.notebooks import FILES, PATH, QUESTION, course, exercise

from generator.building import codes, runtime
from generator.building import exercises as running
from generator.building.compose import compose
from generator.building.exercises import KEPT, Limits, Ran, run_exercises
from generator.building.project import check_project, edition_named
from generator.diagnostics import Diagnostic, show
from generator.model import CellOutput, QuestionForm
from generator.rules import RULES

Told = Mapping[str, list[Diagnostic]]
QUICK = Limits(seconds=2, patience=2)
"""For what never ends; a busy machine may take as long for what does."""


def told(tmp_path: Path, *more: str, limits: Limits | None = None, **parts: Any) -> list[Diagnostic]:
    ran = run_exercises(course(exercise(*more, **parts)), tmp_path, limits=limits or Limits())
    assert all(found.rule in RULES for found in ran.diagnostics)
    if ran.diagnostics:
        assert not ran.outputs, "what is told is not published"
    return list(ran.diagnostics)


def only(tmp_path: Path, *more: str, **parts: Any) -> Diagnostic:
    (found,) = told(tmp_path, *more, **parts)
    return found


# --- what a sound notebook shows --------------------------------------------------------------------


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return run_exercises(course(exercise("print('bonjour')")), tmp_path_factory.mktemp("sound"))


def test_outputs_are_those_of_the_default_parameters(ran: Ran) -> None:
    assert ran.diagnostics == ()
    shown = ran.outputs["tiny", "fr"]
    assert shown["c-points"] == ()
    (table,) = shown["c-table"]
    assert table.kind == "html"
    assert '<td class="at-num">360</td>' in table.content
    assert shown["c-more-0"] == (CellOutput("text", "bonjour"),)


def test_a_question_says_what_it_asks_for_and_gives_nothing_away(ran: Ran) -> None:
    (question,) = ran.outputs["tiny", "fr"]["q-double"]
    assert question.form == QuestionForm("number", "MWh", ())
    assert "720" not in question.content


def test_the_reference_answer_is_kept_for_trainers(ran: Ran) -> None:
    (answer,) = ran.outputs["tiny", "fr"]["s-double"]
    assert "at-right" in answer.content
    assert "2 × points" in answer.content


def test_choices_of_a_question_reach_the_page(tmp_path: Path) -> None:
    question = (
        'answer = None  # @param {type:"string"}\n'
        "atelier.check_choice(answer, choices={'led': 'La LED', 'off': 'Éteindre'}, expected='off')"
    )
    sound = exercise(question=question, solution="answer = 'off'\nwrong = ['led', 'led', 'led']")
    ran = run_exercises(course(sound), tmp_path)
    assert ran.diagnostics == ()
    (shown,) = ran.outputs["tiny", "fr"]["q-double"]
    assert shown.form == QuestionForm("choice", "", (("led", "La LED"), ("off", "Éteindre")))


def test_what_no_page_can_hold_is_replaced(tmp_path: Path) -> None:
    odd = exercise("print('a\\x00b\\ud800c')", "atelier.say('d\\ud800e')")
    shown = run_exercises(course(odd), tmp_path).outputs["tiny", "fr"]
    assert shown["c-more-0"] == (CellOutput("text", "a\ufffdb\ufffdc"),)
    assert "d\ufffde" in shown["c-more-1"][0].content


def test_an_object_that_shows_html_is_not_taken_for_chance(tmp_path: Path) -> None:
    assert (
        told(
            tmp_path, "class Page:\n    def _repr_html_(self):\n        return '<p class=\"x\">a</p>'\nPage()"
        )
        == []
    )


# --- what a notebook may not do ---------------------------------------------------------------------


BEYOND = [
    ("x = 1\n1 / 0", "cell-failed", 41, "ZeroDivisionError: division by zero"),
    ("shares = 1\nshare", "cell-failed", 41, "name 'share' is not defined"),
    ("import numpy", "cell-failed", 40, "No module named 'numpy'"),
    ("import pytest", "cell-failed", 40, "No module named 'pytest'"),
    ("def f():\n    return f()\nf()", "cell-failed", None, "RecursionError"),
    ("x = 10**5000\nprint(x)", "cell-failed", 41, "ValueError"),
    ("import threading\nthreading.Thread(target=print).start()", "unsafe-cell", 41, "starts a thread"),
    ("import os\nos.fork()", "unsafe-cell", 41, "os.fork"),
    ("mode = 'w'\nopen('model.py', mode)", "unsafe-cell", 41, "writes the file 'model.py'"),
    ("raise SystemExit", "cell-failed", 40, "SystemExit"),
    ("print('x' * 10**7)", "cell-too-long", 40, "shows 10000000 characters; the most is 100000"),
    ("'x' * 200000", "cell-too-long", 40, "200002 characters"),
    ("open('/etc/hostname')", "unsafe-cell", 40, "'/etc/hostname', outside its folder"),
    ("x = 1\nopen('../../secret', 'w')", "unsafe-cell", 41, "outside its folder"),
    ("import os\nos.listdir('/')", "unsafe-cell", 41, "outside its folder"),
    ("import os\nos.remove('model.py')", "unsafe-cell", 41, "os.remove"),
    ("try:\n    open('/etc/hostname')\nexcept Exception:\n    pass", "unsafe-cell", 41, "outside its folder"),
    ("import os\nos.system('ls')", "unsafe-cell", 41, "os.system"),
    ("import subprocess\nsubprocess.run(['ls'])", "unsafe-cell", 40, "_posixsubprocess"),
    ("import os\nimport _posixsubprocess", "unsafe-cell", 41, "_posixsubprocess"),
    ("import socket\nsocket.socket()", "unsafe-cell", 41, "socket"),
    ("import ctypes\nctypes.CDLL(None)", "unsafe-cell", None, "ctypes"),
]  # fmt: skip
BEYOND_ITS_PROCESS = [
    ("big = [0] * 10**9", "cell-failed", 40, "MemoryError"),
    ("import os\nos._exit(0)", "cell-failed", 40, "ended Python itself"),
    ("x = 1\nraise KeyboardInterrupt", "cell-failed", 41, "KeyboardInterrupt"),
    ("class Own(BaseException):\n    pass\nraise Own", "cell-failed", 42, "stops: Own"),
    ("class Own(Exception):\n    def __str__(self):\n        raise Own\nraise Own", "cell-failed", 43, "stops: Own"),
    ("import itertools\nsum(itertools.count())", "cell-too-slow", 40, "seconds"),
    ("x = 1\nwhile True:\n    x += 1", "cell-too-slow", None, "has had 2 seconds"),
    ("import time\nwhile True:\n    try:\n        time.sleep(0.01)\n    except Exception:\n        pass", "cell-too-slow", None, "seconds"),
]  # fmt: skip
RUNNING = [
    "<script>1</script>", "<p onclick='x()'>a</p>", "<svg><a href='javascript:x()'>a</a></svg>",
    "<iframe src='/x'></iframe>", "<SCRIPT SRC=//x></SCRIPT>", "<style>p{}</style>",
    "<img src=x onerror=x()>", "<img src='//x.example/y.png'>", "<svg onload='x()'></svg>",
    "<a href=' java\nscript:x()'>a</a>", "<a href='//x.example'>a</a>", "<p style='background:url(//x.example)'>a</p>",
    "<svg><rect fill='url(//x.example)'/></svg>", "<svg><foreignObject><p>a</p></foreignObject></svg>",
]  # fmt: skip


def showing(html: str) -> str:
    return f"class Page:\n    def _repr_html_(self):\n        return {html!r}\nPage()"


@pytest.mark.parametrize(("source", "rule", "line", "words"), BEYOND)
def test_a_cell_beyond_its_limits_is_told(
    together: Told, source: str, rule: str, line: int | None, words: str
) -> None:
    tells(together[source], rule, line, words)


@pytest.mark.parametrize(("source", "rule", "line", "words"), BEYOND_ITS_PROCESS)
def test_a_cell_that_ends_its_process_or_does_not_end_is_told(
    tmp_path: Path, source: str, rule: str, line: int | None, words: str
) -> None:
    found = told(tmp_path, source, limits=QUICK if rule == "cell-too-slow" else None)
    tells(found, rule, line, words)


def tells(told: list[Diagnostic], rule: str, line: int | None, words: str) -> None:
    (found,) = told
    assert found.rule == rule
    assert found.place.path == PATH
    assert line is None or found.place.line == line
    assert "c-more-0" in found.message
    assert words in found.message
    assert found.hint
    assert ("spelling" in found.hint) == ("is not defined" in words)


@pytest.mark.parametrize("html", RUNNING)
def test_html_that_would_run_is_told_and_not_only_dropped(together: Told, html: str) -> None:
    (found,) = together[showing(html)]
    assert (found.rule, found.place.line) == ("unsafe-cell", 40)
    assert "returns HTML that holds" in found.message


def test_words_about_scripts_are_not_scripts(tmp_path: Path) -> None:
    assert told(tmp_path, "atelier.say('on écrit onclick = 1 et <script> dans un texte')") == []


def test_a_call_that_cannot_be_interrupted_is_stopped_from_outside(tmp_path: Path) -> None:
    deaf = (
        "import signal\nsignal.alarm(0)\nsignal.setitimer(signal.ITIMER_REAL, 0)\nimport time\ntime.sleep(60)"
    )
    assert only(tmp_path, deaf, limits=QUICK).rule == "cell-too-slow"


def test_the_model_s_fault_is_told_where_the_cell_calls_it(tmp_path: Path) -> None:
    files = {
        **FILES,
        "model.py": b"def double(x):\n    return 2 * x\n\ndef peek():\n    open('/etc/hostname')\n",
    }
    found = only(tmp_path, "x = 1\nmodel.peek()", files=files)
    assert (found.rule, found.place.line) == ("unsafe-cell", 41)


def test_data_beside_the_notebook_is_read(tmp_path: Path) -> None:
    assert told(tmp_path, "from pathlib import Path\nprint(Path('data/towns.csv').read_text())") == []


def test_a_course_without_the_verbs_says_which_file_it_misses(tmp_path: Path) -> None:
    found = only(tmp_path, files={"model.py": b""})
    assert found.rule == "missing-file"
    assert "exercises/atelier/runner.py" in found.message


# --- what changes from one run to the next ----------------------------------------------------------


CHANGING = [
    "import random\nprint(random.Random(*[]).random())",
    "print({'a', 'b', 'c', 'd', 'e', 'f', 'g'})",
    "print(list(set('abcdefg')))",
    "print(id(object()))",
    "print(object())",
    "import datetime, operator\nprint(operator.methodcaller('now')(datetime.datetime))",
    "import datetime\nprint(datetime.date(2020, 1, 1).today())",
    "import datetime\nprint(datetime.datetime.fromtimestamp(0))",
    "import time\nprint(time.time() > 1.82e9)",
    "import random\nif random.random() < 2:\n    print(random.random())",
]
CHANGING_BY_THE_PROCESS = [
    "import statistics\nprint(statistics.NormalDist().samples(2))",
    "print(hash('abc'))",
    "import os\nprint(os.path.basename(os.path.dirname(os.getcwd())))",
    "import datetime\nprint(datetime.datetime.utcnow().year)",
]
"""Chance, the seed of hashes, the clock and the folder, as the build itself sets them."""


@pytest.mark.parametrize("source", CHANGING)
def test_what_depends_on_the_clock_on_chance_or_on_memory_is_told(together: Told, source: str) -> None:
    tells_a_change(together[source])


@pytest.mark.parametrize("source", CHANGING_BY_THE_PROCESS)
def test_what_the_build_sets_apart_is_told(tmp_path: Path, source: str) -> None:
    tells_a_change(told(tmp_path, source))


def tells_a_change(told: list[Diagnostic]) -> None:
    (found,) = told
    assert (found.rule, found.place.line) == ("not-reproducible", 40)
    assert "the cell 'c-more-0' shows something else each time: '" in found.message
    assert "sort" in found.hint


def test_a_question_that_depends_on_chance_is_told(tmp_path: Path) -> None:
    question = QUESTION.replace("hints=[", "hints=[str(id(model)), ")
    found = only(tmp_path, question=question)
    assert (found.rule, found.place.line) == ("not-reproducible", 100)


def test_dates_seeds_and_sorted_sets_are_no_chance(tmp_path: Path) -> None:
    source = (
        "import datetime, random\nday = datetime.datetime(2026, 11, 23, 9)\n"
        "print(repr(day), day + datetime.timedelta(1), datetime.datetime.fromisoformat('2026-11-23'), day.date())\n"
        "print(isinstance(day, datetime.date), random.Random(2026).random(), sorted({'b', 'a'}), {3, 1, 2})"
    )
    assert told(tmp_path, source) == []


# --- contract ---------------------------------------------------------------------------------------


BROKEN = [
    ("solution", "answer = points\nwrong = [1, 2, 3]", 120, "reference answer of 'q-double' is judged 'mistake'"),
    ("solution", "answer = 720\nwrong = [1, 720, 3]", 120, "wrong answer 2 of 'q-double' is judged 'right'"),
    ("solution", "answer = 720\nwrong = [1, None, 3]", 120, "wrong answer 2 of 'q-double' is judged 'empty'"),
    ("solution", "answer = 720\nwrong = [1, 2, 'oui']", 120, "wrong answer 3 of 'q-double' is judged 'unreadable'"),
    ("solution", "answer = model.triple(points)\nwrong = [1, 2, 3]", 120, "the solution of 'q-double' does not run"),
    ("question", QUESTION.replace("None ", "720 "), 100, "without an answer the question 'q-double' is judged"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "words"), [row[1:] for row in BROKEN])
def test_a_broken_contract_is_told(together: Told, text: str, line: int, words: str) -> None:
    (found,) = together[text]
    assert (found.rule, found.place.line) == ("broken-contract", line)
    assert words in found.message


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What is told of each notebook whose process goes on: the build's guard runs all of them in one, twice."""
    cells = [*(row[0] for row in BEYOND), *map(showing, RUNNING), *CHANGING]
    made = {
        **{source: exercise(source) for source in cells},
        **{text: exercise(**{part: text}) for part, text, *_ in BROKEN},
    }
    ran = run_each([(one, one.notebooks["fr"]) for one in made.values()], tmp_path_factory.mktemp("together"))
    return {text: list(dict.fromkeys(found)) for text, (_, found) in zip(made, ran, strict=True)}


# --- the process -------------------------------------------------------------------------------------


def test_the_process_sees_nothing_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "42")
    ran = run_exercises(course(exercise("import os\nprint(sorted(os.environ))\nprint(__name__)")), tmp_path)
    (shown,) = ran.outputs["tiny", "fr"]["c-more-0"]
    assert "SECRET_TOKEN" not in shown.content
    kept = next((tmp_path / KEPT).glob("*.json")).read_text()
    assert str(tmp_path) not in kept
    assert json.loads(kept)["done"]


def test_verbs_are_compiled_once_for_all_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python takes what we lay for it; a verb that is no Python harms nobody who leaves it alone."""
    compiled = running._bytecode
    monkeypatch.setattr(running, "_bytecode", lambda source: compiled(source.replace(b"written", b"laid")))
    verbs = {"atelier/mark.py": b"MARK = 'written'\n", "atelier/odd.py": b"def (\n"}
    source = "import os\nfrom atelier.mark import MARK\nprint(MARK, sorted(os.listdir('.')))"
    ran = run_exercises(course(exercise(source, files={**FILES, **verbs})), tmp_path)
    assert ran.diagnostics == ()
    (shown,) = ran.outputs["tiny", "fr"]["c-more-0"]
    assert shown.content == "laid ['atelier', 'data', 'model.py']"


def test_languages_run_apart(tmp_path: Path) -> None:
    one = exercise()
    both = replace(one, notebooks={"fr": one.notebooks["fr"], "en": one.notebooks["fr"]})
    assert set(run_exercises(course(both), tmp_path).outputs) == {("tiny", "fr"), ("tiny", "en")}


def test_a_reply_cut_short_is_read_up_to_the_cut() -> None:
    said = b'{"result": {"name": "c-a", "outputs": []}}\n{"result": {"na'
    assert running._reply(said, slow=False)["results"] == [{"name": "c-a", "outputs": []}]


# --- a project --------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The sound course with the verbs its notebook imports, and stand-ins for what npm brings."""
    root = courses.sound_at(tmp_path / "project")
    (root / "node_modules" / "pyodide").mkdir(parents=True)
    for name in runtime.FILES:
        (root / "node_modules" / "pyodide" / name).write_bytes(b'{"info": {}}')
    (root / "node_modules" / "qr").mkdir()
    for name in codes.FILES:
        (root / "node_modules" / "qr" / name).write_bytes(b"")
    (root / "requirements-lite.lock").write_bytes(b"")
    shutil.copytree(
        notebooks.ATELIER, root / "exercises" / "atelier", ignore=shutil.ignore_patterns("__pycache__")
    )
    return root


def test_checking_a_project_runs_its_notebooks(project: Path) -> None:
    checked = check_project(project)
    assert checked.diagnostics == ()
    assert {language for _, language in checked.outputs} == {"fr", "en"}
    assert list((project / "build" / KEPT).glob("*.json"))


def test_a_failing_cell_stops_the_build_at_its_line(project: Path) -> None:
    for language in ("fr", "en"):
        path = project / f"exercises/keys/notebook.{language}.md"
        text = path.read_text("utf-8")
        path.write_text(text.replace("keys.share(cost, weight)", "keys.share(cost, weight / 0)"), "utf-8")
    courses.restamp(project)
    checked = check_project(project, project / "elsewhere")
    assert checked.sound is None
    told = [show(found, checked.sources) for found in checked.diagnostics]
    assert len(told) == 2
    assert "error[cell-failed]: the cell 'c-shares' stops: ZeroDivisionError" in told[1]
    assert "shares = keys.share(cost, weight / 0)" in told[1], "the excerpt shows the very line"
    assert not (project / "build").exists()


def test_an_edition_publishes_results_and_files(project: Path) -> None:
    checked = check_project(project)
    assert checked.sound
    manuscript = compose(project, checked.sound, edition_named(checked.sound, "default"), checked.outputs)
    assert PurePosixPath("exercises/keys/keys.fr.zip") in manuscript.portal
    page = manuscript.variants[0].tree[PurePosixPath("docs/beta/keys.md")].decode()
    assert '<table class="at-data">' in page
    assert re.search(r"keys\.fr\.zip.*>\d+.Ko", page)
