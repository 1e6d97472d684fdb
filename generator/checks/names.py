"""Names that must lead somewhere: modules, prerequisites, audiences, facts, sources, terms, objectives, editions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator import texts
from generator.checks.places import field
from generator.checks.texts_of import Text, texts_of
from generator.diagnostics import Diagnostic, Place, did_you_mean, listed
from generator.editions import known_facts
from generator.model import Course

_ONE_BRACE = re.compile(
    r"(?<!\{)\{(?:[ \t]+\{)?[ \t]*((?:territory|commune|peers|figure)\.[\w.-]+)[ \t]*\}(?:[ \t]*\})?"
)


def _unknown(
    rule: str, what: str, name: str, known: Iterable[str], place: Place, *, none: str = ""
) -> Diagnostic:
    """A name that stands for nothing; `none` is the way out of who has no such thing yet."""
    known = sorted(known)
    names = listed(known[:12]) + (", …" if len(known) > 12 else "")
    hint = did_you_mean(name, known, otherwise=f"known: {names}" if known else none)
    return Diagnostic(rule, f"{what} '{name}' does not exist", place, hint)


def _incomplete(course: Course, *endings: str) -> bool:
    """Whether a file that could hold the name looked for could not be read."""
    return any(path.endswith(endings) for path in course.broken)


def modules(course: Course) -> Iterator[Diagnostic]:
    """unknown-module, unlisted-module: themes and module folders agree."""
    listed_ids = {m for theme in course.themes for m in theme.modules}
    for theme in course.themes:
        for name in theme.modules:
            if name not in course.modules and not _incomplete(course, "/module.yml"):
                place = field(course, theme.place, "modules", name)
                found = _unknown("unknown-module", "the module", name, course.modules, place)
                named = next((m.id for m in course.modules.values() if m.slug == name), "")
                yield replace(found, hint=f"write its id, '{named}'") if named else found
    for module in course.modules.values():
        # Where a theme names its folder, that is what is told.
        if module.id not in listed_ids and module.slug not in listed_ids:
            yield Diagnostic("unlisted-module", f"the module '{module.id}' is in no theme", module.place,
                             "add it to the modules of a theme in course/course.yml")  # fmt: skip


def prerequisites(course: Course) -> Iterator[Diagnostic]:
    """unknown-module, prerequisite-order: a module comes after what it builds on (which also rules cycles out)."""
    rank = {module.id: n for n, module in enumerate(course.modules_in_order)}
    for module in course.modules_in_order:
        for name in module.prerequisites:
            place = field(course, module.place, "prerequisites", name)
            if name not in course.modules:
                if not _incomplete(course, "/module.yml"):
                    yield _unknown("unknown-module", "the module", name, course.modules, place)
            elif name == module.id:
                yield Diagnostic("prerequisite-order", f"'{module.id}' asks for itself", place, "remove it")
            elif rank.get(name, -1) >= rank[module.id]:  # one that is in no theme is told as such
                yield Diagnostic("prerequisite-order", f"'{module.id}' asks for '{name}', which comes later", place,
                                 "change the order of the modules in course/course.yml, or the prerequisite")  # fmt: skip


def audiences(course: Course) -> Iterator[Diagnostic]:
    """unknown-audience in lessons."""
    for module in course.modules_in_order:
        for lessons in module.lessons.values():
            for passage in (p for lesson in lessons for p in lesson.passages):
                if passage.audience and passage.audience not in course.audience_by_id:
                    opened = Place(passage.place.path, max(1, passage.place.line - 1))
                    place = _word(course, opened, passage.audience)
                    yield _unknown(
                        "unknown-audience", "the audience", passage.audience, course.audience_by_id, place
                    )


def _word(course: Course, line: Place, word: str) -> Place:
    """The last place of a word in a line."""
    lines = course.sources.get(line.path, ())
    column = lines[line.line - 1].rfind(word) if line.line <= len(lines) else -1
    return Place(line.path, line.line, column + 1, len(word)) if column >= 0 else line


def facts(course: Course) -> Iterator[Diagnostic]:
    """unknown-fact in every text; notebooks, which hold none, have their own check."""
    for text in texts_of(course):
        if text.scope == "notebook":
            continue
        if text.module and f"course/{text.module.slug}/figures.yml" in course.broken:
            continue
        yield from _broken_facts(text)
        known = known_facts(text.module)
        for name, offset in texts.fact_names(text.text):
            if name not in known:
                place = text.at(offset, text.text.find("}}", offset) + 2 - offset)
                family = [k for k in known if k.startswith("figure.") == name.startswith("figure.")]
                found = _unknown("unknown-fact", "the fact", name, family, place)
                yield (
                    found
                    if family
                    else replace(found, hint="a text quotes the figures of its own module: it has none")
                )


def _broken_facts(text: Text) -> Iterator[Diagnostic]:
    """`{{` that opens no fact would be shown to learners as it is."""
    for found in _ONE_BRACE.finditer(texts.without_code(text.text)) if "{" in text.text else ():
        yield Diagnostic("unknown-fact", "a fact stands between two braces", text.at(found.start(), len(found.group())),
                         f"write '{{{{ {found.group(1)} }}}}', or put it in `code` to show it")  # fmt: skip
    if "{{" not in text.text:
        return
    good = {found.start() for found in texts.FACT.finditer(text.text)}
    for token in texts.tokens(text.text):
        for found in re.finditer(r"\{\{", token.text) if token.kind not in {"code", "fence"} else ():
            if token.start + found.start() not in good:
                yield Diagnostic("unknown-fact", "this '{{' does not open a fact", text.at(token.start + found.start(), 2),
                                 "write '{{ territory.name }}', or put it in `code` to show it")  # fmt: skip


def references(course: Course) -> Iterator[Diagnostic]:
    """unknown-reference in every text, and in the territories; notebooks have their own check."""
    if _incomplete(course, "/references.yml"):
        return
    for text in texts_of(course):
        if text.scope == "notebook":
            continue
        for token in texts.marks(text.text, "cite"):
            if not any(texts.citation_ids(token.text)):
                yield Diagnostic("unknown-reference", "this citation names no source", text.at(token.start, len(token.text)),
                                 "write the id of a source of references.yml: [@id]")  # fmt: skip
            yield from _cited(course, text, token)
    for territory in course.territories.values():
        if territory.reference not in course.references:
            place = field(course, territory.place, "reference", territory.reference)
            yield _unknown("unknown-reference", "the source", territory.reference, course.references, place)


def _cited(course: Course, text: Text, token: texts.Token) -> Iterator[Diagnostic]:
    """Sources of one citation that do not exist; one that is not closed is told by broken-mark."""
    for name, offset in texts.citation_ids(token.text) if "[" not in token.text[1:] else ():
        if name not in course.references:
            place = text.at(token.start + offset, len(name))
            none = "describe it in course/references.yml: docs/formats/references.md"
            found = _unknown("unknown-reference", "the source", name, course.references, place, none=none)
            yield replace(found, hint="write ';' between two sources") if name.endswith(",") else found


def terms(course: Course) -> Iterator[Diagnostic]:
    """unknown-term: `[[…]]` names an id of the glossary; notebooks have their own check."""
    for text in texts_of(course):
        if text.scope == "notebook":
            continue
        known = {term.id for term in course.glossary.get(text.language, ())}
        # A term that lacks in one language only is told once, by missing-translation.
        told = {term.id for term in course.glossary.get(course.source_language, ())}
        if _incomplete(course, f"glossary.{text.language}.yml"):
            continue
        for token in texts.marks(text.text, "term"):
            if found := texts.TERM.fullmatch(token.text):
                name = found.group(1).strip()
                if name not in known | told:
                    place = text.at(token.start + 2, len(name))
                    none = f"define it in course/glossary.{text.language}.yml: docs/formats/glossary.md"
                    yield _unknown("unknown-term", "the term", name, known, place, none=none)


def objectives(course: Course) -> Iterator[Diagnostic]:
    """unknown-objective in lessons and questions; recall-missing where a question recalls what is not there."""
    for module in course.modules_in_order:
        known = {o.id for o in module.objectives}
        for lessons in module.lessons.values():
            for lesson in lessons:
                for name in lesson.objectives:
                    if name not in known:
                        place = field(course, lesson.place, "objectives", name)
                        yield _unknown("unknown-objective", "the objective", name, known, place)
        for quiz in module.quizzes.values():
            for stem in (q.stem for q in quiz.questions):
                if stem.objective and stem.objective not in known:
                    place = field(course, stem.place, "objective", stem.objective)
                    yield _unknown("unknown-objective", "the objective", stem.objective, known, place)
                elif not stem.objective and not stem.recall:
                    yield Diagnostic("unknown-objective", f"the question '{stem.id}' names no objective", stem.place,
                                     f"add 'objective:', one of {listed(known)}")  # fmt: skip


def recalls(course: Course) -> Iterator[Diagnostic]:
    """recall-missing: from the second module on, a quiz recalls a module that comes earlier in the course."""
    order = [module.id for module in course.modules_in_order]
    for module in course.modules_in_order:
        earlier = order[: order.index(module.id)]
        for quiz in module.quizzes.values():
            recalled = [q.stem for q in quiz.questions if q.stem.recall]
            for stem in recalled:
                outside = (
                    stem.recall in course.modules and stem.recall not in order
                )  # told by unlisted-module
                if stem.recall not in earlier and not outside and not _incomplete(course, "/module.yml"):
                    place = field(course, stem.place, "recall", str(stem.recall))
                    yield Diagnostic("recall-missing", f"'{stem.recall}' is not an earlier module", place,
                                     f"earlier modules: {listed(earlier)}" if earlier else "this is the first module")  # fmt: skip
            if earlier and not recalled:
                yield Diagnostic("recall-missing", "no question recalls an earlier module", quiz.place,
                                 f"add 'recall: {earlier[-1]}' to a question about that module")  # fmt: skip


def editions(course: Course) -> Iterator[Diagnostic]:
    """unknown-edition-value: what an edition names exists (reading tells territories, with what may be meant)."""
    for spec in course.editions.values():
        known_of = (
            ("audience", spec.audiences, set(course.audience_by_id)),
            ("language", spec.languages, set(course.languages)),
            ("module", spec.modules, set(course.modules)),
            ("overlay", spec.overlays, set(course.overlays)),
        )
        for what, names, known in known_of:
            if what == "module" and _incomplete(course, "/module.yml"):
                continue
            if what == "overlay" and _incomplete(course, "/overlay.yml"):
                continue
            for name in names:
                # Modules an edition takes by default are told by unknown-module already.
                if name not in known and not (what == "module" and _by_default(course, name)):
                    place = field(course, spec.place, f"{what}s", name)
                    yield _unknown("unknown-edition-value", f"the {what}", name, known, place)
        for what, names in (
            ("audiences", spec.audiences),
            ("languages", spec.languages),
            ("modules", spec.modules),
        ):
            if not names:
                yield Diagnostic("unknown-edition-value", f"the edition '{spec.name}' has no {what}", field(course, spec.place, what),
                                 "name some, or remove the field to take all of them")  # fmt: skip


def _by_default(course: Course, name: str) -> bool:
    return any(name in theme.modules for theme in course.themes)


def unused(course: Course) -> Iterator[Diagnostic]:
    """unused-reference: a source is cited somewhere."""
    if course.broken:
        return
    cited = {name for text in texts_of(course) for name, _ in texts.citation_ids(text.text)}
    cited |= {territory.reference for territory in course.territories.values()}
    cited |= {name for obligation in course.obligations.values() for name in obligation.references}
    cited |= {theme.opening.reference for theme in course.themes if theme.opening}
    cited |= {name for one in course.unsettled.values() for name in one.references}
    cited |= {data.reference for exercise in course.exercises.values() for data in exercise.data}
    for reference in course.references.values():
        if reference.id not in cited:
            yield Diagnostic("unused-reference", f"the source '{reference.id}' is cited nowhere", reference.place,
                             f"cite it as [@{reference.id}], or remove it")  # fmt: skip
