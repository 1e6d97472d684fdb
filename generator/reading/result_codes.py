"""Texts that hold results: decoding what programs write, finding codes in mails and chats, unpacking them.

A code is `PARCOURS-R1.`, then deflated JSON in base64url. On its way through a mail it may have been folded, quoted,
indented, followed by words: what was put between its letters is taken out, and its own end mark says where it stops.
May not live here: what the data says (see `results`). Nothing here takes more room than a few times what it reads.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.reading.numbers import whole

MARK = "PARCOURS-R1."
MAX_PLAIN = 1_000_000
"""Bytes of one result once inflated: a hundred times a full course's."""

_MAX_CODE = 1_400_000
_CODE = re.compile(r"PARCOURS-[\s>|]{0,20}R(\d{1,4})\.")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff]")
_QUOTED = re.compile(r"^[ \t>|\u00a0]+")
_SPACES = re.compile(r"[ \t\r\u00a0]+")
_RUN = re.compile(r"[A-Za-z0-9_-]*")
_CUT = "this code stops before its end"


@dataclass(frozen=True, slots=True)
class Code:
    """A code as found in a text: its form, its letters, the line it begins on."""

    version: int
    letters: str
    line: int


@dataclass(frozen=True, slots=True)
class Broken:
    """Why something is no result, and the line of its text."""

    why: str
    line: int = 1


def as_text(raw: bytes) -> str | None:
    """Text from the encodings that phones, mail programs and notepads write; nothing for what is no text."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(raw, "utf-16")
    if b"\0" in raw:
        return None
    text = _decoded(raw, "utf-8-sig")
    # Codes are plain letters in any of the older encodings; what stands around them does not matter.
    return raw.decode("cp1252", "replace") if text is None else text


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def find(text: str) -> Iterator[Code]:
    """Every code of a text, wherever it stands."""
    marks = list(_CODE.finditer(text))
    line, at = 1, 0
    for index, mark in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        line += text.count("\n", at, mark.start())
        at = mark.start()
        yield Code(int(mark.group(1)), _letters(text[mark.end() : min(end, mark.end() + _MAX_CODE)]), line)


def _letters(text: str) -> str:
    """The letters of a code, through folds, marks of quotation and invisible characters, up to what cannot be one."""
    kept = []
    for number, line in enumerate(text.split("\n")):
        bare = _UNSEEN.sub("", line)
        bare = _SPACES.sub("", _QUOTED.sub("", bare) if number else bare)
        run = _RUN.match(bare)
        letters = run.group() if run else ""
        kept.append(letters)
        if bare[len(letters) :] not in {"", "="}:  # a lone = at the end of a line is a fold of mail programs
            break
    return "".join(kept)


def unpack(code: Code) -> Mapping[str, Any] | Broken:
    """The data of a code. What stands after its end mark (words of the mail) is passed over."""
    letters = code.letters
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    packed = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        plain = inflating.decompress(packed, MAX_PLAIN)
    except zlib.error:
        return Broken("this code is damaged")
    if inflating.unconsumed_tail or (len(plain) == MAX_PLAIN and not inflating.eof):
        return Broken("this code holds more than any result does")
    if not inflating.eof:
        return Broken(_CUT)
    try:
        text = plain.decode("utf-8")
    except UnicodeDecodeError:
        return Broken("this code is damaged")
    parsed = parse(text)
    return Broken("this code is damaged") if isinstance(parsed, Broken) else parsed


def parse(text: str) -> Mapping[str, Any] | Broken:
    """JSON as a mapping, or why it is none."""
    try:
        data = json.loads(text, parse_constant=_refused, parse_float=whole)
    except json.JSONDecodeError as error:
        ended = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        why = "this file stops before its end" if ended else "this file is not well formed"
        return Broken(why, error.lineno)
    except (ValueError, RecursionError):  # numbers of thousands of digits, NaN; brackets without end
        return Broken("this file holds what no result does")
    return data if isinstance(data, dict) else Broken("this file is not a result")


def _refused(name: str) -> Any:
    raise ValueError(name)


def lines_of(text: str, name: str) -> Sequence[int]:
    """The line on which each item of the list `name` begins, in the text of a file; nothing when it cannot be told."""
    found = re.search(rf'"{name}"\s*:\s*\[', text)
    if found is None:
        return ()
    lines: list[int] = []
    line, at, counted = 1, found.end(), 0
    decoder = json.JSONDecoder()
    while True:
        while at < len(text) and text[at] in " \t\n,":
            at += 1
        try:
            _, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return lines
        line += text.count("\n", counted, at)
        counted = at
        lines.append(line)
        at = end
