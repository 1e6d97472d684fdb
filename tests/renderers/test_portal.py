"""The front door: what it says is computed from the edition, its links lead into it, and it asks nothing of others."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import PurePosixPath

import pytest
from support.courses import edition, sound_course

from generator.model import Edition, Member, Tree
from generator.renderers import portal
from generator.renderers.common import own, words
from generator.renderers.pages.learner import PAGES


@pytest.fixture(scope="module")
def chosen() -> Edition:
    return edition(sound_course())


@pytest.fixture(scope="module")
def tree(chosen: Edition) -> Tree:
    return portal.render(chosen)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.found += [value or "" for name, value in attrs if name in {"href", "src"}]


def parsed(tree: Tree, path: str) -> _Links:
    links = _Links()
    links.feed(tree[PurePosixPath(path)].decode())
    return links


def test_the_first_language_is_at_the_root_and_the_others_in_their_folder(tree: Tree) -> None:
    assert {str(path) for path in tree} == {
        "index.html",
        "en/index.html",
        "404.html",
        "offline/index.html",
        "assets/portal.css",
    }
    assert b'<html lang="fr"' in tree[PurePosixPath("index.html")]
    assert b'<html lang="en"' in tree[PurePosixPath("en/index.html")]


def test_each_audience_has_its_door(chosen: Edition, tree: Tree) -> None:
    for language, path, up in (("fr", "index.html", ""), ("en", "en/index.html", "../")):
        links = parsed(tree, path).found
        html = tree[PurePosixPath(path)].decode()
        for variant in (v for v in chosen.variants if v.language == language):
            door = f"{up}{variant.path}/" if language == "fr" else f"{variant.path.removeprefix('en/')}/"
            assert door in links
            assert variant.audience_name in html


def test_minutes_and_modules_are_counted_from_the_edition(chosen: Edition, tree: Tree) -> None:
    html = tree[PurePosixPath("index.html")].decode()
    first = chosen.variants[0]
    assert words.duration(sum(c.minutes for c in first.chapters), "fr") in html
    assert f"{len(first.chapters)}\u00a0module" in html


def test_the_accessibility_mention_leads_to_the_statement(tree: Tree) -> None:
    html = tree[PurePosixPath("index.html")].decode()
    assert re.search(r'<a href="[^"]*/accessibilite/">Accessibilité\u00a0: non conforme</a>', html)


def test_nothing_runs_and_nothing_is_asked_elsewhere(tree: Tree) -> None:
    for path in ("index.html", "en/index.html", "404.html"):
        links = parsed(tree, path)
        assert not {"script", "style", "iframe", "form"} & set(links.tags)
        assert not [link for link in links.found if "://" in link or link.startswith("//")]
        assert " style=" not in tree[PurePosixPath(path)].decode()
    assert b"url(" not in tree[PurePosixPath("assets/portal.css")]


def test_a_title_of_the_course_is_text_not_markup(chosen: Edition) -> None:
    hostile = "<script>alert(1)</script>"
    variants = tuple(
        replace(v, tagline=hostile, invitation=hostile, audience_name=hostile) for v in chosen.variants
    )
    tree = portal.render(replace(chosen, variants=variants, title=dict.fromkeys(chosen.title, hostile)))
    assert all(b"<script" not in content for content in tree.values())


def test_the_page_for_dead_addresses_starts_from_the_root_of_the_published_site(chosen: Edition) -> None:
    links = parsed(portal.render(chosen), "404.html").found
    assert all(link.startswith("/") for link in links)
    elsewhere = replace(chosen, site=replace(chosen.site, home="https://ville.example/formation"))
    links = parsed(portal.render(elsewhere), "404.html").found
    assert all(link.startswith("/formation/") for link in links)


@pytest.mark.parametrize(
    ("minutes", "french", "english"),
    [
        (45, "45\u00a0min", "45\u00a0min"),
        (60, "1\u00a0h", "1\u00a0h"),
        (124, "2\u00a0h\u00a004", "2\u00a0h 04\u00a0min"),
    ],
)
def test_a_duration_is_said_in_hours_and_minutes(minutes: int, french: str, english: str) -> None:
    assert words.duration(minutes, "fr") == french
    assert words.duration(minutes, "en") == english


def test_the_drawing_shows_each_commune_once_inside_its_frame(chosen: Edition) -> None:
    members = tuple(Member(f"{i:05}", f"C{i}", 10_000 // (i + 1), 1) for i in range(25))
    drawing = portal.network(replace(chosen.territory, members=members))
    assert len(drawing.spots) == 25
    assert drawing.spots[0].r == max(spot.r for spot in drawing.spots)
    assert all((spot.x**2 + spot.y**2) ** 0.5 + spot.r <= 210 for spot in drawing.spots)
    alone = portal.network(replace(chosen.territory, members=members[:1]))
    assert len(alone.spots) == 1
    assert alone.lines == ()


def test_links_to_the_learners_own_pages_are_those_of_the_pages() -> None:
    for language, links in own.LINKS.items():
        for kind, (title, slug) in links.items():
            page = PAGES[kind]
            assert (title, slug) == (page.words[language]["title"], page.slugs[language])
