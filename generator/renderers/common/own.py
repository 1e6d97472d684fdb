"""Pages of the learner's own that every product leads to: their titles and addresses.

Lives here: what the portal needs of them; a test keeps it the same as the pages themselves (`pages/learner/`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LINKS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "fr": {
        "kept": ("Ce que ce site sait de vous", "ce-que-ce-site-sait"),
        "verify": ("Vérifier une attestation", "verifier-une-attestation"),
    },
    "en": {
        "kept": ("What this site knows about you", "what-this-site-knows"),
        "verify": ("Check an attestation", "check-an-attestation"),
    },
}
"""Language → kind of page → title and name of its folder in a variant."""
