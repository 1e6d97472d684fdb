"""Every word the verbs say by themselves, in both languages, in one place.

Lives here: sentences with their blanks, by name, and `word()`, which fills one in the current language.
French sentences carry their no-break spaces (U+00A0, and U+202F before ; ! ?) and curly apostrophes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .state import Language, current

WORDS: Final[Mapping[str, Mapping[Language, str]]] = {
    # --- tables and charts ---
    "source": {"fr": "Source\u00a0: {source}", "en": "Source: {source}"},
    "data": {"fr": "Données\u00a0: {title}", "en": "Data: {title}"},
    "see-data": {"fr": "Voir les données", "en": "See the data"},
    "unit": {"fr": "Unité\u00a0: {unit}", "en": "Unit: {unit}"},
    "label": {"fr": "Libellé", "en": "Label"},
    "value": {"fr": "Valeur ({unit})", "en": "Value ({unit})"},
    "range": {"fr": "de {low} à {high}", "en": "{low} to {high}"},
    "base": {"fr": "Base\u00a0: {value}", "en": "Base: {value}"},
    "yes": {"fr": "oui", "en": "yes"},
    "no": {"fr": "non", "en": "no"},
    "bars-desc": {
        "fr": "Barres, {unit}. Le plus grand\u00a0: {most}. Le plus petit\u00a0: {least}. Données dans le tableau qui suit.",
        "en": "Bars, {unit}. Largest: {most}. Smallest: {least}. Data in the table that follows.",
    },
    "line-desc": {
        "fr": "Courbes, {unit}, selon\u00a0: {x}. {series}. Données dans le tableau qui suit.",
        "en": "Lines, {unit}, by: {x}. {series}. Data in the table that follows.",
    },
    "from-to": {"fr": "{name}\u00a0: de {first} à {last}", "en": "{name}: from {first} to {last}"},
    "tornado-desc": {
        "fr": "Barres autour de la base {base}, {unit}. La plus large\u00a0: {widest}. Données dans le tableau qui suit.",
        "en": "Bars around the base {base}, {unit}. Widest: {widest}. Data in the table that follows.",
    },
    # --- verdicts, headline ---
    "empty": {"fr": "À vous.", "en": "Your turn."},
    "unreadable": {"fr": "Réponse à réécrire.", "en": "Please rewrite the answer."},
    "right": {"fr": "C’est juste.", "en": "That is right."},
    "mistake": {"fr": "Pas encore.", "en": "Not yet."},
    "wrong": {"fr": "Pas encore.", "en": "Not yet."},
    # --- verdicts, what is asked ---
    "ask-number": {"fr": "Donnez un nombre.", "en": "Give a number."},
    "ask-number-in": {"fr": "Donnez un nombre (unité\u00a0: {unit}).", "en": "Give a number (unit: {unit})."},
    "ask-choice": {"fr": "Choisissez une réponse.", "en": "Choose one answer."},
    "ask-choices": {"fr": "Choisissez une ou plusieurs réponses.", "en": "Choose one or more answers."},
    "ask-text": {"fr": "Répondez en quelques mots.", "en": "Answer in a few words."},
    "ask-order": {"fr": "Mettez les étapes dans l’ordre.", "en": "Put the steps in order."},
    "ask-code": {
        "fr": "Écrivez votre réponse à la place de None, par exemple {example}, puis relancez la cellule.",
        "en": "Write your answer in place of None, for instance {example}, then run the cell again.",
    },
    # --- verdicts, unreadable ---
    "no-number": {
        "fr": "«\u00a0{answer}\u00a0» ne se lit pas comme un nombre. Écrivez-le en chiffres, par exemple {example}.",
        "en": "“{answer}” does not read as a number. Write it in digits, for instance {example}.",
    },
    "no-single": {
        "fr": "Donnez un seul nombre, déjà calculé, par exemple {example}.",
        "en": "Give a single number, already worked out, for instance {example}.",
    },
    "no-choice": {
        "fr": "«\u00a0{answer}\u00a0» n’est pas une des réponses proposées.",
        "en": "“{answer}” is not one of the answers offered.",
    },
    "no-order": {
        "fr": "Donnez les {count} étapes, chacune une fois.",
        "en": "Give the {count} steps, each of them once.",
    },
    "no-text": {"fr": "Répondez avec des mots.", "en": "Answer with words."},
    "no-answer": {
        "fr": "Avec ces réglages, la question n’a pas de réponse. Changez-les, puis réessayez.",
        "en": "With these settings the question has no answer. Change them, then try again.",
    },
    # --- verdicts, numbers ---
    "read-as": {
        "fr": "Votre réponse a été lue comme {value}.",
        "en": "Your answer was read as {value}.",
    },
    "too-much": {
        "fr": "Vous avez répondu {value}\u00a0: c’est trop.",
        "en": "You answered {value}: that is too much.",
    },
    "too-little": {
        "fr": "Vous avez répondu {value}\u00a0: c’est trop peu.",
        "en": "You answered {value}: that is too little.",
    },
    "as-share": {
        "fr": "Vous avez donné une part entre 0 et 1. La réponse est attendue en pourcentage\u00a0: multipliez par 100.",
        "en": "You gave a share between 0 and 1. The answer is expected in percent: multiply by 100.",
    },
    "scale": {
        "fr": "Les chiffres sont bons, pas l’ordre de grandeur\u00a0: vérifiez les unités.",
        "en": "The digits are right, the order of magnitude is not: check the units.",
    },
    "scale-in": {
        "fr": "Les chiffres sont bons, pas l’ordre de grandeur. La réponse est attendue dans cette unité\u00a0: {unit}.",
        "en": "The digits are right, the order of magnitude is not. The answer is expected in this unit: {unit}.",
    },
    "opposite": {
        "fr": "La valeur est bonne, le signe est inversé.",
        "en": "The value is right, its sign is the opposite.",
    },
    # --- verdicts, choices, texts, orders ---
    "not-this": {"fr": "Ce n’est pas la réponse attendue.", "en": "This is not the expected answer."},
    "to-drop": {"fr": "À retirer\u00a0: {text}.", "en": "To take away: {text}."},
    "all-but": {
        "fr": "Ce que vous avez choisi est juste, mais il en manque {count}.",
        "en": "What you chose is right, but {count} more are missing.",
    },
    "all-but-one": {
        "fr": "Ce que vous avez choisi est juste, mais il manque une réponse.",
        "en": "What you chose is right, but one answer is missing.",
    },
    "some-missing": {
        "fr": "Il manque aussi au moins une réponse.",
        "en": "At least one answer is missing too.",
    },
    "reversed": {
        "fr": "Vous avez donné l’ordre inverse.",
        "en": "You gave the opposite order.",
    },
    "in-place": {
        "fr": "Bien placées depuis le début\u00a0: {count} sur {total}.",
        "en": "In place from the start: {count} of {total}.",
    },
    # --- verdicts, help ---
    "hint": {"fr": "Indice {number} sur {total}\u00a0: {hint}", "en": "Hint {number} of {total}: {hint}"},
    "again": {"fr": "Essayez encore.", "en": "Try again."},
    "already": {"fr": "Vous avez déjà donné cette réponse.", "en": "You have already given this answer."},
    "expected": {"fr": "Réponse attendue\u00a0: {answer}", "en": "Expected answer: {answer}"},
    "worked": {"fr": "Explication\u00a0: {worked}", "en": "Explanation: {worked}"},
    # --- parameters ---
    "p-number": {
        "fr": "{label}\u00a0: donnez un nombre, par exemple {example}.",
        "en": "{label}: give a number, for instance {example}.",
    },
    "p-alone": {
        "fr": "{label}\u00a0: écrivez le nombre seul, sans unité, par exemple {example}.",
        "en": "{label}: write the number alone, without a unit, for instance {example}.",
    },
    "p-integer": {
        "fr": "{label}\u00a0: donnez un nombre entier, par exemple {example}.",
        "en": "{label}: give a whole number, for instance {example}.",
    },
    "p-range": {
        "fr": "{label}\u00a0: donnez un nombre de {min} à {max}.",
        "en": "{label}: give a number from {min} to {max}.",
    },
    "p-min": {"fr": "{label}\u00a0: donnez au moins {min}.", "en": "{label}: give at least {min}."},
    "p-max": {"fr": "{label}\u00a0: donnez au plus {max}.", "en": "{label}: give at most {max}."},
    "p-boolean": {"fr": "{label}\u00a0: répondez par oui ou non.", "en": "{label}: answer yes or no."},
    "p-string": {
        "fr": "{label}\u00a0: donnez un texte d’au plus {most} caractères.",
        "en": "{label}: give a text of at most {most} characters.",
    },
    "p-date": {
        "fr": "{label}\u00a0: donnez une date, par exemple {example}.",
        "en": "{label}: give a date, for instance {example}.",
    },
    "p-choices": {"fr": "{label}\u00a0: choisissez dans la liste.", "en": "{label}: choose from the list."},
    # --- runner ---
    "cut": {
        "fr": "[La suite n’est pas montrée\u00a0: plus de {limit} caractères.]",
        "en": "[The rest is not shown: more than {limit} characters.]",
    },
    "too-big": {
        "fr": "Ce résultat est trop grand pour être montré.",
        "en": "This result is too big to be shown.",
    },
    "stopped": {
        "fr": "Le calcul s’est arrêté à la ligne {line}\u00a0: {why}",
        "en": "The computation stopped at line {line}: {why}",
    },
    "e-ZeroDivisionError": {"fr": "une division par zéro.", "en": "a division by zero."},
    "e-NameError": {"fr": "un nom inconnu.", "en": "an unknown name."},
    "e-SyntaxError": {"fr": "la ligne n’est pas du Python.", "en": "the line is not Python."},
    "e-MemoryError": {"fr": "il faudrait trop de mémoire.", "en": "it would take too much memory."},
    "e-RecursionError": {"fr": "il se répète sans fin.", "en": "it repeats itself without end."},
    "e-ValueError": {"fr": "ces valeurs ne vont pas ensemble.", "en": "these values do not go together."},
    "e-other": {"fr": "une erreur inattendue.", "en": "an unexpected error."},
}


def word(name: str, /, **blanks: object) -> str:
    """The sentence of that name in the current language, its blanks filled."""
    return WORDS[name][current().language].format(**blanks)
