"""Names and addresses of the pages the law asks for: the legal pages are written there, the portal links to them."""

from __future__ import annotations

from collections.abc import Mapping

SLUGS: Mapping[str, Mapping[str, str]] = {
    "fr": {"legal": "mentions-legales", "privacy": "confidentialite", "accessibility": "accessibilite"},
    "en": {"legal": "legal-notice", "privacy": "privacy", "accessibility": "accessibility"},
}
TITLES: Mapping[str, Mapping[str, str]] = {
    "fr": {"legal": "Mentions légales", "privacy": "Confidentialité", "accessibility": "Accessibilité"},
    "en": {"legal": "Legal notice", "privacy": "Privacy", "accessibility": "Accessibility"},
}
