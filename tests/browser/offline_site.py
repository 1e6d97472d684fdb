"""A tiny site that keeps itself on a device, in two versions, and a server that shows either, breaks off, or goes.

Lives here: its pages, each of which says its version and those of its script and of its runtime; the lists and the
worker are the generator's own (`generator.building.offline`).
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect
from support.headers import headers_for, rules_of
from support.hosts import Host

from generator.building import offline
from generator.renderers.common import policy
from generator.renderers.common.offline import WORDS

ROOT = Path(__file__).resolve().parents[2]
VARIANTS = ("fr/elus", "en/elected")
PATIENCE = 120_000  # milliseconds: a whole course is copied to the device, on a busy machine
Visit = Callable[..., Page]
NOTICE = {"ready": "PRÊTE", "now": "MAINTENANT", "later": "PLUS TARD", "others": "FERMEZ LES AUTRES"}


def write(path: Path, data: bytes | str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)


def _page(version: str, up: str, group: str, body: str = "") -> str:
    words = json.dumps(NOTICE).replace("'", "&#39;")
    # The script says its own version; a worker that pages share says that of the runtime.
    return f"""<!doctype html><html lang="fr"><head><title>Page</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="{up}{group.replace("-", "/")}/assets/parcours/look.css"></head>
<body data-page="{version}"><main><h1>Page {version}</h1>
<a id="home" href="{up}{group.replace("-", "/")}/">home</a> <a id="next" href="{up}{group.replace("-", "/")}/b/">next</a>{body}</main>
<div class="pc-fresh" role="status" data-words='{words}'></div>
<script type="application/json" id="pc-learner">{{"root": "{up}", "variant": "{up}{group.replace("-", "/")}/"}}</script>
<script type="module" src="{up}{group.replace("-", "/")}/assets/parcours/offline/offline.js"></script>
<script type="module" src="{up}{group.replace("-", "/")}/assets/parcours/exercise/own.js"></script></body></html>"""


def _script(version: str) -> str:
    course = "new URL('../../../', import.meta.url).pathname"
    return f"""document.body.dataset.script = "{version}";
globalThis.runtime = () => new Promise((resolve, reject) => {{
  const root = new URL("../../../../../", import.meta.url);
  const asked = encodeURIComponent({course}.slice(root.pathname.length));
  const worker = new Worker(new URL(`runtime/worker.js?${{asked}}`, root), {{ type: "module" }});
  worker.onmessage = ({{ data }}) => resolve(data);
  worker.onerror = () => resolve("refused");
}});
"""


def tiny_site(folder: Path, version: str, *, preview: bool = False) -> Path:
    """A whole site. `preview`: as it is served to an author who writes."""
    element = (
        f"<parcours-offline data-names='{json.dumps({'fr-elus': 'Élus'})}'"
        f" data-words='{json.dumps(WORDS['fr']).replace(chr(39), '&#39;')}'></parcours-offline>"
    )
    write(
        folder / "index.html",
        f'<!doctype html><title>Door</title><link rel="icon" href="data:,"><h1>Door {version}</h1><a id="in" href="fr/elus/">in</a>',
    )
    write(
        folder / "offline/index.html",
        '<!doctype html><title>Lost</title><link rel="icon" href="data:,"><h1>Not here</h1><ul><li data-kept="fr-elus" hidden><a href="../fr/elus/">kept</a></li>'
        '<li data-kept="en-elected" hidden>other</li></ul>',
    )
    for variant in VARIANTS:
        group = variant.replace("/", "-")
        write(folder / variant / "index.html", _page(version, "../../", group))
        write(folder / variant / "b/index.html", _page(version, "../../../", group))
        write(folder / variant / "kept/index.html", _page(version, "../../../", group, element))
        write(folder / variant / "assets/parcours/look.css", "h1 { color: teal }")
        write(folder / variant / "assets/parcours/exercise/own.js", _script(version))
        for script in sorted((ROOT / "generator/browser/offline").glob("*.js")):
            write(folder / variant / "assets/parcours/offline" / script.name, script.read_bytes())
    write(
        folder / "runtime/worker.js",
        f'import {{ part }} from "./part.js"; fetch("data.json").then((a) => a.json()).then((data) => postMessage(["{version}", part, data].join(" ")));',
    )
    write(folder / "runtime/part.js", f'export const part = "{version}";')
    write(folder / "runtime/data.json", json.dumps(version))
    write(folder / "territories/index.json", json.dumps(version))
    write(folder / "territories/1.json", "1")
    offline.lay(folder, VARIANTS, write, preview=preview)
    return folder


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args, turns: Turns, **options) -> None:
        self.turns = turns
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        address = self.path.lstrip("/")
        turns = self.turns
        turns.asked.append(address)
        if turns.broken(address):
            self.close_connection = True
            self.connection.close()
            return
        self.directory = str(turns.folder_of(address))
        super().do_GET()

    def end_headers(self) -> None:
        said = headers_for(self.path, self.turns.rules) or {policy.CSP: policy.SITE_HEADER}
        for name, value in {"Cache-Control": "no-store", **said}.items():
            self.send_header(name, value)
        super().end_headers()

    def handle(self) -> None:
        with suppress(OSError):  # a connection that we broke off
            super().handle()

    def log_message(self, *_: object) -> None:
        """Requests are not news."""


class Turns:
    """A server that shows a folder, and another one when told; `asked` are the addresses it was asked for."""

    def __init__(self, folder: Path, headers: Path | None = None) -> None:
        self.folder = folder
        self.rules = rules_of(headers.read_text("utf-8")) if headers else ()
        self.mixed: Mapping[
            str, Path
        ] = {}  # addresses that come from elsewhere: what a cache on the way does
        self.fails: set[str] = set()
        self.stopped = False
        self.asked: list[str] = []
        self.server = Host(("127.0.0.1", 0), partial(_Handler, turns=self))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"

    def folder_of(self, address: str) -> Path:
        return self.mixed.get(address.partition("?")[0], self.folder)

    def broken(self, address: str) -> bool:
        return self.stopped or address.partition("?")[0] in self.fails

    def stop(self) -> None:
        self.stopped = True  # for connections that are open already
        self.server.shutdown()
        self.server.server_close()


@contextmanager
def turning(folder: Path, headers: Path | None = None) -> Iterator[Turns]:
    turns = Turns(folder, headers)
    try:
        yield turns
    finally:
        turns.stop()


STATE = """async (root) => {
  const registration = await navigator.serviceWorker.getRegistration(root);
  const active = registration?.active;
  if (!active) return null;
  const { port1, port2 } = new MessageChannel();
  const told = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  active.postMessage({ type: "state" }, [port2]);
  const state = await told;
  return { ...state, waiting: Boolean(registration.waiting), installing: Boolean(registration.installing) };
}"""


def state(page: Page, base: str) -> dict | None:
    found: dict | None = page.evaluate(STATE, f"{base}/")
    return found


def kept(page: Page, base: str) -> list[str]:
    found = state(page, base)
    return sorted(group["name"] for group in found["groups"] if group["since"]) if found else []


def until(page: Page, condition: str, *given: object) -> None:
    """Wait until a function of the page, which may take its time, gives something; ask less and less often."""
    loop = f"""async (given) => {{
      let pause = 20;
      const end = performance.now() + {PATIENCE};
      while (!(await ({condition})(...given))) {{
        if (performance.now() > end) {{
          const now = await navigator.serviceWorker.getRegistrations();
          const states = now.map((one) => ["installing", "waiting", "active"].map((name) => one[name]?.state ?? "none").join("/"));
          throw new Error(`not in time; workers: ${{states}}; caches: ${{await caches.keys()}}`);
        }}
        await new Promise((resolve) => setTimeout(resolve, (pause = Math.min(pause * 1.5, 500))));
      }}
    }}"""
    page.evaluate(loop, list(given))


def until_kept(page: Page, base: str, *groups: str) -> None:
    """Wait until the device keeps groups whole."""
    condition = (
        f"async (root, groups) => {{ const found = await ({STATE})(root); "
        "return groups.every((name) => found?.groups.find((group) => group.name === name)?.since); }"
    )
    until(page, condition, f"{base}/", list(groups))


def until_waiting(page: Page, base: str) -> None:
    """Look for a new version, and wait until it is whole and the page has said so."""
    page.evaluate(
        "async (root) => { await (await navigator.serviceWorker.getRegistration(root)).update().catch(() => {}); }",
        f"{base}/",
    )
    until(page, "async (root) => (await navigator.serviceWorker.getRegistration(root)).waiting", f"{base}/")
    page.locator(".pc-fresh").get_by_text(NOTICE["ready"]).wait_for()


def builds(page: Page) -> set[str]:
    """The versions that an open page is made of: its own, its script's, its runtime's."""
    until(page, "() => document.body.dataset.script")  # `wait_for_function` polls a text: the policy forbids
    told = page.evaluate(
        "Promise.race([runtime(), new Promise((r) => setTimeout(() => r('silent'), 20000))])"
    )
    return {
        page.evaluate("document.body.dataset.page"),
        page.evaluate("document.body.dataset.script"),
        *told.split(),
    }


def device(browser) -> BrowserContext:
    context: BrowserContext = browser.new_context(
        viewport={"width": 360, "height": 740}, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE)
    return context


def goes_on(page: Page, *ways: str) -> None:
    """Leave for another page until the next version answers.

    It does at the first one, unless the page is too busy to say within two seconds that it is being left: then it stays of
    its own version, whole, and one goes on once more.
    """
    for way in (*ways, *ways, *ways):
        page.evaluate("document.body.dataset.left = ''")
        if way == "reload":
            page.reload()
        else:
            page.locator(way).click()
        title = page.locator("body:not([data-left]) h1")
        expect(title).to_have_text(re.compile("Page [12]"), timeout=PATIENCE)
        if title.inner_text() == "Page 2":
            return
        assert (made := builds(page)) == {"1"}, made  # no test file: pytest tells no values here
    raise AssertionError("the next version never answers")
