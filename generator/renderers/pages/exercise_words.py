"""The words an exercise's page shows, in French and in English.

Lives here: every sentence of the page that no author wrote, and those its script says (`SCRIPT_WORDS`).
May not live here: markup (see the templates), what Python says (see `exercises/atelier/words.py`).
Placeholders in braces of `SCRIPT_WORDS` are filled by the page's script.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PAGE_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "fr": {
        "private": "Tout se calcule sur cet appareil : ni vos réglages ni vos réponses n’en sortent.",
        "speaks_of": "Données de l’exercice : {name}.",
        "files_of": "Données de ces fichiers : {name}.",
        "lite_of": "Données du bloc-notes : {name}. Si vous avez choisi un autre territoire, l’archive du bas de la page contient "
        "le carnet qui parle de lui.",
        "settings": "Vos réglages",
        "compute": "Calculer",
        "reset": "Réinitialiser",
        "code": "Voir le code",
        "answer": "Votre réponse",
        "in_unit": "en {unit}",
        "check": "Vérifier",
        "needs_script": "Pour répondre et calculer ici, votre navigateur doit autoriser JavaScript. "
        "Les résultats affichés restent justes, et vous pouvez emporter le carnet.",
        "choose": "Choisir…",
        "rank": "Rang {n}",
        "range_min_max": "De {min} à {max}.",
        "range_min": "Au moins {min}.",
        "range_max": "Au plus {max}.",
        "how_number": "Écrivez un nombre.",
        "how_choice": "Une seule réponse.",
        "how_choices": "Une ou plusieurs réponses.",
        "how_text": "Répondez en quelques mots.",
        "how_order": "Choisissez un élément pour chaque rang.",
        "progress": "Chargement de Python",
        "lite": "Le carnet, dans ce navigateur",
        "lite_what": "Le bloc-notes montre le code de l’exercice et permet de le changer, sans rien installer. Il se "
        "charge depuis ce site : une vingtaine de mégaoctets la première fois, et il convient mieux à un grand écran.",
        "lite_open": "Ouvrir dans le bloc-notes",
        "lite_yours": "Ce que vous y changez forme votre copie. Elle reste sur cet appareil, dans ce navigateur : "
        "personne d’autre ne la voit, et elle s’efface avec les données du navigateur.",
        "lite_take": "Pour l’emporter : dans le bloc-notes, menu « Fichier », puis « Télécharger ».",
        "lite_reset": "Pour recommencer : revenez ici. Dès que vous avez une copie, cette page propose de "
        "reprendre la version du cours.",
        "lite_newer": "Si le cours publie une version plus récente, votre copie n’est pas remplacée : cette page le "
        "dit, et vous choisissez.",
        "take_away": "À emporter",
        "take_away_how": "Le carnet s’ouvre avec Jupyter. Il a besoin de son modèle et de ses données : "
        "l’archive contient tout, avec un mode d’emploi.",
        "notebook": "Télécharger le carnet (.ipynb)",
        "archive": "Tout télécharger (.zip)",
        "book": "Le cahier d’exercices",
        "book_how": "réunit tous les exercices du parcours avec leurs résultats, à lire, à imprimer ou à emporter.",
        "key": "Corrigé, pour l’animation",
        "key_place": "Réponses avec les données de départ : {name}.",
        "key_of": "Réponse à « {name} »",
        "kilobytes": "{n} Ko",
    },
    "en": {
        "private": "Everything is computed on this device: neither your settings nor your answers leave it.",
        "speaks_of": "Data of this exercise: {name}.",
        "files_of": "Data of these files: {name}.",
        "lite_of": "Data of the notebook: {name}. If you have chosen another territory, the archive at the foot of the page "
        "holds the notebook that speaks of it.",
        "settings": "Your settings",
        "compute": "Compute",
        "reset": "Reset",
        "code": "See the code",
        "answer": "Your answer",
        "in_unit": "in {unit}",
        "check": "Check",
        "needs_script": "To answer and compute here, your browser must allow JavaScript. "
        "The results shown are still right, and you can take the notebook away.",
        "choose": "Choose…",
        "rank": "Rank {n}",
        "range_min_max": "{min} to {max}.",
        "range_min": "At least {min}.",
        "range_max": "At most {max}.",
        "how_number": "Write a number.",
        "how_choice": "One answer.",
        "how_choices": "One or more answers.",
        "how_text": "Answer in a few words.",
        "how_order": "Choose an item for each rank.",
        "progress": "Loading Python",
        "lite": "The notebook, in this browser",
        "lite_what": "The notebook shows the exercise’s code and lets you change it, with nothing to install. It loads "
        "from this site: about twenty megabytes the first time, and it suits a large screen better.",
        "lite_open": "Open in the notebook",
        "lite_yours": "What you change there becomes your copy. It stays on this device, in this browser: nobody else "
        "sees it, and it goes when the browser’s data are cleared.",
        "lite_take": "To take it away: in the notebook, “File” menu, then “Download”.",
        "lite_reset": "To start again: come back here. As soon as you have a copy, this page offers to go back to the "
        "course’s version.",
        "lite_newer": "If the course publishes a newer version, your copy is not replaced: this page says so, and you "
        "choose.",
        "take_away": "To take away",
        "take_away_how": "The notebook opens with Jupyter. It needs its model and its data: "
        "the archive holds everything, with instructions.",
        "notebook": "Download the notebook (.ipynb)",
        "archive": "Download everything (.zip)",
        "book": "The exercise book",
        "book_how": "brings all the exercises of the course together with their results, to read, print or take away.",
        "key": "Answers, for trainers",
        "key_place": "Answers with the initial data: {name}.",
        "key_of": "Answer to “{name}”",
        "kilobytes": "{n} kB",
    },
}
"""Ordinary spaces: the page gives French its no-break ones."""

SCRIPT_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "fr": {
        "loading": "Python se charge sur votre appareil : {total} Mo la première fois.",
        "starting": "Python démarre ({seconds} s).",
        "ready": "Python est prêt.",
        "running": "Calcul en cours.",
        "updated": "Résultats mis à jour.",
        "back": "Réglages de départ, résultats de départ.",
        "moved": "Territoire choisi : {name}. Les résultats affichés sont encore ceux d’un autre : {before}.",
        "old": "Résultats pour : {name}",
        "recompute": "Calculer pour ce territoire",
        "kept": "Vos réglages de la dernière fois sont de nouveau là. Les résultats affichés sont encore ceux des réglages de départ.",
        "kept_old": "Résultats des réglages de départ",
        "kept_compute": "Calculer avec mes réglages",
        "own_archive": "Tout télécharger pour votre territoire (.zip)",
        "own_data": "Les données de votre territoire (.json)",
        "own_how": "Les autres liens mènent à l’exercice sur les données indiquées plus haut. L’archive, elle, contient le "
        "carnet et les données de votre territoire ; le fichier seul se met à la place de {path}, avec ce carnet.",
        "unread": "Les données de votre territoire n’ont pas pu être lues. L’exercice garde celles-ci : {before}.",
        "stopped": "Ce calcul durait trop : il a été arrêté. Vos réglages sont gardés ; changez-les ou recommencez.",
        "broken": "Le calcul s'est interrompu. Vos réglages sont gardés ; recommencez, Python repartira de zéro.",
        "left_right": "Votre dernière réponse est gardée sur cet appareil : elle était juste. Vérifiez pour revoir pourquoi.",
        "left_wrong": "Votre dernière réponse est gardée sur cet appareil : elle n’était pas juste. Changez-la, ou vérifiez pour "
        "revoir pourquoi.",
        "left_right_moved": "Vous avez déjà répondu juste à cette question, avec d’autres réglages que ceux de départ.",
        "left_wrong_moved": "Votre dernière réponse à cette question n’était pas juste ; elle valait pour d’autres réglages que "
        "ceux de départ.",
        "stale": "Vos réglages ont changé depuis cette réponse : la bonne n’est peut-être plus la même. Vérifiez de nouveau.",
        "unloaded": "Python n'a pas pu être chargé. Les résultats affichés sont ceux des réglages de départ ; "
        "vous pouvez emporter le carnet, en bas de page.",
    },
    "en": {
        "loading": "Python is loading on your device: {total} MB the first time.",
        "starting": "Python is starting ({seconds} s).",
        "ready": "Python is ready.",
        "running": "Computing.",
        "updated": "Results updated.",
        "back": "Initial settings, initial results.",
        "moved": "Chosen territory: {name}. The results shown are still those of another: {before}.",
        "old": "Results for: {name}",
        "recompute": "Compute for this territory",
        "kept": "Your settings from last time are back. The results shown are still those of the initial settings.",
        "kept_old": "Results of the initial settings",
        "kept_compute": "Compute with my settings",
        "own_archive": "Download everything for your territory (.zip)",
        "own_data": "The data of your territory (.json)",
        "own_how": "The other links lead to the exercise on the data named above. The archive holds the notebook and the "
        "data of your territory; the file alone takes the place of {path}, with that notebook.",
        "unread": "The data of your territory could not be read. The exercise keeps these: {before}.",
        "stopped": "This computation took too long and was stopped. Your settings are kept; change them or try again.",
        "broken": "The computation broke off. Your settings are kept; try again, Python will start afresh.",
        "left_right": "Your last answer is kept on this device: it was right. Check it to see why again.",
        "left_wrong": "Your last answer is kept on this device: it was not right. Change it, or check it to see why again.",
        "left_right_moved": "You have already answered this question right, with other settings than the initial ones.",
        "left_wrong_moved": "Your last answer to this question was not right; it was for other settings than the initial ones.",
        "stale": "Your settings have changed since this answer: the right one may be another now. Check again.",
        "unloaded": "Python could not be loaded. The results shown are those of the initial settings; "
        "you can take the notebook away, at the foot of the page.",
    },
}

COPY_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "fr": {
        "changed": "Vous avez une copie modifiée le {date}.",
        "newer": "Le cours a publié une version plus récente que celle dont vient votre copie. "
        "Vos changements sont intacts.",
        "download": "Télécharger ma copie",
        "back": "Revenir à la version du cours",
        "sure": "Effacer votre copie ? Vos changements seront perdus. Fermez d’abord le bloc-notes s’il est ouvert.",
        "yes": "Oui, effacer ma copie",
        "no": "Non, la garder",
        "gone": "Votre copie est effacée : le bloc-notes ouvrira la version du cours.",
        "kept": "Votre copie n’a pas pu être effacée. Fermez le bloc-notes, puis recommencez.",
    },
    "en": {
        "changed": "You have a copy changed on {date}.",
        "newer": "The course has published a newer version than the one your copy comes from. "
        "Your changes are untouched.",
        "download": "Download my copy",
        "back": "Go back to the course’s version",
        "sure": "Delete your copy? Your changes will be lost. Close the notebook first if it is open.",
        "yes": "Yes, delete my copy",
        "no": "No, keep it",
        "gone": "Your copy is deleted: the notebook will open the course’s version.",
        "kept": "Your copy could not be deleted. Close the notebook, then try again.",
    },
}
"""What the page says of a learner's copy in JupyterLite, once there is one."""
