/* An exercise for the learner's own territory: its data, its settings, its questions, its files to take away.
   Lives here: what the build does for an edition of another territory (generator/territories/worksheets.py), done again
   in the page; both write the very same lines. May not live here: choosing and keeping a territory (see ../territory/),
   Python (see python.js), words (they come from the page).

   The choice is heard as the event `parcours:territory` on the document, whose detail is what ../territory/choice.js
   keeps under `parcours.territory`, or null: `{ commune, territory: { code, name, kind, vintage, members, facts } }`,
   `members` as rows of INSEE code, name, municipal and total population. */

import { zip } from "./zip.js";

export const CHANGED = "parcours:territory";
const KEY = "parcours.territory";

/** What was chosen on this device, or what the build filled the page for (`template[data-block=preset]`, see
    building/groupings.py), or null. A choice counts only where the page lets people choose. */
export function chosen() {
  const preset = document.querySelector("template[data-block=preset]")?.content.textContent.trim();
  if (preset) return JSON.parse(preset);
  if (!document.querySelector("parcours-territory")) return null;
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(kept?.territory?.members) ? kept : null;
  } catch {
    return null; // storage forbidden, or not ours
  }
}

/** The name of a choice in the journal, beside the answers given for it; null without one. */
export const nameOf = (choice) => choice && [choice.territory.code, choice.commune].filter(Boolean).join("/");

// --- data and lines, as generator/territories/worksheets.py makes them --------------------------------

const department = (insee) => insee.slice(0, /^9[78]/u.test(insee) ? 3 : 2);
const inhabited = ({ members }) => members.filter(({ municipal }) => municipal);

/** Letters without accents, digits, one space for all the rest: what lists are ordered by. */
const folded = (name) =>
  name.normalize("NFD").toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae").replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/gu, " ").trim();

const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** What the exercise reads of a choice; `reference` is what it reads without one. */
export function dataOf({ commune, territory }, reference) {
  const rows = territory.members.map(([insee, name, municipal, total]) => ({ insee, name, municipal, total }));
  const own = rows.find(({ insee }) => insee === commune) ?? null;
  // A commune in no grouping: the communes stay those of the reference case.
  if (territory.kind === "commune") return { ...reference, commune: own };
  const size = ({ municipal, total }) => total || municipal || 0;
  rows.sort((one, other) => size(other) - size(one) || compare(one.insee, other.insee));
  const times = new Map();
  for (const { name } of rows) times.set(name, (times.get(name) ?? 0) + 1);
  const members = rows.map((row) => (times.get(row.name) > 1 ? { ...row, name: `${row.name} (${department(row.insee)})` } : row));
  const { code, name, kind, vintage } = territory;
  const mine = members.find(({ insee }) => insee === commune) ?? null;
  const data = { code, name, kind, vintage, provenance: reference.provenance, commune: mine, members };
  if (inhabited(data).length < 2) throw new Error("members");
  return data;
}

/** The data file. */
export const written = (data) => `${JSON.stringify(data, null, 2)}\n`;

/** An amount to three significant figures, halves up. */
function rounded(amount) {
  const unit = 10 ** Math.max(0, String(Math.floor(amount)).length - 3);
  return Math.floor(amount / unit + 0.5) * unit;
}

function ownName({ commune }, members) {
  const own = members.find(({ insee }) => insee === commune?.insee);
  const smallest = members.reduce((least, one) => ((one.municipal - least.municipal || compare(one.insee, least.insee)) < 0 ? one : least));
  return (own ?? smallest).name;
}

function ownPeople({ commune }, members) {
  if (commune?.municipal) return commune.municipal;
  const ranked = members.map(({ municipal }) => municipal).sort((one, other) => other - one);
  return ranked[Math.floor(ranked.length / 2)];
}

/** A parameter with the default and the limits that a territory gives it; `line` is where it stands. */
export function localParameter(parameter, line, data) {
  const members = inhabited(data);
  switch (parameter.territory) {
    case "members": {
      const choices = members.map(({ name }) => name).sort((one, other) => compare(folded(one), folded(other)));
      return { ...parameter, choices, default: ownName(data, members) };
    }
    case "others":
      return { ...parameter, default: members.length - 1, max: members.length - 1 };
    case "people": {
      const rate = Number(/\brate:(\d+(?:\.\d+)?)/u.exec(line)?.[1] ?? 1);
      return { ...parameter, default: rounded(rate * members.reduce((sum, { municipal }) => sum + municipal, 0)) };
    }
    case "inhabitants":
      return { ...parameter, default: Math.min(Math.max(ownPeople(data, members), parameter.min ?? -Infinity), parameter.max ?? Infinity) };
    default:
      return parameter;
  }
}

/** The line of an assignment with the values of its parameter. */
export function localLine(parameter, line) {
  const found = /^(\w+) = .*?( {2}# @param )(.*)$/u.exec(line);
  if (!found) return line;
  let form = found[3];
  if (parameter.territory === "members") form = `[${parameter.choices.map((name) => JSON.stringify(name)).join(", ")}] {territory:"members"}`;
  else if (parameter.territory === "others") form = form.replace(/\bmax:\d+/u, `max:${parameter.max}`);
  return `${found[1]} = ${JSON.stringify(parameter.default)}${found[2]}${form}`;
}

/** Cells whose parameters follow a territory; the others are the very same objects. */
export function localCells(cells, data) {
  return cells.map((cell) => {
    if (!cell.parameters.some(({ territory }) => territory)) return cell;
    const lines = cell.source.split("\n");
    const parameters = cell.parameters.map((parameter) => {
      const at = lines.findIndex((line) => line.startsWith(`${parameter.name} = `));
      if (!parameter.territory || at < 0) return parameter;
      const local = localParameter(parameter, lines[at], data);
      lines[at] = localLine(local, lines[at]);
      return local;
    });
    return { ...cell, source: lines.join("\n"), parameters };
  });
}

// --- the exercise's files -----------------------------------------------------------------------------

async function answered(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

/** What an exercise is made of where it stands, fetched once, and the same for a choice. */
export class Local {
  #settings;
  #original;

  /** `base`: address of the exercise's folder; `notebook`: of its cells; `path`: of the territory's file in the folder. */
  constructor(settings) {
    this.#settings = settings;
  }

  async #read() {
    const { base, notebook, path } = this.#settings;
    const [cells, text] = await Promise.all([
      answered(notebook).then((answer) => answer.json()),
      answered(new URL(path, base)).then((answer) => answer.text()),
    ]);
    return { cells: cells.cells, files: { [path]: text }, data: JSON.parse(text) };
  }

  /** `{ cells, files, data }`: cells with their parameters, contents of files by path, the territory. */
  async of(choice) {
    this.#original ??= this.#read();
    this.#original.catch(() => (this.#original = undefined)); // the next choice asks again
    const original = await this.#original;
    if (!choice) return original;
    const data = dataOf(choice, original.data);
    return { cells: localCells(original.cells, data), files: { [this.#settings.path]: written(data) }, data };
  }

  /** The exercise to take away: every file with the territory's own, and the notebook at `address` written for it. */
  async archive(own, facts, address) {
    const { base, files } = this.#settings;
    const folder = new URL(base).pathname.split("/").at(-2);
    const others = files.filter((name) => !(name in own.files));
    const contents = await Promise.all(others.map(async (name) => [name, new Uint8Array(await (await answered(new URL(name, base))).arrayBuffer())]));
    const notebook = localNotebook(await (await answered(address)).json(), own.cells, facts);
    const bytes = new TextEncoder();
    const texts = [...Object.entries(own.files), [address.split("/").at(-1), `${JSON.stringify(notebook, null, 1)}\n`]];
    return zip([...contents, ...texts.map(([name, text]) => [name, bytes.encode(text)])].map(([name, data]) => [`${folder}/${name}`, data]));
  }
}

/** A notebook for Jupyter with other cells of code, and texts filled with other facts. */
export function localNotebook(notebook, cells, facts) {
  const sources = new Map(cells.map(({ name, source }) => [name, source]));
  const fill = (template) => template.replace(/\{\{ ([\w.]+) \}\}/gu, (whole, name) => facts[name] ?? whole);
  const made = notebook.cells.map((cell) => {
    const template = cell.metadata?.parcours?.template;
    if (template) return { ...cell, source: fill(template) };
    return sources.has(cell.id) ? { ...cell, source: sources.get(cell.id) } : cell;
  });
  return { ...notebook, cells: made };
}

// --- the page -----------------------------------------------------------------------------------------

/** Give every control that follows the territory its default, its limits and its choices. */
export function fillForms(root, cells, before, language) {
  for (const cell of cells) {
    for (const parameter of cell.parameters.filter(({ territory }) => territory)) {
      const field = root.querySelector(`.px-form[data-cell="${CSS.escape(cell.name)}"] [name="${CSS.escape(parameter.name)}"]`);
      if (!field) continue;
      if (field.options) {
        field.replaceChildren(...parameter.choices.map((name) => new Option(name, name, name === parameter.default, name === parameter.default)));
        continue;
      }
      if (field.type === "range") field.max = parameter.max;
      field.defaultValue = field.value = field.type === "range" ? String(parameter.default) : parameter.default.toLocaleString(language);
    }
    fillCode(root, cell, before);
  }
}

/** What « see the code » shows under a form. */
function fillCode(root, { name, source }, before) {
  const code = root.querySelector(`.px-form[data-cell="${CSS.escape(name)}"] + .px-code code`);
  const shown = before.find((cell) => cell.name === name)?.source;
  if (code && shown && shown !== source) code.textContent = code.textContent.replace(shown, () => source);
}

/** The choices of a question, when they are others than those on show. */
export function reform(form, { kind, options = [] }) {
  if (kind !== "choice" && kind !== "choices") return;
  const shown = [...form.querySelectorAll("[name=answer]")];
  const texts = [...form.querySelectorAll(".px-is-choice .px-label")].map((label) => label.textContent.trim());
  if (options.length === shown.length && options.every(([key, text], place) => key === shown[place].value && text === texts[place])) return;
  const id = shown[0]?.id.replace(/-\d+$/u, "") ?? form.dataset.cell;
  const fields = form.querySelector(".px-fields");
  for (const field of fields.querySelectorAll(".px-is-choice")) field.remove();
  fields.append(
    ...options.map(([value, text], place) => {
      const input = Object.assign(document.createElement("input"), { type: kind === "choice" ? "radio" : "checkbox", name: "answer", value, id: `${id}-${place + 1}` });
      const label = Object.assign(document.createElement("label"), { className: "px-label", htmlFor: input.id });
      label.append(input, ` ${text}`);
      const field = Object.assign(document.createElement("div"), { className: "px-field px-is-choice" });
      field.append(label);
      return field;
    }),
  );
}

/** A file that the page made, handed to the browser to keep. */
function hand(content, name, type) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Files of the learner's territory, under those of the page; nothing without `own`. */
export function offerFiles(section, local, own, facts, words, failed) {
  section.querySelector(".px-own-files")?.remove();
  if (!own) return;
  const { code } = own.data;
  const notebook = section.querySelector('a[href$=".ipynb"]')?.href;
  const button = (text, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "px-button", textContent: text });
    made.addEventListener("click", () => act().catch(failed));
    const item = document.createElement("li");
    item.append(made);
    return item;
  };
  const [[path, text]] = Object.entries(own.files);
  const list = Object.assign(document.createElement("ul"), { className: "px-files" });
  list.setAttribute("role", "list");
  if (notebook) {
    const stem = notebook.split("/").at(-1).replace(/\.ipynb$/u, "");
    list.append(button(words.own_archive, async () => hand(await local.archive(own, facts, notebook), `${stem}-${code}.zip`, "application/zip")));
  }
  list.append(button(words.own_data, async () => hand(text, path.split("/").at(-1), "application/json")));
  const how = Object.assign(document.createElement("p"), { textContent: words.own_how.replace("{path}", path) });
  const part = Object.assign(document.createElement("div"), { className: "px-own-files" });
  part.append(list, how);
  section.append(part);
}
