"""The screening of module A3: is an impact assessment due, do two readers agree, how long may images stay.

Lives here: the fourteen cards and their key (`data/cards.json`), the rule of two and what overrides it, Cohen's kappa,
the month of article L252-5 as a calendar, the notices of a sign, and `figures()`, the numbers the texts of A3 quote.
May not live here: drawing, writing files. Words for learners stand in `data/cards.json` and in the notebooks.

The key is the course's own reading, to be reviewed by a data protection officer: each criterion is certain, debatable
or not met. No clock, no chance.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

DATA: Final = Path(__file__).parent / "data" / "cards.json"

Outcome = Literal["yes", "no", "document"]
Reading = Literal["yes", "no", "reasoned"]
READINGS: Final[tuple[Reading, ...]] = ("yes", "no", "reasoned")
"""What a reader may answer: an assessment is needed, it is not, it is not and the reason is written with the DPO."""

THRESHOLD: Final = 2
"""The CNIL's rule of thumb: at least two of the nine criteria, an assessment in principle."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the nine criteria of the guidelines WP248 rev.01 (4 October 2017), numbered from 1 in their order."""

    id: str
    number: int
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Project:
    """A card of the supplier's offer with its key.

    `certain` and `debatable` map a criterion's id to the reason, in the language asked for. `listed`: of a kind that is
    in the CNIL's list of processing that requires an assessment (délibération 2018-327). `article35`: one of the three
    cases of GDPR art. 35(3). `exempt`: the list of exemptions (délibération 2019-118) may cover it, under conditions
    that were not read.
    """

    id: str
    name: str
    card: str
    why: str
    certain: Mapping[str, str]
    debatable: Mapping[str, str]
    listed: bool
    article35: bool
    exempt: bool


@cache
def _cards() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return found


def criteria(language: str) -> tuple[Criterion, ...]:
    """The nine criteria in their order, in `fr` or `en`."""
    return tuple(
        Criterion(one["id"], number, one["name"][language], one["meaning"][language])
        for number, one in enumerate(_cards()["criteria"], start=1)
    )


def projects(language: str) -> tuple[Project, ...]:
    """The fourteen cards, in `fr` or `en`."""
    return tuple(
        Project(
            id=one["id"],
            name=one["name"][language],
            card=one["card"][language],
            why=one["why"][language],
            certain={key: reason[language] for key, reason in one["firm"].items()},
            debatable={key: reason[language] for key, reason in one["contested"].items()},
            listed=one["listed"],
            article35=one["article35"],
            exempt=one["exempt"],
        )
        for one in _cards()["projects"]
    )


def named(cards: Sequence[Project], name: str) -> Project:
    """The card of that name.

    Raises ValueError when there is none.
    """
    return cards[[card.name for card in cards].index(name)]


# --- the rule of two and what overrides it -----------------------------------------------------------


def score(project: Project) -> int:
    """How many criteria are met for certain: the sum of the project's row in the matrix."""
    return len(project.certain)


def highest(project: Project) -> int:
    """The score if every debatable criterion counts too."""
    return len(project.certain) + len(project.debatable)


def overridden(project: Project) -> bool:
    """Whether the count does not matter: the CNIL's list or article 35(3) asks for an assessment by itself."""
    return project.listed or project.article35


def outcome(project: Project) -> Outcome:
    """What the screening says.

    `yes`: start the assessment. `no`: under the threshold whichever way one counts. `document`: the count or a possible
    exemption leaves a doubt, so that the reason must be written with the data protection officer; an assessment is
    always accepted, a no without its reason never.
    """
    if overridden(project):
        return "yes"
    if score(project) >= THRESHOLD:
        return "document" if project.exempt else "yes"
    return "document" if highest(project) >= THRESHOLD else "no"


def accepted(project: Project) -> tuple[Reading, ...]:
    """Answers that agree with the key, the usual one first."""
    said: Mapping[Outcome, tuple[Reading, ...]] = {
        "yes": ("yes",),
        "no": ("no", "reasoned"),
        "document": ("yes", "reasoned"),
    }
    return said[outcome(project)]


# --- two readers -------------------------------------------------------------------------------------


def key_beside(cards: Sequence[Project], answers: Sequence[Reading]) -> tuple[Reading, ...]:
    """The key as a second reader: the learner's answer where the key accepts it, its usual answer elsewhere."""
    return tuple(
        answer if answer in accepted(card) else accepted(card)[0]
        for card, answer in zip(cards, answers, strict=True)
    )


def agreement(one: Sequence[str], other: Sequence[str]) -> float:
    """Observed agreement po: the share of cases that both readers put in the same category."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def by_chance(one: Sequence[str], other: Sequence[str]) -> float:
    """Agreement expected by chance pe: Σ over categories of the product of both readers' shares (Cohen 1960)."""
    number = len(one)
    return sum(one.count(kind) * other.count(kind) for kind in sorted({*one, *other})) / number**2


def kappa(one: Sequence[str], other: Sequence[str]) -> float:
    """Cohen's kappa (po − pe) / (1 − pe): 0 no better than chance, 1 full agreement, below 0 worse than chance.

    Two readers who both use one and the same category agree fully: 1.
    """
    expected = by_chance(one, other)
    return 1.0 if expected == 1 else (agreement(one, other) - expected) / (1 - expected)


def missed(cards: Sequence[Project], answers: Sequence[Reading]) -> list[Project]:
    """Cards for which an assessment, or at least a written reason, is due and the answer says no."""
    pairs = zip(cards, answers, strict=True)
    return [card for card, answer in pairs if answer != "yes" and answer not in accepted(card)]


def overcautious(cards: Sequence[Project], answers: Sequence[Reading]) -> list[Project]:
    """Cards for which the key says no and the answer says yes."""
    pairs = zip(cards, answers, strict=True)
    return [card for card, answer in pairs if answer == "yes" and answer not in accepted(card)]


def supplier(cards: Sequence[Project]) -> tuple[Reading, ...]:
    """The fictional supplier's own reading: only what its catalogue calls video surveillance needs an assessment."""
    return tuple("yes" if card.article35 else "no" for card in cards)


# --- one month ---------------------------------------------------------------------------------------

FOUR_YEARS_FROM: Final = 2025
"""Four years in a row hold one leap year: what is true of all their days is true of any year."""


def last_day(filmed: date) -> date:
    """The last day an image filmed that day may be kept: the same day of the next month, or that month's last day.

    CSI art. L252-5 says at most one month. Counting from date to date is the course's assumption.
    """
    start = filmed.replace(day=1)
    next_month = later(start, 32).replace(day=1)
    after = later(next_month, 32).replace(day=1)
    if next_month in (start, after):
        return date.max  # the calendar ends there
    return min(next_month + timedelta(days=filmed.day - 1), after - timedelta(days=1))


def later(day: date, days: int) -> date:
    """So many days later; the last day of the calendar beyond it."""
    return day + timedelta(days=min(days, (date.max - day).days))


def longest(filmed: date) -> int:
    """Days an image filmed that day may be kept, at most."""
    return (last_day(filmed) - filmed).days


def days_of(year: int, years: int = 1) -> list[date]:
    """Every day of so many whole years, from the 1st of January of that year."""
    start, end = date(year, 1, 1), date(year + years, 1, 1)
    return [start + timedelta(days=number) for number in range((end - start).days)]


def late_days(kept: int, days: Sequence[date]) -> int:
    """How many of these days give images that a recorder set to `kept` days keeps too long."""
    return sum(longest(day) < kept for day in days)


def safe_setting(days: Sequence[date]) -> int:
    """The longest fixed setting, in days, that never keeps an image of these days beyond its month."""
    return min(longest(day) for day in days)


# --- the sign ----------------------------------------------------------------------------------------

NOTICES: Final = ("pictogram", "controller", "purpose", "period", "rights", "officer", "complaint")
"""What the sign or the notice beside it says: the camera pictogram and the information of the GDPR (CSI art. R253-6,
GDPR art. 13): who is responsible, what for, how long, which rights, how to reach the DPO, how to complain to the CNIL."""


def missing(shown: Mapping[str, bool]) -> list[str]:
    """Notices that are not there, in the order of `NOTICES`: required minus shown."""
    return [notice for notice in NOTICES if not shown.get(notice, False)]


# --- typical wrong answers ---------------------------------------------------------------------------


# --- numbers of the texts ----------------------------------------------------------------------------


def figures() -> dict[str, float]:
    """Every number module A3 quotes: counts, shares from 0 to 1, days."""
    cards = projects("fr")
    outcomes = [outcome(card) for card in cards]
    theirs = supplier(cards)
    key = key_beside(cards, theirs)
    everywhere: list[Reading] = ["yes" for _ in cards]
    year = days_of(2027)  # any year of 365 days
    found = {f"score-{card.id}": float(score(card)) for card in cards}
    found |= {f"highest-{card.id}": float(highest(card)) for card in cards}
    return found | {
        "projects": float(len(cards)),
        "criteria": float(len(criteria("fr"))),
        "needed": float(outcomes.count("yes")),
        "to-document": float(outcomes.count("document")),
        "not-needed": float(outcomes.count("no")),
        "supplier-yes": float(theirs.count("yes")),
        "supplier-agreed": len(cards) * agreement(theirs, key),
        "supplier-agreement": agreement(theirs, key),
        "supplier-chance": by_chance(theirs, key),
        "supplier-kappa": kappa(theirs, key),
        "supplier-missed": float(len(missed(cards, theirs))),
        "key-yes": float(key.count("yes")),
        "always-yes-agreement": agreement(everywhere, key_beside(cards, everywhere)),
        "always-yes-kappa": kappa(everywhere, key_beside(cards, everywhere)),
        "month-january-31": float(longest(date(2027, 1, 31))),
        "month-march-15": float(longest(date(2027, 3, 15))),
        "month-april-15": float(longest(date(2027, 4, 15))),
        "safe-setting": float(safe_setting(days_of(FOUR_YEARS_FROM, 4))),
        "late-30": float(late_days(30, year)),
        "late-31": float(late_days(31, year)),
        "notices": float(len(NOTICES)),
    }
