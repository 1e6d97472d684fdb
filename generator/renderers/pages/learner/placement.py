"""The placement: ten minutes of questions, then modules to take and to skip.

Lives here: where it stands and its words, in French and in English. May not live here: markup (see its template), which
question comes (the learner's device decides that, see `generator/browser/learner/path.js`).
Placeholders in braces are filled by the page's script; keys that end in `_one` and `_other` are chosen by the plural rules
of the language.
"""

from __future__ import annotations

from typing import Final

from generator.renderers.common.words import DURATION
from generator.renderers.pages import quizzes
from generator.renderers.pages.learner import plan
from generator.renderers.pages.learner.page import LearnerPage, Words

WORDS: Final[Words] = {
    "fr": {
        "title": "Me situer en dix minutes",
        "description": "Quelques questions pour choisir vos modules et sauter ce que vous savez déjà.",
        "one-each": "Une question par objectif, tirée des quiz du cours. À la première erreur d’un module, on passe au suivant\u00a0: "
        "ce module vous sera proposé.",
        "no-mark": "Ce n’est pas une note\u00a0: rien n’est corrigé, rien ne compte dans vos quiz. «\u00a0Je ne sais pas\u00a0» est "
        "une bonne façon de répondre.",
        "stop": "Arrêtez quand vous voulez\u00a0: ce qui n’a pas été demandé vous sera proposé. Vous pouvez aussi revenir plus tard.",
        "stays": "Vos réponses restent sur votre appareil.",
        "audience": "Questions et plan sont faits pour\u00a0: {audience}. Pour changer de public, voyez en haut de la page.",
        "times": "Un module entier demande de {least} à {most}.",
        "express": "Son parcours express, {most} au plus.",
        "needs-script": "Pour poser ces questions, la page a besoin de JavaScript. Sans lui, choisissez dans la liste ci-dessous.",
    },
    "en": {
        "title": "Find my starting point in ten minutes",
        "description": "A few questions to choose your modules and skip what you already know.",
        "one-each": "One question per objective, from the quizzes of the course. At the first mistake in a module we move on to the "
        "next one: that module will be suggested to you.",
        "no-mark": "This is not a mark: nothing is corrected, nothing counts in your quizzes. “I don’t know” is a good way to answer.",
        "stop": "Stop whenever you like: what was not asked will be suggested. You can also come back later.",
        "stays": "Your answers stay on your device.",
        "audience": "Questions and plan are made for: {audience}. To change, see the top of the page.",
        "times": "A whole module takes from {least} to {most}.",
        "express": "Its express path, {most} at most.",
        "needs-script": "To ask these questions, the page needs JavaScript. Without it, choose from the list below.",
    },
}

SCRIPT_WORDS: Final[Words] = {
    "fr": {
        **DURATION["fr"],
        "title": "«\u00a0{title}\u00a0»",
        "themes": "Les thèmes qui vous intéressent (tous, si vous n’en cochez aucun)",
        "choose_themes": "Choisir des thèmes",
        "times": "Le temps dont vous disposez ensuite pour suivre le cours",
        "quarter": "15\u00a0minutes",
        "hour": "1\u00a0heure",
        "half_day": "Une demi-journée ({time})",
        "whole_course": "Tout le cours ({time})",
        "most_one": "Une question, {time} au plus.",
        "most_other": "{n} questions au plus, {time} au plus.",
        "nothing": "Il n’y a plus rien à vous demander sur ces thèmes.",
        "given_one": "Vous aviez commencé\u00a0: une réponse est déjà donnée.",
        "given_other": "Vous aviez commencé\u00a0: {n} réponses sont déjà données.",
        "start": "Commencer les questions",
        "go_on": "Reprendre les questions",
        "without": "Sans questions\u00a0: dire seulement de combien de temps je dispose",
        "question": "Question {n}",
        "left_one": "Dernière question, {time} au plus.",
        "left_other": "Encore {n} questions au plus avec celle-ci, {time} au plus.",
        "check": "Valider ma réponse",
        "unknown": "Je ne sais pas",
        "stop": "Arrêter là et voir mon plan",
        "lost": "La question n’a pas pu être chargée. Vos réponses sont gardées.",
        "retry": "Réessayer",
        "result": "Ce que disent vos réponses",
        "answered_one": "Vous avez répondu à une question. Ce n’est pas une note\u00a0: cela sert à choisir.",
        "answered_other": "Vous avez répondu à {n} questions. Ce n’est pas une note\u00a0: cela sert à choisir.",
        "skip_one": "Vous pouvez sauter {titles}\u00a0: vous avez su répondre sur chacun de ses objectifs.",
        "skip_other": "Vous pouvez sauter {titles}\u00a0: vous avez su répondre sur chacun de leurs objectifs.",
        "no_skip": "Vous ne sautez aucun module\u00a0: pour en sauter un, il faut une réponse juste sur chacun de ses objectifs.",
        "reached": "Vous avez montré que vous savez",
        "missed": "Le cours vous aidera à",
        "planned": "Vous aviez déjà un plan\u00a0: le voici, inchangé.",
        "replace": "Le remplacer d’après mes réponses",
        "mine": "Aller à «\u00a0Mon parcours\u00a0»",
        "again": "Me situer à nouveau",
        "unavailable": "Les questions n’ont pas pu être préparées\u00a0: rechargez la page plus tard, ou choisissez dans la liste "
        "ci-dessous.",
        "forbidden": "Votre navigateur ne permet pas de garder quoi que ce soit\u00a0: vos réponses et votre plan s’effacent quand "
        "vous quittez cette page.",
        "full": "Votre appareil n’a plus de place\u00a0: vos dernières réponses s’effacent quand vous quittez cette page.",
    },
    "en": {
        **DURATION["en"],
        "title": "“{title}”",
        "themes": "Themes that interest you (all of them, if you tick none)",
        "choose_themes": "Choose themes",
        "times": "The time you then have for the course",
        "quarter": "15\u00a0minutes",
        "hour": "1\u00a0hour",
        "half_day": "Half a day ({time})",
        "whole_course": "The whole course ({time})",
        "most_one": "One question, {time} at most.",
        "most_other": "{n} questions at most, {time} at most.",
        "nothing": "There is nothing left to ask you about these themes.",
        "given_one": "You had begun: one answer is already given.",
        "given_other": "You had begun: {n} answers are already given.",
        "start": "Start the questions",
        "go_on": "Go on with the questions",
        "without": "Without questions: only say how much time I have",
        "question": "Question {n}",
        "left_one": "Last question, {time} at most.",
        "left_other": "At most {n} questions left with this one, {time} at most.",
        "check": "Give my answer",
        "unknown": "I don’t know",
        "stop": "Stop here and see my plan",
        "lost": "The question could not be loaded. Your answers are kept.",
        "retry": "Try again",
        "result": "What your answers say",
        "answered_one": "You answered one question. This is not a mark: it helps you choose.",
        "answered_other": "You answered {n} questions. This is not a mark: it helps you choose.",
        "skip_one": "You can skip {titles}: you gave a right answer on each of its objectives.",
        "skip_other": "You can skip {titles}: you gave a right answer on each of their objectives.",
        "no_skip": "You skip no module: skipping one takes a right answer on each of its objectives.",
        "reached": "You showed that you can",
        "missed": "The course will help you to",
        "planned": "You already had a plan: here it is, unchanged.",
        "replace": "Replace it according to my answers",
        "mine": "Go to “My path”",
        "again": "Find my starting point again",
        "unavailable": "The questions could not be prepared: reload the page later, or choose from the list below.",
        "forbidden": "Your browser does not allow anything to be kept: your answers and your plan are gone when you leave this page.",
        "full": "Your device has no room left: your last answers are gone when you leave this page.",
    },
}

PAGE: Final = LearnerPage(
    "placement",
    slugs={"fr": "positionnement", "en": "placement"},
    words=WORDS,
    script_words=SCRIPT_WORDS,
    scripts=("quiz/quiz.js", plan.SCRIPT, "learner/placement.js"),
    styles=(*quizzes.STYLES, plan.STYLE, "learner/placement.css"),
)
