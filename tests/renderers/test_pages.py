"""Staged pages: what an engine gets for the sound course. Expected files: `tests/courses/sound/expected/`.

`pytest tests/renderers/test_pages.py --accept-pages` writes the expected files anew: read the difference before you
commit it.
"""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from support import courses, engine

from generator.checks import addresses as taken
from generator.checks.published import _anchors
from generator.diagnostics import Place
from generator.editions import select
from generator.model import Course, Passage, Tree, Variant
from generator.renderers import legal
from generator.renderers.common import addresses
from generator.renderers.pages import learner as own_pages
from generator.renderers.pages.prose import Glossary, PageText
from generator.renderers.pages.sheets import paths_of
from generator.renderers.pages.site import render

EXPECTED = courses.SOUND / "expected"
COURSE = courses.sound_course()
PAGES = (
    "alpha/index.md", "alpha/02-notion.md", "alpha/quiz.md", "donnees/index.md", "objectifs.md", "fil-rouge.md",
    "en-suspens.md",
)  # fmt: skip


@pytest.fixture(scope="module")
def learner() -> dict[str, Tree]:
    return courses.staged(COURSE, "default")


@pytest.fixture(scope="module")
def trainer() -> dict[str, Tree]:
    return courses.staged(COURSE, "formateur")


def meta(tree: Tree, path: str) -> dict[str, object]:
    line = next(row for row in courses.page(tree, path).split("\n") if row.startswith("parcours: "))
    return dict(json.loads(line.removeprefix("parcours: ")))


def body(tree: Tree, path: str) -> str:
    return courses.page(tree, path).split("\n---\n", maxsplit=1)[1]


def pages(tree: Tree) -> list[str]:
    return [p.relative_to("docs").as_posix() for p in tree if p.parts[0] == "docs" and p.suffix == ".md"]


# --- expected files ---------------------------------------------------------------------------------


def compare(name: str, text: str, request: pytest.FixtureRequest) -> None:
    file = EXPECTED / name
    if request.config.getoption("--accept-pages", default=False):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.is_file(), f"{file} is missing: read this, then accept it:\n{text}"
    assert text == file.read_text("utf-8")


def test_the_tree_has_the_expected_paths(trainer: dict[str, Tree], request: pytest.FixtureRequest) -> None:
    # The theme's own scripts and styles are not about this course.
    paths = [p for tree in trainer.values() for p in tree if "assets/parcours" not in p.as_posix()]
    compare("paths.txt", "\n".join(sorted({p.as_posix() for p in paths})) + "\n", request)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_the_expected_content(
    learner: dict[str, Tree], path: str, request: pytest.FixtureRequest
) -> None:
    text = courses.page(learner["fr/elus"], path)
    if path.endswith("quiz.md"):  # the quiz's own markup has its own tests
        text = text[: text.index('<div class="parcours-quiz"')] + text[text.index("\n## Sources") :]
    compare(path.replace("/", "-"), text, request)


def test_staging_twice_gives_the_same_bytes() -> None:
    assert courses.staged(courses.sound_course(), "formateur") == courses.staged(COURSE, "formateur")


def test_engines_find_the_look_and_the_configuration(learner: dict[str, Tree]) -> None:
    tree = learner["en/citizens"]
    assert tree[PurePosixPath("base.yml")] == courses.LOOK[PurePosixPath("mkdocs.yml")]
    assert tree[PurePosixPath("theme/assets/look.css")] == b"p{}\n"
    values = json.loads(tree[PurePosixPath("mkdocs.yml")].split(b"\n", maxsplit=1)[1])
    assert (values["INHERIT"], values["site_name"], values["theme"]["language"]) == (
        "base.yml",
        "Small course",
        "en",
    )
    in_nav = set(re.findall(r"[\w./-]+\.md", json.dumps(values["nav"])))
    assert in_nav <= set(pages(tree))
    assert {"index.md", "alpha/quiz.md", "beta/01-situation.md"} <= in_nav


# --- who sees what ----------------------------------------------------------------------------------


def test_the_home_page_leaves_its_title_to_the_site(learner: dict[str, Tree]) -> None:
    for tree in learner.values():
        home = tree[PurePosixPath("docs/index.md")].decode().split("\n---\n")[0]
        assert "\ntitle:" not in home  # engines would write « Course - Course »
        assert "\ntitle:" in tree[PurePosixPath("docs/alpha/index.md")].decode().split("\n---\n")[0]


def test_notes_never_reach_learners(learner: dict[str, Tree], trainer: dict[str, Tree]) -> None:
    def everything(trees: dict[str, Tree]) -> bytes:
        return b"".join(content for tree in trees.values() for content in tree.values())

    for canary in (b"CANARI-FR", b"CANARY-EN"):
        assert canary not in everything(learner)
        assert canary in everything(trainer)
    assert not any(p.name == "trainer.md" for tree in learner.values() for p in tree)


def test_each_audience_has_its_passage_only(learner: dict[str, Tree]) -> None:
    elected, citizens = (body(learner[f"fr/{who}"], "alpha/01-situation.md") for who in ("elus", "habitants"))
    assert "Vous votez" in elected
    assert "Vous payez" not in elected
    assert "Vous payez" in citizens
    assert "Vous votez" not in citizens


# --- addresses --------------------------------------------------------------------------------------


def target(base: str, href: str) -> str:
    """The address a reader of `base` gets to, both from the root of the whole site."""
    return posixpath.normpath(posixpath.join("/", base, href)).lstrip("/")


def test_switches_of_language_and_audience_lead_to_pages_that_exist(trainer: dict[str, Tree]) -> None:
    there = {target(f"{v}/{addresses.url_of(p)}", ".") for v, tree in trainer.items() for p in pages(tree)}
    for variant, tree in trainer.items():
        for path in pages(tree):
            here, found = f"{variant}/{addresses.url_of(path)}", meta(tree, path)
            for switch in (*found["languages"], *found["audiences"]):
                assert target(here, switch["href"]) in there, (here, switch)
            assert [s["current"] for s in found["languages"]].count(True) == 1
            for link in (
                *found["footer"],
                *found.get("steps", ()),
                *([found["module"]] if "module" in found else ()),
            ):
                assert target(here, link["href"]) in there, (here, link)
            assert target(here, found["portal"]) in {"", ".", "en"}


def test_a_switch_leads_to_the_same_page(trainer: dict[str, Tree]) -> None:
    found = meta(trainer["fr/elus"], "alpha/trainer.md")
    assert [s["href"] for s in found["languages"]] == ["./", "../../../../en/elected/alpha/trainer/"]
    assert [s["href"] for s in found["audiences"]] == ["./", "../../../habitants/alpha/trainer/"]


@pytest.mark.parametrize(
    "path", ["index.md", "donnees/index.md", "alpha/index.md", "alpha/02-notion.md", "alpha/quiz.md"]
)
def test_links_of_html_lead_to_pages_of_the_variant(learner: dict[str, Tree], path: str) -> None:
    tree = learner["fr/elus"]
    there = {target(addresses.url_of(p), ".") for p in pages(tree)}
    found = re.findall(r'href="([^"#]*)', body(tree, path))
    assert found
    for href in found:
        assert href.startswith("https://") or target(addresses.url_of(path), href) in there, href


@pytest.mark.parametrize(
    ("here", "to", "expected"),
    [
        ("", "", "./"),
        ("", "a/", "a/"),
        ("", "a/b/#c", "a/b/#c"),
        ("a/", "", "../"),
        ("a/", "a/", "./"),
        ("a/", "a/b/", "b/"),
        ("a/b/", "a/", "../"),
        ("a/b/", "a/c/", "../c/"),
        ("a/b/", "d/", "../../d/"),
        ("a/b/", "a/b/#c", "#c"),
        ("a/b/", "", "../../"),
    ],
)
def test_a_relative_address(here: str, to: str, expected: str) -> None:
    assert addresses.relative(here, to) == expected


@pytest.mark.parametrize(
    ("path", "url"), [("index.md", ""), ("a/index.md", "a/"), ("a/b.md", "a/b/"), ("b.md", "b/")]
)
def test_the_address_of_a_page(path: str, url: str) -> None:
    assert addresses.url_of(path) == url


@pytest.mark.parametrize("language", ["fr", "en"])
def test_checks_and_renderers_name_the_same_pages(language: str) -> None:
    own = (
        addresses.GLOSSARY[language], addresses.SOURCES[language], addresses.TERRITORY[language],
        addresses.OBJECTIVES[language], addresses.THREAD[language], addresses.UNSETTLED[language],
    )  # fmt: skip
    assert (*own, *(page.slugs[language] for page in own_pages.PAGES.values())) == taken.OWN[language]
    assert tuple(legal.SLUGS[language].values()) == taken.LEGAL[language]


# --- terms ------------------------------------------------------------------------------------------


def first_variant(course: Course) -> Variant:
    return select(course, course.editions["default"]).variants[0]


def linked(text: str) -> list[tuple[str, str]]:
    """Terms linked in a text of a page of the first module: id and words shown."""
    variant = first_variant(COURSE)
    html = PageText(variant, Glossary(variant.glossary), "alpha/x/").markdown(text)
    return re.findall(r'<a class="pc-term" href="../../glossaire/#([\w-]+)"[^>]*>([^<]*)</a>', html)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Une donnée, puis des données.", [("donnee", "donnée")]),
        ("Des données personnelles.", [("donnee-personnelle", "données personnelles")]),
        ("Des données\npersonnelles.", [("donnee-personnelle", "données\npersonnelles")]),
        ("Des données\u00a0personnelles.", [("donnee-personnelle", "données\u00a0personnelles")]),
        ("DONNÉES", [("donnee", "DONNÉES")]),
        ("L’effet rebond", [("effet-rebond", "effet rebond")]),
        ("**données**", [("donnee", "données")]),
        ("sous-données, métadonnées, données-clés", []),
        ("## Les données\n\nUne donnée.", [("donnee", "donnée")]),
        ('!!! note "La donnée"\n    Une donnée.', [("donnee", "donnée")]),
        ("`donnée` [donnée](https://a.fr/donnee) ![donnée](images/lampe.svg) https://a.fr/donnée", []),
        ("```\ndonnée\n```\n", []),
        ("[[donnee|ceci]] puis donnée", [("donnee", "ceci"), ("donnee", "donnée")]),
        ("[[donnee]] et [[donnee]]", [("donnee", "donnée"), ("donnee", "donnée")]),
    ],
)
def test_a_term_is_linked_once_where_it_reads_as_a_word(text: str, expected: list[tuple[str, str]]) -> None:
    assert linked(text) == expected


def test_a_term_is_recognised_whatever_typography_made_of_it() -> None:
    term = replace(COURSE.glossary["fr"][0], id="x", name="l'indice n° 3", forms=("indice n°\u00a03",))
    course = replace(COURSE, glossary={**COURSE.glossary, "fr": (term,)})
    variant = first_variant(course)
    for text in ("de l’indice n°\u00a03 !", "L’INDICE N° 3"):
        assert "pc-term" in PageText(variant, Glossary(variant.glossary), "").markdown(text)


def test_a_definition_is_plain_text_in_its_attribute() -> None:
    term = replace(
        COURSE.glossary["fr"][1],
        definition='Un *mot* `a|b` "dit" <b>, [lien](https://a.fr) [[donnee|x]] [@lampes].',
    )
    variant = first_variant(replace(COURSE, glossary={**COURSE.glossary, "fr": (term,)}))
    html = PageText(variant, Glossary(variant.glossary), "").markdown(
        f"| [[{term.id}]] | b |\n|---|---|\n| c | d |"
    )
    rendered = engine.html_of(html)
    shown = "Un mot a|b &quot;dit&quot; &lt;b&gt;, lien x."
    assert f'data-definition="{shown}"' in rendered.replace("&#124;", "|")
    assert rendered.count("<th") - rendered.count("<thead") == 2


# --- citations --------------------------------------------------------------------------------------


def test_citations_are_numbered_in_order_and_listed(learner: dict[str, Tree]) -> None:
    text = body(learner["fr/elus"], "alpha/02-notion.md")
    cited = re.findall(r'<a class="pc-cite" href="#source-([\w-]+)" aria-label="[^"]+">(\d+)</a>', text)
    assert cited == [("loi-essai", "1"), ("lampes", "2"), ("loi-essai", "1")]
    assert re.findall(r'<li id="source-([\w-]+)">', text) == ["loi-essai", "lampes"]


def test_the_page_of_sources_lists_what_its_variant_cites(learner: dict[str, Tree]) -> None:
    tree = learner["en/elected"]
    cited = {i for p in pages(tree) for i in re.findall(r'href="#source-([\w-]+)"', body(tree, p))}
    listed = re.findall(r'<li id="([\w-]+)">', body(tree, "sources.md"))
    assert sorted(listed) == sorted(cited) == ["lampes", "loi-essai", "populations"]


def test_every_citation_leads_to_its_list(trainer: dict[str, Tree]) -> None:
    for tree in trainer.values():
        for path in pages(tree):
            text = body(tree, path)
            ids = re.findall(r'id="([^"]+)"', text)
            for name in re.findall(r'href="#([^"]+)"', text):
                assert name in ids or f"{{ #{name} }}" in text, (path, name)
            assert len(set(ids)) == len(ids), path


# --- what engines make of it ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["default", "formateur"])
def test_nothing_of_our_syntax_is_left_in_a_page(name: str) -> None:
    for tree in courses.staged(COURSE, name).values():
        for path in pages(tree):
            html = engine.html_of(courses.page(tree, path))
            bare = re.sub(r"<(pre|code)\b.*?</\1>", "", html, flags=re.DOTALL)
            assert not re.search(r"\{\{|\}\}|\[\[|\]\]|\[@|:::|[\ue000-\uf8ff]|\]\(", bare), path
            assert engine.live(html) == [], path


def test_anchors_are_those_the_engine_gives() -> None:
    text = "## L’été à 3 500 €\n\n## *Le* [mot](a.md)\n\n## Deux\n\n## Deux\n\n```\n## non\n```\n\n### `code` et : la suite !\n"
    made = re.findall(r'<h\d id="([^"]*)"', engine.html_of(text))
    assert set(made) == _anchors(text)


def test_a_link_of_a_quiz_leads_to_the_page_of_a_lesson() -> None:
    variant = first_variant(COURSE)
    page = PageText(variant, Glossary(variant.glossary), "alpha/quiz/")
    assert page.inline("[a](02-notion.md#le-mot)") == '<a href="../02-notion/#le-mot">a</a>'
    assert page.inline("[a](../beta/index.md)") == '<a href="../../beta/">a</a>'
    assert page.inline("[a](https://a.fr/b.md)") == '<a href="https://a.fr/b.md">a</a>'


def test_values_that_look_like_markup_are_shown_as_they_are() -> None:
    lesson = COURSE.modules["a1"].lessons["fr"][3]
    titled = replace(lesson, title="*a* `b` [c](d) {e} <f> #g", passages=(Passage("x", None, Place("x")),))
    module = replace(COURSE.modules["a1"], lessons={**COURSE.modules["a1"].lessons, "fr": (titled,)})
    edition = select(replace(COURSE, modules={**COURSE.modules, "a1": module}), COURSE.editions["default"])
    html = engine.html_of(
        courses.page(render(edition, edition.variants[0], courses.LOOK), f"alpha/{lesson.slug}.md")
    )
    assert ">*a* `b` [c](d) {e} &lt;f&gt; #g</h1>" in html


def test_paths_of_a_variant_are_its_pages(trainer: dict[str, Tree]) -> None:
    edition = courses.edition(COURSE, "formateur")
    for variant in edition.variants:
        assert sorted(paths_of(variant, legal.render(edition, variant), territory=True).values()) == sorted(
            pages(trainer[variant.path])
        )


def test_the_sheets_of_the_frame_are_staged_as_one_in_their_order() -> None:
    look = PurePosixPath("site_config/theme/assets/parcours")
    sheets = {
        look
        / "parcours.css": b'/* all */\n@import url("b.css");\n@import url("a.css");\n@import url("gone.css");\n',
        look / "a.css": b"a{}",
        look / "b.css": b"b{}",
    }
    edition = courses.edition(COURSE)
    tree = render(edition, edition.variants[0], {**courses.LOOK, **sheets})
    one = tree[PurePosixPath("theme/assets/parcours/parcours.css")].decode()
    assert one == '/* all */\nb{}\na{}\n@import url("gone.css");\n'


def test_the_real_frame_asks_for_one_sheet(root: Path) -> None:
    folder = root / "site_config/theme/assets/parcours"
    named = re.findall(r'@import url\("(.+?)"\);', (folder / "parcours.css").read_text("utf-8"))
    assert sorted(named) == sorted(p.name for p in folder.glob("*.css") if p.name != "parcours.css")
    settings = (root / "mkdocs.yml").read_text("utf-8")
    assert re.findall(r"- assets/parcours/(\w+\.css)", settings) == ["parcours.css"]
