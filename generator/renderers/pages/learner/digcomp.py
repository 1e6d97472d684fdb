"""DigComp, the European framework that objectives are attached to: what « Mon parcours » says of it, and its sources.

Lives here: names of areas, what the page claims, where it was read. May not live here: which competence an objective is
attached to (authors write it in `module.yml`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.model import Confidence, Source
from generator.renderers.pages.learner.page import Words

READ: Final = "2026-11-23"
REVIEW: Final = "2027-11-23"

AREAS: Final[Words] = {
    "fr": {
        "1": "Information et données",
        "2": "Communication et collaboration",
        "3": "Création de contenu",
        "4": "Sécurité",
        "5": "Résolution de problèmes",
    },
    "en": {
        "1": "Information and data literacy",
        "2": "Communication and collaboration",
        "3": "Content creation",
        "4": "Safety",
        "5": "Problem solving",
    },
}
"""As in version 2.2, by the first figure of a competence's number."""

WORDS: Final[Words] = {
    "fr": {
        "title": "Par compétence numérique",
        "see": "Voir vos objectifs dans le cadre européen",
        "what": "Chaque objectif est rattaché, par les auteurs du cours, à une compétence de DigComp, le cadre européen des compétences "
        "numériques. Sa version 3.0, de novembre 2025, garde 21 compétences en 5 domaines, avec de nouveaux libellés.",
        "names": "Les noms de domaines donnés ici sont ceux de la version 2.2, traduits.",
        "limits": "Atteindre ces objectifs ne vaut pas toute la compétence, ni une certification.",
    },
    "en": {
        "title": "By digital competence",
        "see": "See your objectives in the European framework",
        "what": "The authors of the course attach each objective to a competence of DigComp, the European framework of digital "
        "competences. Its version 3.0, of November 2025, keeps 21 competences in 5 areas, with new wording.",
        "names": "The names of areas given here are those of version 2.2.",
        "limits": "Reaching these objectives is not the whole competence, nor a certificate.",
    },
}

_TITLES: Final[Mapping[str, Mapping[str, str]]] = {
    "fr": {
        "digcomp-3": "DigComp 3.0, cadre européen des compétences numériques (JRC144121, novembre 2025)",
        "digcomp-3-guide": "Guide de DigComp 3.0 (juin 2026)",
        "digcomp-2-2": "Présentation de DigComp 2.2 (juin 2022)",
    },
    "en": {
        "digcomp-3": "DigComp 3.0, the European digital competence framework (JRC144121, November 2025)",
        "digcomp-3-guide": "Guide to DigComp 3.0 (June 2026)",
        "digcomp-2-2": "Presentation of DigComp 2.2 (June 2022)",
    },
}
_WHERE: Final = (
    (
        "digcomp-3",
        {"fr": "Commission européenne, Centre commun de recherche", "en": "European Commission, Joint Research Centre"},
        "https://joint-research-centre.ec.europa.eu/digcomp/digcomp-framework_en",
        Confidence.VERIFIED,
    ),
    (
        "digcomp-3-guide",
        {"fr": "EU-Now (en anglais)", "en": "EU-Now"},
        "https://eu-now.com/blog/digcomp-3-0-digital-competence-framework-guide",
        Confidence.REPORTED,
    ),
    (
        "digcomp-2-2",
        {"fr": "SDEO", "en": "SDEO"},
        "https://sdeo-education.com/2022/06/13/digicomp",
        Confidence.REPORTED,
    ),
)  # fmt: skip


def sources(language: str) -> tuple[Source, ...]:
    """Where it was read: the framework, the counts, the names."""
    return tuple(
        Source(
            identity, _TITLES[language][identity], publisher[language], address, confidence, READ, REVIEW, ""
        )
        for identity, publisher, address, confidence in _WHERE
    )
