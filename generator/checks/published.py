"""Rules over each edition: a link sound in the course may be dead in one edition."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator import texts
from generator.checks.addresses import LEGAL, OWN
from generator.checks.texts_of import quiz_texts
from generator.diagnostics import Diagnostic, Place, did_you_mean, listed
from generator.editions import select, selectable
from generator.model import Chapter, Course, Variant

Pages = Mapping[str, frozenset[str] | None]
"""Staged pages and files of a variant with their anchors (`None`: anchors are not known)."""


class Link(NamedTuple):
    """A relative link: the author's file, what is written, the staged page it stands on."""

    origin: str
    target: str
    page: str

    @property
    def path(self) -> str:
        """The staged page or file the link names."""
        name = self.target.partition("#")[0]
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.page), name)) if name else self.page

    @property
    def anchor(self) -> str:
        return self.target.partition("#")[2]


def slug(heading: str) -> str:
    """The anchor engines give a heading (Python-Markdown's `toc.slugify`)."""
    plain = re.sub(r"[*_`]|\[@[^\]]*\]", "", texts.plain_slots(heading))
    plain = re.sub(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]|\[([^\]]*)\]\([^)]*\)", r"\1\2", plain)
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_only).strip().lower())


def links(course: Course) -> Iterator[Diagnostic]:
    """dead-link: relative links of every text, in every variant of every edition."""
    dead: dict[Link, dict[str, Pages]] = defaultdict(dict)
    where: dict[Link, set[str]] = defaultdict(set)
    for spec in course.editions.values():
        if not selectable(course, spec):
            continue
        for variant in select(course, spec).variants:
            name = f"{spec.name} ({variant.path})"
            pages = _pages(variant)
            for page, text, origin in _texts(variant):
                for target in _targets(text) if "](" in text else ():
                    link = Link(origin, target, page)
                    where[link].add(name)
                    if not _alive(link, pages) and not _told(course, link):
                        dead[link][name] = pages
    for link, names in sorted(dead.items()):
        yield _fault(course, link, names, everywhere=set(names) == where[link])


def _told(course: Course, link: Link) -> bool:
    """Whether the page is missing because of a fault told elsewhere: a broken file, no translation, no theme."""
    stem = posixpath.splitext(link.path)[0]
    folder = posixpath.dirname(link.path)
    module = next((m for m in course.modules.values() if m.slug == folder), None)
    if f"course/{folder}/module.yml" in course.broken or (module and module not in course.modules_in_order):
        return True
    files = [f"course/{stem}.{language}.{kind}" for language in course.languages for kind in ("md", "yml")]
    if any(f in course.broken for f in files):
        return True
    here = next((lang for lang in course.languages if f".{lang}." in link.origin), "")
    exercise = f"exercises/{posixpath.basename(stem)}"
    if f"{exercise}/exercise.yml" in course.broken:
        return True
    files += [f"{exercise}/notebook.{language}.md" for language in course.languages]
    twins = [f for f in files if f in course.sources]
    return bool(twins) and not any(f".{here}." in f for f in twins)


def _fault(course: Course, link: Link, names: Mapping[str, Pages], *, everywhere: bool) -> Diagnostic:
    message = f"'{link.target}' leads nowhere"
    if not everywhere:
        hint = "name a page that every edition and audience has, or put the link in a passage for those who have it"
        return Diagnostic("dead-link", message, _place(course, link), hint, ", ".join(sorted(names)))
    pages = next(iter(names.values()))
    if link.path in pages:
        anchors = pages[link.path] or frozenset()
        known = (
            f"anchors of that page: {listed(anchors)}" if anchors else "that page has no heading to point to"
        )
        return Diagnostic(
            "dead-link",
            f"{message}: no such heading",
            _place(course, link),
            did_you_mean(link.anchor, anchors, otherwise=known),
        )
    start = posixpath.dirname(link.page) or "."
    names_of = {posixpath.relpath(page, start) for page in pages}
    plain = link.target.partition("#")[0]
    if plain.startswith("www."):
        hint = f"the address of another site begins with https: 'https://{link.target}'"
    else:
        otherwise = "a link names a lesson's file without its language: 02-notion.md"
        hint = did_you_mean(plain, names_of, otherwise=otherwise)
    return Diagnostic("dead-link", message, _place(course, link), hint)


def _place(course: Course, link: Link) -> Place:
    """Where the link is written: the first time its target stands in its file, or in a passage that overlays add."""
    ending = f".{link.origin.split('.')[-2]}.md" if link.origin.endswith(".md") else ""
    added = (x.place.path for overlay in course.overlays.values() for x in overlay.passages)
    for path in (link.origin, *(path for path in added if ending and path.endswith(ending))):
        for number, line in enumerate(course.sources.get(path, ()), 1):
            found = re.search(rf"\]\(\s*<?\s*({re.escape(link.target)})(?=[\s)>\"])", line)
            if found:
                return Place(path, number, found.start(1) + 1, len(link.target))
    return Place(link.origin)


def _pages(variant: Variant) -> Pages:
    own = (*OWN[variant.language], *LEGAL[variant.language])
    pages: dict[str, frozenset[str] | None] = {f"{name}.md": None for name in ("index", *own)}
    for part in variant.parts:
        pages[f"{part.slug}/index.md"] = None
    for page in variant.pages:
        pages[f"{page.slug}.md"] = _anchors(page.text)
    for chapter in variant.chapters:
        pages[f"{chapter.slug}/index.md"] = None
        if chapter.quiz:
            pages[f"{chapter.slug}/quiz.md"] = frozenset(f"q-{q.stem.id}" for q in chapter.quiz.questions)
        for worksheet in chapter.worksheets:
            pages[f"{chapter.slug}/{worksheet.slug}.md"] = None
        for name in chapter.images:
            pages[f"{chapter.slug}/images/{name}"] = None
        for section in (*chapter.sections, *([chapter.express] if chapter.express else [])):
            pages[f"{chapter.slug}/{section.slug}.md"] = _anchors(section.text)
        if chapter.notes is not None:
            pages[f"{chapter.slug}/trainer.md"] = _anchors(chapter.notes)
    return pages


@lru_cache(maxsize=1 << 14)  # most lessons are the same for all audiences, and in several editions
def _anchors(text: str) -> frozenset[str]:
    """Anchors of a page's headings; engines number those that repeat."""
    seen: dict[str, int] = {}
    out = set()
    code = texts.fenced_lines(text)
    for number, line in enumerate(text.split("\n")):
        found = texts.HEADING.match(line) if number not in code else None
        if found:
            name = slug(found.group(2))
            out.add(f"{name}_{seen[name]}" if name in seen else name)
            seen[name] = seen.get(name, 0) + 1
    return frozenset(out)


def _texts(variant: Variant) -> Iterator[tuple[str, str, str]]:
    """Staged page, final text and author's file of everything that may hold a link."""
    for chapter in variant.chapters:
        yield from _chapter_texts(chapter, variant.language)
    for page in variant.pages:
        yield f"{page.slug}.md", page.text, page.place.path
    if variant.thread:
        for text in (variant.thread.intro, *(step.text for step in variant.thread.steps)):
            yield "index.md", text, "course/course.yml"
    for question in variant.unsettled:
        yield "index.md", question.text, "course/unsettled.yml"
    for term in variant.glossary:
        yield f"{OWN[variant.language][0]}.md", term.definition, term.place.path


def _chapter_texts(chapter: Chapter, language: str) -> Iterator[tuple[str, str, str]]:
    for section in (*chapter.sections, *([chapter.express] if chapter.express else [])):
        yield f"{chapter.slug}/{section.slug}.md", section.text, section.origin.path
    if chapter.quiz:
        for text, _ in quiz_texts(chapter.quiz):
            yield f"{chapter.slug}/quiz.md", text, chapter.quiz.place.path
    if chapter.notes is not None:
        yield f"{chapter.slug}/trainer.md", chapter.notes, f"course/{chapter.slug}/trainer.{language}.md"


@lru_cache(maxsize=1 << 14)
def _targets(text: str) -> tuple[str, ...]:
    out, images = [], texts.marks(text, "image")
    for target, offset in texts.targets(text):
        # Addresses of the web and unsafe ones have their own rule; so have images.
        outside = ":" in target.split("/")[0] or target.startswith("/") or not target
        if not outside and not any(i.start < offset < i.start + len(i.text) for i in images):
            out.append(target)
    return tuple(out)


def _alive(link: Link, pages: Pages) -> bool:
    if link.path not in pages:
        return False
    anchors = pages[link.path]
    return not link.anchor or anchors is None or link.anchor in anchors
