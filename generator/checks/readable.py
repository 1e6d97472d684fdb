"""Whether a lesson can be read by those it is for: its sentences, its words. Measures are in `measures`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from generator import texts
from generator.checks.measures import Sentence, ease, measure, sentences
from generator.diagnostics import Diagnostic, Place
from generator.model import Course, Lesson, Passage, Readability

LONG = 25
"""Words beyond which a sentence is long: a reader who skims loses the thread (GOV.UK, Content design, “Sentence length”)."""


ENOUGH = 60
"""Words under which an average says nothing of a lesson."""


class _Written(NamedTuple):
    """A sentence and where it was written."""

    sentence: Sentence
    passage: Passage

    @property
    def place(self) -> Place:
        text, start = self.passage.text, self.sentence.start
        line, column = texts.line_and_column(text, start)
        length = len(text[start : start + self.sentence.length].split("\n", maxsplit=1)[0])
        return Place(self.passage.place.path, self.passage.place.line + line - 1, column, length)


def sentence_by_sentence(course: Course) -> Iterator[Diagnostic]:
    """hard-to-read: a sentence longer than any of its readers is asked to follow."""
    for language, lesson in _lessons(course):
        for passage in lesson.passages:
            readers = [a for a in course.audiences if passage.audience in {None, a.id}]
            limit = min((a.reading.longest_sentence for a in readers), default=0)
            for sentence in sentences(passage.text, language):
                if limit and sentence.words > limit:
                    yield Diagnostic("hard-to-read", f"this sentence has {sentence.words} words, more than {limit}", _Written(sentence, passage).place,
                                     "cut it: one idea to a sentence, the main one first")  # fmt: skip


def lesson_by_lesson(course: Course) -> Iterator[Diagnostic]:
    """hard-to-read: what one audience reads of a lesson, over the limits course.yml sets for it."""
    for language, lesson in _lessons(course):
        told: dict[tuple[str, str, Place], list[str]] = defaultdict(list)
        for audience in course.audiences:
            written = [
                _Written(sentence, passage)
                for passage in lesson.passages
                if passage.audience in {None, audience.id}
                for sentence in sentences(passage.text, language)
            ]
            if written and (fault := _fault(written, audience.reading, language)):
                told[fault].append(audience.id)
        for (message, hint, place), audiences in told.items():
            yield Diagnostic(
                "hard-to-read", f"'{lesson.id}' for {' and '.join(audiences)}: {message}", place, hint
            )


def _fault(written: list[_Written], limits: Readability, language: str) -> tuple[str, str, Place] | None:
    """The first limit passed: what it is, the way out, and the sentence to begin with."""
    counted = measure(w.sentence for w in written)
    if counted.words < ENOUGH:
        return None
    longest = max(written, key=lambda w: w.sentence.words)
    mean = counted.words_per_sentence
    if mean > limits.words_per_sentence:
        message = f"{mean:.1f} words per sentence, more than {limits.words_per_sentence:g}"
        hint = f"cut the long ones, beginning with this one ({longest.sentence.words} words)"
        return message, hint, longest.place
    share = 100 * sum(w.sentence.words > LONG for w in written) / len(written)
    if share > limits.long_sentences:
        message = (
            f"{share:.0f}% of the sentences have more than {LONG} words, more than {limits.long_sentences:g}%"
        )
        hint = f"cut them, beginning with this one ({longest.sentence.words} words)"
        return message, hint, longest.place
    found = ease(counted, language)
    if found < limits.ease:
        worst = min(written, key=lambda w: _own_ease(w.sentence, language))
        message = f"reading ease of {found:.0f}, less than {limits.ease:g}"
        hint = (
            "choose shorter words: 'use' for 'utilise', a verb for a noun; this sentence has the longest ones"
        )
        return message, hint, worst.place
    return None


def _own_ease(sentence: Sentence, language: str) -> float:
    """Of a sentence alone; one of a few words says nothing."""
    return ease(measure([sentence]), language) if sentence.measured >= 6 else 200.0


def _lessons(course: Course) -> Iterator[tuple[str, Lesson]]:
    for module in course.modules_in_order:
        for language in course.languages:
            for lesson in module.lessons.get(language, ()):
                yield language, lesson
