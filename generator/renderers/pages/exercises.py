"""An exercise as one block of HTML: prose, forms, the results of the initial settings, questions.

Lives here: what the templates `exercise*.html.j2` need to know of each cell, and numbers as controls want them.
May not live here: words (see `exercise_words`), running cells (`building` did), files to take away (see `notebooks`),
what the page's script does (see `generator/browser/exercise/`).
Outputs of cells are put in as they are: the runner lets through safe HTML only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from html import unescape
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from generator import texts
from generator.model import AnswerKey, Cell, CellOutput, CellRole, Parameter, QuestionForm, Worksheet
from generator.renderers.common import addresses, takeaways
from generator.renderers.common.inline import block_html, inline_html
from generator.renderers.common.jupyter import version
from generator.renderers.common.templates import html
from generator.renderers.pages.blocks import as_one_block
from generator.renderers.pages.exercise_words import COPY_WORDS, PAGE_WORDS, SCRIPT_WORDS

_HEADING = re.compile(r"<h[2-6]>(.*?)</h[2-6]>", re.DOTALL)
TEMPLATES = Path(__file__).parent.parent / "templates" / "pages"

Shown = Mapping[str, tuple[CellOutput, ...]]
"""Cell name → what it shows for the default parameters."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an exercise's page knows besides the exercise.

    `url` is the page's address from the root of the site; `sizes` are bytes of the files to take away, by their path
    from there; `variant` is the path of the variant, whose exercise book is linked to (empty: there is none).
    """

    language: str
    url: str
    sizes: Mapping[str, int]
    variant: str = ""


@dataclass(frozen=True, slots=True)
class _Field:
    """A parameter as its control shows it."""

    id: str
    parameter: Parameter
    value: str
    shown: str
    min: str
    max: str
    step: str
    decimals: int
    keys: str
    range: str


@dataclass(frozen=True, slots=True)
class _View:
    """A cell ready for the template; `kind` is prose, parameters, code or question; `heading` the id of what stands above."""

    kind: str
    cell: Cell
    html: Markup | None = None
    code: str = ""
    fields: tuple[_Field, ...] = ()
    outputs: tuple[CellOutput, ...] = ()
    form: QuestionForm | None = None
    id: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class _TakeAway:
    title: str
    href: str
    size: str


@dataclass(frozen=True, slots=True)
class _Lite:
    """The notebook in JupyterLite: its address, JupyterLite's, the file there, its version, words of its copy."""

    href: str
    home: str
    path: str
    version: str
    words: str


@dataclass(frozen=True, slots=True)
class _Answer:
    title: str
    outputs: tuple[CellOutput, ...]
    code: str = field(repr=False)


def render_exercise(
    worksheet: Worksheet, shown: Shown, around: Surroundings, key: AnswerKey | None = None
) -> str:
    """Write an exercise as one block of HTML that Markdown engines keep as it is.

    Args:
        worksheet: the exercise, final texts.
        shown: what its cells show for the default parameters.
        around: where the page stands and in which language.
        key: its solutions; only a trainer's edition has them.

    Returns:
        A `<div class="parcours-exercise">` at column 0, no blank or indented line, no newline at the end.

    Raises:
        KeyError: when the language has no words.
    """
    language = around.language
    words = {name: texts.typeset(text, language) for name, text in PAGE_WORDS[language].items()}
    script_words = {name: texts.typeset(text, language) for name, text in SCRIPT_WORDS[language].items()}
    folder = f"{takeaways.FOLDER}/{worksheet.slug}/"

    def href(target: str) -> str:
        return addresses.relative(around.url, target)

    page = _environment().get_template("exercise.html.j2")
    html = page.render(
        sheet=worksheet,
        language=language,
        words=words,
        script_words=json.dumps(script_words, ensure_ascii=False, sort_keys=True),
        runtime=href(f"{takeaways.RUNTIME}/"),
        base=href(folder),
        files=json.dumps(sorted(worksheet.files), ensure_ascii=False),
        notebook=href(folder + takeaways.cells_name(language)),
        views=list(_views(worksheet, shown, language)),
        lite=_lite(worksheet, around),
        book=href(takeaways.book_page(around.variant, worksheet.slug, language)) if around.variant else "",
        takeaways=list(_take_aways(worksheet, around, words, folder)),
        keys=list(_answers(key, worksheet, shown, words)) if key else [],
        place=Markup(inline_html(worksheet.speaks_of)),  # noqa: S704 - safe by construction
        named=texts.plain_slots(worksheet.speaks_of),
    )
    return as_one_block(html)


@cache
def _environment() -> Environment:
    return html(TEMPLATES)


def _views(worksheet: Worksheet, shown: Shown, language: str) -> Iterator[_View]:
    before = ""  # the setup says nothing by itself: its code stands with that of the next cell
    above = ""
    for cell in worksheet.cells:
        code = before + cell.source
        match cell.role:
            case CellRole.PROSE:
                prose, named = _named(block_html(cell.source), f"px-{cell.name}-heading")
                above = named or above
                yield _View("prose", cell, html=Markup(prose))  # noqa: S704 - safe by construction
                continue
            case CellRole.SETUP:
                before = f"{code}\n\n"
                continue
            case CellRole.PARAMETERS:
                fields = tuple(_field(p, cell, language) for p in cell.parameters)
                yield _View("parameters", cell, code=code, fields=fields, id=f"px-{cell.name}", heading=above)
            case CellRole.CODE:
                yield _View("code", cell, code=code, outputs=shown.get(cell.name, ()))
            case CellRole.QUESTION:
                outputs = shown.get(cell.name, ())
                form = next((output.form for output in outputs if output.form), None) or _guessed(cell)
                yield _View("question", cell, code=code, form=form, id=f"px-{cell.name}", heading=above)
            case CellRole.SOLUTION:
                raise ValueError(f"the worksheet '{worksheet.id}' holds a solution")
        before = ""


def _named(prose: str, name: str) -> tuple[str, str]:
    """The prose with an id in its last heading, and that id; nothing to name without one.

    Not on the heading itself: search would make a result of its own of each « Question 3 ».
    """
    *_, last = (None, *_HEADING.finditer(prose))
    if last is None:
        return prose, ""
    return f'{prose[: last.start(1)]}<span id="{name}">{last[1]}</span>{prose[last.end(1) :]}', name


def _guessed(cell: Cell) -> QuestionForm:
    """What a question asks for, from its annotation alone, when it has not run."""
    kinds = {parameter.kind for parameter in cell.parameters}
    return QuestionForm("number" if kinds & {"number", "integer", "slider"} else "text", "", ())


# --- parameters -------------------------------------------------------------------------------------


def _field(parameter: Parameter, cell: Cell, language: str) -> _Field:
    step = _plain(parameter.step) or ("1" if parameter.kind in {"slider", "integer"} else "any")
    value, decimals = parameter.default, 0
    if isinstance(value, int | float) and not isinstance(value, bool):
        written = [_plain(n) for n in (value, parameter.minimum, parameter.step)]
        decimals = max(len(text.partition(".")[2]) for text in written)
        shown, given = texts.number(value, decimals, language), _plain(value)
    else:
        shown = given = "" if value is None else str(value)
    low, high = parameter.minimum, parameter.maximum
    keys = "numeric" if parameter.kind == "integer" else "decimal"
    return _Field(
        f"px-{cell.name}-{parameter.name}",
        parameter,
        value=given,
        shown=shown,
        min=_plain(parameter.minimum),
        max=_plain(parameter.maximum),
        step=step,
        decimals=decimals,
        keys=keys
        if low is not None and low >= 0
        else "",  # a telephone's keys for numbers have no minus sign
        range=_range(low, high, language),
    )


def _range(low: float | None, high: float | None, language: str) -> str:
    """What a field for a number accepts, in words; nothing when it takes any."""
    known = {"min": low, "max": high}
    name = "_".join(key for key, value in known.items() if value is not None)
    if not name:
        return ""
    words = PAGE_WORDS[language][f"range_{name}"]
    for key, value in known.items():
        if value is not None:
            decimals = len(_plain(value).partition(".")[2])
            words = words.replace(f"{{{key}}}", texts.number(value, decimals, language))
    return texts.typeset(words, language)


def _plain(number: float | None) -> str:
    """A number as HTML attributes want it: digits and a point, no exponent; an empty text for none."""
    if number is None:
        return ""
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


# --- files and answers ------------------------------------------------------------------------------


def _lite(worksheet: Worksheet, around: Surroundings) -> _Lite:
    language = around.language
    words = {name: texts.typeset(text, language) for name, text in COPY_WORDS[language].items()}
    return _Lite(
        addresses.relative(around.url, takeaways.lite_address(worksheet.slug, language)),
        addresses.relative(around.url, f"{takeaways.LITE}/"),
        f"{worksheet.slug}/{takeaways.notebook_name(worksheet.slug, language)}",
        version(worksheet, language),
        json.dumps(words, ensure_ascii=False, sort_keys=True),
    )


def _take_aways(
    worksheet: Worksheet, around: Surroundings, words: Mapping[str, str], folder: str
) -> Iterator[_TakeAway]:
    files = (
        (words["archive"], folder + takeaways.archive_name(worksheet.slug, around.language)),
        (words["notebook"], folder + takeaways.notebook_name(worksheet.slug, around.language)),
    )
    for title, path in files:
        size = around.sizes.get(path)
        # Thousands of bytes, as telephones count them; never "0".
        shown = texts.number(max(1, round(size / 1000)), 0, around.language) if size is not None else ""
        yield _TakeAway(
            title,
            addresses.relative(around.url, path),
            words["kilobytes"].replace("{n}", shown) if shown else "",
        )


def _answers(
    key: AnswerKey, worksheet: Worksheet, shown: Shown, words: Mapping[str, str]
) -> Iterator[_Answer]:
    names = _headings(worksheet)
    for cell in key.cells:
        question = cell.name.replace("s-", "q-", 1)
        title = words["key_of"].replace("{name}", names.get(question) or question.removeprefix("q-"))
        yield _Answer(title, shown.get(cell.name, ()), cell.source)


def _headings(worksheet: Worksheet) -> Mapping[str, str]:
    """What stands above each question: the last heading before it, as plain words."""
    found: dict[str, str] = {}
    heading = ""
    for cell in worksheet.cells:
        if cell.role is CellRole.QUESTION:
            found[cell.name] = heading
        elif cell.role is CellRole.PROSE:
            titles = _HEADING.findall(block_html(cell.source))
            heading = unescape(re.sub(r"<[^>]*>", "", titles[-1])) if titles else heading
    return found
