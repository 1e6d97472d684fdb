"""Slips of a hand in authors' files, for tests of what any edit gives."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

Edit = tuple[str, str, int, str]
"""File, how it is edited, where, with which piece."""


def edits(files: Sequence[str], pieces: Sequence[str]) -> st.SearchStrategy[list[Edit]]:
    """One to four slips in these files, with these pieces."""
    hows = st.sampled_from(["cut", "double", "put", "line", "drop"])
    one = st.tuples(st.sampled_from(files), hows, st.integers(0), st.sampled_from(pieces))
    return st.lists(one, min_size=1, max_size=4)


def edited(text: str, how: str, where: int, piece: str) -> str:
    """The text with some characters cut or doubled, a piece put in, a line put in or dropped."""
    at = where % (len(text) + 1)
    lines = text.split("\n")
    row = where % len(lines)
    match how:
        case "cut":
            return text[:at] + text[at + 1 + where % 40 :]
        case "double":
            return text[:at] + text[at : at + 30] + text[at:]
        case "put":
            return text[:at] + piece + text[at:]
        case "drop":
            return "\n".join([*lines[:row], *lines[row + 1 :]])
        case _:
            return "\n".join([*lines[:row], piece, *lines[row:]])
