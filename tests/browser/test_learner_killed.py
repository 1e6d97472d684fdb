"""No acknowledged answer is lost when the browser dies.

A real Chromium, on a profile of its own, opens a page that tells what the device has, then answers question after
question and tells each acknowledgement. Its whole process group is killed at some moment after one of them, and the
next Chromium on that profile must have all that was ever acknowledged. `--kills` says how many times.
"""

from __future__ import annotations

import os
import queue
import random
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from conftest import CHROMIUM_OPTIONS, find_chromium
from support.hosts import Host

pytestmark = pytest.mark.browser

PROFILES = 2  # killed side by side
PATIENCE = 120  # seconds for a browser to start on a busy machine
PAGE = """<!doctype html><meta charset="utf-8"><title>Journal</title><link rel="icon" href="data:,">
<script type="module" src="killed.js"></script>
"""
SCRIPT = """
import { openDevice } from "./learner/device.js";

const tell = (what, body) => fetch(`${what}${location.search}`, { method: "POST", body });
const device = await openDevice("parcours");
await tell("/had", device.entries.map(({ question }) => question).join(" "));
const visit = new URLSearchParams(location.search).get("visit");
for (let turn = 0; ; turn++) {
  const question = `q-${visit}-${turn}`;
  const kept = await device.add("answer", { module: "a2", question, answer: "un", score: 1, tries: 1, done: true, where: "quiz" });
  await tell(kept && device.durable ? "/kept" : "/refused", question);
}
"""


class _Ear(SimpleHTTPRequestHandler):
    """Files of a folder; what pages tell goes to the queue of their profile."""

    def __init__(self, *args: Any, told: dict[str, queue.Queue[tuple[str, str]]], **options: Any) -> None:
        self.told = told
        super().__init__(*args, **options)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        what, _, search = self.path.partition("?")
        profile, _, visit = search.partition("&")
        self.told[profile].put((f"{what} {visit}", body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Requests are not news."""


@pytest.fixture
def ear(root: Path, tmp_path: Path) -> Iterator[tuple[str, dict[str, queue.Queue[tuple[str, str]]]]]:
    """The address of the page, and the queues of what is told there, by profile."""
    folder = tmp_path / "page"
    shutil.copytree(root / "generator" / "browser" / "learner", folder / "learner")
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "killed.js").write_text(SCRIPT, encoding="utf-8")
    told: dict[str, queue.Queue[tuple[str, str]]] = {f"profile={n}": queue.Queue() for n in range(PROFILES)}
    server = Host(("127.0.0.1", 0), partial(_Ear, told=told, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", told
    server.shutdown()
    server.server_close()


def kill_again_and_again(
    address: str, profile: str, told: queue.Queue[tuple[str, str]], folder: Path, kills: int
) -> tuple[int, list[str]]:
    """How many answers were acknowledged in all, and those that some later visit had not."""
    chance = random.Random(profile)  # noqa: S311  (when to kill, not a secret)
    kept: set[str] = set()
    lost: list[str] = []
    for visit in range(kills + 1):
        last = visit == kills
        chromium = subprocess.Popen(
            [
                str(find_chromium()),
                *CHROMIUM_OPTIONS,
                "--headless",
                "--disable-extensions",
                f"--user-data-dir={folder}",
                f"{address}/index.html?{profile}&visit={visit}",
            ],
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            after = chance.randint(1, 6)  # acknowledgements, then up to some milliseconds
            pause = chance.random() * 0.02
            while True:
                what, body = told.get(timeout=PATIENCE)
                what, _, when = what.partition(" ")
                if when != f"visit={visit}":
                    if what == "/kept":
                        kept.add(body)  # acknowledged as the one before died
                    continue
                assert what != "/refused", body
                if what == "/had":
                    lost += sorted(kept.difference(body.split()))
                    if last:
                        break
                else:
                    kept.add(body)
                    after -= 1
                    if after == 0:
                        break
            if not last:
                time.sleep(pause)
        finally:
            os.killpg(chromium.pid, signal.SIGKILL)
            chromium.wait()
    return len(kept), lost


def test_no_acknowledged_answer_is_lost_when_the_browser_is_killed(
    ear: Any, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    assert find_chromium(), "no Chromium: install one or name it in PARCOURS_CHROMIUM"
    address, told = ear
    each = -(-pytestconfig.getoption("--kills") // PROFILES)
    with ThreadPoolExecutor(PROFILES) as pool:
        runs = [
            pool.submit(
                kill_again_and_again, address, profile, ears, tmp_path / profile.replace("=", "-"), each
            )
            for profile, ears in told.items()
        ]
        for run in runs:
            count, lost = run.result()
            assert count >= each
            assert lost == []
