/* The page's side of the worker: started once, on intent; one request after the other; ended when it does not answer.
   Lives here: messages and time; a start from the network when what the device kept did not do; when to keep it.
   May not live here: what the page shows (see exercise.js).
   Marks for those who measure, with a word as detail: `parcours-python` (restored, cold), `parcours-kept` (kept, unkept). */

const LONGEST = 20_000; // milliseconds a run may take once Python is there
const SILENCE = 60_000; // milliseconds without a byte or a sign while it loads
const RESTORING = 20_000; // milliseconds that a start from a kept memory may take
const REST = 2_000; // milliseconds between the first results and keeping, which takes seconds of processor

// The folder of the course whose pages load this script.
const COURSE = new URL("../../../", import.meta.url).pathname;

/** A script of the runtime, with the course that asks for it: all courses share the runtime, and the worker that keeps
    the site answers a course that it keeps from the same version as its pages (see offline/worker/answering.js). */
function scriptOf(runtime, name) {
  const root = new URL("..", runtime).pathname;
  return `${runtime}${name}?${encodeURIComponent(COURSE.startsWith(root) ? COURSE.slice(root.length) : "")}`;
}

export class Stopped extends Error {}
export class Unloaded extends Error {}

export class Python {
  #settings;
  #worker;
  #ready;
  #waiting = new Map();
  #last = 0;
  #tell;
  #afresh = false; // the next start trusts nothing that the device keeps
  #origin = {}; // what the worker stands on: `restored` from a memory, `kept` files or memory
  #proved = false; // the worker has given results
  #own; // cells and files in place of those of the exercise's folder, once there are

  /** `tell(received, total)` follows the bytes of the runtime. */
  constructor(settings, tell) {
    this.#settings = settings;
    this.#tell = tell;
  }

  get started() {
    return this.#worker !== undefined;
  }

  /** Start loading, unless it has begun. Rejects with `Unloaded` when Python cannot be had; the next call tries again. */
  start() {
    if (!this.#ready) {
      this.#ready = this.#load();
      this.#ready.catch(() => {}); // whoever waits for it hears of it
    }
    return this.#ready;
  }

  /** End the worker and all it remembers: the next request starts a fresh one. */
  stop(reason) {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#ready = undefined;
    this.#settle(new Stopped(reason));
  }

  async #load() {
    try {
      await this.#begin().catch((error) => {
        if (!this.#origin.kept) throw error;
        this.#afresh = true; // once more from the network, before anybody is told
        return this.#begin();
      });
      performance.mark("parcours-python", { detail: this.#origin.restored ? "restored" : "cold" });
    } catch (error) {
      this.stop("unloaded");
      throw new Unloaded(String(error));
    }
  }

  /** A worker, until it is ready. */
  async #begin() {
    const { runtime, base, files, notebook } = this.#settings;
    let clock;
    this.#worker?.terminate();
    this.#origin = {};
    this.#proved = false;
    try {
      const worker = new Worker(scriptOf(runtime, "worker.js"), { type: "module" });
      this.#worker = worker;
      await new Promise((resolve, reject) => {
        let ready = false;
        const listen = (patience = SILENCE) => {
          clearTimeout(clock);
          clock = setTimeout(() => reject(new Error("silence")), patience);
        };
        listen();
        worker.addEventListener("error", (event) => {
          event.preventDefault(); // told in words, not in the console
          reject(new Error(event.message ?? "worker"));
          if (ready && worker === this.#worker) this.stop("error");
        });
        worker.addEventListener("message", ({ data }) => {
          if (worker !== this.#worker) return;
          if (data.type === "starting") {
            this.#origin = data;
            listen(data.restored ? RESTORING : SILENCE);
          } else if (data.type === "progress") {
            listen();
            this.#tell(data.received, data.total);
          } else if (data.type === "ready") {
            ready = true;
            resolve();
          } else if (data.type === "failed" && data.loading) reject(new Error(data.reason));
          else if (data.type === "kept") this.#makeMemory();
          else if (data.type === "unkept") markKept(data.type);
          else this.#answer(data);
        });
        worker.postMessage({ type: "start", base, files, notebook, own: this.#own, fresh: this.#afresh });
        this.#afresh = false;
      });
    } finally {
      clearTimeout(clock);
    }
  }

  /** Other cells, and other contents of some files: `{ cells, files }`, for this worker and those to come. */
  adapt(own) {
    this.#own = own;
    if (this.started) this.#request({ type: "adapt", own }).catch(() => this.stop("adapt")); // the next one starts with them
  }

  run(parameters) {
    return this.#request({ type: "run", parameters });
  }

  ask(name, answer) {
    return this.#request({ type: "ask", name, answer });
  }

  async #request(message) {
    await this.start();
    try {
      return await this.#send(message);
    } catch (error) {
      // A memory that never computed anything may be ill: once more without it, before anybody is told.
      if (this.#proved || !this.#origin.restored || error.message === "time") throw error;
      this.#afresh = true;
      await this.start();
      return this.#send(message);
    }
  }

  #send(message) {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      const clock = setTimeout(() => {
        this.stop("time");
      }, LONGEST);
      this.#waiting.set(id, { resolve, reject, clock });
      this.#worker.postMessage({ ...message, id });
    });
  }

  #answer({ type, id, results, reason }) {
    const asked = this.#waiting.get(id);
    if (!asked) return;
    this.#waiting.delete(id);
    clearTimeout(asked.clock);
    if (type === "results") {
      asked.resolve(results);
      if (!this.#proved && !this.#origin.restored) this.#keepLater(this.#worker);
      this.#proved = true;
      return;
    }
    // Python itself gave up (memory, an error of ours): a worker in that state is not kept.
    asked.reject(new Stopped(reason));
    this.stop(reason);
  }

  /** Nobody waits for a worker that is gone. */
  #settle(error) {
    for (const { reject, clock } of this.#waiting.values()) {
      clearTimeout(clock);
      reject(error);
    }
    this.#waiting.clear();
  }

  // --- keeping ----------------------------------------------------------------------------------------

  /** In idle time, keep what lets the next visit start fast: first the files that came, then a memory.
      Nobody waits for it, and nobody hears of it when it cannot be done. */
  #keepLater(worker) {
    const keep = () => worker === this.#worker && worker.postMessage({ type: "keep" });
    setTimeout(() => ("requestIdleCallback" in window ? requestIdleCallback(keep) : keep()), REST);
  }

  #makeMemory() {
    const { runtime, base, files } = this.#settings;
    const keeper = new Worker(scriptOf(runtime, "keeper.js"), { type: "module" });
    const end = (event) => {
      event.preventDefault(); // a failure is no news
      keeper.terminate();
      markKept(event.data?.type ?? "unkept");
    };
    keeper.addEventListener("message", end);
    keeper.addEventListener("error", end);
    keeper.postMessage({ base, files });
  }
}

function markKept(detail) {
  performance.mark("parcours-kept", { detail });
}
