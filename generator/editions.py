"""Course + spec → Edition: what is published together, with nothing left to choose.

Lives here: the only place where audience, language, territory, role and modules are chosen, facts are filled and
texts get the typography of their language. May not live here: Markdown to HTML, addresses of pages, files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar, assert_never

from generator import texts
from generator.diagnostics import Place
from generator.model import (
    AnswerKey,
    Card,
    Category,
    Cell,
    CellRole,
    Chapter,
    Choice,
    Course,
    Edition,
    EditionSpec,
    Exercise,
    Figure,
    Goal,
    Lesson,
    LessonKind,
    Locality,
    Matching,
    Mistake,
    Module,
    MultipleChoice,
    Numeric,
    Ordering,
    Page,
    Pair,
    Part,
    Question,
    Quiz,
    Role,
    Section,
    ShortText,
    SingleChoice,
    Slip,
    Sorting,
    Source,
    Stem,
    Step,
    TrueFalse,
    Variant,
    Worksheet,
)  # fmt: skip
from generator.overlays import overlaid
from generator.story import open_questions, quotation, red_thread
from generator.territories.conditions import CONDITIONS
from generator.territories.facts import FACTS, Country, facts
from generator.territories.places import country_of, locality_of
from generator.territories.worksheets import localized_course

T = TypeVar("T")

_FOLDER = re.compile(r"<?(?:\.{1,2}/)*([^/#>]+)/")


def in_language(words: Mapping[str, str], language: str) -> str:
    """The text in a language; where a translation is missing (reading tells it), the text there is."""
    return words.get(language) or next(iter(words.values()), "")


def figure_text(figure: Figure, language: str) -> str:
    """A figure as a sentence of that language quotes it."""
    match figure.style:
        case "percent":
            text = texts.percent(figure.value, figure.decimals, language)
        case "euros":
            text = texts.euros(figure.value, figure.decimals, language)
        case "year":
            text = f"{figure.value:.0f}"
        case "number":
            text = texts.number(figure.value, figure.decimals, language)
        case _:
            assert_never(figure.style)
    unit = figure.unit.get(language, "")
    return f"{text}{texts.NBSP}{unit}" if unit else text


def known_facts(module: Module | None) -> tuple[str, ...]:
    """Names that `{{ … }}` may hold in the texts of a module (or of a page, when there is none)."""
    return FACTS + tuple(f"figure.{name}" for name in (module.figures if module else ()))


def select(course: Course, spec: EditionSpec, *, fillable: bool = False) -> Edition:
    """The edition a spec asks for.

    Args:
        course: a course whose checks found no error; unknown facts are left empty otherwise.
        spec: one of `course.editions`.
        fillable: keep passages for other places, hidden, as where learners choose: the build fills them itself.

    Returns:
        One variant per audience and language, in the order of the course.
    """
    course = overlaid(course, spec)
    course = localized_course(course, spec)
    locality = locality_of(course, spec)
    country = country_of(course)
    place = _Place(spec, locality, country, fillable=fillable or spec.chooser)
    variants = tuple(
        _variant(course, spec, place, audience.id, language)
        for language in course.languages
        if language in spec.languages
        for audience in course.audiences
        if audience.id in spec.audiences
    )
    territory = locality.grouping or country.home
    return Edition(
        spec, spec.title, course.version, course.updated, course.site, territory, variants, locality,
        obligations=tuple(course.obligations.values()), course=course.id,
        open=place.fillable,
    )  # fmt: skip


# --- the place an edition speaks of -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an edition is: what its passages and its facts depend on."""

    spec: EditionSpec
    locality: Locality
    country: Country
    fillable: bool

    def passage(self, text: str, condition: str) -> str | None:
        """A passage as it is published; nothing when its condition fails and no reader can change that."""
        holds = not condition or (condition in CONDITIONS and CONDITIONS[condition](self.locality))
        if self.fillable and condition:
            return texts.when(text, condition, holds=holds)
        return text if holds else None

    def left_out(self, course: Course) -> frozenset[str]:
        """Folders of the modules that the edition does not publish."""
        return frozenset(m.slug for m in course.modules.values() if m.id not in self.spec.modules)


def _variant(course: Course, spec: EditionSpec, place: _Place, audience_id: str, language: str) -> Variant:
    audience = course.audience_by_id[audience_id]
    values = facts(place.locality, language, place.country)

    def plain(text: str) -> str:
        return texts.typeset(text, language)

    finish = _Finisher(None, language, values, place.left_out(course))
    parts = []
    for theme in course.themes:
        chapters = tuple(
            _chapter(course, course.modules[m], audience_id, language, place, values)
            for m in theme.modules
            if m in course.modules and m in spec.modules
        )
        if chapters:
            title, summary = (
                plain(in_language(theme.title, language)),
                plain(in_language(theme.summary, language)),
            )
            opening = quotation(course, theme, language, finish)
            parts.append(Part(theme.id, theme.slug, title, summary, chapters, opening))
    return Variant(
        audience=audience_id,
        audience_name=plain(in_language(audience.name, language)),
        invitation=plain(in_language(audience.invitation, language)),
        language=language,
        path=f"{language}/{in_language(audience.slug, language)}",
        title=plain(in_language(spec.title, language)),
        tagline=plain(in_language(course.tagline, language)),
        parts=tuple(parts),
        glossary=tuple(
            replace(t, name=plain(t.name), definition=finish(t.definition))
            for t in course.glossary.get(language, ())
        ),
        references=_sources(course, language),
        facts=values,
        pages=tuple(_page(page, finish, plain) for page in course.pages.get(language, ())),
        thread=red_thread(course, spec, language, finish),
        unsettled=open_questions(course, language, finish),
    )


def _page(page: Page, finish: Callable[[str], str], plain: Callable[[str], str]) -> Page:
    return replace(page, title=plain(page.title), text=finish(page.text))


def _sources(course: Course, language: str) -> Mapping[str, Source]:
    return {
        r.id: Source(
            r.id, texts.typeset(in_language(r.title, language), language), texts.typeset(r.publisher, language),
            r.address, r.confidence, r.as_of, r.review_by, texts.typeset(r.note.get(language, ""), language),
        )
        for r in course.references.values()
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Finisher:
    """Turns an author's text into final text: facts filled as marked slots, typography set, no link to what is left out."""

    module: Module | None
    language: str
    facts: Mapping[str, str]
    left_out: frozenset[str]

    def __call__(self, text: str) -> str:
        return self.typeset(self.fill(text))

    def fill(self, text: str) -> str:
        whole = texts.unlinked(text, self._is_left_out) if self.left_out else text
        return texts.fill(whole, self._value_of)

    def typeset(self, filled: str) -> str:
        done = texts.typeset(filled, self.language)
        # A figure's slot carries its module, so that the name is unique in the whole site.
        opening = f"{texts.SLOT_OPEN}figure."
        return done.replace(opening, f"{opening}{self.module.id}.") if self.module else done

    def _is_left_out(self, address: str) -> bool:
        found = _FOLDER.match(address)
        return found is not None and found.group(1) in self.left_out

    def _value_of(self, name: str) -> str:
        figures = self.module.figures if self.module else {}
        if name.startswith("figure.") and name[7:] in figures:
            return figure_text(figures[name[7:]], self.language)
        return self.facts.get(name, "")


def _chapter(
    course: Course, module: Module, audience: str, language: str, place: _Place, values: Mapping[str, str]
) -> Chapter:
    spec = place.spec
    finish = _Finisher(module, language, values, place.left_out(course))
    sections = tuple(_section(lesson, audience, place, finish) for lesson in module.lessons.get(language, ()))
    quiz = module.quizzes.get(language)
    trainer = spec.role is Role.TRAINER
    notes = module.notes.get(language) if trainer else None
    exercises = [e for e in course.exercises.values() if e.module == module.id and language in e.notebooks]
    return Chapter(
        id=module.id,
        slug=module.slug,
        theme=module.theme,
        title=texts.typeset(in_language(module.title, language), language),
        summary=texts.typeset(in_language(module.summary, language), language),
        minutes=module.minutes,
        prerequisites=tuple(p for p in module.prerequisites if p in spec.modules),
        goals=tuple(
            Goal(o.id, texts.typeset(in_language(o.statement, language), language), o.competence)
            for o in module.objectives
        ),
        sections=tuple(s for s in sections if s.kind is not LessonKind.EXPRESS),
        express=next((s for s in sections if s.kind is LessonKind.EXPRESS), None),
        worksheets=tuple(_worksheet(e, finish, chooser=spec.chooser) for e in exercises),
        answer_keys=tuple(_answer_key(e, language) for e in exercises) if trainer else (),
        quiz=_quiz(quiz, finish) if quiz else None,
        notes=finish(notes.text) if notes else None,
        images=module.images,
        origin=module.place,
        here=tuple(
            (reason.condition, texts.typeset(in_language(reason.text, language), language))
            for reason in module.here
            if place.passage("", reason.condition) is not None
        ),
    )


def _section(lesson: Lesson, audience: str, place: _Place, finish: _Finisher) -> Section:
    # Filled one by one, as they were checked: their runs are known already.
    passages = (p for p in lesson.passages if p.audience in {None, audience})
    filled = (place.passage(finish.fill(p.text).strip("\n"), p.condition) for p in passages)
    chosen = [text for text in filled if text is not None]
    return Section(
        id=lesson.id,
        slug=lesson.slug,
        kind=lesson.kind,
        title=texts.plain_slots(finish(lesson.title)),
        minutes=lesson.minutes,
        objectives=lesson.objectives,
        text=finish.typeset("\n\n".join(chosen)) + "\n",
        origin=Place(lesson.place.path),
        local=tuple(
            (one.what, texts.typeset(in_language(one.title, finish.language), finish.language))
            for one in lesson.local
        ),
    )


# --- exercises --------------------------------------------------------------------------------------


def _worksheet(exercise: Exercise, finish: _Finisher, *, chooser: bool) -> Worksheet:
    language = finish.language
    notebook = exercise.notebooks[language]

    def plain(words: Mapping[str, str]) -> str:
        return texts.typeset(in_language(words, language), language)

    return Worksheet(
        id=exercise.id,
        slug=exercise.slug,
        title=plain(exercise.title),
        summary=plain(exercise.summary),
        minutes=exercise.minutes,
        objectives=exercise.objectives,
        cells=tuple(_cell(c, finish) for c in notebook.cells if c.role is not CellRole.SOLUTION),
        files=exercise.files,
        origin=Place(notebook.place.path),
        territory=f"data/{exercise.territory}" if exercise.territory and chooser else "",
        speaks_of=finish("{{ territory.name }}") if exercise.territory else "",
    )


def _cell(cell: Cell, finish: _Finisher) -> Cell:
    """Prose gets its facts, prose and labels the typography of the language; code stays as it is written."""
    language = finish.language
    prose = cell.role is CellRole.PROSE
    labelled = tuple(replace(p, label=texts.typeset(p.label, language)) for p in cell.parameters)
    source = finish(cell.source) if prose else cell.source
    return replace(cell, source=source, parameters=labelled)


def _answer_key(exercise: Exercise, language: str) -> AnswerKey:
    cells = exercise.notebooks[language].cells
    return AnswerKey(exercise.id, tuple(cell for cell in cells if cell.role is CellRole.SOLUTION))


# --- quizzes ----------------------------------------------------------------------------------------


def _quiz(quiz: Quiz, finish: Callable[[str], str]) -> Quiz:
    title = texts.plain_slots(finish(quiz.title))
    return replace(quiz, title=title, questions=tuple(_question(q, finish) for q in quiz.questions))


def _choices(choices: tuple[Choice, ...], finish: Callable[[str], str]) -> tuple[Choice, ...]:
    return tuple(replace(c, text=finish(c.text), feedback=finish(c.feedback)) for c in choices)


def _question(question: Question, finish: Callable[[str], str]) -> Question:
    stem = replace(
        question.stem,
        prompt=finish(question.stem.prompt),
        hints=tuple(finish(h) for h in question.stem.hints),
        explanation=finish(question.stem.explanation),
    )
    match question:
        case SingleChoice(choices=choices):
            return SingleChoice(stem, _choices(choices, finish))
        case MultipleChoice(choices=choices):
            return MultipleChoice(stem, _choices(choices, finish))
        case TrueFalse():
            yes, no = finish(question.feedback_true), finish(question.feedback_false)
            return TrueFalse(stem, question.answer, yes, no, _choices(question.reasons, finish))
        case Numeric():
            return _numeric(question, stem, finish)
        case Matching():
            return Matching(
                stem, tuple(_pair(p, finish) for p in question.pairs), _choices(question.decoys, finish)
            )
        case Ordering():
            steps = tuple(Step(s.id, finish(s.text), finish(s.feedback), s.place) for s in question.steps)
            return Ordering(stem, steps, finish(question.first), finish(question.last))
        case Sorting():
            categories = tuple(Category(c.id, finish(c.name)) for c in question.categories)
            return Sorting(stem, categories, tuple(_card(c, finish) for c in question.cards))
        case ShortText():
            slips = tuple(Slip(s.words, finish(s.feedback)) for s in question.slips)
            return ShortText(stem, question.accepted, finish(question.right), finish(question.wrong), slips)
        case _:
            assert_never(question)


def _numeric(question: Numeric, stem: Stem, finish: Callable[[str], str]) -> Numeric:
    mistakes = tuple(Mistake(m.value, m.tolerance, finish(m.feedback)) for m in question.mistakes)
    return replace(
        question, stem=stem, unit=finish(question.unit), right=finish(question.right), wrong=finish(question.wrong),
        mistakes=mistakes,
    )  # fmt: skip


def _pair(pair: Pair, finish: Callable[[str], str]) -> Pair:
    return replace(pair, left=finish(pair.left), right=finish(pair.right), feedback=finish(pair.feedback))


def _card(card: Card, finish: Callable[[str], str]) -> Card:
    return replace(card, text=finish(card.text), feedback=finish(card.feedback))
