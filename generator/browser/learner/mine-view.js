/* How « Mon parcours » is drawn: from a standing (see standing.js) to pieces of page.
   Lives here: what is shown of each thing, and in which words. May not live here: what gestures do (see mine.js), shapes
   (see pictures.js), words (they come from the page). Texts of the course are set as text. */

import { arrow, bar, mark, ring } from "./pictures.js";
import { element, link, mannerOf } from "./words.js";

export const STATES = ["reached", "review", "begun", "todo"];

const tally = (objectives, state) => objectives.filter((objective) => objective.state === state).length;
const capital = (text) => text.slice(0, 1).toLocaleUpperCase() + text.slice(1);

/** A day as people write it. A day without an hour is one of universal time. */
export function dayIn(language, at) {
  const zone = at.length === 10 ? { timeZone: "UTC" } : {};
  return new Intl.DateTimeFormat(mannerOf(language), { day: "numeric", month: "long", year: "numeric", ...zone }).format(new Date(at));
}

export class View {
  constructor(words, language, address) {
    Object.assign(this, { words, language, address });
  }

  day(at) {
    return dayIn(this.language, at);
  }

  say(key, values) {
    return this.words.say(key, values);
  }

  // --- where to go on ---------------------------------------------------------------------------------

  resume({ resume, begun }) {
    const over = resume.from === "plan" && !begun ? "start_plan" : `resume_${resume.from}`;
    const { step } = resume;
    const kind = step.kind === "lesson" ? "" : `${this.say(`kind_${step.kind}`)} · `;
    const card = link("pm-resume", "", this.address(step.url));
    card.append(
      element("span", "pm-resume__over", this.say(over)),
      element("span", "pm-resume__title", step.title, " ", arrow()),
      element("span", "pm-resume__where", `${resume.title} · ${kind}${this.words.time(step.minutes)}`),
    );
    return card;
  }

  // --- what one can do --------------------------------------------------------------------------------

  /** The ring, and the same in words: how many objectives stand how. */
  whole({ themes, objectives }) {
    const of = (theme) => theme.modules.flatMap(({ id }) => objectives.filter(({ module }) => module === id));
    const groups = themes.map((theme) => of(theme)).filter((all) => all.length);
    const reached = tally(objectives, "reached");
    const label = this.words.count("reached_of", { n: reached, total: objectives.length });
    const list = element("ul", "pm-legend");
    list.setAttribute("role", "list");
    for (const state of STATES) {
      const n = tally(objectives, state);
      if (n) list.append(element("li", "", mark(state), ` ${this.words.count(`sum_${state}`, { n })}`));
    }
    const picture = ring(groups.map((all) => all.map(({ state }) => state)), {
      label, centre: `${reached} / ${objectives.length}`, under: this.say("ring"),
    });
    return element("div", "pm-whole", picture, list);
  }

  theme(theme, standing) {
    const own = standing.objectives.filter(({ module }) => theme.modules.some(({ id }) => id === module));
    const head = element("h3", "pm-theme", link("", theme.title, this.address(theme.url)));
    const sum = element("p", "pm-theme__sum", this.words.count("reached_of", { n: tally(own, "reached"), total: own.length }));
    const modules = theme.modules.map((module) => this.module(module, own.filter((objective) => objective.module === module.id)));
    return [head, sum, ...modules];
  }

  module(module, objectives) {
    const title = element("h4", "pm-module__title", link("", module.title, this.address(module.url)));
    const list = element("ul", "pm-goals");
    list.setAttribute("role", "list");
    list.append(...objectives.map((objective) => element("li", "", this.objective(objective))));
    const begun = module.percent || objectives.some(({ state, placed }) => state !== "todo" || placed);
    const goals = begun || !objectives.length ? list : this.aside(module, list, objectives.length);
    return element("section", "pm-module", title, bar(module.percent), element("p", "pm-module__state", this.stateOf(module)), goals);
  }

  /** The objectives of a module that nobody began: folded, so that what was done is not lost among what was not. */
  aside(module, list, n) {
    const box = element("details", "pm-aside", element("summary", "", this.words.count("its_objectives", { n })), list);
    box.dataset.key = `aside:${module.id}`;
    return box;
  }

  /** Where a module is, in words: the bar says no more. */
  stateOf(module) {
    const { finished, score, percent, minutes, lessons, read, questions, ended, express } = module;
    const told = [];
    if (finished) told.push(this.say("finished", { day: this.day(finished) }));
    else if (percent) told.push(this.say("percent", { n: percent }));
    else return this.say("todo", { time: this.words.time(minutes) });
    if (finished && score !== null) told.push(this.say("score", { n: score }));
    if (express?.read && !read) told.push(this.say("express_read"));
    else if (lessons.length && !(finished && read === 0)) told.push(this.words.count("read", { n: read, total: lessons.length }));
    if (!finished && questions.length) told.push(this.words.count("ended", { n: ended, total: questions.length }));
    return told.join(" · ");
  }

  objective(objective) {
    const { id, state, statement } = objective;
    const head = element("summary", "", mark(state), element("span", "", element("strong", `pm-word pm-is-${state}`, this.say(`state_${state}`)), ` ${capital(statement)}`));
    const proof = element("ul", "pm-proof", ...this.proofOf(objective).map((line) => element("li", "", ...line)));
    const box = element("details", "pm-goal", head, proof);
    box.dataset.key = id;
    return box;
  }

  /** What speaks for an objective, and what could. */
  proofOf({ questions, exercises, placed }) {
    const lines = questions.map(({ number, mark: state, at, url }) => [
      link("", this.say("question", { n: number }), this.address(url)),
      this.say("colon"),
      this.say(at ? `answer_${state}` : "answer_todo", at ? { day: this.day(at) } : {}),
    ]);
    for (const { title, url, right, cells } of exercises) {
      lines.push([link("", title, this.address(url)), this.say("colon"), this.words.count("cells", { n: right, total: cells.length })]);
    }
    if (placed) lines.push([this.say(`placed_${placed}`)]);
    return lines.length ? lines : [[this.say("no_proof")]];
  }

  // --- competences ------------------------------------------------------------------------------------

  /** The table of competences: each row is its own picture and says the same in words. */
  competences(competences, areas) {
    const table = element("table", "pm-competences");
    const row = (cell, ...content) => element("tr", "", ...content.map((each) => (each instanceof Node ? each : element(cell, "", each))));
    const head = row("th", this.say("competence"), this.say("objectives"), this.say("reached"));
    for (const cell of head.cells) cell.scope = "col";
    const body = competences.map(({ id, area, objectives }) => {
      const name = element("th", "", element("strong", "", id), ` ${areas[area] ?? ""}`);
      name.scope = "row";
      const shown = element("td", "", ...objectives.flatMap(({ state }) => [mark(state), " "]));
      return row("td", name, shown, this.words.count("some_of", { n: tally(objectives, "reached"), total: objectives.length }));
    });
    table.append(element("caption", "", this.say("caption")), element("thead", "", head), element("tbody", "", ...body));
    return table;
  }
}
