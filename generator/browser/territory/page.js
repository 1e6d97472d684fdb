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

class LawElement extends HTMLElement {
  #law;
  #built = new Map(); // what the build wrote in each verdict
  #turn = 0;

  connectedCallback() {
    for (const place of this.querySelectorAll("[data-block]")) this.#built.set(place, [...place.childNodes]);
    for (const field of this.querySelectorAll("input")) {
      field.parentElement.hidden = false;
      field.addEventListener("input", () => this.#judge());
    }
    document.addEventListener(CHANGED, () => this.#judge());
    if (chosen()) this.#judge();
  }

  async #judge() {
    const turn = ++this.#turn;
    const choice = chosen() ?? JSON.parse(this.querySelector("template").content.textContent);
    const staff = (body) => staffIn(this.querySelector(`input[name=${body}]`)?.value ?? "");
    try {
      this.#law ??= fetch(`${this.dataset.folder}law.json`).then((answer) => answer.json());
      const law = await this.#law;
      if (turn !== this.#turn) return;
      const bodies = bodiesOf(choice, law.overseas);
      for (const obligation of law.obligations) {
        for (const body of ["commune", "grouping"]) {
          const place = this.querySelector(`[data-block="duty.${body}.${obligation.id}"]`);
          if (place && bodies[body]) this.#write(place, this.#verdict(law, obligation, { ...bodies[body], staff: staff(body) }));
          else if (place) place.replaceChildren(...this.#built.get(place));
        }
      }
    } catch {
      this.#law = undefined; // what the build wrote stays; the next choice asks again
    }
  }

  #verdict(law, obligation, body) {
    if (body.unjudged) return { standing: "unknown", reason: law.sentences[language].overseas };
    return judge(law, obligation, body, language);
  }

  #write(place, { standing, reason }) {
    const words = JSON.parse(this.dataset.standings);
    place.replaceChildren(made("strong", words[standing], { class: "pc-standing", "data-standing": standing }), ` ${reason}`);
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
