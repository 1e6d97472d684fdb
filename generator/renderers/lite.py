"""What JupyterLite is given: settings, the notebooks of an edition with all they need, and a page that lists them.

Lives here: the folder that the program reads, as a tree; the words around the notebooks.
May not live here: running the program and finishing its output (see `building.lite`), the notebook itself (see
`common.jupyter`), Python's wheels (see `building.wheels`).
Once per site, whatever the audiences. A `Worksheet` has no solution, so none of these files can hold one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

from jinja2 import Environment

from generator import texts
from generator.model import Edition, Tree, Worksheet
from generator.renderers.common import addresses, policy, takeaways
from generator.renderers.common.jupyter import jupyter, version, worksheets
from generator.renderers.common.templates import html

TEMPLATES = Path(__file__).parent / "templates" / "lite"
BUILT: Final = "built"
"""Where the program writes, in its folder."""

OVER: Final = "over"
"""What is laid over what the program wrote."""

CONTENTS: Final = "contents"
KERNEL: Final = "@jupyterlite/pyodide-kernel-extension:kernel"
PACKAGES: Final = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython")
"""What the kernel looks for before it starts: loaded together, from our own lock, none is looked for elsewhere."""

_UNUSED: Final = (
    # links that would leave the site
    "@jupyterlab/help-extension:resources", "@jupyterlab/help-extension:jupyter-forum",
    "@jupyterlab/help-extension:open", "@jupyter-notebook/help-extension:open",
    "@jupyter-notebook/help-extension:about", "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/filebrowser-extension:open-url", "@jupyterlite/application-extension:share-file",
    "@jupyterlab/filebrowser-extension:share-file",
    # pages and pictures that this site does not have
    "@jupyterlab/application-extension:faviconbusy", "@jupyter-notebook/notebook-extension:tab-icon",
    "@jupyter-notebook/application-extension:pages", "@jupyterlite/notebook-application-extension:logo",
    "@jupyter-notebook/application-extension:logo", "@jupyter-notebook/console-extension:opener",
    "@jupyter-notebook/console-extension:redirect", "@jupyter-notebook/console-extension:scratchpad-console",
    "@jupyter-notebook/notebook-extension:open-tree-tab", "@jupyterlab/notebook-extension:code-console",
)  # fmt: skip

_COPY: Final[Mapping[str, str]] = {
    "fr": "*Ce carnet est votre copie : ce que vous y changez reste dans ce navigateur, sur cet appareil. "
    "La [page de l'exercice]({page}) permet de la télécharger et de revenir à la version du cours.*",
    "en": "*This notebook is your copy: what you change in it stays in this browser, on this device. "
    "The [exercise's page]({page}) lets you download it and go back to the course's version.*",
}
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "fr": {
        "title": "Les carnets",
        "lead": "Chaque carnet s'ouvre dans ce navigateur. Vos changements restent sur cet appareil.",
        "home": "Retour au cours",
    },
    "en": {
        "title": "The notebooks",
        "lead": "Each notebook opens in this browser. Your changes stay on this device.",
        "home": "Back to the course",
    },
}


def render(edition: Edition) -> Tree:
    """The folder JupyterLite builds from; empty for an edition without exercises.

    Args:
        edition: what is published together.

    Returns:
        `jupyter_lite_config.json` (how to build), `jupyter-lite.json` (how it behaves), `contents/` (the learners'
        files, a folder by exercise) and `over/`, which replaces files of the output.
    """
    sheets = list(worksheets(edition))
    if not sheets:
        return {}
    tree: dict[PurePosixPath, bytes] = {
        PurePosixPath("jupyter_lite_config.json"): _json(_building()),
        PurePosixPath("jupyter-lite.json"): _json(
            {
                "jupyter-lite-schema-version": 0,
                "jupyter-config-data": _behaviour(),
            }
        ),
        PurePosixPath(OVER, "index.html"): _index(edition, sheets),
    }
    for language, worksheet in sheets:
        folder = PurePosixPath(CONTENTS, worksheet.slug)
        tree |= {folder / path: data for path, data in worksheet.files.items()}
        name = takeaways.notebook_name(worksheet.slug, language)
        tree[folder / name] = notebook(edition, worksheet, language)
    return tree


def notebook(edition: Edition, worksheet: Worksheet, language: str) -> bytes:
    """An exercise's notebook as JupyterLite opens it: its kernel's name, whose copy it is, which version it comes from."""
    made: dict[str, Any] = json.loads(jupyter(worksheet, language))
    page = f"#course/{page_of(edition, worksheet, language)}"  # see generator/browser/lite/start.js
    note = texts.typeset(_COPY[language], language).replace("{page}", page)
    made["cells"].insert(
        0, {"cell_type": "markdown", "id": "your-copy", "metadata": {"editable": False}, "source": [note]}
    )
    made["metadata"]["kernelspec"] = {
        "name": "python",
        "display_name": "Python (Pyodide)",
        "language": "python",
    }
    made["metadata"]["parcours"]["version"] = version(worksheet, language)
    return _json(made)


def page_of(edition: Edition, worksheet: Worksheet, language: str) -> str:
    """Address of an exercise's page from the root of the site, for the first audience that has it."""
    for variant in edition.variants:
        for chapter in variant.chapters:
            if variant.language == language and any(w.id == worksheet.id for w in chapter.worksheets):
                return f"{variant.path}/{chapter.slug}/{worksheet.slug}/"
    raise ValueError(f"no page shows the exercise '{worksheet.id}' in '{language}'")


def _building() -> Mapping[str, Any]:
    return {
        "LiteBuildConfig": {
            "apps": ["notebooks"],
            "cache_dir": ".cache",
            "contents": [CONTENTS],
            # What happens to be installed beside us is no part of the site; our kernel is named by `building.lite`.
            "ignore_sys_prefix": True,
            "no_libarchive": True,
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
            "output_dir": BUILT,
        }
    }


def _behaviour() -> Mapping[str, Any]:
    return {
        "appName": "Parcours",
        "appUrl": "./notebooks",
        "disabledExtensions": sorted(_UNUSED),
        "enableMemoryStorage": True,  # where the browser keeps nothing, the notebook still runs
        "faviconUrl": "./notebooks/favicon.ico",
        "settingsOverrides": {
            "@jupyterlab/apputils-extension:notification": {"checkForUpdates": False, "fetchNews": "false"},
            "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
            "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 20},
        },
        "litePluginSettings": {
            KERNEL: {
                "disablePyPIFallback": True,
                "loadPyodideOptions": {
                    # What Python compiles would be kept as learners' files, older than the model of a newer version.
                    "env": {"PYTHONDONTWRITEBYTECODE": "1"},
                    "lockFileURL": "pypi/pyodide-lock.json",
                    "packages": list(PACKAGES),
                },
                # The lessons' own Python: the browser fetches it once for both.
                "pyodideUrl": f"./../{takeaways.RUNTIME}/pyodide.mjs",
            }
        },
    }


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _index(edition: Edition, sheets: list[tuple[str, Worksheet]]) -> bytes:
    languages = list(dict.fromkeys(language for language, _ in sheets))
    here = f"{takeaways.LITE}/"

    def link(target: str) -> str:
        return addresses.relative(here, target)

    parts = [
        {
            "language": language,
            "words": {key: texts.typeset(text, language) for key, text in _WORDS[language].items()},
            "home": link("index.html" if language == edition.variants[0].language else f"{language}/"),
            "notebooks": [
                (sheet.title, link(takeaways.lite_address(sheet.slug, language)))
                for spoken, sheet in sheets
                if spoken == language
            ],
        }
        for language in languages
    ]
    look = link(f"{edition.variants[0].path}/assets/parcours")
    page = _environment().get_template("index.html.j2")
    return (
        page.render(parts=parts, look=look, style=link("assets/portal.css"), policy=policy.PLAIN) + "\n"
    ).encode()


@cache
def _environment() -> Environment:
    return html(TEMPLATES)
