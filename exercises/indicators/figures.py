"""The numbers module C1 quotes, computed by the model: `figures()`, which `make figures` writes into `figures.yml`.

Lives here: what the lessons need and the exercise does not. Scores go from 0 to 100, shares and weights from 0 to 1,
costs are in euros a year.
"""

from __future__ import annotations

from statistics import mean

from indicators import (
    CARDS,
    CRITERIA,
    CULPRIT,
    DRAFT,
    FIRST,
    MENDED,
    PROJECTS,
    RANDOM_INDEX,
    STARTS,
    consistency_index,
    consistency_ratio,
    derived_weights,
    largest_eigenvalue,
    marks,
    min_max,
    said_by_others,
    scores,
    starting_point,
    tying_cost,
)

QUIZ_COSTS = (20.0, 35.0, 80.0)
"""Thousand euros a year of the three projects of the quiz; the question is on the second."""


def figures() -> dict[str, float]:
    """Every number the module quotes."""
    left = {name: one for name, one in PROJECTS.items() if name != "wall"}
    shares = marks(PROJECTS)
    found: dict[str, float] = {
        "cards": float(len(CARDS)),
        "projects-cost": 1_000 * sum(one["cost"] for one in PROJECTS.values()),
        "tie": round(1_000 * tying_cost(PROJECTS, DRAFT, "number", "app", "wall"), -3),
        "cost-mark-number": 100 * shares["number"]["cost"],
        "cost-mark-number-left": 100 * marks(left)["number"]["cost"],
        "need-mark-app": 100 * shares["app"]["need"],
        "random-index": RANDOM_INDEX[len(CRITERIA)],
        "said-by-others": said_by_others(FIRST, *CULPRIT),
        "way-need": FIRST["need", "delay"] / FIRST["need", "cost"],
        "way-reach": FIRST["reach", "delay"] / FIRST["reach", "cost"],
    }
    for name, one in PROJECTS.items():
        found[f"cost-{name}"] = 1_000 * one["cost"]
    for method in ("minmax", "rank", "fixed"):
        found |= {f"{method}-{name}": score for name, score in scores(PROJECTS, DRAFT, method).items()}
        found |= {f"{method}-left-{name}": score for name, score in scores(left, DRAFT, method).items()}
    for label, comparisons in (("first", FIRST), ("mended", MENDED)):
        weights = derived_weights(comparisons)
        found |= {f"{label}-weight-{name}": weight for name, weight in weights.items()}
        found |= {f"{label}-score-{name}": score for name, score in scores(PROJECTS, weights).items()}
        found |= {
            f"{label}-lambda": largest_eigenvalue(comparisons),
            f"{label}-index": consistency_index(comparisons),
            f"{label}-ratio": consistency_ratio(comparisons),
        }
    found |= {f"start-{name}": float(value) for name, value in starting_point().items()}
    found |= {f"reports-{name}": float(len(start.days)) for name, start in STARTS.items()}
    found["start-mean-centre"] = float(mean(STARTS["centre"].days))
    found["quiz-mark"] = 100 * min_max(QUIZ_COSTS, less=True)[1]
    return found
