"""Who does what, and who is outside the centre: concentration of a grouping of communes, and the map of groupings.

Lives here: shares of population, the Herfindahl–Hirschman index and its equivalent number of communes, who is left out
when the largest communes are equipped first, the count of groupings by kind, and what the notebook asks. Numbers that
the lessons quote are in `figures.py`.
Populations are inhabitants. No input or output besides this folder's `data/`, no clock, no chance.
`data/territory.json` holds one grouping: the course's reference case, or the learner's own. All that is here holds for
any of them, from two communes to two hundred. `data/map.json` is drawn from the official division by `survey.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

DATA: Final = Path(__file__).parent / "data"
SMALL: Final = 3_500
"""Inhabitants from which a commune may be bound to open its data: here, a mark to tell small communes."""
FAMILY: Final = {"lyon": "metropole"}
"""Kinds compared with another: the métropole de Lyon, a collectivité, with métropoles, as on « Mon territoire »."""


class Commune(NamedTuple):
    """A commune and its municipal population (inhabitants, one vintage for all)."""

    name: str
    population: int


class Territory(NamedTuple):
    """A grouping of communes: code, name, kind, vintage of its populations, its communes that have inhabitants."""

    code: str
    name: str
    kind: str
    vintage: str
    communes: tuple[Commune, ...]


VALLEY: Final = tuple(
    Commune(name, people)
    for name, people in (("centre", 9_000), ("valbourg", 2_300), ("village", 500), ("smallest", 200))
)
"""The fictional case of the lessons: Valbourg-sur-Ouche and three unnamed neighbours."""


def territory(path: Path = DATA / "territory.json") -> Territory:
    """The territory of the exercise, its inhabited communes with the largest first.

    Raises ValueError when fewer than two communes have inhabitants.
    """
    case = json.loads(path.read_text(encoding="utf-8"))
    members = [Commune(member["name"], member["municipal"] or 0) for member in case["members"]]
    communes = ranked([commune for commune in members if commune.population > 0])
    if len(communes) < 2:
        raise ValueError(f"{case['name']}: fewer than two communes have inhabitants")
    return Territory(case["code"], case["name"], case["kind"], case["vintage"], communes)


def ranked(communes: Sequence[Commune]) -> tuple[Commune, ...]:
    """The communes with the largest first; of two that are equal, the one that came first."""
    return tuple(sorted(communes, key=lambda commune: -commune.population))


# --- how a grouping is made ---------------------------------------------------------------------------


def people_of(communes: Sequence[Commune]) -> int:
    """Inhabitants of all of them together."""
    return sum(commune.population for commune in communes)


def shares(communes: Sequence[Commune]) -> tuple[float, ...]:
    """Share of each commune in the population (0 to 1), in the order given."""
    people = people_of(communes)
    return tuple(commune.population / people for commune in communes)


def centre_share(communes: Sequence[Commune]) -> float:
    """Share of the most populous commune, p₁ (0 to 1)."""
    return max(shares(communes))


def outside_share(communes: Sequence[Commune]) -> float:
    """Share of the people who live outside the most populous commune (0 to 1)."""
    return 1 - centre_share(communes)


def concentration(communes: Sequence[Commune]) -> float:
    """Herfindahl–Hirschman index: the sum of squared shares, 1/n when all are equal, towards 1 for a lone centre.

    Chance that two inhabitants drawn at random (with replacement) live in the same commune.
    """
    return sum(share**2 for share in shares(communes))


def equivalent_number(communes: Sequence[Commune]) -> float:
    """1/HHI: how many communes of equal size would be as concentrated; from 1 to their number."""
    return 1 / concentration(communes)


class Bands(NamedTuple):
    """Shares of the people (0 to 1): in the most populous commune, in others of 3,500 or more, in the small ones."""

    centre: float
    large: float
    small: float


def bands(communes: Sequence[Commune]) -> Bands:
    """Where people live: the centre, the other communes of 3,500 inhabitants or more, the rest."""
    first, *others = ranked(communes)
    people = people_of(communes)
    large = people_of([commune for commune in others if commune.population >= SMALL])
    small = people_of([commune for commune in others if commune.population < SMALL])
    return Bands(first.population / people, large / people, small / people)


class Reach(NamedTuple):
    """Communes equipped, the largest first, until a share of the people is reached; those left; share reached."""

    equipped: tuple[Commune, ...]
    left: tuple[Commune, ...]
    share: float


def reach(communes: Sequence[Commune], goal: float) -> Reach:
    """The fewest communes that together hold `goal` percent of the people, and the communes left out.

    Raises ValueError for a goal outside ]0, 100].
    """
    if not 0 < goal <= 100:
        raise ValueError("the goal must be above 0 and at most 100 percent")
    order = ranked(communes)
    people, covered = people_of(order), 0
    for count, commune in enumerate(order, start=1):
        covered += commune.population
        if 100 * covered >= goal * people:
            return Reach(order[:count], order[count:], covered / people)
    return Reach(order, (), 1.0)


# --- the map ------------------------------------------------------------------------------------------


class Kind(NamedTuple):
    """Groupings of one kind: how many, their communes and people, median share of the centre, median 1/HHI.

    The medians of métropoles are taken with the métropole de Lyon.
    """

    groupings: int
    communes: int
    population: int
    median_centre: float
    median_effective: float


class Country(NamedTuple):
    """The map: kinds of groupings, the groupings compared, what is in no grouping."""

    kinds: Mapping[str, Kind]
    cases: Mapping[str, Territory]
    communes: int
    establishments: int
    islands: tuple[Commune, ...]
    overseas: tuple[Commune, ...]
    """Collectivities overseas, each with the number of its places that are in no grouping."""

    @property
    def groupings(self) -> int:
        """Groupings with their own taxes, the métropole de Lyon included."""
        return sum(kind.groupings for kind in self.kinds.values())

    @property
    def epci(self) -> int:
        """Those that are EPCI: the métropole de Lyon is a collectivité, and is not."""
        return self.groupings - self.kinds["lyon"].groupings

    @property
    def outside(self) -> int:
        """Communes and places of the list that are in no grouping."""
        return len(self.islands) + sum(each.population for each in self.overseas)


def country(path: Path = DATA / "map.json") -> Country:
    """The map of groupings, as `survey.py` drew it."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    cases = {
        case: Territory(
            one["code"],
            one["name"],
            one["kind"],
            found["vintage"],
            tuple(Commune(*m) for m in one["members"]),
        )
        for case, one in found["cases"].items()
    }
    return Country(
        {kind: Kind(**one) for kind, one in found["kinds"].items()},
        cases,
        found["communes"],
        found["establishments"],
        tuple(Commune(one["name"], one["municipal"]) for one in found["outside"]["islands"]),
        tuple(Commune(one["name"], one["places"]) for one in found["outside"]["overseas"]),
    )


def family(kind: str, kinds: Mapping[str, Kind]) -> Kind:
    """The kind a grouping is compared with."""
    return kinds[FAMILY.get(kind, kind)]


# --- what the notebook asks ---------------------------------------------------------------------------


def position(communes: Sequence[Commune], name: str) -> int:
    """Where the commune of that name stands, from 0.

    Raises ValueError when it is not there.
    """
    return [commune.name for commune in communes].index(name)


def shown(communes: Sequence[Commune], own: str, most: int = 6) -> list[Commune]:
    """The largest communes, and the reader's own if it is not among them."""
    first = list(communes[:most])
    return first + [commune for commune in communes[most:] if commune.name == own]


def outsiders(left: Sequence[Commune], own: str, most: int = 8) -> list[Commune]:
    """Communes left out, the smallest first, and the reader's own if it is one of them further on."""
    order = list(left)[::-1]
    return order[:most] + [commune for commune in order[most:] if commune.name == own]


def compared(mine: Territory, cases: Mapping[str, Territory]) -> dict[str, Territory]:
    """The groupings to compare, by name, the most concentrated first, with the reader's own once."""
    those = {case.code: case for case in cases.values()} | {mine.code: mine}
    order = sorted(those.values(), key=lambda one: -concentration(one.communes))
    return {one.name: one for one in order}


def by_concentration(cases: Mapping[str, Territory]) -> list[str]:
    """Cases from the most to the least concentrated."""
    return sorted(cases, key=lambda case: -concentration(cases[case].communes))


def misordered(cases: Mapping[str, Territory]) -> list[list[str]]:
    """The order reversed, by number of communes, by population: three usual mistakes."""
    right = by_concentration(cases)
    tries = [
        sorted(cases, key=lambda case: len(cases[case].communes)),
        sorted(cases, key=lambda case: -people_of(cases[case].communes)),
        right[::-1],
    ]
    return [one for one in tries if one != right]


def outside_mistakes(communes: Sequence[Commune], place: int) -> list[float]:
    """Wrong shares, in percent, for « who lives outside the most populous commune »."""
    number, own = len(communes), 100 * shares(communes)[place]
    outside = people_of(communes) * outside_share(communes)
    return [100 * centre_share(communes), 100 * (number - 1) / number, 100 - own, 100, 0, outside]


def equivalent_mistakes(communes: Sequence[Commune]) -> list[float]:
    """Wrong numbers for « how many equal communes would be as concentrated »."""
    index, centre = concentration(communes), centre_share(communes)
    return [len(communes), index, 1 / centre, 1, 100 * index, 100 * centre]


def left_mistakes(communes: Sequence[Commune], goal: float) -> list[float]:
    """Wrong numbers for « how many communes are left out »."""
    number, found = len(communes), reach(communes, goal)
    return [
        len(found.equipped), round(number * (100 - goal) / 100), number - 1, number, 100 - goal, goal,
        people_of(found.left),
    ]  # fmt: skip
