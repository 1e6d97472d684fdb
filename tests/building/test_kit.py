"""The kit: what becomes of a site's files so that they open from a disk, its archive, and the launcher it holds."""

from __future__ import annotations

import ast
import http.client
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import relpath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.courses import SOUND

from generator.building.archives import archive, timeless
from generator.building.files import read_tree, write_tree
from generator.building.kit import BROWSER
from generator.building.on_disk import Kit, convert, links_of, named, opened, target_of
from generator.editions import select
from generator.reading import read_course
from generator.renderers import kit as papers
from generator.renderers.common import policy

NAMES = st.sampled_from(["a", "b2-c", "é", "index", "x.y"])
FOLDERS = st.lists(NAMES, max_size=4).map(lambda parts: PurePosixPath(*parts))
ENDS = st.sampled_from(["", "#here", "?q=1", "?q=a/#b/"])


def address(page: PurePosixPath, folder: PurePosixPath, *, slash: bool) -> str:
    """A link as a site writes it: to a folder, whose page a server finds."""
    way = relpath(f"/{folder}", f"/{page.parent}")
    return f"{way}/" if slash else way if way.endswith(".") else f"{way}/"


@given(FOLDERS, FOLDERS, ENDS, st.booleans())
def test_a_link_to_a_folder_leads_to_its_page(
    here: PurePosixPath, there: PurePosixPath, end: str, slash: bool
) -> None:
    page = here / "index.html"
    led = opened(address(page, there, slash=slash) + end)
    assert target_of(page, led) == there / "index.html"
    assert led.endswith(end)
    assert opened(led) == led, "done twice, nothing more changes"


@pytest.mark.parametrize(
    "kept", ["", "#a/", "?a", "https://a.fr/b/", "//a.fr/", "mailto:a@b.fr", "a/b.zip", "../x.html#y/", "/a/"]
)
def test_other_links_stay(kept: str) -> None:
    assert opened(kept) == kept


def test_an_address_of_the_course_names_its_file() -> None:
    assert [named(a) for a in ("", "#a", "a/", "a/#b", "a/b.html#c")] == [
        "index.html", "index.html#a", "a/index.html", "a/index.html#b", "a/b.html#c",
    ]  # fmt: skip


# --- pages ----------------------------------------------------------------------------------------------

COURSE = {
    "version": "1",
    "themes": [{"id": "t", "url": "t/"}],
    "modules": [{"id": "m", "url": "m/", "quiz": {"url": "m/quiz/"}}, {"id": "n", "url": "n/", "quiz": None}],
    "pages": {"home": "", "mine": "mine/"},
}
TOLD = {
    "root": "../../../../",
    "variant": "../../",
    "kept": "../../kept/",
    "index": "../../c.json",
    "words": {"a": "</b>&"},
}


def page(
    body: str = "", scripts: tuple[str, ...] = ("learner/learner", "site/terms"), root: str = "../../"
) -> bytes:
    modules = "".join(
        f'<script src="{root}assets/parcours/{name}.js" type="module"></script>\n' for name in scripts
    )
    head = f'<meta http-equiv="{policy.CSP}" content="{policy.PAGE}"><link rel="modulepreload" href="{root}x.js">'
    told = json.dumps(TOLD).replace("<", "\\u003c")
    return (
        f'<!doctype html><html lang="fr"><head>{head}<script src="{root}assets/parcours/site/first.js"></script></head>'
        f'<body>{body}<script type="application/json" id="pc-learner">{told}</script>{modules}</body></html>'
    ).encode()


def site(body: str = "") -> dict[PurePosixPath, bytes]:
    files = {
        "index.html": b'<html lang="fr"><a href="fr/elus/">elus</a></html>',
        "404.html": b"<html></html>",
        "_headers": b"",
        "sw.js": b"",
        "offline/fr-elus.json": b"",
        "lite/index.html": b"<html></html>",
        "fr/elus/index.html": page(root=""),
        "fr/elus/m/quiz/index.html": page(
            body, ("learner/learner", "site/terms", "quiz/quiz", "offline/offline")
        ),
        "fr/elus/assets/parcours/course.json": json.dumps(COURSE).encode(),
        "fr/elus/search/search_index.json": json.dumps(
            {"docs": [{"location": "m/#a"}, {"location": ""}]}
        ).encode(),
        "territories/law.json": b"{}",
        **{f"fr/elus/assets/parcours/{n}.js": b"" for n in ("learner/learner", "site/terms", "quiz/quiz")},
    }
    return {PurePosixPath(name): data for name, data in files.items()}


def converted(body: str = "") -> Kit:
    return convert(site(body), {"fr/elus": "fr"}, papers.WORDS, read_tree(BROWSER))


def text(kit: Kit, path: str) -> str:
    return kit.tree[PurePosixPath(path)].decode()


def test_a_page_loads_one_classic_script_in_place_of_its_modules() -> None:
    kit = converted()
    quiz = text(kit, "fr/elus/m/quiz/index.html")
    assert "module" not in quiz
    scripts = re.findall(r'<script(?: defer)? src="([^"]*)"', quiz)
    assert scripts[0] == "../../../../kit/kit.js", "before any other"
    assert scripts[-1] == "../../../../kit/learner-terms-quiz.js"
    assert {b.name: b.modules for b in kit.bundles.values()} == {
        "learner-terms": ("learner/learner.js", "site/terms.js"),
        "learner-terms-quiz": ("learner/learner.js", "site/terms.js", "quiz/quiz.js"),
    }


def test_a_page_keeps_a_strict_policy_that_files_can_meet() -> None:
    written = re.findall(r'http-equiv="[^"]*" content="([^"]*)"', text(converted(), "fr/elus/index.html"))
    assert written == [policy.on_disk(policy.PAGE)]
    assert "script-src 'self' file:;" in written[0]
    assert "unsafe" not in written[0]
    assert written[0].startswith("default-src 'none'")


def test_a_page_that_shows_progress_can_say_that_a_browser_keeps_files_apart() -> None:
    words = papers.WORDS["fr"]["apart"]
    assert f"<p>{words}</p></div></div>\n<parcours-mine>" in text(
        converted("<parcours-mine></parcours-mine>"), "fr/elus/m/quiz/index.html"
    )
    assert words not in text(converted(), "fr/elus/m/quiz/index.html")


def test_what_pages_read_names_files_and_has_a_twin() -> None:
    kit = converted()
    course = json.loads(text(kit, "fr/elus/assets/parcours/course.json"))
    assert course["modules"][0]["quiz"]["url"] == "m/quiz/index.html"
    assert course["pages"] == {"home": "index.html", "mine": "mine/index.html"}
    index = text(kit, "fr/elus/search/search_index.js").removeprefix("var __index = ").rstrip(";\n")
    assert [d["location"] for d in json.loads(index)["docs"]] == ["m/index.html#a", "index.html"]
    for path in ("fr/elus/assets/parcours/course.json", "fr/elus/m/quiz/index.html", "territories/law.json"):
        twin = re.fullmatch(r"parcoursTwin\((.*)\);\n", text(kit, f"{path}.js"), re.DOTALL)
        assert twin
        assert json.loads(twin[1]) == text(kit, path)


def test_what_a_page_says_of_itself_ends_no_tag_and_names_pages() -> None:
    found = re.search(r'id="pc-learner">(.*?)</script>', text(converted(), "fr/elus/index.html"))
    assert found
    assert "<" not in found[1]
    assert json.loads(found[1]) == {**TOLD, "kept": "../../kept/index.html"}


def test_what_needs_a_server_is_left_out_and_nothing_leads_there() -> None:
    kit = converted(
        '<a class="b" href="../../../../lite/notebooks/index.html?path=x">Ouvrir</a><a href="../">m</a>'
    )
    assert not [p for p in kit.tree if p.parts[0] in {"lite", "offline", "sw.js", "_headers", "404.html"}]
    quiz = text(kit, "fr/elus/m/quiz/index.html")
    assert "<span>Ouvrir</span>" in quiz
    assert list(links_of(quiz)) == ["../index.html"]


# --- papers and archive ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def own() -> dict[PurePosixPath, bytes]:
    course = read_course(SOUND).course
    assert course is not None
    return dict(papers.render(select(course, course.editions["default"]), b"<p>door</p>"))


def test_papers_say_how_to_open_in_each_language(own) -> None:
    assert own[PurePosixPath("Ouvrir.html")] == b"<p>door</p>"
    for name, words in (
        ("LISEZ-MOI.txt", "Double-cliquez sur Ouvrir.html"),
        ("README.txt", "Double-click Ouvrir.html"),
    ):
        said = own[PurePosixPath(name)]
        assert words in said.decode()
        assert said.count(b"\n") == said.count(b"\r\n") > 10
    command = own[PurePosixPath("Lancer.cmd")]
    assert command.count(b"\n") == command.count(b"\r\n")
    assert b"\r" not in own[PurePosixPath("lancer.sh")]
    subprocess.run(["sh", "-n"], input=own[PurePosixPath("lancer.sh")], check=True)
    ast.parse(own[PurePosixPath("lancer.py")], feature_version=(3, 9))


def test_the_archive_is_the_same_each_time_and_launchers_may_be_run(own) -> None:
    whole = archive(own, "k", runnable=papers.LAUNCHERS, level=6)
    assert whole == archive(dict(reversed(own.items())), "k", runnable=papers.LAUNCHERS, level=6)
    with zipfile.ZipFile(io.BytesIO(whole)) as made:
        modes = {info.filename: info.external_attr >> 16 & 0o777 for info in made.infolist()}
        assert all(name.startswith("k/") for name in modes)
    assert {name for name, mode in modes.items() if mode == 0o755} == {
        f"k/{name}" for name in papers.LAUNCHERS
    }


def test_an_archive_that_a_library_made_loses_its_order_and_its_time() -> None:
    def made(names: str, year: int) -> bytes:
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w") as archived:
            for name in names:
                archived.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), name * 9)
        return whole.getvalue()

    assert made("ab", 2020) != made("ba", 2021)
    assert timeless(made("ab", 2020)) == timeless(made("ba", 2021))
    with zipfile.ZipFile(io.BytesIO(timeless(made("ba", 2021)))) as archived:
        assert [(name, archived.read(name)) for name in archived.namelist()] == [
            ("a", b"a" * 9),
            ("b", b"b" * 9),
        ]


# --- the launcher ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def launched(own, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """The launcher at work on a small folder: host and port."""
    outside = tmp_path_factory.mktemp("stick")
    folder = outside / "kit"
    files = {"index.html": b"<p>home</p>", "a/index.html": b"<p>a</p>", "r/x.mjs": b"", "r/x.wasm": b"\0asm", "r/x.js": b"",
             ".git/config": b"secret"}  # fmt: skip
    write_tree({**own, **{PurePosixPath(name): data for name, data in files.items()}}, folder)
    (outside / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "way-out.txt").symlink_to(outside / "secret.txt")
    command = [sys.executable, "-I", str(folder / "lancer.py"), "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as running:
        assert running.stdout
        found = re.search(r"http://(127\.0\.0\.1):(\d+)/", running.stdout.readline())
        assert found
        yield found[1], int(found[2])
        running.terminate()


def ask(
    launched: tuple[str, int], path: str, host: str = "", method: str = "GET"
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(*launched, timeout=30)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or f"{launched[0]}:{launched[1]}")
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "text/html"), ("/a/", "text/html"), ("/r/x.mjs", "text/javascript"), ("/r/x.wasm", "application/wasm"),
     ("/r/x.js?fr%2Felus", "text/javascript"), ("/README.txt", "text/plain")],
)  # fmt: skip
def test_the_launcher_serves_its_folder_with_types_and_policy(launched, path: str, kind: str) -> None:
    status, headers, _ = ask(launched, path)
    assert status == 200
    assert headers["Content-type"].startswith(kind)
    assert headers[policy.CSP] == policy.SITE_HEADER
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    ["/r/", "/none", "/../secret.txt", "/%2e%2e/secret.txt", "/a/..%2f..%2fsecret.txt", "/way-out.txt", "/.git/config",
     "/a\\..\\..\\secret.txt", "/%00", "/C:/x"],
)  # fmt: skip
def test_the_launcher_gives_no_list_and_nothing_from_outside(launched, path: str) -> None:
    status, _, body = ask(launched, path)
    assert status == 404
    assert b"secret" not in body


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "localhost:1", "127.0.0.1.evil.example:{port}"]
)
def test_the_launcher_answers_to_its_own_name_only(launched, host: str) -> None:
    assert ask(launched, "/", host.format(port=launched[1]))[0] == 403
    assert ask(launched, "/", f"localhost:{launched[1]}")[0] == 200


def test_the_launcher_only_gives(launched) -> None:
    assert ask(launched, "/", method="POST")[0] == 501
