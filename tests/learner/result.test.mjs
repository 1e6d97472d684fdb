/* The anonymous result: what it says of a journal, and its laws. Round trips with Python: test_results_agree.py. */

import assert from "node:assert/strict";
import test from "node:test";
import { inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { codeOf, fileText, resultOf, resultOfCode } from "../../generator/browser/learner/result.js";

const index = {
  course: "parcours", version: "2026.11", language: "fr", audience: "elus",
  modules: [
    { id: "a2", quiz: { questions: [{ id: "q1" }, { id: "q2" }] }, exercises: [{ id: "ex", cells: ["k", "share"] }] },
    { id: "b2", quiz: null, exercises: [] },
  ],
};
const DAY = "2026-11-27";
let made = 0;
const entry = (fields) => {
  made += 1;
  return { id: `entry-${made}`, at: `2026-11-27T08:00:${String(made % 60).padStart(2, "0")}.000Z`, course: "parcours", ...fields };
};
const answer = (question, given, score, more = {}) =>
  entry({ kind: "answer", module: "a2", question, answer: given, score, tries: 1, done: score >= 1, where: "quiz", ...more });
const verdict = (cell, status) => entry({ kind: "exercise", module: "a2", exercise: "ex", cell, answer: "Jean Dupont", status });

test("first is what was thought first, even after beginning again; last is what stands", () => {
  made = 0;
  const entries = [
    answer("q1", "led", 0),
    entry({ kind: "restart", module: "a2", question: "q1" }),
    answer("q1", "dim", 0),
    answer("q1", "off", 1),
    entry({ kind: "restart", module: "a2", question: "q1" }),
    answer("q1", "led", 0),
    answer("q1", "dim", 0, { where: "recall" }),
    answer("q1", "off", 1, { where: "placement" }),
  ];
  const [question] = resultOf(entries.toReversed(), index, DAY).questions;
  assert.deepEqual(question, {
    module: "a2", question: "q1", first: { answer: "led", score: 0 }, last: { answer: "dim", score: 0 }, tries: 3, done: true,
  });
  const [open] = resultOf([answer("q2", "x", 0), answer("q2", "y", 0.5)], index, DAY).questions;
  assert.deepEqual([open.tries, open.done], [2, false]);
});

test("a placement, a lesson, settings, another course, what is no longer asked, answers that could not be judged: not in it", () => {
  const entries = [
    answer("q1", "off", 1, { where: "placement" }),
    entry({ kind: "read", module: "a2", lesson: "l" }),
    entry({ kind: "settings", module: "a2", exercise: "ex", values: { share: 0.5, name: "Jean Dupont" } }),
    answer("q2", "x", 1, { course: "other" }),
    answer("gone", "x", 1),
    verdict("k", "empty"),
    verdict("gone", "right"),
  ];
  assert.equal(resultOf(entries, index, DAY), null);
});

test("an exercise says its last verdict and the tries until it was right, never what was typed", () => {
  const entries = [verdict("k", "mistake"), verdict("k", "unreadable"), verdict("k", "wrong"), verdict("k", "right")];
  const result = resultOf(entries, index, DAY);
  assert.deepEqual(result.exercises, [{ module: "a2", exercise: "ex", cell: "k", status: "right", tries: 3 }]);
  assert.ok(!fileText(result).includes("Jean"));
});

test("nothing of the learner is in it but answers: no name, no time, no territory, no id of an entry", () => {
  const entries = [answer("q1", "off", 1), entry({ kind: "territory", code: "242100410", commune: "21270" })];
  const text = fileText(resultOf(entries, index, DAY));
  for (const trace of ["242100410", "21270", "08:00", "entry-"]) assert.ok(!text.includes(trace), trace);
  assert.deepEqual(Object.keys(JSON.parse(text)), [
    "format", "version", "course", "courseVersion", "language", "audience", "id", "day", "questions", "exercises",
  ]);
});

test("the same answers keep their id another day and in any order; one answer more changes it; others have another", () => {
  const entries = [answer("q1", "off", 1), answer("q2", "x", 0)];
  const { id } = resultOf(entries, index, DAY);
  assert.match(id, /^[0-9a-hjkmnp-tv-z]{16}$/u);
  assert.equal(resultOf(entries.toReversed(), index, "2026-12-01").id, id);
  assert.notEqual(resultOf([...entries, answer("q2", "y", 1)], index, DAY).id, id);
  assert.notEqual(resultOf([answer("q1", "off", 1), answer("q2", "x", 0)], index, DAY).id, id);
});

test("what is long or strange in a journal edited by hand is cut, never thrown at", () => {
  const strange = [null, 3, { a: { b: 1 } }, [[1]], "x".repeat(5000), Array(500).fill("x"), { "": undefined }];
  for (const given of strange) {
    const result = resultOf([answer("q1", given, "no")], index, DAY);
    assert.ok(fileText(result).length < 20_000);
    assert.equal(result.questions[0].first.score, 0);
  }
});

test("an answer is handed over as far as any question asks for one", () => {
  const handed = (given, score) => resultOf([answer("q1", given, score)], index, DAY).questions[0].first;
  const long = "x".repeat(201);
  assert.deepEqual(handed([...Array(60).fill(long), "last"], 1), { answer: Array(60).fill("x".repeat(200)), score: 1 });
  assert.deepEqual(handed({ [long]: long, b: true, c: 3 }, 2 / 3), { answer: { ["x".repeat(200)]: "x".repeat(200), b: true, c: null }, score: 0.667 });
  assert.equal(Object.keys(handed(Object.fromEntries(Array.from({ length: 61 }, (_, n) => [`n${n}`, ""])), 0).answer).length, 60);
  assert.deepEqual([true, null, 3, ["a", 3]].map((given) => handed(given, 0).answer), [true, null, null, ["a"]]);
  assert.deepEqual([-0.1, 1.1, "1", Number.NaN].map((score) => handed("", score).score), [0, 0, 0, 0]);
});

test("a result longer than a block of plain code is in several, which any reader of deflate reads", async () => {
  const { CompressionStream } = globalThis;
  const result = { format: "parcours-result", long: "é".repeat(70_000) };
  globalThis.CompressionStream = undefined;
  const code = await codeOf(result);
  globalThis.CompressionStream = CompressionStream;
  assert.equal(inflateRawSync(Buffer.from(code.slice("PARCOURS-R1.".length), "base64url")).toString(), JSON.stringify(result));
  const { DecompressionStream } = globalThis;
  globalThis.DecompressionStream = undefined;
  assert.deepEqual(await resultOfCode(code), result);
  globalThis.DecompressionStream = DecompressionStream;
});

const anyAnswer = fc.oneof(fc.string(), fc.array(fc.string()), fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.boolean())));

test("a code gives its result back, with and without compression, folded or not", async () => {
  const { CompressionStream } = globalThis;
  await fc.assert(
    fc.asyncProperty(anyAnswer, fc.boolean(), async (given, plain) => {
      const result = resultOf([answer("q1", given, 0.5)], index, DAY);
      globalThis.CompressionStream = plain ? undefined : CompressionStream;
      const code = await codeOf(result);
      globalThis.CompressionStream = CompressionStream;
      const folded = code.replaceAll(/.{60}/gu, "$&\n ");
      assert.deepEqual(await resultOfCode(folded), JSON.parse(JSON.stringify(result)));
    }),
    { numRuns: 60 },
  );
});

test("without the browser's streams, plain codes are written and read; others are not, quietly", async () => {
  const { CompressionStream, DecompressionStream } = globalThis;
  const result = resultOf([answer("q1", "é".repeat(150), 1)], index, DAY);
  const packed = await codeOf(result);
  globalThis.CompressionStream = globalThis.DecompressionStream = undefined;
  const plain = await codeOf(result);
  assert.deepEqual(await resultOfCode(plain), result);
  assert.equal(await resultOfCode(packed), null);
  Object.assign(globalThis, { CompressionStream, DecompressionStream });
  for (const text of ["", "PARCOURS-R1.", "PARCOURS-R1.????", packed.slice(0, -9), packed.replace("R1", "R2"), plain.replace("R1", "R2"), "hello"]) {
    assert.equal(await resultOfCode(text), null);
  }
});
