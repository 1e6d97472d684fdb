/* What the course thinks of an attestation that somebody hands over: whether its code fits, whether it can be true. Pure.
   Lives here: the findings, the same as in `generator/checks/attestations.py`. May not live here: reading one (see
   attestation.js), sentences (words of the page). */

import { codeOf } from "./attestation.js";

/** Rules that say what could not be compared; all others say that the attestation is not sound. */
export const NOTES = ["older-version", "other-edition"];

const finding = (rule, more = {}) => ({ rule, module: "", written: "", expected: "", ...more });

function* ofTheCode({ content, code, faithful = true }, { word, printed }) {
  if (printed && printed !== code) yield finding("other-paper", { written: code, expected: printed });
  if (!faithful) yield finding("badge-edited");
  if (content.session && !word) yield finding("word-needed");
  else if (code !== codeOf(content, content.session ? word : "")) yield finding(content.session ? "code-under-word" : "code");
  else if (word && !content.session) yield finding("no-word");
}

function* possible({ id, lessons, questions, score, finished }, day) {
  const told = (written, expected) => ({ module: id, written: String(written), expected: String(expected) });
  if (score > 100) yield finding("score", { module: id, written: String(score) });
  if (lessons[0] > lessons[1]) yield finding("lessons", told(...lessons));
  if (questions[0] > questions[1]) yield finding("questions", told(...questions));
  if (finished === null) return;
  if (questions[0] < questions[1]) yield finding("unfinished", told(...questions));
  if (finished > day) yield finding("days", told(finished, day));
}

function* numbers(module, known) {
  // They are those of what was done: never more than the whole module's.
  if (module.minutes > known.minutes) {
    yield finding("minutes", { module: module.id, written: String(module.minutes), expected: String(known.minutes) });
  }
  const pairs = [
    ["lessons-of", module.lessons[1], known.lessons.length],
    ["questions-of", module.questions[1], known.quiz?.questions.length ?? 0],
  ];
  for (const [rule, written, expected] of pairs) {
    if (written !== expected) yield finding(rule, { module: module.id, written: String(written), expected: String(expected) });
  }
}

/** The numbers of the same version of the same edition are known; of another one, only its modules may be. */
function* against(content, index) {
  const same = content.version === index.version && content.updated === index.updated;
  const named = ({ version, updated }) => `${version} (${updated})`;
  if (!same) {
    const rule = content.updated < index.updated ? "older-version" : "unknown-version";
    yield finding(rule, { written: named(content), expected: named(index) });
  }
  // Another language or audience of this edition has the same modules and minutes: only its words differ.
  const own = content.edition === index.edition;
  if (!own) yield finding("other-edition", { written: content.edition });
  const known = new Map(index.modules.map((module) => [module.id, module]));
  for (const module of content.modules) {
    if (!known.has(module.id)) {
      if (own) yield finding("module", { module: module.id });
    } else if (own && same) yield* numbers(module, known.get(module.id));
  }
}

function* all(presented, index, checker) {
  yield* ofTheCode(presented, checker);
  const { content } = presented;
  if (checker.today && content.day > checker.today) yield finding("future", { written: content.day, expected: checker.today });
  for (const module of content.modules) yield* possible(module, content.day);
  if (content.course !== index.course) yield finding("other-course", { written: content.course, expected: index.course });
  else yield* against(content, index);
}

/** Everything there is to tell of an attestation { content, code, faithful }; nothing when it is sound and of today's course.
    `index` is course.json; `checker` what whoever checks knows besides: { word (plain), printed (a plain code), today }. */
export const judge = (presented, index, checker = {}) => [...all(presented, index, checker)];

/** Whether what was found leaves the attestation sound. */
export const isSound = (findings) => findings.every(({ rule }) => NOTES.includes(rule));
