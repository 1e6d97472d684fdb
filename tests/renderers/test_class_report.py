"""The report of a class: a page that runs nothing and asks nobody, tables that spreadsheets open, no person in sight."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from support import a_class, courses

from generator.editions import select
from generator.model import ShortText, Tree, Variant
from generator.reading import read_course
from generator.reading.look import read_look
from generator.reading.results import STDIN, read_results
from generator.renderers.results import render, tables
from generator.renderers.results.figures import bands
from generator.renderers.results.words import COLUMNS, KINDS, WORDS, YES
from generator.results import count_results

HOSTILE = "=cmd|'/c calc'!A1"
SCRIPT = "<script>alert(1)</script>"


def variants() -> dict[str, Variant]:
    course = read_course(courses.SOUND).course
    assert course is not None
    edition = select(course, course.editions["default"])
    return {variant.language: variant for variant in edition.variants if variant.audience == "elus"}


@pytest.fixture(scope="module")
def french() -> Variant:
    return variants()["fr"]


def typed(handed: list[dict[str, Any]], variant: Variant, words: str) -> list[dict[str, Any]]:
    """Everyone types these words where a question asks for words."""
    own = {
        q.stem.id for c in variant.chapters if c.quiz for q in c.quiz.questions if isinstance(q, ShortText)
    }
    for result in handed:
        for one in result["questions"]:
            if one["question"] in own:
                one["first"] = one["last"] = {"answer": words, "score": 0}
    return handed


def report(handed: list[dict[str, Any]], variant: Variant, root: Path) -> Tree:
    results = read_results([STDIN], "parcours", "\n".join(map(a_class.code, handed)).encode()).results
    return render(count_results(results, variant), results, variant, "2026.11", read_look(root))


def page_of(tree: Tree) -> str:
    return next(data.decode() for path, data in tree.items() if path.suffix == ".html")


def rows(tree: Tree, name: str, separator: str = ";") -> list[dict[str, str]]:
    raw = tree[PurePosixPath(name)]
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in raw
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=separator))


def test_the_page_carries_a_policy_that_allows_its_own_style_only(french: Variant, root: Path) -> None:
    page = page_of(report(a_class.results(french, 12), french, root))
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style.group(1).encode()).digest()).decode()
    assert f"default-src &#39;none&#39;; style-src &#39;sha256-{digest}&#39;" in page
    assert not re.search(r"<script|\sstyle=|\son[a-z]+=|<iframe|<form|url\((?!\"?data:)", page)
    assert set(re.findall(r'(?:src|href)="(?!#)([^":]*:?)', page)) <= {"data:"}


def test_no_name_is_used_twice_in_the_page_and_every_link_leads_somewhere(
    french: Variant, root: Path
) -> None:
    page = page_of(report(a_class.results(french, 12), french, root))
    names = re.findall(r'\sid="([^"]+)"', page)
    assert len(names) == len(set(names))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(names)


def test_what_learners_typed_is_text_in_the_page_and_no_formula_in_the_tables(
    french: Variant, root: Path
) -> None:
    for words in (HOSTILE, SCRIPT):
        tree = report(typed(a_class.results(french, 8), french, words), french, root)
        page = page_of(tree)
        assert "<script" not in page
        assert words.lower() in page.replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'")
        for name in ("resultats.csv", "resultats-synthese.csv"):
            cells = [cell for row in rows(tree, name) for cell in row.values()]
            assert any(words.lower() in cell.lower() for cell in cells)
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "|", "%"))]


@pytest.mark.parametrize("first", "=+-@\t\r\n|%＝＋－＠")
def test_no_cell_begins_as_a_formula_does(first: str) -> None:
    assert tables._cell(f"{first}1+1", "fr") == f"'{first}1+1"
    assert [tables._cell(cell, "fr") for cell in ("a=1", "", -0.5, 3)] == ["a=1", "", "-0,5", "3"]
    assert tables._cell(-0.5, "en") == "-0.5"


def test_the_order_in_which_results_came_numbers_nobody(french: Variant) -> None:
    codes = "\n".join(map(a_class.code, a_class.results(french, 5)))
    results = read_results([STDIN], "parcours", codes.encode()).results
    assert tables.per_person(results, french) == tables.per_person(results[::-1], french)


def test_the_table_of_answers_reads_back(french: Variant, root: Path) -> None:
    handed = a_class.results(french, 9)
    found = rows(report(handed, french, root), "resultats.csv")
    assert len(found) == sum(len(result["questions"]) for result in handed)
    assert {row["participant"] for row in found} == {str(n) for n in range(1, 10)}
    in_order = sorted(handed, key=lambda result: result["id"])
    for row in found:
        of = in_order[int(row["participant"]) - 1]
        one = next(
            q for q in of["questions"] if (q["module"], q["question"]) == (row["module"], row["question"])
        )
        assert row["premier score"] == f"{one['first']['score']:g}".replace(".", ",")
        assert row["essais"] == str(one["tries"])
    text = "".join(result["id"] for result in handed)
    assert not any(text[i : i + 16] in str(found) for i in range(0, len(text), 16))


def test_the_table_of_counts_says_what_the_page_says(french: Variant, root: Path) -> None:
    found = rows(report(a_class.results(french, 12), french, root), "resultats-synthese.csv")
    for row in found:
        assert 0 <= int(row["nombre"]) <= int(row["réponses"])
        if int(row["réponses"]):
            assert float(row["part"].replace(",", ".")) == round(int(row["nombre"]) / int(row["réponses"]), 3)


def test_english_tables_have_commas_and_points(root: Path) -> None:
    english = variants()["en"]
    found = rows(report(a_class.results(english, 6), english, root), "results.csv", ",")
    assert tuple(found[0]) == COLUMNS["en"]["person"]
    assert {row["ended"] for row in found} <= {"yes", "no"}
    assert any("." in row["first score"] for row in found)


@pytest.mark.parametrize(("size", "told"), [(4, True), (5, False)])
def test_a_small_group_gets_no_row_per_person_and_is_told(
    size: int, told: bool, french: Variant, root: Path
) -> None:
    tree = report(a_class.results(french, size), french, root)
    assert (PurePosixPath("resultats.csv") in tree) is not told
    assert ("Un petit groupe" in page_of(tree)) is told


def test_the_page_shows_no_one_and_says_how_it_was_made(french: Variant, root: Path) -> None:
    handed = a_class.results(french, 12)
    page = page_of(report(handed, french, root))
    assert not [result["id"] for result in handed if result["id"] in page]
    assert "12\u00a0résultats" in page
    assert "Ce que ce rapport dit, et ne dit pas" in page
    assert re.search(r"<strong>\d+ personnes sur \d+</strong>", page)


def test_the_same_results_give_the_same_bytes_in_any_order(french: Variant, root: Path) -> None:
    handed = a_class.results(french, 12)
    assert report(handed, french, root) == report(handed[::-1], french, root)


def test_scores_fall_into_fifths() -> None:
    assert bands([0, 0.2, 0.1999, 0.6, 0.79, 0.8, 1]) == [2, 1, 0, 2, 2]


def test_both_languages_have_the_same_words() -> None:
    for table in (WORDS, KINDS):
        assert table["fr"].keys() == table["en"].keys()
    for name, text in WORDS["fr"].items():
        holes = re.findall(r"{(\w+)}", text)
        assert sorted(holes) == sorted(re.findall(r"{(\w+)}", WORDS["en"][name])), name
    assert all(len(COLUMNS["fr"][name]) == len(COLUMNS["en"][name]) for name in COLUMNS["fr"])
    assert YES.keys() == WORDS.keys()
