"""A small course with two modules, its quiz pages, and the pages where a learner is placed and plans.

Lives here: the folder a server shows. The second module builds on the first; each has two objectives.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from quiz_sample import MULTIPLE, NUMERIC, PAGE_CSS, SCRIPTS, SINGLE, TOKENS, TRUE_FALSE, quiz, write_page

from generator.model import Question
from generator.renderers.pages.learner import PAGES
from generator.renderers.pages.learner.recording import words_of
from generator.renderers.pages.quizzes import kind_of
from generator.renderers.pages.writing import Writer

HTML = """<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="../favicon.ico">
<link rel="stylesheet" href="../tokens.css">
<link rel="stylesheet" href="../page.css">
{styles}
<script type="application/json" id="pc-learner">{told}</script>
<script type="module" src="../learner/learner.js"></script>
{scripts}
</head>
<body data-md-color-scheme="{scheme}">
<main class="md-content__inner md-typeset">
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""
LOOK = """
.pc-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
a { color: var(--pc-accent); }
"""


def module(identity: str, title: str, needs: list[str], *questions: Question) -> dict[str, Any]:
    """A module as `course.json` tells of it: half an hour in full, ten minutes by its express path."""
    goals = list(dict.fromkeys(question.stem.objective for question in questions))
    return {
        "id": identity, "title": title, "summary": "", "theme": f"t{identity}", "url": f"{identity}/", "minutes": 30,
        "prerequisites": needs,
        "objectives": [{"id": goal, "statement": f"savoir {goal}", "competence": "1.1"} for goal in goals],
        "lessons": [{"id": "one", "title": "Une leçon", "url": f"{identity}/one/", "minutes": 20, "kind": "notion"}],
        "express": {"id": "express", "title": "Express", "url": f"{identity}/express/", "minutes": 10},
        "exercises": [],
        "quiz": {"id": f"{identity}-quiz", "title": "Quiz", "url": f"{identity}/quiz/", "minutes": 8, "questions": [
            {"id": q.stem.id, "kind": kind_of(q), "objective": q.stem.objective, "tries": q.stem.tries, "recall": False}
            for q in questions
        ]},
    }  # fmt: skip


QUIZZES = {"m1": (SINGLE, MULTIPLE), "m2": (TRUE_FALSE, NUMERIC)}
MODULES = [
    module("m1", "Premier module", [], *QUIZZES["m1"]),
    module("m2", "Second module", ["m1"], *QUIZZES["m2"]),
]
COURSE = {
    "format": 1, "course": "parcours", "version": "1", "title": "Cours", "language": "fr", "audience": "elus",
    "audienceName": "Élues et élus", "themes": [{"id": f"t{m['id']}", "title": f"Thème {m['id']}", "url": ""} for m in MODULES],
    "modules": MODULES,
    "pages": {kind: f"{kind}/" for kind in PAGES},
}  # fmt: skip


def writer() -> Writer:
    """What writes the pages of the small course."""
    chapters = [
        SimpleNamespace(
            id=m["id"],
            title=m["title"],
            minutes=m["minutes"],
            prerequisites=m["prerequisites"],
            express=SimpleNamespace(id="express", minutes=10),
        )
        for m in MODULES
    ]
    variant = SimpleNamespace(language="fr", glossary=(), chapters=chapters, audience_name="Élues et élus")
    paths: dict[tuple[str, ...], str] = {("module", m["id"]): f"{m['id']}/index.md" for m in MODULES}
    paths |= {("lesson", m["id"], "express"): f"{m['id']}/express.md" for m in MODULES}
    paths |= {(each,): f"{each}.md" for each in PAGES}
    return Writer(variant, paths, site=None)  # type: ignore[arg-type]  (these pages say nothing of the authority)


def body_of(kind: str) -> str:
    """What the renderer writes of a page, under its title."""
    own = writer()
    html = own.fill("learner/plan.html.j2", SimpleNamespace(url=f"{kind}/"), **own.plan())  # type: ignore[arg-type]  (of a page only its address is asked)
    if kind == "mine":  # the plan alone: the rest of that page has its own tests
        return html
    return own.learner(SimpleNamespace(url=f"{kind}/"), PAGES[kind]).partition("\n")[2]  # type: ignore[arg-type]  (of a page only its address is asked)


def told_of(kind: str) -> Mapping[str, Any]:
    return {
        "course": "parcours", "version": "1", "kind": kind, "language": "fr", "audience": "elus", "module": None,
        "lesson": None, "exercise": None, "index": "../course.json", "variant": "../", "root": "../", "kept": "../kept/",
        "words": dict(words_of(kind, "fr")),
    }  # fmt: skip


def write_site(folder: Path) -> None:
    """The pages `mine/` and `placement/` (and each as `dark.html`), the quizzes, `course.json`, scripts and styles."""
    for name in ("learner", "quiz"):
        shutil.copytree(SCRIPTS.parent / name, folder / name, dirs_exist_ok=True)
    (folder / "tokens.css").write_text(TOKENS.read_text("utf-8"), encoding="utf-8")
    buttons = TOKENS.with_name("buttons.css").read_text("utf-8")
    (folder / "page.css").write_text(PAGE_CSS + LOOK + buttons, encoding="utf-8")
    (folder / "favicon.ico").write_bytes(b"")
    (folder / "course.json").write_text(json.dumps(COURSE), encoding="utf-8")
    for identity, questions in QUIZZES.items():
        (folder / identity / "quiz").mkdir(parents=True)
        write_page(folder / identity / "quiz", quiz(*questions, identity=f"{identity}-quiz"))
    for kind in ("mine", "placement"):
        page = PAGES[kind]
        (folder / kind).mkdir()
        own = {"scripts": ("learner/plan.js",), "styles": ("learner/plan.css",)}
        scripts, styles = (
            (page.scripts, page.styles) if kind == "placement" else (own["scripts"], own["styles"])
        )
        for name, scheme in (("index.html", "default"), ("dark.html", "slate")):
            text = HTML.format(
                title=page.words["fr"]["title"],
                told=json.dumps(told_of(kind)),
                scheme=scheme,
                body=body_of(kind),
                styles="\n".join(f'<link rel="stylesheet" href="../{path}">' for path in styles),
                scripts="\n".join(f'<script type="module" src="../{path}"></script>' for path in scripts),
            )
            (folder / kind / name).write_text(text, encoding="utf-8")
