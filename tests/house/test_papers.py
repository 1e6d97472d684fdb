"""The project's papers are true: commands, targets, links, versions; and tracked files keep to themselves."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import generator
from generator.cli import cli

LINK = re.compile(r"(?<!\!)\[[^\]]*\]\(([^)\s#]+)(#[^)\s]*)?\)")
TARGET = re.compile(r"^([a-z]+):.*##", re.MULTILINE)

# Spelt in pieces, so that this file does not name what it looks for.
HOSTS = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry.np" + "mjs.org",
    "deb.deb" + "ian.org",
    "cdn.jsde" + "livr.net",
)
MACHINE_PATHS = ("/" + "work/", "/" + "root/", "/" + "home/", "C:" + "\\Users")


def tracked(root: Path) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True).stdout
    return [root / name for name in listed.decode().split("\0") if name]


def commands(group: click.Group, before: str = "") -> Iterator[str]:
    """`build`, `new module` … of every command that people may call."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        elif not command.hidden:
            yield f"{before}{name}"


def halves(root: Path) -> dict[str, str]:
    english, french = (root / "README.md").read_text(encoding="utf-8").split("\n# Parcours, en français\n")
    return {"English": english, "French": french}


@pytest.mark.parametrize("half", ["English", "French"])
def test_readme_documents_every_command(half: str, root: Path) -> None:
    text = halves(root)[half]
    absent = [name for name in commands(cli) if f"`parcours {name}" not in text and f"`{name}`" not in text]
    assert not absent, f"the {half} half of README.md does not speak of: {absent}"


def test_papers_name_only_commands_that_exist(root: Path) -> None:
    known = {name.split()[0] for name in commands(cli)}
    for paper in ("README.md", "CONTRIBUTING.md"):
        text = (root / paper).read_text(encoding="utf-8")
        named = set(re.findall(r"`(?:\.venv/bin/)?parcours ([a-z]+)", text))
        assert named <= known, f"{paper} names {sorted(named - known)}"


def test_papers_name_only_targets_that_exist(root: Path) -> None:
    targets = set(TARGET.findall((root / "Makefile").read_text(encoding="utf-8")))
    for paper in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", ".ci/run"):
        text = (root / paper).read_text(encoding="utf-8")
        named = set(re.findall(r"(?:`|^|exec )make ([a-z]+)", text, re.MULTILINE))
        assert named <= targets, f"{paper} names {sorted(named - targets)}"


def test_links_between_papers_lead_somewhere(root: Path) -> None:
    papers = [
        p
        for p in tracked(root)
        if p.suffix == ".md" and p.relative_to(root).parts[0] not in {"course", "tests"}
    ]
    dead = [
        f"{paper.relative_to(root)}: {target}"
        for paper in papers
        for target, _ in LINK.findall(_without_code(paper.read_text(encoding="utf-8")))
        if "://" not in target and not target.startswith("mailto:") and not (paper.parent / target).exists()
    ]
    assert not dead, "\n".join(dead)


def _without_code(text: str) -> str:
    """Markdown without its examples, in which links lead nowhere on purpose."""
    return re.sub(r"`[^`\n]+`", "", re.sub(r"(?ms)^```.*?^```$", "", text))


RGAA = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)
"""Criteria of each theme of version 4.1.2: 106 in all."""


def test_the_paper_for_auditors_tells_of_each_criterion_and_names_tests_that_exist(root: Path) -> None:
    text = (root / "docs" / "accessibility.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (\d+\.\d+) \| [^|]+ \| (test|hand|course|none|people) \| ([^|]*) ?\|$", text, re.MULTILINE
    )
    every = [f"{theme}.{n}" for theme, count in enumerate(RGAA, 1) for n in range(1, count + 1)]
    assert [number for number, _, _ in rows] == every
    named = set(re.findall(r"`([a-z]+/test_\w+\.py)`", text))
    assert [name for name in named if not (root / "tests" / name).is_file()] == []
    assert [
        number for number, how, note in rows if how == "test" and not re.search(r"`|axe|the same", note)
    ] == []


def test_changelog_speaks_of_the_version(root: Path) -> None:
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert version == generator.__version__
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"(?m)^## {re.escape(version)} - \d{{4}}-\d\d-\d\d$", text)


def test_no_registry_and_no_machine_path_in_tracked_files(root: Path) -> None:
    found = []
    for path in tracked(root):
        if not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # fonts and pictures
        found += [f"{path.relative_to(root)}: {word}" for word in (*HOSTS, *MACHINE_PATHS) if word in text]
    assert not found, "\n".join(found)


def test_nothing_built_is_tracked(root: Path) -> None:
    anywhere = {".venv", "__pycache__", "node_modules", ".pytest_cache"}
    parts = [path.relative_to(root).parts for path in tracked(root)]
    assert not [p for p in parts if p[0] in {"build", "site"} or anywhere.intersection(p)]


def test_continuous_integration_can_run(root: Path) -> None:
    assert os.access(root / ".ci" / "run", os.X_OK)
    subprocess.run(["bash", "-n", ".ci/run"], cwd=root, check=True)


def test_make_lists_its_targets(root: Path) -> None:
    shown = subprocess.run(["make", "help"], cwd=root, check=True, capture_output=True, text=True).stdout
    for target in ("serve", "build", "test", "bench", "check", "figures", "lock"):
        assert re.search(rf"(?m)^  {target} ", shown)


def test_mkdocs_at_the_root_goes_through_the_hook(root: Path) -> None:
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    assert re.search(r"(?m)^hooks:\s*\n?\s*(?:- |\[)site_config/hooks\.py", settings), (
        "`make serve` would show nothing"
    )
