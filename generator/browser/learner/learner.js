/* On every page of a course: what the learner does goes into the journal, and comes back as it was left.
   Lives here: the events that are written, putting quizzes and exercises back, marks of what is done, the line that says
   what cannot be kept. May not live here: the journal (see device.js), when a lesson has been read (see reading.js), how a
   question looks (see ../quiz/, ../exercise/), words (they come from the page: `words` of `pc-learner`). */

import { openDevice } from "./device.js";
import { answersOf, exerciseOf, isDone, lessonsRead, settingsOf } from "./last.js";
import { Reading } from "./reading.js";

const FORMAT = 1; // of course.json: another is of another build, and is not read

/** The steps of a module of course.json, as `isDone` takes them. */
const stepsOf = ({ lessons, exercises, quiz }) => [
  ...lessons.map(({ id }) => ({ kind: "lesson", id })),
  ...exercises.map(({ id, cells }) => ({ kind: "exercise", id, needs: cells })),
  ...(quiz ? [{ kind: "quiz", id: quiz.id, needs: quiz.questions.map((question) => question.id) }] : []),
];

const made = (tag, className, ...content) => {
  const element = Object.assign(document.createElement(tag), { className });
  element.append(...content);
  return element;
};

class Learner {
  #page;
  #opening;
  #device;
  #shown = new WeakMap(); // question or exercise's form → id of the entry it shows
  #mine = null; // what is being answered here, at this moment: it knows
  #reading;
  #course; // course.json, where it is needed
  #troubled = false;

  constructor(page) {
    this.#page = page;
    this.#opening = openDevice(page.course);
    this.#listen();
    const line = document.querySelector(".pc-read");
    if (line && page.lesson) {
      const fields = { module: page.module, lesson: page.lesson };
      this.#reading = new Reading(line, page.words, (isRead) => this.#write(isRead ? "read" : "unread", fields, line));
    }
    this.#start();
  }

  async #start() {
    this.#device = await this.#opening;
    for (const name of ["parcours-quiz", "parcours-exercise"]) {
      if (document.querySelector(name)) await customElements.whenDefined(name);
    }
    this.#device.addEventListener("change", () => this.#show());
    this.#show();
    const work = document.querySelector(".parcours-quiz, .parcours-exercise");
    if (this.#device.state === "forbidden" && (work || this.#reading)) this.#trouble(work, work ? "before" : "after");
  }

  // --- writing ----------------------------------------------------------------------------------------

  #listen() {
    document.addEventListener("parcours:answer", ({ target, detail }) => this.#answered(target, detail));
    document.addEventListener("parcours:restart", ({ target, detail }) => this.#restarted(target, detail));
    document.addEventListener("parcours:exercise", ({ target, detail }) => this.#computed(target, detail));
    document.addEventListener("parcours:settings", ({ target, detail }) => this.#moved(target, detail));
    document.addEventListener("parcours:territory", (event) => {
      if (event.gesture) this.#chose(event.detail);
    });
  }

  /** Write an entry; whether the device has it. `place` is where to say that it has not. */
  async #write(kind, fields, place, of = null) {
    const device = await this.#opening;
    this.#mine = of;
    const adding = device.add(kind, fields); // tells of the change at once
    this.#mine = null;
    if (of) this.#shown.set(of, this.#lastOf(of)?.id ?? null);
    const kept = await adding;
    if (!kept) this.#trouble(place);
    return kept;
  }

  async #answered(question, { answer, score, tries, done }) {
    question.acknowledge?.("pending");
    const themes = question.closest("[data-themes]")?.dataset.themes.split(" ").filter(Boolean) ?? [];
    const where = this.#where(question);
    const fields = { ...this.#ofQuestion(question), answer, score, tries, done, where, ...(themes.length && { themes }) };
    const kept = await this.#write("answer", fields, question, question);
    if (question.state.tries === tries) question.acknowledge?.(kept ? "kept" : "unkept"); // not begun again meanwhile
  }

  /** A recall or a placement that begins again takes nothing from the quiz. */
  async #restarted(question) {
    if (this.#where(question) !== "quiz") return;
    await this.#opening;
    if (this.#lastOf(question)) this.#write("restart", this.#ofQuestion(question), question, question);
  }

  #computed(element, { exercise, cell, answer, status, territory, settings }) {
    const form = element.querySelector(`.px-question[data-cell="${CSS.escape(cell)}"]`);
    const fields = { module: this.#page.module, exercise, cell, answer, status, ...(territory && { territory }), ...(settings && { settings }) };
    this.#write("exercise", fields, form, form);
  }

  /** Settings are no answer: where they cannot be kept, nothing more is said than for those. */
  #moved(element, { exercise, values, territory }) {
    this.#write("settings", { module: this.#page.module, exercise, values, ...(territory && { territory }) }, null, element);
  }

  #chose(choice) {
    this.#write("territory", { code: choice?.territory.code ?? null, commune: choice?.commune ?? null }, null);
  }

  #where(question) {
    return question.closest("[data-where]")?.dataset.where ?? "quiz";
  }

  #ofQuestion(question) {
    const module = question.closest("[data-module]")?.dataset.module ?? this.#page.module;
    return { module, question: question.dataset.question };
  }

  // --- showing ----------------------------------------------------------------------------------------

  #lastOf(element) {
    const { entries } = this.#device;
    if (element.dataset.question) {
      const { module, question } = this.#ofQuestion(element);
      return answersOf(entries, module).get(question);
    }
    const { exercise } = element.closest("parcours-exercise").dataset;
    if (!element.dataset.cell) return settingsOf(entries, this.#page.module, exercise);
    return exerciseOf(entries, this.#page.module, exercise).get(element.dataset.cell);
  }

  #show() {
    const { entries } = this.#device;
    this.#showQuizzes(entries);
    this.#showExercises(entries);
    this.#showSteps(entries);
    this.#showCards(entries);
    const { module, lesson } = this.#page;
    this.#reading?.show(lessonsRead(entries).has(`${module}/${lesson}`));
  }

  /** Whether an element shows another entry than the journal's last, and nobody is at it. */
  #differs(element, entry) {
    return element !== this.#mine && !element.busy && (this.#shown.get(element) ?? null) !== (entry?.id ?? null);
  }

  /** Quizzes as they were left. A recall and a placement ask afresh. */
  #showQuizzes(entries) {
    for (const quiz of document.querySelectorAll("parcours-quiz")) {
      if (this.#where(quiz) !== "quiz") continue;
      const { module = this.#page.module } = quiz.dataset;
      const last = answersOf(entries, module);
      const standings = new Map();
      for (const question of quiz.querySelectorAll("parcours-question")) {
        const entry = last.get(question.dataset.question);
        if (!this.#differs(question, entry)) continue;
        standings.set(question.dataset.question, entry ?? null);
        this.#shown.set(question, entry?.id ?? null);
      }
      if (standings.size) quiz.restore(standings);
    }
  }

  /** Exercises as they were left: settings first, which answers are compared with. */
  #showExercises(entries) {
    for (const exercise of document.querySelectorAll("parcours-exercise")) {
      const settings = settingsOf(entries, this.#page.module, exercise.dataset.exercise);
      if (settings && this.#differs(exercise, settings) && exercise.restoreSettings(settings)) this.#shown.set(exercise, settings.id);
      const last = exerciseOf(entries, this.#page.module, exercise.dataset.exercise);
      for (const form of exercise.querySelectorAll(".px-question")) {
        const entry = last.get(form.dataset.cell);
        if (entry && this.#differs(form, entry) && exercise.restore(form, entry)) this.#shown.set(form, entry.id);
      }
    }
  }

  /** A mark and a word beside each step that is done. */
  #showSteps(entries) {
    for (const item of document.querySelectorAll("[data-step]")) {
      const { step: kind, id, needs } = item.dataset;
      const done = isDone(entries, this.#page.module, { kind, id, needs: needs?.split(" ") });
      if (item.hasAttribute("data-done") === done) continue;
      item.toggleAttribute("data-done", done);
      if (done) item.querySelector("a").after(made("span", "pc-done", made("span", "pc-hidden", ` ${this.#page.words.done}`)));
      else item.querySelector(".pc-done").remove();
    }
  }

  /** On the cards of modules, how many steps are done; who has nothing in the journal asks for nothing. */
  async #showCards(entries) {
    const cards = document.querySelectorAll(".pc-card[data-module]");
    if (!cards.length || !this.#page.words.finished || !(entries.length || this.#course)) return;
    this.#course ??= import("./course.js").then(({ courseOf }) => courseOf(this.#page)).catch(() => null);
    const course = await this.#course;
    if (course?.format !== FORMAT || entries !== this.#device.entries) return;
    const modules = new Map(course.modules.map((module) => [module.id, module]));
    for (const card of cards) {
      const module = modules.get(card.dataset.module);
      if (!module) continue;
      const steps = stepsOf(module).map((step) => ({ ...step, done: isDone(entries, module.id, step) }));
      const quiz = steps.find(({ kind }) => kind === "quiz");
      this.#showCard(card, steps.map(({ done }) => done), quiz?.done); // finished: as in standing.js
    }
  }

  #showCard(card, steps, finished = false) {
    const { words } = this.#page;
    const done = steps.filter(Boolean).length;
    const all = finished || (done > 0 && done === steps.length);
    card.toggleAttribute("data-done", all);
    card.querySelector(".pc-card__done")?.remove();
    if (done === 0) return;
    const said = words.steps_done.replace("{done}", done).replace("{total}", steps.length);
    card.querySelector(".pc-card__link").after(made("span", "pc-card__done", all ? `✓ ${words.finished}` : said));
  }

  // --- what cannot be kept ----------------------------------------------------------------------------

  /** Say once what is lost and the way out, where it is being lost: nothing is covered, nothing must be dismissed.
      Once per page: a browser that keeps nothing cannot remember having been told. */
  #trouble(place, side = "after") {
    const { words, kept } = this.#page;
    const beside = place ?? this.#reading?.line;
    if (this.#troubled || !beside || !words.forbidden) return;
    this.#troubled = true;
    const [before, after] = words[this.#device.state === "full" ? "full" : "forbidden"].split("{page}");
    const button = Object.assign(made("button", "pc-trouble__act", words.take), { type: "button" });
    button.addEventListener("click", () => this.#take());
    const line = made("div", "pc-trouble");
    line.setAttribute("role", "status");
    beside[side](line); // a region first, then its words: so they are said
    line.append(made("p", "", before, Object.assign(made("a", "", words.page), { href: kept }), after), button);
  }

  /** What this page holds, as the learner's file: where nothing can be kept, it is in no other page. */
  async #take() {
    const { written } = await import("./progress-file.js");
    const made = new Date().toISOString();
    const file = new Blob([written(this.#device.entries, { course: this.#page.course, made })], { type: "application/json" });
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: `${this.#page.words.file}-${made.slice(0, 10)}.json` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }
}

const page = document.getElementById("pc-learner");
if (page) new Learner(JSON.parse(page.textContent));
