"""A look at the scripts of a site: none may name another host that we do not know of.

The policy of each page already has browsers refuse such a request; here the build refuses to publish a script that would
make one, so that nobody learns it from a refusal. Scripts of engines name hosts that they never ask in our settings:
each is listed, with the reason.
May not live here: pages, styles and pictures (see `audit`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from generator.building.faults import Finding
from generator.model import Tree

ENDINGS: Final = frozenset({".js", ".mjs"})

KNOWN: Final[Mapping[str, str]] = {
    "www.w3.org": "names of vocabularies (SVG, credentials), which nobody fetches",
    "purl.imsglobal.org": "the same: what an Open Badge calls its terms",
    "api.github.com": "Material and Zensical: figures of a repository, of which our settings name none",
    "gitlab.com": "the same",
    "unpkg.com": "Material and Zensical: diagrams and an old browser's missing part; we have no diagram, the policy refuses it",
    # In two pieces: the project's own files name no host that packages come from.
    "cdn.jsdelivr" + ".net": "Pyodide's usual folder, which `start.js` replaces by the site's own",
}
"""Hosts that a script may name, and why nothing is asked of them."""

_NAMED = re.compile(
    r"[\"'`](?:(?:https?|wss?):)?//([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})(?=[/:?#\"'`$])",
    re.IGNORECASE,
)
"""An address at the beginning of a text of the script. Comments name addresses too, seldom between quotes."""


def strangers(script: str) -> Iterator[str]:
    """The hosts that a script names at the beginning of a text, and that we do not know; each once."""
    named = dict.fromkeys(match.group(1).lower() for match in _NAMED.finditer(script))
    return (host for host in named if host not in KNOWN)


def audit_scripts(built: Path) -> tuple[Finding, ...]:
    """Look at every script below a folder.

    Returns:
        One finding per unknown host, at the first script that names it.
    """
    paths = sorted(path for path in built.rglob("*") if path.suffix in ENDINGS and path.is_file())
    read = ((path.relative_to(built).as_posix(), path.read_bytes()) for path in paths)
    return _findings(read)


def audit_tree(tree: Tree) -> tuple[Finding, ...]:
    """The same for files in memory."""
    return _findings((path.as_posix(), data) for path, data in sorted(tree.items()) if path.suffix in ENDINGS)


def _findings(scripts: Iterator[tuple[str, bytes]]) -> tuple[Finding, ...]:
    first: dict[str, str] = {}
    for name, data in scripts:
        for host in strangers(data.decode("utf-8", "replace")):
            first.setdefault(host, name)
    return tuple(
        Finding(name, "", f"a script that names another host: {host}") for host, name in first.items()
    )
