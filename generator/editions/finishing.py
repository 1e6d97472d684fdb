"""An author's text made final: its language chosen, its facts filled, the typography of its language.

May not live here: choosing what is published (see `selection`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

from generator import texts
from generator.model import Figure, Module

_FOLDER = re.compile(r"<?(?:\.{1,2}/)*([^/#>]+)/")


def in_language(words: Mapping[str, str], language: str) -> str:
    """The text in a language; where a translation is missing (reading tells it), the text there is."""
    return words.get(language) or next(iter(words.values()), "")


def figure_text(figure: Figure, language: str) -> str:
    """A figure as a sentence of that language quotes it."""
    match figure.style:
        case "percent":
            text = texts.percent(figure.value, figure.decimals, language)
        case "euros":
            text = texts.euros(figure.value, figure.decimals, language)
        case "year":
            text = f"{figure.value:.0f}"
        case "number":
            text = texts.number(figure.value, figure.decimals, language)
        case _:
            assert_never(figure.style)
    unit = figure.unit.get(language, "")
    return f"{text}{texts.NBSP}{unit}" if unit else text


@dataclass(frozen=True, slots=True)
class Finisher:
    """Turns an author's text into final text: facts filled as marked slots, typography set, no link to what is left out.

    What it made is kept: both audiences of a language have most of a course in common.
    """

    module: Module | None
    language: str
    facts: Mapping[str, str]
    left_out: frozenset[str]

    _made: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __call__(self, text: str) -> str:
        if text not in self._made:
            whole = texts.unlinked(text, self._is_left_out) if self.left_out else text
            done = texts.typeset(texts.fill(whole, self._value_of), self.language)
            # A figure's slot carries its module, so that the name is unique in the whole site.
            opening = f"{texts.SLOT_OPEN}figure."
            done = done.replace(opening, f"{opening}{self.module.id}.") if self.module else done
            self._made[text] = done
        return self._made[text]

    def _is_left_out(self, address: str) -> bool:
        found = _FOLDER.match(address)
        return found is not None and found.group(1) in self.left_out

    def _value_of(self, name: str) -> str:
        figures = self.module.figures if self.module else {}
        if name.startswith("figure.") and name[7:] in figures:
            return figure_text(figures[name[7:]], self.language)
        return self.facts.get(name, "")
