/* <parcours-attestation>: a name, a session word, modules; the sheet made of them, printed, saved or copied.
   Lives here: the form and what its buttons do; the only name this site may keep, when asked to.
   May not live here: what an attestation says (attestation.js), its file (badge.js), how the sheet is written (sheet.js). */

import { cleanName, codeOf, contentOf, MIN_WORD, plainWord, textOf } from "./attestation.js";
import { badgeOf } from "./badge.js";
import { courseOf, thisPage } from "./course.js";
import { openDevice } from "./device.js";
import { dayOf, filled, longDay, made, writeSheet } from "./sheet.js";
import { moduleOutcomes } from "./standing.js";

const NAME = "parcours.name";

/** The name kept on this device, "" without one; a value that is no name counts as none. */
function keptName() {
  try {
    return cleanName(localStorage.getItem(NAME) ?? "");
  } catch {
    return "";
  }
}

/** Keep a name, or nothing any more. Whether it could be done. */
function keepName(name) {
  try {
    if (name) localStorage.setItem(NAME, name);
    else localStorage.removeItem(NAME);
    return true;
  } catch {
    return !name;
  }
}

const begun = ({ lessons, questions, finished }) => finished !== null || lessons[0] > 0 || questions[0] > 0;

class Attestation extends HTMLElement {
  #words;
  #index;
  #outcomes = [];
  #left = new Set(); // modules under way that the learner did not add, or finished ones they took away
  #drawn = null; // { content, code, text } as the sheet shows them
  #encode = null;

  connectedCallback() {
    if (this.#words) return;
    this.#words = JSON.parse(this.dataset.words);
    this.#begin();
  }

  async #begin() {
    const page = thisPage();
    let device;
    try {
      [this.#index, device] = await Promise.all([courseOf(page), openDevice(page.course)]);
    } catch {
      this.#show("failed");
      return;
    }
    // A drawing that cannot be had is told on the sheet: the rest does without it.
    this.#encode = await import("../qr/index.js").then((qr) => qr.encodeQR, () => null);
    this.#read(device.entries);
    device.addEventListener("change", () => this.#read(device.entries));
    this.#listen();
  }

  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  #show(part) {
    for (const name of ["script", "failed", "nothing", "form"]) this.#part(name).hidden = name !== part;
  }

  /** The fields by their names; no form stands in the page: nothing could be sent. */
  #field(name) {
    return this.querySelector(`.pp-form [name="${name}"]`);
  }

  #say(key, values = {}) {
    this.#part("status").textContent = filled(this.#words[key], values);
  }

  // --- the form --------------------------------------------------------------------------------------

  /** What the journal says now: another tab may have added to it. */
  #read(entries) {
    const before = new Map(this.#outcomes.map((one) => [one.id, one]));
    this.#outcomes = moduleOutcomes(entries, this.#index).filter(begun);
    for (const { id, finished } of this.#outcomes) {
      const known = before.get(id);
      if (!known && finished === null) this.#left.add(id);
      if (known?.finished === null && finished !== null) this.#left.delete(id);
    }
    // Only modules under way: they are what there is to show.
    if (!before.size && this.#outcomes.every(({ finished }) => finished === null)) this.#left.clear();
    this.#show(this.#outcomes.length ? "form" : "nothing");
    this.#choices();
    this.#draw();
  }

  #choices() {
    const list = this.#part("modules");
    const focused = list.contains(document.activeElement) ? document.activeElement.value : null;
    list.replaceChildren(...this.#outcomes.map((one) => this.#choice(one)));
    if (focused !== null) list.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
  }

  #choice({ id, title, lessons, questions, finished }) {
    const box = made("input", "", { type: "checkbox", name: "module", value: id });
    box.checked = !this.#left.has(id);
    const values = { read: lessons[0], lessons: lessons[1], ended: questions[0], questions: questions[1] };
    const state = finished
      ? filled(this.#words.finished, { day: longDay(finished, this.dataset.language) })
      : filled(this.#words["under-way-at"], values);
    const words = made("span", "");
    words.append(made("span", title, { class: "pp-title" }), " ", made("span", state, { class: "pp-state" }));
    const label = made("label", "", { class: "pp-tick" });
    label.append(box, " ", words);
    return label;
  }

  #listen() {
    const kept = keptName();
    this.#field("person").value ||= kept; // browsers fill fields again when a page is opened again
    this.#field("remember").checked = kept !== "";
    this.querySelector(".pp-form").addEventListener("input", ({ target }) => {
      if (target.name === "module") this.#left[target.checked ? "delete" : "add"](target.value);
      if (target.name === "remember" || (target.name === "person" && this.#field("remember").checked)) this.#remember();
      if (!this.#fault(target.name)) this.#tell(target.name, "");
      this.#part("by-hand").hidden = true;
      this.#draw();
    });
    const does = { print: () => print(), save: () => this.#save(), copy: () => this.#copy() };
    for (const button of this.querySelectorAll("[data-action]")) {
      button.addEventListener("click", () => this.#ready() && does[button.dataset.action]());
    }
    this.#draw();
  }

  #remember() {
    const name = this.#field("remember").checked ? cleanName(this.#field("person").value) : "";
    if (!keepName(name)) this.#say("not-kept");
  }

  /** What is wrong in a field, as the key of a sentence; "" when nothing is. */
  #fault(name) {
    if (name === "person") return cleanName(this.#field("person").value) ? "" : "name-missing";
    if (name === "word") {
      const typed = this.#field("word").value;
      return typed.trim() && plainWord(typed).length < MIN_WORD ? "word-short" : "";
    }
    return this.#chosen.length ? "" : "none-chosen";
  }

  #tell(name, fault) {
    const field = name === "module" || name === "modules" ? "modules" : name;
    const place = this.querySelector(`[data-fault="${field}"]`);
    if (!place) return;
    place.textContent = fault ? this.#words[fault] : "";
    if (field !== "modules") this.#field(field).setAttribute("aria-invalid", String(Boolean(fault)));
  }

  /** Whether the sheet can be handed over; otherwise what is missing is told, and the first such field has the focus. */
  #ready() {
    const wrong = ["person", "word", "modules"].filter((name) => {
      const fault = this.#fault(name);
      this.#tell(name, fault);
      return fault;
    });
    if (!wrong.length) return true;
    const [first] = wrong;
    (first === "modules" ? this.#field("module") : this.#field(first)).focus();
    return false;
  }

  get #chosen() {
    return this.#outcomes.filter(({ id }) => !this.#left.has(id));
  }

  // --- the sheet -------------------------------------------------------------------------------------

  #draw() {
    const name = cleanName(this.#field("person").value);
    const word = this.#fault("word") ? "" : plainWord(this.#field("word").value);
    const day = dayOf(new Date());
    // A device whose clock was put back does not finish modules tomorrow.
    const modules = this.#chosen.map((one) => ({ ...one, finished: one.finished && one.finished > day ? day : one.finished }));
    const content = contentOf(this.#index, { name, day, session: word !== "", modules });
    const code = name && modules.length ? codeOf(content, word) : null;
    const text = code && textOf(content, code);
    this.#drawn = { content, code, text };
    writeSheet(this.#part("sheet"), {
      ...this.#drawn,
      index: this.#index,
      words: this.#words,
      language: this.dataset.language,
      publisher: [this.dataset.authority, this.dataset.address, this.dataset.contact].filter(Boolean),
      encode: this.#encode,
    });
  }

  #save() {
    const { content, code } = this.#drawn;
    const words = this.#words;
    const titles = Object.fromEntries(this.#index.modules.map(({ id, title }) => [id, title]));
    const badge = badgeOf(content, code, {
      title: filled(words["badge-title"], { course: this.#index.title }),
      description: words["badge-description"],
      criteria: words["badge-criteria"],
      issuer: words["badge-issuer"],
      publisher: this.dataset.authority,
      home: this.dataset.home,
      modules: titles,
    });
    const file = filled(words.file, { day: content.day });
    const address = URL.createObjectURL(new Blob([`${JSON.stringify(badge, null, 2)}\n`], { type: "application/json" }));
    made("a", "", { href: address, download: file }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000); // browsers read it a moment later
    this.#say("saved", { file });
  }

  async #copy() {
    const { text } = this.#drawn;
    try {
      await navigator.clipboard.writeText(text);
      this.#say("copied");
    } catch {
      // Forbidden, or plain http: the text is shown, ready to be copied by hand.
      const place = this.#part("by-hand");
      const area = place.querySelector("textarea");
      area.value = text;
      place.hidden = false;
      area.focus();
      area.select();
      this.#say("select");
    }
  }
}

customElements.define("parcours-attestation", Attestation);
