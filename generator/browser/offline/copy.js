/* <parcours-offline>: what is kept of this site on this device, in words, with buttons to keep more and to remove it.
   Lives here: what the element shows. May not live here: keeping (see worker/), words (`data-words`).
   `data-names`: names of the courses that may be kept. */

import { Site } from "./site.js";

class ParcoursOffline extends HTMLElement {
  #site;
  #words;
  #names;
  #text = make("div", "pc-copy__text");
  #bar = make("progress", "pc-copy__bar");
  #counted = make("p", "pc-copy__counted"); // for the eye: the live region is told of the beginning and the end only
  #told = make("p", "pc-copy__told");
  #buttons = make("div", "pc-copy__buttons");
  #busy = false;

  connectedCallback() {
    if (this.#site) return;
    this.#site = new Site();
    this.#words = JSON.parse(this.dataset.words);
    this.#names = JSON.parse(this.dataset.names);
    this.#told.setAttribute("role", "status");
    this.#bar.hidden = this.#counted.hidden = true;
    this.#bar.setAttribute("aria-label", this.#words.keeping);
    this.replaceChildren(this.#text, this.#bar, this.#counted, this.#told, this.#buttons);
    if (!this.#site.usable) return this.#say(this.#words.unusable);
    this.#site.listen((news) => this.#hear(news));
    this.#show().catch(() => this.#say(this.#words.unusable));
  }

  // --- what is kept -----------------------------------------------------------------------------------

  async #show() {
    const { off } = await this.#site.wanted();
    const { groups = [] } = (await this.#site.state()) ?? {};
    const kept = groups.filter(({ since }) => since);
    const python = groups.find(({ name }) => name === "python");
    const lines = kept.filter(({ name }) => name in this.#names).map((group) => this.#line(this.#words.course, group));
    if (python?.since) lines.push(this.#line(this.#words.exercises, python));
    if (!lines.length) lines.push(off ? this.#words.off : this.#words.nothing);
    else if (python && !python.since) lines.push(this.#words.without);
    this.#text.replaceChildren(...lines.map((line) => Object.assign(make("p"), { textContent: line })));
    const wanted = [];
    if (!kept.some(({ name }) => name === this.#site.group)) wanted.push(["keep", this.#words.keep, () => this.#keep(this.#site.group)]);
    else if (python && !python.since) wanted.push(["python", fill(this.#words.more, { size: this.#size(python.bytes) }), () => this.#keep("python")]);
    if (kept.length) wanted.push(["remove", this.#words.remove, () => this.#remove()]);
    this.#offer(wanted);
  }

  #line(sentence, { name, bytes, since }) {
    const manner = this.#words.language === "en" ? "en-GB" : this.#words.language; // day before month, as the pages do
    const day = new Date(since).toLocaleDateString(manner, { dateStyle: "long" });
    return fill(sentence, { name: this.#names[name] ?? "", size: this.#size(bytes), day });
  }

  #size(bytes) {
    const digits = bytes < 10e6 ? 1 : 0;
    return (bytes / 1e6).toLocaleString(this.#words.language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  }

  /** The buttons that make sense; one that stays keeps the focus, and so does the place of one that goes. */
  #offer(wanted) {
    const focused = this.#buttons.contains(document.activeElement);
    const old = document.activeElement?.dataset.act;
    this.#buttons.replaceChildren(
      ...wanted.map(([act, words, press]) => {
        const button = Object.assign(make("button", "pc-copy__button"), { type: "button", textContent: words });
        button.dataset.act = act;
        button.addEventListener("click", () => button.getAttribute("aria-disabled") === "true" || press());
        return button;
      }),
    );
    this.#hold();
    if (focused) (this.#buttons.querySelector(`[data-act="${old}"]`) ?? this.#buttons.firstElementChild)?.focus();
  }

  /** While something is being kept, no button does anything. */
  #hold() {
    for (const button of this.#buttons.children) button.setAttribute("aria-disabled", String(this.#busy));
  }

  // --- acts -------------------------------------------------------------------------------------------

  async #keep(group) {
    this.#begin();
    try {
      await this.#site.want(this.#site.group, group);
      await this.#site.keep();
    } catch {
      this.#end(this.#words.unusable);
    }
  }

  async #remove() {
    await this.#site.remove();
    this.#end(this.#words.removed);
  }

  #begin() {
    this.#busy = true;
    this.#hold();
    this.#say(this.#words.keeping);
  }

  #end(sentence) {
    this.#busy = false;
    this.#bar.hidden = this.#counted.hidden = true;
    this.#say(sentence);
    this.#show().catch(() => {});
  }

  #hear({ type, reason, groups, done, files, bytes, total }) {
    if (type === "failed") return this.#end(this.#words[reason] ?? this.#words.network);
    if (type === "kept") {
      // A first worker tells before it is at work.
      return navigator.serviceWorker.ready.then(() => this.#end(groups.length || this.#busy ? this.#words.done : ""));
    }
    if (!this.#busy) this.#begin();
    this.#bar.hidden = this.#counted.hidden = false;
    this.#bar.max = Math.max(total, 1);
    this.#bar.value = bytes;
    this.#counted.textContent = fill(this.#words.counted, { done, files, bytes: this.#size(bytes), total: this.#size(total) });
  }

  #say(sentence) {
    if (this.#told.textContent !== sentence) this.#told.textContent = sentence;
  }
}

function make(name, className = "") {
  return Object.assign(document.createElement(name), { className });
}

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

customElements.define("parcours-offline", ParcoursOffline);
