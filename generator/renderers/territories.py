"""What the browser needs to speak of the learner's territory: the list of all of them, and one small file for each.

Lives here: the files of `/territories/`. May not live here: the texts in them (see `generator.territories`), the page's
script (see `generator/browser/territory/`).
One file holds a grouping and its communes, so that a learner's request names the grouping at most, to the site itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any

from generator.model import Commune, Gazetteer, Obligation, Tree
from generator.renderers.common import addresses
from generator.territories.facts import Country
from generator.territories.publication import published_commune, published_grouping, published_law

INDEX = "index.json"
LAW = "law.json"


def render(division: Gazetteer, languages: Sequence[str], country: Country) -> Tree:
    """Every file of `/territories/`, by its path in that folder.

    Args:
        division: the official division of the country.
        languages: those of the site.
        country: what the facts of one place need of the others.

    Returns:
        The index, one file for each grouping (by its SIREN) and for each commune in none (by its
        INSEE code).
    """
    members: dict[str, list[Commune]] = {}
    for commune in division.communes:
        members.setdefault(commune.grouping, []).append(commune)
    tree = {PurePosixPath(INDEX): index(division)}
    for grouping in division.groupings:
        made = published_grouping(grouping, members[grouping.siren], languages, country)
        tree[PurePosixPath(f"{grouping.siren}.json")] = _json(made)
    for commune in members.get("", ()):
        tree[PurePosixPath(f"{commune.insee}.json")] = _json(published_commune(commune, languages, country))
    return tree


def law(obligations: Iterable[Obligation], languages: Sequence[str]) -> Tree:
    """What the page « Mon territoire » needs to judge again when staff is typed; nothing without obligations."""
    those = tuple(obligations)
    return (
        {PurePosixPath(addresses.TERRITORIES, LAW): _json(published_law(those, languages))} if those else {}
    )


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def index(division: Gazetteer) -> bytes:
    """Every grouping and every commune, the most populated first, as lines of fields between bars.

    Returns:
        JSON: `departments` (code → name), `groupings` (SIREN, name, kind, code of the first département, number of
        communes), `communes` (INSEE code, name, line of the grouping from 0 or nothing, postal codes). Lines rather
        than lists of lists: a third smaller, and split faster than they would be parsed.
    """
    groupings = sorted(division.groupings, key=lambda g: (-g.population, g.siren))
    at = {grouping.siren: number for number, grouping in enumerate(groupings)}
    communes = sorted(division.communes, key=lambda c: (-(c.municipal or 0), c.insee))
    departments = {c.department_code: c.department for c in communes}
    content = {
        "departments": dict(sorted(departments.items())),
        "groupings": "\n".join(
            "|".join([g.siren, g.name, "metropole" if g.kind == "lyon" else g.kind, g.departments[0], str(len(g.members))])
            for g in groupings
        ),
        "communes": "\n".join(
            "|".join([c.insee, c.name, str(at.get(c.grouping, "")), " ".join(c.postal_codes)]) for c in communes
        ),
    }  # fmt: skip
    return _json(content)
