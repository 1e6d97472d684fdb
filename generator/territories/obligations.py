"""What the law asks of a territory, and why: each obligation judged against the figures that are known.

Lives here: the order of the tests, the sentences that give the reason. May not live here: the obligations themselves
(`course/obligations.yml`), whether a reading of the law is right (each has its sources and how sure they are).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator import texts
from generator.model import Commune, Locality, Obligation
from generator.territories.facts import PLURALS
from generator.territories.peers import family


class Standing(StrEnum):
    """What can be said of an obligation for a place."""

    APPLIES = "applies"
    DOES_NOT = "does-not"
    STAFF = "staff"  # depends on the number of staff, which is not given
    POPULATION = (
        "population"  # depends on which population counts: known figures fall on both sides of the threshold
    )
    PENDING = "pending"  # the text is not in force at the date of its source
    UNKNOWN = "unknown"  # population not published, or a place where these rules are not the common ones


@dataclass(frozen=True, slots=True)
class Verdict:
    """A standing and its reason: one or two sentences in each language, typeset."""

    standing: Standing
    reason: Mapping[str, str]


SENTENCES: Mapping[str, Mapping[str, str]] = {
    "kind": {
        "fr": "Ce texte ne vise pas les {kinds}.",
        "en": "This text does not concern {kinds}.",
    },
    "everyone": {
        "fr": "Toutes les {kinds} sont visées, quelle que soit leur taille.",
        "en": "All {kinds} are concerned, whatever their size.",
    },
    "below": {
        "fr": "Ce texte ne vise que les {kinds}{size}. Population : {figures}.",
        "en": "This text only concerns {kinds}{size}. Population: {figures}.",
    },
    "above": {
        "fr": "Ce texte vise les {kinds}{size}. Population : {figures}.",
        "en": "This text concerns {kinds}{size}. Population: {figures}.",
    },
    "both-sides": {
        "fr": "Ce texte vise les {kinds}{size}. Les chiffres connus tombent de part et d'autre : {figures}. La réponse dépend de celui que le texte retient.",
        "en": "This text concerns {kinds}{size}. The known figures fall on both sides: {figures}. The answer depends on which one the text means.",
    },
    "no-population": {
        "fr": "Ce texte vise les {kinds}{size}, et la population n'est pas publiée.",
        "en": "This text concerns {kinds}{size}, and the population is not published.",
    },
    "staff-below": {
        "fr": "Le seuil est de {threshold} agents en équivalent temps plein. Nombre indiqué : {staff}.",
        "en": "The threshold is {threshold} full-time equivalent staff. Number given: {staff}.",
    },
    "staff-above": {
        "fr": "Le seuil de {threshold} agents en équivalent temps plein est atteint. Nombre indiqué : {staff}.",
        "en": "The threshold of {threshold} full-time equivalent staff is reached. Number given: {staff}.",
    },
    "staff-missing": {
        "fr": "Le nombre d'agents décide : le seuil est de {threshold} en équivalent temps plein.",
        "en": "The number of staff decides: the threshold is {threshold} full-time equivalents.",
    },
    "pending": {
        "fr": "Ce texte n'était pas en vigueur à la date de sa source. S'il est adopté tel quel, les {kinds}{size} seront visées.",
        "en": "This text was not in force at the date of its source. If it is adopted as it stands, {kinds}{size} will be concerned.",
    },
    "apart": {
        "fr": "La métropole de Lyon est une collectivité à statut particulier, non une intercommunalité : ce texte peut s'y appliquer autrement. À vérifier.",
        "en": "The métropole de Lyon is a local authority with a status of its own, not a grouping: this text may apply to it in another way. To be checked.",
    },
    "overseas": {
        "fr": "Dans cette collectivité d'outre-mer, la loi peut être autre ou adaptée : ce tableau ne le dit pas.",
        "en": "In this overseas collectivity the law may differ or be adapted: this table does not say.",
    },
    # The space after a number is set here: `typeset` sees no number in a sentence with holes, as pages get it.
    "over": {"fr": " de plus de {n}\u00a0habitants", "en": " of more than {n} inhabitants"},
    "from": {"fr": " de {n}\u00a0habitants ou plus", "en": " of {n} inhabitants or more"},
    "municipal": {"fr": "municipale {n}", "en": "municipal {n}"},
    "total": {"fr": "totale {n}", "en": "total {n}"},
    "latest": {"fr": "municipale la plus récente {n}", "en": "latest municipal {n}"},
}
"""The words of a reason, with their holes. Published with the obligations, so that a page judges in the same words."""

APART = ("lyon",)
"""Kinds that a text written for groupings, and not for communes, may reach in another way or not at all."""

OVERSEAS = ("975", "977", "978", "984", "986", "987", "988", "989")
"""Beginnings of INSEE codes in collectivities overseas, where laws apply only as far as they say so
(Constitution, art. 73 and 74, and title XIII): not in the overseas départements."""


def judge(
    obligation: Obligation,
    kind: str,
    municipal: int | None,
    total: int | None,
    staff: float | None,
    *,
    latest: int | None = None,
) -> Verdict:
    """What can be said of one obligation for one body.

    Args:
        obligation: with its thresholds, each included.
        kind: of the body: `commune`, `cc`, `ca`, `cu`, `metropole`, `lyon`.
        municipal: its municipal population, inhabitants; nothing where not published.
        total: its total population, likewise.
        staff: its staff in full-time equivalents, 0 or more; nothing when not given.
        latest: a municipal population of a later year, where there is another one.

    Raises:
        ValueError: a negative or non-finite number of staff.
    """
    if staff is not None and not 0 <= staff < float("inf"):
        raise ValueError("the number of staff is zero or more")
    holes: dict[str, object] = {"kinds": family(kind)}
    if family(kind) not in obligation.kinds:
        return _verdict(Standing.DOES_NOT, [("kind", holes)])
    if kind in APART and "commune" not in obligation.kinds:
        return _verdict(Standing.UNKNOWN, [("apart", {})])
    figures = {"municipal": municipal, "total": total, "latest": latest}
    known = {name: n for name, n in figures.items() if n is not None}
    reached = {n >= obligation.population for n in known.values()} if obligation.population else {True}
    holes |= {"size": threshold(obligation.population), "figures": known}
    by_staff: dict[str, object] = {"threshold": obligation.staff, "staff": staff}
    enough = staff is None or staff >= obligation.staff
    if reached == {False}:
        return _verdict(Standing.DOES_NOT, [("below", holes)])
    if not enough:
        return _verdict(Standing.DOES_NOT, [("staff-below", by_staff)])
    if obligation.pending:
        return _verdict(Standing.PENDING, [("pending", holes)])
    waits = obligation.staff > 0 and staff is None
    also = [("staff-missing", by_staff)] if waits else []
    if not reached:
        return _verdict(Standing.UNKNOWN, [("no-population", holes), *also])
    if len(reached) > 1:
        return _verdict(Standing.POPULATION, [("both-sides", holes), *also])
    size = [("above", holes)] if obligation.population else []
    if waits:
        return _verdict(Standing.STAFF, [*size, *also])
    met = [("staff-above", by_staff)] if obligation.staff else []
    return _verdict(Standing.APPLIES, [*size, *met] or [("everyone", holes)])


def threshold(population: int) -> Mapping[str, int]:
    """The number that people say for a threshold, by the sentence that says it; nothing without a threshold.

    Texts say "more than 50,000 inhabitants", which the obligation writes 50001: the first number that counts.
    """
    if not population:
        return {}
    return {"over": population - 1} if population % 1_000 == 1 else {"from": population}


def _verdict(standing: Standing, sentences: Iterable[tuple[str, Mapping[str, object]]]) -> Verdict:
    told = list(sentences)
    return Verdict(
        standing, {lang: " ".join(_said(name, holes, lang) for name, holes in told) for lang in ("fr", "en")}
    )


def _said(name: str, holes: Mapping[str, object], language: str) -> str:
    shown: dict[str, str] = {}
    for hole, value in holes.items():
        if isinstance(value, Mapping):
            parts = [SENTENCES[k][language].format(n=texts.number(n, 0, language)) for k, n in value.items()]
            shown[hole] = ", ".join(parts)
        elif isinstance(value, int | float):
            shown[hole] = written(value, language)
        else:
            shown[hole] = PLURALS[value][language] if isinstance(value, str) else ""
    return texts.typeset(SENTENCES[name][language].format_map(shown), language)


def written(value: float, language: str) -> str:
    """A number of staff or a threshold: decimals only where there are some, two at most."""
    text = f"{round(value, 2):.2f}".rstrip("0").rstrip(".")
    return texts.number(value, len(text.partition(".")[2]), language)


@dataclass(frozen=True, slots=True)
class Judgement:
    """An obligation and what can be said of it for a body: the commune itself, or its grouping."""

    obligation: Obligation
    body: str  # commune | grouping
    verdict: Verdict


def judgements(
    obligations: Iterable[Obligation],
    locality: Locality,
    *,
    commune_staff: float | None = None,
    grouping_staff: float | None = None,
) -> tuple[Judgement, ...]:
    """Every obligation that can concern the commune of a place, then those that can concern its grouping.

    Each body has its own staff; one obligation may concern both.
    """
    those = tuple(obligations)
    out = []
    commune, grouping = locality.commune, locality.grouping
    if commune:
        for obligation in (o for o in those if "commune" in o.kinds):
            verdict = (
                _verdict(Standing.UNKNOWN, [("overseas", {})])
                if is_overseas(commune.insee)
                else judge(
                    obligation,
                    "commune",
                    commune.municipal,
                    commune.total,
                    commune_staff,
                    latest=later(commune),
                )
            )
            out.append(Judgement(obligation, "commune", verdict))
    if grouping:
        totals = [m.total for m in grouping.members if m.total is not None]
        total = sum(totals) if len(totals) == len(grouping.members) else None
        for obligation in (o for o in those if set(o.kinds) != {"commune"}):
            verdict = judge(obligation, grouping.kind, grouping.population, total, grouping_staff)
            out.append(Judgement(obligation, "grouping", verdict))
    return tuple(out)


def is_overseas(insee: str) -> bool:
    """Whether a commune stands in a collectivity overseas, where the common rules may not apply."""
    return insee.startswith(OVERSEAS)


def later(commune: Commune) -> int | None:
    """The municipal population of the latest list of communes, when it is another figure."""
    return None if commune.latest == commune.municipal else commune.latest
