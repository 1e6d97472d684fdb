"""Markdown as text: where prose ends and code begins, facts, citations, typography, numbers.

Lives here: pure functions on strings that reading, checks, editions and renderers share, so that all of them
agree on what is prose, what is code, and what a `{{ fact }}`, a `[@citation]` or a `[[term]]` is.
May not live here: knowledge of a course, HTML pages, files. Standard library only.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple, cast

Kind = Literal["prose", "fence", "code", "image", "link", "cite", "term", "fact", "slot", "html", "url"]

# Private-use characters carry a filled fact through Markdown without being Markdown or HTML themselves.
SLOT_OPEN, SLOT_MIDDLE, SLOT_CLOSE = "\ue000", "\ue001", "\ue002"

# Others stand on the lines before and after a passage shown under a condition that readers may change.
_WHEN_OPEN, _WHEN_CLOSE = "\ue006", "\ue007"

FACT = re.compile(r"\{\{\s*([A-Za-z0-9_.-]*)\s*\}\}")
CITATION = re.compile(r"\[@([^\]\n]*)\]")
TERM = re.compile(r"\[\[([^\]|\n]+)(?:\|([^\]\n]+))?\]\]")
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^()\s]*)(?:\s+\"([^\"]*)\")?\)")
LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)?)(?:\s+\"([^\"]*)\")?\)")
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
TARGET = re.compile(r"\]\((?=\s*<?\s*([^)\s>]*))")  # a mark inside another is one too

# A block of code opens with its mark, alone or with the name of a language, and closes with the very same line start:
# on anything looser, engines disagree, and what one takes for code another takes for HTML.
_FENCE = re.compile(r"^( *)(`{3,}|~{3,})[A-Za-z0-9_+.#-]*[ \t]*$")
_LIKE_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(`{3,}|~{3,})")
_SLOT = re.compile(f"{SLOT_OPEN}([^{SLOT_MIDDLE}]*){SLOT_MIDDLE}([^{SLOT_CLOSE}]*){SLOT_CLOSE}")
_INLINE = re.compile(
    # On one line: engines take a run of HTML that begins a line for HTML, whatever stands around it.
    r"(?P<code>(?<![`\\])(?P<ticks>`{1,3})(?!`)(?:[^`\n]|(?!(?P=ticks)(?!`))`)*?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<image>!\[[^\]\n]*\]\([^()\n]*\))"
    r"|(?P<cite>\[@[^\]\n]*\])"
    r"|(?P<term>\[\[[^\]\n]+\]\])"
    r"|(?P<link>\[[^\[\]]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\))"
    r"|(?P<fact>\{\{[^{}\n]*\}\})"
    rf"|(?P<slot>{SLOT_OPEN}[^{SLOT_CLOSE}]*{SLOT_CLOSE})"
    r"|(?P<html><(?!(?:https?://|mailto:)[^\s<>]*>)[/!?a-zA-Z][^<>]*>?)"
    r"|(?P<url><?(?:https?://|mailto:)[^\s<>]+>?)"
)
_INLINE_CODE = re.compile(r"(?<![`\\])(`{1,3})(?!`)[^`\n]+(?<!`)\1(?!`)")


class Token(
    NamedTuple
):  # a course has a hundred thousand: three times cheaper to make than a frozen dataclass
    """A run of one kind; `start` is its offset in the text, `heading` whether it stands in a heading line."""

    kind: Kind
    text: str
    start: int
    heading: bool = False


def tokens(text: str) -> Iterator[Token]:
    """Cut a Markdown text into runs; their texts joined give the input back."""
    return iter(_cut(text))


# Checks, selection and rendering look at the same texts many times, always in the same order: a cache smaller than
# the number of texts of a course (a dozen thousand for 2,000 lessons) would forget each one just before its turn.
@lru_cache(maxsize=1 << 17)
def _cut(text: str) -> tuple[Token, ...]:
    out: list[Token] = []
    for is_fence, start, end in _blocks(text):
        if is_fence:
            out.append(Token("fence", text[start:end], start))
        else:
            for heading, first, last in _headings(text, start, end):
                _inline(text, first, last, heading, out)
    return tuple(out)


def marks(text: str, kind: Kind) -> tuple[Token, ...]:
    """The runs of one kind, in order."""
    return _by_kind(text).get(kind, ())


@lru_cache(maxsize=1 << 17)
def _by_kind(text: str) -> Mapping[Kind, tuple[Token, ...]]:
    found: dict[Kind, list[Token]] = {}
    for token in _cut(text):
        if token.kind != "prose":
            found.setdefault(token.kind, []).append(token)
    return {kind: tuple(runs) for kind, runs in found.items()}


def _blocks(text: str) -> Iterator[tuple[bool, int, int]]:
    """(is a fence, start, end) in order. An unclosed fence is prose: engines show it as such."""
    if "```" not in text and "~~~" not in text:
        yield from [(False, 0, len(text))] if text else []
        return
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    at = prose = number = 0
    while number < len(lines):
        last = _fence_end(lines, number)
        size = sum(len(line) for line in lines[number : last + 1])
        if last > number:
            if prose < at:
                yield False, prose, at
            yield True, at, at + size
            prose = at + size
        at += size
        number = last + 1
    if prose < len(text):
        yield False, prose, len(text)


def _fence_end(lines: list[str], first: int) -> int:
    """The last line of the block of code that opens on line `first`; `first` itself when none does."""
    found = _FENCE.match(lines[first].rstrip("\n"))
    if found:
        margin, mark = found.groups()
        for number in range(first + 1, len(lines)):
            line = lines[number].rstrip(" \t\n")
            if line == margin + mark:
                return number
            if line and not line.startswith(margin):
                break
    return first


def fenced_lines(text: str) -> frozenset[int]:
    """Numbers, from 0, of the lines that stand in blocks of code, their marks included."""
    inside: set[int] = set()
    number = 0
    for is_fence, start, end in _blocks(text):
        count = text.count("\n", start, end)
        if is_fence:
            inside.update(range(number, number + count + (not text[start:end].endswith("\n"))))
        number += count
    return frozenset(inside)


def stray_fence(text: str) -> int | None:
    """Offset of a line that looks like the mark of a block of code but opens or closes none, if any."""
    if "```" not in text and "~~~" not in text:
        return None
    for is_fence, start, end in _blocks(text):
        if not is_fence:
            at = start
            for line in text[start:end].split("\n"):
                found = _LIKE_FENCE.match(line)
                if found and "`" not in line[found.end() :]:
                    return at + found.start(1)
                at += len(line) + 1
    return None


def stray_tick(text: str) -> int | None:
    """Offset of a backtick that belongs to no code on its line, if any: engines would pair it further down."""
    if "`" not in text:
        return None
    for token in tokens(text):
        if token.kind not in {"code", "fence"}:
            rest = re.sub(r"\\.", "..", token.text)
            if token.kind != "prose":
                rest = _INLINE_CODE.sub(lambda m: "." * len(m.group()), rest)
            if "`" in rest:
                return token.start + rest.index("`")
    return None


_NOT_A_LINE_END = re.compile(r"[^\n]")


@lru_cache(maxsize=1 << 17)
def without_code(text: str) -> str:
    """The text with its code and its facts blotted out, every other character in its place."""
    out, at = [], 0
    for token in sorted((*marks(text, "code"), *marks(text, "fence"), *marks(text, "fact")), key=_start):
        out += [text[at : token.start], _NOT_A_LINE_END.sub("x", token.text)]
        at = token.start + len(token.text)
    return "".join([*out, text[at:]])


def _start(token: Token) -> int:
    return token.start


def targets(text: str) -> Iterator[tuple[str, int]]:
    """Addresses of links and images outside code with their offsets, wherever an engine could see one."""
    for found in TARGET.finditer(without_code(text)) if "](" in text else ():
        yield found.group(1), found.start(1)


# What a mark can begin with, written so that the engine skips from one to the next: trying every kind of mark at
# every letter took most of the time of checking a course.
_MAY_BEGIN = re.compile(rf"`|!\[|\[|\{{\{{|<|{SLOT_OPEN}|https?://|mailto:")


def _inline(text: str, start: int, end: int, heading: bool, out: list[Token]) -> None:
    """Add the runs between two offsets, which are not in a block of code."""
    at = look = start
    while maybe := _MAY_BEGIN.search(text, look, end):
        begin = maybe.start()
        found = _INLINE.match(text, begin, end)
        if found is None:
            look = begin + 1
            continue
        if begin > at:
            out.append(Token("prose", text[at:begin], at, heading))
        # The group that closed last: the outermost, where one kind of mark holds a group of its own.
        out.append(Token(cast(Kind, found.lastgroup), found.group(), begin, heading))
        at = look = found.end()
    if at < end:
        out.append(Token("prose", text[at:end], at, heading))


_HEADING_LINE = re.compile(r"#{1,6}\s[^\n]*\n?")  # without '^', the engine skips from one '#' to the next


def _headings(text: str, start: int, end: int) -> Iterator[tuple[bool, int, int]]:
    """(is a heading line, start, end) in order: marks never run from a heading into what follows."""
    at = look = start
    while found := _HEADING_LINE.search(text, look, end):
        begin = found.start()
        if begin and text[begin - 1] != "\n":
            look = begin + 1
            continue
        if begin > at:
            yield False, at, begin
        yield True, begin, found.end()
        at = look = found.end()
    if at < end:
        yield False, at, end


# --- facts, citations, slots ------------------------------------------------------------------------


def fact_names(text: str) -> Iterator[tuple[str, int]]:
    """Names in `{{ … }}` with their offsets, wherever they stand (code too: they are filled there)."""
    for found in FACT.finditer(text):
        yield found.group(1), found.start()


_CITED = re.compile(r"@?([^;@\s\]]+)")


def citation_ids(text: str) -> Iterator[tuple[str, int]]:
    """Ids in `[@a; @b]` outside code, with their offsets."""
    for token in marks(text, "cite") if "[@" in text else ():
        for part in _CITED.finditer(token.text[2:-1]):
            yield part.group(1), token.start + 2 + part.start(1)


def fill(text: str, value_of: Callable[[str], str]) -> str:
    """Facts replaced by slots in prose and by their bare value in code, links, images and tags."""
    if "{{" not in text:
        return text
    out = []
    for token in tokens(text):
        if token.kind == "fact" and (found := FACT.fullmatch(token.text)):
            name = found.group(1)
            out.append(f"{SLOT_OPEN}{name}{SLOT_MIDDLE}{value_of(name)}{SLOT_CLOSE}")
        else:
            out.append(FACT.sub(lambda m: value_of(m.group(1)), token.text))
    return "".join(out)


def replace_slots(text: str, show: Callable[[str, str], str]) -> str:
    """Each slot replaced by `show(name, value)`."""
    if SLOT_OPEN not in text:
        return text
    return _SLOT.sub(lambda m: show(m.group(1), m.group(2)), text)


class When(NamedTuple):
    """A run of a text: shown under a condition (empty: always), and whether that holds until a reader chooses."""

    text: str
    condition: str
    holds: bool


def when(text: str, condition: str, *, holds: bool) -> str:
    """A passage marked as shown under a condition, so that a page can show and hide it."""
    state = "" if holds else "!"
    return f"{_WHEN_OPEN}{state}{condition}{_WHEN_CLOSE}\n\n{text}\n\n{_WHEN_OPEN}{_WHEN_CLOSE}"


_WHEN = re.compile(
    f"{_WHEN_OPEN}(!?)([a-z0-9-]+){_WHEN_CLOSE}\n\n(.*?)\n\n{_WHEN_OPEN}{_WHEN_CLOSE}", re.DOTALL
)


def by_condition(text: str) -> Iterator[When]:
    """A text cut at its marked passages."""
    at = 0
    for found in _WHEN.finditer(text):
        if found.start() > at:
            yield When(text[at : found.start()], "", holds=True)
        yield When(found.group(3), found.group(2), holds=not found.group(1))
        at = found.end()
    if at < len(text):
        yield When(text[at:], "", holds=True)


def shown(text: str) -> str:
    """The text without its marks, as it is shown before anyone chooses: for products that cannot choose."""
    if _WHEN_OPEN not in text:
        return text
    return "".join(run.text for run in by_condition(text) if run.holds)


def plain_slots(text: str) -> str:
    """Slots reduced to their values, for titles, attributes and code."""
    return replace_slots(text, lambda _, value: value)


# --- places -----------------------------------------------------------------------------------------


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """1-based line and column of an offset."""
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def digest(text: str) -> str:
    """Sixteen hexadecimal digits of SHA-256 of what a reader sees change: line ends, margins and digests apart."""
    lines = [line.rstrip() for line in text.splitlines()]
    if "_digest:" in text:
        lines = [line for line in lines if not line.lstrip().startswith(("source_digest:", "shared_digest:"))]
    return hashlib.sha256("\n".join(lines).strip().encode()).hexdigest()[:16]


# --- bounds -----------------------------------------------------------------------------------------

MAX_LINE = 6_000
MAX_MARKS = 400
MAX_LEVELS = 8
_LEVEL = re.compile(r">|[-*+](?=[ \t])|\d+[.)](?=[ \t])")
_NESTING = re.compile(rf"(?:[ \t]*(?:{_LEVEL.pattern}))+")
_BEGINS_LEVEL = frozenset(">-*+0123456789")
_MARKS = re.compile(r"[\[\]<>(){}*_`!~^|\\]")


def hostile(text: str) -> tuple[int, int, str] | None:
    """The first line that Markdown engines could choke on, as (offset, length, what it is), if any.

    Python-Markdown's inline patterns take quadratic time or worse on runs of brackets, and recurse on nested quotes and lists:
    the bounds are counted over a paragraph, because that is what an engine looks at as one.
    """
    at = marks = 0
    for line in text.split("\n"):
        bare = line.strip()
        marks = 0 if not bare or bare.startswith("|") else marks
        marks += len(_MARKS.findall(line)) if bare else 0
        if len(line) > MAX_LINE:
            return at, len(line), f"a line of {len(line):,} characters (at most {MAX_LINE:,})"
        if marks > MAX_MARKS:
            return at, len(line), f"a paragraph with more than {MAX_MARKS} brackets and marks"
        begins = _NESTING.match(line) if bare[:1] in _BEGINS_LEVEL else None
        deep = len(_LEVEL.findall(line, 0, begins.end() + 1)) if begins else 0
        if deep > MAX_LEVELS or (deep and len(line) - len(line.lstrip(" ")) > 4 * MAX_LEVELS):
            return at, len(line), f"more than {MAX_LEVELS} levels of quotation or lists"
        at += len(line) + 1
    return None


# --- typography and numbers -------------------------------------------------------------------------

NBSP, NARROW = "\u00a0", "\u202f"

_UNITS = (
    r"%|€|[kMG]€|[kMGT]?Wh?\b|k?m[²³]?\b|h\b|°C|ans?\b|euros?\b|mois\b|jours?\b|minutes?\b|min\b|heures?\b"
    r"|janvier\b|février\b|mars\b|avril\b|mai\b|juin\b|juillet\b|août\b|septembre\b|octobre\b|novembre\b|décembre\b"
    r"|watts?\b|habitants?\b|habitantes?\b|communes?\b|personnes?\b|points?\b|tonnes?\b|millions?\b|milliards?\b"
)
# Each pattern begins with the character it is about and looks behind after it: the engine then skips from one to the
# next instead of looking behind at every position. What may follow a space is one pattern, so that it is one pass.
_SPACE = re.compile(
    r"[ \u00a0\u202f](?:(?=[;!?:])(?<=[^\s|].)(?:(?=[;!?](?![\[!?]))(?P<narrow>)|(?=:(?:\s|$|[*_)]))(?P<fixed>))"
    rf"|(?<=\d.)(?:(?<!\d{{4}}.)(?=\d{{3}}(?!\d))(?P<thousand>)|(?=(?:{_UNITS}))(?P<unit>)))"
)
_QUOTE = re.compile(r"«[ \u00a0\u202f]*(?=\S)")
_ABBREVIATION = re.compile(
    r"(n°(?<!\wn°)|N°|art\.(?<!\wart\.)|Art\.|p\.(?<!\wp\.)|L\.(?<!\wL\.)|R\.(?<!\wR\.)|D\.(?<!\wD\.)"
    r"|M\.(?<!\wM\.)|Mme) (?=\S)"
)
_MEASURED = re.compile(rf"{SLOT_CLOSE} (?=(?:{_UNITS}))")


def _space(found: re.Match[str]) -> str:
    return NARROW if found.lastgroup in {"narrow", "thousand"} else NBSP


_APOSTROPHE = re.compile(r"'(?<=\w')(?=[\w«“*_\[`\ue000])")


@lru_cache(maxsize=1 << 17)  # checks and selection ask for the same texts
def typeset(text: str, language: str) -> str:
    """Prose in the typography of its language; code, links' targets, tags and addresses untouched.

    French: no-break spaces before high punctuation, inside guillemets, before units and between thousands
    (Lexique des règles typographiques en usage à l'Imprimerie nationale). Both languages: curly apostrophes.
    """
    # All runs of prose go through the rules as one text, whatever stands between them held by a mark: eight passes
    # over a page instead of eight over each run, and rules that look behind see that something stands there.
    prose: list[str] = []
    frame: list[str | None] = []
    for token in tokens(text):
        if token.kind == "cite" and prose and not prose[-1].rstrip(" ").endswith("\n"):
            prose[-1] = prose[-1].rstrip(" ")  # the number of a source stays with the word it supports
        if token.kind == "prose":
            frame.append(None)
            prose.append(token.text)
        elif span := _label_of(token):
            start, end = span
            frame += [token.text[:start], None, token.text[end:]]
            prose.append(token.text[start:end])
        else:
            frame += [token.text, None]
            prose.append("")
    done = iter(_typeset_prose(_HELD.join(prose), language).split(_HELD))
    joined = "".join(next(done) if part is None else part for part in frame)
    # Whether what stands before a unit is a filled fact, thus a number, is seen only once joined.
    return _MEASURED.sub(SLOT_CLOSE + NBSP, joined) if language == "fr" else joined


_HELD = "\ue005"


_LABELLED: Mapping[Kind, tuple[re.Pattern[str], int]] = {
    "link": (LINK, 1),
    "image": (IMAGE, 1),
    "term": (TERM, 2),
}


def _label_of(token: Token) -> tuple[int, int] | None:
    """Where the prose inside a mark stands, if it holds any: a link's label is prose, its target is not."""
    pattern, group = _LABELLED.get(token.kind, (None, 0))
    found = pattern.fullmatch(token.text) if pattern else None
    return found.span(group) if found and found.group(group) else None


def _typeset_prose(text: str, language: str) -> str:
    text = _APOSTROPHE.sub("’", text)
    if language == "fr":
        text = _QUOTE.sub(f"«{NBSP}", text)
        text = _SPACE.sub(_space, text)
        text = _ABBREVIATION.sub(r"\1" + NBSP, text)
        if "»" in text:
            *parts, last = text.split("»")
            text = f"{NBSP}»".join([*(part.rstrip(" \u00a0\u202f") for part in parts), last])
    return text


def number(value: float, decimals: int, language: str) -> str:
    """A number in the conventions of the language: 18 122,5 or 18,122.5 (true minus sign)."""
    text = f"{abs(value):,.{decimals}f}"
    if language == "fr":
        text = text.replace(",", NARROW).replace(".", ",")
    return f"−{text}" if value < 0 and any(c in "123456789" for c in text) else text


def percent(share: float, decimals: int, language: str) -> str:
    """0.649 → « 64,9 % » or “64.9%”."""
    text = number(share * 100, decimals, language)
    return f"{text}{NBSP}%" if language == "fr" else f"{text}%"


def euros(value: float, decimals: int, language: str) -> str:
    """5411142 → « 5 411 142 € » or “€5,411,142”."""
    if language == "fr":
        return f"{number(value, decimals, language)}{NBSP}€"
    text = number(value, decimals, language)
    return f"−€{text[1:]}" if text.startswith("−") else f"€{text}"
