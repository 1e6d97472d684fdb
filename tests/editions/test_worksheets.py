"""Laws of exercises' selection: solutions for trainers only, typography for words only."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from support import courses

from generator import texts
from generator.building.compose import exercise_files
from generator.editions import select
from generator.model import Cell, CellOutput, CellRole, Course, Edition, Outputs, Role
from generator.renderers.pages.site import render

SOUND = courses.sound_course()
CANARY = "canari-des-solutions"
SHOWN: Outputs = {
    (exercise.id, language): {
        cell.name: (CellOutput("text", CANARY),) for cell in notebook.cells if cell.role is CellRole.SOLUTION
    }
    for exercise in SOUND.exercises.values()
    for language, notebook in exercise.notebooks.items()
}
"""What a run keeps of every solution: it is for trainers too."""
COMMENTS = st.lists(
    st.sampled_from([f"# {CANARY}", f'"{CANARY}"', f"wrong = ['{CANARY}', 1, 2]"]), min_size=1
)


def edition(course: Course, role: Role) -> Edition:
    return select(course, replace(course.editions["default"], role=role))


def seeded(lines: list[str]) -> Course:
    """The sound course with a marker in every solution."""

    def with_marker(cell: Cell) -> Cell:
        marked = cell.role is CellRole.SOLUTION
        return replace(cell, source="\n".join([cell.source, *lines])) if marked else cell

    exercises = {
        name: replace(
            exercise,
            notebooks={
                language: replace(notebook, cells=tuple(with_marker(c) for c in notebook.cells))
                for language, notebook in exercise.notebooks.items()
            },
        )
        for name, exercise in SOUND.exercises.items()
    }
    return replace(SOUND, exercises=exercises)


def published(chosen: Edition) -> bytes:
    """Everything an edition stages and gives away, in one."""
    trees = [render(chosen, variant, courses.LOOK, SHOWN) for variant in chosen.variants]
    return b"\n".join(content for tree in [*trees, exercise_files(chosen)] for content in tree.values())


@settings(max_examples=12)  # each renders a whole edition, and there are few ways to hide a marker
@given(lines=COMMENTS)
def test_no_solution_reaches_a_learner(lines: list[str]) -> None:
    assert CANARY.encode() not in published(edition(seeded(lines), Role.LEARNER))


def test_the_canary_sings_for_trainers() -> None:
    chosen = edition(seeded([f"# {CANARY}"]), Role.TRAINER)
    keys = [key for variant in chosen.variants for chapter in variant.chapters for key in chapter.answer_keys]
    assert keys
    assert CANARY.encode() in published(chosen)
    assert all(CANARY in cell.source for key in keys for cell in key.cells)


def test_a_worksheet_has_every_cell_but_solutions() -> None:
    for variant in edition(SOUND, Role.TRAINER).variants:
        for chapter in variant.chapters:
            for sheet in chapter.worksheets:
                notebook = SOUND.exercises[sheet.id].notebooks[variant.language]
                kept = [c.name for c in notebook.cells if c.role is not CellRole.SOLUTION]
                assert [c.name for c in sheet.cells] == kept
            assert [s.id for s in chapter.worksheets] == [
                e.id for e in SOUND.exercises.values() if e.module == chapter.id
            ]


def test_words_are_typeset_and_code_is_not() -> None:
    for variant in edition(SOUND, Role.LEARNER).variants:
        for sheet in (s for chapter in variant.chapters for s in chapter.worksheets):
            notebook = SOUND.exercises[sheet.id].notebooks[variant.language]
            written = {cell.name: cell for cell in notebook.cells}
            for cell in sheet.cells:
                source = written[cell.name].source
                prose = cell.role is CellRole.PROSE
                assert cell.source == (texts.typeset(source, variant.language) if prose else source)
            if variant.language == "fr":
                assert sheet.title == "Qui paie combien\u202f?"


def test_learners_files_hold_no_cell_of_a_solution() -> None:
    files = exercise_files(edition(SOUND, Role.LEARNER))
    notebooks = [json.loads(content) for path, content in files.items() if path.suffix == ".ipynb"]
    assert notebooks
    assert not any("s-" in cell["id"][:2] for notebook in notebooks for cell in notebook["cells"])
