"""The few verbs of the exercises' notebooks: show a table or a chart, ask, check.

Pure Python, standard library only: the same in Jupyter, in JupyterLite and in the page of a lesson.

Speaking: `speak`, `number`, `percent`, `euros`.
Showing: `table`, `bars`, `line`, `tornado`, `say`, `show`. The last expression of a cell shows by itself.
Asking: `check_number`, `check_choice`, `check_choices`, `check_text`, `check_order`; `reset` forgets the tries.
Solving: `apart`, `mistaken` give the wrong answers that a question is tried with.
"""

from .answers import check_choice, check_choices, check_number, check_order, check_text
from .charts import Chart, bars, tornado
from .display import say, show
from .lines import line
from .speech import euros, number, percent, speak
from .tables import Table, table
from .typical import apart, mistaken
from .verdicts import Verdict, reset

__all__ = [
    "Chart",
    "Table",
    "Verdict",
    "apart",
    "bars",
    "check_choice",
    "check_choices",
    "check_number",
    "check_order",
    "check_text",
    "euros",
    "line",
    "mistaken",
    "number",
    "percent",
    "reset",
    "say",
    "show",
    "speak",
    "table",
    "tornado",
]
