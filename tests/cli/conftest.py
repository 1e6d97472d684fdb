"""A tiny project to run commands in, and a way to run them in this process."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command_line import Result, Run

from generator.cli import cli
from generator.cli.common import exit_code_of

COURSE = """\
# The course of the tests
id: trial
title: {fr: "Essai", en: "Trial"}
tagline: {fr: "Un essai.", en: "A trial."}
version: "1"
updated: 2026-11-23
languages: [fr, en]
audiences:
  - id: elus
    slug: {fr: elus, en: elected}
    name: {fr: "Élus", en: "Elected"}
    invitation: {fr: "Je décide.", en: "I decide."}
  - id: citoyens
    slug: {fr: habitants, en: citizens}
    name: {fr: "Habitants", en: "Citizens"}
    invitation: {fr: "Je vis ici.", en: "I live here."}
themes:
  - id: eau   # water
    slug: eau
    title: {fr: "L'eau", en: "Water"}
    summary: {fr: "L'eau.", en: "Water."}
    modules: []  # in order
"""
TERRITORIES = """\
"242100410":
  name: "Dijon Métropole"
  kind: metropole
  vintage: "2026"
  reference: source-1
  members:
    - {insee: "21231", name: "Dijon", municipal: 159941, total: 163169}
    - {insee: "21270", name: "Flavignerot", municipal: 231, total: 235}
"""
REFERENCES = """\
source-1:
  title: {fr: "Découpage", en: "Division"}
  publisher: "INSEE"
  confidence: verified
  as_of: 2026-11-23
  review_by: 2099-11-23
"""
EDITIONS = """\
default:
  title: {fr: "Essai", en: "Trial"}
  territory: "242100410"
  role: learner
petite:
  title: {fr: "Essai", en: "Trial"}
  audiences: [elus]
  languages: [fr]
  territory: "242100410"
  role: learner
"""


@pytest.fixture
def empty(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A sound project without modules; it becomes the current folder."""
    project = tmp_path / "project"
    for name, text in {
        "course/course.yml": COURSE,
        "course/territories.yml": TERRITORIES,
        "course/references.yml": REFERENCES,
        "site_config/editions.yml": EDITIONS,
    }.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    shutil.copytree(root / "site_config/theme", project / "site_config/theme")
    shutil.copy(root / "site_config/hooks.py", project / "site_config/hooks.py")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    if "hooks:" not in settings:
        settings += "\ndocs_dir: course\nhooks: [site_config/hooks.py]\n"
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    if "docs_dir:" not in settings:
        (project / "docs").mkdir()
    monkeypatch.chdir(project)
    for name in ("SOURCE_DATE_EPOCH", "PARCOURS_EDITION", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return project


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `parcours` with arguments; gives its exit code and what it said."""

    def command(*arguments: str) -> Result:
        code = exit_code_of(cli, arguments)
        said = capsys.readouterr()
        return Result(code, said.out, said.err)

    return command


@pytest.fixture
def project(empty: Path, run: Run) -> Path:
    """A sound project with one scaffolded module, `d1`."""
    assert run("--quiet", "new", "module", "d1", "d1-eau-potable").code == 0
    return empty
