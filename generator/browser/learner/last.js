/* What stands last in a journal: which lessons are read, how each question and each exercise was left.
   Lives here: pure functions over entries in their order. May not live here: what the course is (see standing.js), the
   page, the device. */

const COUNTS = new Set(["quiz", "recall"]); // what a placement asked counts for the path alone

/** The lessons that stand as read, as `module/lesson`. */
export function lessonsRead(entries) {
  const read = new Set();
  for (const { kind, module, lesson } of entries) {
    if (kind === "read") read.add(`${module}/${lesson}`);
    else if (kind === "unread") read.delete(`${module}/${lesson}`);
  }
  return read;
}

/** Of each question answered in a quiz or recalled, and not begun again since, its last answer: id → entry. */
export function answersOf(entries, module) {
  const last = new Map();
  for (const entry of entries) {
    if (entry.module !== module) continue;
    if (entry.kind === "answer" && COUNTS.has(entry.where)) last.set(entry.question, entry);
    else if (entry.kind === "restart") last.delete(entry.question);
  }
  return last;
}

/** Of each question of an exercise, its last answer: cell → entry. */
export function exerciseOf(entries, module, exercise) {
  const last = new Map();
  for (const entry of entries) {
    if (entry.kind === "exercise" && entry.module === module && entry.exercise === exercise) last.set(entry.cell, entry);
  }
  return last;
}

/** The settings of an exercise as they were last left: an entry, or undefined. */
export const settingsOf = (entries, module, exercise) =>
  entries.filter((entry) => entry.kind === "settings" && entry.module === module && entry.exercise === exercise).at(-1);

/** Whether a step of a module is done: a lesson read; a quiz whose every question has once ended; an exercise whose every
    question was once right. Beginning again takes nothing back (as in standing.js).
    `step` is `{ kind: "lesson", id }`, or `{ kind, id, needs }` with the ids of the questions or cells it asks. */
export function isDone(entries, module, { kind, id, needs = [] }) {
  if (kind === "lesson") return lessonsRead(entries).has(`${module}/${id}`);
  const ended = new Set();
  for (const entry of entries) {
    if (entry.kind !== (kind === "quiz" ? "answer" : "exercise") || entry.module !== module) continue;
    if (kind === "quiz" && entry.done && COUNTS.has(entry.where)) ended.add(entry.question);
    if (kind === "exercise" && entry.exercise === id && entry.status === "right") ended.add(entry.cell);
  }
  return needs.length > 0 && needs.every((one) => ended.has(one));
}
