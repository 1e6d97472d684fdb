"""How hard a text is to read: sentences, words, syllables, and the two formulas made of them. Pure.

Lives here: cutting the prose of a Markdown text into sentences that keep their place, and counting in them. May not
live here: what is too hard, and for whom (see `readable`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator import texts


@dataclass(frozen=True, slots=True)
class Sentence:
    """A unit of thought of a text; `start` and `length` say where its author wrote it."""

    start: int
    length: int
    words: int
    syllables: int
    measured: int
    """Words whose syllables are counted: numbers are read in too many ways."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted over the sentences of a text."""

    sentences: int
    words: int
    syllables: int
    measured: int

    @property
    def words_per_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def syllables_per_word(self) -> float:
        return self.syllables / self.measured if self.measured else 0.0


def measure(sentences: Iterable[Sentence]) -> Measure:
    """The sums over some sentences."""
    counted = tuple(sentences)
    return Measure(
        len(counted),
        sum(s.words for s in counted),
        sum(s.syllables for s in counted),
        sum(s.measured for s in counted),
    )


def ease(text: Measure, language: str) -> float:
    """From 0 (very hard) to 100 (very easy), and beyond at both ends.

    French: 207 − 1.015 × words per sentence − 73.6 × syllables per word, after L. Kandel and A. Moles, « Application de
    l'indice de Flesch à la langue française », Cahiers d'études de radio-télévision, 19, 1958. English: 206.835 − 1.015
    × words per sentence − 84.6 × syllables per word, R. Flesch, “A new readability yardstick”, Journal of Applied
    Psychology, 32(3), 1948. Both were calibrated on other texts than ours: they rank texts, they judge none alone.
    """
    if language == "fr":
        return 207 - 1.015 * text.words_per_sentence - 73.6 * text.syllables_per_word
    return 206.835 - 1.015 * text.words_per_sentence - 84.6 * text.syllables_per_word


# --- prose, in place --------------------------------------------------------------------------------

_LINE_END = re.compile(r"[^\n]")
# A heading, the title of a box, a row of a table.
_APART = re.compile(r"^(?:#{1,6}\s|[ \t>]*(?:\||(?:!!!|\?\?\?\+?|===)[ \t])).*$", re.MULTILINE)
_BULLET = re.compile(r"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+", re.MULTILINE)
_QUOTED = re.compile(r"^[ \t]*>[ \t>]*", re.MULTILINE)
_STRESS = str.maketrans("*_", "  ")
_TERM_ID = re.compile(r"\[\[[^\]|\n]+\|")
_ONE_WORD = frozenset({"fact", "code", "url", "slot"})
_BLANK = frozenset({"fence", "image", "cite", "html"})


def _spaces(text: str) -> str:
    return _LINE_END.sub(" ", text)


def _ringed(found: re.Match[str]) -> str:
    """A list's mark, as the sign that a new block begins there."""
    return "\x1e" + " " * (len(found.group()) - 1)


@lru_cache(maxsize=1 << 14)
def prose(text: str, *, whole: bool = False) -> str:
    """A Markdown text with all that is no prose blotted out, every other character in its place.

    Marks that read as a word (a fact, code, an address) become one word; citations, pictures and blocks of code become
    spaces; so do headings, titles of boxes and tables, unless `whole`. A list's item begins with a record separator.
    """
    out = []
    for token in texts.tokens(text):
        length = len(token.text)
        if token.kind in _BLANK:
            out.append(_spaces(token.text))
        elif token.kind in _ONE_WORD:
            out.append("0" * length)  # as a number: a word without syllables
        elif token.kind == "link" and (link := texts.LINK.fullmatch(token.text)):
            out.append(f" {link.group(1)}".ljust(length))
        elif token.kind == "term":
            head = _TERM_ID.match(token.text)
            skipped = len(head.group()) if head else 2
            out.append((" " * skipped + token.text[skipped:-2]).ljust(length))
        else:
            out.append(token.text)
    bare = "".join(out)
    if not whole:
        bare = _APART.sub(lambda m: _spaces(m.group()), bare)
    bare = _QUOTED.sub(lambda m: " " * len(m.group()), bare) if ">" in bare else bare
    return _BULLET.sub(_ringed, bare).translate(_STRESS)


# A word: letters, with the apostrophes and hyphens inside; French elisions are words (« l'habitant » is two).
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:[ \u00a0\u202f]\d{3}(?!\d)|[.,]\d+)*")
# What ends a sentence: its own sign, a blank line, the next item of a list. Flesch counts a unit of thought to each full
# stop, question or exclamation mark, colon and semicolon; a stop after one capital letter or an abbreviation ends nothing.
_END = re.compile(r"\n[ \t]*\n|\x1e|[.!?…;:](?:[\"”’)\]]|[ \u00a0\u202f]?»)*(?=\s|\Z)")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\bart|\bp|\bMme|\bn|\be\.g|\bi\.e)\Z")


@lru_cache(maxsize=1 << 14)
def sentences(text: str, language: str) -> tuple[Sentence, ...]:
    """The sentences of a Markdown text, each where it stands."""
    bare, said = prose(text), _SYLLABLES[language]
    found = []
    for start, end in _spans(bare):
        words = _WORD.findall(bare, start, end)
        letters = [word for word in words if word[0].isalpha()]
        if not letters:
            continue
        run = bare[start:end].rstrip(" \t\n\x1e")
        first = len(run) - len(run.lstrip(" \t\n\x1e"))
        counted = sum(map(said.__getitem__, letters))
        found.append(Sentence(start + first, len(run) - first, len(words), counted, len(letters)))
    return tuple(found)


def _spans(bare: str) -> Iterator[tuple[int, int]]:
    at = 0
    for end in _END.finditer(bare):
        sign, begin = end.group()[0], end.start()
        if sign == "." and _ABBREVIATED.search(bare, max(at, begin - 4), begin):
            continue
        if sign == "…" and bare[begin - 1 : begin] in {"", " "}:  # a gap to fill in
            continue
        yield at, end.end()
        at = end.end()
    if at < len(bare):
        yield at, len(bare)


# --- syllables --------------------------------------------------------------------------------------


def syllables(word: str, language: str) -> int:
    """Syllables of a word, by rule of thumb: right for nine words in ten, which is enough for a mean.

    French: runs of vowels, a mute e at the end apart. English: the same, with the silent endings of its verbs.
    An acronym is read letter by letter.
    """
    if len(word) > 1 and word.isupper() and len(word) <= 5:
        return len(word)
    low = word.lower()
    return max(1, _french(low) if language == "fr" else _english(low))


_FR_VOWELS = re.compile(r"[aàâäæeéèêëiîïoôöœuùûüy]+")
_FR_GLIDE = re.compile(r"qu(?=[aeiouyéèêàâîïôû])|gu(?=[eéèêiïy])")
# « -ent » is said in nouns and adverbs, silent in verbs: told apart by the letters before, since both abound.
_FR_SAID = re.compile(r"(?:[mcdi]|rg|llig|\bag|souv|prés)ent$")
_FR_MUTE = re.compile(r"(?<=\w)e(?:s|nt)?$")
# Two vowels that are said apart: « cré-er », « ré-union », « o-pé-ra-tion co-o-pé-rée », « po-ème », « pa-ys ».
_FR_APART = re.compile(r"é(?=[aoiuéâe])|[aou](?=é)|[aoué](?=ï)|o(?=[oèë])|a(?=ys)|ay(?=e)")


def _french(word: str) -> int:
    count = 0
    for part in word.split("-"):
        bare = _FR_GLIDE.sub("k", part)
        if not _FR_SAID.search(bare):
            bare = _FR_MUTE.sub("", bare)
        count += len(_FR_VOWELS.findall(bare)) + len(_FR_APART.findall(bare))
    return count


_EN_VOWELS = re.compile(r"[aeiouy]+")
_EN_SILENT = re.compile(r"(?<=[^aeiouy])(?:e|es|ed)$")
_EN_KEPT = re.compile(r"[^aeiouy]les?$|[td]ed$|(?:[scxzg]|ch|sh)es$")
_EN_APART = re.compile(
    r"(?<![ct])i(?=[ao](?!n))|i(?=um)|(?<![gq])u(?=[ai])|e(?=o(?!p))|(?<=cr)e(?=a)|y(?=i)|e(?=ing)|e(?=a$)|i(?=enc)"
)


def _english(word: str) -> int:
    count = 0
    for part in word.split("-"):
        bare = part if _EN_KEPT.search(part) else _EN_SILENT.sub("", part)
        count += len(_EN_VOWELS.findall(bare)) + len(_EN_APART.findall(bare))
    return count


class _Syllables(dict[str, int]):
    """Counts kept by word: a course says the same few thousand words over and over."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, word: str) -> int:
        count = self[word] = syllables(word, self.language)
        return count


_SYLLABLES = {language: _Syllables(language) for language in ("fr", "en")}
