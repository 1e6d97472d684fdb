"""Rules over each edition: a link sound in the course may be dead in one edition."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

from generator import texts
from generator.diagnostics import Diagnostic, Place, did_you_mean
from generator.editions import select
from generator.model import Chapter, Course, EditionSpec, Variant


def slug(heading: str) -> str:
    """The anchor engines give a heading (Python-Markdown's `toc.slugify`)."""
    plain = re.sub(r"[*_`]|\[@[^\]]*\]", "", texts.plain_slots(heading))
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", plain)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_only).strip().lower())


def links(course: Course) -> Iterator[Diagnostic]:
    """dead-link: relative links of lessons, in every variant of every edition."""
    dead: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    where: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for spec in course.editions.values():
        if not _selectable(course, spec):
            continue
        for variant in select(course, spec).variants:
            name = f"{spec.name} ({variant.path})"
            pages = _pages(variant)
            for chapter in variant.chapters:
                for path, text, origin in _texts(chapter):
                    for target in _targets(text):
                        key = (origin, target, path)
                        where[key].add(name)
                        if not _alive(target, path, pages):
                            dead[key].add(name)
    for key, names in sorted(dead.items()):
        yield _fault(course, key, names, everywhere=names == where[key])


def _selectable(course: Course, spec: EditionSpec) -> bool:
    return (
        spec.territory in course.territories
        and set(spec.languages) <= set(course.languages)
        and set(spec.audiences) <= set(course.audience_by_id)
    )


def _fault(course: Course, key: tuple[str, str, str], names: set[str], *, everywhere: bool) -> Diagnostic:
    origin, target, _ = key
    place = Place(origin)
    for number, line in enumerate(course.sources.get(origin, ()), 1):
        column = line.find(f"]({target}")
        if column >= 0:
            place = Place(origin, number, column + 3, len(target))
            break
    siblings = [f.split("/")[-1] for f in course.sources if posixpath.dirname(f) == posixpath.dirname(origin)]
    names_of = {re.sub(r"\.[a-z]{2}\.md$", ".md", s) for s in siblings if s.endswith(".md")} | {
        "index.md",
        "quiz.md",
    }
    hint = (
        did_you_mean(target.split("#")[0], names_of)
        or "a link names a lesson's file without its language: 02-notion.md"
    )
    if not everywhere:
        hint = (
            "put the link in a passage for the audience that has the target, or name a page every edition has"
        )
    return Diagnostic(
        "dead-link", f"'{target}' leads nowhere", place, hint, "" if everywhere else ", ".join(sorted(names))
    )


def _pages(variant: Variant) -> Mapping[str, frozenset[str] | None]:
    """Staged pages and files of a variant with their anchors (`None`: anchors are not known)."""
    pages: dict[str, frozenset[str] | None] = {}
    for chapter in variant.chapters:
        pages[f"{chapter.slug}/index.md"] = None
        if chapter.quiz:
            pages[f"{chapter.slug}/quiz.md"] = frozenset(f"q-{q.stem.id}" for q in chapter.quiz.questions)
        for name in chapter.images:
            pages[f"{chapter.slug}/images/{name}"] = None
        for section in (*chapter.sections, *([chapter.express] if chapter.express else [])):
            pages[f"{chapter.slug}/{section.slug}.md"] = _anchors(section.text)
        if chapter.notes is not None:
            pages[f"{chapter.slug}/trainer.md"] = _anchors(chapter.notes)
    return pages


def _anchors(text: str) -> frozenset[str]:
    lines = (texts.HEADING.match(line) for line in text.split("\n"))
    return frozenset(slug(found.group(2)) for found in lines if found)


def _texts(chapter: Chapter) -> Iterator[tuple[str, str, str]]:
    for section in (*chapter.sections, *([chapter.express] if chapter.express else [])):
        yield f"{chapter.slug}/{section.slug}.md", section.text, section.origin.path


def _targets(text: str) -> Iterator[str]:
    for token in texts.tokens(text):
        if token.kind == "link" and (found := texts.LINK.fullmatch(token.text)):
            target = found.group(2)
            if ":" not in target.split("/")[0] and target:
                yield target


def _alive(target: str, path: str, pages: Mapping[str, frozenset[str] | None]) -> bool:
    name, _, anchor = target.partition("#")
    full = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else path
    if full not in pages:
        return False
    anchors = pages[full]
    return not anchor or anchors is None or anchor in anchors
