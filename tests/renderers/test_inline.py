"""Short Markdown texts to HTML: safe whatever is written, slots and holes kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown
from support import engine

from generator import texts
from generator.renderers.common.inline import attribute, block_html, inline_html

SLOT = f"{texts.SLOT_OPEN}territory.name{texts.SLOT_MIDDLE}Val{texts.SLOT_CLOSE}"
SHOWN = '<span class="pc-fact" data-fact="territory.name">Val</span>'
PIECES = st.sampled_from(
    ["<script>", "<b onclick=a>", "[a](javascript:b)", "[a](b.md)", '![a](b "c")', "`", "*", "[@a]", "[[a]]", SLOT, "\n\n",
     "| a |\n|---|\n| b |", "&#xe000;", "&#xe003;0&#xe004;", "&#xe003;9&#xe004;", '"', "'", "&lt;", "\\", "(", ")", "- "]
)  # fmt: skip


def special(token: texts.Token) -> str | None:
    return "<i>1</i>" if token.kind == "cite" else None


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a **b** `c`", "a <strong>b</strong> <code>c</code>"),
        ("<b>a</b>", "&lt;b&gt;a&lt;/b&gt;"),
        (SLOT, SHOWN),
        (f"**{SLOT}**", f"<strong>{SHOWN}</strong>"),
        ("a [@b].", "a <i>1</i>."),
        ("a [[b]].", "a [[b]]."),
        ("`[@b]`", "<code>[@b]</code>"),
        (f"![{SLOT}](a.svg)", '<img src="a.svg" alt="Val">'),
        ("![a [@b] c](a.svg)", '<img src="a.svg" alt="a  c">'),
        ("[a](javascript:b)", "[a](javascript:b)"),
    ],
)
def test_inline(text: str, html: str) -> None:
    assert inline_html(text, special) == html


def test_a_block_has_paragraphs_lists_and_tables() -> None:
    html = block_html("a\n\n- b\n\n| c |\n|---|\n| d |")
    assert [tag in html for tag in ("<p>a</p>", "<li>b</li>", "<td>d</td>")] == [True, True, True]


@given(st.lists(PIECES, max_size=12).map("".join))
def test_nothing_written_runs(text: str) -> None:
    assert engine.live(inline_html(text, special)) == []
    assert engine.live(block_html(text, special)) == []


@given(st.text(max_size=40))
def test_an_attribute_holds_any_text_through_an_engine(text: str) -> None:
    html = markdown(f'a <i title="{attribute(text)}">b</i> c', extensions=["tables", "attr_list"])
    assert html.startswith("<p>a <i title=")
    assert html.endswith("b</i> c</p>")
    assert engine.live(html) == []


def test_an_attribute_is_one_line_and_keeps_no_break_spaces() -> None:
    assert attribute(" Un\u00a0: deux\n  trois\u202f! ") == "Un\u00a0: deux trois\u202f&#33;"
