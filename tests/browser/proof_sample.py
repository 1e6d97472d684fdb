"""The pages of the attestation and of its check, as the sound course stages them, in the site's look; without an engine.

The course they know of has fourteen modules with long titles: what must still print on one page.
"""

from __future__ import annotations

import json
import re
import shutil
from html import escape
from pathlib import Path

from support import courses

TITLES = (
    "Anonymiser n’est pas masquer : ce qu’un fichier dit encore des personnes",
    "Mutualiser et partager la facture entre communes d’un même territoire",
    "Des services urbains sobres : l’éclairage public",
    "Choisir un logiciel",
)
MODULES = [
    {
        "id": f"m{n}", "title": f"{TITLES[n % len(TITLES)]} ({n + 1})", "theme": "eau", "url": f"m{n}/", "minutes": 57,
        "summary": "", "prerequisites": [], "objectives": [], "express": None, "exercises": [],
        "lessons": [
            {"id": f"l{k}", "title": "Leçon", "url": "", "minutes": 6, "kind": "notion"} for k in range(6)
        ],
        "quiz": {"id": f"m{n}-quiz", "title": "Quiz", "url": f"m{n}/quiz/", "minutes": 8,
                 "questions": [{"id": f"q{k}", "kind": "single", "objective": "o", "tries": 2, "recall": False}
                               for k in range(8)]},
    }
    for n in range(14)
]  # fmt: skip
INDEX = {
    "format": 1, "course": "essai", "version": "2026.11", "updated": "2026-11-23", "edition": "default",
    "title": "Parcours : la ville intelligente à portée de décision", "language": "fr", "audience": "elus",
    "audienceName": "Élues et élus", "authority": "", "modules": MODULES, "pages": {}, "themes": [],
}  # fmt: skip
FRAME = "body { margin: 0; background: var(--pc-paper); color: var(--pc-ink); font-family: var(--pc-font); } a { color: var(--pc-accent); }"
"""What the theme's own sheet says of every page."""
STYLES = (
    "frame.css",
    "tokens.css",
    "site.css",
    "content.css",
    "buttons.css",
    "course.css",
    "print.css",
    "learner/attestation.css",
)
PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>{title}</title><meta name="viewport" content="width=device-width">
<link rel="icon" href="/assets/mark.svg">{styles}</head>
<body data-md-color-scheme="{scheme}"><header class="md-header"><p>En-tête du site</p></header><main class="md-main">
<div class="md-main__inner"><div class="md-content"><article class="md-content__inner md-typeset">
{body}
</article></div></div></main><footer class="md-footer"><p>Pied du site</p></footer>
<script type="application/json" id="pc-learner">{learner}</script>
<script type="module" src="/assets/learner/{script}.js"></script></body></html>
"""
PAGES = {"attestation": "attestation-page", "verifier-une-attestation": "verify"}


def write_site(root: Path, folder: Path) -> Path:
    """The two pages at `<page>/<scheme>.html` in `folder`, their scripts and styles in `assets/`."""
    assets = folder / "assets"
    shutil.copytree(root / "site_config/theme/assets/parcours", assets)
    shutil.copytree(root / "generator/browser/learner", assets / "learner")
    (assets / "frame.css").write_text(FRAME, encoding="utf-8")
    (assets / "qr").mkdir()
    for name in ("index.js", "decode.js"):
        shutil.copy(root / "node_modules/qr" / name, assets / "qr" / name)
    (folder / "course.json").write_text(json.dumps(INDEX), encoding="utf-8")
    tree = courses.staged(courses.sound_course())["fr/elus"]
    learner = json.dumps({"course": "essai", "index": "/course.json", "variant": "/", "root": "/"})
    styles = "".join(f'<link rel="stylesheet" href="/assets/{name}">' for name in STYLES)
    for name, script in PAGES.items():
        _, _, text = courses.page(tree, f"{name}.md").split("---\n", 2)
        title, _, rest = text.strip().partition("\n")
        # The authority's own words, which the sound course does not give.
        rest = re.sub(r'data-authority="[^"]*"', 'data-authority="Commune d’Essai"', rest)
        rest = re.sub(r'data-address="[^"]*"', 'data-address="1 place de la Mairie, 21000 Essai"', rest)
        body = f"<h1>{escape(title.removeprefix('# '))}</h1>{rest}"
        (folder / name).mkdir()
        for scheme in ("default", "slate"):
            html = PAGE.format(
                title=name, styles=styles, body=body, scheme=scheme, learner=learner, script=script
            )
            (folder / name / f"{scheme}.html").write_text(html, encoding="utf-8")
    return folder
