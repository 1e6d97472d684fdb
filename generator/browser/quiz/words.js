/* The words and icons of a quiz, read from its element: none is written in these modules.
   Lives here: choosing, filling and showing words. */

export class Words {
  #words;
  #language;
  #icons;

  /** `quiz` is the `<parcours-quiz>` that carries words (JSON), language and icons (template). */
  constructor(quiz) {
    this.#words = JSON.parse(quiz.dataset.words);
    this.#language = quiz.dataset.language;
    this.#icons = quiz.querySelector("template.pq-icons").content;
  }

  get language() {
    return this.#language;
  }

  /** The sentence called `key`, its `{placeholders}` filled; numbers in the manner of the language. */
  say(key, values = {}) {
    return this.#words[key].replace(/\{(\w+)\}/gu, (_, name) => this.#written(values[name]));
  }

  /** Like `say`, with the singular or plural sentence for `values.n`; there may be one for none, with which a quiz opens:
      the first question about a language takes a page as long as all the rest of this. */
  count(key, values) {
    if (values.n === 0 && `${key}_zero` in this.#words) return this.say(`${key}_zero`, values);
    const form = new Intl.PluralRules(this.#language).select(values.n) === "one" ? "one" : "other";
    return this.say(`${key}_${form}`, values);
  }

  #written(value) {
    if (typeof value !== "number") return value;
    if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value); // the same in every language
    return new Intl.NumberFormat(this.#language, { maximumFractionDigits: 2 }).format(value);
  }

  /** An icon and a word that stand together: `state` is right, partly, wrong or todo. */
  mark(state, word) {
    const mark = element("span", `pq-mark pq-is-${state}`);
    const icon = this.#icons.querySelector(`[data-icon="${state}"] svg`);
    mark.append(icon.cloneNode(true), ` ${word}`);
    return mark;
  }
}

/** A new element with a class and children (strings become text). */
export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

/** A copy to show elsewhere in the page: ids are dropped, a page has each once. */
export function copyOf(node) {
  const copy = node.cloneNode(true);
  for (const each of [copy, ...copy.querySelectorAll("[id]")]) each.removeAttribute("id");
  return copy;
}
