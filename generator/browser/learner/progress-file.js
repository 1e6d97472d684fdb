/* The learner's journal as a file that people can read, and back, whatever is in the file.
   Lives here: pure functions over texts. May not live here: the clock (`now` and `made` are given), storage, words: what
   is wrong with a file is told as codes. Reading never throws, and takes no entry that is not one (see journal.js). */

import { LIMITS, isEntry, merged } from "./journal.js";

export const FORMAT = "parcours-progress";
export const VERSION = 1;
export const LARGEST = 20_000_000; // characters of a file: a hundred years of answers
const DAY = 86_400_000; // how far ahead of this device's clock an entry may be: other devices have clocks of their own

/** The file: a head, then one entry per line, so that people may look and a cut file keeps its whole lines. */
export function written(entries, { course, made }) {
  const head = JSON.stringify({ format: FORMAT, version: VERSION, course, made }).slice(0, -1);
  const lines = merged(entries).map((entry) => JSON.stringify(entry)).join(",\n");
  return `${head},"entries":[\n${lines}${lines ? "\n" : ""}]}\n`;
}

/** The text of a file's bytes: UTF-8, or what an editor made of it and says in its first bytes. */
export function decoded(bytes) {
  const [one, two] = bytes;
  const coding = one === 0xff && two === 0xfe ? "utf-16le" : one === 0xfe && two === 0xff ? "utf-16be" : "utf-8";
  return new TextDecoder(coding).decode(bytes);
}

/** What a file brings to a course: `{ entries, problems, newer }`.
    `problems` are `{ code, … }`. These bring nothing: "too-large", "not-json", "not-progress", "newer" (of a later
    format; `newer` is true), "other-course" (`course`). These leave something out: "truncated" (only whole entries could
    be read), "invalid", "foreign" (of another course) and "future" (dated more than a day ahead), with `count`. */
export function read(text, { course, now }) {
  const nothing = (code, more = {}) => ({ entries: [], problems: [{ code, ...more }], newer: code === "newer" });
  if (typeof text !== "string") return nothing("not-json");
  if (text.length > LARGEST) return nothing("too-large");
  const whole = parsed(text.replace(/^\uFEFF/, ""));
  const file = whole === undefined ? recovered(text, course) : whole;
  if (file === undefined) return nothing("not-json");
  const { format, version, entries } = Object(file);
  if (format !== FORMAT || !Number.isInteger(version) || version < 1 || Array.isArray(file)) return nothing("not-progress");
  if (version > VERSION) return nothing("newer");
  if (file.course !== course) return nothing("other-course", { course: typeof file.course === "string" ? file.course.slice(0, LIMITS.id) : "" });
  if (!Array.isArray(entries)) return nothing("not-progress");
  const sorted = { invalid: [], foreign: [], future: [], fine: [] };
  for (const entry of entries) sorted[fateOf(entry, course, now)].push(entry);
  const problems = whole === undefined ? [{ code: "truncated" }] : [];
  for (const code of ["invalid", "foreign", "future"]) {
    if (sorted[code].length) problems.push({ code, count: sorted[code].length });
  }
  return { entries: merged(sorted.fine), problems, newer: false };
}

function fateOf(entry, course, now) {
  if (!isEntry(entry)) return "invalid";
  if (entry.course !== course) return "foreign";
  return Date.parse(entry.at) > now + DAY ? "future" : "fine";
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no JSON, or deeper than this browser reads
  }
}

const field = (text, name, value) => new RegExp(`"${name}"\\s*:\\s*${value}`).exec(text)?.[1];

/** What can be read of a file that is no whole JSON: cut short, or a comma forgotten by a hand. Undefined when it is
    none of ours. Where the head is gone too, the entries say what they are. */
function recovered(text, expected) {
  const entries = [...new Set([...lines(text), ...objects(text)])].map(parsed).filter((value) => value !== undefined);
  const before = text.slice(0, head(text));
  const format = field(before, "format", '"([^"]*)"') ?? (entries.some(isEntry) ? FORMAT : undefined);
  if (format === undefined) return undefined;
  const version = Number(field(before, "version", "(\\d{1,9})(?![\\d.])") ?? VERSION);
  return { format, version, course: field(before, "course", '"([^"]*)"') ?? expected, entries };
}

/** Where the head ends. */
function head(text) {
  const at = text.search(/"entries"\s*:\s*\[/);
  return at < 0 ? text.length : at;
}

/** Lines that are an object each, as `written` lays them out. */
function lines(text) {
  return text.split("\n").map((line) => line.trim().replace(/,$/, "")).filter((line) => line.startsWith("{") && line.endsWith("}"));
}

/** Whole objects after the head, however they are laid out. A line that ends within a text is damaged: what it belongs
    to is left, and reading goes on with the next. */
function objects(text) {
  const found = [];
  let start = -1;
  let depth = 0;
  let quoted = false;
  for (let at = head(text); at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter === "\\") at++;
      else if (letter === '"') quoted = false;
      else if (letter === "\n") [quoted, depth] = [false, 0];
    } else if (letter === '"') {
      quoted = true;
    } else if (letter === "{") {
      if (depth++ === 0) start = at;
    } else if (letter === "}" && depth > 0 && --depth === 0) {
      found.push(text.slice(start, at + 1));
    }
  }
  return found;
}
