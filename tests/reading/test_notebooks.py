"""Reading of notebooks: cells at their places, parameters as `atelier` reads them, cells as Jupyter reads them."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import jupytext
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import courses

from generator.diagnostics import Diagnostic, Place
from generator.model import CellRole, Notebook
from generator.reading import read_course
from generator.reading.files import Files
from generator.reading.notebooks import read_notebook
from generator.reading.parameters import Source, read_parameters
from generator.rules import RULES

ROOT = Path(__file__).resolve().parents[2]
SOUND = courses.SOUND / "exercises" / "keys" / "notebook.fr.md"
HEAD = """---
jupytext: {text_representation: {format_name: myst}}
kernelspec: {name: python3, display_name: Python 3, language: python}
---
"""


def read(root: Path, text: str) -> tuple[Notebook | None, list[Diagnostic]]:
    files = Files(root)
    path = root / "exercises" / "keys" / "notebook.fr.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    return read_notebook("exercises/keys/notebook.fr.md", files), files.found


def parameter(source: str, *, question: bool = False) -> tuple[object, list[str]]:
    found: list[Diagnostic] = []
    cell = Source(source, ast.parse(source), Place("x.md", 10))
    read_ones = read_parameters(cell, found, question=question)
    return (read_ones[0] if read_ones else None), [f"{d.place.line}: {d.message}" for d in found]


# --- cells ------------------------------------------------------------------------------------------


def test_every_cell_stands_where_its_place_says(tmp_path: Path) -> None:
    lines = SOUND.read_text("utf-8").split("\n")
    notebook, found = read(tmp_path, "\n".join(lines))
    assert notebook is not None
    assert found == []
    assert notebook.title == "Qui paie combien ?"
    for cell in notebook.cells:
        source = cell.source.split("\n")
        assert lines[cell.place.line - 1 : cell.place.line - 1 + len(source)] == source
        for one in cell.parameters:
            assert lines[one.place.line - 1].startswith(f"{one.name} = ")


def test_roles_and_names(tmp_path: Path) -> None:
    notebook, _ = read(tmp_path, SOUND.read_text("utf-8"))
    assert notebook is not None
    assert [(c.name, c.role.value) for c in notebook.cells] == [
        ("p-1", "prose"), ("c-setup", "setup"), ("p-2", "prose"), ("c-key", "parameters"), ("c-shares", "code"),
        ("p-3", "prose"), ("q-briou", "question"), ("s-briou", "solution"), ("p-4", "prose"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "path",
    sorted([*ROOT.glob("exercises/*/notebook.*.md"), SOUND]),
    ids=lambda p: f"{p.parent.name}-{p.name}",
)
def test_jupyter_reads_the_same_cells(path: Path, tmp_path: Path) -> None:
    text = path.read_text("utf-8")
    notebook, found = read(tmp_path, text)
    assert notebook is not None
    assert found == []
    theirs = jupytext.reads(text, fmt="md:myst").cells
    ours = [(c.role is not CellRole.PROSE, c.source) for c in notebook.cells]
    first = theirs[0].source.removeprefix(f"# {notebook.title}").strip()
    sources = [(c.cell_type == "code", c.source.strip()) for c in theirs]
    assert ours == [(False, first), *sources[1:]] if first else sources[1:]
    names = [c.name for c in notebook.cells if c.role is not CellRole.PROSE]
    assert names == [c.metadata["name"] for c in theirs if c.cell_type == "code"]


def test_a_break_between_cells_with_a_word_after_it_is_told(tmp_path: Path) -> None:
    """Jupytext itself gives up on it."""
    lines = SOUND.read_text("utf-8").rstrip().split("\n")
    _, found = read(tmp_path, "\n".join([*lines, "", "+++ mot", ""]))
    assert [(d.rule, d.message) for d in found] == [("bad-cell", "Jupyter cuts this cell otherwise")]


def test_a_block_of_code_in_prose_is_prose(tmp_path: Path) -> None:
    text = f"{HEAD}\n# Titre\n\n```python\n:name: x\n```\n\nfin\n"
    notebook, found = read(tmp_path, text)
    assert found == []
    assert notebook is not None
    assert [c.source for c in notebook.cells] == ["```python\n:name: x\n```\n\nfin"]


@pytest.mark.parametrize("front", ["", "---\nkernelspec: 1\n---\n", "---\n!!python/object:os.system\n---\n"])
def test_a_front_matter_that_jupyter_does_not_know_is_told(front: str, tmp_path: Path) -> None:
    notebook, found = read(tmp_path, f"{front}# Titre\n")
    assert notebook is None
    assert found


@pytest.mark.parametrize(
    "source",
    [
        "(" * 5000,
        "x = " + "9" * 5000,
        "-" * 100_000 + "1",
        "[" * 300 + "]" * 300,
        "a" + ".b" * 900,
        "x = '\\d'",
    ],
)
def test_hostile_code_is_told_or_read_but_never_raises(source: str, tmp_path: Path) -> None:
    _, found = read(tmp_path, f"{HEAD}# Titre\n\n```{{code-cell}} python\n:name: c-x\n{source}\n```\n")
    assert {d.rule for d in found} <= {"cell-syntax"}


PIECES = st.sampled_from(
    ["```", "```{code-cell} python", "````{code-cell} python", ":name: c-x", ":tags: [question]", ":::", "+++", "# T",
     "## T", "answer = None", '# @param {type:"slider"}', "# @param [", "# @markdown x", "x = 1", "x: int = 2", "\ufeff",
     "é = '", "\t", "---", "", "  ", "(", "lambda: 0", "def f(:", "\u2028", "a = b = 3  # @param {type:'number'}"]
)  # fmt: skip


@settings(max_examples=60)
@given(lines=st.lists(PIECES, max_size=14), at=st.integers(0, 80))
def test_any_notebook_gives_cells_or_faults_at_real_places(
    lines: list[str], at: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = SOUND.read_text("utf-8").split("\n")
    whole = "\n".join([*text[:at], *lines, *text[at:]])
    _, found = read(tmp_path_factory.mktemp("fuzz"), whole)
    last = len(whole.split("\n")) + 1
    assert all(d.rule in RULES and 1 <= d.place.line <= last for d in found)


# --- parameters -------------------------------------------------------------------------------------

GOOD = [
    '# @markdown L\nx = 3  # @param {type:"slider", min:0, max:10, step:0.5}',
    '# @markdown L\nx = -3.5  # @param {type:"number"}',
    '# @markdown L\nx = 3  # @param {"type":"integer", "min":0}',
    '# @markdown L\nx: bool = False  # @param {type:"boolean"}',
    '# @markdown L\nx = "a, # b"  #@param {type:"string"}',
    '# @markdown L\nx = "2026-11-23"  # @param {type:"date"}',
    '# @markdown L\nx = "b"  # @param ["a", "b"]',
    '# @markdown L\nx = "b"  # @param ["a", "b"] {territory:"members"}',
    '# @markdown L\nx = 3  # @param {type:"slider", min:0, max:3, step:1, territory:"others"}',
    '# @markdown L\nx = 3  # @param {type:"number", territory:"people", rate:33.83}',
    '# @markdown L\nx = 30  # @param {type:"integer", min:20, territory:"inhabitants"}',
]
BAD = [
    'x = 3  # @param {type:"number"}',
    '# @markdown L\nx = 30  # @param {type:"slider", min:0, max:10}',
    '# @markdown L\nx = 3  # @param {type:"slider"}',
    '# @markdown L\nx = 3  # @param {type:"slider", min:9, max:1}',
    '# @markdown L\nx = 3  # @param {type:"slider", min:0, max:10, step:0}',
    '# @markdown L\nx = 3  # @param {type:"sliders"}',
    "# @markdown L\nx = 3  # @param {min:0}",
    '# @markdown L\nx = 3  # @param {type:"number", low:0}',
    '# @markdown L\nx = 3  # @param {type:"number", min:"0"}',
    '# @markdown L\nx = 3  # @param {type:"number" min:0}',
    '# @markdown L\nx = 3  # @param type:"number"',
    "# @markdown L\nx = 3  # @param",
    '# @markdown L\nx = 1 + 2  # @param {type:"number"}',
    '# @markdown L\nx = [1]  # @param {type:"number"}',
    '# @markdown L\nx = y = 3  # @param {type:"number"}',
    '# @markdown L\nx = 3; y = 4  # @param {type:"number"}',
    '# @markdown L\nx = 3.5  # @param {type:"integer"}',
    '# @markdown L\nx = True  # @param {type:"number"}',
    '# @markdown L\nx = 1  # @param {type:"boolean"}',
    '# @markdown L\nx = "23/11/2026"  # @param {type:"date"}',
    '# @markdown L\nx = "c"  # @param ["a", "b"]',
    '# @markdown L\nx = "a"  # @param ["a"]',
    '# @markdown L\nx = "a"  # @param ["a", "a"]',
    "# @markdown L\nx = 'a'  # @param ['a', 'b']",
    '# @markdown L\nx = None  # @param {type:"number"}',
    '# @markdown L\nx = 1e999  # @param {type:"number"}',
    '# @markdown L\nx = "b"  # @param ["a", "b"] {territory:"others"}',
    '# @markdown L\nx = "b"  # @param ["a", "b"] {type:"string"}',
    '# @markdown L\nx = "b"  # @param ["a", "b"] territory',
    '# @markdown L\nx = 3  # @param {type:"number", territory:"mayors"}',
    '# @markdown L\nx = 3  # @param {type:"number", territory:3}',
    '# @markdown L\nx = 3  # @param {type:"number", territory:"people"}',
    '# @markdown L\nx = 3  # @param {type:"number", territory:"people", rate:-1}',
    '# @markdown L\nx = 3  # @param {type:"number", territory:"inhabitants", rate:2}',
    '# @markdown L\nx = 3  # @param {type:"number", rate:2}',
]


@pytest.fixture(scope="module")
def atelier() -> object:
    """The notebooks' own reader of annotations."""
    sys.path.insert(0, str(ROOT / "exercises"))
    try:
        from atelier import parameters
    finally:
        sys.path.remove(str(ROOT / "exercises"))
    return parameters


@pytest.mark.parametrize("source", GOOD)
def test_a_sound_parameter_is_read_as_atelier_reads_it(source: str, atelier: object) -> None:
    ours, told = parameter(source)
    assert told == []
    (theirs,) = atelier.parse_parameters(source)  # type: ignore[attr-defined]
    what = ("name", "label", "kind", "default", "minimum", "maximum", "step", "choices")
    names = {"minimum": "min", "maximum": "max"}
    assert [getattr(ours, w) for w in what] == [getattr(theirs, names.get(w, w)) for w in what]


@pytest.mark.parametrize("source", BAD)
def test_what_atelier_would_refuse_is_told_to_the_author(source: str, atelier: object) -> None:
    ours, told = parameter(source)
    assert ours is None
    assert len(told) == 1
    assert told[0].startswith(f"{10 + source.count(chr(10))}: ")
    with pytest.raises(ValueError, match="line"):
        atelier.parse_parameters(source)  # type: ignore[attr-defined]


def test_an_answer_needs_no_label_and_may_wait() -> None:
    ours, told = parameter('answer = None  # @param {type:"number"}', question=True)
    assert told == []
    assert (ours.name, ours.default, ours.label) == ("answer", None, "")  # type: ignore[attr-defined]


# --- the exercise -----------------------------------------------------------------------------------


def test_the_files_are_what_runs(tmp_path: Path) -> None:
    root = courses.sound_at(tmp_path / "course")
    folder = root / "exercises"
    for path in ("keys/pictures.py", "keys/notes.txt", "keys/data/more/deep.csv", "atelier/__init__.py",
                 "atelier/pictures.py", "atelier/test_x.py", "atelier/look.css"):  # fmt: skip
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("", encoding="utf-8")
    course = read_course(root).course
    assert course is not None
    assert set(course.exercises["b1-keys"].files) == {
        "keys.py", "data/communes.csv", "data/more/deep.csv", "atelier/__init__.py",
    }  # fmt: skip


def test_a_model_named_as_a_module_of_python_is_refused(tmp_path: Path) -> None:
    root = courses.sound_at(tmp_path / "course")
    (root / "exercises" / "keys").rename(root / "exercises" / "json")
    (root / "exercises" / "json" / "keys.py").rename(root / "exercises" / "json" / "json.py")
    assert "unsafe-path" in {d.rule for d in read_course(root).diagnostics}


def test_prose_that_would_choke_an_engine_is_told(tmp_path: Path) -> None:
    root = courses.sound_at(tmp_path / "course")
    file = root / "exercises" / "keys" / "notebook.fr.md"
    file.write_text(
        file.read_text("utf-8").replace("L'usage que", "[" * 500 + "L'usage que"), encoding="utf-8"
    )
    _, found = courses.told(root)
    assert [(d.rule, d.place.line) for d in found if d.rule == "too-hostile"] == [("too-hostile", 69)]


def test_reading_a_notebook_compiles_no_grammar_of_addresses() -> None:
    """A second for nothing in each command: see `_jupyter_cells`."""
    script = (
        "import sys\nfrom generator.reading.notebooks import _jupyter_cells\n"
        "assert _jupyter_cells('# Title')\nassert 'lark' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
