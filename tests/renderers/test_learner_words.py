"""The words of the learner's plan and placement: both languages say the same things, and every one that a script asks for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.renderers.pages.learner import placement, plan
from generator.renderers.pages.learner.page import Words

ELEMENTS = {
    "placement": (placement.SCRIPT_WORDS, ("placement.js", "words.js")),
    "plan": (plan.SCRIPT_WORDS, ("plan.js", "plan-view.js", "words.js")),
}


def holes(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("words", [placement.SCRIPT_WORDS, plan.SCRIPT_WORDS, placement.WORDS, plan.WORDS])
def test_both_languages_have_the_same_sentences_with_the_same_holes(words: Words) -> None:
    fr, en = words["fr"], words["en"]
    assert set(fr) == set(en)
    assert [key for key in fr if holes(fr[key]) != holes(en[key])] == []


@pytest.mark.parametrize("element", sorted(ELEMENTS))
def test_every_sentence_a_script_asks_for_is_in_its_page(root: Path, element: str) -> None:
    words, scripts = ELEMENTS[element]
    text = "".join((root / "generator/browser/learner" / name).read_text("utf-8") for name in scripts)
    asked = set(re.findall(r'\bsay\("(\w+)"', text))
    asked |= {f"{key}_{form}" for key in re.findall(r'\bcount\("(\w+)"', text) for form in ("one", "other")}
    assert asked - set(words["fr"]) == set()
