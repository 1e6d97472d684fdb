/* Everything that this address keeps on the device, whoever put it there, and its removal.
   Lives here: looking (which makes nothing), telling what is this site's from what is a neighbour's at the same address,
   erasing what is this site's but the journal. May not live here: the journal (see device.js), words (kept.js).
   Each place is null where the browser does not let us look. */

import { DATABASE } from "./database.js";
import { MIRROR } from "./mirror.js";

const LITE = "JupyterLite Storage - "; // then the address of JupyterLite, without the host: see exercise/copies.js

export const bytesOf = (text) => new TextEncoder().encode(text).length;

export class Inventory {
  #course;
  #root;

  /** `root`: the path of the site on its host. */
  constructor(course, root) {
    this.#course = course;
    this.#root = root;
  }

  /** What there is: `{ local, session, databases, caches, workers, cookies, room }`. */
  async look() {
    const [databases, stores, workers, room] = await Promise.all([
      attempt(() => this.#databases()), attempt(() => this.#caches()), attempt(() => this.#workers()), attempt(() => navigator.storage.estimate()),
    ]);
    const local = attemptNow(() => this.#items(localStorage));
    const session = attemptNow(() => this.#items(sessionStorage));
    const cookies = attemptNow(() => document.cookie.split("; ").filter(Boolean).map((cookie) => cookie.split("=")[0]));
    return { local, session, databases, caches: stores, workers, cookies, room };
  }

  /** What a key of the storage is: "territory", "comfort", "name", "colours", "own" (of this site, of another version),
      "journal" (of another course), "other"; null for the journal of this course, which is told apart. */
  #kindOf(key) {
    if (key.startsWith(`${MIRROR}${this.#course}.`)) return null;
    if (key.startsWith(MIRROR)) return "journal";
    const named = /^parcours\.(territory|comfort|name)$/.exec(key)?.[1];
    if (named) return named;
    if (key === `${this.#root}.__palette`) return "colours";
    return key.startsWith("parcours.") || key.startsWith(`${this.#root}.__`) ? "own" : "other";
  }

  #items(storage) {
    const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at)).sort();
    return keys.map((key) => ({ key, kind: this.#kindOf(key), text: storage.getItem(key) ?? "" }))
      .filter(({ kind }) => kind !== null)
      .map((item) => ({ ...item, bytes: bytesOf(item.key + item.text) }));
  }

  async #databases() {
    const names = (await indexedDB.databases()).map(({ name }) => name).sort();
    const kindOf = (name) => (name.startsWith(LITE + this.#root) ? "lite" : name.startsWith(DATABASE) ? "journal" : "other");
    return names.filter((name) => name !== DATABASE + this.#course).map((name) => ({ name, kind: kindOf(name) }));
  }

  async #caches() {
    const kindOf = (name) => {
      // Another site may stand below this one, on the same address.
      if ([this.#root, `${this.#root}runtime/`].some((path) => name.startsWith(`parcours-python ${path} `))) return "python";
      if (name === `parcours-site ${this.#root} wanted`) return "wanted"; // which copies are to be made, no copy
      return name.startsWith(`parcours-site ${this.#root} `) ? "site" : "other";
    };
    return looking(async () => {
      const found = [];
      for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        found.push({ name, kind: kindOf(name), count: (await cache.keys()).length });
      }
      return found;
    });
  }

  async #workers() {
    const found = await navigator.serviceWorker.getRegistrations();
    return found.map(({ scope }) => ({ scope, kind: [this.#root, `${this.#root}lite/`].includes(new URL(scope).pathname) ? "own" : "other" }));
  }

  /** How many bytes the responses of a cache hold; it may take a while. */
  async weigh(name) {
    return looking(async () => {
      if (!(await caches.has(name))) return 0;
      const cache = await caches.open(name);
      let bytes = 0;
      for (const request of await cache.keys()) {
        const answer = await cache.match(request);
        bytes += answer ? (await answer.blob()).size : 0;
      }
      return bytes;
    });
  }

  /** Erase what is this site's, the journal apart: the kinds of what went, and of what would not. */
  async erase() {
    const found = await this.look();
    const gone = new Set();
    const left = new Set();
    const remove = async (kind, work) => {
      const done = await attempt(async () => (await work()) !== false);
      (done ? gone : left).add(kind);
    };
    for (const worker of found.workers ?? []) {
      // First: it must not put back what goes next.
      if (worker.kind === "own") await remove("worker", async () => (await navigator.serviceWorker.getRegistration(worker.scope))?.unregister());
    }
    for (const { name, kind } of found.caches ?? []) if (kind !== "other") await remove(kind, () => erasing(() => caches.delete(name)));
    for (const { name, kind } of found.databases ?? []) if (kind === "lite") await remove(kind, () => deleted(name));
    for (const [place, items] of [["localStorage", found.local], ["sessionStorage", found.session]]) {
      for (const { key, kind } of items ?? []) {
        if (kind !== "other" && kind !== "journal") await remove(kind, () => window[place].removeItem(key));
      }
    }
    return { gone: [...gone].filter((kind) => !left.has(kind)), left: [...left] };
  }
}

/* A cache can be looked into only by opening it, which makes it again if another tab has just erased it: tabs that look wait
   for one that erases, and the other way round. */
const locked = (mode, work) => (navigator.locks ? navigator.locks.request("parcours caches", { mode }, work) : work());
const looking = (work) => locked("shared", work);
const erasing = (work) => locked("exclusive", work);

function deleted(name) {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve(true);
    request.onerror = () => resolve(false);
    request.onblocked = () => resolve(false); // a notebook is open in another tab
  });
}

async function attempt(work) {
  try {
    return (await work()) ?? null;
  } catch {
    return null;
  }
}

function attemptNow(work) {
  try {
    return work();
  } catch {
    return null;
  }
}
