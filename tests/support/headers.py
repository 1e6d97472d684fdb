"""`_headers` as the hosts that know it read it: rules by address, which add up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit


class Rule(NamedTuple):
    """An address, `*` for whatever follows, and the headers that answers get there."""

    place: str
    headers: Mapping[str, str]


def rules_of(text: str) -> tuple[Rule, ...]:
    """The rules of a file: an address on a line of its own, then its headers, indented; `#` begins a comment."""
    rules: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            rules.append((line.strip(), {}))
            continue
        name, mark, value = line.partition(":")
        assert mark, f"no header: {line}"
        rules[-1][1][name.strip()] = value.strip()
    return tuple(Rule(place, headers) for place, headers in rules)


def headers_for(address: str, rules: Iterable[Rule]) -> dict[str, str]:
    """What is sent with the answer for an address; two rules for one header are joined, as hosts do."""
    path = urlsplit(address).path
    found: dict[str, str] = {}
    for place, headers in rules:
        if re.fullmatch(re.escape(place).replace(r"\*", ".*"), path):
            for name, value in headers.items():
                found[name] = f"{found[name]}, {value}" if name in found else value
    return found
