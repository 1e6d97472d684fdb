"""The identity in values: contrast of every pair of colours in use, both dark lists the same, no outside request."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator import texts
from generator.renderers.common.words import _WORDS

THEME = Path("site_config/theme")
INKS = ["ink", "soft", "accent", "accent-deep", "right", "wrong"]
GROUNDS = ["paper", "surface", "raised", "tint"]
TEXT = [(ink, ground) for ink in INKS for ground in GROUNDS]
TEXT += [("accent-ink", "accent"), ("accent-ink", "accent-deep"), ("ink", "glow"), ("paper", "ink")]
SHAPES = [(part, ground) for part in ("line", "focus", "accent") for ground in ("paper", "surface", "raised")]


@pytest.fixture(scope="module")
def tokens(root: Path) -> dict[str, dict[str, str]]:
    """Colours by scheme: light, dark, and dark as it is before any script."""
    css = (root / THEME / "assets/parcours/tokens.css").read_text(encoding="utf-8")
    lists = [
        dict(re.findall(r"--pc-([a-z-]+):\s*(#[0-9a-f]{6});", block))
        for block in re.findall(r"\{[^{}]*\}", css)
    ]
    light, dark, before = (found for found in lists if found)
    return {"light": light, "dark": {**light, **dark}, "before": {**light, **before}}


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.2: from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_gives_the_known_ratios() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_is_read_on_every_ground_it_is_set_on(tokens, scheme: str, ink: str, ground: str) -> None:
    assert contrast(tokens[scheme][ink], tokens[scheme][ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("part", "ground"), SHAPES)
def test_borders_of_controls_and_the_focus_are_seen(tokens, scheme: str, part: str, ground: str) -> None:
    assert contrast(tokens[scheme][part], tokens[scheme][ground]) >= 3


def test_dark_is_the_same_with_and_without_a_script(tokens) -> None:
    assert tokens["dark"] == tokens["before"]


def test_the_typeface_comes_with_its_licence_and_without_a_stranger(root: Path) -> None:
    fonts = root / THEME / "assets/parcours/fonts"
    assert "SIL OPEN FONT LICENSE" in (fonts / "OFL.txt").read_text(encoding="utf-8")
    assert len(list(fonts.glob("*.woff2"))) == 4
    for sheet in (root / THEME).rglob("*.css"):
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text(encoding="utf-8")):
            assert (sheet.parent / address).is_file(), f"{sheet.name} asks for {address}"


def test_templates_have_no_inline_script_or_style(root: Path) -> None:
    for template in (root / THEME).rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        inline = r"<script(?![^>]* (?:src=|type=.application/json))|<style|\sstyle=|\son[a-z]+="
        assert not re.search(inline, text), template.name


def test_words_that_nothing_sets_are_written_in_the_typography_of_their_language(root: Path) -> None:
    theme = (root / THEME / "partials/words.html").read_text(encoding="utf-8").partition('"en": {')
    said = {
        "fr": [*_WORDS["fr"].values(), *re.findall(r': "(.*)"', theme[0])],
        "en": [*_WORDS["en"].values(), *re.findall(r': "(.*)"', theme[2])],
    }
    written = {language: [text.replace("\\u00a0", "\u00a0") for text in said[language]] for language in said}
    assert [
        text for language in said for text in written[language] if texts.typeset(text, language) != text
    ] == []


def test_the_theme_speaks_both_languages_with_the_same_words(root: Path) -> None:
    text = (root / THEME / "partials/words.html").read_text(encoding="utf-8")
    french, english = (set(re.findall(r'"([a-z.]+)": "', part)) for part in text.split('"en": {'))
    assert french == english
    used = set()
    for template in (root / THEME).rglob("*.html"):
        used |= set(re.findall(r"words\.t\([\"']([a-z.]+)[\"']\)", template.read_text(encoding="utf-8")))
    used |= set(re.findall(r"name: (palette\.[a-z]+)", (root / "mkdocs.yml").read_text(encoding="utf-8")))
    assert used == french
