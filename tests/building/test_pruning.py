"""A theme's sheet loses what no page can meet, and nothing else."""

from __future__ import annotations

import pytest

from generator.building.pruning import classes_in, names_of, pruned

KEPT = (
    "a{b:c}",
    ".at{b:c}",
    '.at .pt>b:before{content:"}{.gone"}',
    ".at:not(.gone){b:c}",
    ":is(.gone,.other) a{b:c}",
    '[class*=".gone"] a,[title="a,b"] i{b:c}',
    ".md\\:x{b:c}",
    ".told{b:c}",
    ".mark-left{b:c}",
    ".at{background:url(data:image/svg+xml;utf8,a)}",
    "@font-face{font-family:x}",
    "@keyframes gone{0%{b:c}to{b:d}}",
    "@import 'x.css';",
    "@media print{.at{b:c}}",
    ".at{& .gone{b:c}}",
    "@media print{@supports (a:b){.pt{b:c}}}",
    ".at{}",
)
LOST = (
    ".gone{b:c}",
    ".at .gone{b:c}",
    ".at.gone:hover{b:c}",
    ".gone:not(.at),b .gone{b:c}",
    '@media print{.gone{b:url("}")}}',
    "@media print{@supports (a:b){.gone{b:c}}}",
)


@pytest.fixture
def names(tmp_path) -> frozenset[str]:
    script = tmp_path / "a.js"
    script.write_text(
        'x.className = "told"; y.className = `mark-${side}`; z.style.setProperty("--md-told", 1);'
    )
    return names_of(classes_in("<p class=\"at pt\"><i class='other'><b class=bare>"), [script])


@pytest.mark.parametrize("rule", KEPT)
def test_a_rule_that_a_page_or_a_script_may_meet_stays_as_it_is(rule, names) -> None:
    assert pruned(rule, names) == rule


@pytest.mark.parametrize("rule", LOST)
def test_a_rule_that_asks_for_a_class_of_no_page_and_no_script_goes(rule, names) -> None:
    assert pruned(f"a{{b:c}}{rule}.at{{b:c}}", names) == "a{b:c}.at{b:c}"


def test_of_a_list_only_the_selectors_that_can_be_met_stay(names) -> None:
    assert pruned(".gone,.at,b .gone,.bare a{b:c}", names) == ".at,.bare a{b:c}"


def test_a_property_of_the_theme_stays_when_somebody_names_it(names) -> None:
    sheet = (
        ':root{--md-a:1;--md-b:var(--md-c);--md-c:";";--md-told:2;--md-other:3;--ours:4}'
        ".gone{c:var(--md-a)}.at{c:var( --md-b)}"
    )
    assert pruned(sheet, names, ["p{c:var(--md-other)}"]) == (
        ':root{--md-b:var(--md-c);--md-c:";";--md-told:2;--md-other:3;--ours:4}.at{c:var( --md-b)}'
    )


def test_properties_that_only_each_other_ask_for_go(names) -> None:
    assert pruned(":root{--md-a:var(--md-b);--md-b:1}a{b:c}", names) == "a{b:c}"


def test_what_is_not_whole_stays(names) -> None:
    assert pruned("a{b:c}.gone{b:c", names) == "a{b:c}.gone{b:c"
