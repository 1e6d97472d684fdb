"""`make figures`: values follow the model, everything else stays as its author wrote it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

FIGURES = """\
# what the lessons quote
model: exercises/lamp/lamp.py
figures:
  saving:            # share of energy
    value: 0.5     # written by `make figures`
    style: percent
    decimals: 1
  energy:
    style: number
    value: 18122
    unit:
      fr: "MWh"
      en: "MWh"
  year: {style: year, value: 2025.0, decimals: 0}
"""


@pytest.fixture(scope="module")
def tool(root: Path):
    path = root / "exercises" / "update_figures.py"
    spec = importlib.util.spec_from_file_location("update_figures", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "course" / "lamp").mkdir(parents=True)
    (tmp_path / "course" / "lamp" / "figures.yml").write_text(FIGURES, encoding="utf-8")
    (tmp_path / "exercises" / "lamp").mkdir(parents=True)
    (tmp_path / "exercises" / "lamp" / "lamp.py").write_text(
        "def figures():\n    return {'saving': 0.6492071, 'energy': 18122.0, 'year': 2026}\n",
        encoding="utf-8",
    )
    return tmp_path


def test_only_values_change(tool) -> None:
    text, changes = tool.updated(FIGURES, {"saving": 0.6492071, "energy": 18122.0, "year": 2026})
    assert text == FIGURES.replace("0.5 ", "0.6492071 ").replace("2025.0", "2026.0")
    assert [(c.id, c.old, c.new) for c in changes] == [
        ("saving", "0.5", "0.6492071"),
        ("year", "2025.0", "2026.0"),
    ]


def test_nothing_changes_twice(tool) -> None:
    values = {"saving": 0.1, "energy": 1e-9, "year": 2026}
    once, _ = tool.updated(FIGURES, values)
    assert tool.updated(once, values) == (once, [])


def test_line_endings_stay(tool) -> None:
    text, _ = tool.updated(FIGURES.replace("\n", "\r\n"), {"saving": 1, "energy": 18122, "year": 2025})
    assert text.count("\r\n") == FIGURES.count("\n")


def test_a_figure_the_model_does_not_compute_is_told(tool) -> None:
    with pytest.raises(tool.StaleError, match="line 10: the model computes no figure 'energy'"):
        tool.updated(FIGURES, {"saving": 0.5, "year": 2025})


def test_a_figure_without_value_is_told(tool) -> None:
    with pytest.raises(tool.StaleError, match="saving"):
        tool.updated("figures:\n  saving:\n    style: percent\n", {"saving": 1})


def test_check_writes_nothing_and_fails(tool, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tool.refresh(project, check=True) == 1
    assert (project / "course" / "lamp" / "figures.yml").read_text(encoding="utf-8") == FIGURES
    assert "saving: 0.5 → 0.6492071" in capsys.readouterr().out


def test_refresh_then_check_is_well(tool, project: Path) -> None:
    assert tool.refresh(project, check=False) == 0
    assert tool.refresh(project, check=True) == 0


def test_a_missing_model_is_told_and_the_others_go_on(
    tool, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "course" / "aa").mkdir()
    (project / "course" / "aa" / "figures.yml").write_text(
        "model: exercises/none.py\nfigures:\n", encoding="utf-8"
    )
    assert tool.refresh(project, check=False) == 1
    out = capsys.readouterr().out
    assert "the model none.py does not exist" in out
    assert "lamp/figures.yml: saving" in out


def test_the_course_quotes_what_its_models_compute(
    tool, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tool.refresh(root, check=True) == 0, capsys.readouterr().out


PICTURES = """\
from lamp import figures
from beside import WORD


def draw():
    return {"saving.fr.svg": f"<svg>{WORD} {figures()['saving']}</svg>"}
"""


def test_pictures_beside_the_model_are_drawn_and_nothing_stays_for_the_next_module(
    tool, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project / "exercises" / "lamp"
    (folder / "pictures.py").write_text(PICTURES, encoding="utf-8")
    (folder / "beside.py").write_text('WORD = "gain"\n', encoding="utf-8")
    picture = project / "course" / "lamp" / "images" / "saving.fr.svg"
    assert tool.refresh(project, check=True) == 1
    assert not picture.exists()
    assert tool.refresh(project, check=False) == 0
    assert picture.read_text("utf-8") == "<svg>gain 0.6492071</svg>"
    assert "course/lamp/images/saving.fr.svg: drawn again" in capsys.readouterr().out
    assert {"lamp", "pictures", "beside"}.isdisjoint(sys.modules)
    assert tool.refresh(project, check=True) == 0
