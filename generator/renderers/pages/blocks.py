"""Blocks of HTML that stand in a Markdown page and that Markdown engines leave as they are."""

from __future__ import annotations

import re


def as_one_block(html: str) -> str:
    """Leave nothing that Markdown reads: no indent, no blank line; newlines of `<pre>` become references."""
    pieces = re.split(r"(<pre\b.*?</pre>)", html, flags=re.DOTALL)
    for index in range(1, len(pieces), 2):
        pieces[index] = pieces[index].replace("\t", "&#9;").replace("\n", "&#10;")
    lines = (line.strip(" \t") for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
