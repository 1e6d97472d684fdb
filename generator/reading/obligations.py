"""What the law asks of territories: `course/obligations.yml`.

May not live here: whether an obligation applies (see `territories.obligations`), whether its sources exist (see `checks`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.diagnostics import Place
from generator.model import Obligation, Words
from generator.reading.files import Files
from generator.reading.shapes import ObligationShape

OBLIGATIONS = "course/obligations.yml"


def read_obligations(files: Files, complete: Callable[[Words, Place, str], None]) -> Mapping[str, Obligation]:
    """The obligations by id, in the order of the file, which a course may do without.

    Args:
        files: of the project; gets the faults of form.
        complete: told every text with its place and its field's name, so that missing languages are found.
    """
    read = files.entries_of(OBLIGATIONS, ObligationShape, required=False)
    if read is None:
        return {}
    marks = read[1].marks
    for key, shape in read[0].items():
        for name, words in (("title", shape.title), ("duty", shape.duty), ("note", shape.note)):
            if words:
                complete(words, marks.value(key, name), name)
    return {key: _obligation(key, shape, marks.key(key)) for key, shape in read[0].items()}


def _obligation(key: str, shape: ObligationShape, place: Place) -> Obligation:
    return Obligation(
        id=key,
        title=shape.title,
        duty=shape.duty,
        article=shape.article,
        note=shape.note or {},
        kinds=tuple(dict.fromkeys(shape.kinds)),
        population=shape.population,
        staff=shape.staff,
        pending=shape.pending,
        references=tuple(dict.fromkeys(shape.references)),
        module=shape.module or "",
        place=place,
    )
