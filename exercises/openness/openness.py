"""Opening data: what the law asks of a commune or of a grouping, and which data sets to open first.

Lives here: the thresholds with their articles and how sure we are of each, the judgement of one rule for one body, the
ranking of ten data sets, and the few questions the notebook puts to them. The numbers that lessons quote are computed in
`figures.py`.
Populations are inhabitants, staff is full-time equivalents. No input or output besides this folder's `data/`, no clock,
no randomness. `data/territory.json` holds one grouping of communes: the course's reference case, or the learner's own.
The page « Mon territoire » judges the same rules from `course/obligations.yml`; a test keeps both in agreement.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

DATA: Final = Path(__file__).parent / "data" / "territory.json"
LATEST: Final = Path(__file__).parent / "data" / "latest.json"
"""The latest municipal population of the communes that it alone puts on the other side of a threshold."""

COMMUNE: Final = "commune"
GROUPINGS: Final = frozenset({"cc", "ca", "cu", "metropole"})
EVERYONE: Final = GROUPINGS | {COMMUNE}
LYON: Final = "lyon"
"""The métropole de Lyon: a local authority of its own kind, that texts written for groupings may reach otherwise."""
OVERSEAS: Final = ("975", "977", "978", "984", "986", "987", "988", "989")
"""Beginnings of the INSEE codes of collectivities overseas, where the common rules may not apply."""

APPLIES: Final = "applies"
DOES_NOT: Final = "does-not"
POPULATION: Final = "population"
STAFF: Final = "staff"
PENDING: Final = "pending"
UNKNOWN: Final = "unknown"


class Rule(NamedTuple):
    """A duty and whom it binds; thresholds are included ("more than 50,000" is 50,001), 0 when there is none.

    `mark` says how sure we are: `verified` (text read), `reported` (read in another page), `known` (not read).
    """

    id: str
    kinds: frozenset[str]
    population: int
    staff: int
    article: str
    mark: str
    pending: bool = False


RULES: Final = (
    # CRPA L312-1-1: both thresholds, since a commune is a « collectivité territoriale » (Constitution, art. 72) …
    Rule(
        "open-data-commune", frozenset({COMMUNE}), 3_500, 50, "CRPA, art. L312-1-1 et D312-1-1-1", "verified"
    ),
    # … and a grouping is not one: the staff threshold alone. The reading is known, not read in a text.
    Rule("open-data-grouping", GROUPINGS, 0, 50, "CRPA, art. L312-1-1 et D312-1-1-1", "known"),
    Rule("algorithms", EVERYONE, 0, 50, "CRPA, art. L312-1-3 et D312-1-4", "verified"),
    Rule("access-officer", EVERYONE, 10_000, 0, "CRPA, art. R330-2", "verified"),
    Rule("responsible-digital", EVERYONE, 50_001, 0, "Loi n° 2021-1485 (REEN), art. 35", "reported"),
    Rule("climate-plan", GROUPINGS, 20_001, 0, "Code de l'environnement, art. L229-26", "verified"),
    Rule("development-council", GROUPINGS, 50_001, 0, "CGCT, art. L5211-10-1", "known"),
    Rule("nis2-commune", frozenset({COMMUNE}), 30_001, 0, "Directive (UE) 2022/2555", "verified", True),
    Rule("nis2-grouping", GROUPINGS, 0, 0, "Directive (UE) 2022/2555", "known", True),
)
"""Thresholds of the texts as of 23 November 2026, in the order of the tables."""


class Verdict(NamedTuple):
    """What can be said of a rule for a body, and why.

    `reason`: `everyone`, `above`, `both` (population and staff reached), `enough-staff`; `below`, `little-staff`;
    `both-sides`, `no-staff`, `no-population`, `apart` (Lyon), `overseas`, `not-in-force`, `kind`.
    """

    standing: str
    reason: str


def judge(
    rule: Rule, kind: str, figures: Collection[int | None], staff: float | None, *, insee: str = ""
) -> Verdict:
    """What can be said of one rule for one body.

    Args:
        rule: with its thresholds.
        kind: of the body: `commune`, `cc`, `ca`, `cu`, `metropole`, `lyon`.
        figures: its known populations, whatever their kind and year; unknown ones are `None`.
        staff: full-time equivalents; `None` when not known.
        insee: code of a commune, to tell collectivities overseas.

    Raises ValueError for a negative number of staff.
    """
    if staff is not None and not 0 <= staff < float("inf"):
        raise ValueError("the number of staff is zero or more")
    if (kind if kind != LYON else "metropole") not in rule.kinds:
        return Verdict(DOES_NOT, "kind")
    if insee.startswith(OVERSEAS):
        return Verdict(UNKNOWN, "overseas")
    if kind == LYON and COMMUNE not in rule.kinds:
        return Verdict(UNKNOWN, "apart")
    sides = (
        {figure >= rule.population for figure in figures if figure is not None} if rule.population else {True}
    )
    if sides == {False}:
        return Verdict(DOES_NOT, "below")
    if staff is not None and staff < rule.staff:
        return Verdict(DOES_NOT, "little-staff")
    if rule.pending:
        return Verdict(PENDING, "not-in-force")
    if len(sides) != 1:
        return Verdict(POPULATION, "both-sides") if sides else Verdict(UNKNOWN, "no-population")
    if rule.staff and staff is None:
        return Verdict(STAFF, "no-staff")
    reached = {(True, True): "both", (True, False): "above", (False, True): "enough-staff"}
    return Verdict(APPLIES, reached.get((rule.population > 0, rule.staff > 0), "everyone"))


def rules_for(kind: str) -> tuple[Rule, ...]:
    """The rules that can concern a body of that kind, in order."""
    return tuple(rule for rule in RULES if judge(rule, kind, [], None).reason != "kind")


def duties(kind: str, people: int, staff: float) -> list[str]:
    """Ids of the rules in force that apply to a body of so many inhabitants and staff."""
    return [rule.id for rule in RULES if judge(rule, kind, [people], staff).standing == APPLIES]


# --- the territory ------------------------------------------------------------------------------------


class Commune(NamedTuple):
    """A commune with the populations known of it: municipal, total, and the latest where it changes something."""

    insee: str
    name: str
    municipal: int | None
    total: int | None
    latest: int | None

    @property
    def figures(self) -> tuple[int | None, int | None, int | None]:
        return self.municipal, self.total, self.latest


class Territory(NamedTuple):
    """A grouping: its name, its kind, the year its populations stand for, all its communes."""

    name: str
    kind: str
    vintage: str
    communes: tuple[Commune, ...]

    @property
    def figures(self) -> tuple[int | None, int | None]:
        """Municipal and total population of the whole; a total that a commune lacks is not known."""
        municipal = [commune.municipal for commune in self.communes]
        total = [commune.total for commune in self.communes]
        return sum(n or 0 for n in municipal), None if None in total else sum(n or 0 for n in total)


def territory(path: Path = DATA, latest: Path = LATEST) -> Territory:
    """The territory of the exercise, its communes in the order of the file."""
    case = json.loads(path.read_text(encoding="utf-8"))
    later = json.loads(latest.read_text(encoding="utf-8"))
    communes = tuple(
        Commune(m["insee"], m["name"], m["municipal"], m["total"], later.get(m["insee"]))
        for m in case["members"]
    )
    return Territory(case["name"], case["kind"], case["vintage"], communes)


def commune_named(place: Territory, name: str) -> Commune:
    """The commune of that name; raises ValueError when there is none."""
    for commune in place.communes:
        if commune.name == name:
            return commune
    raise ValueError(f"{place.name}: no commune named {name}")


def reached(communes: Sequence[Commune], threshold: int, *, total: bool = False) -> int:
    """How many communes have so many inhabitants or more, by municipal population, or by the total one."""
    figures = [commune.total if total else commune.municipal for commune in communes]
    return sum(figure is not None and figure >= threshold for figure in figures)


def on_both_sides(communes: Sequence[Commune], threshold: int) -> int:
    """How many communes have known figures on both sides of a threshold."""
    sides = [{figure >= threshold for figure in c.figures if figure is not None} for c in communes]
    return sum(len(side) > 1 for side in sides)


NEUILLY_CRIMOLOIS: Final = Commune("21452", "Neuilly-Crimolois", 3_430, 3_463, 3_588)
"""The edge case of the lessons: two figures of 2022 below 3,500, the latest municipal one, of 2023, above."""
EXAMPLE_STAFF: Final = 60.0
"""Assumption of the notebook for that commune; its real number of staff was not looked for."""


# --- ten data sets ------------------------------------------------------------------------------------


class DataSet(NamedTuple):
    """A data set with its marks, all assumptions of ours: value and ease 1 to 5, risk 0 to 5.

    `personal`: somebody can be recognised in it as it stands, so that CRPA L312-1-2 keeps it closed.
    """

    id: str
    value: int
    ease: int
    risk: int
    personal: bool = False


DATA_SETS: Final = (
    DataSet("budget", 3, 5, 0),
    DataSet("places", 4, 4, 0),
    DataSet("energy", 4, 3, 0),
    DataSet("lamps", 3, 4, 1),
    DataSet("faults", 5, 3, 1),
    DataSet("addresses", 5, 2, 0),
    DataSet("grants", 3, 3, 1),
    DataSet("calls", 5, 5, 5, personal=True),
    DataSet("aid", 2, 4, 5, personal=True),
    DataSet("images", 1, 1, 5, personal=True),
)
MOST_EASE: Final = 2.0
MOST_RISK: Final = 5.0
STEPS: Final = 20
"""The sensitivity tries every couple of weights on a grid of so many steps each way."""
FIRST: Final = 3
TOLERANCE: Final = 0.5
"""Points of percentage within which an answer is right."""


def score(one: DataSet, ease_weight: float = 1, risk_weight: float = 1) -> float:
    """Value × ease − risk, each with its weight: 5·value·(ease ÷ 5)^ease_weight − risk_weight·risk.

    With both weights at 1 it is plain value × ease − risk. Ours: a teaching rule, no standard.
    """
    eased: float = (one.ease / 5) ** ease_weight
    return 5 * one.value * eased - risk_weight * one.risk


def ranking(ease_weight: float = 1, risk_weight: float = 1, *, veto: bool = True) -> list[DataSet]:
    """The data sets, best score first (in the order of the list when equal); with the veto, none about people."""
    kept = [one for one in DATA_SETS if not (veto and one.personal)]
    return sorted(kept, key=lambda one: -round(score(one, ease_weight, risk_weight), 9))


def weights() -> list[tuple[float, float]]:
    """Every couple of weights that the sensitivity tries."""
    return [
        (MOST_EASE * e / STEPS, MOST_RISK * r / STEPS) for e in range(STEPS + 1) for r in range(STEPS + 1)
    ]


def steadiness(*, veto: bool = True, first: int = FIRST) -> dict[str, float]:
    """For each data set that may be ranked, the share of the weights (0 to 1) that put it among the first."""
    tried = weights()
    times = {one.id: 0 for one in ranking(veto=veto)}
    for ease_weight, risk_weight in tried:
        for one in ranking(ease_weight, risk_weight, veto=veto)[:first]:
            times[one.id] += 1
    return {id_: count / len(tried) for id_, count in times.items()}


def withheld() -> list[str]:
    """Ids of the data sets that cannot be published as they stand."""
    return [one.id for one in DATA_SETS if one.personal]


def steadiest(shares: Mapping[str, float]) -> str:
    """The data set that most weights put among the first."""
    return max(shares, key=lambda id_: shares[id_])


# --- what the notebook asks ---------------------------------------------------------------------------


def share_below(communes: Sequence[Commune], threshold: int = 3_500) -> float:
    """Percentage of the communes under a threshold of municipal population."""
    return 100 - 100 * reached(communes, threshold) / len(communes)


def slips(communes: Sequence[Commune]) -> dict[str, float]:
    """Typical wrong answers to "what share of the communes is below 3,500?", by name, each value once."""
    number, above = len(communes), reached(communes, 3_500)
    values = {
        "above": 100 * above / number,
        "count-below": float(number - above),
        "count-above": float(above),
        "wrong-threshold": share_below(communes, 10_000),
        "country": 90.7,
        "staff": 50.0,
        "threshold": 3_500.0,
    }
    found: dict[str, float] = {}
    for name, value in values.items():
        others = (share_below(communes), *found.values())
        if all(abs(value - other) > 2 * TOLERANCE for other in others):
            found[name] = value
    return found


def mistaken_shares(communes: Sequence[Commune]) -> list[float]:
    """Three of the typical wrong answers."""
    return list(slips(communes).values())[:3]
