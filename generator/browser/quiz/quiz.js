/* Entry of the quizzes of a page. <parcours-quiz>: the summary of its questions.
   Lives here: the list of elements, the summary. May not live here: how a question goes (see question.js). */

import { verdict } from "./answers.js";
import { ParcoursQuestion } from "./question.js";
import { Words } from "./words.js";

const STATES = ["right", "partly", "wrong", "todo"];

export class ParcoursQuiz extends HTMLElement {
  #words;

  connectedCallback() {
    if (this.#words) return;
    this.#words = new Words(this);
    this.#summary.hidden = false;
    for (const name of ["parcours:answer", "parcours:restart"]) {
      this.addEventListener(name, () => this.#update());
    }
    this.addEventListener("parcours:answer", (event) => {
      if (event.detail.done) this.#announceEnd();
    });
    this.querySelector('[data-action="again-all"]').addEventListener("click", () => this.#restart());
    this.#update();
  }

  /** Put questions back as they stood: `standings` gives each its own (see `restore` in question.js), by id. */
  restore(standings) {
    for (const question of this.#questions) {
      const { question: id } = question.dataset;
      if (standings.has(id)) question.restore(standings.get(id));
    }
    this.#update();
  }

  get #summary() {
    return this.querySelector(".pq-summary");
  }

  get #questions() {
    return [...this.querySelectorAll("parcours-question")];
  }

  #update() {
    const questions = this.#questions;
    const states = questions.map(({ state }) => (state.tries ? verdict(state.score) : "todo"));
    const counts = Object.fromEntries(STATES.map((name) => [name, states.filter((state) => state === name).length]));
    const total = questions.length;
    this.querySelector(".pq-score").textContent = this.#score();
    this.querySelector(".pq-progress").textContent = this.#words.say("progress", {
      ...counts,
      total,
      done: total - counts.todo,
    });
    questions.forEach((question, index) => {
      const line = this.querySelector(`[data-summary="${CSS.escape(question.dataset.question)}"]`);
      this.#mark(line, states[index], this.#words.say(states[index]));
    });
    for (const line of this.querySelectorAll("[data-goal]")) this.#markGoal(line);
  }

  #score() {
    const points = this.#questions.reduce((sum, question) => sum + question.state.score, 0);
    return this.#words.count("score", { score: points, total: this.#questions.length, n: points });
  }

  #mark(line, state, word) {
    line.querySelector(".pq-mark").replaceWith(this.#words.mark(state, word));
  }

  /** An objective is reached when all its questions ended right; one that ended otherwise asks for a review. */
  #markGoal(line) {
    const own = this.#questions.filter((question) => question.dataset.objective === line.dataset.goal);
    const states = own.map((question) => question.state);
    const reached = states.every((state) => state.done && state.score >= 1);
    const failed = states.some((state) => state.done && state.score < 1);
    if (reached) this.#mark(line, "right", this.#words.say("goal_reached"));
    else if (failed) this.#mark(line, "partly", this.#words.say("goal_review"));
    else this.#mark(line, "todo", this.#words.say("goal_todo"));
  }

  #announceEnd() {
    if (!this.#questions.every((question) => question.state.done)) return;
    this.#say(this.#words.say("finished", { score: this.#score() }));
  }

  #say(text) {
    this.querySelector(".pq-announce").textContent = text;
  }

  #restart() {
    for (const question of this.#questions) question.restart();
    this.#say(this.#words.say("restarted_all"));
    this.#questions[0]?.goTo();
  }
}

// The quiz comes last: its questions know their state when it looks at them.
customElements.define("parcours-question", ParcoursQuestion);
customElements.define("parcours-quiz", ParcoursQuiz);
