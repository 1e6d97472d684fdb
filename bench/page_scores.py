"""Lighthouse on each kind of page of the published site, on its mobile profile.

Lives here: which pages, a host that compresses as real ones do, the programs that Lighthouse needs, the table. Scores of
performance depend on the machine and on what else it does: the worst and the median of several runs are told. The other
three categories do not.
"""

from __future__ import annotations

import gzip
import json
import mimetypes
import os
import shutil
import subprocess
from pathlib import Path
from statistics import median

from measuring import header, table
from page_start import Host, served

PAGES = "## Pages"
KINDS = {
    "portal": "",
    "home": "fr/elus/",
    "module": "fr/elus/c2-eclairage-public/",
    "lesson": "fr/elus/c2-eclairage-public/02-compter-energie/",
    "quiz": "fr/elus/c2-eclairage-public/quiz/",
    "exercise": "fr/elus/c2-eclairage-public/lighting/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3
FOLDER = Path(__file__).parent / "lighthouse"
FLAGS = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
TEXT = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".wasm", ".xml", ".txt"}


class _Compressing(Host):
    """Texts are compressed, as real hosts do."""

    def do_GET(self) -> None:  # noqa: N802  (the name that http.server calls)
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", mimetypes.guess_type(file.name)[0] or "application/octet-stream")
        if file.suffix in TEXT:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _installed() -> Path:
    """Lighthouse, brought from its lock file the first time."""
    program = FOLDER / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        npm = shutil.which("npm")
        if not npm:
            raise SystemExit("Lighthouse needs npm, which comes with Node.js")
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=FOLDER, check=True)
    return program


def _scores(program: Path, address: str, chromium: str) -> dict[str, int]:
    command = [str(program), address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "CHROME_PATH": chromium}
    )
    told = json.loads(done.stdout)["categories"]
    return {name: round(100 * (told[name]["score"] or 0)) for name in CATEGORIES}


def measure_pages(site: Path, chromium: str, date: str, note: str) -> str:
    """The section of `RESULTS.md` on pages.

    Args:
        site: a published site of this course.
        chromium: path of a browser with windows (Lighthouse refuses the one without).
        date: the day, YYYY-MM-DD.
        note: how busy the machine is.
    """
    mimetypes.add_type("text/javascript", ".mjs")
    mimetypes.add_type("application/wasm", ".wasm")
    program = _installed()
    rows = []
    with served(site, _Compressing) as address:
        for kind, path in KINDS.items():
            runs = [_scores(program, f"{address}/{path}", chromium) for _ in range(RUNS)]
            found = {name: [run[name] for run in runs] for name in CATEGORIES}
            others = min(min(found[name]) for name in CATEGORIES[1:])
            fast = found["performance"]
            rows += [
                (f"{kind}: performance", f"{median(fast):.0f}", "100", f"{min(fast)} at worst of {RUNS} runs"),
                (f"{kind}: accessibility, best practices, SEO", f"{others}", "100", "the least of the three"),
            ]  # fmt: skip
    lines = [PAGES, "", header(date, f" {note}"), "", *table(rows), ""]
    version = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))["dependencies"]["lighthouse"]
    lines += [f"Lighthouse {version}, mobile profile, on a local host that compresses texts.", ""]
    return "\n".join(lines)
