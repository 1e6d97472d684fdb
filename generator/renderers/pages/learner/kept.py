"""« Ce que ce site sait de vous »: every byte kept, in words; taken away, brought back, erased.

Lives here: where it stands and its words, in French and in English. May not live here: markup (see its template).
"""

from __future__ import annotations

from typing import Final

from generator.renderers.pages.learner.page import LearnerPage, Words

WORDS: Final[Words] = {
    "fr": {
        "title": "Ce que ce site sait de vous",
        "description": "Tout ce qui est gardé sur votre appareil, en clair\u00a0: à emporter, à reprendre, à effacer.",
    },
    "en": {
        "title": "What this site knows about you",
        "description": "Everything kept on your device, in plain words: take it away, bring it back, erase it.",
    },
}

PAGE: Final = LearnerPage(
    "kept",
    slugs={"fr": "ce-que-ce-site-sait", "en": "what-this-site-knows"},
    words=WORDS,
)
