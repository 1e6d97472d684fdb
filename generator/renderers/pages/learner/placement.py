"""The placement: ten minutes of questions, then modules to take and to skip.

Lives here: where it stands and its words, in French and in English. May not live here: markup (see its template).
"""

from __future__ import annotations

from typing import Final

from generator.renderers.pages.learner.page import LearnerPage, Words

WORDS: Final[Words] = {
    "fr": {
        "title": "Me situer en dix minutes",
        "description": "Quelques questions pour choisir vos modules et sauter ce que vous savez déjà.",
    },
    "en": {
        "title": "Find my starting point in ten minutes",
        "description": "A few questions to choose your modules and skip what you already know.",
    },
}

PAGE: Final = LearnerPage(
    "placement",
    slugs={"fr": "positionnement", "en": "placement"},
    words=WORDS,
)
