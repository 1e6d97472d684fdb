"""The page « Mon territoire », and the line that says on every page which territory it speaks of.

Lives here: their HTML, with slots, passages and blocks marked so that the same page can be filled again, in the browser
for a learner's choice (`generator/browser/territory/`) or by the build for a whole country (`renderers.slots`).
May not live here: facts and verdicts (see `generator.territories`), sentences (see `territory_words`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from generator import texts
from generator.model import Chapter, Locality, Obligation
from generator.renderers.common.inline import slot_html
from generator.renderers.common.templates import html
from generator.renderers.pages.territory_words import PAGE_WORDS, SCRIPT_WORDS, STANDINGS
from generator.territories.conditions import CONDITIONS
from generator.territories.obligations import Judgement, Standing, Verdict

TEMPLATES = Path(__file__).parent.parent / "templates" / "pages"
BODIES = ("commune", "grouping")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a variant knows of its territory.

    Attributes:
        language: of the texts.
        locality: the place the build fills pages for.
        facts: its facts as texts.
        open: whether pages can be filled again for other places: passages of all conditions are then kept.
        chooser: whether learners can choose another place; `folder` is then where its files are, from the root.
        digest: of these files, to know when a place chosen earlier has fresher figures.
    """

    language: str
    locality: Locality
    facts: Mapping[str, str]
    open: bool
    chooser: bool
    digest: str


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation as the page shows it: `html` of what it asks, with its sources; where a module explains it."""

    id: str
    title: str
    html: Markup
    note: Markup
    module: tuple[str, str] | None
    verdicts: Mapping[str, Markup]


def words(language: str) -> Mapping[str, str]:
    """The page's own sentences, typeset."""
    return {name: texts.typeset(text, language) for name, text in PAGE_WORDS[language].items()}


def banner(ground: Ground, folder: str, more: str | None, *, exercise: bool = False) -> str:
    """The line under a page's title: which territory it speaks of, and the gestures to change it.

    Args:
        ground: what is known of the territory.
        folder: address of `/territories/` from the page.
        more: address of « Mon territoire » from the page; none on that page itself.
        exercise: whether the page holds one: filled for another place, its script needs the communes.
    """
    spoken = words(ground.language)
    script = {
        name: texts.typeset(text, ground.language) if isinstance(text, str) else text
        for name, text in SCRIPT_WORDS[ground.language].items()
    }
    sentence = spoken["reference" if ground.locality.reference else "settled"]
    html = _environment().get_template("territory.html.j2").render(
        words=spoken,
        script_words=json.dumps(script, ensure_ascii=False, sort_keys=True),
        state=Markup(escape(sentence).replace("{name}", f"<strong>{name_slot(ground)}</strong>")),  # noqa: S704
        folder=folder,
        digest=ground.digest,
        more=more,
        chooser=ground.chooser,
        preset=exercise and ground.open and not ground.chooser,
    )  # fmt: skip
    return one_block(html)


def name_slot(ground: Ground) -> str:
    """The name people know the place by, as a slot."""
    name = "commune.name" if ground.locality.commune else "territory.name"
    return fact(ground, name)


def fact(ground: Ground, name: str) -> str:
    """A fact as a slot; one that this place does not have is an empty slot, for those that have it."""
    return slot_html(name, escape(ground.facts.get(name, ""), quote=False))


def page(
    ground: Ground,
    duties: Sequence[Duty],
    judged: Sequence[Judgement],
    chapters: Sequence[tuple[Chapter, str]],
    line: str,
    folder: str,
) -> str:
    """The body of « Mon territoire » under its title.

    Args:
        ground: what is known of the territory.
        duties: what the law may ask, in the order of the course.
        judged: the verdicts on them.
        chapters: modules that say why they matter here, with their addresses from the page.
        line: the page's banner.
        folder: address of `/territories/` from the page.
    """
    keep = [name for name in CONDITIONS if ground.open or CONDITIONS[name](ground.locality)]

    def slot(name: str) -> Markup:
        return Markup(fact(ground, name))  # noqa: S704 - escaped above

    def said(name: str, **facts: str) -> Markup:
        text = escape(words(ground.language)[name], quote=False)
        return Markup(text.format(**{hole: fact(ground, of) for hole, of in facts.items()}))  # noqa: S704

    html = _environment().get_template("my-territory.html.j2").render(
        words=words(ground.language),
        banner=Markup(line),  # noqa: S704 - written above
        fact=slot,
        said=said,
        keep=lambda name: name in keep,
        hidden=lambda name: not CONDITIONS[name](ground.locality),
        members=Markup(members(ground.locality, ground.language)),  # noqa: S704
        duties={duty.id: duty for duty in duties},
        order=_laid_out(duties, order(judged)),
        chapters=chapters,
        bodies=BODIES,
        folder=folder,
        standings=json.dumps(STANDINGS[ground.language], ensure_ascii=False),
        place=place(ground.locality),
    )  # fmt: skip
    return one_block(html)


def place(locality: Locality) -> str:
    """The place as the page's script wants it, in the shape of a learner's choice: JSON."""
    commune, grouping = locality.commune, locality.grouping
    rows = (
        [[m.insee, m.name, m.municipal, m.total, None] for m in grouping.by_population]
        if grouping
        else [[commune.insee, commune.name, commune.municipal, commune.total, None]]
        if commune
        else []
    )
    if commune:
        rows = [[*row[:4], commune.latest] if row[0] == commune.insee else row for row in rows]
    territory = {"kind": grouping.kind if grouping else "commune", "members": rows}
    chosen = {"commune": commune.insee if commune else None, "territory": territory}
    # Two brackets in a row are marks of authors' texts: none may be left in a page.
    text = json.dumps(chosen, ensure_ascii=False, separators=(",", ":"))
    return re.sub(r"([\[\]{}])(?=\1)", r"\1 ", text)


def members(locality: Locality, language: str) -> str:
    """The rows of the table of communes, the most populated first; nothing for a commune in no grouping."""
    grouping = locality.grouping
    if grouping is None:
        return ""
    ranked = grouping.by_population
    most = max(ranked[0].municipal, 1)
    own = locality.commune.insee if locality.commune else ""
    rows = []
    for member in ranked:
        share = member.municipal / grouping.population if grouping.population else 0.0
        total = "–" if member.total is None else texts.number(member.total, 0, language)
        rows.append(
            f"<tr{' data-own' if member.insee == own else ''}>"
            f'<th scope="row">{escape(member.name, quote=False)}{bar(100 * member.municipal / most)}</th>'
            f"<td>{texts.number(member.municipal, 0, language)}</td><td>{total}</td>"
            f"<td>{texts.percent(share, 1, language)}</td></tr>"
        )
    return "\n".join(rows)


def bar(width: float) -> str:
    """A bar of the chart in the table; its number stands in the row."""
    return (
        '<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect width="{width:.1f}" height="4"></rect></svg>'
    )


def verdict(found: Verdict, language: str) -> str:
    """A verdict as HTML: its first word, then its reason."""
    word = escape(STANDINGS[language][found.standing.value], quote=False)
    reason = escape(found.reason[language], quote=False)
    return f'<strong class="pc-standing" data-standing="{found.standing.value}">{word}</strong> {reason}'


def verdicts(judged: Iterable[Judgement], language: str) -> Mapping[str, str]:
    """The HTML of every verdict by the name of its block, as `duty.commune.open-data`."""
    return {f"duty.{j.body}.{j.obligation.id}": verdict(j.verdict, language) for j in judged}


def order(judged: Iterable[Judgement]) -> Mapping[str, tuple[str, ...]]:
    """Which obligations stand in which list of the page, and in which order, as names of their blocks.

    Returns:
        For each body judged, `duties.<body>`: what applies, what may, what is to come; `apart.<body>`: what does not
        concern it.
    """
    ranks = list(STANDINGS["fr"])
    lists: dict[str, list[str]] = {}
    for j in sorted(judged, key=lambda j: ranks.index(j.verdict.standing)):  # the course's order among equals
        concerned, apart = (lists.setdefault(f"{name}.{j.body}", []) for name in ("duties", "apart"))
        into = apart if j.verdict.standing is Standing.DOES_NOT else concerned
        into.append(f"item.{j.body}.{j.obligation.id}")
    return {name: tuple(items) for name, items in lists.items()}


def _laid_out(duties: Sequence[Duty], found: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    """The lists of the page as identities of obligations; a body that is not judged has all of its own in the first."""
    lists: dict[str, Sequence[str]] = {}
    for body in BODIES:
        every = [f"item.{body}.{duty.id}" for duty in duties if body in duty.verdicts]
        for name, otherwise in ((f"duties.{body}", every), (f"apart.{body}", [])):
            lists[name] = [item.rpartition(".")[2] for item in found.get(name, otherwise)]
    return lists


def duty(
    obligation: Obligation,
    language: str,
    asked: str,
    note: str,
    module: tuple[str, str] | None,
    found: Mapping[str, str],
) -> Duty:
    """An obligation ready for the page.

    Args:
        obligation: what the law may ask.
        language: of the page.
        asked: its duty as safe HTML, sources cited.
        note: its limits as safe HTML; may be empty.
        module: title and address of the module that explains it.
        found: the verdicts by the names of their blocks.
    """
    concerned = {
        body: Markup(found.get(f"duty.{body}.{obligation.id}", ""))  # noqa: S704 - escaped in `verdict`
        for body in BODIES
        if ("commune" in obligation.kinds if body == "commune" else set(obligation.kinds) - {"commune"})
    }
    return Duty(
        obligation.id,
        texts.typeset(obligation.title[language], language),
        Markup(asked),  # noqa: S704 - Markdown without HTML
        Markup(note),  # noqa: S704
        module,
        concerned,
    )


def one_block(html: str) -> str:
    """HTML without a blank or indented line: Markdown engines keep it as it is."""
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())


@cache
def _environment() -> Environment:
    return html(TEMPLATES)
