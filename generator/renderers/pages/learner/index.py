"""What scripts know of the course: `course.json`, one per variant, and the few words of each page about itself.

Lives here: both forms, told in `docs/learner.md`. May not live here: texts of lessons, right answers (the quiz's page
has them), names of a territory (a site is filled again for others), anything of a learner.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from generator import texts
from generator.model import CellRole, Chapter, Edition, Quiz, Section, Variant, Worksheet
from generator.renderers.common import addresses
from generator.renderers.pages.learner import PAGES
from generator.renderers.pages.quizzes import kind_of
from generator.renderers.pages.sheets import HOME, Key, Sheet, questions_of

FORMAT: Final = 1
"""Of `course.json`: scripts of another build do not read it."""

INDEX: Final = PurePosixPath("assets/parcours/course.json")
"""Where it stands in a variant."""


class Index:
    """What one variant's scripts know; `paths` says where each page stands."""

    def __init__(self, edition: Edition, variant: Variant, paths: Mapping[Key, str]) -> None:
        self.edition, self.variant, self.paths = edition, variant, paths

    def course(self) -> bytes:
        """`course.json`: ids, titles, minutes and addresses; the same bytes for the same course."""
        edition, variant = self.edition, self.variant
        content = {
            "format": FORMAT,
            "course": edition.course,
            "version": edition.version,
            "updated": edition.updated,
            "title": texts.plain_slots(variant.title),
            "edition": edition.spec.name,
            "language": variant.language,
            "audience": variant.audience,
            "audienceName": variant.audience_name,
            "authority": edition.site.authority,
            "themes": [
                {"id": p.id, "title": texts.plain_slots(p.title), "url": self.url("theme", p.id)}
                for p in variant.parts
            ],
            "modules": [self.module(chapter) for chapter in variant.chapters],
            "pages": {
                "home": self.url(*HOME),
                **{kind: self.url(kind) for kind in PAGES},
                "privacy": self.url("page", "privacy"),
            },
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

    def url(self, *key: str) -> str:
        return addresses.url_of(self.paths[key])

    def module(self, chapter: Chapter) -> Mapping[str, object]:
        return {
            "id": chapter.id,
            "title": texts.plain_slots(chapter.title),
            "summary": texts.plain_slots(chapter.summary),
            "theme": chapter.theme,
            "url": self.url("module", chapter.id),
            "minutes": chapter.minutes,
            "prerequisites": list(chapter.prerequisites),
            "objectives": [
                {
                    "id": goal.id,
                    "statement": texts.plain_slots(goal.statement),
                    "competence": goal.competence,
                }
                for goal in chapter.goals
            ],
            "lessons": [self.lesson(chapter, section) for section in chapter.sections],
            "express": self.lesson(chapter, chapter.express) if chapter.express else None,
            "exercises": [self.exercise(chapter, worksheet) for worksheet in chapter.worksheets],
            "quiz": self.quiz(chapter, chapter.quiz) if chapter.quiz else None,
        }

    def lesson(self, chapter: Chapter, section: Section) -> Mapping[str, object]:
        return {
            "id": section.id,
            "title": texts.plain_slots(section.title),
            "url": self.url("lesson", chapter.id, section.id),
            "minutes": section.minutes,
            "kind": section.kind.value,
        }

    def exercise(self, chapter: Chapter, worksheet: Worksheet) -> Mapping[str, object]:
        return {
            "id": worksheet.id,
            "title": texts.plain_slots(worksheet.title),
            "url": self.url("exercise", chapter.id, worksheet.id),
            "minutes": worksheet.minutes,
            "objectives": list(worksheet.objectives),
            "cells": list(questions_of(worksheet)),
            "settings": {
                p.name: p.label
                for cell in worksheet.cells
                if cell.role is CellRole.PARAMETERS
                for p in cell.parameters
            },
        }

    def quiz(self, chapter: Chapter, quiz: Quiz) -> Mapping[str, object]:
        return {
            "id": quiz.id,
            "title": quiz.title,
            "url": self.url("quiz", chapter.id),
            "minutes": quiz.minutes,
            "questions": [
                {
                    "id": question.stem.id,
                    "kind": kind_of(question),
                    "objective": question.stem.objective,
                    "tries": question.stem.tries,
                    "recall": bool(question.stem.recall),
                }
                for question in quiz.questions
            ],
        }

    def page(self, sheet: Sheet, words: Mapping[str, str]) -> Mapping[str, object]:
        """What a page tells its scripts of itself; addresses are relative to it."""
        here = f"{self.variant.path}/{sheet.url}"
        kind, *ids = sheet.key
        return {
            "course": self.edition.course,
            "version": self.edition.version,
            "kind": sheet.kind,
            "language": self.variant.language,
            "audience": self.variant.audience,
            "module": sheet.chapter.id if sheet.chapter else None,
            "lesson": ids[1] if kind == "lesson" else None,
            "exercise": ids[1] if kind == "exercise" else None,
            "index": addresses.relative(here, f"{self.variant.path}/{INDEX}"),
            "variant": addresses.relative(here, f"{self.variant.path}/"),
            "root": addresses.relative(here, ""),
            "kept": addresses.relative(here, f"{self.variant.path}/{self.url('kept')}"),
            "words": dict(words),
        }
