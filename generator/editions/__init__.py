"""Course + spec → Edition: what is published together, with nothing left to choose.

Lives here: the only place where audience, language, territory, role and modules are chosen, facts are filled and
texts get the typography of their language. May not live here: Markdown to HTML, addresses of pages, files.
"""

from generator.editions.finishing import figure_text, in_language
from generator.editions.selection import known_facts, select, selectable

__all__ = ["figure_text", "in_language", "known_facts", "select", "selectable"]
