"""Laws of the numbers of a class: they add up, the order of files does not matter, the same result counts once."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiz_sample import QUESTIONS
from support import a_class, courses

from generator.editions import select
from generator.model import Given, Numeric, Result, ShortText, SingleChoice, Variant
from generator.reading import read_course
from generator.reading.results import STDIN, read_results
from generator.results import Class, count_results, first_to_address
from generator.results.entries import number_in, same_words
from generator.results.items import Sort, items_of


@pytest.fixture(scope="module")
def variant() -> Variant:
    course = read_course(courses.SOUND).course
    assert course is not None
    found = select(course, course.editions["default"]).variants[0]
    assert {type(q).__name__ for c in found.chapters if c.quiz for q in c.quiz.questions} >= {
        "Matching",
        "ShortText",
    }
    return found


def read(handed: list[dict[str, Any]]) -> tuple[Result, ...]:
    codes = "\n".join(a_class.code(result) for result in handed)
    return read_results([STDIN], "parcours", codes.encode()).results


def numbers(group: Class) -> str:
    return repr(
        (
            group.size,
            group.audiences,
            group.days,
            group.unknown,
            [(m.chapter.id, m.begun, m.finished, m.scores) for m in group.modules],
            [goal.reached for m in group.modules for goal in m.goals],
            [
                (q.answered, q.right_first, q.right_end, q.tries, q.items)
                for m in group.modules
                for q in m.questions
            ],
        )
    )


@settings(max_examples=25)
@given(size=st.integers(1, 14), seed=st.integers(0, 10_000))
def test_the_order_of_files_and_handing_twice_change_nothing(variant: Variant, size: int, seed: int) -> None:
    handed = a_class.results(variant, size, seed)
    mixed = [*handed, *handed[::2]]
    Random(seed).shuffle(mixed)  # noqa: S311  (an order, not a secret)
    assert numbers(count_results(read(handed), variant)) == numbers(count_results(read(mixed), variant))


@settings(max_examples=25)
@given(size=st.integers(1, 14), seed=st.integers(0, 10_000))
def test_counts_add_up(variant: Variant, size: int, seed: int) -> None:
    handed = a_class.results(variant, size, seed)
    group = count_results(read(handed), variant)
    assert group.size == size
    assert sum(group.audiences.values()) == sum(group.versions.values()) == size
    for module in group.modules:
        assert len(module.scores) == module.finished <= module.begun <= size
        assert all(0 <= goal.reached <= goal.begun for goal in module.goals)
        for count in module.questions:
            of = [q for r in handed for q in r["questions"] if q["question"] == count.question.stem.id]
            assert count.answered == len(of)
            assert count.right_first == sum(q["first"]["score"] >= 1 for q in of)
            assert 0 <= count.right_first <= count.answered
            assert all(0 <= item.elsewhere_count <= item.count <= count.answered for item in count.items)
            if isinstance(count.question, SingleChoice | Numeric | ShortText):
                assert sum(item.count for item in count.items) == count.answered
            if isinstance(count.question, SingleChoice):
                right = sum(item.count for item in count.items if item.sort is Sort.RIGHT)
                assert right == count.right_first


@settings(max_examples=25)
@given(size=st.integers(1, 14), seed=st.integers(0, 10_000))
def test_misconceptions_are_shared_ordered_and_of_different_questions(
    variant: Variant, size: int, seed: int
) -> None:
    found = first_to_address(count_results(read(a_class.results(variant, size, seed)), variant))
    assert len(found) <= 3
    assert all(m.item.count >= 2 and m.item.sort is not Sort.RIGHT for m in found)
    assert [m.share for m in found] == sorted((m.share for m in found), reverse=True)
    assert len({(m.module.chapter.id, m.question.number) for m in found}) == len(found)


def test_everyone_right_leaves_no_misconception(variant: Variant) -> None:
    handed = a_class.results(variant, 6)
    known = {q.stem.id: q for c in variant.chapters if c.quiz for q in c.quiz.questions}
    for result in handed:
        for one in result["questions"]:
            one["first"] = one["last"] = {"answer": a_class.right_answer(known[one["question"]]), "score": 1}
    group = count_results(read(handed), variant)
    assert first_to_address(group) == ()
    wrong = [i for m in group.modules for q in m.questions for i in q.items if i.sort is not Sort.RIGHT]
    assert {item.count for item in wrong} == {0}
    assert all(
        goal.reached == module.finished
        for module in group.modules
        for goal in module.goals
        if module.finished == module.begun
    )


def test_questions_that_are_no_longer_asked_are_counted_apart(variant: Variant) -> None:
    handed = a_class.results(variant, 3)
    for result in handed:
        result["questions"].append({**result["questions"][0], "question": "gone"})
    group = count_results(read(handed), variant)
    assert sum(count for key, count in group.unknown.items() if key[-1] == "gone") == 3


# --- one question -----------------------------------------------------------------------------------

BY_KIND = {type(question).__name__: question for question in QUESTIONS}


def items(kind: str, *answers: tuple[Any, float], language: str = "fr") -> dict[str, tuple[Sort, int, str]]:
    found = items_of(BY_KIND[kind], [Given(a, s) for a, s in answers], [language] * len(answers))
    return {item.id: (item.sort, item.count, item.elsewhere) for item in found if item.count}


def test_what_counts_as_wrong_in_a_question_with_several_right_choices() -> None:
    found = items("MultipleChoice", (("birth", "amount"), 0.0), (("birth", "sex"), 1.0), (("amount",), 0.0))
    assert found == {
        "birth": (Sort.MISSED, 1, ""),
        "sex": (Sort.MISSED, 2, ""),
        "amount": (Sort.WRONG, 2, ""),
    }


def test_the_row_that_goes_wrong_and_where_it_is_put() -> None:
    right = {"single": "single", "link": "link", "infer": "infer"}
    found = items(
        "Matching",
        (right, 1.0),
        ({**right, "link": "cost"}, 0.7),
        ({**right, "link": "cost", "single": "infer"}, 0.3),
    )
    assert found == {
        "single": (Sort.MISPLACED, 1, "Peut-on déduire une information sensible ?"),
        "link": (Sort.MISPLACED, 2, "Le traitement coûte-t-il trop cher ?"),
    }


def test_known_wrong_numbers_are_grouped_however_written_and_lone_ones_are_not_shown() -> None:
    answers = (
        ("64,9", 1.0),
        ("35,1 %", 0.0),
        ("35.1", 0.0),
        ("1 000", 0.0),
        ("1000", 0.0),
        ("12", 0.0),
        ("?", 0.0),
    )
    found = items_of(BY_KIND["Numeric"], [Given(a, s) for a, s in answers], ["fr"] * 7)
    assert [(item.text, item.count) for item in found] == [("64.9", 1), ("35.1", 2), ("1000", 2), ("", 2)]


def test_words_that_one_person_typed_are_not_shown() -> None:
    answers = [(words, 0.0) for words in ("Jean Dupont", "  La LOI", "la loi")]
    found = items_of(BY_KIND["ShortText"], [Given(a, s) for a, s in answers], ["fr"] * 3)
    assert "jean dupont" not in repr(found).lower()
    assert [(i.text, i.count) for i in found if i.typed] == [("la loi", 2)]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1 234,5", "fr", 1234.5), ("1,234.5", "en", 1234.5), ("1.234,5", "fr", 1234.5), ("1,234", "en", 1234),
        ("1,234", "fr", 1.234), ("−3 %", "fr", -3), ("1.234.567", "fr", 1234567), ("12 habitants", "fr", 12),
        ("douze", "fr", None), ("", "fr", None), ("9" * 40, "fr", None), ("1,2,3", "fr", None), ("٣", "fr", None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, language: str, value: float | None) -> None:
    assert number_in(text, language) == value


@given(st.text(max_size=30), st.sampled_from(["fr", "en"]))
def test_any_text_is_a_number_or_is_not(text: str, language: str) -> None:
    found = number_in(text, language)
    assert found is None or abs(found) < 1e19


def test_words_are_the_same_without_case_accents_or_marks() -> None:
    assert same_words("L’Œuvre - ÉTÉ", ["l'oeuvre été"])


def test_the_sample_speaks_as_the_site_does(variant: Variant) -> None:
    """What tests hand over has the fields that docs/learner.md names."""
    (result,) = a_class.results(variant, 1)
    text = Path(__file__).parents[2].joinpath("docs/learner.md").read_text(encoding="utf-8")
    assert all(f'"{name}"' in text for name in json.loads(json.dumps(result)))
