"""Many notebooks run one after the other in one process, under the guard of the build: a start each is half the price.

Each has a folder and a session of its own, in which its model is imported anew. As in the build, all run twice: the
second time on another day, in another time zone, with another seed of hashes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from generator.building.exercises import _GUARD, _LATER, Limits, _compiled, _environment, _request
from generator.building.files import write_tree
from generator.building.notebook_faults import contract_faults, differences, output_faults, places_of
from generator.diagnostics import Diagnostic
from generator.model import Exercise, Notebook

PROGRAM = """
import json, os, sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
import notebook_guard as guarded

base, asked = Path(sys.argv[2]), json.load(sys.stdin)
sys.path[0] = str(base / "0")
guard = guarded.Guard(base, os.fdopen(os.dup(1), "w", encoding="utf-8", errors="replace"))
os.dup2(2, 1)
guarded.set_clock(asked["later"])
guarded.confine(asked["seconds"], asked["memory"])
watched, watching = sys.addaudithook, []
sys.addaudithook = lambda hook: watching or watching.append(watched(hook))
for number, one in enumerate(asked["notebooks"]):
    guard.told.clear()
    guard.say(number=number)
    for line in guarded.run(one, base / str(number), guard):
        guard.say(**line)
    guard.say(done=True)
"""
LIMITS = Limits(seconds=300, memory=2 << 30)
"""For all of them together; what one cell may show is the build's."""

Job = tuple[Exercise, Notebook]
Reply = dict[str, Any]


def run_each(jobs: Sequence[Job], folder: Path) -> list[tuple[Reply, list[Diagnostic]]]:
    """What each notebook gave, and what the build would say is wrong with it."""
    for number, (exercise, _) in enumerate(jobs):
        files = {PurePosixPath(path): data for path, data in exercise.files.items()}
        write_tree({**files, **_compiled(files)}, folder / str(number))
    asked = [_request(notebook, LIMITS) for _, notebook in jobs]
    ways = ((0.0, "0", "UTC"), (_LATER, "1", "FAR-9:30"))
    with ThreadPoolExecutor(max_workers=len(ways)) as pool:
        first, second = pool.map(partial(_run, asked, folder), *zip(*ways, strict=True))
    return [(one, _faults(one, two, job[1])) for one, two, job in zip(first, second, jobs, strict=True)]


def _run(asked: list[Any], folder: Path, later: float, seed: str, zone: str) -> list[Reply]:
    command = [sys.executable, "-S", "-s", "-P", "-B", "-X", "utf8", "-c", PROGRAM, str(_GUARD.parent), str(folder)]  # fmt: skip
    request = {"notebooks": asked, "later": later, "seconds": LIMITS.seconds, "memory": LIMITS.memory}
    done = subprocess.run(
        command, input=json.dumps(request).encode(), env=_environment(str(folder), seed, zone),
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip
    replies: list[Reply] = [{"results": [], "contract": [], "faults": [], "done": False} for _ in asked]
    reply: Reply = {}
    for line in done.stdout.splitlines():
        part = json.loads(line)
        reply = replies[part["number"]] if "number" in part else reply
        reply["results"] += [part["result"]] if "result" in part else []
        reply["faults"] += [part["fault"]] if "fault" in part else []
        reply["contract"] += part.get("contract", [])
        reply["done"] = reply["done"] or "done" in part
    assert done.returncode == 0, done.stderr.decode()
    return replies


def _faults(first: Reply, second: Reply, notebook: Notebook) -> list[Diagnostic]:
    reply = {**first, "faults": [*first["faults"], *(second["faults"] or differences(first, second))]}
    places = places_of(notebook)
    told = output_faults(reply, places, LIMITS.seconds, LIMITS.characters)
    return [*told, *contract_faults(reply, places)]
