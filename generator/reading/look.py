"""What is read beside the course: the look of the site, and the schemas of the authors' files for editors.

May not live here: anything about what a course says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from generator.diagnostics import Place
from generator.model import Tree
from generator.reading.files import Files
from generator.reading.marks import load_yaml
from generator.reading.schemas import SCHEMAS, json_schema

CONFIGURATION = "mkdocs.yml"
THEME = "material"
"""The theme that `site_config/theme/` refines: pages of another carry neither our policy nor what scripts need."""
_WAY_OUT = f"write 'theme:' and below it 'name: {THEME}', as the mkdocs.yml of the Parcours repository has it"


def ask_for_theme(files: Files) -> None:
    """Tell where `mkdocs.yml` names no theme, or another than ours; a project without one is told when it is built.

    Of the rest of the file the engine is the judge: it takes tags and anchors, which no file of the course may hold.
    """
    text = files.text(CONFIGURATION, required=False)
    if text is None:
        return
    document = load_yaml(text, CONFIGURATION)
    files.found += [one for one in document.diagnostics if one.rule == "yaml-syntax"]
    if document.data is None and document.diagnostics:
        return
    data, marks = document.data, document.marks
    theme = data.get("theme") if isinstance(data, dict) else None
    if theme is None:
        place = marks.key("theme") if isinstance(data, dict) and "theme" in data else Place(CONFIGURATION, 1)
        files.fault(
            "missing-field",
            "'theme' is missing: pages would have neither the look of the site nor its policy",
            place,
            _WAY_OUT,
        )
    elif not isinstance(theme, dict):
        files.fault(
            "wrong-type", "'theme' must be a mapping: the program adds to it", marks.value("theme"), _WAY_OUT
        )
    elif "name" not in theme:
        files.fault("missing-field", "'theme' has no 'name'", marks.key("theme"), _WAY_OUT)
    elif theme["name"] != THEME:
        files.fault("wrong-type", f"'name' must be '{THEME}', the theme that site_config/theme/ refines",
                    marks.value("theme", "name"), _WAY_OUT)  # fmt: skip


def read_look(root: Path) -> Tree:
    """The look of the site, as bytes: `mkdocs.yml`, everything under `site_config/theme/`, that of outputs of cells."""
    paths = [root / CONFIGURATION, root / "exercises" / "atelier" / "atelier.css"]
    theme = root / "site_config" / "theme"
    paths += sorted(
        p for p in theme.rglob("*") if p.is_file() and not p.is_symlink() and "__pycache__" not in p.parts
    )
    return {PurePosixPath(p.relative_to(root).as_posix()): p.read_bytes() for p in paths if p.is_file()}


def schemas() -> Mapping[str, str]:
    """JSON Schemas of the authors' files: file name → text."""
    return {
        f"{name}.schema.json": json.dumps(json_schema(shape, bare=bare), ensure_ascii=False, indent=2) + "\n"
        for name, (shape, bare) in SCHEMAS.items()
    }
