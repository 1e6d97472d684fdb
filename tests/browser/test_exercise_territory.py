"""An exercise for the learner's own territory, in a real browser with the real Python.

What the page makes of a choice is compared with what the build makes for an edition of that territory: the same data, the
same lines, the same results.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from exercise_hands import COLD, Sheet
from exercise_sample import POLICY, run_here, write_site
from playwright.sync_api import expect
from support.courses import parcours

from generator.editions import select
from generator.model import CellRole, Locality
from generator.renderers.common.jupyter import jupyter
from generator.territories.places import country_of
from generator.territories.publication import published_commune, published_grouping
from generator.territories.worksheets import data_of, localized_cell, written

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
DIJON = "242100410"
CHOICES = {"243301165": "33090", "200070852": None}
"""Groupings to choose, each with the learner's commune: three communes; two of the same name, commune not given."""
NOW = "Calculer pour ce territoire"


@pytest.fixture(scope="module")
def course():
    return parcours()


@pytest.fixture(scope="module")
def choice_of(course):
    """`choice_of(siren, commune=None)`: what the chooser keeps and tells."""
    country = country_of(course)

    def choice(siren: str, commune: str | None = None) -> dict[str, Any]:
        grouping = course.division.grouping(siren)
        communes = [course.division.commune(member.insee) for member in grouping.members]
        made = published_grouping(grouping, communes, ("fr", "en"), country)
        return {
            "digest": "",
            "code": commune or siren,
            "commune": commune,
            "territory": json.loads(json.dumps(made)),
        }

    return choice


@pytest.fixture(scope="module")
def worksheet(course):
    variant = select(course, course.editions["default"]).variants[0]
    found = next(w for chapter in variant.chapters for w in chapter.worksheets if w.slug == "sharing")
    return replace(found, territory="data/territory.json")


@pytest.fixture(scope="module")
def site(serve_folder, worksheet, tmp_path_factory):
    folder = tmp_path_factory.mktemp("territory")
    write_site(folder, {"sharing": (worksheet, "fr")})
    (folder / "exercises/sharing/sharing.fr.ipynb").write_bytes(jupyter(worksheet, "fr"))
    page = folder / "sharing.html"  # where learners may choose: the element itself is tried elsewhere
    chooser = "<parcours-territory></parcours-territory><main>"
    page.write_text(page.read_text("utf-8").replace("<main>", chooser), encoding="utf-8")
    return serve_folder(folder, POLICY)


@pytest.fixture(scope="module")
def opened(browser, memories, site):
    """One page for all tests: Python's start takes seconds."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, reduced_motion="reduce", locale="fr-FR"
    )
    context.set_default_timeout(COLD)
    page = memories.lay(context.new_page(), f"{site}/sharing.html")
    faults: list[str] = []
    page.on("console", lambda message: message.type == "error" and faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield Sheet(page, f"{site}/sharing.html")
    context.close()
    assert faults == [], "faults in the console"


def tell(sheet: Sheet, choice: Mapping[str, Any] | None) -> None:
    sheet.page.evaluate(
        "choice => document.dispatchEvent(new CustomEvent('parcours:territory', { detail: choice }))", choice
    )


def local(worksheet, course, siren, commune):
    """The exercise as the build makes it for that place."""
    place = Locality(course.division.grouping(siren), course.division.commune(commune) if commune else None)
    path = worksheet.territory
    data = data_of(place, json.loads(worksheet.files[path])["provenance"])
    cells = tuple(localized_cell(cell, data) for cell in worksheet.cells)
    return replace(worksheet, cells=cells, files={**worksheet.files, path: written(data)})


def text_of(page, html: str) -> str:
    found: str = page.evaluate(
        "html => new DOMParser().parseFromString(html, 'text/html').body.textContent", html
    )
    return " ".join(found.split())


def shown(sheet: Sheet) -> dict[str, str]:
    found = sheet.page.locator(".px-output")
    return {
        output.get_attribute("data-cell"): " ".join((output.text_content() or "").split())
        for output in found.all()
    }


def expected(sheet: Sheet, there, folder: Path) -> dict[str, str]:
    names = {cell.name for cell in there.cells if cell.role is CellRole.CODE}
    results = {r["name"]: r["outputs"] for r in run_here(there, folder) if r["name"] in names}
    return {
        name: " ".join(text_of(sheet.page, one.get("html") or one["text"]) for one in outputs)
        for name, outputs in results.items()
    }


def test_the_page_writes_the_very_lines_and_data_of_the_build(opened, course, worksheet, choice_of):
    chance = random.Random(4)  # noqa: S311 - a sample, the same each time
    sirens = [grouping.siren for grouping in course.division.groupings]
    reference = json.loads(worksheet.files[worksheet.territory])
    rows = [
        {
            "name": cell.name, "source": cell.source,
            "parameters": [
                {"name": p.name, "territory": p.territory, "min": p.minimum, "max": p.maximum, "default": p.default,
                 "choices": list(p.choices)} for p in cell.parameters
            ],
        }
        for cell in worksheet.cells
        if cell.role is not CellRole.PROSE
    ]  # fmt: skip
    program = """async ([choice, reference, cells]) => {
      const { dataOf, localCells, written } = await import("/assets/exercise/territory.js");
      const data = dataOf(choice, reference);
      return [written(data), localCells(cells, data).map(({ source }) => source)];
    }"""
    for siren in [*chance.sample(sirens, 30), *CHOICES, DIJON]:
        members = course.division.grouping(siren).members
        commune = chance.choice([None, *(member.insee for member in members)])
        theirs = opened.page.evaluate(program, [choice_of(siren, commune), reference, rows])
        ours = local(worksheet, course, siren, commune)
        assert theirs[0].encode() == ours.files[worksheet.territory], siren
        assert theirs[1] == [cell.source for cell in ours.cells if cell.role is not CellRole.PROSE], siren


def test_a_commune_in_no_grouping_keeps_the_communes_of_the_reference_case(opened, course, worksheet):
    island = course.division.commune("29155")
    made = json.loads(json.dumps(published_commune(island, ("fr", "en"), country_of(course))))
    choice = {"digest": "", "code": "29155", "commune": "29155", "territory": made}
    reference = json.loads(worksheet.files[worksheet.territory])
    program = """async ([choice, reference]) => {
      const { dataOf, written } = await import("/assets/exercise/territory.js");
      return written(dataOf(choice, reference));
    }"""
    ours = data_of(Locality(course.division.grouping(DIJON), island), reference["provenance"])
    assert opened.page.evaluate(program, [choice, reference]).encode() == written(ours)


@pytest.mark.parametrize("siren", CHOICES)
def test_after_a_choice_the_page_computes_what_the_build_computes(
    siren, opened, course, worksheet, choice_of, axe, tmp_path
):
    there = local(worksheet, course, siren, CHOICES[siren])
    tell(opened, choice_of(siren, CHOICES[siren]))
    moved = opened.page.locator(".px-moved")
    town = next(p for cell in there.cells for p in cell.parameters if p.name == "town")
    expect(opened.field("town")).to_have_value(str(town.default))
    assert opened.field("town").locator("option").all_text_contents() == list(town.choices)
    if moved.count():  # Python was not there yet: what is on show is said to be another territory's
        expect(moved).to_contain_text(course.division.grouping(siren).name)
        expect(opened.output("c-keys")).to_contain_text("Dijon Métropole")
        assert axe(opened.page) == []
        # Python may be there by now, and have computed by itself: then there is no button left.
        opened.page.get_by_role("button", name=NOW).evaluate_all(
            "buttons => buttons.forEach((b) => b.click())"
        )
    wanted = expected(opened, there, tmp_path)
    expect(opened.output("c-keys")).to_contain_text(str(town.default), timeout=COLD)
    opened.settle()
    expect(moved).to_have_count(0)
    assert {name: text for name, text in shown(opened).items() if text} == {
        n: t for n, t in wanted.items() if t
    }
    assert axe(opened.page) == []
    # What is asked speaks of these communes too, and settings come back to this territory's.
    asked = opened.page.locator('.px-question[data-cell="q-winners"] input')
    assert set(asked.evaluate_all("inputs => inputs.map((input) => input.value)")) <= {*town.choices, "none"}
    opened.field("others").evaluate("field => { field.value = 0; }")
    opened.button("Réinitialiser").click()
    opened.settle()
    expect(opened.field("town")).to_have_value(str(town.default))


def test_what_is_taken_away_is_of_the_chosen_territory_and_runs(opened, choice_of, tmp_path):
    tell(opened, choice_of("243301165", "33090"))
    with opened.page.expect_download() as download:
        opened.page.get_by_role("button", name=re.compile("Tout télécharger pour")).click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    notebook = json.loads((tmp_path / "sharing" / "sharing.fr.ipynb").read_text("utf-8"))
    prose = "".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    assert "Jalle" in prose
    assert "Dijon Métropole" not in prose
    program = (
        "import json, sys\nsys.path.insert(0, '.')\nfrom atelier.cells import execute\nnames = {'__name__': '__main__'}\n"
        "for cell in json.load(open('sharing.fr.ipynb', encoding='utf-8'))['cells']:\n"
        "    if cell['cell_type'] == 'code':\n        execute(''.join(cell['source']), cell['id'], names)\n"
        "print(names['town'], len(names['communes']))\n"
    )
    command = [sys.executable, "-I", "-S", "-c", program]
    done = subprocess.run(
        command, cwd=tmp_path / "sharing", check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split()[-1] == "3"


def test_forgetting_gives_back_what_the_build_wrote(opened, worksheet):
    tell(opened, None)
    opened.settle()
    town = next(p for cell in worksheet.cells for p in cell.parameters if p.name == "town")
    expect(opened.field("town")).to_have_value(str(town.default))
    expect(opened.output("c-keys")).to_contain_text(str(town.default))
    expect(opened.page.locator(".px-own-files")).to_have_count(0)
    expect(opened.page.locator(".px-moved")).to_have_count(0)


def test_a_choice_made_before_is_there_when_the_page_opens(page_factory, site, choice_of):
    page = page_factory(360, locale="fr-FR")
    kept = json.dumps(choice_of("243301165", "33090"))
    page.add_init_script(f"localStorage.setItem('parcours.territory', {json.dumps(kept)})")
    sheet = Sheet(page, f"{site}/sharing.html")
    expect(page.locator(".px-moved")).to_contain_text("Jalle")
    assert sheet.field("town").locator("option").count() == 3
    expect(sheet.output("c-keys").locator(".px-old")).to_contain_text("Dijon Métropole")


@pytest.mark.parametrize(
    "kept", ["{", "null", '{"territory": {"members": [[]]}}', '{"territory": {"members": []}}']
)
def test_a_damaged_choice_changes_nothing(kept, page_factory, site):
    page = page_factory(360)
    page.add_init_script(f"localStorage.setItem('parcours.territory', {json.dumps(kept)})")
    sheet = Sheet(page, f"{site}/sharing.html")
    page.wait_for_load_state("networkidle")
    assert sheet.field("town").locator("option").count() == 23
    expect(page.locator(".px-moved")).to_have_count(0)


@pytest.mark.parametrize("chosen", ["reference case", "commune in no grouping"])
def test_a_choice_that_changes_no_result_asks_for_no_computation(
    chosen, page_factory, site, choice_of, course
):
    page = page_factory(360, locale="fr-FR")
    choice = choice_of(DIJON)
    if chosen != "reference case":
        made = published_commune(course.division.commune("29155"), ("fr", "en"), country_of(course))
        choice = {
            "digest": "",
            "code": "29155",
            "commune": "29155",
            "territory": json.loads(json.dumps(made)),
        }
    page.add_init_script(f"localStorage.setItem('parcours.territory', {json.dumps(json.dumps(choice))})")
    sheet = Sheet(page, f"{site}/sharing.html")
    expect(page.locator(".px-own-files")).to_be_attached()
    expect(page.locator(".px-moved, .px-old")).to_have_count(0)
    expect(sheet.field("town")).to_have_value("Flavignerot")


def test_without_a_choice_nothing_is_fetched(page_factory, site):
    sheet = Sheet(page_factory(360), f"{site}/sharing.html")
    sheet.page.wait_for_load_state("networkidle")
    assert not [url for url in sheet.asked if "/exercises/" in url or "/runtime/" in url]
