"""The page of an exercise: what it holds, what engines make of it, what it tells whom."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

import pytest
from support import courses, engine, notebooks

from generator.diagnostics import Place
from generator.editions import select
from generator.model import (
    Cell,
    CellOutput,
    CellRole,
    Course,
    Outputs,
    Parameter,
    QuestionForm,
    Tree,
    Worksheet,
)
from generator.renderers.pages import exercises
from generator.renderers.pages.exercise_words import PAGE_WORDS, SCRIPT_WORDS
from generator.renderers.pages.exercises import TEMPLATES, Shown, Surroundings, render_exercise
from generator.renderers.pages.site import render

CHART = '<svg viewBox="0 0 10 10" role="img"><title>Une barre</title><rect width="3" height="4"></rect></svg>'
SHOWN: Shown = {
    "c-table": (CellOutput("html", CHART), CellOutput("text", "ligne 1\n\n    <b>ligne 2</b>")),
    "q-double": (CellOutput("html", "<p>À vous.</p>", QuestionForm("number", "MWh", ())),),
    "s-double": (CellOutput("html", "<p>C’est juste : 720</p>"),),
}
OUTPUTS: Outputs = {("tiny", "fr"): SHOWN}
SIZES = {"exercises/tiny/tiny.fr.zip": 53_737, "exercises/tiny/tiny.fr.ipynb": 300}
AROUND = Surroundings("fr", "fr/elus/beta/tiny/", SIZES)
SLIDER = Parameter("x", "Étiquette", "slider", 0.5, 0.0, 1.0, 0.05, (), Place("n.md"))


def course() -> Course:
    return notebooks.course(notebooks.exercise(solution="answer = 720\nwrong = ['CANARI', 1, 2]"))


def staged(name: str = "default", outputs: Outputs = OUTPUTS) -> Tree:
    made = course()
    edition = select(made, made.editions[name])
    return render(edition, edition.variants[0], courses.LOOK, outputs, SIZES)


def page(name: str = "default") -> str:
    return courses.page(staged(name), "beta/tiny.md")


def sheet() -> Worksheet:
    made = course()
    return select(made, made.editions["default"]).variants[0].chapters[-1].worksheets[0]


def with_parameter(**changes: object) -> str:
    """The block of an exercise with one parameter."""
    one = replace(SLIDER, **changes)  # type: ignore[arg-type]
    cell = Cell("c-x", CellRole.PARAMETERS, "x = 1", (one,), Place("n.md"))
    return render_exercise(replace(sheet(), cells=(cell,)), {}, AROUND)


def with_question(form: QuestionForm) -> str:
    cell = Cell("q-x", CellRole.QUESTION, "answer = None", (), Place("n.md"))
    shown = {"q-x": (CellOutput("html", "<p>À vous.</p>", form),)}
    return render_exercise(replace(sheet(), cells=(cell,)), shown, AROUND)


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.all: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in {"input", "br", "hr", "link", "meta"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def first(self, tag: str, **wanted: str) -> dict[str, str]:
        return next(values for name, values in self.all if name == tag and wanted.items() <= values.items())


# --- the page among the others ----------------------------------------------------------------------


def test_the_exercise_is_a_step_between_the_lessons_and_the_quiz() -> None:
    line = next(row for row in page().split("\n") if row.startswith("parcours: "))
    meta = json.loads(line.removeprefix("parcours: "))
    assert meta["kind"] == "exercise"
    kinds = [step["kind"] for step in meta["steps"]]
    assert kinds[-2:] == ["exercise", "quiz"]
    assert [step["current"] for step in meta["steps"]].index(True) == len(kinds) - 2


def test_the_module_s_page_leads_to_it_with_its_minutes() -> None:
    module = courses.page(staged(), "beta/index.md")
    assert re.search(r'<a href="tiny/">Un petit exercice</a>.*Exercice.*5.min', module)


def test_addresses_lead_to_the_root_of_the_site() -> None:
    element = Tags(page()).first("parcours-exercise")
    assert element["data-runtime"] == "../../../../runtime/"
    assert element["data-base"] == "../../../../exercises/tiny/"
    assert element["data-notebook"] == "../../../../exercises/tiny/notebook.fr.json"
    assert json.loads(element["data-files"]) == sorted(notebooks.FILES)


# --- what it holds ----------------------------------------------------------------------------------


def test_results_are_there_before_any_script() -> None:
    html = engine.html_of(page())
    tags = Tags(html)
    assert tags.first("section", **{"class": "px-output", "data-cell": "c-table"})["aria-live"] == "polite"
    assert CHART in html
    shown = re.search(r'<pre class="px-text"[^>]*>(.*?)</pre>', html, re.DOTALL)
    assert shown
    assert unescape(shown[1]) == "ligne 1\n\n    <b>ligne 2</b>"


def test_code_reaches_the_page_as_it_is_written() -> None:
    html = engine.html_of(page())
    codes = [
        unescape(c) for c in re.findall(r'<code class="language-python"[^>]*>(.*?)</code>', html, re.DOTALL)
    ]
    sources = {cell.name: cell.source for cell in sheet().cells}
    assert codes == [
        f"{sources['c-setup']}\n\n{sources['c-points']}", sources["c-table"], sources["q-double"],
    ]  # fmt: skip


def test_engines_leave_the_block_as_it_is() -> None:
    staged_page = page()
    block = staged_page[staged_page.index('<div class="parcours-exercise"') :].rstrip("\n")
    assert block in engine.html_of(staged_page)
    assert Tags(engine.html_of(staged_page)).open == []
    assert engine.live(engine.html_of(staged_page)) == []


def test_prose_is_markdown() -> None:
    html = page()
    assert "<strong>décision</strong>" in html
    assert "<li>deux</li>" in html
    assert ">Question 1</span></h2>" in html


def test_answers_and_settings_are_named_after_the_heading_above_them_and_told_what_became_of_them() -> None:
    """RGAA 11.2, 11.6, 11.10: all answers of a page are « Votre réponse »."""
    tags = Tags(page())
    ids = {values["id"] for _, values in tags.all if "id" in values}
    groups = [values for tag, values in tags.all if "aria-labelledby" in values and tag == "fieldset"]
    assert groups
    assert all(set(values["aria-labelledby"].split()) <= ids for values in groups)
    told = [
        values["aria-describedby"] for _, values in tags.all if "px-q-" in values.get("aria-describedby", "")
    ]
    assert told
    assert set(told) <= ids


def test_controls_have_labels_and_unique_ids() -> None:
    tags = Tags(page())
    controls = [values for tag, values in tags.all if tag in {"input", "select"}]
    labelled = {values["for"] for tag, values in tags.all if tag == "label"}
    assert controls
    assert all(values["id"] in labelled for values in controls)
    ids = [values["id"] for _, values in tags.all if "id" in values]
    assert len(ids) == len(set(ids))


def test_buttons_wait_for_the_script_and_answers_too() -> None:
    tags = Tags(page())
    assert all("hidden" in values for tag, values in tags.all if values.get("class") == "px-actions")
    assert "disabled" in tags.first("fieldset", **{"class": "px-fields px-plain"})
    assert PAGE_WORDS["fr"]["needs_script"].split(".")[0].replace("'", "’") in page()


def test_downloads_tell_their_sizes() -> None:
    html = page()
    assert re.search(
        r'href="../../../../exercises/tiny/tiny.fr.zip" download>Tout télécharger \(.zip\)</a>.*54.Ko', html
    )
    assert re.search(r'tiny.fr.ipynb" download>Télécharger le carnet \(.ipynb\)</a>.*>1.Ko', html)


def test_only_trainers_get_the_answers() -> None:
    assert "CANARI" not in page()
    assert "720" not in page()
    trainer = page("formateur")
    assert "CANARI" in trainer
    assert "C’est juste : 720" in trainer
    assert "<h3>Réponse à «\u00a0Question 1\u00a0»</h3>" in trainer
    assert trainer.index('<details class="px-key"') > trainer.index("px-take-away")


def test_no_learner_s_file_holds_an_answer() -> None:
    assert not any(b"CANARI" in data for data in staged().values())


def test_an_exercise_that_did_not_run_still_has_its_page() -> None:
    html = courses.page(staged(outputs={}), "beta/tiny.md")
    assert '<section class="px-output" data-cell="c-table" aria-live="polite"></section>' in html


def test_a_solution_never_gets_into_a_worksheet_s_page() -> None:
    cell = Cell("s-x", CellRole.SOLUTION, "answer = 1", (), Place("n.md"))
    with pytest.raises(ValueError, match="holds a solution"):
        render_exercise(replace(sheet(), cells=(cell,)), {}, AROUND)


# --- controls ---------------------------------------------------------------------------------------


def test_a_slider_shows_its_value_in_the_language() -> None:
    tags = Tags(html := with_parameter())
    assert tags.first("input", name="x") == {
        "type": "range", "id": "px-c-x-x", "name": "x", "min": "0", "max": "1", "step": "0.05", "value": "0.5",
    }  # fmt: skip
    assert '<output for="px-c-x-x" data-decimals="2">0,50</output>' in html


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"kind": "integer", "default": 9000, "minimum": 0, "maximum": None, "step": None},
         {"type": "text", "inputmode": "numeric", "value": "9\u202f000", "aria-describedby": "px-c-x-x-range"}),
        ({"kind": "number", "default": 1e-7, "minimum": None, "maximum": 1e6, "step": None},
         {"type": "text", "value": "0,0000001"}),
        ({"kind": "number", "default": 5, "minimum": 0.5, "maximum": 9, "step": None},
         {"type": "text", "inputmode": "decimal", "value": "5,0"}),
        ({"kind": "string", "default": '"Dijon" & <co>'}, {"type": "text", "value": '"Dijon" & <co>'}),
        ({"kind": "date", "default": "2026-11-23"}, {"type": "date", "value": "2026-11-23"}),
        ({"kind": "boolean", "default": True}, {"type": "checkbox", "checked": ""}),
    ],
)  # fmt: skip
def test_each_kind_has_its_native_control(changes: dict[str, object], wanted: dict[str, str]) -> None:
    found = Tags(with_parameter(**changes)).first("input", name="x")
    assert wanted.items() <= found.items()
    if changes.get("minimum", 0) is None:
        assert "inputmode" not in found, "a telephone's keys for numbers have no minus sign"


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [
        (0.5, 1500.0, "De 0,5 à 1\u202f500."),
        (0, None, "Au moins 0."),
        (None, 9, "Au plus 9."),
        (None, None, None),
    ],
)
def test_a_field_says_which_numbers_it_takes(low: float | None, high: float | None, says: str | None) -> None:
    html = with_parameter(kind="number", default=1, minimum=low, maximum=high, step=None)
    note = re.search(r'<span class="px-how" id="px-c-x-x-range">(.*?)</span>', html)
    assert (unescape(note[1]).replace("\xa0", " ") if note else None) == says


def test_an_unticked_box_is_not_ticked() -> None:
    assert "checked" not in Tags(with_parameter(kind="boolean", default=False)).first("input", name="x")


def test_a_list_opens_on_its_default() -> None:
    html = with_parameter(kind="choice", default="b & c", choices=("a", "b & c"))
    assert "<option selected>b &amp; c</option>" in html
    assert "<option>a</option>" in html


# --- questions --------------------------------------------------------------------------------------


OPTIONS = (("led", "La LED & co"), ("off", "Éteindre"))


def test_a_number_says_its_unit() -> None:
    html = with_question(QuestionForm("number", "MWh", ()))
    assert "(en MWh)" in html
    assert Tags(html).first("input", name="answer")["inputmode"] == "decimal"


@pytest.mark.parametrize(("kind", "control"), [("choice", "radio"), ("choices", "checkbox")])
def test_choices_are_boxes_in_a_group(kind: str, control: str) -> None:
    html = with_question(QuestionForm(kind, "", OPTIONS))  # type: ignore[arg-type]
    boxes = [values for tag, values in Tags(html).all if tag == "input"]
    assert [(box["type"], box["value"]) for box in boxes] == [(control, "led"), (control, "off")]
    assert "La LED &amp; co" in html
    assert "disabled" in Tags(html).first("fieldset", **{"class": "px-fields"})


def test_an_order_has_one_list_for_each_rank() -> None:
    html = with_question(QuestionForm("order", "", OPTIONS))
    assert html.count("<select") == 2
    assert html.count('<option value="off">') == 2
    assert "Rang 2" in html.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_text_is_a_field() -> None:
    assert "inputmode" not in Tags(with_question(QuestionForm("text", "", ()))).first("input", name="answer")


# --- words ------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_words() -> None:
    for words in (PAGE_WORDS, SCRIPT_WORDS):
        assert words["fr"].keys() == words["en"].keys()
        for key in words["fr"]:
            holes = [set(re.findall(r"\{\w+\}", words[lang][key])) for lang in ("fr", "en")]
            assert holes[0] == holes[1], key


def test_no_word_of_the_page_is_left_unused() -> None:
    written = "".join(path.read_text("utf-8") for path in TEMPLATES.glob("exercise*.j2"))
    written += Path(exercises.__file__).read_text("utf-8")
    for key in PAGE_WORDS["fr"]:
        used = f"words.{key}" in written or f'words["{key}"]' in written or key.startswith(("how_", "range_"))
        assert used, key


def test_english_pages_speak_english() -> None:
    html = render_exercise(sheet(), SHOWN, Surroundings("en", "en/elected/beta/tiny/", {}))
    assert "See the code" in html
    assert "Voir le code" not in html
    assert 'data-notebook="../../../../exercises/tiny/notebook.en.json"' in html


def test_the_outputs_look_is_staged_with_the_site() -> None:
    made = course()
    edition = select(made, made.editions["default"])
    look = {**courses.LOOK, PurePosixPath("exercises/atelier/atelier.css"): b".at-table{}"}
    tree = render(edition, edition.variants[0], look)
    assert tree[PurePosixPath("theme/assets/parcours/exercise/outputs.css")] == b".at-table{}"
