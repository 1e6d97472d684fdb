/* Questions answered by ticking: one choice, several, a judgement with its reason.
   A kind looks at `field` (what one answers with) and `key` (the details that hold what is right and why):
     read(context)          the answer, or null when it is not complete
     judge(context, answer) { score from 0 to 1, and what the message says of it }
     marks(context, answer, done) what to show beside items: { item, state, word?, answer?, feedback? }
     clear(context)         back to the beginning
     write(context, answer) the inverse of `read`, on a cleared field: put an answer back, whatever it is (it may come from
                            a file, or from before the question changed); true when all of it found its place
     answersInPlace         whether the marks of a finished question give every answer */

import { ticked } from "../answers.js";

/** Ids of the ticked boxes of an element. */
const chosen = (element) => [...element.querySelectorAll("input:checked")].map((input) => input.value);

const untick = (field) => {
  for (const input of field.querySelectorAll("input")) input.checked = false;
};

/** Tick the box of a value; false when there is none. */
function tick(element, value) {
  const input = [...element.querySelectorAll("input")].find((each) => each.value === value);
  if (input) input.checked = true;
  return input !== undefined;
}

/** The line of the key that speaks of a choice. */
function keyOf(key, id, part = ":not([data-part])") {
  return key.querySelector(`li${part}[data-for="${CSS.escape(id)}"]`);
}

const isRight = (line) => line.dataset.right === "yes";

const itemOf = (scope, id) => scope.querySelector(`.pq-item[data-item="${CSS.escape(id)}"]`);

function idsIn(key, right) {
  return [...key.querySelectorAll(`li:not([data-part])[data-right="${right}"]`)].map((line) => line.dataset.for);
}

/** Right choices that were left out: shown when the question is over. */
function missing({ key, words }, scope, answer, word) {
  const left = idsIn(key, "yes").filter((id) => !answer.includes(id));
  return left.map((id) => ({ item: itemOf(scope, id), state: "right", word: words.say(word) }));
}

function markOf({ words }, item, line, withFeedback) {
  const state = isRight(line) ? "right" : "wrong";
  const feedback = withFeedback ? line.querySelector(".pq-feedback") : undefined;
  return { item, state, word: words.say(`item_${state}`), feedback };
}

export const single = {
  read({ field }) {
    return chosen(field)[0] ?? null;
  },
  judge({ key }, answer) {
    const line = keyOf(key, answer);
    return { score: isRight(line) ? 1 : 0, feedback: line.querySelector(".pq-feedback") };
  },
  marks(context, answer, done) {
    const { field, key } = context;
    const mark = markOf(context, itemOf(field, answer), keyOf(key, answer), false);
    return [mark, ...(done ? missing(context, field, [answer], "expected") : [])];
  },
  clear({ field }) {
    untick(field);
  },
  write({ field }, answer) {
    return tick(field, answer);
  },
};

export const multiple = {
  read({ field }) {
    const answer = chosen(field);
    return answer.length ? answer : null;
  },
  judge({ key, words }, answer) {
    const right = idsIn(key, "yes");
    const { hits, extra, score } = ticked(answer, right, idsIn(key, "no"));
    return { score, count: words.say("count_ticked", { right: hits, total: right.length, extra }) };
  },
  marks(context, answer, done) {
    const { field, key } = context;
    const marks = answer.map((id) => markOf(context, itemOf(field, id), keyOf(key, id), true));
    return [...marks, ...(done ? missing(context, field, answer, "missed") : [])];
  },
  clear({ field }) {
    untick(field);
  },
  write({ field }, answer) {
    const ids = Array.isArray(answer) ? answer : [];
    const found = ids.filter((id) => tick(field, id));
    return found.length > 0 && found.length === ids.length;
  },
};

const JUDGEMENT = "[data-part=judgement]";

export const trueFalse = {
  read({ field }) {
    const [judgement, reason] = [...field.querySelectorAll(".pq-part")].map((part) => chosen(part)[0]);
    return judgement && reason ? { judgement: judgement === "true", reason } : null;
  },
  judge({ key, words }, { judgement, reason }) {
    const lines = [keyOf(key, String(judgement), JUDGEMENT), keyOf(key, reason)];
    const right = lines.filter(isRight).length;
    return { score: right / 2, count: words.say("count", { right, total: 2 }) };
  },
  marks(context, { judgement, reason }, done) {
    const { field, key, words } = context;
    const [first, second] = field.querySelectorAll(".pq-part");
    const judged = keyOf(key, String(judgement), JUDGEMENT);
    const mark = markOf(context, itemOf(first, String(judgement)), judged, true);
    // Beside « Vrai » and « Faux », a mark that says « Faux » could be read as the answer.
    const marks = [{ ...mark, word: words.say(`judged_${mark.state}`) }];
    if (done && !isRight(judged)) {
      const item = itemOf(first, String(!judgement));
      const text = item.querySelector(".pq-text").textContent;
      marks.push({ item, state: "right", word: words.say("expected_is", { text }) });
    }
    marks.push(markOf(context, itemOf(second, reason), keyOf(key, reason), true));
    return [...marks, ...(done ? missing(context, second, [reason], "expected") : [])];
  },
  clear({ field }) {
    untick(field);
  },
  write({ field }, answer) {
    const { judgement, reason } = Object(answer);
    const [first, second] = field.querySelectorAll(".pq-part");
    const judged = typeof judgement === "boolean" && tick(first, String(judgement));
    return tick(second, reason) && judged;
  },
};
