"""`parcours serve` and the plain `mkdocs` commands at the root: live reload, and the last good site after a fault."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from command_line import Run

pytestmark = pytest.mark.engine

LESSON = Path("course/d1-eau-potable/01-situation.fr.md")
PAGE = "/fr/elus/d1-eau-potable/01-situation/"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    def __init__(self, project: Path, log: Path) -> None:
        self.port, self.log = free_port(), log
        command = [
            sys.executable,
            "-m",
            "generator",
            "serve",
            "--edition",
            "petite",
            "--port",
            str(self.port),
        ]
        with log.open("wb") as out:
            self.process = subprocess.Popen(command, cwd=project, stdout=out, stderr=subprocess.STDOUT)

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
            return str(answer.read().decode())

    def wait_for(self, sees: Callable[[], bool]) -> None:
        end = time.monotonic() + 120  # seconds: only a broken server takes them, a busy machine may take many
        while time.monotonic() < end:
            try:
                if sees():
                    return
            except OSError:
                pass
            time.sleep(0.2)
        pytest.fail(f"not seen in time:\n{self.log.read_text(encoding='utf-8')}")


@pytest.fixture
def server(project: Path, tmp_path: Path) -> Iterator[Server]:
    one = Server(project, tmp_path / "serve.log")
    yield one
    if one.process.poll() is None:
        one.process.send_signal(signal.SIGTERM)
        one.process.wait(15)


def write(old: str, new: str) -> None:
    LESSON.write_text(LESSON.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_serve_follows_what_is_written_and_keeps_the_last_good_site(server: Server, run: Run) -> None:
    server.wait_for(lambda: "Ouvrez sur une" in server.page(PAGE))
    assert "<html" in server.page("/")  # the portal is there too
    assert '"preview":true' in (before := server.page("/sw.js"))
    assert server.page(PAGE).encode().endswith(b"</html>"), (
        "MkDocs adds nothing: pages are those that are listed"
    )
    write("Ouvrez sur une", "Commencez par une")
    server.wait_for(lambda: "Commencez par une" in server.page(PAGE))
    assert server.page("/sw.js") != before
    write("title:", "titel:")
    server.wait_for(lambda: "unknown-field" in server.log.read_text(encoding="utf-8"))
    assert "Commencez par une" in server.page(PAGE)
    write("titel:", "title:")
    write("Commencez par une", "Partez de la")
    server.wait_for(lambda: "Partez de la" in server.page(PAGE))

    Path("mkdocs.yml").write_text((settings := Path("mkdocs.yml").read_text("utf-8")) + "\nextra: [", "utf-8")
    server.wait_for(lambda: "parsing the configuration file" in server.log.read_text(encoding="utf-8"))
    Path("mkdocs.yml").write_text(settings, "utf-8")
    write("Partez de la", "Revenez à la")
    server.wait_for(lambda: "Revenez à la" in server.page(PAGE))

    shutil.copytree("course", "course.new")
    shutil.rmtree("course")  # replaced as a whole: another version of the course, a program that synchronises
    Path("course.new").rename("course")
    write("Revenez à la", "Finissez par la")
    server.wait_for(lambda: "Finissez par la" in server.page(PAGE))

    taken = run("serve", "--port", str(server.port))
    assert taken.code == 2
    assert f"Port {server.port} is already in use" in taken.err
    assert f"--port {server.port + 1}" in taken.err

    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(15) == 0
    assert "Traceback" not in server.log.read_text(encoding="utf-8")
    with pytest.raises(OSError, match="refused"):
        server.page("/")


def program(module: str, project: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", module, *arguments], cwd=project, env={**os.environ, **env}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def contents(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


TWO = """\
deux:
  title: {fr: "Essai", en: "Trial"}
  audiences: [elus]
  territory: "242100410"
  role: learner
"""


def test_same_course_same_bytes_in_another_folder_zone_user_and_order(project: Path, tmp_path: Path) -> None:
    """Two variants: as many as make an order of theirs."""
    with (project / "site_config/editions.yml").open("a", encoding="utf-8") as editions:
        editions.write(TWO)
    twin = tmp_path / "some/other place/project"
    shutil.copytree(project, twin)
    sites = []
    for folder, zone, seed, mask in (
        (project, "Asia/Tokyo", "1", 0o022),
        (twin, "America/Lima", "4242", 0o077),
    ):
        former = os.umask(mask)
        try:
            done = program(
                "generator", folder, "build", "--edition", "deux", TZ=zone, PYTHONHASHSEED=seed, HOME=str(tmp_path), LC_ALL="C",
            )  # fmt: skip
        finally:
            os.umask(former)
        assert done.returncode == 0, done.stderr
        site = folder / "build/deux/site"
        sites.append((contents(site), {p.relative_to(site): p.stat().st_mtime for p in site.rglob("*")}))
    assert sites[0] == sites[1]
    assert {"fr/elus/index.html", "en/elected/index.html"} <= sites[0][0].keys()


def test_plain_mkdocs_build_gives_the_same_site(project: Path) -> None:
    assert program("generator", project, "build", "-q", "--edition", "petite").returncode == 0
    done = program("mkdocs", project, "build", "--strict", PARCOURS_EDITION="petite")
    assert done.returncode == 0, done.stderr
    assert contents(project / "site") == contents(project / "build/petite/site")
    assert sorted(p.name for p in project.glob(".site*")) == []

    write("title:", "titel:")
    done = program("mkdocs", project, "build", PARCOURS_EDITION="petite")
    assert done.returncode == 1
    assert "unknown-field" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(project / "site") == contents(project / "build/petite/site")

    write("titel:", "title:")
    done = program("mkdocs", project, "build", PARCOURS_EDITION="petit")
    assert done.returncode == 1
    assert "did you mean 'petite'?" in done.stderr


@pytest.mark.usefixtures("project")
def test_serve_refuses_a_course_with_faults(run: Run) -> None:
    write("title:", "titel:")
    result = run("serve", "--port", str(free_port()))
    assert result.code == 1
    assert "unknown-field" in result.err


def test_serve_wants_its_configuration(project: Path, run: Run) -> None:
    settings = project / "mkdocs.yml"
    settings.write_text("site_name: x\ntheme: {name: material}\n", encoding="utf-8")
    result = run("serve", "--port", str(free_port()))
    assert result.code == 2
    assert "add this line to it: hooks: [site_config/hooks.py]" in result.err
    settings.unlink()
    result = run("serve", "--port", str(free_port()))
    assert result.code == 2
    assert "has no mkdocs.yml" in result.err
