"""What a learner's attestation says, its code and its text: the same in Python as in the page that makes it.

Lives here: the content, its canonical text and code, the text of its QR code; the session word and a typed code as they
count. May not live here: reading one that somebody hands over (see `generator.reading.attestations`), what the course
thinks of it (see `generator.checks.attestations`). `generator/browser/learner/attestation.js` says the same in
JavaScript: what changes here changes there; a test compares.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import string
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

MARK = "PARCOURS-A"
VERSION = 1
MIN_WORD = 4
"""Letters and digits a session word has at least."""
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTERS = 12
_PLAIN = frozenset(string.ascii_lowercase + string.digits + ".-")


@dataclass(frozen=True, slots=True)
class ModuleDone:
    """What was done of a module: `minutes` planned for that, `lessons` and `questions` out of how many, `score` in percent."""

    id: str
    minutes: int
    lessons: tuple[int, int]
    questions: tuple[int, int]
    score: int
    finished: str | None


@dataclass(frozen=True, slots=True)
class Attestation:
    """What an attestation says; `session` tells whether its code was made under a session word."""

    course: str
    version: str
    updated: str
    edition: str
    language: str
    audience: str
    day: str
    name: str
    session: bool
    modules: tuple[ModuleDone, ...]

    def content(self) -> Mapping[str, object]:
        """As the page writes it into a badge."""
        modules = [{name: getattr(one, name) for name in ModuleDone.__slots__} for one in self.modules]
        fields = {name: getattr(self, name) for name in Attestation.__slots__}
        return {**fields, "v": VERSION, "modules": modules}

    def canonical(self) -> str:
        """JSON with its keys in order and no space: the text that is hashed."""
        return json.dumps(self.content(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def code(self, word: str = "") -> str:
        """The code of this content, under a session word (already plain) when there is one."""
        text = self.canonical().encode()
        digest = hmac.digest(word.encode(), text, "sha256") if word else hashlib.sha256(text).digest()
        bits = int.from_bytes(digest[:8])
        return grouped("".join(_CROCKFORD[bits >> (59 - 5 * at) & 31] for at in range(_LETTERS)))

    def text(self, code: str) -> str:
        """The text of its QR code."""
        head = (
            self.course, self.version, _shown(self.updated), self.edition, self.language, self.audience,
            _shown(self.day), self.name, "1" if self.session else "0",
        )  # fmt: skip
        modules = (
            ":".join(map(str, (packed(one.id), one.minutes, *one.lessons, *one.questions, one.score,
                               _shown(one.finished) if one.finished else "-")))
            for one in self.modules
        )  # fmt: skip
        return "/".join((f"{MARK}{VERSION}", *map(packed, head), "*".join(modules), code.replace("-", "")))


@dataclass(frozen=True, slots=True)
class Presented:
    """An attestation as somebody hands it over: with the code written on it.

    `faithful` tells whether the parts of a badge that other programs show agree with its content.
    """

    attestation: Attestation
    code: str
    faithful: bool = True


def packed(text: str) -> str:
    """A text in letters that QR codes hold tightly: capitals marked, other characters as bytes."""
    return "".join(_packed(character) for character in text)


def _packed(character: str) -> str:
    if character in _PLAIN:
        return character.upper()
    if character in string.ascii_uppercase:
        return f"${character}"
    return "+" if character == " " else "".join(f"%{byte:02X}" for byte in character.encode())


def _shown(day: str) -> str:
    return day.replace("-", "")


def grouped(letters: str) -> str:
    """A code in groups of four letters."""
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def plain_word(typed: str) -> str:
    """A session word as it counts: letters without accents or case, and digits; less than four are no word."""
    letters = unicodedata.normalize("NFD", typed)
    return "".join(c.lower() for c in letters if c.isascii() and c.isalnum())


def plain_code(typed: str) -> str | None:
    """A code as people type it back, in its own letters; none when it cannot be a code."""
    letters = re.sub(r"[\s\-\u2010-\u2015]", "", typed.upper())
    letters = letters.replace("O", "0").replace("I", "1").replace("L", "1")
    return grouped(letters) if len(letters) == _LETTERS and set(letters) <= set(_CROCKFORD) else None
