"""The file that holds the official division: its form, and what is refused of it.

The file is JSON, with one row on each line; compressed, or plain beside it for small courses:

    communes        by département: [INSEE code, name, INSEE's code for the words before it, SIREN, postal codes,
                    latest municipal population]
    groupings       [SIREN, name in the official list, kind, [INSEE code, municipal, total population, …]]
    establishments  [SIREN, name, [INSEE codes]]: « établissements publics territoriaux », inside Grand Paris
    former          [retired code, name, INSEE code today, 1 for a district of Paris, Lyon or Marseille]
    departments     code: [name, region, INSEE's code for the words before it];  regions  code: name
    years           what the figures stand for; `apart` holds the départements with years of their own

May not live here: what the rows mean to the rest of the house (see `division`).
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from generator.reading.finding import Finder

FORMAT = 1
MAX_BYTES = 16_000_000
"""What a division may hold once unpacked; the whole of France takes 3 MB."""


class DivisionError(Exception):
    """The file is there and cannot be understood; the text says why, in one sentence."""


_NOTHING: Mapping[str, Any] = {
    "format": FORMAT, "source": {"package": "", "version": ""}, "reference": "", "regions": {}, "departments": {},
    "communes": {}, "groupings": [], "establishments": [], "former": [],
    "years": {"boundaries": "", "groupings": "", "communes": "", "apart": {}},
}  # fmt: skip


class Extract:
    """What a file holds, and what is looked up in it, each made when it is first asked."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Keep the rows as the file has them."""
        self.data = data
        self.finder: Finder | None = None  # made with the first question

    @cached_property
    def rows(self) -> dict[str, list[Any]]:
        """Communes by their INSEE code."""
        return {row[0]: row for rows in self.data["communes"].values() for row in rows}

    @cached_property
    def groupings(self) -> dict[str, list[Any]]:
        return {row[0]: row for row in self.data["groupings"]}

    @cached_property
    def establishments(self) -> dict[str, list[Any]]:
        return {row[0]: row for row in self.data["establishments"]}

    @cached_property
    def establishment_of(self) -> dict[str, str]:
        """INSEE code → SIREN of the establishment."""
        return {code: row[0] for row in self.data["establishments"] for code in row[2]}

    @cached_property
    def figures(self) -> dict[str, tuple[str, int, int]]:
        """INSEE code → SIREN of its grouping, municipal and total population."""
        return {
            code: (row[0], municipal, total)
            for row in self.data["groupings"]
            for code, municipal, total in zip(row[3][::3], row[3][1::3], row[3][2::3], strict=True)
        }


def load(path: Path) -> Extract:
    """The division in a file; that of no country when there is no such file.

    Raises:
        DivisionError: the file cannot be read, or is not a division.
    """
    try:
        raw = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except FileNotFoundError:
        return Extract(_NOTHING)
    except OSError as error:
        raise DivisionError(f"the file cannot be read: {error.strerror}") from error
    if raw is None:
        raise DivisionError(f"the file is larger than {MAX_BYTES // 1_000_000} MB")
    return _extract(raw, compressed=path.suffix == ".gz")


@lru_cache(maxsize=2)  # a preview reads the country again after each change of a lesson
def _extract(raw: bytes, *, compressed: bool) -> Extract:
    return Extract(understood(unpacked(raw) if compressed else raw))


def unpacked(raw: bytes) -> bytes:
    """What a compressed division holds; never more than `MAX_BYTES` of it."""
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


def understood(raw: bytes) -> Mapping[str, Any]:
    """The division that a text holds, looked at as a whole; `DivisionError` says what is wrong with it."""
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise DivisionError("the file is not JSON") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise DivisionError("the file is not a division that this version of Parcours understands")
    problem = _problem_of(data)
    if problem:
        raise DivisionError(problem)
    return data


def _problem_of(data: dict[str, Any]) -> str:
    """What is wrong with a division, in one sentence; empty when nothing is."""
    for name, blank in _NOTHING.items():
        if not isinstance(data.get(name), type(blank)):
            return f"the division has no '{name}'"
    try:
        rows = [row for rows in data["communes"].values() for row in rows]
        known = {row[0] for row in rows}
        sound = (
            _sound_words(data)
            and len(known) == len(rows)
            and all(map(_sound_commune, rows))
            and all(row[0].startswith(code) for code, rows in data["communes"].items() for row in rows)
            and all(_sound_grouping(row, known) for row in data["groupings"])
            and _sound_establishments(data)
            and all(
                len(row) == 4 and {type(row[0]), type(row[1]), type(row[2])} == {str}
                for row in data["former"]
            )
            and _sound_names(data, rows)
        )
    except (TypeError, KeyError, IndexError, AttributeError, ValueError):
        sound = False
    return "" if sound else _NOT_AS_EXPECTED


_NOT_AS_EXPECTED = (
    "the rows of the division are not as they should be: 'parcours territories refresh' makes it again"
)


def _sound_words(data: dict[str, Any]) -> bool:
    years = data["years"]
    pairs = [
        data["source"]["package"],
        data["source"]["version"],
        *(years[k] for k in _NOTHING["years"] if k != "apart"),
    ]
    pairs += [year for both in years["apart"].values() for year in both if len(both) == 2]
    pairs += [row[1] for row in data["departments"].values() if len(row) == 3]
    return (
        all(isinstance(word, str) for word in pairs)
        and len(pairs) == 5 + 2 * len(years["apart"]) + len(data["departments"])
        and data["departments"].keys() >= data["communes"].keys()
    )


def _sound_commune(row: list[Any]) -> bool:
    code, _, liaison, siren, postal_codes, population = row
    return (
        type(code) is type(siren) is type(postal_codes) is str
        and (liaison is None or type(liaison) is int)
        and (population is None or (type(population) is int and population >= 0))
    )


def _sound_grouping(row: list[Any], known: set[str]) -> bool:
    siren, _, kind, figures = row
    return (
        type(siren) is str
        and kind in {"cc", "ca", "cu", "metropole", "lyon"}
        and bool(figures)
        and not len(figures) % 3
        and known.issuperset(figures[::3])
        and all(type(number) is int and number >= 0 for number in (*figures[1::3], *figures[2::3]))
    )


def _sound_establishments(data: dict[str, Any]) -> bool:
    placed = [code for row in data["groupings"] for code in row[3][::3]]
    once = len(placed) == len(set(placed))
    return once and all(
        row[2] and len(row) == 3 and set(row[2]) <= set(placed) for row in data["establishments"]
    )


def _sound_names(data: dict[str, Any], rows: list[list[Any]]) -> bool:
    """Names are bare words: what would be a mark in Markdown or HTML has no place in them."""
    tables = (rows, data["groupings"], data["establishments"], data["former"])
    names = [row[1] for table in tables for row in table]
    names += [row[0] for row in data["departments"].values()] + list(data["regions"].values())
    return _MARK.search("".join(names)) is None


_MARK = re.compile(r"[\x00-\x1f<>\[\]{}`*_\\|&$#~]")
