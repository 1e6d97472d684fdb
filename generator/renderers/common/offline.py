"""What is said of the copy of the site on a device, and the element that says it (`generator/browser/offline/copy.js`).

Lives here: its words, its HTML, where the worker's files stand. May not live here: what is kept (see `building.offline`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape

from generator.model import Edition, Variant
from generator.renderers.common.words import LANGUAGE_NAMES

FOLDER = "offline"
"""Folder of the lists of files that a device keeps, and of the page shown for what it does not."""

WORKER = "sw.js"
"""The worker that keeps the site, at its root."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "language": "fr",
        "title": "Sans connexion",
        "script": "Sans JavaScript, ce site ne garde aucune copie de lui-même.",
        "unusable": "Ici, votre navigateur ne permet pas de garder une copie de ce site\u00a0: il faut rester connecté. C’est souvent le cas dans une fenêtre privée.",
        "nothing": "Rien n’est encore gardé pour une lecture sans connexion.",
        "off": "Vous avez supprimé la copie de ce site\u00a0: rien n’est gardé pour une lecture sans connexion, et rien ne le sera tant que vous ne le demandez pas.",
        "course": "Gardé depuis le {day}\u00a0: le cours «\u00a0{name}\u00a0», avec ses pages, sa recherche et ses quiz ({size}\u00a0Mo). Il s’ouvre sans connexion.",
        "exercises": "Gardé depuis le {day}\u00a0: de quoi calculer dans les exercices ({size}\u00a0Mo). Ils marchent sans connexion.",
        "without": "Sans connexion, vous pourrez lire les exercices, mais pas y faire de calculs.",
        "keep": "Garder ce cours sur cet appareil",
        "more": "Garder aussi les exercices sur cet appareil ({size}\u00a0Mo)",
        "remove": "Supprimer la copie de ce site",
        "keeping": "Copie en cours. Vous pouvez continuer à lire.",
        "counted": "{done} fichiers sur {files}, {bytes}\u00a0Mo sur {total}",
        "done": "C’est gardé.",
        "removed": "La copie est supprimée.",
        "mixed": "La copie n’a pas pu être faite\u00a0: une nouvelle version du site est en train d’arriver. Recommencez dans quelques minutes.",
        "full": "La copie n’a pas pu être faite\u00a0: il n’y a plus assez de place sur cet appareil.",
        "network": "La copie n’a pas pu être terminée\u00a0: la connexion s’est interrompue. Elle reprendra où elle en était.",
    },
    "en": {
        "language": "en",
        "title": "Without a connection",
        "script": "Without JavaScript, this site keeps no copy of itself.",
        "unusable": "Your browser does not allow a copy of this site to be kept here: you need to stay connected. This is often so in a private window.",
        "nothing": "Nothing is kept yet for reading without a connection.",
        "off": "You removed the copy of this site: nothing is kept for reading without a connection, and nothing will be until you ask for it.",
        "course": "Kept since {day}: the course “{name}”, with its pages, its search and its quizzes ({size}\u00a0MB). It opens without a connection.",
        "exercises": "Kept since {day}: what the exercises compute with ({size}\u00a0MB). They work without a connection.",
        "without": "Without a connection you will be able to read the exercises, but not to compute in them.",
        "keep": "Keep this course on this device",
        "more": "Keep the exercises on this device too ({size}\u00a0MB)",
        "remove": "Remove the copy of this site",
        "keeping": "Copying. You may go on reading.",
        "counted": "{done} files of {files}, {bytes}\u00a0MB of {total}",
        "done": "It is kept.",
        "removed": "The copy has been removed.",
        "mixed": "The copy could not be made: a new version of the site is arriving. Try again in a few minutes.",
        "full": "The copy could not be made: there is not enough room left on this device.",
        "network": "The copy could not be finished: the connection was broken off. It will go on from where it stopped.",
    },
}


def group_of(variant: Variant) -> str:
    """The name under which a variant is kept."""
    return variant.path.replace("/", "-")


def offline_copy(edition: Edition, variant: Variant) -> str:
    """The element that tells what is kept of the site, as HTML on one line.

    Args:
        edition: what is published together: other courses of it may be kept too.
        variant: the course whose page it stands on.
    """
    words = WORDS[variant.language]
    names = {group_of(v): _name(v, edition) for v in edition.variants}
    data = {"names": _json(names), "words": _json(words)}
    attributes = " ".join(f'data-{name}="{escape(value)}"' for name, value in data.items())
    element = f"<parcours-offline {attributes}><p>{escape(words['script'])}</p></parcours-offline>"
    return f'<div class="pc-copy">{element}</div>'


def offline_section(edition: Edition, variant: Variant) -> str:
    """The same under a heading, as the end of a Markdown page."""
    # In HTML, as all titles of the learner's pages: of Markdown, it would stand alone in the table of contents.
    return f"\n<h2>{escape(WORDS[variant.language]['title'])}</h2>\n\n{offline_copy(edition, variant)}\n"


def _name(variant: Variant, edition: Edition) -> str:
    languages = {one.language for one in edition.variants}
    return variant.audience_name + (f" ({LANGUAGE_NAMES[variant.language]})" if len(languages) > 1 else "")


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
