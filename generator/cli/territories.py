"""`parcours territories`: find a place in the official division, look at it, and make the division again.

What only one command needs is imported when it runs: `parcours --help` should not wait for it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table

from generator import grammar, texts
from generator.building.faults import OperatorError
from generator.cli.common import FAULTS, Stop, settings, with_common_options
from generator.cli.telling import NARROW, console, counted, say, tell_rows

if TYPE_CHECKING:
    from generator.model import Commune, Territory
    from generator.reading.division import Division, Found

JSON = click.option("--json", "as_json", is_flag=True, help="JSON for programs.")
KINDS = {
    "commune": "commune",
    "cc": "communauté de communes",
    "ca": "communauté d’agglomération",
    "cu": "communauté urbaine",
    "metropole": "métropole",
    "lyon": "métropole (status of its own)",
    "ept": "établissement public territorial",
}

_SHORT = {"cc": "CC", "ca": "CA", "cu": "CU", "metropole": "métropole", "lyon": "métropole", "ept": "EPT"}


@click.group()
@with_common_options
def territories() -> None:
    """Find communes and groupings of the official division of France.

    An edition names its territory by the code shown here: the SIREN of a
    grouping, or the INSEE code of a commune.
    """


def _division() -> Division:
    """The division of the project, ready to be asked."""
    from generator.reading.division import read_division  # noqa: PLC0415  (see the head of this file)
    from generator.reading.division_file import DivisionError  # noqa: PLC0415  (see the head of this file)

    division = read_division(settings().root())
    if not division.path.is_file():
        raise OperatorError("this course has no official division", "make it: parcours territories refresh")
    try:
        division.department("")  # read now: nothing that follows can fail
    except DivisionError as error:
        raise OperatorError(
            f"{division.name}: {error}", "make it again: parcours territories refresh"
        ) from error
    return division


@territories.command()
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many at most."
)
@JSON
@with_common_options
def find(text: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find a commune or a grouping by a name or a code.

    TEXT is a name however spelt, with a département or a kind of grouping if
    you like ("saint denis 93", "cc beaune"), a SIREN, an INSEE code or a postal
    code.
    """
    division = _division()
    asked = " ".join(text)
    found = division.find(asked, limit)
    if as_json:
        click.echo(_json({"found": [_row(division, one) for one in found]}))
    elif found:
        _tell_found(division, found)
        if not settings().quiet:
            _explain(division)
    if not found:
        if not as_json:
            say("Nothing has that name or code, nor one that is close.", "yellow", stderr=True)
        raise Stop(FAULTS)


@territories.command()
@click.argument("code")
@JSON
@with_common_options
def show(code: str, as_json: bool) -> None:
    """Show a commune or a grouping with all that is known of it.

    CODE is the SIREN of a grouping or the INSEE code of a commune.
    """
    division = _division()
    commune, grouping = division.commune(code), division.grouping(code)
    if commune is None and grouping is None:
        raise _unknown(division, code)
    if as_json:
        click.echo(_json(_whole(division, code)))
    elif commune:
        _tell_commune(division, commune)
    elif grouping:
        _tell_grouping(division, grouping)


@territories.command()
@click.option(
    "--from", "source", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
    help="Folder of the npm package. [default: node_modules/@etalab/decoupage-administratif]",
)  # fmt: skip
@with_common_options
def refresh(source: Path | None) -> None:
    """Make the official division again from the npm package that gathers it.

    Writes course/territories/division.json.gz and the page that says where it
    comes from; nothing changes when the package has not.
    """
    from generator.building.division import refresh as make  # noqa: PLC0415  (see the head of this file)

    made = make(settings().root(), source)
    if not settings().quiet:
        for path in made.changed:
            say(f"wrote {path}")
        size = f"{made.communes:,} communes, {made.groupings:,} groupings, {made.size / 1000:,.0f} kB"
        say(f"{'made from' if made.changed else 'already that of'} version {made.version}: {size}", "green")


def _unknown(division: Division, code: str) -> OperatorError:
    former = division.former(code)
    now = division.commune(former.now) if former else None
    if former and now:
        name = f" ({former.name})" if former.name else ""
        what = "is a district" if former.is_district else "is now part"
        return OperatorError(f"'{code}'{name} {what} of {now.name}", f"parcours territories show {now.insee}")
    return OperatorError(
        f"nothing has the code '{code}'", "find it by its name: parcours territories find NAME"
    )


# --- what is told -----------------------------------------------------------------------------------


_HEADINGS = ("code", "name", "kind", "département", "municipal", "total", "year")


def _tell_found(division: Division, found: tuple[Found, ...]) -> None:
    rows = [_cells(division, one) for one in found]
    if console().width < NARROW:
        tell_rows(_HEADINGS, rows)
        return
    table = Table(box=None, pad_edge=False)
    for heading in _HEADINGS:
        right = heading in {"municipal", "total"}
        named = heading == "name"
        table.add_column(
            heading, style="bold" if heading == "code" else "", justify="right" if right else "left",
            overflow="fold", no_wrap=not named, min_width=20 if named else None,
        )  # fmt: skip
    for row in rows:
        table.add_row(*row)
    console().print(table)


def _cells(division: Division, one: Found) -> tuple[str, ...]:
    row = _row(division, one)
    name = grammar.short_name(row["official"]) if "official" in row else row["name"]
    name = f"{name} (was {one.formerly})" if one.formerly else name
    kind = _SHORT.get(row["kind"], row["kind"])
    departments = row["departments"]
    return (
        one.code, name, kind if row["kind"] == "commune" else f"{kind}, {row['communes']} communes",
        departments[0] + (f" +{len(departments) - 1}" if len(departments) > 1 else ""),
        _number(row["municipal"]), _number(row["total"]), row["vintage"] or "–",
    )  # fmt: skip


def _explain(division: Division) -> None:
    say(
        "municipal, total: legal populations of 1 January of the year. "
        f"From INSEE and DGCL, through {division.source} (course/territories/PROVENANCE.md).",
        "dim",
    )


def _tell_commune(division: Division, commune: Commune) -> None:
    grouping = division.grouping(commune.grouping)
    postal = ", ".join(commune.postal_codes) or "none"
    _lines(
        (commune.name, f"commune, {commune.department} ({commune.department_code}), {commune.region}"),
        ("codes", f"INSEE {commune.insee}, SIREN {commune.siren or 'none'}, postal {postal}"),
        ("population", f"{_number(commune.municipal)} municipal, {_number(commune.total)} total ({commune.vintage or 'year not given'})"),
        ("latest", f"{_number(commune.latest)} municipal ({commune.latest_vintage or 'year not given'})"),
        ("grouping", f"{grouping.name} ({grouping.siren})" if grouping else "none"),
    )  # fmt: skip
    _explain(division)


def _tell_grouping(division: Division, grouping: Territory) -> None:
    around = [d.name for d in map(division.department, grouping.departments) if d]
    _lines(
        (grouping.name, f"{KINDS[grouping.kind]}, {', '.join(around)}"),
        ("codes", f"SIREN {grouping.siren}, in the official list: {grouping.official}"),
        ("population", f"{_number(grouping.population)} municipal, {_number(grouping.total_population)} total ({grouping.vintage})"),
        ("members", f"{counted(len(grouping.members), 'commune')} within the boundaries of {grouping.boundaries}"),
    )  # fmt: skip
    table = Table(box=None, pad_edge=False)
    for heading in ("INSEE", "commune", "municipal", "total"):
        table.add_column(heading, justify="right" if heading in {"municipal", "total"} else "left")
    for member in grouping.by_population:
        table.add_row(member.insee, member.name, _number(member.municipal), _number(member.total))
    console().print(table)
    _explain(division)


def _lines(*rows: tuple[str, str]) -> None:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold", overflow="fold")
    table.add_column(overflow="fold")
    for row in rows:
        table.add_row(*row)
    console().print(table)


def _number(value: int | None) -> str:
    return "unknown" if value is None else texts.number(value, 0, "en")


# --- JSON -------------------------------------------------------------------------------------------


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _row(division: Division, found: Found) -> dict[str, Any]:
    row = _whole(division, found.code)
    row["communes"] = len(row.pop("members", ())) or 1
    return {**row, "formerly": found.formerly or None, "exact": found.exact}


def _whole(division: Division, code: str) -> dict[str, Any]:
    commune, grouping = division.commune(code), division.grouping(code)
    if commune:
        return {
            "code": code, "name": commune.name, "kind": "commune", "departments": [commune.department],
            "region": commune.region, "siren": commune.siren or None, "postal_codes": list(commune.postal_codes),
            "grouping": commune.grouping or None, "municipal": commune.municipal, "total": commune.total,
            "vintage": commune.vintage or None, "latest": commune.latest, "latest_vintage": commune.latest_vintage or None,
        }  # fmt: skip
    if grouping is None:
        return {}
    around = [d.name for d in map(division.department, grouping.departments) if d]
    return {
        "code": code, "name": grouping.name, "kind": grouping.kind, "departments": around, "official": grouping.official,
        "municipal": grouping.population, "total": grouping.total_population, "vintage": grouping.vintage,
        "boundaries": grouping.boundaries,
        "members": [
            {"insee": m.insee, "name": m.name, "municipal": m.municipal, "total": m.total} for m in grouping.members
        ],
    }  # fmt: skip
