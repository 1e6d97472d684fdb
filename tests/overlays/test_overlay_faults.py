"""Whatever happens to the files of an overlay, faults are told at a place: no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from support import courses
from support.edits import Edit, edited, edits

from generator.diagnostics import errors

OVERLAY = "site_config/overlays/val"
PASSAGE = f"{OVERLAY}/alpha/passage-consigne.fr.md"
FILES = sorted(
    path.relative_to(courses.OVERLAID).as_posix()
    for path in courses.OVERLAID.rglob("*")
    if path.suffix in {".md", ".yml"}
)
PIECES = (
    "", "-", ":", "::: audience elus", "::: when commune", ":::", "---", "```", "`", "[", "](", "[@", "[[", "{{", "|",
    "#", "## ", "&a", "*a", "<", ">", "\t", "'", '"', "\\", "é", "0", "null", "\u2028", "id: notion", "at: end",
    "after: ''", "lesson: visite"
)  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return courses.laid_over(courses.OVERLAID, tmp_path_factory.mktemp("overlaid") / "course")


@settings(max_examples=30)
@given(made=edits(FILES, PIECES))
def test_any_edit_of_an_overlay_gives_a_reading(root: Path, made: list[Edit]) -> None:
    try:
        for path, how, where, piece in made:
            (root / path).write_text(edited((root / path).read_text("utf-8"), how, where, piece), "utf-8")
        for told in courses.stage_everything(root):
            assert told.message
        courses.shown(root)
    finally:
        for path in FILES:
            (root / path).write_bytes((courses.OVERLAID / path).read_bytes())


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=a>",
        "[a](javascript:a)",
        "{ onclick=a }",
        "```\n<b onclick=a>",
    ],
)
def test_what_could_run_in_a_page_is_told_in_a_local_passage_too(root: Path, text: str) -> None:
    sound = (root / PASSAGE).read_bytes()
    try:
        (root / PASSAGE).write_bytes(sound + f"\n{text}\n".encode())
        _, found = courses.told(root)
        assert {d.place.path for d in errors(found)} == {PASSAGE}
    finally:
        (root / PASSAGE).write_bytes(sound)


@pytest.mark.parametrize(
    ("path", "content", "rule"),
    [
        ("Val d'Essai/overlay.yml", b"title: {fr: a, en: b}\n", "unsafe-path"),
        ("Majuscule/overlay.yml", b"title: {fr: a, en: b}\n", "unsafe-path"),
        ("vide/alpha/x.txt", b"", "missing-file"),
        ("val/overlay.yml", b"", "wrong-type"),
        ("val/overlay.yml", b"title: {fr: a}\n", "missing-translation"),
        ("val/site.yml", b"autority: a\n", "unknown-field"),
        ("val/alpha/05-visite.de.md", b"---\nid: a\n---\n", "missing-translation"),
        ("val/alpha/passage-x.fr.md", b"---\nlesson: notion\nat: middle\n---\n\nA.\n", "wrong-type"),
        ("val/alpha/passage-x.fr.md", b"---\nlesson: notion\nat: end\nafter: b\n---\n\nA.\n", "missing-field"),
        ("val/alpha/passage-x.fr.md", b"---\nlesson: notion\nat: end\n---\n\n::: audience elus\nA.\n", "bad-passage"),
        ("val/alpha/passage-x.fr.md", b"A.\n", "missing-field"),
        ("val/alpha/06-visite.fr.md", b"---\nid: visite\nkind: notion\ntitle: a\nminutes: 1\n---\n", "duplicate-id"),
    ],
)  # fmt: skip
def test_what_an_overlay_may_not_hold_is_told(tmp_path: Path, path: str, content: bytes, rule: str) -> None:
    root = courses.laid_over(courses.OVERLAID, tmp_path / "course")
    file = root / "site_config/overlays" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    found = courses.stage_everything(root)
    assert rule in {d.rule for d in found if d.place.path.startswith("site_config/overlays/")}


def test_a_link_in_place_of_a_file_or_a_folder_is_refused(tmp_path: Path) -> None:
    root = courses.laid_over(courses.OVERLAID, tmp_path / "course")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "overlay.yml").write_text("title: {fr: a, en: b}\n", encoding="utf-8")
    (root / "site_config/overlays/lien").symlink_to(outside)
    (root / OVERLAY / "alpha" / "06-lien.fr.md").symlink_to(outside / "overlay.yml")
    told = [d for d in courses.stage_everything(root) if d.rule == "unsafe-path"]
    assert [d.place.path for d in told] == ["site_config/overlays/lien", f"{OVERLAY}/alpha/06-lien.fr.md"]
