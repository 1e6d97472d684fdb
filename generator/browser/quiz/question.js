/* <parcours-question>: one question, from its first try to its explanation.
   Lives here: what all kinds share: tries, hints, marks, messages, focus. May not live here: what is right
   (see kinds/), the quiz's summary (see quiz.js).
   Emits `parcours:answer` at each try and `parcours:restart` when the question starts again; keeps nothing itself: who
   does (see ../learner/learner.js) puts a question back with `restore` and says with `acknowledge` what became of an answer. */

import { verdict } from "./answers.js";
import { multiple, single, trueFalse } from "./kinds/choices.js";
import { numeric, shortText } from "./kinds/entries.js";
import { ordering } from "./kinds/ordering.js";
import { matching, sorting } from "./kinds/rows.js";
import { copyOf, element, Words } from "./words.js";

const KINDS = {
  single,
  multiple,
  "true-false": trueFalse,
  numeric,
  matching,
  ordering,
  sorting,
  "short-text": shortText,
};

/** What of an item takes focus and so carries the description of its feedback. */
const CONTROLS = "input, select, .pq-move";

const SAME = 1e-9; // scores computed twice

export class ParcoursQuestion extends HTMLElement {
  #kind;
  #context;
  #words;
  #tries = 0;
  #score = 0;
  #done = false;
  #hints = 0;
  #touched = false; // something was given that is not checked yet

  connectedCallback() {
    if (this.#kind) return;
    const field = this.querySelector(".pq-field");
    const key = this.querySelector(".pq-answer");
    this.#words = new Words(this.closest("parcours-quiz"));
    this.#kind = KINDS[this.dataset.kind];
    this.#context = { field, key, words: this.#words, changed: (text, moved) => this.#changed(text, moved) };
    this.#kind.prepare?.(this.#context);
    key.querySelector("summary").textContent = this.#words.say("all_answers");
    this.querySelector(".pq-actions").hidden = false;
    this.querySelector(".pq-number").tabIndex = -1;
    this.#listen(field);
    this.#begin();
  }

  /** For the summary: `tries` made, last `score` (0 to 1), whether the question is `done`. */
  get state() {
    return { tries: this.#tries, score: this.#score, done: this.#done };
  }

  /** Whether someone is answering: what is not checked yet, or where the focus is, must stay as it is. */
  get busy() {
    return this.#touched || this.contains(document.activeElement);
  }

  /** Bring the reader here: focus on the title, not on the first answer. */
  goTo() {
    this.querySelector(".pq-number").focus();
  }

  /** Everything back to the beginning. */
  restart() {
    this.#kind.clear(this.#context);
    this.#begin();
    this.#emit("parcours:restart", {});
  }

  /** Put the question as it once stood, `{ answer, tries, score, done }`, or as nobody has answered it (null).
      Nothing is said aloud, the focus stays. An answer that the question takes no longer, or judges otherwise, since the
      course has changed, is put back as far as it goes, to be checked again. */
  restore(standing) {
    this.#kind.clear(this.#context);
    this.#begin();
    if (!standing) return;
    this.#status.setAttribute("aria-live", "off"); // until somebody comes here: see #listen
    const whole = this.#kind.write(this.#context, standing.answer);
    const answer = this.#kind.read(this.#context);
    const judgement = whole && answer !== null ? this.#kind.judge(this.#context, answer) : null;
    if (!judgement || Math.abs(judgement.score - standing.score) > SAME) {
      this.#say(element("p", "pq-verdict", this.#words.say("changed")));
      return;
    }
    this.#tries = standing.tries;
    this.#show(answer, judgement, standing.done);
    this.acknowledge("kept");
  }

  /** What became of the last answer: "pending" (room is made for the word), "kept", "unkept"; null for nothing to say. */
  acknowledge(state) {
    const line = this.querySelector(".pq-kept");
    line.hidden = state === null;
    line.dataset.state = state ?? "";
    line.textContent = state === null ? "" : this.#words.say(state === "unkept" ? "unkept" : "kept");
  }

  #listen(field) {
    for (const sign of ["focusin", "pointerdown"]) {
      this.addEventListener(sign, () => this.#status.removeAttribute("aria-live"));
    }
    const actions = {
      check: () => this.#check(),
      hint: () => this.#hint(),
      next: () => this.#next(),
      again: () => {
        this.restart();
        this.#say(this.#words.say("restarted"));
        this.goTo();
      },
    };
    this.querySelector(".pq-actions").addEventListener("click", (event) => {
      actions[event.target.closest("[data-action]")?.dataset.action]?.();
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches(".pq-input")) this.#check();
    });
    field.addEventListener("input", (event) => {
      this.#touched = true;
      const item = event.target.closest(".pq-item");
      if (item) this.#unmark(item);
    });
  }

  #action(name) {
    return this.querySelector(`[data-action="${name}"]`);
  }

  #begin() {
    Object.assign(this.#context.field, { disabled: false });
    [this.#tries, this.#score, this.#done, this.#hints] = [0, 0, false, 0];
    this.#touched = false;
    this.acknowledge(null);
    delete this.dataset.verdict;
    for (const item of this.querySelectorAll(".pq-item")) this.#unmark(item);
    for (const hint of this.querySelectorAll(".pq-hint")) [hint.hidden, hint.open] = [true, false];
    this.#say();
    this.#showActions();
    this.#labelHint();
    const result = this.querySelector(".pq-result");
    result.hidden = true;
    result.replaceChildren(result.firstElementChild);
    const { key } = this.#context;
    [key.hidden, key.open] = [true, false];
  }

  #showActions() {
    for (const name of ["check", "hint"]) {
      const button = this.#action(name);
      if (button) button.hidden = this.#done;
    }
    for (const name of ["next", "again"]) this.#action(name).hidden = !this.#done;
  }

  #check() {
    const answer = this.#kind.read(this.#context);
    if (answer === null) {
      this.#say(this.#words.say(`empty_${this.dataset.kind}`));
      this.#lack(this.#firstToAnswer());
      return;
    }
    this.#tries += 1;
    this.#touched = false;
    this.#show(answer, this.#kind.judge(this.#context, answer));
    if (this.#done) {
      this.querySelector(".pq-result").focus({ preventScroll: true });
      this.#status.scrollIntoView({ block: "nearest" });
    }
    this.#emit("parcours:answer", { answer, score: this.#score, tries: this.#tries, done: this.#done });
  }

  /** An answer with what is to say of it, after `#tries` tries; `over` when the question ended with fewer. */
  #show(answer, judgement, over = false) {
    this.#score = judgement.score;
    this.#done = over || judgement.score >= 1 || this.#tries >= Number(this.dataset.tries);
    this.dataset.verdict = verdict(this.#score);
    this.#showVerdict(judgement);
    this.#showMarks(this.#kind.marks(this.#context, answer, this.#done));
    if (this.#done) this.#finish();
  }

  #firstToAnswer() {
    const { field } = this.#context;
    const groups = [...field.querySelectorAll(".pq-part, .pq-row, .pq-card")];
    const empty = groups.find((group) => !group.querySelector("input:checked") && !group.querySelector("select")?.value);
    return (empty ?? field).querySelector(CONTROLS);
  }

  /** What lacks an answer takes the focus, and is described by what was just said, until it is given one. */
  #lack(control) {
    control.setAttribute("aria-describedby", this.#status.id);
    if (control.matches("select, [type=text]")) control.setAttribute("aria-invalid", "true"); // a round button cannot be
    control.focus();
  }

  #showVerdict({ feedback, count = "" }) {
    const words = this.#words;
    const state = verdict(this.#score);
    const left = Number(this.dataset.tries) - this.#tries;
    const line = element("p", "pq-verdict", words.mark(state, words.say(`verdict_${state}`)));
    if (state !== "right") {
      if (count) line.append(` ${count}`);
      const where = this.#kind.answersInPlace ? "answers_above" : "answer_below";
      line.append(" ", this.#done ? words.say(where) : words.count("tries_left", { n: left }));
    }
    this.#say(line, ...(feedback ? [copyOf(feedback)] : []));
  }

  #showMarks(marks) {
    for (const item of this.querySelectorAll(".pq-item")) this.#unmark(item);
    for (const [index, mark] of marks.entries()) {
      const described = mark.word ? [this.#note(mark, index)] : [];
      if (this.#status.querySelector(".pq-feedback")) described.push(this.#status);
      mark.item.dataset.verdict = mark.state;
      for (const control of mark.item.querySelectorAll(CONTROLS)) {
        control.setAttribute("aria-describedby", described.map(({ id }) => id).join(" "));
      }
    }
  }

  /** What stands under an item: right or wrong in a word, what was expected, why. */
  #note({ item, state, word, answer, feedback }, index) {
    const note = element("div", "pq-note", this.#words.mark(state, word));
    note.id = `${this.id}--note-${index}`;
    if (answer) note.append(element("p", "pq-note-answer", "→ ", copyOf(answer)));
    if (feedback) note.append(copyOf(feedback));
    item.append(note);
    return note;
  }

  #unmark(item) {
    delete item.dataset.verdict;
    item.querySelector(".pq-note")?.remove();
    for (const control of item.querySelectorAll(CONTROLS)) {
      for (const name of ["aria-describedby", "aria-invalid"]) control.removeAttribute(name);
    }
  }

  /** Close the question: what is right, why, and where to go next. */
  #finish() {
    const { field, key } = this.#context;
    const result = this.querySelector(".pq-result");
    field.disabled = true;
    if (this.#score < 1 && !this.#kind.answersInPlace) result.append(copyOf(key.querySelector(".pq-solution")));
    result.append(copyOf(key.querySelector(".pq-explanation")));
    result.hidden = false;
    key.hidden = false;
    this.#showActions();
  }

  #hint() {
    const hints = this.querySelectorAll(".pq-hint");
    if (this.#hints === hints.length) return;
    const hint = hints[this.#hints];
    [hint.hidden, hint.open] = [false, true];
    this.#hints += 1;
    this.#labelHint();
  }

  /** The button says which hint comes next; after the last it stays, so that focus does. */
  #labelHint() {
    const button = this.#action("hint");
    if (!button) return;
    const total = this.querySelectorAll(".pq-hint").length;
    const over = this.#hints === total;
    button.textContent = over
      ? this.#words.say("hint_none")
      : this.#words.say("hint_next", { n: this.#hints + 1, total });
    button.setAttribute("aria-disabled", String(over));
  }

  /** The link scrolls by itself; focus follows it. */
  #next() {
    const target = document.getElementById(this.#action("next").hash.slice(1));
    setTimeout(() => (target?.goTo ? target.goTo() : target?.focus()));
  }

  #changed(text, moved) {
    if (moved) {
      this.#touched = true;
      for (const item of this.querySelectorAll(".pq-item")) this.#unmark(item);
    }
    this.#say(text);
  }

  get #status() {
    return this.querySelector(".pq-status");
  }

  /** Put words in the live region: screen readers say them without moving. */
  #say(...content) {
    this.#status.replaceChildren(...content);
  }

  #emit(name, detail) {
    const { quiz } = this.closest("parcours-quiz").dataset;
    const { question } = this.dataset;
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { quiz, question, ...detail } }));
  }
}
