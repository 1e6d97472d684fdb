/* Small courses as `course.json` tells them, and journals of learners who followed them, for tests of laws. */

import fc from "fast-check";

const page = (id, minutes = 5) => ({ id, title: `Title of ${id}`, url: `${id}/`, minutes, kind: "notion" });
const named = (prefix, count) => Array.from({ length: count }, (_, at) => `${prefix}${at + 1}`);

/** A module: `lessons` and `cells` are counts, `questions` a list of objectives, one per question. */
export function aModule(id, { lessons = 2, questions = ["o1", "o1", "o2"], cells = 0, express = true, theme = "t1" } = {}) {
  const quiz = {
    id: `${id}-quiz`, title: `Quiz of ${id}`, url: `${id}/quiz/`, minutes: 8,
    questions: questions.map((objective, at) => ({ id: `q${at + 1}`, kind: "single", objective, tries: 2, recall: false })),
  };
  return {
    id, title: `Module ${id}`, summary: "", theme, url: `${id}/`, minutes: 30, prerequisites: [],
    objectives: ["o1", "o2", "o3"].map((name, at) => ({ id: name, statement: `do ${name}`, competence: `${at + 3}.${at + 1}` })),
    lessons: named("l", lessons).map((name) => page(name)),
    express: express ? page("short", 10) : null,
    exercises: cells ? [{ ...page("ex", 15), objectives: ["o3"], cells: named("c", cells) }] : [],
    quiz: questions.length ? quiz : null,
  };
}

export const aCourse = (...modules) => ({
  format: 1, course: "parcours", themes: ["t1", "t2"].map((id) => ({ id, title: `Theme ${id}`, url: `${id}/` })), modules,
});

/** Any course of up to four modules. */
export function anyCourse() {
  const module = fc.record({
    lessons: fc.nat(3), cells: fc.nat(2), express: fc.boolean(), theme: fc.constantFrom("t1", "t2"),
    questions: fc.array(fc.constantFrom("o1", "o2", ""), { maxLength: 5 }),
  });
  return fc.array(module, { minLength: 1, maxLength: 4 }).map((all) => aCourse(...all.map((each, at) => aModule(`m${at + 1}`, each))));
}

let count = 0;
const letters = "0123456789abcdefghjkmnpqrstvwxyz";

/** A new id, never the same twice in a run. */
export function anId() {
  let left = ++count;
  let id = "";
  for (; id.length < 16; left = Math.floor(left / 32)) id = letters[left % 32] + id;
  return id;
}

export const at = (day, hour = 10) => new Date(Date.UTC(2026, 10, day, hour)).toISOString();
export const entry = (time, kind, fields) => ({ id: anId(), at: time, course: "parcours", kind, ...fields });
export const read = (time, module, lesson) => entry(time, "read", { module, lesson });
export const answer = (time, module, question, score = 1, more = {}) =>
  entry(time, "answer", { module, question, answer: "x", score, tries: 1, done: true, where: "quiz", ...more });

/** Any journal of somebody who followed such a course, or another one: some ids are of nothing. */
export function anyJournal(maxLength = 25) {
  const module = fc.constantFrom("m1", "m1", "m2", "m3", "lost");
  const time = fc.integer({ min: 0, max: 60 * 24 }).map((hours) => new Date(Date.UTC(2026, 10, 1, hours)).toISOString());
  const kinds = fc.oneof(
    fc.record({ kind: fc.constant("read"), module, lesson: fc.constantFrom("l1", "l2", "l3", "short", "lost") }),
    fc.record({ kind: fc.constant("unread"), module, lesson: fc.constantFrom("l1", "l2", "short") }),
    { weight: 4, arbitrary: fc.record({
      kind: fc.constant("answer"), module, question: fc.constantFrom("q1", "q2", "q3", "q4", "lost"), answer: fc.constant("x"),
      score: fc.constantFrom(0, 0.5, 1, 1), tries: fc.integer({ min: 1, max: 2 }), done: fc.boolean(),
      where: fc.constantFrom("quiz", "quiz", "recall", "placement"),
    }) },
    fc.record({ kind: fc.constant("restart"), module, question: fc.constantFrom("q1", "q2") }),
    fc.record({ kind: fc.constant("exercise"), module, exercise: fc.constant("ex"), cell: fc.constantFrom("c1", "c2"), answer: fc.constant(1), status: fc.constantFrom("right", "wrong") }),
    fc.record({ kind: fc.constant("settings"), module, exercise: fc.constantFrom("ex", "lost"), values: fc.constant({ share: 0.5 }) }),
    fc.record({ kind: fc.constant("path"), minutes: fc.constant(60), modules: fc.option(fc.subarray(["m2", "m1:express", "lost", "m3"])) }),
    fc.record({ kind: fc.constant("placement"), reached: fc.subarray(["m1/o1", "lost/o1"]), missed: fc.subarray(["m2/o2"]) }),
    fc.record({ kind: fc.constant("badge"), module }),
  );
  return fc.array(fc.tuple(time, kinds).map(([when, fields]) => ({ id: anId(), at: when, course: "parcours", ...fields })), { maxLength });
}
