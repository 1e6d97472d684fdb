"""Numbers and short words as people type them, read as the quiz's script does (`generator/browser/quiz/answers.js`).

Only as far as grouping wrong answers needs it: whether an answer was right is said by its score, never again here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from generator.model import Answer

_NUMBER = re.compile(r"([+\-−–]?)\s*(\d[\d\s.,'’\u00a0\u2007\u2009\u202f]*)")
_GAPS = re.compile(r"[\s'’\u00a0\u2007\u2009\u202f]+")
_NOT_A_WORD = re.compile(r"[\W_]+")
_MOST_DIGITS = 18


def number_in(answer: Answer, language: str) -> float | None:
    """The number that begins an answer, with French or English marks; what follows it is taken for its unit."""
    found = _NUMBER.match(answer.strip()) if isinstance(answer, str) else None
    if found is None:
        return None
    digits = _GAPS.sub("", found.group(2)).rstrip(".,")
    plain = _with_point(digits, language)
    if plain is None or not re.fullmatch(r"\d+(\.\d+)?", plain, re.ASCII) or len(plain) > _MOST_DIGITS:
        return None
    value = float(plain)
    return -value if found.group(1) and found.group(1) != "+" else value


def _with_point(digits: str, language: str) -> str | None:
    """Digits with a point before their decimals and no other mark."""
    marks = {mark for mark in digits if mark in ".,"}
    if not marks:
        return digits
    last = max(digits.rfind(mark) for mark in marks)
    whole, decimals = digits[:last], digits[last + 1 :]
    if len(marks) == 2:
        return f"{re.sub('[.,]', '', whole)}.{decimals}"
    grouped = re.fullmatch(r"[1-9]\d{0,2}([.,]\d{3})+", digits) is not None
    several = digits.count(digits[last]) > 1
    if grouped and (several or (digits[last] == "," and language == "en")):
        return re.sub("[.,]", "", digits)
    return None if several else f"{whole}.{decimals}"


def near(value: float, expected: float, tolerance: float) -> bool:
    """Within a tolerance; the last binary digits of decimals do not count."""
    return abs(value - expected) <= tolerance + 1e-9 * max(1.0, abs(expected))


def same_words(words: str, known: Iterable[str]) -> bool:
    """Whether words are some of those known, without case, accents, punctuation or spaces."""
    return _bare(words) in {_bare(one) for one in known}


def _bare(words: str) -> str:
    opened = unicodedata.normalize("NFKD", words).casefold().replace("œ", "oe").replace("æ", "ae")
    return _NOT_A_WORD.sub("", "".join(c for c in opened if not unicodedata.combining(c)))
