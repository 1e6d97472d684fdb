"""Final Markdown of a lesson → Markdown an engine renders: citations, glossary terms and facts become HTML marks.

May not live here: the rest of the page (see `writing`), short texts of quizzes (see `common.inline`, which asks this
module's `PageText` what a citation or a term becomes).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape, unescape

from generator import texts
from generator.model import Source, Term, Variant
from generator.renderers.common import addresses
from generator.renderers.common.inline import attribute, block_html, inline_html, slot_html
from generator.renderers.common.words import CONFIDENCE, date, word

_SPACE = r"(?:[ \u00a0\u202f]|[ \u00a0\u202f]?\n[ >]*)"
"""Between two words of a term: any space, or the end of a line inside a paragraph."""


@lru_cache(maxsize=8)  # the audiences of a language have the same terms
def glossary_of(terms: tuple[Term, ...]) -> Glossary:
    """The glossary of these terms."""
    return Glossary(terms)


class Glossary:
    """The terms of a variant and one pattern that finds any of their forms."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.by_id: Mapping[str, Term] = {t.id: t for t in terms}
        self.by_form: dict[str, Term] = {}
        self._definitions: dict[str, str] = {}
        for term in terms:
            for form in (term.name, *term.forms):
                self.by_form.setdefault(_form(form), term)
        self.pattern = _any_of(self.by_form) if self.by_form else None

    def definition(self, term: Term) -> str:
        """Its words alone, ready for an attribute."""
        if term.id not in self._definitions:
            text = re.sub(r"[ \u00a0\u202f]*\[@[^\]]*\]", "", term.definition)
            text = texts.TERM.sub(lambda m: m.group(2) or self.name(m.group(1)), text)
            words = unescape(re.sub(r"<[^>]+>", "", inline_html(text)))
            self._definitions[term.id] = attribute(words)
        return self._definitions[term.id]

    def name(self, identity: str) -> str:
        term = self.by_id.get(identity.strip())
        return term.name if term else identity


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    """What finds the longest of these forms where one begins: « donnée personnelle » rather than « donnée »."""
    # By first letter, so that a word is held against a few forms rather than against the hundreds there are.
    by_letter: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda f: (-len(f), f)):
        by_letter.setdefault(form[0], []).append(_SPACE.join(map(re.escape, form[1:].split(" "))))
    union = "|".join(f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())
    return re.compile(rf"(?<![\w-])(?:{union})(?![\w-])", re.IGNORECASE)


def _form(text: str) -> str:
    """A spelling without what typography changes: case, apostrophes, kinds of space, ends of line."""
    return " ".join(text.lower().replace("'", "’").split())


class PageText:
    """The texts of one page. Remembers which sources it cites, in order, and which terms it has linked."""

    def __init__(self, variant: Variant, glossary: Glossary, url: str) -> None:
        self.variant, self.glossary, self.url = variant, glossary, url
        self.cited: list[str] = []
        self.linked: set[str] = set()

    # --- marks --------------------------------------------------------------------------------------

    def special(self, token: texts.Token) -> str | None:
        """HTML of a citation or of a term linked by hand; `None` leaves the text as it is."""
        if token.kind == "cite":
            ids = [found for found, _ in texts.citation_ids(token.text)]
            # A thin space keeps « 1 » and « 2 » from being read as « 12 ».
            return "\u2009".join(self.cite(i) for i in ids if i in self.variant.references)
        if token.kind == "term" and (found := texts.TERM.fullmatch(token.text)):
            term = self.glossary.by_id.get(found.group(1).strip())
            return self.term(term, escape(found.group(2) or term.name, quote=False)) if term else None
        return None

    def cite(self, reference: str) -> str:
        if reference not in self.cited:
            self.cited.append(reference)
        n = self.cited.index(reference) + 1
        language = self.variant.language
        title = attribute(
            word(language, "source-n", n=n)
            + word(language, "colon")
            + self.variant.references[reference].title
        )
        return f'<a class="pc-cite" href="#source-{reference}" aria-label="{title}">{n}</a>'

    def term(self, term: Term, shown: str) -> str:
        page = f"{addresses.GLOSSARY[self.variant.language]}/#{term.id}"
        href = addresses.relative(self.url, page)
        definition = self.glossary.definition(term)
        return f'<a class="pc-term" href="{href}" data-definition="{definition}">{shown}</a>'

    # --- texts --------------------------------------------------------------------------------------

    def inline(self, text: str) -> str:
        return self._linked(inline_html(text, self.special))

    def block(self, text: str) -> str:
        return self._linked(block_html(text, self.special))

    def _linked(self, html: str) -> str:
        """Links to course files as addresses: engines translate those of Markdown, not those of HTML."""
        return _COURSE_LINK.sub(lambda m: f'href="{self._address(m.group(1))}{m.group(2) or ""}"', html)

    def _address(self, file: str) -> str:
        folder = posixpath.dirname(self.url.rstrip("/"))
        return addresses.relative(
            self.url, addresses.url_of(posixpath.normpath(posixpath.join(folder, file)))
        )

    def markdown(self, text: str, *, terms: bool = True) -> str:
        """A lesson's text as the engine gets it. Terms are linked the first time they occur on the page.

        A passage shown under a condition stands in an element that the page's script shows and hides; no term is
        linked there, since the first time must not be one that nobody sees.
        """
        return "".join(
            _WHEN.format(
                name=run.condition,
                state="" if run.holds else " hidden",
                text=self._markdown(run.text, terms=False),
            )
            if run.condition
            else self._markdown(run.text, terms=terms)
            for run in texts.by_condition(text)
        )

    def _markdown(self, text: str, *, terms: bool) -> str:
        out = []
        for token in texts.tokens(text):
            html = self.special(token)
            if html is not None:
                out.append(html)
            elif token.kind == "slot":
                out.append(texts.replace_slots(token.text, lambda n, v: slot_html(n, escape(v, quote=False))))
            elif token.kind == "prose":
                # A lone '<' before a letter could open a tag for the engine: what is not Markdown stays text.
                prose = _LONE.sub("&lt;", token.text)
                out.append(self._terms(prose) if terms and not token.heading else prose)
            else:
                out.append(texts.plain_slots(token.text))
        return "".join(out)

    def _terms(self, prose: str) -> str:
        if self.glossary.pattern is None:
            return prose
        titles: list[tuple[int, int]] | None = (
            None  # most runs of prose hold no term: looked for when one does
        )

        def link(found: re.Match[str]) -> str:
            nonlocal titles
            term = self.glossary.by_form.get(_form(found.group()))
            if term is None or term.id in self.linked:
                return found.group()
            if titles is None:
                titles = [m.span() for m in _TITLE.finditer(prose)]
            if any(a <= found.start() < b for a, b in titles):
                return found.group()
            self.linked.add(term.id)
            return self.term(term, found.group())

        return self.glossary.pattern.sub(link, prose)

    def sources(self) -> str:
        """The list that ends a page: each source cited, how sure it is and its date."""
        if not self.cited:
            return ""
        language = self.variant.language
        rows = [source_row(self.variant.references[i], language, f"source-{i}") for i in self.cited]
        return (
            f'\n## {word(language, "sources-of-page")}\n\n<ol class="pc-sources">\n'
            + "\n".join(rows)
            + "\n</ol>\n"
        )


_COURSE_LINK = re.compile(r'href="([^":]+\.md)(#[^"]*)?"')
_WHEN = '<div class="pc-when" data-when="{name}"{state} markdown="1">\n\n{text}\n\n</div>'
_LONE = re.compile(r"<(?=[A-Za-z/!?])")
_TITLE = re.compile(
    r"^[ \t>]*(?:!!!|\?\?\?\+?|===)[ \t].*$", re.MULTILINE
)  # the title of an admonition is a heading of a kind


def source_row(source: Source, language: str, anchor: str) -> str:
    """One source as a list item: title (a link where there is an address), publisher, mark, date, note."""
    title = escape(source.title, quote=False)
    if source.address:
        title = f'<a href="{escape(source.address)}" rel="external noreferrer">{title}</a>'
    mark = source.confidence.value
    note = f' <span class="pc-note">{inline_html(source.note)}</span>' if source.note else ""
    as_of = word(language, "as-of", date=date(source.as_of, language))
    what = ", ".join(filter(None, (title, escape(source.publisher, quote=False))))
    return (
        f'<li id="{anchor}">{what}. '
        f'<span class="pc-mark pc-mark--{mark}">{CONFIDENCE[language][source.confidence]}</span>, {as_of}.{note}</li>'
    )
