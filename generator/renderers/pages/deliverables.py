"""Links to the files of a text to take away, in the page of its lesson. The files themselves: `renderers.deliverables`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator import texts
from generator.model import Chapter, Edition, LessonKind, Section, Variant
from generator.renderers.common import addresses, takeaways

# Markdown in a text file: it opens with a double click everywhere, and no engine takes it for a page of its own.
ENDINGS = ("docx", "txt")


@dataclass(frozen=True, slots=True)
class TakenAway:
    """A file that a page offers.

    `size` in thousands of bytes; `speaks_of` names a territory where its figures may not be the reader's.
    """

    ending: str
    href: str
    size: str
    speaks_of: str


def taken_away(
    edition: Edition,
    variant: Variant,
    chapter: Chapter,
    section: Section,
    here: str,
    sizes: Mapping[str, int],
) -> tuple[TakenAway, ...]:
    """The files of a lesson; none when it is no text to take away, or when they are not made.

    Args:
        edition: for the territory of its files, which stays when a reader chooses another.
        variant: of the page.
        chapter: the module.
        section: the lesson.
        here: address of the page from the root of the site.
        sizes: bytes of the files that are made, by their path from the root of the site.
    """
    if section.kind is not LessonKind.DELIVERABLE:
        return ()
    stem = takeaways.deliverable(variant.path, chapter.slug, section.slug)
    other = (
        variant.facts["territory.name"]
        if edition.open and takeaways.speaks_of_territory(section.text)
        else ""
    )
    return tuple(
        TakenAway(
            ending,
            addresses.relative(here, f"{stem}.{ending}"),
            texts.number(max(1, round(sizes[f"{stem}.{ending}"] / 1000)), 0, variant.language),
            other,
        )
        for ending in ENDINGS
        if f"{stem}.{ending}" in sizes
    )
