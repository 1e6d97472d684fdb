"""The notebook of the cost-sharing exercise: it says the model's numbers, the same in both languages."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "exercises"))

from atelier import runner

ROOT = Path(__file__).resolve().parents[2]
EXERCISE = ROOT / "exercises" / "sharing"
LANGUAGES = ("fr", "en")
CELL = re.compile(
    r"^```\{code-cell\} python\n:name: (\S+)\n(?::tags: \[(\w+)\]\n)?(.*?)\n```$", re.MULTILINE | re.DOTALL
)


def text_of(language):
    return (EXERCISE / f"notebook.{language}.md").read_text(encoding="utf-8")


@pytest.fixture(params=LANGUAGES)
def session(request):
    found = CELL.findall(text_of(request.param))
    cells = [runner.Cell(name, role or "code", source) for name, role, source in found]
    return runner.Session(cells, EXERCISE)


def shown(results):
    """Plain text of each cell, numbers without the spaces and commas of either language."""
    return {
        result["name"]: re.sub("[\u202f\u00a0,]", "", "\n".join(o["text"] for o in result["outputs"]))
        for result in results
    }


def quoted(name, decimals=0):
    figures = yaml.safe_load((ROOT / "course" / "b2-partager-la-facture" / "figures.yml").read_text())[
        "figures"
    ]
    return f"{figures[name]['value']:.{decimals}f}".replace(",", "")


def test_the_first_results_are_the_numbers_of_the_lessons(session):
    results = list(session.run())
    assert not [o for result in results for o in result["outputs"] if o["kind"] == "error"]
    text = shown(results)
    for key in ("population", "mixed", "equal"):
        assert quoted(f"case-{key}-flavignerot") in text["c-keys"]
        assert quoted(f"case-{key}-flavignerot-per-head", 2).replace(".", "") in text["c-keys"].replace(
            ".", ""
        )
    assert quoted("case-alone-flavignerot") in text["c-alone"]
    assert "38" in text["c-tally"]


def test_every_question_has_one_right_answer_and_three_mistakes_with_their_own_sentence(session):
    list(session.run())
    contract = session.contract()
    assert [entry["question"] for entry in contract] == ["q-winners", "q-price", "q-limit", "q-vote"]
    for entry in contract:
        assert entry["untouched"]["verdict"]["status"] == "empty"
        assert entry["answer"]["verdict"]["status"] == "right"
        assert [wrong["verdict"]["status"] for wrong in entry["wrong"]] == ["mistake"] * 3
        assert len({wrong["verdict"]["text"] for wrong in entry["wrong"]}) == 3


@pytest.mark.parametrize(
    "settings",
    [
        {"town": "Dijon"},
        {"town": "Talant", "bill": 1_000, "equal_percent": 0},
        {"own_calls": 0, "drop": 0, "subscription": 0, "equal_percent": 100},
        {"own_calls": 40, "drop": 90, "subscription": 100, "bill": 1_000_000_000},
        {"scale": 1.0, "tried": 0},
        {"scale": 0.5, "tried": 100},
        {"largest": True, "others": 22, "smallest_first": False},
        {"largest": False, "others": 0},
    ],
)
def test_at_the_ends_of_the_settings_all_still_runs_and_solutions_are_right(session, settings):
    list(session.run())
    results = list(session.rerun(settings))
    assert results
    assert not [o for result in results for o in result["outputs"] if o["kind"] == "error"]
    assert {entry["answer"]["verdict"]["status"] for entry in session.contract()} == {"right"}


def test_the_limit_asked_for_is_where_the_row_of_the_table_turns_to_zero(session):
    list(session.run())
    expected = next(e for e in session.contract() if e["question"] == "q-limit")["answer"]["verdict"]
    assert expected["status"] == "right"
    rows = {}
    for tried in (6, 7):
        text = shown(session.rerun({"tried": tried}))["c-test"]
        rows[tried] = next(line for line in text.splitlines() if line.startswith(("Mix", "Mixte")))
    assert re.fullmatch(r"Mix\D+6\s?% +0 +0 +0", rows[6])
    assert not re.search(r" 0$", rows[7])


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_typed_in_words_and_labels_are_those_of_the_model(language):
    text, model = text_of(language), (EXERCISE / "sharing.py").read_text(encoding="utf-8")
    bill = re.search(r"^bill = (\d+) ", text, re.MULTILINE)
    assert bill
    assert bill[1] == quoted("yearly-bill")
    assert "USUAL_RATE: Final = 10.0" in model
    assert re.search(r"10 (appels par an pour 1 000|calls a year per 1,000)", text)
    assert "MOST_ORDERS: Final = 2_000" in model
    assert re.search(r"2[ ,]000 (au sort|of them at random)", text)


def test_the_vote_asks_about_the_group_that_the_lessons_quote(session):
    results = {result["name"]: result for result in session.run()}
    options = dict(results["q-vote"]["verdict"]["form"]["options"])
    assert re.search(rf" {quoted('others-needed')} (plus petites|smallest)$", options["smallest"])
