"""Times the official division and `parcours build --all-groupings`; weighs what a learner's browser fetches.

Lives here: one territory against the whole division and against the package it comes from; filling groupings against
an engine's run for each; peak memory for few and for many groupings; a build done again; sizes of files. Groupings are
a sample, drawn with a seed. The whole country is reckoned from two runs: what 180 groupings more cost, times 1,255.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from measuring import alone, header, peak_memory, processor, table, timed

from generator.building import engines
from generator.building.compose import compose
from generator.building.groupings import build_groupings
from generator.building.project import check_project
from generator.building.site import produce
from generator.model import Commune, Course, Department, Gazetteer, Territory
from generator.reading import read_course
from generator.reading.division import read_division
from generator.renderers import territories
from generator.territories.places import country_of

TERRITORIES = "## Territories"
NAME, CODE = "beaune", "242100410"
SEED = 2026
FEW, MANY = 20, 200
ENGINE_RUNS = 3
PACKAGE = Path("node_modules/@etalab/decoupage-administratif/data")
PARTS = ("communes", "departements", "ept", "epci", "regions")
REPEATS = 5


@dataclass(frozen=True)
class Lookups:
    """Seconds of processor: a territory by its code, by a name, all of them, the package parsed."""

    code: float
    name: float
    every: float
    package: float


@dataclass(frozen=True)
class Pressed:
    """One run over a sample: how many groupings were filled and stood, seconds of processor, bytes of memory at most."""

    filled: int
    reused: int
    seconds: float
    memory: int


@dataclass(frozen=True)
class Country:
    """Runs over one grouping from nothing, few, few again, many, many again; an engine's run for one edition."""

    first: Pressed
    few: Pressed
    many: Pressed
    few_again: Pressed
    many_again: Pressed
    engine: float
    groupings: int

    @property
    def each(self) -> float:
        """Seconds to fill one grouping more."""
        return (self.many.seconds - self.few.seconds) / (self.many.filled - self.few.filled)

    @property
    def whole(self) -> float:
        """Seconds of processor for the whole country, from nothing."""
        return self.first.seconds + (self.groupings - 1) * self.each

    @property
    def whole_again(self) -> float:
        """Seconds of processor for the whole country when every site stands."""
        each = (self.many_again.seconds - self.few_again.seconds) / (MANY - FEW)
        return self.few_again.seconds + (self.groupings - FEW) * each


@dataclass(frozen=True)
class Weights:
    """Bytes of what a browser fetches, as they are and compressed: the list, the middle territory, the heaviest."""

    index: tuple[int, int]
    middle: tuple[int, int]
    heaviest: tuple[int, int]


class Sample(Gazetteer):
    """A division of which only some groupings are seen; communes are all there, so that memory is the country's."""

    def __init__(self, division: Gazetteer, groupings: frozenset[str]) -> None:
        self.division, self.sirens = division, groupings

    def __hash__(self) -> int:
        return hash(self.sirens)

    def __eq__(self, other: object) -> bool:
        return self is other

    def commune(self, insee: str) -> Commune | None:
        return self.division.commune(insee)

    def grouping(self, siren: str) -> Territory | None:
        return self.division.grouping(siren)

    def department(self, code: str) -> Department | None:
        return self.division.department(code)

    @property
    def communes(self) -> Iterator[Commune]:
        return self.division.communes

    @property
    def groupings(self) -> Iterator[Territory]:
        return (grouping for grouping in self.division.groupings if grouping.siren in self.sirens)


# --- one territory ----------------------------------------------------------------------------------


def _by_code(root: Path) -> float:
    return timed(lambda: read_division(root).territory(CODE))


def _by_name(root: Path) -> float:
    def find() -> None:
        division = read_division(root)
        division.territory(division.find(NAME)[0].code)

    return timed(find)


def _every(root: Path) -> float:
    def read() -> None:
        division = read_division(root)
        list(division.groupings)
        list(division.communes)

    return timed(read)


def _package(root: Path) -> float:
    def parse() -> None:
        for part in PARTS:
            json.loads((root / PACKAGE / f"{part}.json").read_bytes())

    return timed(parse)


def look_up(root: Path) -> Lookups:
    """Time each look-up in processes of their own; the best of several."""
    best = [
        min(alone(action, root) for _ in range(REPEATS)) for action in (_by_code, _by_name, _every, _package)
    ]
    return Lookups(*best)


# --- the whole country ------------------------------------------------------------------------------


def _course(root: Path) -> tuple[Course, Gazetteer]:
    course = read_course(root).course
    if course is None or course.division is None:
        raise SystemExit(f"{root} has faults: run `parcours check` there")
    return course, course.division


def sirens(root: Path) -> list[str]:
    """Every grouping, in an order drawn with a seed: a sample is the beginning of the list."""
    everyone = sorted(grouping.siren for grouping in _course(root)[1].groupings)
    random.Random(SEED).shuffle(everyone)  # noqa: S311  (a sample, not a secret)
    return everyone


def press(root: Path, out: Path, sample: list[str]) -> Pressed:
    """Run `build_groupings` over a sample as the command does, checks included."""
    start = processor()
    checked = check_project(root, out)
    course, division = checked.sound, checked.sound.division if checked.sound else None
    if course is None or division is None:
        raise SystemExit(f"{root} has faults: run `parcours check` there")
    course = replace(course, division=Sample(division, frozenset(sample)))
    made = build_groupings(root, course, course.editions["default"], checked.outputs, out=out)
    return Pressed(made.filled, made.reused, processor() - start, peak_memory())


def engine_run(root: Path, out: Path, siren: str) -> float:
    """Seconds to build the pages of one grouping's edition with the engine: neither book nor JupyterLite, kept anyway."""
    course, _ = _course(root)
    spec = replace(course.editions["default"], name=f"alone-{siren}", territory=siren, chooser=False)
    outputs = check_project(root, out).outputs

    def build() -> None:
        manuscript = compose(root, course, spec, outputs)
        produce(replace(manuscript, annexes=()), engines.engine_named("mkdocs"), out)

    return timed(build)


def press_country(root: Path, scratch: Path) -> Country:
    """Time the runs from which the whole country is reckoned, each in a process of its own."""
    order, out = sirens(root), scratch / "country"
    # Each sample holds the one before: a grouping that is not in the division any more would be removed, which costs.
    first, few, few_again, many, many_again = (
        alone(press, root, out, order[:size]) for size in (1, FEW, FEW, MANY, MANY)
    )
    engine = mean(alone(engine_run, root, scratch / "alone", siren) for siren in order[:ENGINE_RUNS])
    return Country(first, few, many, few_again, many_again, engine, len(order))


# --- what a learner fetches -------------------------------------------------------------------------


def weigh(root: Path) -> Weights:
    """Weigh the files of `/territories/`."""
    course, division = _course(root)
    tree = territories.render(division, course.editions["default"].languages, country_of(course))
    sizes = {path.name: (len(data), len(gzip.compress(data, 9, mtime=0))) for path, data in tree.items()}
    index = sizes.pop(territories.INDEX)
    ranked = sorted(sizes.values())
    return Weights(index, ranked[len(ranked) // 2], ranked[-1])


# --- the table --------------------------------------------------------------------------------------


def measure_territories(root: Path, scratch: Path, date: str, load: str) -> str:
    """Measure everything of this module.

    Returns:
        A section of `RESULTS.md`.
    """
    seen = look_up(root)
    print(
        f"territories: by code {seen.code:.3f} s, by name {seen.name:.3f} s, all {seen.every:.3f} s",
        flush=True,
    )
    country = press_country(root, scratch)
    print(f"groupings: {country.each:.3f} s each, an engine's run {country.engine:.2f} s", flush=True)
    return section(seen, country, weigh(root), date, load)


def section(seen: Lookups, country: Country, weights: Weights, date: str, load: str) -> str:
    """The section of `RESULTS.md`."""
    by_engine = country.groupings * country.engine
    number = f"{country.groupings:,}"
    rows = [
        ("one territory by its code / every territory read", f"{seen.code / seen.every:.2f}", "",
         _seconds(seen.code, seen.every)),
        ("one territory by its code / the package parsed", f"{seen.code / seen.package:.2f}", "",
         _seconds(seen.code, seen.package)),
        ("a name found and read / the package parsed", f"{seen.name / seen.package:.2f}", "",
         _seconds(seen.name, seen.package)),
        (f"an engine's run for each of {number} editions / all groupings", f"× {by_engine / country.whole:.0f}", "≥ × 50",
         f"{number} × {country.engine:.2f} s / {country.whole:.0f} s"),
        ("one grouping filled / an engine's run", f"{country.each / country.engine:.1%}", "",
         _seconds(country.each, country.engine)),
        ("all groupings, unchanged / from nothing", f"{country.whole_again / country.whole:.1%}", "≤ 5 %",
         f"{country.whole_again:.1f} s / {country.whole:.0f} s"),
        (f"peak memory, {MANY} groupings / {FEW}", f"{country.many.memory / country.few.memory:.2f}", "≤ 1.10",
         f"{country.many.memory / 1e6:.0f} MB / {country.few.memory / 1e6:.0f} MB"),
        ("list of every place, compressed (bytes)", f"{weights.index[1]:,}", "", f"{weights.index[0]:,} as it is"),
        ("file of the middle territory, compressed (bytes)", f"{weights.middle[1]:,}", "", f"{weights.middle[0]:,} as it is"),
        ("file of the heaviest territory, compressed (bytes)", f"{weights.heaviest[1]:,}", "",
         f"{weights.heaviest[0]:,} as it is"),
    ]  # fmt: skip
    return "\n".join(
        [
            TERRITORIES,
            "",
            header(date, f" {load}"),
            "",
            *table(rows),
            "",
            f"Seconds of processor. The country is reckoned: shared pages and one grouping from nothing, then {country.groupings - 1:,}",
            f"times what a grouping costs in a run of {MANY} against a run of {FEW}, drawn with a seed. An engine's run is the mean of",
            f"{ENGINE_RUNS} editions of one grouping, pages only, its exercises not run again: less than such a build costs. Memory is the",
            "generator's own, every commune of the country read.",
            "",
        ]
    )


def _seconds(one: float, other: float) -> str:
    return f"{one:.3f} s / {other:.3f} s"
