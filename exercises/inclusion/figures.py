"""The numbers module C4 quotes, computed by the model: `figures()`, which `make figures` writes into `figures.yml`.

Lives here: what the lessons need and the exercise does not; it never reaches a learner's page. Shares are from 0 to 1,
amounts euros a year.
"""

from __future__ import annotations

from typing import Final

from inclusion import (
    ADULTS,
    AGE_SHARES,
    BANDS,
    COLOURS,
    COST,
    LETTERS,
    MEASURED,
    PLANS,
    RATES,
    REACH,
    TODAY,
    Plan,
    by_age,
    cheapest,
    contrast,
    cost,
    excluded,
    excluded_share,
    plain_mean,
    reading,
    representation,
    served,
    served_overall,
    territory,
)

VALLEY: Final = {"valley": 12_000, "valbourg": 2_300, "smallest": 200}
"""The fictional intercommunality, and two of its communes."""
SIZES: Final = (200, 500, 1_000, 3_500, 10_000, 50_000)
"""Populations of the small table of the lesson « Chez vous »."""
QUIZ: Final = {"young": 150, "middle": 450, "senior": 250, "oldest": 150}
"""People of the commune of the quiz, by age: posed."""
MEAN: Final = 0.95
FLOORS: Final = (80, 90, 95)
USE_BEFORE: Final = 0.11
"""Share of people of 75 and over among those who reported a fault, before the service opened: invented."""
USE_AFTER: Final = 0.06
"""The same a year later: invented."""
REPORTS_BEFORE: Final = 260
"""Reports in six months before the opening: the pace of module C1's four weeks, 520 a year. Invented."""
REPORTS_AFTER: Final = 400
"""Reports in six months, a year later: invented."""


def people_figures() -> dict[str, float]:
    """Who is shut out: the share, and the people of the fictional communes and of the reference case."""
    share = excluded_share(AGE_SHARES)
    found = {
        "measured": MEASURED,
        "excluded-share": share,
        "excluded-per-inhabitant": share * ADULTS,
        "plain-mean": plain_mean(),
        "adults": ADULTS,
    }
    for band in BANDS:
        part = AGE_SHARES[band] * RATES[band]
        found[f"age-{band}"] = AGE_SHARES[band]
        found[f"rate-{band}"] = RATES[band]
        found[f"product-{band}"] = part
        found[f"part-{band}"] = part / share
    for place, people in {**VALLEY, "case": territory().people}.items():
        bands = by_age(people, AGE_SHARES)
        outside = excluded(bands)
        found[f"{place}-people"] = float(people)
        found[f"{place}-adults"] = sum(bands.values())
        found[f"{place}-excluded"] = sum(outside.values())
        for band in BANDS:
            found[f"{place}-adults-{band}"] = bands[band]
            found[f"{place}-excluded-{band}"] = outside[band]
    found["quiz-excluded"] = sum(excluded(QUIZ).values())
    for people in SIZES:
        outside = excluded(by_age(people, AGE_SHARES))
        found[f"size-{people}-excluded"] = sum(outside.values())
        found[f"size-{people}-oldest"] = outside["oldest"]
    return found


def plan_figures() -> dict[str, float]:
    """Plans of the lessons: nothing but the site, today's, the cheapest for the mean, those with a floor."""
    plans = {"online": Plan(0, 0, 0), "today": TODAY, "full": Plan(5, 5, 5)}
    chosen = {"mean": cheapest(AGE_SHARES, MEAN)}
    chosen |= {f"floor{floor}": cheapest(AGE_SHARES, MEAN, floor / 100) for floor in FLOORS}
    plans |= {name: plan for name, plan in chosen.items() if plan is not None}
    found: dict[str, float] = {"plans-tried": float(len(PLANS))}
    for name, plan in plans.items():
        found |= {f"{name}-{channel}": float(days) for channel, days in plan._asdict().items()}
        found[f"{name}-cost"] = float(cost(plan))
        found[f"{name}-overall"] = served_overall(plan, AGE_SHARES)
        found[f"{name}-oldest"] = served(plan, "oldest")
        found[f"{name}-senior"] = served(plan, "senior")
        found[f"{name}-oldest-missed"] = 1 - served(plan, "oldest")
        found[f"{name}-extra"] = float(cost(plan) - cost(plans["mean"]))
    for channel, price, reach in zip(Plan._fields, COST, REACH["oldest"], strict=True):
        found[f"price-{channel}"] = float(price)
        found[f"reach-oldest-{channel}"] = reach
    found["missed-counter"] = 1 - REACH["oldest"][1]
    found["wrong-sum"] = REACH["oldest"][0] + REACH["oldest"][1]
    found["missed-phone"] = 1 - REACH["oldest"][0]
    found["missed-both"] = (1 - REACH["oldest"][0]) * (1 - REACH["oldest"][1])
    found["reached-both"] = 1 - found["missed-both"]
    return found


def text_figures() -> dict[str, float]:
    """Contrasts, and how hard the letter is, in both languages."""
    found = {f"contrast-{name}": contrast(*couple) for name, couple in COLOURS.items()}
    for language, letters in LETTERS.items():
        for name, letter in letters.items():
            measured = reading(letter, language)
            if measured is None:
                raise ValueError(f"the letter {name} has no word")
            found[f"letter-{language}-{name}"] = measured.ease
            found[f"letter-{language}-{name}-words"] = measured.per_sentence
            found[f"letter-{language}-{name}-long"] = measured.long
        found[f"letter-{language}-gain"] = (
            found[f"letter-{language}-words"] - found[f"letter-{language}-start"]
        )
    return found


def figures() -> dict[str, float]:
    """Every number the module quotes."""
    return {
        **people_figures(),
        **plan_figures(),
        **text_figures(),
        "use-before": USE_BEFORE,
        "use-after": USE_AFTER,
        "reports-before": float(REPORTS_BEFORE),
        "reports-after": float(REPORTS_AFTER),
        "oldest-reports-before": USE_BEFORE * REPORTS_BEFORE,
        "oldest-reports-after": USE_AFTER * REPORTS_AFTER,
        "ratio-before": representation(USE_BEFORE, AGE_SHARES["oldest"]),
        "ratio-after": representation(USE_AFTER, AGE_SHARES["oldest"]),
    }
