"""The cost-sharing model: the curriculum's values, its laws, and the numbers and pictures committed with the module."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.models import models

from generator.reading.division import read_division

ROOT = Path(__file__).parents[2]
EXERCISE = ROOT / "exercises" / "sharing"
MODULE = ROOT / "course" / "b2-partager-la-facture"


model, quoted, pictures = models("sharing", "sharing", "figures", "pictures")
FIGURES = quoted.figures()


SCALE = model.cost_of_scale

populations = st.lists(st.integers(1, 200_000), min_size=2, max_size=7)
costs = st.floats(1_000, 1e8)


def communes_of(people):
    return tuple(model.Commune(f"c{number}", inhabitants) for number, inhabitants in enumerate(people))


# --- values of the curriculum -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "expected", "within"),
    [
        ("yearly-bill", 8_750_000, 0),
        ("case-population-dijon-per-head", 33.83, 0.005),
        ("case-population-dijon", 5_411_142, 0.5),
        ("case-population-chenove", 483_765, 0.5),
        ("case-population-flavignerot", 7_815, 0.5),
        ("case-equal-flavignerot", 380_435, 0.5),
        ("case-equal-flavignerot-per-head", 1_647, 0.5),
        ("case-mixed-dijon", 4_405_001, 0.5),
        ("case-mixed-flavignerot", 82_339, 0.5),
        ("case-mixed-flavignerot-per-head", 356, 0.5),
        ("without-largest-share", 0.3816, 0.00005),
        ("largest-with-smallest-share", 0.6709, 0.00005),
        ("councils-needed", 12, 0),
        ("communes-2017", 24, 0),
    ],
)
def test_values_of_the_curriculum(figure, expected, within):
    assert FIGURES[figure] == pytest.approx(expected, abs=within)


def test_reference_case_is_the_territory_of_the_course():
    territory = read_division(ROOT).grouping("242100410")
    assert dict(model.territory().communes) == {m.name: m.municipal for m in territory.members}


def test_2017_has_the_two_communes_in_place_of_the_merged_one():
    names = {commune.name for commune in quoted.before_merger()}
    assert {"Neuilly-lès-Dijon", "Crimolois"} <= names
    assert "Neuilly-Crimolois" not in names


# --- keys ---------------------------------------------------------------------------------------------


@given(populations, costs, st.floats(0, 1))
def test_every_key_shares_out_exactly_the_cost(people, cost, part):
    communes = communes_of(people)
    units = [float(inhabitants % 7 + 1) for inhabitants in people]
    splits = [
        model.by_population(cost, communes),
        model.equally(cost, communes),
        model.by_root(cost, communes),
        model.mixed(cost, communes, part),
        model.by_use(units, model.unit_cost(cost, units)),
        model.two_part(cost, communes, units, part),
        model.shapley(communes, SCALE(cost, sum(people)), samples=20),
    ]
    for shares in splits:
        assert sum(shares) == pytest.approx(cost)
        assert min(shares) >= 0


@given(populations, costs, st.floats(0, 1))
def test_an_equal_part_costs_more_to_communes_below_the_mean_and_less_above(people, cost, part):
    communes = communes_of(people)
    mean = sum(people) / len(people)
    before, after = model.by_population(cost, communes), model.mixed(cost, communes, part)
    for commune, old, new in zip(communes, before, after, strict=True):
        if commune.population <= mean:
            assert new >= old - 1e-6 * cost
        if commune.population >= mean:
            assert new <= old + 1e-6 * cost


@given(populations, costs)
def test_population_key_is_equal_per_inhabitant(people, cost):
    communes = communes_of(people)
    shares = model.by_population(cost, communes)
    assert quoted.spread(shares, communes) == pytest.approx(1)
    assert model.gini(shares, communes) == pytest.approx(0, abs=1e-9)


@given(populations, costs)
def test_gini_stays_between_zero_and_one(people, cost):
    communes = communes_of(people)
    assert -1e-9 <= model.gini(model.equally(cost, communes), communes) < 1


def test_bad_weights_units_and_exponents_are_refused():
    with pytest.raises(ValueError, match="weights"):
        model.by_weights(10, [0, 0])
    with pytest.raises(ValueError, match="weights"):
        model.by_weights(10, [2, -1])
    with pytest.raises(ValueError, match="unit"):
        model.unit_cost(10, [0, 0])
    with pytest.raises(ValueError, match="exponent"):
        SCALE(10, 5, 1.2)


# --- alone or together --------------------------------------------------------------------------------


def largest_gain(shares, communes, cost):
    """The most any group gains by leaving, looking at every group."""
    positions = range(len(communes))
    groups = (group for size in range(1, len(communes) + 1) for group in combinations(positions, size))
    return max(
        sum(shares[i] for i in group) - cost(sum(communes[i].population for i in group)) for group in groups
    )


@given(populations, st.floats(0.3, 1), st.data())
def test_the_group_found_is_the_one_that_gains_most(people, exponent, data):
    communes, bill = communes_of(people), 1_000.0
    weights = data.draw(st.lists(st.floats(0.01, 1), min_size=len(people), max_size=len(people)))
    shares, cost = model.by_weights(bill, weights), SCALE(bill, sum(people), exponent)
    group = model.objectors(shares, communes, cost)
    best = largest_gain(shares, communes, cost)
    if group:
        gain = sum(shares[i] for i in group) - cost(sum(communes[i].population for i in group))
        assert gain == pytest.approx(best, abs=1e-6)
    else:
        assert best <= 1e-5


@given(populations, st.floats(0.3, 1))
def test_population_key_and_exact_shapley_are_in_the_core(people, exponent):
    communes = communes_of(people[:5])
    cost = SCALE(1_000.0, sum(people[:5]), exponent)
    assert not model.objectors(model.by_population(1_000.0, communes), communes, cost)
    assert not model.objectors(model.shapley(communes, cost), communes, cost)


@given(populations, st.floats(0.3, 0.99))
def test_the_largest_equal_part_is_a_limit(people, exponent):
    communes = communes_of(people)
    cost = SCALE(1e6, sum(people), exponent)
    limit = model.largest_equal_part(communes, cost)
    assert largest_gain(model.mixed(1e6, communes, limit), communes, cost) <= 1e-3
    if limit < 0.99 and max(people) > 2 * min(people):
        assert largest_gain(model.mixed(1e6, communes, limit + 0.01), communes, cost) > 0


@given(populations)
def test_shapley_treats_equals_alike_and_is_stable(people):
    communes = communes_of([*people[:4], people[0]])
    values = model.shapley(communes, SCALE(1_000.0, sum(c.population for c in communes)))
    assert values[0] == pytest.approx(values[-1])


def test_sampled_shapley_is_close_to_the_exact_value_and_repeats():
    communes = communes_of([9_000, 2_300, 500, 200, 1_000, 3_000, 700])
    cost = SCALE(1_000.0, sum(c.population for c in communes))
    few, many = model.shapley(communes, cost), model.shapley(communes, cost, samples=40_000, seed=1)
    assert few == model.shapley(communes, cost)
    assert few == pytest.approx(many, rel=0.05)


def test_in_the_valley_the_mixed_key_drives_both_villages_out():
    cost = SCALE(model.VALLEY_BILL, 12_000)
    assert model.objectors(model.mixed(model.VALLEY_BILL, model.VALLEY, 0.2), model.VALLEY, cost) == (2, 3)
    assert not model.objectors(model.mixed(model.VALLEY_BILL, model.VALLEY, 0.05), model.VALLEY, cost)


# --- who decides --------------------------------------------------------------------------------------


def test_dijon_alone_does_not_carry_a_vote_and_cannot_be_outvoted():
    communes = model.territory().communes
    assert not model.qualified_majority(communes, {0})
    assert not model.qualified_majority(communes, set(range(1, len(communes))))
    assert model.qualified_majority(communes, range(len(communes)))


def test_both_legal_populations_give_the_same_votes():
    members = read_division(ROOT).grouping("242100410").members
    total = tuple(model.Commune(m.name, m.total) for m in sorted(members, key=lambda m: -m.total))
    assert model.fewest_with_largest(total) == model.fewest_with_largest(model.territory().communes) == 12
    assert not model.qualified_majority(total, set(range(1, len(total))))


@given(populations, st.data())
def test_one_more_council_never_undoes_a_majority(people, data):
    communes = communes_of(people)
    some = set(data.draw(st.lists(st.integers(0, len(people) - 1))))
    more = some | {data.draw(st.integers(0, len(people) - 1))}
    assert model.qualified_majority(communes, more) or not model.qualified_majority(communes, some)


# --- what the notebook asks ---------------------------------------------------------------------------


def test_the_pieces_of_a_tally_agree_with_the_rule():
    communes = model.territory().communes
    without = model.tally(communes, model.voters(communes, largest=False, others=22))
    assert without.councils == 22
    assert without.people == pytest.approx(1 - FIGURES["largest-share"])
    assert without.two_thirds_of_councils
    assert not without.half_of_people
    assert not without.carried


@given(populations, st.booleans(), st.booleans(), st.integers(0, 6))
def test_a_vote_is_carried_by_one_of_its_two_ways(people, largest, smallest_first, others):
    communes = communes_of(people)
    voters = model.voters(communes, largest=largest, others=others, smallest_first=smallest_first)
    found = model.tally(communes, voters)
    one = found.two_thirds_of_councils and found.half_of_people
    other = found.half_of_councils and found.two_thirds_of_people
    assert found.carried == (one or other)
    assert len(voters) == largest + min(others, len(people) - 1)


def test_groups_that_carry_the_vote_are_found():
    communes = model.territory().communes
    groups = {"none": (), "all": range(len(communes)), "most": range(20)}
    assert model.carried(communes, groups) == ["all", "most"]


@given(populations, st.floats(0.1, 0.9))
def test_gaps_add_up_to_nothing_and_only_relieve_communes_above_the_mean(people, part):
    communes = communes_of(people)
    gaps = model.gaps(model.mixed(1e6, communes, part), model.by_population(1e6, communes), communes)
    assert sum(gap * c.population for gap, c in zip(gaps, communes, strict=True)) == pytest.approx(0, abs=1)
    relieved = model.relieved(communes, [c.name for c in communes])
    assert all(
        (gap < 1e-9) == (c.name in relieved) or abs(gap) < 1e-6 for gap, c in zip(gaps, communes, strict=True)
    )
    assert list(model.by_name(communes, gaps).values()) == list(gaps)


def test_fewer_calls_by_the_largest_raise_the_bill_of_all_others_alike():
    communes = model.territory().communes
    expected = model.expected_calls(communes, 0, model.USUAL_RATE)
    actual = model.with_fewer_calls(communes, expected, 0.4)
    before, after = (model.two_part(1e6, communes, calls, 0) for calls in (expected, actual))
    rise = 1 / (1 - 0.4 * FIGURES["largest-share"])
    assert before == pytest.approx(model.by_population(1e6, communes))
    assert [new / old for new, old in zip(after[1:], before[1:], strict=True)] == pytest.approx([rise] * 22)
    assert after[0] < before[0]


def test_one_commune_may_call_more_than_the_others():
    communes = model.territory().communes
    more = model.expected_calls(communes, model.position(communes, "Flavignerot"), 20)
    assert more[model.position(communes, "Flavignerot")] == pytest.approx(4.62)
    assert more[0] == pytest.approx(1599.41)


def test_a_departure_counts_communes_alone_and_the_group_that_gains_most():
    communes, bill = model.territory().communes, FIGURES["yearly-bill"]
    cost = SCALE(bill, sum(c.population for c in communes))
    leaving = model.departure(model.mixed(bill, communes, 0.2), communes, cost)
    assert leaving.alone == FIGURES["alone-below-mixed"]
    assert leaving.group == FIGURES["objectors-mixed"]
    assert leaving.gain > 0
    assert model.departure(model.by_population(bill, communes), communes, cost) == (0, 0, 0)


def test_fairness_has_both_ends_and_the_index():
    communes = model.territory().communes
    found = model.fairness(model.equally(1e6, communes), communes)
    assert found.most / found.least == pytest.approx(quoted.spread(model.equally(1e6, communes), communes))
    assert found.gini == pytest.approx(FIGURES["gini-equal"])


# --- what is committed with the module ----------------------------------------------------------------


def test_typed_quiz_values_are_what_the_model_computes():
    quiz = yaml.safe_load((MODULE / "quiz.fr.yml").read_text(encoding="utf-8"))
    (numeric,) = [question for question in quiz["questions"] if question["kind"] == "numeric"]
    assert numeric["answer"] == "{{ figure.valley-mixed10-smallest }}"
    bill, number, people = model.VALLEY_BILL, len(model.VALLEY), 12_000
    expected = [
        bill * 200 / people,
        0.1 * bill / number,
        0.1 * bill / number + 2_000,
        0.1 * bill,
        bill / number,
    ]
    assert [mistake["value"] for mistake in numeric["mistakes"]] == expected
    english = yaml.safe_load((MODULE / "quiz.en.yml").read_text(encoding="utf-8"))
    (twin,) = [question for question in english["questions"] if question["kind"] == "numeric"]
    assert [mistake["value"] for mistake in twin["mistakes"]] == expected


@pytest.mark.parametrize("language", ["fr", "en"])
def test_text_alternatives_hold_the_numbers_of_the_pictures(language):
    keys = (MODULE / f"02-choisir-une-cle.{language}.md").read_text(encoding="utf-8")
    (alternative,) = [line for line in keys.splitlines() if line.startswith("![")]
    for key in ("population", "mixed", "equal"):
        for commune in ("centre", "valbourg", "village", "smallest"):
            value = FIGURES[f"valley-{key}-{commune}-per-head"]
            written = pictures.number(value, 0 if value == pytest.approx(round(value)) else 2, language)
            assert written in alternative
    vote = (MODULE / f"05-chez-vous.{language}.md").read_text(encoding="utf-8")
    (alternative,) = [line for line in vote.splitlines() if line.startswith("![")]
    for figure in ("largest-share", "without-largest-share", "largest-with-smallest-share"):
        assert pictures.number(100 * FIGURES[figure], 1, language) in alternative
    for figure in ("without-largest-councils", "councils-needed", "others-needed"):
        assert f" {FIGURES[figure]:g} " in alternative
