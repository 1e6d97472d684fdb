"""A page filled in the browser for a place is the page that the build fills for it; both search in the same way."""

from __future__ import annotations

import json
import random
from html import unescape

import pytest
from support.courses import parcours

from generator.model import Course, Locality
from generator.renderers.pages.territory import members, order, verdicts
from generator.territories.conditions import CONDITIONS, holding
from generator.territories.facts import facts
from generator.territories.obligations import judgements
from generator.territories.places import country_of

pytestmark = [pytest.mark.browser, pytest.mark.engine]

KEY = "parcours.territory"
PAGES = {"fr": "fr/elus/mon-territoire/", "en": "en/elected/my-territory/"}


@pytest.fixture(scope="module")
def course() -> Course:
    return parcours()


# --- the page says what the build would have said ---------------------------------------------------


def sample(course: Course) -> list[Locality]:
    """Fifty places, the same each time: groupings, communes, and those no sample may miss."""
    division = course.division
    chance = random.Random(1789)  # noqa: S311 - a sample, the same each time
    chosen = [*chance.sample(list(division.groupings), 19), division.grouping("200033579")]
    groupings = [Locality(one, None) for one in chosen]
    communes = [
        *chance.sample(list(division.communes), 25),
        *map(division.commune, ("85113", "75056", "69123", "97502", "97611")),
    ]
    return groupings + [
        Locality(division.grouping(one.grouping) if one.grouping else None, one) for one in communes
    ]


STAFF = {"commune": 61.5, "grouping": 49}
# The page itself fetches what it is told of, and tells what it shows as one text: a driver takes long for such mouthfuls.
FILL = """async ([key, code, commune, staff]) => {
    const law = document.querySelector("parcours-law");
    for (const input of law.querySelectorAll("input")) input.value = staff ? String(staff[input.name]).replace(".", ",") : "";
    const { digest } = document.querySelector("parcours-territory").dataset;
    const territory = await (await fetch(`/territories/${code}.json`)).json();
    const choice = { digest, code: commune ?? code, commune, territory };
    const rewritten = new Promise((done) => new MutationObserver((_, watch) => { watch.disconnect(); done(); }).observe(law, { childList: true, subtree: true }));
    localStorage.setItem(key, JSON.stringify(choice));
    document.dispatchEvent(new CustomEvent("parcours:territory", { detail: choice }));
    await rewritten; // all verdicts are written in one go, once the law has come
    const held = document.querySelectorAll("main [data-fact]");
    const conditions = [...document.querySelectorAll("main [data-when]")];
    return JSON.stringify({
        facts: Object.fromEntries([...held].map((slot) => [slot.dataset.fact, slot.textContent])),
        uneven: [...held].filter((slot) => slot.textContent !== document.querySelector(`main [data-fact="${slot.dataset.fact}"]`).textContent).length,
        shown: [...new Set(conditions.filter((one) => !one.hidden).map((one) => one.dataset.when))],
        hidden: [...new Set(conditions.filter((one) => one.hidden).map((one) => one.dataset.when))],
        members: document.querySelector("[data-block=members]")?.innerHTML ?? "",
        verdicts: Object.fromEntries([...document.querySelectorAll(".pc-verdict")].map((one) => [one.dataset.block, one.innerHTML])),
        order: Object.fromEntries([...document.querySelectorAll("ul.pc-duties")].map((one) => [one.dataset.block, [...one.children].map((item) => item.dataset.block)])),
    });
}"""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_filled_in_the_browser_is_a_page_filled_by_the_build(browser, address, course, language):
    context = browser.new_context(service_workers="block", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/{PAGES[language]}")
    country = country_of(course)
    for number, place in enumerate(sample(course)):
        code = place.grouping.siren if place.grouping else place.commune.insee
        commune = place.commune.insee if place.commune else None
        staff = STAFF if number % 2 == (language == "fr") else None  # each way in one of the languages
        found = json.loads(page.evaluate(FILL, [KEY, code, commune, staff]))
        compare(course, place, facts(place, language, country), language, staff, found)
    context.close()


def compare(course, place, known, language, staff, found) -> None:
    whole = {**known}
    assert {name: text for name, text in found["facts"].items() if name in whole} == {
        name: whole[name] for name in found["facts"] if name in whole
    }
    assert found["uneven"] == 0
    holds = set(holding(place))
    assert set(found["shown"]) <= holds
    assert set(found["hidden"]).isdisjoint(holds)
    if place.grouping:
        rows = "".join(line for line in unescape(members(place, language)).split("\n"))
        assert unescape(found["members"]).replace(' data-own=""', " data-own").replace("\n", "") == rows
    judged = judgements(
        course.obligations.values(), place,
        commune_staff=staff and staff["commune"], grouping_staff=staff and staff["grouping"],
    )  # fmt: skip
    told = verdicts(judged, language)
    assert {name: unescape(found["verdicts"][name]) for name in told} == {
        n: unescape(html) for n, html in told.items()
    }
    laid = order(judged)
    assert {name: found["order"][name] for name in laid} == {
        name: list(items) for name, items in laid.items()
    }


def test_the_sample_meets_every_condition(course):
    met = {name for place in sample(course) for name in holding(place)}
    assert met == set(CONDITIONS) - {"reference"}


# --- one search, in the page and on the command line ------------------------------------------------

QUERIES = (
    "beaune", "Dijon", "dijon metropole", "flavignerot", "Saint-Étienne", "st etienne", "Sainte-Colombe", "saint denis",
    "L'Isle-sur-la-Sorgue", "l isle sur la sorgue", "Île-d'Yeu", "Ouessant", "paris", "lyon", "marseille", "Le Havre",
    "havre", "Œuilly", "oeuilly", "Bordeaux", "strasbourg", "Neuilly-Crimolois", "Grand Paris", "grand lyon",
    "pays basque", "metropole de lyon", "CC Terre de Camargue", "rennes metropole", "Grand Reims", "21231", "21000",
    "242100410", "200054781", "2A004", "97411", "bauene", "marseile", "grenobel", "montpelier", "Clermont Ferrand",
)  # fmt: skip


def test_the_page_finds_what_the_command_finds(same_page, address, course):
    page = same_page()
    page.goto(f"{address}/{PAGES['fr']}")
    found = page.evaluate(
        """async ([base, queries]) => {
            const { find, readList } = await import(`${base}assets/parcours/territory/find.js`);
            const list = readList(await (await fetch("/territories/index.json")).json());
            return queries.map((text) => find(list, text).found[0]?.code ?? "");
        }""",
        [page.url.partition("mon-territoire")[0], list(QUERIES)],
    )
    first = [hits[0].code if (hits := course.division.find(text, 1)) else "" for text in QUERIES]
    different = {
        text: (here, there) for text, here, there in zip(QUERIES, found, first, strict=True) if here != there
    }
    assert different == {}
