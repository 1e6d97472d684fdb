"""What the page writes, `parcours results` reads, and back: the same data in JavaScript and in Python."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from random import Random
from typing import Any

import pytest
from support import a_class, courses
from test_laws import find_node

from generator.editions import select
from generator.model import CellRole, Variant
from generator.reading import read_course
from generator.reading.results import STDIN, Handed, read_results
from generator.results import count_results

SIZE = 8


def journal(result: dict[str, Any], chance: Random) -> list[dict[str, Any]]:
    """Entries that lead to the answers of a result."""
    entries = []

    def add(**fields: Any) -> None:
        name = "".join(chance.choices(a_class.LETTERS, k=16))
        at = f"2026-11-27T08:{len(entries) // 60:02d}:{len(entries) % 60:02d}.000Z"
        entries.append({"id": name, "at": at, "course": "parcours", **fields})

    for one in result["questions"]:
        for tries, given in enumerate([one["first"], one["last"]][: one["tries"]], start=1):
            add(kind="answer", module=one["module"], question=one["question"], **given, tries=tries,
                done=tries == one["tries"], where="quiz")  # fmt: skip
    for one in result["exercises"]:
        for status in ["wrong"] * (one["tries"] - 1) + [one["status"]]:
            add(
                kind="exercise",
                module=one["module"],
                exercise=one["exercise"],
                cell=one["cell"],
                answer="3",
                status=status,
            )
    return entries


def index_of(variant: Variant) -> dict[str, Any]:
    """What `course.json` says of the course, as far as a result needs it."""
    return {
        "course": "parcours",
        "version": "2026.11",
        "language": variant.language,
        "audience": variant.audience,
        "modules": [
            {
                "id": c.id,
                "quiz": {"questions": [{"id": q.stem.id} for q in c.quiz.questions]} if c.quiz else None,
                "exercises": [
                    {"id": w.id, "cells": [x.name for x in w.cells if x.role is CellRole.QUESTION]} for w in c.worksheets
                ],
            }
            for c in variant.chapters
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def variant() -> Variant:
    course = read_course(courses.SOUND).course
    assert course is not None
    return select(course, course.editions["default"]).variants[0]


def content(result: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in result.items() if key not in {"id", "day"}}


def read(text: str) -> Handed:
    return read_results([STDIN], "parcours", text.encode())


def test_what_one_writes_the_other_reads(variant: Variant, root: Path) -> None:
    handed = a_class.results(variant, SIZE, 7)
    chance = Random(7)  # noqa: S311  (examples, the same each time)
    asked = {
        "index": index_of(variant),
        "journals": [journal(result, chance) for result in handed],
        "codes": [a_class.code(result) for result in handed],
    }
    script = Path(__file__).with_name("result-codes.mjs")
    done = subprocess.run(
        [find_node(root), script], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)
    assert told["read"] == handed
    for written, result in zip(told["written"], handed, strict=True):
        made = json.loads(written["file"])
        assert content(made) == content(result)
        forms = [read(written[form]) for form in ("file", "packed", "plain")]
        assert [form.remarks for form in forms] == [[], [], []]
        assert len({repr(form.results).replace("line=", "") for form in forms}) == 1
    everything = "\n".join(
        text for written in told["written"] for text in (written["packed"], written["plain"])
    )
    together = read(everything)
    assert len(together.results) == SIZE == len(together.remarks)
    assert count_results(together.results, variant).size == SIZE
