/* Laws of the journal: what an entry is, merging, order. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { KINDS, LIMITS, canonical, faultOf, idOf, isEntry, made, merged, order, replaces, same as saysTheSame, timeAfter } from "../../generator/browser/learner/journal.js";
import { anEntry, anything, byHand, journals } from "./entries.mjs";

const same = (one, other) => assert.deepEqual(one.map(canonical), other.map(canonical));

test("every entry that a page can write is valid", () => {
  fc.assert(fc.property(anEntry(), (entry) => assert.equal(faultOf(entry), null)));
});

test("merging is commutative, whatever hands did to the entries", () => {
  fc.assert(fc.property(journals(2), ([one, other]) => same(merged(one, other), merged(other, one))));
});

test("merging is associative", () => {
  fc.assert(fc.property(journals(3), ([one, two, three]) => {
    same(merged(merged(one, two), three), merged(one, merged(two, three)));
    same(merged(one, two, three), merged(merged(one, two), three));
  }));
});

test("merging is idempotent, and takes nothing away", () => {
  fc.assert(fc.property(journals(2), ([one, other]) => {
    const union = merged(one, other);
    same(merged(union, union), union);
    same(merged(union, one), union);
    const ids = new Set(union.map(({ id }) => id));
    assert.ok([...one, ...other].every(({ id }) => ids.has(id)));
    assert.equal(ids.size, union.length);
  }));
});

test("order is total, and the journal stands in it", () => {
  fc.assert(fc.property(journals(3), ([one, two, three]) => {
    const union = merged(one, two, three);
    for (const [at, entry] of union.entries()) {
      if (at > 0) assert.ok(order(union[at - 1], entry) < 0 && order(entry, union[at - 1]) > 0);
      assert.equal(order(entry, entry), 0);
      if (at > 0) assert.ok(union[at - 1].at < entry.at || (union[at - 1].at === entry.at && union[at - 1].id < entry.id));
    }
  }));
});

test("names in another order say the same, and replace nothing", () => {
  assert.equal(canonical({ b: [{ d: "é", c: null }], a: 1 }), '{"a":1,"b":[{"c":null,"d":"é"}]}');
  fc.assert(fc.property(anEntry(), (entry) => {
    const turned = Object.fromEntries(Object.entries(entry).reverse());
    assert.ok(saysTheSame(entry, turned) && saysTheSame(entry, entry) && saysTheSame(entry, { ...entry }));
    assert.ok(!replaces(entry, turned) && !replaces(turned, entry) && !replaces(entry, entry));
    assert.ok(!saysTheSame(entry, { ...entry, more: 1 }));
  }));
});

test("judging a value never throws, and what passes for an entry survives JSON", () => {
  fc.assert(fc.property(fc.oneof(anything(), byHand()), (value) => {
    if (!isEntry(value)) return;
    const again = JSON.parse(JSON.stringify(value));
    assert.ok(isEntry(again));
    assert.equal(canonical(again), canonical(value));
  }));
});

test("a field taken away, or of another nature, makes an entry of a known kind invalid", () => {
  fc.assert(fc.property(anEntry(), fc.nat(), (entry, pick) => {
    const names = ["id", "at", "course", "kind", ...Object.keys(KINDS[entry.kind])];
    const name = names[pick % names.length];
    const { [name]: _, ...without } = entry;
    assert.ok(!isEntry(without), name);
    if (name !== "answer") assert.ok(!isEntry({ ...entry, [name]: { strange: [1] } }), name);
  }));
});

test("an unknown kind and an unknown field come from a later version: they are valid while small", () => {
  fc.assert(fc.property(anEntry(), (entry) => {
    assert.ok(isEntry({ ...entry, kind: "badge", whatever: ["x"] }));
    assert.ok(isEntry({ ...entry, seconds: 12 }));
    assert.ok(!isEntry({ ...entry, long: "x".repeat(LIMITS.text + 1) }));
    assert.ok(!isEntry({ ...entry, many: Array.from({ length: 400 }, () => "x".repeat(100)) }));
    assert.ok(isEntry({ ...entry, deep: [[[1]]] }) && !isEntry({ ...entry, deep: [[[[1]]]] }));
  }));
});

test("what is as long as an entry holds is held, one more is not", () => {
  const entry = { id: "0123456789abcdef", at: "2026-11-27T20:31:05.123Z", course: "parcours", kind: "read", module: "a2", lesson: "l" };
  const full = { ...entry, kind: "later", fill: Array(10).fill("x".repeat(1_900)), rest: "" };
  const left = LIMITS.entry - JSON.stringify(full).length;
  for (const [most, make] of [
    [LIMITS.id, (n) => ({ ...entry, module: "x".repeat(n) })],
    [LIMITS.text, (n) => ({ ...entry, more: "x".repeat(n) })],
    [LIMITS.list, (n) => ({ ...entry, more: Array(n).fill(1) })],
    [LIMITS.list, (n) => ({ ...entry, more: Object.fromEntries(Array.from({ length: n }, (_, at) => [`n${at}`, 1])) })],
    [LIMITS.id, (n) => ({ ...entry, more: { ["x".repeat(n)]: 1 } })],
    [left, (n) => ({ ...full, rest: "x".repeat(n) })],
  ]) assert.deepEqual([isEntry(make(most)), isEntry(make(most + 1))], [true, false], String(make));
  for (const odd of [{ module: "" }, { id: [entry.id] }, { kind: "path", minutes: 1.5, modules: null }, { kind: "path", minutes: -1, modules: null }]) {
    assert.ok(!isEntry({ ...entry, ...odd }), JSON.stringify(odd));
  }
});

test("kinds that objects have by birth are kinds like others", () => {
  fc.assert(fc.property(anEntry(), fc.constantFrom("constructor", "toString", "__proto__", "hasOwnProperty"), (entry, kind) => {
    assert.ok(isEntry({ ...entry, kind }));
  }));
});

test("a name that changes what an object is makes no entry, however deep it stands", () => {
  fc.assert(fc.property(anEntry(), (entry) => {
    const text = JSON.stringify({ ...entry, more: { inner: 1 } });
    assert.equal(faultOf(JSON.parse(text.replace('"more"', '"__proto__"'))), "shape");
    assert.equal(faultOf(JSON.parse(text.replace('"inner"', '"__proto__"'))), "shape");
  }));
});

test("a date that is none, or of another century, makes no entry", () => {
  const [entry] = fc.sample(anEntry(), 1);
  for (const at of [
    "2026-02-30T00:00:00.000Z", "2026-11-27T24:00:00.000Z", "2026-11-27T20:31:05Z", "2026-11-27T20:31:05.123+01:00",
    "1999-12-31T23:59:59.999Z", "2100-01-01T00:00:00.000Z", "2026-11-27", "", 5, null,
  ]) {
    assert.equal(faultOf({ ...entry, at }), "at", String(at));
  }
});

test("ids are sixteen letters, one for one with eighty bits", () => {
  const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
  fc.assert(fc.property(bytes, fc.nat(79), (one, bit) => {
    const other = one.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    assert.match(idOf(one), /^[0-9a-hjkmnp-tv-z]{16}$/);
    assert.equal([...idOf(one)].filter((letter, at) => letter !== idOf(other)[at]).length, 1);
    assert.equal(idOf(Uint8Array.of(...one, 7)), idOf(one));
  }));
});

test("a text longer than an entry holds is cut, and undefined fields are left out", () => {
  const at = "2026-11-27T20:31:05.123Z";
  const fields = { module: "a2", question: "q", answer: { text: "é".repeat(5000), all: ["é".repeat(5000)] }, score: 1, tries: 1, done: true, where: "quiz", more: undefined };
  const entry = made("parcours", "answer", fields, { id: "0123456789abcdef", at });
  assert.deepEqual([entry.answer.text.length, entry.answer.all[0].length], [LIMITS.text, LIMITS.text]);
  assert.ok(!("more" in entry));
  assert.throws(() => made("parcours", "answer", { ...fields, score: 2 }, { id: "0123456789abcdef", at }), /fields/);
});

test("a new entry stands after the last one, unless that one is of a clock gone astray", () => {
  const last = (at) => ({ at });
  const now = Date.parse("2026-11-27T20:00:00.000Z");
  assert.equal(timeAfter(undefined, now), "2026-11-27T20:00:00.000Z");
  assert.equal(timeAfter(last("2026-11-27T19:00:00.000Z"), now), "2026-11-27T20:00:00.000Z");
  assert.equal(timeAfter(last("2026-11-27T20:00:00.000Z"), now), "2026-11-27T20:00:00.001Z");
  assert.equal(timeAfter(last("2026-11-27T21:00:00.000Z"), now), "2026-11-27T21:00:00.001Z");
  assert.equal(timeAfter(last("2026-11-28T19:59:59.998Z"), now), "2026-11-28T19:59:59.999Z");
  assert.equal(timeAfter(last("2026-11-28T19:59:59.999Z"), now), "2026-11-27T20:00:00.000Z");
  assert.equal(timeAfter(last("2036-01-01T00:00:00.000Z"), now), "2026-11-27T20:00:00.000Z");
});
