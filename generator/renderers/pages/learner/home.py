"""What the course's home page says to a learner: where to go on, what comes back today; to a newcomer, how to begin.

Lives here: its words, in French and in English, its script and its style. May not live here: markup (see
`home-mine.html.j2`), what a learner did (see `generator/browser/learner/home.js`).
"""

from __future__ import annotations

from typing import Final

from generator.renderers.pages.learner import mine
from generator.renderers.pages.learner.page import Words

SCRIPTS: Final = ("learner/home.js",)
STYLES: Final = ("learner/resume.css",)

WORDS: Final[Words] = {
    "fr": {
        "over": "Vous commencez\u00a0?",
        "start": "Dix minutes pour vous situer",
        "then": "Quelques questions, puis un plan à votre mesure",
        "mine": "Mon parcours",
    },
    "en": {
        "over": "Just starting?",
        "start": "Ten minutes to find your starting point",
        "then": "A few questions, then a plan made to measure",
        "mine": "My path",
    },
}

_SHARED: Final = (
    "minutes", "hours", "hours_minutes", "percent", "resume_touched", "resume_plan", "resume_course", "start_plan",
    "kind_express", "kind_exercise", "kind_quiz",
)  # fmt: skip
"""Words that « Mon parcours » has too."""

_OWN: Final[Words] = {
    "fr": {
        "recalls_one": "une question à revoir aujourd’hui",
        "recalls_other": "{n}\u00a0questions à revoir aujourd’hui",
        "finished": "✓ Terminé",
        "all_over": "Bravo",
        "all_title": "Vous avez tout terminé",
        "all_then": "Votre attestation se fait sur votre appareil",
    },
    "en": {
        "recalls_one": "one question to review today",
        "recalls_other": "{n}\u00a0questions to review today",
        "finished": "✓ Finished",
        "all_over": "Well done",
        "all_title": "You finished everything",
        "all_then": "Your attestation is made on your device",
    },
}

SCRIPT_WORDS: Final[Words] = {
    language: {**{key: mine.SCRIPT_WORDS[language][key] for key in _SHARED}, **own}
    for language, own in _OWN.items()
}
