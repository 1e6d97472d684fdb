"""The page of a class's report: one file that opens with a double click, without a script or an outside address.

Its style sheet stands in it, named in its policy by its digest; the typeface and the mark stand in it too.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path, PurePosixPath

from jinja2 import Environment
from markupsafe import Markup, escape

from generator import texts
from generator.model import (
    Matching,
    MultipleChoice,
    Ordering,
    Question,
    Sorting,
    Tree,
    Variant,
)
from generator.renderers.common.templates import html
from generator.renderers.common.words import date, word
from generator.renderers.results import figures
from generator.renderers.results.texts_of import Texts, mark
from generator.renderers.results.words import WORDS
from generator.results import FEW, Class, Misconception, QuestionCount, first_to_address
from generator.results.items import Item, Sort

TEMPLATES = Path(__file__).parent.parent / "templates" / "results"
_ASSETS = PurePosixPath("site_config/theme/assets/parcours")
_SHEETS = ("report.css", "report-modules.css", "report-media.css")
_FONT = "atkinson-next.woff2"
_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_SAID = {MultipleChoice: "ticked", Matching: "matched", Sorting: "sorted", Ordering: "ordered"}
_STEPS = (0.1, 0.25, 0.4, 0.6)
"""Shares from which a cell is a shade darker."""

SIGNS = {Sort.RIGHT: "✓", Sort.WRONG: "✗", Sort.MISSED: "○", Sort.MISPLACED: "↔", Sort.OTHER: "…"}


def render_page(group: Class, variant: Variant, version: str, look: Tree) -> bytes:
    """The page.

    Args:
        group: the class in numbers.
        variant: gives the questions and the language.
        version: of the course.
        look: the site's look: its colours, typeface and mark.
    """
    page = _Page(group, variant)
    style = _style(look)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    html = _environment().get_template("report.html.j2").render(
        page=page,
        words=WORDS[variant.language],
        texts=page.texts,
        lang=variant.language,
        group=group,
        variant=variant,
        version=version,
        first=first_to_address(group),
        few=FEW,
        figures=figures,
        mark=mark,
        colon=word(variant.language, "colon"),
        signs=SIGNS,
        sorts=Sort,
        logo=_logo(look),
        style=Markup(style),  # noqa: S704 - of the look and of ours
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'",
        table={"fr": "resultats.csv", "en": "results.csv"}[variant.language],
    )  # fmt: skip
    return html.encode()


class _Page:
    """What the template asks for, in the language of the report."""

    def __init__(self, group: Class, variant: Variant) -> None:
        self.group, self.variant, self.language = group, variant, variant.language
        self.words = WORDS[variant.language]
        self.texts = Texts(variant)

    def count(self, name: str, n: int) -> str:
        return self.words[f"{name}-{'one' if n == 1 else 'many'}"].format(n=n)

    def lead(self) -> str:
        """How many results, on how many modules, from which days."""
        days = self.group.days
        first, last = date(days[0], self.language), date(days[-1], self.language)
        told = (
            self.words["day"].format(day=first)
            if len(days) == 1
            else self.words["days"].format(first=first, last=last)
        )
        return self.words["in"].format(
            results=self.count("results", self.group.size),
            modules=self.count("modules", len(self.group.modules)),
            days=told,
        )

    def other_versions(self, version: str) -> str:
        """What is to be said of results of other versions of the course; nothing when there are none."""
        others = [name for name in self.group.versions if name != version]
        n = sum(self.group.versions[name] for name in others)
        told = self.words["other-version"].format(n=n, size=self.group.size, list=", ".join(others))
        return told if others else ""

    def share(self, count: int, of: int) -> str:
        return texts.percent(count / of, 0, self.language) if of else self.words["none"]

    def number(self, value: float) -> str:
        return texts.number(value, 0 if value == int(value) else 1, self.language)

    def level(self, item: Item, of: int) -> int:
        """The shade of a cell, 0 to 5: by share, and none where nobody is concerned."""
        if not item.count:
            return 0
        return 1 + sum(item.count / of >= step for step in _STEPS)

    def columns(self, questions: tuple[QuestionCount, ...]) -> int:
        return max((len(q.items) for q in questions), default=0)

    def anchor(self, module: str, question: QuestionCount) -> str:
        return f"q-{module}-{question.question.stem.id}"

    def shown(self, item: Item, question: Question) -> Markup:
        """An item between the quotation marks of the language."""
        inside = self.texts.item(item, question)
        around = (
            ("\u00ab\u00a0", "\u00a0\u00bb")
            if self.language == "fr" and "«" not in inside
            else ("\u201c", "\u201d")
        )
        return escape(around[0]) + inside + escape(around[1])

    def said(self, found: Misconception) -> Markup:
        """The sentence of a misconception: how many did what."""
        question, item = found.question.question, found.item
        how = "missed" if item.sort is Sort.MISSED else _SAID.get(type(question), "answered")
        text = escape(self.words[f"said-{how}"])
        return Markup(text.format(what=self.shown(item, question)))  # noqa: S704 - both are escaped

    def elsewhere(self, item: Item, question: Question) -> Markup:
        """Where most of those who misplaced something put it."""
        place = (
            escape(self.words["position"].format(n=item.elsewhere))
            if isinstance(question, Ordering)
            else self.texts.inline(item.elsewhere)
        )
        return Markup(escape(self.words["elsewhere"]).format(n=item.elsewhere_count, what=place))  # noqa: S704

    def audiences(self) -> str:
        names = {self.variant.audience: self.variant.audience_name}
        return ", ".join(f"{names.get(name, name)} ({n})" for name, n in self.group.audiences.items())


# --- what stands in the page ------------------------------------------------------------------------


def _style(look: Tree) -> str:
    """Colours and typeface of the site, if it has any, then the report's own rules; the typeface stands in the file itself."""
    tokens = look.get(_ASSETS / "tokens.css", b"").decode()
    font = base64.b64encode(look.get(_ASSETS / "fonts" / _FONT, b"")).decode()

    def face(found: re.Match[str]) -> str:
        rule = found.group()
        if f"fonts/{_FONT}" in rule:
            return rule.replace(f"fonts/{_FONT}", f"data:font/woff2;base64,{font}")
        return rule if "url(" not in rule else ""

    own = "\n".join((TEMPLATES / name).read_text(encoding="utf-8") for name in _SHEETS)
    sheet = _FACE.sub(face, tokens) + own
    return re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)


def _logo(look: Tree) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(look.get(_ASSETS / "mark.svg", b"")).decode()


@cache
def _environment() -> Environment:
    return html(TEMPLATES)
