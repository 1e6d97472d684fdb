"""Territories: groupings of communes and the figures known of them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics import Place


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
