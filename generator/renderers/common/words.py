"""The interface's own words, French and English, for every product but the quizzes (which keep theirs beside them)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.model import Confidence, LessonKind

LANGUAGE_NAMES: Mapping[str, str] = {"fr": "Français", "en": "English"}

KIND: Mapping[str, Mapping[LessonKind, str]] = {
    "fr": {
        LessonKind.SITUATION: "La situation",
        LessonKind.NOTION: "Une notion",
        LessonKind.TERRITORY: "Chez vous",
        LessonKind.DELIVERABLE: "À emporter",
        LessonKind.EXPRESS: "Parcours express",
    },
    "en": {
        LessonKind.SITUATION: "The situation",
        LessonKind.NOTION: "One idea",
        LessonKind.TERRITORY: "In your territory",
        LessonKind.DELIVERABLE: "To take away",
        LessonKind.EXPRESS: "Express path",
    },
}

CONFIDENCE: Mapping[str, Mapping[Confidence, str]] = {
    "fr": {
        Confidence.VERIFIED: "vérifié à la source",
        Confidence.REPORTED: "rapporté par une source secondaire",
        Confidence.KNOWN: "admis, à vérifier dans le texte",
        Confidence.COMPUTED: "calculé pour ce cours",
    },
    "en": {
        Confidence.VERIFIED: "verified at the source",
        Confidence.REPORTED: "reported by a secondary source",
        Confidence.KNOWN: "common knowledge, to be checked in the text",
        Confidence.COMPUTED: "computed for this course",
    },
}

_WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "home": "Accueil",
        "about-time": "environ {time}",
        "steps": "Les étapes",
        "n-steps": "{n}\u00a0étapes",
        "objectives": "À la fin, vous saurez",
        "prerequisites": "À suivre avant",
        "no-prerequisite": "Aucun prérequis\u00a0: vous pouvez commencer ici.",
        "start": "Commencer le module",
        "express": "Pressé\u202f? L’essentiel en {n}\u00a0minutes",
        "local-replaced": "texte adapté pour cette édition\u00a0: {title}",
        "local-added": "page ajoutée pour cette édition\u00a0: {title}",
        "local-completed": "passage ajouté pour cette édition\u00a0: {title}",
        "back-to-module": "Revenir au module",
        "whole-module": "Suivre le module complet",
        "where-i-am": "Mon parcours\u00a0: où j’en suis",
        "exercise": "Exercice",
        "quiz": "Quiz",
        "quiz-intro": "{n} questions, sans chronomètre. Vos réponses se gardent sur cet appareil, pour reprendre plus tard. Rien n’est envoyé\u00a0: votre score ne quitte pas cet appareil.",
        "sources": "Sources",
        "sources-of-page": "Sources de cette page",
        "sources-intro": "Chaque affirmation du parcours renvoie à l’une de ces sources, avec son degré de certitude et la date à laquelle elle a été relue.",
        "glossary": "Glossaire",
        "glossary-intro": "Les mots du parcours, en une ou deux phrases.",
        "as-of": "à jour au {date}",
        "source-n": "Source {n}",
        "colon": "\u00a0: ",
        "unsettled": "En suspens",
        "notes": "Notes d’animation",
        "themes": "Les thèmes",
        "modules": "Les modules",
        "module": "Module",
        "theme": "Thème",
        "home-intro": "Ou choisissez vous-même, dans l’ordre que vous voulez\u00a0: chaque module part d’une décision à prendre.",
        "competence": "compétence DigComp {c}",
        "duration": "Durée",
        "in-all": "{modules}, {time} en tout",
        "one-module": "1\u00a0module",
        "n-modules": "{n}\u00a0modules",
        "accessibility-state": "Accessibilité\u00a0: {state}",
        "non-conforme": "non conforme",
        "partiellement-conforme": "partiellement conforme",
        "totalement-conforme": "totalement conforme",
        "for": "Vous suivez le parcours\u00a0: {audience}",
    },
    "en": {
        "home": "Home",
        "about-time": "about {time}",
        "steps": "The steps",
        "n-steps": "{n}\u00a0steps",
        "objectives": "By the end you will be able to",
        "prerequisites": "Take first",
        "no-prerequisite": "No prerequisite: you can start here.",
        "start": "Start the module",
        "express": "In a hurry? The essentials in {n}\u00a0minutes",
        "local-replaced": "text adapted for this edition: {title}",
        "local-added": "page added for this edition: {title}",
        "local-completed": "passage added for this edition: {title}",
        "back-to-module": "Back to the module",
        "whole-module": "Take the whole module",
        "where-i-am": "My path: where I am",
        "exercise": "Exercise",
        "quiz": "Quiz",
        "quiz-intro": "{n} questions, no clock. Your answers are kept on this device, so that you can carry on later. Nothing is sent: your score stays on this device.",
        "sources": "Sources",
        "sources-of-page": "Sources of this page",
        "sources-intro": "Every statement in the course points to one of these sources, with how certain it is and the day it was last read.",
        "glossary": "Glossary",
        "glossary-intro": "The words of the course, in a sentence or two.",
        "as-of": "up to date on {date}",
        "source-n": "Source {n}",
        "colon": ": ",
        "unsettled": "Unsettled",
        "notes": "Trainer’s notes",
        "themes": "The themes",
        "modules": "The modules",
        "module": "Module",
        "theme": "Theme",
        "home-intro": "Or choose for yourself, in any order: each module starts from a decision to take.",
        "competence": "DigComp competence {c}",
        "duration": "Duration",
        "in-all": "{modules}, {time} in all",
        "one-module": "1\u00a0module",
        "n-modules": "{n}\u00a0modules",
        "accessibility-state": "Accessibility: {state}",
        "non-conforme": "not compliant",
        "partiellement-conforme": "partially compliant",
        "totalement-conforme": "fully compliant",
        "for": "You follow the course as: {audience}",
    },
}

_MONTHS: Mapping[str, tuple[str, ...]] = {
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip


def word(language: str, key: str, **values: object) -> str:
    """A word or sentence of the interface, its holes filled."""
    return _WORDS[language][key].format(**values)


def date(iso: str, language: str) -> str:
    """« 1er mars 2026 » or “1 March 2026” from an ISO day."""
    year, month, day = (int(part) for part in iso.split("-"))
    shown = "1er" if day == 1 and language == "fr" else str(day)
    return f"{shown}\u00a0{_MONTHS[language][month - 1]}\u00a0{year}"


def modules_count(language: str, n: int) -> str:
    return word(language, "one-module") if n == 1 else word(language, "n-modules", n=n)


DURATION: Final[Mapping[str, Mapping[str, str]]] = {
    "fr": {"minutes": "{n}\u00a0min", "hours": "{h}\u00a0h", "hours_minutes": "{h}\u00a0h\u00a0{n}"},
    "en": {"minutes": "{n}\u00a0min", "hours": "{h}\u00a0h", "hours_minutes": "{h}\u00a0h {n}\u00a0min"},
}
"""How a duration is written, here and in the scripts that are given these words; after hours, minutes have two digits."""


def duration(minutes: int, language: str) -> str:
    """« 45 min », « 2 h », « 2 h 04 » ; “45 min”, “2 h”, “2 h 04 min”. Minutes as an integer."""
    hours, rest = divmod(minutes, 60)
    key = "minutes" if not hours else "hours_minutes" if rest else "hours"
    return DURATION[language][key].format(h=hours, n=f"{rest:02}" if hours else rest)
