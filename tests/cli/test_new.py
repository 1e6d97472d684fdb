"""`parcours new` module, lesson and quiz: what they write passes `check`; what they cannot do they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run

from generator.building import scaffold

pytestmark = pytest.mark.usefixtures("project")


def test_a_new_module_passes_check_and_keeps_the_layout_of_course_yml(run: Run) -> None:
    before = Path("course/course.yml").read_text(encoding="utf-8")
    assert "    modules: [d1]  # in order" in before
    assert run("new", "module", "d2", "d2-fuites").code == 0
    assert run("new", "module", "d3", "d3-prix").code == 0
    after = Path("course/course.yml").read_text(encoding="utf-8")
    assert after == before.replace("modules: [d1]  # in order", "modules: [d1, d2, d3]  # in order")
    assert run("check").out.startswith("0 errors, 0 warnings in 3 modules")
    assert "recall: d2" in Path("course/d3-prix/quiz.fr.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("slug", ["pages", "territories", "glossaire", "privacy", "eau", "index"])
def test_a_new_module_takes_no_address_that_is_taken(run: Run, slug: str) -> None:
    result = run("new", "module", "d9", slug)
    assert result.code == 2
    assert f"'{slug}' is already that of" in result.err
    assert not Path("course", slug).exists()


def test_a_new_module_has_its_step_where_the_course_tells_a_story(run: Run) -> None:
    course = Path("course/course.yml")
    story = 'thread:\n  title: {fr: "Un fil", en: "A thread"}\n  intro: {fr: "Un jour.", en: "One day."}\n'
    course.write_text(course.read_text(encoding="utf-8") + story, encoding="utf-8")
    assert run("new", "module", "d2", "d2-fuites").code == 0
    assert "\nthread: {fr: " in Path("course/d2-fuites/module.yml").read_text(encoding="utf-8")
    said = run("check").out
    assert said.count("[thread-gap]") == 1  # of the module that was there before the story
    assert said.endswith("0 errors, 1 warning in 2 modules × 2 languages × 2 audiences\n")


@pytest.mark.parametrize("kind", scaffold.KINDS)
def test_a_new_lesson_of_each_kind_passes_check(run: Run, kind: str) -> None:
    result = run("new", "lesson", "d1", "mesurer", "--kind", kind)
    assert result.code == 0
    number = "90" if kind == "express" else "04"
    assert f"wrote course/d1-eau-potable/{number}-mesurer.en.md" in result.out
    assert run("check").out.startswith("0 errors, 0 warnings")


def test_lessons_are_numbered_in_order_before_the_express_path(run: Run) -> None:
    run("new", "lesson", "d1", "vite", "--kind", "express")
    run("new", "lesson", "d1-eau-potable", "un")
    run("new", "lesson", "d1", "deux")
    names = sorted(p.name for p in Path("course/d1-eau-potable").glob("*.fr.md"))
    assert names == [
        "01-situation.fr.md", "02-notion.fr.md", "03-deliverable.fr.md", "04-un.fr.md", "05-deux.fr.md", "90-vite.fr.md", "trainer.fr.md",
    ]  # fmt: skip
    assert "minutes: 29\n" in Path("course/d1-eau-potable/module.yml").read_text(encoding="utf-8")


def test_a_new_quiz_passes_check(run: Run) -> None:
    assert run("new", "quiz", "d1").code == 2  # it has one
    for lang in ("fr", "en"):
        Path(f"course/d1-eau-potable/quiz.{lang}.yml").unlink()
    module = Path("course/d1-eau-potable/module.yml")
    module.write_text(
        module.read_text(encoding="utf-8").replace("minutes: 17", "minutes: 15  # short"), encoding="utf-8"
    )
    assert run("new", "quiz", "d1").code == 0
    assert "minutes: 17  # short" in module.read_text(encoding="utf-8")
    assert run("check").out.startswith("0 errors, 0 warnings")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("module", "d1", "d1-autre"), "already exists"),
        (("module", "d2", "d1-eau-potable"), "already exists"),
        (("module", "D 2", "d2"), "cannot be the id"),
        (("module", "d2", "../d2"), "cannot be the slug"),
        (("module", "d2", "d2", "--theme", "eaux"), "did you mean 'eau'?"),
        (("lesson", "d1-eau", "x"), "did you mean 'd1-eau-potable'?"),
        (("lesson", "d1", "notion"), "already has a lesson"),
        (("lesson", "d1", "x", "--kind", "notions"), "did you mean 'notion'?"),
        (("quiz", "zz"), "There is no module"),
    ],
)
def test_new_refuses_what_it_cannot_do(run: Run, arguments: tuple[str, ...], said: str) -> None:
    before = {p: p.read_bytes() for p in Path("course").rglob("*") if p.is_file()}
    result = run("new", *arguments)
    assert result.code == 2
    assert said in result.err
    assert {p: p.read_bytes() for p in Path("course").rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    ("modules", "expected"),
    [
        ("    modules: [a1]\n", "    modules: [a1, d1]\n"),
        ("    modules: [\n      a1,\n      a2,\n    ]\n", "    modules: [\n      a1,\n      a2, d1\n    ]\n"),
        (
            "    modules:\n      - a1  # one\n      - a2\n",
            "    modules:\n      - a1  # one\n      - a2\n      - d1\n",
        ),
        (
            "    modules:  # all\n    - a1\n    # the end\n",
            "    modules:  # all\n    - a1\n    - d1\n    # the end\n",
        ),
        ("    modules: []", "    modules: [d1]"),
    ],
)
def test_a_module_joins_lists_of_every_layout(modules: str, expected: str) -> None:
    at = modules.index("modules:") + len("modules:")
    at += len(modules[at:]) - len(modules[at:].lstrip(" "))
    assert scaffold._with_item(modules, at, "d1") == expected
