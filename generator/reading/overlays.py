"""Overlays: `site_config/overlays/<name>/`, folders that mirror the course.

May not live here: whether what an overlay changes exists (see `checks`), laying it (see `generator.overlays`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from generator import texts
from generator.diagnostics import Place, did_you_mean, listed
from generator.model import LocalLesson, LocalPassage, Overlay
from generator.reading.entries import Entries
from generator.reading.lessons import lesson_of, passages, read_shaped
from generator.reading.overlay_shapes import LocalLessonShape, LocalPassageShape, OverlayShape
from generator.reading.shapes import ID_FORM
from generator.reading.site import SiteShape, site_values
from generator.reading.strays import LESSON

FOLDER = "site_config/overlays"

_PASSAGE = re.compile(r"^(passage-[a-z0-9-]+)\.([a-z]{2})\.md$")
_NAMES = "lessons 'NN-slug.language.md', passages 'passage-slug.language.md', images/"


def read_overlays(reader: Entries) -> dict[str, Overlay]:
    """Every overlay of the project, by name; faulty files are told and left out."""
    out = {}
    for name in reader.files.entries(FOLDER):
        place = Place(f"{FOLDER}/{name}")
        if not reader.files.is_folder(f"{FOLDER}/{name}"):
            reader.files.fault("overlay-target", f"'{name}' is in no overlay", place,
                               "an overlay is a folder with its overlay.yml")  # fmt: skip
        elif not re.match(ID_FORM, name):
            reader.files.fault("unsafe-path", f"'{name}' cannot name an overlay", place,
                               "lower case letters without accents, digits and single hyphens")  # fmt: skip
        elif overlay := _Overlay(reader, name).read():
            out[name] = overlay
    return out


class _Overlay:
    """Reads the folder of one overlay."""

    def __init__(self, reader: Entries, name: str) -> None:
        self.reader, self.files = reader, reader.files
        self.name, self.folder = name, f"{FOLDER}/{name}"
        self.folders: list[str] = []
        self.lessons: list[LocalLesson] = []
        self.passages: list[LocalPassage] = []
        self.images: dict[str, Mapping[str, bytes]] = {}

    def read(self) -> Overlay | None:
        path = f"{self.folder}/overlay.yml"
        head = self.files.shaped(path, OverlayShape)
        glossaries = {lang: f"glossary.{lang}.yml" for lang in self.reader.languages}
        known = {"overlay.yml", "site.yml", "references.yml", *glossaries.values()}
        for name in self.files.entries(self.folder):
            if self.files.is_folder(f"{self.folder}/{name}"):
                self.module(name)
            elif name not in known:
                self.foreign(f"{self.folder}/{name}", known)
        references = self.reader.references(f"{self.folder}/references.yml")
        glossary = {lang: self.reader.terms(f"{self.folder}/{name}") for lang, name in glossaries.items()}
        site = self.site()
        if head is None:
            return None
        self.reader.complete(head[0].title, head[1].marks.value("title"), "title")
        return Overlay(
            name=self.name,
            title=head[0].title,
            folders=tuple(self.folders),
            lessons=tuple(self.lessons),
            passages=tuple(self.passages),
            images=self.images,
            references=references,
            glossary=glossary,
            site=site,
            place=Place(path),
        )

    def foreign(self, path: str, known: Iterable[str]) -> None:
        """A file that changes nothing would be taken for one that does."""
        name = PurePosixPath(path).name
        self.files.fault("overlay-target", f"'{name}' is nothing an overlay can hold here", Place(path),
                         did_you_mean(name, known, otherwise=f"known here: {listed(known)}"))  # fmt: skip

    def site(self) -> dict[str, object]:
        """The authority's values that the overlay gives, ready for `Site`."""
        read = self.files.shaped(f"{self.folder}/site.yml", SiteShape, required=False)
        if read is None:
            return {}
        return site_values(read[0])

    # --- the folder of a module ---------------------------------------------------------------------

    def module(self, slug: str) -> None:
        folder = f"{self.folder}/{slug}"
        self.folders.append(slug)
        for name in self.files.entries(folder):
            path = f"{folder}/{name}"
            if name == "images" and self.files.is_folder(path):
                self.images[slug] = self.reader.images(folder)
                continue
            found = LESSON.match(name) or _PASSAGE.match(name)
            if found is None:
                self.files.fault("overlay-target", f"'{name}' is nothing an overlay can hold here", Place(path),
                                 f"known here: {_NAMES}")  # fmt: skip
            elif found.group(2) not in self.reader.languages:
                self.files.foreign.append((found.group(2), Place(path)))
            elif name.startswith("passage-"):
                self.passage(slug, path, *found.group(1, 2))
            else:
                self.lesson(slug, path, *found.group(1, 2))
        for language in self.reader.languages:
            here = [x for x in self.lessons if (x.module, x.language) == (slug, language)]
            self.reader.unique(((x.id, x.place) for x in here), "lesson")

    def lesson(self, module: str, path: str, slug: str, language: str) -> None:
        if read := read_shaped(path, LocalLessonShape, self.files):
            lesson = lesson_of(*read, path, slug, self.files)
            self.lessons.append(LocalLesson(module, language, lesson, read[0].shared_digest))

    def passage(self, module: str, path: str, slug: str, language: str) -> None:
        read = read_shaped(path, LocalPassageShape, self.files)
        if read is None:
            return
        shape, matter, text = read
        if bool(shape.after) == bool(shape.at):
            told = "says both 'after' and 'at'" if shape.at else "does not say where it goes"
            self.files.fault("missing-field", f"the passage {told}", Place(path),
                             "write 'after: \"## A heading of the lesson\"', or 'at: start', or 'at: end'")  # fmt: skip
            self.files.broken.add(path)
            return
        before = len(self.files.found)
        cut = passages(matter.body, path, matter.line, self.files.found)
        if len(self.files.found) > before:
            self.files.broken.add(path)
        self.passages.append(
            LocalPassage(
                module=module,
                language=language,
                id=slug,
                lesson=shape.lesson,
                after=shape.after,
                at=shape.at,
                passages=tuple(cut),
                source_digest=shape.source_digest,
                own_digest=texts.digest(text),
                shared_digest=shape.shared_digest,
                place=Place(path),
            )
        )
