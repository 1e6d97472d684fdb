/* The page « Mon territoire »: its table of communes and what the law asks, for the place chosen and the staff typed.
   Lives here: what `generator/renderers/pages/territory.py` writes, written again. May not live here: facts (see
   slots.js), the tests of the law (see law.js). */

import { CHANGED, chosen } from "./choice.js";
import { judge, staffIn, written } from "./law.js";

const language = document.documentElement.lang.slice(0, 2);

function decimals(value, digits) {
  const text = value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false });
  return language === "fr" ? text.replace(".", ",") : text;
}

const percent = (share) => decimals(100 * share, 1) + (language === "fr" ? "\u00a0%" : "%");

function svg(name, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function made(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function row([insee, name, municipal, total], whole, most, own) {
  const line = document.createElement("tr");
  if (insee === own) line.dataset.own = "";
  const head = made("th", name, { scope: "row" });
  const bar = svg("rect", { width: ((100 * municipal) / most).toFixed(1), height: "4" });
  head.append(svg("svg", { viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" }, bar));
  line.append(
    head,
    made("td", written(municipal, language)),
    made("td", total === null ? "–" : written(total, language)),
    made("td", percent(whole ? municipal / whole : 0)),
  );
  return line;
}

const BODIES = ["commune", "grouping"];

const sum = (members, column) => members.reduce((all, member) => all + member[column], 0);

/** The rows of the table of communes; none for a commune in no grouping, whose file holds itself only. */
export function rows({ commune, territory }) {
  if (territory.kind === "commune") return [];
  const whole = sum(territory.members, 2);
  const most = Math.max(territory.members[0][2], 1);
  return territory.members.map((member) => row(member, whole, most, commune));
}

/** The bodies that the law may concern: the commune, its grouping, as `law.js` wants them. */
export function bodiesOf({ commune, territory }, overseas) {
  const found = {};
  const own = territory.members.find(([insee]) => insee === commune);
  if (own) {
    const [insee, , municipal, total, latest] = own;
    found.commune = { kind: "commune", figures: { municipal, total, latest }, unjudged: overseas.some((start) => insee.startsWith(start)) };
  }
  if (territory.kind !== "commune") {
    const whole = territory.members.some(([, , , total]) => total === null) ? null : sum(territory.members, 3);
    found.grouping = { kind: territory.kind, figures: { municipal: sum(territory.members, 2), total: whole } };
  }
  return found;
}

async function lawOf(folder) {
  const answer = await fetch(`${folder}law.json`);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

class LawElement extends HTMLElement {
  #law;
  #choice;
  #built = new Map(); // what the build wrote in each verdict and each list
  #items; // every obligation of a body, in the order of the build
  #turn = 0;

  connectedCallback() {
    for (const place of this.querySelectorAll("[data-block]")) this.#built.set(place, [...place.childNodes]);
    this.#items = [...this.querySelectorAll("li[data-block]")];
    this.#choice = chosen();
    for (const field of this.querySelectorAll("input")) {
      field.parentElement.hidden = false;
      field.addEventListener("input", () => this.#judge());
    }
    document.addEventListener(CHANGED, (event) => {
      this.#choice = event.detail;
      this.#judge();
    });
    this.#judge(); // browsers fill fields again when a page is opened again
  }

  async #judge() {
    const turn = ++this.#turn;
    const staff = (body) => staffIn(this.querySelector(`input[name=${body}]`)?.value ?? "");
    if (!this.#choice && BODIES.every((body) => staff(body) === null)) {
      this.#restore();
      return;
    }
    const choice = this.#choice ?? JSON.parse(this.querySelector("template").content.textContent);
    let law;
    try {
      law = await (this.#law ??= lawOf(this.dataset.folder));
    } catch {
      this.#law = undefined; // the next choice asks again
      if (turn === this.#turn) this.#write(bodiesOf(choice, []), () => ({ standing: "unknown", reason: this.dataset.unavailable }));
      return;
    }
    if (turn !== this.#turn) return;
    const bodies = bodiesOf(choice, law.overseas);
    const obligations = new Map(law.obligations.map((obligation) => [obligation.id, obligation]));
    const judged = (body, id) => this.#verdict(law, obligations.get(id), { ...bodies[body], staff: staff(body) });
    this.#write(bodies, judged, [...obligations.keys()]);
  }

  #restore() {
    for (const [place, nodes] of this.#built) {
      // A page that nobody changed is not written again.
      if (nodes.length !== place.childNodes.length || nodes.some((node, at) => node !== place.childNodes[at])) place.replaceChildren(...nodes);
    }
  }

  #verdict(law, obligation, body) {
    if (body.unjudged) return { standing: "unknown", reason: law.sentences[language].overseas };
    return judge(law, obligation, body, language);
  }

  /** Every verdict of the bodies known, and the lists in the order of the build: see `order` in `pages/territory.py`.
      `course` gives the order of the course, which holds among equals. */
  #write(bodies, verdict, course = []) {
    const words = JSON.parse(this.dataset.standings);
    const ranks = Object.keys(words);
    for (const body of BODIES.filter((name) => bodies[name])) {
      const found = [];
      for (const item of this.#items) {
        const [, whose, id] = item.dataset.block.split(".");
        if (whose !== body) continue;
        const { standing, reason } = verdict(body, id);
        item.querySelector(".pc-verdict").replaceChildren(made("strong", words[standing], { class: "pc-standing", "data-standing": standing }), ` ${reason}`);
        found.push([ranks.indexOf(standing), item, course.indexOf(id)]);
      }
      found.sort((one, other) => one[0] - other[0] || one[2] - other[2]);
      const apart = ranks.indexOf("does-not");
      const list = (name) => this.querySelector(`[data-block="${name}.${body}"]`);
      list("duties").replaceChildren(...found.filter(([rank]) => rank !== apart).map(([, item]) => item));
      list("apart").replaceChildren(...found.filter(([rank]) => rank === apart).map(([, item]) => item));
    }
  }
}

const table = document.querySelector("[data-block=members]");
if (table) {
  const built = [...table.childNodes];
  const show = (choice) => table.replaceChildren(...(choice && choice.territory.kind !== "commune" ? rows(choice) : built));
  document.addEventListener(CHANGED, (event) => show(event.detail));
  const first = chosen();
  if (first) show(first);
}
customElements.define("parcours-law", LawElement);
