"""The tables of a report, for a spreadsheet that opens them with a double click.

French: semicolons and decimal commas, as Excel and LibreOffice want them in French; English: commas and points. UTF-8
with its mark (BOM), without which Excel breaks accents; lines end as RFC 4180 says. A cell that a spreadsheet would
take for a formula begins with an apostrophe: learners type what they like.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from generator.model import Answer, Answered, Question, Result, Variant
from generator.renderers.results.texts_of import Texts, mark
from generator.renderers.results.words import COLUMNS, KINDS, WORDS, YES
from generator.results import Class

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
_SEPARATOR = {"fr": ";", "en": ","}

Cell = str | int | float


def per_person(results: Sequence[Result], variant: Variant) -> bytes:
    """One row per learner and question. Learners are numbered in the order of their ids, which are random."""
    texts, language = Texts(variant), variant.language
    known = {
        (chapter.id, question.stem.id): (chapter.title, question)
        for chapter in variant.chapters
        for question in (chapter.quiz.questions if chapter.quiz else ())
    }
    rows: list[Sequence[Cell]] = [COLUMNS[language]["person"]]
    for number, result in enumerate(sorted(results, key=lambda r: r.id), start=1):
        own = {(one.module, one.question): one for one in result.questions}
        rows += [
            (number, result.audience, *_asked(key, *known[key], texts), *_answered(own[key], language))
            for key in known
            if key in own
        ]
    return _written(rows, language)


def _asked(key: tuple[str, str], title: str, question: Question, texts: Texts) -> tuple[Cell, ...]:
    kind = KINDS[texts.language][type(question).__name__]
    return (
        key[0],
        texts.plain(title),
        key[1],
        texts.plain(question.stem.prompt),
        kind,
        question.stem.objective,
    )


def _answered(one: Answered, language: str) -> tuple[Cell, ...]:
    first, last = _said(one.first.answer, language), _said(one.last.answer, language)
    return first, one.first.score, last, one.last.score, one.tries, YES[language][one.done]


def _said(answer: Answer, language: str) -> str:
    """An answer in one cell: ids as the quiz has them, words as typed."""
    match answer:
        case None:
            return ""
        case bool():
            return WORDS[language][f"judgement-{str(answer).lower()}"]
        case tuple():
            return " | ".join(answer)
        case Mapping():
            return " | ".join(f"{name}: {_said(value, language)}" for name, value in answer.items())
        case str():
            return answer


def summary(group: Class, variant: Variant) -> bytes:
    """One row per question and possible answer: what the page's cells show."""
    texts, language = Texts(variant), variant.language
    words = WORDS[language]
    rows: list[Sequence[Cell]] = [COLUMNS[language]["summary"]]
    for module in group.modules:
        for count in module.questions:
            key = (module.chapter.id, count.question.stem.id)
            asked = _asked(key, module.chapter.title, count.question, texts)
            numbers = (count.answered, count.right_first, count.right_end, count.tries)
            for index, item in enumerate(count.items):
                share = round(item.count / count.answered, 3) if count.answered else 0
                said = texts.item_words(item, count.question)
                where = texts.plain(item.elsewhere)
                rows.append(
                    (*asked, *numbers, mark(index), words[f"sort-{item.sort}"], said, item.count, share, where,
                     texts.plain(item.feedback))
                )  # fmt: skip
    return _written(rows, language)


def _written(rows: Iterable[Sequence[Cell]], language: str) -> bytes:
    out = io.StringIO(newline="")
    table = csv.writer(out, delimiter=_SEPARATOR[language], lineterminator="\r\n")
    for row in rows:
        table.writerow([_cell(cell, language) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _cell(cell: Cell, language: str) -> str:
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    text = f"{cell:g}"
    return text.replace(".", ",") if language == "fr" else text
