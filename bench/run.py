"""Measures the generator against the engine it stands on, in one run, and writes `bench/RESULTS.md`.

Lives here: what is timed and the table. Only ratios count, since machines differ: our stages (reading,
checks, selection, rendering) against the engine on the same staged pages, an unchanged rebuild against a
full one, growth from 500 to 2,000 lessons, and HTML per page. Times are seconds of processor (see `measuring`); the
best of several runs is kept for short measures. Exercises are timed by `page_start`, in a browser; pages by `page_scores`, with
Lighthouse; territories by `territories`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from make_course import make_course
from measuring import alone, header, processor, timed
from measuring import table as table_of
from page_scores import PAGES, measure_pages
from page_start import Starts, find_chromium, measure_starts
from territories import TERRITORIES, measure_territories

from generator.building.exercises import run_exercises
from generator.checks import check_all
from generator.diagnostics import errors
from generator.editions import select
from generator.model import Tree
from generator.reading import read_course, read_look
from generator.renderers import pages, portal

ROOT = Path(__file__).resolve().parent.parent
EPOCH = "1795392000"  # any fixed day: what is built must not depend on when it is measured


@dataclass(frozen=True)
class Stages:
    """Seconds of processor of each of our stages for one edition."""

    reading: float
    checks: float
    selection: float
    rendering: float

    @property
    def total(self) -> float:
        return self.reading + self.checks + self.selection + self.rendering


@dataclass(frozen=True)
class Measure:
    """One course, measured."""

    name: str
    pages: int
    stages: Stages
    engine: float
    bytes_per_page: float

    @property
    def share(self) -> float:
        return self.stages.total / self.engine


def our_stages(root: Path, date: str) -> tuple[Stages, dict[str, Tree]]:
    """Run our stages once for the default edition; also gives the staged tree of each variant."""
    start = processor()
    read = read_course(root)
    look = read_look(root)
    reading = processor() - start
    course = read.course
    if course is None or errors(read.diagnostics):
        sys.exit(f"{root} has faults: run `parcours check` there")
    start = processor()
    found = check_all(course, date)
    checks = processor() - start
    if errors(found):
        sys.exit(f"{root} has faults: run `parcours check` there")
    start = processor()
    edition = select(course, course.editions["default"])
    selection = processor() - start
    start = processor()
    trees = {variant.path: pages.render(edition, variant, look) for variant in edition.variants}
    portal.render(edition)
    rendering = processor() - start
    return Stages(reading, checks, selection, rendering), trees


def _stages(root: Path, date: str) -> Stages:
    return our_stages(root, date)[0]


def write_tree(tree: Tree, folder: Path) -> None:
    for path, content in tree.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def run_engine(folder: Path) -> None:
    """Run MkDocs on a staged folder, as `generator.building` does, from cold."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": EPOCH}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean", "--site-dir", "site"]
    subprocess.run(command, cwd=folder, check=True, env=environment, stdin=subprocess.DEVNULL)


def measure(name: str, root: Path, scratch: Path, date: str, repeats: int) -> Measure:
    """Time our stages (the best of `repeats`) and the engine on what they staged (the best of two, one if large)."""
    stages = min((alone(_stages, root, date) for _ in range(repeats)), key=lambda s: s.total)
    engine, sizes = 0.0, []
    for path, tree in our_stages(root, date)[1].items():
        folder = scratch / path.replace("/", "-")
        shutil.rmtree(folder, ignore_errors=True)
        write_tree(tree, folder)
        engine += min(timed(partial(run_engine, folder)) for _ in range(1 if repeats == 1 else 2))
        sizes += [file.stat().st_size for file in (folder / "site").rglob("*.html")]
        shutil.rmtree(folder)
    print(f"{name}: {len(sizes)} pages, ours {stages.total:.2f} s, engine {engine:.2f} s", flush=True)
    return Measure(name, len(sizes), stages, engine, sum(sizes) / len(sizes))


def rebuild(root: Path, out: Path) -> tuple[float, float]:
    """Seconds of `parcours build` from nothing, then again with nothing changed (the best of three)."""
    command = [sys.executable, "-m", "generator", "build", "--quiet", "--out", str(out)]

    def build() -> None:
        subprocess.run(command, cwd=root, check=True, stdin=subprocess.DEVNULL, capture_output=True)

    full = timed(build)
    again = min(timed(build) for _ in range(3))
    print(f"{root.name}: full build {full:.2f} s, unchanged {again:.2f} s", flush=True)
    return full, again


EXERCISES = "## Exercises"
SECTIONS = (EXERCISES, PAGES, TERRITORIES)
"""Of the results, after what is said of the generator; each can be measured alone."""


def table(measures: list[Measure], builds: dict[str, tuple[float, float]], date: str) -> str:
    stages = [
        (
            m.name,
            *(
                f"{s:.2f}"
                for s in (m.stages.reading, m.stages.checks, m.stages.selection, m.stages.rendering)
            ),
        )
        for m in measures
    ]
    return "\n".join(
        [
            "# Measures",
            "",
            header(date),
            "",
            *table_of(_ratios(measures, builds)),
            "",
            "Seconds of our stages:",
            "",
            "| course | reading | checks | selection | rendering |",
            "|---|---:|---:|---:|---:|",
            *(f"| {' | '.join(row)} |" for row in stages),
            "",
            "Times are seconds of processor. Our stages and the engine work on the same staged pages; the engine runs once",
            "per variant, from cold. Rebuilds are whole `parcours build` commands, start of Python included.",
            "",
        ]
    )


def _ratios(
    measures: list[Measure], builds: dict[str, tuple[float, float]]
) -> list[tuple[str, str, str, str]]:
    """What is measured, its value, what is aimed at, what it is the ratio of."""
    small, large = measures[1], measures[2]
    ours = large.stages.total / small.stages.total
    engine = large.engine / small.engine
    rows = [
        (f"our stages / engine, {m.name} ({m.pages:,} pages)", f"{m.share:.1%}", "≤ 10 %",
         f"{m.stages.total:.2f} s / {m.engine:.2f} s") for m in measures
    ]  # fmt: skip
    rows += [
        (
            f"unchanged rebuild / full build, {name}",
            f"{again / full:.1%}",
            "≤ 5 %",
            f"{again:.2f} s / {full:.2f} s",
        )
        for name, (full, again) in builds.items()
    ]
    rows += [
        ("growth of our stages, 500 → 2,000 lessons", f"× {ours:.1f}", "≤ × 4.3", ""),
        (
            "growth of the engine, 500 → 2,000 lessons",
            f"× {engine:.1f}",
            "",
            "Material alone: × 10.6, pruned × 5.2",
        ),
        ("growth of both together", f"× {_growth(small, large):.1f}", "≤ × 4.3", ""),
        (
            "HTML per page, 2,000 / 500 lessons",
            f"{large.bytes_per_page / small.bytes_per_page:.2f}",
            "1.00",
            f"{large.bytes_per_page:,.0f} / {small.bytes_per_page:,.0f} bytes",
        ),
    ]
    return rows


def _growth(small: Measure, large: Measure) -> float:
    return (large.stages.total + large.engine) / (small.stages.total + small.engine)


def exercise_runs(root: Path, out: Path) -> tuple[float, float]:
    """Seconds to run every notebook of a course from nothing, then to take what was kept (the best of three)."""
    course = read_course(root).course
    if course is None:
        sys.exit(f"{root} has faults: run `parcours check` there")
    first = timed(lambda: run_exercises(course, out))
    again = min(timed(lambda: run_exercises(course, out)) for _ in range(3))
    print(f"exercises: run {first:.2f} s, kept {again:.2f} s", flush=True)
    return first, again


def exercise_table(starts: Starts, runs: tuple[float, float], date: str) -> str:
    def seconds(form: list[float], notebook: list[float]) -> str:
        return f"{median(form):.2f} s / {median(notebook):.2f} s"

    first, again = runs
    rows = [
        ("first result, first visit: form / JupyterLite", f"{starts.first:.2f}", "≤ 0.35",
         seconds(starts.form_first, starts.notebook_first)),
        ("first result, later visit: form / JupyterLite", f"{starts.later:.2f}", "≤ 0.10",
         seconds(starts.form_later, starts.notebook_later)),
        ("bytes of Python fetched by a page nobody touches", f"{starts.early:,}", "0", ""),
        ("all notebooks, results kept / run", f"{again / first:.1%}", "≤ 5 %", f"{again:.3f} s / {first:.2f} s"),
    ]  # fmt: skip
    return "\n".join(
        [
            EXERCISES,
            "",
            header(date),
            "",
            *table_of(rows),
            "",
            "Seconds by the clock, medians, in Chromium, form and JupyterLite in turns on the same site and the same exercise.",
            "The form: from the button of an open page to the results of every cell. JupyterLite: from the link to the first",
            "output, cells run as soon as they can be. A later visit is a browser started anew with what the device kept:",
            f"{starts.kept / 1e6:.1f} MB of Python. Notebooks: seconds of processor.",
            "",
        ]
    )


def generator(scratch: Path, date: str) -> str:
    """Measure the generator; the site of this course stays in `scratch/out`."""
    small = make_course(scratch / "500", 500)
    large = make_course(scratch / "2000", 2000)
    measures = [
        measure("this course", ROOT, scratch / "stage", date, 5),
        measure("500 lessons", small, scratch / "stage", date, 3),
        measure("2,000 lessons", large, scratch / "stage", date, 1),
    ]
    builds = {
        "this course": rebuild(ROOT, scratch / "out"),
        "500 lessons": rebuild(small, scratch / "out500"),
    }
    return table(measures, builds, date)


def exercises(scratch: Path, date: str) -> str:
    """Measure the exercises, on the site in `scratch/out`."""
    starts = measure_starts(scratch / "out" / "default" / "site", find_chromium())
    return exercise_table(starts, exercise_runs(ROOT, scratch / "runs"), date)


def load() -> str:
    """How busy the machine is: what else it does makes seconds longer."""
    return f"Processes at work or waiting when it began: {os.getloadavg()[0]:.1f}."


def parts_of(text: str) -> dict[str, str]:
    """The sections of a file of results by their heading; what stands before them under an empty name."""
    found, name = {"": ""}, ""
    for line in text.splitlines(keepends=True):
        name = line.strip() if line.strip() in SECTIONS else name
        found[name] = found.get(name, "") + line
    return {name: part.strip() for name, part in found.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the generator; write bench/RESULTS.md.")
    parser.add_argument("--date", required=True, help="the day of the measure, YYYY-MM-DD")
    parser.add_argument(
        "--results", type=Path, default=ROOT / "bench" / "RESULTS.md", help="where the table goes"
    )
    parser.add_argument("--exercises", action="store_true", help="measure the exercises only, keep the rest")
    parser.add_argument(
        "--territories", action="store_true", help="measure the territories only, keep the rest"
    )
    parser.add_argument(
        "--pages", action="store_true", help="measure pages with Lighthouse only, keep the rest"
    )
    options = parser.parse_args()
    everything = not (options.exercises or options.territories or options.pages)
    parts = {} if everything else parts_of(options.results.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="parcours-bench-") as name:
        scratch = Path(name)
        if everything:
            parts[""] = generator(scratch, options.date).strip()
        if everything or options.exercises:
            if options.exercises:
                rebuild(ROOT, scratch / "out")
            parts[EXERCISES] = exercises(scratch, options.date).strip()
        if everything or options.pages:
            if not (scratch / "out").exists():
                rebuild(ROOT, scratch / "out")
            site = scratch / "out" / "default" / "site"
            parts[PAGES] = measure_pages(site, find_chromium(), options.date, load()).strip()
        if everything or options.territories:
            parts[TERRITORIES] = measure_territories(ROOT, scratch, options.date, load()).strip()
    text = "\n\n".join(parts[name] for name in ("", *SECTIONS) if name in parts) + "\n"
    options.results.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
