"""« Mon parcours » : reprendre, suivre son plan, revoir, et ce que l'on sait faire.

Lives here: where it stands and its words, in French and in English. May not live here: markup (see its template).
"""

from __future__ import annotations

from typing import Final

from generator.renderers.pages.learner import plan, result
from generator.renderers.pages.learner.page import LearnerPage, Words

WORDS: Final[Words] = {
    "fr": {
        "title": "Mon parcours",
        "description": "Où vous en êtes, ce qui vous reste, ce que vous savez faire. Tout reste sur votre appareil.",
    },
    "en": {
        "title": "My path",
        "description": "Where you are, what is left, what you can do. All of it stays on your device.",
    },
}

PAGE: Final = LearnerPage(
    "mine",
    slugs={"fr": "mon-parcours", "en": "my-path"},
    words=WORDS,
    scripts=(plan.SCRIPT,),
    styles=(plan.STYLE,),
    parts=(result.PART,),
)
