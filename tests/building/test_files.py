"""A tree is written into its folder, over whatever stands there, and nowhere else."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from generator.building import files


def test_a_tree_cannot_leave_its_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="does not stay inside"):
        files.write_tree({PurePosixPath("../x"): b""}, tmp_path / "a")


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "stage"
    elsewhere.mkdir()
    (elsewhere / "own.md").write_text("mine")
    (folder / "docs").mkdir(parents=True)
    for name in ("docs/a.md", "gone.md"):
        (folder / name).symlink_to(elsewhere / "own.md")
    for name in ("assets", "gone"):
        (folder / name).symlink_to(elsewhere)
    tree = {PurePosixPath(name): b"x" for name in ("docs/a.md", "assets/own.md")}
    assert files.write_tree(tree, folder) == 2
    assert files.read_tree(folder) == tree
    assert files.read_tree(elsewhere) == {PurePosixPath("own.md"): b"mine"}


def test_a_file_gives_way_to_a_folder_and_a_folder_to_a_file(tmp_path: Path) -> None:
    for tree in ({"a/b": b"1", "c": b"2", "d/e": b""}, {"a": b"1", "c/f": b"2", "d/e": b""}):
        wanted = {PurePosixPath(name): data for name, data in tree.items()}
        files.write_tree(wanted, tmp_path)
        assert files.read_tree(tmp_path) == wanted


def test_a_page_that_two_would_make_is_told(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name / "deep").mkdir(parents=True)
        (tmp_path / name / "deep" / "p.html").write_text(name)
    files.copy_into(tmp_path / "one", tmp_path / "site")
    with pytest.raises(ValueError, match="is made twice"):
        files.copy_into(tmp_path / "other", tmp_path / "site")
    assert (tmp_path / "site/deep/p.html").read_text() == "one"
