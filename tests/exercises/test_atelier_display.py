"""Tables and charts of the notebooks, and the sanitizer their outputs go through."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "exercises"))

import atelier
from atelier.display import html_of
from atelier.drawing import ACCENT, QUIET, STROKES, broken, ticks, width_of
from atelier.sanitizer import _ROLES, ANY, BY_ELEMENT, DRAWN, OF_DRAWINGS, PLAIN, clean
from atelier.state import State, using


@pytest.fixture(autouse=True)
def _own_state() -> Iterator[None]:
    with using(State()):
        yield


def samples() -> list[object]:
    """One of each output."""
    points = [(float(x), float(x * x)) for x in range(8)]
    return [
        atelier.table("Énergie", ["Mesure", "MWh"], [["LED", 7946.3], ["Rien", "18 122"]], source="Calcul"),
        atelier.bars("Écart", {"A & B": 12.0, "<b>C</b>": -3.5}, unit="€", source="Calcul", highlight=["A & B"]),
        atelier.line("Coût", {"a": points, "b": points[:3]}, x_label="Années", y_label="Coût", unit="M€",
                     source="Calcul", marks=[("Ici", 2.0, 4.0)]),
        atelier.tornado("Retour", [("Prix", 8.7, 13.0), ("Heures", 8.0, 12.0)], base=10.4, unit="ans", source="Calcul"),
        atelier.say("Une phrase <i>."),
        atelier.check_number(3, expected=4, tolerance=0.1, hints=["a < b"]),
    ]  # fmt: skip


def test_a_table_can_be_heard_and_read():
    table = atelier.table(
        "Énergie", ["Mesure", "MWh", "Oui"], [["LED", 7946.3, True], ["Rien", None, False]],
        source="Calcul du modèle", note="Note.", highlight=["LED"],
    )  # fmt: skip
    html = table._repr_html_()
    assert (
        '<div class="at-scroll" role="group" aria-label="Énergie" tabindex="0"><table class="at-data">'
        in html
    )
    assert "<caption>Énergie</caption>" in html
    assert '<th scope="col" class="at-num">MWh</th>' in html
    assert '<tr class="at-mark"><th scope="row"><strong>LED</strong></th>' in html
    assert '<td class="at-num"><strong>7\u202f946,3</strong></td>' in html
    assert str(table).splitlines()[1:3] == ["Mesure      MWh  Oui", "LED     7\u202f946,3  oui"]
    assert "| --- | ---: | --- |" in table._repr_markdown_()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": " "}, "title is missing"),
        ({"source": ""}, "source is missing"),
        ({"rows": [["a"]]}, "row 1 has 1 cells for 2 columns"),
        ({"highlight": ["z"]}, "'z' is not among"),
        ({"columns": []}, "at least one column"),
    ],
)
def test_a_table_without_its_parts_is_refused(wrong, says):
    good = {"title": "T", "columns": ["a", "b"], "rows": [["x", 1]], "source": "S"}
    with pytest.raises(ValueError, match=re.escape(says)):
        atelier.table(**{**good, **wrong})


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: atelier.bars("T", {"a": 1}, unit="", source="S"), "unit is missing"),
        (lambda: atelier.bars("T", {}, unit="u", source="S"), "nothing to draw"),
        (lambda: atelier.bars("T", {str(n): n for n in range(61)}, unit="u", source="S"), "too many"),
        (lambda: atelier.tornado("T", [], base=1, unit="u", source="S"), "nothing to draw"),
        (lambda: atelier.line("T", {}, x_label="x", y_label="y", unit="u", source="S"), "one to 4"),
        (lambda: atelier.line("T", {"a": []}, x_label="x", y_label="y", unit="u", source="S"), "nothing"),
    ],
)
def test_charts_that_would_mislead_are_refused(make, says):
    with pytest.raises(ValueError, match=says):
        make()


def test_charts_have_name_description_and_data():
    for chart in samples()[1:4]:
        html = html_of(chart)
        assert re.search(r'<svg class="at-svg" role="img"[^>]*><title>[^<]+</title><desc>[^<]+</desc>', html)
        assert "<details><summary>Voir les données</summary>" in html
        assert "<caption>Données\u00a0: " in html
        assert "Source\u00a0: Calcul" in html
        assert not re.search(r"<script|<style|style=|font-family| id=|url\(", html)
        assert min(int(size) for size in re.findall(r'font-size="(\d+)"', html)) >= 13


def test_the_same_chart_has_the_same_bytes():
    assert [html_of(one) for one in samples()[:4]] == [html_of(one) for one in samples()[:4]]


def test_what_is_not_finite_has_no_bar():
    html = html_of(atelier.bars("T", {"a": 1, "b": float("inf"), "c": float("nan")}, unit="u", source="S"))
    assert html.count(">∞<") == 2
    assert "nan" not in html
    assert "inf" not in html


@pytest.mark.parametrize("paper", ["#ffffff", "#111111", "#1a141c"])
@pytest.mark.parametrize("colour", [ACCENT, QUIET, STROKES[3]])
def test_fallback_colours_stand_out_in_light_and_dark(colour, paper):
    def light(hexa: str) -> float:
        parts = [int(hexa[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    one, two = sorted((light(re.findall("#[0-9a-f]{6}", colour)[0]), light(paper)))
    assert (two + 0.05) / (one + 0.05) >= 3


@given(st.text(st.characters(codec="utf-8"), max_size=80), st.floats(60, 300))
def test_broken_lines_fit_and_lose_no_letter(text, room):
    lines = broken(text, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(width_of(line) <= room or len(line) == 1 for line in lines)


@given(st.floats(-1e9, 1e9), st.floats(1e-3, 1e9))
def test_ticks_are_round_and_hold_the_data(low, size):
    found = ticks(low, low + size)
    assert found[0] <= low + 1e-6 * size
    assert found[-1] >= low + size * (1 - 1e-6)
    assert 2 <= len(found) <= 8


# --- sanitizer --------------------------------------------------------------------------------------

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<svg onload="alert(1)"><script>x</script></svg>',
    '<a href="javascript:alert(1)">x</a>',
    '<svg><a href="#x"><rect onclick="x"/></a></svg>',
    '<p style="background:url(//evil)">x</p>',
    '<svg><rect fill="url(http://evil/#a)" x="1"/></svg>',
    '<svg><use href="//evil#x"/><image href="//evil"/><foreignObject><p>x</p></foreignObject></svg>',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<iframe srcdoc='<script>1</script>'></iframe><embed src=x><object data=x>y</object>z",
    '<svg><title><script>alert(1)</script></title><set attributeName="href" to="x"/></svg>',
    "<details ontoggle=alert(1) open>x</details>",
    '<form action="//evil"><input name=x><button formaction="//evil">x</button></form>',
    "<p id=location class='md-header at-ok' role=alert tabindex=5>x</p>",
    "<!--><script>alert(1)</script>--><![CDATA[<script>1</script>]]><?x <script>?>",
    "<textarea><script>1</script></textarea><p>y",
    "<sc<script>ript>alert(1)</sc</script>ript>",
)  # fmt: skip


class Seen(HTMLParser):
    """Every element and attribute of a text, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.pairs: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.pairs += [(name, value or "") for name, value in attrs]


def harmless(html: str) -> None:
    seen = Seen()
    seen.feed(html)
    seen.close()
    assert set(seen.tags) <= PLAIN | DRAWN
    for name, value in seen.pairs:
        assert not name.startswith("on")
        assert name not in {"style", "src", "srcdoc", "action", "formaction", "xlink:href"}
        assert name != "href" or value.startswith("#")
        if name not in {"title", "aria-label", "abbr"}:
            assert "//" not in value
            assert "script" not in value.casefold()


@pytest.mark.parametrize("attack", ATTACKS)
def test_planted_scripts_do_not_pass(attack):
    harmless(clean(attack))
    assert clean(clean(attack)) == clean(attack)


pieces = st.sampled_from(
    [*ATTACKS, "<p>", "</p>", "<svg>", "</svg>", "<title>", "</title>", "<table>", "<td ", "onclick=x ", ">", '"',
     "'", "<", "&lt;script&gt;", "<a href=", "#x", "javascript:", "\x00", "<!--", "-->", "]]>", "<style>", "/>"]
)  # fmt: skip


@given(st.lists(pieces | st.text(max_size=8), max_size=12).map("".join))
def test_nothing_harmful_passes_whatever_is_fed(html):
    once = clean(html)
    harmless(once)
    assert clean(once) == once


def test_the_page_lets_through_what_the_runner_does():
    """It cleans what comes from the browser's Python again: a role it did not know took the name of charts away."""
    script = Path(__file__).parents[2] / "generator/browser/exercise/clean.js"
    lists = {
        name: set("".join(re.findall(r'"([^"]*)"', texts)).split())
        for name, texts in re.findall(r"const (\w+) = words\(([^;]*)\);", script.read_text("utf-8"))
    }
    assert lists["TAGS"] == PLAIN | DRAWN
    assert lists["ATTRIBUTES"] == ANY.union(OF_DRAWINGS, *BY_ELEMENT.values())
    assert lists["ROLES"] == _ROLES


def test_own_outputs_pass_unchanged():
    for sample in samples():
        assert clean(html_of(sample)) == html_of(sample)


def test_words_of_dropped_elements_stay_but_not_those_of_scripts():
    assert clean("<marquee>a</marquee><b>b</b><script>c</script><embed>d") == "a<b>b</b>d"
    assert clean('<p class="md-x at-y" id="at-z">x') == '<p class="at-y" id="at-z">x</p>'
    assert clean("<div>" * 500 + "x").count("<div>") == 60
