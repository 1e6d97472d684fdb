"""What is filled in and what is shown under a condition: facts, citations, slots, conditional passages.

Lives here: the marks that carry a filled fact or a passage's condition through Markdown, and taking them out again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from generator.texts.runs import FACT, SLOT_CLOSE, SLOT_MIDDLE, SLOT_OPEN, marks, tokens

# Characters of private use, on the lines before and after a passage shown under a condition that readers may change.
_WHEN_OPEN, _WHEN_CLOSE = "\ue006", "\ue007"

_SLOT = re.compile(f"{SLOT_OPEN}([^{SLOT_MIDDLE}]*){SLOT_MIDDLE}([^{SLOT_CLOSE}]*){SLOT_CLOSE}")


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
            bare = token.text
            out.append(FACT.sub(lambda m: value_of(m.group(1)), bare) if "{{" in bare else bare)
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
