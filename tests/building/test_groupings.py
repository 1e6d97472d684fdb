"""One site for each grouping of a country: six real groupings, filled from pages built once.

The country is cut out of the official division (`tests/support/country.py`); pages are the real engine's.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import pytest
from building_samples import site_digest
from support import country
from support.country import BEAUNE, COUNTRY, DIJON, LYON, PAIR, country_at, give_division, press
from support.courses import restamp

from generator.building import offline
from generator.building.compose import build
from generator.building.faults import OperatorError
from generator.building.groupings import Filled, Printed
from generator.building.project import check_project
from generator.model import Course, Locality
from generator.reading import read_course
from generator.territories.facts import facts
from generator.territories.places import country_of

pytestmark = pytest.mark.engine

PAGES = {"fr": "fr/elus", "en": "en/elected"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return country_at(tmp_path_factory.mktemp("country") / "project", COUNTRY)


@pytest.fixture(scope="module")
def course(project: Path) -> Course:
    course = read_course(project).course
    assert course is not None
    return course


@pytest.fixture(scope="module")
def out(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the country was built once, for the tests that look and for those that build again in a copy."""
    folder = tmp_path_factory.mktemp("builds")
    press(project, folder)
    return folder


@pytest.fixture(scope="module")
def sites(out: Path) -> Path:
    return sites_in(out)


@pytest.fixture
def again(out: Path, tmp_path: Path) -> Path:
    """The builds as they stand, to be changed; hard links stay such."""
    subprocess.run(["cp", "-a", str(out), str(tmp_path / "out")], check=True)
    return tmp_path / "out"


@pytest.fixture
def unfilled(again: Path) -> Path:
    """The builds as they stand when the engine is done and no site is filled: what comes before is not what stops."""
    for folder in (sites_in(again), sites_in(again).with_name("made")):
        shutil.rmtree(folder)
    return again


def sites_in(out: Path) -> Path:
    return out / "pays-groupings" / "sites"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def text(page: Path) -> str:
    """What a page says between its header and its footer."""
    reader = _Words()
    reader.feed(page.read_text("utf-8"))
    return " ".join("".join(reader.words).split())


class _Words(HTMLParser):
    """The words of `main`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.inside = 0
        self.silent = 0

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.inside += tag == "main"
        self.silent += tag in {"script", "style", "template"}

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag == "main"
        self.silent -= tag in {"script", "style", "template"}

    def handle_data(self, data: str) -> None:
        if self.inside and not self.silent:
            self.words.append(data)


# --- what is made -----------------------------------------------------------------------------------


def test_every_grouping_has_a_complete_site(out: Path, sites: Path) -> None:
    shared = [path.relative_to(out / "pays-groupings/site") for path in files(out / "pays-groupings/site")]
    assert names(sites) == sorted(COUNTRY)
    for siren in COUNTRY:
        assert [path.relative_to(sites / siren) for path in files(sites / siren)] == shared


def test_links_inside_a_site_lead_somewhere(sites: Path) -> None:
    for siren in (DIJON, LYON):
        for page in sites.joinpath(siren).rglob("*.html"):
            if page.name == "404.html":
                continue  # served at any address
            for address in re.findall(r'(?:href|src)="([^"#][^"]*)"', page.read_text("utf-8")):
                parts = urlsplit(address)
                if parts.scheme or parts.netloc:
                    continue
                target = (page.parent / unquote(parts.path)).resolve()
                assert target.is_relative_to(sites / siren), (page, address)
                assert target.is_file() or (target / "index.html").is_file(), (page, address)


@pytest.mark.parametrize("siren", COUNTRY)
def test_a_site_speaks_of_its_grouping_and_of_no_other(course: Course, sites: Path, siren: str) -> None:
    assert course.division is not None
    grouping = course.division.grouping(siren)
    assert grouping is not None
    others = [found.name for one in COUNTRY if one != siren and (found := course.division.grouping(one))]
    whole = "\n".join(page.read_text("utf-8") for page in sites.joinpath(siren).rglob("*.html"))
    assert [name for name in others if name in whole] == []
    for language, folder in PAGES.items():
        known = facts(Locality(grouping, None), language, country_of(course))
        lesson = text(sites / siren / folder / "alpha/03-chez-vous/index.html")
        mine = text(
            sites / siren / folder / ("mon-territoire" if language == "fr" else "my-territory") / "index.html"
        )
        assert known["territory.largest.name"] in lesson
        for name in ("name", "siren", "population", "communes", "smallest.name", "concentration"):
            assert " ".join(known[f"territory.{name}"].split()) in mine, name
        assert all(member.name in mine for member in grouping.members)


def test_passages_and_chooser_are_those_of_the_grouping(sites: Path) -> None:
    lesson = {siren: text(sites / siren / "fr/elus/alpha/03-chez-vous/index.html") for siren in COUNTRY}
    assert {siren for siren in COUNTRY if "Passage des agglomérations" in lesson[siren]} == {BEAUNE, PAIR}
    assert {siren for siren in COUNTRY if "Passage des métropoles" in lesson[siren]} == {DIJON, LYON}
    for siren in COUNTRY:
        assert "Passage de " not in lesson[siren]
        page = (sites / siren / "fr/elus/alpha/03-chez-vous/index.html").read_text("utf-8")
        assert "parcours-territory" not in page
        assert 'data-when="commune"' not in page


def test_what_applies_comes_first_for_each_grouping(sites: Path) -> None:
    def order(siren: str) -> tuple[int, int]:
        page = text(sites / siren / "fr/elus/mon-territoire/index.html")
        return page.index("Adopter une stratégie"), page.index("Ce qui ne concerne pas l’intercommunalité")

    assert order(DIJON)[0] < order(DIJON)[1]
    assert order(country.CAMARGUE)[0] > order(country.CAMARGUE)[1]


def test_files_that_speak_of_no_territory_are_the_same_on_the_disk(out: Path, sites: Path) -> None:
    shared = out / "pays-groupings/site"
    told = {Path(name) for name in offline.worker((), {})} | {
        path.relative_to(shared) for path in shared.glob("offline/*.json")
    }
    alike = [path.relative_to(shared) for path in files(shared) if path.suffix != ".html"]
    alike = [path for path in alike if path not in told]
    assert alike
    for path in alike:
        assert len({(root / path).stat().st_ino for root in (shared, *(sites / s for s in COUNTRY))}) == 1


def test_each_site_has_the_lists_of_its_own_files(sites: Path) -> None:
    """Only its pages are read again for them: what comes out is what reading the whole site would give."""
    versions = set()
    for siren in (DIJON, LYON):
        site = sites / siren
        known = offline.entries(site)
        whole = offline.worker(offline.groups(site, PAGES.values(), known), known)
        assert {path: (site / path).read_bytes() for path in whole} == whole
        versions.add(whole[PurePosixPath("sw.js")])
    assert len(versions) == 2


def test_a_filled_page_says_what_an_ordinary_edition_of_the_place_says(
    project: Path, course: Course, out: Path, sites: Path
) -> None:
    spec = course.editions["pays"]
    assert (spec.territory, spec.chooser) == (DIJON, False)
    checked = check_project(project, out)
    site = build(project, course, spec, checked.outputs_for("pays"), out=out).site
    pages = [page.relative_to(site) for page in files(site) if page.suffix == ".html"]
    assert len(pages) > 20
    for page in pages:
        assert text(sites / DIJON / page) == text(site / page), page


# --- again ------------------------------------------------------------------------------------------


def test_nothing_is_made_twice(project: Path, again: Path) -> None:
    before = site_digest(sites_in(again))
    steps: list[Filled] = []
    made = press(project, again, steps.append)
    assert (made.filled, made.reused) == (0, len(COUNTRY))
    assert [(step.done, step.total, step.reused) for step in steps] == [(n, 6, True) for n in range(1, 7)]
    assert site_digest(sites_in(again)) == before


def test_two_builds_give_the_same_bytes(project: Path, sites: Path, tmp_path: Path) -> None:
    press(project, tmp_path)
    assert site_digest(sites_in(tmp_path)) == site_digest(sites)


def test_a_change_in_the_course_makes_all_again(project: Path, again: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(project, tmp_path / "project")
    lesson = copy / "course/alpha/03-chez-vous.fr.md"
    lesson.write_text(lesson.read_text("utf-8").replace("La plus peuplée", "Au premier rang"), "utf-8")
    restamp(copy)
    made = press(copy, again)
    assert (made.filled, made.reused) == (len(COUNTRY), 0)
    assert all(
        "Au premier rang" in text(sites_in(again) / s / "fr/elus/alpha/03-chez-vous/index.html")
        for s in COUNTRY
    )


def test_a_grouping_that_left_the_division_is_removed_and_one_that_came_is_made(
    project: Path, again: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(project, tmp_path / "project")
    newcomer = "243301165"
    give_division(copy, [*(siren for siren in COUNTRY if siren != LYON), newcomer])
    press(copy, again)
    assert names(sites_in(again)) == sorted({*COUNTRY, newcomer} - {LYON})
    assert names(sites_in(again).with_name("made")) == names(sites_in(again))


def test_a_site_that_was_removed_is_made_again(project: Path, again: Path) -> None:
    shutil.rmtree(sites_in(again) / BEAUNE)
    assert press(project, again).filled == 1
    assert (sites_in(again) / BEAUNE / "index.html").is_file()


# --- stopped ----------------------------------------------------------------------------------------


def resumed(project: Path, out: Path, sites: Path, standing: int) -> None:
    """A stopped build left whole sites only; the next one makes those that miss, and the result is the same."""
    left = [path for path in sites_in(out).iterdir() if not path.name.startswith(".")]
    for site in left:
        assert site_digest(site) == site_digest(sites / site.name)
    made = press(project, out)
    assert (made.filled, made.reused) == (len(COUNTRY) - standing, standing)
    assert site_digest(sites_in(out)) == site_digest(sites)


def test_a_build_that_stops_goes_on_where_it_was(project: Path, sites: Path, unfilled: Path) -> None:
    def stop(step: Filled) -> None:
        if step.done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        press(project, unfilled, stop)
    resumed(project, unfilled, sites, standing=3)


@pytest.mark.parametrize("moment", ["between", "inside"])
def test_a_killed_build_goes_on_where_it_was(
    project: Path, sites: Path, unfilled: Path, moment: str, root: Path
) -> None:
    path = os.pathsep.join([str(root), str(Path(country.__file__).parent.parent)])
    command = [sys.executable, country.__file__, str(project), str(unfilled), "2", moment]
    killed = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    resumed(project, unfilled, sites, standing=2)


def test_a_failed_course_leaves_the_sites_standing(project: Path, again: Path, tmp_path: Path) -> None:
    before = site_digest(sites_in(again))
    copy = shutil.copytree(project, tmp_path / "project")
    (copy / "course/alpha/03-chez-vous.fr.md").write_text("pas de tête", "utf-8")
    assert command(copy, again)[0] == 1
    assert site_digest(sites_in(again)) == before


# --- the command ------------------------------------------------------------------------------------


def command(project: Path, out: Path, *options: str) -> tuple[int, str, str]:
    args = [sys.executable, "-m", "generator", "--project", str(project), "build", "--all-groupings"]
    ran = subprocess.run(
        [*args, "--edition", "pays", "--out", str(out), *options], capture_output=True, text=True, check=False
    )
    return ran.returncode, ran.stdout, ran.stderr


def test_the_command_says_what_it_did(project: Path, again: Path) -> None:
    shutil.rmtree(sites_in(again) / BEAUNE)
    code, told, progress = command(project, again)
    assert code == 0
    assert "pays: 1 groupings filled, 5 unchanged" in told
    assert "6 of 6 groupings: " in progress


def test_the_command_says_it_to_programs(project: Path, again: Path) -> None:
    code, told, progress = command(project, again, "--format", "json")
    found: Mapping[str, object] = json.loads(told)
    assert code == 0
    assert progress == ""
    assert found["editions"] == [
        {"edition": "pays", "engine": "mkdocs", "sites": str(sites_in(again)), "filled": 0, "unchanged": 6}
    ]


def test_a_course_without_a_division_is_told_where_to_take_one(tmp_path: Path) -> None:
    code, told, fault = command(country_at(tmp_path / "project"), tmp_path / "out")
    assert code == 2
    assert told == ""
    assert "no official division" in fault
    assert "parcours territories refresh" in fault
    assert "Traceback" not in fault


def test_an_unknown_edition_is_told(project: Path, again: Path) -> None:
    code, _, fault = command(project, again, "--edition", "payys")
    assert code == 2
    assert "payys" in fault


def test_another_build_at_work_is_told(project: Path, again: Path) -> None:
    from generator.building.locks import locked

    with locked(again / "pays-groupings"), pytest.raises(OperatorError, match="at work"):
        press(project, again)


def test_what_was_made_is_told_to_callers(out: Path, project: Path, sites: Path) -> None:
    assert press(project, out) == Printed(sites, 0, len(COUNTRY))
    assert PurePosixPath(sites.name) == PurePosixPath("sites")
