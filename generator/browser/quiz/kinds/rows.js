/* Questions answered row by row: matching (a list per row), sorting (a category per card).
   The shape of a kind: see choices.js. */

import { share } from "../answers.js";

const rowsOf = (field) => [...field.querySelectorAll(".pq-item")];

const expected = (key, id) => key.querySelector(`li[data-for="${CSS.escape(id)}"]`);

/** Feedback of a row: why it is right; for a wrong one, what a decoy is, and once the question is over what
    was expected. While tries are left, nothing gives the answer away. */
function feedbackOf(key, line, value, isRight, done) {
  if (isRight || done) return line.querySelector(".pq-feedback");
  return key.querySelector(`li[data-decoy="${CSS.escape(value)}"] .pq-feedback`) ?? undefined;
}

/** `valueOf(row)` is what a row was given; `choose(row, value)` gives it, and says whether it could. */
function rows(valueOf, clearRow, choose) {
  return {
    /** Each wrong row ends with its own answer: no list of all of them besides. */
    answersInPlace: true,
    read({ field }) {
      const pairs = rowsOf(field).map((row) => [row.dataset.item, valueOf(row)]);
      return pairs.every(([, value]) => value) ? Object.fromEntries(pairs) : null;
    },
    judge({ key, words }, answer) {
      const pairs = Object.entries(answer);
      const right = pairs.filter(([id, value]) => expected(key, id).dataset.right === value).length;
      return { score: share(right, pairs.length), count: words.say("count", { right, total: pairs.length }) };
    },
    marks({ field, key, words }, answer, done) {
      return rowsOf(field).map((item) => {
        const line = expected(key, item.dataset.item);
        const value = answer[item.dataset.item];
        const isRight = line.dataset.right === value;
        return {
          item,
          state: isRight ? "right" : "wrong",
          word: words.say(isRight ? "item_right" : "item_wrong"),
          answer: done && !isRight ? line.querySelector(".pq-expected") : undefined,
          feedback: feedbackOf(key, line, value, isRight, done),
        };
      });
    },
    clear({ field }) {
      for (const row of rowsOf(field)) clearRow(row);
    },
    write({ field }, answer) {
      const given = new Map(Object.entries(Object(answer)));
      const all = rowsOf(field);
      const found = all.filter((row) => choose(row, given.get(row.dataset.item)));
      return found.length === all.length && given.size === all.length;
    },
  };
}

export const matching = rows(
  (row) => row.querySelector("select").value,
  (row) => {
    row.querySelector("select").selectedIndex = 0;
  },
  (row, value) => {
    const option = [...row.querySelectorAll("option")].find((each) => each.value && each.value === value);
    if (option) option.selected = true;
    return option !== undefined;
  },
);

export const sorting = rows(
  (row) => row.querySelector("input:checked")?.value,
  (row) => {
    for (const input of row.querySelectorAll("input")) input.checked = false;
  },
  (row, value) => {
    const input = [...row.querySelectorAll("input")].find((each) => each.value === value);
    if (input) input.checked = true;
    return input !== undefined;
  },
);
