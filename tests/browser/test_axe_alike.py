"""What axe no longer looks at: a text that looks like one before it, and only that."""

from __future__ import annotations

import pytest
from conftest import AXE_COLOURS

pytestmark = pytest.mark.browser

SOUND = '<p style="color: #000">Se lit bien</p>'
GREY = '<p style="color: #888; font-size: 30px">Se lit bien</p>'  # 3.5 to 1: enough for large text
LAID = '<div style="position: absolute; inset: 0; background: #111"></div>'
FAULTY = {
    "its colour": f'{SOUND}<p id="no" style="color: #ccc">Se lit mal</p>',
    "its size": f'{GREY}<p id="no" style="color: #888; font-size: 15px">Se lit mal</p>',
    "a background far above": f'{SOUND}<div style="background: #111"><div><p id="no" style="color: #000">Se lit mal</p></div></div>',
    "a veil far above": f'{SOUND}<div style="opacity: .3"><div><p id="no" style="color: #000">Se lit mal</p></div></div>',
    "what it is laid over": f'{SOUND}<div style="position: relative; height: 3em">{LAID}<p id="no" style="color: #000; position: absolute">Se lit mal</p></div>',
    "nothing, but the first is too short to tell": '<p style="color: #ccc">x</p><p id="no" style="color: #ccc">Se lit mal</p>',
}


@pytest.mark.parametrize("apart", FAULTY)
def test_a_text_that_cannot_be_read_is_told_of_though_another_differs_in_one_thing_only(
    same_page, axe, apart
):
    page = same_page()
    page.set_content(
        f'<!doctype html><html lang="fr"><body style="background: #fff">{FAULTY[apart]}</body></html>'
    )
    [fault] = axe(page, only=AXE_COLOURS)
    assert "#no" in fault


def test_colours_that_changed_are_looked_at_again_and_texts_alike_once(same_page, axe):
    page = same_page()
    page.set_content(
        f'<!doctype html><html lang="fr"><body style="background: #fff">{SOUND}{SOUND}</body></html>'
    )
    assert axe(page, only=AXE_COLOURS) == []
    page.evaluate("document.body.style.background = '#111'")
    assert len(axe(page, only=AXE_COLOURS)) == 1
