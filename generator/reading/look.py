"""What is read beside the course: the look of the site, and the schemas of the authors' files for editors.

May not live here: anything about what a course says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from generator.model import Tree
from generator.reading.schemas import SCHEMAS, json_schema


def read_look(root: Path) -> Tree:
    """The look of the site, as bytes: `mkdocs.yml`, everything under `site_config/theme/`, that of outputs of cells."""
    paths = [root / "mkdocs.yml", root / "exercises" / "atelier" / "atelier.css"]
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
