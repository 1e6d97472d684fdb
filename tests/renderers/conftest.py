"""`pytest tests/renderers --accept-pages` writes the expected pages anew: read each before you commit it."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept-pages", action="store_true", help="write the expected staged pages")
