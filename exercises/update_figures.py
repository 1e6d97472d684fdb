"""Computes again the numbers that lessons quote, and draws again their pictures.

Lives here: the program behind `make figures`. Each `course/*/figures.yml` names a model; the model's `figures()`
gives the values; only the `value:` lines change, so that comments and layout stay as their authors wrote
them. Where `pictures.py` stands beside the model, its `draw()` gives the files of the module's `images/`.
`--check` writes nothing and ends with 1 when a file is out of date.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent

_MODEL = re.compile(r"""^model:\s*["']?(?P<path>[^"'#\s]+)""")
_ID = re.compile(r"""^[ ]+["']?(?P<id>(?!unit["']?:)[a-z0-9-]+)["']?:\s*(?:#.*)?$""")
_FLOW = re.compile(
    r"""^(?P<before>[ ]+["']?(?P<id>[a-z0-9-]+)["']?:[ ]*\{(?:.*?[ ,])?value:[ ]*)(?P<value>[^\s,}]+)(?P<after>.*)$"""
)
_VALUE = re.compile(r"^(?P<before>[ ]+value:[ ]*)(?P<value>[^\s#]+)(?P<after>.*)$")


class StaleError(Exception):
    """A figures file and its model do not speak of the same numbers; the message says where."""


@dataclass(frozen=True)
class Change:
    """One figure whose value is another than the file's."""

    id: str
    old: str
    new: str


def updated(text: str, values: Mapping[str, float]) -> tuple[str, list[Change]]:
    """The text of a figures file with the model's values, and what changed.

    Args:
        text: the YAML file, one figure per block or per line, `value:` once in each.
        values: what the model's `figures()` returned.

    Raises:
        StaleError: a figure of the file is unknown to the model, or a value's line was not found.
    """
    out: list[str] = []
    changes: list[Change] = []
    ids: list[str] = []
    written: set[str] = set()
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        body = line.rstrip("\r\n")
        match = _FLOW.match(body) or _VALUE.match(body)
        if opened := _ID.match(body) or _FLOW.match(body):
            ids.append(opened["id"])
        if not match or not ids:
            out.append(line)
            continue
        figure = ids[-1]
        if figure not in values:
            raise StaleError(f"line {number}: the model computes no figure '{figure}'")
        written.add(figure)
        new = repr(float(values[figure]))
        if _same(match["value"], new):
            out.append(line)
            continue
        changes.append(Change(figure, match["value"], new))
        out.append(f"{match['before']}{new}{match['after']}{line[len(body) :]}")
    if without := sorted(set(ids) - written):
        raise StaleError(f"no 'value:' found for {', '.join(without)}")
    return "".join(out), changes


def _same(old: str, new: str) -> bool:
    """Whether a file's value is the model's, to the last bit; `18122` and `18122.0` are the same."""
    try:
        return float(old) == float(new)
    except ValueError:
        return False


def model_of(text: str) -> str:
    """The path of the model that a figures file names, relative to the project.

    Raises:
        StaleError: it names none.
    """
    for line in text.splitlines():
        if match := _MODEL.match(line):
            return match["path"]
    raise StaleError("no line 'model: exercises/…' names the model")


@contextmanager
def beside(folder: Path) -> Iterator[None]:
    """Programs of an exercise's folder find one another and what exercises share, under their own names.

    Other folders have programs of the same names: none is left for them to find.
    """
    paths = [str(folder), str(folder.parent)]
    before = dict(sys.modules)
    sys.path[:0] = paths
    try:
        yield
    finally:
        for path in paths:
            sys.path.remove(path)
        for name, module in list(sys.modules.items()):
            if Path(getattr(module, "__file__", None) or "/").parent == folder:
                del sys.modules[name]
                if name in before:
                    sys.modules[name] = before[name]


def load(path: Path) -> ModuleType:
    """A program of an exercise's folder, within `beside`.

    Raises:
        StaleError: there is no such file.
    """
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if not path.is_file() or spec is None or spec.loader is None:
        raise StaleError(f"the model {path.name} does not exist")
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # dataclasses look their own module up
    spec.loader.exec_module(module)
    return module


def compute(path: Path) -> dict[str, float]:
    """What `figures()` of the model in this file returns.

    Raises:
        StaleError: there is no such file or function.
    """
    with beside(path.parent):
        figures = getattr(load(path), "figures", None)
        if figures is None:
            raise StaleError(f"the model {path.name} has no function figures()")
        return dict(figures())


def drawn(folder: Path) -> dict[str, str]:
    """The pictures that an exercise's folder draws, by the names of their files; none where nothing draws."""
    path = folder / "pictures.py"
    if not path.is_file():
        return {}
    with beside(folder):
        return dict(load(path).draw())


def refresh(root: Path, *, check: bool) -> int:
    """Update (or with `check` only compare) every figures file and picture below `root`.

    Returns:
        0 when all was well, 1 when a file is out of date under `check` or cannot be updated.
    """
    status = 0
    for file in sorted(root.glob("course/*/figures.yml")):
        shown = file.relative_to(root).as_posix()
        text = file.read_bytes().decode("utf-8")
        try:
            model = root / model_of(text)
            new_text, changes = updated(text, compute(model))
            stale = {
                file.parent / "images" / name: picture
                for name, picture in drawn(model.parent).items()
                if _kept(file.parent / "images" / name) != picture
            }
        except StaleError as error:
            _tell(f"{shown}: {error}")
            status = 1
            continue
        for change in changes:
            _tell(f"{shown}: {change.id}: {change.old} → {change.new}")
        for picture in stale:
            _tell(f"{picture.relative_to(root).as_posix()}: drawn again")
        if not changes and not stale:
            _tell(f"{shown}: up to date")
        elif check:
            status = 1
        else:
            file.write_bytes(new_text.encode("utf-8"))
            for picture, svg in stale.items():
                picture.parent.mkdir(exist_ok=True)
                picture.write_bytes(svg.encode("utf-8"))
    return status


def _kept(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.is_file() else None


def _tell(words: str) -> None:
    print(words)  # noqa: T201  (a program for people at a terminal)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description="Compute again the numbers that lessons quote, and draw their pictures."
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; end with 1 when a file is out of date"
    )
    options = parser.parse_args(arguments)
    return refresh(ROOT, check=options.check)


if __name__ == "__main__":
    sys.exit(main())
