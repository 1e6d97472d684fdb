"""What a course, its modules and its overlays read alike: words in each language, ids, sources, terms, images.

May not live here: which files there are (see `course`, `modules` and `overlays`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import PurePosixPath
from typing import TypeVar

from generator.diagnostics import Place, listed
from generator.model import Confidence, Reference, Term
from generator.reading import shapes as s
from generator.reading import strays
from generator.reading.files import IMAGE_ENDINGS, Files

R = TypeVar("R")


class Entries:
    """Reads entries of a project's files in the languages of its course."""

    def __init__(self, files: Files, languages: tuple[str, ...]) -> None:
        self.files, self.languages = files, languages

    def complete(
        self, words: Mapping[str, str], place: Place, name: str, among: Collection[str] | None = None
    ) -> None:
        """Tell languages of the course that `words` lacks; `among`: those that matter, all when left out."""
        wanted = self.languages if among is None else [lang for lang in self.languages if lang in among]
        missing = [lang for lang in wanted if lang not in words]
        if missing:
            self.files.fault("missing-translation", f"'{name}' is not given in: {listed(missing)}", place)

    def unique(self, ids: Iterable[tuple[str, Place]], what: str, hint: str = "give it another id") -> None:
        first: dict[str, Place] = {}
        for name, place in ids:
            if name in first:
                told = f"the {what} '{name}' already exists in {first[name]}"
                self.files.fault("duplicate-id", told, place, hint)
            else:
                first[name] = place

    def twins(self, folder: str, pattern: re.Pattern[str]) -> None:
        """Every localised file of a folder exists in every language."""
        strays.twins(self.files, folder, pattern, self.languages)

    def each(self, folder: str, name: str, read: Callable[[str], R | None]) -> dict[str, R]:
        """A file of a module in each language it exists in, as `read` understands it."""
        there = self.files.entries(folder)
        named = {lang: name.format(lang) for lang in self.languages}
        found = {lang: read(f"{folder}/{file}") for lang, file in named.items() if file in there}
        return {lang: value for lang, value in found.items() if value is not None}

    def references(self, path: str) -> dict[str, Reference]:
        read = self.files.entries_of(path, s.ReferenceShape, required=False)
        if read is None:
            return {}
        out = {}
        for key, shape in read[0].items():
            place = read[1].marks.key(key)
            self.complete(shape.title, read[1].marks.value(key, "title"), "title")
            if shape.note:
                self.complete(shape.note, read[1].marks.value(key, "note"), "note")
            out[key] = Reference(
                key, shape.title, shape.publisher, shape.address, Confidence(shape.confidence),
                shape.as_of, shape.review_by, shape.note or {}, place,
            )  # fmt: skip
        return out

    def terms(self, path: str) -> dict[str, Term]:
        read = self.files.entries_of(path, s.TermShape, required=False)
        if read is None:
            return {}
        marks = read[1].marks
        return {k: Term(k, t.name, tuple(t.forms), t.definition, marks.key(k)) for k, t in read[0].items()}

    def images(self, folder: str) -> dict[str, bytes]:
        out = {}
        for name in self.files.entries(f"{folder}/images"):
            path = f"{folder}/images/{name}"
            if PurePosixPath(name).suffix.lower() not in IMAGE_ENDINGS:
                self.files.fault("unsafe-path", f"'{name}' is not an image the site can show", Place(path),
                                 f"endings: {listed(IMAGE_ENDINGS)}")  # fmt: skip
                self.files.broken.add(path)
            elif (content := self.files.image(path)) is not None:
                out[name] = content
        return out
