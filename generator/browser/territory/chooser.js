/* The window in which a territory is chosen: a field, the places that answer it, and what can be done with a choice.
   Lives here: the dialog and its combobox (ARIA 1.2: the focus stays in the field, the list is pointed at).
   May not live here: finding (see find.js), keeping (see choice.js), words: they come with the page. */

import { find, readList } from "./find.js";

const SHOWN = 8;
let lists; // one fetch of the list for all windows of a page

function listOf(folder) {
  lists ??= fetch(`${folder}index.json`).then((answer) => {
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }).then(readList);
  lists.catch(() => (lists = undefined)); // the next attempt asks again
  return lists;
}

function made(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const said = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

export class Chooser {
  #words;
  #folder;
  #take;
  #dialog;
  #field;
  #list;
  #status;
  #places = [];
  #at = -1;
  #asked = 0;

  /** `take(place)` resolves once the place is chosen; it rejects when its file cannot be had. */
  constructor(words, folder, take) {
    this.#words = words;
    this.#folder = folder;
    this.#take = take;
  }

  open() {
    this.#dialog ??= this.#build();
    this.#dialog.showModal();
    this.#field.select();
    this.#search();
  }

  #build() {
    const words = this.#words;
    this.#field = made("input", {
      id: "pc-place", type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", enterkeyhint: "search",
      autofocus: "", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "pc-places", "aria-describedby": "pc-place-help",
    });
    this.#list = made("ul", { id: "pc-places", role: "listbox", "aria-label": words.list, class: "pc-places", hidden: "" });
    this.#status = made("p", { role: "status", class: "pc-place__status" });
    const close = made("button", { type: "button", class: "pc-button pc-button--quiet" }, words.close);
    const dialog = made(
      "dialog", { class: "pc-window pc-place", "aria-labelledby": "pc-place-title" },
      made("div", { class: "pc-place__head" }, made("h2", { id: "pc-place-title" }, words.title), close),
      made("label", { for: "pc-place" }, words.label),
      made("p", { id: "pc-place-help" }, words.help),
      this.#field, this.#status, this.#list,
      made("p", { class: "pc-place__promise" }, words.promise),
    );
    close.addEventListener("click", () => dialog.close());
    this.#field.addEventListener("input", () => this.#search());
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.#list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
    this.#list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#choose([...this.#list.children].indexOf(option));
    });
    document.body.append(dialog);
    return dialog;
  }

  async #search() {
    const turn = ++this.#asked;
    const text = this.#field.value;
    if (text.trim().length < 2) {
      this.#show([], "");
      listOf(this.#folder).catch(() => {}); // on its way while the learner types
      return;
    }
    let list;
    try {
      list = await listOf(this.#folder);
    } catch {
      if (turn === this.#asked) this.#show([], this.#words.unavailable);
      return;
    }
    if (turn !== this.#asked) return; // more was typed meanwhile
    const { found, total } = find(list, text, SHOWN);
    const words = this.#words;
    const many = total > SHOWN ? said(words.first, { n: found.length, total: total.toLocaleString(document.documentElement.lang) })
      : total > 1 ? said(words.several, { n: total }) : total === 1 ? words.one : words.none;
    this.#show(found, many);
  }

  #show(places, status) {
    this.#places = places;
    this.#at = -1;
    this.#field.removeAttribute("aria-activedescendant");
    this.#list.replaceChildren(...places.map((place, index) => this.#option(place, index)));
    this.#list.hidden = places.length === 0;
    this.#field.setAttribute("aria-expanded", String(places.length > 0));
    if (this.#status.textContent !== status) this.#status.textContent = status;
  }

  #option(place, index) {
    const words = this.#words;
    const kind = words.kinds[place.kind] ?? place.kind;
    const more = place.kind === "commune" ? place.group : said(words.members, { n: place.members });
    return made(
      "li", { role: "option", id: `pc-place-${index}`, "aria-selected": "false" },
      made("strong", {}, place.name), made("span", {}, [kind, place.department].filter(Boolean).join(" · ")),
      ...(more ? [made("span", {}, more)] : []),
    );
  }

  #key(event) {
    const last = this.#places.length - 1;
    const to = { ArrowDown: this.#at >= last ? 0 : this.#at + 1, ArrowUp: this.#at <= 0 ? last : this.#at - 1 }[event.key];
    if (to !== undefined && last >= 0) {
      event.preventDefault();
      this.#point(to);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (last >= 0) this.#choose(Math.max(this.#at, 0));
    }
  }

  #point(index) {
    this.#list.children[this.#at]?.setAttribute("aria-selected", "false");
    this.#at = index;
    const option = this.#list.children[index];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.#field.setAttribute("aria-activedescendant", option.id);
  }

  async #choose(index) {
    const place = this.#places[index];
    if (!place) return;
    try {
      await this.#take(place);
      this.#field.value = "";
      this.#dialog.close();
    } catch {
      this.#show([], this.#words.unavailable);
    }
  }
}
