"""Scaffolds: a new module, lesson or quiz in every language of the course, that passes `check` at once.

Lives here: which files, which numbers, and the two edits of existing files (the module's place in its theme, its
minutes), made in the text so that comments and layout stay. The words are in `scaffold_words`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator import texts
from generator.building import scaffold_words as words
from generator.building.faults import OperatorError, told_plainly
from generator.building.files import write_text
from generator.checks.addresses import taken_by
from generator.diagnostics import did_you_mean, listed
from generator.model import Course, Module, Theme
from generator.reading.strays import NOT_MODULES

KINDS = tuple(words.LESSONS)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MODULES_KEY = re.compile(r"\bmodules:[ \t]*")
_MINUTES = {"situation": 5, "notion": 6, "territory": 4, "deliverable": 4, "express": 8}
_QUESTION_MINUTES = 2
_EXPRESS_NUMBER = 90


@dataclass(frozen=True, slots=True)
class Scaffold:
    """Files to write, by their path in the project."""

    files: Mapping[str, str]

    def write(self, project: Path) -> tuple[str, ...]:
        """Write every file; returns their paths, new ones and changed ones alike."""
        for path, text in self.files.items():
            with told_plainly(project / path):
                write_text(project / path, text)
        return tuple(self.files)


# --- a module ---------------------------------------------------------------------------------------


def new_module(project: Path, course: Course, name: str, slug: str, theme: str = "") -> Scaffold:
    """A module with a situation, a notion, a text to take away, a quiz and facilitator's notes, listed in its theme.

    Args:
        project: the project's folder.
        course: the course as read a moment ago.
        name: the module's id, for ever.
        slug: its folder, and its address in the site.
        theme: id of the theme; found from the ids of the themes' modules when left out.
    """
    _well_formed(name, "id")
    _well_formed(slug, "slug")
    if name in course.modules:
        raise OperatorError(f"The module '{name}' already exists", f"see course/{course.modules[name].slug}")
    folder = f"course/{slug}"
    if (project / folder).exists():
        raise OperatorError(f"'{folder}' already exists", "choose another slug")
    taken = "the course's own folder" if slug in NOT_MODULES else taken_by(course, slug)
    if taken:
        raise OperatorError(f"The address '{slug}' is already that of {taken}", "choose another slug")
    chosen = _theme_for(course, name, theme)
    kinds = ("situation", "notion", "deliverable")
    quiz = _NewQuiz(name, ("spot-decision",), _last_before(course, chosen))
    minutes = sum(_MINUTES[kind] for kind in kinds) + quiz.minutes
    title = _title_from(slug.removeprefix(f"{name}-"))
    files = {f"{folder}/module.yml": _module_yml(course, name, title, minutes)}
    for number, kind in enumerate(kinds, 1):
        files |= _lesson_files(
            course,
            folder,
            stem=f"{number:02}-{kind}",
            name=kind,
            kind=kind,
            objectives=("spot-decision",),
            minutes=_MINUTES[kind],
        )
    files |= quiz.files(course, folder)
    files |= _notes_files(course, folder)
    files["course/course.yml"] = _listed_in(project, chosen, course, name)
    return Scaffold(files)


def _theme_for(course: Course, name: str, theme: str) -> Theme:
    by_id = {one.id: one for one in course.themes}
    if theme:
        if theme not in by_id:
            raise OperatorError(
                f"There is no theme called '{theme}'",
                did_you_mean(theme, by_id, otherwise=f"themes: {listed(by_id)}"),
            )
        return by_id[theme]
    family = name.rstrip("0123456789")
    near = [one for one in course.themes if any(m.rstrip("0123456789") == family for m in one.modules)]
    if len(near) == 1:
        return near[0]
    if len(course.themes) == 1:
        return course.themes[0]
    raise OperatorError(
        f"The theme of '{name}' cannot be guessed", f"name it with --theme, one of: {listed(by_id)}"
    )


def _last_before(course: Course, theme: Theme) -> Module | None:
    """The module a learner meets just before one added at the end of `theme`."""
    upto = course.themes[: course.themes.index(theme) + 1]
    before = [name for one in upto for name in one.modules if name in course.modules]
    return course.modules[before[-1]] if before else None


def _listed_in(project: Path, theme: Theme, course: Course, name: str) -> str:
    """`course.yml` with the module added at the end of its theme's list."""
    text = (project / "course" / "course.yml").read_text(encoding="utf-8")
    after = _offset(text, theme.place.line, theme.place.column)
    others = [_offset(text, t.place.line, t.place.column) for t in course.themes if t.id != theme.id]
    end = min((o for o in others if o > after), default=len(text))
    key = _MODULES_KEY.search(text, after, end)
    edited = _with_item(text, key.end(), name) if key else None
    if edited is None:
        raise OperatorError(
            f"The list of modules of '{theme.id}' has a form that cannot be edited",
            f"write 'modules: […, {name}]' there first",
        )
    return edited


def _offset(text: str, line: int, column: int) -> int:
    return sum(len(one) for one in text.splitlines(keepends=True)[: line - 1]) + column - 1


def _with_item(text: str, at: int, item: str) -> str | None:
    """Add an item to the YAML list that starts at `at`, in brackets or one item a line."""
    if text[at : at + 1] == "[":
        close = text.find("]", at)
        inside = text[at + 1 : close]
        if close < 0 or "#" in inside:
            return None
        kept = inside.rstrip()
        glue = "" if not kept.strip() else " " if kept.endswith(",") else ", "
        return f"{text[: at + 1]}{kept}{glue}{item}{inside[len(kept) :]}{text[close:]}"
    block = re.compile(
        r"[^\n]*\n((?:[ \t]*(?:#[^\n]*)?\n)*([ \t]*)- [^\n]*\n(?:\2- [^\n]*\n|[ \t]*#[^\n]*\n)*)"
    ).match(text, at)
    if block is None or text[at : text.find("\n", at)].split("#", maxsplit=1)[0].strip():
        return None
    last = max(m.end() for m in re.finditer(r"^[ \t]*- [^\n]*\n", block.group(1), re.MULTILINE))
    cut = block.start(1) + last
    return f"{text[:cut]}{block.group(2)}- {item}\n{text[cut:]}"


def _module_yml(course: Course, name: str, title: str, minutes: int) -> str:
    step = flow({lang: words.THREAD[lang] for lang in course.languages})
    return (
        f"# The id never changes: learners' progress hangs on it. What each field means: docs/formats/module.md.\n"
        f"id: {name}\n"
        f"title: {flow(dict.fromkeys(course.languages, title))}\n"
        f"summary: {flow({lang: words.SUMMARY[lang] for lang in course.languages})}\n"
        f"minutes: {minutes}\n"
        f"prerequisites: []\n"
        f"objectives:\n"
        f"  - id: spot-decision\n"
        f"    verb: repérer\n"
        f"    statement: {flow({lang: words.STATEMENT[lang] for lang in course.languages})}\n"
        f'    competence: "1.2"\n'
        f"{f'thread: {step}' if course.thread else ''}"
    ).rstrip() + "\n"


# --- a lesson ---------------------------------------------------------------------------------------


def new_lesson(project: Path, course: Course, module: str, slug: str, kind: str = "notion") -> Scaffold:
    """A lesson at the end of a module (before the express path); the module's minutes follow.

    Args:
        project: the project's folder.
        course: the course as read a moment ago.
        module: its id or its folder.
        slug: the lesson's name in its file and its address; also its id.
        kind: one of `KINDS`.
    """
    _well_formed(slug, "slug")
    if kind not in KINDS:
        raise OperatorError(
            f"'{kind}' is not a kind of lesson",
            did_you_mean(kind, KINDS, otherwise=f"kinds: {listed(KINDS)}"),
        )
    owner = module_named(course, module)
    lessons = owner.lessons.get(course.source_language, ())
    if any(lesson.id == slug or lesson.slug[3:] == slug for lesson in lessons):
        raise OperatorError(
            f"The module '{owner.id}' already has a lesson called '{slug}'", "choose another slug"
        )
    numbers = [int(lesson.slug[:2]) for lesson in lessons]
    first = _EXPRESS_NUMBER if kind == "express" else 1
    number = max((n + 1 for n in numbers if (n >= _EXPRESS_NUMBER) == (kind == "express")), default=first)
    if number in numbers or number > 99:
        raise OperatorError(f"The module '{owner.id}' has no number left for a lesson", "renumber its files")
    folder = f"course/{owner.slug}"
    objectives = tuple(one.id for one in owner.objectives[:1])
    files = _lesson_files(
        course,
        folder,
        stem=f"{number:02}-{slug}",
        name=slug,
        kind=kind,
        objectives=objectives,
        minutes=_MINUTES[kind],
    )
    if kind != "express":
        files[f"{folder}/module.yml"] = with_more_minutes(project, owner, _MINUTES[kind])
    return Scaffold(files)


def _lesson_files(
    course: Course, folder: str, *, stem: str, name: str, kind: str, objectives: tuple[str, ...], minutes: int
) -> dict[str, str]:
    files: dict[str, str] = {}
    digest = ""
    for lang in course.languages:
        passages = "\n\n".join(
            f"::: audience {one.id}\n{words.AUDIENCE_PASSAGE[lang].format(name=one.name.get(lang, one.id))}\n:::"
            for one in course.audiences
        )
        matter = [
            f"id: {name}",
            f"kind: {kind}",
            f"title: {_quoted(words.LESSON_TITLES[kind][lang])}",
            f"minutes: {minutes}",
            f"objectives: [{', '.join(objectives)}]",
            *([f'source_digest: "{digest}"'] if digest else []),
        ]
        body = words.LESSONS[kind][lang].replace("{passages}", passages)
        text = "\n".join(["---", *matter, "---", "", body])
        files[f"{folder}/{stem}.{lang}.md"] = text
        digest = digest or texts.digest(text)
    return files


def _notes_files(course: Course, folder: str) -> dict[str, str]:
    source = words.NOTES[course.source_language]
    matter = f'---\nsource_digest: "{texts.digest(source)}"\n---\n\n'
    return {
        f"{folder}/trainer.{lang}.md": words.NOTES[lang]
        if lang == course.source_language
        else matter + words.NOTES[lang]
        for lang in course.languages
    }


# --- a quiz -----------------------------------------------------------------------------------------


def new_quiz(project: Path, course: Course, module: str) -> Scaffold:
    """A quiz for a module that has none: one question per objective; the module's minutes follow."""
    owner = module_named(course, module)
    folder = f"course/{owner.slug}"
    for lang in course.languages:
        if (project / folder / f"quiz.{lang}.yml").exists():
            raise OperatorError(
                f"The module '{owner.id}' already has a quiz", f"edit {folder}/quiz.{lang}.yml"
            )
    order = course.modules_in_order
    earlier = order[: order.index(owner)] if owner in order else ()
    quiz = _NewQuiz(owner.id, tuple(one.id for one in owner.objectives), earlier[-1] if earlier else None)
    files = quiz.files(course, folder)
    files[f"{folder}/module.yml"] = with_more_minutes(project, owner, quiz.minutes)
    return Scaffold(files)


@dataclass(frozen=True)
class _NewQuiz:
    """One question per objective, and one that recalls the module before, if there is one."""

    module: str
    objectives: tuple[str, ...]
    earlier: Module | None

    @property
    def minutes(self) -> int:
        return _QUESTION_MINUTES * (len(self.objectives) + (self.earlier is not None))

    def files(self, course: Course, folder: str) -> dict[str, str]:
        files: dict[str, str] = {}
        digest = ""
        for lang in course.languages:
            head = [
                "# Ids never change and are the same in every language. Kinds of questions: docs/formats/quiz.md.",
                f"id: {self.module}-quiz",
                f"title: {_quoted(words.QUIZ_TITLES[lang])}",
                f"minutes: {self.minutes}",
                *([f'source_digest: "{digest}"'] if digest else []),
                "questions:",
            ]
            text = "\n".join([*head, *self.questions(lang)]) + "\n"
            files[f"{folder}/quiz.{lang}.yml"] = text
            digest = digest or texts.digest(text)
        return files

    def questions(self, lang: str) -> Iterator[str]:
        for objective in self.objectives:
            yield _question(f"{self.module}-{objective}", f"objective: {objective}", words.QUESTION[lang])
        if self.earlier is not None:
            title = self.earlier.title.get(lang, self.earlier.id)
            say = {**words.RECALL[lang], "prompt": words.RECALL[lang]["prompt"].format(title=title)}
            yield _question(f"{self.module}-recall", f"recall: {self.earlier.id}", say)


def _question(name: str, about: str, say: Mapping[str, str]) -> str:
    """A question with one right answer: the first of the choices, whose reasons are under `<choice>-why`."""
    picks = [key for key in say if f"{key}-why" in say]
    choices = [
        f"      - {{id: {key}, text: {_quoted(say[key])}, {'correct: true, ' if key == picks[0] else ''}"
        f"feedback: {_quoted(say[f'{key}-why'])}}}"
        for key in picks
    ]
    return "\n".join(
        [
            f"  - id: {name}",
            "    kind: single",
            f"    {about}",
            f"    prompt: {_quoted(say['prompt'])}",
            f"    hints: [{_quoted(say['hint'])}]",
            f"    explanation: {_quoted(say['explanation'])}",
            "    choices:",
            *choices,
        ]
    )


# --- shared -----------------------------------------------------------------------------------------


def module_named(course: Course, name: str) -> Module:
    """The module of an id or a folder, or a refusal with the nearest name."""
    by_name = {**{module.slug: module for module in course.modules.values()}, **course.modules}
    if name not in by_name:
        hint = did_you_mean(name, by_name, otherwise=f"modules: {listed(course.modules)}")
        raise OperatorError(f"There is no module called '{name}'", hint)
    return by_name[name]


def with_more_minutes(project: Path, module: Module, more: int) -> str:
    """The module's `module.yml` with `more` minutes."""
    text = (project / "course" / module.slug / "module.yml").read_text(encoding="utf-8")
    return re.sub(
        r"^(minutes:[ \t]*)\d+", rf"\g<1>{module.minutes + more}", text, count=1, flags=re.MULTILINE
    )


def _well_formed(name: str, what: str) -> None:
    if not _ID.fullmatch(name) or len(name) > 60:
        raise OperatorError(
            f"'{name}' cannot be the {what}", "use lower case letters, digits and hyphens, e.g. a3-capteurs"
        )


def _title_from(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def _quoted(text: str) -> str:
    """A YAML text in double quotes: those of JSON."""
    return json.dumps(text, ensure_ascii=False)


def flow(texts_by_language: Mapping[str, str]) -> str:
    """One text per language as a YAML mapping on a line."""
    return "{" + ", ".join(f"{lang}: {_quoted(text)}" for lang, text in texts_by_language.items()) + "}"
