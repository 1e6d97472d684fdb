/* <parcours-plan>: the learner's plan, to make, follow, change and print. The plain list of modules that the page shows
   without a script stays at hand under it.
   Lives here: what gestures do, what is kept of them. May not live here: what is planned (see path.js), how it looks (see
   plan-view.js), words (they come from the page). Works from memory where nothing can be kept, and says so. */

import { choose, chosen, themesAmong } from "./chosen.js";
import { addressOf, courseOf, thisPage } from "./course.js";
import { openDevice } from "./device.js";
import { TIMES, added, cleaned, factsOf, knownOf, linesOf, moved, partOf, planOf, removed, switched, totalOf } from "./path.js";
import { lineView, moreView, reasonOf, refocus, stateOf, themeChoice, timeButtons } from "./plan-view.js";
import { standingOf } from "./standing.js";
import { Words, button, element, link, mannerOf } from "./words.js";

/** What there is to choose from: a quarter, an hour, half a day, and the whole course where it is longer. */
export function timesOf(index) {
  const whole = index.modules.reduce((total, { minutes }) => total + minutes, 0);
  const times = TIMES.map((minutes, at) => ({ minutes, key: ["quarter", "hour", "half_day"][at] }));
  return whole > TIMES.at(-1) ? [...times, { minutes: whole, key: "whole_course" }] : times;
}

class ParcoursPlan extends HTMLElement {
  #page;
  #words;
  #index;
  #device;
  #plain;
  #body = element("div", "pc-plan__body");
  #news = element("p", "pc-plan__news");
  #themes = [];
  #editing = false;
  #ready;
  #dropped = null; // the plan that was just given up, as long as it can be had back

  /** Once the course and the journal are there, or cannot be had. */
  ready = new Promise((done) => (this.#ready = done));

  connectedCallback() {
    if (this.#page) return;
    this.#page = thisPage();
    if (this.#page) this.#start().then(this.#ready);
  }

  async #start() {
    this.#words = new Words(this, this.#page.language);
    this.#news.setAttribute("role", "status");
    try {
      [this.#index, this.#device] = await Promise.all([courseOf(this.#page), openDevice(this.#page.course)]);
    } catch {
      this.prepend(element("p", "pc-plan__note", this.#words.say("unavailable")));
      return;
    }
    this.#themes = themesAmong(this.#index, chosen().themes);
    this.#plain = element("details", "pc-plan__all", element("summary", "", this.#words.say("all_modules")), ...this.childNodes);
    this.replaceChildren(this.#body, this.#news, this.#plain);
    this.#device.addEventListener("change", () => this.#draw());
    this.#draw();
  }

  // --- what there is ----------------------------------------------------------------------------------

  /** The plan that stands, as the course can follow it; null without one. */
  get #plan() {
    const last = this.#device.entries.filter(({ kind }) => kind === "path").at(-1);
    if (!last?.modules) return null;
    return { minutes: last.minutes ?? 0, modules: cleaned(this.#index, last.modules), themes: themesAmong(this.#index, last.themes) };
  }

  get #standing() {
    return standingOf(this.#device.entries, this.#index, Date.now());
  }

  #module(id) {
    return this.#index.modules.find((module) => module.id === id);
  }

  #titles(ids) {
    return this.#words.titles(ids.map((id) => this.#module(id).title));
  }

  // --- gestures ---------------------------------------------------------------------------------------

  /** Make a plan for a time; nothing is kept of one that is empty, and false says so. */
  make(minutes, themes = this.#themes) {
    const plan = planOf(this.#index, { ...factsOf(this.#standing), themes, minutes });
    if (!plan.modules.length) {
      const short = plan.shortest === null ? "nothing_left" : "too_short";
      this.#say(this.#words.say(short, { time: this.#words.time(minutes), shortest: this.#words.time(plan.shortest ?? 0) }));
      return false;
    }
    this.#editing = false;
    this.#keep({ minutes, modules: plan.modules, themes });
    this.#say("");
    this.#body.querySelector(".pc-plan__sum").focus();
    return true;
  }

  /** Whether there is a plan. */
  get planned() {
    return Boolean(this.#index && this.#plan);
  }

  /** Keep a plan. It counts in this page at once; what the device does with it, it says. */
  #keep({ minutes, modules, themes }) {
    this.#dropped = null;
    this.#device.add("path", { minutes, modules, ...(themes.length && { themes }) }).then(() => this.#draw());
  }

  #change(modules, news) {
    this.#keep({ ...this.#plan, modules });
    this.#say(news);
  }

  #move(line, step) {
    const plan = this.#plan;
    const { ids, refused } = moved(this.#index, plan.modules, line.id, step);
    const title = this.#module(line.module).title;
    this.#say("");
    if (refused) {
      this.#say(this.#words.say("refused", { first: this.#module(refused.first).title, then: this.#module(refused.then).title }));
    } else if (ids.join() !== plan.modules.join()) {
      this.#change(ids, this.#words.say("moved", { title, n: ids.indexOf(line.id) + 1, total: ids.length }));
    }
  }

  #remove(line, at) {
    this.#change(removed(this.#index, this.#plan.modules, line.id), this.#words.say("removed", { title: this.#module(line.module).title }));
    const lines = this.#body.querySelectorAll('[data-key^="remove:"]');
    (lines[Math.min(at, lines.length - 1)] ?? this.#body.querySelector('[data-key^="add:"]'))?.focus();
  }

  #switch(line) {
    const { title } = this.#module(line.module);
    const key = line.express ? "now_whole" : "now_express";
    this.#change(switched(this.#index, this.#plan.modules, line.id), this.#words.say(key, { title }));
  }

  #add(id) {
    const plan = this.#plan;
    const { title, minutes, express } = this.#module(id);
    const room = plan.minutes - totalOf(linesOf(this.#index, plan.modules));
    this.#change(added(this.#index, plan.modules, id, Boolean(express) && minutes > room), this.#words.say("added", { title }));
    this.#body.querySelector(`[data-key="remove:${CSS.escape(id)}"]`)?.focus();
  }

  #drop() {
    this.#dropped = this.#plan;
    this.#editing = false;
    this.#choose([]);
    this.#device.add("path", { minutes: null, modules: null });
    this.#say(this.#words.say("dropped"));
    this.#body.querySelector('[data-key="undo"]')?.focus();
  }

  #choose(themes) {
    this.#themes = themes;
    choose({ themes });
  }

  #print() {
    const root = document.documentElement;
    root.classList.add("pc-printing-plan");
    addEventListener("afterprint", () => root.classList.remove("pc-printing-plan"), { once: true });
    print();
  }

  #say(text) {
    this.#news.textContent = text;
  }

  // --- showing ----------------------------------------------------------------------------------------

  #draw() {
    const key = this.#body.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const held = this.#body.contains(document.activeElement);
    const plan = this.#plan;
    this.#body.replaceChildren(...(plan ? this.#planView(plan) : this.#askView()), ...this.#troubleView());
    this.toggleAttribute("data-planned", Boolean(plan));
    if (held) refocus(this.#body, key, this.#body.querySelector(".pc-plan__sum, .pc-plan__times button"));
  }

  #troubleView() {
    if (this.#device.state === "kept") return [];
    return [element("p", "pc-plan__note", this.#words.say(this.#device.state === "full" ? "full" : "forbidden"))];
  }

  #askView() {
    const words = this.#words;
    const undo = this.#dropped && button("pc-act", words.say("undo"), () => this.#keep(this.#dropped));
    if (undo) undo.dataset.key = "undo";
    const themes = themeChoice(this.#index.themes, this.#themes, { words, changed: (ids) => this.#choose(ids) });
    const here = this.#page.kind === "placement";
    const look = this.#standing.begun ? "pc-act" : "pc-act pc-act--main"; // who has begun is offered to go on before that
    const ways = here ? [] : [element("p", "", words.say("or"), " ", link("", words.say("placement"), addressOf(this.#page, this.#index.pages.placement)), words.say("placement_why"))];
    return [
      ...(undo ? [element("p", "", undo)] : []),
      element("p", "pc-plan__ask", words.say("ask")),
      timeButtons(timesOf(this.#index), { words, pick: (minutes) => this.make(minutes), label: words.say("ask"), look }),
      element("p", "pc-plan__why", words.say("ask_why")),
      ...ways,
      ...(this.#index.themes.length > 1 ? [themes] : []),
    ];
  }

  #planView(plan) {
    const standing = this.#standing;
    const facts = { ...factsOf(standing), themes: plan.themes };
    const lines = linesOf(this.#index, plan.modules, facts);
    const states = new Map(lines.map((line) => [line.module, stateOf(line, standing.modules.find(({ id }) => id === line.module))]));
    const isDone = ({ module }) => ["done", "read"].includes(states.get(module));
    const list = element("ol", "pc-plan__lines");
    const next = lines.find((line) => !isDone(line));
    const total = totalOf(lines);
    for (const [at, line] of lines.entries()) list.append(this.#lineView(line, { at, lines, total, plan, state: states.get(line.module), next: line === next }));
    return [
      element("p", "pc-plan__paper", this.#words.say("paper", { title: this.#index.title, audience: this.#index.audienceName, day: new Date().toLocaleDateString(mannerOf(this.#page.language), { dateStyle: "long" }) })),
      this.#sumView(plan, { total, lines, left: totalOf(lines.filter((line) => !isDone(line))) }),
      list,
      ...this.#outView(plan, facts),
      this.#actsView(),
      ...(this.#editing ? this.#editView(plan) : []),
    ];
  }

  #sumView(plan, { total, lines, left }) {
    const words = this.#words;
    const said = [words.count("sum", { n: lines.length, total: words.time(total), time: words.time(plan.minutes) })];
    if (total > plan.minutes) said.push(words.say("over", { time: words.time(total - plan.minutes) }));
    if (lines.length && left === 0) said.push(words.say("all_done"));
    else if (left < total) said.push(words.say("left", { time: words.time(left) }));
    const made = element("p", "pc-plan__sum", said.join(" "));
    made.tabIndex = -1;
    return made;
  }

  #lineView(line, { at, lines, total, plan, state, next }) {
    const module = this.#module(line.module);
    const words = this.#words;
    const themeOf = (id) => this.#index.themes.find((theme) => theme.id === this.#module(id).theme)?.title ?? "";
    const fits = total - line.minutes + module.minutes <= plan.minutes;
    const acts = {
      up: { word: words.say("up"), act: () => this.#move(line, -1), off: at === 0 },
      down: { word: words.say("down"), act: () => this.#move(line, 1), off: at === lines.length - 1 },
      ...(module.express && { switch: { word: words.say(line.express ? "to_whole" : "to_express"), act: () => this.#switch(line) } }),
      remove: { word: words.say("remove"), act: () => this.#remove(line, at) },
    };
    return lineView(line, {
      words,
      title: module.title,
      whole: module.minutes,
      address: addressOf(this.#page, line.express ? module.express.url : module.url),
      state,
      // Why it was proposed is no news once it is done.
      reason: state === "done" ? "" : reasonOf(line, { words, titleOf: (id) => this.#module(id).title, themeOf, after: module.prerequisites.some((id) => this.#module(id)), fits }),
      notes: line.lacking.length ? [words.count("lacking", { n: line.lacking.length, titles: this.#titles(line.lacking) })] : [],
      edit: this.#editing && { words, acts },
      next: next && !this.#editing,
    });
  }

  /** What the plan leaves out, and why. */
  #outView(plan, { reached, finished }) {
    const planned = plan.modules.map((id) => partOf(id).module);
    const known = knownOf(this.#index, reached).filter((id) => !finished.includes(id) && !planned.includes(id));
    const done = finished.filter((id) => !planned.includes(id));
    const other = this.#others(plan).map(({ id }) => id).filter((id) => !known.includes(id) && !done.includes(id));
    const said = [["out_known", known], ["out_done", done], ["out_other", other]].filter(([, ids]) => ids.length);
    return said.map(([key, ids]) => element("p", "pc-plan__out", this.#words.count(key, { n: ids.length, titles: this.#titles(ids) })));
  }

  #others(plan) {
    const planned = plan.modules.map((id) => partOf(id).module);
    return this.#index.modules.filter(({ id }) => !planned.includes(id));
  }

  #actsView() {
    const words = this.#words;
    const edit = button("pc-act", words.say(this.#editing ? "edit_end" : "edit"), () => {
      this.#editing = !this.#editing;
      this.#say("");
      this.#draw();
    });
    edit.setAttribute("aria-expanded", String(this.#editing));
    const acts = { edit, print: button("pc-act", words.say("print"), () => this.#print()), drop: button("pc-act", words.say("drop"), () => this.#drop()) };
    for (const [key, act] of Object.entries(acts)) act.dataset.key = key;
    return element("div", "pc-plan__acts", ...Object.values(acts));
  }

  #editView(plan) {
    const words = this.#words;
    const others = this.#others(plan);
    return [
      ...(others.length ? [moreView(others, { words, add: (id) => this.#add(id) })] : []),
      element("div", "", element("h3", "", words.say("again")), element("p", "", words.say("again_why")),
        timeButtons(timesOf(this.#index), { words, pick: (minutes) => this.make(minutes, plan.themes), label: words.say("again"), look: "pc-act" })),
    ];
  }
}

customElements.define("parcours-plan", ParcoursPlan);
