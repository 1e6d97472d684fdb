"""A quiz as HTML: complete without JavaScript, the same at every build, left alone by Markdown engines."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from quiz_sample import (
    GOALS,
    MATCHING,
    MULTIPLE,
    NUMERIC,
    ORDERING,
    QUESTIONS,
    SHORT,
    SINGLE,
    SORTING,
    TRUE_FALSE,
    quiz,
    to_block,
    to_inline,
)

from generator.model import Choice, Step
from generator.renderers.pages.quiz_words import ARTICLES, PAGE_WORDS, SCRIPT_WORDS
from generator.renderers.pages.quizzes import render_quiz, shuffled

EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
]
VOID = {"input", "path", "circle", "br", "img", "hr"}


def rendered(*questions, language: str = "fr", **options) -> str:
    return render_quiz(quiz(*questions), language, to_inline, to_block, **options)


def in_page(html: str) -> str:
    page = f"# Titre\n\nAvant.\n\n{html}\n\n*[LED]: diode\n\nAprès, *en relief*.\n"
    return markdown.markdown(page, extensions=EXTENSIONS)


class _Tree(HTMLParser):
    """Elements in order, and whether each is closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.stem.id)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_kind_reads_as_a_fieldset_with_its_answer_folded(question, language):
    html = rendered(question, language=language)
    assert html.startswith('<div class="parcours-quiz"')
    assert f'id="q-{question.stem.id}"' in html
    assert "<fieldset" in html
    assert "<legend" in html
    assert f"<summary>{PAGE_WORDS[language]['show_answer']}</summary>" in html
    folded = html[html.index('<details class="pq-fold pq-answer"') :]
    assert "Éteindre ne demande <strong>aucun achat</strong>" in folded


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.stem.id)
def test_all_feedback_stands_in_the_page_but_out_of_search(question):
    html = rendered(question)
    open_part = re.sub(r"<details\b[^>]*data-search-exclude.*?</details>", "", html, flags=re.DOTALL)
    feedback = re.findall(r"feedback='([^']+)'", repr(question))
    for text in feedback:
        assert to_block(text).strip() in html
        assert to_block(text).strip() not in open_part


def test_prompts_choices_and_steps_are_readable_text():
    html = rendered()
    for question in QUESTIONS:
        assert to_inline(question.stem.prompt) in html
    for choice in SINGLE.choices:
        assert f'<span class="pq-text">{choice.text}</span>' in html
    for pair in MATCHING.pairs:
        assert pair.right in html
    assert "64,9\u00a0%" in html
    assert ">64.9%<" in rendered(language="en")


def test_markup_is_balanced_and_ids_unique():
    elements = _Tree(rendered(goals=GOALS)).elements
    ids = [attrs["id"] for _, attrs in elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    pointed = [
        name
        for _, attrs in elements
        for key in ("aria-describedby", "aria-labelledby", "for")
        for name in (attrs.get(key) or "").split()
    ]
    assert set(pointed) <= set(ids)
    assert {attrs["href"][1:] for tag, attrs in elements if tag == "a" and attrs["href"][0] == "#"} <= set(
        ids
    )


def test_nothing_is_inline_that_a_strict_policy_forbids():
    for tag, attrs in _Tree(rendered(goals=GOALS)).elements:
        assert tag not in {"script", "style"}
        assert not [name for name in attrs if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_markdown_leaves_the_block_as_it_is(language):
    html = rendered(language=language, goals=GOALS)
    assert html in in_page(html)
    assert "<em>en relief</em>" in in_page(html)


def test_markdown_leaves_code_lists_and_odd_texts_alone():
    odd = (
        "Premier paragraphe.\n\n```\n    indenté\n\n    après une ligne vide\n```\n\n- un\n- deux\n\n"
        '1. x\n\n> cité\n\n`--8<-- "fichier"` {.classe} [[lien]] :smile: ==x== ++ctrl++ *[LED]: non\n\n'
        "```\n*[LED]: rien\n!!! note\n```"
    )
    stem = replace(SINGLE.stem, prompt=odd, explanation=odd, hints=(odd,))
    html = rendered(replace(SINGLE, stem=stem))
    assert html in in_page(html)
    assert "\n\n" not in html
    assert not re.search(r"^[ \t]", html, flags=re.MULTILINE)
    assert "<code>    indenté&#10;&#10;    après une ligne vide" in html
    legend = html[html.index("<legend") : html.index("</legend>")]
    assert "Premier paragraphe." in legend
    assert "<ul>" not in legend


HOSTILE = "<script>alert(1)</script> \"><img src=x onerror=alert(1)> '&lt; </details></div>"


def _hostile_everywhere(question):
    """The question with every text made hostile, ids and structure kept."""
    if isinstance(question, str):
        return HOSTILE
    if isinstance(question, tuple):
        return tuple(_hostile_everywhere(each) for each in question)
    if not hasattr(question, "__dataclass_fields__"):
        return question
    kept = {"id", "category", "place", "objective", "recall"}
    return replace(
        question,
        **{
            name: _hostile_everywhere(getattr(question, name))
            for name in question.__dataclass_fields__
            if name not in kept
        },
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.stem.id)
def test_hostile_texts_stay_text(question):
    html = rendered(_hostile_everywhere(question))
    tree = _Tree(html)
    allowed = {tag for tag, _ in _Tree(rendered(goals=GOALS)).elements}
    assert {tag for tag, _ in tree.elements} <= allowed
    assert not [name for _, attrs in tree.elements for name in attrs if name.startswith("on")]
    assert html in in_page(html)


def test_the_order_is_the_same_at_every_build_and_in_every_language():
    english = tuple(replace(choice, text=choice.text.upper()) for choice in SINGLE.choices)
    orders = [
        re.findall(r'data-item="([^"]+)"', rendered(replace(SINGLE, choices=choices), language=language))
        for choices, language in ((SINGLE.choices, "fr"), (english, "en"), (SINGLE.choices[::-1], "fr"))
    ]
    assert orders[0] == orders[1] == orders[2]
    assert sorted(orders[0]) == sorted(choice.id for choice in SINGLE.choices)


def test_choices_stay_in_order_when_told():
    asked = replace(SINGLE, stem=replace(SINGLE.stem, shuffle=False))
    found = re.findall(r'data-item="([^"]+)"', rendered(asked))
    assert found == [choice.id for choice in SINGLE.choices]


IDS = st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=2, max_size=7, unique=True)


@given(st.from_regex(r"[a-z]{1,8}", fullmatch=True), IDS)
def test_a_shuffle_keeps_all_and_never_the_written_order(question, ids):
    steps = [Step(identity, identity, "", SINGLE.stem.place) for identity in ids]
    order = [step.id for step in shuffled(question, steps)]
    assert sorted(order) == sorted(ids)
    assert order != ids


def test_an_ordering_is_shuffled_even_when_told_not_to():
    asked = replace(ORDERING, stem=replace(ORDERING.stem, shuffle=False))
    found = re.findall(r'data-item="([^"]+)"', rendered(asked))
    assert found != [step.id for step in ORDERING.steps]


def test_answers_are_where_the_script_reads_them():
    html = rendered()
    assert 'data-for="off" data-right="yes"' in html
    assert 'data-value="64.9" data-tolerance="0.5"' in html
    assert 'data-value="35.1"' in html
    for pair in MATCHING.pairs:
        assert f'data-for="{pair.id}" data-right="{pair.id}"' in html
    for card in SORTING.cards:
        assert f'data-for="{card.id}" data-right="{card.category}"' in html
    key = html[html.index('<ol class="pq-key">') :]
    assert re.findall(r'data-for="([^"]+)"', key)[:4] == [step.id for step in ORDERING.steps]


def test_only_assessed_objectives_are_listed():
    html = rendered(SINGLE, MULTIPLE, goals=GOALS)
    assert re.findall(r'data-goal="([^"]+)"', html) == ["compute-saving", "classify"]
    assert "data-goal" not in rendered(SINGLE)


def test_headings_follow_the_page():
    assert "<h2 class=" in rendered(SINGLE)
    deeper = rendered(SINGLE, heading=3)
    assert "<h2" not in deeper
    assert "<h3 class=" in deeper


def test_both_languages_have_the_same_words():
    for words in (PAGE_WORDS, SCRIPT_WORDS):
        assert words["fr"].keys() == words["en"].keys()
        assert all(text.strip() for language in words.values() for text in language.values())
    assert ARTICLES.keys() == {"fr", "en"}
    holes = re.compile(r"\{\w+\}")
    for key, text in SCRIPT_WORDS["fr"].items():
        assert sorted(holes.findall(text)) == sorted(holes.findall(SCRIPT_WORDS["en"][key]))


def test_french_words_are_set_in_french():
    for text in [*PAGE_WORDS["fr"].values(), *SCRIPT_WORDS["fr"].values()]:
        assert not re.search(r" [:;?!»]|« |'", text), text


def test_a_number_has_the_marks_of_its_language():
    large = replace(NUMERIC, answer=5411142.0, decimals=0, unit="€", mistakes=())
    assert "5\u202f411\u202f142\u00a0€" in rendered(large)
    assert "5,411,142\u00a0€" in rendered(large, language="en")
    assert "−3,5" in rendered(replace(large, answer=-3.5, decimals=1, unit=""))


def test_recall_and_other_accepted_answers_are_told():
    assert PAGE_WORDS["fr"]["recall"] in rendered(MATCHING)
    assert "Accepté aussi" in rendered(SHORT)
    assert PAGE_WORDS["fr"]["recall"] not in rendered(TRUE_FALSE)


def test_numbers_of_sources_are_not_read_out_with_an_option():
    def cited(markdown: str) -> str:
        return to_inline(markdown).replace("@loi", '<a class="pc-cite" href="#source-loi">3</a>')

    pairs = tuple(replace(pair, right=f"{pair.right} @loi") for pair in MATCHING.pairs)
    html = render_quiz(quiz(replace(MATCHING, pairs=pairs)), "fr", cited, to_block)
    assert " · Peut-on isoler une personne ?</option>" in html
    assert 'Peut-on isoler une personne ? <a class="pc-cite" href="#source-loi">3</a>' in html


def test_letters_go_past_z():
    decoys = tuple(
        Choice(f"d{index}", f"Leurre {index}", False, "Non.", SINGLE.stem.place) for index in range(30)
    )
    html = rendered(replace(MATCHING, decoys=decoys))
    assert '<span class="pq-letter">AG</span>' in html
