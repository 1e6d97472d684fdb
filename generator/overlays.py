"""Overlays laid over the shared course: `Course` and `EditionSpec` → the `Course` that edition is selected from.

Lives here: where a local lesson or passage goes, what it replaces, how minutes follow. Pure: the course given is left as
it is, so that an edition which names no overlay cannot see one.
May not live here: whether an overlay is sound (see `checks`), what an edition publishes (see `editions`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from generator import texts
from generator.model import (
    Adaptation,
    Course,
    EditionSpec,
    Lesson,
    LessonKind,
    LocalLesson,
    LocalPassage,
    Module,
    Overlay,
    Passage,
)


def overlaid(course: Course, spec: EditionSpec) -> Course:
    """The course as an edition sees it: the very same object when the edition names no overlay.

    Args:
        course: the shared course with the overlays that were read; unknown names are left out (`checks` tells them).
        spec: names the overlays, in the order in which they are laid.
    """
    for name in spec.overlays:
        if name in course.overlays:
            course = laid(course, course.overlays[name])
    return course


def laid(course: Course, overlay: Overlay) -> Course:
    """The course with one overlay over it: lessons first, then passages, which may stand in them."""
    return with_passages(with_lessons(course, overlay), overlay)


def with_lessons(course: Course, overlay: Overlay) -> Course:
    """Everything of an overlay but its passages: lessons, pictures, sources, terms and the authority's own values.

    A lesson that replaces another keeps its address, so that links to it stay sound. What the shared course has
    under the same id stays, sources and terms alike.
    """
    glossary = {
        language: tuple(
            sorted(
                ({**overlay.glossary.get(language, {})} | {t.id: t for t in terms}).values(),
                key=lambda t: t.id,
            )
        )
        for language, terms in course.glossary.items()
    }
    return replace(
        course,
        modules={m.id: _with_lessons(m, overlay, course.languages) for m in course.modules.values()},
        glossary=glossary,
        references={**overlay.references, **course.references},
        site=replace(course.site, **overlay.site),  # type: ignore[arg-type]  # values of its fields, read as such
    )


def _with_lessons(module: Module, overlay: Overlay, languages: tuple[str, ...]) -> Module:
    if module.slug not in overlay.folders:
        return module
    local = [one for one in overlay.lessons if one.module == module.slug]
    lessons = {
        language: _merged(shared, [one for one in local if one.language == language], overlay)
        for language, shared in module.lessons.items()
    }
    return replace(
        module,
        lessons=lessons,
        images={**module.images, **overlay.images.get(module.slug, {})},
        minutes=max(1, module.minutes + _more_minutes(module, lessons, languages)),
    )


def _merged(shared: tuple[Lesson, ...], local: list[LocalLesson], overlay: Overlay) -> tuple[Lesson, ...]:
    """Lessons in the order of their addresses; one that takes another's address without its id is left out."""
    by_slug = {lesson.slug: lesson for lesson in shared}
    by_id = {lesson.id: lesson for lesson in shared}
    for one in local:
        old = by_id.get(one.id)
        if old is not None:
            local_marks = (*old.local, Adaptation("replaced", overlay.title))
            by_slug[old.slug] = replace(one.lesson, slug=old.slug, local=local_marks)
        elif one.lesson.slug not in by_slug:
            by_slug[one.lesson.slug] = replace(one.lesson, local=(Adaptation("added", overlay.title),))
    return tuple(lesson for _, lesson in sorted(by_slug.items()))


def _more_minutes(
    module: Module, lessons: Mapping[str, tuple[Lesson, ...]], languages: tuple[str, ...]
) -> int:
    """Minutes that local lessons add to their module, or take from it (the express path apart).

    A module has one length in all languages: each lesson counts as in the first language that the overlay gives it in.
    """
    more: dict[str, int] = {}
    for language in languages:
        before = {x.id: x for x in module.lessons.get(language, ())}
        for lesson in lessons.get(language, ()):
            if lesson is not before.get(lesson.id):
                more.setdefault(lesson.id, _counted(lesson) - _counted(before.get(lesson.id)))
    return sum(more.values())


def _counted(lesson: Lesson | None) -> int:
    return 0 if lesson is None or lesson.kind is LessonKind.EXPRESS else lesson.minutes


# --- passages ---------------------------------------------------------------------------------------


class Spot(NamedTuple):
    """Where a text goes: `line` lines into a passage of that number, for those who see `host` (None: everyone)."""

    passage: int
    line: int
    host: Passage | None


class Heading(NamedTuple):
    """A heading of a lesson: the number of its passage, of its line there, its level, its words."""

    passage: int
    line: int
    level: int
    words: str


def with_passages(course: Course, overlay: Overlay) -> Course:
    """The passages of an overlay in their lessons; those whose lesson or heading does not exist are left out."""
    modules = dict(course.modules)
    for module in course.modules.values():
        local = [one for one in overlay.passages if one.module == module.slug]
        if local:
            lessons = {
                language: tuple(_completed(lesson, language, local, overlay) for lesson in there)
                for language, there in module.lessons.items()
            }
            modules[module.id] = replace(module, lessons=lessons)
    return replace(course, modules=modules)


def _completed(lesson: Lesson, language: str, local: list[LocalPassage], overlay: Overlay) -> Lesson:
    mark = Adaptation("completed", overlay.title)
    for one in local:
        if (one.lesson, one.language) == (lesson.id, language) and (found := spots(lesson, one)):
            passages = lesson.passages
            for spot in reversed(found):  # from the end, so that the spots before stay where they are
                passages = _inserted(passages, spot, one.passages)
            marks = lesson.local if mark in lesson.local else (*lesson.local, mark)
            lesson = replace(lesson, passages=passages, local=marks)
    return lesson


def spots(lesson: Lesson, local: LocalPassage) -> tuple[Spot, ...]:
    """Where a local passage goes in a lesson; several when each audience has its own heading of these words."""
    if local.at:
        return (Spot(0 if local.at == "start" else len(lesson.passages), 0, None),)
    there = tuple(headings(lesson))
    level, wanted = heading_of(local.after)
    return tuple(
        _end_of_section(lesson, there, n)
        for n, heading in enumerate(there)
        if heading.words == wanted and level in {0, heading.level}
    )


def headings(lesson: Lesson) -> Iterator[Heading]:
    """The headings of a lesson, in order, for every audience."""
    for index, passage in enumerate(lesson.passages):
        code = texts.fenced_lines(passage.text)
        for line, text in enumerate(passage.text.split("\n")):
            if line not in code and (found := texts.HEADING.match(text)):
                yield Heading(index, line, len(found.group(1)), _words(found.group(2)))


def heading_of(written: str) -> tuple[int, str]:
    """Level (0 when it is not said) and words of a heading as `after` names it: `## The word`, or its words alone."""
    found = texts.HEADING.match(written.strip())
    return (len(found.group(1)), _words(found.group(2))) if found else (0, _words(written))


def _words(text: str) -> str:
    """Without what typography may change: kinds of spaces and of apostrophes."""
    return " ".join(text.replace("’", "'").split())


def _end_of_section(lesson: Lesson, there: tuple[Heading, ...], number: int) -> Spot:
    """The end of what a heading opens: the next heading of its level or above, or the end of what its readers get."""
    opened = there[number]
    holder = lesson.passages[opened.passage]
    host = holder if _restricted(holder) else None
    for heading in there[number + 1 :]:
        if host is not None and heading.passage != opened.passage:
            break
        if heading.level <= opened.level:
            # A heading for some readers only: the section ends for everyone before their passage.
            whole = host is None and _restricted(lesson.passages[heading.passage])
            return Spot(heading.passage, 0 if whole else heading.line, host)
    return Spot(opened.passage + 1 if host is not None else len(lesson.passages), 0, host)


def _restricted(passage: Passage) -> bool:
    """Whether some readers do not see it."""
    return passage.audience is not None or bool(passage.condition)


def _inserted(passages: tuple[Passage, ...], spot: Spot, local: tuple[Passage, ...]) -> tuple[Passage, ...]:
    before, after = passages[: spot.passage], passages[spot.passage :]
    if spot.line:
        first, *rest = after
        lines = first.text.split("\n")
        place = replace(first.place, line=first.place.line + spot.line)
        head = replace(first, text="\n".join(lines[: spot.line]))
        tail = replace(first, text="\n".join(lines[spot.line :]), place=place)
        before, after = (*before, head), (tail, *rest)
    if host := spot.host:
        local = tuple(
            replace(p, audience=p.audience or host.audience, condition=p.condition or host.condition)
            for p in local
        )
    return (*before, *local, *after)
