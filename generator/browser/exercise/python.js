/* The page's side of the worker: started once, on intent; one request after the other; ended when it does not answer.
   Lives here: messages and time. May not live here: what the page shows (see exercise.js). */

const LONGEST = 20_000; // milliseconds a run may take once Python is there

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

  /** Start loading, unless it has begun. Rejects with `Unloaded` when Python cannot be had. */
  start() {
    this.#ready ??= new Promise((resolve, reject) => {
      const { runtime, base, files, notebook } = this.#settings;
      const fail = (reason) => {
        this.#end();
        reject(new Unloaded(reason));
      };
      try {
        this.#worker = new Worker(`${runtime}worker.js`, { type: "module" });
      } catch (error) {
        fail(String(error));
        return;
      }
      this.#worker.addEventListener("error", (event) => {
        event.preventDefault();
        fail(event.message ?? "worker");
        this.#settle(new Stopped("error"));
      });
      this.#worker.addEventListener("message", ({ data }) => {
        if (data.type === "progress") this.#tell(data.received, data.total);
        else if (data.type === "ready") resolve();
        else if (data.type === "failed" && data.loading) fail(data.reason);
        else this.#answer(data);
      });
      this.#worker.postMessage({ type: "start", base, files, notebook });
    });
    return this.#ready;
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
        this.#end();
        this.#settle(new Stopped("time"));
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
    this.#end();
    asked.reject(new Stopped(reason));
    this.#settle(new Stopped(reason));
  }

  /** Nobody waits for a worker that is gone. */
  #settle(error) {
    for (const { reject, clock } of this.#waiting.values()) {
      clearTimeout(clock);
      reject(error);
    }
    this.#waiting.clear();
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#ready = undefined;
  }
}
