"""Course → Diagnostics: every rule over the course, and over each edition. Pure.

Lives here: one generator function per rule or small family of rules, grouped by file; `check_all` runs them.
May not live here: reading files, showing diagnostics, choosing what to publish.
"""

from generator.checks.all import check_all

__all__ = ["check_all"]
