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

_MODEL = '''\
"""What a service costs in a year. Change this model first, then the notebooks: they only call it.

Standard library only, no clock, no chance without a seed; each function says its units and where its formula is from.
"""

from __future__ import annotations


def cost(units: float, price: float) -> float:
    """Euros a year.

    Args:
        units: how many there are.
        price: euros a year for one of them.
    """
    return units * price


def saving(before: float, after: float) -> float:
    """The part that is saved, from 0 to 1."""
    return (before - after) / before if before else 0.0
'''

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
```

## $choose

$explain

```{code-cell} python
:name: c-service
:tags: [parameters]
# @markdown $units
units = 100  # @param {type:"slider", min:10, max:1000, step:10}
# @markdown $price
price = 45.0  # @param {type:"number", min:1, max:500}
```

```{code-cell} python
:name: c-cost
before = $slug.cost(units, price)
after = $slug.cost(units, price * 0.7)
atelier.table(
    title="$table",
    columns=["$case", "$euros"],
    rows=[
        ["$today", atelier.number(before, 0)],
        ["$project", atelier.number(after, 0)],
    ],
    source="$source",
)
```

## $question

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
    worked=f"({atelier.number(before, 0)} − {atelier.number(after, 0)}) ÷ {atelier.number(before, 0)}",
)
```

```{code-cell} python
:name: s-saving
:tags: [solution]
answer = 100 * $slug.saving(before, after)
wrong = [100 * after / before, before - after, 0]
```

## $limits

$leaves
""")

_WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "title": "Combien économise le projet ?",
        "summary": "Une phrase : ce que la personne aura calculé pour décider.",
        "opening": "Ouvrez sur la décision à prendre, en deux phrases, avec une commune inventée ou des données citées.",
        "choose": "Les hypothèses",
        "explain": "Dites ce que chaque réglage change, et où trouver le chiffre de sa commune.",
        "units": "Nombre d'équipements",
        "price": "Euros par an pour un équipement",
        "table": "Combien coûte le service par an ?",
        "case": "Choix",
        "euros": "Euros par an",
        "today": "Aujourd'hui",
        "project": "Avec le projet",
        "source": "calcul du modèle, avec vos réglages",
        "question": "Question 1",
        "ask": "Quelle part du coût le projet fait-il économiser ?",
        "left": "C'est la part qui reste, pas celle qu'on économise.",
        "difference": "C'est une somme en euros. On demande une part, en pour cent.",
        "hint": "Comparez les deux lignes du tableau.",
        "second": "(aujourd'hui − avec le projet) ÷ aujourd'hui",
        "limits": "Ce que ce modèle laisse de côté",
        "leaves": "Nommez ce qui compte et que le calcul ignore : trois points suffisent.",
    },
    "en": {
        "title": "How much does the project save?",
        "summary": "One sentence: what people will have computed in order to decide.",
        "opening": "Open on the decision to take, in two sentences, with an invented commune or data whose source is named.",
        "choose": "What we assume",
        "explain": "Say what each setting changes, and where to find the figure of one's own commune.",
        "units": "How many devices",
        "price": "Euros a year for one device",
        "table": "What does the service cost in a year?",
        "case": "Choice",
        "euros": "Euros a year",
        "today": "Today",
        "project": "With the project",
        "source": "computed by the model, with your settings",
        "question": "Question 1",
        "ask": "What part of the cost does the project save?",
        "left": "That is the part that remains, not the part that is saved.",
        "difference": "That is an amount in euros. The question asks for a part, in per cent.",
        "hint": "Compare the two rows of the table.",
        "second": "(today − with the project) ÷ today",
        "limits": "What this model leaves out",
        "leaves": "Name what counts and is not computed: three points are enough.",
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
        text = _NOTEBOOK.substitute(_WORDS[lang], slug=slug, lang=lang, digest=digest)
        files[f"{folder}/notebook.{lang}.md"] = text
        digest = digest or texts.digest(text)
    files[f"course/{owner.slug}/module.yml"] = with_more_minutes(project, owner, MINUTES)
    return Scaffold(files)
