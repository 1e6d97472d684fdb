"""Texts to take away: each lesson of kind `deliverable` as a clean Markdown file and as a Word document.

Lives here: the lesson's final text without what only a site can show (`plain`), as a Word document (`word`).
May not live here: taking the time out of the archive that such a document is (see `building.archives`), the links (see
`pages`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.model import Chapter, Edition, LessonKind, Section, Tree, Variant
from generator.renderers.common import takeaways
from generator.renderers.deliverables import plain

__all__ = ["Deliverables", "render"]


@dataclass(frozen=True, slots=True)
class Deliverables:
    """Files by their path from the root of the site; a Word document as its library saves it, with the time in it."""

    tree: Tree
    documents: Tree


def render(edition: Edition) -> Deliverables:
    """Every text to take away of an edition, in each of its variants."""
    from generator.renderers.deliverables import word  # noqa: PLC0415  (loading python-docx takes a fifth of a second)

    tree: dict[PurePosixPath, bytes] = {}
    documents: dict[PurePosixPath, bytes] = {}
    for variant in edition.variants:
        for chapter, section in _sections(variant):
            paper = plain.paper(edition, variant, chapter, section)
            stem = takeaways.deliverable(variant.path, chapter.slug, section.slug)
            tree[PurePosixPath(f"{stem}.txt")] = paper.markdown.encode()
            documents[PurePosixPath(f"{stem}.docx")] = word.document(paper)
    return Deliverables(tree, documents)


def _sections(variant: Variant) -> Iterator[tuple[Chapter, Section]]:
    for chapter in variant.chapters:
        for section in chapter.sections:
            if section.kind is LessonKind.DELIVERABLE:
                yield chapter, section
