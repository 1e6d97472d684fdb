"""Where something stands in a text, and whether a text is still the one it was."""

from __future__ import annotations

import hashlib


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """1-based line and column of an offset."""
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def digest(text: str) -> str:
    """Sixteen hexadecimal digits of SHA-256 of what a reader sees change: line ends, margins and digests apart."""
    lines = [line.rstrip() for line in text.splitlines()]
    if "_digest:" in text:
        lines = [line for line in lines if not line.lstrip().startswith(("source_digest:", "shared_digest:"))]
    return hashlib.sha256("\n".join(lines).strip().encode()).hexdigest()[:16]
