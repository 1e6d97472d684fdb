"""A page of the site has its scripts once it is drawn, which may be after it is loaded; most of what tests do needs them.

Lives here: every way to come to a page comes back once they are there. May not live here: when they come (see
`generator/browser/site/first.js`, kept by `test_scripts_wait.py`).
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Error, Page, Response

Way = Callable[..., Response | None]

SCRIPTS = """patience => new Promise((resolve) => {
  setTimeout(resolve, patience);
  const look = () => {
    const waits = globalThis.__md_scope && document.getElementById("pc-scripts");
    if (!waits || performance.getEntriesByName("parcours-scripts").length) resolve();
    else setTimeout(look, 5);
  };
  look();
})"""


def wait(patience: int) -> None:
    """From now on pages are waited for with their scripts, at most so many milliseconds."""
    for way in ("goto", "reload", "go_back", "wait_for_url"):
        setattr(Page, way, _with_scripts(getattr(Page, way), patience))


def _with_scripts(visit: Way, patience: int) -> Way:
    def opened(page: Page, *args: object, **options: object) -> Response | None:
        answer = visit(page, *args, **options)
        while True:
            try:
                page.evaluate(SCRIPTS, patience)
            except Error as gone:  # for another page at once: for the same one of the next version, say
                if "context was destroyed" not in gone.message:
                    raise
            else:
                return answer

    return opened
