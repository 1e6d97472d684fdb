"""« Mon parcours » and the course's home page for the small course of `plan_sample`, and what a learner did of it.

Lives here: the pages a server shows, journals at three moments.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import plan_sample
from plan_sample import COURSE, HTML, MODULES, told_of
from quiz_sample import SCRIPTS

from generator.renderers.pages.learner import PAGES, home
from generator.renderers.pages.writing import as_json

CARDS = "".join(
    f'<li class="pc-card" data-module="{m["id"]}"><a class="pc-card__link" href="{m["id"]}/">{m["title"]}</a>'
    f'<p class="pc-meta"><span>30 min</span> <span>3 étapes</span></p></li>'
    for m in MODULES
)
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def write_site(folder: Path) -> None:
    """What `plan_sample` writes, with `mine/` whole (and dark as `mine/dark.html`) and the home page `start/`."""
    plan_sample.write_site(folder)
    style = "site_config/theme/assets/parcours"
    look = (SCRIPTS.parents[2] / style / "course.css").read_text("utf-8")
    (folder / "course.css").write_text(look, encoding="utf-8")
    writer = plan_sample.writer()
    page = PAGES["mine"]
    mine = writer.learner(SimpleNamespace(url="mine/"), page).partition("\n")[2]  # type: ignore[arg-type]  (of a page only its address is asked)
    own = {"words": writer.spoken(home.WORDS), "script": as_json(writer.spoken(home.SCRIPT_WORDS))}
    start = writer.fill("home-mine.html.j2", SimpleNamespace(url="start/"), own=own)  # type: ignore[arg-type]  (of a page only its address is asked)
    start += f'<h2>Les modules</h2><ul class="pc-cards">{CARDS}</ul>'
    for kind, body, scripts, styles in (
        ("mine", mine, page.scripts, page.styles),
        ("start", start, home.SCRIPTS, home.STYLES),
    ):
        (folder / kind).mkdir(exist_ok=True)
        for name, scheme in (("index.html", "default"), ("dark.html", "slate")):
            text = HTML.format(
                title=page.words["fr"]["title"],
                told=json.dumps({**told_of("mine"), "kind": kind}),
                scheme=scheme,
                body=body,
                styles="\n".join(
                    f'<link rel="stylesheet" href="../{path}">' for path in ("course.css", *styles)
                ),
                scripts="\n".join(f'<script type="module" src="../{path}"></script>' for path in scripts),
            )
            (folder / kind / name).write_text(text, encoding="utf-8")


# --- what a learner did ---------------------------------------------------------------------------------


class Journal:
    """Entries of some days ago, counted from now: what comes back today does not depend on the day of the test."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []

    def add(self, days: int, kind: str, module: str, **fields: Any) -> None:
        number = len(self.entries) + 1
        identity = "".join(LETTERS[number >> 5 * place & 31] for place in range(15, -1, -1))
        at = datetime.now(UTC) - timedelta(days=days) + timedelta(milliseconds=number)
        self.entries.append({
            "id": identity, "at": at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z",
            "course": COURSE["course"], "kind": kind, "module": module, **fields,
        })  # fmt: skip

    def read(self, days: int, module: str, lesson: str = "one") -> Journal:
        self.add(days, "read", module, lesson=lesson)
        return self

    def quiz(self, days: int, module: str, *scores: float) -> Journal:
        found = next(m for m in MODULES if m["id"] == module)["quiz"]["questions"]
        for question, score in zip(found, scores, strict=False):
            self.add(days, "answer", module, question=question["id"], answer="x", score=score, tries=2, done=True,
                     where="quiz")  # fmt: skip
        return self


def half() -> Sequence[dict[str, Any]]:
    """The first module finished three days ago, with one question missed; the second begun."""
    return Journal().read(4, "m1").quiz(3, "m1", 1, 0).read(0, "m2").entries


def done() -> Sequence[dict[str, Any]]:
    """Everything finished yesterday: nothing comes back yet."""
    return Journal().read(1, "m1").quiz(1, "m1", 1, 1).read(1, "m2").quiz(1, "m2", 1, 1).entries


def kept(entries: Sequence[dict[str, Any]]) -> str:
    """A script that has the device hold these entries before the page opens, unless it holds some already."""
    return (
        f"if (!localStorage.length) for (const entry of {json.dumps(list(entries))}) "
        "localStorage.setItem(`parcours.journal.${entry.course}.${entry.id}`, JSON.stringify(entry));"
    )
