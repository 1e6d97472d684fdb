"""The territories that a course can speak of: those of its own, and the official division that its editions name.

`course/territories.yml` is for small courses and for places that are in no official list; what it holds comes before
the official division. A code that neither knows is told here, with what the person may have meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.diagnostics import Place, did_you_mean, listed
from generator.model import FormerCommune, Member, Territory
from generator.reading import shapes as s
from generator.reading.division import DIVISION, PLAIN_DIVISION, Division, Found, read_division
from generator.reading.division_file import DivisionError
from generator.reading.files import Files

LOCAL = "course/territories.yml"
_MAKE_IT = "make the official division: 'parcours territories refresh'"
DIVISIONS = (DIVISION, PLAIN_DIVISION)


@dataclass(frozen=True, slots=True)
class Territories:
    """What reading gives: the course's own territories by their code, and the official division if there is one."""

    own: dict[str, Territory]
    division: Division | None


def read_territories(files: Files, asked: Iterable[tuple[str, Place]]) -> Territories:
    """Read the territories of a project.

    Args:
        files: of the project; faults are added to it.
        asked: the codes that editions name, with their places.

    Returns:
        The course's own territories and the division, which is `None` where there is no file, and where it cannot be
        understood (which is told).
    """
    own = _local(files)
    division: Division | None = read_division(files.root)
    if division and not division.path.is_file():
        division = None
    for code, place in asked:
        if code in own or not files.broken.isdisjoint({LOCAL, *DIVISIONS}):
            continue
        try:
            if division is None or division.territory(code) is None:
                files.fault(
                    "unknown-edition-value", *_unknown(code, division, own, _pointed(files, place, code))
                )
        except DivisionError as error:
            path, division = read_division(files.root).name, None
            files.broken.add(path)
            files.fault(
                "unreadable-file", str(error), Place(path), "make it again: 'parcours territories refresh'"
            )
    return Territories(own, division)


def _local(files: Files) -> dict[str, Territory]:
    read = files.entries_of(LOCAL, s.TerritoryShape, key=s.SIREN_FORM, required=False)
    if read is None:
        return {}
    out = {}
    marks = read[1].marks
    for key, t in read[0].items():
        members = tuple(Member(m.insee, m.name, m.municipal, m.total) for m in t.members)
        first: dict[str, Place] = {}
        for i, member in enumerate(members):
            place = marks.value(key, "members", i, "insee")
            if member.insee in first:
                told = f"the commune '{member.insee}' already exists in {first[member.insee]}"
                files.fault("duplicate-id", told, place, "list it once")
            first.setdefault(member.insee, place)
        out[key] = Territory(key, t.name, t.kind, t.vintage, members, t.reference, marks.key(key))
    return out


def _pointed(files: Files, place: Place, code: str) -> Place:
    """The code itself, without the quotation marks it is written in."""
    lines = files.sources.get(place.path, ())
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    quoted = line[place.column - 1 : place.column] in {'"', "'"}
    return Place(place.path, place.line, place.column + quoted, len(code)) if quoted else place


# --- codes that nothing has -------------------------------------------------------------------------


def _unknown(
    code: str, division: Division | None, own: dict[str, Territory], place: Place
) -> tuple[str, Place, str]:
    """Message, place and hint for a code that cannot be the territory of an edition."""
    told = f"the territory '{code}' does not exist"
    if division is None:
        return told, place, did_you_mean(code, own, otherwise=f"known: {listed(own)}" if own else _MAKE_IT)
    commune, former = division.commune(code), division.former(code)
    if commune:
        return (
            f"'{code}' is {commune.name}, whose population is not known",
            place,
            "name its grouping, or another commune",
        )
    if former:
        return _retired(code, former, division), place, f"write '{former.now}'"
    close = [_shown(found, division) for found in division.find(code, 3)]
    return (
        told,
        place,
        f"did you mean {' or '.join(close)}?" if close else "find it: 'parcours territories find NAME'",
    )


def _retired(code: str, former: FormerCommune, division: Division) -> str:
    now = division.commune(former.now)
    whole, name = now.name if now else former.now, f" ({former.name})" if former.name else ""
    if former.is_district:
        return f"'{code}'{name} is a district of {whole}, not a commune"
    return f"'{code}'{name} is not a commune any more: it is part of {whole} now"


def _shown(found: Found, division: Division) -> str:
    commune, grouping = division.commune(found.code), division.grouping(found.code)
    if commune:
        return f"'{found.code}' ({commune.name}, {commune.department})"
    return f"'{found.code}' ({grouping.name if grouping else ''})"
