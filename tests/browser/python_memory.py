"""The memory of Python that a first visit leaves on a device, made once for all tests and laid in theirs.

A start from nothing costs three to four times a start from memory, and keeping it nearly as much again: tests whose
subject is neither begin as a second visit does. The memory is made by the page itself, and put where `kept.js` says.
"""

from __future__ import annotations

import base64
import fcntl
import json
import shutil
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from exercise_sample import POLICY, worksheet, write_site
from first_visit import FirstVisit, first_visit, new_context
from playwright.sync_api import Browser, BrowserContext, Page

LAID: dict[str, Path] = {}
"""What servers of tests give besides their folder: the driver of the browser takes long for such a mouthful."""
_BLANK = "/runtime/blank.html"
_DIGEST = 'async () => (await (await fetch("/runtime/manifest.json")).json()).digest'
_OPEN = """const { Kept } = await import("/runtime/kept.js");
  const { digest, large } = await (await fetch("/runtime/manifest.json")).json();
  const kept = new Kept(`${location.origin}/runtime/`, digest);"""
_TAKE = f"""async () => {{ {_OPEN}
  const reader = new FileReader();
  reader.readAsDataURL(await (await kept.get("memory")).blob());
  await new Promise((done) => reader.addEventListener("load", done));
  return reader.result.split(",")[1];
}}"""
_LAY = f"""async ([memory, whole]) => {{ {_OPEN}
  const keep = async (name, place, type) => kept.put(name, await (await fetch(place)).arrayBuffer(), type);
  await keep("memory", memory);
  if (whole) for (const [name, {{ type }}] of Object.entries(large)) await keep(name, `/runtime/${{name}}`, type);
}}"""


class Memories:
    """The memory that a first visit left, and what it told, in a folder that all workers of the run share."""

    def __init__(self, browser: Browser, shared: Path, serve: Callable[[Path, str], str]) -> None:
        self.browser, self.shared, self.serve = browser, shared, serve

    @cached_property
    def first(self) -> FirstVisit:
        told = self.shared / "first-visit.json"
        with told.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not told.exists():
                told.write_text(json.dumps(self._visited()), encoding="utf-8")
        first: FirstVisit = json.loads(told.read_text("utf-8"))
        return first

    def lay(self, page: Page, address: str, *, whole: bool = False, folder: Path | None = None) -> Page:
        """As if a learner had been here before, in this browser; the page is left on an empty one of the site.

        Args:
            page: of the device; in another one the visit that follows would start one more process.
            address: of any page of the site.
            whole: keep the large files too, which are asked for again without.
            folder: what the site is served from, by another server than the tests' own.
        """
        assert self.first
        emptied(page, address)
        memory = self.shared / f"python-{page.evaluate(_DIGEST)}"
        assert memory.exists(), "another runtime than that of `write_site`"
        place = f"/runtime/{memory.name}"
        LAID[place] = memory
        if folder:
            shutil.copyfile(memory, folder / place[1:])
        page.evaluate(_LAY, [place, whole])
        return page

    def _visited(self) -> FirstVisit:
        folder = self.shared / "first-visit"
        write_site(folder, {"tiny": (worksheet(), "fr")})
        site = self.serve(folder, POLICY)
        context = new_context(self.browser)
        told = first_visit(context, site)
        page = empty_page(context, site)
        memory = self.shared / f"python-{page.evaluate(_DIGEST)}"
        memory.write_bytes(base64.b64decode(page.evaluate(_TAKE)))
        context.close()
        return told


def empty_page(context: BrowserContext, address: str) -> Page:
    """A page of that site with nothing in it, and no policy."""
    return emptied(context.new_page(), address)


def emptied(page: Page, address: str) -> Page:
    """The page, gone to one of that site with nothing in it, and no policy."""
    blank = f"**{_BLANK}"
    page.route(blank, lambda route: route.fulfill(content_type="text/html", body=""))
    page.goto(urlsplit(address)._replace(path=_BLANK, query="").geturl())
    page.unroute(blank)
    return page
