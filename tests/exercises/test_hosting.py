"""The hosting model: the sums of module A5, their laws, and the numbers and pictures the module shows."""

from __future__ import annotations

import re
from dataclasses import replace
from math import exp
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.models import models

from generator.reading.division import read_division

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "exercises" / "hosting"
MODULE = ROOT / "course" / "a5-souverainete"


hosting, pictures = models("hosting", "hosting", "pictures")


NUMBERS = hosting.figures()
marks = st.integers(0, 10)
weights = st.fixed_dictionaries({name: st.floats(0.01, 100) for name in hosting.CRITERIA})
offers = st.fixed_dictionaries(dict.fromkeys(hosting.CRITERIA, marks)).map(
    lambda found: hosting.Offer("x", found, hosting.OFFERS[0].leaving)
)
euros = st.floats(1, 1e6)


# --- values worked out by hand --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("draft-a", 0.15 * (3 + 9 + 4 + 6) + 0.4 * 9),
        ("draft-b", 0.15 * (9 + 8 + 8 + 7) + 0.4 * 4),
        ("draft-c", 0.15 * (9 + 4 + 8 + 6) + 0.4 * 6),
        ("tipping", 2.5 / 7.5),
        ("tipping-6", 2.5 / 5.5),
        ("single-without", 20 * 1_500 + 60 * 6 * 35),
        ("single-with", 5 * 1_500 + 7 * 6 * 35),
        ("yearly-without", 4_260),
        ("yearly-with", 897),
        ("pays-up-to", 33_630 / 1_800),
        ("pays-up-to-untried", 16_815 / 1_800),
        ("ten-years", 1 - exp(-1)),
        ("hours-99", 87.6),
        ("leaving-a", 4_000 + 9_000 + 3 * 1_000 + 20_000 * 0.1),
        ("leaving-b", 1_000 + 5_000 + 2 * 1_600),
        ("charges-share", 1 / 9),
        ("match-months", 8_800 / 600),
        ("match-months-free", 6_800 / 600),
        ("quiz-yearly", (10 * 2_000 + 5 * 4 * 50) / 20),
    ],
)
def test_the_sums_of_the_lessons_are_those_of_a_calculator(figure: str, expected: float) -> None:
    assert NUMBERS[figure] == pytest.approx(expected)


def test_the_draft_grid_puts_last_the_offer_that_most_grids_put_first() -> None:
    draft = hosting.scores(hosting.OFFERS, hosting.DRAFT)
    assert min(draft, key=draft.get) == "b"
    assert NUMBERS["won-b"] > 0.5
    assert NUMBERS["won-a"] + NUMBERS["won-b"] + NUMBERS["won-c"] == pytest.approx(1)


def test_without_price_offer_c_is_dominated_and_price_alone_saves_it() -> None:
    _, b, c = hosting.OFFERS
    assert hosting.better_on(c, b) == ("price",)
    assert not hosting.dominates(b, c)
    assert hosting.dominates(b, c, [name for name in hosting.CRITERIA if name != "price"])


def test_the_divisor_of_the_false_sum_is_the_number_of_communes_of_the_division() -> None:
    assert sum(1 for _ in read_division(ROOT).communes) == hosting.COMMUNES


# --- laws -----------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(offers, weights, st.floats(0.1, 10))
def test_a_score_lies_between_the_marks_and_only_proportions_of_weights_count(offer, given_weights, factor):
    found = hosting.score(offer.marks, given_weights)
    assert min(offer.marks.values()) - 1e-9 <= found <= max(offer.marks.values()) + 1e-9
    scaled = {name: value * factor for name, value in given_weights.items()}
    assert hosting.score(offer.marks, scaled) == pytest.approx(found)


@settings(max_examples=60)
@given(offers, offers, weights)
def test_no_weighting_saves_a_dominated_offer(one, other, given_weights):
    if hosting.dominates(one, other):
        assert hosting.score(one.marks, given_weights) > hosting.score(other.marks, given_weights)
        assert not hosting.dominates(other, one)


@settings(max_examples=40)
@given(st.fixed_dictionaries({name: st.integers(1, 10) for name in hosting.CRITERIA}))
def test_a_and_b_are_level_at_the_tipping_weight_whatever_the_settings_of_the_exercise(given_weights):
    a, b, _ = hosting.OFFERS
    share = hosting.tipping_price(a, b, given_weights)
    assert 0 < share < 1
    level = hosting.with_price_at(given_weights, share)
    assert sum(level.values()) == pytest.approx(1)
    assert hosting.score(a.marks, level) == pytest.approx(hosting.score(b.marks, level))
    dearer = hosting.with_price_at(given_weights, min(1.0, share + 0.01))
    assert hosting.score(a.marks, dearer) > hosting.score(b.marks, dearer)


def test_weightings_add_up_to_one_are_even_and_repeat():
    drawn = hosting.weightings()
    assert drawn == hosting.weightings()
    assert all(sum(one.values()) == pytest.approx(1) for one in drawn)
    for name in hosting.CRITERIA:  # Dirichlet(1) on five criteria: mean 1/5, and P(w > 1/2) = (1/2)^4
        assert sum(one[name] for one in drawn) / len(drawn) == pytest.approx(0.2, abs=0.01)
        assert sum(one[name] > 0.5 for one in drawn) / len(drawn) == pytest.approx(0.0625, abs=0.015)


def test_another_seed_moves_the_shares_by_two_points_at_most():
    other = hosting.shares_won(hosting.OFFERS, hosting.weightings(seed=1))
    for name, share in other.items():
        assert share == pytest.approx(NUMBERS[f"won-{name}"], abs=0.02)


@settings(max_examples=30)
@given(st.integers(0, 9))
def test_a_floor_keeps_offer_b_and_rules_out_those_below(floor):
    left = hosting.kept(hosting.OFFERS, {"control": floor})
    assert "b" in [offer.id for offer in left]
    assert all(offer.marks["control"] >= floor for offer in left)


@settings(max_examples=40)
@given(euros, euros, st.floats(0, 1))
def test_a_copy_is_worth_between_nothing_and_all_it_promises(one, other, restores):
    low, high = sorted((one, other))
    assert low - 1e-6 <= hosting.backed_loss(low, high, restores) <= high + 1e-6


@settings(max_examples=40)
@given(euros, euros)
def test_at_the_limit_the_copy_costs_what_it_avoids(cost, avoided):
    years = hosting.years_to_match(cost, avoided)
    assert hosting.yearly_loss(1 / years, avoided) == pytest.approx(cost)


@settings(max_examples=40)
@given(st.floats(0.01, 2), st.floats(0.1, 50))
def test_one_attack_or_more_is_likelier_with_time_and_never_sure(rate, years):
    assert 0 < hosting.at_least_one(rate, years) <= hosting.at_least_one(rate, years + 1) <= 1


@settings(max_examples=40)
@given(st.floats(0, 20_000), st.floats(0, 12), st.floats(0, 1e5), st.floats(0, 0.3))
def test_both_hosts_cost_the_same_when_the_months_match(export, overlap, volume, charge):
    _, b, _ = (offer.leaving for offer in hosting.OFFERS)
    a = replace(hosting.OFFERS[0].leaving, export=export, overlap=overlap, volume=volume, charge=charge)
    assert a.without_charges <= a.total + 1e-9
    months = hosting.months_to_match(a, b)
    if months:
        assert hosting.spent(a, months) == pytest.approx(hosting.spent(b, months))
    else:
        assert hosting.spent(a, 0) <= hosting.spent(b, 0)


def test_sums_that_mean_nothing_are_refused():
    a, b, c = hosting.OFFERS
    with pytest.raises(ValueError, match="weights"):
        hosting.score({"x": 1}, {"x": 0})
    with pytest.raises(ValueError, match="another criterion"):
        hosting.with_price_at({"control": 0, "price": 1}, 0.5)
    with pytest.raises(ValueError, match="whatever"):
        hosting.tipping_price(b, c, hosting.DRAFT)
    with pytest.raises(ValueError, match="avoided"):
        hosting.years_to_match(100, 0)
    with pytest.raises(ValueError, match="lower"):
        hosting.months_to_match(b.leaving, a.leaving)


# --- what the module shows ------------------------------------------------------------------------


def kept() -> dict[str, dict[str, float]]:
    return dict(yaml.safe_load((MODULE / "figures.yml").read_text("utf-8"))["figures"])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_marks_and_weights_typed_in_the_lesson_are_those_of_the_model(language: str) -> None:
    text = (MODULE / f"03-noter-trois-offres.{language}.md").read_text("utf-8")
    rows = re.findall(r"^\| [^|]+ \| (\d+) ?% \| (\d+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    expected = [
        (hosting.DRAFT[name], *(offer.marks[name] for offer in hosting.OFFERS)) for name in hosting.CRITERIA
    ]
    assert [tuple(map(int, row)) for row in rows] == expected


@pytest.mark.parametrize("language", ["fr", "en"])
def test_typed_quiz_values_are_what_the_model_computes(language: str) -> None:
    quiz = yaml.safe_load((MODULE / f"quiz.{language}.yml").read_text("utf-8"))
    (numeric,) = [question for question in quiz["questions"] if question["kind"] == "numeric"]
    once = hosting.single_loss(hosting.Outage(10, 5), hosting.Costs(day=2_000, hours=4, hour=50))
    one_day = hosting.single_loss(hosting.Outage(10, 1), hosting.Costs(day=2_000, hours=4, hour=50))
    expected = [once, 10 * 2_000 / 20, one_day / 20, 20 * once]
    assert [mistake["value"] for mistake in numeric["mistakes"]] == expected


@pytest.mark.parametrize("language", ["fr", "en"])
def test_text_alternatives_hold_the_numbers_of_the_pictures(language: str) -> None:
    for lesson, picture in (("03-noter-trois-offres", "price"), ("04-tenir-sans-ecran", "clock")):
        text = (MODULE / f"{lesson}.{language}.md").read_text("utf-8")
        (alternative,) = [line for line in text.splitlines() if line.startswith("![")]
        (said,) = re.findall(r"<desc[^>]*>(.*)</desc>", pictures.draw()[f"{picture}.{language}.svg"])
        numbers = set(re.findall(r"\d+(?:[.,]\d+)?", said)) - {"40"}  # the draft's weight is in the table
        assert numbers <= set(re.findall(r"\d+(?:[.,]\d+)?", alternative))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_first_settings_of_the_notebook_are_those_of_the_lessons(language: str) -> None:
    text = (FOLDER / f"notebook.{language}.md").read_text("utf-8")
    first = dict(re.findall(r"^(\w+) = ([\d.]+)  # @param", text, re.MULTILINE))
    a = hosting.OFFERS[0].leaving
    expected = {
        "day": hosting.Costs().day,
        "hours": hosting.Costs().hours,
        "down_without": hosting.WITHOUT.down,
        "lost_without": hosting.WITHOUT.lost,
        "down_with": hosting.WITH.down,
        "lost_with": hosting.WITH.lost,
        "backup": hosting.BACKUP,
        "years": hosting.YEARS_BETWEEN,
        "restores": 100,
        "fee": a.fee,
        "export": a.export,
        "migration": a.migration,
        "overlap": a.overlap,
        "volume": a.volume,
        "charge": a.charge,
        "months": 12 * hosting.YEARS,
        "room": hosting.OFFERS[2].marks["continuity"],
    }
    assert {name: float(first[name]) for name in expected} == expected
    drawn = [float(first[name]) for name in ("control", "continuity", "leave", "support", "price")]
    assert [100 * value / sum(drawn) for value in drawn] == list(hosting.DRAFT.values())
