"""What reading makes of sound files: passages, marks of YAML, the course, the look, the schemas."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest
from support import courses

from generator.diagnostics import Diagnostic
from generator.model import Numeric, Passage
from generator.reading import read_look, schemas
from generator.reading.lessons import passages
from generator.reading.marks import invisible, load_yaml


def cut(body: str, first_line: int = 1) -> tuple[list[tuple[str | None, str, int]], list[Diagnostic]]:
    found: list[Diagnostic] = []
    made: list[Passage] = passages(body, "x.fr.md", first_line, found)
    return [(p.audience, p.text, p.place.line) for p in made], found


def test_passages_are_cut_at_their_marks() -> None:
    body = "tous\n\n::: audience elus\nélus\n:::\n\n::: audience citoyens\nhabitants\n:::\nfin"
    assert cut(body, 8) == (
        [(None, "tous\n", 8), ("elus", "élus", 11), ("citoyens", "habitants", 15), (None, "fin", 17)],
        [],
    )


def test_marks_in_code_are_code() -> None:
    body = "```\n::: rien\n:::\n```\n    ```\n    :::\n    ```"
    assert cut(body) == ([(None, body, 1)], [])


@pytest.mark.parametrize("before", ["```code``` en ligne", "~~~ pas un bloc", "`a", "- ```"])
def test_what_only_looks_like_a_block_of_code_hides_no_passage(before: str) -> None:
    made, found = cut(f"{before}\n::: audience elus\nsecret\n:::\n")
    assert [(audience, text) for audience, text, _ in made] == [(None, before), ("elus", "secret")]
    assert found == []


def test_an_edition_in_one_language_has_its_title_in_that_language(tmp_path: Path) -> None:
    root = courses.sound_at(tmp_path / "course")
    editions = 'seule: {title: {fr: "Seule"}, languages: [fr], territory: "200000001"}\n'
    (root / "site_config/editions.yml").write_text(editions, "utf-8")
    assert courses.shown(root) == ""


def test_an_empty_passage_is_nothing() -> None:
    assert cut("::: audience elus\n\n:::") == ([], [])


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: no", {"a": "no"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: 2026-11-23", {"a": "2026-11-23"}),
        ("a: true", {"a": True}),
        ("a: 012", {"a": "012"}),
        ("a: 1.50", {"a": 1.5}),
        ("a: -3", {"a": -3}),
        ("a: '3'", {"a": "3"}),
        ("a: ~", {"a": None}),
        ("a:", {"a": None}),
        ("a: 0x1F", {"a": "0x1F"}),
        ("a: 1_000", {"a": "1_000"}),
        ("true: a", {"true": "a"}),
        ("a: {b: [1, {c: d}]}", {"a": {"b": [1, {"c": "d"}]}}),
        ("a: |\n  b\n  c\n", {"a": "b\nc\n"}),
        ("", None),
        ("# rien", None),
    ],
)
def test_plain_values_are_what_they_look_like(text: str, data: object) -> None:
    document = load_yaml(text, "x.yml")
    assert (document.data, document.diagnostics) == (data, [])


def test_keys_and_values_have_their_places() -> None:
    marks = load_yaml("a:\n  - {b: cd}\n  - é: x\n", "x.yml", first_line=10).marks
    place = marks.value("a", 0, "b")
    assert (place.line, place.column, place.length) == (11, 9, 2)
    key = marks.key("a", 1, "é")
    assert (key.line, key.column, key.length) == (12, 5, 1)
    assert marks.value("a", 0, "nothing", "deep") == marks.value("a", 0)


def test_the_sound_course_is_read_whole() -> None:
    course = courses.sound_course()
    assert [m.id for m in course.modules_in_order] == ["a1", "b1"]
    alpha = course.modules["a1"]
    assert [x.slug for x in alpha.lessons["fr"]] == [
        "01-situation",
        "02-notion",
        "03-chez-vous",
        "04-livrable",
        "90-express",
    ]
    assert {type(q).__name__ for q in alpha.quizzes["en"].questions} == {
        "SingleChoice", "MultipleChoice", "TrueFalse", "Numeric", "Matching", "Ordering", "Sorting", "ShortText"
    }  # fmt: skip
    assert set(course.references) == {"populations", "loi-essai", "lampes"}
    assert {t.id for t in course.glossary["fr"]} == {"donnee", "donnee-personnelle", "effet-rebond"}
    assert course.broken == frozenset()


def test_a_share_is_asked_in_percent() -> None:
    questions = courses.sound_course().modules["a1"].quizzes["fr"].questions
    assert next(q.answer for q in questions if isinstance(q, Numeric)) == pytest.approx(64.9)


def test_the_look_is_read_as_bytes(tmp_path: Path) -> None:
    theme = tmp_path / "site_config/theme"
    (theme / "__pycache__").mkdir(parents=True)
    (theme / "__pycache__/a.pyc").write_bytes(b"x")
    (theme / "a.css").write_bytes(b"\xff")
    (theme / "link.css").symlink_to(theme / "a.css")
    (tmp_path / "mkdocs.yml").write_bytes(b"x")
    assert read_look(tmp_path) == {
        PurePosixPath("mkdocs.yml"): b"x",
        PurePosixPath("site_config/theme/a.css"): b"\xff",
    }


def test_the_schemas_are_json_schemas() -> None:
    made = schemas()
    assert {"course.schema.json", "quiz.schema.json", "editions.schema.json"} <= set(made)
    for text in made.values():
        assert json.loads(text)["$schema"].startswith("https://json-schema.org/")


@pytest.mark.parametrize("bad", ["\0", "\x1b", "\u202e", "\u2066", "\ue000", "\uf8ff", "\ud800"])
def test_invisible_characters_are_found(bad: str) -> None:
    found = invisible(f"ab{bad}c")
    assert found is not None
    assert found.start() == 2


def test_visible_characters_are_not_invisible() -> None:
    assert invisible("é « œ » — … ’ €\u00a0\u202f\n\t😀 ﷺ 漢") is None
