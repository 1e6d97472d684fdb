"""Typical wrong answers: three at most, none right, no two alike, whatever the settings of a notebook."""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "exercises"))

import atelier

LETTERS = "abcdefg"
numbers = st.floats(-1e5, 1e5) | st.integers(-5, 5)


@given(st.lists(numbers), numbers, st.sampled_from([0, 0.1, 0.5, 1]))
def test_wrong_numbers_are_three_at_most_in_their_order_and_all_apart(wrong, right, tolerance):
    found = atelier.apart(wrong, right, tolerance)
    assert len(found) <= 3
    assert found == sorted(found, key=wrong.index)
    assert all(abs(one - other) > 2 * tolerance for one, other in combinations([right, *found], 2))


@given(st.lists(numbers, max_size=4), numbers, st.sampled_from([0.1, 0.5, 1]))
def test_three_more_numbers_far_from_each_other_always_make_three(wrong, right, tolerance):
    further = [right + step * tolerance for step in (10, 20, 30)]
    assert len(atelier.apart([*wrong, *further], right, tolerance)) == 3


@given(st.integers(1, len(LETTERS)), st.sets(st.sampled_from(LETTERS)))
def test_wrong_choices_are_three_at_most_all_different_and_never_right(offered, right):
    choices = LETTERS[:offered]
    found = atelier.mistaken(choices, sorted(right))
    assert len(found) <= 3
    assert all(one and set(one) <= set(choices) and len(set(one)) == len(one) for one in found)
    assert all(set(one) != set(other) for one, other in combinations([right, *found], 2))


@given(st.sets(st.sampled_from(LETTERS), min_size=1))
def test_any_right_answer_among_many_choices_has_three_wrong_ones(right):
    assert len(atelier.mistaken(LETTERS, right)) == 3


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        ("a", [["b"], ["c"], ["d"]]),
        ("ab", [["c"], ["d"], ["a", "b", "c"]]),
        ("abc", [["d"], ["a", "b", "c", "d"], ["a", "d"]]),
        ("abcd", [["a", "b", "c"], ["b", "c", "d"], ["a"]]),
    ],
)
def test_a_wrong_choice_comes_first_then_one_too_many_another_and_one_too_few(right, expected):
    assert atelier.mistaken("abcd", right) == expected
