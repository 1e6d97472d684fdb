"""A tiny exercise, and courses made of such, for tests of what runs and of what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from support import courses

from generator.diagnostics import Place
from generator.model import Cell, CellRole, Course, Exercise, Notebook, Parameter

ATELIER = Path(__file__).resolve().parents[2] / "exercises" / "atelier"
FILES: Mapping[str, bytes] = {
    "model.py": b"def double(x):\n    return 2 * x\n",
    "data/towns.csv": b"name,people\nBriou,300\n",
    **{f"atelier/{path.name}": path.read_bytes() for path in sorted(ATELIER.glob("*.py"))},
}
PATH = "exercises/tiny/notebook.fr.md"
POINTS = 'points = 360  # @param {type:"slider", min:50, max:2000, step:10}'
QUESTION = """\
answer = None  # @param {type:"number"}
atelier.check_number(
    answer, expected=model.double(points), tolerance=1, unit="MWh",
    mistakes=[(points, "C'est la moitié.")], hints=["Un.", "Deux."], worked="2 × points",
)"""
SOLUTION = "answer = model.double(points)\nwrong = [points, 0, -5]"


def cell(name: str, role: str, source: str, line: int, *parameters: Parameter) -> Cell:
    return Cell(name, CellRole(role), source, parameters, Place(PATH, line))


def notebook(*more: str, question: str = QUESTION, solution: str = SOLUTION) -> Notebook:
    """Setup at line 10, parameters at 20, a table at 30, `more` code from 40 on, the question at 100."""
    points = Parameter("points", "Points lumineux", "slider", 360, 50.0, 2000.0, 10.0, (), Place(PATH, 21))
    table = "atelier.table(title='T', columns=['a', 'b'], rows=[['x', atelier.number(points)]], source='s')"
    cells = [
        cell("p-1", "prose", "Une **décision** à prendre.\n\n- un\n- deux", 5),
        cell("c-setup", "setup", "import atelier\nimport model\natelier.speak('fr')", 10),
        cell("c-points", "parameters", f"# @markdown Points lumineux\n{POINTS}", 20, points),
        cell("c-table", "code", table, 30),
        *(cell(f"c-more-{n}", "code", text, 40 + 10 * n) for n, text in enumerate(more)),
        cell("p-2", "prose", "## Question 1\n\nCombien ?", 90),
        cell("q-double", "question", question, 100),
        cell("s-double", "solution", solution, 120),
    ]
    return Notebook("Un petit exercice", tuple(cells), "", "", Place(PATH))


def exercise(
    *more: str, question: str = QUESTION, solution: str = SOLUTION, files: Mapping[str, bytes] = FILES
) -> Exercise:
    words = {"fr": "Un petit exercice", "en": "A small exercise"}
    made = notebook(*more, question=question, solution=solution)
    return Exercise(
        "tiny", "tiny", "b1", words, words, 5, (), {"fr": made}, (), files, Place("exercises/tiny/exercise.yml")
    )  # fmt: skip


def course(*exercises: Exercise) -> Course:
    """The sound course with these exercises only."""
    return replace(courses.sound_course(), exercises={one.id: one for one in exercises})
