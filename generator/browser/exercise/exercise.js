/* <parcours-exercise>: the form of a notebook. The page is complete without this script; with it, settings compute
   again, answers are checked, and nothing leaves the device.
   Lives here: showing results in place, telling what happens. May not live here: Python (see python.js and the worker),
   cleaning HTML (see clean.js), answers and settings in their fields (see answers.js, settings.js), when settings are
   kept (see keeping.js), what another territory changes (see territory.js), words (they come from the page).
   Emits `parcours:exercise` at each verdict, `parcours:settings` when settings rest; keeps nothing itself: who does puts
   them back with `restore` and `restoreSettings`. */

import { answerOf, flag, giveBack } from "./answers.js";
import { nodesOf } from "./clean.js";
import "./copies.js";
import { Keeping } from "./keeping.js";
import { Python, Stopped, Unloaded } from "./python.js";
import { movedAbove, movedOf, settingsOf, told } from "./settings.js";
import { Status } from "./status.js";
import { CHANGED, Local, chosen, fillForms, nameOf, offerFiles, reform } from "./territory.js";

const PAUSE = 250; // milliseconds between the last move of a slider and the computation
const VERDICTS = new Set(["right", "mistake", "wrong"]); // the others ask for an answer, and are no try

class ParcoursExercise extends HTMLElement {
  #python;
  #words;
  #first = new Map(); // what the build computed, by name of cell
  #busy = false;
  #again = false;
  #timer;
  #status;
  #keeping = new Keeping(this);
  #local; // the exercise where it stands, for those that follow a territory
  #own; // the same for the territory chosen on this device, if any
  #asked = new Map(); // the fields of each question as the build wrote them
  #turn = 0; // choices of a territory heard so far: only the last one counts
  #here = null; // the territory that settings and questions are of, by its name in the journal; null for the build's own
  #left = new Map(); // how each question was left: form → entry of the journal
  #touched = new WeakSet(); // questions that were given something since: nothing is put there any more
  #elsewhere = false; // the results on show are of another territory than the settings
  #grounds = new Map(); // the moved settings that each verdict on show is of: form → as `told` writes them

  connectedCallback() {
    if (this.#python) return;
    const { runtime, base, files, notebook, words, language } = this.dataset;
    const at = (path) => new URL(path, document.baseURI).href;
    this.#words = JSON.parse(words);
    this.#words.language = language;
    this.#status = new Status(this, this.#words);
    const settings = { runtime: at(runtime), base: at(base), files: JSON.parse(files), notebook: at(notebook) };
    this.#python = new Python(settings, (received, total) => this.#loading(received, total));
    this.#upgrade();
    this.#watchIntent();
    if (this.dataset.territory) {
      this.#local = new Local({ ...settings, path: this.dataset.territory });
      document.addEventListener(CHANGED, (event) => this.#move(event.detail));
      const choice = chosen();
      if (choice) this.#move(choice);
    }
  }

  #upgrade() {
    for (const output of this.querySelectorAll(".px-output")) {
      this.#first.set(output.dataset.cell, [...output.childNodes]); // nothing changes them: others take their place
      output.setAttribute("aria-live", "off"); // one sentence tells that results changed, not each table
    }
    for (const hidden of this.querySelectorAll(".px-actions")) hidden.hidden = false;
    for (const fields of this.querySelectorAll(".px-fields")) fields.disabled = false;
    this.querySelector(".px-needs-script")?.remove();
    for (const form of this.querySelectorAll(".px-form")) {
      form.addEventListener("input", (event) => this.#changed(event.target));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        clearTimeout(this.#timer);
        this.#compute();
      });
      form.addEventListener("reset", () => setTimeout(() => this.#reset(form)));
    }
    for (const form of this.querySelectorAll(".px-question")) {
      this.#asked.set(form, form.querySelector(".px-fields").cloneNode(true));
      form.addEventListener("input", () => this.#touched.add(form));
      form.addEventListener("input", () => flag(form, false));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.#check(form);
      });
    }
  }

  /** Put the settings back as they were left, `{ values, territory }`: what the course no longer offers is as it opens with.
      False where someone has moved one here. Results are computed by whoever asks for them: until then they are said to
      be those of the start. */
  restoreSettings(entry) {
    if (!this.#keeping.restore(entry)) return false;
    this.#showValues();
    this.#weigh();
    if (this.#python.started) this.#compute();
    else if (!this.#elsewhere) this.#restore();
    return true;
  }

  /** Put the last answer of a question back, `{ answer, status, territory, settings }`, and say how it stood; nothing is
      computed. False where someone is answering. What was answered for another territory waits until the page speaks of
      it. `settings` are those above it that were moved; what was `moved` before they were kept is told, not put back. */
  restore(form, entry) {
    if (this.#touched.has(form) || form.contains(document.activeElement)) return false;
    this.#left.set(form, entry);
    this.#putBack(form, { asBuilt: true });
    return true;
  }

  /** Choices that follow a territory are known once Python has run: what was chosen among them waits until then. */
  #putBack(form, { asBuilt = false } = {}) {
    const entry = this.#left.get(form);
    if (!entry || this.#touched.has(form) || (entry.territory ?? null) !== this.#here) return;
    const listed = !["number", "text"].includes(form.dataset.kind);
    if (asBuilt && this.#own && listed) return;
    const unknown = entry.moved && !entry.settings;
    if (!unknown && !giveBack(form, entry.answer)) return;
    const place = form.querySelector(".px-verdict");
    place.setAttribute("aria-live", "off"); // read when one comes here, not said aloud
    const word = this.#words[`left_${entry.status === "right" ? "right" : "wrong"}${unknown ? "_moved" : ""}`];
    if (unknown) this.#grounds.delete(form);
    else this.#grounds.set(form, told(entry.settings ?? {}));
    this.#weigh();
    place.replaceChildren(Object.assign(document.createElement("p"), { className: "px-left", textContent: word }));
    form.dataset.status = entry.status;
  }

  /** Python is fetched when someone is about to use it, or in idle time on a connection known not to be counted. */
  #watchIntent() {
    const start = () => this.#python.start().catch(() => {});
    for (const form of this.querySelectorAll(".px-form, .px-question")) {
      // A finger that scrolls past is no intent: it ends in `pointercancel`, a tap in `pointerup`.
      for (const sign of ["focusin", "pointerup"]) form.addEventListener(sign, start, { once: true });
      form.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && start());
    }
    const line = navigator.connection;
    if (line && !line.saveData && ["wifi", "ethernet"].includes(line.type) && "requestIdleCallback" in window) {
      requestIdleCallback(start, { timeout: 30_000 });
    }
  }

  // --- settings ---------------------------------------------------------------------------------------

  #changed(field) {
    this.#keeping.touch();
    this.#showValue(field);
    this.#weigh();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#compute(), PAUSE);
  }

  #showValue(field) {
    if (field.type !== "range") return;
    const output = field.form.querySelector(`output[for="${field.id}"]`);
    const decimals = Number(output.dataset.decimals ?? 0);
    output.value = Number(field.value).toLocaleString(this.#words.language, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
  }

  #showValues() {
    for (const field of this.querySelectorAll(".px-form [name]")) this.#showValue(field);
  }

  /** A verdict is of the settings it was given with: where others stand now, it is told that it may no longer hold. */
  #weigh() {
    for (const form of this.#asked.keys()) {
      const old = this.#grounds.has(form) && this.#grounds.get(form) !== told(movedAbove(this, form));
      const note = form.querySelector(".px-stale");
      if (old === Boolean(note)) continue;
      form.toggleAttribute("data-stale", old);
      note?.remove();
      const text = this.#words.stale;
      if (old) form.querySelector(".px-verdict").before(Object.assign(document.createElement("p"), { className: "px-stale", textContent: text }));
    }
  }

  /** Only the latest settings count: those moved during a run are computed once it is done. */
  async #compute({ quietly = false } = {}) {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    this.classList.add("px-running");
    if (!quietly) this.#say(this.#words.running);
    try {
      await this.#python.start();
      this.#say(quietly ? this.#words.back : this.#words.running, { brief: quietly });
      do {
        this.#again = false;
        this.#show(await this.#python.run(settingsOf(this)));
      } while (this.#again);
      if (!quietly && !this.querySelector(".px-refused")) this.#say(this.#words.updated, { brief: true });
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#busy = false;
      this.classList.remove("px-running");
    }
  }

  #reset(form) {
    this.#keeping.touch();
    for (const field of form.elements) if (field.name) this.#showValue(field);
    this.#weigh();
    if (!this.#own && told(movedOf(this)) === told({})) {
      clearTimeout(this.#timer);
      this.#restore();
      this.#say(this.#words.back, { brief: true });
      if (this.#python.started) this.#compute({ quietly: true });
    } else this.#compute();
  }

  // --- results ----------------------------------------------------------------------------------------

  #output(cell) {
    return this.querySelector(`.px-output[data-cell="${CSS.escape(cell)}"]`);
  }

  #show(results) {
    if (!results.length) return; // nothing has changed, a refusal neither
    for (const told of this.querySelectorAll(".px-refused, .px-moved")) told.remove();
    for (const { name, outputs, verdict } of results) {
      const question = verdict && this.querySelector(`.px-question[data-cell="${CSS.escape(name)}"]`);
      if (question) reform(question, verdict.form);
      if (question && this.#own && !question.dataset.status) this.#putBack(question);
      const error = outputs.find((output) => output.kind === "error");
      const output = this.#output(name);
      if (error) {
        this.#refuse(this.querySelector(`[data-cell="${CSS.escape(name)}"]`) ?? this, error.text);
        this.#say(error.text);
        if (error.type === "MemoryError") this.#python.stop("memory"); // what it took is not given back
      } else if (output) this.#put(output, nodesOf(outputs));
    }
  }

  /** Put nodes in place without moving the page: the height is held, open details stay open, the focus stays. */
  #put(place, nodes) {
    const open = [...place.querySelectorAll("details")].map((details) => details.open);
    const inside = place.contains(document.activeElement);
    place.style.minHeight = `${place.offsetHeight}px`;
    place.replaceChildren(...nodes);
    place.querySelectorAll("details").forEach((details, number) => (details.open = open[number] ?? details.open));
    if (inside) (place.querySelector("[tabindex], summary") ?? place).focus({ preventScroll: true });
    requestAnimationFrame(() => (place.style.minHeight = ""));
  }

  #refuse(place, sentence) {
    const note = document.createElement("p");
    note.className = "px-refused";
    note.textContent = sentence;
    place.append(note);
  }

  // --- the learner's territory ------------------------------------------------------------------------

  /** Settings, questions and files of a choice, or without one (null) those that the build wrote. */
  async #move(choice) {
    const turn = ++this.#turn;
    const before = this.#own ?? (await this.#local.of(null).catch(() => null));
    const next = before && (await this.#local.of(choice).catch(() => null));
    if (turn !== this.#turn) return;
    if (!next) {
      this.#say(this.#words.unread.replace("{before}", before?.data.name ?? "—"));
      return;
    }
    const { language } = this.#words;
    const reference = await this.#local.of(null);
    this.#keeping.move(nameOf(choice), () => fillForms(this, next.cells, before.cells, language));
    this.#showValues();
    for (const [form, fields] of this.#asked) {
      form.querySelector(".px-fields").replaceWith(fields.cloneNode(true));
      form.querySelector(".px-fields").disabled = false;
      form.querySelector(".px-verdict").replaceChildren();
      delete form.dataset.status;
    }
    this.#grounds.clear();
    this.#weigh();
    this.#own = choice ? next : undefined;
    this.#here = nameOf(choice);
    for (const form of this.#asked.keys()) {
      this.#touched.delete(form);
      this.#putBack(form, { asBuilt: true });
    }
    this.#python.adapt({ cells: next.cells, files: next.files });
    const facts = choice?.territory.facts?.[language] ?? {};
    const section = this.parentElement.querySelector(".px-take-away");
    const failed = () => this.#say(this.#words.unread.replace("{before}", reference.data.name));
    if (section) offerFiles(section, this.#local, this.#own, facts, this.#words, failed);
    const here = next.data.code === reference.data.code;
    this.#elsewhere = !here || next.cells.some(({ source }, place) => source !== reference.cells[place].source);
    this.#restore();
    if (this.#elsewhere) this.#announce((here && next.data.commune?.name) || next.data.name, reference.data.name);
    if (this.#python.started) this.#compute({ quietly: !this.#own });
  }

  /** What the build computed; where settings are others than its own, until they are computed it is said so. */
  #restore() {
    this.querySelector(".px-moved")?.remove();
    for (const refused of this.querySelectorAll(".px-refused")) refused.remove();
    for (const [cell, nodes] of this.#first) this.#put(this.#output(cell), nodes);
    if (this.#elsewhere || this.#python.started || told(movedOf(this)) === told({})) return;
    const { kept, kept_old: old, kept_compute: label } = this.#words;
    this.#note(kept, label, old, (output) => told(movedAbove(this, output)) !== told({}));
  }

  /** Until they are computed, results are those of another territory: say it where one reads them. */
  #announce(name, before) {
    const { moved, recompute, old } = this.#words;
    this.#note(moved.replace("{name}", name).replace("{before}", before), recompute, old.replace("{name}", before), () => true);
  }

  /** Results on show are `old`, those that `isOld` says: said above, with what computes them, and at each. */
  #note(sentence, label, old, isOld) {
    const note = Object.assign(document.createElement("div"), { className: "px-moved" });
    const button = Object.assign(document.createElement("button"), { type: "button", className: "px-button px-main", textContent: label });
    button.addEventListener("click", () => this.#compute());
    note.append(Object.assign(document.createElement("p"), { textContent: sentence }), button);
    (this.querySelector(".px-place") ?? this.querySelector(".px-private")).after(note);
    for (const cell of this.#first.keys()) {
      const output = this.#output(cell);
      const line = Object.assign(document.createElement("p"), { className: "px-old", textContent: old });
      if (output.childNodes.length && isOld(output)) output.prepend(line);
    }
  }

  // --- questions --------------------------------------------------------------------------------------

  async #check(form) {
    const place = form.querySelector(".px-verdict");
    const button = form.querySelector("button[type=submit]");
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true"); // not `disabled`: the focus would be lost
    this.#touched.add(form);
    place.removeAttribute("aria-live");
    this.classList.add("px-running");
    this.#say(this.#words.running);
    try {
      await this.#python.start();
      this.#say(this.#words.running);
      // A question stands on the cells before it, run with the settings one sees.
      clearTimeout(this.#timer);
      this.#keeping.tell(); // before the answer that was given with them
      const stood = movedAbove(this, form);
      this.#show(await this.#python.run(settingsOf(this)));
      const refused = this.querySelector(".px-refused");
      if (refused) {
        this.#say(refused.textContent);
        return;
      }
      const answer = answerOf(form);
      const [result] = await this.#python.ask(form.dataset.cell, answer);
      place.replaceChildren(...nodesOf(result.outputs));
      form.dataset.status = result.verdict?.status ?? "";
      flag(form, !VERDICTS.has(form.dataset.status));
      this.#grounds.set(form, told(stood));
      this.#weigh();
      if (VERDICTS.has(result.verdict?.status)) this.#judged(form, answer, result.verdict.status, stood);
      this.#say("");
    } catch (error) {
      this.#fail(error);
    } finally {
      button.removeAttribute("aria-disabled");
      this.classList.remove("px-running");
    }
  }

  #judged(form, answer, status, stood) {
    const entry = { answer, status, territory: this.#here, settings: Object.keys(stood).length ? stood : null };
    this.#left.set(form, entry);
    const detail = { exercise: this.dataset.exercise, cell: form.dataset.cell, ...entry };
    this.dispatchEvent(new CustomEvent("parcours:exercise", { bubbles: true, detail }));
  }

  // --- telling ----------------------------------------------------------------------------------------

  #say(sentence, manner) {
    this.#status.say(sentence, manner);
  }

  #loading(received, total) {
    this.#status.loading(received, total);
    if (received >= total && !this.#busy && !this.classList.contains("px-running")) {
      this.#python.start().then(() => this.#say(this.#words.ready, { brief: true }), () => {});
    }
  }

  #fail(error) {
    if (error instanceof Unloaded) this.#say(this.#words.unloaded);
    else if (error instanceof Stopped && error.message === "time") this.#say(this.#words.stopped);
    else this.#say(this.#words.broken);
  }
}

customElements.define("parcours-exercise", ParcoursExercise);
