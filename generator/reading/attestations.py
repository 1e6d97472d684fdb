"""Attestations as people hand them over: the text of a QR code, a badge, a file that holds one or the other.

Lives here: telling which it is, strict shapes, and why one cannot be read. Whatever is in the text, the answer is an
attestation or a refusal. May not live here: whether the code fits, what the course thinks of it
(see `generator.checks.attestations`), words.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, NoReturn
from urllib.parse import unquote_to_bytes

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from generator.model.attestations import (
    MARK,
    VERSION,
    Attestation,
    ModuleDone,
    Presented,
    grouped,
    plain_code,
)
from generator.reading.numbers import whole
from generator.reading.shapes import Day, Id, Shape

EXTENSION = "parcoursAttestation"
"""The property of a badge that holds our content and code."""
MAX_TEXT = 8000
MAX_FILE = 400_000
"""Bytes of a file that can be read: a badge of sixty modules has less than a tenth."""
MAX_NAME = 80
MAX_NUMBER = 9999
_MARKED = re.compile(rf"(?={MARK}[0-9]+/)")
_PIECE = re.compile(r"\$[A-Z]|%[0-9A-F]{2}|[^$%]")
# Characters that hide, reorder or break a line: a name on show must be what it seems.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff"
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U0010ffff]"
)


class RefusedError(Exception):
    """What was handed over is not an attestation that can be read.

    Attributes:
        why: `empty`, `long`, `unknown` (neither a code nor a badge of ours), `newer` or `damaged`.
    """

    def __init__(self, why: Literal["empty", "long", "unknown", "newer", "damaged"]) -> None:
        super().__init__(why)
        self.why = why


# --- shapes -----------------------------------------------------------------------------------------


def _seen(text: str) -> str:
    if text != text.strip() or _UNSEEN.search(text):
        raise ValueError("unseen characters")
    return text


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


Number = Annotated[int, Field(ge=0, le=MAX_NUMBER)]
Pair = Annotated[tuple[Number, Number], BeforeValidator(_tuple)]
Century = Annotated[Day, Field(pattern=r"^2[0-9]{3}-[0-9]{2}-[0-9]{2}$")]


class ModuleDoneShape(Shape):
    """A module in the content of an attestation."""

    id: Id
    minutes: Number
    lessons: Pair
    questions: Pair
    score: Number
    finished: Century | None


class AttestationShape(Shape):
    """The content of an attestation, as a badge holds it."""

    v: Literal[1]
    course: Id
    version: Annotated[str, Field(min_length=1, max_length=20), AfterValidator(_seen)]
    updated: Century
    edition: Id
    language: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    audience: Id
    day: Century
    name: Annotated[str, Field(min_length=1, max_length=MAX_NAME), AfterValidator(_seen)]
    session: bool
    modules: Annotated[list[ModuleDoneShape], Field(min_length=1, max_length=60)]


def _attestation(content: Any) -> Attestation:
    try:
        shape = AttestationShape.model_validate(content)
    except ValidationError as error:
        raise RefusedError("damaged") from error
    modules = tuple(ModuleDone(**dict(one)) for one in shape.modules)
    if len({one.id for one in modules}) < len(modules):
        raise RefusedError("damaged")
    fields = {name: value for name, value in shape if name not in {"v", "modules"}}
    return Attestation(**fields, modules=modules)


# --- what is handed over ----------------------------------------------------------------------------


def read_attestations(given: str | bytes) -> Iterator[Presented | RefusedError]:
    """Every attestation of a text or file: one badge, or the texts of QR codes, however they are separated."""
    if len(given) > MAX_FILE:
        yield RefusedError("long")
        return
    text = given.decode("utf-8-sig", "replace") if isinstance(given, bytes) else given
    stripped = text.strip()
    if stripped.startswith("{"):
        yield _answer(_badge, stripped)
        return
    marked = [piece for piece in _MARKED.split(text) if piece.startswith(MARK)]
    for piece in marked or [text]:
        yield _answer(_code, piece)


def _answer(read: Any, text: str) -> Presented | RefusedError:
    try:
        found: Presented = read(text)
    except RefusedError as refusal:
        return refusal
    return found


def _code(given: str) -> Presented:
    """The text of one QR code."""
    text = "".join(given.split())
    if not text:
        raise RefusedError("empty")
    if len(text) > MAX_TEXT:
        raise RefusedError("long")
    mark = text.partition("/")[0]
    if mark != f"{MARK}{VERSION}":
        raise RefusedError("newer" if re.fullmatch(rf"{MARK}[0-9]+", mark) else "unknown")
    try:
        content, code = _parsed(text)
    except ValueError as error:
        raise RefusedError("damaged") from error
    attestation = _attestation(content)
    # One content has one text: what would be written otherwise was not written by the page.
    if plain_code(code) != code or attestation.text(code) != text:
        raise RefusedError("damaged")
    return Presented(attestation, code)


def _parsed(text: str) -> tuple[Mapping[str, object], str]:
    _, *head, modules, code = text.split("/")
    course, version, updated, edition, language, audience, day, name, session = map(_unpacked, head)
    content = {
        "v": VERSION, "course": course, "version": version, "updated": _day(updated), "edition": edition,
        "language": language, "audience": audience, "day": _day(day), "name": name, "session": session == "1",
        "modules": [_module(one) for one in modules.split("*")],
    }  # fmt: skip
    return content, grouped(code)


def _module(text: str) -> Mapping[str, object]:
    name, minutes, read, lessons, ended, questions, score, finished = text.split(":")
    if not all(re.fullmatch("[0-9]{1,4}", n) for n in (minutes, read, lessons, ended, questions, score)):
        raise ValueError("numbers")
    return {
        "id": _unpacked(name), "minutes": int(minutes), "lessons": [int(read), int(lessons)],
        "questions": [int(ended), int(questions)], "score": int(score),
        "finished": None if finished == "-" else _day(finished),
    }  # fmt: skip


def _unpacked(text: str) -> str:
    pieces = _PIECE.findall(text)
    if "".join(pieces) != text:
        raise ValueError("marks")
    return b"".join(map(_bytes, pieces)).decode()


def _bytes(piece: str) -> bytes:
    if piece[0] == "%":
        return unquote_to_bytes(piece)
    return piece[1:].encode() if piece[0] == "$" else piece.replace("+", " ").lower().encode()


def _day(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


# --- badges -----------------------------------------------------------------------------------------


def _badge(text: str) -> Presented:
    """A badge as the page saves it; what other programs show of it is compared with its content."""
    try:
        badge = json.loads(text, parse_constant=_refuse, parse_float=whole)
    except (ValueError, RecursionError) as error:
        raise RefusedError("unknown") from error
    ours = badge.get(EXTENSION)
    if not isinstance(ours, dict):
        raise RefusedError("unknown")
    content = ours.get("content")
    if isinstance(content, dict) and type(content.get("v")) is int and content["v"] > VERSION:
        raise RefusedError("newer")
    code = ours.get("code")
    if set(ours) != {"content", "code"} or not isinstance(code, str) or plain_code(code) != code:
        raise RefusedError("damaged")
    attestation = _attestation(content)
    return Presented(attestation, code, _faithful(badge, attestation))


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _faithful(badge: Mapping[str, Any], attestation: Attestation) -> bool:
    """Whether the name, the day and the scores that other programs show are those of the content."""
    try:
        subject = badge["credentialSubject"]
        names = [one["identityHash"] for one in subject["identifier"]]
        shown = [(one["resultDescription"], one["value"]) for one in subject["result"]]
        described = [one["id"] for one in subject["achievement"]["resultDescription"]]
        day = badge["validFrom"]
    except (KeyError, TypeError, IndexError):
        return False
    ids = [_identity(f"{attestation.course}/{attestation.edition}/{one.id}") for one in attestation.modules]
    scores = [str(one.score) for one in attestation.modules]
    return (
        names == [attestation.name]
        and day == f"{attestation.day}T00:00:00Z"
        and shown == list(zip(ids, scores, strict=True))
        and described == ids
    )


def _identity(text: str) -> str:
    """The id that follows from a text: a UUID of version 8, made of its digest (as in `badge.js`)."""
    digest = bytearray(hashlib.sha256(text.encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    return "urn:uuid:" + re.sub(r"^(.{8})(.{4})(.{4})(.{4})", r"\1-\2-\3-\4-", digest.hex())
