/* Laws of the progress file: what goes out comes back, and no file whatever harms what was there. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { canonical, isEntry, merged } from "../../generator/browser/learner/journal.js";
import { FORMAT, LARGEST, decoded, read, written } from "../../generator/browser/learner/progress-file.js";
import { COURSE, anEntry, anything, byHand, journals } from "./entries.mjs";

const now = Date.parse("2030-01-01");
const head = { course: COURSE, made: "2026-11-27T20:31:05.123Z" };
const take = (text) => read(text, { course: COURSE, now });
const file = (entries) => written(entries, head);
const same = (one, other) => assert.deepEqual(one.map(canonical), other.map(canonical));
const codes = ({ problems }) => problems.map(({ code }) => code);
const some = () => fc.array(anEntry(), { minLength: 1, maxLength: 6 });

test("what goes out comes back", () => {
  fc.assert(fc.property(journals(1), ([journal]) => {
    const back = take(file(journal));
    assert.deepEqual(back.problems, []);
    same(back.entries, merged(journal));
    assert.equal(file(back.entries), file(journal));
  }));
});

test("files merge like journals, in any order and any number of times", () => {
  fc.assert(fc.property(journals(3), ([one, two, three]) => {
    const [a, b, c] = [one, two, three].map((journal) => take(file(journal)).entries);
    const through = (x, y) => take(file(merged(x, y))).entries;
    same(through(through(a, b), c), through(a, through(c, b)));
    same(through(through(a, b), c), merged(one, two, three));
    same(through(a, a), merged(one));
  }));
});

test("no text whatever makes reading throw, nor brings what is no entry of the course", () => {
  const json = anything().map((value) => {
    try {
      return JSON.stringify({ format: FORMAT, version: 1, course: COURSE, entries: [value].flat(1) }) ?? "";
    } catch {
      return ""; // a number too large for JSON, an object within itself
    }
  });
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), json, fc.anything()), (text) => {
    const { entries, problems, newer } = take(text);
    assert.ok(entries.every((entry) => isEntry(entry) && entry.course === COURSE));
    assert.ok(Array.isArray(problems) && newer === false);
  }));
});

test("a damaged file takes nothing from what was there", () => {
  const damage = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(40), by: fc.string({ maxLength: 5 }) });
  fc.assert(fc.property(journals(2), fc.array(damage, { maxLength: 3 }), ([there, out], damages) => {
    let text = file(out);
    for (const { at, length, by } of damages) {
      const start = Math.floor(at * text.length);
      text = text.slice(0, start) + by + text.slice(start + length);
    }
    const after = merged(there, take(text).entries);
    const ids = new Set(after.map(({ id }) => id));
    assert.ok(there.every(({ id }) => ids.has(id)));
    assert.ok(after.every(isEntry));
  }));
});

test("a file cut short brings its whole entries, laid out by us or by an editor, and says so", () => {
  fc.assert(fc.property(some(), fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean(), (entries, share, pretty) => {
    const text = pretty ? JSON.stringify(JSON.parse(file(entries)), null, 2) : file(entries);
    const start = text.indexOf("[") + 1;
    const cut = text.slice(0, start + Math.floor(share * (text.lastIndexOf("]") - start)));
    const back = take(cut);
    assert.deepEqual(codes(back), ["truncated"]);
    const laid = (entry) => (pretty ? JSON.stringify(entry, null, 2).replaceAll("\n", "\n    ") : JSON.stringify(entry));
    same(back.entries, merged(entries).filter((entry) => cut.includes(laid(entry))));
  }));
});

test("a file that lost its beginning brings its whole entries", () => {
  fc.assert(fc.property(some(), (entries) => {
    const text = file(entries);
    const back = take(text.slice(text.indexOf("[") - 12));
    assert.deepEqual(codes(back), ["truncated"]);
    same(back.entries, merged(entries));
  }));
});

test("one damaged line costs that line only", () => {
  fc.assert(fc.property(fc.array(anEntry(), { minLength: 3, maxLength: 6 }), fc.nat(), fc.constantFrom("brace", "quote"), (entries, pick, what) => {
    const all = merged(entries);
    const rows = file(entries).split("\n");
    const at = 1 + (pick % all.length);
    rows[at] = what === "brace" ? rows[at].replace("}", "") : rows[at].replace('"', "");
    for (const end of ["\n", "\r\n"]) same(take(rows.join(end)).entries, all.filter((_, index) => index !== at - 1));
  }));
});

test("in a file that an editor laid out, a text without its end costs its entry only, a forgotten comma nothing", () => {
  fc.assert(fc.property(fc.array(anEntry(), { minLength: 2, maxLength: 5 }), fc.nat(), (entries, pick) => {
    const all = merged(entries);
    const hurt = all[pick % all.length];
    const text = JSON.stringify(JSON.parse(file(all)), null, 2);
    const damaged = text.replace(`"id": "${hurt.id}"`, `"id": "${hurt.id}`);
    same(take(damaged).entries, all.filter((entry) => entry !== hurt));
    same(take(text.replace(/^ {4}\},$/mu, "    }")).entries, all);
  }));
});

test("invalid entries are counted and left out, the others come", () => {
  fc.assert(fc.property(some(), fc.array(byHand().filter((value) => !isEntry(value)), { minLength: 1, maxLength: 4 }), (fine, strange) => {
    const body = JSON.parse(file(fine));
    const bad = strange.map((value) => {
      try {
        return JSON.parse(JSON.stringify(value));
      } catch {
        return "";
      }
    }).filter((value) => !isEntry(value));
    const back = take(JSON.stringify({ ...body, entries: [...bad, ...body.entries] }));
    same(back.entries, merged(fine));
    assert.deepEqual(back.problems, bad.length ? [{ code: "invalid", count: bad.length }] : []);
  }));
});

test("another course, a later format, other files are refused, each with its reason", () => {
  const [entry] = fc.sample(anEntry(), 1);
  const body = { format: FORMAT, version: 1, course: COURSE, made: head.made, entries: [entry] };
  const refused = (change) => {
    const { entries, problems, newer } = take(JSON.stringify({ ...body, ...change }));
    assert.deepEqual(entries, []);
    return [...problems, newer];
  };
  assert.deepEqual(refused({ course: "autre" }), [{ code: "other-course", course: "autre" }, false]);
  assert.deepEqual(refused({ course: "a".repeat(1_000) }), [{ code: "other-course", course: "a".repeat(200) }, false]);
  assert.deepEqual(refused({ course: { toString: 1, valueOf: 1 } }), [{ code: "other-course", course: "" }, false]);
  assert.deepEqual(refused({ version: 2 }), [{ code: "newer" }, true]);
  for (const change of [{ format: "parcours-result" }, { version: "1" }, { version: 0 }, { entries: {} }]) {
    assert.deepEqual(refused(change), [{ code: "not-progress" }, false]);
  }
  for (const text of ["null", "[]", "5", '"x"', "{}", '[{"format":"parcours-progress"}]']) assert.deepEqual(codes(take(text)), ["not-progress"]);
  for (const text of ["", "hello", "\u0000", "{".repeat(100_000), "[".repeat(2_000_000)]) assert.deepEqual(codes(take(text)), ["not-json"]);
  assert.deepEqual(codes(take(file([entry]).slice(0, 45))), ["truncated"]);
  assert.deepEqual(codes(take(file([entry]).replace('"version":1', '"version":3').slice(0, -5))), ["newer"]);
  assert.deepEqual(codes(take(" ".repeat(LARGEST + 1))), ["too-large"]);
});

test("entries of another course, and of a day that has not come, are left out", () => {
  const [one, two, three, four] = fc.sample(anEntry(), 4);
  const last = { ...four, at: "2030-01-02T00:00:00.000Z" }; // other devices have clocks of their own
  const entries = [one, { ...two, course: "autre" }, { ...three, at: "2030-01-02T00:00:00.001Z" }, last];
  const back = take(JSON.stringify({ ...JSON.parse(file([])), entries }));
  same(back.entries, [one, last]);
  assert.deepEqual(back.problems, [{ code: "foreign", count: 1 }, { code: "future", count: 1 }]);
});

test("a hostile file is only text", () => {
  const [entry] = fc.sample(anEntry(), 1);
  const text = `{"format":"parcours-progress","version":1,"course":"parcours","__proto__":{"polluted":1},"entries":[
    {"__proto__":{"polluted":1},"id":"0123456789abcdef","at":"2026-11-27T20:31:05.123Z","course":"parcours","kind":"read","module":"a","lesson":"b"},
    {"constructor":{"prototype":{"polluted":1}},"id":"1123456789abcdef","at":"2026-11-27T20:31:05.123Z","course":"parcours","kind":"read","module":"<script>alert(1)</script>","lesson":"b"},
    ${JSON.stringify(entry)}, ${"[".repeat(50_000)}${"]".repeat(50_000)}]}`;
  const back = take(text);
  assert.equal({}.polluted, undefined);
  assert.deepEqual(back.problems, [{ code: "invalid", count: 2 }]);
  same(back.entries, merged([entry, back.entries.find(({ id }) => id === "1123456789abcdef")]));
});

test("a file that an editor saved in another coding, or with a mark, is read", () => {
  const text = file(fc.sample(anEntry(), 3));
  const sixteen = (little) => {
    const bytes = new Uint8Array(2 * text.length + 2);
    const view = new DataView(bytes.buffer);
    ["\uFEFF", ...text.split("")].forEach((unit, at) => view.setUint16(2 * at, unit.charCodeAt(0), little));
    return bytes;
  };
  for (const bytes of [new TextEncoder().encode(text), new TextEncoder().encode(`\uFEFF${text}`), sixteen(true), sixteen(false)]) {
    const back = take(decoded(bytes));
    assert.deepEqual(back.problems, []);
    assert.equal(file(back.entries), text);
  }
  same(take(`\uFEFF${text}`).entries, take(text).entries);
});
