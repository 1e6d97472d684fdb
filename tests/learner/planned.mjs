/* Courses for tests of laws: modules that build on one another, with or without express paths and quizzes. */

import fc from "fast-check";

const KINDS = ["single", "true-false", "multiple", "short-text", "numeric", "matching", "sorting", "ordering"];
export const THEMES = ["data", "rules", "city"];

const aModule = (at) => fc.record({
  id: fc.constant(`m${at}`),
  theme: fc.constantFrom(...THEMES),
  minutes: fc.integer({ min: 1, max: 90 }),
  express: fc.option(fc.record({ id: fc.constant("express"), minutes: fc.integer({ min: 1, max: 20 }) })),
  needs: fc.array(fc.nat(20), { maxLength: 3 }),
  kinds: fc.array(fc.array(fc.constantFrom(...KINDS), { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
});

/** A course of `count` modules at most, in any order; each may build on those that were drawn before it. */
export function aCourse({ count = 14 } = {}) {
  const drawn = fc.integer({ min: 1, max: count }).chain((size) => fc.tuple(...Array.from({ length: size }, (_, at) => aModule(at))));
  return drawn.chain((modules) => fc.shuffledSubarray(modules.map(built), { minLength: modules.length }))
    .map((modules) => ({ themes: THEMES.map((id) => ({ id })), modules }));
}

function built({ needs, kinds, ...module }, at) {
  const objectives = kinds.map((_, n) => ({ id: `o${n}`, statement: `o${n}`, competence: "1.1" }));
  const questions = kinds.flatMap((own, n) => own.map((kind, q) => ({ id: `${module.id}-q${n}-${q}`, kind, objective: `o${n}`, tries: 2, recall: q === 1 })));
  const prerequisites = at ? [...new Set(needs.map((need) => `m${need % at}`))] : [];
  return { ...module, objectives, prerequisites, quiz: { id: `${module.id}-quiz`, questions } };
}

/** What a learner has and did, in a course: some of it about what the course no longer has. */
export function factsOf(index) {
  const objectives = index.modules.flatMap((module) => module.objectives.map(({ id }) => `${module.id}/${id}`));
  const some = (ids) => fc.shuffledSubarray([...ids, "gone", "gone/o0"]);
  return fc.tuple(some(objectives), fc.nat(100), some(index.modules.map(({ id }) => id)), fc.shuffledSubarray([...THEMES, "gone"]), fc.nat(600), fc.boolean(), fc.nat(3))
    .map(([told, part, finished, themes, minutes, placed, few]) => {
      const cut = Math.floor((told.length * part) / 100);
      return { reached: told.slice(0, cut), missed: told.slice(cut), finished: finished.slice(0, few), themes, minutes, placed };
    });
}

export const courseAndFacts = () => aCourse().chain((index) => fc.tuple(fc.constant(index), factsOf(index)));
