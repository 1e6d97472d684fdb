"""Where pages are in a variant's site, and how one page points to another. Addresses end with '/' (folders)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from functools import lru_cache

GLOSSARY: Mapping[str, str] = {"fr": "glossaire", "en": "glossary"}
SOURCES: Mapping[str, str] = {"fr": "sources", "en": "sources"}


def url_of(docs_path: str) -> str:
    """Address of a Markdown page: `a/b.md` → `a/b/`, `a/index.md` → `a/`, `index.md` → ``."""
    stem = docs_path.removesuffix(".md")
    if stem == "index":
        return ""
    return stem.removesuffix("/index") + "/"


@lru_cache(maxsize=65536)  # the same few addresses come back on every page
def relative(from_url: str, to_url: str) -> str:
    """Relative address from one page to another, both counted from the same root."""
    path, mark, anchor = to_url.partition("#")
    if path == from_url and mark:
        return f"#{anchor}"
    found = posixpath.relpath(path or ".", from_url or ".")
    if path.endswith("/") or not path or found in {".", ".."}:
        found = found.rstrip("/") + "/"
    return found + mark + anchor
