"""The official division of France: every commune, every grouping, from the extract kept in the project.

`parcours territories refresh` writes the extract (`building.division` says what is kept). Nothing is read before the
first question, and each part is made once: naming one territory costs the reading of the file, not 36,000 objects.

The file is JSON, with one row on each line; compressed, or plain beside it for small courses:

    communes        by département: [INSEE code, name, INSEE's code for the words before it, SIREN, postal codes,
                    latest municipal population]
    groupings       [SIREN, name in the official list, kind, [INSEE code, municipal, total population, …]]
    establishments  [SIREN, name, [INSEE codes]]: « établissements publics territoriaux », inside Grand Paris
    former          [retired code, name, INSEE code today, 1 for a district of Paris, Lyon or Marseille]
    departments     code: [name, region, INSEE's code for the words before it];  regions  code: name
    years           what the figures stand for; `apart` holds the départements with years of their own
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from generator import grammar
from generator.diagnostics import Place
from generator.model import Commune, Department, FormerCommune, Member, Territory

DIVISION = "course/territories/division.json.gz"
PLAIN_DIVISION = "course/territories/division.json"
FORMAT = 1
TAKEN_FROM = "etalab-decoupage-2026"
"""Id of the reference, in a course's sources, that the extract is cited as."""

KINDS: Mapping[str, str] = {
    "CC": "cc",
    "CA": "ca",
    "CU": "cu",
    "METRO": "metropole",
    "MET69": "lyon",
    "EPT": "ept",
}
"""Our word for each type of the official list."""

MAX_BYTES = 16_000_000
"""What a division may hold once unpacked; the whole of France takes 3 MB."""


class DivisionError(Exception):
    """The file is there and cannot be understood; the text says why, in one sentence."""


class Division:
    """The extract, read when it is first needed.

    Every question may raise `DivisionError` when the file cannot be understood. An absent file is an empty division.
    """

    def __init__(self, path: Path, name: str = DIVISION) -> None:
        """Keep where the extract is, and the name it is told by in diagnostics; nothing is read."""
        self.path = path
        self.name = name

    # --- questions ----------------------------------------------------------------------------------

    def commune(self, insee: str) -> Commune | None:
        """The commune of today that has this INSEE code."""
        row = self._rows.get(insee)
        return self._commune(row) if row else None

    def grouping(self, siren: str) -> Territory | None:
        """The grouping, or the « établissement public territorial », that has this SIREN."""
        row = self._groupings.get(siren) or self._establishments.get(siren)
        return self._grouping(row) if row else None

    def territory(self, code: str) -> Territory | None:
        """What an edition names: a grouping by its SIREN, a commune by its INSEE code.

        `None` when nothing has this code today, and for the few places whose population is not known.
        """
        commune = self.commune(code)
        if commune is None:
            return self.grouping(code)
        if commune.municipal is None:
            return None
        return Territory(
            siren=commune.siren, name=commune.name, kind="commune", vintage=commune.vintage,
            members=(Member(commune.insee, commune.name, commune.municipal, commune.total),),
            reference=self._reference, place=self._place, insee=commune.insee, official=commune.name,
            boundaries=self._years["boundaries"], departments=(commune.department_code,), grouping=commune.grouping,
        )  # fmt: skip

    def former(self, insee: str) -> FormerCommune | None:
        """What a retired code became part of; `None` for codes of today and codes the source does not know."""
        return None if insee in self._rows else next((f for f in self.formers if f.insee == insee), None)

    def department(self, code: str) -> Department | None:
        """A département by its code."""
        row = self._data["departments"].get(code)
        return Department(code, grammar.apostrophes(row[0]), self._region(row[1]), row[2]) if row else None

    @property
    def communes(self) -> Iterator[Commune]:
        """Every commune, in the order of the codes."""
        return (self._commune(row) for row in self._rows.values())

    @property
    def groupings(self) -> Iterator[Territory]:
        """Every grouping with its own taxes (and the métropole de Lyon), in the order of the SIREN."""
        return (self._grouping(row) for row in self._groupings.values())

    @property
    def establishments(self) -> Iterator[Territory]:
        """The « établissements publics territoriaux » of Grand Paris, whose communes are its members too."""
        return (self._grouping(row) for row in self._establishments.values())

    @cached_property
    def formers(self) -> tuple[FormerCommune, ...]:
        """Former communes and districts, in the order of the codes. Some share the code of the commune of today."""
        return tuple(
            FormerCommune(row[0], grammar.apostrophes(row[1]), row[2], bool(row[3]))
            for row in self._data["former"]
        )

    @property
    def codes(self) -> Iterator[str]:
        """Every code that an edition may name."""
        yield from self._groupings
        yield from self._establishments
        yield from (code for code, row in self._rows.items() if row[5] is not None)

    @property
    def source(self) -> str:
        """The package it was made from, with its version."""
        source = self._data["source"]
        return f"{source['package']} {source['version']}"

    # --- rows to nouns ------------------------------------------------------------------------------

    def _commune(self, row: list[Any]) -> Commune:
        insee, name, liaison, siren, postal_codes, latest = row
        department = self._department_of[insee]
        of_groupings, of_communes = self._years["apart"].get(
            department, (self._years["groupings"], self._years["communes"])
        )
        grouping, municipal, total = self._figures.get(insee, ("", latest, None))
        place = self._data["departments"][department]
        vintage = of_groupings if grouping else of_communes if latest is not None else ""
        return Commune(
            insee=insee, name=grammar.apostrophes(name), department=grammar.apostrophes(place[0]),
            region=self._region(place[1]), postal_codes=tuple(postal_codes.split()), grouping=grouping,
            municipal=municipal, total=total, vintage=vintage, siren=siren,
            department_code=department, liaison=liaison, establishment=self._establishment_of.get(insee, ""),
            latest=latest, latest_vintage="" if latest is None else of_communes,
        )  # fmt: skip

    def _grouping(self, row: list[Any]) -> Territory:
        siren, official = row[0], row[1]
        kind, codes = (row[2], row[3][::3]) if len(row) == 4 else ("ept", row[2])
        members = tuple(
            Member(code, grammar.apostrophes(self._rows[code][1]), *self._figures[code][1:]) for code in codes
        )
        departments = tuple(dict.fromkeys(self._department_of[code] for code in codes))
        years = {self._years["apart"].get(d, (self._years["groupings"],))[0] for d in departments}
        listed = f"EPT {official}" if kind == "ept" else official
        return Territory(
            siren=siren, name=grammar.grouping_name(listed), kind=kind, vintage="/".join(sorted(years)), members=members,
            reference=self._reference, place=self._place, official=listed, boundaries=self._years["boundaries"],
            departments=departments,
        )  # fmt: skip

    def _region(self, code: str) -> str:
        return grammar.apostrophes(self._data["regions"].get(code, ""))

    # --- the file -----------------------------------------------------------------------------------

    @cached_property
    def _place(self) -> Place:
        return Place(self.name)

    @cached_property
    def _years(self) -> Mapping[str, Any]:
        years: Mapping[str, Any] = self._data["years"]
        return years

    @cached_property
    def _reference(self) -> str:
        return str(self._data["reference"])

    @cached_property
    def _rows(self) -> dict[str, list[Any]]:
        return {row[0]: row for rows in self._data["communes"].values() for row in rows}

    @cached_property
    def _department_of(self) -> dict[str, str]:
        return {row[0]: code for code, rows in self._data["communes"].items() for row in rows}

    @cached_property
    def _groupings(self) -> dict[str, list[Any]]:
        return {row[0]: row for row in self._data["groupings"]}

    @cached_property
    def _establishments(self) -> dict[str, list[Any]]:
        return {row[0]: row for row in self._data["establishments"]}

    @cached_property
    def _establishment_of(self) -> dict[str, str]:
        return {code: row[0] for row in self._data["establishments"] for code in row[2]}

    @cached_property
    def _figures(self) -> dict[str, tuple[str, int, int]]:
        """INSEE code → SIREN of its grouping, municipal and total population."""
        return {
            code: (row[0], municipal, total)
            for row in self._data["groupings"]
            for code, municipal, total in zip(row[3][::3], row[3][1::3], row[3][2::3], strict=True)
        }

    @cached_property
    def _data(self) -> Mapping[str, Any]:
        try:
            raw = self.path.read_bytes() if self.path.stat().st_size <= MAX_BYTES else None
        except FileNotFoundError:
            return _NOTHING
        except OSError as error:
            raise DivisionError(f"the file cannot be read: {error.strerror}") from error
        if raw is None:
            raise DivisionError(f"the file is larger than {MAX_BYTES // 1_000_000} MB")
        if self.path.suffix == ".gz":
            raw = _unpacked(raw)
        return _understood(raw)


_NOTHING: Mapping[str, Any] = {
    "format": FORMAT, "source": {"package": "", "version": ""}, "reference": "", "regions": {}, "departments": {},
    "communes": {}, "groupings": [], "establishments": [], "former": [],
    "years": {"boundaries": "", "groupings": "", "communes": "", "apart": {}},
}  # fmt: skip


def read_division(path: Path) -> Division:
    """The division kept in a file, or in the project whose folder is given; read when it is first needed."""
    if not path.is_dir():
        return Division(path, path.name)
    plain = path / PLAIN_DIVISION
    return Division(plain, PLAIN_DIVISION) if plain.is_file() else Division(path / DIVISION, DIVISION)


def _unpacked(raw: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        text = unpacker.decompress(raw, MAX_BYTES)
    except zlib.error as error:
        raise DivisionError("the file is not in gzip form") from error
    if unpacker.unconsumed_tail:
        raise DivisionError(f"the file holds more than {MAX_BYTES // 1_000_000} MB")
    if not unpacker.eof:
        raise DivisionError("the file is cut short")
    return text


def _understood(raw: bytes) -> Mapping[str, Any]:
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise DivisionError("the file is not JSON") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise DivisionError("the file is not a division that this version of Parcours understands")
    problem = _shape_of(data)
    if problem:
        raise DivisionError(problem)
    return data


def _shape_of(data: dict[str, Any]) -> str:
    """What is wrong with the shape of a division, looked at as a whole: a row that lies is told when it is met."""
    for name, blank in _NOTHING.items():
        if not isinstance(data.get(name), type(blank)):
            return f"the division has no '{name}'"
    try:
        _NOTHING["years"].keys() - data["years"].keys() and data["years"][""]
        rows = [row for rows in data["communes"].values() for row in rows]
        known = {
            row[0] for row in rows if len(row) == 6 and isinstance(row[1], str) and isinstance(row[4], str)
        }
        sound = len(known) == len(rows) and all(
            len(row) == 4 and row[3][::3] and known.issuperset(row[3][::3]) and not len(row[3]) % 3
            for row in data["groupings"]
        )
        placed = {code for row in data["groupings"] for code in row[3][::3]}
        sound = sound and all(
            len(row) == 3 and row[2] and placed.issuperset(row[2]) for row in data["establishments"]
        )
        sound = sound and all(len(row) == 4 for row in data["former"])
        sound = sound and all(code in data["departments"] for code in data["communes"])
    except (TypeError, KeyError, IndexError, AttributeError):
        sound = False
    return (
        ""
        if sound
        else "the rows of the division are not as they should be; 'parcours territories refresh' makes it again"
    )
