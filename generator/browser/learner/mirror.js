/* The journal's second copy: one item of the local storage per entry, since browsers lose one of the two more readily
   than both. Lives here: its keys, and what to do when the browser refuses or has no room.
   May not live here: which entry stays (see journal.js), when it is written (see device.js). Nothing here throws. */

export const MIRROR = "parcours.journal."; // then the course, a point, the entry's id

export class Mirror {
  #prefix;
  #state = "kept";

  constructor(course) {
    this.#prefix = `${MIRROR}${course}.`;
  }

  /** "kept", "full" or "forbidden", by what happened last. */
  get state() {
    return this.#state;
  }

  owns(key) {
    return key === null || key.startsWith(this.#prefix);
  }

  #keys() {
    const found = [];
    for (let at = 0; at < localStorage.length; at++) {
      const key = localStorage.key(at);
      if (key?.startsWith(this.#prefix)) found.push(key);
    }
    return found;
  }

  #failed(error) {
    const full = error?.name === "QuotaExceededError" || error?.name === "NS_ERROR_DOM_QUOTA_REACHED";
    this.#state = full ? "full" : "forbidden";
  }

  /** What stands in it: pairs of an id and a text; whether the text is an entry is for others to say. */
  read() {
    try {
      const found = this.#keys().map((key) => [key.slice(this.#prefix.length), localStorage.getItem(key) ?? ""]);
      if (this.#state === "forbidden") this.#state = "kept";
      return found;
    } catch (error) {
      this.#failed(error);
      return [];
    }
  }

  /** Write entries, as far as there is room: true when all are. */
  put(entries) {
    if (entries.length === 0) return true;
    try {
      for (const entry of entries) localStorage.setItem(this.#prefix + entry.id, JSON.stringify(entry));
      this.#state = "kept";
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    }
  }

  /** Write all entries or none. */
  putAll(entries) {
    try {
      const before = entries.map(({ id }) => [this.#prefix + id, localStorage.getItem(this.#prefix + id)]);
      if (this.put(entries)) return true;
      for (const [key, text] of before) {
        if (text === null) localStorage.removeItem(key);
        else if (localStorage.getItem(key) !== text) localStorage.setItem(key, text); // the room it had is free again
      }
    } catch (error) {
      this.#failed(error);
    }
    return false;
  }

  /** Forget entries; true when none of them is left. */
  drop(ids) {
    try {
      for (const id of ids) localStorage.removeItem(this.#prefix + id);
      return true;
    } catch (error) {
      this.#failed(error);
      return false;
    }
  }
}
