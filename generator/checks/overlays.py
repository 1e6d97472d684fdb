"""Overlays: what they change is there, nothing is changed twice, and the shared source has not moved under them.

Rules on texts run once more over each course that an edition is selected from, overlays laid: what they find in the
files of an overlay, and what an overlay breaks in a shared page, is told here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from generator.checks import languages, layout, names, plan, prose, stray
from generator.checks.places import field
from generator.diagnostics import Diagnostic, Place, did_you_mean, listed
from generator.model import Course, Lesson, LocalLesson, LocalPassage, Overlay
from generator.overlays import heading_of, headings, laid, spots, with_lessons

Local = LocalLesson | LocalPassage

_RULES: tuple[Callable[[Course], Iterator[Diagnostic]], ...] = (
    names.audiences,
    names.facts,
    names.references,
    names.terms,
    names.objectives,
    names.unused,
    prose.bounds,
    prose.markup,
    prose.links,
    prose.images,
    prose.headings,
    stray.marks,
    stray.frozen,
    layout.blocks,
    plan.express_paths,
    plan.long_lessons,
)
"""Rules that hold text by text. Those over editions and translations have a way of their own to see overlays."""

_IN_SHARED_PAGES = frozenset({"heading-jump", "duplicate-id"})
"""What an overlay can break in a shared page: headings around a passage, a second express path."""


def _sets(course: Course) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """The lists of overlays that are laid together, with the editions that do; unused overlays each alone."""
    out: dict[tuple[str, ...], tuple[str, ...]] = {}
    for spec in course.editions.values():
        chosen = tuple(name for name in spec.overlays if name in course.overlays)
        if chosen:
            out[chosen] = (*out.get(chosen, ()), spec.name)
    used = {name for chosen in out for name in chosen}
    return out | {(name,): () for name in course.overlays if name not in used}


def _laying(course: Course, chosen: tuple[str, ...]) -> Iterator[tuple[Course, Overlay]]:
    """Each overlay of a list with the course just before it is laid."""
    for name in chosen:
        yield course, course.overlays[name]
        course = laid(course, course.overlays[name])


def _texts(overlay: Overlay) -> Iterator[Local]:
    yield from overlay.lessons
    yield from overlay.passages


# --- what an overlay changes ------------------------------------------------------------------------


def targets(course: Course) -> Iterator[Diagnostic]:
    """overlay-target: modules, lessons and headings that local texts name."""
    for chosen, editions in _sets(course).items():
        for before, overlay in _laying(course, chosen):
            yield from _modules(course, overlay)
            for local in overlay.lessons:
                yield from _replaced(course, local)
            lying = with_lessons(before, overlay)
            for passage in overlay.passages:
                yield from _host(lying, passage, editions if len(chosen) > 1 else ())


def _modules(course: Course, overlay: Overlay) -> Iterator[Diagnostic]:
    known = {module.slug for module in course.modules.values()}
    for slug in overlay.folders:
        if slug in known or any(path.endswith("/module.yml") for path in course.broken):
            continue
        first = next((x.place for x in _texts(overlay) if x.module == slug), None)
        place = first or Place(f"{overlay.folder}/{slug}")
        yield Diagnostic("overlay-target", f"the course has no module in the folder '{slug}'", place,
                         did_you_mean(slug, known, otherwise=f"folders of modules: {listed(known)}"))  # fmt: skip


def _lessons(course: Course, local: Local) -> tuple[Lesson, ...] | None:
    """The lessons of its module in its language; `None` when they are not sure, which is told elsewhere."""
    if any(path.startswith(f"course/{local.module}/") for path in course.broken):
        return None
    module = next((m for m in course.modules.values() if m.slug == local.module), None)
    return module.lessons.get(local.language, ()) if module else None


def _replaced(course: Course, local: LocalLesson) -> Iterator[Diagnostic]:
    """A lesson signed for a shared one that is no longer there would become a page more, unseen."""
    lessons = _lessons(course, local)
    if lessons is None or not local.shared_digest or any(x.id == local.id for x in lessons):
        return
    known = [x.id for x in lessons]
    near = did_you_mean(local.id, known, otherwise=f"lessons of the module: {listed(known)}")
    yield Diagnostic("overlay-target", f"the lesson '{local.id}' that this one replaces does not exist",
                     field(course, local.place, "id", local.id),
                     f"remove 'shared_digest' to add a page of its own; {near}")  # fmt: skip


def _host(lying: Course, local: LocalPassage, editions: tuple[str, ...]) -> Iterator[Diagnostic]:
    lessons = _lessons(lying, local)
    if lessons is None:
        return
    edition = ", ".join(sorted(editions))
    lesson = next((x for x in lessons if x.id == local.lesson), None)
    if lesson is None:
        known = [x.id for x in lessons]
        place = field(lying, local.place, "lesson", local.lesson)
        near = did_you_mean(local.lesson, known, otherwise=f"lessons of the module: {listed(known)}")
        yield Diagnostic(
            "overlay-target", f"the lesson '{local.lesson}' does not exist", place, near, edition
        )
        return
    if lesson.place.path in lying.broken or local.at:
        return
    found = spots(lesson, local)
    place = field(lying, local.place, "after")
    if not found:
        _, wanted = heading_of(local.after)
        known = [h.words for h in headings(lesson)]
        hint = did_you_mean(wanted, known, otherwise=_known_headings(lesson))
        told = f"'{lesson.id}' has no heading '{local.after}'"
        yield Diagnostic("overlay-target", told, place, hint, edition)
    readers = [(spot.host.audience, spot.host.condition) if spot.host else None for spot in found]
    if len(found) > 1 and (None in readers or len(set(readers)) < len(readers)):
        yield Diagnostic("overlay-target", f"'{lesson.id}' has the heading '{local.after}' more than once", place,
                         "name another heading, or give this one words of its own", edition)  # fmt: skip


def _known_headings(lesson: Lesson) -> str:
    there = [f"'{'#' * heading.level} {heading.words}'" for heading in headings(lesson)]
    return f"headings of that lesson: {', '.join(there)}" if there else "it has none: write 'at: end' instead"


# --- the same thing twice ---------------------------------------------------------------------------


def conflicts(course: Course) -> Iterator[Diagnostic]:
    """overlay-conflict: one lesson, address, source, term or picture of two overlays; or taken from a shared one."""
    for chosen, editions in _sets(course).items():
        first: dict[tuple[str, ...], tuple[Overlay, Place]] = {}
        for before, overlay in _laying(course, chosen):
            yield from _addresses(course, before, overlay)
            for what, key, place in _claims(overlay):
                other = first.setdefault(key, (overlay, place))
                if other[0] is not overlay:
                    yield Diagnostic("overlay-conflict", f"{what} is also in the overlay '{other[0].name}'", place,
                                     f"keep one of the two (the other: {other[1].path}), or name one overlay only",
                                     ", ".join(sorted(editions)))  # fmt: skip
            yield from _taken(course, overlay)


def _claims(overlay: Overlay) -> Iterator[tuple[str, tuple[str, ...], Place]]:
    for local in overlay.lessons:
        key = ("lesson", local.module, local.language, local.id)
        yield f"the lesson '{local.id}'", key, local.place
    for slug, images in overlay.images.items():
        for name in images:
            yield (
                f"the picture '{name}'",
                ("image", slug, name),
                Place(f"{overlay.folder}/{slug}/images/{name}"),
            )
    for reference in overlay.references.values():
        yield f"the source '{reference.id}'", ("source", reference.id), reference.place
    for language, terms in overlay.glossary.items():
        for term in terms.values():
            yield f"the term '{term.id}'", ("term", language, term.id), term.place
    for name in overlay.site:
        yield f"the value '{name}'", ("site", name), Place(f"{overlay.folder}/site.yml")


def _taken(course: Course, overlay: Overlay) -> Iterator[Diagnostic]:
    """Sources and terms are additions: every page that cites one means the shared one."""
    shared: list[tuple[str, Place, Place]] = [
        (f"the source '{r.id}'", r.place, course.references[r.id].place)
        for r in overlay.references.values()
        if r.id in course.references
    ]
    for language, terms in overlay.glossary.items():
        known = {term.id: term for term in course.glossary.get(language, ())}
        shared += [
            (f"the term '{t.id}'", t.place, known[t.id].place) for t in terms.values() if t.id in known
        ]
    for what, place, other in shared:
        yield Diagnostic("overlay-conflict", f"{what} is also in {other}", place,
                         "give it another id, and cite that one in your own texts")  # fmt: skip


def _addresses(course: Course, before: Course, overlay: Overlay) -> Iterator[Diagnostic]:
    """A page more does not take the address of another."""
    for local in overlay.lessons:
        there = _lessons(before, local) or ()
        same = next((x for x in there if x.slug == local.lesson.slug), None)
        replaces = local.shared_digest or any(x.id == local.id for x in there)
        if same is not None and not replaces:
            place = field(course, local.place, "id", local.id)
            yield Diagnostic("overlay-conflict", f"the address '{same.slug}' is that of the lesson '{same.id}'", place,
                             f"write 'id: {same.id}' to replace that lesson, or give this file another number or name")  # fmt: skip


# --- the shared source moved ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bond:
    """A local text: the digest it carries and that of the shared lesson it follows now."""

    path: str
    recorded: str
    current: str
    shared: str

    @property
    def stale(self) -> bool:
        return self.recorded != self.current


def bonds(course: Course) -> Iterator[Bond]:
    """Every local text that follows a shared lesson, in the order of the overlays."""
    for overlay in course.overlays.values():
        for local in _texts(overlay):
            wanted = local.id if isinstance(local, LocalLesson) else local.lesson
            lesson = next((x for x in _lessons(course, local) or () if x.id == wanted), None)
            if lesson is not None:
                yield Bond(local.place.path, local.shared_digest, lesson.own_digest, lesson.place.path)


def outdated(course: Course) -> Iterator[Diagnostic]:
    """overlay-outdated: the shared lesson changed since the local text was written."""
    for bond in bonds(course):
        if bond.stale:
            place = field(course, Place(bond.path), "shared_digest")
            told = "changed since this text was written" if bond.recorded else "is not recorded in this text"
            see = f"`git log -p -- {bond.shared}` shows what changed; " if bond.recorded else ""
            yield Diagnostic("overlay-outdated", f"the shared lesson '{bond.shared}' {told}", place,
                             f"{see}read both, then run 'parcours digest {bond.path}'")  # fmt: skip


# --- languages --------------------------------------------------------------------------------------


def translated(course: Course) -> Iterator[Diagnostic]:
    """overlay-language, and parity of what an overlay has in several languages."""
    source = course.source_language
    for overlay in course.overlays.values():
        wanted = _languages(course, overlay)
        for local in _texts(overlay):
            there = {x.language for x in _texts(overlay) if _same(x, local)}
            if local.language == min(there, key=course.languages.index):
                for language in wanted:
                    if language not in there:
                        yield from _untranslated(course, local, language)
        for language in course.languages[1:]:
            for one, other in overlay.twins(source, language):
                if isinstance(one, Lesson) and isinstance(other, Lesson):
                    yield from languages.lesson_parity(course, one, other, overlay.references)
                else:
                    yield from languages.passages_parity(
                        {*course.references, *overlay.references}, one.passages, other.passages, other.place
                    )


def _same(one: Local, other: Local) -> bool:
    return type(one) is type(other) and (one.module, one.id) == (other.module, other.id)


def _languages(course: Course, overlay: Overlay) -> list[str]:
    """The languages in which the overlay is published; those of the course when no edition names it."""
    specs = [spec for spec in course.editions.values() if overlay.name in spec.overlays]
    chosen = {language for spec in specs for language in spec.languages} or set(course.languages)
    return [language for language in course.languages if language in chosen]


def _untranslated(course: Course, local: Local, language: str) -> Iterator[Diagnostic]:
    path = local.place.path.removesuffix(f".{local.language}.md") + f".{language}.md"
    if path in course.broken:
        return
    if isinstance(local, LocalPassage):
        seen = "get the shared lesson without this passage"
    elif any(x.id == local.id for x in _lessons(course, replace(local, language=language)) or ()):
        seen = "get the shared lesson instead"
    else:
        seen = "do not get this page"
    yield Diagnostic("overlay-language", f"this text is not given in '{language}': its readers {seen}", local.place,
                     f"translate it as '{path}'")  # fmt: skip


# --- the rest ---------------------------------------------------------------------------------------


def unused(course: Course) -> Iterator[Diagnostic]:
    """unused-overlay: an edition names it."""
    if any(path.endswith("/editions.yml") for path in course.broken):
        return
    named = set(chain.from_iterable(spec.overlays for spec in course.editions.values()))
    for overlay in course.overlays.values():
        if overlay.name not in named:
            yield Diagnostic("unused-overlay", f"no edition names the overlay '{overlay.name}'", overlay.place,
                             f"write 'overlays: [{overlay.name}]' in an edition of site_config/editions.yml")  # fmt: skip


def within(course: Course, today: str) -> Iterator[Diagnostic]:
    """Every rule on texts, over the course with its overlays laid."""
    for chosen, editions in _sets(course).items():
        overlays = [course.overlays[name] for name in chosen]
        lying = course
        for overlay in overlays:
            lying = laid(lying, overlay)
        for found in chain(*(rule(lying) for rule in _RULES), plan.reviews(lying, today)):
            told = replace(found, place=_picture(course, overlays, found.place))
            if any(told.place.path.startswith(f"{overlay.folder}/") for overlay in overlays):
                yield told
            elif found.rule in _IN_SHARED_PAGES and found not in set(_shared(course, found.rule)):
                yield replace(found, edition=found.edition or ", ".join(sorted(editions)))


def _shared(course: Course, rule: str) -> Iterator[Diagnostic]:
    """What the shared course says by itself, without any overlay."""
    yield from {"heading-jump": prose.headings, "duplicate-id": plan.express_paths}[rule](course)


def _picture(course: Course, overlays: list[Overlay], place: Place) -> Place:
    """A picture of an overlay, which the course with it lying holds as one of its module."""
    for overlay in overlays:
        for slug, images in overlay.images.items():
            name = place.path.removeprefix(f"course/{slug}/images/")
            if name != place.path and name in images and place.path not in course.sources:
                return replace(place, path=f"{overlay.folder}/{slug}/images/{name}")
    return place
