"""The memory of Python that a first visit leaves on a device, made once for all tests and laid in theirs.

A start from nothing costs three to four times a start from memory, and keeping it nearly as much again: tests whose
subject is neither begin as a second visit does. The memory is made by the page itself, and put where `kept.js` says.
"""

from __future__ import annotations

import base64
import fcntl
from pathlib import Path
from urllib.parse import urlsplit

from exercise_hands import COLD, keeping, marks
from playwright.sync_api import Browser, BrowserContext, Page

LAID: dict[str, Path] = {}
"""What servers of tests give besides their folder: the driver of the browser takes long for such a mouthful."""
_BLANK = "/runtime/blank.html"
_DIGEST = 'async () => (await (await fetch("/runtime/manifest.json")).json()).digest'
_OPEN = """const { Kept } = await import("/runtime/kept.js");
  const kept = new Kept(`${location.origin}/runtime/`, digest);"""
_TAKE = f"""async (digest) => {{ {_OPEN}
  const reader = new FileReader();
  reader.readAsDataURL(await (await kept.get("memory")).blob());
  await new Promise((done) => reader.addEventListener("load", done));
  return reader.result.split(",")[1];
}}"""
_LAY = f"""async ([digest, place]) => {{ {_OPEN}
  await kept.put("memory", await (await fetch(place)).arrayBuffer());
}}"""


class Memories:
    """One memory for each runtime that is served, in a folder that all workers of the run share."""

    def __init__(self, browser: Browser, shared: Path) -> None:
        self.browser, self.shared = browser, shared

    def lay(self, context: BrowserContext, exercise: str) -> BrowserContext:
        """As if a learner had been here before. `exercise`: the address of the page of one, any one, of the site."""
        page = _blank(context, exercise)
        digest: str = page.evaluate(_DIGEST)
        memory = self.shared / f"python-{digest}"
        with memory.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not memory.exists():
                memory.write_bytes(self._made(exercise, digest))
        place = f"/runtime/{memory.name}"
        LAID[place] = memory
        page.evaluate(_LAY, [digest, place])
        page.close()
        return context

    def _made(self, exercise: str, digest: str) -> bytes:
        context = self.browser.new_context(service_workers="block")
        context.set_default_timeout(COLD)
        page = context.new_page()
        page.goto(exercise)
        page.locator(".px-form button[type=submit]").first.click()
        assert keeping(page) == ["kept"]
        assert marks(page, "parcours-python") == ["cold"]
        taken = base64.b64decode(_blank(context, exercise).evaluate(_TAKE, digest))
        context.close()
        return taken


def _blank(context: BrowserContext, address: str) -> Page:
    """A page of that site with nothing in it, and no policy."""
    page = context.new_page()
    page.route(f"**{_BLANK}", lambda route: route.fulfill(content_type="text/html", body=""))
    page.goto(urlsplit(address)._replace(path=_BLANK, query="").geturl())
    return page
