"""Every notebook run once with its default parameters, before anything is published.

Lives here: running a notebook in a process of its own, what came out as `Outputs`, what went wrong as diagnostics at
the author's cell and line, the contract between questions and their answers, and what is kept from one run to the next.
May not live here: how a cell runs (`exercises/atelier/runner.py`, the same in the browser), how outputs are shown.

A result depends on the cells, the files beside them, Python and the program that runs them: it is kept under a digest of
these in `<out>/.exercises/`, and no edition runs a notebook again. Losing that folder only costs time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import marshal
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path, PurePosixPath
from typing import Any

from generator.building.files import digest_tree, write_file, write_tree
from generator.building.notebook_faults import contract_faults, differences, output_faults, places_of
from generator.diagnostics import Diagnostic
from generator.model import (
    CellOutput,
    CellRole,
    Course,
    Exercise,
    Notebook,
    Outputs,
    QuestionForm,
    Tree,
)
from generator.territories.places import known_territory
from generator.territories.worksheets import localized_course

KEPT = ".exercises"
"""Folder of the kept results, in the folder of all builds: no edition can be called so."""

_KEPT_BESIDES = 60
_LATER = 400.3 * 86_400  # seconds: another year, month, day, weekday and hour
_RUNNER = "atelier/runner.py"
_VERB = re.compile(r"atelier/\w+\.py")
_GUARD = Path(__file__).with_name("notebook_guard.py")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one notebook may take: seconds for all its cells, characters for each, bytes of memory.

    `patience` is how many seconds more the process gets to end by itself.
    """

    seconds: float = 20.0
    patience: float = 10.0
    characters: int = 100_000
    memory: int = 1 << 30


@dataclass(frozen=True, slots=True)
class Ran:
    """What every notebook shows, and what is wrong with those that may not be published."""

    outputs: Outputs
    diagnostics: tuple[Diagnostic, ...]


def run_exercises(
    course: Course, out: Path, *, broken: Collection[str] = (), limits: Limits | None = None
) -> Ran:
    """Run every notebook of a course, or take what it showed last time.

    Args:
        course: what people wrote.
        out: the folder of all builds, where results are kept when it can be written to.
        broken: paths of the files in which faults were found already; their notebooks are not run.
        limits: what one notebook may take.
    """
    chosen = limits or Limits()
    jobs = [
        (exercise, language, notebook)
        for exercise in course.exercises.values()
        for language, notebook in exercise.notebooks.items()
        if _RUNNER in exercise.files and not any(_concerns(path, exercise, notebook) for path in broken)
    ]

    def answer(job: tuple[Exercise, str, Notebook]) -> tuple[str, Mapping[str, Any]]:
        exercise, _, notebook = job
        return _kept_or_run(exercise, notebook, out / KEPT, chosen)

    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        try:
            replies = list(pool.map(answer, jobs))
        except BaseException:  # interrupted: do not start those that wait
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    outputs: dict[tuple[str, str], Mapping[str, tuple[CellOutput, ...]]] = {}
    found = [_no_verbs(exercise) for exercise in course.exercises.values() if _RUNNER not in exercise.files]
    for (exercise, language, notebook), (_, reply) in zip(jobs, replies, strict=True):
        places = places_of(notebook)
        faults = [
            *output_faults(reply, places, chosen.seconds, chosen.characters),
            *contract_faults(reply, places),
        ]
        found += faults
        if not faults:
            outputs[exercise.id, language] = _outputs(reply)
    if jobs:
        _prune(out / KEPT, {digest for digest, _ in replies})
    return Ran(outputs, tuple(sorted(set(found), key=lambda d: d.sort_key)))


def run_for_editions(
    course: Course, out: Path, shown: Outputs, *, broken: Collection[str] = ()
) -> tuple[Mapping[str, Outputs], tuple[Diagnostic, ...]]:
    """What the exercises show in editions of another territory than the one their data speak of.

    Args:
        course: what people wrote.
        out: the folder of all builds.
        shown: what every notebook shows as written.
        broken: as for `run_exercises`.

    Returns:
        By name of edition, for those where something differs; and what is wrong, with the edition it is wrong in.
    """
    outputs: dict[str, Outputs] = {}
    found: list[Diagnostic] = []
    for spec in course.editions.values():
        if not known_territory(course, spec.territory):
            continue  # told already
        there = localized_course(course, spec).exercises
        own = {
            name: one
            for name, one in there.items()
            if one is not course.exercises[name] and one.module in spec.modules
        }
        if own:
            ran = run_exercises(replace(course, exercises=own), out, broken=broken)
            outputs[spec.name] = {**shown, **ran.outputs}
            found += [replace(one, edition=spec.name) for one in ran.diagnostics]
    return outputs, tuple(found)


def _no_verbs(exercise: Exercise) -> Diagnostic:
    message = f"'exercises/{_RUNNER}' does not exist: notebooks cannot run"
    return Diagnostic(
        "missing-file", message, exercise.place, "take exercises/atelier/ of the Parcours repository"
    )


def _concerns(path: str, exercise: Exercise, notebook: Notebook) -> bool:
    """Whether a fault in a file may change what a notebook does: not one of the same notebook in another language."""
    beside = PurePosixPath(path).is_relative_to(PurePosixPath(exercise.place.path).parent)
    return path == notebook.place.path or (beside and not path.endswith(".md"))


# --- running and keeping ----------------------------------------------------------------------------


def _request(notebook: Notebook, limits: Limits) -> dict[str, Any]:
    return {
        "cells": [
            {"name": cell.name, "role": cell.role.value, "source": cell.source}
            for cell in notebook.cells
            if cell.role is not CellRole.PROSE
        ],
        "seconds": limits.seconds,
        "characters": limits.characters,
        "memory": limits.memory,
        "later": 0,
    }


def _digest(request: Mapping[str, Any], files: Mapping[PurePosixPath, bytes]) -> str:
    parts = (
        json.dumps(request, sort_keys=True),
        digest_tree(files),
        platform.python_implementation(),
        platform.python_version(),
        digest_tree({PurePosixPath(_GUARD.name): _GUARD.read_bytes()}),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]


def _kept_or_run(
    exercise: Exercise, notebook: Notebook, kept: Path, limits: Limits
) -> tuple[str, Mapping[str, Any]]:
    request = _request(notebook, limits)
    files = {PurePosixPath(path): data for path, data in exercise.files.items()}
    digest = _digest(request, files)
    place = kept / f"{digest}.json"
    if (reply := _read(place)) is not None:
        return digest, reply
    reply = run_notebook(request, files, limits)
    # A busy machine may be the one to blame for a slow cell: that is not kept.
    if reply["done"] and not any(fault["kind"] == "cell-too-slow" for fault in reply["faults"]):
        with contextlib.suppress(OSError):  # where nothing can be kept, everything runs each time
            write_file(place, json.dumps(reply, ensure_ascii=False).encode())
    return digest, reply


def _read(place: Path) -> dict[str, Any] | None:
    """A kept reply, marked as used; nothing when there is none or it is not whole."""
    try:
        reply = json.loads(place.read_bytes())
        if not (isinstance(reply, dict) and {"results", "contract", "faults", "done"} <= reply.keys()):
            return None
        os.utime(place)
    except (OSError, ValueError):
        return None
    return reply


def run_notebook(
    request: Mapping[str, Any], files: Mapping[PurePosixPath, bytes], limits: Limits
) -> dict[str, Any]:
    """Run one notebook twice, each time in a process of its own and a folder that holds `files` and nothing else.

    The second run is on another day, in another time zone and with another seed of hashes: what differs depends on the
    clock, on chance, on the order of a set or on an address in memory. A notebook that fails at once is not run again.

    Args:
        request: as `notebook_guard` reads it.
        files: what stands beside the notebook, by path.
        limits: what it may take.

    Returns:
        `results` of the cells in order, `contract` of the questions, `faults`, and whether the run came to its end
        (`done`): a process that was stopped or died did not.
    """
    reply = _run_once(request, files, limits, seed="0", zone="UTC")
    if _sound(reply):
        again = _run_once({**request, "later": _LATER}, files, limits, seed="1", zone="FAR-9:30")
        reply["faults"] += again["faults"] or differences(reply, again)
    return reply


def _sound(reply: Mapping[str, Any]) -> bool:
    shown = (output for result in reply["results"] for output in result["outputs"])
    return reply["done"] and not reply["faults"] and all(output["kind"] != "error" for output in shown)


def _run_once(
    request: Mapping[str, Any], files: Mapping[PurePosixPath, bytes], limits: Limits, *, seed: str, zone: str
) -> dict[str, Any]:
    """One process, from its start to its end. `seed` is that of Python's hashes, which order sets."""
    # -S and -P: the standard library and the exercise's folder are all there is to import. Not -I: it would ignore
    # PYTHONHASHSEED, and a set shown in another order would be another page.
    command = [sys.executable, "-S", "-s", "-P", "-B", "-X", "utf8", str(_GUARD)]
    with tempfile.TemporaryDirectory(prefix="parcours-") as work:
        folder = Path(work, "exercise")
        write_tree({**files, **_compiled(files)}, folder)
        process = subprocess.Popen(
            [*command, str(folder)], cwd=folder, env=_environment(work, seed, zone),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            said, _ = process.communicate(
                json.dumps(request).encode(), timeout=limits.seconds + limits.patience
            )
            slow = False
        except subprocess.TimeoutExpired:
            process.kill()
            said, _ = process.communicate()
            slow = True
        except BaseException:
            process.kill()
            process.wait()
            raise
    return _reply(said, slow=slow)


def _compiled(files: Mapping[PurePosixPath, bytes]) -> Tree:
    """The verbs as Python keeps them once imported: the same for every notebook, each process would compile them again.

    Those only: what stands right beside a notebook is what a learner finds there.
    """
    verbs = {path: _bytecode(data) for path, data in files.items() if _VERB.fullmatch(path.as_posix())}
    return {
        path.parent / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.pyc": code
        for path, code in verbs.items()
        if code
    }


@lru_cache(maxsize=128)
def _bytecode(source: bytes) -> bytes | None:
    """What Python would keep of a file; nothing of one that it could not import, which is told where it is."""
    try:
        code = compile(source, "", "exec", dont_inherit=True, optimize=0)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    # The flag: made from a text with this digest, which need not be compared again (PEP 552).
    return MAGIC_NUMBER + (1).to_bytes(4, "little") + source_hash(source) + marshal.dumps(code)


def _environment(home: str, seed: str, zone: str) -> dict[str, str]:
    kept = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if "SYSTEMROOT" in os.environ else {}
    return {**kept, "HOME": home, "TMPDIR": home, "LC_ALL": "C.UTF-8", "TZ": zone, "PYTHONHASHSEED": seed}


def _reply(said: bytes, *, slow: bool) -> dict[str, Any]:
    """The lines of the process put together; the last one may have been cut short."""
    reply: dict[str, Any] = {"results": [], "contract": [], "faults": [], "done": False}
    for line in said.splitlines():
        try:
            part = json.loads(line)
        except ValueError:
            continue
        reply["results"] += [part["result"]] if "result" in part else []
        reply["faults"] += [part["fault"]] if "fault" in part else []
        reply["contract"] += part.get("contract", [])
        reply["done"] = reply["done"] or "done" in part
    if slow and not any(fault["kind"] == "cell-too-slow" for fault in reply["faults"]):
        reply["faults"].append({"kind": "cell-too-slow", "cell": "", "line": 0, "what": ""})
    return reply


def _prune(kept: Path, used: Collection[str]) -> None:
    """Forget the oldest results beyond a few besides those in use."""
    with contextlib.suppress(OSError):
        others = [path for path in kept.glob("*.json") if path.stem not in used]
        others.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in others[_KEPT_BESIDES:]:
            path.unlink(missing_ok=True)


# --- what came out ----------------------------------------------------------------------------------


def _outputs(reply: Mapping[str, Any]) -> Mapping[str, tuple[CellOutput, ...]]:
    cells = {result["name"]: _shown(result) for result in reply["results"]}
    # A trainer's edition shows what the reference answer gets, beside the solution that gives it.
    for entry in reply["contract"]:
        if "answer" in entry:
            cells[entry["question"].replace("q-", "s-", 1)] = _shown(entry["answer"])
    return cells


def _shown(result: Mapping[str, Any]) -> tuple[CellOutput, ...]:
    form = _form(result["verdict"]["form"]) if "verdict" in result else None
    return tuple(
        CellOutput("html", output["html"], form)
        if output["kind"] == "html"
        else CellOutput("text", output["text"])
        for output in result["outputs"]
    )


def _form(form: Mapping[str, Any]) -> QuestionForm:
    options = tuple((str(key), str(text)) for key, text in form.get("options", ()))
    return QuestionForm(form["kind"], form.get("unit", ""), options)
