"""Names and addresses of the pages the law asks for: the legal pages are written there, the portal links to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SLUGS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "legal": "mentions-legales",
        "privacy": "confidentialite",
        "accessibility": "accessibilite",
        "plan": "schema-accessibilite",
    },
    "en": {
        "legal": "legal-notice",
        "privacy": "privacy",
        "accessibility": "accessibility",
        "plan": "accessibility-plan",
    },
}
TITLES: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "legal": "Mentions légales",
        "privacy": "Confidentialité",
        "accessibility": "Accessibilité",
        "plan": "Schéma pluriannuel d’accessibilité",
    },
    "en": {
        "legal": "Legal notice",
        "privacy": "Privacy",
        "accessibility": "Accessibility",
        "plan": "Multi-year accessibility plan",
    },
}

APART: Final = frozenset({"accessibility", "plan"})
"""Pages that lists of links leave out: the statement is a mention by itself, and leads to the plan."""
