"""The official division of France: every commune, every grouping, from the extract kept in the project.

`parcours territories refresh` writes the extract (`building.division` says what is kept). Nothing is read before the
first question, and each part is made once: naming one territory costs the reading of the file, not 36,000 objects.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from generator import grammar
from generator.diagnostics import Place
from generator.model import Commune, Department, FormerCommune, Member, Territory
from generator.reading.division_file import Extract, load
from generator.reading.finding import FORGIVEN, MAX_TEXT, Entry, Finder, edit_distance

DIVISION = "course/territories/division.json.gz"
PLAIN_DIVISION = "course/territories/division.json"
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


@dataclass(frozen=True, slots=True)
class Found:
    """What a question may mean.

    Attributes:
        code: INSEE code of a commune or SIREN of a grouping of today.
        formerly: name or code of the former commune or district that was asked for; empty when it is there today.
        exact: whether nothing had to be forgiven.
    """

    code: str
    formerly: str = ""
    exact: bool = True


_CODE = re.compile(r"\d{5}|\d{9}|2[AB]\d{3}")


class Division:
    """The extract, read when it is first needed.

    Every question may raise `DivisionError` when the file cannot be understood. An absent file is an empty division.
    """

    def __init__(self, path: Path, name: str = DIVISION) -> None:
        """Keep where the extract is, and the name it is told by in diagnostics; nothing is read."""
        self.path = path
        self.name = name

    def __eq__(self, other: object) -> bool:
        """Two readings of the same file say the same: what was reckoned over the whole country holds for both."""
        return isinstance(other, Division) and other.name == self.name and other._extract is self._extract

    def __hash__(self) -> int:
        return hash((self.name, id(self._extract)))

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

    # --- finding ------------------------------------------------------------------------------------

    def find(self, text: str, limit: int = 10) -> tuple[Found, ...]:
        """Communes and groupings that a text may mean, best first.

        Args:
            text: a name however spelt, perhaps with a département or a kind of grouping; a SIREN, an INSEE code, a
                postal code. Any text is accepted.
            limit: how many at most.

        Returns:
            What has this very code first (SIREN, INSEE code, retired code, then postal code); else names, the best
            answers first, then the most populated. Empty when nothing is close.
        """
        code = "".join(text[:MAX_TEXT].split()).upper()
        if _CODE.fullmatch(code):
            return self._by_code(code)[: max(limit, 0)]
        hits = self._finder.find(text, limit)
        return tuple(
            Found(hit.entry.code, hit.entry.name if hit.entry.formerly else "", exact=hit.rank < FORGIVEN)
            for hit in hits
        )

    def _by_code(self, code: str) -> tuple[Found, ...]:
        out = (
            [Found(code)]
            if code in self._groupings or code in self._establishments or code in self._rows
            else []
        )
        siren = next((row[0] for row in self._rows.values() if row[3] == code), "") if len(code) == 9 else ""
        out += [Found(siren)] if siren else []
        former = self.former(code)
        out += [Found(former.now, former.name or code)] if former else []
        posted = [row for row in self._rows.values() if code in row[4].split(" ")]
        posted.sort(key=lambda row: (-(row[5] or 0), row[0]))
        out += [Found(row[0]) for row in posted]
        if not out:
            close = [
                known
                for known in self.codes
                if len(known) == len(code) and edit_distance(code, known, 1) == 1
            ]
            out = [Found(known, exact=False) for known in close]
        return tuple(
            {found.code: found for found in reversed(out)}[one] for one in dict.fromkeys(f.code for f in out)
        )

    @property
    def _finder(self) -> Finder:
        extract = self._extract
        if extract.finder is None:
            extract.finder = Finder(
                self._entries(), {code: figures[0] for code, figures in self._figures.items()}
            )
        return extract.finder

    def _entries(self) -> Iterator[Entry]:
        departments = {code: f"{row[0]} {code}" for code, row in self._data["departments"].items()}
        for code, row in self._rows.items():
            yield Entry(code, row[1], "commune", row[5] or 0, departments[self._department_of(code)])
        for row in self._groupings.values():
            around = " ".join(sorted({departments[self._department_of(code)] for code in row[3][::3]}))
            yield Entry(row[0], row[1], row[2], sum(row[3][1::3]), around)
        for row in self._establishments.values():
            yield Entry(row[0], row[1], "ept", sum(self._figures[code][1] for code in row[2]), "Grand Paris")
        for former in self._data["former"]:
            if former[1] and former[2] in self._rows:
                around = departments[self._department_of(former[2])]
                yield Entry(
                    former[2], former[1], "commune", self._rows[former[2]][5] or 0, around, formerly=True
                )

    # --- rows to nouns ------------------------------------------------------------------------------

    def _commune(self, row: list[Any]) -> Commune:
        insee, name, liaison, siren, postal_codes, latest = row
        department = self._department_of(insee)
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
            department_code=department, liaison=liaison, establishment=self._extract.establishment_of.get(insee, ""),
            latest=latest, latest_vintage="" if latest is None else of_communes,
        )  # fmt: skip

    def _grouping(self, row: list[Any]) -> Territory:
        siren, official = row[0], row[1]
        figures: Iterable[tuple[int, int]]
        if len(row) == 4:
            kind, codes, figures = row[2], row[3][::3], zip(row[3][1::3], row[3][2::3], strict=True)
        else:  # the figures of an establishment are those its communes have in their grouping
            kind, codes = "ept", row[2]
            figures = (self._figures[code][1:] for code in codes)
        members = tuple(
            Member(code, grammar.apostrophes(self._rows[code][1]), municipal, total)
            for code, (municipal, total) in zip(codes, figures, strict=True)
        )
        departments = tuple(dict.fromkeys(self._department_of(code) for code in codes))
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

    def _department_of(self, insee: str) -> str:
        """Code of the département, which the code of a commune begins with."""
        return insee[:3] if insee[:3] in self._data["departments"] else insee[:2]

    @property
    def _rows(self) -> dict[str, list[Any]]:
        return self._extract.rows

    @property
    def _groupings(self) -> dict[str, list[Any]]:
        return self._extract.groupings

    @property
    def _establishments(self) -> dict[str, list[Any]]:
        return self._extract.establishments

    @property
    def _figures(self) -> dict[str, tuple[str, int, int]]:
        return self._extract.figures

    @property
    def _data(self) -> Mapping[str, Any]:
        return self._extract.data

    @cached_property
    def _extract(self) -> Extract:
        return load(self.path)


def read_division(path: Path) -> Division:
    """The division kept in a file, or in the project whose folder is given; read when it is first needed."""
    if not path.is_dir():
        return Division(path, path.name)
    plain = path / PLAIN_DIVISION
    return Division(plain, PLAIN_DIVISION) if plain.is_file() else Division(path / DIVISION, DIVISION)
