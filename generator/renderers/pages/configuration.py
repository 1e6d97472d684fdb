"""What an engine is told of a variant: its name, its theme, its navigation, which pages stand apart from the path."""

from __future__ import annotations

import json
from collections.abc import Mapping

from generator import texts
from generator.model import Variant
from generator.renderers.common import policy, words
from generator.renderers.pages.learner import PAGES
from generator.renderers.pages.sheets import GLOSSARY, SOURCES, TERRITORY, WHOLE, Key, steps_of, theme_path


def configuration(variant: Variant, paths: Mapping[Key, str]) -> bytes:
    """`mkdocs.yml`: what differs from the project's own, which it inherits as `base.yml`."""
    values = {
        "INHERIT": "base.yml",
        "site_name": texts.plain_slots(variant.title),
        "docs_dir": "docs",
        "site_dir": "site",
        "hooks": [],
        "theme": {"custom_dir": "theme", "language": variant.language},
        "extra": {"policy": {"page": policy.PAGE, "python": policy.PYTHON}, "foreign": variant.foreign},
        "plugins": {"search": {"lang": [variant.language]}},
        "nav": _navigation(variant, paths),
        # Reached from the module's page or from the foot of every page, on purpose: not part of the path.
        "not_in_nav": "\n".join(f"/{path}" for key, path in sorted(paths.items()) if _apart(variant, key)),
    }
    text = (
        "# Written by parcours from site_config/editions.yml and mkdocs.yml: edit those. JSON is YAML too.\n"
    )
    return (text + json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()


def _navigation(variant: Variant, paths: Mapping[Key, str]) -> list[object]:
    """What previous, next and the outline follow. The express paths and the appendix stand apart."""
    nav: list[object] = [{words.word(variant.language, "home"): "index.md"}]
    for part in variant.parts:
        inside: list[object] = [theme_path(part)]
        for chapter in part.chapters:
            pages: list[object] = [paths["module", chapter.id]]
            pages += [{step.title: paths[step.key]} for step in steps_of(chapter)]
            if chapter.notes is not None:
                pages.append({words.word(variant.language, "notes"): paths["notes", chapter.id]})
            inside.append({chapter.title: pages})
        nav.append({part.title: inside})
    return nav


def _apart(variant: Variant, key: Key) -> bool:
    """Whether a page stands outside previous and next."""
    express = {("lesson", c.id, c.express.id) for c in variant.chapters if c.express}
    return (
        key in {GLOSSARY, SOURCES, TERRITORY, *WHOLE} or key[0] in PAGES or key[0] == "page" or key in express
    )
