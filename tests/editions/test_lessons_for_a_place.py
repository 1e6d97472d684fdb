"""The course's own lessons « Chez vous », read for very different places: nothing in them is true of Dijon alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.courses import parcours

from generator.editions import select
from generator.model import Course
from generator.territories.facts import NONE, UNKNOWN

ROOT = Path(__file__).resolve().parents[2]
DIJON, PARIS, THREE, TWO = "242100410", "200054781", "243000650", "200050532"
FLAVIGNEROT, AHUY, YEU, NOUMEA = "21270", "21003", "85113", "98818"
LONGEST = 60  # words of a passage: it is read on a phone

_TAG = re.compile(r"<[^>]+>")
_PASSAGE = re.compile(r"^::: when (?P<condition>\S+)\n(?P<text>.*?)^:::$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def course() -> Course:
    return parcours()


def lessons(course: Course, code: str) -> Iterator[tuple[str, str]]:
    """Language and plain text of each lesson about the territory, in an edition of this place."""
    spec = replace(course.editions["default"], territory=code, chooser=False)
    for variant in select(course, spec).variants:
        for chapter in variant.chapters:
            yield from (
                (variant.language, _TAG.sub("", s.text)) for s in chapter.sections if s.kind == "territory"
            )


@pytest.mark.parametrize("code", [DIJON, PARIS, THREE, TWO, FLAVIGNEROT, YEU])
def test_no_lesson_says_that_a_fact_does_not_apply_here(course: Course, code: str) -> None:
    for language, text in lessons(course, code):
        assert NONE[language] not in text
        assert UNKNOWN[language] not in text


@pytest.mark.parametrize("code", [AHUY, YEU, NOUMEA])
def test_every_lesson_speaks_to_the_learner_s_commune(course: Course, code: str) -> None:
    assert course.division is not None
    commune = course.division.commune(code)
    assert commune is not None
    for _, text in lessons(course, code):
        assert commune.name in text


@pytest.mark.parametrize(
    "path", sorted((ROOT / "course").glob("*/05-chez-vous.*.md")), ids=lambda p: p.parent.name
)
def test_passages_for_some_places_are_short(path: Path) -> None:
    passages = list(_PASSAGE.finditer(path.read_text(encoding="utf-8")))
    assert {"commune", "member", "under-3500"} & {passage["condition"] for passage in passages}
    for passage in passages:
        assert len([word for word in passage["text"].split() if any(map(str.isalnum, word))]) <= LONGEST
