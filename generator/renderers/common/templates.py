"""How templates are filled, for every product: a hole without its value is an error, and a block leaves no line behind.

May not live here: where a product's templates stand, what they are given.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def html(folder: Path) -> Environment:
    """Templates of HTML: what they are given is text, unless it is marked as markup."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # templates are ours, and do not change while we run
        trim_blocks=True,
        lstrip_blocks=True,
    )


def plain(folder: Path, *, keep_end: bool = False) -> Environment:
    """Templates of Markdown, settings and other plain texts: whoever fills them makes values safe.

    Args:
        folder: where they stand.
        keep_end: whether the last line keeps its end, for what is written as a file as it is.
    """
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=False,  # noqa: S701  (no HTML)
        undefined=StrictUndefined,
        auto_reload=False,  # templates are ours, and do not change while we run
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=keep_end,
    )
