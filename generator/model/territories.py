"""Territories: groupings of communes and the figures known of them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics import Place
from generator.model.basics import Words


@dataclass(frozen=True, slots=True)
class Member:
    """A commune of a grouping, with both legal populations of the same vintage."""

    insee: str
    name: str
    municipal: int
    total: int


@dataclass(frozen=True, slots=True)
class Territory:
    """A grouping of communes and the vintage of its figures (year of the official division)."""

    siren: str
    name: str
    kind: str
    vintage: str
    members: tuple[Member, ...]
    reference: str
    place: Place

    @property
    def population(self) -> int:
        """Municipal population, inhabitants."""
        return sum(member.municipal for member in self.members)

    @property
    def by_population(self) -> tuple[Member, ...]:
        """Members, largest first; ties in the order of their INSEE codes."""
        return tuple(sorted(self.members, key=lambda m: (-m.municipal, m.insee)))


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune and what the official division says of it.

    Attributes:
        insee: code of the official geographic code (COG).
        name: as the COG writes it.
        department, region: names; empty where there is none (overseas collectivities).
        postal_codes: in order.
        grouping: SIREN of its grouping with own tax powers; empty for a commune in none.
        municipal, total: legal populations, inhabitants; nothing where the source has none.
        vintage: of these populations, as people read it.
    """

    insee: str
    name: str
    department: str
    region: str
    postal_codes: tuple[str, ...]
    grouping: str
    municipal: int | None
    total: int | None
    vintage: str


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
