"""Short texts without marks skip the Markdown renderer: what it would make of them is themselves."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from generator.renderers.common import inline

ALPHABET = "aZé0 9.,:;?()'’«»“”%€/–-\u00a0\u202f_\n*+#=|<&\"`~[]!\\"


@given(st.text(ALPHABET, max_size=40))
@example("a. Une liste ?")
@example("A - b")
@example("www.exemple.fr")
@example("a_b_c")
def test_the_short_way_is_the_long_way(text: str) -> None:
    quick = inline.inline_html(text), inline.block_html(text)
    text = text.strip()
    assert quick == tuple(inline._rendered(text, inline._nothing, block=block) for block in (False, True))


def test_it_is_taken() -> None:
    assert inline._quiet("Une phrase, avec « guillemets » : 12 % ?")
    assert not inline._quiet("1. Une liste")
    assert not inline._quiet("a\nb")
