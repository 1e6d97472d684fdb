"""Words of another language, marked as such in finished pages: readers that speak aloud then pronounce them in it.

Lives here: finding in a page's text the phrases that the course lists (`foreign` of course.yml) and putting them into
`<span lang>`, wherever they stand: lessons, questions, titles, sources, the outline. A paragraph between « and » in a page
that is not in French is in French.
May not live here: the list (the course's own), what is said of a place that learners choose (the page's script fills it).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

Foreign = Mapping[str, Sequence[str]]
"""Language → phrases of it, as the course writes them."""

# Their text is no page's text, or is compared with what Python writes again, or may hold no element.
_APART = re.compile(
    r"<(script|style|title|template|select|textarea|code|pre|svg|form)\b.*?</\1>|"
    r'<section class="px-output".*?</section>',
    re.DOTALL,
)
_TAG = re.compile(r"""<[^\s<>](?:"[^"]*"|'[^']*'|[^'">])*>""")
_NOT_FRENCH = re.compile(r'<html lang="(?!fr)')
_QUOTED = re.compile(
    r"<(p|li|td)>(«[^«»]*»)</\1>"
)  # only French quotes so: a letter to send as it is, in another page
_SPACE = "[ \u00a0\u202f\n]"


def marked(html: str, foreign: Foreign) -> str:
    """A page with every phrase of another language in an element that says which.

    Args:
        html: the page.
        foreign: what to look for.

    Returns:
        The same page where none of them stands in its text.
    """
    html = _QUOTED.sub(r'<\1 lang="fr">\2</\1>', html) if _NOT_FRENCH.search(html) else html
    pattern, language_of = _finder(tuple((code, tuple(phrases)) for code, phrases in sorted(foreign.items())))
    hits = list(pattern.finditer(html)) if pattern else []
    if not hits:
        return html
    apart = [part.span() for part in _APART.finditer(html)]
    out, end = [], 0
    for hit in hits:
        start = hit.start()
        if any(a <= start < b for a, b in apart) or _inside(html, start):
            continue
        out += [html[end:start], f'<span lang="{language_of[_form(hit[0])]}">{hit[0]}</span>']
        end = hit.end()
    return "".join((*out, html[end:]))


def _inside(html: str, at: int) -> bool:
    """Whether a place is inside a tag, or in the text of a slot, which the page's script fills as one text."""
    opened = html.rfind("<", 0, at)
    tag = _TAG.match(html, opened)
    return tag is None or tag.end() > at or "data-fact=" in tag[0]


@lru_cache(maxsize=8)  # the audiences of a language look for the same
def _finder(
    foreign: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[re.Pattern[str] | None, Mapping[str, str]]:
    """What finds the longest phrase where one begins, and the language of each."""
    language_of = {_form(phrase): code for code, phrases in foreign for phrase in phrases}
    if not language_of:
        return None, language_of
    longest = sorted(language_of, key=lambda phrase: (-len(phrase), phrase))
    words = "|".join(re.escape(phrase).replace("\\ ", _SPACE).replace("’", "['’]") for phrase in longest)
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE), language_of


def _form(phrase: str) -> str:
    """A phrase without what typography and sentences change: kinds of space and of apostrophe, capitals."""
    return " ".join(phrase.replace("'", "’").lower().split())
