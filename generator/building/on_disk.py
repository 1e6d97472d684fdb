"""A published site put so that its pages open from a disk: every file of a kit, from every file of the site. Pure.

Lives here: what browsers refuse to `file:` addresses and what stands in its place. An address names its file
(`a/` → `a/index.html`); scripts that are modules become one classic script per set of them (see `Bundle`); what pages
fetch has a twin, a script that hands over its text (`course.json` → `course.json.js`); the search worker gets a page to
run in; the policy names `file:`, since some browsers hold that a file has no `'self'`.
May not live here: words (see `renderers.kit`), running the bundler and writing (see `kit`).
"""

from __future__ import annotations

import html as markup
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from posixpath import normpath

from generator.model import Tree
from generator.renderers.common import addresses, offline, policy, takeaways

INDEX = "index.html"
SCRIPTS = "kit"
"""Folder of the kit's own scripts, at its root."""

LEFT_OUT = frozenset({takeaways.LITE, "404.html", "_headers", ".htaccess", offline.WORKER, offline.FOLDER})
"""What is for servers, and JupyterLite: twenty megabytes that need one."""

_UNUSED = frozenset({"offline/offline.js"})
"""Modules of the site that a kit has no use for: it is a copy of the site already."""

_COURSE = PurePosixPath("assets/parcours/course.json")
_SEARCH = PurePosixPath("search/search_index.json")
_WORKERS = PurePosixPath("assets/javascripts/workers")
_ATTRIBUTES = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
_LEADING = re.compile(rf"<(?:a|link|area)\b{_ATTRIBUTES}>", re.IGNORECASE)
_HREF = re.compile(r"""(\shref=)(["'])(.*?)\2""", re.IGNORECASE | re.DOTALL)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_MODULE = re.compile(rf"<script\b(?={_ATTRIBUTES}\btype=[\"']module[\"']){_ATTRIBUTES}></script>\n?")
_SRC = re.compile(r"""\ssrc=["']([^"']*)["']""")
_EARLY = re.compile(rf"<link\b(?={_ATTRIBUTES}\brel=[\"'](?:modulepreload|preload)[\"']){_ATTRIBUTES}>\n?")
_POLICY = re.compile(rf'(<meta http-equiv="{policy.CSP}" content=")([^"]*)(")')
_FIRST = re.compile(r"<script\b")
_LEARNER = re.compile(r'(<script type="application/json" id="pc-learner">)(.*?)(</script>)', re.DOTALL)
_LANGUAGE = re.compile(r'<html\b[^>]*\blang="(\w+)')
_NOTEBOOK = re.compile(r'(<section class="px-notebook"[^>]*>\s*<h2[^>]*>.*?</h2>).*?(</section>)', re.DOTALL)
_COPY = re.compile(r"<parcours-offline\b.*?</parcours-offline>", re.DOTALL)
_PRIVATE = re.compile(r'<p class="px-private"[^>]*>.*?</p>', re.DOTALL)
_PROGRESS = re.compile(r"<parcours-(?:mine|attestation|kept|result)\b")
_BASES = frozenset({"root", "variant"})
"""Addresses of folders that scripts start others from."""

Words = Mapping[str, Mapping[str, str]]
"""By language: `computing`, `apart`, `notebook` and `copy`, paragraphs; `unloaded` and `unavailable`, what scripts say (see `renderers.kit`)."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """One classic script, `kit/<name>.js`, in place of modules, named from `assets/parcours/` of a variant."""

    name: str
    modules: tuple[str, ...]


@dataclass(slots=True)
class Kit:
    """What a kit is made of: `tree`, without the `bundles`, whose modules are in `scripts`."""

    tree: dict[PurePosixPath, bytes] = field(default_factory=dict)
    bundles: dict[tuple[str, ...], Bundle] = field(default_factory=dict)
    scripts: dict[str, bytes] = field(default_factory=dict)


def convert(site: Tree, variants: Mapping[str, str], words: Words, own: Tree) -> Kit:
    """Every file of a kit but its papers.

    Args:
        site: a published site, whole.
        variants: paths of its course sites, with the language of each.
        words: what pages say when they are opened from a disk, by language.
        own: the kit's own scripts, by name (`generator/browser/kit/`).
    """
    kit = Kit()
    for path, data in site.items():
        if path.parts[0] not in LEFT_OUT and not path.name.startswith("sitemap.xml"):
            kit.tree[path] = _page(kit, site, path, data.decode(), words) if path.suffix == ".html" else data
    for name in ("kit.js", "frame.js"):
        kit.tree[PurePosixPath(SCRIPTS, name)] = own[PurePosixPath(name)]
    for variant, language in variants.items():
        _variant(kit, PurePosixPath(variant), language)
    law = PurePosixPath(addresses.TERRITORIES, "law.json")
    if law in kit.tree:
        _twin(kit, law)
    return kit


def _variant(kit: Kit, variant: PurePosixPath, language: str) -> None:
    """What scripts of one course site read, and the page that its search runs in."""
    course = json.loads(kit.tree[variant / _COURSE])
    for quiz in (module["quiz"] for module in course["modules"]):
        if quiz:
            _twin(kit, variant / named(quiz["url"]))
    kit.tree[variant / _COURSE] = _json(_course(course))
    _twin(kit, variant / _COURSE)
    if variant / _SEARCH in kit.tree:
        index = json.loads(kit.tree[variant / _SEARCH])
        index["docs"] = [{**entry, "location": named(entry["location"])} for entry in index["docs"]]
        kit.tree[variant / _SEARCH] = _json(index)
        kit.tree[variant / _SEARCH.with_suffix(".js")] = b"var __index = " + _json(index) + b";\n"
        kit.tree[variant / _WORKERS / "search.html"] = _frame(variant / _WORKERS, language)


def _frame(folder: PurePosixPath, language: str) -> bytes:
    lines = (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="{policy.CSP}" content="{policy.FRAME_ON_DISK}">',
        f'<title>…</title>\n<script src="{"../" * len(folder.parts)}{SCRIPTS}/frame.js"></script>',
        '<script src="stems.js"></script>\n</head>\n<body></body>\n</html>\n',
    )
    return "\n".join(lines).encode()


def _twin(kit: Kit, path: PurePosixPath) -> None:
    text = kit.tree[path].decode()
    kit.tree[path.with_name(f"{path.name}.js")] = (
        f"parcoursTwin({json.dumps(text, ensure_ascii=False)});\n".encode()
    )


# --- addresses ------------------------------------------------------------------------------------------


def named(address: str) -> str:
    """An address inside the site with its file's name: `a/#b` → `a/index.html#b`, `` → `index.html`."""
    end = min((at for at in map(address.find, "?#") if at >= 0), default=len(address))
    path, rest = address[:end], address[end:]
    last = path.rpartition("/")[2]
    if last in {".", ".."}:
        path += "/"
    elif last:
        return address
    return f"{path}{INDEX}{rest}"


def opened(address: str) -> str:
    """The address of a link as it opens from a disk; links to other sites and inside the page stay."""
    return address if not address or address[0] in "#?/" or _SCHEME.match(address) else named(address)


def target_of(page: PurePosixPath, address: str) -> PurePosixPath | None:
    """The file that a page's link leads to, from the root of the kit; `None` where it leaves the kit or stays in the page."""
    path = re.split("[?#]", markup.unescape(address), maxsplit=1)[0]
    if not path or path.startswith("/") or _SCHEME.match(path):
        return None
    return PurePosixPath(normpath(str(page.parent / path)))


def links_of(page: str) -> Iterator[str]:
    """The addresses of a page's links."""
    for tag in _LEADING.findall(page):
        for _, _, address in _HREF.findall(tag):
            yield address


def _course(value: object) -> object:
    """`course.json` with the files' names in its addresses."""
    if isinstance(value, list):
        return [_course(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: named(one) if key == "url" else _pages(one) if key == "pages" else _course(one)
        for key, one in value.items()
    }


def _pages(pages: Mapping[str, str]) -> Mapping[str, str]:
    return {name: named(address) for name, address in pages.items()}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


# --- pages ----------------------------------------------------------------------------------------------


def _page(kit: Kit, site: Tree, path: PurePosixPath, text: str, words: Words) -> bytes:
    root = "../" * (len(path.parts) - 1)
    text = _POLICY.sub(lambda found: found[1] + policy.on_disk(found[2]) + found[3], text)
    text = "".join(_cut(_EARLY, text)[0])
    text = _bundled(kit, site, path, root, text)
    said = _LANGUAGE.search(text)
    if said and said[1] in words:
        text = _worded(text, words[said[1]])
    text = _without(text, _left_out(root))
    text = _LEADING.sub(lambda tag: _HREF.sub(_renamed, tag[0]), text)
    text = _LEARNER.sub(lambda found: found[1] + _told(found[2]) + found[3], text)
    return text.encode()


def _renamed(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}{opened(found[3])}{found[2]}"


def _bundled(kit: Kit, site: Tree, path: PurePosixPath, root: str, text: str) -> str:
    """Modules make way for their bundle, and the kit's script comes before any other."""
    between, tags = _cut(_MODULE, text)
    if not tags:
        return text
    modules = []
    for tag in tags:
        source = target_of(path, _SRC.findall(tag)[0])
        folder, _, name = str(source).partition("assets/parcours/")
        if name in _UNUSED:
            continue
        modules.append(name)
        if not kit.scripts:
            kit.scripts = _scripts(site, PurePosixPath(folder, "assets/parcours"))
    bundle = _bundle_of(kit, tuple(modules))
    first = f'<script src="{root}{SCRIPTS}/kit.js"></script>\n    '
    script = f'<script defer src="{root}{SCRIPTS}/{bundle.name}.js"></script>\n'
    text = "".join((between[0], script, *between[1:]))
    return _FIRST.sub(lambda found: first + found[0], text, count=1)


def _cut(tag: re.Pattern[str], text: str) -> tuple[list[str], list[str]]:
    """What stands between tags, without the blanks before each, and the tags.

    A pattern that began with the blanks would be tried at every letter of a page; these look for `<script` and `<link`.
    """
    between, tags, at = [], [], 0
    for found in tag.finditer(text):
        between.append(text[at : found.start()].rstrip(" \t"))
        tags.append(found[0])
        at = found.end()
    return [*between, text[at:]], tags


def _scripts(site: Tree, folder: PurePosixPath) -> dict[str, bytes]:
    """All modules of the site: those of each variant are the same."""
    return {
        str(p.relative_to(folder)): data
        for p, data in site.items()
        if p.suffix == ".js" and folder in p.parents
    }


def _bundle_of(kit: Kit, modules: tuple[str, ...]) -> Bundle:
    if modules not in kit.bundles:
        name = "-".join(dict.fromkeys(PurePosixPath(module).stem for module in modules))
        taken = {bundle.name for bundle in kit.bundles.values()} | {"kit", "frame"}
        while name in taken:
            name += "-"
        kit.bundles[modules] = Bundle(name, modules)
    return kit.bundles[modules]


def _worded(text: str, words: Mapping[str, str]) -> str:
    """What pages say otherwise: some of it on a disk only, `apart` in some browsers only (see `browser/kit/page.js`)."""

    def told(where: str, word: str) -> str:
        return f'<div data-kit-told="{where}" hidden><div class="admonition info"><p>{words[word]}</p></div></div>'

    text = _PRIVATE.sub(lambda found: f"{found[0]}\n{told('disk', 'computing')}", text)
    text = _PROGRESS.sub(lambda found: f"{told('apart', 'apart')}\n{found[0]}", text, count=1)
    text = _NOTEBOOK.sub(lambda found: f"{found[1]}\n<p>{words['notebook']}</p>\n{found[2]}", text)
    text = _COPY.sub(lambda _: f"<p>{words['copy']}</p>", text)
    for element, word in (("parcours-exercise", "unloaded"), ("parcours-territory", "unavailable")):
        said = markup.escape(json.dumps({word: words[word]}, ensure_ascii=False))
        text = re.sub(rf"<{element}\b", lambda found, said=said: f'{found[0]} data-kit-words="{said}"', text)  # type: ignore[misc]
    return text


def _left_out(root: str) -> Callable[[str], bool]:
    def gone(address: str) -> bool:
        inside = address.removeprefix(root)
        return address.startswith(root) and inside.partition("/")[0] in LEFT_OUT

    return gone


def _without(text: str, gone: Callable[[str], bool]) -> str:
    """A link to what the kit has not becomes plain words."""

    def plain(found: re.Match[str]) -> str:
        return (
            f"<span>{found[2]}</span>" if any(gone(href[2]) for href in _HREF.findall(found[1])) else found[0]
        )

    return re.sub(rf"(<a\b{_ATTRIBUTES}>)(.*?)</a>", plain, text, flags=re.DOTALL)


def _told(text: str) -> str:
    """What a page says of itself to its scripts, in a form that no tag ends."""
    page = json.loads(text)
    page = {
        key: named(value) if isinstance(value, str) and value.endswith("/") and key not in _BASES else value
        for key, value in page.items()
    }
    written = json.dumps(page, ensure_ascii=False, separators=(",", ":"))
    return written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
