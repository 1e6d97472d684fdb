"""The exercise book on the site: its folder, with our look and the doors to the course's page, JupyterLite and files.

May not live here: the folder itself (see `folder`), running Jupyter Book (see `building.book`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from generator import texts
from generator.model import Edition, Tree, Variant
from generator.renderers.book import folder
from generator.renderers.common import policy, takeaways
from generator.renderers.common.statutory import SLUGS, TITLES

THEME = "cahier"
"""Name of our Sphinx theme: the pages of the book on the site."""

SETTINGS = "_site.yml"
"""Settings of the book on the site; those of the folder that is taken away are `_config.yml`."""

_LOOK = "assets/parcours"


def staged(edition: Edition, variant: Variant, whole: Tree, archive_size: int) -> Tree:
    """What Jupyter Book is given to make the pages of the book on the site.

    Args:
        edition: what is published together.
        variant: the audience and language of the book.
        whole: its folder, see `folder.source`.
        archive_size: bytes of its archive, told beside the link to it.
    """
    tree = dict(whole)
    for path in sorted(p for p in (folder.TEMPLATES / "theme").rglob("*") if p.is_file()):
        place = PurePosixPath("_theme", THEME, path.relative_to(folder.TEMPLATES / "theme").as_posix())
        tree[place] = path.read_bytes()
    settings = _site_settings(edition, variant, archive_size)
    tree[PurePosixPath(SETTINGS)] = json.dumps(
        settings, ensure_ascii=False, indent=1, sort_keys=True
    ).encode()
    return tree


def _site_settings(edition: Edition, variant: Variant, archive_size: int) -> Mapping[str, Any]:
    words = folder.words_of(variant.language)
    sphinx = {
        # Notebooks and the table of contents; not the extensions that bring scripts and styles of other hosts.
        "extensions": ["myst_nb", "jupyter_book", "sphinx_comments", "sphinx_external_toc"],
        "language": variant.language,
        "html_theme": THEME,
        "html_theme_path": ["_theme"],
        "html_theme_options": {},
        "html_context": {"cahier": _context(variant, archive_size)},
        "html_copy_source": False,
        "html_use_index": False,
        "html_permalinks": False,
        "myst_enable_extensions": [],
        "nb_code_prompt_show": words["code"],
        "nb_code_prompt_hide": words["fold"],
        "numfig": False,
        "pygments_style": "none",
    }
    return {
        "title": folder.title_of(variant),
        "author": folder.author_of(edition, variant),
        "only_build_toc_files": True,
        "execute": {"execute_notebooks": "off"},
        "html": {"use_multitoc_numbering": False},
        "latex": {"use_jupyterbook_latex": False},
        "sphinx": {"config": sphinx},
    }


def _context(variant: Variant, archive_size: int) -> Mapping[str, Any]:
    """What our theme shows besides the text: words, and addresses from the root of the site."""
    language = variant.language
    words = folder.words_of(language)
    slugs, titles = SLUGS[language], TITLES[language]
    return {
        "policy": policy.PLAIN,
        "root": "../" * len(PurePosixPath(takeaways.book_folder(variant.path)).parts),
        "home": f"{variant.path}/index.html",
        "look": f"{variant.path}/{_LOOK}",
        "doors": {"index": _index_doors(variant, words, archive_size), **dict(_sheet_doors(variant, words))},
        "words": {name: text for name, text in words.items() if name not in folder.UNSEEN.values()},
        "footer": [
            {"title": titles[page], "href": f"{variant.path}/{slugs[page]}/index.html"}
            for page in slugs
            if page != "plan"  # the statement leads to it
        ],
    }


def _index_doors(variant: Variant, words: Mapping[str, str], size: int) -> Sequence[Mapping[str, Any]]:
    return [
        {"title": words["course"], "href": f"{variant.path}/index.html"},
        {
            "title": words["archive-of-book"],
            "href": takeaways.book_archive(variant.path),
            "download": True,
            "size": words["kilobytes"].replace(
                "{n}", texts.number(max(1, size // 1000), 0, variant.language)
            ),
        },
    ]


def _sheet_doors(
    variant: Variant, words: Mapping[str, str]
) -> Iterator[tuple[str, Sequence[Mapping[str, Any]]]]:
    """Page of the book → the other doors to the same exercise."""
    language = variant.language
    for chapter, sheets in folder.chapters_of(variant):
        for sheet in sheets:
            files = f"{takeaways.FOLDER}/{sheet.slug}/"
            yield (
                folder.page_of(sheet, language).removesuffix(".ipynb"),
                [
                    {
                        "title": words["page"],
                        "href": f"{variant.path}/{chapter.slug}/{sheet.slug}/index.html",
                    },
                    {"title": words["lite"], "href": takeaways.lite_address(sheet.slug, language)},
                    {
                        "title": words["notebook"],
                        "href": files + takeaways.notebook_name(sheet.slug, language),
                        "download": True,
                    },
                    {
                        "title": words["archive"],
                        "href": files + takeaways.archive_name(sheet.slug, language),
                        "download": True,
                    },
                ],
            )
