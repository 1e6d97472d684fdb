"""What a page may run and fetch (Content Security Policy), and what else a server says with it: one place for all.

Pages carry their policy themselves (`<meta http-equiv>`), so that it holds on any server; the files for web servers say
it again, the tests serve it, the audit of a build asks for it. May not live here: the form of those files (`servers`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


def _written(**sources: str) -> str:
    """A policy that refuses all it does not name; nothing changes where addresses start from, no form is sent."""
    allowed = {"default_src": "'none'", **sources, "base_uri": "'none'", "form_action": "'none'"}
    return "; ".join(f"{name.replace('_', '-')} {value}" for name, value in allowed.items())


PLAIN: Final = _written(style_src="'self'", img_src="'self'", font_src="'self'", connect_src="'self'")
"""A page without script: the portal, the page of a dead address, the exercise book. Nothing in it connects; tools that
measure a page ask its own site for `robots.txt` on its behalf."""

PAGE: Final = _written(
    script_src="'self'",
    style_src="'self'",
    img_src="'self' data:",  # Material's icons are pictures written in its style sheet
    font_src="'self'",
    connect_src="'self'",
    worker_src="'self'",  # the search
)
"""A page of a course site."""

PYTHON: Final = PAGE.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""A page where Python runs: WebAssembly may be compiled, and still no text becomes a script."""

NOTEBOOKS: Final = _written(
    script_src="'self' 'unsafe-eval' 'wasm-unsafe-eval'",
    style_src="'self' 'unsafe-inline'",
    img_src="'self' data: blob:",
    font_src="'self' data:",
    connect_src="'self'",
    worker_src="'self'",
)
"""JupyterLite, under `/lite/` only: it compiles schemas with `eval` and styles its pages in place."""

_ON_DISK: Final = "'self' file:"
"""Some browsers hold that a file has no `'self'`, others that it is any file. A page from a server gains nothing by it."""

FRAME_ON_DISK: Final = _written(script_src=_ON_DISK)
"""The page that the search runs in where workers are refused (see `building.on_disk`)."""


def on_disk(written: str) -> str:
    """The policy of a page that is opened from a disk; one with scripts may frame the page that its search runs in."""
    frame = f"; frame-src {_ON_DISK}" if "script-src" in written else ""
    return written.replace("'self'", _ON_DISK) + frame


PAGES: Final = frozenset({PLAIN, PAGE, PYTHON})
"""What a page of ours may carry; a page that carries none of them is not published."""

_UNFRAMED: Final = "; frame-ancestors 'none'"
"""No other site may show ours inside its pages; browsers heed it in a header only."""

SITE_HEADER: Final = PYTHON + _UNFRAMED
"""What a server says for every address but JupyterLite's. It is the widest that a page needs; pages are narrower by
themselves, and browsers apply both. Workers, which have no page, get theirs from here."""

NOTEBOOKS_HEADER: Final = NOTEBOOKS + _UNFRAMED

_UNUSED: Final = (
    "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "usb",
)  # fmt: skip

HEADERS: Final[Mapping[str, str]] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
}
"""Said for every address: types are not guessed, no site learns where its readers come from, no sensor is used."""

CSP: Final = "Content-Security-Policy"
TYPES: Final[Mapping[str, str]] = {"mjs": "text/javascript", "wasm": "application/wasm"}
"""Endings that older servers do not know, and their types: browsers refuse modules and WebAssembly of another."""

COMPRESSED: Final = (
    "text/html", "text/css", "text/plain", "text/markdown", "text/javascript", "application/javascript",
    "application/json", "application/wasm", "image/svg+xml",
)  # fmt: skip
"""Types that lose most of their bytes when compressed on the way: the browser's Python loses six megabytes."""

FRESH: Final = "no-cache"
"""Kept, but asked again whether it is still the same: what bears the same name from one build to the next."""

FOREVER: Final = "public, max-age=31536000, immutable"
DIGESTED: Final = r"\." + "[0-9a-f]" * 7 + r"+(\.min)?\.(css|js)$"
"""Names that change with their contents (`bundle.a5f9d56c.min.js`). Without braces, which servers' files read as theirs."""
