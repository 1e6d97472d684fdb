"""Whatever happens to the text of a course, reading it gives a `Reading`; when no error is told, staging works.

The last law is about scripts: a lesson in which no error is told makes a page in which nothing runs.
"""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Spot:
    """Where a text is written: at the end of a lesson, and in place of what a question asks."""

    lesson: str
    quiz: str
    prompt: str

    def write(self, root: Path, text: str) -> None:
        written = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        sound, asked = ((courses.SOUND / path).read_text("utf-8") for path in (self.lesson, self.quiz))
        assert self.prompt in asked
        (root / self.lesson).write_text(f"{sound}\n{text}\n", "utf-8")
        (root / self.quiz).write_text(asked.replace(self.prompt, written), "utf-8")


SPOTS = (
    Spot("course/alpha/04-livrable.fr.md", "course/beta/quiz.fr.yml", "Quelle clé suit les habitants ?"),
    Spot("course/beta/01-situation.fr.md", "course/alpha/quiz.fr.yml", "Cacher le nom suffit."),
)


@settings(max_examples=60)
@given(texts=st.tuples(HOSTILE, HOSTILE))
def test_nothing_runs_in_a_page_that_no_error_is_told_of(root: Path, texts: tuple[list[str], ...]) -> None:
    """Each file is judged by itself: two texts at a time cost one reading of the course."""
    for spot, pieces in zip(SPOTS, texts, strict=True):
        spot.write(root, "".join(pieces))
    courses.restamp(root)
    reading, found = courses.told(root)
    wrong = {d.place.path for d in courses.errors(found) if d.rule != "parity"}
    assert reading.course
    tree = courses.staged_for(reading.course, "default", "fr/elus")
    for path in (path for spot in SPOTS for path in (spot.lesson, spot.quiz)):
        if path not in wrong:
            staged = PurePosixPath("docs", path.removeprefix("course/").partition(".")[0] + ".md")
            assert engine.live(engine.html_of(tree[staged].decode())) == []
