"""Conditions under which a passage is shown: a closed list of names, each true or false of a locality.

May not live here: passages (see `reading`), what becomes of them (see `editions`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.model import Locality
from generator.territories.peers import family

SMALL = 3_500
"""Inhabitants from which open data by default can concern a commune (CRPA, art. L312-1-1)."""


def _kind(kind: str) -> Callable[[Locality], bool]:
    def is_of_kind(locality: Locality) -> bool:
        return locality.grouping is not None and family(locality.grouping.kind) == kind

    return is_of_kind


def _municipal(locality: Locality) -> int | None:
    return locality.commune.municipal if locality.commune else None


def _over(locality: Locality) -> bool:
    population = _municipal(locality)
    return population is not None and population >= SMALL


def _under(locality: Locality) -> bool:
    population = _municipal(locality)
    return population is not None and population < SMALL


CONDITIONS: Mapping[str, Callable[[Locality], bool]] = {
    "reference": lambda locality: locality.reference,
    "chosen": lambda locality: not locality.reference,
    "commune": lambda locality: locality.commune is not None,
    "no-commune": lambda locality: locality.commune is None,
    "member": lambda locality: locality.commune is not None and locality.grouping is not None,
    "grouping": lambda locality: locality.grouping is not None,
    "no-grouping": lambda locality: locality.grouping is None,
    "cc": _kind("cc"),
    "ca": _kind("ca"),
    "cu": _kind("cu"),
    "metropole": _kind("metropole"),
    "over-3500": _over,
    "under-3500": _under,
}
"""Each condition by its name.

`reference`: nobody chose, the course speaks of its reference case; `chosen`: its contrary. `commune`: a commune is
known; `no-commune`: its contrary. `member`: a commune in a grouping. `grouping`: a grouping is known, alone or as a
commune's; `no-grouping`: a commune in none. `cc`, `ca`, `cu`, `metropole`: the kind of the grouping (the métropole de Lyon counts as one). `over-3500`: a commune is known, of 3,500
inhabitants or more; `under-3500`: of fewer (municipal population; neither when it is not published).
"""

IMPLY_COMMUNE = frozenset({"commune", "member", "no-grouping", "over-3500", "under-3500"})
"""Conditions that hold only where a commune is known: passages under them may speak of it."""


def holding(locality: Locality) -> tuple[str, ...]:
    """The conditions that hold, in the order of the list."""
    return tuple(name for name, holds in CONDITIONS.items() if holds(locality))
