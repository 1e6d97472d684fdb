/* First on each page of a kit: what browsers refuse to a page opened from a disk, done another way there. On a server it does
   nothing.
   Lives here: `fetch` of the files that the kit holds a twin of (a script that hands over their text, see
   generator/building/on_disk.py), and a `Worker` for the search (a frame, see frame.js).
   May not live here: what pages show (see page.js), words. A classic script: the others count on it. */
"use strict";

if (location.protocol === "file:") {
  const TWINS = /\/(course\.json|law\.json|index\.html)$/; // others are not asked for: each would be a fault in the console
  const SEARCH = /\/workers\/stems\.js$/;
  const FRAME_READY = "parcours-search-ready";
  const [READY, QUERY] = [1, 2]; // of the theme's messages
  const waiting = new WeakMap();

  /** Called by each twin with the text of its file. */
  globalThis.parcoursTwin = (text) => waiting.get(document.currentScript)?.(text);

  globalThis.fetch = (request) => new Promise((resolve, reject) => {
    const address = new URL(request?.url ?? request, document.baseURI);
    const fail = () => reject(new TypeError(address.href));
    if (!TWINS.test(address.pathname)) {
      fail();
      return;
    }
    address.hash = "";
    const script = document.createElement("script");
    waiting.set(script, (text) => resolve(new Response(text)));
    script.addEventListener("error", fail);
    for (const end of ["load", "error"]) script.addEventListener(end, () => script.remove());
    script.src = `${address.href}.js`;
    document.head.append(script);
  });

  /** The search worker as a frame, made when something is first said to it. */
  class SearchFrame extends EventTarget {
    #address;
    #frame;
    #unsaid = [];
    #ready = false; // the engine has its index
    #asked; // what one typed meanwhile, last: asked before, it would be answered with nothing
    #listen = (event) => this.#hear(event);

    constructor(address) {
      super();
      this.#address = new URL(`search.html${address.search}`, address);
    }

    postMessage(message) {
      if (!this.#frame) this.#open();
      if (message.type === QUERY && !this.#ready) this.#asked = message;
      else if (this.#unsaid) this.#unsaid.push(message);
      else this.#frame.contentWindow.postMessage(message, "*"); // a page from a disk has no origin to name
    }

    terminate() {
      removeEventListener("message", this.#listen);
      this.#frame?.remove();
    }

    #open() {
      this.#frame = document.createElement("iframe");
      this.#frame.hidden = true;
      this.#frame.src = this.#address.href;
      addEventListener("message", this.#listen);
      document.body.append(this.#frame);
    }

    #hear({ source, data }) {
      if (source !== this.#frame.contentWindow) return;
      if (data === FRAME_READY) {
        const before = this.#unsaid;
        this.#unsaid = null;
        for (const message of before) this.postMessage(message);
        return;
      }
      this.#ready ||= data.type === READY;
      this.dispatchEvent(new MessageEvent("message", { data }));
      if (data.type === READY && this.#asked) this.postMessage(this.#asked);
    }
  }

  const Plain = globalThis.Worker;
  globalThis.Worker = class {
    constructor(address, options) {
      const whole = new URL(address, document.baseURI);
      return SEARCH.test(whole.pathname) ? new SearchFrame(whole) : new Plain(whole, options);
    }
  };
}
