/* How a plan is shown: pieces of page from a plan, words and a learner's standing.
   Lives here: elements. May not live here: what is planned (see path.js), what is kept and what gestures do (see plan.js). */

import { button, element, link } from "./words.js";

/** Buttons that ask how much time one has: `pick(minutes)`. */
export function timeButtons(times, { words, pick, label, look }) {
  const group = element("div", "pc-plan__times");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", label);
  for (const [at, { minutes, key }] of times.entries()) {
    const made = button(look, words.say(key, { time: words.time(minutes) }), () => pick(minutes));
    made.dataset.key = `time:${at}`;
    group.append(made);
  }
  return group;
}

/** Boxes to choose themes, folded until one is ticked: `changed(ids)`; none ticked is no choice, all of them are meant. */
export function themeChoice(themes, chosen, { words, changed }) {
  const field = element("fieldset", "pc-plan__themes", element("legend", "", words.say("themes")));
  for (const { id, title } of themes) {
    const box = Object.assign(element("input"), { type: "checkbox", value: id, checked: chosen.includes(id) });
    field.append(element("label", "", box, element("span", "", title)));
  }
  field.addEventListener("change", () => changed([...field.querySelectorAll("input:checked")].map(({ value }) => value)));
  const fold = element("details", "pc-plan__choose", element("summary", "", words.say("choose_themes")), field);
  fold.open = chosen.length > 0;
  return fold;
}

/** Why a module is there, and why by its express path, as one sentence. */
export function reasonOf(line, { words, titleOf, themeOf, after, fits }) {
  const because = {
    missed: () => words.say("because_missed", { what: words.list(line.missed) }),
    needed: () => words.count("because_needed", { n: line.needed.length, titles: words.titles(line.needed.map(titleOf)) }),
    theme: () => words.say("because_theme", { theme: themeOf(line.module) }),
    unknown: () => words.say("because_unknown"),
    course: () => words.say(after ? "because_after" : "because_course"),
  }[line.because]();
  if (!line.express) return words.say("sentence", { because });
  const express = words.say(fits ? "express_chosen" : "express_because");
  return words.say("sentence_express", { because, express });
}

const STATES = { done: "state_done", read: "state_read", begun: "state_begun", todo: "state_todo" };

/** How a line stands. The express path ends with its page; the module, with its quiz. */
export function stateOf({ express }, module) {
  if (module.finished) return "done";
  if (express && module.express?.read) return module.quiz ? "read" : "done";
  return module.percent > 0 ? "begun" : "todo";
}

/** One line: title, minutes, state, reason; `edit` gives the gestures when the plan is being changed. */
export function lineView(line, { words, title, whole, address, state, reason, notes, edit, next }) {
  const item = element("li", "pc-plan__line");
  item.dataset.state = state;
  const mark = element("span", "pc-plan__mark");
  mark.setAttribute("aria-hidden", "true");
  const meta = element(
    "p", "pc-meta",
    element("span", "", words.say(line.express ? "way_express" : "way_whole", { time: words.time(line.minutes), whole: words.time(whole) })),
    " ",
    element("span", "pc-plan__state", words.say(STATES[state])),
  );
  const head = link("pc-plan__title", title, address);
  head.dataset.key = `line:${line.module}`;
  item.append(mark, head, meta, ...(reason ? [element("p", "pc-plan__why", reason)] : []), ...notes.map((note) => element("p", "pc-plan__note", note)));
  if (next) item.append(element("p", "pc-plan__go", link("pc-button", words.say(state === "todo" ? "start" : "go_on"), address)));
  if (edit) item.append(editView(line, title, edit));
  return item;
}

function editView(line, title, { words, acts }) {
  const row = element("div", "pc-plan__edit");
  for (const [key, { word, act, off }] of Object.entries(acts)) {
    const made = button("pc-act pc-act--small", word, act, words.say("about", { title }));
    made.dataset.key = `${key}:${line.module}`;
    if (off) made.setAttribute("aria-disabled", "true");
    row.append(made);
  }
  return row;
}

/** Modules one may add: each with a button. */
export function moreView(modules, { words, add }) {
  const list = element("ul", "pc-plan__more");
  for (const { id, title, minutes } of modules) {
    const made = button("pc-act pc-act--small", words.say("add"), () => add(id), words.say("about", { title }));
    made.dataset.key = `add:${id}`;
    list.append(element("li", "", element("span", "", words.say("module_time", { title, time: words.time(minutes) })), " ", made));
  }
  return element("div", "", element("h3", "", words.say("add_title")), list);
}

/** Give the focus back to what had it before the plan was drawn again, or to what stands in its place. */
export function refocus(root, key, otherwise) {
  const found = key && root.querySelector(`[data-key="${CSS.escape(key)}"]`);
  (found ?? otherwise)?.focus();
}
