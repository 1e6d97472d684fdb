"""The words of scaffolds: what a new module, lesson or quiz says to its author, in each language of courses.

They are instructions that read as a lesson, so that the scaffold can be built and looked at before a word is changed.
`{…}` are filled by `scaffold`.
"""

from __future__ import annotations

from collections.abc import Mapping

SUMMARY: Mapping[str, str] = {
    "fr": "Une phrase : ce que la personne saura décider après ce module.",
    "en": "One sentence: what people will be able to decide after this module.",
}
THREAD: Mapping[str, str] = {
    "fr": "Une phrase : où en est l'histoire du cours quand ce module commence.",
    "en": "One sentence: where the story of the course stands when this module begins.",
}
STATEMENT: Mapping[str, str] = {
    "fr": "repérer ce qui se décide, qui le décide et à partir de quels chiffres",
    "en": "spot what is being decided, who decides it and from which figures",
}
LESSON_TITLES: Mapping[str, Mapping[str, str]] = {
    "situation": {"fr": "La décision à prendre", "en": "The decision to take"},
    "notion": {"fr": "Une idée, un exemple", "en": "One idea, one example"},
    "territory": {"fr": "Dans votre territoire", "en": "In your territory"},
    "deliverable": {"fr": "À emporter", "en": "To take away"},
    "express": {"fr": "L'essentiel en dix minutes", "en": "The essentials in ten minutes"},
}
QUIZ_TITLES: Mapping[str, str] = {"fr": "Ce que vous retenez", "en": "What you remember"}

AUDIENCE_PASSAGE: Mapping[str, str] = {
    "fr": "Ce passage n'est montré qu'à ce public ({name}). Dites-lui ce qui change pour lui : ce qu'il peut demander, ou décider.",
    "en": "This passage is shown to this audience only ({name}). Tell them what changes for them: what they may ask for, or decide.",
}

LESSONS: Mapping[str, Mapping[str, str]] = {
    "situation": {
        "fr": """\
Ouvrez sur une décision réelle, datée, que quelqu'un doit prendre bientôt. Donnez deux options défendables.

## Ce qui est sur la table

- Qui décide, et quand ?
- Que coûte chaque option, et à qui ?
- Que faut-il savoir pour choisir ?

{passages}

## La question à garder

Terminez par une seule question. Les leçons suivantes y répondent.
""",
        "en": """\
Open on a real, dated decision that someone must take soon. Give two options that can both be defended.

## What is on the table

- Who decides, and when?
- What does each option cost, and whom?
- What must one know to choose?

{passages}

## The question to keep

End with a single question. The lessons that follow answer it.
""",
    },
    "notion": {
        "fr": """\
Une leçon explique une seule idée, en sept minutes au plus. Annoncez-la dans cette première phrase.

## L'idée en une phrase

Écrivez-la comme vous la diriez à voix haute, sans sigle.

!!! example "Un exemple chiffré"
    Prenez un cas concret et déroulez le calcul ligne à ligne. La personne doit pouvoir le refaire.

{passages}

## L'erreur fréquente

Nommez l'erreur que l'on fait d'habitude, puis dites pourquoi elle est tentante.
""",
        "en": """\
A lesson explains one idea, in seven minutes at most. Announce it in this first sentence.

## The idea in one sentence

Write it as you would say it aloud, without abbreviations.

!!! example "A worked example"
    Take a concrete case and go through the computation line by line. People must be able to do it again.

{passages}

## The usual mistake

Name the mistake people usually make, then say why it is tempting.
""",
    },
    "territory": {
        "fr": """\
Cette leçon parle du territoire de la personne : {{ territory.name }}.

## Quelques repères

Les communes y sont au nombre de {{ territory.communes }}. La plus peuplée est {{ territory.largest.name }}.

{passages}

## À chercher près de chez vous

Dites quel document ouvrir, à quelle page, et quel chiffre y lire.
""",
        "en": """\
This lesson is about the learner's territory: {{ territory.name }}.

## A few landmarks

It has this many communes: {{ territory.communes }}. The most populated is {{ territory.largest.name }}.

{passages}

## What to look for near you

Say which document to open, at which page, and which figure to read there.
""",
    },
    "deliverable": {
        "fr": """\
Un texte court que la personne peut emporter et adapter : une liste de questions, une clause, un projet de délibération.

## Questions à poser

1. Quel besoin, et de qui ?
2. Quel chiffre le montre, et d'où vient-il ?
3. Qui vérifie, quand, et que se passe-t-il si le résultat manque ?

{passages}
""",
        "en": """\
A short text that people can take away and adapt: a list of questions, a clause, a draft resolution.

## Questions to ask

1. Which need, and whose?
2. Which figure shows it, and where does it come from?
3. Who checks, when, and what happens if the result is missing?

{passages}
""",
    },
    "express": {
        "fr": """\
Le parcours express tient en dix minutes et se suffit à lui-même. Il ne compte pas dans la durée du module.

## Ce qu'il faut retenir

Trois phrases au plus, une par idée.

{passages}

## Ce qu'il faut demander

Une seule question, prête à être posée en réunion.
""",
        "en": """\
The express path takes ten minutes and is complete in itself. It does not count in the module's time.

## What to remember

Three sentences at most, one per idea.

{passages}

## What to ask

A single question, ready to be asked in a meeting.
""",
    },
}

NOTES: Mapping[str, str] = {
    "fr": """\
## En bref

Durée, nombre de personnes, matériel, disposition de la salle.

## Déroulé

| Minutes | Ce que l'on fait | Ce que l'on attend |
|---|---|---|
| 0–5 | Accueil et situation | Une première prise de position |
| 5–15 | La notion et son exemple | Le calcul refait par chaque groupe |

## Objections fréquentes

Notez l'objection telle qu'on l'entend, puis la réponse et sa source.
""",
    "en": """\
## In short

Duration, number of people, material, layout of the room.

## Minute by minute

| Minutes | What we do | What we expect |
|---|---|---|
| 0–5 | Welcome and situation | A first position |
| 5–15 | The notion and its example | Each group does the computation again |

## Common objections

Write the objection as you hear it, then the answer and its source.
""",
}

QUESTION: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "prompt": "Un projet promet « 30 % d'économies ». Que demander d'abord ?",
        "hint": "Un pourcentage ne dit rien sans son point de départ.",
        "explanation": "Une promesse se vérifie quand on connaît la mesure de départ, la méthode et la date.",
        "baseline": "Par rapport à quelle mesure de départ",
        "baseline-why": "Sans mesure de départ, personne ne pourra dire si la promesse est tenue.",
        "vendor": "Le nom des autres clients",
        "vendor-why": "C'est confondre une référence commerciale et une preuve : leurs résultats ne mesurent pas les vôtres.",
        "opening": "La date de l'inauguration",
        "opening-why": "C'est confondre la livraison et le résultat : un équipement inauguré peut ne rien économiser.",
    },
    "en": {
        "prompt": "A project promises “30% savings”. What should one ask first?",
        "hint": "A percentage says nothing without its starting point.",
        "explanation": "A promise can be checked once the baseline, the method and the date are known.",
        "baseline": "Compared with which baseline",
        "baseline-why": "Without a baseline, nobody will be able to say whether the promise is kept.",
        "vendor": "The names of other customers",
        "vendor-why": "This takes a sales reference for evidence: their results do not measure yours.",
        "opening": "The day of the opening",
        "opening-why": "This takes delivery for result: equipment that is in place may save nothing.",
    },
}

RECALL: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "prompt": "Rappel : pourquoi revenir ici sur le module « {title} » ?",
        "hint": "Pensez à ce que l'on retient une semaine après une réunion.",
        "explanation": "Remplacez cette question par une idée de ce module, dont celui-ci a besoin.",
        "memory": "Pour s'en souvenir plus longtemps",
        "memory-why": "Retrouver une idée de mémoire, quelques jours après, l'ancre mieux que la relire.",
        "grade": "Pour noter les personnes",
        "grade-why": "C'est confondre l'entraînement et l'examen : ici, se tromper fait apprendre.",
        "length": "Pour allonger le questionnaire",
        "length-why": "C'est confondre la durée et l'effet : une question de rappel prend une minute.",
    },
    "en": {
        "prompt": "Recall: why come back here to the module “{title}”?",
        "hint": "Think of what one remembers a week after a meeting.",
        "explanation": "Replace this question by an idea of that module which this one needs.",
        "memory": "So as to remember it longer",
        "memory-why": "Finding an idea again from memory, days later, fixes it better than reading it again.",
        "grade": "So as to grade people",
        "grade-why": "This takes practice for an exam: here, a mistake is how one learns.",
        "length": "So as to make the quiz longer",
        "length-why": "This takes length for effect: a recall question takes a minute.",
    },
}
