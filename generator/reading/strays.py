"""Files that have no twin in another language, that are of no language of the course, or that nothing reads.

May not live here: what files say. Walking folders goes through `files`, which tells unsafe names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from generator.diagnostics import Place, did_you_mean, listed
from generator.reading.files import Files

LESSON = re.compile(r"^(\d\d-[a-z0-9-]+)\.([a-z]{2})\.(md)$")
"""Name of a lesson's file: its stem, its language, its ending. Patterns given to `twins` have these three groups."""
PAGE = re.compile(r"^([a-z0-9-]+)\.([a-z]{2})\.(md)$")
QUIZ = re.compile(r"^(quiz|glossary)\.([a-z]{2})\.(yml)$")
TRAINER = re.compile(r"^(trainer)\.([a-z]{2})\.(md)$")

NOT_MODULES = frozenset({"pages", "territories"})
"""Folders of course/ that hold something else."""

_NOT_COURSE = re.compile(r"(?i)^(?:readme|licen[cs]e)(?:\..*)?$")
_OF_COURSE = ("course.yml", "references.yml", "unsettled.yml", "obligations.yml", "territories.yml")
_OF_MODULE = ("module.yml", "figures.yml", "references.yml")
_OF_SITE = ("editions.yml", "site.yml")


def twins(files: Files, folder: str, pattern: re.Pattern[str], languages: Sequence[str]) -> None:
    """Every localised file of a folder exists in every language."""
    there: dict[tuple[str, str], set[str]] = {}
    for name in files.entries(folder):
        if found := pattern.match(name):
            stem, language, ending = found.groups()
            there.setdefault((stem, ending), set()).add(language)
    for (stem, ending), langs in sorted(there.items()):
        for lang in languages if langs & set(languages) else ():
            if lang not in langs:
                has = min(langs & set(languages))
                twin = f"{stem}.{lang}.{ending}"
                files.untranslated.add(f"{folder}/{twin}")
                files.fault("missing-translation", f"'{twin}' does not exist", Place(f"{folder}/{stem}.{has}.{ending}"),
                            f"translate this file as '{twin}'")  # fmt: skip
        for lang in sorted(langs - set(languages)):
            files.foreign.append((lang, Place(f"{folder}/{stem}.{lang}.{ending}")))


def module_folders(files: Files) -> list[str]:
    """Folders of course/ but its own; one that has the name of a file, or cannot be read, is told as such."""
    out = []
    for slug in files.entries("course"):
        folder = f"course/{slug}"
        if slug in NOT_MODULES or slug.endswith((".yml", ".md")) or not files.is_folder(folder):
            continue
        files.entries(folder)
        if folder in files.broken:
            files.broken |= {f"{folder}/module.yml", f"{folder}/references.yml"}
        else:
            out.append(slug)
    return out


def foreign(files: Files, languages: Iterable[str]) -> None:
    """Files in a language that the course does not list: one fault for each language, at the first of its files."""
    by_language = defaultdict[str, list[Place]](list)
    for language, place in files.foreign:
        by_language[language].append(place)
    for language, places in by_language.items():
        more = f" ({len(places)} files are written in it)" if len(places) > 1 else ""
        hint = f"languages: {listed(languages)}"
        if more:
            hint += "; to publish in one language only, say so in an edition, not in course.yml"
        files.fault(
            "missing-translation", f"'{language}' is not a language of the course{more}", min(places), hint
        )


def ignored(files: Files, languages: Sequence[str]) -> None:
    """Files among those of the course that no part of the program reads."""
    glossaries = [f"glossary.{lang}.yml" for lang in languages]
    modules = module_folders(files)
    _told(files, "course", (*_OF_COURSE, *glossaries), (QUIZ,), folders=("pages", "territories", *modules))
    _told(files, "course/pages", (), (PAGE,))
    _told(files, "site_config", _OF_SITE, (), folders=("overlays", "theme"), others=True)
    own = [
        *glossaries,
        *(f"{name}.{lang}.{end}" for lang in languages for name, end in (("quiz", "yml"), ("trainer", "md"))),
    ]
    for slug in modules:
        _told(files, f"course/{slug}", (*_OF_MODULE, *own), (LESSON, QUIZ, TRAINER), folders=("images",))


def _told(
    files: Files, folder: str, known: Sequence[str], patterns: Sequence[re.Pattern[str]],
    *, folders: Sequence[str] = (), others: bool = False,
) -> None:  # fmt: skip
    """Tell what a folder holds besides names that are read; `others`: only what looks like one of them."""
    told = {d.place.path for d in files.found}
    renamed = {d.hint.split("'")[1] for d in files.found if d.hint.startswith("rename '")}
    for name in files.entries(folder):
        path = f"{folder}/{name}"
        is_folder = files.is_folder(path)
        read = name in folders if is_folder else name in known or any(p.match(name) for p in patterns)
        if (
            read
            or path in told
            or name in renamed
            or _NOT_COURSE.match(name)
            or (is_folder and name in known)
        ):
            continue
        if others and (is_folder or not name.lower().endswith((".yml", ".yaml"))) and name not in folders:
            continue
        hint = did_you_mean(name, (*known, *folders), otherwise="")
        if PAGE in patterns:
            hint = "pages are named 'slug.language.md', e.g. 'about.en.md'"
        elif LESSON in patterns and not hint:
            hint = "lessons are named 'NN-slug.language.md', e.g. '01-situation.fr.md'"
        files.fault("ignored-file", f"nothing reads this {'folder' if is_folder else 'file'}", Place(path),
                    hint or "rename it, move it out of the course, or begin its name with '_' to keep it aside")  # fmt: skip
