/* Questions answered by typing: a number, a few words. The shape of a kind: see choices.js. */

import { near, parseNumber, sameWords } from "../answers.js";

const inputOf = (field) => field.querySelector(".pq-input");

const lines = (key) => [...key.querySelectorAll("li[data-case]")];

/** What both kinds do once they know which line of the key speaks of an answer. */
function entry(read, matches) {
  const lineFor = (context, answer) =>
    lines(context.key).find((line) => line.dataset.case === "wrong" || matches(context, line, answer));
  return {
    read,
    judge(context, answer) {
      const line = lineFor(context, answer);
      return { score: line.dataset.case === "right" ? 1 : 0, feedback: line.querySelector(".pq-feedback") };
    },
    /** No word beside the field: the message stands right below it. */
    marks(context, answer) {
      const state = lineFor(context, answer).dataset.case === "right" ? "right" : "wrong";
      return [{ item: context.field.querySelector(".pq-entry"), state }];
    },
    clear({ field }) {
      inputOf(field).value = "";
    },
    write({ field }, answer) {
      if (typeof answer !== "string") return false;
      inputOf(field).value = answer;
      return true;
    },
  };
}

function numberIn({ field, words }, text) {
  return parseNumber(text, words.language, JSON.parse(inputOf(field).dataset.unitNames));
}

export const numeric = entry(
  (context) => {
    const text = inputOf(context.field).value.trim();
    return Number.isNaN(numberIn(context, text)) ? null : text;
  },
  (context, line, answer) =>
    near(numberIn(context, answer), Number(line.dataset.value), Number(line.dataset.tolerance)),
);

export const shortText = entry(
  ({ field }) => inputOf(field).value.trim() || null,
  ({ field }, line, answer) =>
    sameWords(answer, JSON.parse(line.dataset.accepted), inputOf(field).dataset.articles.split(" ")),
);
