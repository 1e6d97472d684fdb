"""Small manuscripts and the fake engine, shared by the tests of building and by the programs they kill."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path, PurePosixPath

from generator.building.engines import ENGINES, Engine
from generator.building.site import Manuscript, StagedVariant
from generator.renderers.common import policy

CARRIED = f'<meta http-equiv="{policy.CSP}" content="{policy.PAGE}">'
"""What a page must carry to be published."""

FAKE = Engine("fake", ("-I", str(Path(__file__).with_name("fake_engine.py"))), "sys", "", ())


def tree(**files: str) -> dict[PurePosixPath, bytes]:
    """A tree from names with `__` for `/` and `_DOT_` for `.`-free keyword names."""
    return {
        PurePosixPath(name.replace("__", "/").replace("_DOT_", ".")): text.encode()
        for name, text in files.items()
    }


def staged(name: str, words: str, *, pages: int = 3, **more: str) -> StagedVariant:
    docs = {
        f"docs__p{n}_DOT_md": f"---\norigin: course/a1/{n:02}-page.fr.md\n---\n\n{CARRIED}\n<p>{words} {n}</p>\n"
        for n in range(pages)
    }
    return StagedVariant(name, name, tree(mkdocs_DOT_yml="site_name: test\n", **docs, **more))


def manuscript(words: str = "old", *, pages: int = 3, **words_of: str) -> Manuscript:
    """Two variants; `words_of` changes the words of one of them."""
    names = ("fr", "en")
    variants = tuple(staged(n, words_of.get(n, words), pages=pages) for n in names)
    portal = {PurePosixPath("index.html"): f"<p>{words}</p>".encode(), PurePosixPath("assets/a.css"): b"p{}"}
    return Manuscript("default", "2026-11-23", portal, variants)


def site_digest(site: Path) -> str:
    """Names, bytes, modes and times of a whole site; an empty text when there is none."""
    if not site.is_dir():
        return ""
    whole = hashlib.sha256()
    for path in sorted(site.rglob("*")):
        seen = path.lstat()
        whole.update(f"{path.relative_to(site)}\0{seen.st_mode:o}\0{seen.st_mtime_ns}\0".encode())
        if path.is_file():
            whole.update(path.read_bytes())
    return whole.hexdigest()


CONFIG = b"""INHERIT: base.yml
site_name: Parcours
nav: [{Accueil: index.md}, {Page: a/page.md}]
"""
BASE = b"""theme: {name: material, font: false, language: fr, custom_dir: theme}
plugins: {search: {lang: [fr]}}
markdown_extensions: {attr_list: {}, md_in_html: {}}
"""
THEME = Path(__file__).parents[2] / "site_config" / "theme"
SCRIPTS = tuple(f"partials/javascripts/{name}.html" for name in ("base", "content", "palette"))
"""What the theme puts in place of the scripts that Material writes into pages."""

HEAD = b"---\norigin: course/a1/01-page.fr.md\n---\n"


def real_manuscript(text: bytes, *, nav: bytes = CONFIG) -> Manuscript:
    tree = {
        "mkdocs.yml": nav,
        "base.yml": BASE,
        "theme/main.html": (
            f'{{% extends "base.html" %}}{{% block site_meta %}}{CARRIED}{{{{ super() }}}}{{% endblock %}}'
        ).encode(),
        **{f"theme/{name}": (THEME / name).read_bytes() for name in SCRIPTS},
        "docs/index.md": b"---\norigin: course/course.yml\n---\n# Accueil\n",
        "docs/a/page.md": HEAD + b"# Page\n\n" + text,
    }
    variant = StagedVariant("fr", "fr", {PurePosixPath(p): data for p, data in tree.items()})
    return Manuscript("default", "2026-11-23", {PurePosixPath("index.html"): b"<p>portal</p>"}, (variant,))


def start(
    out: Path, words: str, *, pages: int = 3, engine: str = "fake", **env: str
) -> subprocess.Popen[bytes]:
    """A build in a process of its own, to be killed or to run beside another."""
    command = [sys.executable, __file__, str(out), words, str(pages), engine]
    return subprocess.Popen(command, env={**os.environ, **env})


if __name__ == "__main__":
    from generator.building.site import produce

    _, folder, text, count, name = sys.argv
    if name == "fake":
        produce(manuscript(text, pages=int(count)), FAKE, Path(folder))
    else:
        produce(real_manuscript(text.encode()), ENGINES[name], Path(folder))
