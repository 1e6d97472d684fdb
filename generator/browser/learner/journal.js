/* The learner's journal as a value: what an entry is, whether one is valid, which of two stays, in what order they stand.
   Lives here: pure functions, the same in a page, in a worker and under `node --test`.
   May not live here: the clock, chance, storage, the page (see device.js), files (see progress-file.js).

   An entry is flat: `id`, `at`, `course`, `kind`, then the fields of its kind. A kind that is not in the table, or a
   field more than the table asks for, comes from a later version of the course: such an entry is valid as long as it is
   small, and is kept with the rest. */

export const LIMITS = Object.freeze({
  id: 200, // characters of an id: of a module, a question, an objective
  text: 2_000, // characters of any other text
  list: 500, // items of a list, or names in an object
  depth: 4, // of lists and objects in one another, the entry being the first
  entry: 20_000, // characters of an entry written as JSON
});

const ID = /^[0-9a-hjkmnp-tv-z]{16}$/;
const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
const AT = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/; // of this century: a date beyond is no date of a learner
const FORBIDDEN = "__proto__"; // as a name it would change what an object is in careless hands: no entry has it

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const isId = (value) => typeof value === "string" && value.length > 0 && value.length <= LIMITS.id;
const areIds = (value) => Array.isArray(value) && value.every(isId);
const isCount = (value) => Number.isInteger(value) && value >= 0;
const isShare = (value) => typeof value === "number" && value >= 0 && value <= 1;
const isFlag = (value) => typeof value === "boolean";
const isAnything = (value) => value !== undefined;
const isSetting = (value) => ["string", "boolean"].includes(typeof value) || Number.isFinite(value);
const areSettings = (value) => isObject(value) && Object.values(value).every(isSetting);
const orNull = (is) => (value) => value === null || is(value);

const PAGE = { module: isId, lesson: isId };

/** Of each kind, the fields it must have and what each must be. */
export const KINDS = Object.freeze({
  read: PAGE,
  unread: PAGE,
  answer: { module: isId, question: isId, answer: isAnything, score: isShare, tries: isCount, done: isFlag, where: isId },
  restart: { module: isId, question: isId },
  exercise: { module: isId, exercise: isId, cell: isId, answer: isAnything, status: isId },
  settings: { module: isId, exercise: isId, values: areSettings },
  territory: { code: orNull(isId), commune: orNull(isId) },
  placement: { reached: areIds, missed: areIds },
  path: { minutes: orNull(isCount), modules: orNull(areIds) },
});

/** Whether a value is JSON of a reasonable size: what a later version, or somebody's hand, may have written. */
function isModest(value, depth) {
  if (value === null || typeof value === "boolean") return true;
  if (typeof value === "string") return value.length <= LIMITS.text;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || depth === LIMITS.depth) return false;
  if (Array.isArray(value)) {
    return value.length <= LIMITS.list && Object.keys(value).length === value.length
      && value.every((item) => isModest(item, depth + 1));
  }
  const nature = Object.getPrototypeOf(value);
  if (nature !== Object.prototype && nature !== null) return false; // a date, a map: no JSON
  const fields = Object.entries(value);
  return fields.length <= LIMITS.list
    && fields.every(([name, item]) => name !== FORBIDDEN && name.length <= LIMITS.id && isModest(item, depth + 1));
}

const isTime = (at) => AT.test(at) && !Number.isNaN(Date.parse(at)) && new Date(at).toISOString() === at;

/** What makes a value no entry: "shape", "id", "at", "course", "kind", "fields" or "size"; null when it is one. */
export function faultOf(value) {
  if (!isObject(value) || !isModest(value, 0)) return "shape";
  if (typeof value.id !== "string" || !ID.test(value.id)) return "id";
  if (typeof value.at !== "string" || !isTime(value.at)) return "at";
  if (!isId(value.course)) return "course";
  if (!isId(value.kind)) return "kind";
  const fields = Object.hasOwn(KINDS, value.kind) ? Object.entries(KINDS[value.kind]) : [];
  if (!fields.every(([name, is]) => Object.hasOwn(value, name) && is(value[name]))) return "fields";
  return JSON.stringify(value).length > LIMITS.entry ? "size" : null;
}

export const isEntry = (value) => faultOf(value) === null;

/** JSON with the names of every object sorted and no space: the same text for the same value. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${fields.join(",")}}`;
}

/** Ten bytes of chance as the 16 letters of an id. */
export function idOf(bytes) {
  let bits = 0n;
  for (const byte of bytes.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte);
  return Array.from({ length: 16 }, (_, at) => LETTERS[Number((bits >> BigInt(75 - 5 * at)) & 31n)]).join("");
}

/** A value as JSON would bring it back, its texts cut to what an entry may hold: people may type more. */
function cut(value) {
  if (typeof value === "string") return value.slice(0, LIMITS.text);
  if (Array.isArray(value)) return value.map(cut);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined).map(([name, item]) => [name, cut(item)]));
}

/** A new entry. Throws where it would not be valid: that is a fault of the script that asks. */
export function made(course, kind, fields, { id, at }) {
  const entry = Object.freeze({ ...cut(fields), id, at, course, kind });
  const fault = faultOf(entry);
  if (fault) throw new TypeError(`${kind}: ${fault}`);
  return entry;
}

/** The order of the journal: by time, then by id. Negative when `one` stands before `other`. */
export function order(one, other) {
  if (one.at !== other.at) return one.at < other.at ? -1 : 1;
  if (one.id !== other.id) return one.id < other.id ? -1 : 1;
  return 0;
}

/** Whether two entries say the same. Most that are compared are copies, written in the same order: that is quickly seen. */
export const same = (one, other) => one === other || JSON.stringify(one) === JSON.stringify(other) || canonical(one) === canonical(other);

/** Whether `one` takes the place of `other`, which has the same id. */
export const replaces = (one, other) => JSON.stringify(one) !== JSON.stringify(other) && canonical(one) > canonical(other);

/** The union of journals, in order; where two entries share an id and differ, the greater as canonical JSON stays. */
export function merged(...journals) {
  const byId = new Map();
  for (const journal of journals) {
    for (const entry of journal) {
      const there = byId.get(entry.id);
      if (!there || (there !== entry && replaces(entry, there))) byId.set(entry.id, entry);
    }
  }
  return Object.freeze([...byId.values()].sort(order));
}

/** The time to write under a new entry: `now`, but after the last of the journal where a clock put right by less than a
    day, or two acts within a millisecond, would place it before what the learner did first. */
export function timeAfter(last, now) {
  const least = last ? Date.parse(last.at) + 1 : now;
  return new Date(least > now && least - now < 86_400_000 ? least : now).toISOString();
}
