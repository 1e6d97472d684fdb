"""Every fact of a territory as a text, in the conventions of a language: what `{{ territory.name }}` becomes.

A figure that the sources do not have is said in words, never as a zero. Populations are municipal populations unless a
name says `total`; all populations of a grouping and of its communes are of one vintage.
May not live here: marks and slots of texts (see `texts`), where the figures come from (see `reading`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator import grammar, texts
from generator.model import Commune, Locality, Territory
from generator.territories.peers import Peers, family, gini, largest_share, quantile

KINDS: Mapping[str, Mapping[str, str]] = {
    "commune": {"fr": "commune", "en": "commune"},
    "cc": {"fr": "communauté de communes", "en": "communauté de communes"},
    "ca": {"fr": "communauté d’agglomération", "en": "communauté d’agglomération"},
    "cu": {"fr": "communauté urbaine", "en": "communauté urbaine"},
    "metropole": {"fr": "métropole", "en": "métropole"},
    "lyon": {"fr": "métropole à statut particulier", "en": "métropole with a status of its own"},
    "ept": {"fr": "établissement public territorial", "en": "établissement public territorial"},
}
"""Kinds of territory: terms of French public law keep their French name in English."""

PLURALS: Mapping[str, Mapping[str, str]] = {
    "commune": {"fr": "communes", "en": "communes"},
    "cc": {"fr": "communautés de communes", "en": "communautés de communes"},
    "ca": {"fr": "communautés d’agglomération", "en": "communautés d’agglomération"},
    "cu": {"fr": "communautés urbaines", "en": "communautés urbaines"},
    "metropole": {"fr": "métropoles", "en": "métropoles"},
    "ept": {"fr": "établissements publics territoriaux", "en": "établissements publics territoriaux"},
}

UNKNOWN = {"fr": "nombre non publié", "en": "number not published"}
UNDATED = {"fr": "année non précisée", "en": "year not given"}
NONE = {"fr": "sans objet", "en": "not applicable"}

TERRITORY_FACTS = (
    "territory.name", "territory.the", "territory.of", "territory.at", "territory.kind", "territory.siren",
    "territory.departments", "territory.communes", "territory.population", "territory.population.total",
    "territory.vintage", "territory.mean.population", "territory.largest.name", "territory.largest.population",
    "territory.largest.share", "territory.smallest.name", "territory.smallest.population",
    "territory.median.population", "territory.over_3500", "territory.over_10000", "territory.over_50000",
    "territory.concentration",
)  # fmt: skip
PEERS_FACTS = (
    "peers.kind", "peers.count", "peers.rank", "peers.population.q1", "peers.population.median",
    "peers.population.q3", "peers.communes.median", "peers.largest.share.median",
)  # fmt: skip
COMMUNE_FACTS = (
    "commune.name", "commune.of", "commune.at", "commune.insee", "commune.department", "commune.population",
    "commune.population.total", "commune.vintage", "commune.share", "commune.rank",
)  # fmt: skip
"""Known only where a commune is."""

FACTS = TERRITORY_FACTS + PEERS_FACTS + COMMUNE_FACTS


@dataclass(frozen=True)
class Country:
    """What the facts of one place need of the others.

    Attributes:
        home: the course's reference case, which a commune in no grouping keeps for its examples.
        peers: distributions over all groupings.
        department: name of a département from its code; the code itself where it is not known.
    """

    home: Territory
    peers: Peers = field(default_factory=Peers)
    department: Callable[[str], str] = str


def facts(locality: Locality, language: str, country: Country) -> Mapping[str, str]:
    """Every fact of a place by its name.

    Args:
        locality: the place; a commune in no grouping takes its `territory.*` and `peers.*` from `country.home`.
        language: "fr" or "en".
        country: what it is compared with.

    Returns:
        `TERRITORY_FACTS` and `PEERS_FACTS`, then `COMMUNE_FACTS` when a commune is known.
    """
    territory = locality.grouping or country.home
    values = {**_territory(territory, language, country), **_peers(territory, language, country.peers)}
    if locality.commune:
        values |= commune_facts(locality.commune, locality.grouping, language)
    return values


def _territory(territory: Territory, language: str, country: Country) -> dict[str, str]:
    def n(value: float) -> str:
        return texts.number(value, 0, language)

    ranked = territory.by_population
    largest, smallest, median = ranked[0], ranked[-1], ranked[len(ranked) // 2]
    forms = grammar.grouping(territory.name, language)
    totals = [m.total for m in ranked if m.total is not None]
    values = (
        forms.name, forms.the, forms.of, forms.at, KINDS[territory.kind][language], territory.siren,
        _departments(territory, language, country), n(len(ranked)), n(territory.population),
        n(sum(totals)) if len(totals) == len(ranked) else UNKNOWN[language], territory.vintage or UNDATED[language],
        n(territory.population / len(ranked)), largest.name, n(largest.municipal),
        texts.percent(largest_share(territory), 1, language), smallest.name, n(smallest.municipal),
        n(median.municipal), *(n(sum(m.municipal >= size for m in ranked)) for size in (3_500, 10_000, 50_000)),
        texts.number(gini(m.municipal for m in ranked), 2, language),
    )  # fmt: skip
    return dict(zip(TERRITORY_FACTS, values, strict=True))


def _peers(territory: Territory, language: str, peers: Peers) -> dict[str, str]:
    def n(value: float) -> str:
        return texts.number(value, 0, language)

    of_kind = peers.of(territory)
    values = (
        PLURALS[family(territory.kind)][language], n(of_kind.count), n(of_kind.rank(territory.population)),
        *(n(quantile(of_kind.populations, share)) for share in (0.25, 0.5, 0.75)),
        n(quantile(of_kind.communes, 0.5)), texts.percent(quantile(of_kind.shares, 0.5), 1, language),
    )  # fmt: skip
    return dict(zip(PEERS_FACTS, values, strict=True))


def commune_facts(commune: Commune, grouping: Territory | None, language: str) -> dict[str, str]:
    """`COMMUNE_FACTS` of a commune; its share and rank are those in its grouping."""
    return facts_of_communes([commune], grouping, language)[0]


def facts_of_communes(
    communes: Iterable[Commune], grouping: Territory | None, language: str
) -> list[dict[str, str]]:
    """The same for several communes of one grouping, which is put in order once."""

    def n(value: int | None) -> str:
        return UNKNOWN[language] if value is None else texts.number(value, 0, language)

    ranked = grouping.by_population if grouping else ()
    places = {member.insee: (place, member.municipal) for place, member in enumerate(ranked, 1)}
    population = grouping.population if grouping else 0
    found = []
    for commune in communes:
        forms = grammar.commune(commune.name, commune.liaison, language)
        share = rank = NONE[language]
        if population and commune.insee in places:
            place, municipal = places[commune.insee]
            share = texts.percent(municipal / population, 1, language)
            rank = texts.number(place, 0, language)
        values = (
            forms.name, forms.of, forms.at, commune.insee, commune.department or NONE[language], n(commune.municipal),
            n(commune.total), commune.vintage or UNDATED[language], share, rank,
        )  # fmt: skip
        found.append(dict(zip(COMMUNE_FACTS, values, strict=True)))
    return found


_AND = {"fr": " et ", "en": " and "}


def _departments(territory: Territory, language: str, country: Country) -> str:
    codes = territory.departments or dict.fromkeys(department_code(m.insee) for m in territory.members)
    return _listed([country.department(code) for code in codes], language)


def department_code(insee: str) -> str:
    """Code of the département of a commune: "21" of 21231, "974" of 97411."""
    return insee[:3] if insee.startswith(("97", "98")) else insee[:2]


def _listed(words: Sequence[str], language: str) -> str:
    return _AND[language].join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
