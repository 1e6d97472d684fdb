"""The attestation: made on the device, printed on one page.

Lives here: where it stands and its words, in French and in English. May not live here: markup (see its template).
"""

from __future__ import annotations

from typing import Final

from generator.renderers.pages.learner.page import LearnerPage, Words

WORDS: Final[Words] = {
    "fr": {
        "title": "Mon attestation",
        "description": "Une attestation faite sur votre appareil, à imprimer ou à enregistrer, sans compte.",
    },
    "en": {
        "title": "My attestation",
        "description": "An attestation made on your device, to print or save, without an account.",
    },
}

PAGE: Final = LearnerPage(
    "attestation",
    slugs={"fr": "attestation", "en": "attestation"},
    words=WORDS,
)
