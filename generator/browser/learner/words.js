/* The words of an element of the learner's own pages, read from the page: none is written in a script.
   Lives here: choosing and filling them, durations and lists in the manner of the language, small pieces of page. */

/** How dates are written: day before month in English too, as the pages of the course do. */
export const mannerOf = (language) => (language === "en" ? "en-GB" : language);

/** Minutes as people say them; `say` fills a sentence of the page, given its name. */
export function timeIn(minutes, say) {
  const [h, n] = [Math.floor(minutes / 60), minutes % 60];
  if (!h) return say("minutes", { n });
  return n ? say("hours_minutes", { h, n: String(n).padStart(2, "0") }) : say("hours", { h });
}

export class Words {
  #words;
  #language;

  /** `element` carries its words as JSON in `data-words`. */
  constructor(element, language) {
    this.#words = JSON.parse(element.dataset.words);
    this.#language = language;
  }

  /** The sentence called `key`, its `{placeholders}` filled. */
  say(key, values = {}) {
    return this.#words[key].replace(/\{(\w+)\}/gu, (_, name) => values[name]);
  }

  /** Like `say`, with the singular or plural sentence for `values.n`. */
  count(key, values) {
    const form = new Intl.PluralRules(this.#language).select(values.n) === "one" ? "one" : "other";
    return this.say(`${key}_${form}`, values);
  }

  /** Minutes as people say them. */
  time(minutes) {
    return timeIn(minutes, (key, values) => this.say(key, values));
  }

  /** Titles in a row: each in quotation marks, the last after « and ». */
  titles(titles) {
    return this.list(titles.map((title) => this.say("title", { title })));
  }

  list(items) {
    return new Intl.ListFormat(this.#language).format(items);
  }
}

/** A new element with a class and children (strings become text). */
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** A button: `about` is said after its word to those who do not see what it stands beside. */
export function button(className, word, act, about = "") {
  const made = element("button", className, word);
  made.type = "button";
  if (about) made.append(element("span", "pc-hidden", ` ${about}`));
  made.addEventListener("click", act);
  return made;
}

export function link(className, word, address) {
  const made = element("a", className, word);
  made.href = address;
  return made;
}
