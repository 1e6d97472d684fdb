"""The place a learner calls theirs, and what the law asks of it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics import Place
from generator.model.basics import Words
from generator.model.territories import Commune, Territory


@dataclass(frozen=True, slots=True)
class Locality:
    """What a learner calls "my territory": a grouping, a commune with its grouping, or a commune in no grouping.

    At least one of both is there; `reference` says that nobody chose it: it is the course's reference case.
    """

    grouping: Territory | None
    commune: Commune | None
    reference: bool = False

    @property
    def code(self) -> str:
        """INSEE code of the commune, or SIREN of the grouping."""
        return self.commune.insee if self.commune else self.grouping.siren if self.grouping else ""


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something the law asks of some territories, and the conditions under which it does.

    Attributes:
        kinds: kinds of territory it can concern (`commune`, `cc`, `ca`, `cu`, `metropole`).
        population: inhabitants from which it applies, the threshold included; 0 when the number does not matter.
        staff: full-time equivalents from which it applies, the threshold included; 0 when it does not matter.
        pending: not in force at the date of its source.
        references: sources, the text of law first.
        module: id of the module that explains it; empty for none.
    """

    id: str
    title: Words
    duty: Words
    note: Words
    kinds: tuple[str, ...]
    population: int
    staff: int
    pending: bool
    references: tuple[str, ...]
    module: str
    place: Place
