"""The marks of a Markdown text: where prose ends and code begins, what is a link, a citation, a term or a fact.

Lives here: cutting a text into runs of one kind, and what is asked of these runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple, cast

Kind = Literal["prose", "fence", "code", "image", "link", "cite", "term", "fact", "slot", "html", "url"]

# Private-use characters carry a filled fact through Markdown without being Markdown or HTML themselves.
SLOT_OPEN, SLOT_MIDDLE, SLOT_CLOSE = "\ue000", "\ue001", "\ue002"

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


def unlinked(text: str, gone: Callable[[str], bool]) -> str:
    """The text where links to an address that is gone are their words alone."""
    if "](" not in text:
        return text
    out = []
    for token in tokens(text):
        found = LINK.fullmatch(token.text) if token.kind == "link" else None
        out.append(found.group(1) if found and gone(found.group(2)) else token.text)
    return "".join(out)


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
