"""Marks that readers would see as they are: citations, terms, links, pictures and notes that are not written whole.

Also facts where no page can fill them again. May not live here: whether what a mark names exists (see `names`), how
blocks are laid out (see `layout`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from generator import texts
from generator.checks.texts_of import Text, texts_of
from generator.diagnostics import Diagnostic
from generator.model import Course

_LINK_HINT = "write [words](address) on one line, without a space between ']' and '('"
_APART = re.compile(r"!?\[[^\[\]\n]*\][ \t]+\((?=https?://|mailto:|images/|[\w./-]+\.md\b)")
_LEFT = (
    (re.compile(r"\[@"), "this citation is not closed", "write [@id] on one line"),
    (re.compile(r"\[[ \t]+@[a-z0-9]"), "this is not a citation", "write [@id], without a space before '@'"),
    (re.compile(r"\[\["), "this '[[' opens no term", "write [[id]] or [[id|words]] on one line"),
    (_APART, "this link is cut in two", _LINK_HINT),
    # One around a picture or with brackets in its words is whole: engines make a link of it.
    (re.compile(r"\]\((?![^()\n]*(?:\([^()\n]*\)[^()\n]*)?\))"), "this link is not closed", _LINK_HINT),
)
_BARE = re.compile(r"(?<![\w.@\[;/])@([a-z0-9]+(?:-[a-z0-9]+)*)")
_NOTE = re.compile(r"\[\^([^\]\n]+)\](:)?")
_FIXED: Mapping[texts.Kind, str] = {
    "image": "the alternative of a picture", "link": "a link", "code": "code", "fence": "code",
}  # fmt: skip
_FROZEN = ("territory.", "commune.", "peers.")
_KEPT: frozenset[texts.Kind] = frozenset({"prose", "url", "html"})


@lru_cache(maxsize=1 << 17)
def left(text: str) -> str:
    """The text without the marks that are whole and without what is escaped, every other character in its place."""
    out = []
    for token in texts.tokens(text):
        blot = r"\\[^\n]" if token.kind in _KEPT else r"\S"
        out.append(re.sub(blot, lambda found: "x" * len(found.group()), token.text))
    return "".join(out)


def marks(course: Course) -> Iterator[Diagnostic]:
    """broken-mark: what a mark shows is lost when the mark is not written whole."""
    for text in texts_of(course):
        if not any(mark in text.text for mark in ("[", "](", "@")):
            continue
        rest = left(text.text)
        for pattern, message, hint in _LEFT:
            if text.scope == "notebook" and "@" in pattern.pattern:
                continue  # a notebook cites nothing: told by its own check
            for found in pattern.finditer(rest):
                yield _broken(text, message, found.start(), len(found.group()), hint)
        if text.scope != "notebook":
            for found in _BARE.finditer(rest):
                if found.group(1) in course.references:
                    yield _broken(text, f"'{found.group()}' is shown as it is", found.start(), len(found.group()),
                                  f"write [{found.group()}]")  # fmt: skip
        yield from _hollow(text)
    yield from _notes(course)


def _broken(text: Text, message: str, start: int, length: int, hint: str) -> Diagnostic:
    return Diagnostic("broken-mark", message, text.at(start, length), hint)


def _hollow(text: Text) -> Iterator[Diagnostic]:
    """Marks that are whole and hold nothing, or swallow another."""
    for token in texts.marks(text.text, "cite"):
        if "[" in token.text[1:]:
            yield _broken(text, "this citation is not closed", token.start, 2, "write [@id] on one line")
    for token in texts.marks(text.text, "term"):
        if not texts.TERM.fullmatch(token.text):
            yield _broken(
                text, "this is not a term", token.start, len(token.text), "write [[id]] or [[id|words]]"
            )
    for token in texts.marks(text.text, "link"):
        words, _, address = token.text[1:-1].partition("](")
        if not words.strip():
            yield _broken(text, "this link has no words", token.start, len(token.text),
                          "say between [ and ] where it leads: screen readers would say its address")  # fmt: skip
        elif not address.strip():
            yield _broken(text, "this link has no address", token.start, len(token.text), _LINK_HINT)
    for token in texts.marks(text.text, "image"):
        if not texts.IMAGE.fullmatch(token.text):
            yield _broken(text, "the address of this picture cannot be read", token.start, len(token.text),
                          "write ![what it shows](images/name.svg), without spaces in the name")  # fmt: skip


def _notes(course: Course) -> Iterator[Diagnostic]:
    """Notes at the foot of a page: each is called, each call has its text, in one file."""
    calls: dict[str, dict[str, tuple[Text, int, int]]] = defaultdict(dict)
    bodies: dict[str, dict[str, tuple[Text, int, int]]] = defaultdict(dict)
    for text in texts_of(course):
        for found in _NOTE.finditer(left(text.text)) if "[^" in text.text else ():
            kind = bodies if found.group(2) else calls
            run = (text, found.start(), len(found.group()))
            kind[text.place.path].setdefault(found.group(1), run)
    for path, named in calls.items():
        for name in sorted(set(named) - set(bodies[path])):
            yield _broken(named[name][0], f"the note '{name}' has no text", *named[name][1:],
                          f"write it lower down, on a line of its own: [^{name}]: text")  # fmt: skip
    for path, named in bodies.items():
        for name in sorted(set(named) - set(calls[path])):
            yield _broken(named[name][0], f"the note '{name}' is called nowhere", *named[name][1:],
                          f"write [^{name}] where the text calls it, or remove it")  # fmt: skip


def frozen(course: Course) -> Iterator[Diagnostic]:
    """frozen-fact: a page fills its facts again for another territory, but not in attributes, addresses and code."""
    for text in texts_of(course):
        if "{{" not in text.text or text.scope == "notebook":
            continue
        for token in texts.tokens(text.text):
            where = (
                "a title"
                if text.scope == "title"
                else "a heading"
                if token.heading
                else _FIXED.get(token.kind)
            )
            for name, offset in texts.fact_names(token.text) if where else ():
                if name.startswith(_FROZEN):
                    length = token.text.find("}}", offset) + 2 - offset
                    yield Diagnostic("frozen-fact", f"'{name}' stands in {where}", text.at(token.start + offset, length),
                                     "say it in a sentence beside; there, say what holds for every territory")  # fmt: skip
