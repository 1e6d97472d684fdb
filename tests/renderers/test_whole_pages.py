"""Pages about the whole course: objectives and what serves them, the red thread, openings, what is not settled."""

from __future__ import annotations

import re

import pytest
from support import courses

from generator.model import Tree

COURSE = courses.sound_course()


@pytest.fixture(scope="module")
def one_module() -> dict[str, Tree]:
    """The edition that has the first module only."""
    return courses.staged(COURSE, "alpha")


def test_the_thread_keeps_the_steps_that_an_edition_leaves_out_without_a_link(
    one_module: dict[str, Tree],
) -> None:
    text = courses.page(one_module["fr/elus"], "fil-rouge.md")
    first, second = re.findall(r"<li value=.*?</li>", text, re.DOTALL)
    assert 'href="../alpha/"' in first
    assert "href" not in second
    assert "On partage la facture." in second
    assert "module absent de cette édition" in second


def test_a_module_page_leads_to_the_steps_around_it() -> None:
    tree = courses.staged(COURSE)["en/elected"]
    alpha, beta = (courses.page(tree, f"{name}/index.md") for name in ("alpha", "beta"))
    assert '<a href="../beta/">Next step<span class="pc-hidden"> (' in alpha
    assert "Previous step" not in alpha
    assert '<a href="../alpha/">Previous step<span class="pc-hidden"> (' in beta
    assert "The red thread, step 2 of 2" in beta
    assert "Next step" not in beta


def test_a_step_whose_neighbours_are_left_out_leads_to_the_story_alone(one_module: dict[str, Tree]) -> None:
    text = courses.page(one_module["en/elected"], "alpha/index.md")
    assert "The red thread, step 1 of 2" in text
    assert "Next step" not in text
    assert '<a href="../red-thread/#a1">The whole story</a>' in text


def test_a_quotation_says_when_it_is_translated() -> None:
    tree = courses.staged(COURSE)
    assert "Our translation from the French." in courses.page(tree["en/elected"], "donnees/index.md")
    assert "Traduit" not in courses.page(tree["fr/elus"], "donnees/index.md")


def test_the_matrix_is_for_trainers() -> None:
    learner = courses.page(courses.staged(COURSE)["fr/elus"], "objectifs.md")
    trainer = courses.page(courses.staged(COURSE, "formateur")["fr/elus"], "objectifs.md")
    assert 'id="matrix"' not in learner
    rows = re.findall(r'<tr><th scope="row">([a-z-]+)</th>((?:<td>[^<]*</td>)+)</tr>', trainer)
    counted = {name: re.findall(r"<td>([^<]*)</td>", cells) for name, cells in rows}
    # DigComp, then lessons, questions, exercises and texts to take away.
    assert counted == {
        "compute": ["5.2", "1", "2", "0", "1"],
        "sort": ["5.1", "0", "6", "0", "1"],
        "split": ["5.2", "1", "1", "1", "0"],
    }


def test_the_home_page_and_the_sources_lead_to_them() -> None:
    tree = courses.staged(COURSE)["en/citizens"]
    home = courses.page(tree, "index.md")
    assert '<a href="objectives/">What you will be able to do</a>' in home
    assert '<a href="red-thread/">The red thread: two lamps</a>' in home
    assert "[What is not settled](unsettled.md)" in courses.page(tree, "sources.md")
