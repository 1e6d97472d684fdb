"""The numbers module A4 quotes, computed by the model: `figures()`, which `make figures` writes into `figures.yml`.

Lives here: what the lessons need and the exercise does not; it never reaches a learner's page. Populations are
inhabitants, scores have no unit, shares go from 0 to 1.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from openness import (
    DATA_SETS,
    NEUILLY_CRIMOLOIS,
    on_both_sides,
    ranking,
    reached,
    score,
    share_below,
    steadiness,
    territory,
    weights,
)


class Case(NamedTuple):
    """A body of the lessons: its kind, inhabitants and staff."""

    kind: str
    people: int
    staff: float


VALLEY: Final = {
    "grouping": Case("cc", 12_000, 62),
    "centre": Case("commune", 9_000, 55),
    "valbourg": Case("commune", 2_300, 18),
}
"""The fictional case: the grouping of four communes, its market town (55 staff is an assumption), Valbourg."""
NURSERY: Final = Case("commune", 2_900, 60)
"""The commune that must publish the rules of its algorithms, but not its databases."""


def figures() -> dict[str, float]:
    """Every number the module quotes."""
    communes = territory().communes
    found = {
        "case-communes": float(len(communes)),
        "case-over-3500": float(reached(communes, 3_500)),
        "case-over-10000": float(reached(communes, 10_000)),
        "case-over-50000": float(reached(communes, 50_001)),
        "case-both-sides": float(on_both_sides(communes, 3_500)),
        "case-below-share": share_below(communes) / 100,
        "neuilly-municipal": float(NEUILLY_CRIMOLOIS.municipal or 0),
        "neuilly-total": float(NEUILLY_CRIMOLOIS.total or 0),
        "neuilly-latest": float(NEUILLY_CRIMOLOIS.latest or 0),
        "weights-tried": float(len(weights())),
        "closed": float(sum(one.personal for one in DATA_SETS)),
    }
    for one in DATA_SETS:
        found[f"score-{one.id}"] = score(one)
        found[f"product-{one.id}"] = float(one.value * one.ease)
        found[f"score-no-ease-{one.id}"] = score(one, 0)
    for id_, share in steadiness().items():
        found[f"steady-{id_}"] = share
    for id_, share in steadiness(veto=False).items():
        found[f"steady-all-{id_}"] = share
    naive = [one.id for one in ranking(veto=False)]
    found |= {f"rank-all-{id_}": float(place) for place, id_ in enumerate(naive, start=1)}
    found |= {f"rank-{one.id}": float(place) for place, one in enumerate(ranking(), start=1)}
    return found
