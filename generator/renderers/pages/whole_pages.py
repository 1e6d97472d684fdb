"""Writes the pages about the whole course: the objectives, the red thread, what is not settled."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from generator.renderers.common.inline import inline_html
from generator.renderers.pages import whole, whole_words
from generator.renderers.pages.learner.page import Words
from generator.renderers.pages.sheets import OBJECTIVES, THREAD, UNSETTLED, Key, Sheet
from generator.renderers.pages.writing import Writer, heading


class WholePages:
    """What these pages say of one variant, with the means of its writer."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.variant, self.language = writer.variant, writer.language

    def about(self, key: Key) -> tuple[str, str, str]:
        """Title, description and author's file of a page."""
        if key == THREAD and self.variant.thread:
            return (
                self.variant.thread.title,
                self._words(whole_words.THREAD)["description"],
                "course/course.yml",
            )
        said = self._words(whole_words.UNSETTLED if key == UNSETTLED else whole_words.OBJECTIVES)
        return said["title"], said["description"], "course/unsettled.yml" if key == UNSETTLED else ""

    def page(self, sheet: Sheet, *, matrix: bool) -> str:
        """The body of a page; `matrix` adds what trainers need to that of the objectives."""
        if sheet.key == OBJECTIVES:
            return self.objectives(sheet, matrix=matrix)
        return self.thread(sheet) if sheet.key == THREAD else self.unsettled(sheet)

    def objectives(self, sheet: Sheet, *, matrix: bool) -> str:
        chapters = self.variant.chapters
        body = self.writer.fill(
            "whole/objectives.html.j2",
            sheet,
            words=self._words(whole_words.OBJECTIVES),
            reaches={chapter.id: whole.reaches(chapter, self.language) for chapter in chapters},
            statements={(c.id, g.id): _html(inline_html(g.statement)) for c in chapters for g in c.goals},
            competences=whole.competences(self.variant),
            matrix=matrix,
        )
        return f"# {heading(sheet.title)}\n\n{body}"

    def thread(self, sheet: Sheet) -> str:
        story = self.variant.thread
        assert story is not None  # noqa: S101  (the sheet exists because the story does)
        page = self.writer.text(sheet)
        intro = _html(page.block(story.intro))
        express = {chapter.id: chapter.express for chapter in self.variant.chapters}
        steps = [
            {
                "number": s.number, "module": s.module, "title": s.title, "here": s.here,
                "html": _html(page.block(s.text)), "express": express.get(s.module),
            }
            for s in story.steps
        ]  # fmt: skip
        words = self._words(whole_words.THREAD)
        body = self.writer.fill("whole/thread.html.j2", sheet, words=words, intro=intro, steps=steps)
        self.writer.cited.update(page.cited)
        return f"# {heading(sheet.title)}\n\n{body}\n{page.sources()}"

    def unsettled(self, sheet: Sheet) -> str:
        page = self.writer.text(sheet)
        shown = [
            {"id": q.id, "title": q.title, "html": _html(q.html), "as_of": q.as_of, "review_by": q.review_by}
            for q in whole.questions(self.variant.unsettled, page, self.language)
        ]
        words = self._words(whole_words.UNSETTLED)
        body = self.writer.fill("whole/unsettled.html.j2", sheet, words=words, questions=shown)
        self.writer.cited.update(page.cited)
        return f"# {heading(sheet.title)}\n\n{body}\n{page.sources()}"

    def _words(self, words: Words) -> Mapping[str, str]:
        return self.writer.spoken(words)


def _html(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - rendered from Markdown with raw HTML off
