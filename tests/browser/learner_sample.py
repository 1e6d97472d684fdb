"""A page of the learner's own as it is published, without the rest of the site: for tests in a real browser.

Lives here: the page, what it says of itself to its scripts, a course of one module, the folder a server shows.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator import texts
from generator.renderers.pages.learner import PAGES

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "site_config" / "theme" / "assets" / "parcours"
TEMPLATES = ROOT / "generator" / "renderers" / "templates" / "pages"
COURSE = {
    "format": 1,
    "course": "parcours",
    "version": "2026.11",
    "modules": [
        {
            "id": "a2",
            "title": "Rendre des données anonymes",
            "lessons": [{"id": "tests", "title": "Trois tests"}],
            "express": None,
            "quiz": {"id": "a2-quiz", "title": "Quiz", "questions": []},
            "exercises": [{"id": "anonymat", "title": "Mesurer l’anonymat", "settings": {"k": "Seuil"}}],
        }
    ],
}
PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="tokens.css">
<link rel="stylesheet" href="page.css">{styles}</head>
<body data-md-color-scheme="{scheme}"><main class="md-typeset"><h1>{title}</h1>
{body}</main>
<script type="application/json" id="pc-learner">{told}</script>{scripts}</body></html>
"""
STYLE = """body { margin: 1rem; background: var(--pc-paper); color: var(--pc-ink); font: 17px/1.55 var(--pc-font); }
a { color: var(--pc-accent); } [hidden] { display: none !important; }
details { border-left: 4px solid var(--pc-accent); padding: 0 1em; margin: .6em 0; } summary { min-height: 28px; cursor: pointer; }
"""


def publish(folder: Path, kind: str, language: str = "fr") -> Path:
    """A folder with the page, light (`index.html`) and dark (`dark.html`), and what it loads."""
    page = PAGES[kind]
    words = {key: texts.typeset(text, language) for key, text in page.words[language].items()}
    script = {key: texts.typeset(text, language) for key, text in page.script_words.get(language, {}).items()}
    engine = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    body = engine.get_template(f"learner/{kind}.html.j2").render(
        lang=language, words=words, script=json.dumps(script), href=lambda *_: "#"
    )
    told = {"course": "parcours", "kind": kind, "language": language, "index": "course.json"}
    told |= {"root": "./", "variant": "./", "words": {}}
    folder.mkdir(parents=True, exist_ok=True)
    for name, scheme in {"index": "default", "dark": "slate"}.items():
        (folder / f"{name}.html").write_text(
            PAGE.format(
                language=language,
                title=words["title"],
                scheme=scheme,
                body=body,
                told=json.dumps(told),
                styles="".join(f'<link rel="stylesheet" href="{sheet}">' for sheet in page.styles),
                scripts="".join(f'<script type="module" src="{path}"></script>' for path in page.scripts),
            ),
            encoding="utf-8",
        )
    (folder / "page.css").write_text(STYLE + (THEME / "buttons.css").read_text("utf-8"), encoding="utf-8")
    (folder / "course.json").write_text(json.dumps(COURSE), encoding="utf-8")
    shutil.copy(THEME / "tokens.css", folder)
    shutil.copytree(THEME / "fonts", folder / "fonts")
    for part in ("learner",):
        shutil.copytree(ROOT / "generator" / "browser" / part, folder / part)
    return folder
