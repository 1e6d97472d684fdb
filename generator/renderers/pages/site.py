"""The staged tree of one variant: its pages with their front matter, navigation, configuration, theme, scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path, PurePosixPath

from generator import texts
from generator.model import Chapter, Edition, Outputs, Role, Tree, Variant
from generator.renderers import legal
from generator.renderers.common import addresses, policy, words
from generator.renderers.common.offline import offline_section
from generator.renderers.common.statutory import APART
from generator.renderers.pages.deliverables import taken_away
from generator.renderers.pages.learner import PAGES, home
from generator.renderers.pages.learner.index import INDEX, Index
from generator.renderers.pages.learner.recording import words_of
from generator.renderers.pages.sheets import (
    GLOSSARY,
    HOME,
    SOURCES,
    TERRITORY,
    WHOLE,
    Key,
    Sheet,
    Step,
    nearest,
    paths_of,
    steps_of,
    theme_path,
)  # fmt: skip
from generator.renderers.pages.territory import Ground, banner
from generator.renderers.pages.territory import words as words_of_territory
from generator.renderers.pages.whole_pages import WholePages
from generator.renderers.pages.writing import Writer

ACCESSIBILITY: Key = ("page", "accessibility")
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
    tree[PurePosixPath("mkdocs.yml")] = stage.configuration()
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
        # Pages of the other variants, for the switches of language and audience.
        self.others: Mapping[str, Mapping[Key, str]] = {
            v.path: paths_of(v, legal.render(edition, v), territory=territory)
            for v in edition.variants
            if v is not variant
        }

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
        meta = json.dumps(self.meta(sheet), ensure_ascii=False, sort_keys=True)
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

    def meta(self, sheet: Sheet) -> Mapping[str, object]:
        """What the theme's templates read as `page.meta.parcours`."""
        variant = self.variant
        here = f"{variant.path}/{sheet.url}"
        portal = addresses.relative(
            here, "" if self.language == self.edition.variants[0].language else f"{self.language}/"
        )
        audit = self.edition.site.accessibility_audit
        state = words.word(self.language, audit["state"] if audit else "non-conforme")
        meta: dict[str, object] = {
            "kind": sheet.kind,
            # Whether the page speaks of a territory, and fills its slots again for the learner's choice.
            "territory": ("open" if self.ground.chooser else "settled") if speaks(sheet) else None,
            "portal": portal,
            "languages": [
                {
                    "code": v.language,
                    "name": words.LANGUAGE_NAMES[v.language],
                    "href": self.to(v, sheet, here),
                    "current": v is variant,
                }
                for v in self.edition.variants
                if v.audience == variant.audience
            ],
            "audiences": [
                {
                    "id": v.audience,
                    "name": v.audience_name,
                    "href": self.to(v, sheet, here),
                    "current": v is variant,
                }
                for v in self.edition.variants
                if v.language == self.language
            ],
            "footer": [
                {"title": title, "href": self.writer.href(sheet, key)} for title, key in self.footer()
            ],
            "accessibility": {
                "title": words.word(self.language, "accessibility-state", state=state),
                "href": self.writer.href(sheet, ACCESSIBILITY),
            },
        }
        meta["mine"] = self.writer.href(sheet, ("mine",))
        meta["learner"] = self.index.page(sheet, words_of(sheet.kind, self.language))
        if sheet.kind in PAGES:
            page = PAGES[sheet.kind]
            whole = (page, *page.parts)
            meta["scripts"] = [script for one in whole for script in one.scripts]
            meta["styles"] = [style for one in whole for style in one.styles]
        elif sheet.key == HOME:
            meta["scripts"], meta["styles"] = list(home.SCRIPTS), list(home.STYLES)
        if sheet.chapter:
            chapter = sheet.chapter
            href = self.writer.href(sheet, ("module", chapter.id))
            meta["module"] = {"title": chapter.title, "href": href, "minutes": chapter.minutes}
            meta["steps"] = [self.step(step, sheet) for step in sheet.steps]
        return meta

    def step(self, step: Step, sheet: Sheet) -> Mapping[str, object]:
        return {
            "title": step.title,
            "href": self.writer.href(sheet, step.key),
            "minutes": step.minutes,
            "kind": step.kind,
            "current": step.key == sheet.key,
            # For the marks of what is done: see `learner.js`.
            "what": step.key[0],
            "id": step.identity,
            "needs": " ".join(step.needs),
        }

    def to(self, other: Variant, sheet: Sheet, here: str) -> str:
        """The same page in another variant, or the nearest one it has."""
        if other is self.variant:
            return addresses.relative(here, here)
        path = nearest(sheet.key, self.others[other.path])
        return addresses.relative(here, f"{other.path}/{addresses.url_of(path)}")

    def footer(self) -> list[tuple[str, Key]]:
        links = [
            (words.word(self.language, "glossary"), GLOSSARY),
            (words.word(self.language, "sources"), SOURCES),
        ]
        if TERRITORY in self.paths:
            links.insert(0, (words_of_territory(self.language)["title"], TERRITORY))
        links += [(PAGES[kind].words[self.language]["title"], (kind,)) for kind in ("mine", "kept", "verify")]
        links += [(page.title, ("page", page.id)) for page in self.variant.pages]
        # The accessibility statement has its own link, which says the state of the site.
        return links + [(p.title, ("page", p.id)) for p in self.legal if p.id not in APART]

    # --- configuration ------------------------------------------------------------------------------

    def navigation(self) -> list[object]:
        """What previous, next and the outline follow. The express paths and the appendix stand apart."""
        nav: list[object] = [{words.word(self.language, "home"): "index.md"}]
        for part in self.variant.parts:
            inside: list[object] = [theme_path(part)]
            for chapter in part.chapters:
                pages: list[object] = [self.paths["module", chapter.id]]
                pages += [{step.title: self.paths[step.key]} for step in steps_of(chapter)]
                if chapter.notes is not None:
                    pages.append({words.word(self.language, "notes"): self.paths["notes", chapter.id]})
                inside.append({chapter.title: pages})
            nav.append({part.title: inside})
        return nav

    def apart(self, key: Key) -> bool:
        """Whether a page stands outside previous and next."""
        express = {("lesson", c.id, c.express.id) for c in self.variant.chapters if c.express}
        return (
            key in {GLOSSARY, SOURCES, TERRITORY, *WHOLE}
            or key[0] in PAGES
            or key[0] == "page"
            or key in express
        )

    def configuration(self) -> bytes:
        """`mkdocs.yml`: what differs from the project's own, which it inherits as `base.yml`."""
        values = {
            "INHERIT": "base.yml",
            "site_name": texts.plain_slots(self.variant.title),
            "docs_dir": "docs",
            "site_dir": "site",
            "hooks": [],
            "theme": {"custom_dir": "theme", "language": self.language},
            "extra": {"policy": {"page": policy.PAGE, "python": policy.PYTHON}},
            "plugins": {"search": {"lang": [self.language]}},
            "nav": self.navigation(),
            # Reached from the module's page or from the foot of every page, on purpose: not part of the path.
            "not_in_nav": "\n".join(
                f"/{path}" for key, path in sorted(self.paths.items()) if self.apart(key)
            ),
        }
        text = "# Written by parcours from site_config/editions.yml and mkdocs.yml: edit those. JSON is YAML too.\n"
        return (text + json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()
