/* <parcours-kept>: everything that this site keeps on the device, in words; taken away, brought back, erased.
   Lives here: the page's element. May not live here: the journal (device.js), files (progress-file.js), looking around
   (inventory.js), sentences (telling.js; words come with the page). Whatever was stored is set as text. */

import { courseOf, thisPage } from "./course.js";
import { openDevice } from "./device.js";
import { Inventory, bytesOf } from "./inventory.js";
import { KINDS, canonical, merged } from "./journal.js";
import { LARGEST, decoded, read, written } from "./progress-file.js";
import { Telling } from "./telling.js";

const AT_ONCE = 100; // entries shown before one asks for more
const GROUPS = { unread: "read" }; // kinds that are told with another

class ParcoursKept extends HTMLElement {
  #page = thisPage();
  #telling;
  #device;
  #inventory;
  #found = {};
  #weights = new Map(); // cache → bytes, once weighed
  #drawn = new Map(); // part → what it shows
  #offered; // entries of a file that wait for a yes
  #turn = 0;

  async connectedCallback() {
    if (this.#telling) return;
    this.#telling = new Telling(JSON.parse(this.dataset.words), this.#page.language);
    this.#inventory = new Inventory(this.#page.course, new URL(this.#page.root, document.baseURI).pathname);
    this.#device = await openDevice(this.#page.course);
    for (const control of this.querySelectorAll("[data-needs-script]")) control.hidden = false;
    const acts = {
      export: () => this.#export(), erase: () => this.#ask(), persist: () => this.#persist(),
      yes: () => this.#merge(), no: () => this.#leave(), sure: () => this.#erase(), cancel: () => this.#dialog.close(),
    };
    this.addEventListener("click", ({ target }) => acts[target.closest("[data-act]")?.dataset.act]?.());
    this.querySelector("input[type=file]").addEventListener("change", ({ target }) => this.#offer(target));
    this.#device.addEventListener("change", () => this.#show());
    for (const event of ["storage", "focus", "pageshow"]) addEventListener(event, () => this.#show());
    await this.#show();
    courseOf(this.#page).then((course) => {
      this.#telling.know(course);
      this.#drawn.delete("journal"); // ids become titles
      this.#show();
    }, () => {});
  }

  #part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  get #dialog() {
    return this.querySelector("dialog");
  }

  #say(...sentences) {
    this.#part("news").textContent = sentences.join(" ");
  }

  // --- what there is --------------------------------------------------------------------------------

  async #show() {
    const turn = ++this.#turn;
    const [found, lasting] = await Promise.all([this.#inventory.look(), persisted()]);
    if (turn !== this.#turn) return; // something happened meanwhile: a later look will show
    this.#found = found;
    this.#draw("state", [this.#device.state, this.#device.durable], () => [this.#stateOf()]);
    this.#draw("lasting", lasting, () => [this.#telling.say(`lasting_${lasting}`)]);
    this.querySelector("[data-act=persist]").hidden = lasting !== "no" || this.#device.state === "forbidden";
    this.#draw("journal", [this.#device.entries.map(canonical), this.#device.strangers.length], () => this.#groups());
    const own = ({ kind }) => kind !== "other" && kind !== "journal";
    const other = (item) => !own(item);
    const items = [...(found.local ?? []), ...(found.session ?? []).map((item) => ({ ...item, passing: true }))];
    this.#draw("settings", items.filter(own), () => items.filter(own).map((item) => this.#item(item)));
    const copies = [...(found.caches ?? []), ...(found.databases ?? []), ...(found.workers ?? [])];
    this.#draw("copies", [copies.filter(own), [...this.#weights]], () => copies.filter(own).map((copy) => this.#copy(copy)));
    this.#draw("others", [items.filter(other), copies.filter(other)], () => [
      ...items.filter(other).map((item) => this.#item(item)), ...copies.filter(other).map((copy) => this.#copy(copy)),
    ]);
    this.#draw("total", [found.room?.usage, found.cookies], () => this.#total());
    this.#weigh();
  }

  /** Draw a part again when what it shows has changed; what was unfolded stays so, and the focus where it was. */
  #draw(name, shown, build) {
    const text = JSON.stringify(shown ?? null);
    if (this.#drawn.get(name) === text) return;
    this.#drawn.set(name, text);
    const part = this.#part(name);
    const open = new Set([...part.querySelectorAll("details[open]")].map(({ dataset }) => dataset.key));
    const focus = part.contains(document.activeElement) ? document.activeElement.closest("details")?.dataset.key : undefined;
    const built = build();
    part.replaceChildren(...(built.length ? built : [made("p", { class: "pc-kept__none" }, this.#telling.say("none"))]));
    for (const details of part.querySelectorAll("details")) {
      if (open.has(details.dataset.key)) details.open = true;
      if (focus !== undefined && details.dataset.key === focus) details.querySelector("summary").focus();
    }
  }

  #stateOf() {
    const { state, durable } = this.#device;
    return this.#telling.say(`state_${state === "kept" && !durable ? "weak" : state}`);
  }

  #groups() {
    const telling = this.#telling;
    const groups = new Map([...Object.keys(KINDS), "other"].map((kind) => [kind, []]));
    for (const entry of this.#device.entries) {
      const kind = GROUPS[entry.kind] ?? entry.kind;
      groups.get(groups.has(kind) ? kind : "other").push(entry);
    }
    const built = [...groups].filter(([, entries]) => entries.length).map(([kind, entries]) => {
      const size = telling.size(entries.reduce((sum, entry) => sum + bytesOf(JSON.stringify(entry)), 0));
      const [first, last] = [telling.day(entries[0].at), telling.day(entries.at(-1).at)];
      const count = telling.count("items", entries.length);
      const told = telling.say(first === last ? "group_day" : "group_days", { count, size, first, last });
      const key = `journal ${kind}`;
      const words = folded(telling.count("see", entries.length), key, () => [this.#list(entries)]);
      const raw = folded(telling.say("raw"), `${key} raw`, () => [verbatim(entries.map((entry) => JSON.stringify(entry)).join("\n"))]);
      return thing(telling.say(`kind_${kind}`), [telling.has(`about_${kind}`) ? telling.say(`about_${kind}`) : "", told], words, raw);
    });
    const strangers = this.#device.strangers.map((value) => JSON.stringify(value));
    if (strangers.length) {
      const told = [telling.say("about_strangers"), telling.count("items", strangers.length)];
      built.push(thing(telling.say("kind_strangers"), told, folded(telling.say("raw"), "strangers", () => [verbatim(strangers.join("\n"))])));
    }
    return built;
  }

  /** The latest entries first, some at a time. */
  #list(entries) {
    const list = made("ul", { class: "pc-kept__entries" });
    const latest = [...entries].reverse();
    const more = made("button", { type: "button", class: "pc-button pc-button--quiet pc-kept__button" });
    const add = () => {
      const start = list.children.length;
      for (const entry of latest.slice(start, start + AT_ONCE)) {
        list.append(made("li", {}, made("time", { datetime: entry.at }, this.#telling.when(entry)), " ", this.#telling.entry(entry)));
      }
      if (start) list.children[start].tabIndex = -1;
      if (start) list.children[start].focus();
      const left = latest.length - list.children.length;
      more.hidden = left === 0;
      more.textContent = this.#telling.count("more", Math.min(left, AT_ONCE));
    };
    more.addEventListener("click", add);
    add();
    return made("div", {}, list, more);
  }

  #item({ key, kind, text, bytes, passing }) {
    const telling = this.#telling;
    const told = [telling.say(`about_${kind}`), telling.say(passing ? "where_session" : "where_local", { size: telling.size(bytes), key })];
    return thing(telling.say(`kind_${kind}`), told, folded(telling.say("raw"), `item ${passing ? "session " : ""}${key}`, () => [verbatim(text)]));
  }

  #copy({ name, scope, kind, count }) {
    const telling = this.#telling;
    if (scope) return thing(telling.say("kind_worker"), [telling.say(kind === "own" ? "about_worker" : "about_other"), telling.say("where_worker", { scope })]);
    if (count === undefined) return thing(telling.say(`kind_${kind}`), [telling.say(`about_${kind}`), telling.say("where_database", { name })]);
    const bytes = this.#weights.get(name)?.bytes;
    const size = bytes === undefined ? telling.say("weighing") : telling.size(bytes);
    return thing(telling.say(`kind_${kind}`), [telling.say(`about_${kind}`), telling.say("where_cache", { files: telling.count("files", count), size, name })]);
  }

  #total() {
    const { room, cookies } = this.#found;
    const usage = room?.usage === undefined ? this.#telling.say("total_unknown") : this.#telling.say("total", { size: this.#telling.size(room.usage) });
    const named = cookies?.length ? this.#telling.say("cookies", { names: cookies.join(", ") }) : this.#telling.say("cookies_none");
    return [made("p", {}, usage), made("p", {}, named)];
  }

  /** Caches are large: they are weighed once, after the page has shown the rest. */
  async #weigh() {
    for (const { name, count } of this.#found.caches ?? []) {
      if (this.#weights.get(name)?.count === count) continue;
      this.#weights.set(name, { count });
      try {
        this.#weights.set(name, { count, bytes: await this.#inventory.weigh(name) });
      } catch {
        continue; // it went meanwhile
      }
      this.#show();
    }
  }

  // --- taken away, brought back -----------------------------------------------------------------------

  #export() {
    const entries = this.#device.entries;
    if (entries.length === 0) return this.#say(this.#telling.say("nothing"));
    const now = new Date();
    const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    const file = new Blob([written(entries, { course: this.#page.course, made: now.toISOString() })], { type: "application/json" });
    const link = made("a", { href: URL.createObjectURL(file), download: this.#telling.say("file", { day }) });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000); // the browser has taken it by then
    this.#say(this.#telling.count("exported", entries.length, { name: link.download }));
  }

  async #offer(input) {
    const [file] = input.files;
    if (!file) return;
    this.#offered = undefined;
    this.#part("offer").hidden = true;
    let brought;
    try {
      const text = file.size > 4 * LARGEST ? " ".repeat(LARGEST + 1) : decoded(new Uint8Array(await file.arrayBuffer()));
      brought = read(text, { course: this.#page.course, now: Date.now() });
    } catch {
      brought = { entries: [], problems: [{ code: "unreadable" }] };
    }
    input.value = ""; // the same file may be chosen again
    const { entries, problems } = brought;
    const reasons = problems.map((problem) => this.#problem(problem));
    if (entries.length === 0) return this.#say(...(reasons.length ? reasons : [this.#telling.say("empty")]), this.#telling.say("unchanged"));
    const { news, there } = this.#compared(entries);
    if (news === 0) return this.#say(this.#telling.count("all_there", there), ...reasons);
    this.#offered = { entries, reasons, there };
    const sentences = [this.#telling.count("offer", news), this.#telling.count("there", there), ...reasons];
    const said = this.#part("offer").querySelector("p");
    said.textContent = sentences.join(" ");
    this.#say();
    this.#part("offer").hidden = false;
    said.focus();
  }

  /** How many entries of a file are new here or replace one, how many are here already. */
  #compared(entries) {
    const here = new Map(this.#device.entries.map((entry) => [entry.id, entry]));
    const after = merged(this.#device.entries, entries);
    const news = after.filter((entry) => here.get(entry.id) !== entry).length;
    return { news, there: entries.length - news };
  }

  #problem({ code, count, course }) {
    return count === undefined ? this.#telling.say(`problem_${code}`, { course }) : this.#telling.count(`problem_${code}`, count);
  }

  async #merge() {
    const { entries, reasons, there } = this.#offered ?? {};
    if (!entries) return;
    this.#leave();
    const { added, kept } = await this.#device.merge(entries);
    if (!kept) return this.#say(this.#telling.say("no_room"), this.#telling.say("unchanged"));
    this.#say(this.#telling.count("added", added), this.#telling.count("there", there), ...reasons);
  }

  #leave() {
    this.#offered = undefined;
    this.#part("offer").hidden = true;
    this.#say();
    this.querySelector("input[type=file]").focus();
  }

  // --- kept for long, erased ----------------------------------------------------------------------

  async #persist() {
    let granted = false;
    try {
      granted = await navigator.storage.persist();
    } catch {
      // it does not say
    }
    this.#say(this.#telling.say(granted ? "persist_yes" : "persist_no"));
    if (granted) this.querySelector("[data-act=export]").focus(); // the button that was pressed goes
    this.#show();
  }

  #ask() {
    const entries = this.#device.entries.length;
    this.#dialog.querySelector("[data-part=loss]").textContent = this.#telling.count("loss", entries);
    this.#dialog.querySelector("[data-act=export]").hidden = entries === 0;
    this.#dialog.showModal();
  }

  async #erase() {
    const entries = this.#device.entries.length;
    this.#dialog.close();
    const journal = await this.#device.erase();
    const { gone, left } = await this.#inventory.erase();
    const name = (kind) => this.#telling.say(`erased_${kind}`);
    const went = [...(journal && entries ? [this.#telling.count("erased_journal", entries)] : []), ...gone.map(name)];
    const stayed = [...(journal ? [] : [this.#telling.say("left_journal")]), ...left.map(name)];
    const telling = this.#telling;
    this.#say(
      went.length ? telling.say("erased", { what: telling.list(went) }) : telling.say("erased_nothing"),
      ...(gone.includes("site") ? [telling.say("again")] : []),
      ...(stayed.length ? [telling.say("left", { what: telling.list(stayed) })] : []),
    );
    this.#weights.clear();
    dispatchEvent(new StorageEvent("storage")); // other tabs hear of it by themselves, what else is on this page does not
  }
}

/** Whether the browser promised to keep: "yes", "no", or "unknown" where it does not say. */
async function persisted() {
  try {
    return (await navigator.storage.persisted()) ? "yes" : "no";
  } catch {
    return "unknown";
  }
}

function made(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const verbatim = (text) => made("pre", { tabindex: "0", class: "pc-kept__raw" }, text);

/** One thing that is kept: its name, sentences, what can be unfolded. */
function thing(title, sentences, ...more) {
  return made("section", { class: "pc-kept__thing" }, made("h3", {}, title), ...sentences.filter(Boolean).map((sentence) => made("p", {}, sentence)), ...more);
}

/** What is built when it is unfolded, and not before. */
function folded(title, key, build) {
  const details = made("details", { "data-key": key }, made("summary", {}, title));
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(...build());
  });
  return details;
}

customElements.define("parcours-kept", ParcoursKept);
