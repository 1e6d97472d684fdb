"""Territories: communes, their groupings and the figures known of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from generator.diagnostics import Place
from generator.model.basics import Words


@dataclass(frozen=True, slots=True)
class Member:
    """A commune of a territory, with both legal populations of the same vintage.

    `total` is `None` where the source has the municipal population only (communes in no grouping).
    """

    insee: str
    name: str
    municipal: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Territory:
    """A commune or a grouping of communes, and the vintage of its figures.

    Attributes:
        siren: number of the grouping or of the commune; empty for communes overseas that have none.
        name: as people say it: "Communauté de communes du Pays Dunois", "Dijon Métropole", "Beaune".
        kind: commune, cc, ca, cu, metropole, lyon (the métropole that is not a grouping) or ept.
        vintage: the year that the populations stand for (1 January).
        members: its communes; the commune itself when it is one.
        reference: id of the source.
        place: where it is written.
        insee: code of the commune; empty for a grouping.
        official: the name in the official list: "CC du Pays Dunois".
        boundaries: the year of the boundaries: which communes are members; empty when not said.
        departments: codes of the départements of its members, in order.
        grouping: for a commune, SIREN of its grouping; empty for groupings and communes in none.
    """

    siren: str
    name: str
    kind: str
    vintage: str
    members: tuple[Member, ...]
    reference: str
    place: Place
    insee: str = ""
    official: str = ""
    boundaries: str = ""
    departments: tuple[str, ...] = ()
    grouping: str = ""

    @property
    def code(self) -> str:
        """What an edition names it by: the INSEE code of a commune, the SIREN of a grouping."""
        return self.insee or self.siren

    @property
    def population(self) -> int:
        """Municipal population, inhabitants."""
        return sum(member.municipal for member in self.members)

    @property
    def total_population(self) -> int | None:
        """Total population, inhabitants; `None` when that of a member is not known."""
        totals = [member.total for member in self.members]
        return None if None in totals else sum(total or 0 for total in totals)

    @property
    def by_population(self) -> tuple[Member, ...]:
        """Members, largest first; ties in the order of their INSEE codes."""
        return tuple(sorted(self.members, key=lambda m: (-m.municipal, m.insee)))


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune and what the official division says of it: legal populations in inhabitants, each with its own year.

    Attributes:
        insee: code of the official geographic code (COG).
        name: as the COG writes it, article included, typographic apostrophe: "L’Haÿ-les-Roses".
        department, region: names; those of the collectivity itself overseas.
        postal_codes: in order.
        grouping: SIREN of its grouping with own tax powers; empty for a commune in none.
        municipal: municipal population of its grouping's list; the latest one when it is in no grouping.
        total: total population of the same year; nothing where the source has none.
        vintage: year (1 January) that these two stand for; empty where the source does not say it.
        siren: its number as a legal person; empty overseas where the source has none.
        department_code: "21", "2A", "974".
        liaison: INSEE's code for the words before the name (see `generator.grammar`); nothing where not given.
        establishment: SIREN of its « établissement public territorial » (Grand Paris); empty elsewhere.
        latest: municipal population of the latest list of communes, which has no total; never add it to the others.
        latest_vintage: year of that one; empty where the source does not say it.
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
    siren: str = ""
    department_code: str = ""
    liaison: int | None = None
    establishment: str = ""
    latest: int | None = None
    latest_vintage: str = ""


@dataclass(frozen=True, slots=True)
class Department:
    """A département, or a collectivity overseas that stands for one, and the region it is part of.

    Attributes:
        code: the official code: "21", "2A", "974".
        name: without article: "Côte-d’Or".
        region: name of the region, that of the collectivity itself overseas.
        liaison: INSEE's code for the words before the name (see `generator.grammar`), `None` when not given.
    """

    code: str
    name: str
    region: str
    liaison: int | None


class Gazetteer(Protocol):
    """What can be asked of the official division of a country."""

    def __hash__(self) -> int:
        """One division is one thing: what is computed over the whole country is kept by it."""

    def commune(self, insee: str) -> Commune | None:
        """The commune of today that has this INSEE code."""

    def grouping(self, siren: str) -> Territory | None:
        """The grouping that has this SIREN."""

    def department(self, code: str) -> Department | None:
        """A département by its code."""

    @property
    def communes(self) -> Iterator[Commune]:
        """Every commune."""

    @property
    def groupings(self) -> Iterator[Territory]:
        """Every grouping."""


@dataclass(frozen=True, slots=True)
class FormerCommune:
    """A code that is not that of a commune any more, and what it became part of.

    Attributes:
        insee: the retired code.
        name: of the former commune; empty where the source keeps only its code.
        now: INSEE code of the commune it is part of today.
        is_district: whether it is an « arrondissement municipal » of Paris, Lyon or Marseille.
    """

    insee: str
    name: str
    now: str
    is_district: bool = False


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
        article: the text of law, in short.
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
    article: str
    note: Words
    kinds: tuple[str, ...]
    population: int
    staff: int
    pending: bool
    references: tuple[str, ...]
    module: str
    place: Place
