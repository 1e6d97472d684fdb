"""Pages cut at their marks: written again unchanged, or for another place."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.renderers.slots import form

PAGE = (
    '<!doctype html><html lang="fr-FR"><body><p>À <span class="pc-fact" data-fact="territory.name">Dijon &amp; co</span>,\n'
    '<div class="pc-when" data-when="cc" hidden><div>Dedans <span data-fact="n">1</span></div></div>'
    '<table><tbody data-block="rows"><tr><td>un</td></tr></tbody></table></body></html>\n'
)


def filled(html: str, **facts: str) -> str:
    return form(html).filled(facts, {"cc"}, lambda _: None)


def test_a_slot_takes_its_value_escaped() -> None:
    page = form(PAGE).filled({"territory.name": "<Beaune> & Cie"}, {"cc"}, lambda _: None)
    assert 'data-fact="territory.name">&lt;Beaune&gt; &amp; Cie</span>' in page


def test_a_slot_without_a_value_keeps_what_it_holds() -> None:
    assert 'data-fact="territory.name">Dijon &amp; co</span>' in filled(PAGE)


def test_a_passage_whose_condition_holds_is_shown_and_its_slots_are_filled() -> None:
    page = filled(PAGE, n="2")
    assert '<div class="pc-when" data-when="cc"><div>Dedans <span data-fact="n">2</span></div></div>' in page


def test_a_passage_whose_condition_fails_is_left_out_whole() -> None:
    page = form(PAGE).filled({}, set(), lambda _: None)
    assert "data-when" not in page
    assert "Dedans" not in page
    assert page.count("<div") == page.count("</div>") == 0


def test_a_block_is_replaced_where_there_is_another() -> None:
    page = form(PAGE).filled({}, {"cc"}, {"rows": "<tr><td>deux</td></tr>"}.get)
    assert '<tbody data-block="rows"><tr><td>deux</td></tr></tbody>' in page


def test_the_language_of_the_page_is_read() -> None:
    assert form(PAGE).language == "fr"


def test_a_page_without_marks_says_so() -> None:
    assert not form("<html lang='en'><p>Nothing</p></html>").marked
    assert form(PAGE).marked


def test_marks_inside_scripts_and_comments_are_text() -> None:
    page = '<html><!-- <b data-fact="n">1</b> --><script>"<b data-fact=n>1</b>"</script></html>'
    assert not form(page).marked


def test_an_element_that_is_never_closed_is_refused() -> None:
    with pytest.raises(ValueError, match="rows"):
        form('<div data-block="rows"><p>')


words = st.text(alphabet="aé<&>\" \n\u2028\x0b'", max_size=12).map(lambda text: escape(text, quote=False))


@st.composite
def pages(draw: st.DrawFn, depth: int = 2) -> str:
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        parts.append(draw(words))
        kind = draw(st.sampled_from(["fact", "when", "block", "plain"]))
        inside = draw(pages(depth - 1)) if depth and kind != "fact" else draw(words)
        tag = draw(st.sampled_from(["div", "span", "p"]))
        mark = "" if kind == "plain" else f' data-{kind}="{draw(st.sampled_from("ab"))}"'
        parts.append(f"<{tag}{mark}>{inside}</{tag}>")
    return "".join(parts)


@given(pages())
def test_a_page_filled_with_nothing_new_is_the_same_page(html: str) -> None:
    assert form(html).filled({}, {"a", "b"}, lambda _: None) == html


@given(pages())
def test_filling_twice_is_filling_once_with_the_last_values(html: str) -> None:
    once = form(html).filled({"a": "x & y", "b": ""}, {"a"}, {"b": "<i>new</i>"}.get)
    first = form(html).filled({"a": "other", "b": "?"}, {"a"}, {"b": "old"}.get)
    assert form(first).filled({"a": "x & y", "b": ""}, {"a"}, {"b": "<i>new</i>"}.get) == once
