/* On every page of a course: keeps a copy of what is visited for when there is no network, and offers the next version.
   Lives here: when something is kept by itself, the line that says that a new version is ready.
   May not live here: keeping (see worker/), the element that tells of the copy (see copy.js), words (the page has them).
   Where nothing can be kept, nothing is said: the page is the same without it. */

import { Site } from "./site.js";

const MEMORY = 10_000; // milliseconds for which a page that is being left remembers it
const PYTHON = "python";

class Notice {
  #place;
  #words;
  #site;
  #back; // what had the focus before one of our buttons
  #left = { at: -Infinity };
  #next = { at: -Infinity };

  constructor(place, site) {
    this.#place = place;
    this.#words = JSON.parse(place.dataset.words);
    this.#site = site;
    place.addEventListener("focusin", ({ relatedTarget }) => {
      if (relatedTarget && !place.contains(relatedTarget)) this.#back = relatedTarget;
    });
  }

  /** Follow a registration: say when a version waits, and tell its worker when this page is being left for another. */
  watch(registration) {
    const look = () => registration.waiting && navigator.serviceWorker.controller && this.#offer(registration);
    const follow = () => registration.installing?.addEventListener("statechange", look);
    registration.addEventListener("updatefound", follow);
    follow();
    navigator.serviceWorker.addEventListener("message", (event) => this.#answer(event));
    navigator.serviceWorker.startMessages();
    look();
  }

  #offer(registration) {
    if (this.#place.childNodes.length) return;
    // Only now: some browsers do not keep a page at hand for the back button once it listens to this.
    addEventListener("beforeunload", () => (this.#left = { at: performance.now() }));
    globalThis.navigation?.addEventListener("navigate", ({ destination }) => {
      this.#next = { at: performance.now(), url: destination.url };
    });
    navigator.serviceWorker.addEventListener("controllerchange", () => this.#close());
    const text = Object.assign(document.createElement("p"), { textContent: this.#words.ready });
    const now = button(this.#words.now, () => this.#switch(registration, text));
    const later = button(this.#words.later, () => this.#close());
    this.#place.replaceChildren(text, now, later);
  }

  async #switch(registration, text) {
    const reload = () => location.reload();
    navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
    const { others } = await this.#site.ask(registration.active, "switch");
    if (!others) return;
    navigator.serviceWorker.removeEventListener("controllerchange", reload);
    text.textContent = this.#words.others;
  }

  #close() {
    const inside = this.#place.contains(document.activeElement);
    this.#place.replaceChildren();
    if (inside && this.#back?.isConnected) this.#back.focus();
  }

  /** The worker asks whether this page is being left for an address, or whether it is a new tab that opens it. */
  #answer({ data, ports: [port] }) {
    if (data?.type !== "leaving?") return;
    const recent = ({ at }) => performance.now() - at < MEMORY;
    const bare = (url) => url.split("#", 1)[0];
    const elsewhere = recent(this.#next) && bare(this.#next.url) !== bare(data.url);
    port.postMessage(recent(this.#left) && !elsewhere);
  }
}

function button(words, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "pc-fresh__button", textContent: words });
  made.addEventListener("click", act);
  return made;
}

/** Once the page has come and rests. */
async function rest() {
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  await new Promise((resolve) => ("requestIdleCallback" in window ? requestIdleCallback(resolve, { timeout: 10_000 }) : setTimeout(resolve, 2_000)));
}

/** Whoever has computed will compute again: Python has come already, so that little or nothing is fetched for it. */
function watchPython(site) {
  new PerformanceObserver(async (seen) => {
    for (const { name, detail } of seen.getEntries()) {
      if (name !== "parcours-python" && name !== "parcours-kept") continue;
      if ((await site.wanted()).off || !(await site.registration())) return;
      await site.want(PYTHON);
      // After a start from nothing the exercise first puts away what has come (see exercise/python.js).
      if (name === "parcours-kept" || detail === "restored") await site.keep();
    }
  }).observe({ type: "mark", buffered: true });
}

async function begin(place) {
  const site = new Site();
  if (!site.usable || (await site.wanted()).off) return;
  const notice = new Notice(place, site);
  let registration = await site.registration();
  if (registration) notice.watch(registration);
  const line = navigator.connection;
  await rest();
  if (!line?.saveData) {
    const uncounted = ["wifi", "ethernet"].includes(line?.type);
    await site.want(site.group, ...(uncounted ? [PYTHON] : []));
  } else if (!registration) return;
  const first = !registration;
  registration = await site.keep();
  if (first && registration) notice.watch(registration);
  watchPython(site);
}

const place = document.querySelector(".pc-fresh");
if (place) begin(place).catch(() => {}); // storage or workers forbidden: the page works as it is
if (document.querySelector("parcours-offline")) import("./copy.js");
