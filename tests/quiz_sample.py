"""One question of each kind, and a page that holds it: what quiz tests show and answer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from markdown_it import MarkdownIt

from generator.diagnostics import Place
from generator.model import (
    Card,
    Category,
    Choice,
    Goal,
    Matching,
    Mistake,
    MultipleChoice,
    Numeric,
    Ordering,
    Pair,
    Quiz,
    ShortText,
    SingleChoice,
    Slip,
    Sorting,
    Stem,
    Step,
    TrueFalse,
)
from generator.renderers.pages.learner.recording import words_of
from generator.renderers.pages.quizzes import render_quiz

SCRIPTS = Path(__file__).resolve().parent.parent / "generator" / "browser" / "quiz"
TOKENS = SCRIPTS.parents[2] / "site_config" / "theme" / "assets" / "parcours" / "tokens.css"
HERE = Place("quiz.fr.yml")
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def to_inline(markdown: str) -> str:
    return _MARKDOWN.renderInline(markdown)


def to_block(markdown: str) -> str:
    return _MARKDOWN.render(markdown)


def stem(identity: str, prompt: str, **more) -> Stem:
    told = {
        "objective": "compute-saving",
        "hints": (),
        "tries": 2,
        "shuffle": True,
        "recall": None,
        "explanation": "Éteindre ne demande **aucun achat**. Voir [la note](https://example.org/note).",
    }
    return Stem(id=identity, prompt=prompt, place=HERE, **{**told, **more})


def choice(identity: str, text: str, feedback: str, *, correct: bool = False) -> Choice:
    return Choice(identity, text, correct, feedback, HERE)


SINGLE = SingleChoice(
    stem(
        "cheapest",
        "Une commune veut réduire sa facture d’éclairage **dès cette année**. Quelle mesure coûte le moins cher ?",
        hints=("Cherchez ce qui se fait *sans rien acheter*.", "Pensez aux horaires."),
    ),
    (
        choice(
            "led", "Remplacer toutes les lampes par des LED", "C’est la plus efficace, non la moins chère."
        ),
        choice("dim", "Installer des variateurs", "Il faut les acheter : quelques années de retour."),
        choice("off", "Éteindre au cœur de la nuit", "Un réglage d’horloge suffit.", correct=True),
        choice("sensors", "Poser des capteurs de présence", "Chaque capteur s’achète et consomme."),
    ),
)
MULTIPLE = MultipleChoice(
    stem(
        "identifiers", "Lesquels de ces champs sont des quasi-identifiants ?", objective="classify", tries=3
    ),
    (
        choice(
            "birth", "La date de naissance", "Croisée avec d’autres, elle désigne une personne.", correct=True
        ),
        choice("sex", "Le sexe", "Peu à lui seul, beaucoup avec d’autres.", correct=True),
        choice("amount", "Le montant de l’aide", "C’est la donnée à protéger, non ce qui identifie."),
        choice("file", "Le numéro interne du dossier", "Personne d’autre ne le connaît."),
    ),
)
TRUE_FALSE = TrueFalse(
    stem(
        "hash",
        "Remplacer les noms par un code suffit à rendre un fichier anonyme.",
        objective="classify",
        tries=2,
    ),
    answer=False,
    feedback_true="Confusion fréquente entre *masquer* et anonymiser.",
    feedback_false="Les autres champs restent.",
    reasons=(
        choice(
            "cross",
            "Les autres champs permettent de retrouver les gens",
            "C’est le croisement.",
            correct=True,
        ),
        choice("cost", "Le procédé coûte trop cher", "Le coût n’y change rien."),
    ),
)
NUMERIC = Numeric(
    stem(
        "saving",
        "Le parc passe de 18 122 à 6 357 MWh par an. Quelle part d’énergie économise-t-on ?",
        hints=("Divisez l’économie par la consommation **de départ**.",),
    ),
    answer=64.9,
    tolerance=0.5,
    decimals=1,
    unit="%",
    right="11 765 MWh sur 18 122.",
    wrong="Comparez l’économie au point de départ.",
    mistakes=(Mistake(35.1, 0.5, "C’est la part qui *reste*, non celle qu’on économise."),),
)
MATCHING = Matching(
    stem("tests", "Associez chaque critère du G29 à sa question.", objective="classify", recall="a2"),
    (
        Pair("single", "Individualisation", "Peut-on isoler une personne ?", "Isoler, même sans nom.", HERE),
        Pair("link", "Corrélation", "Peut-on relier deux fichiers ?", "Relier les mêmes gens.", HERE),
        Pair("infer", "Inférence", "Peut-on déduire une information sensible ?", "Deviner à coup sûr.", HERE),
    ),
    (choice("cost", "Le traitement coûte-t-il trop cher ?", "Aucun critère ne parle de coût."),),
)
ORDERING = Ordering(
    stem("order", "Classez ces mesures selon leur coût d’achat."),
    (
        Step("off", "Éteindre une partie de la nuit", "Rien à acheter.", HERE),
        Step("dim", "Abaisser la puissance", "Un variateur par départ.", HERE),
        Step("led", "Passer aux LED", "Un luminaire par point.", HERE),
        Step("new", "Refaire le réseau entier", "Mâts et câbles aussi.", HERE),
    ),
    first="la moins chère",
    last="la plus chère",
)
SORTING = Sorting(
    stem("sort", "Sobriété ou efficacité ?", objective="distinguish"),
    (Category("sobriety", "Sobriété"), Category("efficiency", "Efficacité")),
    (
        Card("night", "Éteindre de minuit à cinq heures", "sobriety", "On s’en passe.", HERE),
        Card(
            "lamps", "Des lampes qui consomment moins", "efficiency", "Même service, moins d’énergie.", HERE
        ),
        Card("fewer", "Supprimer des points lumineux inutiles", "sobriety", "Moins de service.", HERE),
    ),
)
SHORT = ShortText(
    stem(
        "rebound",
        "Comment nomme-t-on la hausse d’usage qui mange une partie des gains ?",
        objective="distinguish",
    ),
    accepted=("l’effet rebond", "rebond"),
    right="On éclaire plus parce que cela coûte moins.",
    wrong="Le mot évoque une balle.",
    slips=(Slip(("effet de serre",), "C’est le réchauffement dû aux gaz."),),
)
QUESTIONS = (SINGLE, MULTIPLE, TRUE_FALSE, NUMERIC, MATCHING, ORDERING, SORTING, SHORT)
GOALS = (
    Goal("compute-saving", "calculer l’économie d’énergie d’un projet d’éclairage", "5.2"),
    Goal("classify", "classer les champs d’un fichier selon leur risque", "2.5"),
    Goal("distinguish", "distinguer sobriété et efficacité", "5.2"),
)


def quiz(*questions, identity: str = "sample") -> Quiz:
    return Quiz(identity, "Ce que vous retenez", 8, tuple(questions or QUESTIONS), "", "", HERE)


def write_page(
    folder: Path,
    *quizzes: Quiz,
    language: str = "fr",
    name: str = "index.html",
    scheme: str = "default",
    tokens: bool = True,
    recorded: bool = False,
) -> None:
    """Write a page with quizzes as the published site shows them: scripts and styles in files, none inline.

    Without the site's `tokens`, quizzes fall back on their own colours. When it is `recorded`, answers go into the
    learner's journal, as those of the module `a1`.
    """
    shutil.copytree(SCRIPTS, folder / "quiz", dirs_exist_ok=True)
    shutil.copytree(SCRIPTS.parent / "learner", folder / "learner", dirs_exist_ok=True)
    (folder / "tokens.css").write_text(TOKENS.read_text("utf-8") if tokens else "", encoding="utf-8")
    (folder / "page.css").write_text(PAGE_CSS, encoding="utf-8")
    (folder / "favicon.ico").write_bytes(b"")
    body = "\n".join(render_quiz(each, language, to_inline, to_block, goals=GOALS) for each in quizzes)
    if recorded:
        body += recorder("quiz", language)
    (folder / name).write_text(PAGE.format(language=language, scheme=scheme, body=body), encoding="utf-8")


def recorder(kind: str, language: str = "fr", **more: object) -> str:
    """What makes a page's events go into the journal: the page's word of itself, and the script."""
    told = {
        "course": "parcours",
        "kind": kind,
        "language": language,
        "module": "a1",
        "lesson": None,
        "exercise": None,
        "kept": "kept.html",
        "words": words_of(kind, language),
        **more,
    }
    data = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    script = '<script type="module" src="learner/learner.js"></script>'
    return f'\n<script type="application/json" id="pc-learner">{data}</script>\n{script}'


PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Quiz</title>
<link rel="stylesheet" href="tokens.css">
<link rel="stylesheet" href="page.css">
<link rel="stylesheet" href="quiz/answering.css">
<link rel="stylesheet" href="quiz/quiz.css">
<script type="module" src="quiz/quiz.js"></script>
</head>
<body data-md-color-scheme="{scheme}">
<main>
<h1>Quiz</h1>
{body}
</main>
</body>
</html>
"""
PAGE_CSS = """
body { margin: 0; font: 1rem/1.5 sans-serif; color: var(--pc-ink, #22262b); background: var(--pc-paper, #fffdf8); }
body[data-md-color-scheme="slate"] { color: var(--pc-ink, #ece8df); background: var(--pc-paper, #1b1e23); }
main { max-width: 46rem; margin: 0 auto; padding: 1rem; }
"""
