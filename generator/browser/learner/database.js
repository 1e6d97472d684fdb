/* The journal's first copy: a database of this device (IndexedDB), one record per entry.
   Lives here: opening, one transaction per act, durability. May not live here: which entry is valid (see journal.js),
   what happens when the browser refuses (see device.js): every act here may reject, or never end.

   Each act opens the database and closes it again. A page that lies open holds nothing, so that no tab stands in the way
   of another that erases, and a database deleted under us is made again by the next act. Looking makes none. */

import { replaces } from "./journal.js";

export const DATABASE = "parcours "; // then the course
const STORE = "journal";

export class Database {
  #name;

  constructor(course) {
    this.#name = DATABASE + course;
  }

  /** Everything in it, entries or not. */
  async read() {
    let found = [];
    await this.#within("readonly", (store) => heard(store.getAll(), (all) => (found = all)));
    return found;
  }

  /** Write entries. Resolves once they are durably written, all of them; rejects when none is. */
  async put(entries) {
    await this.#within("readwrite", (store) => entries.forEach((entry) => store.put(entry)), true);
  }

  /** Write those entries that it lacks or that replace the one it has, all or none. `mends(found)` says whether what
      stands there may be written over though it is no entry. Resolves to what was written. */
  async join(entries, mends = () => true) {
    let written = [];
    await this.#within("readwrite", (store) => {
      heard(store.getAll(), (all) => {
        const there = new Map(all.map((found) => [found.id, found]));
        written = entries.filter((entry) => {
          const found = there.get(entry.id);
          return !found || (mends(found) && replaces(entry, found));
        });
        written.forEach((entry) => store.put(entry));
      });
    }, true);
    return written;
  }

  /** Take entries out. */
  async drop(ids) {
    await this.#within("readwrite", (store) => ids.forEach((id) => store.delete(id)));
  }

  /** Take everything out, then the database itself. Resolves to the ids of what was there. */
  async erase() {
    let ids = [];
    const emptied = this.#within("readwrite", (store) => {
      heard(store.getAllKeys(), (keys) => (ids = keys));
      store.clear();
    });
    await emptied.catch(() => {}); // a damaged one can still be taken away whole
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(this.#name);
      request.onsuccess = resolve;
      request.onerror = () => reject(request.error);
      request.onblocked = () => emptied.then(resolve, reject); // it is empty, and goes when another act is over
    });
    return ids;
  }

  async #within(mode, work, make = false) {
    let database = await this.#open(make);
    if (!database) return;
    try {
      if (!database.objectStoreNames.contains(STORE)) {
        // Of another making, or of a later version: what is in it stays, our store is added when there is need of it.
        if (!make) return;
        const version = database.version + 1;
        database.close();
        database = await this.#open(make, version);
      }
      const transaction = database.transaction(STORE, mode, { durability: "strict" });
      const over = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
      });
      over.catch(() => {}); // heard of below, unless `work` throws first
      try {
        work(transaction.objectStore(STORE));
      } catch (error) {
        transaction.abort();
        throw error;
      }
      await over;
    } finally {
      database.close();
    }
  }

  /** The database; null when there is none and none is to be made. */
  #open(make, version) {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(this.#name, version); // without a version: whichever it has
      request.onupgradeneeded = ({ oldVersion }) => {
        if (!make && oldVersion === 0) request.transaction.abort();
        else if (!request.result.objectStoreNames.contains(STORE)) request.result.createObjectStore(STORE, { keyPath: "id" });
      };
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = (event) => {
        event.preventDefault();
        if (!make && request.error?.name === "AbortError") resolve(null);
        else reject(request.error);
      };
    });
  }
}

/** What a request answers, told at once: a transaction lives no longer than the turn in which it has something to do. */
function heard(request, tell) {
  request.onsuccess = () => tell(request.result);
}
