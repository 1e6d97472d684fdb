"""« Ce que ce site sait de vous »: every byte kept, in words; taken away, brought back, erased.

Lives here: where it stands and its own words, in French and in English. May not live here: markup (see its template),
the words of its script (`kept_words`).
"""

from __future__ import annotations

from typing import Final

from generator.renderers.pages.learner.kept_words import SCRIPT_WORDS
from generator.renderers.pages.learner.page import LearnerPage, Words

WORDS: Final[Words] = {
    "fr": {
        "title": "Ce que ce site sait de vous",
        "description": "Tout ce qui est gardé sur votre appareil, en clair\u00a0: à emporter, à reprendre, à effacer.",
        "lead": "Tout ce qui est gardé de votre passage est ici, sur cet appareil, dans ce navigateur, et nulle part "
        "ailleurs. Personne d’autre ne le voit, sauf les personnes qui utilisent le même navigateur que vous.",
        "needs_script": "Pour montrer ici ce que votre appareil garde, votre navigateur doit autoriser JavaScript. "
        "Sans JavaScript, le site ne garde rien de ce que vous faites.",
        "privacy": "Ce que le site peut garder, et pourquoi",
        "acts": "Ce que vous pouvez en faire",
        "export": "Emporter ma progression",
        "export_note": "Un fichier que vous pouvez lire, garder, et reprendre sur un autre appareil.",
        "import": "Reprendre ma progression",
        "import_note": "Choisissez un fichier que vous avez emporté. Ce qui est déjà ici n’est jamais perdu.",
        "erase": "Tout effacer",
        "erase_note": "Votre progression, vos réglages et les copies faites par ce site sur cet appareil.",
        "yes": "Ajouter",
        "no": "Ne rien changer",
        "progress": "Votre progression",
        "progress_note": "Chaque page lue et chaque réponse donnée fait une ligne de ce journal. Il est gardé en deux "
        "exemplaires, au cas où le navigateur en perdrait un\u00a0: comptez donc deux fois ces tailles.",
        "lasting": "Combien de temps\u00a0?",
        "lasting_note": "Jusqu’à ce que vous l’effaciez, ici ou dans les réglages de votre navigateur. En navigation "
        "privée, tout disparaît à la fermeture de la fenêtre.",
        "safari": "Safari (iPhone, iPad, Mac) efface de lui-même ce qu’un site a gardé quand vous utilisez Safari sept jours "
        "sans revenir sur ce site. Si vous comptez faire une pause, emportez d’abord votre progression.",
        "persist": "Demander au navigateur de ne rien effacer de lui-même",
        "settings": "Vos réglages",
        "copies": "Copies de ce site",
        "copies_note": "Des fichiers du site, les mêmes pour tout le monde, pour aller plus vite ou lire sans connexion. "
        "Seules vos copies de carnets contiennent ce que vous y avez écrit.",
        "others": "Le reste",
        "others_note": "Ce que d’autres pages de la même adresse gardent sur cet appareil. «\u00a0Tout effacer\u00a0» n’y "
        "touche pas.",
        "total": "En tout",
        "dialog": "Tout effacer de cet appareil\u00a0?",
        "dialog_note": "Vos réglages partent aussi (territoire, couleurs, confort de lecture, nom si vous l’avez fait garder), "
        "et les copies que ce site a faites, carnets compris. Rien ne permettra de les retrouver.",
        "export_first": "Emporter d’abord ma progression",
        "sure": "Tout effacer",
        "cancel": "Annuler",
    },
    "en": {
        "title": "What this site knows about you",
        "description": "Everything kept on your device, in plain words: take it away, bring it back, erase it.",
        "lead": "Everything kept of your visits is here, on this device, in this browser, and nowhere else. Nobody else "
        "sees it, except whoever uses the same browser as you.",
        "needs_script": "To show here what your device keeps, your browser must allow JavaScript. Without JavaScript, the "
        "site keeps nothing of what you do.",
        "privacy": "What the site may keep, and why",
        "acts": "What you can do with it",
        "export": "Take my progress away",
        "export_note": "A file that you can read, keep, and bring back on another device.",
        "import": "Bring my progress back",
        "import_note": "Choose a file that you took away. What is already here is never lost.",
        "erase": "Erase everything",
        "erase_note": "Your progress, your settings, and the copies this site made on this device.",
        "yes": "Add",
        "no": "Change nothing",
        "progress": "Your progress",
        "progress_note": "Each page read and each answer given is a line of this journal. It is kept twice, in case the "
        "browser loses one of the two: count these sizes twice.",
        "lasting": "For how long?",
        "lasting_note": "Until you erase it, here or in your browser’s settings. In a private window, everything goes when "
        "the window is closed.",
        "safari": "Safari (iPhone, iPad, Mac) erases what a site has kept once you have used Safari for seven days without "
        "coming back to that site. If you are going to take a break, take your progress away first.",
        "persist": "Ask the browser not to erase anything by itself",
        "settings": "Your settings",
        "copies": "Copies of this site",
        "copies_note": "Files of the site, the same for everyone, to be faster or to be read without a connection. Only your "
        "copies of notebooks hold what you wrote in them.",
        "others": "The rest",
        "others_note": "What other pages of the same address keep on this device. “Erase everything” leaves it alone.",
        "total": "All in all",
        "dialog": "Erase everything from this device?",
        "dialog_note": "Your settings go too (territory, colours, reading comfort, your name if you had it kept), and the "
        "copies this site made, notebooks included. There is no way to get them back.",
        "export_first": "Take my progress away first",
        "sure": "Erase everything",
        "cancel": "Cancel",
    },
}

PAGE: Final = LearnerPage(
    "kept",
    slugs={"fr": "ce-que-ce-site-sait", "en": "what-this-site-knows"},
    words=WORDS,
    script_words=SCRIPT_WORDS,
    scripts=("learner/kept.js",),
    styles=("learner/kept.css",),
)
