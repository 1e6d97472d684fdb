"""Addresses in the site: two pages never share one, and none takes the place of the site's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.checks.places import field
from generator.diagnostics import Diagnostic, Place
from generator.model import Course

OWN: Mapping[str, tuple[str, ...]] = {
    "fr": (
        "glossaire", "sources", "mon-territoire", "objectifs", "fil-rouge", "en-suspens", "mon-parcours", "positionnement", "ce-que-ce-site-sait", "attestation",
        "verifier-une-attestation",
    ),
    "en": (
        "glossary", "sources", "my-territory", "objectives", "red-thread", "unsettled", "my-path", "placement", "what-this-site-knows", "attestation",
        "check-an-attestation",
    ),
}  # fmt: skip
"""Pages that every variant has besides the course's, the glossary first. `renderers` names them too."""

LEGAL: Mapping[str, tuple[str, ...]] = {
    "fr": ("mentions-legales", "confidentialite", "accessibilite", "schema-accessibilite"),
    "en": ("legal-notice", "privacy", "accessibility", "accessibility-plan"),
}
"""Pages the law asks for. `renderers` names them too; a test compares."""

ENGINE = ("index", "assets", "search", "sitemap", "404", "stylesheets", "javascripts")
"""What engines and the theme put at the root of a site."""


def addresses(course: Course) -> Iterator[Diagnostic]:
    """duplicate-id: audiences, themes, modules and pages have an address of their own in each language."""
    for language in course.languages:
        taken = dict.fromkeys((*ENGINE, *OWN[language], *LEGAL[language]), "the site itself")
        for name, place in _roots(course, language):
            if name.lower() in taken:
                yield Diagnostic("duplicate-id", f"the address '{name}' is already taken by {taken[name.lower()]}", place,
                                 "choose another: two pages would overwrite each other")  # fmt: skip
            taken.setdefault(name.lower(), str(place))
        first: dict[str, Place] = {}
        for audience in course.audiences:
            slug = audience.slug.get(language, "")
            place = field(course, Place("course/course.yml"), "slug", slug)
            if slug in first:
                yield Diagnostic("duplicate-id", f"two audiences have the address '{slug}' in '{language}'", place,
                                 "choose another: one site would overwrite the other")  # fmt: skip
            first.setdefault(slug, place)


def taken_by(course: Course, slug: str) -> str:
    """What has an address at the root of a variant's site already; empty when it is free."""
    for language in course.languages:
        if slug in {*ENGINE, *OWN[language], *LEGAL[language]}:
            return "the site itself"
        for name, place in _roots(course, language):
            if name == slug:
                return str(place)
    return ""


def _roots(course: Course, language: str) -> Iterator[tuple[str, Place]]:
    """What stands at the root of a variant's site: themes, modules and pages."""
    for theme in course.themes:
        yield theme.slug, field(course, theme.place, "slug", theme.slug)
    for module in course.modules_in_order:
        yield module.slug, module.place
    for page in course.pages.get(language, ()):
        yield page.slug, field(course, Place(page.place.path), "slug", page.slug)
