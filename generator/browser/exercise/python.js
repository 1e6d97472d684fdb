/* The page's side of the worker: started once, on intent; one request after the other; ended when it does not answer.
   Lives here: messages and time. May not live here: what the page shows (see exercise.js). */

const LONGEST = 20_000; // milliseconds a run may take once Python is there
const SILENCE = 60_000; // milliseconds without a byte or a sign while it loads

export class Stopped extends Error {}
export class Unloaded extends Error {}

export class Python {
  #settings;
  #worker;
  #ready;
  #waiting = new Map();
  #last = 0;
  #tell;

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
    const { runtime, base, files, notebook } = this.#settings;
    let clock;
    try {
      const worker = new Worker(`${runtime}worker.js`, { type: "module" });
      this.#worker = worker;
      await new Promise((resolve, reject) => {
        const listen = () => {
          clearTimeout(clock);
          clock = setTimeout(() => reject(new Error("silence")), SILENCE);
        };
        listen();
        worker.addEventListener("error", (event) => {
          event.preventDefault(); // told in words, not in the console
          reject(new Error(event.message ?? "worker"));
          if (worker === this.#worker) this.stop("error");
        });
        worker.addEventListener("message", ({ data }) => {
          if (worker !== this.#worker) return;
          if (data.type === "progress") {
            listen();
            this.#tell(data.received, data.total);
          } else if (data.type === "ready") resolve();
          else if (data.type === "failed" && data.loading) reject(new Error(data.reason));
          else this.#answer(data);
        });
        worker.postMessage({ type: "start", base, files, notebook });
      });
    } catch (error) {
      this.stop("unloaded");
      throw new Unloaded(String(error));
    } finally {
      clearTimeout(clock);
    }
  }

  run(parameters) {
    return this.#request({ type: "run", parameters });
  }

  ask(name, answer) {
    return this.#request({ type: "ask", name, answer });
  }

  async #request(message) {
    await this.start();
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
}
