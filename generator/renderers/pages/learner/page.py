"""What a page of the learner's own is made of, whatever it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Words = Mapping[str, Mapping[str, str]]
"""Language → key → sentence."""


@dataclass(frozen=True, slots=True)
class LearnerPage:
    """A page of the learner's own.

    Attributes:
        kind: what the theme and the scripts know it by; also the name of its template, `learner/<kind>.html.j2`.
        slugs: its address in each language.
        words: for the template, by language; `title` and `description` are always there.
        script_words: for its script, which finds them as JSON in `data-words` of its element.
        scripts: modules to load, by their path in `generator/browser/`.
        styles: sheets to load, the same way.
        parts: sections with a template, words and scripts of their own; the template shows them where it says `parts`.
    """

    kind: str
    slugs: Mapping[str, str]
    words: Words
    script_words: Words = field(default_factory=dict)
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    parts: tuple[LearnerPage, ...] = ()
