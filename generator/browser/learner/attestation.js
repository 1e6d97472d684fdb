/* What an attestation says, its code, its text for a QR code, and how one is read again. Pure.
   Lives here: the content and its shape, the name and the session word as they count, the code, the text.
   May not live here: the badge's file (see badge.js), what the course thinks of it (see soundness.js), the pages, words.
   `generator/model/attestations.py` says the same in Python: what changes here changes there; a test compares. */

import { hmac, sha256 } from "./sha256.js";

const MARK = "PARCOURS-A";
const VERSION = 1;
const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LETTERS = 12; // of a code, five bits each

export const MAX_NAME = 80;
export const MIN_WORD = 4;
export const MAX_TEXT = 8000; // characters: more than any QR code holds
const MAX_MODULES = 60;
const MAX_NUMBER = 9999;

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const DAY = /^(2\d{3})-(\d\d)-(\d\d)$/;
const LANGUAGE = /^[a-z]{2}$/;
// Characters that hide, reorder or break a line: a name on show must be what it seems.
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff\ue000-\uf8ff\u{e0000}-\u{10ffff}]/u;

// --- what is typed -----------------------------------------------------------------------------------

/** A name as an attestation holds it: composed, one space between words, nothing unseen; "" when there is none. */
export function cleanName(typed) {
  return [...typed.normalize("NFC").replace(new RegExp(UNSEEN, "gu"), " ").replace(/\s+/gu, " ").trim()].slice(0, MAX_NAME).join("").trim();
}

/** A session word as it counts: letters without accents or case, and digits; less than four are no word. */
export function plainWord(typed) {
  const plain = typed.normalize("NFD").replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return plain.replace(/[^a-z0-9]/g, "");
}

/** A code as people type it back, in its own letters: case, spaces and hyphens aside, O for 0, I and L for 1. */
export function plainCode(typed) {
  const letters = typed.toUpperCase().replace(/[\s\-\u2010-\u2015]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return [...letters].every((letter) => CROCKFORD.includes(letter)) && letters.length === LETTERS ? grouped(letters) : null;
}

const grouped = (letters) => letters.match(/.{4}/g).join("-");

// --- the content -------------------------------------------------------------------------------------

const isNumber = (value) => Number.isInteger(value) && value >= 0 && value <= MAX_NUMBER;

const isId = (value) => typeof value === "string" && value.length <= 60 && ID.test(value);

const isPair = (value) => Array.isArray(value) && value.length === 2 && value.every(isNumber);

/** Whether a text is a day of the calendar, as in 2026-11-23. */
export function isDay(value) {
  const found = typeof value === "string" && DAY.exec(value);
  if (!found) return false;
  const [year, month, day] = found.slice(1).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const isShort = (value, most) =>
  typeof value === "string" && value.trim() === value && value !== "" && [...value].length <= most && !UNSEEN.test(value);

const MODULE = {
  id: isId,
  minutes: isNumber,
  lessons: isPair,
  questions: isPair,
  score: isNumber,
  finished: (value) => value === null || isDay(value),
};

const CONTENT = {
  v: (value) => value === VERSION,
  course: isId,
  version: (value) => isShort(value, 20),
  updated: isDay,
  edition: isId,
  language: (value) => typeof value === "string" && LANGUAGE.test(value),
  audience: isId,
  day: isDay,
  name: (value) => isShort(value, MAX_NAME),
  session: (value) => typeof value === "boolean",
  modules: (value) =>
    Array.isArray(value) &&
    value.length >= 1 &&
    value.length <= MAX_MODULES &&
    value.every((one) => isOf(one, MODULE)) &&
    new Set(value.map(({ id }) => id)).size === value.length,
};

function isOf(value, shape) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const fields = Object.keys(value);
  return fields.length === Object.keys(shape).length && fields.every((name) => Object.hasOwn(shape, name) && shape[name](value[name]));
}

/** Whether a value is the content of an attestation: every field, no other, each of its kind. */
export const isContent = (value) => isOf(value, CONTENT);

/** The content of an attestation.
    `index` is course.json; `standing` is { name, day, session, modules: [{ id, minutes, lessons, questions, score, finished }] }. */
export function contentOf(index, standing) {
  const { course, version, updated, edition, language, audience } = index;
  const modules = standing.modules.map(({ id, minutes, lessons, questions, score, finished }) => {
    return { id, minutes, lessons, questions, score, finished };
  });
  const { name, day, session } = standing;
  return { v: VERSION, course, version, updated, edition, language, audience, day, name, session, modules };
}

// --- the code ----------------------------------------------------------------------------------------

/** JSON with its keys in order and no space: the text that is hashed. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${fields.join(",")}}`;
}

/** The code of a content, under a session word (already plain) when there is one. */
export function codeOf(content, word = "") {
  const bytes = new TextEncoder().encode(canonical(content));
  const digest = word ? hmac(new TextEncoder().encode(word), bytes) : sha256(bytes);
  let bits = 0n;
  for (const byte of digest.slice(0, 8)) bits = (bits << 8n) | BigInt(byte);
  const letters = Array.from({ length: LETTERS }, (_, at) => CROCKFORD[Number((bits >> BigInt(59 - 5 * at)) & 31n)]);
  return grouped(letters.join(""));
}

// --- the text of the QR code -------------------------------------------------------------------------
// Only characters of the QR code's alphanumeric mode, and no space: small squares, and nothing a messenger would change.

const shown = (day) => day.replaceAll("-", "");

const hidden = (digits) => digits.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");

function packed(text) {
  return text.replace(/[^a-z0-9.-]/gu, (character) => {
    if (/[A-Z]/.test(character)) return `$${character}`;
    if (character === " ") return "+";
    return [...new TextEncoder().encode(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
  }).replace(/\$?[a-zA-Z]/g, (letter) => letter.toUpperCase());
}

function unpacked(text) {
  const bytes = [];
  for (const [one] of text.matchAll(/\$[A-Z]|%[0-9A-F]{2}|[^]/g)) {
    if (one.length === 3) bytes.push(parseInt(one.slice(1), 16));
    else if (one.length === 2) bytes.push(one.charCodeAt(1));
    else bytes.push(one === "+" ? 32 : one.toLowerCase().charCodeAt(0));
  }
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

/** The text of an attestation's QR code. */
export function textOf(content, code) {
  const modules = content.modules.map(({ id, minutes, lessons, questions, score, finished }) =>
    [packed(id), minutes, ...lessons, ...questions, score, finished ? shown(finished) : "-"].join(":"),
  );
  const { course, version, updated, edition, language, audience, day, name, session } = content;
  const head = [course, version, shown(updated), edition, language, audience, shown(day), name, session ? "1" : "0"];
  return [MARK + VERSION, ...head.map(packed), modules.join("*"), code.replaceAll("-", "")].join("/");
}

function moduleOf(text) {
  const [id, minutes, read, lessons, ended, questions, score, finished, ...more] = text.split(":");
  if (finished === undefined || more.length) throw new RangeError("fields");
  const [a, b, c, d, e, f] = [minutes, read, lessons, ended, questions, score].map(Number);
  return { id: unpacked(id), minutes: a, lessons: [b, c], questions: [d, e], score: f, finished: finished === "-" ? null : hidden(finished) };
}

function parsed(text) {
  const parts = text.split("/");
  if (parts.length !== 12) throw new RangeError("parts");
  const [course, version, updated, edition, language, audience, day, name, session] = parts.slice(1, 10).map(unpacked);
  const modules = parts[10].split("*").map(moduleOf);
  const content = {
    v: VERSION, course, version, updated: hidden(updated), edition, language, audience, day: hidden(day), name,
    session: session === "1", modules,
  };
  return { content, code: grouped(parts[11]) };
}

/** What the text of a QR code says: { content, code }, or { refusal }: "empty", "long", "unknown", "newer" or "damaged". */
export function readText(given) {
  const text = given.replace(/\s+/gu, "");
  if (text === "") return { refusal: "empty" };
  if (text.length > MAX_TEXT) return { refusal: "long" };
  const [mark] = text.split("/");
  if (mark !== MARK + VERSION) return { refusal: /^PARCOURS-A\d+$/.test(mark) ? "newer" : "unknown" };
  try {
    const read = parsed(text);
    // One content has one text: what would be written otherwise was not written by the page.
    if (isContent(read.content) && plainCode(read.code) === read.code && textOf(read.content, read.code) === text) return read;
  } catch {
    // told below: a text that stops short fails in many ways
  }
  return { refusal: "damaged" };
}
