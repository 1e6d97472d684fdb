"""Each module's numbers are what its model computes, its texts quote all of them, and its pictures are what is drawn."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from support.models import compute, drawn, model_of

ROOT = Path(__file__).resolve().parents[2]
MODULES = [path.parent for path in sorted(ROOT.glob("course/*/figures.yml"))]
DRAWING = [module for module in MODULES if (module / "images").is_dir()]
SMALLEST = 14.0
"""Pixels: as small as words of a picture may be."""


def by_name(module: Path) -> str:
    return module.name


def model(module: Path) -> Path:
    return ROOT / model_of((module / "figures.yml").read_text("utf-8"))


def kept(module: Path) -> dict[str, float]:
    figures = yaml.safe_load((module / "figures.yml").read_text("utf-8"))["figures"]
    return {name: figure["value"] for name, figure in figures.items()}


def test_every_module_has_its_numbers() -> None:
    assert [path.parent for path in sorted(ROOT.glob("course/*/module.yml"))] == MODULES


@pytest.mark.parametrize("module", MODULES, ids=by_name)
def test_each_number_is_what_the_model_computes(module: Path) -> None:
    computed = compute(model(module))
    assert kept(module) == {name: pytest.approx(computed[name], rel=1e-12) for name in kept(module)}


@pytest.mark.parametrize("module", MODULES, ids=by_name)
def test_the_texts_of_each_language_quote_every_number_kept_and_no_other(module: Path) -> None:
    for language in ("fr", "en"):
        files = [*module.glob(f"*.{language}.md"), module / f"quiz.{language}.yml"]
        texts = "\n".join(path.read_text("utf-8") for path in files)
        assert set(re.findall(r"\{\{ figure\.([a-z0-9-]+) \}\}", texts)) == set(kept(module)), language


@pytest.mark.parametrize("module", DRAWING, ids=by_name)
def test_each_picture_is_what_is_drawn_and_nothing_else_is_kept(module: Path) -> None:
    images = {path.name: path.read_text("utf-8") for path in (module / "images").iterdir()}
    assert images == drawn(model(module).parent), "run `make figures`"


def sizes(element: ET.Element, inherited: float) -> Iterator[float]:
    """Sizes of the words below an element."""
    size = float(element.get("font-size", inherited))
    if element.tag.endswith("}text"):
        yield size
    for child in element:
        yield from sizes(child, size)


@pytest.mark.parametrize("module", DRAWING, ids=by_name)
def test_each_picture_speaks_to_those_who_do_not_see_it_and_is_legible(module: Path) -> None:
    space = "{http://www.w3.org/2000/svg}"
    for path in (module / "images").iterdir():
        image = ET.fromstring(path.read_text("utf-8"))  # noqa: S314  (our own drawing)
        assert image.get("role") == "img"
        assert image.get("lang") == path.name.split(".")[1]
        assert image.findtext(f"{space}title")
        assert image.findtext(f"{space}desc")
        assert image.find(f".//{space}script") is None
        assert min(sizes(image, 0)) >= SMALLEST, path.name
