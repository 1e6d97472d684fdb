"""Course + spec → Edition: what is published together, with nothing left to choose.

Lives here: the only place where audience, language, territory, role and modules are chosen.
May not live here: how a text is made final (see `finishing`), Markdown to HTML, addresses of pages, files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from generator import texts
from generator.diagnostics import Place
from generator.editions.finishing import Finisher, in_language
from generator.editions.quizzes import finished
from generator.model import (
    AnswerKey,
    Cell,
    CellRole,
    Chapter,
    Course,
    Edition,
    EditionSpec,
    Exercise,
    Goal,
    Lesson,
    LessonKind,
    Locality,
    Module,
    Page,
    Part,
    Role,
    Section,
    Source,
    Variant,
    Worksheet,
)  # fmt: skip
from generator.overlays import overlaid
from generator.story import open_questions, quotation, red_thread
from generator.territories.conditions import CONDITIONS
from generator.territories.facts import FACTS, Country, facts
from generator.territories.places import country_of, known_territory, locality_of
from generator.territories.worksheets import localized_course


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
    spoken = (language for language in course.languages if language in spec.languages)
    variants = tuple(variant for language in spoken for variant in _variants(course, spec, place, language))
    territory = locality.grouping or country.home
    return Edition(
        spec, spec.title, course.version, course.updated, course.site, territory, variants, locality,
        obligations=tuple(course.obligations.values()), course=course.id,
        open=place.fillable,
    )  # fmt: skip


def selectable(course: Course, spec: EditionSpec) -> bool:
    """Whether an edition names nothing but what there is; where it does not, the checks say so."""
    return (
        known_territory(course, spec.territory)
        and set(spec.languages) <= set(course.languages)
        and set(spec.audiences) <= set(course.audience_by_id)
    )


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


def _variants(course: Course, spec: EditionSpec, place: _Place, language: str) -> Iterator[Variant]:
    """The variants of one language: what says the same to all audiences, most of a course, is made once."""
    values, gone = facts(place.locality, language, place.country), place.left_out(course)

    def plain(words: Mapping[str, str]) -> str:
        return texts.typeset(in_language(words, language), language)

    finish = Finisher(None, language, values, gone)
    parts, lessons = [], {}
    for theme in course.themes:
        chapters = []
        for module in (course.modules[m] for m in theme.modules if m in course.modules and m in spec.modules):
            of_module = Finisher(module, language, values, gone)
            chapters.append(_chapter(course, module, place, of_module))
            lessons[module.id] = _Lessons(module.lessons.get(language, ()), place, of_module)
        if chapters:
            opening = quotation(course, theme, language, finish)
            title, summary = plain(theme.title), plain(theme.summary)
            parts.append(Part(theme.id, theme.slug, title, summary, tuple(chapters), opening))
    shared = _shared(course, spec, language, finish, values)
    for audience in course.audiences:
        if audience.id in spec.audiences:
            yield replace(
                shared,
                audience=audience.id,
                audience_name=plain(audience.name),
                invitation=plain(audience.invitation),
                path=f"{language}/{in_language(audience.slug, language)}",
                parts=tuple(
                    replace(part, chapters=tuple(lessons[c.id].of(c, audience.id) for c in part.chapters))
                    for part in parts
                ),
            )


def _shared(
    course: Course, spec: EditionSpec, language: str, finish: Finisher, values: Mapping[str, str]
) -> Variant:
    """What the variants of a language share: no audience yet, no parts."""

    def plain(text: str) -> str:
        return texts.typeset(text, language)

    return Variant(
        audience="",
        audience_name="",
        invitation="",
        language=language,
        path="",
        title=plain(in_language(spec.title, language)),
        tagline=plain(in_language(course.tagline, language)),
        parts=(),
        glossary=tuple(
            replace(t, name=plain(t.name), definition=finish(t.definition))
            for t in course.glossary.get(language, ())
        ),
        references=_sources(course, language),
        facts=values,
        pages=tuple(_page(page, finish, plain) for page in course.pages.get(language, ())),
        thread=red_thread(course, spec, language, finish),
        unsettled=open_questions(course, language, finish),
        foreign=course.foreign.get(language, {}),
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


def _chapter(course: Course, module: Module, place: _Place, finish: Finisher) -> Chapter:
    """A module without its lessons: what all audiences have of it."""
    spec, language = place.spec, finish.language
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
        sections=(),
        express=None,
        worksheets=tuple(_worksheet(e, finish, chooser=spec.chooser) for e in exercises),
        answer_keys=tuple(_answer_key(e, language) for e in exercises) if trainer else (),
        quiz=finished(quiz, finish) if quiz else None,
        notes=finish(notes.text) if notes else None,
        images=module.images,
        origin=module.place,
        here=tuple(
            (reason.condition, texts.typeset(in_language(reason.text, language), language))
            for reason in module.here
            if place.passage("", reason.condition) is not None
        ),
    )


@dataclass(frozen=True, slots=True)
class _Lessons:
    """The lessons of one module; `_made` are those that all audiences have alike."""

    lessons: tuple[Lesson, ...]
    place: _Place
    finish: Finisher
    _made: dict[str, Section] = field(default_factory=dict)

    def of(self, chapter: Chapter, audience: str) -> Chapter:
        """The chapter with its lessons, for one audience."""
        sections = [self._section(lesson, audience) for lesson in self.lessons]
        return replace(
            chapter,
            sections=tuple(s for s in sections if s.kind is not LessonKind.EXPRESS),
            express=next((s for s in sections if s.kind is LessonKind.EXPRESS), None),
        )

    def _section(self, lesson: Lesson, audience: str) -> Section:
        if any(passage.audience for passage in lesson.passages):
            return _section(lesson, audience, self.place, self.finish)
        if lesson.slug not in self._made:
            self._made[lesson.slug] = _section(lesson, audience, self.place, self.finish)
        return self._made[lesson.slug]


def _section(lesson: Lesson, audience: str, place: _Place, finish: Finisher) -> Section:
    passages = (p for p in lesson.passages if p.audience in {None, audience})
    published = (place.passage(finish(p.text).strip("\n"), p.condition) for p in passages)
    return Section(
        id=lesson.id,
        slug=lesson.slug,
        kind=lesson.kind,
        title=texts.plain_slots(finish(lesson.title)),
        minutes=lesson.minutes,
        objectives=lesson.objectives,
        text="\n\n".join(text for text in published if text is not None) + "\n",
        origin=Place(lesson.place.path),
        local=tuple(
            (one.what, texts.typeset(in_language(one.title, finish.language), finish.language))
            for one in lesson.local
        ),
    )


# --- exercises --------------------------------------------------------------------------------------


def _worksheet(exercise: Exercise, finish: Finisher, *, chooser: bool) -> Worksheet:
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


def _cell(cell: Cell, finish: Finisher) -> Cell:
    """Prose gets its facts, prose and labels the typography of the language; code stays as it is written."""
    language = finish.language
    prose = cell.role is CellRole.PROSE
    labelled = tuple(replace(p, label=texts.typeset(p.label, language)) for p in cell.parameters)
    source = finish(cell.source) if prose else cell.source
    return replace(cell, source=source, parameters=labelled)


def _answer_key(exercise: Exercise, language: str) -> AnswerKey:
    cells = exercise.notebooks[language].cells
    return AnswerKey(exercise.id, tuple(cell for cell in cells if cell.role is CellRole.SOLUTION))
