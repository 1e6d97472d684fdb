/* The anonymous result that a learner may hand to a trainer: what it holds, as a file and as a code to copy.
   Lives here: pure functions over the journal's entries and what scripts know of the course (`course.json`).
   May not live here: the page, the device, words. The form is told in docs/learner.md, and read again by
   `parcours results` (generator/reading/results.py), which trusts nothing of it.

   What is left out on purpose: the learner's name, the time of day of anything, the territory, the ids of entries,
   what was typed in exercises. An answer of a few words is there as typed, since the trainer learns from it: the page
   shows it before anything is handed over. */

import { sha256 } from "./sha256.js";

export const FORMAT = "parcours-result";
export const VERSION = 1;
export const MARK = "PARCOURS-R1.";

const LONGEST = 200; // characters of an answer that was typed
const MOST = 60; // items of an answer
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const SETTLED = ["right", "mistake", "wrong"]; // verdicts of an exercise that count as a try

const byTime = (a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const short = (value) => (typeof value === "string" ? value.slice(0, LONGEST) : typeof value === "boolean" ? value : null);

/** An answer as it is handed over: the shapes of docs/quiz-elements.md and nothing else. */
function answerOf(answer) {
  if (Array.isArray(answer)) return answer.slice(0, MOST).map(short).filter((item) => typeof item === "string");
  if (answer === null || typeof answer !== "object") return short(answer);
  return Object.fromEntries(
    Object.entries(answer)
      .slice(0, MOST)
      .map(([name, value]) => [name.slice(0, LONGEST), short(value)]),
  );
}

const scoreOf = (score) => (typeof score === "number" && score >= 0 && score <= 1 ? Math.round(score * 1000) / 1000 : 0);
const given = (entry) => ({ answer: answerOf(entry.answer), score: scoreOf(entry.score) });

/** How many of `entries` it took until one `settles`; all of them when none does. */
function triesUntil(entries, settles) {
  const first = entries.findIndex(settles);
  return first < 0 ? entries.length : first + 1;
}

/** What is said of a question, from its entries in order: the very first answer at the quiz (beginning again does not
    make it unthought), the last one at the quiz or when it came back, tries at the quiz until it was right. */
function questionOf(module, question, entries) {
  const atQuiz = entries.filter(({ where }) => where === "quiz");
  if (atQuiz.length === 0) return null;
  const last = entries.at(-1);
  return {
    module,
    question,
    first: given(atQuiz[0]),
    last: given(last),
    tries: triesUntil(atQuiz, ({ score }) => score >= 1),
    done: atQuiz.some(({ done }) => done === true),
  };
}

function cellOf(module, exercise, cell, entries) {
  if (entries.length === 0) return null;
  const tries = triesUntil(entries, ({ status }) => status === "right");
  return { module, exercise, cell, status: entries.at(-1).status, tries };
}

/** The entries that count for the class, in order: answers at the quiz and when questions come back, verdicts. */
function counted(entries, course) {
  return entries
    .filter((entry) => entry.course === course)
    .filter(
      (entry) =>
        (entry.kind === "answer" && (entry.where === "quiz" || entry.where === "recall")) ||
        (entry.kind === "exercise" && SETTLED.includes(entry.status)),
    )
    .sort(byTime);
}

function grouped(entries, keyOf) {
  const groups = new Map();
  for (const entry of entries) {
    const key = keyOf(entry);
    if (groups.has(key)) groups.get(key).push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

const keyOf = (entry) =>
  JSON.stringify(entry.kind === "answer" ? [entry.module, entry.question] : [entry.module, entry.exercise, entry.cell]);

/** An id for a result, 80 bits. It must be the same when the same result is handed twice, as a file and as a code or
    from another visit, so that it counts once; it must be another as soon as one answer is added, so that it follows
    nobody from one session to the next; and nobody may find out from it who made it. The ids of the entries that the
    result was made from are random, stay on the device and are in no other result together: their digest is all that. */
function idOf(entries) {
  const ids = entries.map(({ id }) => String(id)).sort();
  const digest = sha256(new TextEncoder().encode(`${FORMAT} ${ids.join(" ")}`));
  return Array.from(digest.slice(0, 16), (byte) => ALPHABET[byte % 32]).join("");
}

/** The result of a journal, or null when there is nothing to hand over.
    `index` is `course.json`; `day` the day it is made, as in 2026-11-27. */
export function resultOf(entries, index, day) {
  const groups = grouped(counted(entries, index.course), keyOf);
  const used = [];
  const take = (key) => groups.get(JSON.stringify(key)) ?? [];
  const keep = (item, own) => {
    if (item) used.push(...own);
    return item ? [item] : [];
  };
  const questions = index.modules.flatMap((module) =>
    (module.quiz?.questions ?? []).flatMap(({ id }) => {
      const own = take([module.id, id]);
      return keep(questionOf(module.id, id, own), own);
    }),
  );
  const exercises = index.modules.flatMap((module) =>
    (module.exercises ?? []).flatMap((exercise) =>
      exercise.cells.flatMap((cell) => {
        const own = take([module.id, exercise.id, cell]);
        return keep(cellOf(module.id, exercise.id, cell, own), own);
      }),
    ),
  );
  if (used.length === 0) return null;
  const { course, version, language, audience } = index;
  return {
    format: FORMAT,
    version: VERSION,
    course,
    courseVersion: version,
    language,
    audience,
    id: idOf(used),
    day,
    questions,
    exercises,
  };
}

/** The result as a file people can read: one question per line. */
export function fileText(result) {
  const { questions, exercises, ...head } = result;
  const lines = (items) => (items.length ? `[\n${items.map((item) => `  ${JSON.stringify(item)}`).join(",\n")}\n]` : "[]");
  const first = Object.entries(head).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  const all = [...first, `"questions": ${lines(questions)}`, `"exercises": ${lines(exercises)}`];
  return `{${all.join(",\n ")}}\n`;
}

// --- as a code to copy ---------------------------------------------------------------------------------

/** `PARCOURS-R1.`, then the result deflated (raw), in base64url without its final signs. */
export async function codeOf(result) {
  const bytes = new TextEncoder().encode(JSON.stringify(result));
  return MARK + toBase64((await through(globalThis.CompressionStream, bytes)) ?? stored(bytes));
}

/** The result in a code, or null where there is none that can be read. Spaces and line ends inside do not matter. */
export async function resultOfCode(code) {
  const bare = code.replaceAll(/\s+/gu, "");
  if (!bare.startsWith(MARK)) return null;
  try {
    const bytes = fromBase64(bare.slice(MARK.length));
    const plain = (await through(globalThis.DecompressionStream, bytes)) ?? unstored(bytes);
    const result = JSON.parse(new TextDecoder().decode(plain));
    return result?.format === FORMAT ? result : null;
  } catch {
    return null;
  }
}

/** Bytes through one of the browser's streams; null where the browser has none of that kind. */
async function through(Stream, bytes) {
  let stream;
  try {
    stream = new Stream("deflate-raw");
  } catch {
    return null;
  }
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

const BLOCK = 65535;

/** Deflate without compressing (RFC 1951, 3.2.4): longer, but any reader understands it. */
function stored(bytes) {
  const blocks = [];
  for (let at = 0; at < bytes.length; at += BLOCK) {
    const part = bytes.subarray(at, at + BLOCK);
    const size = part.length;
    const last = at + BLOCK >= bytes.length ? 1 : 0;
    blocks.push([last, size & 255, size >> 8, ~size & 255, (~size >> 8) & 255], part);
  }
  const out = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, 0));
  blocks.reduce((at, block) => {
    out.set(block, at);
    return at + block.length;
  }, 0);
  return out;
}

/** What `stored` wrote. Throws for anything else. */
function unstored(bytes) {
  const parts = [];
  for (let at = 0, last = false; !last; ) {
    if (at + 5 > bytes.length || bytes[at] > 1) throw new RangeError();
    last = bytes[at] === 1;
    const size = bytes[at + 1] | (bytes[at + 2] << 8);
    parts.push(bytes.subarray(at + 5, at + 5 + size));
    at += 5 + size;
  }
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function toBase64(bytes) {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64(text) {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
}
