/* <parcours-result>: the anonymous result for the class, shown in words before it can be taken.
   Lives here: the element. May not live here: what a result holds, its file and its code (see result.js), words (they
   come from the page). Questions and choices are told in the words of their quiz's page; where that page cannot be had,
   by their number and their ids, which is what the file holds. Nothing is sent, nothing is kept. */

import { addressOf, courseOf, documentAt, thisPage } from "./course.js";
import { openDevice } from "./device.js";
import { codeOf, fileText, resultOf } from "./result.js";
import { mannerOf } from "./words.js";

const TYPED = ["numeric", "short-text"];

class ParcoursResult extends HTMLElement {
  #words;
  #page;
  #index;
  #device;
  #result = null;
  #code = "";
  #turn = 0;
  #changed = () => this.#show();

  async connectedCallback() {
    this.#page = thisPage();
    if (!this.#page) return;
    this.#words ??= JSON.parse(this.dataset.words);
    if (!this.#index) {
      try {
        [this.#index, this.#device] = await Promise.all([courseOf(this.#page), openDevice(this.#page.course)]);
      } catch {
        return; // without the course's list there is nothing to say of it
      }
      this.#button("save").addEventListener("click", () => this.#save());
      this.#button("copy").addEventListener("click", () => this.#copy());
    }
    this.#device.addEventListener("change", this.#changed);
    await this.#show();
  }

  disconnectedCallback() {
    this.#device?.removeEventListener("change", this.#changed);
  }

  #place(name) {
    return this.querySelector(`[data-place="${name}"]`);
  }

  #button(name) {
    return this.querySelector(`[data-action="${name}"]`);
  }

  #say(key, values = {}) {
    return this.#words[key].replace(/\{(\w+)\}/gu, (_, name) => values[name]);
  }

  #count(key, n) {
    const form = new Intl.PluralRules(this.#page.language).select(n) === "one" ? "one" : "other";
    return this.#say(`${key}_${form}`, { n });
  }

  /** Show what would be handed over now. Another change may come while this one waits: the last one stays. */
  async #show() {
    this.#turn += 1;
    const turn = this.#turn;
    const result = resultOf(this.#device.entries, this.#index, today());
    const code = result ? await codeOf(result) : "";
    const said = result ? await this.#said(result) : [];
    if (turn !== this.#turn) return;
    [this.#result, this.#code] = [result, code];
    this.#place("none").hidden = result !== null;
    this.#place("ready").hidden = result === null;
    this.#place("said").replaceChildren(...said);
    this.#place("file").textContent = result ? fileText(result) : "";
    this.#place("code").value = code;
    const { questions = [], exercises = [] } = result ?? {};
    this.#place("sum").textContent = [
      ...(questions.length ? [this.#count("sum_questions", questions.length)] : []),
      ...(exercises.length ? [this.#count("sum_exercises", exercises.length)] : []),
    ].join(" ");
  }

  // --- in words ------------------------------------------------------------------------------------------

  async #said(result) {
    const { courseVersion: version, id } = result;
    const day = new Date(`${result.day}T12:00`).toLocaleDateString(mannerOf(this.#page.language), { dateStyle: "long" });
    const head = element("p", this.#say("head", { day, version, id, audience: this.#index.audienceName }));
    const modules = await Promise.all(this.#index.modules.map((module) => this.#module(module, result)));
    return [head, ...modules.flat()];
  }

  async #module(module, { questions, exercises }) {
    const own = questions.filter((question) => question.module === module.id);
    const cells = exercises.filter((cell) => cell.module === module.id);
    if (own.length + cells.length === 0) return [];
    const quiz = own.length ? await this.#quizOf(module) : null;
    const items = own.map((question) => this.#question(question, module.quiz, quiz));
    return [
      element("p", element("strong", module.title)),
      ...(items.length ? [element("ol", ...items)] : []),
      ...(module.exercises ?? []).flatMap((exercise) => this.#exercise(exercise, cells)),
    ];
  }

  /** The quiz's page, to quote it; null where it cannot be had. */
  async #quizOf(module) {
    try {
      return await documentAt(addressOf(this.#page, module.quiz.url));
    } catch {
      return null;
    }
  }

  #question({ question, first, last, tries, done }, quiz, page) {
    const place = quiz.questions.findIndex(({ id }) => id === question);
    const { kind } = quiz.questions[place];
    const asked = page?.querySelector(`parcours-question[data-question="${CSS.escape(question)}"]`) ?? null;
    const prompt = asked?.querySelector(".pq-prompt")?.textContent.trim() || this.#say("question", { n: place + 1 });
    const tell = (key, given) => {
      const answer = this.#answer(given.answer, kind, asked);
      return element("p", this.#say(key, { answer, verdict: this.#say(verdictOf(given.score)) }));
    };
    const more = [this.#count("tries", tries), ...(done ? [] : [this.#say("unfinished")])].join(", ");
    const again = JSON.stringify(first) === JSON.stringify(last) ? [] : [tell("last", last)];
    const item = element("li", element("p", prompt), tell("first", first), ...again, element("p", more));
    item.value = place + 1;
    return item;
  }

  /** An answer in the words of the quiz. */
  #answer(answer, kind, asked) {
    const list = (parts) => parts.join(this.#say("between")); // whole sentences: no « and » between them
    if (TYPED.includes(kind)) return this.#say("typed", { text: String(answer) });
    if (Array.isArray(answer)) return list(answer.map((id) => itemText(asked, id)));
    if (kind === "true-false") return list([itemText(asked, String(answer.judgement)), itemText(asked, answer.reason)]);
    if (answer === null || typeof answer !== "object") return itemText(asked, String(answer));
    const rows = Object.entries(answer);
    return list(rows.map(([row, choice]) => this.#say("row", { row: rowText(asked, row), choice: choiceText(asked, row, choice) })));
  }

  #exercise(exercise, cells) {
    const own = cells.filter((cell) => cell.exercise === exercise.id);
    if (own.length === 0) return [];
    const items = own.map(({ cell, status, tries }) => {
      const verdict = this.#say(status === "right" ? "cell_right" : "cell_wrong");
      const told = this.#say("cell", { n: exercise.cells.indexOf(cell) + 1, verdict });
      return element("li", `${told}, ${this.#count("tries", tries)}`);
    });
    return [element("p", this.#say("exercise", { title: exercise.title })), element("ul", ...items)];
  }

  // --- taken ---------------------------------------------------------------------------------------------

  #save() {
    const file = this.#say("file", { day: this.#result.day });
    const address = URL.createObjectURL(new Blob([fileText(this.#result)], { type: "application/json" }));
    const link = document.createElement("a");
    [link.href, link.download] = [address, file];
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    this.#place("status").textContent = this.#say("saved", { file });
  }

  async #copy() {
    let copied = true;
    try {
      await navigator.clipboard.writeText(this.#code);
    } catch {
      copied = false; // not on a plain http site, nor where the browser was told to refuse
      this.#place("by-hand").open = true;
      this.#place("code").select();
    }
    this.#place("status").textContent = this.#say(copied ? "copied" : "not_copied");
  }
}

/** The learner's own day: a date is all that a result says of time. */
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

const verdictOf = (score) => (score >= 1 ? "right" : score > 0 ? "partly" : "wrong");

const textIn = (asked, selector) => asked?.querySelector(selector)?.textContent.trim();

const itemText = (asked, id) => textIn(asked, `.pq-item[data-item="${CSS.escape(id)}"] .pq-text`) ?? id;

const rowText = (asked, row) => textIn(asked, `.pq-item[data-item="${CSS.escape(row)}"] .pq-label`) ?? row;

function choiceText(asked, row, choice) {
  const within = `.pq-item[data-item="${CSS.escape(row)}"]`;
  const value = CSS.escape(String(choice));
  return textIn(asked, `${within} option[value="${value}"]`) ?? textIn(asked, `${within} label:has([value="${value}"]) .pq-text`) ?? choice;
}

function element(tag, ...children) {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
}

customElements.define("parcours-result", ParcoursResult);
