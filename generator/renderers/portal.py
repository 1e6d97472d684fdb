"""The front door of a published edition: what this is, for whom, how long, and the doors to each course.

One page per language and the page shown for a dead address. Plain HTML and one style sheet, no script; colours and
typeface are those of the first course site of each language, so that they are fetched once.
May not live here: lesson pages (see `pages`), legal texts (see `legal`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from jinja2 import Environment

from generator import texts
from generator.model import Edition, Territory, Tree, Variant
from generator.renderers.common import addresses, offline, policy
from generator.renderers.common.own import LINKS
from generator.renderers.common.statutory import APART, SLUGS, TITLES
from generator.renderers.common.templates import html
from generator.renderers.common.words import LANGUAGE_NAMES, duration, modules_count, word

TEMPLATES = Path(__file__).parent / "templates" / "portal"
STYLE = PurePosixPath("assets/portal.css")
OFFLINE = PurePosixPath(offline.FOLDER, "index.html")
"""Shown without network in the place of a page that the device does not keep."""

LOOK = "assets/parcours"
"""Where a course site keeps the tokens, the typeface and the mark (see `site_config/theme/`)."""

_GOLDEN = math.pi * (3 - math.sqrt(5))
_MAX_PLACES = 40


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the drawing: position and radius in its own units."""

    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """The territory as a network: the largest commune in the middle, each disc's area as its population."""

    spots: tuple[Spot, ...]
    lines: tuple[tuple[Spot, Spot], ...]


def render(edition: Edition) -> Tree:
    """The portal: `index.html` in the first language, `<language>/index.html` in the others, pages for what is not there.

    Args:
        edition: what is published together.

    Returns:
        The files at the root of the site. They name files of the course sites (`<variant>/assets/parcours/`).
    """
    sheets = ("portal.css", "front.css")  # one file: each sheet is a request more
    tree = {STYLE: b"".join((TEMPLATES / name).read_bytes() for name in sheets)}
    for language in _languages(edition):
        url = _url(edition, language)
        tree[PurePosixPath(url, "index.html")] = _page(edition, language, url)
    tree[PurePosixPath("404.html")] = _lost(edition)
    tree[OFFLINE] = _offline(edition)
    return tree


@cache
def _environment() -> Environment:
    return html(TEMPLATES)


def _languages(edition: Edition) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v.language for v in edition.variants))


def _url(edition: Edition, language: str) -> str:
    """Address of a portal page from the root of the site."""
    return "" if language == edition.variants[0].language else f"{language}/"


def _variants(edition: Edition, language: str) -> tuple[Variant, ...]:
    return tuple(v for v in edition.variants if v.language == language)


# --- pages ------------------------------------------------------------------------------------------


def _page(edition: Edition, language: str, url: str) -> bytes:
    variants = _variants(edition, language)
    first = variants[0]
    brand, _, headline = edition.title[language].partition(":")
    html = _environment().get_template(f"portal.{language}.html.j2").render(
        edition=edition,
        lang=language,
        policy=policy.PLAIN,
        brand=brand.strip(),
        headline=texts.typeset(_capital(headline.strip()) or brand.strip(), language),
        first=first,
        variants=variants,
        root=lambda target: addresses.relative(url, target),
        look=addresses.relative(url, f"{first.path}/{LOOK}"),
        style=addresses.relative(url, str(STYLE)),
        languages=[(code, LANGUAGE_NAMES[code], _url(edition, code)) for code in _languages(edition)],
        total=duration(sum(c.minutes for c in first.chapters), language),
        modules=modules_count(language, len(first.chapters)),
        express=_express(first),
        drawing=network(edition.territory),
        plain=texts.plain_slots,
        minutes=lambda n: duration(n, language),
        footer=_footer(first),
        accessibility=accessibility(edition, language),
        statement=f"{first.path}/{SLUGS[language]['accessibility']}/",
    )  # fmt: skip
    return html.encode()


def _footer(variant: Variant) -> list[tuple[str, str]]:
    """(title, address): the learner's own pages, the course's and the legal ones; the accessibility mention is apart."""
    names = TITLES[variant.language]
    own = LINKS[variant.language].values()
    links = [(title, f"{variant.path}/{slug}/") for title, slug in own]
    links += [(page.title, f"{variant.path}/{page.slug}/") for page in variant.pages]
    legal = SLUGS[variant.language].items()
    return links + [(names[page], f"{variant.path}/{slug}/") for page, slug in legal if page not in APART]


def _lost(edition: Edition) -> bytes:
    """The page for a dead address. It is shown at any depth: its links start from the root of the site."""
    root = urlsplit(edition.site.home).path.rstrip("/") + "/"
    first = edition.variants[0]
    html = _environment().get_template("404.html.j2").render(
        policy=policy.PLAIN,
        languages=[(code, root + _url(edition, code)) for code in _languages(edition)],
        brand=edition.title[first.language].partition(":")[0].strip(),
        look=f"{root}{first.path}/{LOOK}",
        style=f"{root}{STYLE}",
        words=_LOST,
    )  # fmt: skip
    return html.encode()


def _offline(edition: Edition) -> bytes:
    """The page for what is not on the device. The site's worker shows what is kept and mends the links: `lost` there."""
    first = edition.variants[0]
    html = _environment().get_template("offline.html.j2").render(
        policy=policy.PLAIN,
        languages=[(code, f"../{_url(edition, code)}", _variants(edition, code)) for code in _languages(edition)],
        brand=edition.title[first.language].partition(":")[0].strip(),
        look=f"../{first.path}/{LOOK}",
        style=f"../{STYLE}",
        words=_KEPT,
    )  # fmt: skip
    return html.encode()


_KEPT: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "title": "Cette page n’est pas sur cet appareil",
        "text": "Il n’y a pas de connexion en ce moment, et cette page n’a pas été gardée ici. Elle s’ouvrira quand la connexion reviendra.",
        "kept": "Ce qui s’ouvre sans connexion",
        "home": "L’accueil du site",
        "course": "Le cours, avec sa recherche et ses quiz : {audience}",
        "python": "Le calcul des exercices",
        "never": "Ne sont jamais gardés : les cahiers d’exercices, le bloc-notes et les fichiers à télécharger.",
    },
    "en": {
        "title": "This page is not on this device",
        "text": "There is no connection right now, and this page was not kept here. It will open once the connection is back.",
        "kept": "What opens without a connection",
        "home": "The home page of the site",
        "course": "The course, with its search and quizzes: {audience}",
        "python": "Computing in the exercises",
        "never": "Never kept: exercise books, the notebook and files to download.",
    },
}

_LOST: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "title": "Cette page n’existe pas",
        "text": "L’adresse est peut-être incomplète, ou la page a été déplacée.",
        "home": "Aller à l’accueil",
    },
    "en": {
        "title": "This page does not exist",
        "text": "The address may be incomplete, or the page has moved.",
        "home": "Go to the home page",
    },
}


# --- words and numbers --------------------------------------------------------------------------------


def accessibility(edition: Edition, language: str) -> str:
    """The mention the law asks for on the home page."""
    audit = edition.site.accessibility_audit
    state = word(language, audit["state"] if audit else "non-conforme")
    return word(language, "accessibility-state", state=state)


def _express(variant: Variant) -> int | None:
    """Minutes of the longest express path; none when no module has one."""
    return max((c.express.minutes for c in variant.chapters if c.express), default=None)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- the drawing ----------------------------------------------------------------------------------------


def network(territory: Territory) -> Drawing:
    """The territory drawn as a network, in a square of 400 around the origin.

    Communes from the largest on turn around it by the golden angle (Vogel's sunflower, 1979), which leaves no gap and
    no row; a disc's area follows its population, with a floor so that the smallest is still seen.
    """
    members = territory.by_population[:_MAX_PLACES]
    if not members:
        return Drawing((), ())
    largest = max(members[0].municipal, 1)
    spots = [Spot(0, 0, 46)]
    for index, member in enumerate(members[1:], start=1):
        turn = index * _GOLDEN + 0.6
        distance = 54 + 136 * math.sqrt(index / (len(members) - 1))
        radius = max(5.0, 46 * math.sqrt(member.municipal / largest))
        spots.append(
            Spot(*(round(n, 1) for n in (distance * math.cos(turn), distance * math.sin(turn), radius)))
        )
    return Drawing(tuple(spots), tuple(_links(spots)))


def shapes(territory: Territory) -> str:
    """The inside of the drawing as SVG: what `groupings` puts in its place for another territory."""
    parts = _environment().get_template("parts.html.j2").module
    return str(parts.shapes(network(territory)))  # type: ignore[attr-defined]


def _links(spots: Sequence[Spot]) -> list[tuple[Spot, Spot]]:
    """The centre to its first ring, and each place to its neighbours on the two spirals of the sunflower."""
    pairs = [(spots[0], spot) for spot in spots[1:9]]
    for gap in (5, 8):
        pairs += [(spots[i], spots[i + gap]) for i in range(1, len(spots) - gap)]
    return pairs
