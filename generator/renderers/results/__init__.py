"""The report of a class: one page that opens anywhere, and two tables for a spreadsheet.

Lives here: their making from numbers (see `generator.results`). May not live here: counting, reading what learners
handed over, writing files. Nothing in the page speaks of one person: that is the tables' part, by random number.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from generator.model import Result, Tree, Variant
from generator.renderers.results.page import render_page
from generator.renderers.results.tables import per_person, summary
from generator.results import Class

NAMES = {"fr": ("resultats.html", "resultats.csv", "resultats-synthese.csv"),
         "en": ("results.html", "results.csv", "results-summary.csv")}  # fmt: skip
"""The page, the table of answers, the table of counts, in each language."""


def render(group: Class, results: Sequence[Result], variant: Variant, version: str, look: Tree) -> Tree:
    """The files of a report.

    Args:
        group: the class in numbers.
        results: what it was made from, for the table of answers, which a small class does not get.
        variant: gives the questions and the language.
        version: of the course.
        look: the site's look, for colours and typeface.
    """
    page, answers, counts = map(PurePosixPath, NAMES[variant.language])
    tree = {page: render_page(group, variant, version, look), counts: summary(group, variant)}
    if not group.few:
        tree[answers] = per_person(results, variant)
    return tree
