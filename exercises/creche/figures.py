"""The numbers that the texts of module B4 quote, computed by the model.

Lives here: `figures()` and the cases it looks at. May not live here: formulas; they stand in `creche.py`.
"""

from __future__ import annotations

import creche


def figures() -> dict[str, float]:
    """Every number quoted, by name."""
    return (
        _files()
        | _example()
        | _setting("draft", creche.DRAFT)
        | _setting("amended", creche.AMENDED)
        | _change()
    )


def _files() -> dict[str, float]:
    applications = creche.files()
    found: dict[str, float] = {"files": len(applications), "places": creche.PLACES}
    found["refused"] = len(applications) - creche.PLACES
    return found | {
        f"{name}-files": sum(map(belongs, applications)) for name, belongs in creche.GROUPS.items()
    }


def _example() -> dict[str, float]:
    applications = creche.files()
    draft, amended = (creche.ranked(applications, weights) for weights in (creche.DRAFT, creche.AMENDED))
    number = creche.EXAMPLE
    parts = creche.contributions(applications[number - 1], creche.DRAFT)
    return {
        "example-number": number,
        "example-months": applications[number - 1].months,
        "example-score": draft.scores[number],
        "example-rank": draft.rank(number),
        "example-missing": creche.missing(draft, number),
        "example-lot": draft.lots[number],
        "second-number": creche.SECOND,
        "second-months": applications[creche.SECOND - 1].months,
        "second-score": draft.scores[creche.SECOND],
        "second-lot": draft.lots[creche.SECOND],
        "example-amended-score": amended.scores[number],
        "example-amended-rank": amended.rank(number),
    } | {f"example-{criterion}": float(points) for criterion, points in parts.items()}


def _setting(name: str, weights: creche.Weights) -> dict[str, float]:
    applications = creche.files()
    ranking = creche.ranked(applications, weights)
    found: dict[str, float] = {
        f"{name}-cut": ranking.cut,
        f"{name}-level": len(ranking.level),
        f"{name}-level-places": len(set(ranking.level) & ranking.admitted),
        f"{name}-above": sum(points > ranking.cut for points in ranking.scores.values()),
        f"{name}-last-lot": ranking.lots[ranking.last],
        f"{name}-needless": len(creche.needless(applications, weights)),
    }
    for group in creche.GROUPS:
        rates = creche.rates(applications, ranking, group)
        found |= {
            f"{name}-{group}-rate": rates.group,
            f"{name}-{group}-others": rates.others,
            f"{name}-{group}-ratio": rates.ratio,
            f"{name}-{group}-places": rates.group * rates.files,
        }
    for criterion in ("disability", "twins", "single", "seeking"):
        found[f"{name}-without-{criterion}"] = creche.removal(applications, weights, criterion).changing
    return found


def _change() -> dict[str, float]:
    applications = creche.files()
    draft, amended = (creche.ranked(applications, weights) for weights in (creche.DRAFT, creche.AMENDED))
    middle = creche.ranked(applications, {**creche.DRAFT, "single": 2})
    entering, leaving = creche.entering(draft, amended), creche.entering(amended, draft)
    single = {file.number for file in applications if file.adults == 1}
    return {
        "entering": len(entering),
        "entering-single": len(single.intersection(entering)),
        "leaving-single": len(single.intersection(leaving)),
        "changing": len(entering) + len(leaving),
        "moved": creche.moved(draft, amended),
        "tau": creche.kendall(draft.order, amended.order),
        "middle-changing": 2 * len(creche.entering(draft, middle)),
        "middle-single-rate": creche.rates(applications, middle, "single").group,
        "middle-single-others": creche.rates(applications, middle, "single").others,
        "middle-single-ratio": creche.rates(applications, middle, "single").ratio,
    }
