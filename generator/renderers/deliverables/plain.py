"""A lesson as a text that stands alone: facts and figures filled, sources numbered at its foot, no mark of the site.

May not live here: Word (see `word`), which passage or fact is shown (settled by `editions`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator import texts
from generator.model import Chapter, Edition, Section, Source, Variant
from generator.renderers.common import takeaways
from generator.renderers.common.words import CONFIDENCE, date, word

_WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "from": "D'après le module « {module} » du parcours « {course} », version {version}, à jour au {date}.",
        "territory": "Les chiffres du territoire sont ceux de {name}.",
        "sources": "Sources",
        "picture": "Image\u00a0: {alt}",
    },
    "en": {
        "from": "From the module “{module}” of the course “{course}”, version {version}, up to date on {date}.",
        "territory": "The figures of the territory are those of {name}.",
        "sources": "Sources",
        "picture": "Picture: {alt}",
    },
}
_LOW = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_HIGH = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_SHIFTED = re.compile(r"<(sub|sup)>([0-9+-]+)</\1>")
_BOX = re.compile(r"^([ \t]*)(?:!!!|\?\?\?\+?)[ \t]+[\w -]*?(?:\"([^\"]*)\")?[ \t]*$")


@dataclass(frozen=True, slots=True)
class Paper:
    """A text to take away. `body` is its Markdown without title nor sources; `sources` are lines in their order."""

    title: str
    language: str
    day: str
    origin: str
    body: str
    sources: tuple[str, ...]
    sources_title: str

    @property
    def markdown(self) -> str:
        listed = "\n".join(f"{n}. {line}" for n, line in enumerate(self.sources, 1))
        foot = f"\n## {self.sources_title}\n\n{listed}\n" if self.sources else ""
        return f"# {self.title}\n\n{self.origin}\n\n{self.body.strip()}\n{foot}"


def paper(edition: Edition, variant: Variant, chapter: Chapter, section: Section) -> Paper:
    """A lesson as its file says it, for the territory of the edition."""
    said, language = _WORDS[variant.language], variant.language
    lines = [
        said["from"].format(
            module=texts.plain_slots(chapter.title), course=texts.plain_slots(variant.title),
            version=edition.version, date=date(edition.updated, language),
        )
    ]  # fmt: skip
    if takeaways.speaks_of_territory(section.text):
        lines.append(said["territory"].format(name=variant.facts["territory.name"]))
    cited: list[str] = []
    body = _boxes_as_quotations(_bare(texts.shown(section.text), variant, cited))
    return Paper(
        title=texts.plain_slots(section.title),
        language=language,
        day=edition.updated,
        origin=" ".join(texts.typeset(line, language) for line in lines),
        body=body,
        sources=tuple(_source(variant.references[one], language) for one in cited),
        sources_title=said["sources"],
    )


def _bare(text: str, variant: Variant, cited: list[str]) -> str:
    """Without the site's marks; `cited` gets the sources, in the order of their numbers."""
    names = {term.id: term.name for term in variant.glossary}
    text = _SHIFTED.sub(lambda m: m.group(2).translate(_LOW if m.group(1) == "sub" else _HIGH), text)
    out: list[str] = []
    for token in texts.tokens(text):
        match token.kind:
            case "cite":
                out.append(_numbers(token.text, variant, cited))
            case "term":
                found = texts.TERM.fullmatch(token.text)
                identity, shown = (found.group(1).strip(), found.group(2)) if found else ("", "")
                out.append(shown or names.get(identity, identity))
            case "link":
                out.append(_link(token.text))
            case "image":
                alt = texts.plain_slots(token.text[2 : token.text.index("]")])
                out.append(f"*{_WORDS[variant.language]['picture'].format(alt=alt)}*")
            case "html":
                out.append(" – " if token.text.lower().startswith("<br") else "")
            case _:
                out.append(texts.plain_slots(token.text))
    return "".join(out)


def _numbers(mark: str, variant: Variant, cited: list[str]) -> str:
    """« [1] » or « [1, 3] », after a space that does not break."""
    known = [one for one, _ in texts.citation_ids(mark) if one in variant.references]
    cited += [one for one in dict.fromkeys(known) if one not in cited]
    numbers = ", ".join(str(cited.index(one) + 1) for one in known)
    return f"{texts.NBSP}[{numbers}]" if numbers else ""


def _link(mark: str) -> str:
    """A link to the web stays one; a page of the course is named, since the file leaves it."""
    found = texts.LINK.fullmatch(texts.plain_slots(mark))
    if found is None or ":" in found.group(2).split("/")[0]:
        return texts.plain_slots(mark)
    return found.group(1)


def _boxes_as_quotations(text: str) -> str:
    """`!!! example "Title"` and what stands under it become a quotation, which every reader of Markdown knows."""
    lines, code = text.split("\n"), texts.fenced_lines(text)
    return "\n".join(_quoted(lines, code))


def _quoted(lines: list[str], code: frozenset[int]) -> Iterator[str]:
    number = 0
    while number < len(lines):
        opened = _BOX.match(lines[number]) if number not in code else None
        if opened is None:
            yield lines[number]
            number += 1
            continue
        margin, title = opened.group(1), opened.group(2)
        inside = margin + "    "
        number += 1
        held: list[str] = []
        while number < len(lines) and (not lines[number].strip() or lines[number].startswith(inside)):
            held.append(lines[number][len(inside) :])
            number += 1
        after = 0
        while held and not held[-1].strip():
            held.pop()
            after = 1
        yield from (f"{margin}> **{title}**", f"{margin}>") if title else ()
        yield from (f"{margin}> {line}".rstrip() for line in held)
        yield from [""] * after


def _source(source: Source, language: str) -> str:
    """One source on one line: title, publisher, mark, date, note, address."""
    as_of = word(language, "as-of", date=date(source.as_of, language))
    what = ", ".join(filter(None, (source.title, source.publisher)))
    line = f"{what}. {CONFIDENCE[language][source.confidence].capitalize()}, {as_of}."
    note = f" {texts.plain_slots(source.note)}" if source.note else ""
    return f"{line}{note}{f' <{source.address}>' if source.address else ''}"
