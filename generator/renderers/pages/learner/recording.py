"""What `learner.js` says on every page, in French and in English: a lesson read, a step done, what cannot be kept.

Lives here: these words, and which kind of page needs which. May not live here: the words of the learner's own pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator import texts

READ: Final = ("read", "mark", "unmark")
DONE: Final = ("done",)
CARDS: Final = ("finished", "steps_done")
TROUBLE: Final = ("forbidden", "full", "take", "page", "file")

OF_KIND: Final[Mapping[str, tuple[str, ...]]] = {
    "theme": CARDS,
    "module": DONE,
    "lesson": READ + DONE + TROUBLE,
    "exercise": DONE + TROUBLE,
    "quiz": DONE + TROUBLE,
}
"""Kind of page → its words; the others need none, or have their own (« Mon parcours » and the placement say themselves what is lost)."""

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "fr": {
        "read": "Étape lue.",
        "mark": "Marquer comme lue",
        "unmark": "Marquer comme non lue",
        "done": "(fait)",
        "finished": "Terminé",
        "steps_done": "Fait\u00a0: {done} sur {total}",
        "forbidden": "Votre navigateur ne laisse rien garder à ce site\u00a0: ce que vous faites sera perdu en quittant cette "
        "page. Le cours fonctionne quand même. Avant de partir, emportez votre progression dans un fichier\u00a0; vous la "
        "reprendrez dans «\u00a0{page}\u00a0».",
        "full": "Il n’y a plus de place sur cet appareil\u00a0: ce que vous venez de faire n’y est pas gardé et sera perdu en "
        "quittant cette page. Ce qui y était reste. Emportez votre progression dans un fichier, libérez de la place, puis "
        "reprenez-la dans «\u00a0{page}\u00a0».",
        "take": "Emporter ma progression",
        "page": "Ce que ce site sait de vous",
        "file": "parcours-progression",
    },
    "en": {
        "read": "Step read.",
        "mark": "Mark as read",
        "unmark": "Mark as not read",
        "done": "(done)",
        "finished": "Finished",
        "steps_done": "Done: {done} of {total}",
        "forbidden": "Your browser lets this site keep nothing: what you do will be lost when you leave this page. The course "
        "works all the same. Before you go, take your progress away in a file; you can bring it back in “{page}”.",
        "full": "There is no room left on this device: what you have just done is not kept on it and will be lost when you leave "
        "this page. What was there stays. Take your progress away in a file, make room, then bring it back in “{page}”.",
        "take": "Take my progress away",
        "page": "What this site knows about you",
        "file": "parcours-progress",
    },
}


def words_of(kind: str, language: str) -> Mapping[str, str]:
    """The words that a kind of page needs, typeset."""
    return {key: texts.typeset(WORDS[language][key], language) for key in OF_KIND.get(kind, ())}
