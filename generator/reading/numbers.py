"""Numbers of JSON as the site's pages read them.

May not live here: numbers that people type (see `generator.texts`).
"""

from __future__ import annotations


def whole(written: str) -> int | float:
    """A number written with a point or a power: JSON has one kind, and programs that write a file again put 57.0 for 57."""
    value = float(written)
    return int(value) if value.is_integer() else value
