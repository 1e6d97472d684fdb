"""The papers of a kit: how to open it, its launchers, and what its pages say when they are opened from a disk.

Lives here: words and small programs, in both languages (a stick passes from hand to hand). May not live here: what
becomes of the site's pages (see `building.on_disk`), the archive.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.model import Edition, Tree
from generator.renderers.common import policy
from generator.renderers.common.words import date

TEMPLATES = Path(__file__).parent / "templates" / "kit"

LAUNCHERS: Final = frozenset({"lancer.py", "lancer.sh", "Lancer.command"})
"""What a system must be allowed to run."""

_OPEN: Final[Mapping[str, str]] = {"fr": "Ouvrir.html", "en": "Open.html"}
_README: Final[Mapping[str, str]] = {"fr": "LISEZ-MOI.txt", "en": "README.txt"}
_TYPES: Final[Mapping[str, str]] = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ipynb": "application/x-ipynb+json",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".py": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "fr": {
        "computing": "Cette page est ouverte depuis un dossier\u00a0: elle montre les résultats de départ et ne peut pas les "
        "recalculer, ni vérifier vos réponses. Pour calculer, ouvrez le parcours par le lanceur (fichier LISEZ-MOI.txt du dossier).",
        "apart": "Cette page est ouverte depuis un dossier\u00a0: Firefox ne lui montre pas ce que vous faites sur les autres pages. "
        "Pour suivre votre progression, ouvrez le parcours par le lanceur (fichier LISEZ-MOI.txt du dossier), ou avec Edge ou Chrome.",
        "notebook": "Le bloc-notes Jupyter n’est pas dans ce dossier\u00a0: il se trouve sur le site. Vous pouvez emporter le carnet, ci-dessous.",
        "copy": "Ces pages sont une copie du site, dans un dossier\u00a0: elles se lisent sans connexion.",
        "unloaded": "Depuis un dossier, cette page ne peut pas calculer\u00a0: ouvrez le parcours par le lanceur (fichier LISEZ-MOI.txt). "
        "Les résultats affichés sont ceux des réglages de départ.",
        "unavailable": "Depuis un dossier, la liste des territoires ne peut pas être lue\u00a0: ouvrez le parcours par le lanceur "
        "(fichier LISEZ-MOI.txt). La page garde le territoire affiché.",
    },
    "en": {
        "computing": "This page is opened from a folder: it shows the results of the initial settings, and can neither compute them "
        "again nor check your answers. To compute, open the course with the launcher (see README.txt in the folder).",
        "apart": "This page is opened from a folder: Firefox does not let it see what you do on the other pages. "
        "To follow your progress, open the course with the launcher (see README.txt in the folder), or with Edge or Chrome.",
        "notebook": "The Jupyter notebook is not in this folder: it is on the site. You can take the notebook file away, below.",
        "copy": "These pages are a copy of the site, in a folder: they are read without a connection.",
        "unloaded": "From a folder this page cannot compute: open the course with the launcher (see README.txt). "
        "The results shown are those of the initial settings.",
        "unavailable": "From a folder the list of territories cannot be read: open the course with the launcher (see README.txt). "
        "The page keeps the territory shown.",
    },
}
"""Said in the pages; see `building.on_disk.Words`."""


def render(edition: Edition, portal: bytes) -> Tree:
    """The files at the top of a kit besides the site's own.

    Args:
        edition: what is in the kit.
        portal: its first page, which people open by a name that says so.
    """
    languages = tuple(dict.fromkeys(variant.language for variant in edition.variants))
    door = _OPEN[languages[0]]
    shell = _filled("lancer.sh", open=door)
    tree = {
        PurePosixPath(door): portal,
        PurePosixPath("lancer.py"): _filled(
            "lancer.py.j2", headers=_literal(_headers()), types=_literal(_TYPES)
        ),
        PurePosixPath("lancer.sh"): shell,
        PurePosixPath("Lancer.command"): shell,
        PurePosixPath("Lancer.cmd"): _filled("Lancer.cmd", open=door).replace(b"\n", b"\r\n"),
    }
    for language in languages:
        said: dict[str, str | bool] = {
            "title": edition.title[language],
            "version": edition.version,
            "updated": date(edition.updated, language),
            "open": door,
            "chooser": edition.spec.chooser,
        }
        # Windows' own editor knew only its own line ends for thirty years.
        tree[PurePosixPath(_README[language])] = _filled(f"readme.{language}.txt.j2", **said).replace(
            b"\n", b"\r\n"
        )
    return tree


def _headers() -> Mapping[str, str]:
    return {**policy.HEADERS, policy.CSP: policy.SITE_HEADER}


def _literal(value: Mapping[str, str]) -> str:
    """A mapping of texts as Python writes it: so does JSON."""
    return json.dumps(value, ensure_ascii=False, indent=4, sort_keys=True)


def _filled(template: str, **values: str | bool) -> bytes:
    return _environment().get_template(template).render(**values).encode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # noqa: S701  (plain texts and programs, from words of ours)
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
