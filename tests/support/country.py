"""A small course for a small country: six groupings of the real division, and passages for some of them.

Lives here: making the project's folder. The division is cut out of the project's own, so that figures are real.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from support.courses import restamp, sound_at

from generator.building import groupings
from generator.building.groupings import Filled, Printed, build_groupings
from generator.building.project import check_project
from generator.reading.division import DIVISION, PLAIN_DIVISION
from generator.reading.division_file import load

ROOT = Path(__file__).resolve().parents[2]
DIJON, BEAUNE, LYON, PAIR, ARRAS, CAMARGUE = (
    "242100410", "200006682", "200046977", "200060457", "200033579", "243000650",
)  # fmt: skip
"""A métropole, an agglomération, Lyon's own status, a grouping of two communes, a communauté urbaine, one of communes."""
COUNTRY = (DIJON, BEAUNE, LYON, PAIR, ARRAS, CAMARGUE)
ALONE = "85113"
"""A commune in no grouping: L'Île-d'Yeu."""

EDITION = """\
pays:
  title: {fr: "Petit parcours", en: "Small course"}
  territory: "242100410"
  audiences: [elus]
  modules: [a1]
"""
PASSAGES = {
    "fr": "\n::: when ca\nPassage des agglomérations, {{ territory.name }}.\n:::\n\n"
    "::: when metropole\nPassage des métropoles.\n:::\n\n::: when commune\nPassage {{ commune.of }}.\n:::\n",
    "en": "\n::: when ca\nPassage for agglomérations, {{ territory.name }}.\n:::\n\n"
    "::: when metropole\nPassage for métropoles.\n:::\n\n::: when commune\nPassage {{ commune.of }}.\n:::\n",
}


def cut(sirens: Collection[str]) -> dict[str, Any]:
    """The project's division with these groupings only, their communes, and one commune in none."""
    whole = load(ROOT / DIVISION).data
    groupings = [row for row in whole["groupings"] if row[0] in sirens]
    assert len(groupings) == len(sirens)
    kept = {code for row in groupings for code in row[3][::3]} | {ALONE}
    communes = {
        department: found
        for department, rows in whole["communes"].items()
        if (found := [row for row in rows if row[0] in kept])
    }
    return {
        **whole,
        "reference": "populations",
        "groupings": groupings,
        "communes": communes,
        "establishments": [],
        "former": [],
    }


def country_at(root: Path, sirens: Collection[str] = ()) -> Path:
    """A project at `root` (which must not exist) whose division has these groupings; without any, no division."""
    sound_at(root)
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "exercises/atelier", root / "exercises/atelier", ignore=_NOT_LOOK)
    shutil.copytree(ROOT / "site_config", root / "site_config", dirs_exist_ok=True, ignore=_NOT_LOOK)
    (root / "site_config/editions.yml").write_text(EDITION, "utf-8")
    if not sirens:
        (root / "site_config/editions.yml").write_text(EDITION.replace(DIJON, "200000001"), "utf-8")
        return root
    (root / "course/territories.yml").unlink()
    for language, passages in PASSAGES.items():
        lesson = root / f"course/alpha/03-chez-vous.{language}.md"
        lesson.write_text(lesson.read_text("utf-8") + passages, "utf-8")
    for notion in root.glob("course/alpha/02-notion.*.md"):
        # An attribute is no slot: nothing fills it again.
        notion.write_text(re.sub(r"!\[[^]]*\]", "![Lampe]", notion.read_text("utf-8")), "utf-8")
    restamp(root)
    give_division(root, sirens)
    return root


def give_division(root: Path, sirens: Collection[str]) -> None:
    """Put these groupings, and no others, in the project's division."""
    path = root / PLAIN_DIVISION
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(cut(sirens), ensure_ascii=False), "utf-8")


_NOT_LOOK = shutil.ignore_patterns("editions.yml", "__pycache__")


def press(root: Path, out: Path, told: Callable[[Filled], None] = lambda _: None) -> Printed:
    """`parcours build --all-groupings --edition pays`, in this process."""
    checked = check_project(root, out)
    assert checked.sound, checked.diagnostics
    return build_groupings(
        root, checked.sound, checked.sound.editions["pays"], checked.outputs, out=out, told=told
    )


def _die(step: Filled, last: int) -> None:
    if step.done == last:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":  # a program that is killed, whatever it is doing, after some groupings
    folder, build, count, moment = sys.argv[1:]
    if moment == "between":
        press(Path(folder), Path(build), lambda step: _die(step, int(count)))
    else:  # in the middle of a site: the first files of the next one are there
        written = groupings.Press.print_one
        seen = []

        def print_one(self: groupings.Press, *args: Any) -> bool:
            seen.append(args)
            if len(seen) > int(count):
                groupings._link = lambda *_: _die(Filled(1, 1, "", reused=False), 1)  # type: ignore[assignment]
            return written(self, *args)

        groupings.Press.print_one = print_one  # type: ignore[method-assign]
        press(Path(folder), Path(build))
