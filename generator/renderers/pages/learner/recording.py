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
    "home": CARDS,
    "theme": CARDS,
    "module": DONE,
    "lesson": READ + DONE + TROUBLE,
    "exercise": DONE + TROUBLE,
    "quiz": DONE + TROUBLE,
    "placement": TROUBLE,
    "mine": TROUBLE,
}
"""Kind of page → its words; the others need none."""

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "fr": {
        "read": "Étape lue.",
        "mark": "Marquer comme lue",
        "unmark": "Marquer comme non lue",
        "done": "(fait)",
        "finished": "Terminé",
        "steps_done": "Fait : {done} sur {total}",
        "forbidden": "Votre navigateur ne laisse rien garder à ce site\u00a0: ce que vous faites ici sera perdu dès que vous "
        "quitterez cette page. Cela arrive en navigation privée, ou quand le stockage est refusé. Le cours fonctionne quand "
        "même. Pour ne rien perdre, emportez votre progression dans un fichier avant de partir\u00a0; vous la reprendrez à la page",
        "full": "Il n’y a plus de place sur cet appareil\u00a0: ce que vous venez de faire n’y est pas gardé et sera perdu dès "
        "que vous quitterez cette page. Ce qui était gardé avant le reste. Pour ne rien perdre, emportez votre progression dans "
        "un fichier, libérez de la place, puis reprenez-la à la page",
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
        "forbidden": "Your browser lets this site keep nothing: what you do here will be lost as soon as you leave this page. "
        "This happens in private browsing, or when storage is refused. The course works all the same. To lose nothing, take "
        "your progress away in a file before you go; you can bring it back on the page",
        "full": "There is no room left on this device: what you have just done is not kept on it and will be lost as soon as "
        "you leave this page. What was kept before still is. To lose nothing, take your progress away in a file, make room, "
        "then bring it back on the page",
        "take": "Take my progress away",
        "page": "What this site knows about you",
        "file": "parcours-progress",
    },
}


def words_of(kind: str, language: str) -> Mapping[str, str]:
    """The words that a kind of page needs, typeset."""
    return {key: texts.typeset(WORDS[language][key], language) for key in OF_KIND.get(kind, ())}
