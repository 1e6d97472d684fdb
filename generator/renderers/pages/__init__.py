"""The site of one variant, staged for an engine: Markdown pages, configuration, theme and scripts.

Lives here: `render`, and how each kind of page is written. The staged tree is plain MkDocs: MkDocs and Zensical
build it alike, and none of the course's logic is left in it.
"""

from generator.renderers.pages.site import render

__all__ = ["render"]
