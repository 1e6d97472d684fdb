"""The pages the law asks of a public site: legal notice, privacy, accessibility statement and multi-year plan.

Written from what the publishing authority says of itself (`Site`); what it has not said is told as such, in a clear
sentence, and never made up. The accessibility statement follows the official model (ordered by article 47 of French
law 2005-102 and its decree 2019-768): "not compliant" as long as no audit is declared. The multi-year plan is the
authority's own: without one the page says what is owed.
May not live here: the rest of a page (see `pages`), the portal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment

from generator import texts
from generator.model import Edition, Site, Variant
from generator.renderers.common.offline import offline_copy
from generator.renderers.common.statutory import SLUGS, TITLES
from generator.renderers.common.templates import plain
from generator.renderers.common.words import date

TEMPLATES = Path(__file__).parent / "templates" / "legal"

_COPY = "(copy)"
"""Where a page tells what is kept of the site on the device."""

_MAIL = re.compile(r"^[^\s@<>()\[\]]+@[^\s@<>()\[\]]+\.[A-Za-z]{2,}$")
_ADDRESS = re.compile(r"^https?://[^\s<>()\[\]\"]+$")
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+.!|~$:-])")


@dataclass(frozen=True, slots=True)
class LegalPage:
    """A page of one variant: `text` is Markdown, without the title."""

    id: str
    slug: str
    title: str
    text: str


def render(edition: Edition, variant: Variant) -> tuple[LegalPage, ...]:
    """The legal pages of a variant, in its language.

    Args:
        edition: for its site (the authority's own values) and its date.
        variant: for its language.

    Returns:
        Legal notice, privacy, accessibility statement, multi-year accessibility plan, in this order.
    """
    language = variant.language
    return tuple(
        LegalPage(page, slug, TITLES[language][page], _written(page, variant, edition))
        for page, slug in SLUGS[language].items()
    )


def _written(page: str, variant: Variant, edition: Edition) -> str:
    language = variant.language
    site = edition.site
    text = _environment().get_template(f"{page}.{language}.md.j2").render(
        site=_shown(site),
        audit=_audit(site, language),
        plan=_plan(site, language),
        plan_slug=SLUGS[language]["plan"],
        statement_slug=SLUGS[language]["accessibility"],
        day=date(edition.updated, language),
        chooser=edition.spec.chooser,
        exercises=any(chapter.worksheets for chapter in variant.chapters),
        state=site.accessibility_audit["state"] if site.accessibility_audit else "non-conforme",
    )  # fmt: skip
    text = texts.typeset(re.sub(r"\n{3,}", "\n\n", text), language)
    return text.replace(_COPY, offline_copy(edition, variant)).strip() + "\n"


@cache
def _environment() -> Environment:
    # Markdown, not HTML: values are made safe one by one in `_shown`.
    return plain(TEMPLATES)


def _shown(site: Site) -> Mapping[str, str]:
    """The authority's values as Markdown that says nothing but their text; empty when there is none."""
    values = {
        "authority": site.authority,
        "address": site.address,
        "contact": site.contact,
        "publication_director": site.publication_director,
        "dpo_contact": site.dpo_contact,
        "host": site.host,
        "home": site.home,
    }
    return {name: _plain(value.strip()) for name, value in values.items()}


def _plain(value: str) -> str:
    """Plain text as Markdown: addresses become links, nothing else is markup."""
    if _MAIL.match(value):
        return f"[{_escaped(value)}](mailto:{value})"
    if _ADDRESS.match(value):
        return f"[{_escaped(value)}]({value})"
    return _escaped(" ".join(value.split()))


def _escaped(value: str) -> str:
    html = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(r"\\\1", html)


def _plan(site: Site, language: str) -> Mapping[str, object] | None:
    """The declared multi-year plan, its values ready to be read, actions by year; `None` when there is none."""
    plan = site.accessibility_plan
    if plan is None:
        return None
    shown = [
        {
            "year": action.year,
            "what": _cell(action.what),
            "when": _cell(action.when) or "—",
            "state": _STATES[language][action.state],
        }
        for action in plan.actions
    ]
    return {
        "first": plan.first,
        "last": plan.last,
        "referent": _plain(plan.referent),
        "means": _plain(plan.means),
        "address": _plain(plan.address),
        "years": [
            (year, [action for action in shown if action["year"] == year])
            for year in range(plan.first, plan.last + 1)
        ],
    }


def _cell(value: str) -> str:
    """Plain text in a cell of a table."""
    return _plain(value).replace("\n", " ")


_STATES: Mapping[str, Mapping[str, str]] = {
    "fr": {"planned": "prévue", "under-way": "en cours", "done": "faite"},
    "en": {"planned": "planned", "under-way": "under way", "done": "done"},
}


def _audit(site: Site, language: str) -> Mapping[str, str] | None:
    """The declared audit, its values ready to be read; `None` when none was made."""
    audit = site.accessibility_audit
    if audit is None:
        return None
    rate = float(audit["rate"])
    return {
        "state": audit["state"],
        "day": date(audit["date"], language),
        "rate": texts.number(rate, 0 if rate.is_integer() else 1, language),
        "auditor": _plain(audit["auditor"]),
        "report": _plain(audit.get("report", "")),
    }
