"""Scaffold of an exercise: a model and a notebook in every language that pass `check` at once.

Lives here: what a new exercise says and computes: a small example to change piece by piece. The rest of the scaffolds
are in `scaffold`, whose habits hold here too.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from string import Template

from generator import texts
from generator.building.faults import OperatorError
from generator.building.scaffold import Scaffold, flow, module_named, with_more_minutes
from generator.model import Course

MINUTES = 12
_SLUG = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")

_YML = Template("""\
# The id never changes: learners' answers hang on it. What each field means: docs/formats/exercise.md.
id: $id
module: $module
title: $title
summary: $summary
minutes: $minutes
objectives: [$objective]
# Every file of data/ stands here with its source (an id of references.yml) and its licence:
#   - {file: lamps.csv, source: some-source, licence: "Licence Ouverte 2.0"}
data: []
""")

_MODEL = """\
\"\"\"What a service costs, and what a project saves. Change this model first, then the notebooks: they only call it.

Standard library only, no clock, no chance without a seed; each function says its units and where its formula is from.
\"\"\"

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

KEPT: Mapping[str, float] = {"replace": 0.7, "adjust": 0.85}
\"\"\"Part of the cost that each project leaves, from 0 to 1: an assumption of this example.\"\"\"
UPKEEP = 0.1
\"\"\"What upkeep adds to the cost, as a part of it: an assumption too.\"\"\"


def cost(units: int, price: float, *, upkeep: bool) -> float:
    \"\"\"Euros a year.

    Args:
        units: how many devices there are.
        price: euros a year for one of them.
        upkeep: whether their upkeep counts.
    \"\"\"
    return units * price * (1 + UPKEEP if upkeep else 1)


def saving(before: float, after: float) -> float:
    \"\"\"The part that is saved, from 0 to 1.\"\"\"
    return (before - after) / before if before else 0.0


def cheapest() -> str:
    \"\"\"The project that leaves the least to pay.\"\"\"
    return min(KEPT, key=lambda name: KEPT[name])


def last_year(start: str, years: int) -> int:
    \"\"\"The year in which a contract ends that begins on the day `start` (2027-01-01).\"\"\"
    return date.fromisoformat(start).year + years
"""

_NOTEBOOK = Template("""\
---
jupytext: {text_representation: {format_name: myst}}
kernelspec: {name: python3, display_name: Python 3, language: python}
source_digest: "$digest"
---

# $title

$opening

```{code-cell} python
:name: c-setup
:tags: [setup]
import atelier
import $slug

atelier.speak("$lang")
PROJECTS = {"$replace": "replace", "$adjust": "adjust"}
SOURCE = "$source"
```

## $choose

$explain

```{code-cell} python
:name: c-service
:tags: [parameters]
# @markdown $place
place = "Valbourg"  # @param {type:"string"}
# @markdown $units
units = 100  # @param {type:"slider", min:10, max:1000, step:10}
# @markdown $price
price = 45.0  # @param {type:"number", min:1, max:500}
# @markdown $upkeep
upkeep = True  # @param {type:"boolean"}
```

```{code-cell} python
:name: c-project
:tags: [parameters]
# @markdown $project
project = "$replace"  # @param ["$replace", "$adjust"]
# @markdown $start
start = "2027-01-01"  # @param {type:"date"}
# @markdown $years
years = 8  # @param {type:"integer", min:1, max:30}
```

```{code-cell} python
:name: c-cost
before = $slug.cost(units, price, upkeep=upkeep)
after = before * $slug.KEPT[PROJECTS[project]]
atelier.table(
    f"$table",
    ["$case", "$euros", "$whole"],
    [
        ["$today", atelier.number(before), atelier.number(years * before)],
        [project, atelier.number(after), atelier.number(years * after)],
    ],
    source=SOURCE,
    note=f"$until",
    highlight=[project],
)
```

```{code-cell} python
:name: c-chart
atelier.bars(
    "$chart",
    {"$today": before} | {name: before * $slug.KEPT[key] for name, key in PROJECTS.items()},
    unit="$unit",
    source=SOURCE,
    highlight=[project],
)
```

## Question 1

$ask

```{code-cell} python
:name: q-saving
:tags: [question]
answer = None  # @param {type:"number"}
atelier.check_number(
    answer,
    expected=100 * $slug.saving(before, after),
    tolerance=0.5,
    unit="%",
    mistakes=[
        (100 * after / before, "$left"),
        (before - after, "$difference"),
    ],
    hints=["$hint", "$second"],
    worked=f"({atelier.number(before)} − {atelier.number(after)}) ÷ {atelier.number(before)} = {atelier.percent($slug.saving(before, after), 1)}.",
)
```

```{code-cell} python
:name: s-saving
:tags: [solution]
answer = 100 * $slug.saving(before, after)
wrong = [100 * after / before, before - after, 0]
```

## Question 2

$which

```{code-cell} python
:name: q-project
:tags: [question]
answer = None  # @param {type:"string"}
atelier.check_choice(
    answer,
    choices={"replace": "$replace", "adjust": "$adjust", "none": "$today"},
    expected=$slug.cheapest(),
    feedback={"adjust": "$lighter", "none": "$nothing"},
    hints=["$look"],
    worked="$shortest",
)
```

```{code-cell} python
:name: s-project
:tags: [solution]
answer = $slug.cheapest()
wrong = ["adjust", "none", "$adjust"]
```

## Question 3

$sort

```{code-cell} python
:name: q-steps
:tags: [question]
answer = None  # @param {type:"string"}
atelier.check_order(
    answer,
    expected=["count", "bill", "compare"],
    steps={"count": "$count", "bill": "$bill", "compare": "$compare"},
    hints=["$before"],
    worked="$because",
)
```

```{code-cell} python
:name: s-steps
:tags: [solution]
answer = ["count", "bill", "compare"]
wrong = [["compare", "bill", "count"], ["bill", "count", "compare"], ["count", "compare", "bill"]]
```

## $limits

$leaves
""")

_WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "title": "Combien économise le projet ?",
        "summary": "Calculez ce qu'un projet économise par an, et ce qu'il faut savoir avant de le voter.",
        "opening": "Ce soir, le conseil de Valbourg choisit entre deux projets pour le même service. Combien chacun "
        "économise-t-il ?\n\nValbourg est une commune inventée : mettez à sa place les nombres de la vôtre.",
        "choose": "Le service et le projet",
        "explain": "Le nombre d'équipements est dans l'inventaire de la commune, le prix sur une facture. "
        "Changez un réglage à la fois, et regardez ce qui bouge.",
        "place": "Votre commune",
        "units": "Nombre d'équipements",
        "price": "Prix d'un équipement (€ par an)",
        "upkeep": "Compter l'entretien",
        "project": "Projet",
        "start": "Début du contrat",
        "years": "Durée du contrat (années)",
        "replace": "Remplacer",
        "adjust": "Régler",
        "table": "{place} : combien coûte le service ?",
        "case": "Choix",
        "euros": "€ par an",
        "whole": "€ sur le contrat",
        "today": "Ne rien faire",
        "until": "Jusqu'en {$slug.last_year(start, years)}.",
        "chart": "Que reste-t-il à payer par an ?",
        "unit": "€ par an",
        "source": "calcul du modèle, avec vos réglages",
        "ask": "Quelle part du coût votre projet fait-il économiser ?",
        "left": "C'est la part qui reste, pas celle qu'on économise.",
        "difference": "C'est une somme en euros. On demande une part, en pour cent.",
        "hint": "Comparez les deux lignes du tableau.",
        "second": "(ne rien faire − projet) ÷ ne rien faire × 100",
        "which": "Quel choix laisse le moins à payer ?",
        "lighter": "Régler économise moins : essayez les deux projets.",
        "nothing": "Ne rien faire n'économise rien : c'est la barre la plus longue.",
        "look": "Cherchez la barre la plus courte du diagramme.",
        "shortest": "La barre la plus courte est celle de l'équipement remplacé.",
        "sort": "Dans quel ordre s'y prendre, avant le vote ?",
        "count": "Compter les équipements",
        "bill": "Lire une facture",
        "compare": "Comparer les projets",
        "before": "On ne compare que ce que l'on a compté.",
        "because": "Combien d'équipements, à quel prix, puis quel projet.",
        "limits": "Ce que ce modèle laisse de côté",
        "leaves": "- Ce que coûte le projet lui-même.\n- Les prix qui changent d'une année à l'autre.\n"
        "- Ce que le service apporte aux habitants : il se discute, et ne se calcule pas ici.",
    },
    "en": {
        "title": "How much does the project save?",
        "summary": "Compute what a project saves in a year, and what to know before voting on it.",
        "opening": "Tonight the council of Valbourg chooses between two projects for the same service. How much does "
        "each save?\n\nValbourg is an invented commune: put your own numbers in place of its own.",
        "choose": "The service and the project",
        "explain": "The number of devices is in the commune's inventory, the price is on a bill. "
        "Change one setting at a time and watch what moves.",
        "place": "Your commune",
        "units": "Number of devices",
        "price": "Price of a device (€ a year)",
        "upkeep": "Count the upkeep",
        "project": "Project",
        "start": "Start of the contract",
        "years": "Length of the contract (years)",
        "replace": "Replace",
        "adjust": "Adjust",
        "table": "{place}: how much does the service cost?",
        "case": "Choice",
        "euros": "€ a year",
        "whole": "€ over the contract",
        "today": "Do nothing",
        "until": "Until {$slug.last_year(start, years)}.",
        "chart": "What is left to pay each year?",
        "unit": "€ a year",
        "source": "computed by the model, with your settings",
        "ask": "What part of the cost does your project save?",
        "left": "That is the part that remains, not the part that is saved.",
        "difference": "That is an amount in euros. The question asks for a part, in per cent.",
        "hint": "Compare the two rows of the table.",
        "second": "(do nothing − project) ÷ do nothing × 100",
        "which": "Which choice leaves the least to pay?",
        "lighter": "Adjusting saves less: try both projects.",
        "nothing": "Doing nothing saves nothing: it is the longest bar.",
        "look": "Look for the shortest bar of the chart.",
        "shortest": "The shortest bar is that of the replaced devices.",
        "sort": "In which order would you go about it, before the vote?",
        "count": "Count the devices",
        "bill": "Read a bill",
        "compare": "Compare the projects",
        "before": "One only compares what one has counted.",
        "because": "How many devices, at what price, then which project.",
        "limits": "What this model leaves out",
        "leaves": "- What the project itself costs.\n- Prices that change from one year to the next.\n"
        "- What the service brings to people: it is discussed, and not computed here.",
    },
}


def new_exercise(project: Path, course: Course, module: str, slug: str) -> Scaffold:
    """An exercise of a module: its description, its model, a notebook per language; the module's minutes follow.

    Args:
        project: the project's folder.
        course: the course as read a moment ago.
        module: its id or its folder.
        slug: the folder, the model's name in Python and the address of the page.

    Raises:
        OperatorError: the name cannot be one, is taken, or the module does not exist.
    """
    if not _SLUG.fullmatch(slug) or len(slug) > 40 or slug in sys.stdlib_module_names or slug == "atelier":
        raise OperatorError(
            f"'{slug}' cannot be the name of an exercise",
            "notebooks import it: use lower case letters, digits and underscores, and no name that Python has already",
        )
    owner = module_named(course, module)
    folder = f"exercises/{slug}"
    if (project / folder).exists():
        raise OperatorError(f"'{folder}' already exists", "choose another name")
    name = f"{owner.id}-{slug.replace('_', '-')}"
    if name in course.exercises:
        raise OperatorError(
            f"The exercise '{name}' already exists", f"see {course.exercises[name].place.path}"
        )
    description = _YML.substitute(
        id=name,
        module=owner.id,
        title=flow({lang: _WORDS[lang]["title"] for lang in course.languages}),
        summary=flow({lang: _WORDS[lang]["summary"] for lang in course.languages}),
        minutes=MINUTES,
        objective=owner.objectives[0].id,
    )
    files = {f"{folder}/exercise.yml": description, f"{folder}/{slug}.py": _MODEL}
    digest = ""
    for lang in course.languages:
        words = {name: text.replace("$slug", slug) for name, text in _WORDS[lang].items()}
        text = _NOTEBOOK.substitute(words, slug=slug, lang=lang, digest=digest)
        files[f"{folder}/notebook.{lang}.md"] = text
        digest = digest or texts.digest(text)
    files[f"course/{owner.slug}/module.yml"] = with_more_minutes(project, owner, MINUTES)
    return Scaffold(files)
