/* The line under an exercise that says what Python is doing, and the bar of what is being loaded.
   Lives here: that line and that bar. May not live here: when something is said (see exercise.js), words (from the page). */

export class Status {
  #root;
  #words;
  #began = 0; // when loading was first told; 0 when nothing loads
  #ticking;

  constructor(root, words) {
    this.#root = root;
    this.#words = words;
  }

  get #line() {
    return this.#root.querySelector(".px-status");
  }

  get #bar() {
    return this.#root.querySelector(".px-progress");
  }

  /** `brief`: good news, which leaves the screen by itself (see the style sheet) so as not to cover results. */
  say(sentence, { brief = false } = {}) {
    this.#line.toggleAttribute("data-brief", brief);
    if (this.#line.textContent !== sentence) this.#line.textContent = sentence;
    clearInterval(this.#ticking);
    this.#bar.hidden = true;
    this.#began = 0;
  }

  /** How many bytes came. Announced at the start and at the end only; the bar says the rest. */
  loading(received, total) {
    this.#began ||= performance.now();
    Object.assign(this.#bar, { hidden: false, max: total, value: received });
    this.#line.removeAttribute("data-brief");
    const manner = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    const sentence = this.#words.loading.replace("{total}", (total / 1e6).toLocaleString(this.#words.language, manner));
    if (received >= total) this.#count();
    else if (this.#line.textContent !== sentence) this.#line.textContent = sentence;
  }

  /** The start of Python, with its seconds for the eye only: a live region that counts aloud lets nobody work. */
  #count() {
    const seconds = document.createElement("span");
    seconds.setAttribute("aria-hidden", "true");
    const [before, after] = this.#words.starting.split("{seconds}");
    const tick = () => {
      seconds.textContent = String(Math.round((performance.now() - this.#began) / 1000));
    };
    tick();
    this.#line.replaceChildren(before, seconds, after);
    clearInterval(this.#ticking);
    this.#ticking = setInterval(tick, 1000);
  }
}
