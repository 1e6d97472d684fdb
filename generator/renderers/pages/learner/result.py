"""« Pour la séance »: a section of « Mon parcours », where a learner may make an anonymous result for the trainer.

Lives here: its words, in French and in English. May not live here: markup (see its template), what a result holds
(`generator/browser/learner/result.js`).
"""

from __future__ import annotations

from typing import Final

from generator.renderers.pages.learner.page import LearnerPage, Words

WORDS: Final[Words] = {
    "fr": {
        "title": "Pour la séance\u00a0: remettre un résultat anonyme",
        "description": "Un fichier ou un code à remettre à la personne qui anime.",
        "what": "Vous suivez ce parcours en groupe\u00a0? La personne qui anime peut vous demander un résultat\u00a0: il montre ce qui mérite d’être repris ensemble. Rien ne vous y oblige.",
        "none": "Il n’y a rien à remettre pour l’instant\u00a0: répondez d’abord à un quiz ou à un exercice.",
        "no-script": "Cette partie a besoin de JavaScript.",
        "open": "Préparer mon résultat",
        "see": "Voir exactement ce qui serait remis",
        "see-file": "Le fichier, mot pour mot",
        "private-title": "Avant de le remettre",
        "anonymous": "Il ne contient ni votre nom, ni l’heure, ni votre territoire. Rien n’est envoyé par ce site\u00a0: c’est vous qui remettez le fichier ou le code, à qui vous voulez.",
        "who": "Le verront\u00a0: la personne à qui vous le remettez, et celles à qui elle montrerait ses chiffres.",
        "small": "Sans nom ne veut pas dire introuvable\u00a0: dans un petit groupe, une réponse que personne d’autre n’a donnée peut vous désigner. Regardez d’abord ce que vous remettez, surtout ce que vous avez tapé.",
        "save": "Enregistrer le fichier",
        "copy": "Copier le code",
        "code": "Le code, à copier à la main",
        "code-label": "Code de votre résultat",
    },
    "en": {
        "title": "For the session: hand over an anonymous result",
        "description": "A file or a code to hand to the trainer.",
        "what": "Are you taking this course in a group? The trainer may ask you for a result: it shows what is worth going over together. You do not have to.",
        "none": "There is nothing to hand over yet: answer a quiz or an exercise first.",
        "no-script": "This part needs JavaScript.",
        "open": "Prepare my result",
        "see": "See exactly what would be handed over",
        "see-file": "The file, word for word",
        "private-title": "Before you hand it over",
        "anonymous": "It holds neither your name, nor any time of day, nor your territory. This site sends nothing: you hand the file or the code over yourself, to whom you like.",
        "who": "Who will see it: the person you hand it to, and those to whom that person shows figures.",
        "small": "Without a name does not mean beyond finding: in a small group, an answer that nobody else gave may point at you. Look first at what you hand over, above all at what you typed.",
        "save": "Save the file",
        "copy": "Copy the code",
        "code": "The code, to copy by hand",
        "code-label": "Code of your result",
    },
}

SCRIPT_WORDS: Final[Words] = {
    "fr": {
        "sum_questions_one": "Votre résultat contient une question de quiz.",
        "sum_questions_other": "Votre résultat contient {n}\u00a0questions de quiz.",
        "sum_exercises_one": "Il contient aussi le verdict d’une question d’exercice.",
        "sum_exercises_other": "Il contient aussi les verdicts de {n}\u00a0questions d’exercice.",
        "head": "Avec vos réponses, il dit le jour ({day}), la version du cours ({version}), sa langue, le public choisi ({audience}), et un numéro, {id}, qui change dès que vous répondez à autre chose\u00a0: il évite seulement de compter deux fois le même résultat.",
        "question": "Question {n}",
        "first": "Première réponse\u00a0: {answer} ({verdict})",
        "last": "Dernière réponse\u00a0: {answer} ({verdict})",
        "tries_one": "{n}\u00a0essai",
        "tries_other": "{n}\u00a0essais",
        "unfinished": "pas terminée",
        "right": "juste",
        "partly": "en partie juste",
        "wrong": "fausse",
        "typed": "«\u00a0{text}\u00a0», tel que vous l’avez tapé",
        "row": "{row} → {choice}",
        "between": "\u00a0; ",
        "cell": "Question {n}\u00a0: {verdict}",
        "cell_right": "réussie",
        "cell_wrong": "pas encore réussie",
        "exercise": "Exercice\u00a0: {title}",
        "file": "parcours-resultat-{day}.json",
        "saved": "Le fichier {file} est enregistré sur votre appareil. À vous de le remettre.",
        "copied": "Le code est copié. Collez-le dans un message à la personne qui anime.",
        "not_copied": "Votre navigateur ne permet pas de copier d’ici. Le code est affiché ci-dessous, sélectionné\u00a0: copiez-le à la main.",
    },
    "en": {
        "sum_questions_one": "Your result holds one question of a quiz.",
        "sum_questions_other": "Your result holds {n}\u00a0questions of quizzes.",
        "sum_exercises_one": "It also holds the verdict of one question of an exercise.",
        "sum_exercises_other": "It also holds the verdicts of {n}\u00a0questions of exercises.",
        "head": "Beside your answers it says the day ({day}), the version of the course ({version}), its language, the readers it is for ({audience}), and a number, {id}, which changes as soon as you answer anything else: it only keeps the same result from counting twice.",
        "question": "Question {n}",
        "first": "First answer: {answer} ({verdict})",
        "last": "Last answer: {answer} ({verdict})",
        "tries_one": "{n}\u00a0try",
        "tries_other": "{n}\u00a0tries",
        "unfinished": "not finished",
        "right": "right",
        "partly": "partly right",
        "wrong": "wrong",
        "typed": "“{text}”, as you typed it",
        "row": "{row} → {choice}",
        "between": "; ",
        "cell": "Question {n}: {verdict}",
        "cell_right": "succeeded",
        "cell_wrong": "not yet",
        "exercise": "Exercise: {title}",
        "file": "parcours-result-{day}.json",
        "saved": "The file {file} is saved on your device. It is yours to hand over.",
        "copied": "The code is copied. Paste it into a message to the trainer.",
        "not_copied": "Your browser does not let pages copy. The code is shown below, selected: copy it by hand.",
    },
}

PART: Final = LearnerPage(
    "result",
    slugs={},
    words=WORDS,
    script_words=SCRIPT_WORDS,
    scripts=("learner/result-page.js",),
    styles=("learner/result.css",),
)
