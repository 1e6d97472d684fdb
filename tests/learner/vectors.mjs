/* What the page's scripts make and say of attestations, one JSON line each, for Python to compare with its own. */

import fc from "fast-check";
import { codeOf, plainCode, plainWord, textOf } from "../../generator/browser/learner/attestation.js";
import { badgeOf, readAttestation } from "../../generator/browser/learner/badge.js";
import { judge } from "../../generator/browser/learner/soundness.js";
import { aContent, aWord, indexOf, WORDS } from "./contents.mjs";

const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

const told = (given, checker) => {
  const read = readAttestation(given);
  // Only what does not depend on the course: the course of the tests is not that of these contents.
  const rules = read.refusal ? null : judge(read, { ...indexOf(read.content), course: "-" }, checker).map(({ rule, module, written }) => [rule, module, written]);
  return { kind: "read", given, checker, refusal: read.refusal ?? null, rules };
};

const spoilt = (text, [how, where, piece]) => {
  const at = where % (text.length + 1);
  if (how === "cut") return text.slice(0, at);
  if (how === "put") return text.slice(0, at) + piece + text.slice(at);
  return text.slice(0, at) + piece + text.slice(at + 1);
};

const wounds = fc.tuple(fc.constantFrom("cut", "put", "swap"), fc.nat(), fc.constantFrom(..."0189AZ%$+-./:*zé ", "%C3", "%41", "$a", "\u202e", '"', "}", "\ud800", "1e3", "-1"));

for (const [content, word, wound] of fc.sample(fc.tuple(aContent(), aWord(), wounds), { numRuns: 150, seed: 20261127 })) {
  const code = codeOf(content, content.session ? word : "");
  const text = textOf(content, code);
  const badge = JSON.stringify(badgeOf(content, code, WORDS));
  const checker = { word, printed: "", today: "2060-01-01" };
  say({ kind: "made", content, word, under: codeOf(content, word), code, text });
  const again = badge.replaceAll(/(?<=[[:,])([0-9]+)(?=[\],}])/g, "$1.0"); // as other programs write the same numbers
  for (const given of [text, badge, again, spoilt(text, wound), spoilt(badge, wound)]) say(told(given, checker));
}
for (const typed of ["Tilleul d\u2019\u00c9t\u00e9 26", "7kq2 m5xa-9odt", "iIlL-OOoo-0000", "\u00df\u0131\u212a", "7KQ2\u20111111\u20130000", ""]) {
  say({ kind: "typed", typed, word: plainWord(typed), code: plainCode(typed) });
}
