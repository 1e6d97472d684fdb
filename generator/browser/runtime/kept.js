/* What this device keeps of Python between visits: the two large files of the runtime, and the memory of an interpreter
   that has started. Lives here: names, room, the Cache API. May not live here: what the bytes mean (see start.js).
   Whatever the browser refuses (no storage, a full one, a private window) means only that nothing is kept. */

const ROOM = 200_000_000; // bytes that must be free: several times what is kept, so as to be in nobody's way
const MEMORY = 2; // gigabytes of the device under which a second interpreter is not started, where the browser tells

export class Kept {
  #folder;
  #family;
  #name;

  /** `folder`: the address of the runtime, since several sites may share an origin; `digest`: of all that the bytes
      depend on. */
  constructor(folder, digest) {
    this.#folder = folder;
    this.#family = `parcours-python ${new URL(folder).pathname} `;
    this.#name = `${this.#family}${digest}`;
  }

  /** The response kept under a name, or undefined. */
  async get(name) {
    try {
      return await caches.match(this.#folder + name, { cacheName: this.#name });
    } catch {
      return undefined;
    }
  }

  /** Keep bytes under a name. Rejects when they cannot be: a half-written entry is never seen. */
  async put(name, bytes, type = "application/octet-stream") {
    const cache = await caches.open(this.#name);
    await cache.put(this.#folder + name, new Response(bytes, { headers: { "Content-Type": type } }));
  }

  /** Forget what is kept for this runtime. */
  async forget() {
    try {
      await caches.delete(this.#name);
    } catch {
      // nothing can have been kept
    }
  }

  /** Forget what is kept for earlier runtimes of this site. */
  async forgetOthers() {
    try {
      const old = (await caches.keys()).filter((name) => name.startsWith(this.#family) && name !== this.#name);
      await Promise.all(old.map((name) => caches.delete(name)));
    } catch {
      // nothing can have been kept
    }
  }
}

/** Whether the device is large enough for keeping to be a service, as far as the browser tells: Safari before 17 does not. */
export async function hasRoom() {
  if ((navigator.deviceMemory ?? MEMORY) < MEMORY) return false;
  if (!navigator.storage?.estimate) return true; // what does not fit will be refused
  const { quota, usage } = await navigator.storage.estimate();
  return quota - usage > ROOM;
}

/** The SHA-256 of bytes, in hexadecimal. */
export async function digestOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
