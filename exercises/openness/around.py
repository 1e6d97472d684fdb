"""Makes `data/latest.json` again: the communes that their latest population alone puts across a threshold.

Lives here: a program for the repository, run after the official division was made again; no learner gets it.

    python exercises/openness/around.py
"""

from __future__ import annotations

import json
from pathlib import Path

from openness import COMMUNE, RULES

from generator.reading.division import read_division

HERE = Path(__file__).parent
THRESHOLDS = sorted({rule.population for rule in RULES if COMMUNE in rule.kinds and rule.population})


def across(root: Path) -> dict[str, int]:
    """INSEE code → latest municipal population, for the communes it matters to, in the order of the codes."""
    found: dict[str, int] = {}
    division = read_division(root)
    if division is None:
        raise FileNotFoundError("the course has no official division")
    for commune in division.communes:
        figures = [figure for figure in (commune.municipal, commune.total) if figure is not None]
        for threshold in THRESHOLDS:
            sides = {figure >= threshold for figure in figures}
            if len(sides) == 1 and commune.latest is not None and {commune.latest >= threshold} != sides:
                found[commune.insee] = commune.latest
    return dict(sorted(found.items()))


def text(latest: dict[str, int]) -> str:
    """The file, one commune a line."""
    return json.dumps(latest, indent=1) + "\n"


if __name__ == "__main__":
    (HERE / "data" / "latest.json").write_text(text(across(HERE.parents[1])), encoding="utf-8")
