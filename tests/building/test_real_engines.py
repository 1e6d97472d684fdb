"""The real engines, on a small staged tree: they build, twice the same bytes, and fail in the author's terms."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest
from building_samples import CONFIG, site_digest, start
from building_samples import real_manuscript as staged

from generator.building.engines import ENGINES, MKDOCS, engine_named
from generator.building.faults import EngineError, UnsafeSiteError
from generator.building.site import produce

pytestmark = pytest.mark.engine


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


def test_a_real_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    chance = random.Random(2)  # noqa: S311  (moments, not secrets)
    whole = {
        words: site_digest(produce(staged(words.encode()), MKDOCS, tmp_path / words).site)
        for words in ("old", "new")
    }
    out = tmp_path / "out"
    began = time.monotonic()
    assert start(out, "old", engine="mkdocs").wait(60) == 0
    length = time.monotonic() - began
    for n in range(4):
        build = start(out, "old" if n % 2 else "new", engine="mkdocs")
        time.sleep(chance.uniform(0.3, 1.0) * length)
        build.send_signal(signal.SIGKILL)
        build.wait()
        assert site_digest(out / "default/site") in whole.values()
    assert site_digest(produce(staged(b"new"), MKDOCS, out).site) == whole["new"]


def test_a_failure_is_told_without_colours_or_traces(tmp_path: Path) -> None:
    with pytest.raises(EngineError) as caught:
        produce(staged(b"[nowhere](missing.md)\n"), engine_named("zensical"), tmp_path)
    assert caught.value.author_file == "course/a1/01-page.fr.md"
    said = "\n".join(caught.value.tail)
    assert "\x1b" not in said
    assert "Traceback" not in said
    assert "--strict" in said
