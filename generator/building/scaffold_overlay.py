"""Scaffold of an overlay: its folder, a first local passage, and an edition that names it; it passes `check` at once.

Lives here: what a new overlay says. The rest of the scaffolds are in `scaffold`, whose habits hold here too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from generator import texts
from generator.building.faults import OperatorError
from generator.building.scaffold import Scaffold, flow, module_named
from generator.diagnostics import did_you_mean, listed
from generator.model import Course, Lesson, Module

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_HEAD = """\
# What is laid over the shared course for a territory or an authority: docs/formats/overlay.md.
# Beside this file: site.yml (the authority's own values), references.yml, glossary.<language>.yml, and one folder per
# module, named as in course/, with lessons (NN-slug.<language>.md) and passages (passage-slug.<language>.md).
# Learners read the title on every page that the overlay changes: say whose words these are.
title: {title}
"""

_PASSAGE: Mapping[str, str] = {
    "fr": """\
## Chez nous

Dites ici ce que la page ne peut pas savoir : une décision de votre conseil, le nom du service à appeler, un chiffre
de chez vous avec sa source. Ce texte s'ajoute à la page commune, sans la changer.
""",
    "en": """\
## In our territory

Say here what the page cannot know: a decision of your council, which department to call, a figure of your own with
its source. This text is added to the shared page, and leaves it as it is.
""",
}


def new_overlay(project: Path, course: Course, name: str, module: str = "", lesson: str = "") -> Scaffold:
    """An overlay with one passage at the end of a lesson, or with a copy of a lesson to adapt, and its edition.

    To an overlay that exists, a module or a lesson adds such a text.

    Args:
        project: the project's folder.
        course: the course as read a moment ago.
        name: the overlay's folder; also the name of its edition.
        module: id or folder of the module it begins with; the first one when left out.
        lesson: id of a lesson to copy and adapt; a passage is added to the module's first lesson when left out.

    Raises:
        OperatorError: the name is taken or cannot be one, or the module or the lesson does not exist.
    """
    if not _NAME.fullmatch(name) or len(name) > 60:
        raise OperatorError(f"'{name}' cannot name an overlay", "use lower case letters, digits and hyphens")
    folder = f"site_config/overlays/{name}"
    if (project / folder).exists():
        return _one_more(project, course, name, module, lesson)
    if name in course.editions:
        raise OperatorError(f"There is already an edition called '{name}'", "choose another name")
    if not course.editions:
        raise OperatorError("The course has no edition", "write one in site_config/editions.yml first")
    title = name.replace("-", " ").capitalize()
    files = {f"{folder}/overlay.yml": _HEAD.format(title=flow(dict.fromkeys(course.languages, title)))}
    if module or lesson or course.modules_in_order:
        owner = module_named(course, module) if module else _first(course)
        files |= _copy(project, course, owner, folder, lesson) if lesson else _passage(course, owner, folder)
    files["site_config/editions.yml"] = _with_edition(project, course, name, title)
    return Scaffold(files)


def _one_more(project: Path, course: Course, name: str, module: str, lesson: str) -> Scaffold:
    """A text more in an overlay that exists; nothing that it holds is touched."""
    folder = f"site_config/overlays/{name}"
    if not module:
        raise OperatorError(
            f"'{folder}' already exists",
            f"choose another name, or add to it: parcours new overlay {name} MODULE LESSON",
        )
    owner = module_named(course, module)
    files = _copy(project, course, owner, folder, lesson) if lesson else _passage(course, owner, folder)
    for path in files:
        if (project / path).exists():
            raise OperatorError(f"'{path}' already exists", "edit that one, or copy it under another name")
    return Scaffold(files)


def _first(course: Course) -> Module:
    if not course.modules_in_order:
        raise OperatorError("The course has no module yet", "start one with `parcours new module`")
    return course.modules_in_order[0]


def _passage(course: Course, module: Module, folder: str) -> dict[str, str]:
    files: dict[str, str] = {}
    digest = ""
    for language in course.languages:
        lessons = module.lessons.get(language, ())
        host = lessons[0] if lessons else None
        if host is None:
            continue
        matter = [f"lesson: {host.id}", "at: end"]
        matter += [f'source_digest: "{digest}"'] if digest else []
        matter += [f'shared_digest: "{host.own_digest}"']
        text = "\n".join(["---", *matter, "---", "", _PASSAGE[language]])
        files[f"{folder}/{module.slug}/passage-chez-nous.{language}.md"] = text
        digest = digest or texts.digest(text)
    return files


def _copy(project: Path, course: Course, module: Module, folder: str, lesson: str) -> dict[str, str]:
    """The shared lesson in every language, signed: what changes from there on is the overlay's own."""
    files: dict[str, str] = {}
    digest = ""
    for language in course.languages:
        original = _named(module.lessons.get(language, ()), lesson, module)
        text = (project / original.place.path).read_text(encoding="utf-8")
        text = _signed(text, "shared_digest", original.own_digest)
        if digest:
            text = _signed(text, "source_digest", digest)
        files[f"{folder}/{module.slug}/{original.slug}.{language}.md"] = text
        digest = digest or texts.digest(text)
    return files


def _signed(text: str, field: str, digest: str) -> str:
    from generator.building.translations import with_digest  # noqa: PLC0415  (it needs the checks, scaffolds do not)

    return with_digest(text, digest, ".md", field)


def _named(lessons: tuple[Lesson, ...], name: str, module: Module) -> Lesson:
    known = {lesson.slug: lesson for lesson in lessons} | {lesson.id: lesson for lesson in lessons}
    if name not in known:
        ids = [lesson.id for lesson in lessons]
        hint = did_you_mean(name, known, otherwise=f"lessons: {listed(ids)}")
        raise OperatorError(f"The module '{module.id}' has no lesson called '{name}'", hint)
    return known[name]


def _with_edition(project: Path, course: Course, name: str, title: str) -> str:
    """`editions.yml` with one edition more, for the territory of the first one."""
    text = (project / "site_config" / "editions.yml").read_text(encoding="utf-8")
    first = next(iter(course.editions.values()))
    titles = {
        language: f"{course.title.get(language, next(iter(course.title.values())))} – {title}"
        for language in course.languages
    }
    return (
        f"{text.rstrip()}\n"
        f"{name}:\n"
        f"  title: {flow(titles)}\n"
        f"  territory: {json.dumps(first.territory)}\n"
        f"  overlays: [{name}]\n"
    )
