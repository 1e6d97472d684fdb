/* Entries for tests of laws: valid ones, edited ones, and anything at all. */

import fc from "fast-check";
import { isEntry } from "../../generator/browser/learner/journal.js";

const letters = [..."0123456789abcdefghjkmnpqrstvwxyz"];
export const COURSE = "parcours";

const anId = () => fc.stringMatching(/^[a-z][a-z0-9-]{0,11}$/);
const ids = () => fc.array(anId(), { maxLength: 5 });
const text = () => fc.oneof(fc.string({ maxLength: 30 }), fc.string({ unit: "binary", maxLength: 12 }), fc.constant("<script>alert(1)</script>"));
const anAnswer = () => fc.oneof(anId(), ids(), text(), fc.dictionary(anId(), anId(), { maxKeys: 4, noNullPrototype: true }), fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true }));
const share = () => fc.constantFrom(0, 0.25, 0.5, 1);
const places = { module: anId(), question: anId() };

const kinds = {
  read: { module: anId(), lesson: anId() },
  unread: { module: anId(), lesson: anId() },
  answer: { ...places, answer: anAnswer(), score: share(), tries: fc.nat(9), done: fc.boolean(), where: fc.constantFrom("quiz", "recall", "placement") },
  restart: places,
  exercise: { module: anId(), exercise: anId(), cell: anId(), answer: anAnswer(), status: fc.constantFrom("right", "wrong") },
  settings: { module: anId(), exercise: anId(), values: fc.dictionary(anId(), fc.oneof(text(), fc.boolean(), share()), { maxKeys: 4, noNullPrototype: true }) },
  territory: { code: fc.option(anId()), commune: fc.option(anId()) },
  placement: { reached: ids(), missed: ids() },
  path: { minutes: fc.option(fc.nat(500)), modules: fc.option(ids()) },
};

// Few ids and few instants, so that two journals meet often.
const head = (narrow) => ({
  id: narrow ? fc.constantFrom("0", "1", "2", "z").map((letter) => letter.repeat(16)) : fc.array(fc.constantFrom(...letters), { minLength: 16, maxLength: 16 }).map((all) => all.join("")),
  at: fc.date({ min: new Date("2026-11-01"), max: new Date(narrow ? "2026-11-01T00:00:00.003Z" : "2027-11-01"), noInvalidDate: true }).map((day) => day.toISOString()),
  course: fc.constant(COURSE),
});

/** A valid entry of any kind. */
export function anEntry({ narrow = false } = {}) {
  return fc.oneof(...Object.entries(kinds).map(([kind, fields]) => fc.record({ ...head(narrow), kind: fc.constant(kind), ...fields }, { noNullPrototype: true })));
}

/** Anything at all. */
export const anything = () => fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true });

/** An entry, one field of which a hand, or a later version, changed. */
export function byHand() {
  const field = fc.constantFrom("id", "at", "kind", "module", "question", "answer", "score", "tries", "more", "reached");
  return fc.tuple(anEntry({ narrow: true }), field, fc.oneof(anAnswer(), fc.jsonValue(), anything())).map(([entry, name, value]) => ({ ...entry, [name]: value }));
}

/** Some journals that share ids: of valid entries, some of them edited. */
export function journals(count) {
  const entry = fc.oneof({ weight: 3, arbitrary: anEntry({ narrow: true }) }, { weight: 1, arbitrary: anEntry() }, { weight: 1, arbitrary: byHand().filter(isEntry) });
  return fc.tuple(...Array.from({ length: count }, () => fc.array(entry, { maxLength: 6 })));
}
