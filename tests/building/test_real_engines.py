"""The real engines, on a small staged tree: they build, twice the same bytes, and fail in the author's terms."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

import pytest
from building_samples import site_digest

from generator.building.engines import ENGINES, MKDOCS, engine_named
from generator.building.faults import EngineError, UnsafeSiteError
from generator.building.site import Manuscript, StagedVariant, produce

pytestmark = pytest.mark.engine

CONFIG = b"""INHERIT: base.yml
site_name: Parcours
nav: [{Accueil: index.md}, {Page: a/page.md}]
"""
BASE = b"""theme: {name: material, font: false, language: fr, custom_dir: theme}
plugins: {search: {lang: [fr]}}
markdown_extensions: {attr_list: {}, md_in_html: {}}
"""
HEAD = b"---\norigin: course/a1/01-page.fr.md\n---\n"


def staged(text: bytes, *, nav: bytes = CONFIG) -> Manuscript:
    tree = {
        "mkdocs.yml": nav,
        "base.yml": BASE,
        "theme/main.html": b'{% extends "base.html" %}',
        "docs/index.md": b"---\norigin: course/course.yml\n---\n# Accueil\n",
        "docs/a/page.md": HEAD + b"# Page\n\n" + text,
    }
    variant = StagedVariant("fr", "fr", {PurePosixPath(p): data for p, data in tree.items()})
    return Manuscript("default", "2026-11-23", {PurePosixPath("index.html"): b"<p>portal</p>"}, (variant,))


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_builds_twice_the_same_bytes(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests = []
    for folder, zone in (("one", "Asia/Tokyo"), ("two/deeper", "America/Lima")):
        monkeypatch.setenv("TZ", zone)
        report = produce(staged(b"Du texte."), engine_named(name), tmp_path / folder)
        digests.append(site_digest(report.site))
    assert digests[0] == digests[1]
    names = {p.relative_to(report.site).as_posix() for p in report.site.rglob("*") if p.is_file()}
    assert {"index.html", "fr/index.html", "fr/a/page/index.html"} <= names
    assert not [n for n in names if "sitemap" in n or ".cache" in n or n.endswith((".yml", ".md"))]
    whole = b"".join(p.read_bytes() for p in report.site.rglob("*") if p.is_file())
    assert os.fsencode(tmp_path) not in whole


def test_a_broken_link_is_told_in_the_authors_file(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        produce(staged(b"[nowhere](missing.md)\n"), MKDOCS, tmp_path)
    assert caught.value.author_file == "course/a1/01-page.fr.md"
    assert "a/page.md" not in "\n".join(caught.value.tail)


def test_a_script_in_a_text_is_not_published(tmp_path: Path) -> None:
    with pytest.raises(UnsafeSiteError) as caught:
        produce(staged(b"<script>steal()</script>\n\n<b onclick='steal()'>x</b>\n"), MKDOCS, tmp_path)
    assert {f.author_file for f in caught.value.findings} == {"course/a1/01-page.fr.md"}
    assert len(caught.value.findings) == 2


def test_a_script_in_a_title_is_not_published(tmp_path: Path) -> None:
    nav = CONFIG.replace(b"Page:", b"'<img src=x onerror=steal()>':")
    with pytest.raises(UnsafeSiteError):
        produce(staged(b"text", nav=nav), MKDOCS, tmp_path)
