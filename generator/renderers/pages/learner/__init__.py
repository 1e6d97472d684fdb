"""The learner's own pages: their path, a placement, what is kept on the device, the attestation and its check.

Lives here: where each page stands, its words and those of its script, what scripts know of the course (`index`).
May not live here: what a learner did (it never leaves the device), what the scripts do (`generator/browser/learner/`).
How the parts stand together is told in `docs/learner.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator.renderers.pages.learner import attestation, kept, mine, placement, verify
from generator.renderers.pages.learner.page import LearnerPage

PAGES: Final[Mapping[str, LearnerPage]] = {
    page.kind: page for page in (mine.PAGE, placement.PAGE, kept.PAGE, attestation.PAGE, verify.PAGE)
}
"""Every page by its kind, in the order in which they are listed."""

__all__ = ["PAGES", "LearnerPage"]
