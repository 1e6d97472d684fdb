"""The words of the exercise book that no author wrote, in French and in English (ordinary spaces: see `texts.typeset`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "fr": {
        "title": "Cahier d'exercices",
        "skip": "Aller au contenu",
        "home": "Revenir au parcours",
        "contents": "Dans ce cahier",
        "doors": "Les autres portes de cet exercice",
        "course": "Aller au parcours",
        "page": "Faire l'exercice dans la page",
        "lite": "Ouvrir dans le bloc-notes",
        "notebook": "Télécharger le carnet (.ipynb)",
        "archive": "Tout télécharger (.zip)",
        "archive-of-book": "Emporter le cahier (.zip)",
        "kilobytes": "{n}\u00a0Ko",
        "turn": "D'un exercice à l'autre",
        "prev": "Précédent",
        "next": "Suivant",
        "footer": "Informations légales",
        "code": "Voir le code",
        "setup": "Voir la préparation",
        "question": "Voir le code de la question",
        "fold": "Replier",
        "made": "Les résultats sont ceux des réglages de départ. Cette page ne garde rien et n'envoie rien.",
    },
    "en": {
        "title": "Exercise book",
        "skip": "Skip to content",
        "home": "Back to the course",
        "contents": "In this book",
        "doors": "The other doors to this exercise",
        "course": "Go to the course",
        "page": "Do the exercise in the page",
        "lite": "Open in the notebook",
        "notebook": "Download the notebook (.ipynb)",
        "archive": "Download everything (.zip)",
        "archive-of-book": "Take the book away (.zip)",
        "kilobytes": "{n}\u00a0kB",
        "turn": "From one exercise to another",
        "prev": "Previous",
        "next": "Next",
        "footer": "Legal information",
        "code": "See the code",
        "setup": "See the preparation",
        "question": "See the code of the question",
        "fold": "Fold",
        "made": "The results are those of the initial settings. This page keeps nothing and sends nothing.",
    },
}
