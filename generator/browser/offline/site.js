/* The page's side of the copy of this site on the device: what is to be kept, and how to speak to the worker that keeps it.
   Lives here: the choice that pages and the worker share, registration, messages. May not live here: what a page shows
   (see offline.js, copy.js), what is kept and how (see worker/). */

export class Site {
  #root;
  #family;
  group; // what the page is kept with: its course

  /** The site of this page, by what the page says of itself. */
  constructor() {
    const { root, variant } = JSON.parse(document.getElementById("pc-learner").textContent);
    const at = (address) => new URL(address, document.baseURI);
    this.#root = at(root).href;
    this.#family = `parcours-site ${at(root).pathname} `;
    this.group = at(variant).pathname.slice(at(root).pathname.length, -1).replaceAll("/", "-");
  }

  /** Whether a copy can be kept at all: not from a file, without TLS, or inside another site's frame. */
  get usable() {
    return window.top === window && isSecureContext && "serviceWorker" in navigator && "caches" in window;
  }

  /** What the worker tells: `keeping`, `kept`, `failed` (see worker/keeping.js). */
  listen(told) {
    const news = new BroadcastChannel(this.#family.trim());
    news.addEventListener("message", ({ data }) => told(data));
    return news;
  }

  // --- what is to be kept -----------------------------------------------------------------------------

  /** `{ groups, off }`: what was visited or asked for; `off` once the learner removed the copy and wants none. */
  async wanted() {
    const answer = await caches.match(this.#choice, { cacheName: this.#cache });
    return { groups: [], off: false, ...(answer && (await answer.json())) };
  }

  /** Add groups to those that this device keeps, from this visit on. */
  async want(...groups) {
    const before = await this.wanted();
    const all = [...new Set([...before.groups, ...groups])].sort();
    if (before.off || all.length !== before.groups.length) await this.#write({ groups: all, off: false });
  }

  async #write(choice) {
    const cache = await caches.open(this.#cache);
    await cache.put(this.#choice, new Response(JSON.stringify(choice), { headers: { "Content-Type": "application/json" } }));
  }

  get #cache() {
    return `${this.#family}wanted`;
  }

  get #choice() {
    return new URL("offline/wanted.json", this.#root).href;
  }

  // --- the worker -------------------------------------------------------------------------------------

  /** The registration of this very site, or undefined. */
  async registration() {
    const found = await navigator.serviceWorker.getRegistration(this.#root);
    return found?.scope === this.#root ? found : undefined;
  }

  /** Have the worker keep what is wanted; a first one is installed for it. */
  async keep() {
    const options = { scope: this.#root, updateViaCache: "none" };
    const registration = await navigator.serviceWorker.register(new URL("sw.js", this.#root).href, options);
    registration?.active?.postMessage({ type: "keep" });
    return registration;
  }

  /** What a worker answers to a message. */
  ask(worker, type) {
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => resolve(data);
      worker.postMessage({ type }, [port2]);
    });
  }

  /** What is kept: `{ version, groups: [{ name, files, bytes, since }] }`, or undefined while there is nothing. */
  async state() {
    const active = (await this.registration())?.active;
    return active && this.ask(active, "state");
  }

  /** Remove the copy, and keep none until the learner asks for one. */
  async remove() {
    await (await this.registration())?.unregister();
    const names = (await caches.keys()).filter((name) => name.startsWith(this.#family));
    await Promise.all(names.map((name) => caches.delete(name)));
    await this.#write({ groups: [], off: true });
  }
}
