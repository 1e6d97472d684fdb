"""Words of the pages about the whole course: the objectives, the red thread, what is not settled."""

from __future__ import annotations

from typing import Final

from generator.renderers.pages.learner.page import Words

OBJECTIVES: Final[Words] = {
    "fr": {
        "title": "Ce que vous saurez faire",
        "description": "Les objectifs de chaque module, où chacun s’apprend, s’exerce et se vérifie.",
        "intro": "Chaque objectif s’apprend dans une leçon et s’exerce dans un exercice ou un texte à emporter. Au moins une question "
        "le vérifie. Voici où.",
        "see": "Où chaque objectif s’apprend et se vérifie",
        "competence": "compétence DigComp {c}, {area}",
        "learn": "S’apprend",
        "practise": "S’exerce",
        "check": "Se vérifie",
        "question": "question {n}",
        "by-competence": "Par compétence numérique",
        "digcomp": "Les compétences sont celles de DigComp, le cadre européen. Les noms de domaines sont ceux de la version 2.2, traduits.",
        "area": "Compétence et domaine",
        "objectives": "Objectifs",
        "modules": "Modules",
        "matrix": "La matrice de couverture",
        "matrix-intro": "Pour qui anime ou évalue\u00a0: combien de pages servent chaque objectif. Le contrôle du cours refuse un "
        "objectif sans question, ou que rien n’exerce.",
        "objective": "Objectif",
        "lessons": "Leçons",
        "questions": "Questions",
        "exercises": "Exercices",
        "deliverables": "À emporter",
    },
    "en": {
        "title": "What you will be able to do",
        "description": "The objectives of each module, where each is learnt, practised and checked.",
        "intro": "Each objective is learnt in a lesson and practised in an exercise or a text to take away. At least one question checks "
        "it. Here is where.",
        "see": "Where each objective is learnt and checked",
        "competence": "DigComp competence {c}, {area}",
        "learn": "Learnt in",
        "practise": "Practised in",
        "check": "Checked by",
        "question": "question {n}",
        "by-competence": "By digital competence",
        "digcomp": "Competences are those of DigComp, the European framework. The names of areas are those of version 2.2.",
        "area": "Competence and area",
        "objectives": "Objectives",
        "modules": "Modules",
        "matrix": "The coverage matrix",
        "matrix-intro": "For those who lead or assess: how many pages serve each objective. The course’s own check refuses an objective "
        "that no question checks or that nothing practises.",
        "objective": "Objective",
        "lessons": "Lessons",
        "questions": "Questions",
        "exercises": "Exercises",
        "deliverables": "To take away",
    },
}

THREAD: Final[Words] = {
    "fr": {
        "description": "Une même histoire, d’un module à l’autre\u00a0: du premier besoin à l’évaluation.",
        "name": "Le fil rouge",
        "step": "Étape {n} sur {total}",
        "of": "Le fil rouge, étape {n} sur {total}",
        "absent": "module absent de cette édition",
        "before": "Étape précédente",
        "after": "Étape suivante",
        "whole": "Toute l’histoire",
    },
    "en": {
        "description": "One story from module to module: from the first need to the evaluation.",
        "name": "The red thread",
        "step": "Step {n} of {total}",
        "of": "The red thread, step {n} of {total}",
        "absent": "module not in this edition",
        "before": "Previous step",
        "after": "Next step",
        "whole": "The whole story",
    },
}

UNSETTLED: Final[Words] = {
    "fr": {
        "title": "Ce qui n’est pas tranché",
        "description": "Les règles qui changent ou attendent une décision, avec le jour où nous l’avons constaté.",
        "intro": "Certaines règles changent, d’autres attendent un vote ou un juge. Voici ce que nous en savions, et quel jour. Depuis, la "
        "réponse a pu venir\u00a0: vérifiez avant de vous en servir.",
        "dated": "État au {as_of}. À relire avant le {review_by}.",
        "see": "Ce que nous n’avons pas pu trancher a sa page\u00a0:",
    },
    "en": {
        "title": "What is not settled",
        "description": "Rules that are changing or await a decision, with the day on which we saw it.",
        "intro": "Some rules are changing, others await a vote or a judge. Here is what we knew of them, and on which day. An answer may "
        "have come since: check before you rely on it.",
        "dated": "As known on {as_of}. To be read again by {review_by}.",
        "see": "What we could not settle has its own page:",
    },
}

TAKE: Final[Words] = {
    "fr": {
        "label": "Ce texte en fichier",
        "docx": "Document Word",
        "txt": "Markdown",
        "size": "{n}\u00a0ko",
        "of": "Les chiffres y sont ceux de {name}.",
    },
    "en": {
        "label": "This text as a file",
        "docx": "Word document",
        "txt": "Markdown",
        "size": "{n}\u00a0kB",
        "of": "The figures in it are those of {name}.",
    },
}

OPENING: Final[Words] = {
    "fr": {"translated": "Traduit par nous."},
    "en": {"translated": "Our translation from the French."},
}
