"""Reading numbers, comparing words, counting points: the pure functions, run where they will run."""

from __future__ import annotations

import math

import pytest
from quiz_sample import quiz, write_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def call(browser, serve_folder, tmp_path_factory):
    """`call(name, *arguments)`: the result of a function of `answers.js`."""
    folder = tmp_path_factory.mktemp("answers")
    write_page(folder, quiz())
    page = browser.new_page()
    page.goto(serve_folder(folder))

    def run(name: str, *arguments: object) -> object:
        script = "async ([name, given]) => (await import('/quiz/answers.js'))[name](...given)"
        return page.evaluate(script, [name, list(arguments)])

    yield run
    page.close()


@pytest.mark.parametrize(
    ("typed", "language", "value"),
    [
        ("64,9", "fr", 64.9),
        ("64.9", "fr", 64.9),
        ("64,9", "en", 64.9),
        ("5 411 142", "fr", 5411142),
        ("5\u202f411\u00a0142,50", "fr", 5411142.5),
        ("5,411,142", "en", 5411142),
        ("5.411.142", "fr", 5411142),
        ("5.411.142,5", "fr", 5411142.5),
        ("5,411,142.5", "fr", 5411142.5),
        ("1,234", "en", 1234),
        ("1,234", "fr", 1.234),
        ("1.234", "en", 1.234),
        ("0,649", "en", 0.649),
        ("1'234", "fr", 1234),
        ("−3,5", "fr", -3.5),
        ("-3,5", "fr", -3.5),
        ("+3", "fr", 3),
        (",5", "fr", 0.5),
        ("64,9 %", "fr", 64.9),
        ("64,9%", "fr", 64.9),
        ("64,9 Pour cent", "fr", 64.9),
        (" 65 ", "fr", 65),
        ("65 kWh", "fr", 65),
        ("1,234 kWh.", "en", 1234),
        ("1234,567", "en", 1234.567),
    ],
)
def test_numbers_are_read_as_people_write_them(call, typed, language, value):
    assert call("parseNumber", typed, language, ["%", "pour cent", "Wh", "kWh"]) == pytest.approx(value)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "12 €",
        "1,2,3",
        "1.2,3.4",
        "12,34.5",
        "1.234,5,6",
        "12,34,567",
        "--3",
        "1e3",
        "0x10",
        "65 % ou 70 %",
    ],
)
def test_what_is_no_number_is_not_guessed(call, typed):
    assert math.isnan(call("parseNumber", typed, "fr", ["%"]))


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [
        ("L’EFFET REBOND", "effet rebond"),
        ("effet  rebond.", "l'effet rebond"),
        ("Réidentification", "reidentification"),
        ("k anonymat", "k-anonymat"),
        ("Le k-Anonymat !", "k‑anonymat"),
        ("cœur", "coeur"),
        ("la", "La"),
        ("« la »", "La"),
    ],
)
def test_words_are_compared_without_case_accents_articles_and_punctuation(call, typed, accepted):
    assert call("sameWords", typed, ["autre chose", accepted], ["l", "le", "la", "un"])


def test_other_words_are_other_words(call):
    assert not call("sameWords", "effet de serre", ["effet rebond"], ["l", "le"])
    assert not call("sameWords", "?", ["effet rebond"], ["l", "le"])


def test_tolerance_counts_its_bounds_and_no_binary_dust(call):
    assert call("near", 65.4, 64.9, 0.5)
    assert call("near", 0.1 + 0.2, 0.3, 0)
    assert not call("near", 65.41, 64.9, 0.5)


@pytest.mark.parametrize(
    ("chosen", "score"),
    [
        (["a", "b"], 1),
        (["a"], 0.5),
        (["a", "x"], 0),
        (["a", "b", "x"], 0.5),
        (["a", "b", "x", "y"], 0),
        (["x"], 0),
    ],
)
def test_ticking_everything_is_worth_nothing(call, chosen, score):
    assert call("ticked", chosen, ["a", "b"], ["x", "y"])["score"] == pytest.approx(score)


def test_a_score_reads_right_partly_or_wrong(call):
    assert [call("verdict", score) for score in (1, 0.5, 0)] == ["right", "partly", "wrong"]
    assert call("share", 0, 0) == 0
