"""`pytest tests/checks --accept-messages` writes the expected messages anew: read each before you commit it."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept-messages", action="store_true", help="write expected.txt of the rules' fixtures"
    )
