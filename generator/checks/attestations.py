"""What the course thinks of an attestation that somebody hands over: whether its code fits, whether it can be true.

Lives here: the findings, each with a rule and what it compares; the same as in `generator/browser/learner/soundness.js`.
May not live here: reading one (see `generator.reading.attestations`), sentences (see `generator.cli.proof`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.editions import in_language, select, selectable
from generator.model import Course
from generator.model.attestations import Attestation, ModuleDone, Presented

NOTES = frozenset({"older-version", "other-edition"})
"""Rules that say what could not be compared; all others say that the attestation is not sound."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell of an attestation.

    Attributes:
        rule: its stable name.
        module: the module concerned, if one is.
        written: what the attestation says.
        expected: what the course, or the person who checks, says.
    """

    rule: str
    module: str = ""
    written: str = ""
    expected: str = ""

    @property
    def sound(self) -> bool:
        """Whether it leaves the attestation sound."""
        return self.rule in NOTES


@dataclass(frozen=True, slots=True)
class Known:
    """What the course says of a module: title, planned minutes, number of lessons and of questions."""

    title: str
    minutes: int
    lessons: int
    questions: int


@dataclass(frozen=True, slots=True)
class Checker:
    """Who checks: the session word of the room (already plain), the code read on the paper, the day of today."""

    word: str = ""
    printed: str = ""
    today: str = ""


def titles(course: Course, language: str) -> Mapping[str, str]:
    """The title of every module of the course."""
    return {module.id: in_language(module.title, language) for module in course.modules.values()}


def known_modules(course: Course, attestation: Attestation) -> Mapping[str, Known] | None:
    """The modules of the edition that an attestation names, for its audience and language; none when there is none."""
    spec = course.editions.get(attestation.edition)
    if (
        spec is None
        or not selectable(course, spec)
        or attestation.audience not in spec.audiences
        or attestation.language not in spec.languages
    ):
        return None
    one = replace(spec, audiences=(attestation.audience,), languages=(attestation.language,))
    chapters = (chapter for variant in select(course, one).variants for chapter in variant.chapters)
    return {
        c.id: Known(c.title, c.minutes, len(c.sections), len(c.quiz.questions) if c.quiz else 0)
        for c in chapters
    }


def judge(presented: Presented, course: Course, identity: str, checker: Checker) -> tuple[Finding, ...]:
    """Everything there is to tell of an attestation; nothing at all when it is sound and of today's course.

    Args:
        presented: the attestation, with the code written on it.
        course: the course of whoever checks.
        identity: the course's own id.
        checker: what they know besides.
    """
    return (
        *_of_the_code(presented, checker),
        *_of_the_content(presented.attestation, course, identity, checker),
    )


def _of_the_code(presented: Presented, checker: Checker) -> Iterator[Finding]:
    attestation = presented.attestation
    if checker.printed and checker.printed != presented.code:
        yield Finding("other-paper", written=presented.code, expected=checker.printed)
    if not presented.faithful:
        yield Finding("badge-edited")
    if attestation.session and not checker.word:
        yield Finding("word-needed")
    elif presented.code != attestation.code(checker.word if attestation.session else ""):
        yield Finding("code-under-word" if attestation.session else "code")
    elif checker.word and not attestation.session:
        yield Finding("no-word")


def _of_the_content(
    attestation: Attestation, course: Course, identity: str, checker: Checker
) -> Iterator[Finding]:
    if checker.today and attestation.day > checker.today:
        yield Finding("future", written=attestation.day, expected=checker.today)
    for one in attestation.modules:
        yield from _possible(one, attestation.day)
    if attestation.course != identity:
        yield Finding("other-course", written=attestation.course, expected=identity)
        return
    yield from _against(attestation, course)


def _possible(one: ModuleDone, day: str) -> Iterator[Finding]:
    if one.score > 100:
        yield Finding("score", one.id, str(one.score))
    for (done, all_of), rule in ((one.lessons, "lessons"), (one.questions, "questions")):
        if done > all_of:
            yield Finding(rule, one.id, str(done), str(all_of))
    if one.finished is not None:
        if one.questions[0] < one.questions[1]:
            yield Finding("unfinished", one.id, str(one.questions[0]), str(one.questions[1]))
        if one.finished > day:
            yield Finding("days", one.id, one.finished, day)


def _against(attestation: Attestation, course: Course) -> Iterator[Finding]:
    """The numbers of the same version of the same edition are known; of another one, only its modules are."""
    same = (attestation.version, attestation.updated) == (course.version, course.updated)
    versions = (f"{attestation.version} ({attestation.updated})", f"{course.version} ({course.updated})")
    if not same:
        yield Finding(
            "older-version" if attestation.updated < course.updated else "unknown-version", "", *versions
        )
    known = known_modules(course, attestation)
    if known is None:
        yield Finding(
            "other-edition", written=f"{attestation.edition}, {attestation.audience}, {attestation.language}"
        )
    for one in attestation.modules:
        if one.id not in (course.modules if known is None else known):
            yield Finding("module", one.id)
        elif known is not None and same:
            yield from _numbers(one, known[one.id])


def _numbers(one: ModuleDone, known: Known) -> Iterator[Finding]:
    # Minutes are those of what was done: never more than the whole module's.
    if one.minutes > known.minutes:
        yield Finding("minutes", one.id, str(one.minutes), str(known.minutes))
    pairs = (
        ("lessons-of", one.lessons[1], known.lessons),
        ("questions-of", one.questions[1], known.questions),
    )
    for rule, written, expected in pairs:
        if written != expected:
            yield Finding(rule, one.id, str(written), str(expected))
