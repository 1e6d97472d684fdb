"""Draws the small file `data/map.json` from the official division kept with the course.

Lives here: the count of groupings by kind, the four groupings the module compares, the communes in no grouping. Run
`python exercises/networks/survey.py` after `parcours territories refresh`; a test compares the file with this program.
The notebook reads the file only: this program stays in the repository.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
DIVISION: Final = HERE.parents[1] / "course" / "territories" / "division.json.gz"
TARGET: Final = HERE / "data" / "map.json"

PROVENANCE: Final = (
    "INSEE (COG, legal populations) and DGCL (Banatic), through @etalab/decoupage-administratif 6.0.0, epci.json and"
    " communes.json: boundaries of 2026; members of groupings with their municipal populations of 2022 (2017 in"
    " Mayotte); communes in no grouping with that of 2023. Computed by exercises/networks/survey.py from"
    " course/territories/division.json.gz. Data under Licence Ouverte 2.0."
)
KINDS: Final = ("cc", "ca", "cu", "metropole", "lyon")
CASES: Final = {
    "dijon": ("242100410", "Dijon Métropole"),
    "angers": ("244900015", "Angers Loire Métropole"),
    "clermont": ("246300701", "Clermont Auvergne Métropole"),
    "mulhouse": ("200066009", "Mulhouse Alsace Agglomération"),
}
"""The groupings the module compares: those of the article of 2017, and Angers, whose smallest commune has 119 people."""
OVERSEAS: Final = ("97", "98")


def members_of(packed: Sequence[Any]) -> Iterator[tuple[str, int]]:
    """INSEE code and municipal population of a grouping's members, packed as code, municipal, total in turn."""
    return zip(packed[::3], (municipal or 0 for municipal in packed[1::3]), strict=True)


def kind_of(groupings: Sequence[Sequence[int]], family: Sequence[Sequence[int]]) -> dict[str, float]:
    """What is said of the groupings of one kind, from the populations of their communes; medians are those of `family`."""
    pairs = [(people, sum(people)) for people in family]
    effective = [total**2 / sum(each**2 for each in people) for people, total in pairs]
    return {
        "groupings": len(groupings),
        "communes": sum(len(people) for people in groupings),
        "population": sum(sum(people) for people in groupings),
        "median_centre": round(median(max(people) / total for people, total in pairs), 6),
        "median_effective": round(median(effective), 6),
    }


def outside(division: Mapping[str, Any]) -> dict[str, Any]:
    """Communes and places that the list puts in no grouping: the islands by name, the rest by collectivity."""
    members = {code for *_, packed in division["groupings"] for code, _ in members_of(packed)}
    alone = [row for rows in division["communes"].values() for row in rows if row[0] not in members]
    far = Counter(row[0][:3] for row in alone if row[0].startswith(OVERSEAS))
    near = [row for row in alone if not row[0].startswith(OVERSEAS)]
    return {
        "islands": [
            {"insee": row[0], "name": row[1], "municipal": row[5]}
            for row in sorted(near, key=lambda r: -r[5])
        ],
        "overseas": [
            {"code": code, "name": division["departments"][code][0], "places": count}
            for code, count in sorted(far.items(), key=lambda pair: (-pair[1], pair[0]))
        ],
        "without_population": sum(row[5] is None for row in alone),
    }


def survey(path: Path = DIVISION) -> dict[str, Any]:
    """The whole file, from the division at `path`."""
    with gzip.open(path, "rt", encoding="utf-8") as text:
        division = json.load(text)
    names = {row[0]: row[1] for rows in division["communes"].values() for row in rows}
    found = {siren: (kind, packed) for siren, _, kind, packed in division["groupings"]}
    of_kind = {
        kind: [[n for _, n in members_of(p)] for k, p in found.values() if k == kind] for kind in KINDS
    }
    peers = of_kind["metropole"] + of_kind["lyon"]
    families = of_kind | {"metropole": peers, "lyon": peers}
    cases = {}
    for case, (siren, name) in CASES.items():
        kind, packed = found[siren]
        members = [[names[code], municipal] for code, municipal in members_of(packed)]
        cases[case] = {
            "code": siren,
            "name": name,
            "kind": kind,
            "members": sorted(members, key=lambda m: (-m[1], m[0])),
        }
    return {
        "provenance": PROVENANCE,
        "vintage": division["years"]["groupings"],
        "boundaries": division["years"]["boundaries"],
        "communes": len(names),
        "establishments": len(division["establishments"]),
        "kinds": {kind: kind_of(those, families[kind]) for kind, those in of_kind.items()},
        "cases": cases,
        "outside": outside(division),
    }


def written(found: Mapping[str, Any]) -> str:
    """The file's text."""
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    TARGET.write_text(written(survey()), encoding="utf-8")
