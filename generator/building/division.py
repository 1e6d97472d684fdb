"""The extract of the official division of France, made from the npm package that gathers it.

Lives here: what is kept of `@etalab/decoupage-administratif`, in which order, and what is said of where it comes from.
`reading.division` understands what is written here. Same package, same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.building.faults import OperatorError, told_plainly
from generator.building.files import write_file
from generator.reading.division import DIVISION, KINDS, TAKEN_FROM
from generator.reading.division_file import FORMAT, DivisionError, understood, unpacked

PACKAGE = "@etalab/decoupage-administratif"
PROVENANCE = "course/territories/PROVENANCE.md"
_FILES = ("communes", "departements", "ept", "epci", "regions")


@dataclass(frozen=True, slots=True)
class Years:
    """What the figures of one version of the package stand for; the package does not hold it as data.

    Attributes:
        boundaries: year of the division.
        groupings: year of the populations in `epci.json`.
        communes: year of the population in `communes.json`.
        apart: départements whose figures have other years, as (groupings, communes); empty when not said.
    """

    boundaries: str
    groupings: str
    communes: str
    apart: Mapping[str, tuple[str, str]]


# How the years were found, so that the next version can be added the same way.
# communes.json: the package's README names the page of INSEE it was taken from, no. 8680726, « populations de référence
#   2023 » (in force on 1 January 2026); Mayotte: census of 2017 (same README), collectivities of the Pacific: their own
#   censuses, whose years neither the README nor the file gives.
# epci.json: its populations are columns of DGCL's list of members. They equal those of communes.json in the package of
#   the year before (4.1.0) in 34,816 of 34,863 communes, the others being merged or divided since: populations de
#   référence 2022 (in force on 1 January 2025). Dijon: 159,941 in 2022, 161,830 in 2023.
_YEARS: Mapping[str, Years] = {
    "6.0.0": Years(
        boundaries="2026",
        groupings="2022",
        communes="2023",
        apart={"976": ("2017", "2017"), "986": ("", ""), "987": ("", ""), "988": ("", "")},
    )
}


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did. `changed` holds the paths that were written, relative to the project."""

    version: str
    communes: int
    groupings: int
    size: int
    changed: tuple[str, ...]


def refresh(root: Path, source: Path | None = None) -> Refreshed:
    """Make the extract of a project again, with the paper that says where it comes from.

    Args:
        root: folder of the project.
        source: folder of the package; the one in `node_modules` when left out.

    Raises:
        OperatorError: the package is absent, of a version whose years are not known, or not of the shape it had.
    """
    folder = source or root / "node_modules" / PACKAGE
    version, raw = _package(folder)
    years = _YEARS.get(version)
    if years is None:
        raise OperatorError(
            f"the years of the populations in {PACKAGE} {version} are not known",
            f"read its README, and add them to _YEARS in generator/building/division.py (known: {', '.join(_YEARS)})",
        )
    try:
        made = extract({name: json.loads(text) for name, text in raw.items()}, version, years)
        text = _sound_lines(made)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, DivisionError) as error:
        raise OperatorError(
            f"the files of {folder} are not those of {PACKAGE} {version}: {type(error).__name__}: {error}",
            "bring the package again: npm ci --ignore-scripts",
        ) from error
    # What is compressed differs from one machine to another: an extract that says the same is left alone.
    packed = gzip.compress(text, 9, mtime=0) if _holds(root / DIVISION) != text else b""
    paper = _paper(version, years, raw, made).encode()
    files = {DIVISION: packed, PROVENANCE: paper}
    changed = tuple(path for path, content in files.items() if content and _put(root / path, content))
    communes = sum(len(rows) for rows in made["communes"].values())
    return Refreshed(version, communes, len(made["groupings"]), (root / DIVISION).stat().st_size, changed)


def _package(folder: Path) -> tuple[str, dict[str, bytes]]:
    try:
        version = str(json.loads((folder / "package.json").read_bytes())["version"])
        return version, {name: (folder / "data" / f"{name}.json").read_bytes() for name in _FILES}
    except OSError as error:
        raise OperatorError(
            f"the package {PACKAGE} is not in {folder}", "bring it: make runtime (or npm ci --ignore-scripts)"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise OperatorError(
            f"{folder / 'package.json'} is not that of a package", "bring it again: npm ci --ignore-scripts"
        ) from error


def _holds(path: Path) -> bytes:
    """What the extract on the disk says; nothing when there is none that can be understood."""
    try:
        return unpacked(path.read_bytes())
    except (OSError, DivisionError):
        return b""


def _put(path: Path, content: bytes) -> bool:
    with told_plainly(path):
        if path.is_file() and path.read_bytes() == content:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, content)
    return True


# --- what is kept -----------------------------------------------------------------------------------

Rows = Sequence[Mapping[str, Any]]


def extract(data: Mapping[str, Rows], version: str, years: Years) -> dict[str, Any]:
    """The extract as plain values, ready to be written; `reading.division` says what each field is."""
    current = [row for row in data["communes"] if row["type"] == "commune-actuelle"]
    by_department: dict[str, list[list[Any]]] = {}
    for row in sorted(current, key=lambda row: str(row["code"])):
        by_department.setdefault(row["departement"], []).append(_commune(row))
    return {
        "format": FORMAT,
        "source": {"package": PACKAGE, "version": version},
        "reference": TAKEN_FROM,
        "years": {
            "boundaries": years.boundaries,
            "groupings": years.groupings,
            "communes": years.communes,
            "apart": {code: list(both) for code, both in sorted(years.apart.items())},
        },
        "regions": {row["code"]: row["nom"] for row in data["regions"]},
        "departments": {
            row["code"]: [row["nom"], row["region"], row["typeLiaison"]] for row in data["departements"]
        },
        "communes": by_department,
        "groupings": [_grouping(row) for row in sorted(data["epci"], key=lambda row: str(row["code"]))],
        "establishments": [
            _establishment(row) for row in sorted(data["ept"], key=lambda row: str(row["code"]))
        ],
        "former": _former(data["communes"], current),
    }


def _commune(row: Mapping[str, Any]) -> list[Any]:
    codes = " ".join(row.get("codesPostaux", ()))
    return [
        row["code"],
        row["nom"],
        row.get("typeLiaison"),
        row.get("siren", ""),
        codes,
        row.get("population"),
    ]


def _grouping(row: Mapping[str, Any]) -> list[Any]:
    members = sorted(row["membres"], key=lambda member: str(member["code"]))
    figures = [
        value
        for member in members
        for value in (member["code"], int(member["populationMunicipale"]), int(member["populationTotale"]))
    ]
    return [row["code"], row["nom"], KINDS[row["type"]], figures]


def _establishment(row: Mapping[str, Any]) -> list[Any]:
    return [row["code"], row["nom"], sorted(member["code"] for member in row["membres"])]


def _former(rows: Rows, current: Rows) -> list[list[Any]]:
    """[code, name, code of the commune today, is it a district], in order; names that share today's code are kept."""
    out: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        now = row.get("chefLieu") or row.get("commune")
        if row["type"] != "commune-actuelle":
            district = row["type"] == "arrondissement-municipal"
            out[row["code"], row["nom"]] = [row["code"], row["nom"], now, int(district)]
    named = {code for code, _ in out}
    for row in current:
        for code in row.get("anciensCodes", ()):
            if code not in named:
                out[code, ""] = [code, "", row["code"], 0]
    return [out[key] for key in sorted(out)]


# --- how it is written ------------------------------------------------------------------------------


def _sound_lines(made: Mapping[str, Any]) -> bytes:
    """The extract as it is written, once it is sure that it can be read; `DivisionError` or `ValueError` if not."""
    text = _lines(made)
    if not understood(text)["communes"] or not made["groupings"]:
        raise ValueError("no commune, or no grouping")
    return text


def _lines(made: Mapping[str, Any]) -> bytes:
    """JSON with one row of a list or table on each line: a change of one commune is a change of one line."""
    parts = []
    for name, value in made.items():
        if isinstance(value, dict) and name == "communes":
            tables = [f"{_json(code)}:[\n{_rows(rows)}\n]" for code, rows in value.items()]
            parts.append(f"{_json(name)}:{{\n" + ",\n".join(tables) + "\n}")
        elif isinstance(value, list):
            parts.append(f"{_json(name)}:[\n{_rows(value)}\n]")
        else:
            parts.append(f"{_json(name)}:{_json(value)}")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _rows(rows: Sequence[Any]) -> str:
    return ",\n".join(_json(row) for row in rows)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _paper(version: str, years: Years, raw: Mapping[str, bytes], made: Mapping[str, Any]) -> str:
    digests = "\n".join(
        f"| `data/{name}.json` | {hashlib.sha256(content).hexdigest()} |"
        for name, content in sorted(raw.items())
    )
    rows = [row for rows in made["communes"].values() for row in rows]
    communes, empty, unknown = len(rows), [r for r in rows if r[5] == 0], [r[1] for r in rows if r[5] is None]
    return f"""# Where the official division comes from

`division.json.gz` is a reduced copy of the official division of France: {communes:,} communes, {len(made["groupings"]):,} groupings
with their members and populations, {len(made["establishments"])} « établissements publics territoriaux » of Grand Paris, {len(made["former"]):,} former communes
and districts with the commune they are part of today. Made by `parcours territories refresh`, which writes this page
too; nothing in it is typed by hand.

| | |
|---|---|
| Producers | INSEE (Code officiel géographique, legal populations) · DGCL, Banatic (list of groupings and their members) · La Poste (postal codes) |
| Gathered by | npm package `{PACKAGE}` {version} (its code: MIT) |
| Licence of the data | Licence Ouverte 2.0 (Etalab): free reuse, with the producers and the date named |
| Boundaries | {years.boundaries} |

## Which year each figure stands for

A legal population stands for 1 January of a year, and comes into force three years later. The package holds two of
them, which no sum may mix:

| figure | source | stands for 1 January | in force |
|---|---|---|---|
| municipal and total population of the members of a grouping | `epci.json` | {years.groupings} | {int(years.groupings) + 3} |
| latest municipal population of every commune | `communes.json` | {years.communes} | {int(years.communes) + 3} |
| both, in Mayotte (976) | both | 2017 | census of its own |
| communes of Wallis-et-Futuna, Polynésie française, Nouvelle-Calédonie | `communes.json` | not said by the package | censuses of their own |

Communes in no grouping only have the latest one. {len(empty)} communes destroyed in 1916 have no inhabitants; {len(unknown)} places
overseas that stand in the list have no population at all ({", ".join(unknown)}).

## Files it was made from

| file | SHA-256 |
|---|---|
{digests}
"""
