"""What web servers are told: policy, types and caching, in the words of each server.

Lives here: which files there are and which addresses have another policy. May not live here: the policy itself (see
`common.policy`), how pages carry it (their templates).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from jinja2 import Environment

from generator.model import Edition, Tree
from generator.renderers.common import addresses, offline, policy, takeaways
from generator.renderers.common.templates import plain

TEMPLATES = Path(__file__).parent / "templates" / "servers"
_PORTAL = "assets"


def published(edition: Edition) -> Tree:
    """Files that hosts read in the site itself: `_headers` (Netlify, Cloudflare Pages) and Apache's `.htaccess`.

    Args:
        edition: what is published together; its address says under which path it stands.
    """
    tree = {
        PurePosixPath("_headers"): _filled("_headers.j2", edition),
        PurePosixPath(".htaccess"): _filled("htaccess.j2", edition),
    }
    if any(chapter.worksheets for variant in edition.variants for chapter in variant.chapters):
        tree[PurePosixPath(takeaways.LITE, ".htaccess")] = _filled("htaccess-lite.j2", edition)
    return tree


def beside(edition: Edition) -> Tree:
    """Files for those who run a server, ready but for the name of the machine and the folder; not to be published.

    Args:
        edition: what is published together.
    """
    return {
        PurePosixPath(name): _filled(f"{name}.j2", edition)
        for name in ("apache.conf", "Caddyfile", "nginx.conf")
    }


def folders(edition: Edition) -> Sequence[str]:
    """Folders at the root of the site, JupyterLite's excepted: `_headers` knows no exception, so each is named."""
    courses = {variant.path.partition("/")[0] for variant in edition.variants}
    others = {
        _PORTAL,
        takeaways.FOLDER,
        takeaways.RUNTIME,
        takeaways.BOOK,
        addresses.TERRITORIES,
        offline.FOLDER,
    }
    return sorted(courses | others)


def _filled(template: str, edition: Edition) -> bytes:
    address = urlsplit(edition.site.home)
    text = _environment().get_template(template).render(
        policy=policy,
        host=address.hostname or "formation.exemple.fr",
        root=address.path.rstrip("/") + "/",
        own=_own(edition),
        lite=takeaways.LITE,
        worker=offline.WORKER,
        folders=folders(edition),
        styles=[f"{variant.path}/assets/stylesheets/*" for variant in edition.variants],
    )  # fmt: skip
    return text.encode()


def _own(edition: Edition) -> str:
    """A name of this site alone, of letters that nginx takes: its variables are those of the whole server, other sites' too."""
    name = edition.spec.name
    known = sha256(f"{edition.course}\n{name}\n{edition.site.home}".encode()).hexdigest()[:8]
    return f"parcours_{re.sub(r'[^a-z0-9]', '_', name.lower())}_{known}"


@cache
def _environment() -> Environment:
    return plain(TEMPLATES, keep_end=True)
