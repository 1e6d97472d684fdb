/* The line at the end of a lesson: it says that the lesson counts as read, or offers to say so.
   Lives here: when a lesson has been read, and the line. May not live here: the journal (see learner.js), words (they come
   from the page).

   A lesson is read once its end was on the screen and a tenth of its announced time went by with the page in sight, never
   under five seconds nor over thirty: who throws the page to its foot to look for a link has not read, and who knows the
   subject and reads fast must not wait for a clock. Going on with « next » after having seen the end says the same. */

const SHARE = 0.1;
const LEAST = 5_000; // milliseconds
const MOST = 30_000;

/** What a page must be looked at before it can count as read. */
const timeFor = (minutes) => Math.min(Math.max(minutes * 60_000 * SHARE, LEAST), MOST);

export class Reading {
  #line;
  #words;
  #write; // (isRead) => writes it in the journal
  #left; // milliseconds still to be looked at
  #since = 0;
  #timer;
  #seen = false;
  #read; // what is shown; undefined before anything is
  #byItself = true; // until the learner says, or it is read
  #text;
  #button;

  /** `line` is the page's element, `write(isRead)` is called when that changes. Nothing is told before `show`. */
  constructor(line, words, write) {
    this.#line = line;
    this.#words = words;
    this.#write = write;
    this.#left = timeFor(Number(line.dataset.minutes));
    new IntersectionObserver((changes, observer) => {
      if (!changes.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      this.#seen = true;
      this.#consider();
    }).observe(line);
    document.addEventListener("visibilitychange", () => this.#look());
    document.addEventListener("click", (event) => {
      if (this.#seen && event.target.closest?.("a.md-footer__link--next")) this.#count();
    });
    this.#look();
  }

  get line() {
    return this.#line;
  }

  /** Say how the lesson stands. */
  show(isRead) {
    if (isRead === this.#read) return;
    const first = this.#read === undefined;
    this.#read = isRead;
    if (isRead) this.#byItself = false;
    if (first) this.#build();
    this.#text.textContent = isRead ? this.#words.read : "";
    this.#button.textContent = isRead ? this.#words.unmark : this.#words.mark;
    this.#line.toggleAttribute("data-read", isRead);
    if (first) this.#consider();
  }

  #build() {
    this.#text = Object.assign(document.createElement("span"), { className: "pc-read__state" });
    this.#text.setAttribute("role", "status");
    this.#button = Object.assign(document.createElement("button"), { type: "button", className: "pc-read__act" });
    this.#button.addEventListener("click", () => {
      this.#byItself = false;
      this.#write(!this.#read);
    });
    this.#line.append(this.#text, this.#button);
  }

  /** Time goes by while the page is in sight only. */
  #look() {
    clearTimeout(this.#timer);
    if (this.#since) this.#left -= performance.now() - this.#since;
    this.#since = 0;
    if (document.hidden || !this.#byItself) return;
    this.#since = performance.now();
    this.#timer = setTimeout(() => {
      this.#left = 0;
      this.#since = 0;
      this.#consider();
    }, Math.max(this.#left, 0));
  }

  #consider() {
    if (this.#seen && this.#left <= 0) this.#count();
  }

  #count() {
    if (!this.#byItself || this.#read === undefined) return;
    this.#byItself = false;
    this.#write(true);
  }
}
