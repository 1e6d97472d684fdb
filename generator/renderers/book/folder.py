"""The exercise book (« cahier d'exercices ») as a folder of its own, which trainers take away.

Lives here: its opening page, its notebooks with the results of the build, what they need beside them, settings for
Jupyter Book 1 and 2. May not live here: how its pages look on the site (see `site`), running anything (see `building`).
A `Worksheet` has no solution, so no page here can show one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment

from generator import texts
from generator.model import CellOutput, Chapter, Edition, Outputs, Tree, Variant, Worksheet
from generator.renderers.book.words import WORDS
from generator.renderers.common import takeaways
from generator.renderers.common.jupyter import jupyter
from generator.renderers.common.templates import plain
from generator.renderers.common.words import duration

TEMPLATES = Path(__file__).parent.parent / "templates" / "book"
OUTPUTS_LOOK = PurePosixPath("exercises/atelier/atelier.css")
_PERCENT = re.compile(r"^( {0,3})%")
_README = {"fr": "LISEZMOI.txt", "en": "README.txt"}
_MARKUP = re.compile(r"([\\`*_\[\]<>{}#$|~])")
UNSEEN = {"setup": "setup", "question": "question", "parameters": ""}
"""Roles of cells whose code is folded away, and the word that opens it; the settings stay in view."""


def source(edition: Edition, variant: Variant, outputs: Outputs, look: Tree) -> Tree:
    """The book as a folder of its own, for Jupyter, Jupyter Book 1 and Jupyter Book 2.

    Args:
        edition: what is published together.
        variant: the audience and language of the book.
        outputs: what the exercises show for their default parameters: nothing is run to make a book.
        look: files of the look of the site; that of outputs goes with the book.

    Returns:
        The files of the folder; none when the variant has no exercise.
    """
    chapters = chapters_of(variant)
    if not chapters:
        return {}
    language = variant.language
    tree = {PurePosixPath(path): text.encode() for path, text in _settings(edition, variant).items()}
    tree[PurePosixPath("index.md")] = _filled(f"index.{language}.md.j2", variant)
    tree[PurePosixPath(_README[language])] = _filled(f"readme.{language}.txt.j2", variant)
    if OUTPUTS_LOOK in look:
        tree[PurePosixPath("_static", OUTPUTS_LOOK.name)] = look[OUTPUTS_LOOK]
    for _, sheets in chapters:
        for sheet in sheets:
            shown = outputs.get((sheet.id, language), {})
            tree[PurePosixPath(page_of(sheet, language))] = executed(sheet, language, shown)
            tree |= {PurePosixPath(sheet.slug, path): data for path, data in sheet.files.items()}
    return tree


def origins(variant: Variant) -> Mapping[str, str]:
    """Notebook of the book → author's file that it was made from."""
    return {
        page_of(sheet, variant.language): sheet.origin.path
        for _, sheets in chapters_of(variant)
        for sheet in sheets
    }


def page_of(sheet: Worksheet, language: str) -> str:
    """The notebook of an exercise in the book's folder."""
    return f"{sheet.slug}/{takeaways.notebook_name(sheet.slug, language)}"


def chapters_of(variant: Variant) -> Sequence[tuple[Chapter, Sequence[Worksheet]]]:
    """Modules that have exercises, in the order of the course."""
    return [(chapter, chapter.worksheets) for chapter in variant.chapters if chapter.worksheets]


def words_of(language: str) -> Mapping[str, str]:
    """The book's own words, with the typography of their language."""
    return {name: texts.typeset(text, language) for name, text in WORDS[language].items()}


# --- notebooks --------------------------------------------------------------------------------------


def executed(sheet: Worksheet, language: str, shown: Mapping[str, tuple[CellOutput, ...]]) -> bytes:
    """The exercise's notebook with the results of its default parameters, as Jupyter writes them.

    Args:
        sheet: the exercise.
        language: of the notebook.
        shown: cell name → what it shows.
    """
    words = words_of(language)
    notebook = json.loads(jupyter(sheet, language))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            # A line that begins so is a comment for MyST, and would be lost; elsewhere the backslash is not seen.
            cell["source"] = [_PERCENT.sub(r"\1\\%", line) for line in cell["source"]]
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for count, cell in enumerate(code, start=1):
        cell["execution_count"] = count
        cell["outputs"] = [_output(output, count) for output in shown.get(cell["id"], ())]
        tags = cell["metadata"].get("tags", [])
        opener = next((UNSEEN[tag] for tag in tags if tag in UNSEEN), "code")
        if opener:
            cell["metadata"] |= {"tags": [*tags, "hide-input"], "mystnb": {"code_prompt_show": words[opener]}}
    return (json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _output(output: CellOutput, count: int) -> Mapping[str, Any]:
    if output.kind == "text":
        return {"output_type": "stream", "name": "stdout", "text": output.content}
    data = {"text/html": output.content}
    return {"output_type": "execute_result", "execution_count": count, "data": data, "metadata": {}}


# --- pages and settings of the folder ---------------------------------------------------------------


@cache
def _environment() -> Environment:
    environment = plain(TEMPLATES)
    environment.filters["md"] = lambda text: _MARKUP.sub(r"\\\1", text)
    return environment


def _filled(template: str, variant: Variant) -> bytes:
    language = variant.language
    text = _environment().get_template(template).render(
        words=WORDS[language],
        tagline=_MARKUP.sub(r"\\\1", texts.plain_slots(variant.tagline)),
        audience=variant.audience_name,
        chapters=chapters_of(variant),
        path=lambda sheet: page_of(sheet, language),
        minutes=lambda n: duration(n, language),
        goals=lambda chapter, sheet: [g.statement for g in chapter.goals if g.id in sheet.objectives],
    )  # fmt: skip
    # Names of files stay as they are: only the page that is read as a text gets the typography of its language.
    typeset = texts.typeset(text, language) if template.endswith(".md.j2") else text
    return (typeset.rstrip("\n") + "\n").encode()


def _settings(edition: Edition, variant: Variant) -> Mapping[str, str]:
    """Settings of the folder: `_config.yml` and `_toc.yml` for Jupyter Book 1, `myst.yml` for Jupyter Book 2."""
    words = words_of(variant.language)
    title, author = _quoted(title_of(variant)), _quoted(author_of(edition, variant))
    return {
        "_config.yml": _CONFIG.format(
            title=title,
            author=author,
            language=variant.language,
            show=_quoted(words["code"]),
            hide=_quoted(words["fold"]),
        ),
        "_toc.yml": "format: jb-book\nroot: index\nparts:\n" + "".join(_parts(variant)),
        "myst.yml": _MYST.format(title=title, author=author, children="".join(_children(variant))),
    }


def title_of(variant: Variant) -> str:
    return f"{words_of(variant.language)['title']} – {variant.audience_name}"


def author_of(edition: Edition, variant: Variant) -> str:
    """Who publishes the book; an authority that has not said its name yet has the edition's title."""
    return edition.site.authority or variant.title


def _quoted(text: str) -> str:
    """A text as YAML reads it back, whatever is in it."""
    return json.dumps(text, ensure_ascii=False)


def _parts(variant: Variant) -> Iterator[str]:
    for chapter, sheets in chapters_of(variant):
        yield f"  - caption: {_quoted(chapter.title)}\n    chapters:\n"
        for sheet in sheets:
            yield f"      - file: {page_of(sheet, variant.language).removesuffix('.ipynb')}\n"


def _children(variant: Variant) -> Iterator[str]:
    for chapter, sheets in chapters_of(variant):
        yield f"    - title: {_quoted(chapter.title)}\n      children:\n"
        for sheet in sheets:
            yield f"        - file: {page_of(sheet, variant.language)}\n"


_CONFIG = """\
# Settings for Jupyter Book 1. The notebooks hold their results: nothing has to run to make the book.
title: {title}
author: {author}
only_build_toc_files: true
execute:
  execute_notebooks: "off"
sphinx:
  config:
    language: {language}
    myst_enable_extensions: []
    nb_code_prompt_show: {show}
    nb_code_prompt_hide: {hide}
"""

_MYST = """\
# Settings for Jupyter Book 2 (MyST). The notebooks hold their results: nothing has to run to make the book.
version: 1
project:
  title: {title}
  authors:
    - name: {author}
  toc:
    - file: index.md
{children}site:
  template: book-theme
  options:
    style: _static/atelier.css
"""
