"""Numbers that the texts of module B1 quote, computed by the model.

Lives here: `figures()` and nothing that the notebook needs.
"""

from __future__ import annotations

from collections.abc import Sequence

from networks import (
    SMALL,
    VALLEY,
    Commune,
    bands,
    centre_share,
    concentration,
    country,
    equivalent_number,
    outside_share,
    people_of,
    reach,
    shares,
)

GOALS = (75, 90, 95)
"""Shares of the people that a project promises to reach, in percent."""
THIRDS = tuple(Commune(name, people) for name, people in (("a", 6_000), ("b", 3_000), ("c", 1_000)))
"""The small sum of the quiz: 60, 30 and 10 % of the people."""


def of_grouping(name: str, communes: Sequence[Commune]) -> dict[str, float]:
    """What is quoted of one grouping, each number named after it."""
    parts = bands(communes)
    found = {
        "communes": float(len(communes)),
        "population": float(people_of(communes)),
        "centre": centre_share(communes),
        "outside": outside_share(communes),
        "outside-people": people_of(communes) * outside_share(communes),
        "hhi": concentration(communes),
        "equivalent": equivalent_number(communes),
        "small": float(sum(commune.population < SMALL for commune in communes)),
        "small-share": people_of([c for c in communes if c.population < SMALL]) / people_of(communes),
        "smallest": float(min(commune.population for commune in communes)),
        "band-large": parts.large,
        "band-small": parts.small,
    }
    for goal in GOALS:
        reached = reach(communes, goal)
        found |= {
            f"equipped-{goal}": float(len(reached.equipped)),
            f"left-{goal}": float(len(reached.left)),
            f"left-share-{goal}": 1 - reached.share,
            f"left-people-{goal}": float(people_of(reached.left)),
        }
    return {f"{name}-{figure}": value for figure, value in found.items()}


def figures() -> dict[str, float]:
    """Every number the module quotes: counts, inhabitants, shares (0 to 1), indices."""
    whole = country()
    found: dict[str, float] = {
        "groupings": float(whole.groupings),
        "epci": float(whole.epci),
        "establishments": float(whole.establishments),
        "outside": float(whole.outside),
        "islands": float(len(whole.islands)),
        "overseas": float(whole.outside - len(whole.islands)),
        "quiz-hhi": concentration(THIRDS),
        "quiz-equivalent": equivalent_number(THIRDS),
        "quiz-inverse-centre": 1 / centre_share(THIRDS),
    }
    people = sum(kind.population for kind in whole.kinds.values())
    for name, kind in whole.kinds.items():
        found |= {
            f"{name}-groupings": float(kind.groupings),
            f"{name}-mean-communes": kind.communes / kind.groupings,
            f"{name}-population": float(kind.population),
            f"{name}-share": kind.groupings / whole.groupings,
            f"{name}-people-share": kind.population / people,
            f"{name}-median-centre": kind.median_centre,
            f"{name}-median-equivalent": kind.median_effective,
        }
    for name, case in whole.cases.items():
        found |= of_grouping(name, case.communes)
    found |= of_grouping("valley", VALLEY)
    for commune, share in zip(VALLEY, shares(VALLEY), strict=True):
        found |= {f"valley-share-{commune.name}": share, f"valley-square-{commune.name}": share**2}
    return found
