"""The staged tree of one variant: its pages with their front matter, configuration, theme, scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path, PurePosixPath

from generator import texts
from generator.model import Chapter, Edition, Outputs, Role, Tree, Variant
from generator.renderers import legal
from generator.renderers.common import addresses, words
from generator.renderers.common.offline import offline_section
from generator.renderers.pages.configuration import configuration
from generator.renderers.pages.deliverables import taken_away
from generator.renderers.pages.front import Front
from generator.renderers.pages.learner import PAGES
from generator.renderers.pages.learner.index import INDEX, Index
from generator.renderers.pages.sheets import (
    GLOSSARY,
    HOME,
    SOURCES,
    TERRITORY,
    WHOLE,
    Key,
    Sheet,
    paths_of,
    steps_of,
)  # fmt: skip
from generator.renderers.pages.territory import Ground, banner
from generator.renderers.pages.territory import words as words_of_territory
from generator.renderers.pages.whole_pages import WholePages
from generator.renderers.pages.writing import Writer

OF_TERRITORY = (
    'data-fact="territory.',
    'data-fact="commune.',
    'data-fact="peers.',
    "data-when=",
    "data-territory",
)
"""Marks of a page that speaks of the territory."""
SHEETS = PurePosixPath("theme/assets/parcours/parcours.css")
"""The look of a page, in one file when it is staged: each request costs a phone on a slow line a fifth of a second."""
_IMPORT = re.compile(rb'@import url\("([a-z0-9-]+\.css)"\);')
OUTPUTS_LOOK = PurePosixPath("exercises/atelier/atelier.css")
"""How what cells show looks: it lies with the code that makes it."""

BROWSER = Path(__file__).parent.parent.parent / "browser"


def render(
    edition: Edition,
    variant: Variant,
    look: Tree,
    outputs: Outputs | None = None,
    sizes: Mapping[str, int] | None = None,
    figures: str = "",
) -> Tree:
    """Stage one variant of an edition.

    Args:
        edition: the edition, for the addresses of the other variants.
        variant: the one to stage.
        look: `mkdocs.yml`, `site_config/theme/**` and the look of outputs, by their paths in the project.
        outputs: what the exercises show for their default parameters.
        sizes: bytes of the exercises' files to take away, by their path from the root of the site.
        figures: digest of the files of `/territories/`; empty when learners cannot choose a territory.

    Returns:
        `mkdocs.yml`, `base.yml`, `theme/**` and `docs/**`: what an engine needs, and nothing else.
    """
    stage = _Stage(edition, variant, outputs or {}, sizes or {}, figures)
    tree: dict[PurePosixPath, bytes] = {}
    for sheet in stage.sheets():
        tree[PurePosixPath("docs", sheet.path)] = stage.staged(sheet)
    for chapter in variant.chapters:
        for name, content in chapter.images.items():
            tree[PurePosixPath("docs", chapter.slug, "images", name)] = content
    for path, content in look.items():
        if path == PurePosixPath("mkdocs.yml"):
            tree[PurePosixPath("base.yml")] = content
        elif path == OUTPUTS_LOOK:
            tree[PurePosixPath("theme/assets/parcours/exercise/outputs.css")] = content
        else:
            tree[PurePosixPath("theme") / path.relative_to("site_config/theme")] = content
    for path, content in _scripts().items():
        tree[PurePosixPath("theme/assets/parcours") / path] = content
    if SHEETS in tree:
        tree[SHEETS] = _in_one(SHEETS, tree)
    tree[PurePosixPath("theme") / INDEX] = stage.index.course()
    tree[PurePosixPath("mkdocs.yml")] = configuration(variant, stage.paths)
    return tree


_TELLS_OF_COPY = frozenset({"mine", "kept"})
"""Kinds of pages that end with what is kept of the site for when there is no network."""

_ELSEWHERE = ("kit", "lite", "runtime", "offline/worker")
"""Folders of scripts that stand at the root of the site, once for all variants."""


def _in_one(path: PurePosixPath, tree: Tree) -> bytes:
    """A style sheet with those that it imports from its own folder written in their place."""

    def written(match: re.Match[bytes]) -> bytes:
        return tree.get(path.with_name(match.group(1).decode()), match.group(0))

    return _IMPORT.sub(written, tree[path])


@cache
def _scripts() -> Tree:
    """The site's own scripts and styles, as they are packaged; what Python runs with stands at the root of the site."""
    return {
        PurePosixPath(path.relative_to(BROWSER).as_posix()): path.read_bytes()
        for path in sorted(BROWSER.rglob("*"))
        if path.suffix in {".js", ".css"} and not any(path.is_relative_to(BROWSER / at) for at in _ELSEWHERE)
    }


def speaks(sheet: Sheet) -> bool:
    """Whether a page says something of the territory."""
    return any(mark in sheet.body for mark in OF_TERRITORY)


class _Stage:
    def __init__(
        self, edition: Edition, variant: Variant, outputs: Outputs, sizes: Mapping[str, int], figures: str
    ) -> None:
        self.edition, self.variant = edition, variant
        self.language = variant.language
        self.legal = legal.render(edition, variant)
        # A course that says nothing of the law, nor lets learners choose, has nothing to put on that page.
        territory = bool(edition.obligations or figures)
        self.paths = dict(paths_of(variant, self.legal, territory=territory))
        self.ground = Ground(
            variant.language,
            edition.locality,
            variant.facts,
            open=edition.open,
            chooser=bool(figures),
            digest=figures,
        )
        self.writer = Writer(variant, self.paths, edition.site)
        self.whole = WholePages(self.writer)
        self.index = Index(edition, variant, self.paths)
        self.outputs, self.sizes = outputs, sizes
        self.front = Front(edition, variant, self.writer, self.index, self.legal, territory=territory)

    # --- pages --------------------------------------------------------------------------------------

    def sheet(self, key: Key, kind: str, title: str, description: str = "", origin: str = "") -> Sheet:
        return Sheet(key, self.paths[key], kind, title, description, origin=origin)

    def sheets(self) -> Iterable[Sheet]:
        """Every page, written. The page of sources comes last: it lists what the others cite."""
        home = self.sheet(HOME, "home", self.variant.title, self.variant.tagline)
        home.body = self.writer.home(home, self.banner(home) if TERRITORY in self.paths else "")
        yield home
        for part in self.variant.parts:
            sheet = self.sheet(("theme", part.id), "theme", part.title, part.summary)
            sheet.body = self.writer.theme(sheet)
            yield sheet
            for chapter in part.chapters:
                yield from self.chapter(chapter)
        yield from self.appendix()

    def chapter(self, chapter: Chapter) -> Iterable[Sheet]:
        steps = steps_of(chapter)

        def of(key: Key, kind: str, title: str, origin: str) -> Sheet:
            sheet = self.sheet(key, kind, title, chapter.summary, origin)
            sheet.chapter, sheet.steps = chapter, steps
            return sheet

        sheet = of(("module", chapter.id), "module", chapter.title, chapter.origin.path)
        sheet.body = self.writer.module(sheet, chapter)
        yield sheet
        for section in chapter.sections + ((chapter.express,) if chapter.express else ()):
            sheet = of(("lesson", chapter.id, section.id), "lesson", section.title, section.origin.path)
            here = f"{self.variant.path}/{sheet.url}"
            files = taken_away(self.edition, self.variant, chapter, section, here, self.sizes)
            sheet.body = self.writer.lesson(sheet, section, chapter, files)
            yield sheet
        for worksheet in chapter.worksheets:
            origin = worksheet.origin.path
            sheet = of(("exercise", chapter.id, worksheet.id), "exercise", worksheet.title, origin)
            shown = self.outputs.get((worksheet.id, self.language), {})
            sheet.body = self.writer.exercise(sheet, worksheet, chapter, shown, self.sizes)
            yield sheet
        if chapter.quiz:
            sheet = of(("quiz", chapter.id), "quiz", chapter.quiz.title, chapter.quiz.place.path)
            sheet.body = self.writer.quiz(sheet, chapter)
            yield sheet
        if chapter.notes is not None:
            title = words.word(self.language, "notes")
            sheet = of(
                ("notes", chapter.id), "notes", title, f"course/{chapter.slug}/trainer.{self.language}.md"
            )
            sheet.body = self.writer.notes(sheet, chapter)
            yield sheet

    def appendix(self) -> Iterable[Sheet]:
        if TERRITORY in self.paths:
            title = words_of_territory(self.language)["title"]
            sheet = self.sheet(TERRITORY, "territory", title, origin="course/obligations.yml")
            sheet.body = self.writer.territory(sheet, self.ground, self.edition, self.banner(sheet))
            yield sheet
        for key in WHOLE:
            if key in self.paths:
                title, description, origin = self.whole.about(key)
                sheet = self.sheet(key, key[0], title, description, origin)
                sheet.body = self.whole.page(sheet, matrix=self.edition.spec.role is Role.TRAINER)
                yield sheet
        for kind, learners in PAGES.items():
            said = learners.words[self.language]
            sheet = self.sheet((kind,), kind, said["title"], said["description"])
            sheet.body = self.writer.learner(sheet, learners)
            if kind in _TELLS_OF_COPY:
                sheet.body += offline_section(self.edition, self.variant)
            yield sheet
        for page in self.variant.pages:
            sheet = self.sheet(("page", page.id), "page", page.title, origin=page.place.path)
            sheet.body = self.writer.prose(sheet, page.text)
            yield sheet
        for notice in self.legal:
            sheet = self.sheet(("page", notice.id), "page", notice.title, origin="site_config/site.yml")
            sheet.body = f"# {notice.title}\n\n{notice.text}"
            yield sheet
        sheet = self.sheet(GLOSSARY, "glossary", words.word(self.language, "glossary"))
        sheet.body = self.writer.glossary_page(sheet)
        yield sheet
        sheet = self.sheet(SOURCES, "sources", words.word(self.language, "sources"))
        sheet.body = self.writer.sources_page(sheet)
        yield sheet

    # --- front matter -------------------------------------------------------------------------------

    def staged(self, sheet: Sheet) -> bytes:
        """Front matter and body. JSON is YAML, and leaves no doubt about quotes."""
        if speaks(sheet) and sheet.key not in {TERRITORY, HOME} and TERRITORY in self.paths:
            title, _, rest = sheet.body.partition("\n")
            sheet.body = f"{title}\n\n{self.banner(sheet)}\n{rest}"
        territory = ("open" if self.ground.chooser else "settled") if speaks(sheet) else None
        meta = json.dumps(self.front.of(sheet, territory), ensure_ascii=False, sort_keys=True)
        lines = ["---"]
        if sheet.key != HOME:  # engines put the site's name after a page's: the home page would say it twice
            lines.append(f"title: {json.dumps(texts.plain_slots(sheet.title), ensure_ascii=False)}")
        if sheet.description:
            lines.append(
                f"description: {json.dumps(texts.plain_slots(sheet.description), ensure_ascii=False)}"
            )
        if sheet.origin:
            lines.append(f"origin: {json.dumps(sheet.origin)}")
        return "\n".join([*lines, f"parcours: {meta}", "---", "", sheet.body.rstrip(), ""]).encode()

    def banner(self, sheet: Sheet) -> str:
        """Which territory a page speaks of, and the way to change it."""
        here = f"{self.variant.path}/{sheet.url}"
        more = None if sheet.key == TERRITORY else self.writer.href(sheet, TERRITORY)
        folder = addresses.relative(here, f"{addresses.TERRITORIES}/")
        return banner(self.ground, folder, more, exercise=sheet.kind == "exercise")
