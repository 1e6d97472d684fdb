/* <parcours-mine>: « Mon parcours ». Where to go on, what comes back today, what one can do and what speaks for it.
   Lives here: what is shown when, and that nothing moves under a reader. May not live here: how things are drawn (see
   mine-view.js), where the learner stands (see standing.js), the plan (see plan.js), words (they come from the page).
   The page's template has the sections and their titles; this fills those that have something to say. */

import { addressOf, courseOf, thisPage } from "./course.js";
import { openDevice } from "./device.js";
import { View } from "./mine-view.js";
import { chained, recallsIn } from "./recall.js";
import { standingOf } from "./standing.js";
import { Words, button, element, link } from "./words.js";

/** Put new content in a place: what was unfolded stays so, the focus stays on what it was on. */
function fill(place, ...content) {
  const open = new Set([...place.querySelectorAll("details[open]")].map(({ dataset }) => dataset.key));
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  const name = focused?.closest("[data-key]")?.dataset.key ?? focused?.getAttribute("href");
  place.replaceChildren(...content);
  for (const box of place.querySelectorAll("details")) box.open = open.has(box.dataset.key);
  if (!focused) return;
  const again = [...place.querySelectorAll("summary, a")].find((node) => (node.closest("[data-key]")?.dataset.key ?? node.getAttribute("href")) === name);
  again?.focus();
}

class ParcoursMine extends HTMLElement {
  #page;
  #words;
  #view;
  #index;
  #device;
  #standing;
  #asking = null; // questions that are shown: they stay until the page is opened again

  connectedCallback() {
    if (this.#page) return;
    this.#page = thisPage();
    if (this.#page) this.#start();
  }

  async #start() {
    const { language } = this.#page;
    this.#words = new Words(this, language);
    try {
      [this.#index, this.#device] = await Promise.all([courseOf(this.#page), openDevice(this.#page.course)]);
    } catch {
      this.#place("top").replaceChildren(element("p", "", this.#words.say("unavailable")));
      return;
    }
    this.#view = new View(this.#words, language, (url) => addressOf(this.#page, url));
    this.#device.addEventListener("change", () => this.#draw());
    this.#draw();
    this.#arrange();
  }

  #place(name) {
    return this.querySelector(`[data-place="${name}"]`);
  }

  /** A section is there when it has something to say. */
  #section(name, ...content) {
    const place = this.#place(name);
    place.closest("section").hidden = content.length === 0;
    fill(place, ...content);
  }

  #draw() {
    this.#standing = standingOf(this.#device.entries, this.#index, Date.now());
    const standing = this.#standing;
    const { begun, competences, themes } = standing;
    fill(this.#place("top"), ...this.#top());
    this.#recalls();
    this.#section("known", ...(begun ? [this.#view.whole(standing), ...themes.flatMap((theme) => this.#view.theme(theme, standing))] : []));
    this.#section("competences", ...(begun && competences.length ? [this.#view.competences(competences, JSON.parse(this.dataset.areas))] : []));
    this.#section("end", ...this.#end());
    // Nothing is left to plan for who finished everything.
    this.querySelector(".pc-plan").hidden = begun && !standing.resume && !standing.plan;
    this.dataset.state = begun ? "begun" : "empty";
  }

  /** Who began without a plan sees first what was done, then the offer of a plan; decided once, so that nothing moves under a reader. */
  #arrange() {
    const { begun, plan } = this.#standing;
    if (begun && !plan) this.querySelector(".pc-plan").before(this.#place("known").closest("section"));
  }

  /** What to do now, before anything else. */
  #top() {
    const { begun, resume, modules } = this.#standing;
    const words = this.#words;
    const trouble = this.#device.state === "kept" ? [] : [element("p", "pm-note", words.say(this.#device.state))];
    if (resume) return [...trouble, this.#view.resume(this.#standing), ...this.#proof()];
    if (begun) {
      const proof = link("pc-button", words.say("all_done_make"), addressOf(this.#page, this.#index.pages.attestation));
      return [...trouble, element("p", "pm-done", words.count("all_done", { n: modules.length })), element("p", "pc-actions", proof)];
    }
    const kept = link("", words.say("empty_kept"), addressOf(this.#page, this.#index.pages.kept));
    return [...trouble, element("p", "pm-empty", words.say("empty")), element("p", "pm-quiet", words.say("empty_elsewhere"), " ", kept)];
  }

  /** The attestation is offered where one looks first, as soon as there is something to attest. */
  #proof() {
    const finished = this.#standing.modules.filter((module) => module.finished).length;
    if (!finished) return [];
    const make = link("", this.#words.say("attestation_make"), addressOf(this.#page, this.#index.pages.attestation));
    return [element("p", "pm-attest", this.#words.count("attestation", { n: finished }), " ", make)];
  }

  // --- what comes back --------------------------------------------------------------------------------

  #recalls() {
    const { due, count, next } = this.#standing.recalls;
    const words = this.#words;
    if (this.#asking) {
      this.#asking.line.textContent = count ? words.count("recall_left", { n: count }) : this.#over(next);
      return;
    }
    if (!count) {
      this.#section("recalls", ...(next ? [element("p", "pm-quiet", words.say("recall_next", { day: this.#view.day(next.day), title: next.title }))] : []));
      return;
    }
    const why = words.say("recall_why", { titles: words.list(due.map(({ title }) => words.say("title", { title }))) });
    const start = button("pc-act pm-act", words.count("recall_start", { n: count }), () => this.#ask(start));
    this.#section("recalls", element("p", "", why), start);
  }

  #over(next) {
    const words = this.#words;
    return next ? words.say("recall_over_next", { day: this.#view.day(next.day) }) : words.say("recall_over");
  }

  /** Show the questions in place; the first is where the reader goes on. */
  async #ask(start) {
    if (start.getAttribute("aria-disabled") === "true") return;
    start.setAttribute("aria-disabled", "true"); // not `disabled`: the focus would be lost
    const { due } = this.#standing.recalls;
    const line = element("p", "pm-recall__line");
    line.setAttribute("role", "status");
    line.tabIndex = -1;
    line.id = "pm-recall-line";
    const { boxes, questions } = await recallsIn(due, this.#page, this.#words);
    this.#asking = { line };
    this.#place("recalls").replaceChildren(...boxes, line);
    await customElements.whenDefined("parcours-quiz");
    chained(questions, line, this.#words);
    if (questions.length) questions[0].goTo();
    else boxes[0]?.querySelector("a")?.focus();
    this.#recalls();
  }

  // --- what is kept -----------------------------------------------------------------------------------

  #end() {
    const { gone, begun } = this.#standing;
    const words = this.#words;
    const kept = addressOf(this.#page, this.#index.pages.kept);
    const lines = [];
    if (begun || gone.entries) lines.push([words.say("kept"), " ", link("", words.say("kept_see"), kept)]);
    if (gone.entries) lines.push([words.count("gone", { n: gone.entries })]);
    return lines.map((line) => element("p", "", ...line));
  }
}

customElements.define("parcours-mine", ParcoursMine);
