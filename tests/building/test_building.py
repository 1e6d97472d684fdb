"""A build runs what changed, publishes in one step, and leaves the old site when anything goes wrong."""

from __future__ import annotations

import errno
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from building_samples import FAKE, manuscript, site_digest, staged, start

from generator.building import engines, exchange, files
from generator.building.faults import EngineError, OperatorError, UnsafeSiteError
from generator.building.locks import locked
from generator.building.site import Manuscript, Report, produce


def reused(report: Report) -> list[bool]:
    return [variant.reused for variant in report.variants]


def test_a_site_is_portal_and_variants(tmp_path: Path) -> None:
    report = produce(manuscript(), FAKE, tmp_path)
    assert report.published
    assert report.site == tmp_path / "default" / "site"
    found = sorted(str(p.relative_to(report.site)) for p in report.site.rglob("*") if p.is_file())
    assert found == [
        "assets/a.css", "en/p0.html", "en/p1.html", "en/p2.html", "fr/p0.html", "fr/p1.html", "fr/p2.html", "index.html",
        "offline/core.json", "offline/en.json", "offline/fr.json", "sw.js",
    ]  # fmt: skip


def test_unchanged_runs_no_engine_and_publishes_nothing(tmp_path: Path) -> None:
    produce(manuscript(), FAKE, tmp_path)
    again = produce(manuscript(), FAKE, tmp_path)
    assert reused(again) == [True, True]
    assert not again.published


def test_one_changed_variant_is_one_run(tmp_path: Path) -> None:
    produce(manuscript(), FAKE, tmp_path)
    report = produce(manuscript(en="new"), FAKE, tmp_path)
    assert reused(report) == [True, False]
    assert report.published
    assert b"new" in (report.site / "en/p0.html").read_bytes()
    assert b"old" in (report.site / "fr/p0.html").read_bytes()


def test_going_back_runs_no_engine(tmp_path: Path) -> None:
    first = site_digest(produce(manuscript(), FAKE, tmp_path).site)
    produce(manuscript("new"), FAKE, tmp_path)
    back = produce(manuscript(), FAKE, tmp_path)
    assert reused(back) == [True, True]
    assert site_digest(back.site) == first


def test_few_outputs_are_kept(tmp_path: Path) -> None:
    for n in range(6):
        produce(manuscript(f"text {n}"), FAKE, tmp_path)
    assert len(list((tmp_path / "default/built").iterdir())) == 6
    alone = manuscript()
    produce(Manuscript("default", alone.updated, alone.portal, alone.variants[:1]), FAKE, tmp_path)
    assert {p.name.partition("-")[0] for p in (tmp_path / "default/built").iterdir()} == {"fr"}
    assert [p.name for p in (tmp_path / "default/stage").iterdir()] == ["fr"]


def test_a_touched_site_is_published_again(tmp_path: Path) -> None:
    report = produce(manuscript(), FAKE, tmp_path)
    before = site_digest(report.site)
    (report.site / "fr/p1.html").write_text("defaced")
    assert produce(manuscript(), FAKE, tmp_path).published
    assert site_digest(report.site) == before


def test_the_published_site_does_not_share_files_with_the_kept_outputs(tmp_path: Path) -> None:
    report = produce(manuscript(), FAKE, tmp_path)
    (report.variants[0].folder / "p0.html").write_text("changed")
    assert b"old" in (report.site / "fr/p0.html").read_bytes()


def test_staging_writes_only_what_changed(tmp_path: Path) -> None:
    produce(manuscript(), FAKE, tmp_path)
    page = tmp_path / "default/stage/fr/docs/p0.md"
    os.utime(page, (1, 1))
    (tmp_path / "default/stage/fr/stranger.md").write_text("not ours")
    produce(manuscript(en="new"), FAKE, tmp_path)
    assert page.stat().st_mtime == 1
    assert not (tmp_path / "default/stage/fr/stranger.md").exists()


def test_same_input_same_bytes_wherever_it_is_built(tmp_path: Path) -> None:
    digests = set()
    for n, env in enumerate(
        ({"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"}, {"TZ": "UTC", "PYTHONHASHSEED": "77"})
    ):
        former = os.umask(0o077 if n else 0o022)
        try:
            assert start(tmp_path / f"{'deep/' * n}out", "old", **env).wait(30) == 0
        finally:
            os.umask(former)
        digests.add(site_digest(tmp_path / f"{'deep/' * n}out/default/site"))
    assert len(digests) == 1


def test_dates_follow_the_course_or_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = produce(manuscript(), FAKE, tmp_path / "a").site
    assert (site / "index.html").stat().st_mtime == 1795392000  # 2026-11-23 00:00 UTC
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    site = produce(manuscript(), FAKE, tmp_path / "b").site
    assert (site / "fr/p0.html").stat().st_mtime == 1_000_000_000
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(OperatorError, match="SOURCE_DATE_EPOCH"):
        produce(manuscript(), FAKE, tmp_path / "b")


# --- things go wrong --------------------------------------------------------------------------------


def test_a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    chance = random.Random(2026)  # noqa: S311  (moments, not secrets)
    pages = 20
    out = tmp_path / "out"
    whole = {}
    for words in ("old", "new"):
        whole[words] = site_digest(produce(manuscript(words, pages=pages), FAKE, tmp_path / words).site)
    began = time.monotonic()
    assert start(out, "old", pages=pages).wait(30) == 0
    length = time.monotonic() - began
    seen = set()
    for n in range(60):
        if n >= 8 and seen == set(whole.values()):
            break
        build = start(out, "new" if n % 2 else "old", pages=pages)
        # Longer and longer: on a busy machine a build takes longer than the one that was timed.
        time.sleep(chance.uniform(0.2, 1.1) * length * (1 + n / 8))
        build.send_signal(signal.SIGKILL)
        build.wait()
        digest = site_digest(out / "default/site")
        assert digest in whole.values(), f"a torn site at round {n}"
        seen.add(digest)
    assert seen == set(whole.values())
    produce(manuscript("new", pages=pages), FAKE, out)
    assert site_digest(out / "default/site") == whole["new"]
    left = sorted(p.name for p in (out / "default").iterdir())
    assert left == [".lock", "built", "deploy", "site", "site.json", "stage"]


WRITING = frozenset(
    {
        "open",
        "os.rename",
        "os.remove",
        "os.rmdir",
        "os.mkdir",
        "os.utime",
        "os.chmod",
        "shutil.copyfile",
        "shutil.rmtree",
    }
)


def build_and_die(out: Path, words: str, moment: int) -> bool:
    """Build in a child that kills itself before its n-th touch of the disk; whether it came to the end alive."""
    child = os.fork()
    if child == 0:
        touches = 0

        def die(event: str, _: object) -> None:
            nonlocal touches
            if event in WRITING:
                touches += 1
                if touches == moment:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(die)
        produce(manuscript(words, pages=1), FAKE, out)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_build_killed_before_each_touch_of_the_disk_leaves_the_old_site_or_the_new_one(
    tmp_path: Path,
) -> None:
    out = tmp_path
    site = out / "default/site"
    whole = {
        words: site_digest(produce(manuscript(words, pages=1), FAKE, out).site) for words in ("old", "new")
    }
    standing, alive, moment, changes = "new", False, 0, 0
    while not alive and moment < 500:
        moment += 1
        alive = build_and_die(out, "old" if standing == "new" else "new", moment)
        digest = site_digest(site)
        assert digest in whole.values(), f"a torn site at touch {moment}"
        changes += digest != whole[standing]
        standing = "old" if digest == whole["old"] else "new"
    assert alive
    assert moment > 40
    assert changes > 5
    assert sorted(p.name for p in (tmp_path / "default").glob(".*")) == [".lock"]


@pytest.mark.parametrize("step", ["publish", "copy", "record"])
def test_a_full_disk_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    site = produce(manuscript(), FAKE, tmp_path).site
    before = site_digest(site)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "some/file")

    if step == "publish":
        monkeypatch.setattr(Path, "write_bytes", full)
    elif step == "copy":
        monkeypatch.setattr(files.shutil, "copyfile", full)
    else:
        monkeypatch.setattr(files.os, "utime", full)
    with pytest.raises(OperatorError, match="disk is full"):
        produce(manuscript("new"), FAKE, tmp_path)
    assert site_digest(site) == before
    assert not (tmp_path / "default/.site.new").exists()
    monkeypatch.undo()
    assert produce(manuscript("new"), FAKE, tmp_path).published


def test_a_disk_that_fills_up_under_the_engine_is_told_as_such(tmp_path: Path) -> None:
    full = staged("fr", "x", docs__FULL_DOT_md="text")
    with pytest.raises(OperatorError, match="disk is full"):
        produce(Manuscript("default", "2026-11-23", {}, (full,)), FAKE, tmp_path)


def test_a_forbidden_folder_is_told_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OperatorError, match="You may not write") as caught:
        produce(manuscript(), FAKE, tmp_path / "out")
    assert "--out" in caught.value.way_out


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "default").write_text("I am a file")
    with pytest.raises(OperatorError, match="stands where a folder is needed"):
        produce(manuscript(), FAKE, tmp_path)


def test_an_edition_cannot_leave_its_folder(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="cannot name an edition"):
        produce(Manuscript("../elsewhere", "2026-11-23", {}, ()), FAKE, tmp_path)


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    with locked(tmp_path / "default"), pytest.raises(OperatorError, match=f"process {os.getpid()}"):
        produce(manuscript(), FAKE, tmp_path)
    produce(manuscript(), FAKE, tmp_path)


def test_an_engine_failure_names_the_authors_file(tmp_path: Path) -> None:
    site = produce(manuscript(), FAKE, tmp_path).site
    before = site_digest(site)
    broken = staged(
        "fr", "new", docs__FAIL_DOT_md="---\ntitle: t\norigin: 'course/a1/02-mal.fr.md'\n---\ntext\n"
    )
    with pytest.raises(EngineError) as caught:
        produce(Manuscript("default", "2026-11-23", {}, (broken,)), FAKE, tmp_path)
    assert caught.value.author_file == "course/a1/02-mal.fr.md"
    assert caught.value.tail[-1].endswith("Error reading page 'course/a1/02-mal.fr.md': unbalanced")
    assert caught.value.command[0] == sys.executable
    assert site_digest(site) == before
    assert not list((tmp_path / "default").glob(".work-*"))


def test_an_engine_that_hangs_is_stopped(tmp_path: Path) -> None:
    stuck = staged("fr", "x", docs__HANG_DOT_md="text")
    with pytest.raises(EngineError) as caught:
        produce(Manuscript("default", "2026-11-23", {}, (stuck,)), FAKE, tmp_path, seconds=1.5)
    assert "stopped after 1.5 seconds" in caught.value.tail[-1]


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ("<script>steal()</script>", "a script in the page"),
        ("<b style='color: red'>", "a style written in the page"),
        ("<img src='https://elsewhere.example/a.png'>", "loaded from another host by <img>"),
    ],
)
def test_an_unsafe_page_stops_the_publication(tmp_path: Path, planted: str, told: str) -> None:
    site = produce(manuscript(), FAKE, tmp_path).site
    before = site_digest(site)
    with pytest.raises(UnsafeSiteError) as caught:
        produce(Manuscript("default", "2026-11-23", {}, (staged("fr", planted),)), FAKE, tmp_path)
    (finding,) = caught.value.findings
    assert (finding.page, finding.author_file) == ("p0.html", "course/a1/00-page.fr.md")
    assert finding.what.startswith(told)
    assert site_digest(site) == before


def test_settings_for_servers_stand_beside_the_site_and_not_in_it(tmp_path: Path) -> None:
    servers = {PurePosixPath("nginx.conf"): b"server {}"}
    made = produce(replace(manuscript(), servers=servers), FAKE, tmp_path)
    settings = made.site.with_name("deploy") / "nginx.conf"
    assert settings.read_bytes() == b"server {}"
    assert not list(made.site.rglob("nginx.conf"))
    settings.unlink()
    assert not produce(replace(manuscript(), servers=servers), FAKE, tmp_path).published
    assert settings.is_file()


def test_a_missing_engine_is_told() -> None:
    with pytest.raises(OperatorError, match="did you mean 'mkdocs'"):
        engines.engine_named("mkdoc")


def test_a_useless_sitemap_is_dropped_a_useful_one_kept(tmp_path: Path) -> None:
    assert not list(produce(manuscript(), FAKE, tmp_path).site.rglob("sitemap*"))
    variant = staged("fr", "x")
    tree = {**variant.tree, PurePosixPath("mkdocs.yml"): b"site_url: https://example.org/\n"}
    kept = Manuscript("default", "2026-11-23", {}, (type(variant)("fr", "fr", tree),))
    assert list(produce(kept, FAKE, tmp_path).site.rglob("sitemap*"))


# --- exchange ---------------------------------------------------------------------------------------


def cannot(*_: object) -> None:
    return None


@pytest.mark.parametrize("system", [exchange._ask_the_system, cannot], ids=["exchange", "rename"])
def test_publishing_replaces_the_whole_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: Callable[..., int | None]
) -> None:
    monkeypatch.setattr(exchange, "_ask_the_system", system)
    site = tmp_path / "site"
    for words in ("one", "two"):
        fresh = exchange.fresh_beside(site)
        fresh.mkdir()
        (fresh / words).touch()
        exchange.publish(site)
        assert [p.name for p in site.iterdir()] == [words]
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_site_renamed_away_comes_back(tmp_path: Path) -> None:
    retired = tmp_path / ".site.old"
    retired.mkdir()
    (retired / "old").touch()
    exchange.fresh_beside(tmp_path / "site").mkdir()
    exchange.recover(tmp_path / "site")
    assert [p.name for p in tmp_path.rglob("*")] == ["site", "old"]


def test_a_link_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").symlink_to("elsewhere")
    exchange.fresh_beside(tmp_path / "site").mkdir()
    with pytest.raises(OperatorError, match="not a folder of its own"):
        exchange.publish(tmp_path / "site")
