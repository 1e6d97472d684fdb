"""A quiz as one block of HTML.

Lives here: what the templates of `templates/quiz/` need to know of each kind of question, the stable shuffle, and
the shape of the block (one that Markdown engines leave alone). May not live here: words (see `quiz_words`),
markup, scores (the page's script computes them, see `generator/browser/quiz/`).
The block reads well without JavaScript: questions as fieldsets, answers and their feedback in `<details>`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, Protocol, TypeVar, assert_never

from jinja2 import Environment
from markupsafe import Markup

from generator import texts as prose
from generator.model import (
    Choice,
    Goal,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    Quiz,
    ShortText,
    SingleChoice,
    Sorting,
    TrueFalse,
)
from generator.renderers.common.templates import html
from generator.renderers.pages.blocks import as_one_block
from generator.renderers.pages.quiz_words import ARTICLES, PAGE_WORDS, SCRIPT_WORDS, UNIT_NAMES

STYLES = ("quiz/answering.css", "quiz/quiz.css")
"""What a page with a quiz links, from `generator/browser/`."""

SCRIPT = "quiz/quiz.js"
"""What a page with a quiz loads, as a module; it imports its neighbours by relative addresses."""

TEMPLATES = Path(__file__).parent.parent / "templates" / "quiz"


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Named)


@dataclass(frozen=True)
class _Texts:
    """How the Markdown of a question becomes HTML, and in which language its numbers are written."""

    language: str
    to_inline: Callable[[str], str]
    to_block: Callable[[str], str]

    def inline(self, markdown: str) -> Markup:
        return Markup(self.to_inline(markdown))  # noqa: S704 - the function given makes safe HTML

    def block(self, markdown: str) -> Markup:
        return Markup(self.to_block(markdown))  # noqa: S704 - the function given makes safe HTML

    def plain(self, markdown: str) -> str:
        """The words alone, for attributes and lists of options, which hold no markup; no number of a source."""
        html = re.sub(r"<a\b[^>]*>\d+</a>", "", self.to_inline(markdown))
        return unescape(re.sub(r"<[^>]*>", "", html)).strip()

    def prompt(self, markdown: str) -> tuple[Markup, Markup]:
        """First paragraph and the rest: a legend may hold phrases only, no list or second paragraph."""
        html = self.block(markdown).strip()
        first = re.match(r"<p>(.*?)</p>(.*)", html, flags=re.DOTALL)
        if first is None:
            return Markup(), html
        return Markup(first[1]), Markup(first[2].strip())  # noqa: S704 - safe HTML, cut between two tags


def render_quiz(
    quiz: Quiz,
    language: str,
    to_inline: Callable[[str], str],
    to_block: Callable[[str], str],
    *,
    goals: Sequence[Goal] = (),
    heading: int = 2,
) -> str:
    """Write a quiz as one block of HTML that Markdown engines keep as it is.

    Args:
        quiz: final texts, in Markdown.
        language: `fr` or `en`: the language of the words that no author wrote.
        to_inline: one paragraph of Markdown to safe HTML, without `<p>`.
        to_block: any Markdown to safe HTML.
        goals: the objectives of the module; the summary says which are reached. Those that no question
            assesses are left out.
        heading: level of the questions' headings, one below the heading the quiz stands under.

    Returns:
        A `<div class="parcours-quiz">` at column 0, no blank or indented line, no newline at the end.

    Raises:
        KeyError: when the language has no words.
    """
    texts = _Texts(language, to_inline, to_block)
    assessed = {question.stem.objective for question in quiz.questions}
    page = _environment().get_template("quiz.html.j2")
    return as_one_block(
        page.render(
            quiz=quiz,
            language=language,
            heading=f"h{heading}",
            subheading=f"h{heading + 1}",
            words=PAGE_WORDS[language],
            script_words=json.dumps(SCRIPT_WORDS[language], ensure_ascii=False, sort_keys=True),
            questions=[_question(question, texts) for question in quiz.questions],
            goals=[goal for goal in goals if goal.id in assessed],
            texts=texts,
        )
    )


@cache
def _environment() -> Environment:
    return html(TEMPLATES)


def shuffled(question_id: str, items: Sequence[_T]) -> tuple[_T, ...]:
    """An order that depends on ids only: the same at every build and in every language.

    Items are sorted by SHA-256 of the question's id and their own, so that a new item moves no other.
    An order that would be the one written is turned by one, so as not to give an answer away.
    """

    def digest(item: _T) -> bytes:
        return hashlib.sha256(f"{question_id}/{item.id}".encode()).digest()

    order = tuple(sorted(items, key=digest))
    if len(order) > 1 and [i.id for i in order] == [i.id for i in items]:
        order = (*order[1:], order[0])
    return order


@dataclass(frozen=True)
class _View:
    """A question ready for its template; `fields` are what only its kind has."""

    template: str
    kind: str
    question: Question
    fields: dict[str, Any]


def _question(question: Question, texts: _Texts) -> _View:
    kind = kind_of(question)
    return _View(f"{kind}.html.j2", kind, question, _fields(question, texts))


def kind_of(question: Question) -> str:
    """The name of a question's kind, as authors write it."""
    match question:
        case SingleChoice():
            return "single"
        case MultipleChoice():
            return "multiple"
        case TrueFalse():
            return "true-false"
        case Numeric():
            return "numeric"
        case Matching():
            return "matching"
        case Ordering():
            return "ordering"
        case Sorting():
            return "sorting"
        case ShortText():
            return "short-text"
    assert_never(question)


def _fields(question: Question, texts: _Texts) -> dict[str, Any]:
    match question:
        case SingleChoice() | MultipleChoice():
            return {"choices": _choices(question, question.choices)}
        case TrueFalse():
            return {"choices": _choices(question, question.reasons)}
        case Numeric():
            return _numeric(question, texts)
        case Matching():
            return _matching(question)
        case Ordering():
            return {"steps": shuffled(question.stem.id, question.steps)}
        case Sorting():
            cards = shuffled(question.stem.id, question.cards) if question.stem.shuffle else question.cards
            return {"cards": cards, "names": {c.id: c.name for c in question.categories}}
        case ShortText():
            return {"articles": " ".join(ARTICLES[texts.language]), "as_json": _as_json}
    assert_never(question)


def _choices(question: Question, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    return shuffled(question.stem.id, choices) if question.stem.shuffle else choices


def _numeric(question: Numeric, texts: _Texts) -> dict[str, Any]:
    unit = prose.plain_slots(question.unit)
    space = "" if unit == "%" and texts.language == "en" else prose.NBSP

    def written(value: float) -> str:
        number = prose.number(value, question.decimals, texts.language)
        return f"{number}{space}{unit}" if unit else number

    return {
        "unit": unit,
        "answer": written(question.answer),
        "mistakes": [(written(mistake.value), mistake) for mistake in question.mistakes],
        "unit_names": _as_json([unit, *UNIT_NAMES.get(unit, ())] if unit else []),
    }


@dataclass(frozen=True)
class _Option:
    """A right-hand text of a matching question; `letter` names it in the list and in the selects."""

    id: str
    text: str


def _matching(question: Matching) -> dict[str, Any]:
    """Rows in one order and options in another, so that neither tells the other's."""
    options = [_Option(pair.id, pair.right) for pair in question.pairs]
    options += [_Option(decoy.id, decoy.text) for decoy in question.decoys]
    identity = question.stem.id
    pairs = shuffled(identity, question.pairs) if question.stem.shuffle else question.pairs
    others = shuffled(f"{identity}/options", options)
    if [pair.id for pair in pairs] == [option.id for option in others][: len(pairs)]:
        others = (*others[1:], others[0])
    letters = {option.id: _letter(index) for index, option in enumerate(others)}
    return {"pairs": pairs, "options": others, "letters": letters}


def _letter(index: int) -> str:
    """A to Z, then AA, AB and so on."""
    head, last = divmod(index, 26)
    return (_letter(head - 1) if head else "") + chr(ord("A") + last)


def _as_json(value: Sequence[str]) -> str:
    return json.dumps(list(value), ensure_ascii=False)
