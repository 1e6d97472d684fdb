"""JupyterLite, published at `/lite/`: the program, the packages its Python loads, and how its output is finished.

Lives here: how `jupyter lite build` is run (never imported), what we take out of its output and what we lay over it.
May not live here: what it is given (see `renderers.lite`), when it runs (see `annexes`).
Nothing in `/lite/` may be fetched from elsewhere: Python is the one of `/runtime/`, packages come from our own lock,
checked by the browser against their hashes.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import Any

from generator.building import audit, wheels
from generator.building.annexes import Annex
from generator.building.archives import archive
from generator.building.engines import SELDOM_SWEPT, WITHOUT_GRAMMARS, Engine
from generator.building.faults import EngineError, OperatorError, UnsafeSiteError
from generator.building.files import copy_into, remove
from generator.model import Tree
from generator.renderers import lite as staged
from generator.renderers.common import policy, takeaways

START = Path(__file__).parent.parent / "browser" / "lite" / "start.js"
TRANSLATIONS: Mapping[str, str] = {"jupyterlab-language-pack-fr-fr": "fr_FR"}
"""Package of each translation of the interface → its name for JupyterLab."""

_NAMES = {"en": ("English", "English"), "fr_FR": ("French (France)", "Français (France)")}
_DOMAINS = ("jupyterlab", "notebook")
_KERNEL = "@jupyterlite/pyodide-kernel-extension"
_KERNEL_WHEELS = f"extensions/{_KERNEL}/static/pypi"
_LOCK = Path("node_modules", "pyodide", "pyodide-lock.json")
_WHEELS = "wheels"
_INFO = "info.json"
_USELESS = (
    "doc", "icon-*.png", "jupyterlite.schema.v0.json", "manifest.webmanifest",
    "notebooks/build", "notebooks/package.json", "overrides.json", "package.json",
    "rspack.config*.js", "bootstrap.js", "build/service-worker.js",
    # other forms of the same typefaces, for browsers that cannot run this anyway
    "build/fa-*.eot", "build/fa-*.svg", "build/fa-*.ttf", "build/fa-*.woff",
)  # fmt: skip
_SOURCE_MAP = re.compile(rb"\n//[#@] sourceMappingURL=\S+\s*\Z")
_ELSEWHERE = re.compile(rb"https://cdn\.jsdelivr\.net/")
"""Where the program would look for what we gave it: an address that is never used need not be there."""

_INLINE = re.compile(r"<script>\s*\(async function.*?</script>", re.DOTALL)
_MANIFEST = re.compile(r'\s*<link rel="manifest"[^>]*>')
_CONFIGURED = "  // apply any final patches\n"


def lite(project: Path, tree: Tree) -> Annex:
    """JupyterLite as a part of a site.

    Args:
        project: the project's folder, where the packages are.
        tree: what `renderers.lite` wrote.

    Raises:
        OperatorError: JupyterLite or a package is not installed.
    """
    packages = {PurePosixPath(_WHEELS, one.file): one.data for one in wheels.read_wheels(project)}
    packages[PurePosixPath(_WHEELS, _INFO)] = _json(_python(project))
    over = {PurePosixPath(staged.OVER, "parcours.js"): START.read_bytes()}
    code = (Path(__file__), Path(wheels.__file__), Path(audit.__file__), Path(policy.__file__))
    engine = jupyterlite()
    return Annex(
        takeaways.LITE,
        takeaways.LITE,
        {**tree, **over, **packages},
        engine,
        lambda w: finish(w, engine),
        code,
    )


def _python(project: Path) -> Mapping[str, Any]:
    """Which Python the packages are for, as its own lock says it."""
    lock: Mapping[str, Any] = json.loads((project / _LOCK).read_bytes())
    info: Mapping[str, Any] = lock["info"]
    return info


def jupyterlite() -> Engine:
    """The program, with the one extension it needs: whatever else is installed beside us stays out.

    Raises:
        OperatorError: it is not installed.
    """
    try:
        files = metadata.files("jupyterlite-pyodide-kernel") or []
        metadata.version("jupyterlite-core")
    except metadata.PackageNotFoundError as error:
        raise OperatorError(f"{error.name} is not installed", "run 'make runtime'") from error
    kernel = [
        Path(str(f.locate())).resolve() for f in files if f.as_posix().endswith(f"{_KERNEL}/package.json")
    ]
    if not kernel:
        raise OperatorError(
            "jupyterlite-pyodide-kernel is not whole", "install it again, then 'make runtime'"
        )
    option = f"--LiteBuildConfig.federated_extensions={kernel[0].parent}"
    return Engine(
        "jupyterlite",
        (
            "-P",
            "-c",
            f"{SELDOM_SWEPT}{WITHOUT_GRAMMARS}from jupyterlite_core.app import main; main()",
            "build",
            option,
        ),
        "jupyterlite_core",
        "",
        ("jupyterlite-core", "jupyterlite-pyodide-kernel", "jupyter-server"),
    )


def finish(work: Path, engine: Engine) -> Path:
    """Make the program's output ours: less of it, our own Python packages, French, and no other host.

    Args:
        work: the folder in which the program ran.
        engine: the program, for its name in messages.

    Returns:
        The folder to publish.

    Raises:
        EngineError: the output is not as we know it, so that we cannot finish it.
        UnsafeSiteError: something in it would be fetched from another host.
    """
    built = work / staged.BUILT
    if not (built / "notebooks" / "index.html").is_file():
        raise EngineError(engine.name, engine.command, ["no page was written"])
    for pattern in _USELESS:
        for path in sorted(built.glob(pattern)):
            remove(path)
    (built / "index.html").unlink()
    copy_into(work / staged.OVER, built)
    _packages(work / _WHEELS, built)
    _translations(work / _WHEELS, built / "api" / "translations")
    _scripts(built)
    _page(built, engine)
    if findings := audit.elsewhere(built):
        raise UnsafeSiteError(findings)
    return built


# --- Python's packages ------------------------------------------------------------------------------


def _packages(folder: Path, built: Path) -> None:
    """Lay the packages out in `pypi/`, with the lock that the browser's Python checks them against.

    Jedi, which completes code as it is typed, is left out: five megabytes that a learner would fetch before a first
    result, when all the rest takes three. The kernel looks for that name: the lock has an empty package for it.
    """
    pypi = built / "pypi"
    pypi.mkdir()
    shipped = built / _KERNEL_WHEELS
    ours = [
        path for path in sorted(folder.glob("*.whl")) if _name(path) not in {*TRANSLATIONS, "jedi", "parso"}
    ]
    theirs = [path for path in sorted(shipped.glob("*.whl")) if _name(path) in staged.PACKAGES]
    for path in (*ours, *theirs):
        (pypi / path.name).write_bytes(path.read_bytes())
    (pypi / "jedi-0-py3-none-any.whl").write_bytes(_nothing("jedi"))
    # The kernel's own index: what it names is in our lock now, and nothing else is to be had.
    remove(shipped)
    shipped.mkdir()
    (shipped / "all.json").write_bytes(b"{}\n")
    info = json.loads((folder / _INFO).read_bytes())
    lock = {"info": info, "packages": _entries(sorted(pypi.glob("*.whl"))), "tool": {}}
    (pypi / "pyodide-lock.json").write_bytes(_json(lock))


def _entries(paths: list[Path]) -> Mapping[str, Any]:
    names = [_name(path) for path in paths]
    others = sorted(set(names) - set(staged.PACKAGES))
    return {
        name: {
            "depends": others
            if name == "ipython"
            else [],  # all that we ship besides what the kernel asks for
            "file_name": path.name,
            "imports": [],
            "install_dir": "site",
            "name": name,
            "package_type": "package",
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "unvendored_tests": False,
            "version": path.name.split("-")[1],
        }
        for name, path in zip(names, paths, strict=True)
    }


def _name(wheel: Path) -> str:
    return wheel.name.partition("-")[0].lower().replace("_", "-")


def _nothing(name: str) -> bytes:
    """A wheel without any module."""
    info = f"{name}-0.dist-info"
    texts = {
        "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 0\n",
        "RECORD": f"{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n",
        "WHEEL": "Wheel-Version: 1.0\nGenerator: parcours\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    return archive({PurePosixPath(file): text.encode() for file, text in texts.items()}, info)


# --- what people see --------------------------------------------------------------------------------


def _translations(folder: Path, api: Path) -> None:
    """The interface in the languages of the course, from the translators' packages."""
    names = {"en": _NAMES["en"]}
    remove(api)
    api.mkdir()
    (api / "en.json").write_bytes(_json({"data": {}, "message": ""}))
    for package, locale in TRANSLATIONS.items():
        for path in folder.glob(f"{package.replace('-', '_')}-*.whl"):
            (api / f"{locale}.json").write_bytes(
                _json({"data": dict(_catalogues(path, locale)), "message": ""})
            )
            names[locale] = _NAMES[locale]
    listed = {locale: {"displayName": shown, "nativeName": own} for locale, (shown, own) in names.items()}
    (api / "all.json").write_bytes(_json({"data": listed, "message": ""}))


def _catalogues(wheel: Path, locale: str) -> Iterator[tuple[str, Any]]:
    with zipfile.ZipFile(io.BytesIO(wheel.read_bytes())) as opened:
        for name in opened.namelist():
            path = PurePosixPath(name)
            if path.suffix == ".json" and path.stem in _DOMAINS and path.parent.parent.name == locale:
                yield path.stem, json.loads(opened.read(name))


def _scripts(built: Path) -> None:
    for path in sorted(built.rglob("*.js")):
        data = path.read_bytes()
        ours = _ELSEWHERE.sub(b"./", _SOURCE_MAP.sub(b"\n", data))
        if ours != data:
            path.write_bytes(ours)


def _page(built: Path, engine: Engine) -> None:
    """Give the notebook's page its first script, in a file: no script stands in a page of ours."""
    page = built / "notebooks" / "index.html"
    settings = built / "config-utils.js"
    text, scripts = _INLINE.subn(
        '<script type="module" src="../parcours.js"></script>', page.read_text("utf-8")
    )
    code = settings.read_text("utf-8")
    if scripts != 1 or _CONFIGURED not in code:
        wanted = "the notebook's page or config-utils.js are not laid out as those of JupyterLite 0.8"
        raise EngineError(engine.name, engine.command, [wanted])
    carried = f'<meta charset="utf-8">\n    <meta http-equiv="{policy.CSP}" content="{policy.NOTEBOOKS}">'
    text = text.replace('<meta charset="utf-8">', carried, 1)
    text = _MANIFEST.sub('<link rel="icon" href="favicon.ico">', text).replace(
        "<title>Jupyter Notebook - Notebooks</title>", "<title>Parcours</title>"
    )
    page.write_text(text.replace("Loading JupyterLite...", "…"), "utf-8")
    called = "  globalThis.parcoursConfig?.(finalConfig);\n"
    settings.write_text(code.replace(_CONFIGURED, called + _CONFIGURED, 1), "utf-8")


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
