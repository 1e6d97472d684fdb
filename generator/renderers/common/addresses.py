"""Where pages are in a variant's site, and how one page points to another. Addresses end with '/' (folders)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

GLOSSARY: Mapping[str, str] = {"fr": "glossaire", "en": "glossary"}
SOURCES: Mapping[str, str] = {"fr": "sources", "en": "sources"}
TERRITORY: Mapping[str, str] = {"fr": "mon-territoire", "en": "my-territory"}
OBJECTIVES: Mapping[str, str] = {"fr": "objectifs", "en": "objectives"}
THREAD: Mapping[str, str] = {"fr": "fil-rouge", "en": "red-thread"}
UNSETTLED: Mapping[str, str] = {"fr": "en-suspens", "en": "unsettled"}
TERRITORIES = "territories"
"""Folder of the territories' figures at the root of a site."""


def url_of(docs_path: str) -> str:
    """Address of a Markdown page: `a/b.md` → `a/b/`, `a/index.md` → `a/`, `index.md` → ``."""
    stem = docs_path.removesuffix(".md")
    if stem == "index":
        return ""
    return stem.removesuffix("/index") + "/"


@lru_cache(maxsize=65536)  # the same few addresses come back on every page
def relative(from_url: str, to_url: str) -> str:
    """Relative address from one page (its address ends with `/`, or is empty) to another, counted from the same root."""
    path, mark, anchor = to_url.partition("#")
    if path == from_url and mark:
        return f"#{anchor}"
    here, there = from_url.split("/")[:-1], path.split("/")
    common = 0
    while common < min(len(here), len(there) - 1) and here[common] == there[common]:
        common += 1
    found = "../" * (len(here) - common) + "/".join(there[common:])
    return (found or "./") + mark + anchor
