"""Where faults are shown: the line and the column, counted apart from the expected messages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import courses

from generator.diagnostics import Diagnostic, Place, as_json, did_you_mean, show
from generator.rules import RULES

# case: the file, and the text that the caret must underline there
POINTED = {
    "unknown-field/question": ("course/alpha/quiz.fr.yml", "hint"),
    "unknown-fact/territory": ("course/alpha/04-livrable.fr.md", "{{ territory.nom }}"),
    "unknown-reference/lesson": ("course/alpha/04-livrable.fr.md", "loi-esai"),
    "unknown-reference/quiz": ("course/alpha/quiz.fr.yml", "ademe"),
    "unknown-term/definition": ("course/glossary.fr.yml", "donnees"),
    "unknown-objective/lesson": ("course/alpha/04-livrable.fr.md", "sorting"),
    "unknown-audience/passage": ("course/alpha/01-situation.fr.md", "elues"),
    "unknown-module/prerequisite": ("course/beta/module.yml", "a3"),
    "unknown-edition-value/audience": ("site_config/editions.yml", "elu"),
    "dead-link/lesson": ("course/alpha/04-livrable.fr.md", "02-notions.md"),
    "dead-link/in-a-quiz": ("course/beta/quiz.fr.yml", "02-cles.md"),
    "unsafe-link/javascript": ("course/alpha/04-livrable.fr.md", "javascript:alert(1"),
    "raw-html/script": ("course/alpha/04-livrable.fr.md", "<script>"),
    "raw-html/stray-tick": ("course/alpha/04-livrable.fr.md", "`"),
    "bad-passage/indented": ("course/alpha/01-situation.fr.md", "::: audience elus"),
    "missing-feedback/choice": ("course/alpha/quiz.fr.yml", "Non."),
    "minutes/module": ("course/alpha/module.yml", "25"),
    "wrong-type/verb": ("course/alpha/module.yml", "calculr"),
    "wrong-type/unknown-language": ("course/alpha/module.yml", "de"),
    "duplicate-key/choice": ("course/alpha/quiz.fr.yml", "text"),
    "missing-alt/empty": ("course/alpha/04-livrable.fr.md", "![](images/lampe.svg)"),
}


@pytest.mark.parametrize(
    ("case", "file", "text"), [(case, *seen) for case, seen in POINTED.items()], ids=POINTED
)
def test_the_caret_is_under_what_is_wrong(case: str, file: str, text: str, tmp_path: Path) -> None:
    _, found = courses.told(courses.laid_over(courses.RULES / case, tmp_path / "course"))
    rule = case.split("/", maxsplit=1)[0]
    place = next(d.place for d in found if d.rule == rule and d.place.path == file)
    line = (tmp_path / "course" / file).read_text("utf-8").split("\n")[place.line - 1]
    assert line[place.column - 1 : place.column - 1 + place.length] == text


@pytest.mark.parametrize(
    ("case", "line", "column"),
    [
        ("yaml-syntax/front-matter", 4, 15),  # front matter starts on line 2
        ("yaml-syntax/colon", 3, 21),
        ("heading-jump/two-to-four", 12, 1),
        ("dead-link/lesson", 10, 16),
        ("unreadable-file/invisible", 10, 10),
        ("missing-field/kind", 14, 5),
    ],
)
def test_lines_and_columns_are_counted_from_one(case: str, line: int, column: int, tmp_path: Path) -> None:
    _, found = courses.told(courses.laid_over(courses.RULES / case, tmp_path / "course"))
    assert (found[0].place.line, found[0].place.column) == (line, column)


# --- showing ----------------------------------------------------------------------------------------


def carets(line: str, column: int, length: int) -> tuple[str, str]:
    shown = show(Diagnostic("dead-link", "m", Place("a", 1, column, length)), {"a": (line,)}).split("\n")
    return shown[-2], shown[-1]


@pytest.mark.parametrize("column", [1, 50, 101, 200, 399])
def test_a_long_line_is_cut_around_the_caret(column: int) -> None:
    line = "".join(chr(ord("a") + n % 26) for n in range(400))
    excerpt, marks = carets(line, column, 2)
    assert excerpt[marks.index("^")] == line[column - 1]
    assert len(excerpt) <= 110


def test_the_excerpt_hides_nothing_and_reorders_nothing() -> None:
    excerpt, marks = carets("a\u202eb\tc\x1b[31m", 5, 1)
    assert excerpt == "1 | a·b c·[31m"
    assert excerpt[marks.index("^")] == "c"


@pytest.mark.parametrize("place", [Place("a", 0), Place("a", 9), Place("b"), Place("a", 1, 99, 99)])
def test_a_place_outside_its_file_is_shown_all_the_same(place: Place) -> None:
    assert str(place) in show(Diagnostic("dead-link", "m", place), {"a": ("x",)})


def test_diagnostics_as_json_have_everything() -> None:
    rows = json.loads(as_json([Diagnostic("stale-reference", "é", Place("a", 2, 3, 4), "h", "e")]))[
        "diagnostics"
    ]
    assert rows == [
        {"rule": "stale-reference", "severity": "warning", "message": "é", "file": "a", "line": 2, "column": 3,
         "length": 4, "edition": "e", "hint": "h"}
    ]  # fmt: skip


def test_a_hint_names_the_closest_word_only_when_one_is_close() -> None:
    assert did_you_mean("elu", ["elus", "citoyens"]) == "did you mean 'elus'?"
    assert did_you_mean("xyz", ["elus"], otherwise="known: elus") == "known: elus"


def test_every_rule_that_is_told_is_in_the_table() -> None:
    texts = [p.read_text("utf-8") for p in courses.RULES.glob("*/*/expected.txt")]
    told = {
        line.split("[")[1].split("]")[0]
        for t in texts
        for line in t.split("\n")
        if line.startswith(("error[", "warning["))
    }
    assert told <= set(RULES)
    assert told == {folder.name for folder in courses.RULES.iterdir() if folder.is_dir()}
