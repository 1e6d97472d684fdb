"""The anonymity model: values of the curriculum, laws of grouping, and what module A2 quotes and shows."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.models import models

from generator.reading.division import read_division

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "exercises" / "anonymity"
MODULE = ROOT / "course" / "a2-anonymiser"


anonymity, quoted = models("anonymity", "anonymity", "figures")

NUMBERS = quoted.figures()
REGISTER = anonymity.register()
GROUPINGS = list(anonymity.GROUPINGS.values())

sizes = st.integers(1, 500_000)
cell_counts = st.floats(2, 1e6)
seeds = st.integers(0, 50)
rows = st.builds(anonymity.register, st.integers(0, 400), seeds)


def group_sizes(people: tuple[object, ...]) -> list[int]:
    """Sizes of the groups by decade, smallest first."""
    return sorted(len(members) for members in anonymity.classes(people, anonymity.by_decade).values())


# --- values of the curriculum ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "expected", "tolerance"),
    [
        ("cells", 58_440, 0),
        ("unique-median", 0.992, 0.0005),
        ("unique-3500", 0.942, 0.0005),
        ("unique-chenove", 0.783, 0.0005),
        ("unique-dijon", 0.065, 0.0005),
        ("unique-france", 0.677, 0.0005),
        ("unique-france-century", 0.707, 0.0015),  # 70.8 % with epci.json, 70.7 % with communes.json
        ("unique-france-year", 0.014, 0.0005),
    ],
)
def test_shares_of_real_communes_are_those_of_the_curriculum(
    figure: str, expected: float, tolerance: float
) -> None:
    assert NUMBERS[figure] == pytest.approx(expected, abs=tolerance)


def test_mulhouse_is_where_the_curriculum_says() -> None:
    municipal_population = 104_924  # epci.json, populations of 2022
    assert anonymity.unique_share(municipal_population, anonymity.cells()) == pytest.approx(0.166, abs=0.0005)


@pytest.mark.parametrize(
    ("figure", "expected", "tolerance"),
    [("unique-date", 0.988, 0.01), ("unique-year", 0.06, 0.02), ("unique-decade", 0.0004, 0.001)],
)
def test_the_fictional_register_is_of_the_order_the_curriculum_expects(
    figure: str, expected: float, tolerance: float
) -> None:
    assert NUMBERS[figure] == pytest.approx(expected, abs=tolerance)


def test_twenty_years_and_sex_leave_nobody_alone() -> None:
    assert NUMBERS["k-twenty"] >= 28
    assert NUMBERS["alone-twenty"] == 0
    assert anonymity.most_precise(REGISTER, 28) == "twenty"


def test_a_grouping_out_of_reach_is_refused() -> None:
    with pytest.raises(ValueError, match="no grouping reaches k = 2000"):
        anonymity.most_precise(REGISTER, 2000)


def test_the_most_precise_grouping_is_looked_for_among_those_offered() -> None:
    offered = anonymity.GROUPINGS | {"decade-commune": anonymity.grouped(10, district=False)}
    assert anonymity.most_precise(REGISTER, 5, offered) == "decade-commune"
    assert anonymity.most_precise(REGISTER, 6, offered) == "twenty"


def test_bands_go_from_the_oldest_and_the_uniform_ones_are_named() -> None:
    women = anonymity.bands(REGISTER, "F", "combes")
    assert list(women) == sorted(women)
    assert anonymity.uniform(women) == ["1920-1939"]
    assert len(women["2020-2039"]) == 1  # alone: singled out, with nothing left to infer


def test_every_elder_of_the_hamlet_receives_the_same_aid() -> None:
    elders = anonymity.classes(REGISTER, anonymity.by_twenty_district)["F", "1920-1939", "combes"]
    assert len(elders) >= 10
    assert {p.aid for p in elders} == {"apa"}
    assert quoted.homogeneous(REGISTER, anonymity.by_twenty_district)["F", "1920-1939", "combes"] == "apa"


def test_the_tables_worked_by_hand_give_what_the_lessons_say() -> None:
    worked = [NUMBERS["worked-k-year"], NUMBERS["worked-k-decade"]]
    completed = [NUMBERS[f"exercise-{name}"] for name in ("k-decade", "k-twenty", "withheld", "k-withheld")]
    assert worked == [1, 3]
    assert quoted.l_of(quoted.WORKED_ROWS, anonymity.by_decade) == 1
    assert completed == [1, 3, 1, 2]
    assert NUMBERS["quiz-k"] == 2
    assert group_sizes(quoted.QUIZ_ROWS) == [2, 3, 4]
    assert group_sizes(quoted.SHARE_ROWS) == [1, 1, 3, 3]
    shares = [NUMBERS[name] for name in ("worked-unique-year", "exercise-unique-decade", "quiz-share")]
    assert shares == pytest.approx([1, 1 / 6, 2 / 8])


# --- laws -----------------------------------------------------------------------------------------


@given(rows)
def test_coarser_groupings_never_expose_more(people: tuple[object, ...]) -> None:
    by_classes = [len(anonymity.classes(people, g)) for g in GROUPINGS]
    alone = [anonymity.share_below(people, g, 2) for g in GROUPINGS]
    k = [anonymity.k_of(people, g) for g in GROUPINGS]
    assert by_classes == sorted(by_classes, reverse=True)
    assert alone == sorted(alone, reverse=True)
    assert k == sorted(k)


@given(rows, st.sampled_from(GROUPINGS))
def test_classes_share_out_every_row_once(people: tuple[object, ...], grouping: object) -> None:
    found = anonymity.classes(people, grouping)
    assert Counter(p for members in found.values() for p in members) == Counter(people)


@given(rows, st.sampled_from(GROUPINGS))
def test_l_lies_between_nothing_and_k(people: tuple[object, ...], grouping: object) -> None:
    assert quoted.l_of(people, grouping) <= anonymity.k_of(people, grouping)


@given(rows, st.sampled_from(GROUPINGS), st.integers(1, 8))
def test_withholding_rare_rows_reaches_k(people: tuple[object, ...], grouping: object, k: int) -> None:
    left = anonymity.kept(people, grouping, k)
    assert len(left) + len(anonymity.rows_below(people, grouping, k)) == len(people)
    assert not left or anonymity.k_of(left, grouping) >= k


@given(st.integers(1, 400), seeds, st.sampled_from(GROUPINGS))
def test_only_people_alone_in_the_file_are_found_again(inhabitants: int, seed: int, grouping: object) -> None:
    people = anonymity.register(inhabitants, seed)
    names = anonymity.names_list(inhabitants, seed)
    found = anonymity.reidentified(people, names, grouping)
    assert set(found) <= set(names)
    assert set(found) <= set(anonymity.rows_below(people, grouping, 2))


@given(sizes, sizes, cell_counts)
def test_the_smaller_commune_is_the_more_exposed(one: int, other: int, number_of_cells: float) -> None:
    small, large = sorted((one, other))
    shares = [anonymity.unique_share(n, number_of_cells) for n in (small, large)]
    assert 0 <= shares[1] <= shares[0] <= 1


@given(sizes, cell_counts)
def test_the_rule_of_thumb_never_promises_more_than_the_exact_share(
    inhabitants: int, number_of_cells: float
) -> None:
    exact = anonymity.unique_share(inhabitants, number_of_cells)
    assert quoted.rule_of_thumb(inhabitants, number_of_cells) <= exact + 1e-9


@given(st.lists(sizes, min_size=1, max_size=20))
def test_a_territory_lies_between_its_extremes(communes: list[int]) -> None:
    shares = [anonymity.unique_share(n, anonymity.cells()) for n in communes]
    whole = quoted.unique_share_of_all(communes, anonymity.cells())
    assert min(shares) - 1e-9 <= whole <= max(shares) + 1e-9


def test_the_formula_agrees_with_people_thrown_into_cells() -> None:
    rng = random.Random(2026)  # noqa: S311 - a seeded trial
    cells, people, trials = 500, 300, 200
    alone = 0
    for _ in range(trials):
        counts = Counter(rng.randrange(cells) for _ in range(people))
        alone += sum(size == 1 for size in counts.values())
    assert alone / (trials * people) == pytest.approx(anonymity.unique_share(people, cells), abs=0.01)


def test_the_register_is_the_same_every_time() -> None:
    assert anonymity.register.__wrapped__(50, 1) == anonymity.register(50, 1)
    assert anonymity.register(50, 1) != anonymity.register(50, 2)


# --- data -----------------------------------------------------------------------------------------


def test_the_reference_case_is_the_one_of_the_course() -> None:
    territory = read_division(ROOT).grouping("242100410")
    assert territory is not None
    assert dict(anonymity.territory().sizes) == {m.name: m.municipal for m in territory.members}


def test_populations_cover_the_communes_of_every_grouping() -> None:
    populations = quoted.populations()
    assert len(populations) == 34_871
    assert sum(n >= 3500 for n in populations) == 3_227
    assert list(populations) == sorted(populations)
