"""Whatever happens to the text of a course, reading it gives a `Reading`; when no error is told, staging works.

The last law is about scripts: a lesson in which no error is told makes a page in which nothing runs.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import courses, engine
from support.edits import Edit, edited, edits

FILES = sorted(
    path.relative_to(courses.SOUND).as_posix()
    for path in courses.SOUND.rglob("*")
    if path.suffix in {".md", ".yml"} and "expected" not in path.parts
)
PIECES = (
    "", "-", ":", "::: audience elus", ":::", "---", "```", "`", "[", "](", "[@", "[[", "{{", "}}", "|", "#", "&a", "*a",
    "!", "<", ">", "\t", "'", '"', "\\", "é", "0", "true", "null", "\u00a0", "\u2028", "{", "}", "%", "@", "\ud800"
)  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return courses.sound_at(tmp_path_factory.mktemp("fuzz") / "course")


@settings(max_examples=40)
@given(made=edits(FILES, PIECES))
def test_any_edit_gives_a_reading(root: Path, made: list[Edit]) -> None:
    for path, how, where, piece in made:
        text = (root / path).read_text("utf-8", "surrogatepass")
        (root / path).write_text(edited(text, how, where, piece), "utf-8", "surrogatepass")
    try:
        courses.restamp(root)
        for told in courses.stage_everything(root):
            assert told.message
    finally:
        for path in FILES:
            (root / path).write_bytes((courses.SOUND / path).read_bytes())


HOSTILE = st.lists(
    st.sampled_from(
        ["<script>alert(1)</script>", "<b onclick=a>", "</b>", "<img src=x onerror=a>", "<a href='javascript:a'>", "<!--",
         "-->", "<https://a.b onclick=a>", "<https://a.b>", "[a](javascript:a)", "[a]", "[a][b]", "[b]: javascript:a",
         "](javascript:a)", "![a](images/lampe.svg)", "[", "]", "(", ")", "`", "``", "```", "~~~", "```py", "\\", "\\`",
         "{: onclick=a }", "{ onclick=a }", "{:", "}", "{{ territory.name }}", "[@lampes]", "[[donnee]]", "[[donnee|x]]",
         "\n", "\n\n", "\n \n", "\n    ", "\n> ", "\n- ", "\n## T ", '\n!!! note "x"\n    ', "\n| a | b |\n|---|---|\n| ",
         " | ", "&lt;", "&#60;b onclick=a&#62;", "données personnelles", "donnée", " ", "a", "*", "_", "::: audience elus", "\n:::\n",
         "[^1]", "\n[^1]: ", "<kbd>", "</kbd>", "<br>", '"', "'", "&#xe000;", "&#xe003;0&#xe004;", "java&#115;cript:a"],
    ),
    min_size=1,
    max_size=14,
)  # fmt: skip
LESSON = "course/alpha/04-livrable.fr.md"


@settings(max_examples=120)
@given(pieces=HOSTILE)
def test_nothing_runs_in_a_page_that_no_error_is_told_of(root: Path, pieces: list[str]) -> None:
    sound = (courses.SOUND / LESSON).read_text("utf-8")
    quiz = "course/beta/quiz.fr.yml"
    text = "".join(pieces)
    written = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    (root / LESSON).write_text(f"{sound}\n{text}\n", "utf-8")
    prompt = "Quelle clé suit les habitants ?"
    (root / quiz).write_text((courses.SOUND / quiz).read_text("utf-8").replace(prompt, written), "utf-8")
    courses.restamp(root)
    reading, found = courses.told(root)
    wrong = {d.place.path for d in courses.errors(found) if d.rule != "parity"}
    assert reading.course
    tree = courses.staged_for(reading.course, "default", "fr/elus")
    for path, staged in ((LESSON, "alpha/04-livrable.md"), (quiz, "beta/quiz.md")):
        if path not in wrong:
            page = tree[PurePosixPath("docs", staged)].decode()
            assert engine.live(engine.html_of(page)) == []
