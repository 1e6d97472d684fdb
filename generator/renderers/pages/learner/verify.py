"""The check of an attestation, for whoever is shown one.

Lives here: where it stands and its words, in French and in English. May not live here: markup (see its template).
"""

from __future__ import annotations

from typing import Final

from generator.renderers.pages.learner.page import LearnerPage, Words

WORDS: Final[Words] = {
    "fr": {
        "title": "Vérifier une attestation",
        "description": "Relire ce que dit une attestation et contrôler son code, sans rien envoyer.",
    },
    "en": {
        "title": "Check an attestation",
        "description": "Read what an attestation says and check its code, sending nothing.",
    },
}

PAGE: Final = LearnerPage(
    "verify",
    slugs={"fr": "verifier-une-attestation", "en": "check-an-attestation"},
    words=WORDS,
)
