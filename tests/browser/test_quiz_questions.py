"""Answering in a real browser: every kind, right and wrong, with a mouse and with a keyboard only."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from quiz_hands import PARTLY, RIGHT, WRONG, AtOnce, Keyboard, Mouse, answer_all
from quiz_sample import SINGLE, quiz, write_page

pytestmark = pytest.mark.browser
TRIES = {"identifiers": 3}
KEPT = """() => {
  window.kept = [];
  for (const name of ["parcours:answer", "parcours:restart"])
    document.addEventListener(name, (event) => window.kept.push({ name, ...event.detail }));
}"""


@pytest.fixture(scope="module")
def site(serve_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("quiz")
    write_page(folder, quiz())
    write_page(folder, quiz(), language="en", name="en.html")
    write_page(
        folder,
        quiz(),
        quiz(SINGLE.__class__(_other_stem(), SINGLE.choices), identity="second"),
        name="two.html",
    )
    return serve_folder(folder)


def _other_stem():
    from dataclasses import replace

    return replace(SINGLE.stem, id="elsewhere", hints=())


@pytest.fixture
def page(same_page, site):
    page = same_page()
    page.goto(site)
    page.evaluate(KEPT)
    return page


def kept(page) -> list[dict]:
    return page.evaluate("window.kept")


def status(hand) -> str:
    return hand.root.get_by_role("status").inner_text().strip()


def markup(hand) -> str:
    return hand.root.inner_html().replace("\n", "")


ENDED = """(question) => {
  const root = document.getElementById(`q-${question}`);
  const result = root.querySelector(".pq-result");
  return {
    said: root.querySelector("[role=status]").innerText.trim(),
    explained: result.querySelector(".pq-explanation").checkVisibility(),
    solutions: result.querySelectorAll(".pq-solution").length,
    closed: root.querySelector(".pq-field").disabled,
    focused: document.activeElement === result,
  };
}"""


def told_explained_and_closed(page, question: str) -> None:
    """How a question stands after a right answer; the key would tell what is known already."""
    ended = page.evaluate(ENDED, question)
    assert ended.pop("said").startswith("Réponse juste."), question
    assert ended == {"explained": True, "solutions": 0, "closed": True, "focused": True}, question


def test_a_right_answer_is_told_explained_closed_and_has_a_shape_of_its_kind(page):
    for question, gestures in RIGHT.items():
        hand = Mouse(page, question)
        hand.answer(gestures)
        hand.check()
        told_explained_and_closed(page, question)
    told = [(e["quiz"], e["question"], e["score"], e["tries"], e["done"]) for e in kept(page)]
    assert told == [("sample", question, 1, 1, True) for question in RIGHT]
    answers = {event["question"]: event["answer"] for event in kept(page)}
    assert answers["cheapest"] == "off"
    assert sorted(answers["identifiers"]) == ["birth", "sex"]
    assert answers["hash"] == {"judgement": False, "reason": "cross"}
    assert answers["saving"] == "64,9 %"
    assert answers["tests"] == {"single": "single", "link": "link", "infer": "infer"}
    assert answers["order"] == ["off", "dim", "led", "new"]
    assert answers["sort"] == {"night": "sobriety", "lamps": "efficiency", "fewer": "sobriety"}
    assert answers["rebound"] == "Effet Rebond"
    announced = page.locator(".pq-announce").inner_text().replace("\u00a0", " ")
    assert "Quiz terminé : 8 points sur 8." in announced
    assert page.locator("[data-goal] .pq-is-right").count() == 3


def test_a_keyboard_alone_goes_through_the_whole_quiz(page):
    page.locator("h1").evaluate("title => { title.tabIndex = -1; title.focus(); }")
    for question, then in zip(RIGHT, [*list(RIGHT)[1:], None], strict=True):
        hand = Keyboard(page, question)
        hand.answer(RIGHT[question])
        hand.check()
        told_explained_and_closed(page, question)
        hand.press("Question suivante" if then else "Voir mon bilan")
        expect(page.locator(f"#q-{then} .pq-number" if then else ".pq-summary")).to_be_focused()
        assert page.url.endswith(f"#q-{then}" if then else "")
    told = [(event["question"], event["score"], event["tries"]) for event in kept(page)]
    assert told == [(question, 1, 1) for question in RIGHT]
    assert "8 points sur 8" in page.locator(".pq-score").inner_text().replace("\u00a0", " ")


STANDS = """(question) => {
  const root = document.getElementById(`q-${question}`);
  const shown = (part) => [...root.querySelectorAll(part)].filter((node) => node.checkVisibility()).length;
  return {
    said: root.querySelector("[role=status]").innerText,
    result: shown(".pq-result"),
    key: shown(".pq-answer"),
    solutions: shown(".pq-result .pq-solution"),
    notes: shown(".pq-note-answer"),
  };
}"""


def test_a_wrong_answer_leaves_tries_then_shows_what_was_right(page):
    for question, gestures in WRONG.items():
        hand = Keyboard(page, question)
        tries = TRIES.get(question, 2)
        hand.answer(gestures)
        for left in range(tries - 1, 0, -1):
            hand.check()
            stands = page.evaluate(STANDS, question)
            assert stands["said"].strip().startswith("Réponse fausse."), question
            assert f"Il vous reste {left} essai" in stands["said"], question
            assert (stands["result"], stands["key"]) == (0, 0), question
        hand.check()
        stands = page.evaluate(STANDS, question)
        in_place = question in {"tests", "sort"}
        words = "Chaque réponse est donnée à sa place." if in_place else "La réponse est donnée ci-dessous."
        assert words in stands["said"], question
        assert (stands["notes"] == 3) if in_place else (stands["solutions"] == 1), question
        assert stands["key"] == 1, question
        told = [(event["score"], event["done"]) for event in kept(page) if event["question"] == question]
        assert told == [(0, False)] * (tries - 1) + [(0, True)], question


def test_a_partly_right_answer_has_part_of_the_score(page):
    for question, (gestures, score) in PARTLY.items():
        hand = AtOnce(page, question)
        hand.answer(gestures)
        hand.check()
        assert status(hand).startswith("Réponse en partie juste."), question
        event = kept(page)[-1]
        assert (event["question"], event["score"]) == (question, pytest.approx(score))


def test_no_answer_costs_no_try_and_says_what_to_do(page):
    for question in RIGHT:
        hand = AtOnce(page, question)
        hand.check()
        assert "vérifiez" in status(hand), question
        focused = page.locator("*:focus")
        assert hand.root.evaluate("root => root.contains(document.activeElement)"), question
        assert focused.get_attribute("aria-describedby") == f"q-{question}--status"
        assert (focused.get_attribute("aria-invalid") == "true") == focused.evaluate(
            "it => it.matches('select, [type=text]')"
        )
    assert kept(page) == []


def test_feedback_names_the_misconception_of_the_answer_given(page):
    said = {"saving": ("35", "C’est la part qui reste"), "rebound": ("L’effet de serre", "réchauffement")}
    for question, (typed, feedback) in said.items():
        hand = AtOnce(page, question)
        hand.answer([("write", typed)])
        hand.check()
        assert feedback in status(hand)
    hand = AtOnce(page, "cheapest")
    hand.answer(WRONG["cheapest"])
    hand.check()
    assert "C’est la plus efficace, non la moins chère." in status(hand)
    described = hand.root.locator('input[value="led"]').get_attribute("aria-describedby").split()
    texts = " ".join(page.locator(f"[id='{each}']").inner_text() for each in described)
    assert "Faux" in texts
    assert "C’est la plus efficace" in texts


def test_a_mark_beside_true_and_false_cannot_be_read_as_the_answer(page):
    hand = Mouse(page, "hash")
    hand.answer(WRONG["hash"])
    hand.check()
    notes = hand.root.locator(".pq-two .pq-note")
    assert notes.inner_text().strip().startswith("Mal jugé")
    hand.check()
    assert "Bonne réponse\u00a0: Faux" in notes.nth(1).inner_text()


def test_rows_say_nothing_of_the_answer_while_tries_are_left(page):
    hand = Mouse(page, "tests")
    hand.answer(WRONG["tests"])
    hand.check()
    assert "Isoler, même sans nom." not in hand.root.locator('[data-item="single"]').inner_text()
    assert "Aucun critère ne parle de coût." in hand.root.locator('[data-item="infer"]').inner_text()
    hand.check()
    assert "Isoler, même sans nom." in hand.root.locator('[data-item="single"]').inner_text()
    assert (
        "Peut-on isoler une personne"
        in hand.root.locator('[data-item="single"] .pq-note-answer').inner_text()
    )


def test_hints_come_one_at_a_time_and_keep_focus(page):
    hand = Keyboard(page, "cheapest")
    hints = hand.root.locator(".pq-hint:visible")
    assert hints.count() == 0
    hand.press("Voir un indice (1 sur 2)")
    assert hints.count() == 1
    assert "sans rien acheter" in hints.inner_text()
    hand.press("Voir un indice (2 sur 2)")
    assert hints.count() == 2
    focused = page.evaluate("document.activeElement.textContent")
    assert focused == "Plus d’indice"
    assert hand.root.locator(".pq-hints").get_attribute("aria-live") == "polite"


def test_enter_in_a_field_checks_it(page):
    hand = Keyboard(page, "saving")
    hand.write("64.9")
    page.keyboard.press("Enter")
    assert status(hand).startswith("Réponse juste.")


def test_starting_again_brings_the_first_state_back(page):
    for question, gestures in RIGHT.items():
        hand = AtOnce(page, question)
        before = markup(hand)
        hand.answer(gestures)
        hand.check()
        Keyboard(page, question).press("Refaire cette question")
        assert "remise à zéro" in status(hand), question
        assert hand.root.evaluate("""root => {
          root.querySelector("[role=status]").replaceChildren();
          return document.activeElement === root.querySelector(".pq-number");
        }"""), question
        assert markup(hand) == before
        hand.answer(gestures)
        hand.check()
        *_, restarted, answered = kept(page)
        assert (restarted["name"], restarted["question"]) == ("parcours:restart", question)
        assert (answered["question"], answered["tries"]) == (question, 1)


def test_moving_a_step_keeps_focus_and_says_where_it_is(page):
    hand = Keyboard(page, "order")
    step = hand.places()[2]
    button = hand.root.locator(f'.pq-step[data-item="{step}"] [data-move="up"]')
    hand.reach(button)
    for place in (2, 1):
        page.keyboard.press("Enter")
        assert f"position {place} sur 4" in status(hand)
        assert button.evaluate("node => node === document.activeElement")
    page.keyboard.press("Enter")
    assert "déjà en premier" in status(hand)
    assert hand.places()[0] == step
    assert button.evaluate("node => node === document.activeElement")


def test_steps_can_be_dragged_until_the_question_is_closed(page):
    hand = Mouse(page, "order")
    first, *_, last = hand.places()
    steps = hand.root.locator(".pq-step")
    steps.last.drag_to(steps.first, target_position={"x": 60, "y": 2})
    assert hand.places()[:2] == [last, first]
    assert "position 1 sur 4" in status(hand)
    AtOnce(page, "order").answer(RIGHT["order"])
    hand.check()
    steps.last.drag_to(steps.first, target_position={"x": 60, "y": 2})
    assert hand.places() == ["off", "dim", "led", "new"]


def test_the_summary_counts_right_wrong_and_not_yet_tried(page):
    summary = page.locator(".pq-summary")
    assert "À faire : 8" in summary.inner_text().replace("\u00a0", " ")
    answer_all(page, {"cheapest": RIGHT["cheapest"], "saving": WRONG["saving"], "sort": RIGHT["sort"]})
    text = summary.inner_text().replace("\u00a0", " ")
    assert "2 points sur 8" in text
    assert "Juste : 2" in text
    assert "Faux : 1" in text
    assert "À faire : 5" in text
    page.locator("[data-action=again-all]").click()
    text = summary.inner_text().replace("\u00a0", " ")
    assert "0 point sur 8" in text
    assert "Quiz remis à zéro." in text


def test_an_objective_is_reached_reviewed_or_open(page):
    def goal(identity: str) -> str:
        return page.locator(f'[data-goal="{identity}"] .pq-mark').inner_text().strip()

    assert goal("distinguish") == "À évaluer"
    answer_all(page, {question: RIGHT[question] for question in ("sort", "rebound")})
    assert goal("distinguish") == "Atteint"
    hand = AtOnce(page, "hash")
    hand.answer(WRONG["hash"])
    hand.check()
    assert goal("classify") == "À évaluer"
    hand.check()
    assert goal("classify") == "À revoir"


def test_two_quizzes_on_a_page_keep_to_themselves(same_page, site):
    page = same_page()
    page.goto(f"{site}/two.html")
    hand = Mouse(page, "elsewhere")
    hand.answer(RIGHT["cheapest"])
    hand.check()
    first, second = (each.replace("\u00a0", " ") for each in page.locator(".pq-score").all_inner_texts())
    assert (first, second) == ("0 point sur 8", "1 point sur 1")


def test_english_pages_speak_english(same_page, site):
    page = same_page()
    page.goto(f"{site}/en.html")
    hand = Mouse(page, "cheapest")
    hand.answer(WRONG["cheapest"])
    hand.press("Check")
    assert status(hand).startswith("Wrong answer. You have 1 try left.")
    assert "0 points out of 8" in page.locator(".pq-score").inner_text()


def test_texts_never_become_markup(same_page, serve_folder, tmp_path):
    from dataclasses import replace

    hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    choices = tuple(replace(each, text=hostile, feedback=hostile) for each in SINGLE.choices)
    stem = replace(SINGLE.stem, prompt=hostile, explanation=hostile, hints=(hostile,))
    write_page(tmp_path, quiz(replace(SINGLE, stem=stem, choices=choices)))
    page = same_page()
    page.goto(serve_folder(tmp_path))
    hand = Mouse(page, "cheapest")
    hand.press("Voir un indice")
    hand.answer(WRONG["cheapest"])
    hand.check()
    hand.check()
    assert page.locator("#q-cheapest img, #q-cheapest script").count() == 0
    assert "<script>alert(1)</script>" in status(hand)
