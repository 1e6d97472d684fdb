"""The exercise book: every exercise of a variant as a folder that Jupyter Book builds (`folder`), and its pages (`site`)."""

from __future__ import annotations

from generator.renderers.book.folder import origins, source
from generator.renderers.book.site import SETTINGS, THEME, staged

__all__ = ["SETTINGS", "THEME", "origins", "source", "staged"]
