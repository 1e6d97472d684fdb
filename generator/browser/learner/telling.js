/* What the device keeps, said in plain words.
   Lives here: sentences filled from the page's words, numbers, sizes and days in the manner of the language; the titles of
   `course.json` in place of ids. May not live here: the page, storage, words. */

import { mannerOf, timeIn } from "./words.js";

export class Telling {
  #words;
  #language;
  #titles = new Map();
  #labels = new Map(); // of settings, as the forms of their exercise say them

  constructor(words, language) {
    this.#words = words;
    this.#language = language;
  }

  /** Say titles of the course, and no longer ids. */
  know({ modules }) {
    for (const module of modules) {
      this.#titles.set(module.id, module.title);
      for (const lesson of [...module.lessons, module.express, module.quiz].filter(Boolean)) this.#titles.set(`${module.id} lesson ${lesson.id}`, lesson.title);
      for (const { id, title, settings = {} } of module.exercises) {
        this.#titles.set(`${module.id} exercise ${id}`, title);
        for (const [name, label] of Object.entries(settings)) this.#labels.set(`${module.id} ${id} ${name}`, label);
      }
    }
  }

  say(key, values = {}) {
    return this.#words[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  }

  /** The singular or the plural for `n`. */
  count(key, n, values = {}) {
    const form = new Intl.PluralRules(this.#language).select(n) === "one" ? "one" : "other";
    return this.say(`${key}_${form}`, { ...values, n: this.number(n) });
  }

  has(key) {
    return Object.hasOwn(this.#words, key);
  }

  number(value) {
    return value.toLocaleString(this.#language, { maximumFractionDigits: value < 10 ? 1 : 0 });
  }

  size(bytes) {
    if (bytes < 1_000) return this.count("bytes", bytes);
    return bytes < 1_000_000 ? this.say("kilo", { n: this.number(bytes / 1_000) }) : this.say("mega", { n: this.number(bytes / 1_000_000) });
  }

  day(at) {
    return new Date(at).toLocaleDateString(mannerOf(this.#language), { dateStyle: "long" });
  }

  list(items) {
    return new Intl.ListFormat(this.#language).format(items);
  }

  #module(id) {
    return this.#titles.get(id) ?? id;
  }

  #of(entry, kind) {
    return this.#titles.get(`${entry.module} ${kind} ${entry[kind]}`) ?? entry[kind];
  }

  /** When an entry was made. */
  when(entry) {
    return new Date(entry.at).toLocaleString(mannerOf(this.#language), { dateStyle: "medium", timeStyle: "short" });
  }

  /** What an entry says. */
  entry(entry) {
    const module = this.#module(entry.module);
    switch (entry.kind) {
      case "read":
      case "unread":
        return this.say(`told_${entry.kind}`, { module, lesson: this.#of(entry, "lesson") });
      case "answer": {
        const where = this.has(`where_${entry.where}`) ? this.say(`where_${entry.where}`) : entry.where;
        const score = entry.score.toLocaleString(this.#language, { style: "percent" });
        return this.say("told_answer", { module, where, score, question: entry.question, tries: entry.tries, answer: this.#answer(entry.answer) });
      }
      case "restart":
        return this.say("told_restart", { module, question: entry.question });
      case "exercise":
        return this.say("told_exercise", { module, exercise: this.#of(entry, "exercise"), cell: entry.cell, answer: this.#answer(entry.answer) });
      case "settings": {
        const about = { module, exercise: this.#of(entry, "exercise") };
        const values = Object.entries(entry.values).map(([name, value]) => this.#setting(entry, name, value));
        return values.length ? this.say("told_settings", { ...about, values: this.list(values) }) : this.say("told_no_settings", about);
      }
      case "territory":
        if (entry.code === null) return this.say("told_no_territory");
        return this.say(entry.commune === null ? "told_territory" : "told_commune", entry);
      case "placement":
        return this.say("told_placement", { reached: this.number(entry.reached.length), missed: this.number(entry.missed.length) });
      case "path": {
        if (entry.modules === null) return this.say("told_no_path");
        const modules = this.list(entry.modules.map((id) => this.say("title", { title: this.#module(id.replace(/:express$/, "")) })));
        if (entry.minutes === null) return this.say("told_path_open", { modules });
        return this.say("told_path", { modules, time: timeIn(entry.minutes, (key, values) => this.say(key, values)) });
      }
      default:
        return this.say("told_other", { kind: entry.kind });
    }
  }

  #setting({ module, exercise }, name, value) {
    const said = typeof value === "boolean" ? this.say(value ? "setting_on" : "setting_off") : value.toLocaleString(this.#language, { maximumFractionDigits: 10 });
    return this.say("told_setting", { name: this.#labels.get(`${module} ${exercise} ${name}`) ?? name, value: said });
  }

  /** An answer as the journal has it: ids and what was typed. */
  #answer(answer) {
    if (typeof answer === "string") return answer;
    if (Array.isArray(answer)) return answer.map((item) => this.#answer(item)).join(", ");
    if (answer === null || typeof answer !== "object") return String(answer);
    return Object.entries(answer).map(([name, item]) => `${name} → ${this.#answer(item)}`).join(", ");
  }
}
