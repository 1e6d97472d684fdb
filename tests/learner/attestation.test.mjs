/* Laws of the attestation: its text and its badge are read again without loss, and nothing changed passes for sound. */

import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { cleanName, codeOf, isContent, isDay, plainCode, plainWord, readText, textOf } from "../../generator/browser/learner/attestation.js";
import { badgeOf, readAttestation } from "../../generator/browser/learner/badge.js";
import { hmac, sha256 } from "../../generator/browser/learner/sha256.js";
import { isSound, judge } from "../../generator/browser/learner/soundness.js";
import { aContent, aWord, indexOf, WORDS } from "./contents.mjs";

const sheet = (content, word = "") => textOf(content, codeOf(content, word));

const badge = (content, word = "") => badgeOf(content, codeOf(content, word), WORDS);

test("digests are those of Node, whatever the bytes and the key", () => {
  const bytes = fc.uint8Array({ maxLength: 300 });
  fc.assert(fc.property(bytes, bytes, (key, data) => {
    assert.deepEqual(Buffer.from(sha256(data)), createHash("sha256").update(data).digest());
    assert.deepEqual(Buffer.from(hmac(key, data)), createHmac("sha256", key).update(data).digest());
  }));
});

test("the text of a QR code is read again without loss", () => {
  fc.assert(fc.property(aContent(), aWord(), (content, word) => {
    const text = sheet(content, word);
    assert.match(text, /^[0-9A-Z$%*+\-./:]+$/, "letters that QR codes hold tightly, and no space");
    assert.deepEqual(readText(text), { content, code: codeOf(content, word) });
    assert.deepEqual(readText(` ${text.replace(/.{40}/g, "$&\r\n")} `), readText(text), "lines that a messenger broke");
  }));
});

test("a badge is read again without loss", () => {
  fc.assert(fc.property(aContent(), (content) => {
    const read = readAttestation(JSON.stringify(badge(content), null, 1));
    assert.deepEqual(read, { content, code: codeOf(content), faithful: true });
  }));
});

test("a text with one character changed, added or taken away is refused, or its code no longer fits", () => {
  fc.assert(fc.property(aContent(), fc.nat(), fc.constantFrom(..."0189AZ%$+-./:*zé"), fc.constantFrom(0, 1, 2), (content, where, character, how) => {
    const text = sheet(content);
    const at = where % text.length;
    const changed = text.slice(0, at) + (how === 2 ? "" : character) + text.slice(at + (how === 1 ? 0 : 1));
    if (changed === text) return;
    const read = readText(changed);
    assert.ok(read.refusal || codeOf(read.content) !== read.code, changed);
  }), { numRuns: 500 });
});

const FORGERIES = {
  score: (content) => ({ ...content, modules: content.modules.map((one) => ({ ...one, score: (one.score + 1) % 101 })) }),
  name: (content) => ({ ...content, name: content.name === "Camille" ? "Dominique" : "Camille" }),
  module: (content) => ({ ...content, modules: [...content.modules, { ...content.modules[0], id: "one-more" }] }),
  day: (content) => ({ ...content, day: content.day === "2026-11-27" ? "2026-11-26" : "2026-11-27" }),
  session: (content) => ({ ...content, session: !content.session }),
};

test("a forged one is not sound: score, name, module, day, session word", () => {
  fc.assert(fc.property(aContent(), fc.constantFrom(...Object.keys(FORGERIES)), (content, which) => {
    const word = content.session ? "tilleul" : "";
    const code = codeOf(content, word);
    assert.ok(isSound(judge({ content, code }, indexOf(content), { word })));
    const forged = FORGERIES[which](content);
    assert.ok(!isSound(judge({ content: forged, code }, indexOf(forged), { word })), which);
  }));
});

test("a code made again under another session word does not fit", () => {
  fc.assert(fc.property(aContent(), aWord(), aWord(), (content, word, other) => {
    fc.pre(word !== other && word !== "" && other !== "");
    const under = { ...content, session: true };
    const rules = (word) => judge({ content: under, code: codeOf(under, other) }, indexOf(under), { word }).map(({ rule }) => rule);
    assert.deepEqual(rules(word), ["code-under-word"]);
    assert.deepEqual(rules(""), ["word-needed"]);
    assert.deepEqual(rules(other), []);
  }));
});

test("what cannot be true of the course is told by its rule, what cannot be compared is a note", () => {
  const module = { id: "m1", minutes: 30, lessons: [2, 3], questions: [4, 4], score: 100, finished: "2026-11-25" };
  const content = {
    v: 1, course: "essai", version: "2", updated: "2026-11-20", edition: "default", language: "fr", audience: "elus",
    day: "2026-11-25", name: "Camille", session: false, modules: [module],
  };
  const told = (change, checker = {}) => {
    const made = { ...content, ...change };
    return judge({ content: made, code: codeOf(made) }, indexOf(content), checker).map((found) => Object.values(found).filter(Boolean).join(" "));
  };
  const of = (change, more = {}) => told({ modules: [{ ...module, ...change }], ...more });
  assert.deepEqual(told({}, { printed: codeOf(content), today: "2026-11-25" }), []);
  for (const [change, ...rules] of [
    [{ minutes: 29 }], [{ minutes: 31 }, "minutes m1 31 30"], [{ score: 101 }, "score m1 101"],
    [{ lessons: [3, 3] }], [{ lessons: [4, 3] }, "lessons m1 4 3"], [{ lessons: [0, 9] }, "lessons-of m1 9 3"],
    [{ questions: [3, 4] }, "unfinished m1 3 4"], [{ questions: [3, 4], finished: null }], [{ questions: [5, 4] }, "questions m1 5 4"],
    [{ questions: [9, 9] }, "questions-of m1 9 4"], [{ finished: "2026-11-26" }, "days m1 2026-11-26 2026-11-25"], [{ id: "z9" }, "module z9"],
  ]) assert.deepEqual(of(change), rules, JSON.stringify(change));
  assert.deepEqual(told({}, { today: "2026-11-24" }), ["future 2026-11-25 2026-11-24"]);
  assert.deepEqual(told({}, { printed: "0000-0000-0000" }), [`other-paper ${codeOf(content)} 0000-0000-0000`]);
  assert.deepEqual(told({}, { word: "tilleul" }), ["no-word"]);
  assert.deepEqual(of({ minutes: 99 }, { course: "autre" }), ["other-course autre essai"]);
  assert.deepEqual(of({ minutes: 99 }, { version: "1", updated: "2026-11-19" }), ["older-version 1 (2026-11-19) 2 (2026-11-20)"]);
  assert.deepEqual(of({ minutes: 99 }, { version: "3" }), ["unknown-version 3 (2026-11-20) 2 (2026-11-20)"]);
  assert.deepEqual(of({ id: "z9" }, { edition: "ailleurs" }), ["other-edition ailleurs"]);
  assert.deepEqual(["older-version", "other-edition", "minutes"].map((rule) => isSound([{ rule }])), [true, true, false]);
});

test("a badge whose shown parts were edited is not sound", () => {
  fc.assert(fc.property(aContent(), fc.constantFrom("name", "day", "score"), (content, which) => {
    const file = badge(content);
    const subject = file.credentialSubject;
    if (which === "name") subject.identifier[0].identityHash += "x";
    if (which === "day") file.validFrom = "2001-01-01T00:00:00Z";
    if (which === "score") subject.result[0].value = "101";
    const read = readAttestation(JSON.stringify(file));
    assert.equal(read.faithful, false);
    assert.deepEqual(judge(read, indexOf(content), { word: "" }).map(({ rule }) => rule).filter((rule) => rule !== "word-needed"), ["badge-edited"]);
  }));
});

test("a content has every field and no other, each of its kind and no longer than it may be", () => {
  const module = { id: "m1", minutes: 30, lessons: [2, 3], questions: [4, 4], score: 100, finished: null };
  const content = {
    v: 1, course: "essai", version: "2", updated: "2026-11-20", edition: "default", language: "fr", audience: "elus",
    day: "2026-11-25", name: "Camille", session: false, modules: [module],
  };
  const many = (count) => Array.from({ length: count }, (_, n) => ({ ...module, id: `m${n}` }));
  for (const change of [
    {}, { name: "\u{1f600}".repeat(80) }, { version: "v".repeat(20) }, { course: "a".repeat(60) }, { modules: many(60) },
    { modules: [{ ...module, minutes: 9999, finished: "2026-11-24" }] },
  ]) assert.ok(isContent({ ...content, ...change }), JSON.stringify(change));
  for (const change of [
    { v: 2 }, { more: 1 }, { session: "1" }, { day: "2026-02-30" }, { language: "fra" }, { language: ["fr"] },
    ...["", 5, " Camille", "Camille ", "C\u200bamille", "c".repeat(81)].map((name) => ({ name })), { version: "v".repeat(21) },
    ...["A", "a-", ["a"], "a".repeat(61)].map((course) => ({ course })),
    ...[{}, null, [], many(61), [module, module], [module, {}], [module, null], "m1"].map((modules) => ({ modules })),
    ...[-1, 1.5, 10_000, "3", null].map((minutes) => ({ modules: [{ ...module, minutes }] })),
    ...[[1], [1, 2, 3], [1, "2"], { 0: 1, 1: 2, length: 2 }, 3].map((lessons) => ({ modules: [{ ...module, lessons }] })),
    { modules: [{ ...module, finished: "" }] }, { modules: [{ ...module, more: 1 }] },
  ]) assert.ok(!isContent({ ...content, ...change }), JSON.stringify(change));
  for (const name of Object.keys(content)) {
    const { [name]: _, ...without } = content;
    assert.ok(!isContent(without) && !isContent({ ...without, toString: 1 }), name);
  }
  for (const odd of [null, [], "", 1]) assert.ok(!isContent(odd));
});

test("whatever is handed over, the answer is an attestation or a refusal", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    fc.tuple(aContent(), fc.jsonValue()).map(([content, value]) => JSON.stringify({ ...badge(content), parcoursAttestation: { content: value, code: codeOf(content) } })),
    fc.tuple(aContent(), fc.jsonValue(), fc.constantFrom("name", "day", "modules", "version", "v", "__proto__")).map(([content, value, field]) =>
      JSON.stringify({ parcoursAttestation: { code: codeOf(content), content: { ...content, [field]: value } } })),
    fc.array(fc.constantFrom("PARCOURS-A1", "PARCOURS-A2", "PARCOURS-A", "/", "%", "$", "%C3", "A2:1:1", "*", "20261127")).map((parts) => parts.join("/")),
  );
  fc.assert(fc.property(anything, (given) => {
    const read = readAttestation(given);
    assert.ok(["empty", "long", "unknown", "newer", "damaged"].includes(read.refusal) || isContent(read.content));
  }), { numRuns: 500 });
});

test("a refusal says which: nothing, something else, a later version, one cut short", () => {
  assert.equal(readAttestation("  ").refusal, "empty");
  assert.equal(readAttestation("bonjour").refusal, "unknown");
  assert.equal(readAttestation('{"name": "PARCOURS-A1/"}').refusal, "unknown");
  assert.equal(readAttestation("PARCOURS-A2/x").refusal, "newer");
  assert.equal(readAttestation("PARCOURS-A1/PARCOURS/2026").refusal, "damaged");
  assert.equal(readAttestation(" ".repeat(400_001)).refusal, "long");
  assert.equal(readAttestation(`PARCOURS-A1/${"A".repeat(9000)}`).refusal, "long");
});

test("words may stand before a text and a mark before a badge; a badge of a later version, or whose code is no text, is refused", () => {
  const [content] = fc.sample(aContent(), 1);
  const read = { content, code: codeOf(content) };
  assert.deepEqual(readAttestation(`Bonjour, voici : ${sheet(content)}`), read);
  assert.equal(readAttestation(`Bonjour, voici : PARCOURS-A10/x`).refusal, "newer");
  assert.equal(readAttestation(`Bonjour, voici : ${sheet(content)}${" ".repeat(16_000)}.`).refusal, "unknown");
  const file = badge(content);
  assert.deepEqual(readAttestation(`\ufeff \n${JSON.stringify(file)}\n`), { ...read, faithful: true });
  const refusal = (content, code) => readAttestation(JSON.stringify({ ...file, parcoursAttestation: { content, code } })).refusal;
  assert.equal(refusal({ ...content, v: 2 }, read.code), "newer");
  assert.equal(refusal(content, [read.code]), "damaged");
});

test("a badge names who publishes the course, by an address where there is one", () => {
  const [content] = fc.sample(aContent(), 1);
  const creator = (words) => badgeOf(content, codeOf(content), { ...WORDS, ...words }).credentialSubject.achievement.creator;
  assert.deepEqual(creator({}), { id: WORDS.home, type: ["Profile"], name: WORDS.publisher, url: WORDS.home });
  const { id, ...nowhere } = creator({ home: "" });
  assert.match(id, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual(nowhere, { type: ["Profile"], name: WORDS.publisher });
  assert.equal(creator({ publisher: "" }), undefined);
});

test("a name is what it seems, and cleaning it again changes nothing", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (typed) => {
    const name = cleanName(typed);
    assert.equal(cleanName(name), name);
    assert.doesNotMatch(name, /[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/u);
  }));
  assert.equal(cleanName("  E\u0301lodie\tde\u202e  La Tour "), "\u00c9lodie de La Tour");
  assert.equal(cleanName(" \n "), "");
  assert.equal(cleanName("\u{1f600}".repeat(90)), "\u{1f600}".repeat(80));
  assert.equal(cleanName(`  ${"a".repeat(79)} b`), "a".repeat(79));
});

test("a session word counts without accents, case and spaces; a code is forgiven what hands confuse", () => {
  assert.equal(plainWord(" Tilleul d\u2019\u00c9t\u00e9 26 "), "tilleuldete26");
  assert.equal(plainCode("7kq2 m5xa-9odt"), "7KQ2-M5XA-90DT");
  assert.equal(plainCode("iIlL-OOoo-0000"), "1111-0000-0000");
  assert.equal(plainCode("7kq2 m5xa-9odu"), null);
  assert.equal(plainCode("7kq2"), null);
});

test("days are those of the calendar", () => {
  assert.ok(isDay("2028-02-29"));
  for (const day of ["2027-02-29", "2026-13-01", "1999-12-31", "2026-1-1", 20261127, null, "2026-11-27\n"]) assert.ok(!isDay(day), String(day));
});
