"""What a site says of itself to the worker that keeps it on a device: `/sw.js` and `/offline/<group>.json`.

Lives here: which files go into which group, their digests, the version that follows from all of them.
May not live here: what is done with them (see `generator/browser/offline/`), writing pages.

A group is kept whole or not at all: `core` (the front door), one per variant, `python`. The files of `/territories/`
are kept one by one, as they are asked for. What people take away, JupyterLite and the exercise books are in no group.
The version changes with any byte of any of them, and with the worker: see docs/offline.md.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from posixpath import normpath

from generator.model import Tree
from generator.renderers.common import addresses, takeaways
from generator.renderers.common.offline import FOLDER, WORKER

PARTS = ("keeping.js", "living.js", "answering.js")
SOURCES = Path(__file__).parent.parent / "browser" / "offline" / "worker"
DIGEST_LENGTH = 20
"""Letters of a SHA-256 that are kept: files are told apart by it, it stops no forger (who would change the list too)."""

CORE, PYTHON = "core", "python"
_MARK = '{ version: "", preview: false, groups: {} }'
_APART = frozenset({takeaways.LITE, takeaways.BOOK, takeaways.DELIVERABLES})
_NEVER = frozenset({".map", ".gz"})
_STEMMERS = PurePosixPath("assets/javascripts/lunr")
_ADDRESS = re.compile(r"""<(?:link|img|script|image|use)\b[^>]*?\s(?:href|src)="([^"#?]+)""")
_STYLE_ADDRESS = re.compile(r"""url\(\s*["']?([^"')#?]+)""")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as a list says it: the beginning of its SHA-256, its size in bytes."""

    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Group:
    """What is kept together: the folder whose pages it is for (empty for the front door), and paths of files."""

    name: str
    folder: str
    files: tuple[PurePosixPath, ...]
    lazy: bool = False


def entry(data: bytes) -> Entry:
    """A file as a list says it."""
    return Entry(hashlib.sha256(data).hexdigest()[:DIGEST_LENGTH], len(data))


def entries(site: Path) -> dict[PurePosixPath, Entry]:
    """Every file of a site that a group may hold, by its path.

    Args:
        site: the folder of a whole site.
    """
    found: dict[PurePosixPath, Entry] = {}
    for base, folders, names in os.walk(site):
        if Path(base) == site:
            folders[:] = [name for name in folders if name not in _APART]
        folders.sort()
        for name in sorted(names):
            path = PurePosixPath(Path(base, name).relative_to(site).as_posix())
            if path.suffix not in _NEVER and not _is_settings(path) and not _is_ours(path):
                found[path] = entry(Path(base, name).read_bytes())
    return found


def _is_settings(path: PurePosixPath) -> bool:
    """Whether a file is for hosts, who do not give it to readers: `.htaccess`, `_headers`."""
    return path.name.startswith(".") or (len(path.parts) == 1 and path.name.startswith("_"))


def _is_ours(path: PurePosixPath) -> bool:
    """Whether a file is written here: it cannot be listed in itself."""
    return path == PurePosixPath(WORKER) or (path.parts[0] == FOLDER and path.suffix == ".json")


def groups(site: Path, variants: Collection[str], files: Collection[PurePosixPath]) -> tuple[Group, ...]:
    """The groups of a site.

    Args:
        site: the folder of a whole site.
        variants: paths of its variants, e.g. `fr/elus`.
        files: its files, as `entries` lists them.
    """
    ordered = sorted(files, key=str)
    made = [Group(CORE, "", tuple(sorted(_door(site, variants, ordered), key=str)))]
    languages = {variant.partition("/")[0] for variant in variants}
    for variant in sorted(variants):
        language = variant.partition("/")[0]
        own = (path for path in ordered if path.is_relative_to(variant) and _serves(path, variant, language))
        exercises = (path for path in ordered if _is_worksheet(path, languages - {language}))
        made.append(Group(variant.replace("/", "-"), f"{variant}/", (*own, *exercises)))
    for name, folder, lazy in (
        (PYTHON, takeaways.RUNTIME, False),
        (addresses.TERRITORIES, addresses.TERRITORIES, True),
    ):
        if inside := tuple(path for path in ordered if path.is_relative_to(folder)):
            made.append(Group(name, f"{folder}/", inside, lazy))
    return tuple(made)


def _door(site: Path, variants: Collection[str], files: Collection[PurePosixPath]) -> set[PurePosixPath]:
    """The pages of the front door, and what they show of others' files."""
    elsewhere = (*variants, takeaways.FOLDER, takeaways.RUNTIME, addresses.TERRITORIES)
    # The page of a dead address is the server's answer: who is offline gets ours.
    found = {p for p in files if not any(p.is_relative_to(folder) for folder in elsewhere)} - {
        PurePosixPath("404.html")
    }
    waiting = [path for path in found if path.suffix in {".html", ".css"}]
    while waiting:
        path = waiting.pop()
        fresh = {one for one in _mentioned(site, path) if one in files} - found
        found |= fresh
        waiting += [one for one in fresh if one.suffix == ".css"]
    return found


def _mentioned(site: Path, path: PurePosixPath) -> Iterator[PurePosixPath]:
    """Files that a page or a style sheet shows; links to other pages are none."""
    text = (site / path).read_text("utf-8", errors="replace")
    for address in (_STYLE_ADDRESS if path.suffix == ".css" else _ADDRESS).findall(text):
        yield PurePosixPath(normpath(path.parent / address))


def _serves(path: PurePosixPath, variant: str, language: str) -> bool:
    """Whether a file of a variant is of use in its language: the theme brings stemmers for two dozen others."""
    inside = path.relative_to(variant)
    if not inside.is_relative_to(_STEMMERS):
        return inside.name != "sitemap.xml"
    return inside.name in {"lunr.stemmer.support.min.js", "lunr.multi.min.js", f"lunr.{language}.min.js"}


def _is_worksheet(path: PurePosixPath, others: AbstractSet[str]) -> bool:
    """Whether a page needs an exercise's file: no archive, nothing in another language (`notebook.en.json`)."""
    inside = path.is_relative_to(takeaways.FOLDER) and path.suffix != ".zip"
    return inside and not others & set(path.name.split(".")[1:-1])


def worker(made: Collection[Group], known: Mapping[PurePosixPath, Entry], *, preview: bool = False) -> Tree:
    """The lists and the worker of a site.

    Args:
        made: the groups.
        known: its files.
        preview: whether someone writes while they look: the worker then asks for a newer build at each page.

    Returns:
        `sw.js` and `offline/<group>.json`.
    """
    tree: dict[PurePosixPath, bytes] = {}
    told: dict[str, Mapping[str, object]] = {}
    for group in made:
        rows = [f'[{_quoted(path)},"{known[path].digest}",{known[path].size}]' for path in group.files]
        lines = ",\n".join(rows)
        data = f"[{lines}]\n".encode()
        tree[PurePosixPath(FOLDER, f"{group.name}.json")] = data
        told[group.name] = {
            "digest": entry(data).digest,
            "path": group.folder,
            "files": len(rows),
            "bytes": sum(known[path].size for path in group.files),
            **({"lazy": True} if group.lazy else {}),
        }
    text = _source()
    version = entry(f"{json.dumps(told, sort_keys=True)}{preview}{text}".encode()).digest
    build = json.dumps({"version": version, "preview": preview, "groups": told}, separators=(",", ":"))
    tree[PurePosixPath(WORKER)] = text.replace(_MARK, build, 1).encode()
    return tree


def lay(
    site: Path, variants: Collection[str], write: Callable[[Path, bytes], object], *, preview: bool = False
) -> None:
    """Give a whole site its worker and lists.

    Args:
        site: its folder; all other files are there.
        variants: paths of its variants.
        write: writes one file.
        preview: see `worker`.
    """
    known = entries(site)
    for path, data in worker(groups(site, variants, known), known, preview=preview).items():
        write(site / path, data)


def code() -> bytes:
    """What the worker and the lists are made by: a site that stands was made by these."""
    return Path(__file__).read_bytes() + _source().encode()


@cache  # the same files for every grouping
def _quoted(path: PurePosixPath) -> str:
    """Where the browser finds a file, from the root of the site, as JSON."""
    address = path.as_posix()
    return json.dumps(
        address.removesuffix("index.html") if path.name == "index.html" else address, ensure_ascii=False
    )


@cache
def _source() -> str:
    text = "\n".join((SOURCES / name).read_text("utf-8") for name in PARTS)
    if text.count(_MARK) != 1:
        raise ValueError("the worker has no place for what belongs to a version")
    return text
