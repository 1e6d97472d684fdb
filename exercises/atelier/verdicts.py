"""What a question answers: counted tries, feedback, the next hint, then the solution.

Lives here: `Verdict`, and `settle`, the one path every kind of question takes. Judging an answer is `answers.py`'s.
A verdict is told by its words and its sign before any colour, and speaks of the answer, never of the person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from .display import digest, escape
from .state import Attempts, current
from .words import word

Status = Literal["empty", "unreadable", "right", "mistake", "wrong"]
"""`mistake`: wrong, and we know why. `empty` and `unreadable` never count as a try."""

SIGNS: Final[Mapping[Status, str]] = {
    "empty": "…",
    "unreadable": "?",
    "right": "✓",
    "mistake": "✗",
    "wrong": "✗",
}
FEWEST_TRIES: Final = 2
"""A question without a hint still leaves a second chance."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of an answer. `text` is the plain form of `html`; `tries` counts wrong tries so far.

    `form` tells a page what to ask, as plain data: `kind` (number, choice, choices, text, order), and where it
    applies `unit` and `options`, pairs of id and words; the options of an order are not in their right order.
    """

    status: Status
    html: str
    text: str
    tries: int
    form: Mapping[str, object]

    def _repr_html_(self) -> str:
        return self.html

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Finding:
    """What judging an answer found, and the sentences that say why."""

    status: Status
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is common to all kinds. `goal` is the text of what is expected: when it changes, tries start again."""

    name: str
    form: Mapping[str, object]
    goal: str
    solution: str
    hints: Sequence[str]
    worked: str
    example: str
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Under what tries are counted: the name given, else the cell's, else what the question says."""
        return self.name or current().cell or digest(sorted(self.form.items()), *self.hints)

    @property
    def most_tries(self) -> int:
        """After so many wrong tries the solution is shown: every hint comes first, one after each."""
        return max(FEWEST_TRIES, len(self.hints) + 1)


def settle(question: Question, answer: object, judge: Callable[[], Finding]) -> Verdict:
    """The verdict on an answer. `judge` is only called when there is one.

    An untouched answer is "empty". The same wrong answer given again counts once.
    """
    attempts = _attempts(question)
    if untouched(answer):
        return _verdict(question, "empty", _asked(question), len(attempts.answers))
    finding = judge()
    sentences = list(finding.sentences)
    if finding.status in {"mistake", "wrong"}:
        if (given := _canonical(answer)) in attempts.answers:
            sentences.append(word("already"))
        else:
            attempts.answers.append(given)
        sentences += _help(question, len(attempts.answers))
    elif finding.status == "right" and question.worked:
        sentences.append(word("worked", worked=question.worked))
    return _verdict(question, finding.status, sentences, len(attempts.answers))


def untouched(answer: object) -> bool:
    """Whether nothing was answered: `None`, blanks, an empty list."""
    return answer is None or (isinstance(answer, str) and not answer.strip()) or answer in ([], ())


def reset(name: str = "") -> None:
    """Forget the tries at one question, or at all of them."""
    if name:
        current().attempts.pop(name, None)
    else:
        current().attempts.clear()


def _attempts(question: Question) -> Attempts:
    found = current().attempts.get(question.key)
    if found is None or found.goal != question.goal:
        found = current().attempts[question.key] = Attempts(question.goal)
    return found


def _canonical(answer: object) -> str:
    if isinstance(answer, list | tuple | set | frozenset):
        return "; ".join(map(_canonical, answer))
    return str(answer).strip().casefold()


def _asked(question: Question) -> list[str]:
    """What to do now. Only in Jupyter, where people see the code, does it speak of code and list the ids."""
    kind, unit = str(question.form["kind"]), question.form.get("unit")
    asked = [word("ask-number-in", unit=unit) if kind == "number" and unit else word(f"ask-{kind}")]
    if not current().cell:
        asked += [f"{key} = {text}" if key != text else key for key, text in question.options.items()]
        asked.append(word("ask-code", example=f"answer = {question.example}"))
    return asked


def _help(question: Question, tries: int) -> list[str]:
    """After a wrong try: the next hint, and once they are used up the solution."""
    if tries >= question.most_tries:
        solution = [word("expected", answer=question.solution)]
        return solution + ([word("worked", worked=question.worked)] if question.worked else [])
    if question.hints:
        return [word("hint", number=tries, total=len(question.hints), hint=question.hints[tries - 1])]
    return [word("again")]


def _verdict(question: Question, status: Status, sentences: Sequence[str], tries: int) -> Verdict:
    headline = word(status)
    paragraphs = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    html = (
        f'<div class="at-verdict at-{status}"><p class="at-headline"><span class="at-sign" aria-hidden="true">'
        f"{SIGNS[status]}</span> <strong>{escape(headline)}</strong></p>{paragraphs}</div>"
    )
    text = "\n".join((f"{SIGNS[status]} {headline}", *sentences))
    return Verdict(status, html, text, tries, question.form)
