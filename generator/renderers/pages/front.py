"""What the theme's templates know of a page: its kind, its scripts, the steps of its module, the ways to its twins.

Lives here: the front matter of a page, which templates read as `page.meta.parcours`.
May not live here: what a page says (see `writing`), its markup (see the theme).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.model import Edition, Variant
from generator.renderers import legal
from generator.renderers.common import addresses, words
from generator.renderers.common.statutory import APART
from generator.renderers.pages.learner import PAGES, home
from generator.renderers.pages.learner.index import Index
from generator.renderers.pages.learner.recording import words_of
from generator.renderers.pages.sheets import (
    GLOSSARY,
    HOME,
    SOURCES,
    TERRITORY,
    Key,
    Sheet,
    Step,
    nearest,
    paths_of,
)
from generator.renderers.pages.territory import words as words_of_territory
from generator.renderers.pages.writing import Writer

ACCESSIBILITY: Key = ("page", "accessibility")


class Front:
    """The front matter of the pages of one variant."""

    def __init__(
        self,
        edition: Edition,
        variant: Variant,
        writer: Writer,
        index: Index,
        notices: Sequence[legal.LegalPage],
        *,
        territory: bool,
    ) -> None:
        self.edition, self.variant, self.language = edition, variant, variant.language
        self.writer, self.index, self.notices = writer, index, notices
        # Pages of the other variants, for the switches of language and audience.
        self.others: Mapping[str, Mapping[Key, str]] = {
            v.path: paths_of(v, legal.render(edition, v), territory=territory)
            for v in edition.variants
            if v is not variant
        }

    def of(self, sheet: Sheet, territory: str | None) -> Mapping[str, object]:
        """What the templates read.

        Args:
            sheet: the page.
            territory: whether the page speaks of one, and fills its slots again for the learner's choice.
        """
        here = f"{self.variant.path}/{sheet.url}"
        first = self.language == self.edition.variants[0].language
        meta: dict[str, object] = {
            "kind": sheet.kind,
            "territory": territory,
            "portal": addresses.relative(here, "" if first else f"{self.language}/"),
            "languages": [
                {"code": v.language, "name": words.LANGUAGE_NAMES[v.language], **self._way(v, sheet, here)}
                for v in self.edition.variants
                if v.audience == self.variant.audience
            ],
            "audiences": [
                {"id": v.audience, "name": v.audience_name, **self._way(v, sheet, here)}
                for v in self.edition.variants
                if v.language == self.language
            ],
            "footer": [
                {"title": title, "href": self.writer.href(sheet, key)} for title, key in self._footer()
            ],
            "accessibility": self._accessibility(sheet),
            "mine": self.writer.href(sheet, ("mine",)),
            "learner": self.index.page(sheet, words_of(sheet.kind, self.language)),
        }
        if sheet.kind in PAGES:
            page = PAGES[sheet.kind]
            whole = (page, *page.parts)
            meta["scripts"] = [script for one in whole for script in one.scripts]
            meta["styles"] = [style for one in whole for style in one.styles]
        elif sheet.key == HOME:
            meta["scripts"], meta["styles"] = list(home.SCRIPTS), list(home.STYLES)
        if sheet.chapter:
            chapter = sheet.chapter
            href = self.writer.href(sheet, ("module", chapter.id))
            meta["module"] = {"title": chapter.title, "href": href, "minutes": chapter.minutes}
            meta["steps"] = [self._step(step, sheet) for step in sheet.steps]
        return meta

    def _way(self, other: Variant, sheet: Sheet, here: str) -> Mapping[str, object]:
        """To the same page in another variant, or to the nearest one it has."""
        if other is self.variant:
            return {"href": addresses.relative(here, here), "current": True}
        path = nearest(sheet.key, self.others[other.path])
        there = f"{other.path}/{addresses.url_of(path)}"
        return {"href": addresses.relative(here, there), "current": False}

    def _accessibility(self, sheet: Sheet) -> Mapping[str, object]:
        """The way to the statement; its link says the state of the site."""
        audit = self.edition.site.accessibility_audit
        state = words.word(self.language, audit["state"] if audit else "non-conforme")
        return {
            "title": words.word(self.language, "accessibility-state", state=state),
            "href": self.writer.href(sheet, ACCESSIBILITY),
        }

    def _step(self, step: Step, sheet: Sheet) -> Mapping[str, object]:
        return {
            "title": step.title,
            "href": self.writer.href(sheet, step.key),
            "minutes": step.minutes,
            "kind": step.kind,
            "current": step.key == sheet.key,
            # For the marks of what is done: see `learner.js`.
            "what": step.key[0],
            "id": step.identity,
            "needs": " ".join(step.needs),
        }

    def _footer(self) -> list[tuple[str, Key]]:
        links = [
            (words.word(self.language, "glossary"), GLOSSARY),
            (words.word(self.language, "sources"), SOURCES),
        ]
        if TERRITORY in self.writer.paths:
            links.insert(0, (words_of_territory(self.language)["title"], TERRITORY))
        links += [(PAGES[kind].words[self.language]["title"], (kind,)) for kind in ("mine", "kept", "verify")]
        links += [(page.title, ("page", page.id)) for page in self.variant.pages]
        # The accessibility statement has its own link, which says the state of the site.
        return links + [(p.title, ("page", p.id)) for p in self.notices if p.id not in APART]
