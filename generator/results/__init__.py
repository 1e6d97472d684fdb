"""What results that learners handed over say together: counts, shares, the misconceptions to address first.

Lives here: pure numbers over results as read and the questions of one variant of the course: the statistics of a class,
as `territories` holds what is said of a place. It stands above `model` and knows nothing else of the house, so that a
page, a table or a terminal may show the same numbers. May not live here: reading what was handed over (see `reading`),
HTML, CSV and sentences (see `renderers.results`).
"""

from generator.results.counts import FEW, Class, ModuleCount, QuestionCount, count_results
from generator.results.misconceptions import Misconception, first_to_address

__all__ = [
    "FEW",
    "Class",
    "Misconception",
    "ModuleCount",
    "QuestionCount",
    "count_results",
    "first_to_address",
]
