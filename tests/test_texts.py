"""Markdown as text: what is code, what is prose, typography, numbers, bounds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import texts

NB, NN = texts.NBSP, texts.NARROW
PIECES = st.sampled_from(
    ["`", "``", "```", "```\n", "\n```\n", "~~~\n", "\\", "[", "]", "(", ")", "](", "![", "[@a]", "[[a|b]]", "{{ a.b }}",
     "{{", "}}", "<b>", "<", ">", "https://a.fr/x?y ! ", "mailto:a", "\n", "\n\n", "# ", "## t", "| ", " : ", " !", " ;",
     "« ", " »", "l'eau", "12 000", " %", " €", "é", "a", " ", "\u00a0", "\u202f", "'", "*", "1. ", "- ", "> ", "    ",
     '!!! note "a"', "::: audience x", "23:00", "\ue000n\ue001v\ue002"]
)  # fmt: skip
MARKDOWN = st.lists(PIECES, max_size=30).map("".join)


# --- tokens -----------------------------------------------------------------------------------------


@given(MARKDOWN | st.text(max_size=60))
def test_tokens_joined_give_the_text_back(text: str) -> None:
    tokens = list(texts.tokens(text))
    assert "".join(t.text for t in tokens) == text
    assert [t.start for t in tokens] == [sum(len(t.text) for t in tokens[:n]) for n in range(len(tokens))]


@given(MARKDOWN)
def test_code_blotted_out_leaves_every_other_character_in_its_place(text: str) -> None:
    bare = texts.without_code(text)
    assert len(bare) == len(text)
    assert bare.count("\n") == text.count("\n")


def kinds(text: str) -> list[tuple[str, str]]:
    return [(t.kind, t.text) for t in texts.tokens(text) if t.kind != "prose"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a `b` c", [("code", "`b`")]),
        ("a ``b ` c`` d", [("code", "``b ` c``")]),
        ("a `b\nc` d", []),  # an engine may see HTML at the start of the second line
        ("a \\`b\\` c", []),
        ("[a](b.md)", [("link", "[a](b.md)")]),
        ("[a](b_(c).md)", [("link", "[a](b_(c).md)")]),
        ("![a b](images/c.svg)", [("image", "![a b](images/c.svg)")]),
        ("[@a; @b]", [("cite", "[@a; @b]")]),
        ("[[a|b c]]", [("term", "[[a|b c]]")]),
        ("{{ a.b }}", [("fact", "{{ a.b }}")]),
        ("<kbd>A</kbd>", [("html", "<kbd>"), ("html", "</kbd>")]),
        ("2 < 3 et <https://a.fr>", [("url", "<https://a.fr>")]),
        ("<https://a.fr onclick=b>", [("html", "<https://a.fr onclick=b>")]),
        ("<!-- a -->", [("html", "<!-- a -->")]),
        ("```py\na `b`\n```\n", [("fence", "```py\na `b`\n```\n")]),
        ("    ```\n    a\n    ```", [("fence", "    ```\n    a\n    ```")]),
    ],
)
def test_a_run_has_the_kind_engines_give_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "```\na\n",  # never closed
        "```\na\n````\n",  # not the same mark
        "```\na\n ```\n",  # not the same margin
        "    ```\na\n    ```\n",  # a line outside the margin
        "- ```\na\n```\n",  # after a list's mark
        "``` a b\nc\n```\n",  # words no engine knows
        "> ```\n> a\n> ```\n",
    ],
)
def test_a_block_of_code_that_engines_may_read_otherwise_is_prose_and_is_told(text: str) -> None:
    assert "fence" not in [t.kind for t in texts.tokens(text)]
    assert texts.stray_fence(text) is not None


def test_a_backtick_is_alone_when_engines_would_pair_it_further_down() -> None:
    assert texts.stray_tick("a `b` c") is None
    assert texts.stray_tick("a \\` c") is None
    assert texts.stray_tick("a ` b\n`c` d") == 2
    assert texts.stray_tick("[a ` b](c) `d`") == 0 + len("[a ")


def test_fenced_lines_are_counted_from_nought() -> None:
    assert texts.fenced_lines("a\n```\nb\n```\nc\n```\nd\n```") == {1, 2, 3, 5, 6, 7}


def test_targets_are_found_wherever_an_engine_could_see_one() -> None:
    found = texts.targets('[a [b] c](x.md) [![d](e.svg)](f.md) `[g](h.md)` [i]( <j.md> "k")')
    assert [target for target, _ in found] == ["x.md", "e.svg", "f.md", "j.md"]
    assert [target for target, _ in texts.targets("](#'[a](javascript:b) ")] == [
        "#'[a](javascript:b",
        "javascript:b",
    ]


# --- facts and citations ----------------------------------------------------------------------------


def test_a_fact_is_a_slot_in_prose_and_a_bare_value_elsewhere() -> None:
    filled = texts.fill("{{ a.b }} `{{a.b}}` [{{ a.b }}](c) ![{{ a.b }}](d)", lambda name: name.upper())
    slot = f"{texts.SLOT_OPEN}a.b{texts.SLOT_MIDDLE}A.B{texts.SLOT_CLOSE}"
    assert filled == f"{slot} `A.B` [A.B](c) ![A.B](d)"
    assert texts.plain_slots(filled) == "A.B `A.B` [A.B](c) ![A.B](d)"


def test_citations_have_the_places_of_their_ids() -> None:
    text = "x [@a-1; @b] `[@c]` [@d]"
    found = list(texts.citation_ids(text))
    assert [name for name, _ in found] == ["a-1", "b", "d"]
    assert all(text[offset:].startswith(name) for name, offset in found)


@pytest.mark.parametrize(("offset", "place"), [(0, (1, 1)), (2, (1, 3)), (3, (2, 1)), (5, (2, 3))])
def test_an_offset_has_a_line_and_a_column(offset: int, place: tuple[int, int]) -> None:
    assert texts.line_and_column("ab\ncd", offset) == place


# --- digest -----------------------------------------------------------------------------------------

LINES = st.lists(st.text("ab:é ", max_size=8), max_size=6)


@given(LINES, st.sampled_from(["", " ", "\t", "  \t"]), st.sampled_from(["\n", "\r\n"]))
def test_the_digest_ignores_margins_and_its_own_line(lines: list[str], margin: str, ends: str) -> None:
    plain = "\n".join(lines)
    spaced = ends.join(["", *(line + margin for line in lines), 'source_digest: "0123"', "", ""])
    assert texts.digest(spaced) == texts.digest(plain)


@given(LINES, LINES)
def test_the_digest_sees_everything_else(one: list[str], two: list[str]) -> None:
    seen = ["\n".join(line.rstrip() for line in lines).strip() for lines in (one, two)]
    assert (texts.digest("\n".join(one)) == texts.digest("\n".join(two))) == (seen[0] == seen[1])


# --- typography -------------------------------------------------------------------------------------


@given(MARKDOWN, st.sampled_from(["fr", "en"]))
def test_typography_is_idempotent(text: str, language: str) -> None:
    once = texts.typeset(text, language)
    assert texts.typeset(once, language) == once


@given(MARKDOWN, st.sampled_from(["fr", "en"]))
def test_typography_leaves_code_tags_addresses_and_facts_alone(text: str, language: str) -> None:
    kept = {"code", "fence", "html", "url", "cite", "fact", "slot"}

    def fixed(text: str) -> list[str]:
        return [t.text for t in texts.tokens(text) if t.kind in kept]

    assert fixed(texts.typeset(text, language)) == fixed(text)


@given(MARKDOWN)
def test_typography_changes_spaces_and_apostrophes_only(text: str) -> None:
    def bare(text: str) -> str:
        return "".join(c for c in text.replace("’", "'") if c not in f" {NB}{NN}")

    assert bare(texts.typeset(text, "fr")) == bare(text)


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("Oui ! Non ; quoi ?", f"Oui{NN}! Non{NN}; quoi{NN}?"),
        ("Attention : oui", f"Attention{NB}: oui"),
        ("« oui » et « *non* »", f"«{NB}oui{NB}» et «{NB}*non*{NB}»"),
        ("«oui»", f"«{NB}oui{NB}»"),
        ("à 23:00, ratio 3:1", "à 23:00, ratio 3:1"),
        ("12 000 habitants, 25 %, 3 €", f"12{NN}000{NB}habitants, 25{NB}%, 3{NB}€"),
        ("de 10 à 20 % en 2026", f"de 10 à 20{NB}% en 2026"),
        ("en 2026 100 communes", f"en 2026 100{NB}communes"),
        ("18 122 MWh par an", f"18{NN}122{NB}MWh par an"),
        ("tél. 03 80 00 00 00", "tél. 03 80 00 00 00"),
        ("l'eau d'**été** et `l'x`", "l’eau d’**été** et `l'x`"),
        ("| a : b | c ! |", f"| a{NB}: b | c{NN}! |"),
        ("|:---|---:|", "|:---|---:|"),
        ("| :--- | ---: |", "| :--- | ---: |"),
        ('!!! note "Titre : oui ?"', f'!!! note "Titre{NB}: oui{NN}?"'),
        ("??? question", "??? question"),
        ("**Attention :** *oui* ; non", f"**Attention{NB}:** *oui*{NN}; non"),
        ("Terme\n:   définition", "Terme\n:   définition"),
        ("- a\n- b", "- a\n- b"),
        ("[la page : ici](a.md?b=1;c) !", f"[la page{NB}: ici](a.md?b=1;c){NN}!"),
        ("![une lampe : ici](images/a.svg)", f"![une lampe{NB}: ici](images/a.svg)"),
        ("[[a|l'effet : b]]", f"[[a|l’effet{NB}: b]]"),
        ("https://a.fr/b?c=1 : là", f"https://a.fr/b?c=1{NB}: là"),
        ("n° 5, art. 3", f"n°{NB}5, art.{NB}3"),
        ("image ![a](b.svg)", "image ![a](b.svg)"),
    ],
)
def test_french_typography(plain: str, expected: str) -> None:
    assert texts.typeset(plain, "fr") == expected


def test_english_typography_curls_apostrophes_only() -> None:
    assert texts.typeset("It's 25 % : « x » !", "en") == "It’s 25 % : « x » !"


# --- numbers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "fr", "en"),
    [
        (0, 0, "0", "0"),
        (-0.001, 1, "0,0", "0.0"),
        (-12.5, 1, "−12,5", "−12.5"),
        (1234567.891, 2, f"1{NN}234{NN}567,89", "1,234,567.89"),
        (999.5, 0, f"1{NN}000", "1,000"),
    ],
)
def test_a_number_in_both_languages(value: float, decimals: int, fr: str, en: str) -> None:
    assert texts.number(value, decimals, "fr") == fr
    assert texts.number(value, decimals, "en") == en


def test_percents_and_euros_in_both_languages() -> None:
    assert texts.percent(0.649, 1, "fr") == f"64,9{NB}%"
    assert texts.percent(0.649, 1, "en") == "64.9%"
    assert texts.euros(5411142, 0, "fr") == f"5{NN}411{NN}142{NB}€"
    assert texts.euros(5411142, 0, "en") == "€5,411,142"
    assert texts.euros(-3, 0, "fr") == f"−3{NB}€"
    assert texts.euros(-3, 0, "en") == "−€3"
    assert texts.euros(-0.2, 0, "en") == "€0"


# --- bounds -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "[a\n" * 5_000,
        "a" * (texts.MAX_LINE + 1),
        ">" * 50 + " a",
        "> " * 50 + "a",
        "- " * 50 + "a",
        "1. " * 50 + "a",
        " " * 60 + "- a",
        "*_" * 300,
    ],
)
def test_what_engines_could_choke_on_is_told(text: str) -> None:
    assert texts.hostile(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mot " * 1_000,
        "[a](b)\n\n" * 500,
        "| a | b |\n" * 500,
        "> > > a",
        "- a\n    - b\n        - c",
        "* * *",
    ],
)
def test_what_people_write_is_within_the_bounds(text: str) -> None:
    assert texts.hostile(text) is None
