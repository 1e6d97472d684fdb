"""The figures of a report, as SVG that stands in the page: colours are classes of its style sheet, words come from `words`.

Each says in its text alternative where the same numbers stand as a table, or gives them itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from generator import texts
from generator.renderers.common.words import word
from generator.renderers.results.words import WORDS
from generator.results import ModuleCount, QuestionCount

_WIDTH = 320
_BANDS = 5


def progress(module: ModuleCount, language: str, name: str) -> Markup:
    """Right answers question by question: a ring for the first try, a disc for the end, a line between the two."""
    words = WORDS[language]
    asked = [q for q in module.questions if q.answered]
    left, right, top, row = 34, _WIDTH - 54, 40, 24
    height = top + row * len(asked) + 14
    out = [_legend(words, left)]
    for step in range(5):
        x = left + (right - left) * step / 4
        out.append(f'<line class="grid" x1="{x:g}" y1="{top - 10}" x2="{x:g}" y2="{height - 18}"/>')
        label = texts.percent(step / 4, 0, language)
        out.append(
            f'<text class="middle" x="{x:g}" y="{height - 3}">{escape(label)}</text>' if step % 2 == 0 else ""
        )
    for index, question in enumerate(asked):
        out.append(_pair(question, language, left, right, top + row * index + 6))
    return _svg(name, height, words["progress-title"], words["progress-desc"], out)


def _legend(words: Mapping[str, str], left: int) -> str:
    first, end = words["progress-first"], words["progress-end"]
    return (
        f'<circle class="first" cx="{left}" cy="12" r="6.5"/><text x="{left + 10}" y="16">{escape(first)}</text>'
        f'<circle class="end" cx="{left + 130}" cy="12" r="4"/><text x="{left + 140}" y="16">{escape(end)}</text>'
    )


def _pair(question: QuestionCount, language: str, left: int, right: int, y: int) -> str:
    def x(count: int) -> float:
        return round(left + (right - left) * count / question.answered, 1)

    first, end = x(question.right_first), x(question.right_end)
    share = texts.percent(question.right_end / question.answered, 0, language)
    return (
        f'<text class="name" x="0" y="{y + 4}">Q{question.number}</text>'
        f'<line class="track" x1="{first:g}" y1="{y}" x2="{end:g}" y2="{y}"/>'
        f'<circle class="first" cx="{first:g}" cy="{y}" r="6.5"/><circle class="end" cx="{end:g}" cy="{y}" r="4"/>'
        f'<text class="value" x="{_WIDTH}" y="{y + 4}">{escape(share)}</text>'
    )


def histogram(module: ModuleCount, language: str, name: str) -> Markup:
    """How many people ended the quiz with which score, in five ranges."""
    words = WORDS[language]
    counts = bands(module.scores)
    most, base, tallest, step = max(counts), 118, 88, _WIDTH / _BANDS
    out, said = [], []
    colon = word(language, "colon")
    for index, count in enumerate(counts):
        low, high = index * 100 // _BANDS, (index + 1) * 100 // _BANDS
        label = words["band"].format(**{"from": low, "to": high})
        said.append(f"{label}{colon}{count}")
        height = round(tallest * count / most, 1)
        middle = round(index * step + step / 2, 1)
        out.append(
            f'<rect class="bar" x="{index * step + 8:g}" y="{base - height:g}" width="{step - 16:g}" height="{height:g}"/>'
            f'<text class="middle strong" x="{middle:g}" y="{base - height - 6:g}">{count}</text>'
            f'<text class="middle" x="{middle:g}" y="{base + 16}">{low}–{high}</text>'
        )
    out.append(f'<line class="axis" x1="0" y1="{base}" x2="{_WIDTH}" y2="{base}"/>')
    return _svg(
        name, base + 22, words["scores-title"], words["scores-desc"].format(list=", ".join(said)), out
    )


def bands(scores: Sequence[float]) -> list[int]:
    """How many scores fall in each fifth; the last holds its own end."""
    counts = [0] * _BANDS
    for score in scores:
        counts[min(int(score * _BANDS + 1e-9), _BANDS - 1)] += 1
    return counts


def bar(count: int, of: int) -> Markup:
    """A share as a bar beside its number."""
    width = round(100 * count / of, 1) if of else 0
    return Markup(  # noqa: S704 - numbers only
        '<svg class="bar-line" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect class="rail" width="100" height="6"/><rect class="bar" width="{width:g}" height="6"/></svg>'
    )


def _svg(name: str, height: float, title: str, description: str, parts: Sequence[str]) -> Markup:
    return Markup(  # noqa: S704 - words are escaped where they enter
        f'<svg class="figure" viewBox="0 0 {_WIDTH} {height:g}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )
