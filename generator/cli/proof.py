"""`parcours verify`: what an attestation says, whether its code fits, what the course thinks of it. It changes nothing.

Lives here: the command and its sentences. May not live here: reading an attestation (`generator.reading.attestations`),
judging one (`generator.checks.attestations`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from generator.building.faults import OperatorError
from generator.building.project import today
from generator.cli.common import FAULTS, FORMAT, MISUSE, Stop, settings, with_common_options
from generator.cli.telling import counted, say, tell_diagnostics
from generator.diagnostics import errors

if TYPE_CHECKING:
    from generator.checks.attestations import Checker, Finding
    from generator.model import Course
    from generator.model.attestations import Presented
    from generator.reading.attestations import RefusedError

REFUSALS: Final = {
    "empty": "there is nothing in it",
    "long": "it is longer than any attestation",
    "unknown": "it is neither the text of an attestation's QR code nor a badge of a course like this one",
    "newer": "it was made by a later version of Parcours: update yours",
    "damaged": "it begins as an attestation and characters of it are missing or changed: scan or copy it again",
}

FINDINGS: Final = {
    "other-paper": "the code on the paper, {expected}, is not the one in the file, {written}: not the same attestation",
    "badge-edited": "what the badge shows to other programs differs from what the attestation says: it was edited",
    "word-needed": "its code was made with a session word: give it with --session, or the code cannot be checked",
    "code": "its code does not fit what is written: something was changed after it was made",
    "code-under-word": "its code does not fit what is written and this session word: another word, or something was changed",
    "no-word": "it was made without a session word, and you gave one",
    "future": "it is dated {written}, which is after today, {expected}",
    "score": "a score of {written} percent is not possible",
    "lessons": "{written} lessons read out of {expected} is not possible",
    "questions": "{written} questions ended out of {expected} is not possible",
    "unfinished": "it is told as finished with {written} questions ended out of {expected}",
    "days": "it is told as finished on {written}, after the day of the attestation, {expected}",
    "other-course": "it is about the course '{written}'; yours is '{expected}'",
    "unknown-version": "it was made with version {written} of the course; yours is {expected}, which does not know it",
    "older-version": "it was made with version {written} of the course; yours is {expected}: numbers were not compared",
    "other-edition": "it was made in an edition that yours does not have ({written}): numbers were not compared",
    "module": "the course has no such module",
    "minutes": "it tells {written} minutes planned; the course plans {expected} at most",
    "lessons-of": "it tells {written} lessons; the course has {expected}",
    "questions-of": "it tells {written} questions; the course has {expected}",
}

MAX_SHOWN: Final = 80
"""Characters of a name that a message repeats."""

LIMITS: Final = (
    "A code that fits shows that nothing was changed since the attestation was made, on the learner's own device.\n"
    "It does not show who made it: a name is what somebody typed, and whoever has the skill can make one up.\n"
    "Times are those the course plans; nobody measured any."
)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is told of one attestation: where it came from, and either why it cannot be read or what was found."""

    source: str
    found: Presented | RefusedError
    findings: tuple[Finding, ...] = ()

    @property
    def sound(self) -> bool:
        return all(one.sound for one in self.findings)


@click.command()
@click.argument("given", nargs=-1, required=True, metavar="FILE|CODE|-...")
@click.option("--session", default="", metavar="WORD", help="The session word that you gave the room.")
@click.option(
    "--code",
    "printed",
    default="",
    metavar="XXXX-XXXX-XXXX",
    help="The code printed on the sheet, to compare.",
)
@FORMAT
@with_common_options
def verify(given: tuple[str, ...], session: str, printed: str, style: str) -> None:
    """Check learners' attestations against the course.

    FILE is a badge saved by a learner, or a text file that holds texts of QR
    codes; CODE is such a text itself, which begins with PARCOURS-A; - reads
    either from standard input. Nothing leaves this machine.

    Exit code 0: all are sound; 1: one is not; 2: one cannot be read.
    """
    from generator.reading.attestations import RefusedError, read_attestations  # noqa: PLC0415  (see `writing`)

    checker = _checker(session, printed)
    handed = [(source, found) for source, text in map(_text_of, given) for found in read_attestations(text)]
    if printed and len(handed) > 1:
        raise OperatorError(
            "--code is that of one attestation, and several were given", "check them one by one"
        )
    readable = any(not isinstance(found, RefusedError) for _, found in handed)
    course = _course(settings().root()) if readable else None
    answers = [
        _judged(source, found, course, checker)
        if course and not isinstance(found, RefusedError)
        else _Answer(source, found)
        for source, found in handed
    ]
    unread = [one for one in answers if isinstance(one.found, RefusedError)]
    if style == "json":
        click.echo(json.dumps({"attestations": [_row(one) for one in answers]}, ensure_ascii=False, indent=2))
    else:
        _tell(answers, course)
    if unread or not all(one.sound for one in answers):
        raise Stop(MISUSE if unread else FAULTS)


def _checker(session: str, printed: str) -> Checker:
    from generator.checks.attestations import Checker  # noqa: PLC0415  (see `writing`)
    from generator.model.attestations import MIN_WORD, plain_code, plain_word  # noqa: PLC0415

    word, code = plain_word(session), plain_code(printed)
    if session and len(word) < MIN_WORD:
        raise OperatorError(
            f"'{session}' is too short for a session word",
            f"it has {MIN_WORD} letters or digits at least; accents, case and spaces do not count",
        )
    if printed and code is None:
        raise OperatorError(
            f"'{printed}' is not a code",
            "it has twelve letters and digits, as in 7KQ2-M5XA-90DT; I, L, O may stand for 1, 1, 0",
        )
    return Checker(word, code or "", today())


def _text_of(given: str) -> tuple[str, str | bytes]:
    """Where an attestation comes from, and what was found there."""
    from generator.model.attestations import MARK  # noqa: PLC0415  (see `writing`)
    from generator.reading.attestations import MAX_FILE  # noqa: PLC0415

    if given == "-":
        return "standard input", sys.stdin.buffer.read(MAX_FILE + 1)
    if given.lstrip().startswith(MARK):
        return "the text given", given
    shown = given if len(given) <= MAX_SHOWN else f"{given[:MAX_SHOWN]}…"
    try:
        with Path(given).open("rb") as file:
            return given, file.read(MAX_FILE + 1)
    except FileNotFoundError as error:
        hint = f"give a file, '-' for standard input, or the text of a QR code, which begins with {MARK}"
        raise OperatorError(f"There is no file '{shown}'", hint) from error
    except OSError as error:
        raise OperatorError(f"'{shown}' cannot be read: {error.strerror}", "give a plain file") from error
    except ValueError as error:  # a name with a null character
        raise OperatorError(f"'{shown}' is not a name of a file", "give a plain file") from error


def _course(root: Path) -> Course:
    """The course of whoever checks; one with errors could not be trusted to judge."""
    from generator.reading import read_course  # noqa: PLC0415  (see `writing`)

    reading = read_course(root)
    wrong = errors(reading.diagnostics)
    if reading.course is None or wrong:
        tell_diagnostics(wrong, reading.sources)
        raise OperatorError("The course itself has errors, told above", "mend them: `parcours check`")
    return reading.course


def _judged(source: str, found: Presented, course: Course, checker: Checker) -> _Answer:
    from generator.checks.attestations import judge  # noqa: PLC0415  (see `writing`)

    return _Answer(source, found, judge(found, course, course.id, checker))


def _sentence(finding: Finding) -> str:
    text = FINDINGS[finding.rule].format(written=finding.written, expected=finding.expected)
    return f"{finding.module}: {text}" if finding.module else text


# --- text -------------------------------------------------------------------------------------------


def _tell(answers: Sequence[_Answer], course: Course | None) -> None:
    from generator.reading.attestations import RefusedError  # noqa: PLC0415  (see `writing`)

    for one in answers:
        if isinstance(one.found, RefusedError):
            say(f"cannot be read: {one.source}: {REFUSALS[one.found.why]}.", "bold red")
        elif course and not (one.sound and settings().quiet):
            _tell_one(one, one.found, course)
    if course and not settings().quiet:
        say(LIMITS, "dim")
    if len(answers) > 1:
        read = [one for one in answers if not isinstance(one.found, RefusedError)]
        sound = sum(one.sound for one in read)
        say(
            f"{counted(len(answers), 'attestation')}: {sound} sound, {len(read) - sound} not sound, "
            f"{len(answers) - len(read)} that cannot be read",
            "bold green" if sound == len(answers) else "bold red",
        )


def _tell_one(one: _Answer, presented: Presented, course: Course) -> None:
    from generator.checks.attestations import titles  # noqa: PLC0415  (see `writing`)

    said = presented.attestation
    say(
        f"{'sound' if one.sound else 'NOT SOUND'}: {said.name}, {said.day}",
        "bold green" if one.sound else "bold red",
    )
    for finding in one.findings:
        say(f"  {'note' if finding.sound else 'wrong'}[{finding.rule}]: {_sentence(finding)}.",
            "yellow" if finding.sound else "red")  # fmt: skip
    if not any(finding.rule.startswith(("code", "word")) for finding in one.findings):
        say(
            f"  The code {presented.code} fits what is written{', under the session word' if said.session else ''}."
        )
    say(f"  Course '{said.course}', version {said.version} of {said.updated}; edition '{said.edition}', for "
        f"'{said.audience}', in '{said.language}'.")  # fmt: skip
    names = titles(course, said.language)
    for module in said.modules:
        state = f"finished on {module.finished}" if module.finished else "under way"
        say(
            f"  {module.id}  {names.get(module.id, '(not in this course)')}\n"
            f"      {state}; score {module.score} %; lessons read {module.lessons[0]} of {module.lessons[1]}; "
            f"questions ended {module.questions[0]} of {module.questions[1]}; {module.minutes} minutes planned for that"
        )
    say("")


# --- JSON -------------------------------------------------------------------------------------------


def _row(one: _Answer) -> dict[str, Any]:
    from generator.reading.attestations import RefusedError  # noqa: PLC0415  (see `writing`)

    if isinstance(one.found, RefusedError):
        why = one.found.why
        return {"source": one.source, "read": False, "refusal": why, "message": REFUSALS[why]}
    findings = [
        {
            "rule": finding.rule, "sound": finding.sound, "module": finding.module or None,
            "written": finding.written or None, "expected": finding.expected or None, "message": _sentence(finding),
        }
        for finding in one.findings
    ]  # fmt: skip
    content = dict(one.found.attestation.content())
    return {
        "source": one.source, "read": True, "sound": one.sound, "code": one.found.code, "content": content,
        "findings": findings,
    }  # fmt: skip
