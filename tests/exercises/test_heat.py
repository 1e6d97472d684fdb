"""The heat model: the shares of the network of Dijon, its laws, and the numbers and pictures that module C3 shows."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.models import models

from generator.reading.division import read_division

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "exercises" / "heat"
MODULE = ROOT / "course" / "c3-ilot-de-chaleur"


heat, quoted, pictures = models("heat", "heat", "figures", "pictures")


NUMBERS = quoted.figures()

places = st.sampled_from(heat.PLACES)
towns = st.sampled_from(heat.TOWN)
nights = st.integers(0, heat.NIGHTS - 1)
lapses = st.floats(0, 1)
measures = st.sampled_from(sorted(heat.HEAT))


# --- what was published, and what is invented ---------------------------------------------------------


def test_the_market_gives_back_the_shares_published_for_dijon() -> None:
    tops = heat.peaks("market")
    assert heat.shares(tops) == (0.6, 0.3, 0.1)
    between = [top for top in tops if heat.WEAK <= top <= heat.STRONG]
    assert between == pytest.approx([2.0] * 3, abs=0.3)  # "about +2 °C"
    assert max(tops) <= 6.0  # the largest gap the network published


def test_nights_with_a_strong_gap_are_those_with_an_inversion_above_half_a_degree() -> None:
    strong = {night for night, top in enumerate(heat.peaks("market")) if top > heat.STRONG}
    assert strong == set(heat.calm_nights())
    assert all(heat.SERIES[night].gradient > 0.5 for night in strong)
    assert NUMBERS["inversion"] > 0.5


def test_the_series_is_the_same_each_time_and_has_ten_whole_nights() -> None:
    found = heat.temperatures()
    heat.temperatures.cache_clear()
    assert found == heat.temperatures()
    assert {len(values) for values in found.values()} == {240}
    assert [heat.clock(index) for index in heat.night_hours(3)] == [*range(20, 24), *range(8)]


def test_the_story_of_the_seed_is_not_an_accident_of_the_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in (1, 7, 99):
        other = heat.temperatures(seed)
        monkeypatch.setattr(heat, "temperatures", lambda found=other: found)
        assert heat.shares(heat.peaks("market")) == (0.6, 0.3, 0.1)
        assert heat.ranking(heat.exposure())[:3] == ("railway", "market", "school")
        assert heat.ranking(heat.exposure(density=False))[:3] == ("railway", "school", "market")
        assert heat.reference_error("calm", 0.65) > heat.reference_error("calm", 0) > 0.5
        monkeypatch.undo()


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("correction", 0.65 * 1.2),
        ("night-gap", 28.5 - 22.9),
        ("mixed-gap", 36.3 - 17.9),
        ("missing-share", 3 / 7),
        ("missing-low", 0.3),
        ("missing-high", 0.6),
        ("missing-true", 0.5),
        ("density-market", 1_200 / 25),
        ("spread-older", 210 / 2),
        ("index-market", 100 * heat.degree_hours("market") / heat.degree_hours("works") * 80 / 210),
        ("index-tropical-school", 100 * 1 / 6 * 110 / 210 * 20 / 48),
    ],
)
def test_the_sums_of_the_lessons_are_those_of_a_calculator(figure: str, expected: float) -> None:
    assert NUMBERS[figure] == pytest.approx(expected)


def test_the_four_numbers_go_from_the_mean_of_all_hours_to_the_highest() -> None:
    for place in heat.TOWN:
        four = heat.summary(place)
        assert four.all_day < four.at_night < four.of_peaks < four.highest


def test_the_altitude_correction_works_by_day_and_makes_calm_nights_worse() -> None:
    assert NUMBERS["error-day-corrected"] < 0.1 < NUMBERS["error-day"]
    assert NUMBERS["error-calm-corrected"] > NUMBERS["error-calm"] > 0
    assert NUMBERS["nights-strong"] > NUMBERS["strong-by-hamlet"] > NUMBERS["strong-by-corrected"]


def test_the_railway_is_first_with_every_setting_and_density_decides_the_second() -> None:
    for measure in heat.HEAT:
        for density in (True, False):
            assert heat.ranking(heat.exposure(measure, density=density))[0] == "railway"
    assert heat.ranking(heat.exposure())[1] == "market"
    assert heat.ranking(heat.exposure(density=False))[1] == "school"


def test_a_cut_off_hides_nights_that_miss_it_by_little() -> None:
    raised = [low + 0.5 for low in heat.lowest("school")]
    tropical = sum(low >= heat.TROPICAL for low in raised)
    assert tropical == NUMBERS["tropical-school"] + NUMBERS["near-school"]


def test_the_hamlet_has_the_inhabitants_of_the_register_of_module_a2() -> None:
    (anonymity,) = models("anonymity", "anonymity")
    hamlet = [person for person in anonymity.register() if person.district == anonymity.HAMLET]
    older = [person for person in hamlet if anonymity.AS_OF_YEAR - person.born.year >= 75]
    assert (len(hamlet), len(older)) == (heat.BY_ID["hamlet"].people, heat.BY_ID["hamlet"].older)


def test_on_the_windy_night_the_countryside_is_tropical_and_the_island_is_weak() -> None:
    assert NUMBERS["windy-gap"] < heat.WEAK
    assert NUMBERS["windy-low-fields"] >= heat.TROPICAL


# --- laws ---------------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(towns, lapses)
def test_a_place_has_no_gap_with_itself_and_gaps_change_sign_with_the_direction(place, lapse):
    assert set(heat.gaps(place, place, lapse)) == {0.0}
    there, back = heat.gaps(place, "hamlet", lapse), heat.gaps("hamlet", place, lapse)
    assert [-gap for gap in there] == pytest.approx(list(back), abs=0.011)


@settings(max_examples=25)
@given(towns, lapses)
def test_a_correction_moves_every_hour_by_the_same_amount(place, lapse):
    moved = [
        one - other
        for one, other in zip(heat.gaps(place, "hamlet"), heat.gaps(place, "hamlet", lapse), strict=True)
    ]
    assert moved == pytest.approx([lapse * 1.2] * len(moved), abs=0.011)


@settings(max_examples=25)
@given(places, st.sets(nights, max_size=9))
def test_missing_nights_leave_the_truth_within_the_bounds(place, missing):
    seen = heat.tropical_nights(place, missing)
    assert seen <= heat.tropical_nights(place) <= seen + len(missing)
    assert 0 <= heat.tropical_share(place, missing) <= 1


def test_no_night_measured_is_no_share() -> None:
    with pytest.raises(ValueError, match="no night"):
        heat.tropical_share("market", range(heat.NIGHTS))


@settings(max_examples=25)
@given(places, st.floats(10, 40), st.floats(0, 10))
def test_degree_hours_fall_when_the_threshold_rises(place, base, more):
    assert heat.degree_hours(place, base) >= heat.degree_hours(place, base + more) >= 0


@settings(max_examples=12)
@given(measures, st.booleans())
def test_scores_lie_between_0_and_100_and_the_ranking_follows_them(measure, density):
    found = heat.exposure(measure, density=density)
    assert all(0 <= score <= 100 for score in found.values())
    order = heat.ranking(found)
    assert sorted(order) == sorted(heat.PLACES)
    assert all(found[one] >= found[two] for one, two in pairwise(order))
    assert all(score <= heat.exposure(measure, density=False)[place] + 1e-9 for place, score in found.items())


# --- what the module shows ----------------------------------------------------------------------------


def test_the_number_of_groupings_above_the_threshold_of_the_plan_is_that_of_the_division() -> None:
    groupings = list(read_division(ROOT).groupings)
    municipal = sum(grouping.population > 20_000 for grouping in groupings)
    total = sum(sum(member.total or 0 for member in grouping.members) > 20_000 for grouping in groupings)
    for language in ("fr", "en"):
        text = (MODULE / f"05-chez-vous.{language}.md").read_text("utf-8")
        assert re.search(rf"\b{municipal} (et|and) {total}\b", text)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_typed_quiz_values_are_what_the_model_computes(language: str) -> None:
    quiz = yaml.safe_load((MODULE / f"quiz.{language}.yml").read_text("utf-8"))
    (numeric,) = [question for question in quiz["questions"] if question["kind"] == "numeric"]
    town, fields, hamlet, day = (NUMBERS[f"quiz-{name}"] for name in ("town", "fields", "hamlet", "day"))
    expected = [day - fields, town - hamlet, day - town]
    assert [mistake["value"] for mistake in numeric["mistakes"]] == pytest.approx(expected)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_text_alternatives_hold_the_numbers_of_the_pictures(language: str) -> None:
    for lesson, picture in (("02-lire-l-ecart", "nights"), ("03-bonne-reference", "valley")):
        text = (MODULE / f"{lesson}.{language}.md").read_text("utf-8")
        (alternative,) = [line for line in text.splitlines() if line.startswith("![")]
        spoken = re.sub(
            r"\{\{ figure\.([a-z0-9-]+) \}\}",
            lambda found: pictures.number(NUMBERS[found[1]], 1, language),
            alternative,
        )
        (said,) = re.findall(r"<desc[^>]*>(.*)</desc>", pictures.draw()[f"{picture}.{language}.svg"])
        numbers = set(re.findall(r"\d+[.,]\d+", said))
        assert numbers <= set(re.findall(r"\d+[.,]\d+", spoken))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_first_settings_of_the_notebook_are_those_of_the_lessons(language: str) -> None:
    text = (FOLDER / f"notebook.{language}.md").read_text("utf-8")
    first = dict(re.findall(r"^(\w+) = ([\d.]+)  # @param", text, re.MULTILINE))
    assert {name: float(first[name]) for name in ("night", "lapse", "first", "lost")} == {
        "night": quoted.EXAMPLE_NIGHT + 1,
        "lapse": heat.STANDARD_LAPSE,
        "first": quoted.LOST[0] + 1,
        "lost": len(quoted.LOST),
    }
