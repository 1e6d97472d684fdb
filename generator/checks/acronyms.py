"""Acronyms: spelt out where a lesson first uses them, or by the glossary, which the site links there."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator import texts
from generator.checks.measures import prose
from generator.diagnostics import Diagnostic, Place
from generator.model import Course, Lesson, Term

_ACRONYM = re.compile(r"(?<![\w.-])([A-ZÀ-ÖØ-Þ]{2,}[A-ZÀ-ÖØ-Þ0-9]*)s?(?!\w)")
_ROMAN = re.compile(r"[IVXLC]{2,}")
_APART = re.compile(r"^(?:#{1,6}\s|[ \t>]*(?:!!!|\?\?\?\+?|===)[ \t]|[ \t>]*\|).*$", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n[ \t]*\n|\x1e|\n(?=[ \t>]*\|)")
_WORD = re.compile(r"[^\W\d_]+")
_IN_BRACKETS = re.compile(r"\(\s*(?:[^\W\d_]+[ \u00a0:,]+){0,3}$")
_THEN_BRACKETS = re.compile(r"s?\s*\(\s*(?!voir\b|see\b|art)([^\d()]+)\)")
_APPOSED = re.compile(r"s?,\s+(?:l['’]|la\s|le\s|les\s|the\s)", re.IGNORECASE)
_SMALL = 3
"""Letters of the words that an acronym may pass over: « de », « la », “of”, “the”."""


class _Use(NamedTuple):
    """An acronym in a text: what stands before and after it in its paragraph; `apart` in a heading or a table."""

    acronym: str
    start: int
    length: int
    before: str
    after: str
    apart: bool


def spelt(course: Course) -> Iterator[Diagnostic]:
    """acronym-not-spelt: in each lesson, as each audience reads it."""
    for language in course.languages:
        terms = _by_acronym(course.glossary.get(language, ()))
        for module in course.modules_in_order:
            for lesson in module.lessons.get(language, ()):
                yield from _lesson(course, lesson, terms)


def _lesson(course: Course, lesson: Lesson, terms: Mapping[str, Term]) -> Iterator[Diagnostic]:
    told: dict[tuple[str, Place], list[str]] = defaultdict(list)
    for audience in course.audiences:
        for acronym, (use, place) in _first_uses(lesson, audience.id).items():
            if acronym not in course.acronyms and not _told_to(use, terms.get(acronym)):
                told[acronym, place].append(audience.id)
    for (acronym, place), audiences in told.items():
        whom = "" if len(audiences) == len(course.audiences) else f" for {' and '.join(audiences)}"
        term = terms.get(acronym)
        hint = (
            f"the glossary has it, without its words: write them in the definition of '{term.id}'"
            if term
            else f"write its words out where '{lesson.id}' first uses it, the acronym in brackets; or make it a glossary term"
        )
        yield Diagnostic("acronym-not-spelt", f"'{acronym}' is not spelt out{whom}", place, hint)


@lru_cache(maxsize=1 << 13)
def _told_to(use: _Use, term: Term | None) -> bool:
    """Whether who meets an acronym there gets its words."""
    return _spelt_here(use) or (term is not None and _spelt_by(term, use.acronym))


def _first_uses(lesson: Lesson, audience: str) -> dict[str, tuple[_Use, Place]]:
    """Where an audience first meets each acronym. What a heading or a table holds, the text may spell out below."""
    first: dict[str, tuple[_Use, Place]] = {}
    for passage in (p for p in lesson.passages if p.audience in {None, audience}):
        for use in _uses(passage.text):
            if use.acronym not in first or (first[use.acronym][0].apart and not use.apart):
                line, column = texts.line_and_column(passage.text, use.start)
                place = Place(passage.place.path, passage.place.line + line - 1, column, use.length)
                first[use.acronym] = (use, place)
    return first


_NEAR = 240
"""Letters before and after an acronym in which its words may stand."""


@lru_cache(maxsize=1 << 13)
def _uses(text: str) -> tuple[_Use, ...]:
    """The acronyms of a text, in order: the first use of each in prose, and the first in a heading or a table."""
    if not _ACRONYM.search(text):
        return ()
    bare = prose(text, whole=True)
    beside = [m.span() for m in _APART.finditer(text)]
    found: dict[tuple[str, bool], _Use] = {}
    start = 0
    for end in [*(m.start() for m in _PARAGRAPH.finditer(bare)), len(bare)]:
        for m in _ACRONYM.finditer(bare, start, end):
            if not _ROMAN.fullmatch(m.group(1)) and not text.startswith("<sub>", m.end()):
                apart = any(a <= m.start() < b for a, b in beside)
                use = _Use(
                    m.group(1),
                    m.start(),
                    len(m.group()),
                    bare[max(start, m.start() - _NEAR) : m.start()],
                    bare[m.end(1) : min(end, m.end(1) + _NEAR)],
                    apart,
                )
                found.setdefault((use.acronym, apart), use)
        start = end
    return tuple(found.values())


def _spelt_here(use: _Use) -> bool:
    """« analyse d'impact (AIPD) », « AIPD (analyse d'impact) », « l'AIPD, l'analyse… », or its words beside it."""
    named, then, first = _words(use.before), _words(use.after), _plain(use.acronym)[0]
    if _IN_BRACKETS.search(use.before) and any(word[0] == first for word in named[-14:]):
        return True
    opened = _THEN_BRACKETS.match(use.after)
    if opened and len(_words(opened.group(1))) > 1:
        return True
    # In English the words of a French acronym come in another order: its first letter is enough.
    if _APPOSED.match(use.after) and any(word[0] == first for word in then[:4]):
        return True
    return _initials(use.acronym, named[-16:]) or _initials(use.acronym, then[:16])


def _by_acronym(terms: tuple[Term, ...]) -> Mapping[str, Term]:
    return {form: term for term in terms for form in (term.name, *term.forms) if _ACRONYM.fullmatch(form)}


def _spelt_by(term: Term, acronym: str) -> bool:
    """Whether an entry of the glossary says the words: as a name or a form, or in its definition."""
    if any(_initials(acronym, _words(form)) for form in (term.name, *term.forms) if " " in form):
        return True
    return _initials(acronym, _words(term.definition)) or any(
        use.acronym == acronym and _spelt_here(use) for use in _uses(term.definition)
    )


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).upper()


def _words(text: str) -> list[str]:
    return _WORD.findall(_plain(text))


def _initials(acronym: str, named: list[str]) -> bool:
    """Whether words in a row begin with the letters of an acronym, small words and one other apart."""
    letters = "".join(c for c in _plain(acronym) if c.isalpha())
    others = [word for word in named if not word.startswith(letters)]  # not the acronym itself
    return any(word[0] == letters[0] and _from(letters, others[at:], 1) for at, word in enumerate(others))


def _from(letters: str, named: list[str], spare: int) -> bool:
    if not letters:
        return True
    if not named:
        return False
    word, rest = named[0], named[1:]
    # A word gives one letter or more of its own: NUM of « numérique ».
    for taken in range(1, len(letters) + 1):
        if not word.startswith(letters[:taken]):
            break
        if _from(letters[taken:], rest, spare):
            return True
    if len(word) <= _SMALL:
        return _from(letters, rest, spare)
    return spare > 0 and _from(letters, rest, spare - 1)
