/* How an attestation is written, on the page and on paper: its sheet, its QR code as a drawing.
   Lives here: the sheet's nodes, days and times in the manner of a language. May not live here: words (they are given). */

import { mannerOf, timeIn } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";

/** A new element with a text and attributes. */
export function made(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** A sentence with its `{holes}` filled. */
export const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/gu, (hole, name) => (Object.hasOwn(values, name) ? values[name] : hole));

/** The day of a moment, where the device is: 2026-11-27. */
export function dayOf(date) {
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A day in words. */
export const longDay = (day, language) => written(day, language, { day: "numeric", month: "long", year: "numeric" });

/** A day in few characters, for a column. */
export const shortDay = (day, language) => written(day, language, { day: "2-digit", month: "2-digit", year: "numeric" });

function written(day, language, options) {
  return new Intl.DateTimeFormat(mannerOf(language), { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

const time = (minutes, words) => timeIn(minutes, (key, values) => filled(words[key], values));

/** A QR code as one drawing: a run of dark squares is one stroke of its path. */
export function drawing(squares, label) {
  const size = squares.length;
  const runs = [];
  for (const [y, row] of squares.entries()) {
    for (let x = 0; x < size; x += 1) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x += 1;
      runs.push(`M${from} ${y}h${x - from + 1}v1h-${x - from + 1}z`);
    }
  }
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label, "shape-rendering": "crispEdges", class: "pp-qr" };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  const ground = document.createElementNS(SVG, "rect");
  ground.setAttribute("width", String(size));
  ground.setAttribute("height", String(size));
  ground.setAttribute("fill", "#fff");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", runs.join(""));
  path.setAttribute("fill", "#000");
  svg.append(ground, path);
  return svg;
}

function head({ content, index, words, language }) {
  const band = made("div", "", { class: "pp-head" });
  band.append(
    made("p", words.kind, { class: "pp-kind" }),
    made("p", index.title, { class: "pp-course" }),
    made("p", content.name || words.placeholder, { class: content.name ? "pp-name" : "pp-name pp-blank" }),
    made("p", words.statement, { class: "pp-statement" }),
    made("p", filled(words.made, { day: longDay(content.day, language) }), { class: "pp-day" }),
  );
  return band;
}

function row({ content, index, words, language }, module) {
  const { id, minutes, lessons, questions, score, finished } = module;
  const title = index.modules.find((one) => one.id === id)?.title ?? id;
  const of = ([done, all]) => filled(words.of, { done, all });
  const result = !questions[1] ? words["no-quiz"] : finished ? filled(words.percent, { score }) : of(questions);
  const line = document.createElement("tr");
  const cell = (text, label) => made("td", text, { "data-label": label });
  line.append(
    made("th", title, { scope: "row" }),
    cell(finished ? shortDay(finished, language) : words["under-way"], words["col-finished"]),
    cell(of(lessons), words["col-lessons"]),
    cell(result, words["col-score"]),
    cell(time(minutes, words), words["col-minutes"]),
  );
  return line;
}

function table(told) {
  const { content, words } = told;
  const whole = made("table", "", { class: "pp-modules" });
  if (content.modules.length > 9) whole.dataset.many = "";
  const titles = document.createElement("tr");
  for (const key of ["col-module", "col-finished", "col-lessons", "col-score", "col-minutes"]) titles.append(made("th", words[key], { scope: "col" }));
  const thead = document.createElement("thead");
  thead.append(titles);
  const tbody = document.createElement("tbody");
  tbody.append(...content.modules.map((module) => row(told, module)));
  whole.append(thead, tbody);
  const done = content.modules.filter(({ finished }) => finished);
  if (done.length) {
    const total = document.createElement("tr");
    const minutes = done.reduce((all, module) => all + module.minutes, 0);
    total.append(made("th", words.total, { scope: "row", colspan: "4" }), made("td", time(minutes, words)));
    const tfoot = document.createElement("tfoot");
    tfoot.append(total);
    whole.append(tfoot);
  }
  return whole;
}

/** The squares of a text's code; null where they cannot be had: no drawer, or more than a code can hold. */
function squaresOf(text, encode) {
  try {
    return encode(text, "raw", { ecc: "medium", border: 4 });
  } catch {
    return null;
  }
}

function foot({ content, code, text, index, words, language, publisher, encode }) {
  const band = made("div", "", { class: "pp-foot" });
  const said = made("div", "", { class: "pp-said" });
  if (code) {
    const label = content.session ? `${words.code} (${words["under-word"]})` : words.code;
    said.append(made("p", label, { class: "pp-code-label" }), made("p", code, { class: "pp-code" }));
  }
  const { version, updated } = content;
  const values = { course: index.title, version, updated: longDay(updated, language), audience: index.audienceName };
  said.append(made("p", filled(words.version, values)));
  if (publisher.length) {
    const [authority, ...more] = publisher;
    const lines = made("p", filled(words.publisher, { authority }));
    if (more.length) lines.append(` ${more.join(" · ")}`);
    said.append(lines);
  }
  said.append(made("p", words.check), made("p", words.limits));
  band.append(said);
  const squares = code && squaresOf(text, encode);
  if (code) band.append(squares ? drawing(squares, words.qr) : made("p", words["qr-missing"], { class: "pp-no-qr" }));
  return band;
}

/** Write a sheet into its place: { content, code, text, index, words, language, publisher, encode }, where
    `encode` draws codes, or is null. */
export function writeSheet(place, told) {
  const parts = [head(told)];
  if (told.content.modules.length) parts.push(table(told));
  place.replaceChildren(...parts, foot(told));
}
