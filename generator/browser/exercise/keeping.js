/* When the settings of an exercise are handed over to be kept, and what is put back of those that were.
   Lives here: a rest after the last move, the end of a visit, whose settings stand. May not live here: the fields (see
   settings.js), the journal (who hears `parcours:settings` keeps them), words.

   A journal only grows: settings are told once they rest, not at each step of a slider. */

import { movedOf, putBack, told } from "./settings.js";

const REST = 2_000; // milliseconds without a move; whoever leaves sooner loses nothing

export class Keeping {
  #root;
  #here = null; // the territory that the page speaks of, by its name in the journal
  #left = null; // the settings as they were last told, here or before
  #timer;
  #moved = false; // since they were last told
  #ours = false; // someone moved one in this page: what another tab does changes nothing here any more

  constructor(root) {
    this.#root = root;
    addEventListener("pagehide", () => this.tell());
    document.addEventListener("visibilitychange", () => document.hidden && this.tell());
  }

  /** Someone moved a setting. */
  touch() {
    this.#moved = this.#ours = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.tell(), REST);
  }

  /** Tell the settings that were moved, `{ exercise, values, territory }`, where they are not those told before. */
  tell() {
    if (!this.#moved) return;
    this.#moved = false;
    clearTimeout(this.#timer);
    const entry = { values: movedOf(this.#root), territory: this.#here };
    const before = this.#left ?? { values: {}, territory: this.#here };
    this.#left = entry;
    if (told(entry.values) === told(before.values) && entry.territory === (before.territory ?? null)) return;
    const detail = { exercise: this.#root.dataset.exercise, ...entry };
    this.#root.dispatchEvent(new CustomEvent("parcours:settings", { bubbles: true, detail }));
  }

  /** Put settings back as they were left, an entry of the journal; false where someone has moved one since. */
  restore(entry) {
    if (this.#ours) return false;
    this.#left = entry;
    this.#putBack();
    return true;
  }

  /** The page speaks of another territory from now on, and `fill` gives its settings their values. */
  move(here, fill) {
    this.tell();
    fill();
    this.#here = here;
    this.#putBack();
  }

  #putBack() {
    if (this.#left) putBack(this.#root, this.#left.values, { left: this.#left.territory ?? null, here: this.#here });
  }
}
