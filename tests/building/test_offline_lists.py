"""What a site says of itself to the worker that keeps it: every file in its group, one version for one set of bytes."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.building import offline

VARIANTS = ("fr/elus", "en/elected")
FILES = {
    "index.html": '<link rel="stylesheet" href="fr/elus/assets/parcours/tokens.css"><a href="fr/elus/a/">a</a>',
    "en/index.html": '<link rel="icon" href="../en/elected/assets/parcours/mark.svg">',
    "404.html": "lost",
    "offline/index.html": "not here",
    "assets/portal.css": "p{}",
    "_headers": "x",
    ".htaccess": "x",
    "fr/elus/index.html": "home",
    "fr/elus/a/index.html": "page",
    "fr/elus/sitemap.xml": "map",
    "fr/elus/assets/parcours/tokens.css": "@font-face{src:url(fonts/a.woff2)}",
    "fr/elus/assets/parcours/fonts/a.woff2": "font",
    "fr/elus/assets/javascripts/bundle.0d1f109.min.js.map": "map",
    "fr/elus/assets/javascripts/lunr/min/lunr.fr.min.js": "fr",
    "fr/elus/assets/javascripts/lunr/min/lunr.stemmer.support.min.js": "all",
    "fr/elus/assets/javascripts/lunr/min/lunr.th.min.js": "th",
    "fr/elus/assets/javascripts/lunr/wordcut.js": "th",
    "en/elected/index.html": "home",
    "en/elected/assets/parcours/mark.svg": "<svg/>",
    "exercises/one/one.py": "x = 1",
    "exercises/one/atelier/__init__.py": "",
    "exercises/one/data/a.csv": "a",
    "exercises/one/notebook.fr.json": "{}",
    "exercises/one/notebook.en.json": "{ }",
    "exercises/one/one.fr.zip": "PK",
    "runtime/python_stdlib.zip": "PK",
    "runtime/manifest.json": "{}",
    "territories/index.json": "[]",
    "lite/index.html": "lite",
    "cahier/fr/elus/index.html": "book",
    "emporter/fr/elus/alpha/04-livrable.docx": "PK",
}


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        write(tmp_path / name, text.encode())
    offline.lay(tmp_path, VARIANTS, write)
    return tmp_path


def rows(site: Path, group: str) -> dict[str, tuple[str, int]]:
    return {
        address: (digest, size)
        for address, digest, size in json.loads((site / f"offline/{group}.json").read_bytes())
    }


def build_of(site: Path) -> dict:
    (found,) = re.findall(
        r"^const BUILD = (\{.*\}); // written by the build$",
        (site / "sw.js").read_text("utf-8"),
        re.MULTILINE,
    )
    return dict(json.loads(found))


def test_each_file_is_in_the_group_that_needs_it(site: Path) -> None:
    assert set(rows(site, "core")) == {
        "", "en/", "offline/", "assets/portal.css", "fr/elus/assets/parcours/tokens.css",
        "fr/elus/assets/parcours/fonts/a.woff2", "en/elected/assets/parcours/mark.svg",
    }  # fmt: skip
    assert set(rows(site, "fr-elus")) == {
        "fr/elus/", "fr/elus/a/", "fr/elus/assets/parcours/tokens.css", "fr/elus/assets/parcours/fonts/a.woff2",
        "fr/elus/assets/javascripts/lunr/min/lunr.fr.min.js", "fr/elus/assets/javascripts/lunr/min/lunr.stemmer.support.min.js",
        "exercises/one/one.py", "exercises/one/atelier/__init__.py", "exercises/one/data/a.csv", "exercises/one/notebook.fr.json",
    }  # fmt: skip
    assert "exercises/one/notebook.en.json" in rows(site, "en-elected")
    assert set(rows(site, "python")) == {"runtime/python_stdlib.zip", "runtime/manifest.json"}
    assert set(rows(site, "territories")) == {"territories/index.json"}


def test_a_list_says_what_each_file_is_and_the_worker_what_each_list_is(site: Path) -> None:
    build = build_of(site)
    assert set(build["groups"]) == {"core", "fr-elus", "en-elected", "python", "territories"}
    for name, told in build["groups"].items():
        listed = rows(site, name)
        assert (
            hashlib.sha256((site / f"offline/{name}.json").read_bytes())
            .hexdigest()
            .startswith(told["digest"])
        )
        assert (told["files"], told["bytes"]) == (len(listed), sum(size for _, size in listed.values()))
        for address, (digest, size) in listed.items():
            path = site / address / "index.html" if address.endswith("/") or not address else site / address
            data = path.read_bytes()
            assert (size, hashlib.sha256(data).hexdigest()[: len(digest)]) == (len(data), digest)
    assert [name for name, told in build["groups"].items() if told.get("lazy")] == ["territories"]


def test_a_site_laid_again_is_the_same(site: Path) -> None:
    before = {
        path: (site / path).read_bytes() for path in ("sw.js", "offline/core.json", "offline/fr-elus.json")
    }
    offline.lay(site, tuple(reversed(VARIANTS)), write)
    assert {path: (site / path).read_bytes() for path in before} == before


@pytest.mark.parametrize(
    "name", ["index.html", "fr/elus/a/index.html", "runtime/manifest.json", "territories/index.json"]
)
def test_a_byte_anywhere_is_another_version(site: Path, name: str) -> None:
    before = build_of(site)["version"]
    write(site / name, (site / name).read_bytes() + b" ")
    offline.lay(site, VARIANTS, write)
    assert build_of(site)["version"] != before


def test_what_is_not_kept_changes_no_version(site: Path) -> None:
    before = build_of(site)["version"]
    write(site / "lite/index.html", b"other")
    write(site / "cahier/fr/elus/index.html", b"other")
    write(site / "emporter/fr/elus/alpha/04-livrable.docx", b"other")
    offline.lay(site, VARIANTS, write)
    assert build_of(site)["version"] == before


def test_an_author_who_looks_while_they_write_gets_a_worker_that_says_so(site: Path) -> None:
    plain = build_of(site)
    offline.lay(site, VARIANTS, write, preview=True)
    live = build_of(site)
    assert (plain["preview"], live["preview"]) == (False, True)
    assert plain["version"] != live["version"]


NAMES = st.sampled_from(["a.js", "b/index.html", "c é.css", "d/e.json", 'f"g.svg'])


@given(
    st.dictionaries(NAMES, st.binary(max_size=8), min_size=1),
    st.dictionaries(NAMES, st.binary(max_size=8), min_size=1),
)
def test_two_sites_have_one_version_exactly_when_they_have_the_same_bytes(
    one: dict[str, bytes], other: dict[str, bytes]
) -> None:
    def version(files: dict[str, bytes]) -> bytes:
        known = {PurePosixPath("fr/elus", name): offline.entry(data) for name, data in files.items()}
        group = offline.Group("fr-elus", "fr/elus/", tuple(sorted(known, key=str)))
        return offline.worker((group,), known)[PurePosixPath("sw.js")]

    assert (version(one) == version(other)) == (one == other)
