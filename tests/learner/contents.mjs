/* Contents of attestations for the laws: any that the page could write. */

import fc from "fast-check";
import { cleanName } from "../../generator/browser/learner/attestation.js";

const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
const anId = () => fc.array(fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 }).map((parts) => parts.join("-"));
const aDay = (from, to) => fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const aText = (most) =>
  fc.oneof(fc.string({ unit: "grapheme", maxLength: most }), fc.constantFrom("Élodie O\u2019Hara", "Anne-Marie d'Estissac", "李明", "Ångström 2", "$+%C3/*:")).map((text) => [...cleanName(text)].slice(0, most).join("").trim() || "A");

const aModule = () =>
  fc.record({
    id: anId(),
    minutes: fc.integer({ min: 1, max: 600 }),
    lessons: fc.tuple(fc.nat(12), fc.nat(12)).map(([one, more]) => [one, one + more]),
    questions: fc.nat(20).map((all) => [all, all]),
    score: fc.nat(100),
    finished: fc.option(aDay("2026-11-01", "2026-11-20")),
  }, { noNullPrototype: true });

export const aWord = () => fc.oneof(fc.constant(""), fc.string({ unit: fc.constantFrom(...letters), minLength: 4, maxLength: 20 }));

export const aContent = () =>
  fc.record({
    v: fc.constant(1),
    course: anId(),
    version: aText(20),
    updated: aDay("2026-01-01", "2026-11-20"),
    edition: anId(),
    language: fc.constantFrom("fr", "en"),
    audience: anId(),
    day: aDay("2026-11-21", "2099-12-31"),
    name: aText(80),
    session: fc.boolean(),
    modules: fc.uniqueArray(aModule(), { minLength: 1, maxLength: 14, selector: ({ id }) => id }),
  }, { noNullPrototype: true });

/** The course that a content speaks of, as course.json tells it. */
export function indexOf({ course, version, updated, edition, modules }) {
  const known = modules.map(({ id, minutes, lessons, questions }) => ({ id, minutes, lessons: Array(lessons[1]), quiz: { questions: Array(questions[1]) } }));
  return { course, version, updated, edition, modules: known };
}

export const WORDS = { title: "T", description: "D", criteria: "C", issuer: "I", publisher: "Ville", home: "https://example.org/", modules: {} };
