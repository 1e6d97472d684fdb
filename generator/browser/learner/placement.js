/* <parcours-placement>: a few questions of the modules' own quizzes, then which modules to take and to skip.
   Lives here: the run of questions, from choosing themes to the result. May not live here: which question comes, what the
   answers make (see path.js), how a question goes (see ../quiz/), the plan (see plan.js), words (they come from the page).
   A question is asked once and nothing is said of the answer: it only places. Each answer is told by `parcours:answer` as in
   a quiz, and written by learner.js with `where: "placement"`: one may leave and come back. */

import { choose, chosen, themesAmong } from "./chosen.js";
import { addressOf, courseOf, documentAt, thisPage } from "./course.js";
import { openDevice } from "./device.js";
import { factsOf, placed, placementOf } from "./path.js";
import { themeChoice } from "./plan-view.js";
import { timesOf } from "./plan.js";
import { standingOf } from "./standing.js";
import { Words, button, element, link } from "./words.js";

const FIRST = 1; // of the times one may have, the one that is chosen at first

/** Answers of the placement that is under way: those after the last one that ended. */
function underWay(entries) {
  const last = entries.map(({ kind }) => kind).lastIndexOf("placement");
  return entries.slice(last + 1).filter(({ kind, where }) => kind === "answer" && where === "placement")
    .map(({ module, question, score, themes }) => ({ module, question, score, themes }));
}

class ParcoursPlacement extends HTMLElement {
  #page;
  #words;
  #index;
  #device;
  #themes = [];
  #time = 0;
  #answers = [];
  #turn = 0; // questions asked for so far: only the last counts

  connectedCallback() {
    if (this.#page) return;
    this.#page = thisPage();
    if (this.#page) this.#start();
  }

  async #start() {
    this.#words = new Words(this, this.#page.language);
    try {
      [this.#index, this.#device] = await Promise.all([courseOf(this.#page), openDevice(this.#page.course)]);
      await customElements.whenDefined("parcours-quiz");
      await this.#plan?.ready;
    } catch {
      this.replaceChildren(element("p", "", this.#words.say("unavailable")));
      return;
    }
    const times = timesOf(this.#index).map(({ minutes }) => minutes);
    this.#time = times.find((minutes) => minutes === chosen().time) ?? times[FIRST];
    this.#themes = themesAmong(this.#index, chosen().themes ?? underWay(this.#device.entries).at(-1)?.themes);
    this.addEventListener("parcours:answer", (event) => this.#answered(event.target, event.detail));
    this.#idle();
  }

  get #section() {
    return document.querySelector(".pc-plan");
  }

  get #plan() {
    return document.querySelector("parcours-plan");
  }

  get #state() {
    return placementOf(this.#index, this.#answers, { themes: this.#themes, finished: this.#facts.finished });
  }

  get #facts() {
    return factsOf(standingOf(this.#device.entries, this.#index, Date.now()));
  }

  #titles(ids) {
    return this.#words.titles(ids.map((id) => this.#index.modules.find((module) => module.id === id).title));
  }

  /** Show a state; what the page says of a placement, and the plan, stand beside some only. */
  #show(state, ...content) {
    document.querySelector(".pc-placement__about").hidden = state !== "idle";
    this.#section.hidden = state !== "done";
    this.replaceChildren(...content);
  }

  // --- before -----------------------------------------------------------------------------------------

  #idle() {
    const words = this.#words;
    this.#answers = underWay(this.#device.entries);
    const most = element("p", "pc-placement__most");
    const start = button("pc-act pc-act--main", words.say(this.#answers.length ? "go_on" : "start"), () => this.#next());
    const tell = () => {
      const { next, left, seconds } = this.#state;
      most.textContent = next ? words.count("most", { n: left, time: words.time(Math.ceil(seconds / 60)) }) : words.say("nothing");
      start.hidden = !next;
    };
    const themes = themeChoice(this.#index.themes, this.#themes, { words, changed: (ids) => {
      this.#themes = ids;
      choose({ themes: ids });
      tell();
    } });
    tell();
    const stop = this.#answers.length ? [button("pc-act", words.say("stop"), () => this.#finish())] : [];
    const given = this.#answers.length ? [element("p", "", words.count("given", { n: this.#answers.length }))] : [];
    this.#show(
      "idle",
      ...(this.#index.themes.length > 1 ? [themes] : []),
      this.#times(),
      ...given,
      most,
      element("div", "pc-plan__acts", start, ...stop),
      element("p", "", link("", words.say("without"), addressOf(this.#page, this.#index.pages.mine))),
    );
  }

  #times() {
    const words = this.#words;
    const field = element("fieldset", "pc-plan__themes", element("legend", "", words.say("times")));
    for (const { minutes, key } of timesOf(this.#index)) {
      const box = Object.assign(element("input"), { type: "radio", name: "pc-time", value: minutes, checked: minutes === this.#time });
      field.append(element("label", "", box, element("span", "", words.say(key, { time: words.time(minutes) }))));
    }
    field.addEventListener("change", ({ target }) => {
      this.#time = Number(target.value);
      choose({ time: this.#time });
    });
    return field;
  }

  // --- asking -----------------------------------------------------------------------------------------

  async #next() {
    const state = this.#state;
    if (!state.next) {
      this.#finish();
      return;
    }
    const turn = ++this.#turn;
    const module = this.#index.modules.find(({ id }) => id === state.next.module);
    try {
      const page = await documentAt(addressOf(this.#page, module.quiz.url), "parcours-quiz");
      if (turn === this.#turn) this.#ask(this.#quizOf(page, module, state), state);
    } catch {
      if (turn === this.#turn) this.#lost();
    }
  }

  #ask(quiz, { left, seconds }) {
    const words = this.#words;
    const line = element("p", "pc-placement__left", words.count("left", { n: left, time: words.time(Math.max(1, Math.ceil(seconds / 60))) }));
    line.id = "pc-left";
    const stop = element("p", "pc-placement__stop", button("pc-act pc-act--small", words.say("stop"), () => this.#finish()));
    this.#show("asking", line, quiz, ...this.#troubleView(), stop);
    const heading = quiz.querySelector(".pq-number");
    heading.setAttribute("aria-describedby", line.id);
    this.#bring(heading);
  }

  /** The focus on what is new, all of it in sight. */
  #bring(target) {
    target.focus({ preventScroll: true });
    this.scrollIntoView({ block: "start" });
  }

  /** The quiz of a page with one question: one try, no hint, nothing said of the answer. */
  #quizOf(page, module, { next, asked }) {
    const words = this.#words;
    const quiz = document.importNode(page.querySelector("parcours-quiz"), true);
    const question = quiz.querySelector(`[data-question="${CSS.escape(next.question)}"]`);
    for (const other of quiz.querySelectorAll("parcours-question")) if (other !== question) other.remove();
    for (const hint of question.querySelectorAll('.pq-hints, [data-action="hint"], .pq-recall')) hint.remove();
    question.dataset.tries = "1";
    Object.assign(quiz.dataset, { where: "placement", module: module.id, themes: this.#themes.join(" ") });
    question.querySelector(".pq-number").textContent = words.say("question", { n: asked + 1 });
    question.querySelector('[data-action="check"]').textContent = words.say("check");
    const unknown = button("pq-button", words.say("unknown"), () => {
      const detail = { quiz: quiz.dataset.quiz, question: next.question, answer: null, score: 0, tries: 1, done: true };
      question.dispatchEvent(new CustomEvent("parcours:answer", { bubbles: true, detail }));
    });
    question.querySelector(".pq-actions").append(unknown);
    const box = element("div", "parcours-quiz", quiz);
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", module.title);
    return box;
  }

  #answered(question, { score }) {
    const { module } = question.closest("[data-module]").dataset;
    this.#answers = [...this.#answers, { module, question: question.dataset.question, score }];
    this.#next();
  }

  #lost() {
    const words = this.#words;
    const line = element("p", "", words.say("lost"));
    line.tabIndex = -1;
    this.#show("asking", line, element("div", "pc-plan__acts",
      button("pc-act pc-act--main", words.say("retry"), () => this.#next()),
      button("pc-act", words.say("stop"), () => this.#finish())));
    this.#bring(line);
  }

  #troubleView() {
    const { state } = this.#device;
    return state === "kept" ? [] : [element("p", "pc-plan__note", this.#words.say(state === "full" ? "full" : "forbidden"))];
  }

  // --- after ------------------------------------------------------------------------------------------

  async #finish() {
    this.#turn += 1;
    const words = this.#words;
    const state = this.#state;
    await new Promise((done) => setTimeout(done)); // the last answer is written first: what comes after is of the next placement
    const before = this.#device.entries.filter(({ kind }) => kind === "placement").at(-1);
    this.#device.add("placement", placed(before, state));
    const { planned } = this.#plan;
    const title = element("h2", "", words.say("result"));
    title.tabIndex = -1;
    const replace = element("div", "pc-plan__acts", button("pc-act pc-act--main", words.say("replace"), () => {
      if (this.#plan.make(this.#time, this.#themes)) replace.remove();
    }));
    this.#show(
      "done",
      title,
      ...this.#resultView(state),
      ...this.#troubleView(),
      ...(planned ? [element("p", "", words.say("planned")), replace] : []),
      element("div", "pc-plan__acts",
        link("pc-button pc-button--quiet", words.say("mine"), addressOf(this.#page, this.#index.pages.mine)),
        button("pc-act", words.say("again"), () => this.#restart())),
    );
    if (!planned) this.#plan.make(this.#time, this.#themes);
    this.#bring(title);
  }

  #restart() {
    this.#idle();
    this.querySelector("input, button").focus();
  }

  /** What was shown to be known, what was missed, what was not asked: never a mark. */
  #resultView({ known, reached, missed, asked }) {
    const words = this.#words;
    const statements = (ids) => this.#index.modules.flatMap((module) => module.objectives
      .filter(({ id }) => ids.includes(`${module.id}/${id}`)).map(({ statement }) => element("li", "", statement)));
    const list = (key, ids) => (ids.length ? [element("h3", "", words.say(key)), element("ul", "", ...statements(ids))] : []);
    return [
      element("p", "", words.count("answered", { n: asked })),
      element("p", "", known.length ? words.count("skip", { n: known.length, titles: this.#titles(known) }) : words.say("no_skip")),
      ...list("reached", reached),
      ...list("missed", missed),
    ];
  }
}

customElements.define("parcours-placement", ParcoursPlacement);
