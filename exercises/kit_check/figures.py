"""The numbers that the texts of the final task quote: `figures()`, which `make figures` writes into `figures.yml`.

Lives here: what the lessons need and the exercise does not; it never reaches a learner's page.
"""

from __future__ import annotations

from kit_check import (
    ADULTS,
    BILL,
    CAMERA_CRITERIA,
    CHOSEN_PERCENT,
    CLICKS,
    DRAFT_PERCENT,
    EVEN,
    KEPT_WHEN_DIMMED,
    LOT,
    LOW_REFERENCE,
    MEASURED,
    NEW_WATTS,
    OFFERED,
    OLD_WATTS,
    PEOPLE,
    PLACES,
    POINTS,
    REFERENCE,
    SAFE_DAYS,
    TARGET,
    VARIABLE,
    energy,
    left_outside,
    loss,
    margin,
    out_of_reach,
    shares,
    shortfall,
    tally,
    withheld,
)

SMALL_POINTS, SMALL_WATTS, SMALL_SAVED = 120, 100, 30
"""The village of the quiz: posed."""


def _money() -> dict[str, float]:
    chosen, draft = shares(CHOSEN_PERCENT), shares(DRAFT_PERCENT)
    out: dict[str, float] = {}
    for place, now in zip(PLACES, chosen, strict=True):
        out[f"share-{place}"] = now
    for place, before in zip(PLACES[:3], draft, strict=False):
        out[f"draft-{place}"] = before
    three, largest = tally((1, 2, 3)), tally((0, 1))
    return out | {
        "bill": BILL,
        "mixed-up": sum(draft[:3]) + chosen[3],
        "missing": BILL - sum(draft[:3]) - chosen[3],
        "three-share": three.people,
        "largest-share": largest.people,
        "chosen": CHOSEN_PERCENT / 100,
        "draft": DRAFT_PERCENT / 100,
    }


def _light() -> dict[str, float]:
    return {
        "points": POINTS,
        "reference": REFERENCE,
        "computed": energy(POINTS, OLD_WATTS),
        "low-reference": LOW_REFERENCE,
        "target": TARGET,
        "left": REFERENCE - TARGET,
        "low-left": LOW_REFERENCE - TARGET,
        "apart": REFERENCE - LOW_REFERENCE,
        "promise-left": energy(POINTS, NEW_WATTS, kept=KEPT_WHEN_DIMMED),
        "measured": MEASURED,
        "shortfall": shortfall(MEASURED),
        "even": EVEN,
        "offered": OFFERED,
        "withheld-even": withheld(MEASURED, EVEN),
        "withheld-offered": withheld(MEASURED, OFFERED),
        "loss": loss(MEASURED),
        "variable": VARIABLE,
        "small-left": energy(SMALL_POINTS, SMALL_WATTS, 4_000) - SMALL_SAVED,
        "small-reference": energy(SMALL_POINTS, SMALL_WATTS, 4_000),
    }


def _people() -> dict[str, float]:
    adults = ADULTS * sum(PEOPLE)
    return {
        "criteria": len(CAMERA_CRITERIA),
        "days": SAFE_DAYS,
        "drawn": LOT,
        "clicks": CLICKS,
        "margin": margin(LOT),
        "margin-clicks": margin(CLICKS),
        "out-of-reach": out_of_reach(),
        "everyone": sum(PEOPLE),
        "adults": adults,
        "outside": left_outside(adults),
        "outside-children": left_outside(sum(PEOPLE)),
    }


def figures() -> dict[str, float]:
    """Every number that the texts of the final task quote."""
    return {name: float(value) for name, value in (_money() | _light() | _people()).items()}
