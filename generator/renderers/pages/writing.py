"""How each kind of page is written, in Markdown with a few marked blocks that the theme styles."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from generator import texts
from generator.model import Chapter, Edition, Quotation, Section, Site, Variant, Worksheet
from generator.renderers.common import addresses, words
from generator.renderers.common.inline import inline_html
from generator.renderers.common.templates import html
from generator.renderers.pages import whole, whole_words
from generator.renderers.pages.deliverables import TakenAway
from generator.renderers.pages.exercises import Shown, Surroundings, render_exercise
from generator.renderers.pages.learner import LearnerPage, digcomp, home, plan
from generator.renderers.pages.learner.page import Words
from generator.renderers.pages.prose import PageText, glossary_of, source_row
from generator.renderers.pages.quizzes import render_quiz
from generator.renderers.pages.sheets import OBJECTIVES, THREAD, UNSETTLED, Key, Sheet, steps_of
from generator.renderers.pages.territory import Ground, duty, verdicts
from generator.renderers.pages.territory import page as territory_page
from generator.territories.obligations import judgements

TEMPLATES = Path(__file__).parent.parent / "templates" / "pages"


@cache
def _environment() -> Environment:
    environment = html(TEMPLATES)
    environment.globals.update(
        word=words.word,
        duration=lambda lang, n: words.duration(n, lang),
        kind=lambda lang, k: words.KIND[lang][k],
        count=words.modules_count,
    )
    return environment


class Writer:
    """Writes the pages of one variant; `paths` says where each stands, `site` who publishes it."""

    def __init__(self, variant: Variant, paths: dict[Key, str], site: Site) -> None:
        self.variant, self.paths, self.site = variant, paths, site
        self.language = variant.language
        self.glossary = glossary_of(variant.glossary)
        self.cited: set[str] = set()

    def text(self, sheet: Sheet) -> PageText:
        return PageText(self.variant, self.glossary, sheet.url)

    def href(self, sheet: Sheet, key: Key) -> str:
        return addresses.relative(sheet.url, addresses.url_of(self.paths[key]))

    def fill(self, template: str, sheet: Sheet, **values: object) -> str:
        html = (
            _environment()
            .get_template(template)
            .render(
                lang=self.language, variant=self.variant, href=lambda *key: self.href(sheet, key), **values
            )
        )
        # A blank line would end the block for Markdown engines.
        return "\n".join(line for line in html.splitlines() if line.strip()) + "\n"

    # --- pages --------------------------------------------------------------------------------------

    def home(self, sheet: Sheet, line: str) -> str:
        """`line`: which territory the course speaks of; empty when it says nothing of one."""
        minutes = sum(c.minutes for c in self.variant.chapters)
        return f"# {heading(self.variant.title)}\n\n" + self.fill(
            "home.html.j2",
            sheet,
            time=words.duration(minutes, self.language),
            steps=steps_of,
            line=Markup(line),  # noqa: S704 - written by us
            ways=[(self.href(sheet, OBJECTIVES), self.spoken(whole_words.OBJECTIVES)["title"])]
            + ([(self.href(sheet, THREAD), self.variant.thread.title)] if self.variant.thread else []),
            own={"words": self.spoken(home.WORDS), "script": as_json(self.spoken(home.SCRIPT_WORDS))},
        )

    def theme(self, sheet: Sheet) -> str:
        part = next(p for p in self.variant.parts if p.id == sheet.key[1])
        page = self.text(sheet)
        opening = Markup(self.opening(sheet, part.opening, page) if part.opening else "")  # noqa: S704 - ours
        body = self.fill("theme.html.j2", sheet, part=part, steps=steps_of, opening=opening)
        self.cited.update(page.cited)
        return f"# {heading(part.title)}\n\n{body}{page.sources()}"

    def opening(self, sheet: Sheet, quotation: Quotation, page: PageText) -> str:
        text, by = whole.opening(quotation, page)
        return self.fill(
            "whole/opening.html.j2", sheet, words=self.spoken(whole_words.OPENING), text=Markup(text), by=Markup(by),  # noqa: S704
            translated=quotation.translated,
        )  # fmt: skip

    def module(self, sheet: Sheet, chapter: Chapter) -> str:
        titles = {c.id: c.title for c in self.variant.chapters}
        intro = self.fill(
            "module-intro.html.j2", sheet, chapter=chapter, titles=titles, steps=steps_of(chapter)
        )
        steps = self.fill("module-steps.html.j2", sheet, chapter=chapter, steps=steps_of(chapter))
        page = self.text(sheet)
        story = self.step(sheet, chapter, page)
        self.cited.update(page.cited)
        return (
            f"# {heading(chapter.title)}\n\n{intro}\n## {words.word(self.language, 'objectives')}\n\n"
            f"{self.objectives(sheet, chapter)}\n{story}## {words.word(self.language, 'steps')}\n\n{steps}{page.sources()}"
        )

    def objectives(self, sheet: Sheet, chapter: Chapter) -> str:
        rows = "".join(f"<li>{inline_html(g.statement)}</li>\n" for g in chapter.goals)
        see, where = self.spoken(whole_words.OBJECTIVES)["see"], self.href(sheet, OBJECTIVES)
        return f'<ul class="pc-objectives">\n{rows}</ul>\n<p class="pc-meta"><a href="{where}#{chapter.id}">{see}</a></p>\n'

    def step(self, sheet: Sheet, chapter: Chapter, page: PageText) -> str:
        """The module's step in the story of the course; nothing where it has none."""
        story = self.variant.thread
        around = story.around(chapter.id) if story else None
        if story is None or around is None:
            return ""
        step, before, after = around
        html = self.fill(
            "whole/thread-step.html.j2", sheet, words=self.spoken(whole_words.THREAD), step=step, before=before,
            after=after, total=len(story.steps), html=Markup(page.block(step.text)),  # noqa: S704 - raw HTML is off
        )  # fmt: skip
        return f"{html}\n"

    def lesson(
        self, sheet: Sheet, section: Section, chapter: Chapter, files: Sequence[TakenAway] = ()
    ) -> str:
        page = self.text(sheet)
        body = page.markdown(section.text)
        take = self.spoken(whole_words.TAKE)
        meta = self.fill("lesson-meta.html.j2", sheet, section=section, files=files, take=take)
        end = self.fill("lesson-end.html.j2", sheet, chapter=chapter, section=section)
        self.cited.update(page.cited)
        return f"# {heading(section.title)}\n\n{meta}\n{body}\n{end}{page.sources()}"

    def quiz(self, sheet: Sheet, chapter: Chapter) -> str:
        quiz = chapter.quiz
        assert quiz is not None  # noqa: S101  (the sheet exists because the quiz does)
        page = self.text(sheet)
        html = render_quiz(quiz, self.language, page.inline, page.block, goals=chapter.goals)
        self.cited.update(page.cited)
        intro = words.word(self.language, "quiz-intro", n=len(quiz.questions))
        end = self.fill("quiz-end.html.j2", sheet)
        return f"# {heading(quiz.title)}\n\n{intro}\n\n{html}\n{end}{page.sources()}"

    def exercise(
        self, sheet: Sheet, worksheet: Worksheet, chapter: Chapter, shown: Shown, sizes: Mapping[str, int]
    ) -> str:
        key = next((k for k in chapter.answer_keys if k.exercise == worksheet.id), None)
        around = Surroundings(self.language, f"{self.variant.path}/{sheet.url}", sizes, self.variant.path)
        meta = self.fill("exercise-meta.html.j2", sheet, worksheet=worksheet)
        html = render_exercise(worksheet, shown, around, key)
        return f"# {heading(worksheet.title)}\n\n{meta}\n{html}\n"

    def learner(self, sheet: Sheet, page: LearnerPage) -> str:
        """A page of the learner's own: complete without a script, which it says when it needs one."""
        title = texts.typeset(page.words[self.language]["title"], self.language)
        return f"# {heading(title)}\n\n{self.learners(sheet, page)}\n"

    def learners(self, sheet: Sheet, page: LearnerPage) -> str:
        """The body of a page of the learner's own, or a part of one."""
        return self.fill(
            f"learner/{page.kind}.html.j2",
            sheet,
            words=self.spoken(page.words),
            site=self.site,
            script=as_json(self.spoken(page.script_words)),
            **self.plan(),
            parts=[Markup(self.learners(sheet, part)) for part in page.parts],  # noqa: S704  (templates of ours)
            digcomp=self.digcomp(),
        )

    def plan(self) -> Mapping[str, object]:
        """What `learner/plan.html.j2` says."""
        return {
            "plan": self.spoken(plan.WORDS),
            "plan_script": as_json(self.spoken(plan.SCRIPT_WORDS)),
        }

    def spoken(self, words: Words) -> Mapping[str, str]:
        """Words in the language of the pages, typeset."""
        own = words.get(self.language, {})
        return {key: texts.typeset(text, self.language) for key, text in own.items()}

    def digcomp(self) -> Mapping[str, object]:
        """What « Mon parcours » says of the framework of competences, with its sources."""
        language = self.language
        found = digcomp.sources(language)
        return {
            "words": self.spoken(digcomp.WORDS),
            "areas": as_json(self.spoken(digcomp.AREAS)),
            "sources": found,
            "rows": [Markup(source_row(one, language, f"framework-{one.id}")) for one in found],  # noqa: S704 - written by us
        }

    def notes(self, sheet: Sheet, chapter: Chapter) -> str:
        page = self.text(sheet)
        body = page.markdown(chapter.notes or "", terms=False)
        self.cited.update(page.cited)
        return (
            f"# {words.word(self.language, 'notes')}{words.word(self.language, 'colon')}"
            f"{heading(chapter.title)}\n\n{body}\n{page.sources()}"
        )

    def territory(self, sheet: Sheet, ground: Ground, edition: Edition, line: str) -> str:
        page = self.text(sheet)
        judged = judgements(edition.obligations, edition.locality)
        found = verdicts(judged, self.language)
        chapters = {chapter.id: chapter for chapter in self.variant.chapters}

        def module(identity: str) -> tuple[str, str] | None:
            chapter = chapters.get(identity)
            return (chapter.title, self.href(sheet, ("module", chapter.id))) if chapter else None

        def shown(words: Mapping[str, str], references: Sequence[str] = ()) -> str:
            text = texts.typeset(words.get(self.language, ""), self.language)
            cited = f" [{'; '.join(f'@{one}' for one in references)}]" if references else ""
            return page.block(text + cited) if text else ""

        duties = [
            duty(
                one,
                self.language,
                shown(one.duty, one.references),
                shown(one.note),
                module(one.module),
                found,
            )
            for one in edition.obligations
        ]
        here = [(c, self.href(sheet, ("module", c.id))) for c in self.variant.chapters if c.here]
        folder = addresses.relative(f"{self.variant.path}/{sheet.url}", f"{addresses.TERRITORIES}/")
        body = territory_page(ground, duties, judged, here, line, folder)
        self.cited.update(page.cited)
        return f"# {heading(sheet.title)}\n\n{body}\n{page.sources()}"

    def prose(self, sheet: Sheet, text: str) -> str:
        page = self.text(sheet)
        body = page.markdown(text)
        self.cited.update(page.cited)
        return f"# {heading(sheet.title)}\n\n{body}\n{page.sources()}"

    def glossary_page(self, sheet: Sheet) -> str:
        page = self.text(sheet)
        terms = sorted(self.variant.glossary, key=lambda t: collation(t.name))
        rows = [f"## {heading(t.name)} {{ #{t.id} }}\n\n{page.inline(t.definition)}\n" for t in terms]
        intro = words.word(self.language, "glossary-intro")
        self.cited.update(page.cited)
        return f"# {sheet.title}\n\n{intro}\n\n" + "\n".join(rows) + page.sources()

    def sources_page(self, sheet: Sheet) -> str:
        cited = sorted(
            (self.variant.references[i] for i in self.cited), key=lambda r: (collation(r.title), r.id)
        )
        rows = "\n".join(source_row(r, self.language, r.id) for r in cited)
        intro = words.word(self.language, "sources-intro")
        if UNSETTLED in self.paths:
            said = self.spoken(whole_words.UNSETTLED)
            intro += f"\n\n{said['see']} [{said['title']}]({self.paths[UNSETTLED]})."
        return f'# {sheet.title}\n\n{intro}\n\n<ul class="pc-sources">\n{rows}\n</ul>\n'


def as_json(words: Mapping[str, str]) -> str:
    return json.dumps(words, ensure_ascii=False, sort_keys=True)


def heading(title: str) -> str:
    """A title as Markdown text on one line: nothing in it may be markup."""
    plain = texts.plain_slots(title).replace("\n", " ")
    return "".join(f"\\{c}" if c in "\\`*_[]{}#" else ("&lt;" if c == "<" else c) for c in plain)


def collation(text: str) -> str:
    """Alphabetical order that ignores accents and case."""
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
