"""The results of every exercise on a telephone: no table hides a column, nothing makes the page wider than the screen."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.engine]

HIDDEN = """() => [...document.querySelectorAll(".at-scroll")]
    .filter((place) => place.offsetParent && place.scrollWidth > place.clientWidth)
    .map((place) => place.closest(".px-output").dataset.cell)"""


@pytest.mark.parametrize("variant", ["fr/elus", "en/elected"])
@pytest.mark.parametrize(
    "page", ["a2-anonymiser/anonymity", "b2-partager-la-facture/sharing", "c2-eclairage-public/lighting"]
)
def test_every_table_fits_a_telephone(page, variant, address, same_page):
    opened = same_page(360)
    opened.goto(f"{address}/{variant}/{page}/")
    assert opened.evaluate(HIDDEN) == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
